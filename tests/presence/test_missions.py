"""Missions as acts: letters, arrival and departure, and what becomes of the access."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import Role
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.people import actions as people_actions
from comity.people.models import Account, Appointment
from comity.presence import actions, queries
from comity.presence.models import Accreditation
from comity.presence.rules import Posting
from tests import factories
from tests.presence.cast import NOW, TODAY, Cast, cast, refused

pytestmark = pytest.mark.django_db
ADDRESS = "nadia@arcadia.test"


@pytest.fixture
def people() -> Cast:
    return cast()


def notified(people: Cast, role: Role = Role.MISSION_OFFICER, email: str = ADDRESS) -> Accreditation:
    """Somebody whom the head of Arcadia's mission notifies."""
    made = actions.notify(
        factories.party("XA"),
        people.partner,
        NOW,
        name="Nadia Kern",
        email=email,
        role=role,
        letter="XA/MIS/1",
        letter_on=TODAY,
        locale="fr",
    )
    return Accreditation.objects.get(pk=made.accreditation_id)


def arrived(people: Cast, **said: Any) -> Accreditation:
    row = notified(people, **said)
    actions.accept(row, people.desk, NOW, reply="IS/2")
    actions.arrive(row, people.partner, NOW)
    row.refresh_from_db()
    return row


def test_an_arrival_opens_the_access_and_a_departure_closes_it(people: Cast) -> None:
    row = arrived(people)
    held = Appointment.objects.get(person__account__email=ADDRESS)
    assert (held.role, held.since_on, held.until_on) == ("mission_officer", TODAY, None)
    assert (row.state, row.arrived_at, row.reply) == (Posting.ARRIVED, NOW, "IS/2")
    account = Account.objects.get(email=ADDRESS)
    assert account.locale == "fr"
    assert factories.actor_of(account).acts_for("XA")
    later = NOW + timedelta(days=30)
    actions.depart(row, people.desk, later)
    held.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, row.departed_at, held.until_on) == (Posting.DEPARTED, later, later.date())
    assert factories.actor_of(account, later).party is None
    assert Account.objects.get(email=ADDRESS).session_epoch > account.session_epoch


def test_who_wears_several_hats_leaves_under_all_of_them_and_the_deputies_with_them(people: Cast) -> None:
    first = arrived(people)
    second = arrived(people, role=Role.TRAINING_COORDINATOR)
    colleague = factories.account("XA")
    held = Appointment.objects.get(person__account__email=ADDRESS, role="training_coordinator")
    people_actions.deputise(
        held, people.partner, NOW, person_id=colleague.person_id, since_on=TODAY, until_on=TODAY + timedelta(days=9)
    )
    elsewhere = factories.appointment(held.person, "XB", Role.MISSION_OFFICER)
    event = actions.depart(first, people.partner, NOW)
    assert event.roles == ("mission_officer", "training_coordinator")
    second.refresh_from_db()
    assert second.state == Posting.DEPARTED
    running = Appointment.objects.filter(until_on__isnull=True, person=held.person)
    assert list(running) == [elsewhere], "what another party has given stays"
    assert Appointment.objects.get(deputy_for=held).until_on == TODAY


def test_whoever_acts_already_is_not_appointed_twice(people: Cast) -> None:
    account = factories.account("XA", email=ADDRESS)
    arrived(people)
    assert Appointment.objects.filter(person=account.person).count() == 1


def test_a_refusal_changes_nothing(people: Cast) -> None:
    row = notified(people)
    before = Accreditation.objects.values().get()
    accounts = Account.objects.count()
    assert refused(actions.arrive, row, people.partner) == ("presence.posting_moved_on",)
    assert refused(actions.accept, row, people.partner, reply="X") == ("presence.desk_accepts",)
    assert refused(actions.decline, row, people.desk, reason=" ") == ("presence.why_declined",)
    said = {"name": "N", "email": ADDRESS, "role": Role.MISSION_OFFICER, "letter": "X", "letter_on": TODAY}
    host = factories.party("XA")
    assert refused(actions.notify, host, people.partner, **said) == ("presence.already_notified",)
    assert refused(actions.notify, host, people.france, **said) == ("presence.not_head_of_mission",)
    assert refused(actions.notify, factories.party("FR"), people.desk, **said) == ("presence.no_mission_of",)
    own = Account.objects.get(pk=people.partner.account_id or 0)
    assert refused(actions.notify, host, people.partner, **{**said, "email": own.email}) == ("presence.not_oneself",)
    assert Accreditation.objects.values().get() == before
    assert Account.objects.count() == accounts
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError, match="presence_accreditation_once"), transaction.atomic():
        row.save()


def test_an_accreditation_is_its_missions_and_the_staffs_and_the_register_names_nobody(people: Cast) -> None:
    row = notified(people)
    for actor, seen in ((people.partner, 1), (people.desk, 1), (people.france, 0)):
        with reading(actor.communities):
            assert len(queries.accreditations()) == seen
    entry = Entry.objects.get(verb="presence.notify")
    assert (entry.about, "Nadia" in str(entry.details), ADDRESS in str(entry.details)) == (row.subject, False, False)
    actions.decline(row, people.desk, NOW, reason="The list is full.")
    row.refresh_from_db()
    assert (row.state, row.reason) == (Posting.DECLINED, "The list is full.")
