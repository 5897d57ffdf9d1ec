"""Arcadia beyond the entry level: an action plan in force with its actions, and a round of goals that is talked over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from comity.core.actor import Actor
from comity.core.calendar import at_brussels, brussels_day
from comity.policy.programme_types import Talks
from comity.programmes import actions, queries
from comity.programmes.models import Goal, Programme
from comity.programmes.rules.plans import ActionState, Planned
from demo.people import party
from demo.texts import drafted, found, silence
from demo.words import told

CHAPTERS = {
    "political": "Arcadia settles the open points of its border with its neighbours and reports on it twice a year.",
    "defence": "The ministry of defence is led by civilians, its plans are published, and parliament votes on them.",
    "public": "A public information office explains the plan; schools and towns prepare for floods and fires.",
    "resources": "A national commission steers the plan. Classified papers are kept as the security agreement asks.",
}
# (chapter, goal, what, who): the days fall one month after the other.
STEPS = (
    ("political", 1, "Open talks on the border commission", "Ministry of Foreign Affairs"),
    ("political", 1, "Report to parliament on the plan", "Ministry of Foreign Affairs"),
    ("political", 2, "Pass the law on civil control of the forces", "Parliament"),
    ("defence", 2, "Publish the defence plan for six years", "Ministry of Defence"),
    ("defence", 2, "Train thirty auditors of the ministry", "Ministry of Defence"),
    ("defence", 2, "Appoint a civilian head of procurement", "Ministry of Defence"),
    ("public", 1, "Open the public information office", "Government press office"),
    ("public", 1, "Hold a flood exercise with two provinces", "Civil protection agency"),
    ("resources", 1, "Set up the national commission", "Prime Minister's office"),
    ("resources", 2, "Inspect the registries for classified papers", "National security authority"),
)


def write_plans(people: dict[str, Actor], now: datetime) -> None:
    """This will bring the action plan into force, report on part of it, and let an Ally help."""
    at, officer, desk = now - timedelta(days=230), people["aissata"], people["jana"]
    year = brussels_day(now).year
    code = actions.begin(party("XA"), officer, at, kind="IPAP", first_year=year, last_year=year + 1).programme
    for section in found(code).sections.order_by("number"):
        actions.insert(found(code), officer, at, section=section.number, text=CHAPTERS[section.code])
    goals = [
        actions.add_goal(found(code), officer, at, title=title, areas=areas).goal
        for title, areas in (
            ("A plan that the public can follow", ("civil-emergency",)),
            ("Forces and ministry under civil control", ("defence",)),
        )
    ]
    numbers = [int(goal.partition("/")[2]) for goal in goals]
    planned = tuple(
        Planned(numbers[goal - 1], chapter, title, date(year + place // 6, 2 * (place % 6) + 2, 15), lead)
        for place, (chapter, goal, title, lead) in enumerate(STEPS)
    )
    actions.plan_actions(found(code), officer, at, planned=planned)
    actions.submit(found(code), officer, at + timedelta(days=2))
    actions.take_up(found(code), desk, at + timedelta(days=9))
    actions.agree(found(code), desk, at + timedelta(days=20), version=1)
    actions.agree(found(code), officer, at + timedelta(days=24), version=1)
    silence(drafted(found(code)), people, at + timedelta(days=26), days=4, closed=True)
    _run(found(code), numbers[1], people, now)


def _run(row: Programme, goal: int, people: dict[str, Actor], now: datetime) -> None:
    """This will report on what is done and under way, and let an Ally offer advisers."""
    at = now - timedelta(days=60)
    actions.report_actions(row, people["aissata"], at, numbers=(9,), state=ActionState.DONE, note="It met in May.")
    actions.report_actions(row, people["aissata"], at, numbers=(3, 4), state=ActionState.UNDER_WAY)
    actions.offer_help(
        row, people["claire"], at, number=5, text="Deux formateurs de notre Cour des comptes pendant un an."
    )
    reached = Goal.objects.get(party_id=row.party_id, number=goal)
    actions.record_progress(reached, people["aissata"], at, percent=30, note="The law is before parliament.")


ANSWERS = {
    "policy": "The defence law of 2020; a new concept is before parliament.",
    "structure": "Two brigades and a coast guard; one brigade and a reserve in six years.",
    "active": "12400",
    "reserve": "6000",
    "available": "One battalion within thirty days, a field hospital within sixty.",
    "budget": "452000",
    "investment": "18",
    "reform": "The first auditors are at work; the law on procurement was passed.",
}


BEFORE = {
    "policy": "The defence law of 2020; a new concept is being written.",
    "active": "12900",
    "budget": "431000",
    "reserve": "",
    "reform": "Auditors are being chosen; the law on procurement is before parliament.",
}


def write_round(people: dict[str, Actor], now: datetime) -> None:
    """This will open a round of goals that the staff drafted, with a survey handed in and bilateral talks held."""
    at, officer, desk = now - timedelta(days=50), people["aissata"], people["jana"]
    year = brussels_day(at).year
    first = year - year % 2
    _given_up(people, first - 2)
    code = actions.begin(party("XA"), officer, at, kind="PARP", first_year=first, last_year=first + 1).programme
    actions.open_survey(found(code), desk, at)
    _answer(code, officer, at + timedelta(days=10), ANSWERS)
    later = at + timedelta(days=20)
    for section, text in (
        (1, "The round follows the guidance of ministers and the survey of this year."),
        (2, "Four goals for a battalion that can deploy, and for the ministry that sends it."),
    ):
        actions.insert(found(code), desk, later, section=section, text=text)
    actions.add_goal(
        found(code), desk, later, title="A battalion that deploys within thirty days", areas=("interoperability",),
        ways="Two exercises a year, the second one abroad.", measure="Certified by the end of the second year.",
    )  # fmt: skip
    actions.submit(found(code), desk, later + timedelta(days=1))
    actions.take_up(found(code), officer, later + timedelta(days=4))
    held_on, then = brussels_day(later + timedelta(days=9)), later + timedelta(days=10)
    said = told(
        "Two days in Thelis with the general staff; the partner asks for one more year.",
        "Deux jours à Thelis avec l'état-major général ; le partenaire demande un an de plus.",
    )
    actions.record_talks(found(code), desk, then, kind=Talks.BILATERAL, held_on=held_on, summary=said)


def _given_up(people: dict[str, Actor], first: int) -> None:
    """This will play the round before, of which the survey alone came about."""
    officer, at = people["aissata"], at_brussels(date(first + 1, 10, 1), 10)
    code = actions.begin(party("XA"), officer, at, kind="PARP", first_year=first, last_year=first + 1).programme
    actions.open_survey(found(code), people["jana"], at)
    _answer(code, officer, at + timedelta(days=20), {**ANSWERS, **BEFORE})
    actions.withdraw(found(code), officer, at + timedelta(days=40), reason="A new government begins anew.")


def _answer(code: str, officer: Actor, at: datetime, answers: dict[str, str]) -> None:
    (survey,) = queries.surveys(found(code))
    actions.answer_survey(survey, officer, at, answers=answers)
    actions.hand_in_survey(survey, officer, at + timedelta(days=2))
