"""Rounds of bids as acts: what changes, who reads it, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import CLOCK, FLOW
from comity.decisions import actions as decisions
from comity.decisions.models import Item
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.parties import actions as parties
from comity.parties.models import ContactPointEmbassy
from comity.presence import actions, queries
from comity.presence.models import Bid, Bidding
from comity.presence.rules import BidState, State
from tests import factories
from tests.decisions import council
from tests.presence.cast import (
    AFTER,
    BEGINS,
    CLOSES,
    DECISION,
    NOW,
    Cast,
    cast,
    given_by_council,
    opened,
    placed,
    refused,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_round_goes_from_its_opening_to_mandates(people: Cast) -> None:
    row = opened(people, "XA", "XB")
    assert (row.hosts, row.until_on, row.state) == (["XA", "XB"], date(2030, 1, 1), State.OPEN)
    found = placed(people, row, joint=True)
    assert (found.allies, found.joined, found.state) == (["FR", "BE"], ["FR", "BE"], BidState.PLACED)
    other = placed(people, row, host="XB")
    actions.choose(found, people.desk, AFTER)
    actions.submit(row, people.desk, AFTER)
    actions.confer(found, FLOW, AFTER, decision=DECISION)
    actions.settle(row, FLOW, AFTER, decision=DECISION)
    for one in (row, found, other):
        one.refresh_from_db()
    assert (row.state, found.state, other.state) == (State.DECIDED, BidState.CONFERRED, BidState.NOT_CHOSEN)
    verbs = Entry.objects.filter(verb__startswith="presence.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["presence.submit", "presence.confer", "presence.settle"]


def test_bids_are_for_allies_and_the_staff(people: Cast) -> None:
    placed(people, opened(people))
    with reading(people.partner.communities):
        assert (queries.biddings(), Bid.objects.count()) == ([], 0)
    with reading(people.belgium.communities):
        assert len(queries.biddings()) == 1


def test_a_refusal_changes_nothing(people: Cast) -> None:
    row = opened(people)
    found = placed(people, row)
    before = (Bidding.objects.values().get(), Bid.objects.values().get())
    assert refused(actions.bid, row, people.france, host="XA", offer="More.") == ("presence.already_bid",)
    assert refused(actions.bid, row, people.belgium, host="XA", offer="Us.", others=["FR"]) == ("presence.already_bid",)
    assert refused(actions.bid, row, people.belgium, host="XB", offer="Us.") == ("presence.not_in_round",)
    assert refused(actions.bid, row, people.belgium, host="XA", offer="Us.", others=["XB"]) == ("presence.not_an_ally",)
    assert refused(actions.bid, row, people.belgium, CLOSES, host="XA", offer="Us.") == ("presence.bidding_over",)
    assert refused(actions.choose, found, people.desk) == ("presence.bidding_runs",)
    assert refused(actions.submit, row, people.desk, AFTER) == ("presence.nothing_chosen",)
    assert refused(actions.confer, found, people.desk, AFTER, decision=DECISION) == ("presence.council_decides",)
    again = {"hosts": ["XA"], "since_on": BEGINS, "closes_at": CLOSES}
    assert refused(actions.open_bidding, people.staff, people.desk, **again) == ("presence.host_in_round",)
    assert refused(actions.open_bidding, people.staff, people.desk, **{**again, "hosts": ["FR"]}) == (
        "presence.host_not_partner",
    )
    assert (Bidding.objects.values().get(), Bid.objects.values().get()) == before


def test_a_joint_bid_waits_for_every_ally_and_falls_with_one(people: Cast) -> None:
    row = opened(people)
    made = actions.bid(row, people.france, NOW, host="XA", offer="Together.", others=["BE"])
    found = Bid.objects.get(pk=made.bid_id)
    assert refused(actions.choose, found, people.desk, AFTER) == ("presence.not_all_joined",)
    actions.join(found, people.belgium, NOW)
    assert refused(actions.join, found, people.belgium) == ("presence.not_asked_to_join",)
    actions.withdraw(found, people.belgium, NOW)
    found.refresh_from_db()
    assert found.state == BidState.WITHDRAWN
    assert placed(people, row).state == BidState.PLACED, "France may bid again, alone"


def test_a_second_bid_at_the_same_moment_meets_the_database(people: Cast) -> None:
    row = opened(people)
    found = placed(people, row)
    found.pk = None
    found._state.adding = True
    with pytest.raises(IntegrityError, match="presence_bid_once"), transaction.atomic():
        found.save()
    assert actions.bid.constraints == {"presence_bid_once": "presence.already_bid_there"}  # type: ignore[attr-defined]


def test_one_bid_for_each_nation_is_chosen_and_may_be_set_aside(people: Cast) -> None:
    row = opened(people)
    first = placed(people, row)
    made = actions.bid(row, people.belgium, NOW, host="XA", offer="Us.")
    second = Bid.objects.get(pk=made.bid_id)
    actions.choose(first, people.desk, AFTER)
    assert refused(actions.choose, second, people.desk, AFTER) == ("presence.host_chosen",)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bid.objects.filter(pk=second.pk).update(state=BidState.CHOSEN)
    actions.set_aside(first, people.desk, AFTER)
    actions.choose(second, people.desk, AFTER)
    actions.call_off(row, people.desk, AFTER, reason="Talks go on.")
    second.refresh_from_db()
    assert second.state == BidState.NOT_CHOSEN


def test_the_council_gives_what_it_agrees_to_and_lists_the_embassies(people: Cast) -> None:
    council.seat()
    row = opened(people, "XA", "XB")
    joint, sole = placed(people, row, joint=True), placed(people, row, host="XB")
    for one in (joint, sole):
        actions.choose(one, people.desk, AFTER)
    actions.submit(row, people.desk, AFTER)
    item = Item.objects.get(about=row.subject)
    assert [line.effect_about for line in item.lines.all()] == [f"bid:{joint.pk}:XA:FR+BE", f"bid:{sole.pk}:XB:FR"]
    decisions.withdraw(item, council.SECRETARY, AFTER, reason="Not yet.")
    row.refresh_from_db()
    assert row.state == State.OPEN, "it is with the desk again"
    actions.submit(row, people.desk, AFTER)
    assert Item.objects.filter(about=row.subject).count() == 2


def test_mandates_end_when_the_nation_joins(people: Cast) -> None:
    found = given_by_council(people)
    host = factories.party("XA")
    for ally, since_on in (("FR", date(2026, 1, 1)), ("BE", BEGINS)):
        ContactPointEmbassy.objects.create(
            host=host, ally=factories.party(ally), since_on=since_on, until_on=None, audience=["public"]
        )
    later = opened(people, "XA", since_on=date(2030, 1, 1))
    waiting = placed(people, later)
    parties.join(host, CLOCK, NOW, community="allies", decision=DECISION, since_on=date(2027, 5, 1))
    serving = ContactPointEmbassy.objects.get()
    assert (serving.ally.code, serving.until_on) == ("FR", date(2027, 5, 1))
    for one in (found, waiting):
        one.refresh_from_db()
        assert (one.state, one.lapsed_on) == (BidState.LAPSED, date(2027, 5, 1))
    said = Entry.objects.filter(verb="parties.drop_embassy").get()
    assert said.details["reason"] == "The nation has joined the Alliance."
