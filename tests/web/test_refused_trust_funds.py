"""Refusals of trust funds as somebody meets them: through the pages, each code at least once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.ledger import actions as ledger
from comity.ledger.models import Line
from comity.trust_funds import actions
from comity.trust_funds.models import Fund
from comity.trust_funds.rules import Paper
from tests import factories
from tests.trust_funds import made
from tests.trust_funds.made import NOW, TODAY, Cast
from tests.web.refused import Case, Scene, each_refuses

pytestmark = pytest.mark.django_db
STAGES = ("idea", "led", "studied", "proposed", "launched", "running")


@dataclass
class World:
    """The people, and a fund at each stage."""

    cast: Cast
    funds: dict[str, Fund]


def bare(world: World) -> dict[str, object]:
    """A study without phases."""
    row = world.funds["led"]
    study: dict[str, Any] = {"agent": "Agency for Safe Stocks", "studied_on": TODAY, "study": "It can be done."}
    actions.study(row, world.cast.lead, NOW, **study)
    return {"bare": row.code}


def agreed_by_lead(world: World) -> None:
    actions.agree(world.funds["proposed"], world.cast.lead, NOW)


def papers_signed(world: World) -> None:
    made.signed(world.cast, world.funds["launched"])


def both_started(world: World) -> None:
    made.pledge(world.cast, world.funds["running"], "XB", 70_000_000)
    actions.start(made.fresh(world.funds["running"]), world.cast.lead, NOW)


def reached(world: World) -> None:
    row = world.funds["running"]
    actions.reach(made.milestone(row), world.cast.lead, NOW, on=TODAY, evidence="Protocol 4.")


def verified(world: World) -> None:
    reached(world)
    actions.verify(made.milestone(world.funds["running"]), world.cast.ally, NOW, on=TODAY, finding="Seen.")


def second_phase(world: World) -> None:
    titles: dict[str, Any] = {"title_en": "B", "title_fr": "B", "due_on": TODAY}
    actions.plan_milestone(world.funds["running"], world.cast.lead, NOW, phase=2, **titles)


def money_set_aside(world: World) -> None:
    verified(world)
    financial(world, "running")
    line = Line.objects.get(code=world.funds["running"].code)
    ledger.receive(line, world.cast.rosa, NOW, contribution=1, original=1000)
    ledger.commit(line, world.cast.rosa, NOW, purpose="contract", subject_ref="fund:X", label="Guards", original=100)


def given(world: World) -> None:
    made.pledge(world.cast, world.funds["launched"], "XC", 1_000_00)
    financial(world, "launched")


def financial(world: World, stage: str) -> None:
    """The agreement with whoever has pledged."""
    row = world.funds[stage]
    actions.sign_agreement(row, world.cast.desk, NOW, paper=Paper.FINANCIAL, contributor="XC", signed_on=TODAY)


ON = {"on": TODAY.isoformat()}
LATER = "2999-01-01"
PAPER = {"paper": "memorandum", "signed_on": "2026-11-01"}
STUDY = {"agent": "A", "studied_on": "2026-11-01", "study": "x"}
WHOLE = {**made.PARTS, "threshold": "65"}
TITLES = {"title_en": "A", "title_fr": "A"}
PHASE = {**TITLES, "sum": "0", "months": "1"}
SEEN, EVIDENCE = {**ON, "finding": "Seen."}, {**ON, "evidence": "Protocol 4."}
COUNTED = {**ON, "amount": "1", "source": "Protocol 4"}
IDEA = {**made.IDEA, "purpose": "ammunition", "currency": "EUR", "host": "XA"}
END = {"audited_on": "2026-11-01", "report": "All is done."}
CASES = (
    Case("trust_funds.not_suggester", "auditor", "new/"),
    Case("trust_funds.not_suggester", "auditor", "new/", IDEA),
    Case("trust_funds.not_a_nation", "desk", "{idea}/do/lead/", {}),
    Case("trust_funds.is_host", "host", "{idea}/do/lead/", {}),
    Case("trust_funds.leads_already", "lead", "{led}/do/lead/"),
    Case("trust_funds.leads_already", "lead", "{led}/do/lead/", {}),
    Case("trust_funds.reason_missing", "desk", "{led}/do/drop/", {"reason": ""}),
    Case("trust_funds.not_keeper", "host", "{led}/do/study/", STUDY),
    Case("trust_funds.in_future", "lead", "{led}/do/study/", {**STUDY, "studied_on": LATER}),
    Case("trust_funds.wrong_stage", "lead", "{led}/do/propose/", WHOLE),
    Case("trust_funds.phase_incomplete", "lead", "{studied}/do/phase/", PHASE),
    Case("trust_funds.no_phase", "lead", "{bare}/do/propose/", WHOLE, bare),
    Case("trust_funds.parts_missing", "lead", "{studied}/do/propose/", {**WHOLE, "recycling": " "}),
    Case("trust_funds.threshold_wrong", "lead", "{studied}/do/propose/", {**WHOLE, "threshold": "40"}),
    Case("trust_funds.not_a_side", "ally", "{proposed}/do/agree/", {}),
    Case("trust_funds.agreed_already", "lead", "{proposed}/do/agree/", {}, agreed_by_lead),
    Case("trust_funds.not_a_contributor", "desk", "{launched}/do/agreement/", {**PAPER, "paper": "financial"}),
    Case("trust_funds.not_lead", "desk", "{launched}/do/start/", {}),
    Case("trust_funds.agreements_missing", "lead", "{launched}/do/start/", {}),
    Case("trust_funds.below_threshold", "lead", "{launched}/do/start/", {}, papers_signed),
    Case("trust_funds.money_given", "desk", "{launched}/do/drop/", {"reason": "x"}, given),
    Case("trust_funds.signed_already", "desk", "{running}/do/agreement/", PAPER),
    Case("trust_funds.all_started", "lead", "{running}/do/start/", {}, both_started),
    Case("trust_funds.target_wrong", "desk", "{running}/do/counter/", {**TITLES, "target": "0"}),
    Case("trust_funds.count_wrong", "desk", "{running}/counters/1/count/", {**COUNTED, "amount": "-1"}),
    Case("trust_funds.source_missing", "desk", "{running}/counters/1/count/", {**COUNTED, "source": ""}),
    Case("trust_funds.evidence_missing", "desk", "{running}/milestones/1/reach/", {**ON, "evidence": ""}),
    Case("trust_funds.phase_not_started", "desk", "{running}/milestones/2/reach/", EVIDENCE, second_phase),
    Case("trust_funds.reached_already", "desk", "{running}/milestones/1/reach/", EVIDENCE, reached),
    Case("trust_funds.not_reached", "desk", "{running}/milestones/1/verify/", SEEN),
    Case("trust_funds.not_verifier", "host", "{running}/milestones/1/verify/", SEEN, reached),
    Case("trust_funds.same_hand", "lead", "{running}/milestones/1/verify/", SEEN, reached),
    Case("trust_funds.verified_already", "desk", "{running}/milestones/1/verify/", SEEN, verified),
    Case("trust_funds.unverified", "desk", "{running}/do/close/", END),
    Case("trust_funds.report_missing", "desk", "{running}/do/close/", {**END, "report": " "}, verified),
    Case("trust_funds.money_waits", "desk", "{running}/do/close/", END, money_set_aside),
)  # fmt: skip


def test_refusals_about_trust_funds(sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests) -> None:
    cast = made.cast()
    funds = {stage: getattr(made, stage)(cast) for stage in STAGES}
    people = {
        "desk": factories.staff(),
        "auditor": factories.staff(Role.AUDITOR),
        "ally": factories.account("FR", Role.DELEGATE),
        "host": factories.account("XA", Role.HEAD_OF_MISSION),
        "lead": factories.account("XD", Role.MISSION_OFFICER),
    }
    clients = {name: sign_in(Client(), account) for name, account in people.items()}
    codes = {stage: row.code for stage, row in funds.items()}
    each_refuses(CASES, Scene("trust-funds/", clients, codes, World(cast, funds)), subtests)
