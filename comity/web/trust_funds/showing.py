"""One fund as its reader sees it: who takes part, what is given, what is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.money import Money
from comity.decisions import queries as decisions
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.policy import pack
from comity.trust_funds import queries, rules
from comity.web.addresses import reverse
from comity.web.drawings import money_bar
from comity.web.page import asked, locale
from comity.web.register import subjects
from comity.web.trust_funds import labels


@dataclass
class Shown:
    """A fund, its reader and the moment. `proposal` is nothing for those who do not read it."""

    row: Any
    actor: Actor
    now: datetime

    @cached_property
    def names(self) -> dict[str, str]:
        """What parties are called."""
        return parties.names(locale())

    @cached_property
    def proposal(self) -> Any:
        """What the sides and the Allies read."""
        return getattr(self.row, "proposal", None)

    @cached_property
    def facts(self) -> Any:
        """What the rules are shown."""
        return queries.facts_of(self.row, self.actor, self.now)

    @property
    def day(self) -> date:
        """The day at the seat."""
        return brussels_day(self.now)

    @property
    def is_inside(self) -> bool:
        """Whether the reader belongs to the staff or to an Ally."""
        return self.actor.is_staff or self.actor.is_ally

    @property
    def title(self) -> str:
        """What the fund is called."""
        return str(self.row.title_in(locale()))

    def called(self, code: str) -> str:
        """This will name a party, or whoever else gives."""
        return self.names.get(code, code)

    def money(self, minor: int) -> Money:
        """This will give a sum in the fund's currency."""
        return Money(minor, self.row.currency)


def found(request: HttpRequest, code: str) -> Shown:
    """This will find a fund that the reader may see.

    Raises: Http404 if there is none.
    """
    row = queries.fund(code)
    if row is None:
        raise Http404
    return Shown(row, *asked(request))


def frame(shown: Shown, tab: str) -> dict[str, Any]:
    """This will give what stands on each page of a fund."""
    row = shown.row
    word, tone = labels.STATES[rules.State(row.state)]
    pages = [("", _tab("people")), ("money", _tab("money")), ("phases", _tab("phases")), ("results", _tab("results"))]
    return {
        "row": row,
        "title": shown.title,
        "aim": row.aim_in(locale()),
        "word": word,
        "tone": tone,
        "purpose": labels.PURPOSES[rules.Purpose(row.purpose)],
        "area": pack().areas[row.area].name.in_(locale()) if row.area in pack().areas else row.area,
        "host": shown.called(row.host_id),
        "leads": [shown.called(one.party) for one in row.leads.all()],
        "tab": tab,
        "tabs": [
            {
                "label": label,
                "key": key,
                "url": reverse("trust_funds:tab", args=[row.code, key])
                if key
                else reverse("trust_funds:fund", args=[row.code]),
            }
            for key, label in pages
        ],
        "is_public": row.launched_on is not None,
        "months": queries.months(row),
        "marking": documents.marking_of([row, *([shown.proposal] if shown.proposal and not tab else [])], locale()),
    }


def _tab(key: str) -> str:
    return {
        "people": _("People and agreements"),
        "money": pgettext("fund", "Money"),
        "phases": _("Phases and milestones"),
        "results": _("Results"),
    }[key]


def papers(shown: Shown) -> list[dict[str, Any]]:
    """This will list the four agreements as a checklist, the financial one once for each contributor."""
    signed = list(shown.row.agreements.all())
    listed = [
        {
            "label": labels.PAPERS[rules.Paper(one.paper)],
            "with": shown.called(one.contributor) if one.contributor else "",
            "signed_on": one.signed_on,
            "reference": one.reference,
        }
        for one in signed
    ]
    listed += [
        {
            "label": labels.PAPERS[paper],
            "with": shown.called(giver) if giver else "",
            "signed_on": None,
            "reference": "",
        }
        for paper, giver in queries.missing_papers(shown.row)
    ]
    if not queries.contributors(shown.row):
        financial = labels.PAPERS[rules.Paper.FINANCIAL]
        listed.append({"label": financial, "with": "", "signed_on": None, "reference": ""})
    return listed


def sides(shown: Shown) -> list[dict[str, Any]]:
    """This will tell which side has agreed to the proposal."""
    row, agreed = shown.row, shown.proposal.agreed
    listed = [(row.host_id, shown.called(row.host_id))]
    listed += [(one.party, shown.called(one.party)) for one in row.leads.all()]
    listed.append((rules.AGENT, row.agent))
    return [{"label": name, "agreed": code in agreed} for code, name in listed]


