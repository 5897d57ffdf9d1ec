"""Actions, help of Allies and assessments: the rules by properties, then the verbs; nothing is done where refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import FLOW, Actor, Side
from comity.core.calendar import brussels_day
from comity.kernel.action import Gone, Refused
from comity.kernel.scope import reading
from comity.policy.programme_types import AssessmentStep, Parity
from comity.programmes import actions, models, queries
from comity.programmes.models import Assessment, Goal, Help, Mark, PlannedAction
from comity.programmes.rules import assessment, life, plans
from comity.programmes.rules.assessment import Stage
from comity.programmes.rules.plans import ActionState, HelpState
from tests.programmes import plans as world_of_plans
from tests.programmes import world
from tests.programmes.plans import CODE, planned
from tests.programmes.test_life_rules import AISSATA, CLAIRE, EVERYBODY, HENRIK, JANA, NEIGHBOUR, TOMAS
from tests.programmes.world import NOW, Cast

pytestmark = pytest.mark.django_db
TODAY = brussels_day(NOW)
YEARS = (2026, 2027)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
RUNNING = life.Facts(
    CODE, "XA", "IPAP", life.State.IN_FORCE, pen=Side.STAFF, version=1, shared_version=1, approved_version=1
)
DRAFT = replace(RUNNING, state=life.State.DRAFT, pen=Side.PARTNER, shared_version=0, approved_version=None)


# -- rules -------------------------------------------------------------------------------------------------------------


@given(DAYS, DAYS, st.sampled_from(ActionState))
def test_an_action_is_late_after_its_day_until_it_is_settled(due_on: date, today: date, state: ActionState) -> None:
    late = plans.is_late(state, due_on, today)
    settled = state in (ActionState.DONE, ActionState.GIVEN_UP)
    assert late == (today > due_on and not settled)
    assert not late or plans.is_late(state, due_on, today + timedelta(days=1))


@given(st.lists(st.sampled_from(ActionState)))
def test_what_was_given_up_does_not_count_against_what_is_done(states: list[ActionState]) -> None:
    share = plans.share_done(states)
    assert share == plans.share_done([*states, ActionState.GIVEN_UP])
    counted = [state for state in states if state is not ActionState.GIVEN_UP]
    assert (share is None) == (not counted)
    assert share is None or 0 <= share <= 100
    assert (share == 100) == (bool(counted) and set(counted) == {ActionState.DONE})


@given(st.lists(st.dates(date(2020, 1, 1), date(2035, 12, 31)), min_size=1, max_size=5))
def test_actions_are_due_within_the_years_of_the_programme(days: list[date]) -> None:
    verdict = plans.may_plan(
        AISSATA, plans.PlanFacts(DRAFT, has_actions=True, period=(2026, 2027), due=tuple(days)), NOW
    )
    assert verdict.allowed == all(2026 <= day.year <= 2027 for day in days)
    assert verdict.allowed or verdict.codes == ("programmes.due_outside_period",)


def test_a_type_without_actions_plans_none() -> None:
    verdict = plans.may_plan(AISSATA, plans.PlanFacts(DRAFT, has_actions=False, period=(2026, 2027)), NOW)
    assert verdict.codes == ("programmes.type_without_actions",)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_delegation_of_an_ally_offers_help(who: Actor) -> None:
    verdict = plans.may_offer_help(who, plans.HelpFacts(RUNNING, 1, ally=who.party or ""), NOW)
    assert verdict.allowed == (who is CLAIRE)
    assert verdict.allowed or verdict.codes == ("programmes.allies_offer_help",)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_side_with_the_pen_takes_an_action_out(who: Actor) -> None:
    assert plans.may_drop_action(who, DRAFT, NOW).allowed == (who in (AISSATA, TOMAS))


@pytest.mark.parametrize("state", HelpState)
def test_the_partner_accepts_what_is_offered_and_either_of_the_two_ends_it(state: HelpState) -> None:
    facts = plans.HelpFacts(RUNNING, 1, state=state, ally="FR")
    assert plans.may_accept_help(AISSATA, facts, NOW).allowed == (state is HelpState.OFFERED)
    assert plans.may_accept_help(JANA, facts, NOW).codes == ("programmes.partner_accepts_help",)
    for who in (AISSATA, CLAIRE):
        assert plans.may_end_help(who, facts, NOW).allowed == (state is not HelpState.ENDED)
    for who in (JANA, TOMAS, NEIGHBOUR):
        assert plans.may_end_help(who, facts, NOW).codes == ("programmes.not_your_help",)


@given(DAYS, st.integers(-30, 30))
def test_a_draft_is_discussed_when_it_could_be_read_and_not_before_it_is_held(shared_on: date, later: int) -> None:
    held_on = shared_on + timedelta(days=later)
    facts = assessment.AssessmentFacts(RUNNING, Stage.SHARED, shared_on=shared_on, held_on=held_on)
    verdict = assessment.may_discuss_assessment(JANA, facts, NOW)
    assert verdict.allowed == (assessment.read_from(shared_on) <= held_on <= TODAY)
    if not verdict.allowed:
        too_soon = held_on < assessment.read_from(shared_on)
        assert verdict.codes == ("programmes.discussed_too_soon" if too_soon else "programmes.not_held_yet",)


@given(st.sampled_from(Parity), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_type_is_assessed_in_its_years(parity: Parity, day: date) -> None:
    facts = assessment.PlanFacts(RUNNING, (AssessmentStep.DRAFT,), parity, from_on=day)
    verdict = assessment.may_plan_assessment(JANA, facts, NOW)
    assert verdict.allowed == parity.holds(day.year)
    assert verdict.allowed or verdict.codes == ("programmes.not_assessed_this_year",)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("stage", Stage)
def test_only_the_desk_writes_and_only_the_council_concludes(who: Actor, stage: Stage) -> None:
    facts = assessment.AssessmentFacts(RUNNING, stage)
    written = stage in (Stage.PLANNED, Stage.DRAFTED, Stage.DISCUSSED)
    assert assessment.may_draft_assessment(who, facts, NOW).allowed == (who is JANA and written)
    assert assessment.may_share_assessment(who, facts, NOW).allowed == (who is JANA and stage is Stage.DRAFTED)
    puts = who.is_system or who in (JANA, HENRIK)
    assert assessment.may_put_assessment(who, facts, NOW).allowed == (puts and stage is Stage.DISCUSSED)
    concludes = who.is_system and stage is Stage.WITH_COUNCIL
    assert assessment.may_conclude_assessment(who, facts, NOW).allowed == concludes
    assert assessment.may_decline_assessment(who, facts, NOW).allowed == concludes


def test_the_council_should_have_it_within_four_months_of_the_mission() -> None:
    assert assessment.council_by(date(2027, 3, 3)) == date(2027, 7, 1)


# -- verbs -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def people() -> Cast:
    return world.cast()


def everything() -> dict[str, list[Any]]:
    return {name: list(getattr(models, name).objects.order_by("pk").values()) for name in models.__all__}


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The act is refused for this reason and leaves everything as it was."""
    before = everything()
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.verdict.codes == (code,)
    assert everything() == before


