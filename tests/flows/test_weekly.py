"""The weekly mail: for those who asked for it, what others have entered and they may read, in their language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from comity.core.actor import Role
from comity.flows import weekly
from comity.kernel import outbox
from comity.kernel.models import Message
from comity.people import actions
from comity.people.models import Account
from comity.presence import actions as presence
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 07:00 in Brussels
EARLIER = MONDAY - timedelta(days=3)


@pytest.fixture
def officer() -> Account:
    """An officer of Arcadia who asked for the mail; the head has notified somebody, and so has that of Belmora."""
    found = factories.account("XA", locale="fr", weekly_mail=True)
    for code in ("XA", "XB"):
        head = factories.account(code, Role.HEAD_OF_MISSION)
        presence.notify(
            factories.party(code),
            factories.actor_of(head),
            EARLIER,
            name="Nadia Kern",
            email=f"nadia@{code.lower()}.test",
            role=Role.MISSION_OFFICER,
            letter="1",
            letter_on=EARLIER.date(),
        )
    actions.ask(found.person, factories.actor_of(found), EARLIER, text="My own act is no news to me.")
    return found


def test_it_tells_what_others_did_and_the_reader_may_see_in_the_readers_language(officer: Account) -> None:
    assert weekly.send(MONDAY) == 1, "nobody else asked for it"
    outbox.deliver(MONDAY)
    (letter,) = [one for one in mail.outbox if one.to == [officer.email]]
    assert letter.subject == "1 changement la semaine dernière"
    assert "A notifié une personne (Accréditation" in str(letter.body)
    assert "Nadia" not in str(letter.body)
    assert "/fr/register/" in str(letter.body)
    assert Message.objects.get(template="people/weekly").audience == [f"person:{officer.person_id}"]


def test_it_comes_once_a_week_on_its_first_working_day_from_seven(officer: Account) -> None:
    assert weekly.send(MONDAY - timedelta(minutes=1)) == 0
    assert [weekly.send(MONDAY + timedelta(seconds=5 * n)) for n in range(3)] == [1, 0, 0]
    assert weekly.send(MONDAY + timedelta(days=2)) == 0
    assert weekly.send(MONDAY + timedelta(days=7)) == 0, "nothing has changed since"
    Account.objects.update(weekly_on=None)
    assert weekly.send(MONDAY + timedelta(days=1)) == 1, "a clock that stood still on Monday sends it on Tuesday"


def test_nobody_has_it_who_did_not_ask_or_acts_for_nobody(officer: Account) -> None:
    Account.objects.filter(pk=officer.pk).update(weekly_mail=False)
    assert weekly.send(MONDAY) == 0
    Account.objects.filter(pk=officer.pk).update(weekly_mail=True)
    officer.person.appointments.update(until_on=EARLIER.date())
    assert weekly.send(MONDAY) == 0
