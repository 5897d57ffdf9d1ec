"""Reports: who owes one, until when, and what they add up to (W-50 to W-53, W-56, W-57)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number, pack

LEAST, MOST = 1, 5


class Respondent(StrEnum):
    """Who reports."""

    PARTICIPANT = "participant"
    NATION = "nation"
    PROVIDER = "provider"


class State(StrEnum):
    """Where a report stands."""

    ASKED = "asked"
    SENT = "sent"
    EXCUSED = "excused"


WORKFLOW = Workflow(
    "report",
    State,
    State.ASKED,
    (
        edge("send", State.ASKED, State.SENT),
        edge("correct", State.SENT, State.SENT),
        edge("excuse", State.ASKED, State.EXCUSED),
    ),
)
NATION_ROLES = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.DELEGATE)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report as its rules see it, and the marks now given. `by_link` is set if the personal link was followed."""

    code: str
    respondent: Respondent
    party: str
    state: State
    ends_on: date
    due_on: date
    sent_at: datetime | None = None
    marks: Mapping[str, int] | None = None
    by_link: bool = False


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """An activity that may have ended."""

    code: str
    ends_on: date | None
    is_opened: bool = False


def due_on(ends_on: date) -> date:
    """This will tell by when reports are due (W-50)."""
    return ends_on + timedelta(days=number("feedback.due_days"))


def accepted_until(due: date) -> date:
    """This will tell the last day on which a report is accepted (W-57)."""
    return due + timedelta(days=number("feedback.late_days"))


def may_open(actor: Actor, facts: OpeningFacts, now: datetime) -> Verdict:
    """This will allow the system to ask for reports once the activity has ended (W-53)."""
    if not actor.is_system:
        return refuse("feedback.not_menu_manager")
    if facts.ends_on is None or brussels_day(now) < facts.ends_on:
        return refuse("feedback.not_ended", code=facts.code, ends_on=facts.ends_on or brussels_day(now))
    return ALLOWED


def may_send(actor: Actor, facts: ReportFacts, now: datetime) -> Verdict:
    """This will allow each respondent to report once, completely, until the time is over (W-51, W-57)."""
    if facts.state is State.SENT and facts.sent_at is not None:
        return first_of(_respondent(actor, facts), refuse("feedback.already_sent", at=facts.sent_at))
    return first_of(_respondent(actor, facts), _asked(facts), _in_time(facts, now), _complete(facts))


def may_correct(actor: Actor, facts: ReportFacts, now: datetime) -> Verdict:
    """This will allow respondents to correct what they sent, in the same time (W-57)."""
    return first_of(_respondent(actor, facts), _asked(facts), _in_time(facts, now), _complete(facts))


def may_remind(actor: Actor, facts: ReportFacts, now: datetime) -> Verdict:
    """This will allow the clock to remind of what is still awaited (W-52)."""
    if not actor.is_system:
        return refuse("feedback.not_menu_manager")
    if facts.state is State.SENT and facts.sent_at is not None:
        return refuse("feedback.already_sent", at=facts.sent_at)
    return _in_time(facts, now)


def may_excuse(actor: Actor, facts: ReportFacts, now: datetime) -> Verdict:
    """This will allow the system to ask no longer: whoever did not come has nothing to report (W-51)."""
    if not actor.is_system:
        return refuse("feedback.not_menu_manager")
    if facts.state is not State.ASKED:
        return refuse("feedback.not_yours", respondent=facts.respondent, party=facts.party)
    return ALLOWED


def reminders(due: date) -> tuple[date, date]:
    """This will give the days of the two reminders (W-52)."""
    before, after = number("feedback.remind_before_days"), number("feedback.remind_after_days")
    return due - timedelta(days=before), due + timedelta(days=after)


@dataclass(frozen=True, slots=True)
class Tally:
    """What reports add up to: how many of how many came, and the average of each question, if enough came (W-56)."""

    asked: int
    sent: int
    averages: Mapping[str, Decimal]
    overall: Decimal | None

    @property
    def percent(self) -> int:
        """This will give the response rate in per cent."""
        return round(100 * self.sent / self.asked) if self.asked else 0


def tally(asked: int, marks: Iterable[Mapping[str, int]]) -> Tally:
    """This will average marks question by question; with fewer answers than W-56 asks for, nothing is averaged."""
    answers = list(marks)
    if len(answers) < number("feedback.min_answers"):
        return Tally(asked, len(answers), {}, None)
    questions = dict.fromkeys(code for answer in answers for code in answer)
    averages = {code: _average([answer[code] for answer in answers if code in answer]) for code in questions}
    return Tally(asked, len(answers), averages, _average([mark for answer in answers for mark in answer.values()]))


def _average(marks: list[int]) -> Decimal:
    return (Decimal(sum(marks)) / len(marks)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _respondent(actor: Actor, facts: ReportFacts) -> Verdict:
    match facts.respondent:
        case Respondent.PARTICIPANT if facts.by_link:
            return ALLOWED
        case Respondent.NATION if actor.acts_for(facts.party) and actor.has(*NATION_ROLES):
            return ALLOWED
        case Respondent.PROVIDER if actor.acts_for(facts.party) and actor.has(Role.COURSE_DIRECTOR):
            return ALLOWED
    return refuse("feedback.not_yours", respondent=facts.respondent, party=facts.party)


def _asked(facts: ReportFacts) -> Verdict:
    if facts.state is State.EXCUSED:
        return refuse("feedback.not_yours", respondent=facts.respondent, party=facts.party)
    return ALLOWED


def _in_time(facts: ReportFacts, now: datetime) -> Verdict:
    day = brussels_day(now)
    if day < facts.ends_on:
        return refuse("feedback.not_ended", code=facts.code, ends_on=facts.ends_on)
    until = accepted_until(facts.due_on)
    return refuse("feedback.closed", code=facts.code, until_on=until) if day > until else ALLOWED


def _complete(facts: ReportFacts) -> Verdict:
    if facts.marks is None:
        return ALLOWED
    wanted = {question.code for question in pack().form(facts.respondent).questions}
    answered = {code for code, mark in facts.marks.items() if LEAST <= mark <= MOST}
    missing = wanted - answered
    return refuse("feedback.items_missing", missing=len(missing)) if missing else ALLOWED