def test_actions_are_part_of_a_version_and_stay_behind_the_walls_until_it_is_shared(people: Cast) -> None:
    row = world_of_plans.drafted(people, 3)
    with reading(people.jana.communities):
        assert queries.planned_actions(row) == []
    actions.submit(row, people.aissata, NOW)
    with reading(people.jana.communities):
        assert [one.number for one in queries.planned_actions(row)] == [1, 2, 3]
    actions.take_up(world.row(CODE), people.jana, NOW)
    sealed = models.Version.objects.get(programme=row, number=1).digest
    (changed,) = planned(1)
    actions.change_action(world.row(CODE), people.jana, NOW, number=2, planned=(replace(changed, title="Otherwise"),))
    actions.drop_action(world.row(CODE), people.jana, NOW, number=3)
    with reading(people.aissata.communities):
        assert [one.title for one in queries.planned_actions(world.row(CODE))][1] == "Step 2 of the reform"
    actions.send_back(world.row(CODE), people.jana, NOW)
    now_planned = queries.planned_actions(world.row(CODE), version=2)
    assert [(one.number, one.title) for one in now_planned] == [(1, "Step 1 of the reform"), (2, "Otherwise")]
    assert len(queries.planned_actions(world.row(CODE), version=1)) == 3
    assert models.Version.objects.get(programme=row, number=2).digest != sealed
    changes = {(one.code, one.was, one.now) for one in queries.action_changes(world.row(CODE), 1, 2)}
    assert changes == {("A2", "in", "in"), ("A3", "in", "")}


def test_a_new_action_gets_the_next_number_even_where_one_was_taken_out(people: Cast) -> None:
    row = world_of_plans.drafted(people, 2)
    actions.drop_action(row, people.aissata, NOW, number=2)
    event = actions.plan_actions(world.row(CODE), people.aissata, NOW, planned=planned(1))
    assert event.numbers == (3,)


