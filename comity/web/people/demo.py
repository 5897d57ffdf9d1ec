"""Sign-in of the demonstration: one click for each invented person. Its address exists only in demo mode."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from comity.kernel.scope import at_the_door
from comity.people import queries as people
from comity.web import page
from comity.web.people import display
from comity.web.people.adapter import begin, language_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@page.public
@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """This will show the invented people, and sign in as one of them on POST."""
    now = request.now  # type: ignore[attr-defined]
    with at_the_door():
        shown = people.demo_accounts(now)
        if request.method == "POST":
            chosen = next((who for who in shown if str(who.account.pk) == request.POST.get("account")), None)
            if chosen is None:
                raise Http404
            begin(request)
            login(request, chosen.account, backend=BACKEND)
            with translation.override(language_of(chosen.account)):
                response = page.done(request, reverse("today:home"))
            display.remember(response, chosen.account)
            return response
    return page.render(request, "people/demo.html", {"people": shown})
