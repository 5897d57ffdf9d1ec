"""What may be asked of trust funds. Sums are whole minor units of the fund's currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from comity.core import audience
from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.tasks import Task
from comity.core.uses import Use
from comity.kernel.rows import Columns, Row
from comity.ledger import queries as ledger
from comity.parties import queries as parties
from comity.trust_funds import rules
from comity.trust_funds.models import SET_UP, Counter, Fund, Milestone
from comity.trust_funds.rules import Paper, Purpose, State

_MOST = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which funds are asked for: words in code, titles or agent, states, purposes."""

    words: str = ""
    states: Sequence[State] = field(default_factory=tuple)
    purposes: Sequence[Purpose] = field(default_factory=tuple)


# -- funds -------------------------------------------------------------------------------------------------------------


def funds(wanted: Wanted, *, limit: int | None = None, offset: int = 0) -> list[Fund]:
    """This will list funds that the reader may see, with their leads, the latest first. Two queries."""
    found = _wanted(wanted).prefetch_related("leads").order_by("-suggested_at", "-pk")
    return list(found[offset : None if limit is None else offset + limit])


def count(wanted: Wanted) -> int:
    """This will count the funds that fit."""
    return _wanted(wanted).count()


def states(wanted: Wanted) -> dict[str, int]:
    """This will count the funds that fit by their state, whatever states are asked for."""
    found = _wanted(Wanted(wanted.words, (), wanted.purposes))
    return dict(found.values_list("state").annotate(n=Count("pk")))


def purposes(wanted: Wanted) -> dict[str, int]:
    """This will count the funds that fit by their purpose, whatever purposes are asked for."""
    found = _wanted(Wanted(wanted.words, wanted.states, ()))
    return dict(found.values_list("purpose").annotate(n=Count("pk")))


def fund(code: str) -> Fund | None:
    """This will find a fund with all that hangs on it and the reader may see. Eight queries."""
    latest = Prefetch("counters", Counter.objects.prefetch_related("counts"))
    found = Fund.objects.filter(code=code).prefetch_related("leads", "phases", "agreements", "gifts", latest)
    return found.prefetch_related(Prefetch("milestones", Milestone.objects.select_related("phase"))).first()


def bare(code: str) -> Fund | None:
    """This will find a fund alone."""
    return Fund.objects.filter(code=code).first()


def milestone(code: str, number: int) -> Milestone | None:
    """This will find a milestone of a fund."""
    return Milestone.objects.select_related("phase", "fund").filter(fund__code=code, number=number).first()


def counter(code: str, number: int) -> Counter | None:
    """This will find a counter of a fund."""
    return Counter.objects.select_related("fund").filter(fund__code=code, number=number).first()


def published() -> list[Fund]:
    """This will list the funds that the Allies have set up, with what is published of them. Six queries."""
    found = Fund.objects.filter(state__in=SET_UP).order_by("code")
    return list(found.prefetch_related("leads", "phases", "gifts", "counters"))


def to_decide() -> list[Fund]:
    """This will list the funds on which the Council may decide."""
    return list(Fund.objects.filter(state__in=(State.AGREED, State.BEFORE_COUNCIL)).order_by("code"))


def beside(row: Fund) -> list[Fund]:
    """This will list the other funds with the same host that are not over."""
    over = (State.CLOSED, State.DROPPED)
    return list(Fund.objects.filter(host__code=row.host_id).exclude(pk=row.pk).exclude(state__in=over).order_by("code"))


def run_between(since: date, until: date) -> list[Use]:
    """This will list the funds that ran between two days, each as used by its host. One query."""
    found = Fund.objects.filter(launched_on__lte=until).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=since))
    return [
        Use(f"fund:{code}", frozenset({str(host)}), closed_on is None or closed_on > until)
        for code, host, closed_on in found.values_list("code", "host_id", "closed_on")
    ]


