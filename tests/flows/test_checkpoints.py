"""Signed heads leave the house: daily to all who keep them, after a decision to the Allies alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from comity.clock import tick
from comity.core.actor import Role
from comity.flows import checkpoints
from comity.kernel import outbox
from comity.kernel.models import Message
from tests import factories
from tests.decisions import council
from tests.decisions.council import ENDS, NOW, under_silence

pytestmark = pytest.mark.django_db
HEADS = Message.objects.filter(template="register/head")


def addresses() -> set[str]:
    return set(HEADS.all().values_list("address", flat=True))


def test_the_first_head_of_a_working_day_goes_to_everybody_who_keeps_it_and_carries_the_note() -> None:
    council.seat()
    delegate = factories.account("FR", Role.DELEGATE)
    mission = factories.account("XA", Role.HEAD_OF_MISSION)
    factories.staff(Role.DESK_OFFICER)
    council.draft(now=NOW)
    assert checkpoints.keep(NOW) == 1
    assert addresses() == {delegate.email, mission.email}
    outbox.deliver(NOW)
    sent = next(one for one in mail.outbox if one.to == [mission.email])
    assert sent.subject.startswith("Signed head of the register: ")
    assert "/register " in sent.body
    assert checkpoints.keep(NOW) == 0, "nothing more was entered"
    HEADS.all().delete()
    council.draft(now=NOW + timedelta(hours=2))
    assert checkpoints.keep(NOW + timedelta(hours=2)) == 1
    assert addresses() == set(), "one a day is enough"


def test_after_a_decision_the_allies_get_the_head_at_once_and_partners_do_not() -> None:
    council.seat()
    delegate = factories.account("FR", Role.DELEGATE)
    factories.account("XA", Role.HEAD_OF_MISSION)
    under_silence()
    tick.run_once(ENDS - timedelta(minutes=5))
    Message.objects.all().delete()
    tick.run_once(ENDS)
    assert addresses() == {delegate.email}
