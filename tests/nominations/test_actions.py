"""Names and seats: given, when, then; and after a refusal nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import CLOCK, FLOW
from comity.core.calendar import end_of_day
from comity.kernel.action import Gone, Refused
from comity.kernel.models import Entry, Message, Refusal
from comity.menu import actions as menu
from comity.menu.models import Activity, Course, SeatShare
from comity.menu.queries import ShareInput
from comity.nominations import actions, events, queries
from comity.nominations.models import Group, Nomination, Nominee, NomineeKey
from comity.parties import actions as parties
from comity.parties.models import Party
from tests import factories as make
from tests.nominations import world
from tests.nominations.world import Cast

pytestmark = pytest.mark.django_db
NOW = world.NOW
WEEK = timedelta(days=7)


@pytest.fixture
def people() -> Cast:
    return world.cast()


@pytest.fixture
def course(people: Cast) -> Activity:
    return world.activity()


def counts() -> tuple[Any, ...]:
    rows = Nomination.objects.order_by("pk").values_list("pk", "state", "share", "position", "nominee_id")
    return (
        [model.objects.count() for model in (Group, Nominee, NomineeKey, Entry, Message)],
        list(rows),
        list(Activity.objects.order_by("pk").values_list("seats_given", "waiting", "version")),
    )


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Nothing changes, and the refusal is kept."""
    before, kept = counts(), Refusal.objects.count()
    with pytest.raises(Refused) as raised:
        yield
    assert code in raised.value.verdict.codes, raised.value.verdict.codes
    assert counts() == before
    assert Refusal.objects.count() == kept + 1


def numbers_agree(row: Activity) -> None:
    """What the menu counts is what is there."""
    row.refresh_from_db()
    states = world.states(row).values()
    seated = Nomination.objects.filter(activity_id=row.pk, share__isnull=False).count()
    assert row.seats_given == seated
    assert row.waiting == sum(state == "waiting" for state in states)
    for share in SeatShare.objects.filter(activity=row):
        assert share.given == Nomination.objects.filter(activity_id=row.pk, share=share.holder).count()


# -- putting forward -------------------------------------------------------------------------------------------------


def test_people_are_put_forward_in_the_name_of_their_party(people: Cast, course: Activity) -> None:
    event = actions.nominate(
        course, people.aissata, NOW, party="XA", people=[world.person(), world.person()], together=True
    )
    assert event == events.PeopleNominated("PCM-0455", "XA", (1, 2), together=True)
    assert world.states(course) == {1: "submitted", 2: "submitted"}
    row = world.found(course, 1)
    assert row.audience == ["party:XA", "party:XD", "staff"]
    assert row.nominee.audience == row.nominee.key.audience == ["party:XA", "party:XD"]
    assert row.nominee.erase_on == world.END + timedelta(days=90)
    entries = Entry.objects.filter(verb="nominations.nominate").values_list("about", "audience")
    assert sorted(entries) == [(f"nomination:PCM-0455/{n}", ["party:XA", "party:XD", "staff"]) for n in (1, 2)]


def test_no_personal_datum_leaves_its_row(people: Cast, course: Activity) -> None:
    who = world.person("Ben-Yehuda", email="secret@example.test", passport_number="X9988776")
    (number,) = actions.nominate(course, people.aissata, NOW, party="XA", people=[who]).numbers
    with refused("nominations.already_nominated"):
        actions.nominate(course, people.tomas, NOW, party="XA", people=[who])
    actions.receive(course, people.lars, NOW, number=number)
    texts = [
        str(list(model.objects.values()))
        for model in (Entry, Refusal, Message, Nomination, Group, Nominee, NomineeKey, Activity)
    ]
    for secret in ("Yehuda", "secret@example.test", "X9988776"):
        assert all(secret not in text for text in texts), secret
    person = queries.person_of(world.found(course, number).nominee)
    assert person is not None
    assert (person.family_name, person.passport_number) == ("Ben-Yehuda", "X9988776")