def parts(shown: Shown) -> list[dict[str, Any]]:
    """This will list the parts of the proposal that are written."""
    kept = shown.proposal.parts
    return [
        {"label": label, "text": kept[part.value]}
        for part, (label, _help) in labels.PARTS.items()
        if kept.get(part.value)
    ]


def bar(row: Any, *, title: str = "", description: str = "") -> Any:
    """This will draw what is paid, signed, only pledged and still missing of the cost."""
    amounts = (
        ("paid", row.paid),
        ("obligated", row.signed - row.paid),
        ("committed", row.pledged - row.signed),
        ("free", max(0, row.cost - row.pledged)),
    )
    return money_bar(amounts, title=title, description=description)


def percent(row: Any) -> int:
    """This will give which share of the cost is pledged. Units: percent, rounded down."""
    return int(100 * row.pledged // row.cost) if row.cost else 0


def phases(shown: Shown) -> list[dict[str, Any]]:
    """This will list the phases, each with its milestones and with what has to be pledged before it starts."""
    row, listed, before = shown.row, [], 0
    for one in row.phases.all():
        before += one.cost
        needed = rules.needed([before], row.threshold)
        listed.append(
            {
                "row": one,
                "title": one.title_in(locale()),
                "cost": shown.money(one.cost),
                "needed": shown.money(needed),
                "is_met": bool(row.threshold) and row.pledged >= needed,
                "milestones": [_milestone(shown, mile) for mile in row.milestones.all() if mile.phase_id == one.pk],
            }
        )
    return listed


def _milestone(shown: Shown, one: Any) -> dict[str, Any]:
    one.fund = shown.row
    facts = queries.facts_of_milestone(one, shown.actor, shown.now)
    verbs = [
        verb
        for verb, may in (("reach", rules.may_reach), ("verify", rules.may_verify))
        if may(shown.actor, facts, shown.now).allowed
    ]
    return {
        "row": one,
        "title": one.title_in(locale()),
        "is_late": rules.is_late(one.due_on, one.reached_on, shown.day),
        "reached_by": shown.called(one.reached_by),
        "verified_by": shown.called(one.verified_by),
        "acts": [(verb, reverse("trust_funds:milestone", args=[shown.row.code, one.number, verb])) for verb in verbs],
    }


def counters(shown: Shown) -> list[dict[str, Any]]:
    """This will list what is counted, each with its counts."""
    listed = []
    for one in shown.row.counters.all():
        one.fund = shown.row
        may = rules.may_count(shown.actor, queries.facts_of_count(one, shown.actor, shown.now), shown.now).allowed
        listed.append({"row": one, "title": one.title_in(locale()), "counts": list(one.counts.all()), "may": may})
    return listed


def gifts(shown: Shown) -> list[dict[str, Any]]:
    """This will list the contributions that still stand: pledged, signed, paid, each in its own currency."""
    return [
        {
            "row": one,
            "contributor": shown.called(one.contributor),
            "pledged": Money(one.original_pledged, one.currency),
            "signed": Money(one.original_signed, one.currency),
            "paid": Money(one.original_paid, one.currency),
        }
        for one in shown.row.gifts.all()
        if one.pledged
    ]


def sums(shown: Shown) -> dict[str, Money]:
    """This will give the sums of the fund: cost, pledged, signed, paid, spent, and what nobody has pledged yet."""
    row = shown.row
    found = {name: shown.money(getattr(row, name)) for name in ("cost", "pledged", "signed", "paid", "spent")}
    return {**found, "missing": shown.money(max(0, row.cost - row.pledged))}


def items(shown: Shown) -> list[dict[str, Any]]:
    """This will list the Council's items on the fund, for those who see them."""
    french = locale() == "fr"
    return [
        {
            "symbol": one.item.symbol,
            "title": one.item.title_fr if french else one.item.title_en,
            "url": subjects.address(f"decision:{one.item.symbol}"),
        }
        for one in decisions.about(shown.row.subject)
    ]


def enters_money(shown: Shown) -> bool:
    """This will tell whether the reader keeps the books."""
    return shown.actor.has(Role.RESOURCES_OFFICER)
