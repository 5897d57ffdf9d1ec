"""The yearly review of tools: the reviews, what the tables say of each tool, and what the rules are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day, end_of_day
from comity.core.tasks import Task
from comity.feedback import rules
from comity.feedback.models import ToolOutcome, ToolReview
from comity.feedback.queries.evidence import tool_evidence, year_before
from comity.feedback.rules import ToolEvidence, ToolState, ToolVerdict
from comity.kernel.register import plain
from comity.kernel.rows import Row, Statement
from comity.parties import queries as parties
from comity.policy import pack

STAFF = "IS"
_WAITING = Statement(
    lambda: ToolReview.objects.filter(
        Q(state=ToolState.OPEN) | Q(state=ToolState.DISCARDED, accounted_on__isnull=True)
    ).order_by("year", "pk")
)


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


def reviews_accounted() -> list[ToolReview]:
    """This will list the reviews of which it was said what they freed, as far as the reader may see them."""
    return list(ToolReview.objects.filter(accounted_on__isnull=False).order_by("pk"))


def evidence_after(row: ToolReview) -> ToolEvidence:
    """This will gather what the tables say of a discarded tool over the months since (W-251)."""
    if row.decided_on is None:
        raise LookupError(row.subject)
    return tool_evidence(row.decided_on + timedelta(days=1), rules.accounts_from(row.decided_on))[row.tool]


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
