"""Trials: asked for, solved by a process of their own, overridden, and put before the Council."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.resources import events, queries, rules
from comity.resources.actions.rounds import go
from comity.resources.models import Frozen, Line, Override, Round, Run, Submission

BATCH = 2000


def _to_council(row: Round, event: object) -> tuple[str, list[str]]:
    """This will enter what is about single requests for those alone who read trials."""
    return row.subject, [community for community in row.audience if community.startswith((audience.STAFF, "allies"))]


@action(may=rules.may_queue, facts=queries.facts_of_queue, filed=_to_council)
def queue(row: Round, actor: Actor, now: datetime, *, weights: Mapping[str, int] | None = None) -> events.TrialQueued:
    """This will ask for a trial on the frozen inputs, with all overrides; other weights may be tried."""
    last = Run.objects.filter(round=row).order_by("-number").values_list("number", flat=True).first() or 0
    Run.objects.create(
        round=row,
        frozen=Frozen.objects.filter(round=row).defer("document").latest("number"),
        number=last + 1,
        weights=dict(weights) if weights is not None else None,
        overrides=queries.in_force(row),
        queued_at=now,
        audience=queries.council(now),
    )
    return events.TrialQueued(row.code, last + 1)


@action(may=rules.may_override, facts=queries.facts_of_override, filed=_to_council)
def override(row: Round, actor: Actor, now: datetime, *, ref: str, gives: bool, reason: str) -> events.SeatOverridden:
    """This will give or deny a seat against the plan: the next trial keeps to it, and every count shows it (W-95)."""
    Override.objects.filter(round=row, ref=ref, lifted_at__isnull=True).update(lifted_at=now)
    Override.objects.create(
        round=row,
        ref=ref,
        party=queries.party_of(row, ref) or "",
        gives=gives,
        reason=reason.strip(),
        at=now,
        person_id=actor.person_id,
        audience=queries.council(now),
    )
    return events.SeatOverridden(row.code, ref, gives, reason.strip())


@action(may=rules.may_lift, facts=queries.facts_of_lifting, filed=_to_council)
def lift(row: Round, actor: Actor, now: datetime, *, ref: str) -> events.OverrideLifted:
    """This will take an override back."""
    Override.objects.filter(round=row, ref=ref, lifted_at__isnull=True).update(lifted_at=now)
    return events.OverrideLifted(row.code, ref)


@action(may=rules.may_submit, facts=queries.facts_of_submission, filed=_to_council)
def submit(row: Round, actor: Actor, now: datetime, *, at: int) -> events.ScenarioSubmitted:
    """This will put a trial before the Council, which adopts it by its fingerprint or does not (W-94)."""
    run = Run.objects.defer("plan").get(round=row, number=at)
    Submission.objects.create(round=row, run=run, sha256=run.sha256, at=now, audience=queries.council(now))
    go(row, "submit")
    return events.ScenarioSubmitted(row.code, at, run.sha256, int(run.summary.get("granted", 0)), len(run.overrides))


@action(may=rules.may_adopt_scenario, facts=queries.facts_of_adoption, filed=_to_council)
def adopt_scenario(row: Round, actor: Actor, now: datetime, *, sha256: str, decision: str) -> events.ScenarioAdopted:
    """This will let a scenario be the one that is published, as the Council has decided."""
    Submission.objects.filter(round=row, sha256=sha256).update(decision=decision, adopted_at=now)
    row.adopted_at = now
    go(row, "adopt_scenario", "adopted_at")
    return events.ScenarioAdopted(row.code, sha256, decision)


@action(may=rules.may_give_back_scenario, facts=queries.facts_of_round, filed=_to_council)
def give_back_scenario(row: Round, actor: Actor, now: datetime, *, decision: str) -> events.ScenarioGivenBack:
    """This will open a round for further trials whose item is over without a decision."""
    go(row, "give_back_scenario")
    return events.ScenarioGivenBack(row.code, decision)


# -- what a solver does ----------------------------------------------------------------------------------------------


@action(may=rules.may_start, facts=queries.facts_of_run)
def start(row: Run, actor: Actor, now: datetime) -> events.TrialStarted:
    """This will take up a trial."""
    row.started_at = now
    _go(row, "start", "started_at")
    return events.TrialStarted(row.round.code, row.number)


def tell(pk: int, progress: Mapping[str, Any]) -> None:
    """This will keep where a solve is, while it runs. It changes nothing else and is not entered."""
    Run.objects.filter(pk=pk, state=rules.RunState.RUNNING).update(progress=dict(progress))


@action(may=rules.may_finish, facts=queries.facts_of_run)
def finish(
    row: Run,
    actor: Actor,
    now: datetime,
    *,
    violations: int,
    sha256: str,
    plan: bytes,
    summary: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
) -> events.TrialSolved:
    """This will keep a plan that the checker accepts, with its certificate and a line for each request."""
    row.ended_at, row.sha256, row.plan, row.summary = now, sha256, plan, dict(summary)
    _go(row, "finish", "ended_at", "sha256", "plan", "summary")
    made = (Line(run=row, audience=row.audience, **one) for one in lines)
    Line.objects.bulk_create(made, batch_size=BATCH)
    return events.TrialSolved(row.round.code, row.number, sha256)


@action(may=rules.may_fail, facts=queries.facts_of_run)
def fail(row: Run, actor: Actor, now: datetime, *, problem: str) -> events.TrialFailed:
    """This will say why a trial came to nothing. The round stays as it was."""
    row.ended_at, row.problem = now, problem[:4_000]
    _go(row, "fail", "ended_at", "problem")
    return events.TrialFailed(row.round.code, row.number, row.problem)


@action(may=rules.may_cancel, facts=queries.facts_of_run)
def cancel(row: Run, actor: Actor, now: datetime) -> events.TrialCancelled:
    """This will call a trial off; its solver ends as soon as it looks."""
    row.ended_at = now
    _go(row, "cancel", "ended_at")
    return events.TrialCancelled(row.round.code, row.number)


def _go(row: Run, verb: str, *also: str) -> None:
    row.state = rules.RUN_WORKFLOW.target(verb, rules.RunState(row.state))
    row.save(update_fields=["state", *also])
