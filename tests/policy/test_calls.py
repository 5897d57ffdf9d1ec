"""Law: a rule that refuses gives every fact that the sentences of its code name, read from the source of all houses."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import comity
from comity.policy import facts_named, refusals

TOWN = Path(comity.__file__).parent
NEEDED = {code: frozenset(facts_named(refusal)) for code, refusal in refusals().items()}


def call_faults(source: str, needed: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """This will find refusals that leave out a fact. Codes and facts that are computed are left to the stories."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == "refuse" and node.args and not any(keyword.arg is None for keyword in node.keywords):
            given = {keyword.arg for keyword in node.keywords}
            yield from _missing(node.args[0], given, needed, node.lineno)
        for keyword in node.keywords:
            if keyword.arg == "constraints" and isinstance(keyword.value, ast.Dict):
                for value in keyword.value.values:
                    yield from _missing(value, set(), needed, value.lineno)


def _missing(code: ast.expr, given: set[str | None], needed: Mapping[str, frozenset[str]], line: int) -> Iterator[str]:
    known = code.value if isinstance(code, ast.Constant) and isinstance(code.value, str) else ""
    if missing := needed.get(known, frozenset()) - given:
        yield f"line {line}: {known} is not given {', '.join(sorted(missing))}"


def test_every_refusal_is_given_its_facts() -> None:
    found = {
        str(path.relative_to(TOWN)): faults
        for path in TOWN.rglob("*.py")
        if (faults := list(call_faults(path.read_text("utf-8"), NEEDED)))
    }
    assert found == {}


def test_a_fact_left_out_would_be_found() -> None:
    needed = {"a.b": frozenset({"seats"}), "a.c": frozenset[str]()}
    assert list(call_faults('refuse("a.b")', needed)) == ["line 1: a.b is not given seats"]
    assert list(call_faults('verdict.refuse("a.b", code=1)', needed))
    assert list(call_faults('action(constraints={"unique": "a.b"})', needed)), "a constraint knows no facts"
    assert not list(call_faults('refuse("a.b", seats=1, more=2)\nrefuse("a.c")\nrefuse("a.b", **facts)', needed))
    assert not list(call_faults('action(constraints={"unique": "a.c"})\nrefuse(code, seats=1)', needed))
