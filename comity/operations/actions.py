"""What may be done with operations, contributors, drafts under comment and units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.operations import events, queries, rules
from comity.operations.models import Arrangement, Comment, Contributor, Draft, Evaluation, Linked, Operation, Unit


def _about_operation(_: Row, event: events.OperationPlanned) -> tuple[str, Iterable[str]]:
    return f"operation:{event.code}", [audience.SIGNED_IN]


def _about_contributor(_: Operation, event: events.InterestShown) -> tuple[str, Iterable[str]]:
    row = Contributor.objects.get(pk=event.contributor_id)
    return row.subject, row.audience


def _about_draft(_: Operation, event: events.DraftCirculated) -> tuple[str, Iterable[str]]:
    row = Draft.objects.get(pk=event.draft_id)
    return row.subject, row.audience


def _about_comment(_: Draft, event: events.CommentMade) -> tuple[str, Iterable[str]]:
    row = Comment.objects.get(pk=event.comment_id)
    return row.subject, row.audience


def _about_linked(operation: Operation, event: events.ConsultationLinked) -> tuple[str, Iterable[str]]:
    row = Linked.objects.get(operation=operation, consultation=event.consultation)
    return operation.subject, row.audience


def _about_unit(_: Row, event: events.UnitEntered) -> tuple[str, Iterable[str]]:
    row = Unit.objects.get(pk=event.unit_id)
    return row.subject, row.audience


# -- operations --------------------------------------------------------------------------------------------------------


@action(
    may=rules.may_plan,
    facts=queries.facts_of_plan,
    constraints={"operations_operation_code_key": "operations.code_taken"},
    filed=_about_operation,
)
def plan(
    staff: Row, actor: Actor, now: datetime, *, code: str, name_en: str, name_fr: str, purpose: str = ""
) -> events.OperationPlanned:
    """This will enter an operation, in planning. The row is the staff's own party (W-160)."""
    Operation.objects.create(
        code=code,
        name_en=name_en.strip(),
        name_fr=name_fr.strip(),
        purpose=purpose.strip(),
        planned_on=brussels_day(now),
        audience=[audience.SIGNED_IN],
    )
    return events.OperationPlanned(code)


@action(may=rules.may_enter_phase, facts=queries.facts_of)
def enter_phase(
    operation: Operation, actor: Actor, now: datetime, *, to: rules.Phase, decision: str
) -> events.PhaseEntered:
    """This will enter the next phase, on the reference of the Council's decision (W-160)."""
    operation.phase, operation.decision = to, decision.strip()
    if to is rules.Phase.EXECUTION:
        operation.began_on = brussels_day(now)
    else:
        operation.ended_on = brussels_day(now)
    operation.save(update_fields=["phase", "decision", "began_on", "ended_on"])
    return events.PhaseEntered(operation.code, to, operation.decision)


@action(
    may=rules.may_link,
    facts=queries.facts_of,
    constraints={"operations_linked_once": "operations.is_linked"},
    filed=_about_linked,
)
def link(
    operation: Operation, actor: Actor, now: datetime, *, code: str, consultation: Row | None
) -> events.ConsultationLinked:
    """This will name a consultation as one before, during or after the operation, by the phase of the day (P§8).

    The row is the consultation of that code, as far as the actor sees one; its readers alone read that it is named.
    """
    row = Linked.objects.create(
        operation=operation,
        consultation=code,
        moment=rules.moment(rules.Phase(operation.phase)),
        audience=cast("Row", consultation).audience,  # without one, the rule has refused
    )
    return events.ConsultationLinked(operation.code, code, row.moment)


# -- the way of a contributor ------------------------------------------------------------------------------------------


@action(
    may=rules.may_show_interest,
    facts=queries.facts_of,
    constraints={"operations_contributor_once": "operations.underway"},
    filed=_about_contributor,
)
def show_interest(operation: Operation, actor: Actor, now: datetime) -> events.InterestShown:
    """This will enter that a nation may contribute; the Council is asked to recognise it (W-161)."""
    party = actor.party or ""
    row = Contributor.objects.create(
        operation=operation,
        party=party,
        interested_at=now,
        audience=queries.circle(now, [audience.party(party)]),
    )
    return events.InterestShown(row.pk, operation.code, party)