def test_the_same_person_is_known_again_however_the_name_is_written(people: Cast, course: Activity) -> None:
    born = date(1980, 2, 29)
    one = world.person("Müller-Lüdenscheidt", given_names="José", born_on=born)
    same = world.person("MULLER LUDENSCHEIDT", given_names="Jose ", born_on=born)
    actions.nominate(course, people.aissata, NOW, party="XA", people=[one])
    with refused("nominations.already_nominated"):
        actions.nominate(course, people.aissata, NOW, party="XA", people=[same])
    fresh = world.activity(456)
    with refused("nominations.person_twice"):
        actions.nominate(fresh, people.aissata, NOW, party="XA", people=[one, same])
    other = world.person("Müller-Lüdenscheidt", given_names="José", born_on=date(1981, 1, 1))
    actions.nominate(course, people.aissata, NOW, party="XA", people=[other])
    # Another party's person of the same name and day is somebody else as far as anybody may know.
    actions.nominate(course, people.belmora, NOW, party="XB", people=[one])


def test_the_database_itself_holds_a_person_once(people: Cast, course: Activity) -> None:
    (number,) = world.put_forward(people, course)
    row = world.found(course, number)
    nominee = Nominee.objects.create(sealed=b"x", erase_on=world.END, audience=["party:XA"])
    twin = {name: getattr(row, name) for name in ("group", "party_id", "fingerprint", "code", "audience")}
    with pytest.raises(IntegrityError, match="nominations_once"), transaction.atomic():
        Nomination.objects.create(
            activity_id=course.pk, number=9, nominee=nominee, submitted_at=NOW, queued_at=NOW, **twin
        )


@pytest.mark.parametrize(
    ("values", "broken"),
    [
        ({"state": "confirmed", "confirmed_at": NOW, "share": None, "received_at": NOW}, "nominations_seated_has_seat"),
        ({"state": "waiting", "share": "", "received_at": NOW}, "nominations_seated_has_seat"),
        ({"state": "seat_offered", "share": "", "received_at": NOW}, "nominations_offer_has_end"),
        ({"state": "confirmed", "share": "", "received_at": NOW}, "nominations_confirmed_at"),
        ({"state": "waiting"}, "nominations_received_at"),
        ({"state": "withdrawn"}, "nominations_ended_at"),
        ({"state": "declined", "ended_at": NOW}, "nominations_reason"),
        ({"position": 4}, "nominations_position"),
    ],
)
def test_what_must_never_be_the_database_refuses(
    people: Cast, course: Activity, values: dict[str, Any], broken: str
) -> None:
    actions.nominate(course, people.aissata, NOW, party="XA", people=[world.person()])
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        Nomination.objects.filter(code=course.code).update(**values)


def test_no_more_seats_than_exist_whatever_is_written(people: Cast, course: Activity) -> None:
    with pytest.raises(IntegrityError, match="menu_activity_seats"), transaction.atomic():
        Activity.objects.filter(pk=course.pk).update(seats_given=3)


def test_nobody_puts_forward_for_another_party_and_nobody_nobody(people: Cast, course: Activity) -> None:
    with refused("nominations.not_own_authority"):
        actions.nominate(course, people.belmora, NOW, party="XA", people=[world.person()])
    with refused("nominations.not_own_authority"):
        actions.nominate(course, people.guest, NOW, party="XA", people=[world.person()])
    with refused("nominations.group_too_large"):
        group = [world.person() for _ in range(3)]
        actions.nominate(course, people.aissata, NOW, party="XA", people=group, together=True)
    with pytest.raises(ValueError, match="nobody"):
        actions.nominate(course, people.aissata, NOW, party="XA", people=[])


def test_who_does_not_fit_is_refused_with_what_is_missing(people: Cast) -> None:
    wanted: dict[str, Any] = {
        "rank_from": "OF-4",
        "language_profile": "4444",
        "clearance": "ns",
        "prerequisites": ["CRS-0001"],
    }
    strict = world.activity(460, **wanted)
    for code in ("rank_outside", "language_below", "clearance_missing", "prerequisite_missing"):
        with refused(f"nominations.{code}"):
            actions.nominate(strict, people.aissata, NOW, party="XA", people=[world.person()])


def test_a_course_attended_before_counts_as_a_prerequisite(people: Cast) -> None:
    base = Course.objects.create(
        code="CRS-0001", kind="course", title_en="Basics", open_to=["eapc-pfp"], offered_at=NOW, audience=["public"]
    )
    first = world.activity(470, course=base)
    who = world.person("Once Trained")
    (number,) = actions.nominate(first, people.aissata, NOW, party="XA", people=[who]).numbers
    actions.receive(first, people.lars, NOW, number=number)
    actions.confirm(first, people.aissata, NOW, number=number)
    attended_at = datetime.combine(world.END, NOW.timetz())
    actions.attend(first, people.lars, attended_at, number=number)
    after: dict[str, Any] = {
        "start_on": date(2027, 10, 4),
        "end_on": date(2027, 10, 8),
        "nominate_by": date(2027, 8, 20),
    }
    second = world.activity(471, prerequisites=[base.code], **after)
    actions.nominate(second, people.aissata, attended_at, party="XA", people=[who])


