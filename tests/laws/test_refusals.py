"""Law: every refusal code used exists, and every code that exists is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from comity.policy import loader

TOWN = Path(__file__).resolve().parents[2] / "comity"


def codes_in(source: str) -> Iterator[str]:
    """Codes given to refuse(), Reason() or as the values of `constraints=`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in {"refuse", "Reason"} and node.args:
            yield from constants(node.args[0])
        for keyword in node.keywords:
            if keyword.arg == "constraints" and isinstance(keyword.value, ast.Dict):
                yield from (str(value.value) for value in keyword.value.values if isinstance(value, ast.Constant))


def constants(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "." in part.value:
            yield part.value


def used() -> set[str]:
    return {code for path in TOWN.rglob("*.py") for code in codes_in(path.read_text(encoding="utf-8"))}


def test_every_code_used_exists_and_every_code_that_exists_is_used() -> None:
    known = set(loader.refusals())
    assert used() - known == set(), "used without a text"
    assert known - used() == set(), "a text that nobody ever sees"


def test_the_law_sees_codes_wherever_they_stand() -> None:
    source = """
refuse("a.one", seats=1)
verdict = Reason("a.two" if late else "a.three", {})
action(may=m, facts=f, constraints={"unique": "a.four"})
"""
    assert set(codes_in(source)) == {"a.one", "a.two", "a.three", "a.four"}


def test_every_code_is_shown_by_a_test() -> None:
    read = (path.read_text(encoding="utf-8") for path in TOWN.parent.joinpath("tests").rglob("*.py"))
    tests = "\n".join(read).replace("\\.", ".")  # codes in patterns have their dot escaped
    assert {code for code in loader.refusals() if code not in tests} == set()
