"""Pages about oneself: settings, and for whom one acts."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.people import actions
from comity.web import once, page
from comity.web.people import display, forms, labels

WRONG_INPUT = 422


@once.repeatable
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """This will let people choose language, time zone, rows, keys and the daily mail."""
    account: Any = request.visitor.account  # type: ignore[attr-defined]
    names = ("locale", "time_zone", "density", "single_keys", "digest_mail", "weekly_mail")
    form = forms.Settings(page.sent(request), initial={name: getattr(account, name) for name in names})
    if request.method != "POST" or not form.is_valid():
        return page.render(
            request,
            "people/settings.html",
            {"form": form, "own_time": request.now.astimezone(ZoneInfo(account.time_zone))},  # type: ignore[attr-defined]
            status=WRONG_INPUT if form.is_bound else 200,
        )
    actions.choose(account.person, request.actor, request.now, **form.cleaned_data)  # type: ignore[attr-defined]
    for name, value in form.cleaned_data.items():
        setattr(account, name, value)
    with translation.override(account.locale):
        messages.success(request, _("Your settings are kept."))
        response = page.done(request, "people:settings")
    display.remember(response, account)
    return response


@require_http_methods(["GET", "POST"])
def hats(request: HttpRequest) -> HttpResponse:
    """This will let somebody with several appointments choose for whom to act."""
    visitor: Any = request.visitor  # type: ignore[attr-defined]
    form = forms.Hat(page.sent(request))
    if request.method == "POST" and form.is_valid():
        person, party = visitor.account.person, form.cleaned_data["party"]
        actions.change_hat(person, request.actor, request.now, party=party)  # type: ignore[attr-defined]
        return page.done(request, "today:home")
    shown = [
        {"hat": hat, "roles": [labels.role(role) for role in sorted(hat.actor.roles)], "worn": hat == visitor.hat}
        for hat in visitor.hats
    ]
    return page.render(request, "people/hats.html", {"hats": shown}, status=WRONG_INPUT if form.is_bound else 200)
