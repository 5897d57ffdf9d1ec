"""Refusals of the clearing house and of training centres, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.education import actions
from comity.education.models import Match, Need, Offer, Recognition
from comity.kernel import clock
from comity.parties.models import Provider, Suspension
from tests import factories
from tests.education.cast import LATER, NOW, TODAY, Cast, cast, matched, needed, offered
from tests.web.refused import Case, Scene, each_refuses

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class World:
    """A need of Arcadia for ten people, and an offer of France for ten that is matched with it for five."""

    people: Cast
    need: Need
    offer: Offer
    match: Match


def suspended(_world: World) -> None:
    party = factories.party("XA")
    Suspension.objects.create(party=party, since_on=TODAY, source="tests", audience=["public"])


def need_dropped(world: World) -> None:
    Need.objects.filter(pk=world.need.pk).update(state="dropped")


def offer_used_up(world: World) -> None:
    """Another need has taken eight of the ten places, so that the two left are fewer than the five proposed."""
    need = needed(world.people.estmark, people=8)
    matched(need, world.offer, world.people.desk, world.people.estmark, world.people.france, people=8)


def accepted(world: World) -> None:
    actions.accept(world.match, world.people.arcadia, NOW)


def agreed(world: World) -> None:
    accepted(world)
    actions.accept(world.match, world.people.france, NOW)


def applied(world: World) -> dict[str, object]:
    made = actions.apply(Provider.objects.get(), world.people.arcadia, NOW, case="Courses for all.")
    return {"centre": made.recognition_id}


def turned_down(world: World) -> dict[str, object]:
    gaps = applied(world)
    actions.turn_down(Recognition.objects.get(), world.people.desk, NOW, findings="Not yet.")
    return gaps


def recognised(world: World) -> None:
    applied(world)
    until_on = TODAY + timedelta(days=3 * 365)
    Recognition.objects.update(state="recognised", decision="PO(2026)0001", since_on=TODAY, until_on=until_on)


NEED = {"field": "courses", "title": "Staff officers", "people": "3", "by_on": LATER.isoformat()}
OFFER = {"field": "courses", "title": "A staff course", "people": "3", "until_on": LATER.isoformat()}
CASE = {"centre": "SXA", "case": "Courses for all."}
DONE = {"people": "5", "done_on": TODAY.isoformat()}
WHY = {"reason": "Nobody comes."}


def cases(offer: int, other: int) -> tuple[Case, ...]:
    """The cases, with the numbers of the offer that is matched and of one that is free."""
    return (
        Case("education.not_in_need", "france", "needs/new/", NEED),
        Case("education.people_missing", "arcadia", "needs/new/", {**NEED, "people": "0"}),
        Case("education.day_past", "arcadia", "needs/new/", {**NEED, "by_on": "2026-01-05"}),
        Case("education.suspended", "desk", "needs/{need}/match/", {"offer": other, "people": "2"}, suspended),
        Case("education.not_contributor", "desk", "offers/new/", OFFER),
        Case("education.not_matcher", "belmora", "needs/{need}/match/"),
        Case("education.already_matched", "arcadia", "needs/{need}/match/", {"offer": offer, "people": "2"}),
        Case("education.beyond_need", "arcadia", "needs/{need}/match/", {"offer": other, "people": "11"}),
        Case("education.beyond_offer", "arcadia", "needs/{need}/match/", {"offer": other, "people": "9"}),
        Case("education.not_open", "arcadia", "needs/{need}/match/", {"offer": other, "people": "2"}, need_dropped),
        Case("education.not_yours", "belmora", "needs/{need}/drop/", WHY),
        Case("education.is_busy", "arcadia", "needs/{need}/drop/", WHY),
        Case("education.not_yours", "auditor", "matches/{match}/decline/", WHY),
        Case("education.beyond_offer", "arcadia", "matches/{match}/accept/", {}, offer_used_up),
        Case("education.already_accepted", "arcadia", "matches/{match}/accept/", {}, accepted),
        Case("education.moved_on", "arcadia", "matches/{match}/confirm/", DONE),
        Case("education.not_receiver", "france", "matches/{match}/confirm/", DONE, agreed),
        Case("education.in_future", "arcadia", "matches/{match}/confirm/", {**DONE, "done_on": "2099-01-01"}, agreed),
        Case("education.beyond_match", "arcadia", "matches/{match}/confirm/", {**DONE, "people": "6"}, agreed),
        Case("education.application_runs", "arcadia", "centres/apply/", CASE, applied),
        Case("education.too_early", "arcadia", "centres/apply/", CASE, recognised),
        Case("education.not_assessor", "arcadia", "centres/{centre}/assess/", {"findings": "It is good."}, applied),
        Case("education.other_stage", "desk", "centres/{centre}/assess/", {"findings": "It is good."}, turned_down),
        Case("education.not_answering", "desk", "centres/{centre}/withdraw/", {}, applied),
    )


def test_refusals_of_the_clearing_house_and_of_centres(
    sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    people = cast()
    said: dict[str, Any] = {"kind": "ptec", "name_en": "School of Arcadia", "source": "tests"}
    Provider.objects.create(code="SXA", party=factories.party("XA"), audience=["public"], **said)
    need, offer, other = needed(people.arcadia), offered(people.france), offered(people.estmark, people=8)
    world = World(people, need, offer, matched(need, offer, people.desk))
    accounts = {
        "desk": factories.staff(),
        "auditor": factories.staff(Role.AUDITOR),
        "france": factories.account("FR", Role.DELEGATE),
        "arcadia": factories.account("XA", Role.MISSION_OFFICER),
        "belmora": factories.account("XB", Role.MISSION_OFFICER),
    }
    clients = {name: sign_in(Client(), account) for name, account in accounts.items()}
    scene = Scene("education/", clients, {"need": need.pk, "match": world.match.pk}, world)
    each_refuses(cases(offer.pk, other.pk), scene, subtests)
