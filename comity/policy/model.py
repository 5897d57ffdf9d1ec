"""What a policy pack holds, as frozen objects. Nothing here knows the file format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comity.policy.text import Text


class Nature(StrEnum):
    """What a sentence of the policy does: binds, entitles, or states a principle."""

    DUTY = "duty"
    RIGHT = "right"
    PRINCIPLE = "principle"


class Opening(StrEnum):
    """How a tool stands to one partner before the Council has said anything about it."""

    OPEN = "open"
    BY_COUNCIL = "by-council"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that a paragraph asks or grants, and what in the system carries it out (nothing yet: empty)."""

    key: str
    nature: Nature
    who: str
    text: Text
    carried_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph (P§7) or a part of one (P§7c), summarised in our own words."""

    ref: str
    number: int
    heading: Text
    summary: Text
    duties: tuple[Duty, ...]
    parts: tuple[str, ...]
    parent: str | None

    @property
    def anchor(self) -> str:
        """This will name the place on the policy page: p7, p7c, p7c-v."""
        return self.ref.lower().replace("§", "").replace("(", "-").replace(")", "")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A run of paragraphs under one heading."""

    numeral: str
    heading: Text
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """Something in the system that carries out a duty; `house` holds it, `place` is the kind of page that shows it."""

    key: str
    house: str
    name: Text
    place: str


@dataclass(frozen=True, slots=True)
class Objective:
    """A strategic objective of P§4. The order of the list is that of the text and means nothing."""

    code: str
    name: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Area:
    """A priority area of P§5 with the marks by which charts tell it apart."""

    code: str
    name: Text
    description: Text
    colour: str
    colour_dark: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Topic:
    """An area of cooperation or a training discipline, as courses are catalogued, and the priority areas it serves."""

    code: str
    name: Text
    areas: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A partnership framework. Who belongs to it from when to when is kept by the house of parties."""

    code: str
    name: Text
    abbreviation: Text
    shape: str
    colour: str
    colour_dark: str
    since: int
    basis: Text
    character: Text
    ground: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool of partnership, to whom it is open by the policy itself, and who may open it to others."""

    code: str
    name: Text
    abbreviation: Text
    purpose: Text
    frameworks: tuple[str, ...]
    beyond: Opening
    ground: str
    in_pack: bool

    def opening_for(self, frameworks: Iterable[str]) -> Opening:
        """This will tell how the tool stands to a partner of these frameworks.

        A tool without frameworks is open to every partner. Source: P§12-14.
        """
        if not self.frameworks or not set(self.frameworks).isdisjoint(frameworks):
            return Opening.OPEN
        return self.beyond


@dataclass(frozen=True, slots=True)
class Consideration:
    """A consideration of P§16. The policy gives no weights, so there is no field for one.

    `of` says whose property it is, a partner's or an activity's. The three anchors say what 0, 50 and 100 mean; they
    are proposals: what counts are those that the Council adopts with the settings of a cycle.
    """

    code: str
    name: Text
    question: Text
    judged: bool
    of: str
    anchors: tuple[Text, Text, Text]


@dataclass(frozen=True, slots=True)
class DatedName:
    """What a body was called from one day until the day before another (None: still)."""

    since: date
    until: date | None
    name: Text
    abbreviation: Text


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the Alliance that meets in formats; its name may change with time."""

    code: str
    names: tuple[DatedName, ...]
    formats: tuple[str, ...]

    def name_on(self, day: date) -> DatedName:
        """This will give the name borne on that day, or the first name for a day before it existed."""
        borne = [name for name in self.names if name.since <= day]
        return borne[-1] if borne else self.names[0]


@dataclass(frozen=True, slots=True)
class Format:
    """Who sits in a body when it meets: whole communities, and whether partners are named one by one.

    Whoever sits in the format takes part in its consensus.
    """

    code: str
    label: Text
    communities: tuple[str, ...]
    named_partners: str
    ground: str


@dataclass(frozen=True, slots=True)
class GrantKind:
    """A kind of grant for scientific cooperation: how long it lasts, and what it usually costs in whole euros."""

    code: str
    name: Text
    unit: str
    shortest: int
    longest: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class BudgetHeading:
    """A heading of a grant's budget, for some kinds of grant, and the most that it may take of the sum."""

    code: str
    name: Text
    kinds: tuple[str, ...]
    most_percent: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """What reviewers give marks for, and how much it weighs."""

    code: str
    name: Text
    weight: int


@dataclass(frozen=True, slots=True)
class KeyPriority:
    """A subject on which scientists work together."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Science:
    """What grants for scientific cooperation are like (P§14)."""

    kinds: Mapping[str, GrantKind]
    headings: Mapping[str, BudgetHeading]
    criteria: Mapping[str, Criterion]
    priorities: Mapping[str, KeyPriority]

    def headings_of(self, kind: str) -> tuple[BudgetHeading, ...]:
        """This will list the headings that a kind of grant knows."""
        return tuple(one for one in self.headings.values() if kind in one.kinds)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade with its name in both languages: a role, a verb of decision, a state."""

    kind: str
    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A statement: a report marks it from 1 (not at all) to 5 (fully), a self-assessment answers it in words."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Form:
    """What one kind of respondent is asked after an activity (P§15, W-51)."""

    respondent: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """How far something is done, as a word: levels are read, never added up."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class QuestionArea:
    """An area of the self-assessment on integrity, with the statements that a partner answers."""

    code: str
    name: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Integrity:
    """What a partner answers about integrity in defence, area by area, and the words to answer with (W-232)."""

    levels: Mapping[str, Level]
    areas: Mapping[str, QuestionArea]

    @property
    def questions(self) -> tuple[tuple[QuestionArea, Question], ...]:
        """This will list every statement with its area, in order."""
        return tuple((area, one) for area in self.areas.values() for one in area.questions)


@dataclass(frozen=True, slots=True)
class Rule:
    """A working rule, W-n: what holds where the policy is silent, who set it and when."""

    number: str
    house: str
    owner: str
    owner_name: Text
    set_on: date
    text: Text
    numbers: Mapping[str, int]

    @property
    def anchor(self) -> str:
        """This will name the place on the policy page: w-12."""
        return self.number.lower()


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for lifting an obstacle: an office, whose roles fill it, and the address of the office if it has one.

    `of` is "staff", "own" for the reader's own party, "party" for the one that the case names, or "host".
    """

    code: str
    name: Text
    of: str
    roles: tuple[str, ...]
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A way on from a refusal; `to` is a kind of page, which the web turns into an address."""

    label: Text
    to: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one refusal is explained: what did not happen, why, on which ground, and the way out."""

    code: str
    house: str
    ground: str
    title: Text
    facts: Text
    unblock: Text
    contact: str
    usual_time: Text | None
    next: Step | None
    alternative: Step | None

    @property
    def texts(self) -> tuple[Text, ...]:
        """This will list every text that may be shown with the refusal."""
        steps = [step.label for step in (self.next, self.alternative) if step]
        times = [self.usual_time] if self.usual_time else []
        return (self.title, self.facts, self.unblock, *times, *steps)
