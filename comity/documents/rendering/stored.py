"""How the blocks of a document are kept: as JSON, read back into the same blocks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from comity.documents.rendering.spec import Block, Figure, Heading, Items, Mark, Paragraph, Run, Table


def kept(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """This will turn blocks into JSON values."""
    return [_kept(block) for block in blocks]


def _kept(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "number": block.number, "runs": _runs(block.runs)}
        case Items():
            return {"kind": "items", "ordered": block.ordered, "points": [_runs(point) for point in block.points]}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "head": list(block.head),
                "rows": [list(row) for row in block.rows],
                "numeric": sorted(block.numeric),
            }
        case Figure():
            return {"kind": "figure", "svg": block.svg, "words": block.words, "caption": block.caption}


def _runs(runs: Iterable[Run]) -> list[dict[str, str]]:
    return [{"text": run.text, "mark": run.mark.value} for run in runs]


def read(values: Sequence[dict[str, Any]]) -> tuple[Block, ...]:
    """This will read blocks back.

    Raises: ValueError for a kind of block that there is not.
    """
    return tuple(_read(value) for value in values)


def _read(value: dict[str, Any]) -> Block:
    match value["kind"]:
        case "heading":
            return Heading(value["text"], value["level"])
        case "paragraph":
            return Paragraph(_read_runs(value["runs"]), value["number"])
        case "items":
            return Items(tuple(_read_runs(point) for point in value["points"]), ordered=value["ordered"])
        case "table":
            rows = tuple(tuple(row) for row in value["rows"])
            return Table(tuple(value["head"]), rows, value["caption"], frozenset(value["numeric"]))
        case "figure":
            return Figure(value["svg"], value["words"], value["caption"])
        case other:
            msg = f"no block of kind {other!r}"
            raise ValueError(msg)


def _read_runs(runs: Iterable[dict[str, str]]) -> tuple[Run, ...]:
    return tuple(Run(run["text"], Mark(run["mark"])) for run in runs)


def digest(*texts: Sequence[dict[str, Any]]) -> str:
    """This will give the SHA-256 of kept blocks, one spelling each."""
    written = json.dumps(texts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
