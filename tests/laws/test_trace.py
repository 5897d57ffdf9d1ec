"""Law: no sentence of the policy that states a duty or a right is without a rule and a test, or a reason why not."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from comity.policy import PolicyError, pack, trace
from comity.policy.model import Nature
from comity.policy.trace import Line, Trace, load_trace

ROOT = Path(__file__).resolve().parents[2]
DUTIES = {(clause.ref, duty.key): duty for clause in pack().clauses.values() for duty in clause.duties}


@cache
def functions_in(path: Path) -> frozenset[str]:
    """The functions of a file, or of every file of a folder; none if there is no such place."""
    files = path.rglob("*.py") if path.is_dir() else [path] if path.is_file() else []
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    return frozenset(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def is_rule(name: str) -> bool:
    house, _, rule = name.partition(".")
    room = ROOT / "comity" / house / "rules"
    return rule.startswith("may_") and rule in functions_in(room) | functions_in(room.with_suffix(".py"))


def is_test(name: str) -> bool:
    file, _, test = name.partition("::")
    return test.startswith("test_") and test in functions_in(ROOT / file)


def faults(found: Trace) -> list[str]:
    said = [f"{ref} {key}: no line" for ref, key in DUTIES if (ref, key) not in found.lines]
    said += [f"{ref} {key}: no such duty" for ref, key in found.lines if (ref, key) not in DUTIES]
    for ref in pack().clauses:
        whole = set(range(1, found.sentences.get(ref, 0) + 1))
        if not whole or found.covered(ref) != whole:
            said.append(f"{ref}: sentences {sorted(whole ^ found.covered(ref))}")
    for line in found.lines.values():
        said += [f"{line.ref} {line.key}: no rule {name}" for name in line.rules if not is_rule(name)]
        said += [f"{line.ref} {line.key}: no test {name}" for name in line.tests if not is_test(name)]
        duty = DUTIES.get((line.ref, line.key))
        if duty and duty.nature is not Nature.PRINCIPLE and not line.reason and not line.tests:
            said.append(f"{line.ref} {line.key}: no test")
    return said


def test_every_sentence_leads_to_a_rule_and_a_test_or_says_why_not() -> None:
    assert faults(trace()) == []


def planted(lines: Mapping[tuple[str, str], Line]) -> Trace:
    return replace(trace(), lines=lines)


def test_the_law_sees_each_broken_thread() -> None:
    lines = dict(trace().lines)
    key = ("P§13", "council-opens")
    without = {where: line for where, line in lines.items() if where != key}
    assert "P§13 council-opens: no line" in faults(planted(without))
    assert "P§13: sentences [2]" in faults(planted(without))
    invented = lines | {key: replace(lines[key], rules=("parties.may_fly",))}
    assert faults(planted(invented)) == ["P§13 council-opens: no rule parties.may_fly"]
    untold = lines | {key: replace(lines[key], tests=("tests/parties/test_rules.py::test_nothing",))}
    assert faults(planted(untold)) == ["P§13 council-opens: no test tests/parties/test_rules.py::test_nothing"]
    bare = lines | {key: replace(lines[key], tests=())}
    assert faults(planted(bare)) == ["P§13 council-opens: no test"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[line]]\nref = "P§1"\nkey = "values"\nsentences = [1]', "needs either rules or a reason"),
        ('[[line]]\nref = "P§1"\nkey = "values"\nsentences = []\nrules = ["a.may_b"]', "sentences must be a list"),
        ('[[line]]\nref = "P§1"\nkey = "values"\nsentences = [1]\nrules = ["a.may_b"]\nweight = 1', "unknown weight"),
        ('[[statement]]\nref = "P§1"\nsentences = [1]', "reason is missing"),
    ],
)
def test_a_fault_in_the_trace_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "trace.toml"
    file.write_text(f'[sentences]\n"P§1" = 1\n{text}\n', encoding="utf-8")
    with pytest.raises(PolicyError, match=says):
        load_trace(file)
