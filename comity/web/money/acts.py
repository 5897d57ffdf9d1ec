"""What the resources officer enters: each act on a page of its own, with what follows from it before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from comity.core.verdict import Verdict
from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.ledger import actions, queries, rules
from comity.ledger.rules import Kind
from comity.parties import queries as parties
from comity.web import page
from comity.web.addresses import reverse
from comity.web.middleware import Asked
from comity.web.money import forms, showing
from comity.web.money.views import STAFF, UNPROCESSABLE, one
from comity.web.page import locale


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what it is called, what follows from it, its form, its rule with the facts it is shown, its verb.

    `names` says under which name the action takes each field of the form.
    """

    title: Any
    follows: Any
    label: Any
    done: Any
    form: type[forms.Sums]
    may: Callable[..., Verdict]
    facts: Callable[..., Any]
    act: Callable[..., object]
    names: tuple[tuple[str, str], ...]


REASON = (("reason", "reason"),)
PART = (("minor", "original"), ("reason", "reason"))
STEP = (("minor", "original"),)
ON_LINE = {
    "revise": Act(
        gettext_lazy("Revise the amount"),
        gettext_lazy("The statement keeps the old amount, the new one and the reason."),
        gettext_lazy("Revise the amount"),
        gettext_lazy("The amount is revised."),
        forms.ReviseForm,
        rules.may_revise_line,
        queries.facts_of,
        actions.revise_line,
        (("minor", "minor"), ("reason", "reason")),
    ),
    "close": Act(
        gettext_lazy("Close the line"),
        gettext_lazy("The line takes no new commitments. It can be reopened."),
        gettext_lazy("Close the line"),
        gettext_lazy("The line is closed."),
        forms.ReasonForm,
        rules.may_close_line,
        queries.facts_of,
        actions.close_line,
        REASON,
    ),
    "reopen": Act(
        gettext_lazy("Reopen the line"),
        gettext_lazy("The line takes commitments again."),
        gettext_lazy("Reopen the line"),
        gettext_lazy("The line is open."),
        forms.ReasonForm,
        rules.may_reopen_line,
        queries.facts_of,
        actions.reopen_line,
        REASON,
    ),
    "commit": Act(
        gettext_lazy("Set money aside"),
        gettext_lazy("The sum is no longer free. What is not used can be released."),
        gettext_lazy("Set it aside"),
        gettext_lazy("The money is set aside."),
        forms.CommitForm,
        rules.may_commit,
        queries.commit_facts,
        actions.commit,
        (
            ("minor", "original"),
            ("currency", "currency"),
            ("purpose", "purpose"),
            ("subject_ref", "subject_ref"),
            ("label", "label"),
        ),
    ),
    "pledge": Act(
        gettext_lazy("Enter a pledge"),
        gettext_lazy("The money cannot be spent before it is signed and paid in."),
        gettext_lazy("Enter the pledge"),
        gettext_lazy("The pledge is entered."),
        forms.PledgeForm,
        rules.may_pledge,
        queries.pledge_facts,
        actions.pledge,
        (("minor", "original"), ("currency", "currency"), ("contributor", "contributor"), ("earmark", "earmark")),
    ),
}
ON_COMMITMENT = {
    "release": Act(
        gettext_lazy("Release money"),
        gettext_lazy("The sum is free again for other subjects."),
        pgettext_lazy("money", "Release it"),
        gettext_lazy("The money is released."),
        forms.PartForm,
        rules.may_release,
        queries.spend_facts,
        actions.release,
        PART,
    ),
    "oblige": Act(
        gettext_lazy("Enter as owed"),
        gettext_lazy("A contract, an order or an award binds this money: it can be paid, and no longer released."),
        gettext_lazy("Enter as owed"),
        gettext_lazy("The money is entered as owed."),
        forms.PartForm,
        rules.may_oblige,
        queries.spend_facts,
        actions.oblige,
        PART,
    ),
    "pay": Act(
        gettext_lazy("Pay an invoice"),
        gettext_lazy("The invoice is entered as paid. The same invoice is never paid twice."),
        gettext_lazy("Enter as paid"),
        gettext_lazy("The invoice is entered as paid."),
        forms.InvoiceForm,
        rules.may_pay,
        queries.spend_facts,
        actions.pay,
        (
            ("minor", "original"),
            ("supplier", "supplier"),
            ("invoice", "invoice"),
            ("invoiced_on", "invoiced_on"),
        ),
    ),
}
ON_CONTRIBUTION = {
    "sign": Act(
        gettext_lazy("Enter as signed"),
        gettext_lazy("The contributor has signed the agreement on this sum."),
        gettext_lazy("Enter as signed"),
        gettext_lazy("The sum is entered as signed."),
        forms.StepForm,
        rules.may_sign,
        queries.contribution_facts,
        actions.sign,
        STEP,
    ),
    "receive": Act(
        gettext_lazy("Enter as paid in"),
        gettext_lazy("The fund grows by this sum, and it may be spent."),
        gettext_lazy("Enter as paid in"),
        gettext_lazy("The sum is entered as paid in."),
        forms.StepForm,
        rules.may_receive,
        queries.contribution_facts,
        actions.receive,
        STEP,
    ),
    "lapse": Act(
        gettext_lazy("Give up a pledge"),
        gettext_lazy("The sum will not come; it is no longer counted as pledged."),
        gettext_lazy("Give it up"),
        gettext_lazy("The pledge is given up."),
        forms.PartForm,
        rules.may_lapse,
        queries.contribution_facts,
        actions.lapse,
        PART,
    ),
}
REVERSAL = Act(
    gettext_lazy("Reverse a transaction"),
    gettext_lazy("The opposite is entered; both stay on the statement. This is done once, and cannot be reversed."),
    gettext_lazy("Reverse it"),
    gettext_lazy("The transaction is reversed."),
    forms.ReasonForm,
    rules.may_reverse,
    queries.reverse_facts,
    actions.reverse,
    REASON,
)


