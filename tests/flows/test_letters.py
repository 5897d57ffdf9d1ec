"""Letters about trust funds and missions that no story sends: who gets them, in which words."""

from __future__ import annotations

import pytest
from django.core import mail

from comity.core.actor import FLOW, Role
from comity.kernel import outbox
from comity.presence import actions as presence
from comity.presence.models import Accreditation
from comity.trust_funds import actions as trust_funds
from tests import factories
from tests.presence import cast as bids
from tests.trust_funds import made as funds

pytestmark = pytest.mark.django_db
NOW = factories.NOW


def told() -> dict[str, str]:
    """What was sent, by address."""
    outbox.deliver(NOW)
    return {address: f"{one.subject}\n{one.body}" for one in mail.outbox for address in one.to}


def test_the_sides_of_a_fund_learn_that_no_decision_was_taken() -> None:
    people = funds.cast()
    row = funds.agreed(people)
    told()
    mail.outbox.clear()
    trust_funds.put_to_council(row, FLOW, NOW, decision=funds.DECISION)
    trust_funds.give_back(row, FLOW, NOW, decision=funds.DECISION)
    found = [words for words in told().values() if f"{row.code}: no decision was taken" in words]
    assert len(found) == 2, "the host and the lead"
    assert all("stays agreed and may be put forward again" in words for words in found)
    assert not any(funds.DECISION in words for words in found)


def test_a_mission_learns_why_somebody_is_not_accepted_and_the_person_is_not_named() -> None:
    head = factories.account("XA", Role.HEAD_OF_MISSION, locale="fr")
    officer, other = factories.account("XA"), factories.account("XB", Role.HEAD_OF_MISSION)
    desk = factories.actor_of(factories.account("IS", Role.DESK_OFFICER))
    made = presence.notify(
        factories.party("XA"),
        factories.actor_of(head),
        NOW,
        name="Nadia Kern",
        email="nadia@arcadia.test",
        role=Role.MISSION_OFFICER,
        letter="XA/MIS/7",
        letter_on=NOW.date(),
    )
    row = Accreditation.objects.get(pk=made.accreditation_id)
    presence.decline(row, desk, NOW, reason="Le poste est pourvu.")
    found = told()
    assert "Votre lettre XA/MIS/7\u202f: non acceptée" in found[head.email]
    assert "n’est pas acceptée\u202f: Le poste est pourvu." in found[head.email]
    assert "Nadia" not in found[head.email]
    assert not {officer.email, other.email} & found.keys()


def test_allies_learn_of_a_round_of_bids_and_of_a_joint_bid_that_waits_for_them() -> None:
    people = bids.cast()
    bids.placed(people, bids.opened(people), joint=True)
    outbox.deliver(NOW)
    letters = [(address, f"{one.subject}\n{one.body}") for one in mail.outbox for address in one.to]
    france, belgium, arcadia = (
        {words for address, words in letters if address == factories.account_of(who).email}
        for who in (people.france, people.belgium, people.partner)
    )
    assert sum("A round of bids is open for mandates from 1 January 2028 on." in words for words in france) == 1
    assert not any("Joint bid" in words for words in france), "it has placed the bid itself"
    (join,) = (words for words in belgium if "Joint bid for Arcadia: your agreement is asked" in words)
    assert "A bid of France for Arcadia names your embassy." in join
    assert not arcadia, "nations do not read of bids"
