"""The yearly review of tools: the reviews, what the tables say of each tool, and what the rules are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from comity.consultations import queries as consultations
from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day, end_of_day
from comity.core.tasks import Task
from comity.feedback import rules
from comity.feedback.models import Summary, ToolOutcome, ToolReview
from comity.feedback.rules import ToolEvidence, ToolState, ToolVerdict
from comity.kernel.register import plain
from comity.kernel.rows import Row, Statement
from comity.ledger import queries as ledger
from comity.menu import queries as menu
from comity.nominations import queries as nominations
from comity.parties import queries as parties
from comity.policy import pack
from comity.programmes import queries as programmes
from comity.science import queries as science

STAFF = "IS"
MONTHS = 12
_WAITING = Statement(
    lambda: ToolReview.objects.filter(
        Q(state=ToolState.OPEN) | Q(state=ToolState.DISCARDED, accounted_on__isnull=True)
    ).order_by("year", "pk")
)
# Of which tool money is spent, by what the books name as its subject; of activities and seats their own tool decides.
SPENT_ON = {"trust_fund": "trust-funds", "fund": "trust-funds", "application": "SPS"}


@dataclass(frozen=True, slots=True)
class ToolDue:
    """A tool whose review of a year is still to be opened, for the clock."""

    pk: str
    year: int


# -- reviews -----------------------------------------------------------------------------------------------------------


def tool_review(pk: int) -> ToolReview | None:
    """This will find a review that the reader may see."""
    return ToolReview.objects.filter(pk=pk).first()


def tool_reviews(*, year: int | None = None, tool: str = "") -> list[ToolReview]:
    """This will list reviews, the latest year first, the tools in the order of the policy."""
    found = ToolReview.objects.all()
    if year is not None:
        found = found.filter(year=year)
    if tool:
        found = found.filter(tool=tool)
    order = list(pack().tools)
    return sorted(found, key=lambda one: (-one.year, order.index(one.tool) if one.tool in order else len(order)))


def proposed_tools() -> list[ToolReview]:
    """This will list the reviews on which the Council is still to decide."""
    return [one for one in tool_reviews() if one.state == ToolState.PROPOSED]


def tool_outcomes(*, verdict: ToolVerdict | None = None) -> list[ToolOutcome]:
    """This will list what was decided of tools, the latest first, for everybody."""
    found = ToolOutcome.objects.all() if verdict is None else ToolOutcome.objects.filter(verdict=verdict)
    return list(found.order_by("-decided_on", "-pk"))


def years_reviewed() -> list[int]:
    """This will list the years of which there are reviews, the latest first."""
    return list(ToolReview.objects.order_by("-year").values_list("year", flat=True).distinct())


def running_tools(day: date) -> list[str]:
    """This will list the tools of the policy that run on a day: those that it names and that were not discarded."""
    return [tool.code for tool in parties.tools_on(day) if tool.in_pack and tool.code not in parties.tools_closed(day)]


def tool_reviews_due(now: datetime) -> list[ToolDue]:
    """This will list the tools whose review of this year is to be opened, for the clock (W-245). Three queries."""
    day = brussels_day(now)
    if not rules.review_opens(day) or parties.party(STAFF) is None:
        return []
    opened = set(ToolReview.objects.filter(year=day.year).values_list("tool", flat=True))
    return [ToolDue(tool, day.year) for tool in running_tools(day) if tool not in opened]


def is_tool_due(due: ToolDue) -> bool:
    """This will tell whether nobody has opened the review meanwhile."""
    return not ToolReview.objects.filter(tool=due.pk, year=due.year).exists()


# -- evidence ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Use:
    """What was counted for one tool."""

    users: set[str] = field(default_factory=set)
    acts: int = 0


def year_before(day: date) -> date:
    """This will give the first day of the twelve months that end with a day."""
    return day.replace(year=day.year - 1, day=min(day.day, 28)) + timedelta(days=1)


def tool_evidence(since: date, until: date) -> dict[str, ToolEvidence]:
    """This will gather what the tables say of every tool between two days, both included (W-246).

    Who came where is for the staff: in the scope of other readers those numbers would be too small.
    Sixteen queries, whatever the number of rows.
    """
    stands = parties.standings(None, until)
    partners = {code for code, standing in stands.items() if standing.is_partner}
    held = menu.held_between(since, until)
    tool_of = {one.code: one.tool for one in held}
    counted = _uses(since, until, partners, tool_of)
    reports = _reports(since, until)
    cost = _cost(since, until)
    found = {}
    for tool in pack().tools.values():
        if not tool.in_pack:
            continue
        of_tool = [one for one in held if one.tool == tool.code and one.seats_total]
        use = counted.get(tool.code)
        asked, sent, mark = reports.get(tool.code, (0, 0, None))
        found[tool.code] = ToolEvidence(
            tool=tool.code,
            since=since,
            until=until,
            open_to=sum(tool.code in standing.tools_open for standing in stands.values() if standing.is_partner),
            users=len(use.users) if use else None,
            acts=use.acts if use else None,
            seats_taken=sum(one.seats_given for one in of_tool),
            seats_total=sum(one.seats_total or 0 for one in of_tool),
            asked=asked,
            sent=sent,
            mark=mark,
            cost=tuple(sorted(cost.get(tool.code, {}).items())),
        )
    return found


def _uses(since: date, until: date, partners: Collection[str], tool_of: Mapping[str, str]) -> dict[str, _Use]:
    """This will count who used which tool, and how often. A tool of which no house keeps anything is not counted."""
    found = {code: _Use() for code in ("PCM", "exercises", "flexible-formats", "SPS", "CPE", "missions")}
    for kind in pack().programme_types.values():
        found[kind.tool] = _Use()
    for tool in tool_of.values():
        found.setdefault(tool, _Use()).acts += 1
    for one in nominations.attended(since, until, parties=partners):
        if one.activity in tool_of:
            found[tool_of[one.activity]].users.add(one.party)
    for party, kind_code in programmes.run_between(since, until):
        use = found[pack().programme_type(kind_code).tool]
        use.users.add(party)
        use.acts += 1
    for called in consultations.held_between(since, until):
        found["flexible-formats"].acts += 1
        found["flexible-formats"].users |= called & set(partners)
    for row in science.applications():
        if row.submitted_at is not None and since <= brussels_day(row.submitted_at) <= until:
            found["SPS"].acts += 1
            found["SPS"].users.add(row.party_id)
    for tool, hosts in parties.present_on(until).items():
        found[tool].acts += len(hosts)
        found[tool].users |= set(hosts) & set(partners)
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


def _cost(since: date, until: date) -> dict[str, dict[str, int]]:
    """This will add up what was set aside between two days, net of what was released, by tool and currency."""
    used = ledger.used_between(since, until)
    codes = {_activity(subject) for subject, _currency, _minor in used} - {""}
    activities = menu.outlines(codes) if codes else {}
    found: dict[str, dict[str, int]] = {}
    for subject, currency, minor in used:
        row = activities.get(_activity(subject))
        tool = row.tool if row else SPENT_ON.get(subject.partition(":")[0], "")
        if tool:
            sums = found.setdefault(tool, {})
            sums[currency] = sums.get(currency, 0) + minor
    return found


def _activity(subject: str) -> str:
    kind, _, ref = subject.partition(":")
    return {"activity": ref, "nomination": ref.rpartition("/")[0]}.get(kind, "")


def kept_evidence(evidence: ToolEvidence) -> dict[str, Any]:
    """This will write evidence as it is kept."""
    written: dict[str, Any] = plain(asdict(evidence))
    return written


def read_evidence(kept: Mapping[str, Any]) -> ToolEvidence | None:
    """This will read evidence that was kept; nothing where none was."""
    if not kept:
        return None
    values = dict(kept)
    values["since"], values["until"] = (date.fromisoformat(values[name]) for name in ("since", "until"))
    values["mark"] = Decimal(values["mark"]) if values["mark"] is not None else None
    values["cost"] = tuple((currency, minor) for currency, minor in values["cost"])
    return ToolEvidence(**values)


def with_evidence(
    reviews: Sequence[ToolReview], actor: Actor, day: date
) -> list[tuple[ToolReview, ToolEvidence | None]]:
    """This will give each review its evidence: as it was kept, or, for the staff alone, as it stands today."""
    waits = actor.is_staff and any(not one.evidence for one in reviews)
    today = tool_evidence(year_before(day), day) if waits else {}
    return [(one, read_evidence(one.evidence) or today.get(one.tool)) for one in reviews]


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_opening_tool(row: Row, actor: Actor, now: datetime, *, tool: str) -> rules.OpenToolFacts:
    """This will show the rules a tool whose review is to be opened. The row is the staff's."""
    day = brussels_day(now)
    opened = ToolReview.objects.filter(tool=tool, year=day.year).exists()
    return rules.OpenToolFacts(tool, day.year, is_known=tool in running_tools(day), is_opened=opened)


