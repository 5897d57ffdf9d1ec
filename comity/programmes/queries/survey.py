"""Surveys with what changed since the one before, and the talks on goals."""

from __future__ import annotations

from collections.abc import Iterable
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
from comity.programmes.rules.comparison import Run, compare


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, that of the survey before, and how the two stand to each other."""

    question: SurveyQuestion
    text: str
    before: str | None
    mark: rules.Mark
    is_confirmed: bool

    @property
    def is_different(self) -> bool:
        """This will tell whether it says something else than the survey before."""
        return self.mark in rules.DIFFERENT

    @property
    def runs(self) -> tuple[Run, ...]:
        """This will tell word by word what is otherwise than in the survey before."""
        return compare(self.before or "", self.text)


@dataclass(frozen=True, slots=True)
class SurveyChanges:
    """A survey with the answers that differ from an earlier one."""

    survey: Survey
    changes: tuple[Answered, ...]


def surveys(programme: Programme) -> list[Survey]:
    """This will list the surveys of a programme, the latest first. One query."""
    return list(programme.surveys.select_related("programme"))


def survey(programme: Programme, year: int) -> Survey | None:
    """This will find the survey of a year."""
    return programme.surveys.select_related("programme").filter(year=year).first()


def handed_in(programme: Programme) -> list[Survey]:
    """This will list what the same partner has handed in for programmes of the same type, the latest year first."""
    found = Survey.objects.filter(
        programme__party_code=programme.party_code, programme__type=programme.type, handed_in_at__isnull=False
    )
    return list(found.order_by("-year", "-handed_in_at"))


def survey_before(programme: Programme) -> Survey | None:
    """This will find the survey that was handed in last by the same partner for programmes of the same type."""
    return next(iter(handed_in(programme)), None)


def questions(programme: Programme) -> tuple[SurveyQuestion, ...]:
    """This will list what the type of a programme asks."""
    return pack(programme.pack).programme_type(programme.type).survey


def answered(row: Survey, *, since: Survey | None = None) -> list[Answered]:
    """This will give each question with its answer and what changed since an earlier survey. One query."""
    earlier = since.pk if since else row.before_id
    answers = _answers([row.pk, earlier])
    return _answered(row, answers.get(row.pk, {}), answers.get(earlier, {}))


def survey_changes(programme: Programme, old: int, new: int) -> list[SurveyChanges]:
    """This will tell what the surveys changed that were handed in between two versions. Three queries."""
    shared = dict(programme.versions.filter(number__in=(old, new)).values_list("number", "shared_at"))
    found = programme.surveys.select_related("programme").filter(handed_in_at__isnull=False)
    if shared.get(old):
        found = found.filter(handed_in_at__gt=shared[old])
    if shared.get(new):
        found = found.filter(handed_in_at__lte=shared[new])
    rows = list(found.order_by("year"))
    answers = _answers([pk for row in rows for pk in (row.pk, row.before_id)])
    each = [(row, _answered(row, answers.get(row.pk, {}), answers.get(row.before_id, {}))) for row in rows]
    return [SurveyChanges(row, tuple(one for one in those if one.is_different)) for row, those in each]


def _answers(surveys: Iterable[int | None]) -> dict[int | None, dict[str, SurveyAnswer]]:
    found: dict[int | None, dict[str, SurveyAnswer]] = {}
    for one in SurveyAnswer.objects.filter(survey_id__in=[pk for pk in surveys if pk]):
        found.setdefault(one.survey_id, {})[one.question] = one
    return found


def _answered(row: Survey, given: dict[str, SurveyAnswer], earlier: dict[str, SurveyAnswer]) -> list[Answered]:
    found = []
    for question in questions(row.programme):
        one, was = given.get(question.code), earlier.get(question.code)
        text, before = one.text if one else "", was.text if was else None
        found.append(
            Answered(
                question=question,
                text=text,
                before=before,
                mark=rules.mark(text, before),
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
    "SurveyChanges",
    "answered",
    "are_shown",
    "facts_of_new_survey",
    "facts_of_survey",
    "facts_of_talks",
    "handed_in",
    "questions",
    "survey",
    "survey_before",
    "survey_changes",
    "surveys",
    "talks",
]
