"""Appointing, ending, deputising, handing over: what is done, what is entered, and that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from comity.core.actor import Actor, Role
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Refusal
from comity.people import actions, queries
from comity.people.models import Account, Appointment, HandOver, Person, Request
from tests.factories import NOW, account, actor_of, appointment, party, person, staff

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
KEPT = (Person, Account, Appointment, HandOver, Request, Entry)


def state() -> list[list[tuple[Any, ...]]]:
    return [list(model._default_manager.order_by("pk").values_list()) for model in KEPT]


def refused(code: str, act: Callable[[], object]) -> None:
    """The act is refused with that code, nothing but the refusal is written, and it can be explained."""
    from comity.web.refusals import panels  # noqa: PLC0415

    before, known = state(), Refusal.objects.count()
    with pytest.raises(Refused) as caught:
        act()
    assert code in caught.value.verdict.codes
    assert state() == before
    assert Refusal.objects.count() == known + 1
    panel = panels.panel(caught.value.verdict.first, number=caught.value.refusal.number)
    assert all(panel[part] for part in ("title", "text", "ground", "unblock"))


@pytest.fixture
def head() -> Account:
    return account("XA", Role.HEAD_OF_MISSION, name="Head")


@pytest.fixture
def officer() -> Account:
    return account("XA", Role.MISSION_OFFICER, name="Officer")


def held_by(found: Account) -> Appointment:
    return Appointment.objects.get(person=found.person)


# -- appoint -----------------------------------------------------------------------------------------------------------


def test_a_new_person_gets_an_account_without_a_password(head: Account) -> None:
    event = actions.appoint(
        party("XA"),
        actor_of(head),
        NOW,
        role=Role.TRAINING_COORDINATOR,
        since_on=TODAY,
        email="New@Example.test",
        name="N",
    )
    made = Account.objects.get(person_id=event.person_id)
    assert made.email == "new@example.test"
    assert not made.has_usable_password()
    visitor = queries.visitor(made.pk, NOW)
    assert visitor is not None
    assert visitor.actor.party == "XA"
    assert visitor.actor.roles == {Role.TRAINING_COORDINATOR}
    entry = Entry.objects.get()
    assert (entry.verb, entry.about, entry.party) == ("people.appoint", "party:XA", "XA")
    assert "example" not in str(entry.details), "the register names persons by number"


def test_a_known_person_gets_a_second_hat_and_signs_in_anew(head: Account) -> None:
    other = account("XB", name="Two hats")
    event = actions.appoint(
        party("XA"), actor_of(head), NOW, role=Role.MISSION_OFFICER, since_on=TODAY, email=other.email.upper(), name="?"
    )
    assert event.person_id == other.person_id
    visitor = queries.visitor(other.pk, NOW)
    assert visitor is not None
    assert {hat.party for hat in visitor.hats} == {"XA", "XB"}
    assert Account.objects.get(pk=other.pk).session_epoch == 1
    assert Person.objects.get(pk=other.person_id).name == "Two hats"


def test_whose_address_was_typed_is_shown_only_once_they_act_for_the_party(head: Account) -> None:
    other = account("XB", name="Real Name")
    before = Person.objects.get(pk=other.person_id).audience
    event = actions.appoint(
        party("XA"), actor_of(head), NOW, role=Role.MISSION_OFFICER, since_on=TODAY, email=other.email, name="As typed"
    )
    held = Appointment.objects.get(pk=event.appointment_id)
    assert (held.name, held.email) == ("As typed", other.email)
    assert Person.objects.get(pk=other.person_id).audience == before
    visitor = queries.visitor(other.pk, NOW)
    assert visitor is not None
    assert [hat.party for hat in visitor.hats] == ["XB", "XA"], "a new hat is not put on by itself"
    actions.change_hat(other.person, actor_of(other), NOW, party="XA")
    held.refresh_from_db()
    assert held.name == "Real Name"
    assert "party:XA" in Person.objects.get(pk=other.person_id).audience
    actions.show_to(other.person_id, "XA")
    assert Person.objects.get(pk=other.person_id).audience == sorted([*before, "party:XA"])


def test_whom_the_staff_appoints_is_called_by_their_own_name() -> None:
    other, admin = account("XB", name="Real Name"), staff(Role.ADMINISTRATOR)
    event = actions.appoint(
        party("XA"), actor_of(admin), NOW, role=Role.MISSION_OFFICER, since_on=TODAY, email=other.email, name="Typed"
    )
    assert Appointment.objects.get(pk=event.appointment_id).name == "Real Name"


def test_appointments_are_refused_with_the_reason(head: Account, officer: Account) -> None:
    def appoint(actor: Actor, **inputs: Any) -> Callable[[], object]:
        wanted = {"role": Role.MISSION_OFFICER, "since_on": TODAY, "email": "n@example.test", "name": "N", **inputs}
        return lambda: actions.appoint(party("XA"), actor, NOW, **wanted)

    refused("people.not_appointing_authority", appoint(actor_of(officer)))
    refused("people.not_oneself", appoint(actor_of(head), email=head.email))
    refused("people.role_not_of_party", appoint(actor_of(head), role=Role.DELEGATE))
    refused("people.ends_before_start", appoint(actor_of(head), until_on=TODAY))
    refused("people.already_appointed", appoint(actor_of(head), email=officer.email))


def test_the_database_itself_refuses_a_second_appointment_at_the_same_time(officer: Account) -> None:
    with pytest.raises(IntegrityError, match="people_appointment_once"), transaction.atomic():
        appointment(officer.person, "XA", Role.MISSION_OFFICER, since_on=TODAY)
    with pytest.raises(IntegrityError, match="people_account_email"), transaction.atomic():
        Account.objects.create(person=person(), email=officer.email.upper())


def test_an_address_taken_meanwhile_is_a_refusal(head: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """The race between asking and writing: the constraint answers, as people.address_taken."""
    taken = account("XB")
    monkeypatch.setattr(queries, "person_of_address", lambda email: None)
    monkeypatch.setattr("comity.people.queries.facts.person_of_address", lambda email: None)
    refused(
        "people.address_taken",
        lambda: actions.appoint(
            party("XA"), actor_of(head), NOW, role=Role.MISSION_OFFICER, since_on=TODAY, email=taken.email, name="N"
        ),
    )


# -- end ---------------------------------------------------------------------------------------------------------------


def test_who_leaves_loses_the_hat_on_that_day_and_the_sessions_at_once(head: Account, officer: Account) -> None:
    actions.end(held_by(officer), actor_of(head), NOW, ends_on=TODAY + timedelta(days=3))
    still, gone = queries.visitor(officer.pk, NOW), queries.visitor(officer.pk, NOW + timedelta(days=3))
    assert still is not None
    assert still.actor.party == "XA"
    assert gone is not None
    assert gone.hats == ()
    assert gone.actor.communities == {"public"}
    assert Account.objects.get(pk=officer.pk).session_epoch == 1


def test_ending_is_refused_with_the_reason(head: Account, officer: Account) -> None:
    stranger = account("XB", Role.HEAD_OF_MISSION)
    held = held_by(officer)
    refused("people.not_appointing_authority", lambda: actions.end(held, actor_of(stranger), NOW, ends_on=TODAY))
    yesterday = TODAY - timedelta(days=1)
    refused("people.in_the_past", lambda: actions.end(held, actor_of(head), NOW, ends_on=yesterday))
    actions.end(held, actor_of(head), NOW, ends_on=TODAY)
    refused("people.already_ended", lambda: actions.end(held, actor_of(head), NOW, ends_on=TODAY))


def test_ending_an_appointment_ends_those_of_its_deputies(head: Account, officer: Account) -> None:
    deputy = account("XA", Role.TRAINING_COORDINATOR)
    until = TODAY + timedelta(days=30)
    actions.deputise(
        held_by(officer), actor_of(officer), NOW, person_id=deputy.person_id, since_on=TODAY, until_on=until
    )
    actions.end(held_by(officer), actor_of(head), NOW, ends_on=TODAY)
    assert Appointment.objects.get(deputy_for=held_by(officer)).until_on == TODAY


# -- deputise ----------------------------------------------------------------------------------------------------------


def test_a_deputy_acts_in_the_name_of_both(officer: Account) -> None:
    deputy = account("XA", Role.TRAINING_COORDINATOR, name="Deputy")
    until = TODAY + timedelta(days=10)
    actions.deputise(
        held_by(officer), actor_of(officer), NOW, person_id=deputy.person_id, since_on=TODAY, until_on=until
    )
    actor = actor_of(deputy)
    assert actor.roles == {Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR}
    assert actor.deputy_for == "Officer"
    assert actor_of(deputy, NOW + timedelta(days=10)).roles == {Role.TRAINING_COORDINATOR}


def test_deputies_are_refused_with_the_reason(officer: Account) -> None:
    colleague, stranger = account("XA", Role.TRAINING_COORDINATOR), account("XB")
    held, actor = held_by(officer), actor_of(officer)

    def deputise(**inputs: Any) -> Callable[[], object]:
        wanted = {
            "person_id": colleague.person_id,
            "since_on": TODAY,
            "until_on": TODAY + timedelta(days=5),
            **inputs,
        }
        return lambda: actions.deputise(held, actor, NOW, **wanted)

    refused("people.deputy_needs_end", deputise(until_on=None))
    refused("people.deputy_too_long", deputise(until_on=TODAY + timedelta(days=61)))
    refused("people.not_of_party", deputise(person_id=stranger.person_id))
    refused("people.deputy_is_holder", deputise(person_id=officer.person_id))
    Appointment.objects.filter(pk=held.pk).update(until_on=TODAY + timedelta(days=2))
    refused("people.deputy_beyond_appointment", deputise())
    Appointment.objects.filter(pk=held.pk).update(until_on=None)
    deputise()()
    second = Appointment.objects.get(deputy_for=held)
    refused(
        "people.deputy_of_deputy",
        lambda: actions.deputise(
            second,
            actor_of(colleague),
            NOW,
            person_id=officer.person_id,
            since_on=TODAY,
            until_on=TODAY + timedelta(days=1),
        ),
    )


# -- hand over ---------------------------------------------------------------------------------------------------------


def test_a_post_passes_with_notes_and_what_was_open(head: Account, officer: Account) -> None:
    successor = account("XA", Role.TRAINING_COORDINATOR)
    event = actions.hand_over(
        held_by(officer),
        actor_of(head),
        NOW,
        person_id=successor.person_id,
        on=TODAY,
        notes="  Call the desk.  ",
        tasks=[{"kind": "menu.report", "ref": "PCM-0001", "title": "Report"}],
    )
    assert event.open_tasks == 1
    assert held_by(officer).until_on == TODAY
    assert Role.MISSION_OFFICER in actor_of(successor).roles
    (note,) = queries.notes_for(successor.person_id, since=NOW)
    assert note.notes == "Call the desk."
    assert note.audience == ["party:XA"], "notes are the party's own"
    assert "Call" not in str(Entry.objects.get().details)


def test_a_holder_hands_over_only_to_whom_the_head_has_appointed(officer: Account) -> None:
    colleague = account("XA", Role.TRAINING_COORDINATOR)
    held, actor = held_by(officer), actor_of(officer)

    def hand_over(to: int) -> Callable[[], object]:
        return lambda: actions.hand_over(held, actor, NOW, person_id=to, on=TODAY)

    refused("people.successor_not_appointed", hand_over(colleague.person_id))
    refused("people.successor_is_holder", hand_over(officer.person_id))
    appointment(colleague.person, "XA", Role.MISSION_OFFICER, since_on=TODAY)
    hand_over(colleague.person_id)()
    assert Appointment.objects.filter(person=colleague.person, role="mission_officer").count() == 1


# -- oneself -----------------------------------------------------------------------------------------------------------


def settings(**changed: Any) -> dict[str, Any]:
    given = {"locale": "en", "time_zone": "Europe/Brussels", "density": "standard", "single_keys": True}
    return {**given, "digest_mail": True, **changed}


def test_settings_are_kept_and_the_entry_says_only_which(officer: Account) -> None:
    event = actions.choose(officer.person, actor_of(officer), NOW, **settings(locale="fr", single_keys=False))
    officer.refresh_from_db()
    assert (officer.locale, officer.single_keys) == ("fr", False)
    assert event.changed == ("locale", "single_keys")


def test_settings_and_hats_of_others_are_refused(head: Account, officer: Account) -> None:
    refused("people.not_own_settings", lambda: actions.choose(officer.person, actor_of(head), NOW, **settings()))
    refused("people.not_own_settings", lambda: actions.change_factors(officer.person, actor_of(head), NOW))
    refused("people.hat_not_held", lambda: actions.change_hat(officer.person, actor_of(officer), NOW, party="XB"))


def test_a_hat_stays_on_until_the_next_change(officer: Account) -> None:
    appointment(officer.person, "XB", Role.COURSE_DIRECTOR)
    assert actor_of(officer).party == "XA"
    actions.change_hat(officer.person, actor_of(officer), NOW, party="XB")
    assert actor_of(officer).party == "XB"
    assert actor_of(officer).roles == {Role.COURSE_DIRECTOR}


def test_a_request_waits_on_the_staff_until_it_is_answered(officer: Account) -> None:
    desk = staff()
    event = actions.ask(
        officer.person, actor_of(officer), NOW, text="Open it, please.\nWhy not?", about="activity:PCM-0001"
    )
    (task,) = queries.waiting(actor_of(desk), NOW)
    assert (task.kind, task.title, task.params["party"]) == ("people.answer", "Open it, please.", "XA")
    (mine,) = queries.waiting(actor_of(officer), NOW)
    assert mine.waiting_on == "IS"
    found = queries.request(event.request_id)
    assert found is not None
    refused("people.not_answering", lambda: actions.answer(found, actor_of(officer), NOW, text="Yes."))
    actions.answer(found, actor_of(desk), NOW, text="It is open now.")
    refused("people.already_answered", lambda: actions.answer(found, actor_of(desk), NOW, text="Again."))
    assert queries.waiting(actor_of(desk), NOW) == []
    assert "Open it" not in str(list(Entry.objects.values_list("details", flat=True)))


# -- who may see -------------------------------------------------------------------------------------------------------


def test_appointments_are_seen_by_the_party_and_the_staff_alone(officer: Account) -> None:
    from comity.kernel.scope import reading  # noqa: PLC0415

    for communities, seen in (({"party:XA"}, 1), ({"staff"}, 1), ({"party:XB", "partners.1"}, 0)):
        with reading(communities | {"public"}):
            assert len(queries.appointments("XA")) == seen
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM people_person")
                assert cursor.fetchone() == (seen,)