def test_goals_chapters_and_actions_that_are_not_there_are_absent(people: Cast) -> None:
    row = world_of_plans.drafted(people)
    before = everything()
    for wanted in (planned(goal=9), planned(chapter="elsewhere")):
        with pytest.raises(Gone):
            actions.plan_actions(row, people.aissata, NOW, planned=wanted)
    with pytest.raises(Gone):
        actions.drop_action(row, people.aissata, NOW, number=9)
    actions.add_goal(world.row(CODE), people.aissata, NOW, title="Left out", areas=("defence",))
    actions.drop_goal(world.row(CODE), people.aissata, NOW, goal=2)
    with pytest.raises(Gone):
        actions.plan_actions(world.row(CODE), people.aissata, NOW, planned=planned(goal=2))
    assert everything()["PlannedAction"] == before["PlannedAction"]


def test_nobody_plans_in_a_programme_of_another_type_or_without_the_pen(people: Cast) -> None:
    row = world.begin(people)
    actions.add_goal(row, people.aissata, NOW, title="A goal", areas=("defence",))
    with refused("programmes.type_without_actions"):
        actions.plan_actions(world.row(row.code), people.aissata, NOW, planned=planned(chapter="defence"))
    plan = world_of_plans.drafted(people)
    actions.submit(plan, people.aissata, NOW)
    actions.take_up(world.row(CODE), people.jana, NOW)
    with refused("programmes.pen_elsewhere"):
        actions.drop_action(world.row(CODE), people.aissata, NOW, number=1)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_side_with_the_pen_carries_over_what_is_left_and_not_there_yet(who: Actor) -> None:
    facts = plans.CarryFacts(plans.PlanFacts(DRAFT, has_actions=True, period=YEARS), has_left=True)
    assert plans.may_carry_actions(who, facts, NOW).allowed == (who in (AISSATA, TOMAS))
    for code, told in (
        ("programmes.action_carried", replace(facts, carried=(3,))),
        ("programmes.action_finished", replace(facts, finished=(3,))),
        ("programmes.nothing_left_over", replace(facts, has_left=False)),
    ):
        assert plans.may_carry_actions(AISSATA, told, NOW).codes == (code,)


def next_plan(people: Cast) -> models.Programme:
    """The plan of the years after, in draft."""
    return world.begin(people, kind="IPAP", first_year=2028, last_year=2029)


def test_what_is_unfinished_is_carried_over_once_with_its_goal_and_counts_in_one_plan(people: Cast) -> None:
    before = world_of_plans.in_force(people, 4)
    actions.report_actions(before, people.aissata, NOW, numbers=(1,), state=ActionState.DONE)
    row, day = next_plan(people), date(2028, 6, 30)
    carry: dict[str, Any] = {"due_on": day}
    with refused("programmes.action_finished"):
        actions.carry_actions(row, people.aissata, NOW, numbers=(1, 2), **carry)
    with refused("programmes.due_outside_period"):
        actions.carry_actions(row, people.aissata, NOW, numbers=(2,), due_on=date(2031, 1, 1))
    with pytest.raises(Gone):
        actions.carry_actions(row, people.aissata, NOW, numbers=(9,), **carry)
    event = actions.carry_actions(row, people.aissata, NOW, numbers=(2, 4), **carry)
    assert (event.former, event.numbers) == (CODE, (1, 2))
    assert [one.goal.number for one in queries.goals(world.row(row.code))] == [1]
    (changed,) = planned(1, year=2029)
    actions.change_action(world.row(row.code), people.aissata, NOW, number=1, planned=(changed,))
    came = queries.planned_actions(world.row(row.code), version=1)
    assert [(one.former.number if one.former else 0, one.due_on.year) for one in came] == [(2, 2029), (4, 2028)]
    with refused("programmes.action_carried"):
        actions.carry_actions(world.row(row.code), people.aissata, NOW, numbers=(3, 4), **carry)
    assert [one.number for one in queries.former(row, TODAY, version=1).left] == [3]
    assert queries.counted(queries.action_lines(before, TODAY, version=1)).total == 4
    models.Programme.objects.filter(pk=row.pk).update(
        state="in_force", approved_version=1, in_force_on=TODAY, decision="PO(2028)0001"
    )
    lines = queries.action_lines(before, date(2028, 1, 1), version=1)
    assert [line.went_on is not None for line in lines] == [False, True, False, True]
    assert [line.is_late for line in lines] == [False, False, True, False]
    assert queries.counted(lines).total == 2


