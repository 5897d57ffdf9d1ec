"""What may be asked of integrity reviews. Nothing here adds levels up or sets one partner beside another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.tasks import Task
from comity.education import rules
from comity.education.models import Finding, IntegrityAnswer, IntegrityExpert, IntegrityReview, Measure
from comity.kernel.rows import Row
from comity.parties import queries as parties
from comity.people import queries as people
from comity.policy import number, pack
from comity.policy.model import Question, QuestionArea

TAKEN_OVER = (rules.IntegrityState.REPORTED, rules.IntegrityState.AGREED)
_ACCEPTED, _PROPOSED = rules.ExpertState.ACCEPTED, rules.ExpertState.PROPOSED


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, and that of the round before as far as the reader may see it."""

    area: QuestionArea
    question: Question
    level: str
    evidence: str
    mark: rules.AnswerMark
    is_confirmed: bool
    before: tuple[str, str] | None


def integrity_reviews() -> list[IntegrityReview]:
    """This will list the reviews that the reader may see, the latest first. One query."""
    return list(IntegrityReview.objects.order_by("-opened_at", "-pk"))


def integrity_review(pk: int) -> IntegrityReview | None:
    """This will find one review."""
    return IntegrityReview.objects.filter(pk=pk).first()


def latest_review(party: str) -> IntegrityReview | None:
    """This will find the latest review of a partner that was not withdrawn."""
    found = IntegrityReview.objects.filter(party__code=party).exclude(state=rules.IntegrityState.WITHDRAWN)
    return found.order_by("-round").first()


def integrity_answers(row: IntegrityReview) -> list[Answered]:
    """This will give each question with its answer. Two queries."""
    given = {one.question: one for one in row.answers.all()}
    earlier = answers_of(row.before_id)
    empty = IntegrityAnswer()
    found = []
    for area, question in pack(row.pack).integrity.questions:
        one, before = given.get(question.code, empty), earlier.get(question.code)
        mark = rules.AnswerMark(one.mark)
        found.append(Answered(area, question, one.level, one.evidence, mark, one.is_confirmed, before))
    return found


def answers_of(review_id: int | None) -> dict[str, tuple[str, str]]:
    """This will give level and evidence by question; none where there is no such round. One query at most."""
    if review_id is None:
        return {}
    return {one.question: (one.level, one.evidence) for one in IntegrityAnswer.objects.filter(review_id=review_id)}


def integrity_expert(pk: int) -> IntegrityExpert | None:
    """This will find an expert with the review."""
    return IntegrityExpert.objects.filter(pk=pk).select_related("review").first()


def experts_of(row: IntegrityReview) -> list[IntegrityExpert]:
    """This will list the experts of a review in the order in which they were named. One query."""
    return list(row.experts.order_by("pk"))


def accepted_experts(review_id: int) -> list[IntegrityExpert]:
    """This will list the experts whom the partner has accepted. One query."""
    return list(IntegrityExpert.objects.filter(review_id=review_id, state=_ACCEPTED).order_by("pk"))


def findings_of(row: IntegrityReview) -> list[Finding]:
    """This will list the findings that the reader may see. One query."""
    return list(row.findings.order_by("pk"))


def measures_of(row: IntegrityReview) -> list[Measure]:
    """This will list the measures of the plan, the most urgent first. One query."""
    return list(row.measures.order_by("due_on", "pk"))


def finding(pk: int) -> Finding | None:
    """This will find a finding with its review."""
    return Finding.objects.filter(pk=pk).select_related("review").first()


def measure(pk: int) -> Measure | None:
    """This will find a measure with its review."""
    return Measure.objects.filter(pk=pk).select_related("review").first()


def readers_of_review(row: IntegrityReview) -> list[str]:
    """This will name who reads a review: while it is a draft the partner alone (W-232)."""
    own = audience.party(row.party_id)
    if row.handed_in_at is None:
        return [own]
    return sorted({own, audience.STAFF, *experts_alone(row), *(audience.party(code) for code in row.shared_with)})