@action(may=rules.may_recognise, facts=queries.facts_of_contributor)
def recognise(contributor: Contributor, actor: Actor, now: datetime, *, decision: str) -> events.ContributorRecognised:
    """This will recognise a potential contributor, since the Council has decided so (W-161)."""
    contributor.recognised_by = decision
    _move(contributor, "recognise", "recognised_by")
    return events.ContributorRecognised(contributor.pk, contributor.operation.code, contributor.party, decision)


@action(may=rules.may_decline, facts=queries.facts_of_contributor)
def decline(contributor: Contributor, actor: Actor, now: datetime, *, decision: str) -> events.ContributorDeclined:
    """This will end the way of a contributor of whom the Council has not agreed (W-161)."""
    contributor.until_on = brussels_day(now)
    _move(contributor, "decline", "until_on")
    return events.ContributorDeclined(contributor.pk, contributor.operation.code, contributor.party, decision)


@action(may=rules.may_offer, facts=queries.facts_of_contributor)
def offer(contributor: Contributor, actor: Actor, now: datetime, *, text: str) -> events.ContributionOffered:
    """This will enter what a nation would bring; a new offer is assessed anew (W-162)."""
    contributor.offer, contributor.is_suitable, contributor.put_forward_at = text.strip(), False, None
    _move(contributor, "offer", "offer", "is_suitable", "put_forward_at")
    return events.ContributionOffered(contributor.pk, contributor.operation.code, contributor.party)


@action(may=rules.may_assess, facts=queries.facts_of_contributor)
def assess(
    contributor: Contributor, actor: Actor, now: datetime, *, text: str, is_suitable: bool
) -> events.ContributionAssessed:
    """This will enter how an offer was assessed (W-162)."""
    contributor.assessment, contributor.is_suitable = text.strip(), is_suitable
    _move(contributor, "assess", "assessment", "is_suitable")
    return events.ContributionAssessed(
        contributor.pk, contributor.operation.code, contributor.party, is_suitable=is_suitable
    )


@action(
    may=rules.may_sign,
    facts=queries.facts_of_contributor,
    constraints={"operations_arrangement_once": "operations.is_arranged"},
)
def sign(
    contributor: Contributor, actor: Actor, now: datetime, *, kind: rules.Arranged, reference: str, signed_on: date
) -> events.ArrangementSigned:
    """This will enter one of the three arrangements (W-163)."""
    Arrangement.objects.create(
        contributor=contributor,
        kind=kind,
        reference=reference.strip(),
        signed_on=signed_on,
        audience=contributor.audience,
    )
    code = contributor.operation.code
    return events.ArrangementSigned(contributor.pk, code, contributor.party, kind, signed_on)


@action(may=rules.may_put_forward, facts=queries.facts_of_contributor)
def put_forward(contributor: Contributor, actor: Actor, now: datetime) -> events.ContributorPutForward:
    """This will put a contribution before the Council (W-163)."""
    contributor.put_forward_at = now
    contributor.save(update_fields=["put_forward_at"])
    return events.ContributorPutForward(contributor.pk, contributor.operation.code, contributor.party)


@action(may=rules.may_accept, facts=queries.facts_of_contributor)
def accept(contributor: Contributor, actor: Actor, now: datetime, *, decision: str) -> events.ContributorAccepted:
    """This will make a nation an operational partner, since the Council has decided so (W-163)."""
    contributor.accepted_by, contributor.since_on = decision, brussels_day(now)
    _move(contributor, "accept", "accepted_by", "since_on")
    return events.ContributorAccepted(contributor.pk, contributor.operation.code, contributor.party, decision)


