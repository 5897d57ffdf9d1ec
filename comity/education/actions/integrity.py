"""What may be done about an integrity review: the self-assessment, experts, the visit, findings (W-232, W-233)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.education import events, queries, rules
from comity.education.models import Finding, IntegrityAnswer, IntegrityExpert, IntegrityReview, Measure
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.people import queries as people
from comity.policy import pack


def _about_new(_: Row, event: events.IntegrityOpened) -> tuple[str, Iterable[str]]:
    row = IntegrityReview.objects.get(pk=event.review_id)
    return row.subject, row.audience


def _about_expert(row: IntegrityExpert, _: object) -> tuple[str, Iterable[str]]:
    return row.review.subject, row.audience


def _about_finding(row: Finding, _: object) -> tuple[str, Iterable[str]]:
    return row.review.subject, row.audience


def _among_experts(row: IntegrityReview, _: object) -> tuple[str, Iterable[str]]:
    """This will keep what experts write from the partner until it is handed over."""
    return row.subject, _before_hand_over(row)


# -- the self-assessment -----------------------------------------------------------------------------------------------


@action(
    may=rules.may_open_integrity,
    facts=queries.facts_of_opening,
    constraints=dict.fromkeys(
        ("education_integrity_in_work", "education_integrity_round"), "education.integrity_running"
    ),
    filed=_about_new,
)
def open_integrity(party: Row, actor: Actor, now: datetime) -> events.IntegrityOpened:
    """This will open a round; the answers of the one before come along, to be looked at again (W-232).

    The row is the party's.
    """
    code = party.subject.removeprefix("party:")
    before = queries.latest_review(code)
    rounds = IntegrityReview.objects.filter(party__code=code)
    row = IntegrityReview.objects.create(
        party_id=code,
        round=rounds.count() + 1,
        before=before,
        pack=pack().version,
        opened_at=now,
        audience=[audience.party(code)],
    )
    earlier = queries.answers_of(before.pk if before else None)
    IntegrityAnswer.objects.bulk_create(
        _answer(row, question.code, earlier) for _area, question in pack().integrity.questions
    )
    return events.IntegrityOpened(row.pk, code, row.round, len(earlier))


@action(may=rules.may_answer_integrity, facts=queries.facts_of_integrity)
def answer_integrity(
    review: IntegrityReview, actor: Actor, now: datetime, *, answers: Mapping[str, tuple[str, str]]
) -> events.IntegrityAnswered:
    """This will keep answers, level and evidence; each that was sent counts as looked at (W-232)."""
    earlier = queries.answers_of(review.before_id)
    levels = {"", *pack(review.pack).integrity.levels}
    rows = review.answers.filter(question__in=answers.keys())
    for row in rows:
        level, evidence = answers[row.question]
        row.level, row.evidence = level if level in levels else "", evidence.strip()
        row.mark = rules.answer_mark(row.level, row.evidence, earlier.get(row.question))
        row.is_confirmed = True
    IntegrityAnswer.objects.bulk_update(rows, ["level", "evidence", "mark", "is_confirmed"])
    return events.IntegrityAnswered(review.pk, review.party_id, tuple(sorted(row.question for row in rows)))


@action(may=rules.may_hand_in_integrity, facts=queries.facts_of_integrity)
def hand_in_integrity(review: IntegrityReview, actor: Actor, now: datetime) -> events.IntegrityHandedIn:
    """This will hand the self-assessment in; the staff reads it from now on, and later the experts (W-232)."""
    review.handed_in_at = now
    _move(review, "hand_in_integrity", "handed_in_at")
    _spread(review)
    return events.IntegrityHandedIn(review.pk, review.party_id, review.round)


@action(may=rules.may_withdraw_integrity, facts=queries.facts_of_integrity)
def withdraw_integrity(review: IntegrityReview, actor: Actor, now: datetime) -> events.IntegrityWithdrawn:
    """This will end a round before its visit is set (W-232)."""
    _move(review, "withdraw_integrity")
    return events.IntegrityWithdrawn(review.pk, review.party_id)


@action(may=rules.may_share_integrity, facts=queries.facts_of_integrity)
def share_integrity(
    review: IntegrityReview, actor: Actor, now: datetime, *, to: Sequence[str]
) -> events.IntegrityShared:
    """This will say which Allies read the review from now on, and no others (W-232)."""
    review.shared_with = sorted(set(to))
    review.save(update_fields=["shared_with"])
    _spread(review)
    return events.IntegrityShared(review.pk, review.party_id, tuple(review.shared_with))


def _answer(row: IntegrityReview, code: str, earlier: Mapping[str, tuple[str, str]]) -> IntegrityAnswer:
    level, evidence = earlier.get(code, ("", ""))
    mark = rules.answer_mark(level, evidence, earlier.get(code))
    return IntegrityAnswer(review=row, question=code, level=level, evidence=evidence, mark=mark, audience=row.audience)


# -- peers -------------------------------------------------------------------------------------------------------------


@action(
    may=rules.may_name_expert,
    facts=queries.facts_of_naming,
    constraints={"education_integrity_expert": "education.expert_named"},
)
def name_expert(review: IntegrityReview, actor: Actor, now: datetime, *, person: int) -> events.ExpertNamed:
    """This will name an expert, whom the partner may accept; until then the expert reads nothing (W-233)."""
    known = people.persons([person])[person]
    row = IntegrityExpert.objects.create(
        review=review,
        person_id=person,
        name=known.name,
        nation=min(queries.facts_of_naming(review, actor, now, person=person).acts_for),
        named_at=now,
        audience=_among_the_two(review),
    )
    return events.ExpertNamed(review.pk, row.pk, review.party_id)


@action(may=rules.may_accept_expert, facts=queries.facts_of_expert, filed=_about_expert)
def accept_expert(expert: IntegrityExpert, actor: Actor, now: datetime) -> events.ExpertAccepted:
    """This will let an expert read the review, as a person and not as a nation (W-233)."""
    _pass(expert, "accept_expert")
    _spread(expert.review)
    return events.ExpertAccepted(expert.review_id, expert.pk, expert.review.party_id)


@action(may=rules.may_turn_down_expert, facts=queries.facts_of_expert, filed=_about_expert)
def turn_down_expert(expert: IntegrityExpert, actor: Actor, now: datetime) -> events.ExpertTurnedDown:
    """This will turn an expert down; the partner owes no reason (W-233)."""
    _pass(expert, "turn_down_expert")
    return events.ExpertTurnedDown(expert.review_id, expert.pk, expert.review.party_id)


@action(may=rules.may_recuse_expert, facts=queries.facts_of_expert, filed=_about_expert)
def recuse_expert(expert: IntegrityExpert, actor: Actor, now: datetime, *, reason: str) -> events.ExpertRecused:
    """This will take the review from an expert who declares a conflict (W-233)."""
    expert.reason = reason.strip()
    _pass(expert, "recuse_expert", "reason")
    _spread(expert.review)
    return events.ExpertRecused(expert.review_id, expert.pk, expert.reason)


@action(may=rules.may_set_visit, facts=queries.facts_of_integrity)
def set_visit(
    review: IntegrityReview, actor: Actor, now: datetime, *, from_on: date, until_on: date
) -> events.VisitSet:
    """This will set the days of the visit, or move them (W-233)."""
    review.visit_from_on, review.visit_until_on = from_on, until_on
    _move(review, "set_visit", "visit_from_on", "visit_until_on")
    return events.VisitSet(review.pk, review.party_id, from_on, until_on)


@action(may=rules.may_write_finding, facts=queries.facts_of_finding, filed=_among_experts)
def write_finding(
    review: IntegrityReview, actor: Actor, now: datetime, *, area: str, text: str, advice: str = ""
) -> events.FindingWritten:
    """This will write a finding, which the partner reads once all are handed over (W-233)."""
    row = Finding.objects.create(
        review=review, area=area, text=text.strip(), advice=advice.strip(), audience=_before_hand_over(review)
    )
    return events.FindingWritten(review.pk, row.pk, area)


@action(may=rules.may_hand_over_findings, facts=queries.facts_of_integrity)
def hand_over_findings(review: IntegrityReview, actor: Actor, now: datetime) -> events.FindingsHandedOver:
    """This will hand the findings to the partner; measures of the round before that are not over come along (W-234)."""
    review.handed_over_at = now
    _move(review, "hand_over_findings", "handed_over_at")
    _spread(review)
    carried = list(Measure.objects.filter(review_id=review.before_id, state__in=rules.OPEN_MEASURES).order_by("pk"))
    Measure.objects.bulk_create(_carried(review, one) for one in carried)
    return events.FindingsHandedOver(review.pk, review.party_id, review.findings.count(), len(carried))


@action(may=rules.may_comment_finding, facts=queries.facts_of_comment, filed=_about_finding)
def comment_finding(finding: Finding, actor: Actor, now: datetime, *, comment: str) -> events.FindingCommented:
    """This will keep what the partner thinks of a finding (W-233)."""
    finding.comment = comment.strip()
    finding.save(update_fields=["comment"])
    return events.FindingCommented(finding.review_id, finding.pk)


def _carried(review: IntegrityReview, one: Measure) -> Measure:
    kept = {name: getattr(one, name) for name in ("area", "text", "office", "due_on", "state", "note", "noted_on")}
    return Measure(review=review, carried_from=one, audience=review.audience, **kept)


def _among_the_two(review: IntegrityReview) -> list[str]:
    """This will name who reads which experts there are: the partner, the staff and the experts themselves."""
    return sorted({audience.party(review.party_id), *_before_hand_over(review)})


def _before_hand_over(review: IntegrityReview) -> list[str]:
    return sorted({audience.STAFF, *queries.experts_alone(review)})


def _spread(review: IntegrityReview) -> None:
    """This will let everything of a review be read by those who may read it now, and by nobody else."""
    review.audience = queries.readers_of_review(review)
    review.save(update_fields=["audience"])
    is_over = review.handed_over_at is not None
    review.answers.update(audience=review.audience)
    review.measures.update(audience=review.audience)
    review.experts.update(audience=_among_the_two(review))
    review.findings.update(audience=review.audience if is_over else _before_hand_over(review))


def _move(row: IntegrityReview, verb: str, *fields: str) -> None:
    row.state = rules.INTEGRITY.target(verb, rules.IntegrityState(row.state))
    row.save(update_fields=["state", *fields])


def _pass(row: IntegrityExpert, verb: str, *fields: str) -> None:
    row.state = rules.EXPERTS.target(verb, rules.ExpertState(row.state))
    row.save(update_fields=["state", *fields])