def experts_alone(row: IntegrityReview) -> list[str]:
    """This will name the accepted experts, each as a person and not as their nation (W-233)."""
    found = row.experts.filter(state=_ACCEPTED).order_by("pk").values_list("person_id", flat=True)
    return [audience.person(person_id) for person_id in found]


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_opening(row: Row, actor: Actor, now: datetime, **_: object) -> rules.OpeningFacts:
    """This will show the rules a partner that wants to open a review. The row is the party's."""
    code = row.subject.removeprefix("party:")
    latest = latest_review(code)
    return rules.OpeningFacts(
        party=code,
        is_suspended=parties.standing(code, brussels_day(now)).is_suspended,
        latest=rules.IntegrityState(latest.state) if latest else None,
    )


def facts_of_integrity(
    row: IntegrityReview,
    actor: Actor,
    now: datetime,
    *,
    from_on: date | None = None,
    until_on: date | None = None,
    to: Sequence[str] = (),
    reason: str | None = None,
    text: str | None = None,
    **_: object,
) -> rules.IntegrityFacts:
    """This will show the rules a review, with what is now said of it."""
    answered = integrity_answers(row)
    first, last = from_on or row.visit_from_on, until_on or row.visit_until_on
    persons = row.experts.filter(state=_ACCEPTED).values_list("person_id", flat=True)
    allies = set(parties.members(audience.ALLIES, brussels_day(now))) if to else set()
    states = set(row.followers.values_list("state", flat=True)) - {rules.IntegrityState.WITHDRAWN}
    return rules.IntegrityFacts(
        party=row.party_id,
        state=rules.IntegrityState(row.state),
        missing=sum(not (one.level and one.evidence) for one in answered),
        unconfirmed=sum(bool(one.level) and not one.is_confirmed for one in answered),
        persons=frozenset(persons),
        visit=(first, last) if first and last else None,
        findings=row.findings.count(),
        measures=row.measures.exclude(state=rules.MeasureState.DROPPED).count(),
        agreed=frozenset(row.agreed),
        beyond=tuple(code for code in to if code not in allies),
        has_next=bool(states),
        is_followed=not states.isdisjoint(TAKEN_OVER),
        said=text if reason is None else reason,
    )


def facts_of_naming(
    row: IntegrityReview, actor: Actor, now: datetime, *, person: int, **_: object
) -> rules.NamingFacts:
    """This will show the rules somebody whom the desk would name."""
    return rules.NamingFacts(
        review=facts_of_integrity(row, actor, now),
        acts_for=_acts_for(person, now),
        is_named=row.experts.filter(person_id=person).exists(),
    )


def facts_of_expert(
    row: IntegrityExpert, actor: Actor, now: datetime, *, reason: str | None = None, **_: object
) -> rules.ExpertFacts:
    """This will show the rules an expert, with the reason that is now given."""
    review = facts_of_integrity(row.review, actor, now, reason=reason)
    return rules.ExpertFacts(review, row.person_id, rules.ExpertState(row.state), _acts_for(row.person_id, now))


def facts_of_finding(
    row: IntegrityReview, actor: Actor, now: datetime, *, text: str | None = None, **_: object
) -> rules.FindingFacts:
    """This will show the rules a finding that somebody would write, and for whom that person acts today."""
    return rules.FindingFacts(
        review=facts_of_integrity(row, actor, now, text=text),
        acts_for=_acts_for(actor.person_id, now),
    )


def facts_of_comment(
    row: Finding, actor: Actor, now: datetime, *, comment: str | None = None, **_: object
) -> rules.IntegrityFacts:
    """This will show the rules the review of a finding, with the comment that is now made."""
    return facts_of_integrity(row.review, actor, now, text=comment)


def facts_of_adding(
    row: IntegrityReview,
    actor: Actor,
    now: datetime,
    *,
    due_on: date | None = None,
    text: str | None = None,
    **_: object,
) -> rules.MeasureFacts:
    """This will show the rules a measure that would be added."""
    return rules.MeasureFacts(facts_of_integrity(row, actor, now, text=text), due_on=due_on)


