"""A step in the life of a programme: the question before it, and the act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.decisions import queries as decisions
from comity.kernel.action import Refused
from comity.programmes import queries
from comity.web import page
from comity.web.numbers import whole
from comity.web.programmes import frame
from comity.web.programmes.steps import STEPS, Step, verdict_of

CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, party: str, period: str, step: str) -> HttpResponse:
    """This will ask before a step is taken, say what follows, and take it; or say why it cannot be taken."""
    if step not in STEPS:
        raise Http404
    found, one = STEPS[step], frame.seen(request, party, period)
    if request.method == "POST":
        return _take(request, found, one)
    verdict = verdict_of(found, one.actor, one.facts, one.now, _read(request))
    panel = None
    if not verdict.allowed:
        panel = frame.why_not(verdict, one.row.subject)
    form = found.form(initial={"version": one.facts.version}) if found.form else None
    return _page(request, found, one, form if verdict.allowed else None, panel, asks=verdict.allowed)


def _take(request: HttpRequest, found: Step, one: frame.Seen) -> HttpResponse:
    form = found.form(request.POST) if found.form else None
    if form is not None and not form.is_valid():
        return _page(request, found, one, form, None, asks=True, status=UNPROCESSABLE)
    try:
        found.act(one.row, one.actor, one.now, **_inputs(found, one, form))
    except Refused as refusal:
        typed = form if form is not None and form.visible_fields() else None  # what was typed stands there still
        panel = page.panel_of(refusal)
        return _page(request, found, one, typed, panel, asks=typed is not None, status=CONFLICT)
    messages.success(request, _("Done: %(step)s.") % {"step": found.label_for(one.facts)})
    # A partner that has withdrawn its draft still sees it; so does everybody who saw it before.
    return page.done(request, "programmes:programme", *one.at)


def _inputs(found: Step, one: frame.Seen, form: Any) -> dict[str, Any]:
    """This will give what the action is called with; what goes to the Council goes with the item drafted for it."""
    if found.slug == "put-to-council":
        drafted = decisions.about(one.row.subject)
        return {"decision": drafted[0].item.symbol if drafted else ""}
    return dict(form.inputs()) if form is not None else {}


def _page(
    request: HttpRequest,
    found: Step,
    one: frame.Seen,
    form: Any,
    panel: dict[str, Any] | None,
    *,
    asks: bool,
    status: int = 200,
) -> HttpResponse:
    return page.render(
        request,
        "programmes/step.html",
        {
            **frame.context(one),
            "step_label": found.label_for(one.facts),
            "consequence": found.consequence(one.facts) if asks else "",
            "step_tone": found.tone,
            "form": form,
            "panel": panel,
            "asks": asks,
            "changes_url": _changes(one),
        },
        status=status,
    )


def _read(request: HttpRequest) -> int | None:
    """This will take the version that the reader had on the screen, if the address names one."""
    return whole(request.GET.get("version", ""), digits=5)


def _changes(one: frame.Seen) -> str:
    """This will lead to what changed in the last version that both sides saw."""
    shared = [version.number for version in queries.versions(one.row) if version.shared_at]
    return one.url("changes_between", (shared[1], shared[0])) if len(shared) > 1 else ""
