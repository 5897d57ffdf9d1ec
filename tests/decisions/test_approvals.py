"""What a decision brings about elsewhere: once, in the same act; a refusal there is noted and told, never hidden."""

from __future__ import annotations

import pytest

from comity.clock import tick
from comity.core.actor import FLOW, Role
from comity.decisions import queries, rules
from comity.decisions.models import Item, Line
from comity.flows import approvals
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Message, Refusal
from comity.menu import actions as menu_actions
from comity.menu import queries as menu
from comity.menu.models import OpenArea
from comity.parties.models import ToolAccess
from comity.programmes.events import ProgrammeAgreed
from tests import factories
from tests.decisions import council
from tests.decisions.council import DESK, ENDS, NOW, fresh, under_silence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seated")]


def opening(about: str) -> rules.LineText:
    return rules.LineText(
        rules.Verb.AGREED, "the opening of a tool", "l'ouverture d'un outil", rules.Effect.OPEN_TOOL, about
    )


def line(item: Item, number: int = 1) -> Line:
    return item.lines.get(number=number)


def test_a_decision_opens_a_tool_once_and_names_itself_as_the_ground() -> None:
    item = under_silence([opening("XB:PARP")])
    assert not ToolAccess.objects.exists()
    for _ in range(3):
        tick.run_once(ENDS)
    access = ToolAccess.objects.get()
    assert (access.party.code, access.tool, access.decision) == ("XB", "PARP", item.symbol)
    assert line(item).follow_up == rules.FollowUp.DONE
    assert Entry.objects.filter(event="ToolOpened").count() == 1


def test_a_refused_follow_up_is_noted_and_told_and_the_decision_stands() -> None:
    factories.staff(Role.DESK_OFFICER, email="jana@example.test")
    item = under_silence([opening("XA:PARP"), *council.lines(1)])  # open to the EAPC/PfP by the policy itself
    tick.run_once(ENDS)
    assert fresh(item).state == rules.State.AGREED
    noted = line(item)
    assert noted.follow_up == rules.FollowUp.REFUSED
    assert noted.refusal.startswith("R-2026-")
    assert not ToolAccess.objects.exists()
    assert Message.objects.filter(template="decisions/undone", address="jana@example.test").count() == 1
    assert [task.kind for task in queries.waiting(DESK, ENDS)] == ["decisions.undone"]


@pytest.mark.parametrize("about", ["XZ:PARP", "XB:NOTHING", "XB"])
def test_what_a_line_is_about_may_be_gone_and_the_decision_stands(about: str) -> None:
    item = under_silence([opening(about)])
    tick.run_once(ENDS)
    assert fresh(item).state == rules.State.AGREED
    assert line(item).follow_up == rules.FollowUp.REFUSED


def test_a_held_line_brings_nothing_about_and_its_neighbour_does() -> None:
    item = under_silence([opening("XB:PARP"), opening("XB:IPAP")])
    council.break_at(item, council.delegate(), ENDS - council.MILLISECOND, lines=[1])
    tick.run_once(ENDS)
    assert [access.tool for access in ToolAccess.objects.all()] == ["IPAP"]
    assert line(item, 1).follow_up == rules.FollowUp.NONE


def test_the_council_opens_an_area_outside_the_eight_and_activities_and_goals_may_name_it() -> None:
    text = rules.LineText(rules.Verb.AGREED, "climate", "le climat", rules.Effect.OPEN_AREA, "area:climate")
    item = under_silence([text])
    assert menu.usable(("climate", "defence")) == ("defence",)
    assert "climate" in [area.code for area in menu.areas_to_open()]
    tick.run_once(ENDS)
    tick.run_once(ENDS)
    area = OpenArea.objects.get()
    assert (area.code, area.decision) == ("climate", item.symbol)
    assert line(item).follow_up == rules.FollowUp.DONE
    assert menu.usable(("climate", "defence")) == ("climate", "defence")
    assert list(menu.all_areas())[-1] == "climate"
    assert Entry.objects.get(event="AreaOpened").about == "area:climate"


@pytest.mark.parametrize(
    ("about", "code"), [("area:climate", "menu.area_already_open"), ("area:poetry", "menu.area_not_listed")]
)
def test_an_area_is_opened_once_and_from_the_list_alone(about: str, code: str) -> None:
    opened = rules.LineText(rules.Verb.AGREED, "a", "un", rules.Effect.OPEN_AREA, "area:climate")
    again = rules.LineText(rules.Verb.AGREED, "b", "deux", rules.Effect.OPEN_AREA, about)
    item = under_silence([opened, again])
    tick.run_once(ENDS)
    assert fresh(item).state == rules.State.AGREED
    assert line(item, 2).follow_up == rules.FollowUp.REFUSED
    assert Refusal.objects.latest("pk").reasons[0]["code"] == code
    assert OpenArea.objects.count() == 1


def test_nobody_opens_an_area_by_hand() -> None:
    council_row = queries.body(queries.COUNCIL)
    assert council_row is not None
    for who, decision in ((council.SECRETARY, "PO(2026)0001"), (FLOW, " ")):
        with pytest.raises(Refused) as refused:
            menu_actions.open_area(council_row, who, NOW, area="climate", decision=decision)
        assert refused.value.verdict.codes == ("menu.area_not_decided",)
    assert not OpenArea.objects.exists()


def agreed() -> ProgrammeAgreed:
    return ProgrammeAgreed("XA/ipcp/2027-28", "XA", "ipcp", "2027-28", 3, "0" * 64, "staff")


def test_what_both_sides_agreed_is_drafted_for_the_council_once_in_both_languages() -> None:
    from comity.kernel.scope import as_system  # noqa: PLC0415 - as the gate would have it

    with as_system():
        approvals.draft_for_council(agreed(), NOW)
        approvals.draft_for_council(agreed(), NOW)
    item = Item.objects.get()
    assert (item.state, item.about) == (rules.State.DRAFT, "programme:XA/ipcp/2027-28")
    facts = queries.facts_of(item, FLOW, NOW)
    assert facts.missing == ()
    assert line(item).effect == rules.Effect.APPROVE_PROGRAMME
    assert item.title_fr
    assert item.audience == ["staff"]
