"""What the tables say of tools and mechanisms over some months: use, seats, reports, marks and cost (W-246, W-252)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from comity.consultations import queries as consultations
from comity.core.actor import Actor
from comity.core.uses import Use, counted
from comity.education import queries as education
from comity.engagement import queries as engagement
from comity.feedback import rules
from comity.feedback.models import Summary
from comity.feedback.rules import Mechanism, MechanismEvidence, ToolEvidence
from comity.ledger import queries as ledger
from comity.menu import queries as menu
from comity.nominations import queries as nominations
from comity.operations import queries as operations
from comity.parties import queries as parties
from comity.policy import pack
from comity.programmes import queries as programmes
from comity.science import queries as science
from comity.trust_funds import queries as trust_funds

type Costs = dict[str, dict[str, int]]


def year_before(day: date) -> date:
    """This will give the first day of the twelve months that end with a day."""
    return day.replace(year=day.year - 1, day=min(day.day, 28)) + timedelta(days=1)


def tool_evidence(since: date, until: date) -> dict[str, ToolEvidence]:
    """This will gather what the tables say of every tool between two days, both included (W-246).

    Who came where is for the staff: in the scope of other readers those numbers would be too small.
    Eighteen queries, whatever the number of rows.
    """
    stands = parties.standings(None, until)
    partners = frozenset(code for code, standing in stands.items() if standing.is_partner)
    held = menu.held_between(since, until)
    used = _uses(since, until, partners, {one.code: one.tool for one in held})
    reports = _reports(since, until)
    cost = _cost(since, until)
    found = {}
    for tool in pack().tools.values():
        if not tool.in_pack:
            continue
        of_tool = [one for one in held if one.tool == tool.code and one.seats_total]
        use = counted(used[tool.code], partners) if tool.code in used else None
        asked, sent, mark = reports.get(tool.code, (0, 0, None))
        found[tool.code] = ToolEvidence(
            tool=tool.code,
            since=since,
            until=until,
            open_to=sum(tool.code in standing.tools_open for standing in stands.values() if standing.is_partner),
            users=use.users if use else None,
            acts=use.acts if use else None,
            running=use.running if use else None,
            seats_taken=sum(one.seats_given for one in of_tool),
            seats_total=sum(one.seats_total or 0 for one in of_tool),
            asked=asked,
            sent=sent,
            mark=mark,
            cost=_sums(cost, tool.code),
        )
    return found


def mechanism_evidence(since: date, until: date, actor: Actor) -> list[MechanismEvidence]:
    """This will gather what the tables say of every mechanism between two days, both included (W-252).

    Reviews of integrity are for those whom their partners let in (W-232): the staff counts them, no Ally does.
    Eleven queries, whatever the number of rows.
    """
    used: dict[Mechanism, list[Use]] = {
        Mechanism.CENTRES: education.centres_between(since, until),
        Mechanism.SCHOOLS: education.supports_between(since, until),
        Mechanism.CLEARING: education.cleared_between(since, until),
        Mechanism.DIALOGUES: engagement.dialogues_between(since, until),
        Mechanism.ORGANISATIONS: engagement.worked_between(since, until),
    }
    if actor.is_staff:
        used[Mechanism.INTEGRITY] = education.reviews_between(since, until)
    cost = _cost(since, until)
    found = []
    for one in Mechanism:
        if one not in used:
            found.append(MechanismEvidence(one))
            continue
        use = counted(used[one])
        found.append(MechanismEvidence(one, use.users, use.acts, use.running, _sums(cost, one)))
    return found


def _uses(since: date, until: date, partners: Collection[str], tool_of: Mapping[str, str]) -> dict[str, list[Use]]:
    """This will list what was used of which tool. A tool of which no house keeps anything is not among them."""
    found: dict[str, list[Use]] = defaultdict(list, {"PCM": [], "exercises": []})
    came: dict[str, set[str]] = defaultdict(set)
    for one in nominations.attended(since, until, parties=partners):
        came[one.activity].add(one.party)
    for code, tool in tool_of.items():
        found[tool].append(Use(f"activity:{code}", frozenset(came[code]), is_open=False))
    for code, tool in menu.open_after(until):
        found[tool].append(Use(f"activity:{code}", frozenset(), is_open=True, ran=False))
    run = programmes.run_between(since, until)
    for kind in pack().programme_types.values():
        found[kind.tool] += run.get(kind.code, [])
    found["flexible-formats"] += consultations.held_between(since, until)
    found["SPS"] += science.used_between(since, until)
    found["trust-funds"] += trust_funds.run_between(since, until)
    found["operations"] += operations.run_between(since, until)
    for tool, uses in parties.present_between(since, until).items():
        found[tool] += uses
    return found


def _reports(since: date, until: date) -> dict[str, tuple[int, int, Decimal | None]]:
    """This will add up the reports on activities that ended between two days, by tool."""
    sums: dict[str, tuple[int, int]] = {}
    marks: dict[str, list[tuple[Decimal, int]]] = {}
    found = Summary.objects.filter(ends_on__gte=since, ends_on__lte=until).order_by()
    for tool, asked, sent, overall in found.values_list("activity__tool", "asked", "sent", "overall"):
        before = sums.get(tool, (0, 0))
        sums[tool] = (before[0] + asked, before[1] + sent)
        if overall is not None:
            marks.setdefault(tool, []).append((overall, sent))
    return {tool: (asked, sent, weighted(marks.get(tool, ()))) for tool, (asked, sent) in sums.items()}


def weighted(marks: Iterable[tuple[Decimal, int]]) -> Decimal | None:
    """This will average marks by how many answers stand behind each; nothing without answers."""
    pairs = list(marks)
    answers = sum(count for _, count in pairs)
    total = sum((mark * count for mark, count in pairs), Decimal(0))
    return (total / answers).quantize(Decimal("0.1")) if answers else None


def _cost(since: date, until: date) -> Costs:
    """This will add up what was set aside between two days, net of what was released, by tool and currency."""
    used = ledger.used_between(since, until)
    codes = {rules.activity_of(subject) for subject, _currency, _minor in used} - {""}
    activities = menu.outlines(codes) if codes else {}
    found: Costs = {}
    for subject, currency, minor in used:
        row = activities.get(rules.activity_of(subject))
        tool = row.tool if row else rules.spent_on(subject)
        if tool:
            sums = found.setdefault(tool, {})
            sums[currency] = sums.get(currency, 0) + minor
    return found


def _sums(cost: Costs, of: str) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(cost.get(of, {}).items()))
