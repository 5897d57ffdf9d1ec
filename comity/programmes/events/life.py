"""What has happened to programmes, their text, goals and comments. No event carries the words themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ProgrammeBegun:
    """A side began a programme of a partner for a period."""

    programme: str
    party: str
    type: str
    side: str


@dataclass(frozen=True, slots=True)
class ParagraphInserted:
    """A new paragraph was put into the text."""

    programme: str
    paragraph: str
    version: int


@dataclass(frozen=True, slots=True)
class ParagraphWritten:
    """A paragraph got a new wording; an empty one means that it was deleted and its number stays vacant."""

    programme: str
    paragraph: str
    version: int
    revision: int
    is_deleted: bool = False
    voided: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphBracketed:
    """A new wording was put in brackets beside the one that stands."""

    programme: str
    paragraph: str
    version: int
    revision: int


@dataclass(frozen=True, slots=True)
class BracketsResolved:
    """One choice left open in a paragraph was settled; `left` choices remain."""

    programme: str
    paragraph: str
    version: int
    revision: int
    left: int


@dataclass(frozen=True, slots=True)
class ParagraphAgreed:
    """A side agreed to one paragraph; `by_both` closes it."""

    programme: str
    party: str
    paragraph: str
    side: str
    by_both: bool


@dataclass(frozen=True, slots=True)
class ParagraphReopened:
    """A side reopened, on purpose, a paragraph that had been agreed."""

    programme: str
    party: str
    paragraph: str
    side: str
    reason: str


@dataclass(frozen=True, slots=True)
class SectionLocked:
    """Somebody took a section to edit it."""

    programme: str
    section: int


@dataclass(frozen=True, slots=True)
class SectionReleased:
    """A section is free again."""

    programme: str
    section: int


@dataclass(frozen=True, slots=True)
class ReleaseAsked:
    """A colleague asked the holder of a section to let it go."""

    programme: str
    section: int
    holder: int
    by: str


@dataclass(frozen=True, slots=True)
class SectionMarked:
    """Somebody noted that they have reviewed a section, or that they have not."""

    programme: str
    section: int
    version: int
    side: str
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class CommentMade:
    """Somebody wrote a comment that only their side sees."""

    programme: str
    paragraph: str
    side: str


@dataclass(frozen=True, slots=True)
class CommentDropped:
    """Somebody took back a comment that had not been sent."""

    programme: str
    side: str


@dataclass(frozen=True, slots=True)
class CommentsSent:
    """A side sent its comments together."""

    programme: str
    party: str
    side: str
    version: int
    count: int


@dataclass(frozen=True, slots=True)
class CommentAnswered:
    """A comment was accepted, rejected or merged; `left` comments of that side wait for their answer."""

    programme: str
    party: str
    paragraph: str
    side: str
    disposition: str
    left: int


@dataclass(frozen=True, slots=True)
class GoalAdded:
    """A partner got a new goal, and the programme carries it."""

    programme: str
    goal: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalCarried:
    """A programme carries a goal that the partner already had."""

    programme: str
    goal: str


@dataclass(frozen=True, slots=True)
class GoalDropped:
    """A programme carries a goal no longer; the goal itself stays."""

    programme: str
    goal: str


@dataclass(frozen=True, slots=True)
class GoalProgressed:
    """A side recorded how far a goal has come."""

    goal: str
    party: str
    programme: str
    percent: int
    state: str


@dataclass(frozen=True, slots=True)
class ActivityChosen:
    """An activity was chosen for a goal of the programme."""

    programme: str
    activity: str
    goal: str


@dataclass(frozen=True, slots=True)
class ActivityDropped:
    """An activity was taken out of the programme."""

    programme: str
    activity: str


@dataclass(frozen=True, slots=True)
class ActivityTurnedDown:
    """An activity that the other side had proposed was refused, for a reason."""

    programme: str
    activity: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProgrammeSubmitted:
    """A side submitted its draft to the other side."""

    programme: str
    party: str
    side: str
    version: int
    comments_due_on: date


@dataclass(frozen=True, slots=True)
class ProgrammeTakenUp:
    """The side that received the programme opened the joint review."""

    programme: str
    party: str
    side: str
    version: int


@dataclass(frozen=True, slots=True)
class ProgrammeSentBack:
    """A side handed over the pen, with all that it wrote. The other has until a day to write or to agree."""

    programme: str
    party: str
    side: str
    version: int
    note: str
    comments_due_on: date


@dataclass(frozen=True, slots=True)
class PenAsked:
    """The side without the pen asked for it."""

    programme: str
    party: str
    side: str


@dataclass(frozen=True, slots=True)
class SideAgreed:
    """One side agreed to a version, and the other has not yet."""

    programme: str
    party: str
    side: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class ProgrammeAgreed:
    """Both sides agreed to the same version; the Council is next."""

    programme: str
    party: str
    type: str
    period: str
    version: int
    digest: str
    side: str


@dataclass(frozen=True, slots=True)
class AgreementWithdrawn:
    """A side took its agreement back."""

    programme: str
    party: str
    side: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProgrammeReopened:
    """A text that was agreed or in force was reopened; agreements to it lapsed."""

    programme: str
    party: str
    side: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProgrammePutToCouncil:
    """The agreed version went before the Council, and the Allies may read it."""

    programme: str
    party: str
    version: int
    decision: str


@dataclass(frozen=True, slots=True)
class ProgrammeApproved:
    """The Council approved the version that both sides had agreed: it is in force."""

    programme: str
    party: str
    version: int
    decision: str
    in_force_on: date


@dataclass(frozen=True, slots=True)
class ProgrammeDeclined:
    """The Council did not approve; the text is back with the two sides."""

    programme: str
    party: str
    version: int
    decision: str


@dataclass(frozen=True, slots=True)
class ReviewStarted:
    """A stock-taking of a programme in force began."""

    programme: str
    party: str
    side: str


@dataclass(frozen=True, slots=True)
class ReviewConcluded:
    """A stock-taking ended and left the text as it is."""

    programme: str
    party: str
    side: str
    summary: str


@dataclass(frozen=True, slots=True)
class ProgrammeClosed:
    """A programme ended with a result for each goal."""

    programme: str
    party: str


@dataclass(frozen=True, slots=True)
class ProgrammeWithdrawn:
    """The partner withdrew its programme before it was in force."""

    programme: str
    party: str
    reason: str
    was: str
