"""One nation on its way to contribute to an operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.operations import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page
from comity.web.decisions import items
from comity.web.operations import forms, labels
from comity.web.operations.operations import context, steps
from comity.web.page import asked, locale


@require_safe
def contributor(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show how far a nation has come, what it offers, and which arrangements are in place."""
    actor, now = asked(request)
    row = _found(pk)
    facts = queries.facts_of_contributor(row, actor, now)
    word, tone = labels.STAGES[facts.stage]
    signed = {one.kind: one for one in row.arrangements.all()}
    return page.render(
        request,
        "operations/contributor.html",
        {
            "contributor": row,
            "operation": row.operation,
            "name": parties.names(locale()).get(row.party, row.party),
            "word": word,
            "tone": tone,
            "marking": documents.marking_of([row], locale()),
            "steps": steps(facts.stage),
            "arrangements": [(label, signed.get(kind.value)) for kind, label in labels.ARRANGED.items()],
            "items": items.about(row.subject),
            "may_offer": rules.may_offer(actor, facts, now).allowed,
            "may_assess": rules.may_assess(actor, facts, now).allowed,
            "may_sign": rules.may_sign(actor, facts, now).allowed and len(signed) < len(rules.Arranged),
            "may_put_forward": rules.may_put_forward(actor, facts, now).allowed,
            "may_withdraw": rules.may_withdraw(actor, facts, now).allowed,
        },
    )


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter what the nation would bring."""
    actor, now = asked(request)
    row = _found(pk)
    form = forms.Words(
        page.sent(request),
        initial={"text": row.offer},
        label=_("What your nation would bring"),
        help_text=_("Units, places, duration, and what you would need from others."),
    )
    return _page(
        request,
        row,
        form,
        lambda sent: actions.offer(row, actor, now, **sent),
        rules.may_offer(actor, queries.facts_of_contributor(row, actor, now), now),
        _("Make an offer"),
        _("The offer is made."),
    )


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter how the offer was assessed."""
    actor, now = asked(request)
    row = _found(pk)
    return _page(
        request,
        row,
        forms.Assess(page.sent(request)),
        lambda sent: actions.assess(row, actor, now, **sent),
        rules.may_assess(actor, queries.facts_of_contributor(row, actor, now), now),
        _("Enter the assessment"),
        _("The assessment is entered."),
    )


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter one of the three arrangements."""
    actor, now = asked(request)
    row = _found(pk)
    return _page(
        request,
        row,
        forms.Sign(page.sent(request)),
        lambda sent: actions.sign(row, actor, now, **sent),
        rules.may_sign(actor, queries.facts_of_contributor(row, actor, now), now),
        _("Enter an arrangement"),
        _("The arrangement is entered."),
    )


@require_POST
def put_forward(request: HttpRequest, pk: int) -> HttpResponse:
    """This will put the contribution before the Council."""
    actor, now = asked(request)
    row = _found(pk)
    try:
        actions.put_forward(row, actor, now)
    except Refused as refused:
        return page.refused(request, refused)
    messages.success(request, _("The Council’s item is drafted."))
    return page.done(request, page.address("operations:contributor", pk))


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter that the nation contributes no longer."""
    actor, now = asked(request)
    row = _found(pk)
    form = forms.Words(
        page.sent(request),
        label=_("Reason"),
        help_text=_("From now on nothing new of the operation is read by the nation."),
    )
    return _page(
        request,
        row,
        form,
        lambda sent: actions.withdraw(row, actor, now, **sent),
        rules.may_withdraw(actor, queries.facts_of_contributor(row, actor, now), now),
        _("Withdraw the contribution"),
        _("The withdrawal is entered."),
    )


def _found(pk: int) -> Any:
    row = queries.contributor(pk)
    if row is None:
        raise Http404
    return row


def _page(
    request: HttpRequest,
    row: Any,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], object],
    may: Any,
    title: str,
    said: str,
) -> HttpResponse:
    back = page.address("operations:contributor", row.pk)
    return page.act_page(
        request, form, act, may=may, said=said, context=context(row.operation, title, title, back=back)
    )
