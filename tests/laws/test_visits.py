"""Law: no address and no template that no test has visited.

Every run writes down what it visited (tests/visits.py); this test asks only when the whole suite ran, at the end, in
one process: `scripts/run_tests.py` sets COMITY_VISITS to the folder where the runs before left their notes.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import visits

pytestmark = pytest.mark.skipif(
    "COMITY_VISITS" not in os.environ,
    reason="asks only after the whole suite, where COMITY_VISITS says what it visited",
)

# Not visited by any test, and why.
NOT_VISITED: dict[str, str] = {}


def test_every_address_was_visited() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "routes")
    assert visits.routes() - seen - set(NOT_VISITED) == set()


def test_every_template_was_rendered() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "templates")
    assert visits.templates() - seen - set(NOT_VISITED) == set()


def test_the_law_sees_an_address_that_nobody_visited(tmp_path: Path) -> None:
    (tmp_path / "routes-1").write_text("\n".join(visits.routes() - {"today/"}), encoding="utf-8")
    assert visits.routes() - visits.read(tmp_path, "routes") == {"today/"}