def test_many_actions_are_reported_at_once_and_the_latest_report_counts(people: Cast) -> None:
    row = world_of_plans.in_force(people, 200)
    actions.report_actions(row, people.aissata, NOW, numbers=tuple(range(1, 101)), state=ActionState.DONE)
    actions.report_actions(row, people.jana, NOW, numbers=(1, 2), state=ActionState.UNDER_WAY, note="Not quite.")
    lines = queries.action_lines(row, TODAY, version=1)
    assert [line.state.value for line in lines[:3]] == ["under_way", "under_way", "done"]
    counted = queries.counted(lines)
    assert (counted.total, counted.done, counted.percent) == (200, 98, 49)
    assert [one.state for one in queries.action_reports(row, 1)] == ["under_way", "done"]


def test_reports_wait_for_the_programme_and_come_from_its_two_sides(people: Cast) -> None:
    row = world_of_plans.agreed(people)
    with refused("programmes.progress_not_now"):
        actions.report_actions(row, people.aissata, NOW, numbers=(1,), state=ActionState.DONE)
    actions.put_to_council(world.row(CODE), people.jana, NOW, decision="PO(2026)0188")
    actions.approve(world.row(CODE), FLOW, NOW, decision="PO(2026)0188")
    with refused("programmes.not_at_table"):
        actions.report_actions(world.row(CODE), people.claire, NOW, numbers=(1,), state=ActionState.DONE)
    with pytest.raises(Gone):
        actions.report_actions(world.row(CODE), people.aissata, NOW, numbers=(1, 7), state=ActionState.DONE)


