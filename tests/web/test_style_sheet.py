"""Our style sheet and the kit's: directions, the kit's own strings, paper, and what the policy forbids."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

import comity.web
from comity.web.assets import VENDOR, vendor_path

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
STATIC = Path(comity.web.__file__).parent / "static"
OURS = (STATIC / "comity.css").read_text("utf-8")
KIT = (STATIC / vendor_path("designsystemet-css", "index.css")).read_text("utf-8")
NODE = ROOT / ".venv" / "bin" / "node"
NOT_WORDS = {"--dsc-pagination-ellipsis"}  # three dots, in every language


def kit_strings() -> set[str]:
    """Every custom property of the kit that holds words: set as a string, or asked for by its scripts."""
    set_as_string = set(re.findall(r"(--dsc-[a-z-]+):\s*[\"']", KIT))
    given_to_scripts = set(re.findall(r"--_ds-(?:data|aria)-[a-z-]+:var\((--dsc-[a-z-]+)\)", KIT))
    return (set_as_string | given_to_scripts) - NOT_WORDS


def test_the_kit_has_strings_at_all() -> None:
    assert {"--dsc-field-counter-under", "--dsc-suggestion-sr-plural", "--dsc-breadcrumbs-label"} <= kit_strings()


@pytest.mark.parametrize(("language", "name"), [*product(("en", "fr", "ar"), sorted(kit_strings()))])
def test_each_string_of_the_kit_has_our_translation(language: str, name: str) -> None:
    block = OURS[OURS.index(f":lang({language}) :is(") :]
    block = block.split("\n}\n", 1)[0]
    assert re.search(rf"^\s*{name}: [\"'].+[\"'];$", block, re.MULTILINE)


def test_directions_are_logical() -> None:
    done = subprocess.run(
        [NODE, FRONTEND / "node_modules/stylelint/bin/stylelint.mjs", STATIC / "comity.css"],
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_physical_direction_would_be_found(tmp_path: Path) -> None:
    sheet = tmp_path / "bad.css"
    sheet.write_text("p { margin-left: 1px; }\n", "utf-8")
    done = subprocess.run(
        [
            NODE,
            FRONTEND / "node_modules/stylelint/bin/stylelint.mjs",
            "--config",
            FRONTEND / "stylelint.config.mjs",
            sheet,
        ],
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "margin-left" in done.stderr


def test_widths_speak_to_screens_only() -> None:
    for query in re.findall(r"@media ([^{]+)\{", OURS):
        assert "width" not in query or query.startswith("screen and "), query


def test_a_long_table_breaks_over_pages() -> None:
    paper = OURS[OURS.index("@media print") :]
    assert ".ds-table { break-inside: auto; }" in paper
    assert ".ds-table > thead { display: table-header-group; }" in paper


def test_no_style_sheet_asks_another_host() -> None:
    for sheet in [STATIC / "comity.css", *VENDOR.rglob("*.css")]:
        for address in re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text("utf-8")):
            assert address.startswith(("data:", "#")) or (sheet.parent / address).exists(), (sheet, address)


def test_modules_import_one_another_by_content(tmp_path: Path) -> None:
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "comity.web.storage.StaticStorage"},
    }
    with override_settings(STATIC_ROOT=str(tmp_path), STATICFILES_DIRS=[str(STATIC)], STORAGES=storages):
        call_command("collectstatic", "--noinput", verbosity=0)
    main = json.loads((tmp_path / "staticfiles.json").read_text("utf-8"))["paths"]["js/comity.js"]
    text = (tmp_path / main).read_text("utf-8")
    assert re.search(r'from "\./clock\.[0-9a-f]{12}\.js"', text)
    assert not re.search(r'from "\./\w+\.js"', text)
