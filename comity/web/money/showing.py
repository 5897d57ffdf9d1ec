"""Lines, commitments and transactions as the pages of money show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity import policy
from comity.core.actor import Actor, Role
from comity.core.money import Money
from comity.ledger import queries
from comity.ledger.queries import Stated
from comity.ledger.rules import Kind, Position, Stage, State, Verb
from comity.people import queries as people
from comity.web.addresses import reverse
from comity.web.drawings import money_bar
from comity.web.money import labels
from comity.web.page import locale

USES = ("paid", "obligated", "committed", "free")


def writes(actor: Actor) -> bool:
    """This will tell whether the reader keeps the books."""
    return actor.has(Role.RESOURCES_OFFICER)


def listed(row: Any) -> dict[str, Any]:
    """This will show one line of the list."""
    place = queries.position(row)
    word, tone = labels.STATES[State(row.state)]
    return {
        "line": row,
        "title": row.title_in(locale()),
        "address": reverse("money:line", args=[row.code]),
        "kind": labels.KINDS[Kind(row.kind)],
        "word": word,
        "tone": tone,
        "bar": bar(place),
        "used": round(100 * place.used / place.amount) if place.amount else 0,
        **{part: place.money(part) for part in ("amount", "committed", "obligated", "paid", "free")},
    }


def figure(rate: Decimal) -> str:
    """This will write a rate with all its digits, as the language writes fractions."""
    written = f"{rate.normalize():f}"
    return written.replace(".", ",") if locale() == "fr" else written


def bar(place: Position, *, title: str = "", description: str = "") -> Any:
    """This will draw a position as one bar."""
    parts = tuple((part, int(getattr(place, part))) for part in USES)
    return money_bar(parts, title=title, description=description)


def parts(place: Position, *, is_fund: bool) -> list[dict[str, Any]]:
    """This will list the figures of a position as words and shares."""
    names = (*USES, *(("signed", "pledged") if is_fund else ()))
    return [
        {
            "name": name,
            "label": labels.PARTS[name],
            "money": place.money(name),
            "share": getattr(place, name) / place.amount if place.amount and name in USES else None,
        }
        for name in names
    ]


def totals(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """This will add up lines, currency by currency."""
    sums: dict[str, list[Position]] = {}
    for row in rows:
        sums.setdefault(row.currency, []).append(queries.position(row))
    return [
        {
            "currency": currency,
            **{
                part: Money(sum(int(getattr(place, part)) for place in places), currency)
                for part in ("amount", "committed", "obligated", "paid", "free")
            },
        }
        for currency, places in sorted(sums.items())
    ]


def commitment(row: Any, code: str, *, officer: bool) -> dict[str, Any]:
    """This will show one commitment with what may be done with it."""
    stage = Stage(row.stage)
    word, tone = labels.STAGES[stage]
    acts: list[tuple[str, Any]] = []
    if officer and row.original_left:
        acts += [("oblige", _("Enter as owed…")), ("release", pgettext("money", "Release…"))]
    if officer and row.original_obligated:
        acts.insert(0, ("pay", _("Pay an invoice…")))
    return {
        "row": row,
        "purpose": labels.PURPOSES.get(row.purpose, row.purpose),
        "word": word,
        "tone": tone,
        "original": row.money,
        "converted": rated(row),
        "left": Money(row.original_left, row.currency),
        "obligated": Money(row.original_obligated, row.currency),
        "paid": Money(row.original_paid, row.currency),
        "acts": [
            {"label": label, "url": reverse("money:act_on_commitment", args=[code, row.number, verb])}
            for verb, label in acts
        ],
    }


def left_of(row: Any) -> list[dict[str, Any]]:
    """This will tell what of a commitment is still set aside, and what is owed, in its own currency."""
    return [
        {"label": labels.PARTS["committed"], "value": policy.money(Money(row.original_left, row.currency), locale())},
        {
            "label": labels.PARTS["obligated"],
            "value": policy.money(Money(row.original_obligated, row.currency), locale()),
        },
    ]


def contribution(row: Any, code: str, names: Mapping[str, str], *, officer: bool) -> dict[str, Any]:
    """This will show one contribution with what may be done with it."""
    pledged, signed, paid = row.totals
    acts: list[tuple[str, Any]] = []
    if officer and row.original_signed:
        acts.append(("receive", _("Enter as paid in…")))
    if officer and row.original_pledged:
        acts += [("sign", _("Enter as signed…")), ("lapse", _("Give up…"))]
    return {
        "row": row,
        "contributor": names.get(row.contributor, row.contributor),
        "pledged": pledged,
        "signed": signed,
        "paid": paid,
        "acts": [
            {"label": label, "url": reverse("money:act_on_contribution", args=[code, row.number, verb])}
            for verb, label in acts
        ],
    }


def rated(row: Any) -> dict[str, Any] | None:
    """This will show the line's sum of a foreign amount with the rate that was used."""
    if row.rate is None:
        return None
    return {
        "money": Money(row.minor, row.line.currency),
        "rate": figure(row.rate),
        "on": row.rate_on,
        "source": row.rate_source,
    }


def statement(row: Any, *, officer: bool) -> list[dict[str, Any]]:
    """This will show the transactions of a line, the latest first. Four queries."""
    stated = queries.statement(row)
    names = people.persons(one.by for one in stated if one.by)
    return [_stated(one, row, names, officer=officer) for one in reversed(stated)]


def _stated(one: Stated, row: Any, names: Mapping[int, Any], *, officer: bool) -> dict[str, Any]:
    by = names.get(one.by or 0)
    undone = one.reversed_by is not None or one.verb is Verb.REVERSE
    return {
        "one": one,
        "word": labels.ENTERED[one.verb],
        "what": one.text or one.about,
        "reason": one.reason,
        "money": Money(one.original, one.currency),
        "free": Money(one.after.free, row.currency),
        "by": by.name if by else "",
        "reverse_url": reverse("money:reverse", args=[row.code, one.number]) if officer and not undone else "",
    }
