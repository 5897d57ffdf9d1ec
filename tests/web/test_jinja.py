"""The environment of all pages: strict, escaping, in the reader's language; and each macro that others rely on."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from jinja2 import UndefinedError

from tests.web.gallery.pages import PAGES, PANEL, RULE_PANEL, gallery_environment, render

FRONTEND = Path(__file__).parents[2] / "frontend"


def shown(template: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return gallery_environment().from_string(template).render(**context)


def test_a_misspelt_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        shown("{{ titel }}", title="x")
    with pytest.raises(UndefinedError):
        shown("{{ ui.no_such_component() }}")


def test_what_people_type_is_escaped() -> None:
    hostile = "<b onclick=alert(1)>"
    for macro in ("tag", "bdi", "said", "empty", "page_header"):
        assert "<b onclick" not in shown("{{ ui[macro](words) }}", macro=macro, words=hostile)
    assert "<b onclick" not in shown("{{ words | paragraphs }}", words=hostile)


def test_every_way_into_a_page_escapes() -> None:
    hostile = "<i>&'"
    safe = "&lt;i&gt;&amp;&#39;"
    assert shown("{{ words }}", words=hostile) == safe
    assert shown("{{ words ~ words }}", words=hostile) == safe * 2
    assert shown("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(words) }}", words=hostile) == safe
    assert shown("{% set x %}{{ words }}{% endset %}{{ x }}", words=hostile) == safe
    assert shown("{{ _('Drop %(filter)s', filter=words) }}", words=hostile) == f"Drop {safe}"
    assert shown("{% trans %}{{ words }} and {{ words }}{% endtrans %}", words=hostile) == f"{safe} and {safe}"
    assert shown("{{ [words] | join }}{{ words | upper }}", words="<") == "&lt;&lt;"
    assert (
        shown("{{ lazily }}{{ number }}{{ nothing }}", lazily=gettext_lazy("<"), number=3, nothing=None) == "&lt;3None"
    )
    assert shown("{{ '<b>' | safe }}") == "<b>"


def test_sentences_are_said_in_the_language_of_the_page() -> None:
    said = [shown("{{ _('Close') }}", language) for language in ("en", "fr", "en")]
    assert said == ["Close", "Fermer", "Close"]


def test_a_refusal_has_its_five_parts_in_order() -> None:
    text = shown("{{ ui.refusal(panel) }}", panel=PANEL)
    parts = [
        PANEL["title"],
        "Belongs to",
        "Partnership policy, §13",
        "Who can unblock this",
        "Ask Jana Novák",
        "R-2026-04417",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert 'role="alert"' in text
    assert "autofocus" in text
    assert 'tabindex="-1"' in text


def test_a_working_rule_is_not_passed_off_as_the_policy() -> None:
    assert "working rule" in shown("{{ ui.refusal(panel) }}", panel=RULE_PANEL)
    assert "The policy is silent here" not in shown("{{ ui.refusal(panel) }}", panel=PANEL)


def test_a_refusal_known_in_advance_does_not_shout() -> None:
    text = shown("{{ ui.refusal(panel, fresh=False) }}", panel=PANEL)
    assert "autofocus" not in text
    assert 'role="alert"' not in text


def test_french_is_set_as_french() -> None:
    assert "Qui peut débloquer" in shown("{{ ui.refusal(panel) }}", "fr", panel=PANEL)
    assert "obstacle\u202f:" in shown("{{ ui.refusal(panel) }}", "fr", panel=RULE_PANEL)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_each_page_says_its_language_and_direction(name: str, language: str) -> None:
    text = render(name, language=language)
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert text.count("<h1") == 1
    assert text.count("<main") == 1


def test_wishes_from_cookies_are_taken_only_from_the_list() -> None:
    assert 'data-color-scheme="auto"' in render("empty", scheme='"><script>')
    text = render("empty", density="compact")
    assert 'data-density="compact" data-keys="on"' in text
    for name, value in (("scheme", "light"), ("density", "compact"), ("keys", "on")):
        assert f'name="{name}" value="{value}" checked' in text


def test_the_recipe_reads_as_toml_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FRONTEND))
    monkeypatch.delitem(sys.modules, "assets", raising=False)
    import assets  # type: ignore[import-not-found]  # noqa: PLC0415 - a script beside its data, no package

    text = (FRONTEND / "assets.toml").read_text("utf-8")
    assert assets.read_recipe(text) == tomllib.loads(text)["package"]


def test_versions_are_exact_and_no_registry_is_named() -> None:
    import json  # noqa: PLC0415

    package = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    for version in [*package["dependencies"].values(), *package["devDependencies"].values()]:
        assert version[0].isdigit()
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    assert all("integrity" in one for path, one in lock["packages"].items() if path)
    assert not [one for one in lock["packages"].values() if "resolved" in one]
