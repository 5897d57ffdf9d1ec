"""What may be asked about tools as such: which the policy has, which were opened or discarded, and their use."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from comity.core.actor import Actor
from comity.core.uses import Use
from comity.parties import rules
from comity.parties.models import ContactPointEmbassy, Mission, Party, ToolAccess, ToolClosure, ToolUse
from comity.policy import pack
from comity.policy.model import Tool


def runs(day: date) -> Q:
    """This will select what holds on a day, known beginning and end or not."""
    begun = Q(since_on__isnull=True) | Q(since_on__lte=day)
    return begun & (Q(until_on__isnull=True) | Q(until_on__gt=day))


def tools_on(day: date) -> tuple[Tool, ...]:
    """This will give the tools of the policy in force on a day: none before it took effect."""
    loaded = pack()
    return tuple(loaded.tools.values()) if loaded.effective_on <= day else ()


def tools_closed(day: date) -> frozenset[str]:
    """This will list the tools that the Council had discarded by a day (W-249). One query."""
    return frozenset(ToolClosure.objects.filter(closed_on__lte=day).values_list("tool", flat=True))


def present_between(since: date, until: date) -> dict[str, list[Use]]:
    """This will list the missions that stood at the seat between two days, and the mandates of embassies. Two queries.

    A mandate is used by the nation in whose capital it is held.
    """
    begun = Q(since_on__isnull=True) | Q(since_on__lte=until)
    ran = begun & (Q(until_on__isnull=True) | Q(until_on__gt=since))
    missions = Mission.objects.filter(ran).values_list("pk", "party__code", "until_on")
    mandates = ContactPointEmbassy.objects.filter(ran).values_list("pk", "host__code", "until_on")
    return {
        tool: [
            Use(f"{tool}:{pk}", frozenset({code}), until_on is None or until_on > until) for pk, code, until_on in rows
        ]
        for tool, rows in (("missions", missions), ("CPE", mandates))
    }


def facts_of_closing(row: Party, actor: Actor, now: datetime, *, tool: str, decision: str) -> rules.ClosingFacts:
    """This will show the rules a tool that is to be closed. The row is the staff's."""
    known = tool in pack().tools and pack().tool(tool).in_pack
    return rules.ClosingFacts(tool, decision.strip(), is_known=known, is_closed=tool in tools_closed(date.max))


def tools_opened(code: str = "") -> list[ToolAccess]:
    """This will list the tools that the Council opened to a party, or to anybody, with the decisions. One query."""
    found = ToolAccess.objects.select_related("party").order_by("opened_on", "tool")
    return list(found.filter(party__code=code) if code else found)


def tool_uses(code: str) -> list[ToolUse]:
    """This will list the tools that a nation is known to have used, the latest first, those without a date last."""
    rows = ToolUse.objects.filter(party__code=code).select_related("party")
    return sorted(rows, key=lambda row: (row.since_on or date.min, row.pk), reverse=True)
