"""Names and seats of the demonstration: one activity held and reported on, one with a waiting list, one to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from comity.core.actor import CLOCK, Actor
from comity.core.calendar import at_brussels
from comity.feedback import actions as feedback
from comity.feedback import queries as reports
from comity.feedback.rules import Respondent
from comity.menu import actions as menu
from comity.nominations import actions
from comity.nominations.queries import PersonInput
from comity.policy import pack
from demo.activities import found

NAMES = (
    ("Anders", "Mile"),
    ("Birgit", "Sorra"),
    ("Chidi", "Valant"),
    ("Dorit", "Esk"),
    ("Emre", "Holm"),
    ("Fanny", "Quell"),
    ("Goran", "Best"),
    ("Hanna", "Irving"),
    ("Ivo", "Tamsin"),
    ("Jasmin", "Orr"),
    ("Karl", "Penn"),
    ("Lina", "Rusk"),
)
NOMINATING = {"XA": "tomas", "XB": "badr", "XC": "cora", "XE": "erik"}


def fill_seats(people: dict[str, Actor], now: datetime) -> None:
    """This will put names forward, give seats, hold what is over and report on it."""
    _held("crisis", people, now, {"XA": 3, "XB": 2, "XC": 2}, marks=4)
    _held("media", people, now, {"XA": 1, "XC": 1}, marks=2)
    waiting = now - timedelta(days=5)
    for party, count in (("XA", 2), ("XC", 2), ("XB", 1)):
        for number in put_forward("cyber", party, count, people, waiting, together=party == "XC"):
            actions.receive(found("cyber"), people["lars"], waiting + timedelta(days=1), number=number)
        waiting += timedelta(days=1)
    put_forward("logistics", "XA", 1, people, now - timedelta(days=2))
    put_forward("gender", "XB", 2, people, now - timedelta(days=1), goal="XB/1")


def put_forward(
    key: str,
    party: str,
    count: int,
    people: dict[str, Actor],
    at: datetime,
    *,
    together: bool = False,
    goal: str = "",
) -> list[int]:
    """This will put invented people of a party forward for an activity."""
    chosen = [_person(party, number) for number in range(count)]
    event = actions.nominate(
        found(key), people[NOMINATING[party]], at, party=party, people=chosen, together=together, goal=goal
    )
    return list(event.numbers)


def _person(party: str, number: int) -> PersonInput:
    given, family = NAMES[(number + 3 * ord(party[1])) % len(NAMES)]
    return PersonInput(
        family_name=family,
        given_names=given,
        born_on=date(1984 + number, 3, 1 + number),
        email=f"{given}.{family}@{party.lower()}.demo.invalid".lower(),
        position="Staff officer",
        rank="OF-3",
        language_profile="3332",
    )


def _held(key: str, people: dict[str, Actor], now: datetime, sent: dict[str, int], *, marks: int) -> None:
    """This will play an activity from the first name to the reports."""
    asked_at = now - timedelta(days=130)
    for party, count in sent.items():
        for number in put_forward(key, party, count, people, asked_at):
            actions.receive(found(key), people["lars"], asked_at + timedelta(days=2), number=number)
            actions.confirm(found(key), people[NOMINATING[party]], asked_at + timedelta(days=3), number=number)
    row = found(key)
    end_on = row.end_on or now.date()
    over = at_brussels(end_on, 18)
    total = sum(sent.values())
    for number in range(1, total):
        actions.attend(row, people["lars"], over, number=number)
    menu.hold(row, CLOCK, at_brussels(end_on + timedelta(days=1), 6))
    actions.miss(row, people["lars"], at_brussels(end_on + timedelta(days=1), 10), number=total)
    for report in reports.reports_on(row.code):
        if report.respondent == Respondent.PARTICIPANT and report.state == "asked":
            _report(report, people["ines"], at_brussels(end_on + timedelta(days=4), 10), marks, by_link=True)
        elif report.respondent == Respondent.NATION and report.party == "XA":
            _report(report, people["tomas"], at_brussels(end_on + timedelta(days=6), 10), marks)
        elif report.respondent == Respondent.PROVIDER and key == "crisis":
            _report(report, people["lars"], at_brussels(end_on + timedelta(days=8), 10), marks)


def _report(report: object, actor: Actor, at: datetime, mark: int, *, by_link: bool = False) -> None:
    questions = pack().form(report.respondent).questions  # type: ignore[attr-defined]
    given = {question.code: min(5, max(1, mark + number % 2)) for number, question in enumerate(questions)}
    text = "" if by_link else "Well prepared; the exercise on the last day should be longer."
    feedback.send(report, actor, at, marks=given, text=text, by_link=by_link)  # type: ignore[arg-type]
