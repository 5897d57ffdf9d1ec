"""Law: every form that is sent carries the proof that it is ours and that it is sent once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "comity" / "web" / "templates"
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
PROOF = re.compile(r"\{\{-?\s*csrf_input\s*-?\}\}")


def forms_without_proof(text: str) -> Iterator[str]:
    """This will find forms in which the hidden fields of web/once.py are missing."""
    return (form[0].partition("\n")[0] for form in FORM.finditer(text) if not PROOF.search(form[0]))


def test_every_form_that_is_sent_carries_its_token() -> None:
    wrong = [
        f"{path.relative_to(TEMPLATES)}: {form}"
        for path in TEMPLATES.rglob("*.html")
        for form in forms_without_proof(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []
    forms = [FORM.findall(path.read_text(encoding="utf-8")) for path in TEMPLATES.rglob("*.html")]
    assert sum(map(len, forms)) > 30, "the law no longer finds the forms"


def test_no_template_writes_the_proof_of_origin_by_itself() -> None:
    written = [path for path in TEMPLATES.rglob("*.html") if "csrfmiddlewaretoken" in path.read_text(encoding="utf-8")]
    assert written == []


def test_the_law_sees_a_form_without_its_token() -> None:
    bare = '<form class="c" method="post" action="/x/"><button>Send</button></form>'
    assert list(forms_without_proof(f"<p>{bare}</p>")) == [bare]
    assert list(forms_without_proof(bare.replace("<button", "{{ csrf_input }}<button"))) == []
