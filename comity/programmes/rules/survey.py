"""The survey that a partner fills in each year of a round, and the talks in which its goals are settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.policy.programme_types import Talks
from comity.programmes.rules.assessment import assesses
from comity.programmes.rules.life import Facts, State, at_table, speaks

# While goals are drafted and talked over, and while they are carried out: not after the end.
SURVEYED = frozenset(State) - {State.CLOSED, State.WITHDRAWN}
TALKED = (State.JOINT_REVIEW,)


class Mark(StrEnum):
    """How an answer stands to that of the survey before."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    EMPTY = "empty"


DIFFERENT = frozenset({Mark.NEW, Mark.CHANGED, Mark.GONE})


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """What the rule on opening a survey is shown: the questions of the type, and whether one is open or there."""

    programme: Facts
    questions: int
    year: int
    years: tuple[int, int]
    has_open: bool = False
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """What the rules on a survey are shown: what is unanswered, and what was carried over and not looked at yet."""

    programme: Facts
    is_handed_in: bool
    missing: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TalksFacts:
    """What the rules on talks are shown: which the type wants, which were held, whether the Allies have the goals."""

    programme: Facts
    wanted: tuple[Talks, ...]
    held: tuple[Talks, ...]
    are_shown: bool
    kind: Talks = Talks.BILATERAL
    held_on: date | None = None


def mark(now: str, before: str | None) -> Mark:
    """This will tell how an answer stands to that of the survey before, which is None if there was none."""
    now, was = now.strip(), (before or "").strip()
    if not now:
        return Mark.GONE if was else Mark.EMPTY
    if not was:
        return Mark.NEW
    return Mark.SAME if now == was else Mark.CHANGED


def talks_missing(wanted: tuple[Talks, ...], held: tuple[str, ...]) -> tuple[str, ...]:
    """This will name the talks that a type wants and that were not held yet, in order."""
    return tuple(kind.value for kind in wanted if kind.value not in held)


def may_open_survey(actor: Actor, facts: OpenFacts, now: datetime) -> Verdict:
    """This will allow either side to open one survey a year, within the years of the programme (W-152)."""
    found = at_table(actor, facts.programme)
    if not found.allowed:
        return found
    if not facts.questions:
        return refuse("programmes.type_without_survey", programme=facts.programme.programme)
    if facts.programme.state not in SURVEYED:
        return refuse("programmes.not_now", state=facts.programme.state, programme=facts.programme.programme)
    if facts.has_open or facts.is_there:
        return refuse("programmes.survey_there")
    first, last = facts.years
    if not first <= facts.year <= last:
        return refuse("programmes.survey_year", year=str(facts.year), first=str(first), last=str(last))
    return ALLOWED


def may_answer(actor: Actor, facts: SurveyFacts, now: datetime) -> Verdict:
    """This will allow the partner to answer until the survey is handed in (W-152)."""
    found = at_table(actor, facts.programme)
    if found.allowed and not actor.is_partner:
        return refuse("programmes.partner_answers", party=facts.programme.party)
    if found.allowed and facts.is_handed_in:
        return refuse("programmes.survey_closed", programme=facts.programme.programme)
    return found


def may_hand_in(actor: Actor, facts: SurveyFacts, now: datetime) -> Verdict:
    """This will allow a survey with all its answers, each one carried over looked at again (W-152)."""
    found = first_of(speaks(actor, facts.programme), may_answer(actor, facts, now))
    if not found.allowed:
        return found
    left: list[Verdict] = []
    if facts.missing:
        left.append(refuse("programmes.answers_missing", count=len(facts.missing)))
    if facts.unconfirmed:
        left.append(refuse("programmes.answers_unconfirmed", count=len(facts.unconfirmed)))
    return all_of(left)


def may_show_to_allies(actor: Actor, facts: TalksFacts, now: datetime) -> Verdict:
    """This will allow the desk to show the goals to the Allies once the bilateral talks were held (W-153)."""
    found = _talks_open(actor, facts)
    if not found.allowed:
        return found
    if Talks.MULTILATERAL not in facts.wanted:
        return refuse("programmes.type_without_talks", programme=facts.programme.programme)
    if facts.programme.in_work:
        return refuse("programmes.version_in_work", version=facts.programme.version, holder=facts.programme.pen)
    if Talks.BILATERAL in facts.wanted and Talks.BILATERAL not in facts.held:
        return refuse("programmes.bilateral_first", programme=facts.programme.programme)
    return ALLOWED


def may_record_talks(actor: Actor, facts: TalksFacts, now: datetime) -> Verdict:
    """This will allow the desk to record talks that were held: with the partner alone, then with all Allies (W-153)."""
    found = _talks_open(actor, facts)
    if not found.allowed:
        return found
    if facts.kind not in facts.wanted:
        return refuse("programmes.type_without_talks", programme=facts.programme.programme)
    if facts.held_on is not None and facts.held_on > brussels_day(now):
        return refuse("programmes.not_held_yet", on=facts.held_on)
    if facts.kind is Talks.MULTILATERAL and not facts.are_shown:
        return refuse("programmes.allies_not_shown", programme=facts.programme.programme)
    return ALLOWED


def _talks_open(actor: Actor, facts: TalksFacts) -> Verdict:
    found = assesses(actor, facts.programme)
    if not found.allowed:
        return refuse("programmes.staff_talks", programme=facts.programme.programme)
    if facts.programme.state not in TALKED:
        return refuse("programmes.not_now", state=facts.programme.state, programme=facts.programme.programme)
    return ALLOWED
