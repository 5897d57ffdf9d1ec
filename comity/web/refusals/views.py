"""What did not happen and why: one refusal, and those of the reader's party."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from comity.core.verdict import Reason, Verdict
from comity.kernel import register
from comity.web import page
from comity.web.refusals import panels
from comity.web.register import pages, subjects, words

PAGE = 30


@require_safe
def refusals(request: HttpRequest) -> HttpResponse:
    """This will list the refusals of the reader's party, or all of them to the staff, the newest first."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = pages.keyed(request, register.refused(party="" if actor.is_staff else actor.party or "-"), size=PAGE)
    names = panels.naming(get_language() or "en")
    rows = [
        {
            "refusal": one,
            "verb": words.verb(one.verb),
            "title": panels.panel(_reasons(one.reasons)[0], about=one.about, names=names)["title"],
            "about": subjects.name(one.about),
            "url": subjects.address(one.about),
        }
        for one in found.rows
    ]
    return page.render(request, "refusals/refusals.html", {"rows": rows, "found": found})


@require_safe
def refusal(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """This will show one refusal to those who may see it, in the same five parts as when it happened."""
    found = register.refusal(pk)
    if found is None or found.at.year != year:
        raise Http404
    reasons = _reasons(found.reasons)
    explained = panels.panels(Verdict(tuple(reasons)), number=found.number, about=found.about)
    return page.render(
        request,
        "refusals/refusal.html",
        {
            "refusal": found,
            "panel": panels.one_of(explained),
            "verb": words.verb(found.verb),
            "who": words.who(found),
            "about": subjects.name(found.about),
            "about_url": subjects.address(found.about),
        },
    )


def _reasons(kept: list[dict[str, Any]]) -> list[Reason]:
    """This will read back the obstacles as they were recorded."""
    return [Reason(one["code"], one["params"]) for one in kept]
