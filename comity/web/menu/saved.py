"""Saved views: filtered lists that one keeps under a name."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.menu import actions, queries
from comity.people import queries as people
from comity.web import page
from comity.web.menu.forms import query_of, read_filters
from comity.web.middleware import Asked

LONGEST_NAME = 80
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: Asked) -> HttpResponse:
    """This will keep a filtered list; without scripts it is a page with one field, and the list of what is kept."""
    sent = request.POST if request.method == "POST" else request.GET
    filters, wrong = read_filters(QueryDict(sent.get("query", "").removeprefix("?")))
    query = query_of(filters, page=1)
    name = sent.get("name", "").replace("\0", "").strip()
    problem = ""
    if request.method == "POST":
        if not name or len(name) > LONGEST_NAME:
            problem = _("Give the view a name of at most %(count)s characters.") % {"count": LONGEST_NAME}
        elif wrong:
            problem = _("These filters make no sense; set them again.")
        else:
            person = people.persons([request.actor.person_id or 0]).get(request.actor.person_id or 0)
            if person is None:
                raise Http404
            event = actions.save_view(person, request.actor, request.now, name=name, query=query)
            messages.success(request, _("The view is kept."))
            return page.done(request, "menu:view", event.slug)
    context = {"query": query, "name": name, "problem": problem, "views": queries.views(request.actor)}
    return page.render(request, "menu/views.html", context, status=UNPROCESSABLE if problem else 200)


@require_safe
def view(request: Asked, slug: str) -> HttpResponse:
    """This will open a filtered list that one keeps."""
    found = queries.view(request.actor, slug)
    if found is None:
        raise Http404
    return HttpResponseRedirect(f"{reverse('menu:menu')}?{found.query}" if found.query else reverse("menu:menu"))


@require_POST
def forget(request: Asked, slug: str) -> HttpResponse:
    """This will drop a filtered list that one keeps."""
    found = queries.view(request.actor, slug)
    if found is None:
        raise Http404
    actions.forget_view(found, request.actor, request.now)
    messages.success(request, _("The view is dropped."))
    return page.done(request, "menu:save_view")
