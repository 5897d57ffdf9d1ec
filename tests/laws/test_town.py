"""Law: the town has the floor plan of docs/town.md; a stray file, a stray arrow or an idle rule turns it red."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from comity.core.workflow import Workflow
from comity.kernel.action import ACTIONS

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "comity"
HOUSES = [path.name for path in sorted(TOWN.iterdir()) if (path / "rules.py").exists() or (path / "rules").is_dir()]
ROOMS = {"__init__", "events", "rules", "models", "queries", "actions", "apps", "migrations"}
# What stands in a house beside the five rooms, and why.
ANNEXES = {
    "parties": {"loading": "reads the reference files at set-up"},
    "people": {},
    "menu": {"importing": "reads what providers send as CSV or XLSX", "exporting": "writes lists as CSV, XLSX and ICS"},
    "documents": {"rendering": "turns a document into PDF and Word"},
    "consultations": {"importing": "reads public alerts in the Common Alerting Protocol"},
    "ledger": {"importing": "reads a budget that somebody brings as CSV or XLSX"},
    "trust_funds": {"exporting": "writes what is published as IATI"},
    "decisions": {"loading": "gives the bodies of the policy pack their rows"},
}


def strays(house: Path) -> set[str]:
    found = {path.stem for path in house.iterdir() if path.name != "__pycache__" and path.suffix in {"", ".py"}}
    return found - ROOMS - set(ANNEXES.get(house.name, {}))


def test_every_house_has_the_five_rooms_and_nothing_else() -> None:
    assert {name: strays(TOWN / name) for name in HOUSES if strays(TOWN / name)} == {}
    for name in HOUSES:
        missing = {room for room in ROOMS if not list((TOWN / name).glob(f"{room}*"))}
        assert not missing, f"{name} lacks {missing}"


def test_the_engine_of_allocation_is_loaded_only_where_one_solves() -> None:
    modules = "comity.config.wsgi, comity.web, comity.cli, comity.allocation, comity.allocation.checker"
    code = f"import sys, {modules}; print(sorted({{'numpy', 'scipy', 'highspy', 'pyarrow'}} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "comity.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr[-2000:]


def test_the_law_sees_a_stray_file(tmp_path: Path) -> None:
    (tmp_path / "rules.py").touch()
    (tmp_path / "utils.py").touch()
    assert strays(tmp_path) == {"utils"}


def test_nothing_is_called_utils_helpers_services_managers_mixins_or_signals() -> None:
    banned = {"utils", "helpers", "services", "managers", "mixins", "signals"}
    assert [str(path) for path in TOWN.rglob("*.py") if path.stem in banned] == []


@pytest.mark.parametrize("house", HOUSES)
def test_every_house_says_what_it_is(house: str) -> None:
    module = importlib.import_module(f"comity.{house}")
    assert module.__doc__
    assert "Nouns" in module.__doc__
    assert "Verbs" in module.__doc__


def test_no_room_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in TOWN.rglob("*.py")
        if "migrations" not in path.parts and (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_arrows_between_rooms_and_houses_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def workflows(house: str) -> list[Workflow]:  # type: ignore[type-arg]
    module = importlib.import_module(f"comity.{house}.rules")
    return [value for value in vars(module).values() if isinstance(value, Workflow)]


@pytest.mark.parametrize("house", HOUSES)
def test_every_verb_of_a_workflow_is_an_action_of_its_house(house: str) -> None:
    importlib.import_module(f"comity.{house}.actions")
    actions = {name.split(".")[1] for name in ACTIONS if name.startswith(f"{house}.")}
    for workflow in workflows(house):
        verbs = {edge.verb.partition("/")[0] for edge in workflow.edges}  # "verb/outcome" where one verb has several
        assert verbs <= actions, f"{workflow.name}: {sorted(verbs - actions)}"


def rules_of(house: str) -> set[str]:
    room = TOWN / house
    files = [room / "rules.py"] if (room / "rules.py").exists() else list((room / "rules").glob("*.py"))
    return {
        node.name
        for path in files
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("may_")
    }


@pytest.mark.parametrize("house", HOUSES)
def test_every_rule_guards_an_action_and_every_action_has_a_rule_of_its_house(house: str) -> None:
    importlib.import_module(f"comity.{house}.actions")
    gates = {name: gate for name, gate in ACTIONS.items() if name.startswith(f"{house}.")}
    asked = {gate.may.__name__ for gate in gates.values()}  # type: ignore[attr-defined]
    assert all(gate.may.__module__.startswith(f"comity.{house}.rules") for gate in gates.values())  # type: ignore[attr-defined]
    text = "\n".join(path.read_text(encoding="utf-8") for path in TOWN.rglob("*.py"))
    idle = {name for name in rules_of(house) - asked if text.count(name) < 2}
    assert idle == set()


@pytest.mark.parametrize("house", HOUSES)
def test_every_rule_is_named_in_a_test(house: str) -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    assert {name for name in rules_of(house) if name not in tests} == set()


@pytest.mark.django_db
def test_migrations_say_all_that_models_say() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_of_each_house_are_one_line() -> None:
    for app in apps.get_app_configs():
        folder = TOWN / app.label / "migrations"
        if folder.is_dir():
            numbers = [path.name[:4] for path in sorted(folder.glob("[0-9]*.py"))]
            assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)], app.label


def test_the_drawings_of_workflows_are_those_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import runpy; print(runpy.run_path('scripts/workflows.py')['text'](), end='')"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == (ROOT / "docs" / "workflows.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("first", ["comity.web.templatetags.comity", "comity.web.once", "comity.web.middleware"])
def test_no_room_of_the_web_waits_for_one_that_waits_for_it(first: str) -> None:
    """The suite loads everything in one order; a server, a command and a worker each begin elsewhere."""
    script = f"import django; django.setup(); import {first}"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "comity.config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr[-2000:]


# -- tables ------------------------------------------------------------------------------------------------------------


def repeated(source: str) -> list[str]:
    """Keys that stand twice in one table: the first of them would be lost without a word."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            keys = [ast.unparse(key) for key in node.keys if key is not None]
            found += sorted({key for key in keys if keys.count(key) > 1})
    return found


def test_no_key_stands_twice_in_a_table() -> None:
    folders = ("comity", "demo", "generate", "scripts", "tests")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    wrong = {str(path.relative_to(ROOT)): repeated(path.read_text(encoding="utf-8")) for path in files}
    assert {path: keys for path, keys in wrong.items() if keys} == {}


def test_the_law_sees_a_key_that_stands_twice() -> None:
    assert repeated("WHEN = {events.Paid: (one,), events.Owed: (), events.Paid: (two,)}") == ["events.Paid"]
    assert repeated("WHEN = {**one, **two, 'a': 1, 'b': {'a': 2}}") == []
