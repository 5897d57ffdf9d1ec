"""The survey: opened with what was answered before, answered, handed in. The talks on goals: shown, held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.parties import queries as parties
from comity.policy.programme_types import Talks
from comity.programmes import queries
from comity.programmes.actions.sharing import release_to_allies
from comity.programmes.events import (
    GoalsShownToAllies,
    SurveyAnswered,
    SurveyHandedIn,
    SurveyOpened,
    TalksHeld,
)
from comity.programmes.models import GoalTalks, Programme, Survey, SurveyAnswer
from comity.programmes.rules import survey as rules


def _filed(programme: Programme, event: SurveyOpened) -> tuple[str, Iterable[str]]:
    row = queries.survey(programme, event.year)
    return (row.subject, row.audience) if row else (programme.subject, programme.both_sides)


@action(
    may=rules.may_open_survey,
    facts=queries.facts_of_new_survey,
    constraints=dict.fromkeys(("programmes_survey_once", "programmes_survey_open"), "programmes.survey_there"),
    filed=_filed,
)
def open_survey(programme: Programme, actor: Actor, now: datetime) -> SurveyOpened:
    """This will open the survey of this year; the answers of the one before come along, to be looked at again (W-152).

    Until it is handed in, its answers are the partner's alone.
    """
    before, year = queries.survey_before(programme), brussels_day(now).year
    row = Survey.objects.create(
        programme=programme, year=year, before=before, opened_at=now, audience=programme.both_sides
    )
    earlier = {one.question: one.text for one in before.answers.all()} if before else {}
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            survey=row,
            question=question.code,
            text=earlier.get(question.code, ""),
            audience=[audience.party(programme.party_code)],
        )
        for question in queries.questions(programme)
    )
    return SurveyOpened(programme.code, programme.party_code, year, len(earlier))


def _inside(survey: Survey, event: object) -> tuple[str, Iterable[str]]:
    """This will keep the entry within the partner's walls while the survey is not handed in."""
    return survey.subject, [audience.party(survey.programme.party_code)]


@action(may=rules.may_answer, facts=queries.facts_of_survey, filed=_inside)
def answer_survey(survey: Survey, actor: Actor, now: datetime, *, answers: Mapping[str, str]) -> SurveyAnswered:
    """This will keep answers; each that was sent counts as looked at, changed or not."""
    known = {question.code for question in queries.questions(survey.programme)}
    kept = {code: text.strip() for code, text in answers.items() if code in known}
    for code, text in kept.items():
        SurveyAnswer.objects.filter(survey=survey, question=code).update(text=text, is_confirmed=True)
    return SurveyAnswered(survey.programme.code, survey.programme.party_code, survey.year, tuple(sorted(kept)))


@action(may=rules.may_hand_in, facts=queries.facts_of_survey)
def hand_in_survey(survey: Survey, actor: Actor, now: datetime) -> SurveyHandedIn:
    """This will hand the survey in: the staff and the Allies read it from then on, and no other partner."""
    programme = survey.programme
    wide = parties.resolve_audience([*programme.both_sides, audience.ALLIES], now)
    survey.handed_in_at, survey.audience = now, wide
    survey.save(update_fields=["handed_in_at", "audience"])
    SurveyAnswer.objects.filter(survey=survey).update(audience=wide)
    changed = sum(one.is_different for one in queries.answered(survey))
    return SurveyHandedIn(programme.code, programme.party_code, survey.year, changed)


@action(may=rules.may_show_to_allies, facts=queries.facts_of_talks)
def show_to_allies(programme: Programme, actor: Actor, now: datetime) -> GoalsShownToAllies:
    """This will let the Allies read the goals as both sides see them now, before all of them talk (W-153)."""
    release_to_allies(programme, now)
    programme.save(update_fields=["audience"])
    return GoalsShownToAllies(programme.code, programme.party_code, programme.version)


@action(may=rules.may_record_talks, facts=queries.facts_of_talks)
def record_talks(
    programme: Programme, actor: Actor, now: datetime, *, kind: Talks, held_on: date, summary: str = ""
) -> TalksHeld:
    """This will record talks that were held: the bilateral ones for both sides, others for Allies too (W-153)."""
    both = programme.both_sides
    readers = both if kind is Talks.BILATERAL else parties.resolve_audience([*both, audience.ALLIES], now)
    GoalTalks.objects.create(
        programme=programme,
        kind=kind,
        version=programme.shared_version,
        held_on=held_on,
        summary=summary.strip(),
        recorded_at=now,
        audience=readers,
    )
    return TalksHeld(programme.code, programme.party_code, kind, held_on)
