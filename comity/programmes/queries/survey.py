"""Surveys with what changed since the one before, and the talks on goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.policy import pack
from comity.policy.programme_types import SurveyQuestion, Talks
from comity.programmes.models import GoalTalks, Programme, Survey, SurveyAnswer, Version
from comity.programmes.queries.facts import facts_of
from comity.programmes.rules import survey as rules


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, that of the survey before, and how the two stand to each other."""

    question: SurveyQuestion
    text: str
    before: str | None
    mark: rules.Mark
    is_confirmed: bool


def surveys(programme: Programme) -> list[Survey]:
    """This will list the surveys of a programme, the latest first. One query."""
    return list(programme.surveys.select_related("programme"))


def survey(programme: Programme, year: int) -> Survey | None:
    """This will find the survey of a year."""
    return programme.surveys.select_related("programme").filter(year=year).first()


def survey_before(programme: Programme) -> Survey | None:
    """This will find the survey that was handed in last by the same partner for programmes of the same type."""
    found = Survey.objects.filter(
        programme__party_code=programme.party_code, programme__type=programme.type, handed_in_at__isnull=False
    )
    return found.order_by("-year").first()


def questions(programme: Programme) -> tuple[SurveyQuestion, ...]:
    """This will list what the type of a programme asks."""
    return pack(programme.pack).programme_type(programme.type).survey


def answered(row: Survey) -> list[Answered]:
    """This will give each question with its answer and what changed. Two queries."""
    given = {one.question: one for one in row.answers.all()}
    earlier = (
        {one.question: one.text for one in SurveyAnswer.objects.filter(survey_id=row.before_id)}
        if row.before_id
        else {}
    )
    found = []
    for question in questions(row.programme):
        one = given.get(question.code)
        text = one.text if one else ""
        found.append(
            Answered(
                question=question,
                text=text,
                before=earlier.get(question.code),
                mark=rules.mark(text, earlier.get(question.code)),
                is_confirmed=one is not None and one.is_confirmed,
            )
        )
    return found


def talks(programme: Programme) -> list[GoalTalks]:
    """This will list the talks that were held. One query."""
    return list(programme.talks.all())


def are_shown(programme: Programme) -> bool:
    """This will tell whether the Allies may read the latest version that both sides see."""
    row = Version.objects.filter(programme=programme, number=programme.shared_version).first()
    return row is not None and any(one.partition(".")[0] == audience.ALLIES for one in row.audience)


# -- what the rules are shown ------------------------------------------------------------------------------------------


def facts_of_new_survey(row: Programme, actor: Actor, now: datetime, **_: object) -> rules.OpenFacts:
    """This will show the rules whether a survey of this year may be opened."""
    year = brussels_day(now).year
    return rules.OpenFacts(
        programme=facts_of(row, actor, now),
        questions=len(questions(row)),
        year=year,
        years=(row.first_year, row.last_year),
        has_open=row.surveys.filter(handed_in_at__isnull=True).exists(),
        is_there=row.surveys.filter(year=year).exists(),
    )


def facts_of_survey(row: Survey, actor: Actor, now: datetime, **_: object) -> rules.SurveyFacts:
    """This will show the rules what is left to be answered in a survey."""
    found = answered(row)
    return rules.SurveyFacts(
        programme=facts_of(row.programme, actor, now),
        is_handed_in=row.handed_in_at is not None,
        missing=tuple(one.question.code for one in found if one.question.required and not one.text.strip()),
        unconfirmed=tuple(one.question.code for one in found if one.text.strip() and not one.is_confirmed),
    )


def facts_of_talks(
    row: Programme,
    actor: Actor,
    now: datetime,
    *,
    kind: Talks = Talks.BILATERAL,
    held_on: date | None = None,
    **_: object,
) -> rules.TalksFacts:
    """This will show the rules which talks a type wants and which were held."""
    return rules.TalksFacts(
        programme=facts_of(row, actor, now),
        wanted=pack(row.pack).programme_type(row.type).talks,
        held=tuple(Talks(one.kind) for one in row.talks.all()),
        are_shown=are_shown(row),
        kind=kind,
        held_on=held_on,
    )


__all__ = [
    "Answered",
    "answered",
    "are_shown",
    "facts_of_new_survey",
    "facts_of_survey",
    "facts_of_talks",
    "questions",
    "survey",
    "survey_before",
    "surveys",
    "talks",
]
