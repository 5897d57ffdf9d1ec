"""Many at once, over real connections: whoever comes first, the outcome is that of some order one after another."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import connection, connections
from psycopg import errors

from comity.core.actor import CLOCK
from comity.kernel.action import Gone, Refused
from comity.menu.models import Activity, SeatShare
from comity.nominations import actions
from comity.nominations.models import Nomination
from comity.nominations.queries import PersonInput
from tests.nominations import world
from tests.nominations.world import Cast

pytestmark = pytest.mark.django_db(transaction=True)
NOW = world.NOW


@pytest.fixture
def people() -> Cast:
    return world.cast()


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each act gave, or its refusal; all begin at the same moment, each over a connection of its own."""
    start = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            results[index] = act()
        except (Refused, Gone) as refused:
            results[index] = refused
        except BaseException as fault:  # noqa: BLE001 - it is raised again where pytest sees it
            results[index] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Refused | Gone):
            raise result
    return results


def refusals(results: Sequence[object]) -> list[str]:
    return sorted(result.verdict.codes[0] for result in results if isinstance(result, Refused))


def fresh(row: Activity) -> Activity:
    """The row as a request of its own would read it."""
    return Activity.objects.get(pk=row.pk)


def agree(row: Activity) -> None:
    """What the menu counts is what is there, and never more than exist."""
    row.refresh_from_db()
    seated = Nomination.objects.filter(activity_id=row.pk, share__isnull=False)
    assert row.seats_given == seated.count()
    assert row.seats_total is None or row.seats_given <= row.seats_total
    assert row.waiting == Nomination.objects.filter(activity_id=row.pk, state="waiting").count()
    for share in SeatShare.objects.filter(activity=row):
        assert share.given == seated.filter(share=share.holder).count() <= share.seats


def submitted(people: Cast, row: Activity, party: str, count: int = 1) -> list[int]:
    event = actions.nominate(row, people.of(party), NOW, party=party, people=[world.person() for _ in range(count)])
    return list(event.numbers)


def test_two_officers_at_the_last_seat(people: Cast) -> None:
    row = world.activity(seats_total=1)
    (one,), (two,) = submitted(people, row, "XA"), submitted(people, row, "XB")
    at_once([lambda n=n: actions.receive(fresh(row), people.lars, NOW, number=n) for n in (one, two)])  # type: ignore[misc]
    assert sorted(world.states(row).values()) == ["seat_offered", "waiting"]
    agree(row)


def test_sixty_four_at_one_seat(people: Cast) -> None:
    row = world.activity(seats_total=1)
    numbers = submitted(people, row, "XA", 22) + submitted(people, row, "XB", 21) + submitted(people, row, "XC", 21)
    at_once([lambda n=n: actions.receive(fresh(row), people.lars, NOW, number=n) for n in numbers])  # type: ignore[misc]
    states = list(world.states(row).values())
    assert (states.count("seat_offered"), states.count("waiting")) == (1, 63)
    positions = Nomination.objects.filter(state="waiting").values_list("position", flat=True)
    assert sorted(place or 0 for place in positions) == list(range(1, 64))
    agree(row)


def test_sixty_four_put_forward_at_once_get_numbers_without_gaps(people: Cast) -> None:
    row = world.activity(seats_total=64)
    acts = [
        lambda party=party: actions.nominate(fresh(row), people.of(party), NOW, party=party, people=[world.person()])
        for party in ("XA", "XB", "XC", "XA") * 16
    ]
    at_once(acts)
    assert list(world.states(row)) == list(range(1, 65))


def test_a_double_click_puts_forward_once(people: Cast) -> None:
    row, who = world.activity(), world.person("Twice Clicked")
    act = lambda: actions.nominate(fresh(row), people.aissata, NOW, party="XA", people=[who])  # noqa: E731
    assert refusals(at_once([act, act])) == ["nominations.already_nominated"]
    assert world.states(row) == {1: "submitted"}


def test_two_colleagues_confirm_the_same_seat(people: Cast) -> None:
    row = world.activity()
    (number,) = world.put_forward(people, row)
    acts = [
        lambda who=who: actions.confirm(fresh(row), who, NOW, number=number) for who in (people.aissata, people.tomas)
    ]
    assert refusals(at_once(acts)) == ["nominations.wrong_state"]
    agree(row)


