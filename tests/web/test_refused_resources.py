"""Refusals of settings, scores, rounds and trials through the pages, each code at least once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.parties import queries as parties
from comity.policy import number
from comity.resources import actions, queries
from comity.resources.models import Round, Run, Score, Settings
from tests import factories
from tests.nominations import world as names
from tests.resources import cast as play
from tests.resources.cast import LINE
from tests.web.refused import Case, Scene, each_refuses

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = brussels_day(NOW)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class World:
    """The people; settings in force and a draft of the next; a round that is open with names, and one in draft."""

    people: play.Cast
    draft: Settings
    open: Round
    planned: Round

    @property
    def rosa(self) -> Any:
        """The resources officer."""
        return self.people["rosa"]


def anchors_rubbed_out(world: World) -> None:
    Settings.objects.filter(pk=world.draft.pk).update(anchors={})


def points_asked(world: World) -> None:
    actions.open_points(world.draft, world.rosa, NOW)


def money_missing(world: World) -> None:
    """The round in draft covers a course, but nothing is at its disposal on the line that pays for it."""
    course = names.activity(456, start_on=TODAY + 90 * DAY, end_on=TODAY + 92 * DAY, nominate_by=TODAY + 30 * DAY)
    actions.cover(world.planned, world.rosa, NOW, line=LINE, codes=[course.code])


def nobody_named(world: World) -> None:
    """The round in draft is opened over a course for which nobody is put forward."""
    money_missing(world)
    actions.endow(world.planned, world.rosa, NOW, line=LINE, minor=100_00)
    actions.open_round(world.planned, world.rosa, NOW)


def late(world: World) -> None:
    Round.objects.filter(pk=world.open.pk).update(wishes_until=TODAY - DAY)


def unassessed(_world: World) -> None:
    Score.objects.filter(party_id="XA", consideration=queries.considerations()[0]).delete()


def frozen(world: World) -> None:
    actions.freeze(world.open, world.rosa, NOW)


def trial_waits(world: World) -> None:
    frozen(world)
    actions.queue(fresh(world.open), world.rosa, NOW)


def trials_wait(world: World) -> None:
    frozen(world)
    for _ in range(number("resources.most_queued")):
        actions.queue(fresh(world.open), world.rosa, NOW)


def trial_called_off(world: World) -> None:
    trial_waits(world)
    actions.cancel(Run.objects.get(), world.rosa, NOW)


def trial_overtaken(world: World) -> None:
    """The trial has a plan, but a request was overridden after it was asked for."""
    trial_waits(world)
    Run.objects.update(state="solved", sha256="0" * 64, plan=b"{}")
    actions.override(fresh(world.open), world.rosa, NOW, ref="PCM-0455/1", gives=True, reason="A promise.")


def fresh(row: Round) -> Round:
    return Round.objects.get(pk=row.pk)


def points(first: int) -> dict[str, int]:
    """Points as an Ally spends them; they add up to a hundred where the first is 20."""
    return dict(zip(queries.considerations(), (first, 20, 20, 20, 10, 10), strict=True))


SCORE = {"value": "60", "evidence": "A paper of May.", "review_on": "2099-01-01"}
PLAN = {"since_on": "2099-05-01", "until_on": "2099-06-01", "wishes_until": "2099-04-01"}
OVERRIDE = {"ref": "PCM-0455/1", "gives": "yes", "reason": "A promise of last year."}
MONEY = {"line": LINE, "amount": "20000000"}
ROUND, TRIAL = "rounds/2027-1/", "rounds/2027-1/trials/1/"


def cases() -> tuple[Case, ...]:
    """The cases; the considerations that weights and points name are those of the pack."""
    weights = dict.fromkeys(queries.considerations(), "20.0")
    return (
        Case("resources.settings_exist", "rosa", "settings/begin/", {"period": "2027"}),
        Case("resources.not_officer", "claire", "settings/begin/", {"period": "2029"}),
        Case("resources.anchors_missing", "rosa", "settings/2028/propose/", {}, anchors_rubbed_out),
        Case("resources.settings_state", "rosa", "settings/2027/propose/", {}),
        Case("resources.not_ally", "rosa", "settings/2028/points/", points(20), points_asked),
        Case("resources.points_do_not_add_up", "claire", "settings/2028/points/", points(19), points_asked),
        Case("resources.settings_not_in_force", "jana", "scores/2028/XA/values/", SCORE),
        Case("resources.not_assessor", "claire", "scores/2027/XA/values/", SCORE),
        Case("resources.not_a_partner", "jana", "scores/2027/FR/values/", SCORE),
        Case("resources.no_evidence", "jana", "scores/2027/XA/values/", {**SCORE, "evidence": " "}),
        Case("resources.review_past", "jana", "scores/2027/XA/values/", {**SCORE, "review_on": "2026-01-05"}),
        Case("resources.days_out_of_order", "rosa", "plan/2027/", {**PLAN, "wishes_until": "2099-05-02"}),
        Case("resources.beyond_free", "rosa", "rounds/2027-2/money/", MONEY),
        Case("resources.covers_nothing", "rosa", "rounds/2027-2/open/", {}),
        Case("resources.line_without_money", "rosa", "rounds/2027-2/open/", {}, money_missing),
        Case("resources.no_requests", "rosa", "rounds/2027-2/freeze/", {}, nobody_named),
        Case("resources.not_own_authority", "guest", f"{ROUND}names/", {"share": "10"}),
        Case("resources.wishes_closed", "aissata", f"{ROUND}names/", {"share": "10"}, late),
        Case("resources.facts_missing", "rosa", f"{ROUND}freeze/", {}, unassessed),
        Case("resources.round_state", "rosa", f"{ROUND}thaw/", {}),
        Case("resources.not_adopted", "rosa", f"{ROUND}publish/", {}),
        Case("resources.too_many_trials", "rosa", f"{ROUND}trials/", {}, trials_wait),
        Case("resources.weights_not_whole", "rosa", f"{ROUND}weights/", {**weights, "values": "21"}, frozen),
        Case("resources.no_such_request", "rosa", f"{ROUND}overrides/", {**OVERRIDE, "ref": "PCM-0455/99"}, frozen),
        Case("resources.override_without_reason", "rosa", f"{ROUND}overrides/", {**OVERRIDE, "reason": " "}, frozen),
        Case("resources.not_solved", "rosa", f"{TRIAL}submit/", {}, trial_waits),
        Case("resources.not_newest", "rosa", f"{TRIAL}submit/", {}, trial_overtaken),
        Case("resources.run_state", "rosa", f"{TRIAL}cancel/", {}, trial_called_off),
    )


def test_refusals_of_resources(sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests) -> None:
    people = play.cast(NOW)
    names.cast(NOW)
    course = names.activity(start_on=TODAY + 90 * DAY, end_on=TODAY + 92 * DAY, nominate_by=TODAY + 30 * DAY)
    row = play.opened(people, [course.code], NOW)
    for key in ("aissata", "basma"):
        play.put_forward(people, course, key, 2, NOW)
    staff = parties.party("IS")
    actions.draft_settings(staff, people["rosa"], NOW, period="2028")
    days: dict[str, Any] = {
        "since_on": TODAY + 60 * DAY,
        "until_on": TODAY + 400 * DAY,
        "wishes_until": TODAY + 20 * DAY,
    }
    actions.plan(Settings.objects.get(period="2027"), people["rosa"], NOW, code="2027-2", **days)
    world = World(people, Settings.objects.get(period="2028"), row, Round.objects.get(code="2027-2"))
    accounts = {**people.accounts, "guest": factories.account("XA", Role.AUDITOR)}
    clients = {name: sign_in(Client(), accounts[name]) for name in ("rosa", "jana", "claire", "aissata", "guest")}
    each_refuses(cases(), Scene("resources/", clients, {}, world), subtests)