def facts_of_measure(
    row: Measure,
    actor: Actor,
    now: datetime,
    *,
    due_on: date | None = None,
    state: rules.MeasureState | None = None,
    text: str | None = None,
    reason: str | None = None,
    note: str | None = None,
    **_: object,
) -> rules.MeasureFacts:
    """This will show the rules a measure, with what is now said of it."""
    said = next((one for one in (reason, note, text) if one is not None), None)
    review = facts_of_integrity(row.review, actor, now, text=said)
    return rules.MeasureFacts(review, rules.MeasureState(row.state), due_on, state)


def _acts_for(person_id: int | None, now: datetime) -> frozenset[str]:
    found = people.parties_of([person_id], brussels_day(now)) if person_id else {}
    return found.get(person_id or 0, frozenset())


# -- what waits --------------------------------------------------------------------------------------------------------


def waiting_reviews(actor: Actor, now: datetime) -> list[Task]:
    """This will list what a review waits for: from its partner, from the desk, from its experts. One query."""
    if actor.person_id is None:
        return []
    own = Q(party__code=actor.party) if actor.is_partner and actor.has(*rules.SPEAKERS) else Q(pk__in=())
    desk = Q(handed_in_at__isnull=False) if actor.has(rules.DESK) else Q(pk__in=())
    mine = IntegrityExpert.objects.filter(person_id=actor.person_id, state=_ACCEPTED).values("review_id")
    day = brussels_day(now)
    late = Q(measures__state__in=rules.OPEN_MEASURES, measures__due_on__lte=day)
    found = (
        IntegrityReview.objects.filter(own | desk | Q(pk__in=mine))
        .exclude(state=rules.IntegrityState.WITHDRAWN)
        .annotate(
            proposed=Count("experts", filter=Q(experts__state=_PROPOSED), distinct=True),
            accepted=Count("experts", filter=Q(experts__state=_ACCEPTED), distinct=True),
            mine=Count(
                "experts", filter=Q(experts__state=_ACCEPTED, experts__person_id=actor.person_id), distinct=True
            ),
            late=Count("measures", filter=late, distinct=True),
            followed=Count("followers", filter=Q(followers__state__in=TAKEN_OVER), distinct=True),
        )
        .select_related("party")
        .order_by("pk")
    )
    return [_task(kind, ground, one, actor.locale) for one in found for kind, ground in _waits(one, actor, day)]


def _waits(one: IntegrityReview, actor: Actor, day: date) -> list[tuple[str, str]]:
    """This will name what a review waits for from somebody, with the ground."""
    counted = one.__dict__
    state, enough = rules.IntegrityState(one.state), number("education.integrity_experts")
    own = actor.acts_for(one.party_id) and actor.has(*rules.SPEAKERS)
    desk, is_peer = actor.has(rules.DESK), counted["mine"] > 0
    handed_in, named = state is rules.IntegrityState.HANDED_IN, counted["accepted"] + counted["proposed"]
    visited = state is rules.IntegrityState.VISIT and one.visit_from_on is not None and one.visit_from_on <= day
    side = actor.side if own or desk else ""
    late = state is rules.IntegrityState.AGREED and counted["late"] and not counted["followed"]
    asked = (
        ("education.answer", "W-232", own and state is rules.IntegrityState.DRAFT),
        ("education.accept_expert", "W-233", own and state in rules.PEERS and counted["proposed"]),
        ("education.name_expert", "W-233", desk and handed_in and named < enough),
        ("education.set_visit", "W-233", desk and handed_in and counted["accepted"] >= enough),
        ("education.find", "W-233", is_peer and visited),
        ("education.agree_plan", "W-234", side and state is rules.IntegrityState.REPORTED and side not in one.agreed),
        ("education.report_measure", "W-234", own and late),
    )
    return [(kind, ground) for kind, ground, so in asked if so]


def _task(kind: str, ground: str, one: IntegrityReview, locale: str) -> Task:
    name = one.party.name_in(locale)
    return Task(
        kind=kind,
        ref=str(one.pk),
        title=name,
        since_at=one.handed_over_at or one.handed_in_at or one.opened_at,
        ground=ground,
        params={"party": name, "round": one.round},
    )