@action(may=rules.may_withdraw, facts=queries.facts_of_contributor)
def withdraw(contributor: Contributor, actor: Actor, now: datetime, *, text: str) -> events.ContributorWithdrawn:
    """This will enter that a nation contributes no longer, or has given up its interest (W-164)."""
    took_part = contributor.stage == rules.Stage.PARTNER
    contributor.reason, contributor.until_on = text.strip(), brussels_day(now)
    _move(contributor, "withdraw", "reason", "until_on")
    code = contributor.operation.code
    return events.ContributorWithdrawn(contributor.pk, code, contributor.party, contributor.reason, took_part)


# -- drafts under comment ----------------------------------------------------------------------------------------------


@action(may=rules.may_circulate, facts=queries.facts_of, filed=_about_draft)
def circulate(
    operation: Operation,
    actor: Actor,
    now: datetime,
    *,
    title_en: str,
    title_fr: str,
    text_en: str,
    text_fr: str,
    closes_at: datetime,
) -> events.DraftCirculated:
    """This will give a draft to the operational partners for comment; the Allies decide after it (P§8; W-165)."""
    row = Draft.objects.create(
        operation=operation,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        text_en=text_en.strip(),
        text_fr=text_fr.strip(),
        circulated_at=now,
        closes_at=closes_at,
        audience=queries.circle(now, [queries.community(operation.code)]),
    )
    return events.DraftCirculated(row.pk, operation.code, closes_at)


@action(may=rules.may_comment, facts=queries.facts_of_draft, filed=_about_comment)
def comment(draft: Draft, actor: Actor, now: datetime, *, text: str) -> events.CommentMade:
    """This will enter what an operational partner says of a draft, for the staff, the Allies and itself (P§8)."""
    party = actor.party or ""
    row = Comment.objects.create(
        draft=draft,
        party=party,
        text=text.strip(),
        made_at=now,
        audience=queries.circle(now, [audience.party(party)]),
    )
    return events.CommentMade(draft.pk, row.pk, draft.operation.code, party)


@action(may=rules.may_answer, facts=queries.facts_of_comment)
def answer(comment: Comment, actor: Actor, now: datetime, *, uptake: rules.Uptake, text: str) -> events.CommentAnswered:
    """This will write how a comment was taken up (P§8; W-166)."""
    comment.uptake, comment.answer, comment.answered_at = uptake, text.strip(), now
    comment.save(update_fields=["uptake", "answer", "answered_at"])
    draft = comment.draft
    return events.CommentAnswered(draft.pk, comment.pk, draft.operation.code, comment.party, uptake)


@action(may=rules.may_settle, facts=queries.facts_of_draft)
def settle(draft: Draft, actor: Actor, now: datetime) -> events.DraftSettled:
    """This will end the comments on a draft: the Allies' silence may open (W-166)."""
    draft.settled_at = now
    draft.save(update_fields=["settled_at"])
    return events.DraftSettled(draft.pk, draft.operation.code)


# -- units -------------------------------------------------------------------------------------------------------------


@action(may=rules.may_enter_unit, facts=queries.facts_of_entry, filed=_about_unit)
def enter_unit(party: Row, actor: Actor, now: datetime, *, name: str, kind: str = "") -> events.UnitEntered:
    """This will enter a unit for evaluation. The row is the party's (W-168)."""
    code = party.subject.removeprefix("party:")
    row = Unit.objects.create(
        party=code,
        name=name.strip(),
        kind=kind.strip(),
        entered_on=brussels_day(now),
        audience=queries.circle(now, [audience.party(code)]),
    )
    return events.UnitEntered(row.pk, code)


@action(may=rules.may_evaluate, facts=queries.facts_of_unit)
def evaluate(
    unit: Unit, actor: Actor, now: datetime, *, level: rules.Level, on: date, valid_until: date, remarks: str = ""
) -> events.UnitEvaluated:
    """This will enter an evaluation of a unit (W-168)."""
    Evaluation.objects.create(
        unit=unit, level=level, on=on, valid_until=valid_until, remarks=remarks.strip(), audience=unit.audience
    )
    return events.UnitEvaluated(unit.pk, unit.party, level, valid_until)


def _move(row: Contributor, verb: str, *fields: str) -> None:
    row.stage = rules.WORKFLOW.target(verb, rules.Stage(row.stage))
    row.save(update_fields=["stage", *fields])
