"""Pages about papers: the list, one paper, its renderings and its attachments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core import refs
from comity.core.actor import Actor
from comity.decisions import queries as decisions
from comity.decisions.rules import DECIDED, State
from comity.documents import actions, queries, rendering, rules
from comity.kernel.action import Refused
from comity.parties import queries as parties
from comity.web import page
from comity.web.decisions.labels import STATES
from comity.web.documents import forms, labels, showing
from comity.web.refusals import panels
from comity.web.register import subjects

PAGE = 30
WRONG_INPUT = 422
CONFLICT = 409
RENDERINGS = {
    "pdf": (rendering.pdf, "application/pdf"),
    "docx": (rendering.docx, rules.Sort.DOCX.media_type),
}


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """This will list the papers that the reader may see, the newest first."""
    locale = get_language() or "en"
    number, total = forms.Listed(request.GET).number(), queries.count()
    pages = max(1, -(-total // PAGE))
    number = min(number, pages)
    rows = queries.recent(limit=PAGE, offset=(number - 1) * PAGE)
    here = reverse("documents:documents")
    context = {
        "rows": [showing.line(row, locale) for row in rows],
        "pages": {
            "number": number,
            "pages": pages,
            "total": total,
            "first": (number - 1) * PAGE + 1 if total else 0,
            "last": min(number * PAGE, total),
            "previous_url": f"{here}?page={number - 1}" if number > 1 else "",
            "next_url": f"{here}?page={number + 1}" if number < pages else "",
            "links": [
                {"number": one, "url": f"{here}?page={one}", "current": one == number}
                for one in range(max(1, number - 3), min(pages, number + 3) + 1)
            ],
        },
    }
    return page.render(request, "documents/documents.html", context)


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """This will show a paper with its versions, attachments and history."""
    row = _found(slug)
    return page.render(request, "documents/paper.html", _context(request, row))


@require_safe
def rendered(request: HttpRequest, slug: str, language: str, sort: str) -> HttpResponse:
    """This will set a version of a paper as PDF or Word. What is sent is exactly what the reader may see."""
    row = _found(slug)
    version = queries.version(row, forms.Version(request.GET).number())
    if version is None or sort not in RENDERINGS:
        raise Http404
    write, media_type = RENDERINGS[sort]
    status, watermark = _standing(row, version, language)
    author = parties.names(language).get(row.party, row.party)
    spec = queries.spec(row, version, language, author=author, status=status, watermark=watermark)
    response = HttpResponse(write(spec), content_type=media_type)
    name = f"{slug}-v{version.number}-{language}.{sort}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _standing(row: Any, version: Any, language: str) -> tuple[str, str]:
    """This will say how the text stands, and across the page if it is not in force: replaced, or not agreed."""
    with translation.override(language):
        if version.number != row.newest:
            replaced = _("replaced by version %(number)s") % {"number": row.newest}
            return replaced, replaced
        item = decisions.bare(row.symbol) if row.kind == rules.Kind.COUNCIL_PAPER else None
        if item is None:
            return "", ""
        word = str(STATES[State(item.state)][0])
        return word, "" if State(item.state) in DECIDED else _("not agreed")


@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, slug: str) -> HttpResponse:
    """This will let a file be attached to a paper."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now: datetime = request.now  # type: ignore[attr-defined]
    row = _found(slug)
    form = forms.Attach(request.POST or None, request.FILES or None)
    context, status = {**_context(request, row), "form": form, "panel": None}, 200
    if request.method == "POST":
        if not form.is_valid():
            status = WRONG_INPUT
        else:
            sent = form.cleaned_data
            try:
                actions.attach(
                    row, actor, now, name=sent["file"].name, content=_read(sent["file"]), level=sent["level"]
                )
            except Refused as refused:
                place = panels.Place(form=request.path, back=reverse("documents:paper", args=[slug]))
                context["panel"], status = page.panel_of(refused, place), CONFLICT
            else:
                messages.success(request, _("The file is attached."))
                return page.done(request, "documents:paper", slug)
    return page.render(request, "documents/attach.html", context, status=status)


def _read(file: Any) -> bytes:
    """This will read an upload up to just beyond the limit: more than that need not be read to be refused."""
    content: bytes = file.read(queries.most_bytes() + 1)
    return content


@require_safe
def attachment(request: HttpRequest, slug: str, sha256: str) -> HttpResponseBase:
    """This will send an attachment, always as a file to keep and never shown in the page."""
    row = _found(slug)
    found = queries.attachment(row, sha256)
    if found is None or not default_storage.exists(found.stored_as):
        raise Http404
    response = FileResponse(
        default_storage.open(found.stored_as), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _found(slug: str) -> Any:
    try:
        row = queries.paper(refs.paper_of_slug(slug))
    except ValueError:
        row = None
    if row is None:
        raise Http404
    return row


def _context(request: HttpRequest, row: Any) -> dict[str, Any]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    locale = get_language() or "en"
    slug = refs.slug_of_paper(row.symbol)
    about = subjects.address(row.about)
    return {
        "row": row,
        "slug": slug,
        "title": row.title_in(locale),
        "kind": labels.KINDS[rules.Kind(row.kind)],
        "line": showing.line(row, locale),
        "marking": queries.marking(row.audience, locale),
        "versions": queries.versions(row),
        "attachments": queries.attachments(row),
        "party": parties.names(locale).get(row.party, row.party),
        "about": {"label": subjects.name(row.about), "url": about} if about else None,
        "may_attach": rules.keeps(actor, row.party),
    }
