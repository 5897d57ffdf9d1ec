"""The thread from each sentence of the policy to the rules that carry it out and the tests that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from comity.policy.reading import PolicyError, Table, read
from comity.policy.text import Text


@dataclass(frozen=True, slots=True)
class Statement:
    """Sentences that ask and grant nothing, and why that is so."""

    ref: str
    sentences: tuple[int, ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class Line:
    """One duty or right: its sentences, the rules (`house.may_verb`) behind it, the tests (`file::name`) that show it.

    `reason` says why it needs no rule; it is there if and only if there is none.
    """

    ref: str
    key: str
    sentences: tuple[int, ...]
    rules: tuple[str, ...]
    tests: tuple[str, ...]
    reason: Text | None


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole thread of one version: how many sentences each paragraph has, and what becomes of each."""

    sentences: Mapping[str, int]
    statements: tuple[Statement, ...]
    lines: Mapping[tuple[str, str], Line]

    def of(self, ref: str, key: str) -> Line:
        """This will find what stands behind one duty of a paragraph.

        Raises: PolicyError if the trace leaves it out.
        """
        try:
            return self.lines[ref, key]
        except KeyError:
            msg = f"trace.toml says nothing of {ref} {key}"
            raise PolicyError(msg) from None

    def covered(self, ref: str) -> set[int]:
        """This will list the sentences of a paragraph of which the trace gives an account."""
        told: list[Statement | Line] = [*self.statements, *self.lines.values()]
        return {number for one in told if one.ref == ref for number in one.sentences}


@cache
def trace(version: str = "2011") -> Trace:
    """This will give the thread of one version of the policy, read once."""
    return load_trace(files("comity.policy") / "packs" / version / "trace.toml")


def load_trace(file: Traversable) -> Trace:
    """This will read a trace from any file.

    Raises: PolicyError if it is wrong, with the place.
    """
    head = read(file)
    counted = head.numbers("sentences")
    statements = tuple(_statement(table) for table in head.tables("statement"))
    lines: dict[tuple[str, str], Line] = {}
    for table in head.tables("line"):
        line = _line(table)
        if (line.ref, line.key) in lines:
            msg = f"{line.ref} {line.key} stands twice"
            raise table.fail(msg)
        lines[line.ref, line.key] = line
    head.done()
    return Trace(MappingProxyType(counted), statements, MappingProxyType(lines))


def _statement(table: Table) -> Statement:
    found = Statement(table.word("ref"), table.integers("sentences"), table.text("reason"))
    table.done()
    return found


def _line(table: Table) -> Line:
    line = Line(
        ref=table.word("ref"),
        key=table.word("key"),
        sentences=table.integers("sentences"),
        rules=table.words("rules"),
        tests=table.words("tests"),
        reason=table.text_if_any("reason"),
    )
    if bool(line.rules) == (line.reason is not None):
        msg = "needs either rules or a reason why there are none"
        raise table.fail(msg)
    table.done()
    return line
