"""What may be done with the yearly reviews of tools (P§15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.feedback import events, queries, rules
from comity.feedback.models import ToolOutcome, ToolReview
from comity.feedback.rules import ToolVerdict
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.parties import queries as parties


def _about_review(_: Row, event: events.ToolReviewOpened) -> tuple[str, Iterable[str]]:
    row = ToolReview.objects.get(pk=event.review_id)
    return row.subject, row.audience


@action(
    may=rules.may_open_tool_review,
    facts=queries.facts_of_opening_tool,
    constraints={"feedback_toolreview_once": "feedback.tool_opened"},
    filed=_about_review,
)
def open_tool_review(party: Row, actor: Actor, now: datetime, *, tool: str) -> events.ToolReviewOpened:
    """This will open the review of a tool for this year (W-245). The row is the staff's."""
    row = ToolReview.objects.create(
        tool=tool,
        year=brussels_day(now).year,
        opened_at=now,
        audience=parties.resolve_audience([audience.STAFF, audience.ALLIES], now),
    )
    return events.ToolReviewOpened(row.pk, row.tool, row.year)


@action(may=rules.may_propose_verdict, facts=queries.facts_of_tool)
def propose_verdict(
    review: ToolReview, actor: Actor, now: datetime, *, verdict: ToolVerdict, reason: str, change: str = ""
) -> events.ToolVerdictProposed:
    """This will propose a verdict to the Council, with the evidence of the day, which no longer changes (W-246)."""
    day = brussels_day(now)
    evidence = queries.tool_evidence(queries.year_before(day), day)[review.tool]
    review.verdict, review.reason, review.change = verdict, reason.strip(), change.strip()
    review.evidence = queries.kept_evidence(evidence)
    review.proposed_at, review.proposed_by = now, actor.person_id
    _move(review, "propose_verdict", "verdict", "reason", "change", "evidence", "proposed_at", "proposed_by")
    return events.ToolVerdictProposed(review.pk, review.tool, review.year, verdict)


@action(may=rules.may_give_back_tool, facts=queries.facts_of_tool)
def give_back_tool(review: ToolReview, actor: Actor, now: datetime, *, decision: str) -> events.ToolGivenBack:
    """This will open a review again, since its item before the Council is over."""
    _move(review, "give_back_tool")
    return events.ToolGivenBack(review.pk, review.tool, decision)


@action(may=rules.may_decide_tool, facts=queries.facts_of_tool)
def decide_tool(
    review: ToolReview, actor: Actor, now: datetime, *, verdict: ToolVerdict, decision: str
) -> events.ToolDecided:
    """This will record the decision of the Council; everybody may read the outcome (W-250)."""
    review.decision, review.decided_on = decision, brussels_day(now)
    _move(review, f"decide_tool/{verdict}", "decision", "decided_on")
    ToolOutcome.objects.create(
        review=review,
        tool=review.tool,
        year=review.year,
        verdict=verdict,
        decided_on=review.decided_on,
        change=review.change if verdict is ToolVerdict.CHANGE else "",
        audience=[audience.PUBLIC],
    )
    return events.ToolDecided(review.pk, review.tool, review.year, verdict, decision, review.decided_on)


@action(may=rules.may_account_for, facts=queries.facts_of_tool)
def account_for(review: ToolReview, actor: Actor, now: datetime, *, freed: str) -> events.ToolAccountedFor:
    """This will say what a discarded tool has freed, beside the evidence of the year since (W-251)."""
    evidence = queries.evidence_after(review)
    review.after, review.accounted_on = queries.kept_evidence(evidence), brussels_day(now)
    review.save(update_fields=["after", "accounted_on"])
    ToolOutcome.objects.filter(review=review).update(freed=freed.strip(), accounted_on=review.accounted_on)
    return events.ToolAccountedFor(review.pk, review.tool, review.accounted_on)


def _move(review: ToolReview, verb: str, *fields: str) -> None:
    review.state = rules.REVIEW.target(verb, rules.ToolState(review.state))
    review.save(update_fields=["state", *fields])
