"""Trials with their lines, overrides, what went to the Council, results, and the facts about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When

from comity.core.actor import Actor
from comity.policy import number
from comity.resources import rules
from comity.resources.models import Cover, Frozen, Line, Override, Result, Round, Run, Submission
from comity.resources.queries.rounds import ALIVE, facts_of_round

PAGE_ROWS = 50
LOST_SECONDS = 120  # a solver that has said nothing for so long beyond its limit is gone
GIVEN = (rules.Outcome.GRANTED.value, rules.Outcome.OWN_COST.value)


def run(row: Round, at: int) -> Run | None:
    """This will find a trial of a round, without its plan."""
    return Run.objects.filter(round=row, number=at).select_related("round__settings", "frozen").defer(*HEAVY).first()


HEAVY = ("plan", "frozen__document")


def runs(row: Round) -> list[Run]:
    """This will list the trials of a round, the latest first, without their plans."""
    return list(Run.objects.filter(round=row).select_related("frozen").order_by("-number").defer(*HEAVY))


def latest_solved(row: Round) -> Run | None:
    """This will find the latest trial of a round that has a plan under the weights in force."""
    found = Run.objects.filter(round=row, state=rules.RunState.SOLVED, weights__isnull=True)
    return found.select_related("round__settings", "frozen").order_by("-number").defer(*HEAVY).first()


def base_of(row: Run) -> Run | None:
    """This will find the trial with which one is compared: the latest before it on the weights in force.

    Where other weights were tried, one on the same inputs comes first, be it later. One query.
    """
    found = Run.objects.filter(round=row.round, state=rules.RunState.SOLVED, weights__isnull=True)
    found = found.select_related("frozen").defer(*HEAVY)
    if row.weights is None:
        return found.filter(number__lt=row.number).order_by("-number").first()
    same = Case(When(frozen_id=row.frozen_id, then=Value(0)), default=Value(1))
    return found.order_by(same, "-number").first()


def take_run(now: datetime) -> Run | None:
    """This will lock the trial that has waited longest, unless a solver has it in hand."""
    found = Run.objects.select_for_update(of=("self",), skip_locked=True).filter(state=rules.RunState.QUEUED)
    return found.select_related("round__settings", "frozen").order_by("queued_at", "pk").first()


def lost_runs(now: datetime) -> list[Run]:
    """This will list trials whose solver has said nothing for so long that it must be gone."""
    since = now - timedelta(seconds=2 * number("resources.solve_seconds") + LOST_SECONDS)
    return list(Run.objects.filter(state=rules.RunState.RUNNING, started_at__lt=since).defer("plan"))


def is_cancelled(pk: int) -> bool:
    """This will tell whether a trial was called off."""
    return not Run.objects.filter(pk=pk, state=rules.RunState.RUNNING).exists()


def overrides(row: Round) -> list[Override]:
    """This will list all overrides of a round, those in force first."""
    return sorted(Override.objects.filter(round=row).order_by("-at"), key=lambda one: one.lifted_at is not None)


def in_force(row: Round) -> dict[str, bool]:
    """This will give the overrides that hold, by request."""
    return dict(Override.objects.filter(round=row, lifted_at__isnull=True).values_list("ref", "gives"))


def submission(row: Round) -> Submission | None:
    """This will find what last went to the Council of a round."""
    found = (
        Submission.objects.filter(round=row).select_related("run__frozen").defer("run__plan", "run__frozen__document")
    )
    return found.order_by("-at", "-pk").first()


# -- lines -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of a trial are wanted."""

    outcomes: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of the lines of a trial, how many there are, and how many by outcome and partner."""

    rows: list[Line]
    total: int
    outcomes: dict[str, int] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)


def lines(row: Run, wanted: Wanted, *, rows: int | None = PAGE_ROWS) -> Lines:
    """This will list the lines of a trial by partner and place, with facets. Four queries."""
    every = Line.objects.filter(run=row)
    if wanted.words:
        every = every.filter(ref__icontains=wanted.words)
    found = every.filter(**({"outcome__in": wanted.outcomes} if wanted.outcomes else {}))
    found = found.filter(**({"party__in": wanted.parties} if wanted.parties else {})).order_by("party", "rank", "ref")
    skip = 0 if rows is None else (max(1, wanted.page) - 1) * rows
    return Lines(
        list(found.defer("shown")[skip : skip + rows] if rows is not None else found.defer("sheet", "shown")),
        found.count(),
        _counts(every, "outcome"),
        _counts(every, "party"),
    )


def _counts(found: QuerySet[Line], column: str) -> dict[str, int]:
    return dict(found.order_by(column).values_list(column).annotate(count=Count("pk")))


def line(row: Run, ref: str) -> Line | None:
    """This will find one line of a trial."""
    return Line.objects.filter(run=row, ref=ref).first()


@dataclass(frozen=True, slots=True)
class Move:
    """A request that came to something else in another trial."""

    ref: str
    party: str
    before: str
    after: str
    reason: str
    about: str

    @property
    def way(self) -> rules.Way:
        """Where it has moved."""
        return rules.way_of(self.before, self.after)


def moves(before: Run, after: Run) -> list[Move]:
    """This will list the requests that came to something else, or stand in one of two trials alone. One query."""
    sql = """
    SELECT coalesce(a.ref, b.ref), coalesce(a.party, b.party), coalesce(b.outcome, ''), coalesce(a.outcome, ''),
           coalesce(a.reason, ''), coalesce(a.about, '')
    FROM (SELECT * FROM resources_line WHERE run_id = %s) b
    FULL JOIN (SELECT * FROM resources_line WHERE run_id = %s) a ON a.ref = b.ref
    WHERE a.outcome IS DISTINCT FROM b.outcome ORDER BY 2, 1
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [before.pk, after.pk])
        return [Move(*found) for found in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Envy:
    """A request outside that could take the seat of one inside, and counts more: a question to answer."""

    outside: Line
    inside: Line


def envies(row: Run) -> tuple[int, list[Envy]]:
    """This will give how many such requests a trial leaves, and the weightiest of them with both lines. One query."""
    told = row.summary.get("envy", {"count": 0, "rows": []})
    refs = {ref for pair in told["rows"] for ref in pair.values()}
    found = {one.ref: one for one in Line.objects.filter(run=row, ref__in=refs).defer("sheet", "shown")}
    return told["count"], [Envy(found[pair["outside"]], found[pair["inside"]]) for pair in told["rows"]]


@dataclass(frozen=True, slots=True)
class Bidders:
    """How much one partner asked for and got in a trial."""

    party: str
    asked: int
    granted: int
    cost_minor: int


def by_party(row: Run) -> list[Bidders]:
    """This will add up a trial by partner, in the order of codes. One query."""
    found = Line.objects.filter(run=row).values("party").order_by("party")
    totals = found.annotate(
        asked=Count("pk"),
        granted=Count("pk", filter=Q(outcome__in=GIVEN)),
        cost=Sum("cost_minor", filter=Q(outcome=rules.Outcome.GRANTED), default=0),
    )
    return [Bidders(one["party"], one["asked"], one["granted"], one["cost"]) for one in totals]


# -- results ---------------------------------------------------------------------------------------------------------


def results(row: Round, party: str) -> list[Result]:
    """This will list a partner's own results in its own order."""
    return list(Result.objects.filter(round=row, party=party).order_by("rank", "ref"))


def result(row: Round, ref: str) -> Result | None:
    """This will find one result that the reader may see."""
    return Result.objects.filter(round=row, ref=ref).first()


def seat_of(ref: str) -> Result | None:
    """This will find the result by which a name has its seat from the common budget."""
    found = Result.objects.filter(ref=ref, outcome=rules.Outcome.GRANTED, cost_minor__gt=0).order_by("-at")
    return found.first()


def moved(row: Round) -> list[Result]:
    """This will list what a re-run has changed, as far as the reader may see it."""
    return [
        one
        for one in Result.objects.filter(round=row).exclude(was="").order_by("party", "rank")
        if one.was != one.outcome
    ]


def covers_of_party(row: Round, party: str) -> list[Cover]:
    """This will list the covered activities that a party hosts. One query."""
    return list(Cover.objects.filter(round=row, audience__contains=[f"party:{party}"]).order_by("code"))


def covers_due(now: datetime) -> list[Cover]:
    """This will list covered activities whose granted seats are to be offered now."""
    return list(Cover.objects.filter(carry_out_at__lte=now).order_by("carry_out_at", "pk")[:200])


def take_cover(row: Cover) -> Cover | None:
    """This will lock a covered activity, unless another clock has it in hand or it is no longer due."""
    found = Cover.objects.select_for_update(of=("self",), skip_locked=True)
    return found.filter(pk=row.pk, carry_out_at__isnull=False).select_related("round").first()


def granted_numbers(row: Cover) -> list[int]:
    """This will list the numbers of the names to which a round gives seats of an activity."""
    found = Result.objects.filter(round=row.round, code=row.code, outcome__in=GIVEN).values_list("ref", flat=True)
    return sorted(int(ref.rpartition("/")[2]) for ref in found)


def seated(refs: Collection[str]) -> set[str]:
    """This will tell which of some names hold a seat or are offered one. One query."""
    sql = """
    SELECT n.code || '/' || n.number FROM nominations_nomination n
    WHERE n.state IN ('seat_offered', 'confirmed') AND n.code || '/' || n.number = ANY(%s)
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(refs)])
        return {ref for (ref,) in cursor.fetchall()}


# -- facts -----------------------------------------------------------------------------------------------------------


def facts_of_queue(
    row: Round, actor: Actor, now: datetime, *, weights: Mapping[str, int] | None = None, **_: object
) -> rules.RoundFacts:
    """This will show the rules how many trials wait, and the weights that are to be tried."""
    waiting = Run.objects.filter(round=row, state__in=[rules.RunState.QUEUED, rules.RunState.RUNNING]).count()
    return facts_of_round(row, actor, now, queued=waiting, weights=weights)


def facts_of_override(
    row: Round, actor: Actor, now: datetime, *, ref: str = "", reason: str | None = None, **_: object
) -> rules.RoundFacts:
    """This will show the rules whether a request stands in a round, and the reason given."""
    return facts_of_round(row, actor, now, ref_known=not ref or party_of(row, ref) is not None, reason=reason)


def facts_of_lifting(row: Round, actor: Actor, now: datetime, *, ref: str = "", **_: object) -> rules.RoundFacts:
    """This will show the rules whether an override is in force."""
    return facts_of_round(row, actor, now, ref_known=not ref or ref in in_force(row))


def party_of(row: Round, ref: str) -> str | None:
    """This will tell whose living name a request of a round is. One query."""
    code, _sign, at = ref.rpartition("/")
    sql = """
    SELECT n.party FROM nominations_nomination n JOIN resources_cover c ON c.activity_id = n.activity_id
    WHERE c.round_id = %s AND n.code = %s AND n.number = %s AND n.state = ANY(%s)
    """
    if not at.isdecimal():
        return None
    with connection.cursor() as cursor:
        cursor.execute(sql, [row.pk, code, int(at), list(ALIVE)])
        found = cursor.fetchone()
    return found[0] if found else None


def facts_of_submission(row: Round, actor: Actor, now: datetime, *, at: int = 0, **_: object) -> rules.RoundFacts:
    """This will show the rules the trial that is to go to the Council."""
    found = Run.objects.filter(round=row, number=at).defer("plan").first() if at else latest_solved(row)
    newest = Frozen.objects.filter(round=row).order_by("-number").values_list("pk", flat=True).first()
    fits = found is not None and found.frozen_id == newest and not found.weights and found.overrides == in_force(row)
    state = rules.RunState(found.state) if found else rules.RunState.FAILED
    return facts_of_round(row, actor, now, run=state, is_newest=fits)


def facts_of_adoption(row: Round, actor: Actor, now: datetime, *, sha256: str = "", **_: object) -> rules.RoundFacts:
    """This will show the rules which scenario is decided on, and which was submitted."""
    found = submission(row)
    return facts_of_round(row, actor, now, asked=sha256, submitted=found.sha256 if found else "none")


def facts_of_run(
    row: Run, actor: Actor, now: datetime, *, violations: int | None = None, summary: Mapping[str, Any] | None = None,
    **_: object,
) -> rules.RunFacts:  # fmt: skip
    """This will show the rules a trial, and what the checker and the bound say of its plan."""
    told = summary or {}
    return rules.RunFacts(
        row.round.code,
        row.number,
        rules.RunState(row.state),
        violations=violations,
        value=int(told.get("objective", 0)),
        bound=int(told.get("bound", 0)),
    )


def facts_of_cover(row: Cover, actor: Actor, now: datetime, **_: object) -> rules.CoverFacts:
    """This will show the rules whether granted seats of an activity are due to be offered."""
    return rules.CoverFacts(row.code, row.carry_out_at is not None and row.carry_out_at <= now)