def facts_of_tool(
    row: ToolReview,
    actor: Actor,
    now: datetime,
    *,
    verdict: str = "",
    reason: str | None = None,
    change: str | None = None,
    freed: str | None = None,
    **_: object,
) -> rules.ToolFacts:
    """This will show the rules a review and what is now wanted of it."""
    return rules.ToolFacts(
        tool=row.tool,
        year=row.year,
        state=ToolState(row.state),
        proposed=ToolVerdict(row.verdict) if row.verdict else None,
        verdict=ToolVerdict(verdict) if verdict else None,
        reason=reason,
        change=change,
        decided_on=row.decided_on,
        accounted_on=row.accounted_on,
        freed=freed,
    )


# -- what waits --------------------------------------------------------------------------------------------------------


def tools_waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list the reviews that wait for the menu manager: for a proposal, or for what was freed. One query."""
    if not actor.has(Role.MENU_MANAGER):
        return []
    day = brussels_day(now)
    tasks = []
    for row in _WAITING.rows():
        to_account = row.state == ToolState.DISCARDED
        if to_account and (row.decided_on is None or day < rules.accounts_from(row.decided_on)):
            continue
        name = pack().tool(row.tool).name
        tasks.append(
            Task(
                kind="feedback.account_for" if to_account else "feedback.propose_verdict",
                ref=str(row.pk),
                title=name.en,
                due_at=None if to_account else end_of_day(date(row.year, 12, 31)),
                since_at=row.opened_at,
                ground="P§15",
                params={"title_fr": name.fr, "year": str(row.year)},
            )
        )
    return tasks
