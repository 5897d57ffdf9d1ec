"""The register as far as the reader may see it: entries, the file to verify, and the signed heads."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from io import TextIOWrapper
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from comity.core.calendar import at_brussels
from comity.kernel import checkpoints, exports, register
from comity.parties import queries as parties
from comity.people import queries as people
from comity.web import page
from comity.web.register import forms, pages, subjects, words

PAGE = 50
HEADS = 100
IN_MEMORY_BYTES = 8 * 1024 * 1024


@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """This will list entries, the newest first, by party, person, act, subject and days."""
    names = parties.names(get_language() or "en")
    form = forms.Wanted(request.GET, parties=names, verbs=words.verbs())
    wanted = form.wanted
    about, who = wanted.get("about", ""), wanted.get("who", "")
    since, until = wanted.get("since"), wanted.get("until")
    found = pages.keyed(
        request,
        register.entered(
            party=wanted.get("party", ""),
            verb=wanted.get("verb", ""),
            about=about if ":" in about else "",
            subjects=subjects.called(about) if ":" not in about else (),
            persons=people.persons_called(who) if who else None,
            since=at_brussels(since, 0) if since else None,
            until=at_brussels(until + timedelta(days=1), 0) if until else None,
        ),
        size=PAGE,
    )
    rows = [
        {"entry": one, "line": line, "about": subjects.name(one.about)}
        for one, line in zip(found.rows, words.lines(found.rows), strict=True)
    ]
    context = {
        "rows": rows,
        "found": found,
        "form": form,
        "filters": len(wanted),
        **{f"{name}_options": form.options(name) for name in ("party", "verb")},
    }
    return page.render(request, "register/register.html", context, block="results")


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one entry with its place in the chain."""
    found = register.entered().filter(pk=pk).first()
    if found is None:
        raise Http404
    (line,) = words.lines([found])
    seal = getattr(found, "seal", None)
    context = {
        "entry": found,
        "line": line,
        "about": subjects.name(found.about),
        "details": sorted(found.details.items()),
        "leaf": bytes(seal.leaf).hex() if seal else "",
        "chain": bytes(seal.chain).hex() if seal else "",
    }
    return page.render(request, "register/entry.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """This will send the register as a file that verifies without this program; what is closed stays a hash."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the response closes it
    text = TextIOWrapper(file, encoding="utf-8", newline="\n", write_through=True)
    exports.export(text, actor.communities)
    text.detach()
    file.seek(0)
    name = f"register-{request.now:%Y-%m-%d}.jsonl"  # type: ignore[attr-defined]
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/jsonl")


@page.public
@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """This will list the signed heads, and how to verify an export against them; anybody may keep them."""
    found = checkpoints.newest(HEADS)
    return page.render(request, "register/checkpoints.html", {"found": found, "key": checkpoints.signer().verifier})


@page.public
@require_safe
def note(request: HttpRequest, seq: int) -> HttpResponse:
    """This will send one signed head as it was written."""
    found = checkpoints.at(seq)
    if found is None:
        raise Http404
    response = HttpResponse(found.note, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="checkpoint-{seq}.txt"'
    return response