def test_nobody_sits_in_two_courses_on_the_same_days(people: Cast, course: Activity) -> None:
    other = world.activity(456, start_on=world.END, end_on=world.END + timedelta(days=4))
    who = world.person("Two Places")
    one = actions.nominate(course, people.aissata, NOW, party="XA", people=[who]).numbers[0]
    two = actions.nominate(other, people.aissata, NOW, party="XA", people=[who]).numbers[0]
    for row, number in ((course, one), (other, two)):
        actions.receive(row, people.lars, NOW, number=number)
    actions.confirm(course, people.aissata, NOW, number=one)
    with refused("nominations.dates_overlap"):
        actions.confirm(other, people.aissata, NOW, number=two)
    third = world.activity(457)
    with refused("nominations.dates_overlap"):
        actions.nominate(third, people.aissata, NOW, party="XA", people=[who])
    actions.withdraw(course, people.aissata, NOW, number=one)
    actions.confirm(other, people.aissata, NOW, number=two)


# -- seats -----------------------------------------------------------------------------------------------------------


def test_a_name_received_is_offered_a_free_seat_at_once(people: Cast, course: Activity) -> None:
    (number,) = world.put_forward(people, course)
    row = world.found(course, number)
    assert (row.state, row.share, row.expires_at) == ("seat_offered", "", NOW + WEEK)
    numbers_agree(course)
    event = actions.confirm(course, people.aissata, NOW + timedelta(days=1), number=number)
    assert event == events.SeatConfirmed("PCM-0455", number, "XA")
    assert world.states(course) == {1: "confirmed"}
    assert Message.objects.filter(template="nominations/offered", locale="en").count() == 2
    assert Message.objects.filter(template="nominations/confirmed").count() == 1


