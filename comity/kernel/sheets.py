"""Tables as files: reading CSV and XLSX from whoever sends it, and writing cells so that nothing in them bites.

Reading walks a package before anything unpacks it, tries encodings in order, and says what is wrong with a file as a
whole. A cell that a spreadsheet would take for a formula is written with an apostrophe before it; reading takes it off.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

MEGABYTE = 1_000_000
UNPACKED_MEGABYTES = 200
MOST_PARTS = 1_000
MOST_COLUMNS = 120
PROLOGUE = 4_096
FORMULA = frozenset("=+-@|%\t\r'")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Unfitness(StrEnum):
    """Why a file as a whole cannot be read."""

    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    HAS_MACROS = "has_macros"
    UNREADABLE = "unreadable"
    BROKEN_CSV = "broken_csv"
    EMPTY = "empty"


class UnfitError(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, why: Unfitness, row: int = 0) -> None:
        """This will carry what is wrong, and in which row if it is in one."""
        super().__init__(why)
        self.why, self.row = why, row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as lines of cells: the names of its columns, its rows with their numbers (the header is row 1)."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    encoding: str = ""


def read(data: bytes, *, most_megabytes: int, most_rows: int, marked_above: str = "") -> Sheet:
    """This will read CSV or XLSX by what the file is, not by what it is called.

    With `marked_above`, the name of a column, a marking that stands alone above the header, or below, is passed over.
    Raises: UnfitError if it cannot be read.
    """
    if len(data) > most_megabytes * MEGABYTE:
        raise UnfitError(Unfitness.TOO_LARGE)
    if data.startswith(b"PK\x03\x04"):
        return _table(_spreadsheet(data), "xlsx", most_rows, marked_above)
    text, encoding = _decoded(data)
    return _table(_separated(text), encoding, most_rows, marked_above)


def harmless(cell: str) -> str:
    """This will write a cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell and cell[0] in FORMULA else cell


def as_written(cell: str) -> str:
    """This will read back a cell that was made harmless."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in FORMULA else cell


def _table(lines: Iterator[list[str]], encoding: str, most_rows: int, column: str) -> Sheet:
    header: tuple[str, ...] = ()
    marking = ""
    rows: list[tuple[int, list[str]]] = []
    for line_number, line in enumerate(lines, start=1):
        if not any(cell.strip() for cell in line):
            continue
        if not header:
            alone = [cell for cell in line if cell.strip()]
            if column and not marking and len(alone) == 1 and alone[0].strip().lower() != column:
                marking = alone[0]
                continue
            header = tuple(cell.strip().lower().replace(" ", "_") for cell in line)
            while header and not header[-1]:
                header = header[:-1]
            if len(header) > MOST_COLUMNS:
                raise UnfitError(Unfitness.TOO_MANY_COLUMNS)
            continue
        if marking and [cell for cell in line if cell.strip()] == [marking]:
            continue
        if len(rows) >= most_rows:
            raise UnfitError(Unfitness.TOO_MANY_ROWS)
        rows.append((line_number, [as_written(cell.strip()) for cell in line[: len(header)]]))
    if not rows:
        raise UnfitError(Unfitness.EMPTY)
    return Sheet(header, rows, encoding)


# -- text --------------------------------------------------------------------------------------------------------------


def _decoded(data: bytes) -> tuple[str, str]:
    """This will read text by its mark, as UTF-8, as UTF-16 without a mark, or as Windows wrote it, in that order."""
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    unmarked = ["utf-16-le", "utf-16-be"] if b"\x00" in data[:200] else ["utf-8", "cp1252"]
    for encoding in marked or unmarked:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise UnfitError(Unfitness.UNREADABLE)


def _separated(text: str) -> Iterator[list[str]]:
    head = text[: text.find("\n")] if "\n" in text else text
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error:
        raise UnfitError(Unfitness.BROKEN_CSV, reader.line_num) from None


# -- spreadsheets ------------------------------------------------------------------------------------------------------


def _spreadsheet(data: bytes) -> Iterator[list[str]]:
    """This will walk the package before anything unpacks it, and then read its first sheet."""
    _inspect(data)
    import openpyxl  # noqa: PLC0415 - 15 MB of the web worker, for those who bring a workbook
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for line in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
                yield [_cell(value) for value in line]
        finally:
            book.close()
    except (
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        SyntaxError,
    ):
        raise UnfitError(Unfitness.NOT_A_SPREADSHEET) from None


def _inspect(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            # A part is never unpacked beyond the size that it declares, so the sum of those is what can come out.
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED_MEGABYTES * MEGABYTE:
                raise UnfitError(Unfitness.UNPACKS_TOO_LARGE)
            names = {part.filename for part in parts}
            if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
                raise UnfitError(Unfitness.NOT_A_SPREADSHEET)
            if any(name.endswith(("vbaProject.bin", ".exe", ".dll")) for name in names):
                raise UnfitError(Unfitness.HAS_MACROS)
            for part in parts:
                if part.flag_bits & 1:
                    raise UnfitError(Unfitness.NOT_A_SPREADSHEET)
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as opened:
                        beginning = opened.read(PROLOGUE)
                    if b"<!DOCTYPE" in beginning.replace(b"\x00", b"").upper():
                        raise UnfitError(Unfitness.HAS_MACROS)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, zlib.error, OSError, ValueError, EOFError):
        raise UnfitError(Unfitness.NOT_A_SPREADSHEET) from None


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime() if value.time() == time(0):
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
