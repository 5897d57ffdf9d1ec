"""Law: no address and no template that no test has visited, and no refusal that nobody met on a page.

Every run writes down what it visited (tests/visits.py); this test asks only when the whole suite ran, at the end, in
one process: `scripts/run_tests.py` sets COMITY_VISITS to the folder where the runs before left their notes.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from comity.policy import loader
from tests import visits

pytestmark = pytest.mark.skipif(
    "COMITY_VISITS" not in os.environ,
    reason="asks only after the whole suite, where COMITY_VISITS says what it visited",
)

# Not visited by any test, and why.
NOT_VISITED: dict[str, str] = {}

# Refusals that nobody can meet on a page, and why.
NEVER_ON_A_PAGE = {
    "decisions.end_not_to_the_minute": "the form has no seconds",
    "decisions.format_over": "the form offers formats that hold today",
    "decisions.no_reason": "the form asks for a reason first",
    "decisions.not_ended": "the clock alone closes",
    "decisions.not_seated": "the form offers those who sit, and nobody else sees the text",
    "decisions.outcome_recorded": "the clock alone closes",
    "decisions.unknown_line": "the form offers the paragraphs there are",
    "programmes.answer_needs_reason": "the form asks for a reason first",
    "programmes.council_approves": "what follows from a decision alone approves",
    "programmes.no_brackets": "a paragraph without brackets has no such address",
    "programmes.not_a_partner": "the form offers partners",
}
# Houses whose refusals have all been met on pages; the others follow, and a house that is here stays.
MET = ("decisions", "programmes")


def test_every_refusal_was_met_on_a_page() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "refusals")
    told = {code for code in loader.refusals() if code.startswith(MET)}
    assert told - seen - set(NEVER_ON_A_PAGE) == set()


def test_every_address_was_visited() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "routes")
    assert visits.routes() - seen - set(NOT_VISITED) == set()


def test_every_template_was_rendered() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "templates")
    assert visits.templates() - seen - set(NOT_VISITED) == set()


def test_the_law_sees_an_address_that_nobody_visited(tmp_path: Path) -> None:
    (tmp_path / "routes-1").write_text("\n".join(visits.routes() - {"today/"}), encoding="utf-8")
    assert visits.routes() - visits.read(tmp_path, "routes") == {"today/"}
