"""The peer review of an integrity review: experts, the visit, findings and what the partner says of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.education import actions, queries, rules
from comity.education.rules import ExpertState
from comity.people import queries as people
from comity.web import page
from comity.web.education import forms, labels, reviewing
from comity.web.page import asked

FAR = date.max


@require_safe
def peers(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show the experts, the visit and the findings."""
    one = reviewing.seen(request, pk)
    row, facts, actor, now = one.row, one.facts, one.actor, one.now
    experts, findings = queries.experts_of(row), queries.findings_of(row)
    named = rules.NamingFacts(facts, frozenset({"-"}))
    visit = queries.facts_of_integrity(row, actor, now, from_on=FAR, until_on=FAR)
    return page.render(
        request,
        "education/integrity_peers.html",
        {
            **reviewing.frame(one, "peers", findings),
            "experts": [_expert(one, each) for each in experts],
            "findings": [{"row": each, "area": reviewing.area(each.area)} for each in findings],
            "may_name": rules.may_name_expert(actor, named, now).allowed,
            "may_set": rules.may_set_visit(actor, visit, now).allowed,
            "may_write": rules.may_write_finding(actor, rules.FindingFacts(facts, frozenset()), now).allowed,
            "may_hand_over": rules.may_hand_over_findings(actor, facts, now).allowed,
            "may_comment": rules.may_comment_finding(actor, facts, now).allowed,
        },
    )


@require_http_methods(["GET", "POST"])
def name_expert(request: HttpRequest, pk: int) -> HttpResponse:
    """This will name an expert."""
    one = reviewing.seen(request, pk)
    form = reviewing.NameExpert(page.sent(request))
    known = people.person_with(form.cleaned_data["email"]) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid() and known is None:
        form.add_error("email", _("Nobody has this address."))

    def act(_sent: dict[str, Any]) -> None:
        if known is None:
            raise Http404
        actions.name_expert(one.row, one.actor, one.now, person=known.pk)

    return page.act_page(
        request,
        form,
        act,
        may=rules.may_name_expert(one.actor, rules.NamingFacts(one.facts, frozenset({"-"})), one.now),
        said=_("The expert is named; the partner accepts or turns down."),
        context=_context(one.row, _("Name an expert"), _("Name the expert")),
    )


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """This will accept an expert."""
    actor, now = asked(request)
    row = _expert_found(pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.accept_expert(row, actor, now),
        may=rules.may_accept_expert(actor, queries.facts_of_expert(row, actor, now), now),
        said=_("The expert is accepted and can read the review now."),
        context=_context(row.review, _("Accept %(name)s") % {"name": row.name}, _("Accept")),
    )


@require_http_methods(["GET", "POST"])
def turn_down(request: HttpRequest, pk: int) -> HttpResponse:
    """This will turn an expert down."""
    actor, now = asked(request)
    row = _expert_found(pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.turn_down_expert(row, actor, now),
        may=rules.may_turn_down_expert(actor, queries.facts_of_expert(row, actor, now), now),
        said=_("The expert is turned down."),
        context=_context(row.review, _("Turn %(name)s down") % {"name": row.name}, _("Turn down")),
    )


@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """This will declare a conflict, after which nothing of the review is the expert's to read."""
    actor, now = asked(request)
    row = _expert_found(pk)
    context = _context(row.review, _("Declare a conflict of interest"), _("Declare it"))
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: actions.recuse_expert(row, actor, now, **sent),
        may=rules.may_recuse_expert(actor, queries.facts_of_expert(row, actor, now), now),
        said=_("The conflict is declared; the review is no longer yours to read."),
        context={**context, "back": page.address("education:integrities")},
    )


@require_http_methods(["GET", "POST"])
def set_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """This will set the days of the visit, or move them."""
    one = reviewing.seen(request, pk)
    facts = queries.facts_of_integrity(one.row, one.actor, one.now, from_on=FAR, until_on=FAR)
    days = {"from_on": one.row.visit_from_on, "until_on": one.row.visit_until_on}
    return page.act_page(
        request,
        reviewing.Visit(page.sent(request), initial=days),
        lambda sent: actions.set_visit(one.row, one.actor, one.now, **sent),
        may=rules.may_set_visit(one.actor, facts, one.now),
        said=_("The visit is set; the partner and the experts are told."),
        context=_context(one.row, _("Set the visit"), _("Set it")),
    )


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """This will write a finding."""
    one = reviewing.seen(request, pk)
    return page.act_page(
        request,
        reviewing.Finding(page.sent(request)),
        lambda sent: actions.write_finding(one.row, one.actor, one.now, **sent),
        may=rules.may_write_finding(one.actor, queries.facts_of_finding(one.row, one.actor, one.now), one.now),
        said=_("The finding is kept; the partner reads it once all are handed over."),
        context=_context(one.row, _("Write a finding"), _("Keep it")),
    )


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """This will hand the findings to the partner."""
    one = reviewing.seen(request, pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.hand_over_findings(one.row, one.actor, one.now),
        may=rules.may_hand_over_findings(one.actor, one.facts, one.now),
        said=_("The findings are with the partner."),
        context=_context(one.row, _("Hand the findings over"), _("Hand them over")),
    )


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """This will write beside a finding what the partner thinks of it."""
    actor, now = asked(request)
    row = queries.finding(pk)
    if row is None:
        raise Http404
    return page.act_page(
        request,
        reviewing.Comment(page.sent(request), initial={"comment": row.comment}),
        lambda sent: actions.comment_finding(row, actor, now, **sent),
        may=rules.may_comment_finding(actor, queries.facts_of_comment(row, actor, now), now),
        said=_("Your comment stands beside the finding."),
        context=_context(row.review, _("Comment on the finding"), _("Keep it")),
    )


def _expert_found(pk: int) -> Any:
    row = queries.integrity_expert(pk)
    if row is None:
        raise Http404
    return row


def _context(row: Any, title: str, label: str) -> dict[str, Any]:
    return reviewing.context(row, "integrity_peers", title, label)


def _expert(one: reviewing.Seen, row: Any) -> dict[str, Any]:
    state = ExpertState(row.state)
    facts = rules.ExpertFacts(one.facts, row.person_id, state)
    word, tone = labels.EXPERTS[state]
    return {
        "row": row,
        "nation": one.names.get(row.nation, row.nation),
        "word": word,
        "tone": tone,
        "may_answer": rules.may_accept_expert(one.actor, facts, one.now).allowed,
        "may_recuse": rules.may_recuse_expert(one.actor, facts, one.now).allowed,
    }
