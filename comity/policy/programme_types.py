"""Types of programme as lines of the policy pack: chapters, cycle, who drafts, what it is assessed by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from comity.policy.text import Text


class Party(StrEnum):
    """Who writes, agrees or opens a programme: a side of the table."""

    PARTNER = "partner"
    STAFF = "staff"
    ALLIES = "allies"


class Parity(StrEnum):
    """In which years something of a two-year cycle happens."""

    ANY = "any"
    EVEN = "even"
    ODD = "odd"

    def holds(self, year: int) -> bool:
        """This will tell whether a year is of that kind."""
        return self is Parity.ANY or (year % 2 == 0) is (self is Parity.EVEN)


class AssessmentStep(StrEnum):
    """What an assessment of a programme goes through, in this order; a type may do without some."""

    MISSION = "mission"
    DRAFT = "draft"
    DISCUSSION = "discussion"
    COUNCIL = "council"


class Talks(StrEnum):
    """With whom the goals of a programme are talked over before both sides agree to them."""

    BILATERAL = "bilateral"
    MULTILATERAL = "multilateral"


@dataclass(frozen=True, slots=True)
class SectionTemplate:
    """A section that a programme of this type begins with."""

    code: str
    title: Text
    guidance: Text
    required: bool
    areas: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A stock-taking that falls due a number of months after the programme enters into force."""

    code: str
    name: Text
    after_months: int


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question that the partner answers anew in each year of the cycle; the last answer is carried over."""

    code: str
    group: Text
    title: Text
    unit: str
    required: bool


@dataclass(frozen=True, slots=True)
class ProgrammeType:
    """A kind of programme document: only a row, read by the one programme engine."""

    code: str
    name: Text
    abbreviation: Text
    tool: str
    ground: str
    years: int
    opened_by: tuple[Party, ...]
    drafted_by: tuple[Party, ...]
    agreed_by: tuple[Party, ...]
    approved_by: str
    approved_in: str
    comment_weeks: int
    sections: tuple[SectionTemplate, ...]
    reviews: tuple[Review, ...]
    begins_in: Parity = Parity.ANY
    assessed_in: Parity = Parity.ANY
    assessment: tuple[AssessmentStep, ...] = ()
    talks: tuple[Talks, ...] = ()
    has_actions: bool = False
    survey: tuple[SurveyQuestion, ...] = ()
