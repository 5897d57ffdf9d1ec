"""What must hold for every text of the policy, each law with a planted fault that it must find."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import pytest

import comity
from comity.core.actor import Role, Side
from comity.policy import Text, pack, refusals
from comity.policy.model import Consideration, Objective
from comity.policy.parts import RULE_RANGES
from tests.policy.faults import copied, french_faults, gap_faults, ground_faults, incomplete, shingles, texts
from tests.policy.grounds import REASONS

OFFICIAL = frozenset((Path(__file__).parent / "official_shingles.txt").read_text().split())
ALL_TEXTS = [*texts(pack(), "pack"), *texts(refusals(), "refusals")]


def _faulty(check: str) -> dict[str, list[str]]:
    checks: dict[str, Callable[[Text], list[str]]] = {
        "incomplete": incomplete,
        "french": lambda text: french_faults(text.fr),
        "gaps": gap_faults,
        "copied": lambda text: copied(text.en, OFFICIAL) + copied(text.fr, OFFICIAL),
    }
    return {where: found for where, text in ALL_TEXTS if (found := checks[check](text))}


def test_there_is_much_to_check() -> None:
    assert len(ALL_TEXTS) > 600
    assert len(OFFICIAL) > 1500


def test_everything_is_said_in_both_languages() -> None:
    assert _faulty("incomplete") == {}


@pytest.mark.parametrize(
    "text", [Text("Yes.", " "), Text("", "Oui."), Text("One and the same sentence.", "One and the same sentence.")]
)
def test_an_untranslated_text_would_be_found(text: Text) -> None:
    assert incomplete(text)


def test_french_is_set_as_french() -> None:
    assert _faulty("french") == {}


@pytest.mark.parametrize(
    "french",
    [
        "Pourquoi ?",
        "Pourquoi?",
        "Un point: deux",
        "Un point : deux",
        "Oui; non",
        "« Oui »",
        "«Oui»",
        "l'accord",
        "“Oui”",
        "deux  espaces",
        "Le statut de {party:party}",
    ],
)
def test_badly_set_french_would_be_found(french: str) -> None:
    assert french_faults(french)


@pytest.mark.parametrize(
    "french",
    [
        "Pourquoi\u00a0?",
        "«\u00a0Oui\u00a0»",
        "l’accord",
        "{count:plural|# place|# places}",
        "Le partenaire ({a:party})",
    ],
)
def test_well_set_french_passes(french: str) -> None:
    assert french_faults(french) == []


def test_both_languages_name_the_same_facts() -> None:
    assert _faulty("gaps") == {}


def test_a_fact_named_in_one_language_only_would_be_found() -> None:
    assert gap_faults(Text("It ended on {ended_at:moment}.", "La période est écoulée."))
    assert gap_faults(Text("On {day:day}.", "Le {day:moment}."))


def test_nothing_is_copied_from_the_official_text() -> None:
    assert _faulty("copied") == {}


def test_a_copied_run_of_eight_words_would_be_found() -> None:
    official = shingles("This is what a made-up official text would say, word for word, about some matter.")
    assert copied("Our summary: THIS is what a made-up Official text; would say", official)
    assert not copied("what a made-up official text would", official), "seven words may coincide"


def test_the_official_text_itself_is_not_shipped() -> None:
    root = Path(comity.__file__).parents[1]
    kinds = {".txt", ".toml", ".md", ".py", ".html", ".po"}
    shipped = [path for part in ("comity", "demo", "docs", "tests") for path in (root / part).rglob("*")]
    ours = [path for path in shipped if path.suffix in kinds and "vendor" not in path.parts]
    found = {str(path): copied(path.read_text("utf-8"), OFFICIAL) for path in ours}
    assert {path: runs for path, runs in found.items() if runs} == {}


def test_every_ground_exists_and_a_paragraph_is_cited_only_where_it_says_so() -> None:
    found = {
        code: faults
        for code, refusal in refusals().items()
        if (faults := ground_faults(refusal, pack().clauses, pack().rules, REASONS))
    }
    assert found == {}
    assert REASONS.keys() <= refusals().keys(), "a reason is left over from a refusal that is gone"


def test_a_wrong_ground_would_be_found() -> None:
    full = refusals()["nominations.seats_full"]
    clauses, rules = pack().clauses, pack().rules
    assert ground_faults(replace(full, ground="W-999"), clauses, rules, REASONS)
    assert ground_faults(replace(full, ground="P§99"), clauses, rules, REASONS)
    assert ground_faults(replace(full, ground="P§13"), clauses, rules, REASONS), "the policy never mentions seats"
    assert ground_faults(full, clauses, rules, {full.code: "P§13: seats."})
    wrong = {full.code: "P§12: seats."}
    assert ground_faults(replace(full, ground="P§13"), clauses, rules, wrong), "the reason is about another paragraph"


def test_working_rules_stand_in_the_range_of_their_house() -> None:
    outside = [r.number for r in pack().rules.values() if int(r.number[2:]) not in RULE_RANGES[r.house]]
    assert outside == []
    numbers = Counter(
        (house, number) for r in pack().rules.values() for house, number in [(r.house, n) for n in r.numbers]
    )
    assert [key for key, count in numbers.items() if count > 1] == []


def test_working_rules_are_dated_and_owned() -> None:
    for rule in pack().rules.values():
        assert rule.owner in pack().owners
        assert rule.set_on >= date(2026, 1, 1)


def test_no_text_is_left_with_a_gap_that_nobody_fills() -> None:
    left = {where for where, text in texts(pack(), "pack") if "{" in text.en and not where.startswith("pack.formats")}
    assert left == set()


def test_a_prefix_belongs_to_one_house() -> None:
    houses: dict[str, set[str]] = {}
    for code, refusal in refusals().items():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", code), code
        houses.setdefault(code.partition(".")[0], set()).add(refusal.house)
    assert {prefix: found for prefix, found in houses.items() if len(found) > 1} == {}


def test_nothing_ranks_objectives_or_weighs_considerations() -> None:
    for kind in (Objective, Consideration):
        assert not {"rank", "weight", "order", "priority"} & {field.name for field in fields(kind)}


def _states() -> set[str]:
    """Every State of every house, whatever the house calls its rooms."""
    found: set[str] = set()
    houses = [house.name for house in pkgutil.iter_modules(comity.__path__) if house.ispkg]
    for house in houses:
        if find_spec(f"comity.{house}.rules") is None:
            continue
        rules = importlib.import_module(f"comity.{house}.rules")
        for name, thing in vars(rules).items():
            if name.endswith("State") and isinstance(thing, type) and issubclass(thing, StrEnum):
                found |= {str(state.value) for state in thing}
    return found


def test_every_state_role_and_side_has_a_name() -> None:
    known = {(term.kind, term.code) for term in pack().terms.values()}
    asked = {("state", state) for state in _states()}
    asked |= {("role", role.value) for role in Role} | {("side", side.value) for side in Side}
    assert asked - known == set()


def test_every_kind_of_name_is_one_that_somebody_answers() -> None:
    answered = {
        "party",
        "framework",
        "tool",
        "area",
        "objective",
        "topic",
        "programme",
        "body",
        "format",
        "consideration",
    }
    answered |= {term.kind for term in pack().terms.values()}
    plain = {"", "day", "moment", "second", "number", "plural", "money"}
    asked = {kind.partition("|")[0] for _, text in ALL_TEXTS for kind in re.findall(r"\{\w+:?([^}]*)\}", text.en)}
    assert asked <= answered | plain
