"""A problem is frozen, says the same as its file, and names what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from comity.allocation import documents
from comity.allocation.problem import Nominations, Problem, WrongProblem
from tests.allocation.small import document, kept_and_together, some

BEFORE_GROUPS = "1f960a1901afc520afcb9f120feb1bbc4337d20b955602193f807cdb07ea7071"


def wrong(**changes: Any) -> str:
    with pytest.raises(WrongProblem) as raised:
        documents.from_document(document(**changes))
    return str(raised.value)


def changed(table: str, row: int, **fields: Any) -> dict[str, Any]:
    rows = [dict(each) for each in document()[table]]
    rows[row] |= fields
    return {table: rows}


@pytest.mark.parametrize("ending", ["json", "parquet"])
@pytest.mark.parametrize("number", range(5))
def test_a_written_problem_is_read_as_the_same(tmp_path: Path, ending: str, number: int) -> None:
    problem = some(number)
    path = tmp_path / f"problem.{ending}"
    documents.write(problem, path)
    assert documents.read(path).hash == problem.hash


def test_the_hash_covers_every_field_and_only_what_is_said() -> None:
    problem = documents.from_document(document())
    assert problem.hash == documents.from_document(json.loads(json.dumps(document()))).hash
    for table, field, value in (
        ("nominations", "points", 81),
        ("nominations", "tie", 1),
        ("nominations", "ground", "no clearance"),
        ("lines", "budget", 99),
        ("partners", "seats", 2),
        ("activities", "delegation", 1),
    ):
        assert documents.from_document(document(**changed(table, 0, **{field: value}))).hash != problem.hash


def test_the_arrays_cannot_be_changed() -> None:
    problem = documents.from_document(document())
    with pytest.raises(ValueError, match="read-only"):
        problem.nominations.points[0] = 1
    with pytest.raises(AttributeError):
        problem.nominations = Nominations.of([])  # type: ignore[misc]


def test_days_are_read_as_times_whose_last_day_counts() -> None:
    activity, start, end = documents.from_document(document()).activities.times[-1].tolist()
    assert (activity, end - start) == (1, 5)


def test_what_is_left_out_is_not_set() -> None:
    problem = documents.from_document(document())
    assert problem.partners.seats.tolist() == [-1, -1]
    assert problem.partners.framework.tolist() == [0, -1]
    assert problem.activities.minimum.tolist() == [1, 2]
    assert problem.nominations.person.tolist() == [0, -1, -1, 1, 0]


@pytest.mark.parametrize(
    ("table", "row", "field", "value", "said"),
    [
        ("nominations", 1, "points", "many", "nominations, row N2, points: 'many' is not a whole number"),
        ("nominations", 1, "points", -1, "nominations, row 2 (N2), points: must be from 0 to 1000000, not -1"),
        ("nominations", 1, "tie", 1000, "nominations, row 2 (N2), tie: must be from 0 to 999, not 1000"),
        ("nominations", 2, "activity", "C9", "nominations, row N3, activity: 'C9' is not known; known are C1, C2"),
        ("nominations", 2, "partner", None, "nominations, row 3 (N3), partner: is missing"),
        ("nominations", 2, "line", None, "nominations, row 3 (N3), line: a cost needs a line"),
        ("nominations", 2, "pionts", 9, "nominations, row 3 (N3), pionts: is not known"),
        ("nominations", 2, "id", "N1", "nominations, row 3 (N1), id: stands there twice"),
        ("nominations", 0, "requires", "N1", "nominations, row 1 (N1), requires: it cannot require itself"),
        ("nominations", 1, "own_cost", "yes", "nominations, row N2, own_cost: 'yes' is not true or false"),
        ("nominations", 1, "standing", "maybe", "nominations, row N2, standing: 'maybe' is not known; known are open"),
        ("nominations", 3, "charges", [["X", 1]], "nominations, row N4, charges: must be pairs [line, amount]"),
        ("activities", 0, "times", [[5, 5]], "activities, row 1 (C1), times: each must end after it starts"),
        ("activities", 1, "starts", "soon", "activities, row C2, times: must be pairs"),
        ("activities", 0, "fixed", 5, "activities, row 1 (C1), line: a fixed cost needs a line"),
        ("activities", 0, "kept", [[3, ["XA"]]], "activities, row 1 (C1), kept: more seats are kept than there are"),
        ("activities", 0, "kept", [[1, ["QQ"]]], "activities, row C1, kept: must be pairs"),
        ("activities", 0, "kept", [[0, []]] * 11, "activities, row 1 (C1), kept: at most 10 holders can be told apart"),
        ("activities", 0, "kept_for", [], "activities, row 1 (C1), kept_for: is not known"),
        ("lines", 0, "budget", -5, "lines, row 1 (TRAVEL), budget: must be from 0 to"),
        ("partners", 0, "framework", "G", "partners, row XA, framework: 'G' is not known; known are F1"),
    ],
)
def test_what_is_wrong_is_named_by_table_row_and_field(
    table: str, row: int, field: str, value: object, said: str
) -> None:
    assert said in wrong(**changed(table, row, **{field: value}))


def test_a_person_is_nominated_once_for_an_activity_and_requirements_end() -> None:
    assert "N5), person: is nominated for this activity already" in wrong(**changed("nominations", 4, activity="C1"))
    rows = document()["nominations"]
    rows[0]["requires"], rows[4]["requires"] = "N5", "N1"
    assert "requires itself in a circle" in wrong(nominations=rows)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"slopes": [1, 2], "widths": [50, 50]}, "settings, row -, slopes: must be whole numbers"),
        ({"slopes": [2, 1], "widths": [50, 40]}, "widths: must be one for each slope"),
        ({"floor": 120}, "floor: must be from 0 to 100 percent"),
        ({"keeping": -1}, "keeping: must be"),
        ({"keeping": "much"}, "keeping: must be a whole number"),
        ({"kepeing": 1}, "kepeing: is not known"),
    ],
)
def test_settings_are_checked(settings: dict[str, Any], said: str) -> None:
    assert said in wrong(settings=settings)


def test_a_file_that_is_no_problem_is_told(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text("{")
    with pytest.raises(WrongProblem, match="file, row -, JSON"):
        documents.read(path)
    path.write_text("[]")
    with pytest.raises(WrongProblem, match="comity-allocation/1"):
        documents.read(path)


def test_a_group_is_of_one_activity_and_partner() -> None:
    rows = document()["nominations"]
    rows[0]["group"] = rows[1]["group"] = "G"
    assert documents.from_document(document(nominations=rows)).nominations.group.tolist() == [0, 0, -1, -1, -1]
    rows[2]["group"] = "G"
    assert "group: goes with those of another activity or partner" in wrong(nominations=rows)


@pytest.mark.parametrize("ending", [".json", ".parquet"])
def test_groups_and_kept_seats_are_written_and_read_as_the_same(tmp_path: Path, ending: str) -> None:
    for number in range(20):
        problem, path = kept_and_together(number), tmp_path / f"{number}{ending}"
        documents.write(problem, path)
        assert documents.read(path).hash == problem.hash
    assert len({kept_and_together(number).hash for number in range(20)}) == 20


def test_what_says_nothing_of_groups_and_kept_seats_has_the_hash_that_it_had() -> None:
    assert documents.from_document(document()).hash == BEFORE_GROUPS


def test_columns_are_whole_numbers_of_one_length() -> None:
    with pytest.raises(WrongProblem, match=r"1\.5 is no whole number"):
        Nominations.of(["a"], points=[1.5])
    with pytest.raises(WrongProblem, match="has 2 values for 1 rows"):
        Nominations.of(["a"], points=np.array([1, 2]))
    with pytest.raises(TypeError, match="has no column pionts"):
        Nominations.of(["a"], pionts=[1])


def test_worth_has_the_tie_behind_the_points_and_none_where_there_are_no_points() -> None:
    problem: Problem = documents.from_document(document(**changed("nominations", 0, points=0, tie=5)))
    assert problem.worth.tolist() == [0, 60_007, 90_000, 40_000, 30_000]
