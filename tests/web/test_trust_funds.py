"""The pages of trust funds, as their readers meet them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import FLOW, Role
from comity.kernel.models import Refusal
from comity.trust_funds import actions
from comity.trust_funds.models import Fund, Phase
from comity.trust_funds.rules import Paper, State
from tests import factories
from tests.trust_funds import made
from tests.trust_funds.made import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
ON = {"on": TODAY.isoformat()}


@pytest.fixture
def cast() -> Cast:
    return made.cast()


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"/en/trust-funds/{path}")
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def more(cast: Cast, row: Fund, number: int) -> None:
    """One more of everything that hangs on a fund."""
    made.pledge(cast, row, f"Giver {number}", 1_000_00)
    titles = {"title_en": f"N{number}", "title_fr": f"N{number}"}
    actions.plan_milestone(row, cast.lead, NOW, phase=1, due_on=TODAY, **titles)
    actions.set_counter(row, cast.lead, NOW, target=10, **titles)
    counter = row.counters.latest("number")
    actions.count(counter, cast.lead, NOW, amount=5, source="Protocol", on=TODAY)


def test_a_list_of_three_asks_no_more_than_a_list_of_one(client: Client, sign_in: SignIn, cast: Cast) -> None:
    row = made.running(cast)
    made.led(cast)
    sign_in(client, factories.staff())
    own = f"/en/trust-funds/{row.code}/"
    pages = ["/en/trust-funds/", own, f"{own}money/", f"{own}phases/", f"{own}results/", f"{own}public/"]
    once = [count(client, path) for path in pages]
    for number in range(2):
        other = made.idea(cast)
        actions.take_lead(other, cast.lead, NOW)
        more(cast, row, number)
    assert [count(client, path) for path in pages] == once
    assert once == QUERIES


QUERIES = [14, 28, 19, 19, 19, 17]


def test_a_fund_tells_who_takes_part_and_which_agreements_are_missing(
    client: Client, sign_in: SignIn, cast: Cast
) -> None:
    row = made.launched(cast)
    made.pledge(cast, row, "XC", 100_000_000, earmark="Depot 1")
    actions.sign_agreement(row, cast.lead, NOW, paper=Paper.MEMORANDUM, signed_on=TODAY, reference="MOU 7")
    sign_in(client, factories.staff())
    page = text(client, f"{row.code}/")
    for said in ("Safe storage of munitions", "Launched", "Agency for Safe Stocks", "Cassovia", "MOU 7", "Missing"):
        assert said in page, said
    assert "PO(2026)" in page, "the staff sees the Council's item"
    money = text(client, f"{row.code}/money/")
    for said in ("30%", "Depot 1", "€1,000,000.00", "The books of the fund"):
        assert said in money, said
    french = client.get(f"/fr/trust-funds/{row.code}/").content.decode()
    for said in ("Stockage sûr de munitions", "Lancé", "Accord de mise en œuvre", "Manquant"):
        assert said in french, said


def test_before_the_allies_have_decided_a_fund_is_nowhere_for_others(
    client: Client, sign_in: SignIn, cast: Cast
) -> None:
    row = made.proposed(cast)
    assert "No trust fund that you may see" in text(client, "")
    text(client, "iati.xml", 404)
    sign_in(client, factories.account("XB", Role.MISSION_OFFICER))
    for path in ("", "money/", "public/", "iati.xml", "report.pdf", "do/agree/"):
        text(client, f"{row.code}/{path}", 404)
    sign_in(client, factories.account("XA", Role.HEAD_OF_MISSION))
    page = text(client, f"{row.code}/")
    for said in ("About recycling.", "Who has agreed to the proposal", "Agree to the proposal", "releasable to"):
        assert said in page, said
    assert "Contributions are asked for once the fund is launched." in text(client, f"{row.code}/money/")
    assert "not started; €1,462,500.00 have to be pledged first" in text(client, f"{row.code}/phases/")
    text(client, f"{row.code}/public/", 404)


def test_everybody_reads_what_is_published_and_nobody_the_proposal(client: Client, cast: Cast) -> None:
    row = made.running(cast)
    actions.count(made.counter(row), cast.lead, NOW, amount=250, source="Protocol 4", on=TODAY)
    page = text(client, f"{row.code}/public/")
    for said in ("Safe storage of munitions", "45%", "Cassovia", "Depot cleared", "250 of 1,000", "Protocol 4"):
        assert said in page, said
    for kept in ("About recycling.", "League of Coastal States", "PO(2026)", "What you may do"):
        assert kept not in page, kept
    listed = text(client, "")
    assert f"/en/trust-funds/{row.code}/public/" in listed
    assert "45% pledged" in listed
    assert client.get(f"/en/trust-funds/{row.code}/").status_code == 302, "the rest asks to sign in"


def test_filters_narrow_the_list_and_its_file(client: Client, sign_in: SignIn, cast: Cast) -> None:
    made.running(cast)
    made.idea(cast, title_en="Schools for a base", purpose=made.Purpose.CONVERSION)
    sign_in(client, factories.staff())
    assert "releasable to Arcadia" in text(client, ""), "one fund is published, the other for Arcadia and the Allies"
    assert "may be published" in text(client, "?state=running")
    assert "Schools for a base" not in text(client, "?state=running")
    assert "Schools for a base" in text(client, "?purpose=conversion&state=nonsense")
    assert "No fund fits these filters." in text(client, "?q=nothing")
    assert "Safe storage" in text(client, "?q=safe+stocks"), "the agent is searched as well"
    answer = client.get("/en/trust-funds/export.csv?state=running")
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert table[0] == ["UNCLASSIFIED – may be published"]
    assert table[1][:5] == ["code", "title", "host", "host_name", "leads"]
    assert table[2][2:5] == ["XA", "Arcadia", "XD"]
    assert table[2][9:] == ["EUR", "3250000.00", "1465000.00", "0.00", "0.00", "0.00"]
    assert client.get("/en/trust-funds/export.xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_contributors_read_a_report_from_the_same_facts(client: Client, sign_in: SignIn, cast: Cast, form: str) -> None:
    row = made.running(cast)
    actions.reach(made.milestone(row), cast.lead, NOW, on=TODAY, evidence="Protocol 4.")
    sign_in(client, factories.account("XC", Role.MISSION_OFFICER))
    answer = client.get(f"/fr/trust-funds/{row.code}/report.{form}")
    assert answer.status_code == 200
    if form == "pdf":
        assert answer.content[:5] == b"%PDF-"
        return
    import docx  # noqa: PLC0415

    document = docx.Document(io.BytesIO(answer.content))
    said = "\n".join(one.text for one in document.paragraphs)
    said += "\n".join(cell.text for table in document.tables for line in table.rows for cell in line.cells)
    for word in ("rapport aux contributeurs", "Cassovie", "Dépôt vidé", "Protocol 4.", "Cartouches"):
        assert word in said, word


# -- acts --------------------------------------------------------------------------------------------------------------


def sent(client: Client, path: str, data: dict[str, Any], status: int) -> str:
    answer = client.post(f"/en/trust-funds/{path}", data)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return " ".join(answer.content.decode().split())


def test_wrong_input_names_its_field_and_keeps_the_rest(client: Client, sign_in: SignIn, cast: Cast) -> None:
    row = made.studied(cast)
    sign_in(client, factories.staff())
    assert "Keep me." in sent(client, "new/", {"host": "FR", "aim_en": "Keep me."}, 422)
    phase = {"title_en": "More", "title_fr": "Plus", "sum": "a lot", "months": "3"}
    assert "Write an amount" in sent(client, f"{row.code}/do/phase/", phase, 422)
    assert Phase.objects.count() == 2
    parts = {**made.PARTS, "recycling": " ", "threshold": "65"}
    refused = sent(client, f"{row.code}/do/propose/", parts, 409)
    assert "the proposal is not whole" in refused
    assert "About verification." in refused, "what was typed is kept"
    assert Refusal.objects.get().verb == "trust_funds.propose"


def test_a_milestone_is_verified_by_another_hand_and_the_fund_closed(
    client: Client, sign_in: SignIn, cast: Cast
) -> None:
    row = made.running(cast)
    own, mile = row.code, made.milestone(row)
    sign_in(client, factories.staff())
    sent(client, f"{own}/milestones/1/reach/", {**ON, "evidence": "Protocol 4."}, 302)
    sign_in(client, factories.account("FR", Role.DELEGATE))
    sent(client, f"{own}/milestones/1/verify/", {**ON, "finding": "Seen."}, 302)
    mile.refresh_from_db()
    assert (mile.reached_by, mile.verified_by, mile.finding) == ("IS", "FR", "Seen.")
    sign_in(client, factories.staff())
    titles = {"title_en": "A", "title_fr": "A", "due_on": "2027-01-01"}
    assert "Select a valid choice" in sent(client, f"{own}/do/milestone/", {**titles, "phase": "9"}, 422)
    sent(client, f"{own}/do/close/", {"audited_on": TODAY.isoformat(), "report": "All is done."}, 302)
    assert "All is done." in text(client, f"{own}/")


def test_an_idea_is_suggested_by_the_host_for_itself_alone(client: Client, sign_in: SignIn, cast: Cast) -> None:
    idea = {**made.IDEA, "purpose": "ammunition", "currency": "eur", "host": "XA"}
    sign_in(client, factories.account("XA", Role.HEAD_OF_MISSION))
    sent(client, "new/", idea, 302)
    row = Fund.objects.get()
    assert (row.state, row.host_id, row.currency) == (State.IDEA, "XA", "EUR")
    assert "Look beside you" not in text(client, f"{row.code}/")
    sent(client, "new/", {**idea, "title_en": "Another"}, 302)
    assert "Other funds run for the same host" in text(client, f"{row.code}/")
    assert "Select a valid choice" in sent(client, "new/", {**idea, "host": "XB"}, 422)
    sign_in(client, factories.staff(Role.AUDITOR))
    assert "the desk, Allies and the host suggest a fund" in text(client, "new/")
    assert "the desk, Allies and the host suggest a fund" in sent(client, "new/", idea, 409)


def test_what_waits_stands_on_today(client: Client, sign_in: SignIn, cast: Cast) -> None:
    row = made.proposed(cast)
    sign_in(client, factories.account("XA", Role.HEAD_OF_MISSION))
    page = " ".join(client.get("/en/today/").content.decode().split())
    assert f"Trust fund {row.code}" in page
    assert "Read and agree" in page
    actions.agree(row, cast.host, NOW)
    actions.agree(row, cast.lead, NOW)
    actions.agree(row, cast.desk, NOW, for_agent=True)
    actions.put_to_council(row, FLOW, NOW, decision=made.DECISION)
    actions.set_up(row, FLOW, NOW, decision=made.DECISION)
    made.pledge(cast, row, "XC", 146_500_000)
    made.signed(cast, row)
    sign_in(client, factories.account("XD", Role.MISSION_OFFICER))
    assert "Start the phase" in client.get("/en/today/").content.decode()
    actions.start(row, cast.lead, NOW)
    late = TODAY - timedelta(days=400)
    actions.plan_milestone(row, cast.desk, NOW, phase=1, title_en="A", title_fr="A", due_on=late)
    assert "A milestone is past its day" in client.get("/en/today/").content.decode()
