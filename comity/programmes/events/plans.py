"""What has happened to the actions of programmes, to the help of Allies and to assessments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActionsPlanned:
    """Actions were put into the version at work."""

    programme: str
    party: str
    version: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActionsCarried:
    """Unfinished actions of the plan before came along into the version at work. `numbers` are those they now have."""

    programme: str
    party: str
    version: int
    former: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActionChanged:
    """An action got other words, another goal or another day in the version at work."""

    programme: str
    party: str
    version: int
    number: int


@dataclass(frozen=True, slots=True)
class ActionDropped:
    """An action was taken out of the version at work."""

    programme: str
    party: str
    version: int
    number: int


@dataclass(frozen=True, slots=True)
class ActionsReported:
    """A side said how far actions are, for one or many at once."""

    programme: str
    party: str
    side: str
    numbers: tuple[int, ...]
    state: str


@dataclass(frozen=True, slots=True)
class HelpOffered:
    """An Ally offered help with an action."""

    programme: str
    party: str
    action: int
    help_id: int
    ally: str


@dataclass(frozen=True, slots=True)
class HelpAccepted:
    """The partner accepted an Ally's help."""

    programme: str
    party: str
    action: int
    ally: str


@dataclass(frozen=True, slots=True)
class HelpEnded:
    """An Ally's help ended."""

    programme: str
    party: str
    action: int
    ally: str


@dataclass(frozen=True, slots=True)
class AssessmentPlanned:
    """The staff planned an assessment, with the days of the mission if there is one."""

    programme: str
    party: str
    assessment: str
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class AssessmentDrafted:
    """The staff wrote or mended the draft of an assessment, which nobody else sees until it is shared."""

    assessment: str
    party: str
    goals: int


@dataclass(frozen=True, slots=True)
class AssessmentShared:
    """The draft was shown to the partner and the Allies; it may be discussed from a day on."""

    assessment: str
    programme: str
    party: str
    discussed_from: date


@dataclass(frozen=True, slots=True)
class AssessmentDiscussed:
    """The draft was discussed with the partner."""

    assessment: str
    programme: str
    party: str
    type: str
    period: str
    held_on: date


@dataclass(frozen=True, slots=True)
class AssessmentPut:
    """The assessment lies before the Council."""

    assessment: str
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class AssessmentConcluded:
    """The Council has agreed to the assessment."""

    assessment: str
    programme: str
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class AssessmentDeclined:
    """The Council's item is over without agreement; the assessment is back with the staff."""

    assessment: str
    party: str
    decision: str
