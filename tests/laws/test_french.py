"""Law: every sentence for people is there in French, written with French spaces, and translated in one way only."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "comity" / "web" / "locale"
SCRIPT = ROOT / "scripts" / "messages.py"


def check(script: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, script, "check"], capture_output=True, text=True, check=False)


def translations() -> list[tuple[str, str | None, str, str]]:
    found = []
    for path in sorted(LOCALE.glob("*/fr/LC_MESSAGES/django.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="fr"):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                if ids[0]:
                    found += [(path.parts[-4], message.context, str(ids[0]), str(text)) for text in strings]
    return found


def test_no_sentence_is_missing_in_french() -> None:
    done = check(SCRIPT)
    assert done.returncode == 0, done.stdout[-6000:]


def test_the_law_sees_a_sentence_without_french(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(SCRIPT, tmp_path / "scripts")
    page = tmp_path / "comity" / "web" / "templates" / "planted" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text('{{ _("A planted sentence") }}', encoding="utf-8")
    done = check(tmp_path / "scripts" / SCRIPT.name)
    assert done.returncode == 1
    assert "A planted sentence" in done.stdout


def test_one_sentence_has_one_translation() -> None:
    ways: dict[tuple[str | None, str], set[object]] = defaultdict(set)
    for path in sorted(LOCALE.glob("*/fr/LC_MESSAGES/django.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="fr"):
                first = message.id[0] if isinstance(message.id, tuple) else message.id
                if first:  # singular and plural together are one translation
                    ways[message.context, str(first)].add(message.string)
    assert {key: texts for key, texts in ways.items() if len(texts) > 1} == {}


def test_placeholders_are_the_same_in_both_languages() -> None:
    holes = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
    wrong = [
        (subject, sentence, text)
        for subject, _, sentence, text in translations()
        if not set(holes.findall(text))
        <= set(holes.findall(sentence)) | {"%(num)s", "%(num)d", "%(count)s", "%(count)d"}
    ]
    assert wrong == []


def test_nothing_is_marked_as_uncertain() -> None:
    assert [str(path) for path in LOCALE.rglob("*.po") if "#, fuzzy" in path.read_text(encoding="utf-8")] == []


def test_every_refusal_and_rule_is_in_both_languages() -> None:
    from comity.policy import loader  # noqa: PLC0415

    for code, refusal in loader.refusals().items():
        assert refusal.title.en, code
        assert refusal.title.fr, code
        assert refusal.title.en != refusal.title.fr, code
