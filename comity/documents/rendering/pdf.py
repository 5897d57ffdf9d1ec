"""PDF by typst: tagged, and checked against PDF/UA-1 while it is written."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from comity.documents.rendering import stored, wording
from comity.documents.rendering.spec import DocumentSpec
from comity.policy.text import is_french

if TYPE_CHECKING:
    import typst

log = logging.getLogger(__name__)

STANDARD: Literal["ua-1"] = "ua-1"
_NOT_UA = "PDF/UA-1 error"
_PPI = 180.0
_PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 16.2cm)"""


@cache
def _template() -> bytes:
    return (files("comity.documents.rendering") / "page.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    import typst  # noqa: PLC0415 - 7 MB of the web worker, for those who ask for a PDF

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def pdf(spec: DocumentSpec) -> bytes:
    """This will set a document as a tagged PDF. The same document gives the same bytes."""
    import typst  # noqa: PLC0415 - as above

    language = "fr" if is_french(spec.language) else "en"
    data = {
        "title": spec.title,
        "subtitle": spec.subtitle,
        "author": spec.author,
        "marking": spec.marking,
        "reference": spec.reference,
        "watermark": spec.watermark,
        "lang": language,
        "language": wording.LANGUAGE.in_(language),
        "day": wording.day(spec.on, language),
        "version": " · ".join(part for part in (spec.version, spec.status) if part),
        "page_word": wording.PAGE.in_(language),
        "of_word": wording.OF.in_(language),
        "colon": wording.COLON.in_(language),
        "facts": [list(pair) for pair in spec.facts],
        "blocks": stored.kept(spec.blocks),
    }
    document = json.dumps(_clean(data), ensure_ascii=False)
    try:
        return _compile(document, spec, _fonts(), STANDARD)
    except typst.TypstError as error:
        if _NOT_UA not in error.message:
            raise
        # Most often our font lacks a letter that the system's may have. The file stays tagged; nothing vouches for it.
        log.warning("%s is set without the check of PDF/UA-1: %s", spec.reference, error.message)
        return _compile(document, spec, typst.Fonts(include_system_fonts=True), None)


def png(svg: str) -> bytes:
    """This will paint a drawing, for programs that cannot show it as it is."""
    import typst  # noqa: PLC0415 - as above

    written = typst.compile(
        _PICTURE, format="png", ppi=_PPI, font_paths=_fonts(), sys_inputs={"svg": wording.printable(svg)}
    )
    if not isinstance(written, bytes):
        msg = "typst gave no picture"
        raise TypeError(msg)
    return written


def _compile(document: str, spec: DocumentSpec, fonts: typst.Fonts, standard: Literal["ua-1"] | None) -> bytes:
    import typst  # noqa: PLC0415 - as above

    written = typst.compile(
        _template(),
        format="pdf",
        font_paths=fonts,
        sys_inputs={"document": document},
        pdf_standards=standard,
        timestamp=datetime.combine(spec.on, time(), tzinfo=UTC),
    )
    if not isinstance(written, bytes):
        msg = "typst gave no PDF"
        raise TypeError(msg)
    return written


def _clean(value: object) -> object:
    match value:
        case str():
            return wording.printable(value)
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {key: _clean(item) for key, item in value.items()}
        case _:
            return value
