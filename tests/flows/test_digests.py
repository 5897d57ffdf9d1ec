"""The daily mail: on working days from seven in Brussels, once, to those who want it and have something to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from comity.flows import digests
from comity.kernel import outbox
from comity.people import actions
from comity.people.models import Account
from tests.factories import NOW, account, actor_of, staff

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # 07:00 in Brussels


@pytest.fixture
def desk() -> Account:
    """Somebody with two requests to answer, and a partner who waits for the answers."""
    found = staff(locale="fr")
    officer = account("XA", digest_mail=True)
    for text in ("Open it, please.\nAnd soon.", "Another"):
        actions.ask(officer.person, actor_of(officer), NOW - timedelta(days=2), text=text)
    outbox.deliver(NOW)
    mail.outbox.clear()
    return found


def test_it_tells_what_waits_in_the_language_of_the_account(desk: Account) -> None:
    assert digests.send(TUESDAY) == 1, "the partner has nothing to do, so gets nothing"
    outbox.deliver(NOW)
    (letter,) = mail.outbox
    assert letter.to == [desk.email]
    assert letter.subject == "2 choses vous attendent"
    assert "- Open it, please." in str(letter.body)
    assert "And soon" not in str(letter.body)
    assert "/fr/today/" in str(letter.body)


def test_it_comes_once_a_day_however_often_the_clock_ticks(desk: Account) -> None:
    assert [digests.send(TUESDAY + timedelta(seconds=5 * n)) for n in range(3)] == [1, 0, 0]
    assert digests.send(TUESDAY + timedelta(days=1)) == 1


@pytest.mark.parametrize(
    "moment",
    [
        TUESDAY - timedelta(minutes=1),
        datetime(2026, 11, 28, 9, 0, tzinfo=UTC),  # a Saturday
        datetime(2026, 12, 25, 9, 0, tzinfo=UTC),
    ],
)
def test_it_keeps_the_hours_of_the_seat(desk: Account, moment: datetime) -> None:
    assert digests.send(moment) == 0


def test_who_switched_it_off_is_left_alone(desk: Account) -> None:
    Account.objects.filter(pk=desk.pk).update(digest_mail=False)
    assert digests.send(TUESDAY) == 0
