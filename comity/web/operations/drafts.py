"""A draft under comment: its text, what operational partners said, and how it was taken up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.operations import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page
from comity.web.operations import forms, labels
from comity.web.operations.operations import context
from comity.web.page import asked, locale


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show a draft with the comments that the reader may read."""
    actor, now = asked(request)
    row = _found(pk)
    names = parties.names(locale())
    facts = queries.facts_of_draft(row, actor, now)
    desk = rules.may_answer(actor, rules.CommentFacts(facts.code, facts.is_settled), now).allowed
    comments = list(row.comments.all())
    return page.render(
        request,
        "operations/draft.html",
        {
            "draft": row,
            "operation": row.operation,
            "title": row.title_in(locale()),
            "text": row.text_in(locale()),
            "marking": documents.marking_of([row, *comments], locale()),
            "comments": [_comment(one, names) for one in comments],
            "is_open": now < row.closes_at and row.settled_at is None,
            "may_comment": rules.may_comment(actor, facts, now).allowed,
            "takes_part": facts.takes_part,
            "may_answer": desk,
            "may_settle": rules.may_settle(actor, facts, now).allowed,
        },
    )


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter a comment."""
    actor, now = asked(request)
    row = _found(pk)
    form = forms.Words(
        page.sent(request),
        label=_("Comment"),
        help_text=_("Read by the staff and the Allies. You will read how it was taken up."),
    )
    return page.act_page(
        request,
        form,
        lambda sent: actions.comment(row, actor, now, **sent),
        may=rules.may_comment(actor, queries.facts_of_draft(row, actor, now), now),
        said=_("Your comment is entered."),
        context=_context(row, _("Comment on the draft"), _("Send the comment")),
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """This will write how a comment was taken up."""
    actor, now = asked(request)
    row = queries.comment(pk)
    if row is None:
        raise Http404
    form = forms.Answer(page.sent(request), initial={"uptake": row.uptake, "text": row.answer})
    return page.act_page(
        request,
        form,
        lambda sent: actions.answer(row, actor, now, **sent),
        may=rules.may_answer(actor, queries.facts_of_comment(row, actor, now), now),
        said=_("The answer is entered."),
        context=_context(row.draft, _("Answer a comment"), _("Enter the answer")),
    )


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """This will end the comments on the draft."""
    actor, now = asked(request)
    row = _found(pk)
    try:
        actions.settle(row, actor, now)
    except Refused as refused:
        return page.refused(request, refused)
    messages.success(request, _("The comments are settled: the Allies’ silence may open."))
    return page.done(request, page.address("operations:draft", pk))


def _found(pk: int) -> Any:
    row = queries.draft(pk)
    if row is None:
        raise Http404
    return row


def _context(row: Any, title: str, label: str) -> dict[str, Any]:
    return context(row.operation, title, label, back=page.address("operations:draft", row.pk))


def _comment(one: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.UPTAKES[rules.Uptake(one.uptake)] if one.uptake else (_("Not answered yet"), "warning")
    return {"comment": one, "name": names.get(one.party, one.party), "word": word, "tone": tone}
