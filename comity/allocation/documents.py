"""Problems as files: one JSON document, or one Parquet file of nominations (docs/allocation-format.md)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from comity.allocation.problem import (
    DEFAULTS,
    NONE,
    Activities,
    Fault,
    Frameworks,
    Ints,
    Lines,
    Mode,
    Nominations,
    Partners,
    Problem,
    Settings,
    Standing,
    Table,
    WrongProblem,
)

FORMAT = "comity-allocation/1"
META = b"comity-allocation"
REFERENCES = {  # columns that name a row of another table
    ("partners", "framework"): "frameworks",
    ("activities", "line"): "lines",
    ("nominations", "activity"): "activities",
    ("nominations", "partner"): "partners",
    ("nominations", "line"): "lines",
    ("nominations", "requires"): "nominations",
}
WORDS: dict[tuple[str, str], type[Standing | Mode]] = {
    ("nominations", "standing"): Standing,
    ("nominations", "confirmed"): Mode,
}
FLAGS = {("nominations", "own_cost"), ("nominations", "holds")}
LABELS = {
    ("nominations", name) for name in ("person", "goal", "group")
}  # any text or number that is the same for the same thing
TABLES: dict[str, type[Table]] = {
    "frameworks": Frameworks,
    "lines": Lines,
    "partners": Partners,
    "activities": Activities,
    "nominations": Nominations,
}
NEEDED = {
    "lines": ("id", "budget"),
    "frameworks": ("id",),
    "partners": ("id",),
    "activities": ("id", "seats"),
    "nominations": ("id", "activity", "partner", "points"),
}
ALSO = {"activities": {"starts", "ends"}}


def read(path: Path) -> Problem:
    """This will read a problem from a .json or .parquet file.

    Raises: WrongProblem, which names the table, row and field; OSError when it cannot be read.
    """
    if path.suffix.lower() == ".parquet":
        return _read_parquet(path)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise WrongProblem([Fault("file", "-", "JSON", str(error))]) from error
    return from_document(document)


def write(problem: Problem, path: Path) -> None:
    """This will write a problem to a .json or .parquet file; reading it again gives the same hash."""
    if path.suffix.lower() == ".parquet":
        _write_parquet(problem, path)
    else:
        path.write_text(json.dumps(as_document(problem), indent=1) + "\n", encoding="utf-8")


def from_document(document: Any) -> Problem:
    """This will make a problem of plain data.

    Raises: WrongProblem, which names the table, row and field.
    """
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise WrongProblem([Fault("file", "-", "format", f'the document must say "format": "{FORMAT}"')])
    unknown = set(document) - {"format", "settings", *TABLES}
    if unknown:
        raise WrongProblem([Fault("file", "-", name, "is not known") for name in sorted(unknown)])
    rows = {name: _rows(document.get(name, []), name) for name in TABLES}
    numbers = {name: {str(row["id"]): number for number, row in enumerate(rows[name])} for name in TABLES}
    tables = {name: _table(name, rows[name], numbers) for name in TABLES}
    return Problem(_settings(document.get("settings") or {}), **tables)  # type: ignore[arg-type]


def _settings(given: Any) -> Settings:
    known = {each.name: each.default for each in fields(Settings)}
    if not isinstance(given, Mapping) or set(given) - set(known):
        wrong = sorted(set(given) - set(known)) if isinstance(given, Mapping) else ["-"]
        raise WrongProblem([Fault("settings", "-", name, "is not known") for name in wrong])
    made: dict[str, Any] = {}
    for name, value in given.items():
        kind = tuple if name in {"slopes", "widths"} else str if name in {"unit", "decision"} else int
        if kind is tuple and not (isinstance(value, list) and all(type(each) is int for each in value)):
            raise WrongProblem([Fault("settings", "-", name, "must be a list of whole numbers")])
        if kind is not tuple and type(value) is not kind:
            raise WrongProblem(
                [Fault("settings", "-", name, "must be text" if kind is str else "must be a whole number")]
            )
        made[name] = kind(value)
    return Settings(**made)


def _rows(given: Any, table: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(given, list):
        raise WrongProblem([Fault(table, "-", "-", "must be a list of rows")])
    known = (
        {each.name for each in fields(TABLES[table])[1:]} - {"grounds", "kept_for"} | {"id"} | ALSO.get(table, set())
    )
    for number, row in enumerate(given, 1):
        if not isinstance(row, Mapping):
            raise WrongProblem([Fault(table, str(number), "-", "must be an object with named fields")])
        for name in NEEDED[table]:
            if row.get(name) is None:
                raise WrongProblem([Fault(table, f"{number} ({row.get('id', '')})", name, "is missing")])
        if set(row) - known:
            wrong = min(set(row) - known)
            raise WrongProblem([Fault(table, f"{number} ({row['id']})", wrong, "is not known")])
    return given


def _table(name: str, rows: Sequence[Mapping[str, Any]], numbers: Mapping[str, Mapping[str, int]]) -> Table:
    columns: dict[str, Any] = {}
    for each in fields(TABLES[name])[1:]:
        key = (name, each.name)
        if each.name in {"times", "charges", "grounds", "kept", "kept_for"} or not any(
            each.name in row for row in rows
        ):
            continue
        given = [row.get(each.name) for row in rows]
        if each.name == "ground":
            columns["grounds"] = tuple(dict.fromkeys(str(word) for word in given if word))
            number_of = {word: number for number, word in enumerate(columns["grounds"])}
            given = [number_of[str(word)] if word else None for word in given]
        elif key in REFERENCES:
            known = numbers[REFERENCES[key]]
            given = [_known(value, known, name, row, each.name) for value, row in zip(given, rows, strict=True)]
        elif key in WORDS:
            words = {word.name.lower(): int(word) for word in WORDS[key]}
            first = next(iter(words))
            given = [
                _known(value or first, words, name, row, each.name) for value, row in zip(given, rows, strict=True)
            ]
        elif key in LABELS:
            given = _labels(given)
        else:
            given = [_whole(value, key in FLAGS, name, row, each.name) for value, row in zip(given, rows, strict=True)]
            if each.name in DEFAULTS:
                given = [DEFAULTS[each.name] if value is None else value for value in given]
        columns[each.name] = given
    if name == "activities":
        columns["times"] = _times(rows)
        columns["kept"], columns["kept_for"] = _kept(rows, numbers["partners"])
    if name == "nominations":
        columns["charges"] = _charges(rows, numbers["lines"])
    return TABLES[name].of([row["id"] for row in rows], **columns)


def _known(value: Any, known: Mapping[str, int], table: str, row: Mapping[str, Any], field: str) -> int | None:
    if value is None:
        return None
    if str(value) not in known:
        few = f"; known are {', '.join(known)}" if len(known) <= len(TABLES) + 3 else ""
        raise WrongProblem([Fault(table, str(row["id"]), field, f"{value!r} is not known{few}")])
    return known[str(value)]


def _whole(value: Any, flag: bool, table: str, row: Mapping[str, Any], field: str) -> int | None:  # noqa: FBT001
    if value is None or type(value) is int or (flag and isinstance(value, bool)):
        return value if value is None else int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    wanted = "true or false" if flag else "a whole number"
    raise WrongProblem([Fault(table, str(row["id"]), field, f"{value!r} is not {wanted}")])


def _labels(given: Sequence[Any]) -> list[int | None]:
    """This will keep whole numbers as they are and number everything else in order of appearance."""
    if all(value is None or type(value) is int for value in given):
        return list(given)
    numbers: dict[str, int] = {}
    return [None if value is None else numbers.setdefault(str(value), len(numbers)) for value in given]


def _times(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, int]]:
    made = []
    for number, row in enumerate(rows):
        try:
            made += [(number, int(start), int(end)) for start, end in row.get("times") or ()]
            if row.get("starts") is not None:
                first, last = (date.fromisoformat(str(row[name])).toordinal() for name in ("starts", "ends"))
                made.append((number, first, last + 1))
        except (KeyError, TypeError, ValueError) as error:
            message = "must be pairs [start, end) of whole numbers, or `starts` and `ends` the first and last day"
            raise WrongProblem([Fault("activities", str(row["id"]), "times", message)]) from error
    return made


def _kept(
    rows: Sequence[Mapping[str, Any]], partners: Mapping[str, int]
) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    kept: list[tuple[int, int, int]] = []
    members: list[tuple[int, int, int]] = []
    for number, row in enumerate(rows):
        try:
            for seats, holders in row.get("kept") or ():
                members += [(len(kept), partners[str(holder)], 1) for holder in holders]
                kept.append((number, len(kept), int(seats)))
        except (KeyError, TypeError, ValueError) as error:
            message = "must be pairs [seats, partners] of a whole number and a list of partners that are there"
            raise WrongProblem([Fault("activities", str(row["id"]), "kept", message)]) from error
    return kept, members


def _charges(rows: Sequence[Mapping[str, Any]], lines: Mapping[str, int]) -> list[tuple[int, int, int]]:
    made = []
    for number, row in enumerate(rows):
        try:
            pairs = [tuple(each.values()) if isinstance(each, Mapping) else each for each in row.get("charges") or ()]
            made += [(number, lines[str(line)], int(amount)) for line, amount in pairs]
        except (KeyError, TypeError, ValueError) as error:
            message = "must be pairs [line, amount] of a line that is there and a whole number"
            raise WrongProblem([Fault("nominations", str(row["id"]), "charges", message)]) from error
    return made


def as_document(problem: Problem) -> dict[str, Any]:
    """This will give the problem as plain data, in the canonical form; nothing that has its default is written."""
    settings = {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(problem.settings).items()
    }
    return {"format": FORMAT, "settings": settings} | {name: _as_rows(problem, name) for name in TABLES}


def _as_rows(problem: Problem, name: str) -> list[dict[str, Any]]:
    table: Table = getattr(problem, name)
    rows: list[dict[str, Any]] = [{"id": row} for row in table.names]
    for each in fields(table)[1:]:
        value = getattr(table, each.name)
        if each.name == "times":
            for activity, start, end in value.tolist():
                rows[activity].setdefault("times", []).append([start, end])
        elif each.name == "kept":
            _write_kept(problem, rows)
        elif each.name == "charges":
            for nomination, line, amount in value.tolist():
                rows[nomination].setdefault("charges", []).append([problem.lines.names[line], amount])
        elif each.name not in {"grounds", "kept_for"}:
            for row, written in zip(rows, _written(problem, name, each.name, value), strict=True):
                if written is not None:
                    row[each.name] = written
    return rows


def _write_kept(problem: Problem, rows: list[dict[str, Any]]) -> None:
    holders: dict[int, list[str]] = {}
    for share, partner, _ in problem.activities.kept_for.tolist():
        holders.setdefault(share, []).append(problem.partners.names[partner])
    for activity, share, seats in problem.activities.kept.tolist():
        rows[activity].setdefault("kept", []).append([seats, holders.get(share, [])])


def _written(problem: Problem, table: str, name: str, value: Ints) -> list[Any]:
    key = (table, name)
    values = value.tolist()
    if key in REFERENCES:
        names = getattr(problem, REFERENCES[key]).names
        return [None if one == NONE else names[one] for one in values]
    if name == "ground":
        return [None if one == NONE else problem.nominations.grounds[one] for one in values]
    if key in WORDS:
        return [WORDS[key](one).name.lower() if one else None for one in values]
    if key in FLAGS:
        return [True if one else None for one in values]
    return [None if one == NONE else one for one in values]


def _read_parquet(path: Path) -> Problem:
    parquet = _pyarrow_parquet()
    table = parquet.read_table(path)
    carried = (table.schema.metadata or {}).get(META)
    beside = path.with_suffix(".json")
    if carried is None and not beside.is_file():
        message = (
            f"carries no {META.decode()!r} metadata, and there is no {beside.name} beside it with the other tables"
        )
        raise WrongProblem([Fault("file", "-", "metadata", message)])
    document = json.loads(carried if carried is not None else beside.read_text(encoding="utf-8"))
    names = table.column_names
    columns = [column.to_pylist() for column in table.columns]
    document["nominations"] = [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in zip(*columns, strict=True)
    ]
    return from_document(document)


def _write_parquet(problem: Problem, path: Path) -> None:
    import pyarrow  # noqa: ICN001, PLC0415 - optional

    document = as_document(problem)
    rows = document.pop("nominations")
    names = list(dict.fromkeys(name for row in rows for name in row if name != "charges"))
    columns: dict[str, Any] = {name: [row.get(name) for row in rows] for name in names}
    if any("charges" in row for row in rows):
        kind = pyarrow.list_(pyarrow.struct([("line", pyarrow.string()), ("amount", pyarrow.int64())]))
        given = [[{"line": line, "amount": amount} for line, amount in row.get("charges", ())] for row in rows]
        columns["charges"] = pyarrow.array(given, kind)
    table = pyarrow.table(columns).replace_schema_metadata({META: json.dumps(document).encode()})
    _pyarrow_parquet().write_table(table, path)


def _pyarrow_parquet() -> Any:
    try:
        import pyarrow.parquet  # noqa: PLC0415 - optional
    except ModuleNotFoundError as error:
        message = "Parquet needs pyarrow: install comity[parquet], or use JSON"
        raise WrongProblem([Fault("file", "-", "format", message)]) from error
    return pyarrow.parquet
