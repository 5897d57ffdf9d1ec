"""What an uploaded file must be: PDF or Word, within limits, and nothing in it that runs (W-71)."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """The kinds of file that are taken; the value is the ending of the name."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def media_type(self) -> str:
        """This will give the type under which the file is sent."""
        return {
            Sort.PDF: "application/pdf",
            Sort.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }[self]


@dataclass(frozen=True, slots=True)
class Found:
    """What an uploaded file turned out to be. `sort` is None if it is not taken at all."""

    sort: Sort | None
    size: int
    is_readable: bool = True
    is_active: bool = False


MOST_ENTRIES = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RELATIONS = 4 * 1024 * 1024
CHUNK = 256 * 1024
_RUNS_IN_PDF = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/SubmitForm")
_RUNS_IN_WORD = ("vbaproject.bin", "vbadata.xml", "activex/", "embeddings/", "oleobject")
_MACRO_TYPE = b"macroenabled"
_DECLARED = (b"<!doctype", b"<!entity")
_LONGEST = max(map(len, (*_DECLARED, _MACRO_TYPE)))


def inspect(name: str, content: bytes) -> Found:
    """This will look into a file without unpacking it to disk: its name, its first bytes, what it carries."""
    ending = name.rpartition(".")[2].casefold()
    if ending == Sort.PDF and content.startswith(b"%PDF-"):
        readable = b"%%EOF" in content[-2_048:]
        return Found(Sort.PDF, len(content), readable, any(mark in content for mark in _RUNS_IN_PDF))
    if ending == Sort.DOCX and content.startswith(b"PK\x03\x04"):
        return _word(content)
    return Found(None, len(content))


class _TooLarge(ValueError):
    """A package holds more than it may, whatever its list of contents says."""


def _word(content: bytes) -> Found:
    size = len(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            names = [entry.filename.casefold() for entry in entries]
            unpacked = sum(entry.file_size for entry in entries)
            sane = len(entries) <= MOST_ENTRIES and unpacked <= MOST_UNPACKED and len(set(names)) == len(names)
            if not sane or not {"[content_types].xml", "word/document.xml"} <= set(names):
                return Found(Sort.DOCX, size, is_readable=False)
            active = any(mark in entry for entry in names for mark in _RUNS_IN_WORD)
            return Found(Sort.DOCX, size, is_active=active or _reaches_out(package, entries))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, SyntaxError):
        return Found(Sort.DOCX, size, is_readable=False)
    except (RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        return Found(Sort.DOCX, size, is_readable=False)


def _reaches_out(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """This will unpack every part, piece by piece, and look for macros, entities and what is fetched from elsewhere.

    Word files need no document type: where one is declared, somebody wants an entity to be read or blown up.
    """
    left = MOST_UNPACKED
    for entry in entries:
        name, tail = entry.filename.casefold(), b""
        marks: tuple[bytes, ...] = _DECLARED if name.endswith((".xml", ".rels")) else ()
        marks += (_MACRO_TYPE,) if name == "[content_types].xml" else ()
        with package.open(entry) as part:
            while piece := part.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise _TooLarge
                text = tail + piece.replace(b"\0", b"").lower()  # a text in UTF-16 reads alike
                if any(mark in text for mark in marks):
                    return True
                tail = text[-_LONGEST:]
        if name.endswith(".rels") and _fetches(package, entry):
            return True
    return False


def _fetches(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """This will tell whether anything but a link that the reader may follow lies outside the package.

    Raises: SyntaxError or ValueError if the list of relations cannot be read.
    """
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - only files that are sent need it

    with package.open(entry) as part:
        root = fromstring(part.read(MOST_RELATIONS), forbid_dtd=True)
    return any(
        one.get("TargetMode", "").strip().casefold() == "external" and not one.get("Type", "").endswith("/hyperlink")
        for one in root.iter()
    )