def spent_for(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """This will tell for whom and in which area funds are kept: host and area by code. One query."""
    found = Fund.objects.filter(code__in=list(codes)).values_list("code", "host_id", "area")
    return {code: (str(host), area) for code, host, area in found}


def months(row: Fund) -> int:
    """This will give how long all phases take, one after the other. Units: months."""
    return sum(one.months for one in row.phases.all())


def share_of_next(row: Fund) -> tuple[int, int] | None:
    """This will give what is pledged and what has to be for the phases up to the next; nothing if all have started."""
    phases = list(row.phases.all())
    started = sum(1 for one in phases if one.started_on)
    if started >= len(phases):
        return None
    return row.pledged, rules.needed((one.cost for one in phases[: started + 1]), row.threshold)


def signed_papers(row: Fund) -> frozenset[tuple[Paper, str]]:
    """This will tell which agreements are signed, and with whom."""
    return frozenset((Paper(one.paper), one.contributor) for one in row.agreements.all())


def contributors(row: Fund) -> list[str]:
    """This will list who has pledged something that still stands, in the order of the pledges."""
    return list(dict.fromkeys(one.contributor for one in row.gifts.all() if one.pledged))


def missing_papers(row: Fund) -> tuple[tuple[Paper, str], ...]:
    """This will list the agreements that are still to be signed (W-182)."""
    return rules.missing(signed_papers(row), contributors(row))


def readers(row: Fund) -> list[str]:
    """This will name who reads of the fund besides the staff and the Allies: host and leads."""
    return sorted({audience.party(row.host_id), *(audience.party(one.party) for one in row.leads.all())})


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_idea(
    row: Row,
    actor: Actor,
    now: datetime,
    *,
    title_en: str = "-",
    title_fr: str = "-",
    aim_en: str = "-",
    aim_fr: str = "-",
    others: str = "-",
    area: str | None = None,
    **_: object,
) -> rules.SuggestFacts:
    """This will show the rules an idea for a fund. The row is the party's that would be the host."""
    code = row.subject.removeprefix("party:")
    side = parties.standing(code, brussels_day(now))
    aim = aim_en if aim_en.strip() and aim_fr.strip() else ""
    return rules.SuggestFacts(code, side.is_partner, title_en, title_fr, aim, others, area)


def facts_of(
    row: Fund, actor: Actor, now: datetime, *, decision: str = "", reason: str | None = None, **_: object
) -> rules.FundFacts:
    """This will show the rules a fund, with the decision or the reason now given."""
    proposal = getattr(row, "proposal", None)
    return rules.FundFacts(
        code=row.code,
        host=row.host_id,
        state=State(row.state),
        leads=tuple(one.party for one in row.leads.all()),
        agreed=tuple(proposal.agreed) if proposal else (),
        decision=decision,
        reason=reason,
        signed=row.signed,
    )


def facts_of_study(
    row: Fund,
    actor: Actor,
    now: datetime,
    *,
    agent: str | None = None,
    studied_on: date | None = None,
    **_: object,
) -> rules.StudyFacts:
    """This will show the rules a fund and its study."""
    return rules.StudyFacts(facts_of(row, actor, now), agent, studied_on)


def facts_of_phase(
    row: Fund, actor: Actor, now: datetime, *, cost: int | None = None, months: int | None = None, **_: object
) -> rules.PhaseFacts:
    """This will show the rules a fund and a phase that is to be planned."""
    return rules.PhaseFacts(facts_of(row, actor, now), cost, months)


def facts_of_proposal(
    row: Fund,
    actor: Actor,
    now: datetime,
    *,
    parts: dict[str, str] | None = None,
    threshold: int | None = None,
    **_: object,
) -> rules.ProposalFacts:
    """This will show the rules a fund and its proposal."""
    missing = 0 if parts is None else sum(1 for part in rules.Part if not parts.get(part, "").strip())
    return rules.ProposalFacts(facts_of(row, actor, now), len(row.phases.all()), missing, threshold)


def facts_of_agreeing(
    row: Fund, actor: Actor, now: datetime, *, for_agent: bool = False, **_: object
) -> rules.AgreeFacts:
    """This will show the rules a proposal and the side that is to agree to it."""
    return rules.AgreeFacts(facts_of(row, actor, now), rules.AGENT if for_agent else actor.party or "")


def facts_of_signing(
    row: Fund,
    actor: Actor,
    now: datetime,
    *,
    paper: Paper,
    contributor: str = "",
    signed_on: date | None = None,
    **_: object,
) -> rules.SigningFacts:
    """This will show the rules an agreement that is to be entered."""
    given = frozenset(contributors(row))
    return rules.SigningFacts(
        facts_of(row, actor, now), Paper(paper), contributor, signed_on, given, signed_papers(row)
    )


def facts_of_start(row: Fund, actor: Actor, now: datetime, **_: object) -> rules.StartFacts:
    """This will show the rules a fund whose next phase is to start."""
    phases = list(row.phases.all())
    return rules.StartFacts(
        facts_of(row, actor, now),
        row.currency,
        tuple(one.cost for one in phases),
        sum(1 for one in phases if one.started_on),
        row.pledged,
        row.threshold,
        signed_papers(row),
    )


def facts_of_plan(
    row: Fund, actor: Actor, now: datetime, *, phase: int | None = None, target: int | None = None, **_: object
) -> rules.PlanFacts:
    """This will show the rules a milestone or a counter that is to be added."""
    numbers = tuple(one.number for one in row.phases.all())
    return rules.PlanFacts(facts_of(row, actor, now), numbers, phase, target)


def facts_of_milestone(
    row: Milestone,
    actor: Actor,
    now: datetime,
    *,
    on: date | None = None,
    evidence: str | None = None,
    **_: object,
) -> rules.MilestoneFacts:
    """This will show the rules a milestone and what is now said of it."""
    return rules.MilestoneFacts(
        facts_of(row.fund, actor, now),
        row.phase.started_on is not None,
        row.reached_on,
        row.reached_by,
        row.verified_on,
        on,
        evidence,
    )


def facts_of_count(
    row: Counter,
    actor: Actor,
    now: datetime,
    *,
    amount: int | None = None,
    source: str | None = None,
    on: date | None = None,
    **_: object,
) -> rules.CountFacts:
    """This will show the rules a counter and what is to be added to it."""
    return rules.CountFacts(facts_of(row.fund, actor, now), row.total, amount, source, on)


def facts_of_close(
    row: Fund, actor: Actor, now: datetime, *, audited_on: date | None = None, report: str | None = None, **_: object
) -> rules.CloseFacts:
    """This will show the rules a fund that is to close, with what its books still hold."""
    line = ledger.line(row.code)
    place = ledger.position(line) if line else None
    open_ = row.milestones.filter(phase__started_on__isnull=False, verified_on__isnull=True).count()
    waiting = place.committed + place.obligated if place else 0
    return rules.CloseFacts(facts_of(row, actor, now), open_, waiting, row.currency, audited_on, report)


# -- what waits --------------------------------------------------------------------------------------------------------


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will say what waits on a side: a proposal to agree to, a phase to start, a milestone past its day."""
    party, day = actor.party or "", brussels_day(now)
    if actor.has(Role.DESK_OFFICER):
        return [_task(code, since_at, "trust_funds.late", "W-185") for code, since_at in _LATE.rows(day)]
    if not actor.has(*rules.SPEAKERS):
        return []
    own = Q(host=party) | Q(leads__party=party)
    alive = (State.PROPOSED, State.LAUNCHED, State.RUNNING)
    found = Fund.objects.filter(own, state__in=alive).distinct().order_by("code")
    tasks: list[Task] = []
    for row in found.prefetch_related("leads", "phases", "agreements", "milestones").select_related("proposal")[:_MOST]:
        tasks += _tasks(row, party, day)
    return tasks


def _late(day: date) -> QuerySet[Fund, tuple[Any, ...]]:
    """This will select the funds that have a milestone past its day (rules.is_late)."""
    late = Milestone.objects.filter(fund=OuterRef("pk"), reached_on__isnull=True, due_on__lt=day)
    found = Fund.objects.filter(Exists(late), state__in=(State.LAUNCHED, State.RUNNING))
    return found.order_by("code").values_list("code", "suggested_at")[:_MOST]


_LATE = Columns(_late, date)


def _tasks(row: Fund, party: str, day: date) -> list[Task]:
    leading = party in {one.party for one in row.leads.all()}
    found: list[str] = []
    if row.state == State.PROPOSED:
        if (leading or party == row.host_id) and party not in row.proposal.agreed:
            found.append("trust_funds.agree")
        return [_task(row.code, row.suggested_at, kind, "W-179") for kind in found]
    wanted = share_of_next(row)
    if leading and wanted and wanted[0] >= wanted[1] and not rules.missing(signed_papers(row)):
        found.append("trust_funds.start")
    late = [one for one in row.milestones.all() if rules.is_late(one.due_on, one.reached_on, day)]
    if leading and late:
        found.append("trust_funds.late")
    grounds = {"trust_funds.start": "W-183", "trust_funds.late": "W-185"}
    return [_task(row.code, row.suggested_at, kind, grounds[kind]) for kind in found]


def _task(code: str, since_at: datetime, kind: str, ground: str) -> Task:
    return Task(kind=kind, ref=code, title=code, since_at=since_at, ground=ground, params={"code": code})


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§14 by trust funds, as far as the reader may see it. One query."""
    return {"trust_funds.funds": Fund.objects.filter(state__in=SET_UP).count()}


def inner_circle(now: datetime, *more: str) -> list[str]:
    """This will name who reads of a fund before it is set up: the staff, the Allies of the day, and those named."""
    return parties.resolve_audience([audience.STAFF, audience.ALLIES, *more], now)


def _wanted(wanted: Wanted) -> QuerySet[Fund]:
    found = Fund.objects.all()
    if wanted.words:
        fits = Q()
        for name in ("code", "title_en", "title_fr", "agent"):
            fits |= Q(**{f"{name}__icontains": wanted.words})
        found = found.filter(fits)
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.purposes:
        found = found.filter(purpose__in=wanted.purposes)
    return found
