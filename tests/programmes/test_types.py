"""Types of programme are lines of the policy pack: who may begin which, when, who drafts first (P§13, W-145, W-146)."""

from __future__ import annotations

import importlib
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import FLOW, Role, Side
from comity.kernel.action import Refused
from comity.kernel.scope import reading
from comity.parties import actions as parties
from comity.parties import queries as party_queries
from comity.policy import Pack, loader, pack
from comity.policy.programme_types import AssessmentStep, Parity, Talks
from comity.programmes import actions, queries
from comity.programmes.models import Programme
from comity.programmes.rules import life
from tests import factories as make
from tests.programmes import world
from tests.programmes.test_life_rules import AISSATA
from tests.programmes.world import NOW, Cast

# Beyond the EAPC/PfP: XM is in the Mediterranean Dialogue alone.
DECISION = "PO(2026)0188"
ITPP = """
[[programme]]
code = "ITPP"
tool = "ITPP"
ground = "P§12"
years = 4
opened_by = ["partner", "staff"]
drafted_by = ["partner", "staff"]
agreed_by = ["partner", "staff"]
approved_by = "council"
approved_in = "at-allies"
comment_weeks = 4
has_actions = true
assessment = ["draft", "discussion", "council"]
abbreviation = { en = "ITPP", fr = "ITPP" }
name = { en = "Individually Tailored Partnership Programme", fr = "Programme de partenariat individualisé" }

[[programme.section]]
code = "ends"
title = { en = "Strategic objectives", fr = "Objectifs stratégiques" }
guidance = { en = "What both sides want to reach.", fr = "Ce que les deux parties veulent atteindre." }

[[programme.section]]
code = "ways"
title = { en = "Partnership goals", fr = "Objectifs de partenariat" }
guidance = { en = "How.", fr = "Comment." }
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A second pack, of 2021: that of 2011 with one more type, and its tool opened. Only lines of data differ."""
    folder = tmp_path / "2021"
    shutil.copytree(Path(str(files("comity.policy"))) / "packs" / "2011", folder)
    for name, before, after in (
        ("pack.toml", 'version = "2011"', 'version = "2021"'),
        ("tools.toml", "in_pack = false\n", ""),
    ):
        text = (folder / name).read_text("utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after), "utf-8")
    types = folder / "programmes.toml"
    types.write_text(types.read_text("utf-8") + ITPP, "utf-8")
    loaded = loader.load(folder)
    known = loader.pack

    def packs(version: str = "2021") -> Pack:
        return loaded if version == "2021" else known(version)

    for module in ("queries.facts", "queries.lists", "actions.beginning", "actions.life"):
        monkeypatch.setattr(f"comity.programmes.{module}.pack", packs)
    record = importlib.import_module("comity.parties.queries.record")  # a function of that name hides the room
    monkeypatch.setattr(record, "tools_on", lambda _day: tuple(loaded.tools.values()))
    return loaded


# -- the pack ----------------------------------------------------------------------------------------------------------


def test_the_pack_holds_the_types_of_2011_and_no_later_one() -> None:
    types = pack().programme_types
    assert list(types) == ["IPCP", "IPAP", "PARP"]
    ipap, parp = types["IPAP"], types["PARP"]
    assert len(ipap.sections) == 4
    assert ipap.assessment == tuple(AssessmentStep)
    assert ipap.has_actions
    assert not parp.has_actions
    assert (parp.begins_in, parp.assessed_in) == (Parity.EVEN, Parity.ODD)
    assert parp.talks == (Talks.BILATERAL, Talks.MULTILATERAL)
    assert AssessmentStep.MISSION not in parp.assessment
    assert len({question.code for question in parp.survey}) == len(parp.survey) == 9


@given(st.integers(1990, 2100))
def test_each_year_is_even_or_odd_and_never_both(year: int) -> None:
    assert Parity.ANY.holds(year)
    assert Parity.EVEN.holds(year) != Parity.ODD.holds(year)
    assert Parity.EVEN.holds(year) == Parity.ODD.holds(year + 1)


@given(st.sampled_from(["IPCP", "IPAP", "PARP", "ITPP"]), st.integers(2011, 2098), st.integers(0, 3))
def test_an_address_is_read_as_it_was_written(kind: str, year: int, more: int) -> None:
    period = f"{year}-{(year + more) % 100:02d}" if more else str(year)
    assert life.read_place(life.place_of(f"XA/{kind.lower()}/{period}")) == (kind.lower(), period)


@given(st.sampled_from([Side.PARTNER, Side.STAFF]), st.sets(st.sampled_from(["partner", "staff", "allies"])))
def test_the_pen_lies_with_a_side_that_the_type_lets_draft(side: Side, drafters: set[str]) -> None:
    pen = life.first_pen(side, drafters)
    assert pen.value in drafters or pen is side
    if side.value in drafters:
        assert pen is side


# -- beginning ---------------------------------------------------------------------------------------------------------

BEGIN = life.BeginFacts(
    "XA", "PARP", frozenset({"partner"}), is_partner=True, is_open=True, first_year=2028, begins_in=Parity.EVEN
)


def test_a_round_begins_in_a_year_of_its_cycle() -> None:
    assert life.may_begin(AISSATA, BEGIN, NOW).allowed
    refused = life.may_begin(AISSATA, replace(BEGIN, first_year=2027), NOW)
    assert refused.codes == ("programmes.year_outside_cycle",)


@pytest.fixture
def people() -> Cast:
    return world.cast()


@pytest.mark.django_db
def test_within_the_eapc_an_action_plan_begins_with_its_four_chapters(people: Cast) -> None:
    row = world.begin(people, kind="IPAP")
    assert (row.code, row.place, row.pen) == ("XA/ipap/2027-28", "ipap-2027-28", "partner")
    assert row.audience == ["party:XA"]
    assert [one.code for one in row.sections.all()] == ["political", "defence", "public", "resources"]
    assert queries.programme_at("XA", "ipap-2027-28") == row
    assert queries.programme_at("XA", "2027-28") is None


@pytest.mark.django_db
def test_programmes_of_two_types_run_side_by_side_and_carry_the_same_goal(people: Cast) -> None:
    first = world.submitted(people)
    second = world.begin(people, kind="IPAP")
    actions.carry_goal(second, people.aissata, NOW, goal=1)
    carried = [queries.goals(one)[0].goal for one in (first, world.row("XA/ipap/2027-28"))]
    assert carried[0] == carried[1]


@pytest.mark.django_db
def test_the_staff_drafts_partnership_goals_even_where_the_partner_began(people: Cast) -> None:
    row = world.begin(people, kind="PARP", first_year=2028, last_year=2029)
    assert (row.begun_by, row.pen) == ("partner", "staff")
    assert sorted(row.audience) == ["party:XA", "staff"]
    actions.add_goal(row, people.jana, NOW, title="A battalion that can deploy", areas=("defence",))
    with pytest.raises(Refused) as caught:
        actions.add_goal(world.row(row.code), people.aissata, NOW, title="Another", areas=("defence",))
    assert caught.value.verdict.codes == ("programmes.pen_elsewhere",)
    with reading(people.aissata.communities):
        assert queries.programme_of(row.code) is not None
        assert queries.goals(row) == []


@pytest.mark.django_db
def test_beyond_the_eapc_nothing_begins_until_the_council_has_opened_it_to_that_partner(people: Cast) -> None:
    other = make.party("XM", belongs=("partners", "framework:md"))
    officer = make.actor_of(make.account("XM", Role.MISSION_OFFICER), NOW)
    asked: dict[str, Any] = {"kind": "IPAP", "first_year": 2027, "last_year": 2028}
    with pytest.raises(Refused) as caught:
        actions.begin(other, officer, NOW, **asked)
    assert caught.value.verdict.codes == ("programmes.tool_not_opened",)
    assert not Programme.objects.exists()

    parties.open_tool(other, FLOW, NOW, tool="IPAP", decision=DECISION)
    actions.begin(other, officer, NOW, **asked)
    assert world.row("XM/ipap/2027-28").state == "draft"
    with pytest.raises(Refused) as caught:  # one tool was opened, not both
        actions.begin(other, officer, NOW, kind="PARP", first_year=2028, last_year=2029)
    assert caught.value.verdict.codes == ("programmes.tool_not_opened",)
    assert [one.tool for one in party_queries.tools_opened()] == ["IPAP"]


# -- the type of 2021, without a line of code --------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_type_of_2021_is_a_line_of_another_pack(people: Cast, later: Pack) -> None:
    row = world.begin(people, kind="ITPP", first_year=2027, last_year=2030)
    assert (row.code, row.place, row.pack) == ("XA/itpp/2027-30", "itpp-2027-30", "2021")
    assert [one.code for one in row.sections.all()] == ["ends", "ways"]
    for section in (1, 2):
        actions.insert(world.row(row.code), people.aissata, NOW, section=section, text="Written.")
    actions.add_goal(world.row(row.code), people.aissata, NOW, title="One plan for all", areas=("defence",))
    actions.submit(world.row(row.code), people.aissata, NOW)
    actions.take_up(world.row(row.code), people.jana, NOW)
    for who in (people.jana, people.aissata):
        actions.agree(world.row(row.code), who, NOW, version=1)
    actions.put_to_council(world.row(row.code), people.jana, NOW, decision=DECISION)
    actions.approve(world.row(row.code), FLOW, NOW, decision=DECISION)
    assert world.row(row.code).state == "in_force"
    assert queries.title(world.row(row.code), "fr").startswith("ITPP 2027-30")
