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
    "consultations.not_a_partner": "the form offers partners",
    "consultations.not_council": "what follows from a decision alone approves",
    "consultations.owner_outside": "the form offers those who take part",
    "consultations.text_missing": "the form asks for a text first",
    "decisions.end_not_to_the_minute": "the form has no seconds",
    "decisions.format_over": "the form offers formats that hold today",
    "decisions.no_reason": "the form asks for a reason first",
    "decisions.not_ended": "the clock alone closes",
    "decisions.not_seated": "the form offers those who sit, and nobody else sees the text",
    "decisions.outcome_recorded": "the clock alone closes",
    "decisions.unknown_line": "the form offers the paragraphs there are",
    "documents.not_releasing": "what follows from a decision or a consultation alone releases",
    "documents.not_wider": "a decision and a consultation say so before",
    "documents.same_text": "an item whose text has not changed makes no version",
    "education.council_recognises": "what follows from a decision alone recognises",
    "education.findings_missing": "the form asks for the findings first",
    "education.integrity_allies_only": "the form offers Allies",
    "education.integrity_text": "the form asks for words first",
    "education.marks_missing": "the form asks for each mark first",
    "education.other_field": "the form offers what fits the need",
    "education.other_region": "the form offers what fits the need",
    "education.own_need": "the form offers what others offer",
    "education.reason_missing": "the form asks for a reason first",
    "engagement.already_running": "the form offers nations without a dialogue",
    "engagement.area_missing": "the form asks for an area first",
    "engagement.council_decides": "what follows from a decision alone opens",
    "engagement.is_arranged": "the form offers nations outside the frameworks",
    "engagement.no_such_path": "the form offers the frameworks and programmes there are",
    "engagement.not_a_nation": "the form offers nations",
    "engagement.not_an_organisation": "the form offers organisations",
    "engagement.outside_areas": "the form offers the areas of the dialogue",
    "engagement.purpose_missing": "the form asks for the purpose first",
    "engagement.reason_missing": "the form asks for a reason first",
    "engagement.record_exists": "the form offers organisations without a record",
    "feedback.already_sent": "whoever sends again corrects",
    "feedback.items_missing": "the form asks for every mark first",
    "feedback.reason_missing": "the form asks for a reason first",
    "feedback.tool_not_proposed": "what follows from a decision alone decides",
    "feedback.tool_only_council": "what follows from a decision alone decides",
    "feedback.tool_opened": "the clock alone opens",
    "feedback.tool_reason_missing": "the form asks for a reason first",
    "feedback.tool_unknown": "the clock alone opens",
    "ledger.commitment_unknown": "a commitment that is not there has no such address",
    "ledger.contribution_unknown": "a contribution that is not there has no such address",
    "ledger.done_before": "what follows from another act alone enters with a key",
    "ledger.file_outdated": "the page looks at the file again before it asks",
    "ledger.invoice_unnamed": "the form asks for supplier and number first",
    "ledger.line_incomplete": "the form asks for each part first",
    "ledger.transaction_unknown": "a transaction that is not there has no such address",
    "menu.area_already_open": "what follows from a decision alone opens",
    "menu.area_not_decided": "what follows from a decision alone opens",
    "menu.area_not_listed": "what follows from a decision alone opens",
    "menu.clearance": "a nomination says it of each person, as nominations.clearance_missing",
    "menu.counters_by_system": "what follows from nominations alone counts",
    "menu.decision_missing": "the form asks for a decision first",
    "menu.ends_before_start": "the form compares the days first",
    "menu.language_profile": "a nomination says it of each person, as nominations.language_below",
    "menu.outside_priority_areas": "the form asks for a decision first",
    "menu.prerequisite": "a nomination says it of each person, as nominations.prerequisite_missing",
    "menu.provider_not_listed": "the form offers the providers that are listed",
    "menu.rank": "a nomination says it of each person, as nominations.rank_outside",
    "menu.reason_missing": "the form asks for a reason first",
    "menu.seats_taken": "only two who count seats at one moment meet this",
    "menu.view_not_yours": "a view of somebody else has no such address",
    "nominations.ends_with_activity": "what follows from the end of an activity alone ends",
    "nominations.kept_until": "the clock alone erases",
    "operations.council_decides": "what follows from a decision alone recognises and accepts",
    "operations.decision_missing": "the form asks for a decision first",
    "operations.not_a_partner": "the form offers partners",
    "operations.text_missing": "the form asks for a text first",
    "parties.reason_missing": "the form asks for a reason first",
    "parties.tool_not_offered": "the form offers the tools of the policy",
    "people.address_taken": "an address that is known names the person; only two who type it at one moment meet this",
    "people.deputy_is_holder": "the form offers the others",
    "people.role_not_of_party": "the form offers the roles of the party",
    "people.successor_is_holder": "the form offers the others",
    "resources.carried_out_by_clock": "the clock alone offers what was granted",
    "resources.council_adopts": "what follows from a decision alone adopts",
    "resources.council_decides": "what follows from a decision alone adopts",
    "resources.covered_elsewhere": "the form offers what no round covers; only two who cover at one moment meet this",
    "resources.line_currency": "the form offers lines in the currency of the round",
    "resources.line_unknown": "the form offers the lines there are",
    "resources.not_certified": "the solver alone keeps plans",
    "resources.not_own_name": "the page takes one's own names alone",
    "resources.nothing_to_limit": "the form offers partners and frameworks",
    "resources.other_fingerprint": "what follows from a decision alone adopts",
    "resources.other_scenario": "what follows from a decision alone adopts",
    "resources.round_exists": "the page numbers rounds; only two who plan at one moment meet this",
    "resources.solver_alone": "the solver alone begins and ends trials",
    "science.not_recommended": "the nations are asked about what is recommended alone",
    "science.books_pay": "the books alone say what is paid",
    "science.clock_reminds": "the clock alone reminds",
    "science.reason_missing": "the form asks for a reason first",
    "science.no_such_reviewer": "the form offers those who are listed",
    "presence.already_bid_there": "only two who bid for one Ally at one moment meet this",
    "presence.council_decides": "what follows from a decision alone gives mandates",
    "presence.file_exists": "the form offers changes without a file",
    "presence.no_mission_of": "the form offers partners",
    "presence.nobody_leaves": "the form offers changes in which somebody leaves",
    "presence.not_an_ally": "the form offers Allies",
    "presence.not_before_council": "what follows from a decision alone settles",
    "presence.not_in_round": "the form offers the nations of the round",
    "programmes.answer_needs_reason": "the form asks for a reason first",
    "programmes.council_concludes": "what follows from a decision alone concludes",
    "programmes.council_approves": "what follows from a decision alone approves",
    "programmes.no_brackets": "a paragraph without brackets has no such address",
    "programmes.not_a_partner": "the form offers partners",
    "trust_funds.agent_missing": "the form asks for the agent first",
    "trust_funds.books_say_it": "the books alone say what was given",
    "trust_funds.council_decides": "what follows from a decision alone sets up",
    "trust_funds.host_not_partner": "the form offers partners",
    "trust_funds.idea_incomplete": "the form asks for each part first",
    "trust_funds.phase_unknown": "the form offers the phases there are",
}


def test_every_refusal_was_met_on_a_page() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "refusals")
    assert set(loader.refusals()) - seen - set(NEVER_ON_A_PAGE) == set()


def test_no_refusal_is_excused_that_is_met_or_that_there_is_not() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "refusals")
    assert set(NEVER_ON_A_PAGE) & seen == set()
    assert set(NEVER_ON_A_PAGE) - set(loader.refusals()) == set()


def test_every_address_was_visited() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "routes")
    assert visits.routes() - seen - set(NOT_VISITED) == set()


def test_every_template_was_rendered() -> None:
    seen = visits.read(Path(os.environ["COMITY_VISITS"]), "templates")
    assert visits.templates() - seen - set(NOT_VISITED) == set()


def test_the_law_sees_an_address_that_nobody_visited(tmp_path: Path) -> None:
    (tmp_path / "routes-1").write_text("\n".join(visits.routes() - {"today/"}), encoding="utf-8")
    assert visits.routes() - visits.read(tmp_path, "routes") == {"today/"}
