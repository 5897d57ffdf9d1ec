"""Comments: written, sent together, answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from comity.kernel.action import Refused
from comity.programmes import actions, queries
from comity.programmes.rules import talk
from comity.web import page
from comity.web.programmes import forms, frame
from comity.web.programmes.views import text

CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will write a comment that only the reader's side sees."""
    one = frame.seen(request, party, period)
    if request.method != "POST":
        return page.done(request, f"{one.url('text')}?about={request.GET.get('about', '')}#comment")
    form = text.comment_form(one, queries.text(one.row, version=one.version), data=request.POST)
    if not form.is_valid():
        return text.show(request, one, comment=form, status=UNPROCESSABLE)
    about = form.cleaned_data["paragraph"]
    try:
        actions.comment(
            one.row,
            one.actor,
            one.now,
            text=form.cleaned_data["text"],
            paragraph=about,
            purpose=talk.Remark(form.cleaned_data["purpose"]),
        )
    except Refused as refused:
        return text.show(request, one, comment=form, panel=page.panel_of(refused), status=CONFLICT)
    messages.success(request, _("Kept. The other side sees nothing of it yet."))
    return page.done(request, f"{one.url('text')}{text.anchor(about)}")


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will send the comments that are ready, after a look at them."""
    one = frame.seen(request, party, period)
    if request.method == "POST":
        event = actions.send_comments(one.row, one.actor, one.now)
        said = ngettext("One comment was sent.", "%(count)s comments were sent.", event.count)
        messages.success(request, said % {"count": event.count})
        return page.done(request, one.url("text"))
    verdict = talk.may_send_comments(one.actor, one.facts, one.now)
    ready = [remark for remark in queries.remarks(one.row) if remark.purpose == talk.Remark.PENDING]
    panel = frame.why_not(verdict, one.row.subject)
    return page.render(
        request,
        "programmes/send.html",
        {**frame.context(one), "comments": text.remarks_shown(ready), "panel": panel, "count": len(ready)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, party: str, period: str, pk: int) -> HttpResponse:
    """This will answer a comment of the other side."""
    one = frame.seen(request, party, period)
    found = queries.comment(one.row, pk)
    if found is None:
        raise Http404
    context = {**frame.context(one), "comment": text.comments_shown(one, [found])[0]}
    back = f"{one.url('text')}{text.anchor(found.paragraph.number if found.paragraph else '')}"

    def act(sent: dict[str, Any]) -> None:
        actions.dispose(one.row, one.actor, one.now, comment=pk, **sent)
        messages.success(request, _("Answered."))

    return page.form_page(request, "programmes/answer.html", forms.Answer(page.sent(request)), act, context, back=back)


@require_POST
def drop(request: HttpRequest, party: str, period: str, pk: int) -> HttpResponse:
    """This will take back a comment of the reader's own side that was not sent."""
    one = frame.seen(request, party, period)
    if queries.remark(one.row, pk) is None:
        raise Http404
    actions.drop_comment(one.row, one.actor, one.now, remark=pk)
    messages.success(request, _("Taken back."))
    return page.done(request, one.url("text"))