def test_withdrawing_and_being_put_forward_again_at_once(people: Cast) -> None:
    row, who = world.activity(), world.person("Here And There")
    (number,) = actions.nominate(row, people.aissata, NOW, party="XA", people=[who]).numbers
    results = at_once(
        [
            lambda: actions.withdraw(fresh(row), people.aissata, NOW, number=number),
            lambda: actions.nominate(fresh(row), people.tomas, NOW, party="XA", people=[who]),
        ]
    )
    assert world.states(row) in ({1: "withdrawn"}, {1: "withdrawn", 2: "submitted"})
    assert refusals(results) in ([], ["nominations.already_nominated"])


def test_one_person_takes_one_of_two_seats_on_the_same_days(people: Cast) -> None:
    rows, who = [world.activity(455), world.activity(456)], world.person("Two Seats")
    for row in rows:
        actions.nominate(row, people.aissata, NOW, party="XA", people=[who])
    for row in rows:
        actions.receive(row, people.lars, NOW, number=1)
    results = at_once([lambda row=row: actions.confirm(fresh(row), people.aissata, NOW, number=1) for row in rows])  # type: ignore[misc]
    assert refusals(results) == ["nominations.dates_overlap"]
    assert sorted(Nomination.objects.values_list("state", flat=True)) == ["confirmed", "seat_offered"]


def test_a_seat_is_taken_or_lapses_but_not_both(people: Cast) -> None:
    row = world.activity(seats_total=1)
    (number,) = world.put_forward(people, row)
    (waiting,) = world.put_forward(people, row, "XB")
    end = NOW + timedelta(days=7)
    at_once(
        [
            lambda: actions.confirm(fresh(row), people.aissata, end - timedelta(microseconds=1), number=number),
            lambda: actions.expire(fresh(row), CLOCK, end, number=number),
        ]
    )
    assert world.states(row) in (
        {number: "confirmed", waiting: "waiting"},
        {number: "expired", waiting: "seat_offered"},
    )
    agree(row)


def play(people: Cast, rows: list[Activity], known: list[PersonInput], dice: random.Random) -> None:
    """Twelve acts of somebody on whatever comes to hand; what is refused is passed over."""
    for _ in range(12):
        row = fresh(dice.choice(rows))
        party, number = dice.choice(["XA", "XB", "XC"]), dice.randint(1, 20)
        verb = dice.choice(["nominate", "nominate", "receive", "receive", "confirm", "withdraw", "decline", "expire"])
        try:
            match verb:
                case "nominate":
                    who = [dice.choice(known) if dice.random() < 0.3 else world.person()]
                    actions.nominate(row, people.of(party), NOW, party=party, people=who)
                case "receive":
                    actions.receive(row, people.lars, NOW, number=number)
                case "decline":
                    actions.decline(row, people.lars, NOW, number=number, reason="No room.")
                case "expire":
                    actions.expire(row, CLOCK, NOW + timedelta(days=7), number=number)
                case _:
                    getattr(actions, verb)(row, people.of(party), NOW, number=number)
        except (Refused, Gone):
            continue


@pytest.mark.parametrize("seed", range(3))
def test_whatever_many_do_at_once_no_seat_is_given_twice_and_nobody_waits_for_ever(people: Cast, seed: int) -> None:
    rows = [
        world.activity(455, seats_total=4, shares=(("md", 1, None), ("party:XA", 1, None))),
        world.activity(456, seats_total=2, start_on=world.END, end_on=world.END + timedelta(days=3)),
    ]
    known: list[PersonInput] = [world.person() for _ in range(6)]

    def somebody(number: int) -> Callable[[], object]:
        return lambda: play(people, rows, known, random.Random(number))  # noqa: S311 - a game, no secret

    try:
        at_once([somebody(seed * 100 + number) for number in range(8)])
    except errors.DeadlockDetected:  # pragma: no cover - what must never happen
        pytest.fail("two acts waited for each other")
    for row in rows:
        agree(row)
        places = list(Nomination.objects.filter(activity_id=row.pk, state="waiting").values_list("position", flat=True))
        assert sorted(place or 0 for place in places) == list(range(1, len(places) + 1))
        held = (
            Nomination.objects.filter(state="confirmed")
            .exclude(fingerprint=None)
            .values_list("fingerprint", "party_id")
        )
        assert len(set(held)) == len(held)
