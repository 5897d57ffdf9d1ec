"""Refusals of names and seats as somebody meets them: through the pages of the menu, each code at least once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.menu.models import Activity
from comity.menu.rules import State
from comity.nominations import actions
from comity.nominations.models import Nomination
from tests.nominations import world as made
from tests.nominations.world import Cast
from tests.web.refused import Case, Scene, each_refuses
from tests.web.test_nominations import row

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = brussels_day(NOW)
DAY = timedelta(days=1)
BORN = date(1988, 3, 1)  # as the row of the form says
START, END = TODAY + 40 * DAY, TODAY + 44 * DAY


def changes(**fields: Any) -> Callable[[Cast], None]:
    """The activity as it stands when somebody asks."""

    def change(_people: Cast) -> None:
        Activity.objects.filter(code="PCM-0455").update(**fields)

    return change


def seat_taken(_people: Cast) -> None:
    Nomination.objects.filter(number=1).update(state="confirmed", confirmed_at=NOW, expires_at=None)


def held_long_ago(people: Cast) -> None:
    seat_taken(people)
    changes(start_on=TODAY - 90 * DAY, end_on=TODAY - 80 * DAY)(people)


def offer_ran_out(_people: Cast) -> None:
    Nomination.objects.filter(number=1).update(expires_at=NOW - DAY)


def named_before(people: Cast) -> None:
    who = made.person("Haddad 0", given_names="Salma", born_on=BORN)
    actions.nominate(Activity.objects.get(code="PCM-0455"), people.aissata, NOW, party="XA", people=[who])


def seated_elsewhere(people: Cast) -> None:
    """The same person has a seat in another course on the same days."""
    other = made.activity(456, start_on=START, end_on=END)
    who = made.person("Haddad 0", given_names="Salma", born_on=BORN)
    (number,) = actions.nominate(other, people.aissata, NOW, party="XA", people=[who]).numbers
    actions.receive(other, people.lars, NOW, number=number)


ONE = {**row(), "rows": "1"}
TWICE = {**row(), **row(1, family_name="Haddad 0"), "rows": "2"}
GROUP = {**row(), **row(1), **row(2), "rows": "3", "together": "1"}
WHO_CAME = {"came-1": "yes"}
CASES = (
    Case("nominations.not_own_authority", "guest", "nominate/"),
    Case("nominations.not_own_authority", "guest", "nominate/", ONE),
    Case("nominations.begun", "aissata", "nominate/", ONE, changes(start_on=TODAY, nominate_by=None)),
    Case("nominations.group_too_large", "aissata", "nominate/", GROUP),
    Case("nominations.goal_not_in_force", "aissata", "nominate/", {**ONE, "goal": "XA/ipcp/2027-28/9"}),
    Case("nominations.person_twice", "aissata", "nominate/", TWICE),
    Case("nominations.already_nominated", "aissata", "nominate/", ONE, named_before),
    Case("nominations.dates_overlap", "aissata", "nominate/", ONE, seated_elsewhere),
    Case("nominations.rank_outside", "aissata", "nominate/", ONE, changes(rank_from="OF-4", rank_to="OF-5")),
    Case("nominations.language_below", "aissata", "nominate/", ONE, changes(language_profile="4444")),
    Case("nominations.clearance_missing", "aissata", "nominate/", ONE, changes(clearance="ns")),
    Case("nominations.prerequisite_missing", "aissata", "nominate/", ONE, changes(prerequisites=["ETOC-1"])),
    Case("nominations.not_host", "aissata", "nominees/4/receive/", {}),
    Case("nominations.not_host", "aissata", "nominees/seats/", {}),
    Case("nominations.not_published", "lars", "nominees/4/receive/", {}, changes(state=State.POSTPONED)),
    Case("nominations.wrong_state", "lars", "nominees/1/receive/", {}),
    Case("nominations.reason_missing", "lars", "nominees/4/decline/", {"reason": " "}),
    Case("nominations.seats_full", "lars", "nominees/seats/", {}),
    Case("nominations.not_own_authority", "guest", "nominees/1/confirm/", {}),
    Case("nominations.wrong_state", "aissata", "nominees/4/confirm/", {}),
    Case("nominations.offer_expired", "aissata", "nominees/1/confirm/", {}, offer_ran_out),
    Case("nominations.begun", "aissata", "nominees/1/withdraw/", {}, changes(start_on=TODAY)),
    Case("nominations.closed", "aissata", "nominees/1/exchange/", ONE, changes(nominate_by=TODAY - DAY)),
    Case("nominations.not_started", "lars", "nominees/attendance/", WHO_CAME, seat_taken),
    Case("nominations.attendance_closed", "lars", "nominees/attendance/", WHO_CAME, held_long_ago),
)


def test_refusals_about_names_and_seats(sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests) -> None:
    people = made.cast(NOW)
    course = made.activity(start_on=START, end_on=END, nominate_by=TODAY + 20 * DAY)
    made.put_forward(people, course, count=3, now=NOW)
    actions.nominate(course, people.aissata, NOW, party="XA", people=[made.person()])
    clients = {name: sign_in(Client(), account) for name, account in people.accounts.items()}
    each_refuses(CASES, Scene("menu/PCM-0455/", clients, {}, people), subtests)
