"""The register as far as the reader may see it: entries, the file to verify, and the signed heads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import timedelta
from io import TextIOWrapper
from itertools import batched
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core import audience
from comity.core.calendar import BRUSSELS, at_brussels
from comity.documents import queries as documents
from comity.kernel import checkpoints, exports, register
from comity.parties import queries as parties
from comity.people import queries as people
from comity.web import page, spreadsheet
from comity.web.register import details, forms, pages, subjects, words

PAGE = 50
HEADS = 100
AT_ONCE = 1_000
IN_MEMORY_BYTES = 8 * 1024 * 1024


@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """This will list entries, the newest first, by party, person, act, subject and days."""
    form = _asked(request)
    wanted = form.wanted
    found = pages.keyed(request, _selected(wanted), size=PAGE)
    rows = [
        {"entry": one, "line": line, "about": subjects.name(one.about)}
        for one, line in zip(found.rows, words.lines(found.rows), strict=True)
    ]
    context = {
        "rows": rows,
        "found": found,
        "form": form,
        "filters": len(wanted),
        "query": f"?{urlencode(_sent(form, wanted))}" if wanted else "",
        **{f"{name}_options": form.options(name) for name in ("party", "verb")},
    }
    return page.render(request, "register/register.html", context, block="results")


def _asked(request: HttpRequest) -> forms.Wanted:
    return forms.Wanted(request.GET, parties=parties.names(get_language() or "en"), verbs=words.verbs())


def _sent(form: forms.Wanted, wanted: Mapping[str, Any]) -> dict[str, str]:
    """This will repeat the filters that were understood, as an address takes them."""
    return {name: form[name].value() for name in wanted}


def _selected(wanted: Mapping[str, Any]) -> QuerySet[Any]:
    """This will select the entries that fit the filters, as far as the reader may see them."""
    about, who = wanted.get("about", ""), wanted.get("who", "")
    since, until = wanted.get("since"), wanted.get("until")
    return register.entered(
        party=wanted.get("party", ""),
        verb=wanted.get("verb", ""),
        about=about if ":" in about else "",
        subjects=subjects.called(about) if ":" not in about else (),
        persons=people.persons_called(who) if who else None,
        since=at_brussels(since, 0) if since else None,
        until=at_brussels(until + timedelta(days=1), 0) if until else None,
    )


@require_safe
def table(request: HttpRequest, form: str) -> HttpResponse:
    """This will write the entries that are filtered, all of them and no others, as a table with its marking.

    Raises: Http404 if a filter makes no sense: a file with more than was asked for would mislead.
    """
    actor: Any = request.actor  # type: ignore[attr-defined]
    asked = _asked(request)
    wanted = asked.wanted
    if asked.errors:
        raise Http404
    readers = [f"party:{actor.party}"] if actor.party and not actor.is_staff else [audience.STAFF]
    head = [
        _("Number"),
        _("When, Brussels time"),
        _("Act"),
        _("About"),
        _("Who"),
        _("In the place of"),
        _("Ground"),
        _("Verb"),
        _("Subject"),
    ]
    marking = documents.marking(readers, get_language() or "en")
    name = f"register-{request.now:%Y-%m-%d}"  # type: ignore[attr-defined]
    return spreadsheet.answer(name, form, marking, head, _lines(_selected(wanted).order_by("-pk")))


def _lines(selected: QuerySet[Any]) -> Iterator[list[str]]:
    """This will write entries as lines of a table, some thousand at a time. Two queries for each."""
    for entries in batched(selected.iterator(chunk_size=AT_ONCE), AT_ONCE, strict=False):
        for one, line in zip(entries, words.lines(entries), strict=True):
            yield [
                str(line.number or ""),
                one.at.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M:%S"),
                line.what,
                subjects.name(one.about),
                line.who,
                one.deputy_for,
                line.ground,
                one.verb,
                one.about,
            ]


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
        "details": details.told(found.details),
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
