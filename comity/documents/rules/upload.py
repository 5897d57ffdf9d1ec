"""What an uploaded file must be: PDF or Word, within limits, and nothing in it that runs (W-71)."""

from __future__ import annotations

import io
import zipfile
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
MOST_UNPACKED = 200 * 1024 * 1024
_RUNS_IN_PDF = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/SubmitForm")
_RUNS_IN_WORD = ("vbaproject.bin", "vbadata.xml", "activex/", "embeddings/", "oleobject")
_MACRO_TYPE = b"macroenabled"
_OUTSIDE = (b"attachedtemplate", b"oleobject", b"subdocument")


def inspect(name: str, content: bytes) -> Found:
    """This will look into a file without unpacking it to disk: its name, its first bytes, what it carries."""
    ending = name.rpartition(".")[2].casefold()
    if ending == Sort.PDF and content.startswith(b"%PDF-"):
        readable = b"%%EOF" in content[-2_048:]
        return Found(Sort.PDF, len(content), readable, any(mark in content for mark in _RUNS_IN_PDF))
    if ending == Sort.DOCX and content.startswith(b"PK\x03\x04"):
        return _word(content)
    return Found(None, len(content))


def _word(content: bytes) -> Found:
    size = len(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            names = [entry.filename.casefold() for entry in entries]
            unpacked = sum(entry.file_size for entry in entries)
            sane = len(entries) <= MOST_ENTRIES and unpacked <= MOST_UNPACKED
            if not sane or not {"[content_types].xml", "word/document.xml"} <= set(names):
                return Found(Sort.DOCX, size, is_readable=False)
            active = any(mark in entry for entry in names for mark in _RUNS_IN_WORD)
            return Found(Sort.DOCX, size, is_active=active or _points_outside(package, entries))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        return Found(Sort.DOCX, size, is_readable=False)


def _points_outside(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """This will look for macro types and for templates or objects that are fetched from elsewhere."""
    for entry in entries:
        name = entry.filename.casefold()
        if name == "[content_types].xml" and _MACRO_TYPE in _read(package, entry):
            return True
        if name.endswith(".rels"):
            text = _read(package, entry)
            if b'targetmode="external"' in text and any(mark in text for mark in _OUTSIDE):
                return True
    return False


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """This will read one small part; a part that says it is small and is not ends at the limit."""
    with package.open(entry) as part:
        return part.read(4 * 1024 * 1024).lower()
