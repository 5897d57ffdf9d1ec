"""The clearing house as acts: what changes, who reads it, and that a refusal changes nothing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import Side
from comity.education import actions, queries
from comity.education.models import Match, Need, Offer
from comity.education.rules import Field, MatchState, NeedState, OfferState
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.parties.models import Suspension
from tests import factories
from tests.education.cast import LATER, NOW, TODAY, Cast, cast, matched, needed, offered, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_each_of_the_two_agrees_for_itself(people: Cast) -> None:
    row = matched(needed(people.arcadia), offered(people.estmark), people.desk)
    assert (row.accepted, row.state, row.audience) == ([], MatchState.PROPOSED, ["party:XA", "party:XE", "staff"])
    actions.accept(row, people.arcadia, NOW)
    row.refresh_from_db()
    assert (row.accepted, row.state) == (["XA"], MatchState.PROPOSED)
    assert refused(actions.accept, row, people.arcadia) == ("education.already_accepted",)
    assert [task.kind for task in queries.waiting(people.estmark, NOW)] == ["education.accept"]
    assert queries.waiting(people.arcadia, NOW) == []
    with reading(people.belmora.communities):
        assert not Match.objects.exists()
    actions.accept(row, people.estmark, NOW)
    row.refresh_from_db()
    assert row.state == MatchState.ACCEPTED
    with reading(people.belmora.communities):
        assert Match.objects.count() == 1


def test_whoever_proposes_has_agreed_and_the_need_is_met_when_enough_were_trained(people: Cast) -> None:
    need = needed(people.arcadia, people=8)
    row = matched(need, offered(people.estmark), people.estmark, people.arcadia, people=5)
    actions.confirm(row, people.arcadia, NOW, people=4, done_on=TODAY)
    need.refresh_from_db()
    assert need.state == NeedState.OPEN
    other = matched(need, offered(people.france), people.arcadia, people.france, people=4)
    actions.confirm(other, people.arcadia, NOW, people=4, done_on=TODAY)
    need.refresh_from_db()
    assert need.state == NeedState.MET
    verbs = Entry.objects.filter(about=need.subject).order_by("pk").values_list("verb", flat=True)
    assert (verbs[0], list(verbs)[-1]) == ("education.state_need", "education.confirm")


def test_what_partners_give_is_counted_as_what_allies_give(people: Cast) -> None:
    for giver in (people.estmark, people.france):
        row = matched(needed(people.arcadia), offered(giver), giver, people.arcadia, people=3)
        actions.confirm(row, people.arcadia, NOW, people=3, done_on=TODAY)
    found = {line.party: line for line in queries.contributions(TODAY)}
    ally, partner = found["FR"], found["XE"]
    assert (ally.side, partner.side) == (Side.ALLY, Side.PARTNER)
    for line in (ally, partner):
        assert (line.offers, line.places, line.matches, line.trained, line.helped) == (1, 10, 1, 3, 1)
    assert (partner.regional, ally.regional) == (3, 0)


def test_an_offer_gives_no_more_than_it_holds(people: Cast) -> None:
    offer = offered(people.estmark, people=6)
    first = matched(needed(people.arcadia), offer, people.desk, people=5)
    second = matched(needed(people.belmora), offer, people.desk, people=5)
    for row, actor in ((first, people.arcadia), (first, people.estmark), (second, people.belmora)):
        if row is second:
            assert refused(actions.accept, row, actor) == ("education.beyond_offer",)
        else:
            actions.accept(row, actor, NOW)
    assert refused(actions.propose_match, needed(people.belmora), people.belmora, offer=offer.pk, people=2) == (
        "education.beyond_offer",
    )
    assert queries.left(offer) == 1


def test_a_refusal_changes_nothing(people: Cast) -> None:
    need, offer = needed(people.arcadia), offered(people.estmark, frameworks=("eapc-pfp",))
    far = needed(people.belmora, field=Field.FACULTY)
    before = (Need.objects.count(), Offer.objects.count(), Match.objects.count())
    asked = {"field": Field.COURSES, "title": "T", "people": 1}
    party = factories.party("XA")
    assert refused(actions.state_need, party, people.estmark, by_on=LATER, **asked) == ("education.not_in_need",)
    assert refused(actions.offer, party, people.desk, until_on=LATER, **asked) == ("education.not_contributor",)
    assert refused(actions.propose_match, far, people.desk, offer=offer.pk, people=1) == (
        "education.other_field",
        "education.other_region",
    )
    assert refused(actions.propose_match, need, people.desk, offer=999_999, people=1) == ("education.not_open",)
    row = matched(need, offer, people.desk)
    assert refused(actions.propose_match, need, people.desk, offer=offer.pk, people=1) == ("education.already_matched",)
    assert refused(actions.drop_need, need, people.arcadia, reason="Why.") == ("education.is_busy",)
    assert refused(actions.drop_offer, offer, people.estmark, reason="Why.") == ("education.is_busy",)
    assert refused(actions.confirm, row, people.arcadia, people=1, done_on=TODAY) == ("education.moved_on",)
    row.refresh_from_db()
    assert row.state == MatchState.PROPOSED
    assert (Need.objects.count(), Offer.objects.count(), Match.objects.count()) == (*before[:2], before[2] + 1)


def test_what_is_dropped_or_declined_says_why(people: Cast) -> None:
    need, offer = needed(people.arcadia), offered(people.estmark)
    row = matched(need, offer, people.desk)
    actions.decline(row, people.estmark, NOW, reason="No teachers this year.")
    actions.drop_need(need, people.arcadia, NOW, reason="Trained at home.")
    actions.drop_offer(offer, people.estmark, NOW, reason="No teachers.")
    for one in (need, offer, row):
        one.refresh_from_db()
    assert (need.state, offer.state, row.state) == (NeedState.DROPPED, OfferState.DROPPED, MatchState.DECLINED)
    assert row.reason == "No teachers this year."


def test_while_a_partner_is_suspended_nothing_new_is_matched_for_it(people: Cast) -> None:
    need, offer = needed(people.arcadia), offered(people.estmark)
    Suspension.objects.create(party=factories.party("XE"), since_on=TODAY, decision="PO", audience=["public"])
    assert refused(actions.propose_match, need, people.desk, offer=offer.pk, people=1) == ("education.suspended",)


def test_the_database_keeps_one_living_match_of_a_need_and_an_offer(people: Cast) -> None:
    row = matched(needed(people.arcadia), offered(people.estmark), people.desk)
    with pytest.raises(IntegrityError, match="education_match_living"), transaction.atomic():
        Match.objects.create(need=row.need, offer=row.offer, people=1, proposed_at=NOW, audience=["staff"])
    with pytest.raises(IntegrityError, match="education_match_done"), transaction.atomic():
        Match.objects.filter(pk=row.pk).update(state=MatchState.DONE)
