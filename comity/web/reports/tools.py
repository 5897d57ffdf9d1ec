"""The yearly review of tools: the list, one review with its evidence, and what was discarded and what it freed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.money import Money
from comity.core.verdict import Verdict
from comity.documents import queries as documents
from comity.feedback import actions, queries, rules
from comity.feedback.rules import ToolEvidence, ToolState, ToolVerdict
from comity.policy import pack
from comity.web import page, spreadsheet
from comity.web.addresses import reverse
from comity.web.decisions import items
from comity.web.numbers import whole
from comity.web.page import asked, locale
from comity.web.reports import forms, labels, showing


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
    day = brussels_day(now)
    return page.render(
        request,
        "reports/tools.html",
        {
            "in_circle": in_circle,
            "counts_today": actor.is_staff,
            "rows": [_row(one, found) for one, found in queries.with_evidence(reviews, actor, day)],
            "year": year,
            "years": [{"value": str(one), "label": str(one)} for one in years],
            "mechanisms": _mechanisms(actor, day) if in_circle else [],
            "since": queries.year_before(day),
            "until": day,
            "outcomes": _outcomes(),
            "marking": _marking(actor, reviews) if in_circle else "",
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
            *("year", "tool", "name", "state", "verdict", "decided_on", "open_to", "users", "acts", "running"),
            *("seats_taken", "seats_total", "asked", "sent", "mark", "cost"),
        ],
        (_cells(one, found) for one, found in queries.with_evidence(reviews, actor, brussels_day(now))),
    )


def _cells(one: Any, found: ToolEvidence | None) -> list[spreadsheet.Cell]:
    own: list[spreadsheet.Cell] = [one.year, one.tool, _name(one.tool), one.state, one.verdict, one.decided_on]
    if found is None:
        return [*own, *([""] * 10)]
    own += [found.open_to, found.users, found.acts, found.running, found.seats_taken, found.seats_total]
    return [*own, found.asked, found.sent, found.mark, _written(found.cost)]


def _written(cost: tuple[tuple[str, int], ...]) -> str:
    return "; ".join(f"{Money(minor, currency).amount} {currency}" for currency, minor in cost)


@require_safe
def export_mechanisms(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the use of the mechanisms in the last twelve months as a file, with its marking."""
    actor, now = asked(request)
    _in_circle(actor)
    day = brussels_day(now)
    since = queries.year_before(day)
    return spreadsheet.answer(
        f"mechanisms-{day.isoformat()}",
        form,
        _marking(actor, ()),
        ["since", "until", "mechanism", "name", "ground", "users", "acts", "running", "cost"],
        (
            [
                *(since, day, one.mechanism, str(labels.MECHANISMS[one.mechanism]), one.mechanism.ground),
                *(one.users, one.acts, one.running, _written(one.cost)),
            ]
            for one in queries.mechanism_evidence(since, day, actor)
        ),
    )


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
            **showing.evidence(evidence, after, is_kept=bool(row.evidence)),
            "purpose": pack().tool(row.tool).purpose.in_(locale()),
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
        shown=lambda: _evidence_today(row, actor, brussels_day(now)),
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
        shown=lambda: showing.evidence(queries.read_evidence(row.evidence), queries.evidence_after(row), is_kept=True),
    )


def _evidence_today(row: Any, actor: Actor, day: date) -> dict[str, Any]:
    ((_one, found),) = queries.with_evidence([row], actor, day)
    return showing.evidence(found, None, is_kept=bool(row.evidence))


def _form(
    request: HttpRequest,
    row: Any,
    form: Any,
    act: Any,
    *,
    may: Verdict,
    said: Any,
    title: str,
    label: str,
    shown: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """This will show a form with the evidence above it, or why there is none, and say so once it is done."""
    back = reverse("reports:tool", args=[row.pk])
    trail = [
        {"label": _("Review of tools"), "url": reverse("reports:tools")},
        {"label": f"{_name(row.tool)} {row.year}", "url": back},
    ]
    context = {"title": title, "label": label, "back": back, "trail": trail}
    context |= shown() if may.allowed else showing.evidence(None, None, is_kept=False)
    return page.act_page(request, form, act, may=may, said=said, context=context, template="reports/tool_act.html")


def _found(pk: int) -> Any:
    row = queries.tool_review(pk)
    if row is None:
        raise Http404
    return row


def _name(code: str) -> str:
    return str(pack().tool(code).name.in_(locale()))


def _marking(actor: Actor, reviews: Iterable[Any]) -> str:
    """This will mark what is counted today with the reviews beside it: the staff counts what Allies may not."""
    counted = [audience.STAFF] if actor.is_staff else [audience.STAFF, audience.ALLIES]
    audiences = [one.audience for one in reviews]
    return documents.marking_together([counted, *audiences] if actor.is_staff or not audiences else audiences, locale())


def _mechanisms(actor: Actor, day: date) -> list[dict[str, Any]]:
    """This will list the mechanisms with what was used of them in the twelve months until a day."""
    return [
        {
            "name": labels.MECHANISMS[one.mechanism],
            "ground": one.mechanism.ground,
            "counted": labels.COUNTED[one.mechanism],
            "evidence": one,
            "cost": showing.cost_of(one.mechanism, one.cost),
        }
        for one in queries.mechanism_evidence(queries.year_before(day), day, actor)
    ]


def _row(one: Any, evidence: ToolEvidence | None) -> dict[str, Any]:
    word, tone = labels.TOOL_STATES[ToolState(one.state)]
    return {
        "review": one,
        "name": _name(one.tool),
        "word": word,
        "tone": tone,
        "verdict": labels.VERDICTS[ToolVerdict(one.verdict)] if one.verdict else "",
        "evidence": evidence,
        "cost": showing.cost_of(one.tool, evidence.cost) if evidence else None,
        "counted": labels.COUNTED.get(one.tool, ""),
        "signs": [labels.SIGNS[sign] for sign in rules.signs(evidence)] if evidence else [],
    }


def _outcomes() -> list[dict[str, Any]]:
    """This will list what was decided; what it freed in money for those who read the evidence. Two queries."""
    found = queries.tool_outcomes()
    reviews = {one.pk: one for one in queries.reviews_accounted()}
    return [_outcome(one, reviews.get(one.review_id)) for one in found]


def _outcome(one: Any, row: Any) -> dict[str, Any]:
    word, tone = labels.TOOL_STATES[ToolVerdict(one.verdict).state]
    before, after = (queries.read_evidence(row.evidence), queries.read_evidence(row.after)) if row else (None, None)
    freed = showing.freed(before, after)
    return {"row": one, "name": _name(one.tool), "word": word, "tone": tone, "freed": freed}
