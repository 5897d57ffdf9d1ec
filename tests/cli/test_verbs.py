"""The command line: what is offered works, and obstacles are told in a sentence."""

import argparse
import json
import socket
from pathlib import Path

import pytest

from comity import cli
from comity.cli import data, demo, ground, serving, ticking
from comity.kernel import embedded


def verbs_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                found[name] = below
                found |= {f"{name} {inner}": deep for inner, deep in verbs_of(below).items()}
    return found


def targets() -> dict[str, ground.Target]:
    return {
        f"{room.__name__}.{name}": value
        for room in (data, demo, ticking)
        for name, value in vars(room).items()
        if isinstance(value, ground.Target)
    }


def test_the_issue_s_verbs_are_offered() -> None:
    assert verbs_of(cli.parser()).keys() >= {
        "serve", "tick", "check", "migrate", "demo", "stop", "generate",
        "load reference", "load demo", "load policy-text", "import menu", "export register", "register verify",
    }  # fmt: skip


@pytest.mark.parametrize("verb", verbs_of(cli.parser()))
def test_each_verb_has_help_and_is_explained_in_the_list(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([*verb.split(), "--help"])
    assert end.value.code == 0
    assert verb.rsplit(maxsplit=1)[-1] in capsys.readouterr().out


@pytest.mark.parametrize("name", targets())
def test_what_a_verb_calls_is_there(name: str) -> None:
    assert callable(targets()[name].load())


def test_a_verb_whose_module_is_missing_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "RUN_ONCE", ground.Target("comity.clock.nowhere", "run_once"))
    monkeypatch.setattr(data, "GENERATE", ground.Target("nowhere.world", "generate"))
    assert not {"tick", "generate"} & verbs_of(cli.parser()).keys()


def test_without_a_verb_the_verbs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([])
    assert end.value.code == 2
    assert "VERB" in capsys.readouterr().err


def test_a_taken_port_is_told_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == 1
    assert f"port {port} is taken" in capsys.readouterr().err


def test_the_demo_takes_the_next_free_port(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(serving, "is_free", lambda _host, port: port >= serving.PORT + 2)
    assert demo._free_port(None) == serving.PORT + 2
    assert f"Port {serving.PORT} is taken; using {serving.PORT + 2}." in capsys.readouterr().out


def test_the_demo_says_when_no_port_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "is_free", lambda _host, _port: False)
    with pytest.raises(ground.Obstacle, match="are all taken"):
        demo._free_port(None)
    with pytest.raises(ground.Obstacle, match="port 9 is taken"):
        demo._free_port(9)


def test_a_second_demo_says_where_the_first_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMITY_VAR", str(tmp_path))
    monkeypatch.setenv("COMITY_DEMO", "1")
    (tmp_path / "demo.json").write_text(json.dumps({"pid": 1, "url": "http://127.0.0.1:8007"}))
    with demo._alone() as alone:
        assert alone
        assert cli.main(["demo"]) == 0
    assert "already runs here, at http://127.0.0.1:8007" in capsys.readouterr().out


def test_what_a_killed_demo_left_behind_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_VAR", str(tmp_path))
    (tmp_path / "demo.lock").touch()
    (tmp_path / "demo.json").write_text(json.dumps({"pid": 1, "url": "http://127.0.0.1:8007"}))
    with demo._alone() as alone:
        assert alone


def test_stopping_nothing_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMITY_VAR", str(tmp_path))
    assert cli.main(["stop"]) == 0
    assert "Nothing of Comity runs here" in capsys.readouterr().out


def test_long_work_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with ground.progress() as progress:
        progress("nominations", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_a_database_that_is_not_there_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMITY_DATABASE_URL", "")
    monkeypatch.setattr(embedded, "lease", _no_server)
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err == "comity: nothing to run it with\n"


def _no_server(_folder: Path) -> object:
    message = "nothing to run it with"
    raise embedded.EmbeddedError(message)