def test_who_finds_no_seat_waits_in_order_and_is_told_why(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XB", count=2)
    pair = world.put_forward(people, course, "XA", count=2, together=True)
    single = world.put_forward(people, course, "XC")
    first, last = world.found(course, pair[0]), world.found(course, single[0])
    assert (first.position, last.position) == (1, 2)
    assert (first.why, first.size, first.next_position, first.next_size) == ("no_seat_free", 2, 2, 1)
    numbers_agree(course)
    actions.withdraw(course, people.belmora, NOW, number=1)
    assert world.states(course) == {1: "withdrawn", 2: "seat_offered", 3: "waiting", 4: "waiting", 5: "seat_offered"}
    first = world.found(course, pair[0])
    assert (first.passed_at, first.passed_why, first.passed_size) == (NOW, "group_too_large", 2)
    numbers_agree(course)


def test_a_group_is_offered_seats_once_there_is_room_for_all_of_it(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XB", count=2)
    pair = world.put_forward(people, course, "XA", count=2, together=True)
    actions.withdraw(course, people.belmora, NOW, number=1)
    assert [world.states(course)[number] for number in pair] == ["waiting", "waiting"]
    assert world.found(course, pair[0]).why == "group_too_large"
    actions.withdraw(course, people.belmora, NOW, number=2)
    assert [world.states(course)[number] for number in pair] == ["seat_offered", "seat_offered"]
    numbers_agree(course)


def test_a_group_waits_until_the_host_has_received_all_of_it(people: Cast, course: Activity) -> None:
    group = [world.person(), world.person()]
    one, two = actions.nominate(course, people.aissata, NOW, party="XA", people=group, together=True).numbers
    actions.receive(course, people.lars, NOW, number=one)
    assert world.found(course, one).why == "group_incomplete"
    actions.receive(course, people.lars, NOW, number=two)
    assert set(world.states(course).values()) == {"seat_offered"}


def test_who_is_left_of_a_group_goes_alone(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XB")
    pair = world.put_forward(people, course, "XA", count=2, together=True)
    assert set(world.states(course).values()) == {"seat_offered", "waiting"}
    actions.withdraw(course, people.aissata, NOW, number=pair[0])
    assert world.found(course, pair[1]).state == "seat_offered"


def test_guaranteed_seats_go_first_then_reserved_then_first_come(people: Cast) -> None:
    kept = (("party:XC", 1, None), ("md", 1, date(2027, 3, 1)))
    row = world.activity(458, seats_total=3, shares=kept)
    early = world.put_forward(people, row, "XA", count=3)
    assert [world.states(row)[number] for number in early] == ["seat_offered", "waiting", "waiting"]
    assert world.found(row, early[1]).why == "seats_kept_for_others"
    reserved = world.put_forward(people, row, "XB")
    guaranteed = world.put_forward(people, row, "XC")
    assert world.found(row, reserved[0]).share == "md"
    assert world.found(row, guaranteed[0]).share == "party:XC"
    numbers_agree(row)


def test_reserved_seats_are_released_by_the_clock_on_the_day_after_their_last(people: Cast) -> None:
    last = date(2027, 3, 1)
    row = world.activity(459, seats_total=1, shares=(("md", 1, last),))
    (number,) = world.put_forward(people, row, "XA")
    assert world.found(row, number).why == "seats_kept_for_others"
    midnight = end_of_day(last)
    assert queries.releases_due(midnight - timedelta(seconds=1)) == []
    assert [due.pk for due in queries.releases_due(midnight)] == [row.pk]
    actions.seat_waiting(row, CLOCK, midnight)
    assert world.found(row, number).state == "seat_offered"
    assert queries.releases_due(midnight) == []


def test_a_release_that_helps_nobody_is_looked_at_once(people: Cast) -> None:
    last = date(2027, 3, 1)
    row = world.activity(459, seats_total=1, shares=(("md", 1, last),))
    world.put_forward(people, row, "XB")
    world.put_forward(people, row, "XA")
    midnight = end_of_day(last)
    assert [due.pk for due in queries.releases_due(midnight)] == [row.pk]
    actions.seat_waiting(row, CLOCK, midnight)
    assert queries.releases_due(midnight) == []


def test_what_is_not_confirmed_in_time_goes_to_the_next(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XA", count=2)
    (third,) = world.put_forward(people, course, "XB", now=NOW + timedelta(days=1))
    assert world.lapse(course, NOW + WEEK - timedelta(seconds=1)) == []
    with refused("nominations.wrong_state"):
        actions.expire(course, CLOCK, NOW + timedelta(days=1), number=1)
    with refused("nominations.offer_expired"):
        actions.confirm(course, people.aissata, NOW + WEEK, number=1)
    assert world.lapse(course, NOW + WEEK) == [1, 2]
    assert world.states(course) == {1: "expired", 2: "expired", third: "seat_offered"}
    numbers_agree(course)
    actions.rejoin(course, people.aissata, NOW + WEEK, number=1)
    assert world.states(course)[1] == "seat_offered"
    assert world.found(course, 1).queued_at == NOW + WEEK
    numbers_agree(course)


def test_who_rejoins_stands_at_the_end(people: Cast) -> None:
    row = world.activity(461, seats_total=1)
    world.put_forward(people, row, "XA")
    world.put_forward(people, row, "XB", now=NOW + timedelta(hours=1))
    world.lapse(row, NOW + WEEK)
    world.put_forward(people, row, "XC", now=NOW + WEEK)
    actions.rejoin(row, people.aissata, NOW + WEEK + timedelta(hours=1), number=1)
    assert (world.found(row, 3).position, world.found(row, 1).position) == (1, 2)


def test_the_host_declines_with_a_reason_and_the_seat_is_free(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XA", count=2)
    (third,) = world.put_forward(people, course, "XB")
    with refused("nominations.reason_missing"):
        actions.decline(course, people.lars, NOW, number=1, reason="  ")
    with refused("nominations.not_host"):
        actions.decline(course, people.desk, NOW, number=1, reason="No")
    event = actions.decline(course, people.manager, NOW, number=1, reason="Another profile is needed.")
    assert event.freed_seat
    assert world.states(course) == {1: "declined", 2: "seat_offered", third: "seat_offered"}
    assert world.found(course, 1).reason == "Another profile is needed."
    with refused("nominations.wrong_state"):
        actions.receive(course, people.lars, NOW, number=1)


def test_the_host_goes_through_the_list_while_a_seat_is_free(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XA")
    assert actions.seat_waiting(course, people.lars, NOW) == events.SeatsFilled("PCM-0455", (), 0, 1)
    world.put_forward(people, course, "XB")
    with refused("nominations.seats_full"):
        actions.seat_waiting(course, people.lars, NOW)


def test_another_person_takes_the_place_and_the_first_is_forgotten(people: Cast, course: Activity) -> None:
    (number,) = world.put_forward(people, course)
    before = world.found(course, number)
    actions.exchange(course, people.tomas, NOW, number=number, person=world.person("Somebody Else", rank="OF-4"))
    row = world.found(course, number)
    assert (row.state, row.rank, row.share) == ("seat_offered", "OF-4", "")
    person = queries.person_of(row.nominee)
    assert person is not None
    assert person.family_name == "Somebody Else"
    old = Nominee.objects.get(pk=before.nominee_id)
    assert (old.sealed, old.erased_at) == (None, NOW)
    assert not NomineeKey.objects.filter(nominee=old).exists()
    closed = end_of_day(date(2027, 2, 26))
    with refused("nominations.closed"):
        actions.exchange(course, people.tomas, closed, number=number, person=world.person())
    with refused("nominations.not_own_authority"):
        actions.exchange(course, people.lars, NOW, number=number, person=world.person())
    (other,) = world.put_forward(people, course)
    with refused("nominations.already_nominated"):
        actions.exchange(course, people.tomas, NOW, number=other, person=world.person("Somebody Else"))


def test_only_the_party_withdraws_and_only_before_the_start(people: Cast, course: Activity) -> None:
    (number,) = world.put_forward(people, course)
    with refused("nominations.not_own_authority"):
        actions.withdraw(course, people.lars, NOW, number=number)
    with refused("nominations.begun"):
        actions.withdraw(course, people.aissata, end_of_day(world.START - timedelta(days=1)), number=number)
    with pytest.raises(Gone):
        actions.withdraw(course, people.aissata, NOW, number=99)


def test_who_withdraws_may_be_put_forward_again(people: Cast, course: Activity) -> None:
    who = world.person("Back Again")
    (number,) = actions.nominate(course, people.aissata, NOW, party="XA", people=[who]).numbers
    actions.withdraw(course, people.aissata, NOW, number=number)
    assert actions.nominate(course, people.aissata, NOW, party="XA", people=[who]).numbers == (2,)


# -- attendance ------------------------------------------------------------------------------------------------------


def test_the_host_records_who_came(people: Cast, course: Activity) -> None:
    one, two = world.put_forward(people, course, count=2)
    for number in (one, two):
        actions.confirm(course, people.aissata, NOW, number=number)
    during = datetime.combine(world.START, NOW.timetz())
    with refused("nominations.not_started"):
        actions.attend(course, people.lars, NOW, number=one)
    with refused("nominations.not_host"):
        actions.attend(course, people.aissata, during, number=one)
    actions.attend(course, people.lars, during, number=one)
    actions.miss(course, people.lars, during, number=two)
    assert world.states(course) == {one: "attended", two: "no_show"}
    actions.attend(course, people.lars, during, number=two)
    assert world.states(course) == {one: "attended", two: "attended"}
    with refused("nominations.attendance_closed"):
        actions.miss(course, people.lars, during + timedelta(days=19), number=two)
    numbers_agree(course)


# -- the activity changes --------------------------------------------------------------------------------------------


def test_a_cancelled_activity_ends_its_nominations_and_tells_all(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XA", count=2)
    world.put_forward(people, course, "XB")
    with refused("nominations.ends_with_activity"):
        actions.call_off(course, FLOW, NOW, reason="storm")
    menu.cancel(course, people.manager, NOW, reason="The building is closed.")
    assert set(world.states(course).values()) == {"cancelled"}
    assert world.found(course, 3).reason == "The building is closed."
    assert world.found(course, 1).nominee.erase_on == NOW.date() + timedelta(days=90)
    told = Message.objects.filter(template="nominations/called_off").values_list("address", flat=True)
    assert len(set(told)) == 3
    numbers_agree(course)
    entry = Entry.objects.get(about="nomination:PCM-0455/3", verb="nominations.call_off")
    assert "XA" not in str(entry.details), "no party reads who else had nominated"


def test_a_postponed_activity_keeps_places_and_rests(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XA", count=3)
    menu.postpone(course, people.manager, NOW, reason="The trainers are ill.")
    assert list(world.states(course).values()) == ["seat_offered", "seat_offered", "waiting"]
    assert world.lapse(course, NOW + WEEK) == [], "offers do not run out while nobody knows the date"
    with refused("menu.postponed"):
        actions.confirm(course, people.aissata, NOW, number=1)
    assert Message.objects.filter(template="nominations/postponed").count() == 2
    changes = {"start_on": date(2027, 6, 7), "end_on": date(2027, 6, 11)}
    later = NOW + WEEK + timedelta(days=1)
    menu.change(course, people.manager, later, changes=changes, reason="New dates.")
    assert world.found(course, 1).expires_at == later + WEEK, "a new date gives new time"
    assert world.found(course, 1).nominee.erase_on == date(2027, 6, 11) + timedelta(days=90)
    actions.confirm(course, people.aissata, later, number=1)
    assert Message.objects.filter(template="nominations/changed").count() == 2


def test_more_seats_go_to_those_who_wait(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XA", count=3)
    menu.change(course, people.manager, NOW, changes={"seats_total": 3}, reason="A larger room.")
    assert set(world.states(course).values()) == {"seat_offered"}
    with refused("menu.seats_below_given"):
        menu.change(course, people.manager, NOW, changes={"seats_total": 2}, reason="A smaller room.")
    numbers_agree(course)


def test_shares_that_change_are_counted_anew(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XA", count=2)
    (waiting,) = world.put_forward(people, course, "XB")
    menu.change(
        course,
        people.manager,
        NOW,
        changes={"seats_total": 3},
        seat_shares=[ShareInput("md", 1, date(2027, 3, 1))],
        reason="One for the Dialogue.",
    )
    assert world.found(course, waiting).share == "md"
    numbers_agree(course)


def test_waiting_ends_when_the_activity_has_taken_place(people: Cast, course: Activity) -> None:
    world.put_forward(people, course, "XA", count=3)
    actions.confirm(course, people.aissata, NOW, number=1)
    after = end_of_day(world.END)
    menu.hold(course, people.manager, after)
    assert world.states(course) == {1: "confirmed", 2: "expired", 3: "expired"}
    numbers_agree(course)
    with refused("nominations.not_published"):
        actions.rejoin(course, people.aissata, after, number=2)
    menu.retire(course, people.manager, after, reason="No longer asked for.")
    assert world.states(course)[1] == "confirmed", "who held a seat in what took place keeps it"


def test_no_list_is_closed_by_hand(people: Cast, course: Activity) -> None:
    with refused("nominations.ends_with_activity"):
        actions.close(course, people.lars, NOW)


def test_a_partner_that_leaves_its_framework_keeps_its_names_and_takes_no_seat(people: Cast, course: Activity) -> None:
    (number,) = world.put_forward(people, course, "XB")
    secretary = make.actor_of(make.staff(make.Role.COUNCIL_SECRETARY))
    parties.leave(Party.objects.get(code="XB"), secretary, NOW, community="framework:md", decision="PO(2026)0001")
    tomorrow = NOW + timedelta(days=1)
    with refused("menu.not_open_to_framework"):
        actions.confirm(course, people.belmora, tomorrow, number=number)
    actions.withdraw(course, people.belmora, tomorrow, number=number)
    assert world.states(course) == {number: "withdrawn"}


# -- erasing ---------------------------------------------------------------------------------------------------------


def test_personal_data_are_erased_on_their_day_and_the_result_remains(people: Cast, course: Activity) -> None:
    (number,) = world.put_forward(people, course)
    actions.confirm(course, people.aissata, NOW, number=number)
    nominee = world.found(course, number).nominee
    day = end_of_day(nominee.erase_on - timedelta(days=1))
    assert queries.erasures_due(day - timedelta(seconds=1)) == []
    with refused("nominations.kept_until"):
        actions.erase(nominee, CLOCK, day - timedelta(seconds=1))
    (due,) = queries.erasures_due(day)
    event = actions.erase(due, CLOCK, day)
    assert event == events.PersonalDataErased("PCM-0455", number, "XA", nominee.erase_on)
    row = world.found(course, number)
    assert (row.state, row.party_id, row.fingerprint, row.rank, row.language_profile) == (
        "confirmed",
        "XA",
        None,
        "",
        "",
    )
    assert (row.clearance, row.courses, row.nominee.sealed) == ("none", [], None)
    assert not NomineeKey.objects.exists()
    assert queries.erasures_due(day) == []
    entry = Entry.objects.get(verb="nominations.erase")
    assert (entry.about, entry.audience) == (f"nomination:PCM-0455/{number}", ["party:XA", "party:XD", "staff"])
