"""Refusals of the end of an application and of grants, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.science import actions
from comity.science.models import Call, Grant
from comity.science.rules import GrantState
from tests import factories
from tests.web.refused import Case, Scene, each_refuses
from tests.web.test_science import NOW, TODAY, awarded, eligible, scored

pytestmark = pytest.mark.django_db


def published(desk: Any, title: str) -> Call:
    said: dict[str, Any] = {"title_en": title, "title_fr": title, "kinds": ["MYP"], "priorities": ["cbrn"]}
    closes_on = TODAY + timedelta(days=90)
    made = actions.publish(factories.party("IS"), factories.actor_of(desk), NOW, closes_on=closes_on, **said)
    return Call.objects.get(pk=made.call_id)


def late(grant: Grant) -> None:
    grant.reports.filter(number=1).update(due_on=TODAY - timedelta(days=1))


def closed(grant: Grant) -> None:
    Grant.objects.filter(pk=grant.pk).update(state=GrantState.CLOSED)


NO = {"reason": "The need is not shown."}
ASK = {"heading": "equipment", "euros": "500", "purpose": "Sensors"}
CASES = (
    Case("science.nations_decide", "desk", "applications/{ranked}/no-grant/", NO),
    Case("science.not_ranked", "desk", "applications/{unranked}/no-grant/", NO),
    Case("science.report_late", "mission", "grants/{grant}/payment/", ASK, late),
    Case("science.beyond_heading", "mission", "grants/{grant}/payment/", {**ASK, "euros": "100001"}),
    Case("science.outside_grant", "mission", "grants/{grant}/milestone/", {"title": "At sea", "on": "2099-01-01"}),
    Case("science.not_holder", "desk", "grants/{grant}/payment/", ASK),
    Case("science.still_open", "desk", "grants/{grant}/close/", {"summary": "It works."}),
    Case("science.grant_closed", "desk", "grants/{grant}/close/", {"summary": "It works."}, closed),
)


def test_refusals_about_grants(sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests) -> None:
    factories.party("FR")
    desk, mission = factories.staff(), factories.account("XA", Role.MISSION_OFFICER)
    grant = awarded(published(desk, "Security at sea"), mission, desk)
    other = published(desk, "Security in ports")
    ranked = eligible(other, mission, desk, "Nets against drifting mines")
    for name in ("Kit Orr", "Lu Hale"):
        scored(ranked, desk, name, 5)
    actions.rank(other, factories.actor_of(desk), NOW)
    unranked = eligible(published(desk, "Security of cables"), mission, desk, "Listening to cables")
    clients = {"desk": sign_in(Client(), desk), "mission": sign_in(Client(), mission)}
    gaps = {"grant": grant.pk, "ranked": ranked.pk, "unranked": unranked.pk}
    each_refuses(CASES, Scene("science/", clients, gaps, grant), subtests)
