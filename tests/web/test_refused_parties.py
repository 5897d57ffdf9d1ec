"""Refusals about nations as somebody meets them: through the pages, each code at least once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.parties.models import Mission, Provider, StaffFile, Suspension, ToolAccess, ToolClosure
from tests import factories
from tests.web.refused import Case, Scene, each_refuses

pytestmark = pytest.mark.django_db
TODAY = brussels_day(clock.now())
DAY = timedelta(days=1)
PAPER = "PO(2026)0188"


def suspended(_world: Any) -> None:
    party = factories.party("XB")
    Suspension.objects.create(party=party, since_on=TODAY - DAY, source="tests", audience=["public"])


def tool_open(_world: Any) -> None:
    party = factories.party("XB")
    ToolAccess.objects.create(party=party, tool="PARP", opened_on=TODAY, decision=PAPER, audience=["public"])


def tool_discarded(_world: Any) -> None:
    ToolClosure.objects.create(tool="PARP", closed_on=TODAY, decision=PAPER, audience=["public"])


def mission_there(_world: Any) -> None:
    said = {"name_en": "Mission", "name_fr": "Mission", "since_on": TODAY - DAY, "source": "Note 4"}
    Mission.objects.create(party=factories.party("XB"), audience=["signed-in"], **said)


def provider_listed(_world: Any) -> None:
    said = {"code": "MED-SCHOOL", "kind": "ptec", "name_en": "School", "source": "Note 4"}
    Provider.objects.create(party=factories.party("XA"), audience=["public"], **said)


ON, DECIDED = TODAY.isoformat(), {"decision": PAPER}
JOIN = {"community": "framework:ici", "since_on": ON, **DECIDED}
LEAVE = {"community": "framework:md", "until_on": "2026-01-01", **DECIDED}
TOOL = {"tool": "PARP", **DECIDED}
DAYS = {"since_on": ON, "until_on": "", "source": "Note 5", "note": ""}
MISSION = {**DAYS, "name_en": "Mission of Belmora", "name_fr": "Mission du Belmora"}
PROVIDER = {**DAYS, "code": "MED-SCHOOL", "kind": "ptec", "name_en": "School of medicine"}
CASES = (
    Case("parties.not_council_secretary", "desk", "XB/change/suspend/"),
    Case("parties.not_council_secretary", "desk", "XB/change/suspend/", {"since_on": ON, **DECIDED}),
    Case("parties.decision_missing", "secretary", "XB/change/suspend/", {"since_on": ON, "note": "Until the vote."}),
    Case("parties.not_a_nation", "secretary", "WFP/change/join/", JOIN),
    Case("parties.is_an_ally", "secretary", "FR/change/join/", JOIN),
    Case("parties.standings_overlap", "secretary", "XB/change/join/", {**JOIN, "community": "framework:md"}),
    Case("parties.does_not_belong", "secretary", "XB/change/leave/", LEAVE),
    Case("parties.not_a_partner", "secretary", "FR/change/suspend/", {"since_on": ON, **DECIDED}),
    Case("parties.suspensions_overlap", "secretary", "XB/change/suspend/", {"since_on": ON, **DECIDED}, suspended),
    Case("parties.not_suspended", "secretary", "XB/change/resume/", {"until_on": ON, **DECIDED}),
    Case("parties.is_suspended", "secretary", "XB/change/open-tool/", TOOL, suspended),
    Case("parties.tool_needs_decision", "secretary", "XB/change/open-tool/", {**TOOL, "decision": ""}),
    Case("parties.tool_already_open", "secretary", "XB/change/open-tool/", TOOL, tool_open),
    Case("parties.tool_discarded", "secretary", "XB/change/open-tool/", TOOL, tool_discarded),
    Case("parties.not_administrator", "desk", "XB/name/", {"name_en": "Grand Belmora", "name_fr": "Grand Belmora"}),
    Case("parties.not_on_the_file", "auditor", "XA/note/", {"text": "They prefer Tuesdays."}),
    Case("parties.not_keeper", "officer", "XB/presence/mission/enter/", MISSION),
    Case("parties.days_reversed", "desk", "XB/presence/mission/enter/", {**MISSION, "until_on": ON}),
    Case("parties.presence_overlaps", "desk", "XB/presence/mission/enter/", MISSION, mission_there),
    Case("parties.embassy_not_of_ally", "desk", "FR/presence/embassy/enter/", {**DAYS, "ally": "FR"}),
    Case("parties.provider_known", "desk", "XB/presence/provider/enter/", PROVIDER, provider_listed),
)


def test_refusals_about_nations(sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests) -> None:
    for code in ("XA", "XB", "FR"):
        factories.party(code)
    factories.party("WFP", kind="organisation", belongs=())
    StaffFile.objects.create(party=factories.party("XA"), audience=["staff"])
    accounts = {
        "desk": factories.staff(),
        "secretary": factories.staff(Role.COUNCIL_SECRETARY),
        "auditor": factories.staff(Role.AUDITOR),
        "officer": factories.account("XA", Role.MISSION_OFFICER),
    }
    clients = {name: sign_in(Client(), account) for name, account in accounts.items()}
    each_refuses(CASES, Scene("nations/", clients, {}), subtests)
