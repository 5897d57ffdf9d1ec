"""Law: a rule that refuses gives every fact that the sentences of its code name, read from the source of all houses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import comity
from comity.policy import facts_named, pack, refusals

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


def _sources() -> dict[str, str]:
    return {str(path.relative_to(TOWN)): path.read_text("utf-8") for path in TOWN.rglob("*.py")}


def unknown_grounds(source: str) -> set[str]:
    """This will find working rules and paragraphs that the source cites and the pack does not hold."""
    cited = set(re.findall(r"\bW-\d+\b", source)) | set(re.findall(r"\bP§\d+[a-z]?(?:\([ivx]+\))?", source))
    return cited - pack().rules.keys() - pack().clauses.keys()


def test_every_ground_cited_in_the_code_exists() -> None:
    assert {path: found for path, source in _sources().items() if (found := unknown_grounds(source))} == {}


def test_a_ground_that_does_not_exist_would_be_found() -> None:
    assert unknown_grounds('"""So it is (W-999, P§13, P§77, W-10)."""') == {"W-999", "P§77"}


def test_every_number_of_a_working_rule_is_read_by_somebody() -> None:
    """A number that nobody reads would make its sentence an empty promise."""
    tests = [path.read_text("utf-8") for path in Path(__file__).parents[1].rglob("*.py")]
    sources = "\n".join([*_sources().values(), *tests])
    keys = {f"{rule.house}.{name}" for rule in pack().rules.values() for name in rule.numbers}
    assert {key for key in keys if f'"{key}"' not in sources} == set()
