"""What may be asked about operations, contributors, drafts under comment and units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from comity.core import audience
from comity.core.actor import Actor, Role, Side
from comity.core.calendar import brussels_day
from comity.core.tasks import Task
from comity.core.uses import Use
from comity.kernel.rows import Columns, Row
from comity.operations import rules
from comity.operations.models import Arrangement, Comment, Contributor, Draft, Evaluation, Linked, Operation, Unit
from comity.parties import queries as parties

_MOST = 20
_LIVING = [stage.value for stage in rules.LIVING]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which operations are wanted."""

    phase: rules.Phase | None = None
    words: str = ""


# -- operations --------------------------------------------------------------------------------------------------------


def operations(wanted: Wanted = Wanted()) -> list[Any]:
    """This will list the operations, those that run first; `partners` and `windows` count what the reader may see."""
    found = Operation.objects.all()
    if wanted.phase is not None:
        found = found.filter(phase=wanted.phase)
    if wanted.words:
        words = wanted.words
        found = found.filter(Q(code__icontains=words) | Q(name_en__icontains=words) | Q(name_fr__icontains=words))
    taking_part = Count("contributors", filter=Q(contributors__stage=rules.Stage.PARTNER), distinct=True)
    windows = Count("drafts", filter=Q(drafts__settled_at__isnull=True), distinct=True)
    order = list(rules.Phase)
    rows = found.annotate(partners=taking_part, windows=windows).order_by("code")
    return sorted(rows, key=lambda one: order.index(rules.Phase(one.phase)) == len(order) - 1)


def operation(code: str) -> Operation | None:
    """This will find an operation with its contributors, drafts and consultations. Five queries."""
    if "\0" in code:
        return None
    return (
        Operation.objects.filter(code=code)
        .prefetch_related(
            Prefetch("contributors", Contributor.objects.order_by("party", "pk")),
            Prefetch("contributors__arrangements", Arrangement.objects.order_by("signed_on", "pk")),
            Prefetch("drafts", Draft.objects.order_by("-circulated_at", "-pk")),
            Prefetch("consultations", Linked.objects.order_by("consultation")),
        )
        .first()
    )


def contributor(pk: int) -> Contributor | None:
    """This will find a contributor with its operation and arrangements. Two queries."""
    return (
        Contributor.objects.filter(pk=pk)
        .select_related("operation")
        .prefetch_related(Prefetch("arrangements", Arrangement.objects.order_by("signed_on", "pk")))
        .first()
    )


def taking_part(operation: Operation) -> list[Contributor]:
    """This will list the operational partners of an operation."""
    return list(Contributor.objects.filter(operation=operation, stage=rules.Stage.PARTNER).order_by("party"))


def living(operation: Operation) -> list[Contributor]:
    """This will list all who are on their way or take part."""
    return list(Contributor.objects.filter(operation=operation, stage__in=_LIVING).order_by("pk"))


def draft(pk: int) -> Draft | None:
    """This will find a draft with the comments that the reader may read. Two queries."""
    return (
        Draft.objects.filter(pk=pk)
        .select_related("operation")
        .prefetch_related(Prefetch("comments", Comment.objects.order_by("made_at", "pk")))
        .first()
    )


def comment(pk: int) -> Comment | None:
    """This will find a comment with its draft."""
    return Comment.objects.filter(pk=pk).select_related("draft__operation").first()


def run_between(since: date, until: date) -> list[Use]:
    """This will list the operations to which nations contributed between two days, one use each. One query."""
    found = Contributor.objects.filter(since_on__lte=until).filter(Q(until_on__isnull=True) | Q(until_on__gte=since))
    return [
        Use(f"operation:{code}", frozenset({party}), until_on is None or until_on > until)
        for code, party, until_on in found.values_list("operation__code", "party", "until_on")
    ]


# -- units -------------------------------------------------------------------------------------------------------------


def units(party: str = "") -> list[Unit]:
    """This will list units with their evaluations, the latest first. Two queries."""
    found = Unit.objects.filter(party=party) if party else Unit.objects.all()
    latest = Prefetch("evaluations", Evaluation.objects.order_by("-on", "-pk"))
    return list(found.prefetch_related(latest).order_by("party", "name", "pk"))


def unit(pk: int) -> Unit | None:
    """This will find a unit with its evaluations."""
    latest = Prefetch("evaluations", Evaluation.objects.order_by("-on", "-pk"))
    return Unit.objects.filter(pk=pk).prefetch_related(latest).first()


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_plan(row: Row, actor: Actor, now: datetime, *, code: str = "", **_: object) -> rules.PlanFacts:
    """This will show the rules an operation that is to be entered. The row is the staff's own party."""
    return rules.PlanFacts(code, exists=Operation.objects.filter(code=code).exists())


def facts_of(
    row: Operation,
    actor: Actor,
    now: datetime,
    *,
    to: rules.Phase | None = None,
    decision: str | None = None,
    closes_at: datetime | None = None,
    code: str | None = None,
    consultation: Row | None = None,
    **_: object,
) -> rules.OperationFacts:
    """This will show the rules an operation, and where the actor's party stands in it. Two queries."""
    own = Contributor.objects.filter(operation=row, party=actor.party or "", stage__in=_LIVING).first()
    linked = code is not None and Linked.objects.filter(operation=row, consultation=code).exists()
    return rules.OperationFacts(
        code=row.code,
        phase=rules.Phase(row.phase),
        to=to,
        decision=decision,
        takes_part=own is not None and own.stage == rules.Stage.PARTNER,
        is_underway=own is not None,
        partners=len(taking_part(row)),
        closes_at=closes_at,
        consultation=code or "",
        is_known=code is None or (consultation is not None and consultation.subject == f"consultation:{code}"),
        is_linked=linked,
    )


