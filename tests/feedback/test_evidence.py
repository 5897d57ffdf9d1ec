"""The evidence on tools and mechanisms: what was used, by whom, what was open, and what the books say it cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.core.actor import Role
from comity.feedback import queries, rules
from comity.feedback.rules import Mechanism, MechanismEvidence, Share, ToolEvidence
from comity.kernel.scope import reading
from comity.operations.models import Contributor
from comity.parties.models import ContactPointEmbassy, Mission
from comity.science.models import Grant
from comity.trust_funds.models import Fund
from tests import factories
from tests.feedback import used

NOW, TODAY = factories.NOW, factories.NOW.date()
YEAR = (queries.year_before(TODAY), TODAY)


# -- to what a sum belongs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "share", "tool"),
    [
        ("activity:PCM-0455", Share.SEATS, ""),
        ("nomination:PCM-0455/3", Share.SEATS, ""),
        ("fund:TF-2026-001", Share.TRUST_FUNDS, "trust-funds"),
        ("grant:4", Share.SCIENCE, "SPS"),
        ("school-support:2", Share.SCHOOLS, "schools"),
        ("operation:OP-X", Share.OTHER, "operations"),
        ("programme:XA/ipcp/2027-28", Share.OTHER, "IPCP"),
        ("programme:", Share.OTHER, ""),
        ("party:XA", Share.OTHER, ""),
        ("pens", Share.OTHER, ""),
    ],
)
def test_each_subject_of_the_books_belongs_to_one_share(subject: str, share: Share, tool: str) -> None:
    assert rules.share_of(subject) is share
    assert rules.spent_on(subject) == tool


def test_the_activity_behind_a_seat_is_the_one_nominated_for() -> None:
    assert rules.activity_of("nomination:PCM-0455/3") == rules.activity_of("activity:PCM-0455") == "PCM-0455"
    assert rules.activity_of("fund:PCM-0455") == ""


# -- tools -------------------------------------------------------------------------------------------------------------


def said(tool: str, found: dict[str, ToolEvidence]) -> tuple[int | None, int | None, int | None]:
    one = found[tool]
    return one.users, one.acts, one.running


@pytest.mark.django_db
def test_every_tool_tells_its_true_use_and_cost() -> None:
    used.fund()
    grant = used.grant()
    used.operation()
    used.set_aside(used.line("SCIENCE-X", "USD"), grant.subject, 250_00)
    used.set_aside(used.line("OPS-X"), "operation:OP-X", 70_00)
    ally, host = factories.party("FR"), factories.party("XA")
    gone = {"since_on": date(2020, 1, 1), "until_on": date(2024, 1, 1), "audience": ["public"]}
    Mission.objects.create(party=host, name_en="M", name_fr="M", **gone)
    ContactPointEmbassy.objects.create(host=host, ally=ally, **gone)
    ContactPointEmbassy.objects.create(host=host, ally=ally, since_on=date(2025, 1, 1), audience=["public"])
    found = queries.tool_evidence(*YEAR)
    assert said("trust-funds", found) == (1, 1, 1)
    assert found["trust-funds"].cost == (("EUR", 400_00),)
    assert said("SPS", found) == (1, 1, 1), "lodged long ago, but the grant runs"
    assert found["SPS"].cost == (("USD", 250_00),), "each sum in the currency of its line"
    assert said("operations", found) == (1, 1, 1), "who left two years ago is not counted"
    assert found["operations"].cost == (("EUR", 70_00),)
    assert said("CPE", found) == (1, 1, 1)
    assert said("missions", found) == (0, 0, 0), "the mission closed in 2024"
    assert [code for code, one in found.items() if one.acts is None] == [], "no tool is left uncounted"
    assert rules.signs(found["missions"]) == (rules.Sign.NO_USER,)


@pytest.mark.django_db
def test_what_ended_in_the_year_was_used_and_is_open_no_longer() -> None:
    fund, grant = used.fund(), used.grant()
    used.operation()
    before = TODAY - timedelta(days=20)
    Fund.objects.filter(pk=fund.pk).update(launched_on=TODAY - timedelta(days=400), closed_on=before)
    Grant.objects.filter(pk=grant.pk).update(closed_on=before)
    Contributor.objects.filter(party="XA").update(until_on=before)
    found = queries.tool_evidence(*YEAR)
    for tool in ("trust-funds", "SPS", "operations"):
        assert said(tool, found) == (1, 1, 0), tool
    later = queries.tool_evidence(TODAY + timedelta(days=1), TODAY + timedelta(days=366))
    for tool in ("trust-funds", "SPS", "operations"):
        assert said(tool, later) == (0, 0, 0), tool
        assert later[tool].cost == ()


@pytest.mark.django_db
def test_evidence_that_was_kept_before_uses_were_counted_still_reads() -> None:
    kept = queries.kept_evidence(ToolEvidence("PCM", *YEAR, open_to=3, cost=(("EUR", 5),)))
    del kept["running"]
    found = queries.read_evidence(kept)
    assert found == ToolEvidence("PCM", *YEAR, open_to=3, cost=(("EUR", 5),))


# -- mechanisms --------------------------------------------------------------------------------------------------------


def by_mechanism(found: list[MechanismEvidence]) -> dict[Mechanism, tuple[int | None, ...]]:
    return {one.mechanism: (one.users, one.acts, one.running) for one in found}


@pytest.mark.django_db
def test_every_mechanism_tells_its_use_and_a_draft_of_integrity_stays_its_partners() -> None:
    made = used.mechanisms()
    used.set_aside(used.line("EDUCATION-X"), made["support"].subject, 90_00)
    desk = factories.actor_of(factories.staff(Role.MENU_MANAGER))
    found = queries.mechanism_evidence(*YEAR, desk)
    assert by_mechanism(found) == {
        Mechanism.CENTRES: (1, 1, 1),
        Mechanism.SCHOOLS: (1, 1, 1),
        Mechanism.CLEARING: (1, 1, 1),
        Mechanism.INTEGRITY: (1, 1, 1),
        Mechanism.DIALOGUES: (1, 1, 1),
        Mechanism.ORGANISATIONS: (1, 1, 0),
    }
    assert {one.mechanism: one.cost for one in found if one.cost} == {Mechanism.SCHOOLS: (("EUR", 90_00),)}
    claire = factories.actor_of(factories.account("FR", Role.DELEGATE))
    with reading(claire.communities):
        seen = by_mechanism(queries.mechanism_evidence(*YEAR, claire))
    assert seen[Mechanism.INTEGRITY] == (None, None, None), "Allies learn of no review through a count"
    assert {key: value for key, value in seen.items() if key is not Mechanism.INTEGRITY} == {
        key: value for key, value in by_mechanism(found).items() if key is not Mechanism.INTEGRITY
    }
    assert all(one.ground in {"P§7", "P§9", "P§10"} for one in Mechanism)


@pytest.mark.django_db
def test_evidence_asks_as_often_for_three_as_for_one() -> None:
    desk = factories.actor_of(factories.staff(Role.MENU_MANAGER))
    used.fund()
    with CaptureQueriesContext(connection) as asked:
        queries.tool_evidence(*YEAR)
        queries.mechanism_evidence(*YEAR, desk)
    once = len(asked)
    for party in ("XA", "XB", "XC"):
        grant = used.grant(party, code=f"SPS-{party}")
    used.operation()
    used.mechanisms()
    used.set_aside(used.line("SCIENCE-X"), grant.subject, 250_00)
    with CaptureQueriesContext(connection) as asked:
        queries.tool_evidence(*YEAR)
        queries.mechanism_evidence(*YEAR, desk)
    assert len(asked) == once