@require_http_methods(["GET", "HEAD", "POST"])
def on_line(request: Asked, code: str, verb: str) -> HttpResponse:
    """This will take an act on a line."""
    row = one(code)
    return _answer(request, row, ON_LINE[verb], row.currency)


@require_http_methods(["GET", "HEAD", "POST"])
def on_commitment(request: Asked, code: str, number: str, verb: str) -> HttpResponse:
    """This will take an act on a commitment."""
    row = one(code)
    held = queries.commitment(row, int(number))
    if held is None:
        raise Http404
    name = f"{held.label or held.subject_ref} ({number})"
    left = showing.left_of(held)
    return _answer(request, row, ON_COMMITMENT[verb], held.currency, about=name, left=left, commitment=int(number))


@require_http_methods(["GET", "HEAD", "POST"])
def on_contribution(request: Asked, code: str, number: str, verb: str) -> HttpResponse:
    """This will take an act on a contribution."""
    row = one(code)
    held = queries.contribution(row, int(number))
    if held is None:
        raise Http404
    name = parties.names(page.locale()).get(held.contributor, held.contributor)
    return _answer(request, row, ON_CONTRIBUTION[verb], held.currency, about=name, contribution=int(number))


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: Asked, code: str, number: str) -> HttpResponse:
    """This will take the reversal of a transaction."""
    row = one(code)
    stated = next((held for held in queries.statement(row) if held.number == int(number)), None)
    if stated is None:
        raise Http404
    name = _("Transaction %(number)s") % {"number": number}
    return _answer(request, row, REVERSAL, row.currency, about=name, number=int(number))


def _answer(
    request: Asked, row: Any, act: Act, currency: str, *, about: str = "", left: Any = (), **which: int
) -> HttpResponse:
    """This will show the form of an act, or why it cannot be done; and do it when it was sent."""
    form = act.form(page.sent(request))
    form.currency_given = currency
    status, panel, is_refused = 200, None, False
    if request.method == "POST" and not form.is_valid():
        status = UNPROCESSABLE
    elif request.method == "POST":
        try:
            act.act(row, request.actor, request.now, **which, **_given(form, act))
        except Refused as no:
            status, panel, is_refused = page.CONFLICT, page.panel_of(no), True
        else:
            messages.success(request, act.done)
            return page.done(request, "money:line", row.code)
    else:
        verdict = act.may(request.actor, act.facts(row, request.actor, request.now, **which), request.now)
        if not verdict.allowed:
            status, panel = page.CONFLICT, page.panels(verdict, about=row.subject)[0]
    context = {
        "line": row,
        "title": act.title,
        "about": about,
        "left": left,
        "follows": act.follows,
        "label": act.label,
        "form": form,
        "panel": panel,
        "refused": is_refused,
        "currency": currency,
        "position": queries.position(row),
        "free": queries.position(row).money("free"),
        "back_url": reverse("money:line", args=[row.code]),
        "marking": documents.marking_of([row], locale()),
    }
    return page.render(request, "money/act.html", context, status=status)


def _given(form: forms.Sums, act: Act) -> dict[str, Any]:
    """This will name what the form holds as the action takes it; an amount left empty means all that is left."""
    return {there: form.cleaned_data[here] for here, there in act.names if here in form.cleaned_data}


@require_http_methods(["GET", "HEAD", "POST"])
def open_line(request: Asked) -> HttpResponse:
    """This will open a line."""
    owner = parties.party(STAFF)
    if owner is None:
        raise Http404
    form = forms.LineForm(page.sent(request))
    status, panel, is_refused = 200, None, False
    if request.method == "POST" and not form.is_valid():
        status = UNPROCESSABLE
    elif request.method == "POST":
        given = form.cleaned_data
        try:
            actions.open_line(
                *(owner, request.actor, request.now),
                code=given["code"],
                title_en=given["title_en"],
                title_fr=given["title_fr"],
                office=given["office"],
                period=given["period"],
                currency=given["currency"],
                minor=given["minor"] or 0,
                kind=Kind(given["kind"]),
            )
        except Refused as no:
            status, panel, is_refused = page.CONFLICT, page.panel_of(no), True
        else:
            messages.success(request, _("The line is open."))
            return page.done(request, "money:line", given["code"])
    elif not showing.writes(request.actor):
        status, panel = page.CONFLICT, page.panels(rules.may_open_line(request.actor, _nothing(), request.now))[0]
    context = {"form": form, "panel": panel, "refused": is_refused}
    return page.render(request, "money/open.html", context, status=status)


def _nothing() -> rules.OpenFacts:
    return rules.OpenFacts("", "", "", "", "", 0)
