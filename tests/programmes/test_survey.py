"""Surveys and talks of a round: rules by properties, then the verbs; a partner never sees another's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import Actor, Side
from comity.kernel.action import Refused
from comity.kernel.scope import reading
from comity.policy.programme_types import Talks
from comity.programmes import actions, models, queries
from comity.programmes.models import GoalTalks, Survey, SurveyAnswer
from comity.programmes.rules import life, survey
from comity.programmes.rules.survey import Mark
from tests.programmes import rounds, world
from tests.programmes.rounds import ANSWERS, CODE, TODAY
from tests.programmes.test_life_rules import AISSATA, EVERYBODY, JANA, TOMAS
from tests.programmes.world import NOW, Cast

pytestmark = pytest.mark.django_db
REVIEW = life.Facts(CODE, "XA", "PARP", life.State.JOINT_REVIEW, pen=Side.PARTNER, version=1, shared_version=1)
BOTH = (Talks.BILATERAL, Talks.MULTILATERAL)
NEXT_YEAR = NOW + timedelta(days=200)


# -- rules -------------------------------------------------------------------------------------------------------------


@given(st.text(max_size=20), st.none() | st.text(max_size=20))
def test_an_answer_has_one_mark_that_says_how_it_stands_to_the_one_before(now: str, before: str | None) -> None:
    mark, was = survey.mark(now, before), (before or "").strip()
    assert (mark is Mark.SAME) == (now.strip() == was != "")
    assert (mark in (Mark.EMPTY, Mark.GONE)) == (not now.strip())
    assert (mark in (Mark.EMPTY, Mark.NEW)) == (not was)


@given(st.sets(st.sampled_from(BOTH)), st.sets(st.sampled_from(BOTH)))
def test_talks_are_missing_until_they_were_held(wanted: set[Talks], held: set[Talks]) -> None:
    missing = survey.talks_missing(tuple(sorted(wanted)), tuple(one.value for one in held))
    assert set(missing) == {one.value for one in wanted - held}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_answers_hands_in_and_records_talks(who: Actor) -> None:
    open_one = survey.SurveyFacts(REVIEW, is_handed_in=False)
    assert survey.may_answer(who, open_one, NOW).allowed == (who in (AISSATA, TOMAS))
    assert survey.may_hand_in(who, open_one, NOW).allowed == (who is AISSATA)
    facts = survey.OpenFacts(REVIEW, 9, 2026, (2026, 2027))
    assert survey.may_open_survey(who, facts, NOW).allowed == (who in (AISSATA, TOMAS, JANA))
    talks = survey.TalksFacts(REVIEW, BOTH, (Talks.BILATERAL,), are_shown=True)
    assert survey.may_record_talks(who, talks, NOW).allowed == (who is JANA)
    assert survey.may_show_to_allies(who, talks, NOW).allowed == (who is JANA)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.booleans())
def test_talks_are_recorded_when_held_and_with_allies_who_have_read(held_on: date, are_shown: bool) -> None:  # noqa: FBT001
    for kind in BOTH:
        facts = survey.TalksFacts(REVIEW, BOTH, (), are_shown=are_shown, kind=kind, held_on=held_on)
        verdict = survey.may_record_talks(JANA, facts, NOW)
        assert verdict.allowed == (held_on <= TODAY and (are_shown or kind is Talks.BILATERAL))


# -- verbs -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def people() -> Cast:
    return world.cast()


def everything() -> dict[str, list[Any]]:
    return {name: list(getattr(models, name).objects.order_by("pk").values()) for name in models.__all__}


@contextmanager
def refused(*codes: str) -> Iterator[None]:
    """The act is refused for these reasons and leaves everything as it was."""
    before = everything()
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.verdict.codes == codes
    assert everything() == before


def test_a_survey_is_the_partners_alone_until_it_is_handed_in(people: Cast) -> None:
    row = rounds.begun(people)
    actions.open_survey(row, people.jana, NOW)
    found = Survey.objects.get()
    with refused("programmes.partner_answers"):
        actions.answer_survey(found, people.jana, NOW, answers={"policy": "Ours."})
    with refused("programmes.answers_missing"):
        actions.hand_in_survey(found, people.aissata, NOW)
    actions.answer_survey(found, people.tomas, NOW, answers={**ANSWERS, "unknown": "x"})
    assert SurveyAnswer.objects.filter(is_confirmed=True).count() == len(ANSWERS)
    with reading(people.jana.communities):
        assert Survey.objects.exists()
        assert not SurveyAnswer.objects.exists()
    with refused("programmes.not_a_speaker"):
        actions.hand_in_survey(found, people.tomas, NOW)
    event = actions.hand_in_survey(found, people.aissata, NOW)
    assert event.changed == len(ANSWERS)
    for who, sees in ((people.jana, True), (people.claire, True), (people.neighbour, False)):
        with reading(who.communities):
            assert SurveyAnswer.objects.exists() is sees
    with refused("programmes.survey_closed"):
        actions.answer_survey(found, people.aissata, NOW, answers={"policy": "Otherwise."})
    with refused("programmes.survey_there"):
        actions.open_survey(row, people.aissata, NOW)


def test_the_survey_of_the_next_year_carries_answers_over_to_be_looked_at_again(people: Cast) -> None:
    row = rounds.in_force(people)
    actions.open_survey(row, people.aissata, NOW)
    first = Survey.objects.get()
    actions.answer_survey(first, people.aissata, NOW, answers=ANSWERS)
    actions.hand_in_survey(first, people.aissata, NOW)
    event = actions.open_survey(row, people.aissata, NEXT_YEAR)
    assert (event.year, event.carried) == (2027, 9)
    second = Survey.objects.get(year=2027)
    with refused("programmes.answers_unconfirmed"):
        actions.hand_in_survey(second, people.aissata, NEXT_YEAR)
    actions.answer_survey(second, people.aissata, NEXT_YEAR, answers={**ANSWERS, "active": "12500", "reserve": "4000"})
    marks = {one.question.code: one.mark for one in queries.answered(second)}
    assert marks["active"] is Mark.CHANGED
    assert marks["reserve"] is Mark.NEW
    assert marks["policy"] is Mark.SAME
    assert marks["deployed"] is Mark.EMPTY
    actions.answer_survey(second, people.aissata, NEXT_YEAR, answers={"policy": ""})
    assert {one.question.code: one.mark for one in queries.answered(second)}["policy"] is Mark.GONE
    with refused("programmes.answers_missing"):
        actions.hand_in_survey(second, people.aissata, NEXT_YEAR)


def test_surveys_are_opened_in_the_years_of_a_round_and_of_no_other_type(people: Cast) -> None:
    row = rounds.begun(people)
    with refused("programmes.survey_year"):
        actions.open_survey(row, people.aissata, NOW + timedelta(days=800))
    other = world.begin(people)
    with refused("programmes.type_without_survey"):
        actions.open_survey(other, people.aissata, NOW)
    actions.withdraw(row, people.aissata, NOW, reason="No longer.")
    with refused("programmes.not_now"):
        actions.open_survey(world.row(CODE), people.aissata, NOW)


def test_goals_are_agreed_after_talks_with_the_partner_and_with_all_allies(people: Cast) -> None:
    row = rounds.in_review(people)
    with refused("programmes.talks_missing"):
        actions.agree(row, people.aissata, NOW, version=1)
    with refused("programmes.bilateral_first"):
        actions.show_to_allies(row, people.jana, NOW)
    with refused("programmes.allies_not_shown"):
        actions.record_talks(row, people.jana, NOW, kind=Talks.MULTILATERAL, held_on=TODAY)
    with refused("programmes.not_held_yet"):
        actions.record_talks(row, people.jana, NOW, kind=Talks.BILATERAL, held_on=TODAY + timedelta(days=1))
    with refused("programmes.staff_talks"):
        actions.record_talks(row, people.aissata, NOW, kind=Talks.BILATERAL, held_on=TODAY)
    actions.record_talks(row, people.jana, NOW, kind=Talks.BILATERAL, held_on=TODAY, summary="Inside.")
    with reading(people.claire.communities):
        assert not GoalTalks.objects.exists()
        assert queries.programme_of(CODE) is None
    actions.show_to_allies(row, people.jana, NOW)
    with reading(people.claire.communities):
        assert [one.goal.title for one in queries.goals(row)] == ["A battalion that can deploy"]
        assert not GoalTalks.objects.exists()
    with reading(people.neighbour.communities):
        assert queries.goals(row) == []
    actions.record_talks(world.row(CODE), people.jana, NOW, kind=Talks.MULTILATERAL, held_on=TODAY)
    actions.agree(world.row(CODE), people.aissata, NOW, version=1)
    actions.agree(world.row(CODE), people.jana, NOW, version=1)
    assert world.row(CODE).state == "agreed"


def test_what_is_in_work_is_not_shown_and_other_types_have_no_talks(people: Cast) -> None:
    row = rounds.in_review(people)
    actions.record_talks(row, people.jana, NOW, kind=Talks.BILATERAL, held_on=TODAY)
    actions.add_goal(row, people.aissata, NOW, title="One more", areas=("defence",))
    with refused("programmes.version_in_work"):
        actions.show_to_allies(world.row(CODE), people.jana, NOW)
    other = world.in_review(people)
    for act in (
        lambda: actions.show_to_allies(other, people.jana, NOW),
        lambda: actions.record_talks(other, people.jana, NOW, kind=Talks.BILATERAL, held_on=TODAY),
    ):
        with refused("programmes.type_without_talks"):
            act()


def test_a_round_is_assessed_in_odd_years_without_a_mission(people: Cast) -> None:
    row = rounds.in_force(people)
    with refused("programmes.not_assessed_this_year"):
        actions.plan_assessment(row, people.jana, NOW)
    actions.plan_assessment(row, people.jana, NEXT_YEAR, team="Two from the staff.")
    found = queries.assessment(row, 1)
    assert found is not None
    actions.draft_assessment(found, people.jana, NEXT_YEAR, text="On course.")
    actions.share_assessment(found, people.jana, NEXT_YEAR)
    with reading(people.neighbour.communities):
        assert not models.Assessment.objects.exists()
        assert not models.Finding.objects.exists()
