#!/usr/bin/env python3
"""Keep the translations: `extract` the sentences of the code, `compile` the catalogues, `check` that none is missing.

Each subject of the web has a catalogue of its own (comity/web/locale/<subject>/<language>/LC_MESSAGES/django.po), so
that people who work on different subjects never meet in one file. A sentence belongs to the subject whose folder it
is in; what belongs to none belongs to `shell`. `extract` keeps every translation, adds what is new, drops what is
gone and writes no line numbers, which would change with every edit.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, Iterator, List, Set, Tuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "comity"
LOCALE = PACKAGE / "web" / "locale"
SHELL = "shell"
LANGUAGES = ("fr",)  # the code speaks English
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def catalogues() -> List[Path]:
    """List the catalogues."""
    return sorted(LOCALE.glob("*/*/LC_MESSAGES/django.po"))


def compile_all() -> int:
    """Compile each catalogue that is newer than what was compiled from it."""
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3], abort_invalid=True)
        part = compiled.with_suffix(".part")
        with part.open("wb") as target:
            write_mo(target, catalogue)
        part.replace(compiled)
    return 0


def subject_of(path: Path, subjects: List[str]) -> str:
    """Name the catalogue that a source file belongs to."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    inner = parts[2:] if parts[:2] == ("web", "templates") else parts[1:] if parts[0] in {"web", "api"} else parts
    inner = inner[1:] if inner[:1] == ("mail",) else inner  # a mail belongs to the subject that it tells about
    return inner[0] if inner and inner[0] in subjects else SHELL


def sentences(subjects: List[str]) -> Iterator[Tuple[str, str, object, object, List[str]]]:
    """Give each sentence of the code: subject, file, sentence, context, comments for the translator."""
    from babel.messages.extract import extract_from_file
    from jinja2 import TemplateSyntaxError

    # As comity/web/jinja.py has it: what is cut differently there would not be found again.
    options = {"silent": "false", "extensions": "jinja2.ext.do", "newstyle_gettext": "true"}
    options.update(trim_blocks="true", lstrip_blocks="true")
    sources = [(path, "python") for path in sorted(PACKAGE.rglob("*.py"))]
    sources += [(path, "jinja2") for path in sorted((PACKAGE / "web" / "templates").rglob("*.*")) if path.is_file()]
    for path, method in sources:
        if "migrations" in path.parts:
            continue
        name = path.relative_to(ROOT).as_posix()
        try:
            found = extract_from_file(method, path, keywords=KEYWORDS, comment_tags=["Translators:"], options=options)
        except SyntaxError as error:
            sys.exit("{}:{}: {}".format(name, error.lineno, error.msg))
        except TemplateSyntaxError as error:
            sys.exit("{}:{}: {}".format(name, error.lineno, error.message))
        for _line, sentence, comments, context in found:
            yield subject_of(path, subjects), name, sentence, context, comments


def subjects_of_the_web() -> List[str]:
    """List the subjects: those that have pages, and those that have a catalogue."""
    paged = {path.parent.name for path in (PACKAGE / "web").glob("*/urls.py")}
    return sorted(paged | {path.parts[-4] for path in catalogues()} | {SHELL})


def known_translations(subject: str = "*") -> Set[Tuple[str, object, object]]:
    """Give language, context and sentence of whatever is translated in one catalogue or in all."""
    from babel.messages.pofile import read_po

    known = set()
    for path in sorted(LOCALE.glob("{}/*/LC_MESSAGES/django.po".format(subject))):
        with path.open("rb") as source:
            for message in read_po(source, locale=path.parts[-3]):
                if message.id and translated(message):
                    known.add((path.parts[-3], message.context, first_of(message.id)))
    return known


def first_of(sentence: object) -> object:
    """Give the singular of a sentence that has a plural."""
    return sentence[0] if isinstance(sentence, (list, tuple)) else sentence


def extract() -> int:
    """Bring every catalogue up to date with the code; what the shell translates is not asked for again elsewhere."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    shared = known_translations(SHELL)
    fresh: Dict[Tuple[str, str], Catalog] = {}
    for subject, _name, sentence, context, comments in sentences(subjects_of_the_web()):
        for language in LANGUAGES:
            catalogue = fresh.setdefault((subject, language), Catalog(charset="utf-8"))
            if subject == SHELL or (language, context, first_of(sentence)) not in shared:
                catalogue.add(sentence, context=context, auto_comments=comments)
    for (subject, language), template in sorted(fresh.items()):
        path = LOCALE / subject / language / "LC_MESSAGES" / "django.po"
        kept = Catalog(locale=language, charset="utf-8", fuzzy=False)
        if path.exists():
            with path.open("rb") as source:
                kept = read_po(source, locale=language)
        elif not len(template):
            continue
        begun_at = kept.creation_date
        kept.update(template, no_fuzzy_matching=True)
        kept.creation_date = begun_at  # a catalogue changes when a sentence does, not each time it is asked
        kept.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            write_po(target, kept, width=120, no_location=True, sort_output=True)
        missing = sum(1 for message in kept if message.id and not translated(message))
        print("{}: {} sentences, {} to translate".format(path.relative_to(ROOT), len(kept), missing))
    return 0


def translated(message: object) -> bool:
    """Tell whether a sentence has all its translations."""
    string = message.string
    return all(string) if isinstance(string, (list, tuple)) else bool(string)


def check() -> int:
    """Fail when a sentence of the code has no translation in any catalogue."""
    known = known_translations()
    faults = 0
    for subject, name, sentence, context, _comments in sentences(subjects_of_the_web()):
        for language in LANGUAGES:
            if (language, context, first_of(sentence)) not in known:
                print("{}: no {} for {!r} (catalogue {})".format(name, language, first_of(sentence), subject))
                faults += 1
    if faults:
        print("{} sentences are not translated. `make messages` adds them to the catalogues.".format(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    verbs = {"compile": compile_all, "extract": extract, "check": check}
    if sys.argv[1:2] == [] or sys.argv[1] not in verbs:
        sys.exit("usage: messages.py {}".format("|".join(verbs)))
    sys.exit(verbs[sys.argv[1]]())