def test_an_ally_offers_help_the_partner_accepts_it_and_no_other_partner_sees_it(people: Cast) -> None:
    row = world_of_plans.in_force(people)
    event = actions.offer_help(row, people.claire, NOW, number=1, text="Two advisers for a year.")
    with refused("programmes.help_offered"):
        actions.offer_help(row, people.claire, NOW, number=1, text="And again.")
    with refused("programmes.partner_accepts_help"):
        actions.accept_help(row, people.jana, NOW, help=event.help_id)
    actions.accept_help(row, people.aissata, NOW, help=event.help_id)
    for who in (people.claire, people.jana, people.aissata):
        with reading(who.communities):
            assert [one.state for one in queries.help_with(row, 1)] == ["accepted"]
    with reading(people.neighbour.communities):
        assert not Help.objects.exists()
    actions.end_help(row, people.claire, NOW, help=event.help_id)
    with refused("programmes.help_not_open"):
        actions.accept_help(row, people.aissata, NOW, help=event.help_id)
    actions.offer_help(row, people.claire, NOW, number=1, text="Another way.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Help.objects.filter(pk=event.help_id).update(state="offered")


def test_a_draft_assessment_is_the_staffs_alone_until_it_is_shared(people: Cast) -> None:
    row = world_of_plans.in_force(people, 4)
    actions.report_actions(row, people.aissata, NOW, numbers=(1, 2), state=ActionState.DONE)
    actions.record_progress(Goal.objects.get(), people.aissata, NOW, percent=40, note="Law passed.")
    days: dict[str, Any] = {"from_on": TODAY, "until_on": TODAY + timedelta(days=2)}
    actions.plan_assessment(row, people.jana, NOW, **days, team="Four from the staff.")
    found = queries.assessment(row, 1)
    assert found is not None
    with refused("programmes.mission_not_back"):
        actions.draft_assessment(found, people.jana, NOW, text="Too soon.")
    with refused("programmes.assessment_open"):
        actions.plan_assessment(row, people.jana, NOW, **days)
    later = NOW + timedelta(days=3)
    actions.draft_assessment(found, people.jana, later, text="Half way.", words={1: "The law is there."})
    mark = Mark.objects.get()
    assert (mark.percent, mark.actions, mark.done, mark.text) == (40, 4, 2, "The law is there.")
    for who, sees in ((people.aissata, False), (people.claire, False), (people.jana, True)):
        with reading(who.communities):
            assert Assessment.objects.exists()  # that and when it is assessed, both sides and the Allies know
            assert models.Finding.objects.exists() is sees
            assert Mark.objects.exists() is sees
    event = actions.share_assessment(found, people.jana, later)
    assert event.discussed_from == brussels_day(later) + timedelta(days=7)
    for who, sees in ((people.aissata, True), (people.claire, True), (people.neighbour, False)):
        with reading(who.communities):
            assert models.Finding.objects.exists() is sees
    with refused("programmes.discussed_too_soon"):
        actions.discuss_assessment(found, people.jana, later + timedelta(days=6), held_on=TODAY + timedelta(days=9))


def discussed(people: Cast) -> Assessment:
    """An assessment that was discussed; the item for the Council is drafted if there is a Council."""
    row = world_of_plans.in_force(people)
    actions.plan_assessment(row, people.jana, NOW, from_on=TODAY, until_on=TODAY)
    found = Assessment.objects.get()
    actions.draft_assessment(found, people.jana, NOW, text="Well.")
    actions.share_assessment(found, people.jana, NOW)
    then = NOW + timedelta(days=10)
    actions.discuss_assessment(found, people.jana, then, held_on=brussels_day(then), held_in="28+1", summary="Agreed.")
    return Assessment.objects.get()


def test_what_was_said_goes_into_the_draft_and_the_council_concludes_it(people: Cast) -> None:
    found = discussed(people)
    later = NOW + timedelta(days=11)
    actions.draft_assessment(found, people.jana, later, text="Well, as was said.")
    assert Assessment.objects.get().stage == "discussed"
    with reading(people.aissata.communities):
        assert models.Finding.objects.get().text == "Well, as was said."
    with refused("programmes.staff_assesses"):
        actions.put_assessment(found, people.aissata, later, decision="PO(2027)0001")
    actions.put_assessment(found, FLOW, later, decision="PO(2027)0001")
    with refused("programmes.council_concludes"):
        actions.conclude_assessment(found, people.jana, later, decision="PO(2027)0001")
    actions.decline_assessment(found, FLOW, later, decision="PO(2027)0001")
    assert Assessment.objects.get().stage == "discussed"
    actions.put_assessment(found, FLOW, later, decision="PO(2027)0002")
    actions.conclude_assessment(found, FLOW, later, decision="PO(2027)0002")
    row = Assessment.objects.get()
    assert (row.stage, row.decision, row.agreed_on) == ("agreed", "PO(2027)0002", brussels_day(later))
    with refused("programmes.assessment_not_now"):
        actions.conclude_assessment(row, FLOW, later, decision="PO(2027)0003")
    actions.plan_assessment(world.row(CODE), people.jana, later, from_on=TODAY, until_on=TODAY)
    assert [one.number for one in queries.assessments(world.row(CODE))] == [2, 1]


def test_an_entry_level_programme_is_not_assessed_and_a_mission_ends_after_it_began(people: Cast) -> None:
    row = world.in_force(people)
    with refused("programmes.type_not_assessed"):
        actions.plan_assessment(row, people.jana, NOW)
    plan = world_of_plans.agreed(people)
    with refused("programmes.progress_not_now"):
        actions.plan_assessment(plan, people.jana, NOW, from_on=TODAY, until_on=TODAY)
    actions.put_to_council(world.row(CODE), people.jana, NOW, decision="PO(2026)0189")
    actions.approve(world.row(CODE), FLOW, NOW, decision="PO(2026)0189")
    with refused("programmes.mission_days"):
        actions.plan_assessment(world.row(CODE), people.jana, NOW, from_on=TODAY, until_on=TODAY - timedelta(days=1))
    with refused("programmes.staff_assesses"):
        actions.plan_assessment(world.row(CODE), people.aissata, NOW, from_on=TODAY, until_on=TODAY)


def test_a_goal_is_one_object_in_every_document_that_names_it(people: Cast) -> None:
    world.in_force(people)
    plan = world.begin(people, kind="IPAP", first_year=2026, last_year=2027)
    actions.carry_goal(plan, people.aissata, NOW, goal=1)
    goal = Goal.objects.get()
    assert {one.type for one in queries.documents_of(goal)} == {"IPCP", "IPAP"}
    with reading(people.claire.communities):  # the plan is still a draft of the partner
        assert {one.type for one in queries.documents_of(goal)} == {"IPCP"}
    actions.record_progress(goal, people.aissata, NOW, percent=30, note="Once.")
    for code in ("XA/ipcp/2027-28", CODE):
        (status,) = queries.status(world.row(code), TODAY, version=1)
        assert (status.goal.percent, status.last.note) == (30, "Once.")


def test_what_is_never_changed_once_shared_is_guarded_by_its_version(people: Cast) -> None:
    world_of_plans.drafted(people)
    one = PlannedAction.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedAction.objects.create(
            programme=one.programme,
            number=1,
            version=1,
            goal=one.goal,
            chapter="defence",
            title="Twice",
            due_on=one.due_on,
            audience=["staff"],
        )
