"""Papers as lists show them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from comity.core import refs
from comity.documents.rules import Kind
from comity.web.documents import labels


def line(paper: Any, locale: str) -> dict[str, Any]:
    """This will give a paper as a row of a list."""
    slug = refs.slug_of_paper(paper.symbol)
    return {
        "paper": paper,
        "title": paper.title_in(locale),
        "kind": labels.KINDS[Kind(paper.kind)],
        "url": reverse("documents:paper", args=[slug]),
        "files": [
            {"label": f"{sort.upper()} · {name}", "url": reverse("documents:rendering", args=[slug, language, sort])}
            for language, name in (("en", "English"), ("fr", "Français"))
            for sort in ("pdf", "docx")
        ],
    }
