"""What no template may carry: styles and scripts of its own, htmx 2, addresses of other hosts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import comity.web
from comity.web.assets import vendor_path

ROOT = Path(__file__).parents[2]
WEB = Path(comity.web.__file__).parent
TEMPLATES = sorted(path for folder in ("templates", "allauth_templates") for path in (WEB / folder).rglob("*.html"))
CHECKER = ROOT / "frontend" / "node_modules" / "htmx.org" / "dist" / "scripts" / "upgrade-check.py"
SHEETS = (WEB / "static" / "comity.css", WEB / "static" / vendor_path("designsystemet-css", "index.css"))
KNOWN = set(re.findall(r"\.((?:c|d|ds)-[\w-]+)", "".join(sheet.read_text("utf-8") for sheet in SHEETS)))


def name_of(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_style_or_script_of_its_own(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"[\s\"']style\s*=", text), "a style attribute: the policy would drop it"
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "a script without an address of its own"
    markup = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    assert not re.search(r"\son[a-z]+\s*=", markup), "a handler in an attribute"
    assert not re.search(r"hx-on|\bjs:|javascript:|hx-vals=[\"']js", text), "htmx that needs eval"
    assert not re.search(r"(?:src|href)=[\"']https?://", text), "an address of another host"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_sentences_are_not_put_together_from_pieces(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b", path.read_text("utf-8")), "text that is not escaped"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_each_class_is_known_to_a_style_sheet(path: Path) -> None:
    words = " ".join(re.findall(r'class="([^"]*)"', path.read_text("utf-8")))
    used = {word for word in re.sub(r"\{[{%].*?[}%]\}", " ", words).split() if re.fullmatch(r"(c|d|ds)-[\w-]+", word)}
    assert used <= KNOWN


def test_htmx_attributes_are_of_the_fourth_version() -> None:
    done = subprocess.run(
        [sys.executable, CHECKER, WEB / "templates", WEB / "static" / "js"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
