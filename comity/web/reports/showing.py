"""Evidence on tools in the reader's words: line by line with its reasons, what it cost, and what was freed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from comity import policy
from comity.core.money import Money
from comity.feedback.rules import ToolEvidence
from comity.web.page import locale
from comity.web.reports import labels


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a cell: its lines, or, where there is nothing to count, a sentence why."""

    lines: tuple[str, ...] = ()
    why: str = ""


def evidence(before: ToolEvidence | None, after: ToolEvidence | None, *, is_kept: bool) -> dict[str, Any]:
    """This will give a page what it shows of the evidence on a tool, with that of the year after beside it."""
    return {
        "lines": _lines(before, after),
        "evidence": before,
        "after": after,
        "is_kept": is_kept,
        "freed": freed(before, after),
    }


def _lines(before: ToolEvidence | None, after: ToolEvidence | None) -> list[dict[str, Any]]:
    """This will write the evidence line by line."""
    if before is None:
        return []
    both = [before, *([after] if after else [])]
    counted = labels.COUNTED.get(before.tool, "")
    known = _("no table counted it when this was kept")
    rows: tuple[tuple[str, object, Callable[[ToolEvidence], Said]], ...] = (
        (_("Partners to whom it is open"), "", lambda one: _number(one.open_to, known)),
        (_("Partners that used it"), "", lambda one: _number(one.users, known)),
        (_("Used"), counted, lambda one: _number(one.acts, known)),
        (_("Open on the last day"), "", lambda one: _number(one.running, known)),
        (_("Seats taken"), "", lambda one: _of(one.seats_taken, one.seats_total, _("nothing with seats was held"))),
        (
            _("Reports received of those asked for"),
            "",
            lambda one: _of(one.sent, one.asked, _("no report was asked for")),
        ),
        (_("Mark, from 1 to 5"), "", lambda one: _number(one.mark, _("too few answers for a mark (W-56)"))),
        (_("Set aside, net of what was released"), "", lambda one: cost_of(one.tool, one.cost)),
    )
    return [{"label": label, "sub": sub, "values": [write(one) for one in both]} for label, sub, write in rows]


def cost_of(what: str, cost: tuple[tuple[str, int], ...]) -> Said:
    """This will write what a tool or mechanism cost, currency by currency, or why the books hold nothing of it."""
    if cost:
        return Said(tuple(money(Money(minor, currency)) for currency, minor in cost))
    return Said(why=str(labels.NO_COST.get(what, labels.NOTHING_SET_ASIDE)))


def money(one: Money) -> str:
    """This will write a sum in the reader's language."""
    return str(policy.money(one, locale()))


def freed(before: ToolEvidence | None, after: ToolEvidence | None) -> list[dict[str, Money]]:
    """This will tell, currency by currency, what was set aside before and after, and the difference."""
    if before is None or after is None:
        return []
    earlier, later = dict(before.cost), dict(after.cost)
    return [
        {
            "before": Money(earlier.get(currency, 0), currency),
            "after": Money(later.get(currency, 0), currency),
            "freed": Money(earlier.get(currency, 0) - later.get(currency, 0), currency),
        }
        for currency in sorted({*earlier, *later})
    ]


def _number(value: object, why: str) -> Said:
    return Said(why=why) if value is None else Said((str(value),))


def _of(part: int, whole: int, why: str) -> Said:
    return Said((_("%(part)s of %(whole)s") % {"part": part, "whole": whole},)) if whole else Said(why=why)
