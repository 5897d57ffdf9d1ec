"""How a view answers: a whole page, or the one block of it that htmx asked for; a refusal, or what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template import engines
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from jinja2_fragments import render_block

from comity.core.actor import Actor
from comity.core.verdict import Reason, Verdict
from comity.kernel.action import Refused
from comity.web.addresses import reverse
from comity.web.refusals import panels as explained
from comity.web.shell import shell

CONFLICT, WRONG_INPUT = 409, 422
ACT = "layout/act.html"


def public[V: Callable[..., Any]](view: V) -> V:
    """This will open a view to those who have not signed in; every other view is closed to them."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def wants_fragment(request: HttpRequest) -> bool:
    """This will tell whether htmx asked for a part of a page, not to restore or boost a whole one."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """This will write the page, or only `block` of it if htmx asked and the view offers it."""
    full = {"request": request, **shell(request), **_with_form(request, context or {})}
    engine = engines["jinja2"]
    environment = engine.env  # type: ignore[attr-defined]
    if block and wants_fragment(request):
        text = render_block(environment, template, block, full)
    else:
        text = environment.get_template(template).render(full)
    response = HttpResponse(text, status=status)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def _with_form(request: HttpRequest, context: Mapping[str, object]) -> Mapping[str, object]:
    """This will keep a reader at a form that was sent and stands below the panel as typed."""
    panel = context.get("panel")
    if request.method != "POST" or not context.get("form") or not isinstance(panel, dict):
        return context
    return {**context, "panel": explained.kept_below(panel, request.path)}


def done(request: HttpRequest, to: str, *args: object, **kwargs: object) -> HttpResponse:
    """This will send the reader on after something was done; `to` is the name of a view or an address."""
    address = to if to.startswith("/") else reverse(to, args=args, kwargs=kwargs)
    if wants_fragment(request):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """This will send the reader to sign in, and afterwards back to the page asked for."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} and not wants_fragment(request) else ""
    address = reverse("account_login")
    return done(request, f"{address}?{urlencode({'next': back})}" if back else address)


def panel(reason: Reason, *, number: str = "", about: str = "", facts: object = ()) -> dict[str, Any]:
    """This will put one obstacle into the five parts of the refusal panel (ux: the refusal contract)."""
    return explained.panel(reason, number=number, about=about, facts=facts)


def panels(
    verdict: Verdict, *, number: str = "", about: str = "", place: explained.Place = explained.NOWHERE
) -> list[dict[str, Any]]:
    """This will explain every obstacle of a verdict, the weightiest first."""
    return explained.panels(verdict, number=number, about=about, place=place)


def panel_of(refusal: Refused, place: explained.Place = explained.NOWHERE) -> dict[str, Any]:
    """This will explain a refused act in one panel: the weightiest obstacle, and what else stands in the way."""
    kept = refusal.refusal
    return explained.one_of(panels(refusal.verdict, number=kept.number, about=kept.about, place=place))


def asked(request: HttpRequest) -> tuple[Actor, datetime]:
    """This will give who asks, and when."""
    return request.actor, request.now  # type: ignore[attr-defined]


def locale() -> str:
    """This will give the language of the page."""
    return get_language() or "en"


def sent(request: HttpRequest) -> QueryDict | None:
    """This will give what a form sent, and nothing where the page is only looked at; an empty form counts as sent."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    context: Mapping[str, Any],
    *,
    back: str,
) -> HttpResponse:
    """This will show a form; on sending it act and go back, or say what is wrong or refused and keep what was typed."""
    refusal: dict[str, Any] | None = None
    status = 200
    if request.method == "POST" and not form.is_valid():
        status = WRONG_INPUT
    elif request.method == "POST":
        try:
            act(form.cleaned_data)
        except Refused as refused:
            place = explained.Place(form=request.path, back=back)
            refusal, status = panel_of(refused, place), CONFLICT
        else:
            return done(request, back)
    return render(request, template, {**context, "form": form, "panel": refusal}, status=status)


def act_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    may: Verdict,
    said: Any,
    context: Mapping[str, Any],
    template: str = ACT,
) -> HttpResponse:
    """This will show the form of one act, or why there is none, and say so once it is done.

    `context` names the title, the label of the button, the trail and, as `back`, the page to which one goes back; a
    `template` that extends the usual one shows more above the form.
    """
    if request.method == "GET" and not may.allowed:
        return render(request, template, {**context, "form": None, "panel": why_not(may, back=context["back"])})

    def act_and_say(sent: dict[str, Any]) -> None:
        act(sent)
        messages.success(request, said)

    return form_page(request, template, form, act_and_say, context, back=context["back"])


def why_not(may: Verdict, *, back: str) -> dict[str, Any]:
    """This will explain why there is no form; the way on leads back where the refusal means the thing itself."""
    return explained.one_of(panels(may, place=explained.Place(back=back)))


def address(name: str, *args: object) -> str:
    """This will give the address of a view."""
    return reverse(name, args=args)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """This will answer a refused act: the panel alone to htmx, a page round it to a plain browser."""
    return render(
        request,
        "refusals/refused.html",
        {
            "panel": panel_of(refusal),
            "back_url": _own_address(request, request.headers.get("Referer", "")),
        },
        block="panel",
        status=CONFLICT,
    )


def _own_address(request: HttpRequest, address: str) -> str:
    """This will give an address if it is one of ours."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""
