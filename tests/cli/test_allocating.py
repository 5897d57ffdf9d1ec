"""`comity allocate`: a problem in a file, a plan and its sheets beside it, and no database anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.cli import main
from tests.allocation.small import document


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "year.json"
    path.write_text(json.dumps(document()))
    return path


def test_plan_and_sheets_are_written_as_data_and_as_text(
    problem: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(problem.parent)
    monkeypatch.delenv("COMITY_DATABASE_URL", raising=False)
    assert main(["allocate", str(problem), "--time", "20"]) == 0
    said = capsys.readouterr().out
    assert "year: 5 nominations, 2 activities" in said
    assert "(proven, gap 0.0000%)" in said
    out = problem.parent / "year-plan"
    assert {path.name for path in out.iterdir()} == {"plan.json", "plan.txt", "sheets.json", "sheets.txt"}
    plan, sheets = (json.loads((out / name).read_text()) for name in ("plan.json", "sheets.json"))
    assert [name for name, _ in plan["grants"]] == ["N1", "N3", "N4", "N5"]
    assert [sheet["nomination"] for sheet in sheets] == ["N1", "N2", "N3", "N4", "N5"]
    assert sheets[1]["changes"]
    text = (out / "sheets.txt").read_text()
    assert "N2 (XA, C1): not granted: worth and prices decided" in text
    assert "would change: points 60 ->" in text
    assert "4 of 5 nominations granted, 2 of 2 activities run" in (out / "plan.txt").read_text()


def test_the_same_command_writes_the_same_bytes_but_for_the_seconds(problem: Path) -> None:
    for name in ("first", "second"):
        assert main(["allocate", str(problem), "--out", str(problem.parent / name)]) == 0
    first, second = (json.loads((problem.parent / name / "plan.json").read_text()) for name in ("first", "second"))
    assert first.pop("seconds") >= 0
    assert second.pop("seconds") >= 0
    assert first == second


def test_what_is_wrong_is_told_by_field_and_row(problem: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = document()
    given["nominations"][1]["points"] = "many"
    problem.write_text(json.dumps(given))
    assert main(["allocate", str(problem)]) == 1
    assert "nominations, row N2, points: 'many' is not a whole number" in capsys.readouterr().err
    unknown = problem.rename(problem.with_suffix(".dat"))
    assert main(["allocate", str(unknown)]) == 1
    assert "say --format" in capsys.readouterr().err


def test_commitments_that_conflict_are_told_in_sentences(problem: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row | {"standing": "fixed"} for row in document()["nominations"]]
    problem.write_text(json.dumps(document(nominations=rows)))
    assert main(["allocate", str(problem)]) == 1
    assert "These commitments conflict: N1, N2, N3. C1 has 2 seats" in capsys.readouterr().out
