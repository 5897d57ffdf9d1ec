"""The yearly review of tools: the list, one review with its evidence, and what was discarded and what it freed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.money import Money
from comity.documents import queries as documents
from comity.feedback import actions, queries, rules
from comity.feedback.rules import ToolEvidence, ToolState, ToolVerdict
from comity.policy import pack
from comity.web import page, spreadsheet
from comity.web.addresses import reverse
from comity.web.decisions import items
from comity.web.numbers import whole
from comity.web.page import asked, locale
from comity.web.reports import forms, labels


def _in_circle(actor: Actor) -> None:
    """This will answer those who are neither staff nor Allies as if there were no reviews."""
    if not (actor.is_staff or actor.is_ally):
        raise Http404


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """This will list the reviews of a year with their evidence, and for everybody what was decided."""
    actor, now = asked(request)
    in_circle = actor.is_staff or actor.is_ally
    years = queries.years_reviewed()
    year = whole(request.GET.get("year", ""))
    year = year if year in years else (years[0] if years else None)
    reviews = queries.tool_reviews(year=year) if year is not None else []
    return page.render(
        request,
        "reports/tools.html",
        {
            "in_circle": in_circle,
            "rows": [_row(one, found) for one, found in queries.with_evidence(reviews, actor, brussels_day(now))],
            "year": year,
            "years": [{"value": str(one), "label": str(one)} for one in years],
            "outcomes": [_outcome(one) for one in queries.tool_outcomes()],
            "marking": documents.marking_together((one.audience for one in reviews), locale()) if reviews else "",
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the reviews as a file, with its marking."""
    actor, now = asked(request)
    _in_circle(actor)
    reviews = queries.tool_reviews()
    return spreadsheet.answer(
        f"tools-{brussels_day(now).isoformat()}",
        form,
        documents.marking_together((one.audience for one in reviews), locale()),
        [
            *("year", "tool", "name", "state", "verdict", "decided_on", "open_to", "users", "acts"),
            *("seats_taken", "seats_total", "asked", "sent", "mark", "cost"),
        ],
        (_cells(one, found) for one, found in queries.with_evidence(reviews, actor, brussels_day(now))),
    )


def _cells(one: Any, found: ToolEvidence | None) -> list[spreadsheet.Cell]:
    own: list[spreadsheet.Cell] = [one.year, one.tool, _name(one.tool), one.state, one.verdict, one.decided_on]
    if found is None:
        return [*own, *([""] * 9)]
    cost = "; ".join(f"{Money(minor, currency).amount} {currency}" for currency, minor in found.cost)
    own += [found.open_to, found.users, found.acts, found.seats_taken, found.seats_total]
    return [*own, found.asked, found.sent, found.mark, cost]


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one review: its evidence, what is proposed and decided, and what it freed."""
    actor, now = asked(request)
    row = _found(pk)
    facts = queries.facts_of_tool(row, actor, now)
    ((_one, evidence),) = queries.with_evidence([row], actor, brussels_day(now))
    after = queries.read_evidence(row.after)
    outcome = next((one for one in queries.tool_outcomes() if one.review_id == row.pk), None)
    may_account = rules.may_account_for(actor, facts, now)
    return page.render(
        request,
        "reports/tool.html",
        {
            **_row(row, evidence),
            "purpose": pack().tool(row.tool).purpose.in_(locale()),
            "lines": _lines(evidence, after),
            "evidence": evidence,
            "after": after,
            "is_kept": bool(row.evidence),
            "freed": _freed(evidence, after),
            "outcome": outcome,
            "accounts_from": rules.accounts_from(row.decided_on) if facts.state is ToolState.DISCARDED else None,
            "items": items.about(row.subject),
            "may_propose": rules.may_propose_verdict(actor, facts, now).allowed,
            "may_account": may_account.allowed,
            "marking": documents.marking_of([row], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """This will propose a verdict; the item by which the Council decides is drafted at once."""
    actor, now = asked(request)
    row = _found(pk)
    return _form(
        request,
        row,
        forms.Propose(page.sent(request)),
        lambda sent: actions.propose_verdict(row, actor, now, **sent),
        may=rules.may_propose_verdict(actor, queries.facts_of_tool(row, actor, now), now),
        said=_("It is proposed; the Council’s item is drafted."),
        title=_("Propose a verdict"),
        label=_("Propose to the Council"),
    )


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """This will say what a discarded tool has freed."""
    actor, now = asked(request)
    row = _found(pk)
    return _form(
        request,
        row,
        forms.Account(page.sent(request)),
        lambda sent: actions.account_for(row, actor, now, **sent),
        may=rules.may_account_for(actor, queries.facts_of_tool(row, actor, now), now),
        said=_("It is entered; everybody may read it."),
        title=_("What it has freed"),
        label=_("Enter it"),
    )


def _form(
    request: HttpRequest, row: Any, form: Any, act: Any, *, may: Any, said: Any, title: str, label: str
) -> HttpResponse:
    """This will show a form, or why there is none, and say so once it is done."""
    back = reverse("reports:tool", args=[row.pk])
    trail = [
        {"label": _("Review of tools"), "url": reverse("reports:tools")},
        {"label": f"{_name(row.tool)} {row.year}", "url": back},
    ]
    context = {"title": title, "label": label, "back": back, "trail": trail}
    return page.act_page(request, form, act, may=may, said=said, context=context)


def _found(pk: int) -> Any:
    row = queries.tool_review(pk)
    if row is None:
        raise Http404
    return row


def _name(code: str) -> str:
    return str(pack().tool(code).name.in_(locale()))


def _row(one: Any, evidence: ToolEvidence | None) -> dict[str, Any]:
    word, tone = labels.TOOL_STATES[ToolState(one.state)]
    return {
        "review": one,
        "name": _name(one.tool),
        "word": word,
        "tone": tone,
        "verdict": labels.VERDICTS[ToolVerdict(one.verdict)] if one.verdict else "",
        "evidence": evidence,
        "cost": [Money(minor, currency) for currency, minor in evidence.cost] if evidence else [],
        "signs": [labels.SIGNS[sign] for sign in rules.signs(evidence)] if evidence else [],
    }


def _outcome(one: Any) -> dict[str, Any]:
    word, tone = labels.TOOL_STATES[ToolVerdict(one.verdict).state]
    return {"row": one, "name": _name(one.tool), "word": word, "tone": tone}


def _lines(evidence: ToolEvidence | None, after: ToolEvidence | None) -> list[dict[str, Any]]:
    """This will write the evidence line by line, with that of the year after beside it."""
    if evidence is None:
        return []
    both = [evidence, *([after] if after else [])]
    return [
        {"label": label, "values": [write(one) for one in both]}
        for label, write in (
            (_("Partners to whom it is open"), lambda one: one.open_to),
            (_("Partners that used it"), lambda one: one.users),
            (_("Activities, programmes, meetings or mandates"), lambda one: one.acts),
            (_("Seats taken"), lambda one: _of(one.seats_taken, one.seats_total)),
            (_("Reports received of those asked for"), lambda one: _of(one.sent, one.asked)),
            (_("Mark, from 1 to 5"), lambda one: one.mark),
        )
    ]


def _of(part: int, whole_: int) -> str | None:
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole_} if whole_ else None


def _freed(before: ToolEvidence | None, after: ToolEvidence | None) -> list[dict[str, Any]]:
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