def facts_of_contributor(
    row: Contributor,
    actor: Actor,
    now: datetime,
    *,
    decision: str = "",
    text: str | None = None,
    kind: rules.Arranged | None = None,
    signed_on: date | None = None,
    **_: object,
) -> rules.ContributorFacts:
    """This will show the rules a nation on its way to contribute."""
    return rules.ContributorFacts(
        code=row.operation.code,
        phase=rules.Phase(row.operation.phase),
        party=row.party,
        stage=rules.Stage(row.stage),
        arranged=frozenset(rules.Arranged(one.kind) for one in row.arrangements.all()),
        is_suitable=row.is_suitable,
        is_put_forward=row.put_forward_at is not None,
        decision=decision,
        text=text,
        kind=kind,
        signed_on=signed_on,
    )


def facts_of_draft(
    row: Draft, actor: Actor, now: datetime, *, text: str | None = None, **_: object
) -> rules.DraftFacts:
    """This will show the rules a draft, and whether the actor's party takes part. Two queries."""
    mine = Contributor.objects.filter(
        operation=row.operation_id, party=actor.party or "", stage=rules.Stage.PARTNER
    ).exists()
    return rules.DraftFacts(
        code=row.operation.code,
        closes_at=row.closes_at,
        is_settled=row.settled_at is not None,
        takes_part=mine,
        unanswered=Comment.objects.filter(draft=row, answered_at__isnull=True).count(),
        text=text,
    )


def facts_of_comment(
    row: Comment, actor: Actor, now: datetime, *, text: str | None = None, **_: object
) -> rules.CommentFacts:
    """This will show the rules a comment and the answer that is now given."""
    return rules.CommentFacts(row.draft.operation.code, row.draft.settled_at is not None, text)


def facts_of_entry(row: Row, actor: Actor, now: datetime, **_: object) -> rules.UnitFacts:
    """This will show the rules a party for which a unit is to be entered. The row is the party's."""
    code = row.subject.removeprefix("party:")
    return rules.UnitFacts(code, parties.standing(code, brussels_day(now)).side is Side.PARTNER)


def facts_of_unit(
    row: Unit,
    actor: Actor,
    now: datetime,
    *,
    on: date | None = None,
    valid_until: date | None = None,
    level: rules.Level | None = None,
    **_: object,
) -> rules.UnitFacts:
    """This will show the rules a unit and an evaluation that is to be entered."""
    held = max((rules.Level(one.level) for one in row.evaluations.all()), default=None)
    return rules.UnitFacts(row.party, on=on, valid_until=valid_until, level=level, held=held)


# -- what waits --------------------------------------------------------------------------------------------------------


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will remind operational partners of open windows, and the desk of those that are over. One query."""
    desk = actor.has(Role.DESK_OFFICER)
    speaks = not actor.is_staff and actor.has(Role.HEAD_OF_MISSION, Role.MISSION_OFFICER)
    if not desk and not speaks:
        return []
    return [
        Task(
            kind="operations.settle" if desk else "operations.comment",
            ref=str(pk),
            title=fr if actor.locale == "fr" else en,
            since_at=circulated_at,
            due_at=closes_at,
            ground="W-166" if desk else "P§8",
            params={"operation": operation},
        )
        for pk, en, fr, circulated_at, closes_at, operation in (
            _TO_SETTLE.rows(now) if desk else _TO_COMMENT.rows(now, actor.party)
        )
    ]


def _unsettled(window: Q) -> QuerySet[Draft, tuple[Any, ...]]:
    found = Draft.objects.filter(window, settled_at__isnull=True).order_by("closes_at", "pk")
    return found.values_list("pk", "title_en", "title_fr", "circulated_at", "closes_at", "operation__code")[:_MOST]


def _of_partner(party: str) -> Q:
    return Q(operation__contributors__party=party, operation__contributors__stage=rules.Stage.PARTNER)


_TO_SETTLE = Columns(lambda now: _unsettled(Q(closes_at__lte=now)), datetime)
_TO_COMMENT = Columns(lambda now, party: _unsettled(Q(closes_at__gt=now) & _of_partner(party)), datetime, str)


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§8, as far as the reader may see it. Three queries."""
    return {
        "operations.contributors": Contributor.objects.filter(stage=rules.Stage.PARTNER).count(),
        "operations.comments": Comment.objects.count(),
        "operations.consultations": Linked.objects.count(),
    }


# -- readers -----------------------------------------------------------------------------------------------------------


def circle(now: datetime, also: Iterable[str] = ()) -> list[str]:
    """This will name the staff, the Allies of the day, and further communities."""
    return parties.resolve_audience([audience.STAFF, audience.ALLIES, *also], now)


def community(code: str) -> str:
    """This will name the community of an operation's partners."""
    return f"operation:{code}"
