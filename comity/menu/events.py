"""What has happened on the menu. Codes and numbers, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActivityOffered:
    """A provider has offered an activity; it waits to be screened."""

    activity_id: int
    code: str
    provider: str
    party: str


@dataclass(frozen=True, slots=True)
class ActivityScreened:
    """The staff have looked at an offer and found it fit for the menu."""

    activity_id: int
    code: str


@dataclass(frozen=True, slots=True)
class ActivityAgreed:
    """Allies have agreed to an activity by the decision named."""

    activity_id: int
    code: str
    decision: str


@dataclass(frozen=True, slots=True)
class ActivityPublished:
    """An activity stands on the menu and may be nominated for."""

    activity_id: int
    code: str


@dataclass(frozen=True, slots=True)
class ActivityChanged:
    """Fields of an activity have changed; `was_published` says whether anybody outside has seen it before."""

    activity_id: int
    code: str
    fields: tuple[str, ...]
    reason: str
    was_published: bool


@dataclass(frozen=True, slots=True)
class ActivityPostponed:
    """An activity does not take place on its date; a new one may follow."""

    activity_id: int
    code: str
    start_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class ActivityCancelled:
    """An activity does not take place."""

    activity_id: int
    code: str
    reason: str
    was_published: bool


@dataclass(frozen=True, slots=True)
class ActivityHeld:
    """An activity has taken place."""

    activity_id: int
    code: str
    end_on: date | None


@dataclass(frozen=True, slots=True)
class ActivityReported:
    """The provider has reported on an activity."""

    activity_id: int
    code: str


@dataclass(frozen=True, slots=True)
class ActivityRetired:
    """An activity is dropped for good, with the code of what replaces it, if anything does."""

    activity_id: int
    code: str
    reason: str
    replacement: str


@dataclass(frozen=True, slots=True)
class ActivityReleased:
    """An activity is shown to communities that did not see it before."""

    activity_id: int
    code: str
    audience: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatsCounted:
    """The stored counters of an activity have been brought up to date."""

    activity_id: int
    code: str
    given: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CourseOffered:
    """A provider has put a course into the catalogue, from which dated activities are offered."""

    course_id: int
    code: str
    provider: str
    party: str


@dataclass(frozen=True, slots=True)
class CourseChanged:
    """Fields of a course have changed."""

    course_id: int
    code: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseRetired:
    """A course is dropped for good, with the code of what replaces it, if anything does."""

    course_id: int
    code: str
    reason: str
    replacement: str


@dataclass(frozen=True, slots=True)
class OfferDrafted:
    """A party has kept an offer as a draft. What it says is not told."""

    party: str
    draft: int


@dataclass(frozen=True, slots=True)
class DraftDiscarded:
    """A party has thrown a draft away, or offered it."""

    party: str
    draft: int


@dataclass(frozen=True, slots=True)
class ViewSaved:
    """Somebody has kept a filtered list under a name."""

    slug: str


@dataclass(frozen=True, slots=True)
class FeedMade:
    """Somebody has made an address from which a calendar reads a list in their name."""

    person_id: int
    party: str


@dataclass(frozen=True, slots=True)
class ViewForgotten:
    """Somebody has dropped a filtered list that they had kept."""

    slug: str


@dataclass(frozen=True, slots=True)
class MenuImported:
    """A file was imported whole: how many rows it had, and the codes that it made or changed."""

    file: str
    sha256: str
    rows: int
    made: int
    changed: int


@dataclass(frozen=True, slots=True)
class AreaOpened:
    """The Council has opened an area outside the eight: activities and goals may name it from now on."""

    area: str
    opened_on: date
    decision: str
