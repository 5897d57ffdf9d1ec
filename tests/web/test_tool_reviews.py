"""The pages of the yearly review of tools, as their readers meet them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import CLOCK, FLOW, Role
from comity.decisions.models import Item
from comity.feedback import actions
from comity.feedback.models import ToolOutcome, ToolReview
from comity.feedback.rules import ToolVerdict
from comity.kernel import clock
from comity.kernel.models import Refusal
from comity.ledger import actions as ledger
from tests import factories
from tests.decisions import council
from tests.feedback import used

pytestmark = pytest.mark.django_db
NOW = factories.NOW
type SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def mira(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    council.seat()
    return factories.staff(Role.MENU_MANAGER)


def opened(tool: str = "exercises", *, now: Any = NOW) -> ToolReview:
    made = actions.open_tool_review(factories.party("IS"), CLOCK, now, tool=tool)
    return ToolReview.objects.get(pk=made.review_id)


def decided(tool: str, mira: Any, verdict: ToolVerdict, *, now: Any = NOW) -> ToolReview:
    row = opened(tool, now=now)
    actor = factories.actor_of(mira)
    actions.propose_verdict(row, actor, now, verdict=verdict, reason="Few came.", change="Fewer forms.")
    actions.decide_tool(row, FLOW, now, verdict=verdict, decision="PO(2026)0300")
    row.refresh_from_db()
    return row


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def test_an_empty_list_says_when_reviews_open(client: Client, sign_in: SignIn, mira: Any) -> None:
    sign_in(client, mira)
    text = client.get("/en/reports/tools/").content.decode()
    assert "No review is open yet." in text
    assert "The Council has not decided on any tool yet." in text


def test_a_list_of_three_asks_no_more_than_a_list_of_one(client: Client, sign_in: SignIn, mira: Any) -> None:
    row = decided("exercises", mira, ToolVerdict.KEEP)
    opened("CPE")
    sign_in(client, mira)
    pages = ("/en/reports/tools/", f"/en/reports/tools/{row.pk}/", "/en/reports/tools/export.csv")
    once = [count(client, path) for path in pages]
    for tool in ("PCM", "missions"):
        decided(tool, mira, ToolVerdict.CHANGE)
    opened("SPS")
    assert [count(client, path) for path in pages] == once
    assert max(once) <= 36


def test_a_review_shows_its_evidence_and_takes_a_proposal(client: Client, sign_in: SignIn, mira: Any) -> None:
    row = opened()
    sign_in(client, mira)
    path = f"/en/reports/tools/{row.pk}/"
    page = client.get(path).content.decode()
    for said in (
        "Exercises",
        "As it stands today",
        "Partners to whom it is open",
        "Nobody used it",
        "Propose a verdict",
        "nothing was set aside",
    ):
        assert said in page
    before = client.get(f"{path}propose/").content.decode()
    assert "Where there is nothing to count, a dash says why." in before, "who proposes has the evidence before them"
    wrong = client.post(f"{path}propose/", {"verdict": "", "reason": "Typed."})
    assert wrong.status_code == 422
    assert "Choose one of the three." in wrong.content.decode()
    assert "Typed." in wrong.content.decode()
    refused = client.post(f"{path}propose/", {"verdict": "change", "reason": "Typed."})
    assert refused.status_code == 409
    assert "what is to change is missing" in refused.content.decode()
    assert "Typed." in refused.content.decode()
    done = client.post(f"{path}propose/", {"verdict": "discard", "reason": "Nobody came."}, follow=True)
    page = done.content.decode()
    for said in ("Before the Council", "Discard it", "Nobody came.", "it no longer changes (W-246)"):
        assert said in page
    item = Item.objects.get(about=row.subject)
    line = item.lines.get()
    assert (line.effect, line.effect_about) == ("tool.review", f"tool_review:{row.pk}@discard")
    assert "be discarded" in line.text_en
    evidence = "open to 2 partners, used by 0; used 0 times, 0 open on the last day. Set aside: nothing."
    assert item.note_en == f"Nobody came.\n\nEvidence from 25.11.2025 to 24.11.2026: {evidence}"
    assert "Mis de côté : rien." in item.note_fr
    again = client.get(f"{path}propose/").content.decode()
    assert "Not proposed: the review is no longer open" in again


def test_the_item_says_what_it_does(client: Client, sign_in: SignIn, mira: Any) -> None:
    row = opened()
    actor = factories.actor_of(mira)
    actions.propose_verdict(row, actor, NOW, verdict=ToolVerdict.DISCARD, reason="Nobody came.")
    item = Item.objects.get(about=row.subject)
    slug = item.symbol.replace("(", "-").replace(")", "-")
    sign_in(client, factories.staff(Role.COUNCIL_SECRETARY))
    page = client.get(f"/en/decisions/{slug}/").content.decode()
    assert "Discards: Exercises." in page
    assert "What is discarded is closed to new use" in page
    listed = client.get("/en/decisions/prepare/").content.decode()
    assert f"tool.review=tool_review:{row.pk}@discard" in listed


def test_partners_read_what_was_decided_and_no_evidence(client: Client, sign_in: SignIn, mira: Any) -> None:
    row = decided("exercises", mira, ToolVerdict.DISCARD)
    decided("PCM", mira, ToolVerdict.KEEP)
    decided("SPS", mira, ToolVerdict.CHANGE)
    sign_in(client, factories.account("XA"))
    page = client.get("/en/reports/tools/").content.decode()
    for said in (
        "Discarded",
        "Closed to new use; what it freed is said a year later.",
        "Nothing changes.",
        "Fewer forms.",
    ):
        assert said in page
    assert "Few came." not in page
    assert "Against it" not in page
    assert client.get(f"/en/reports/tools/{row.pk}/").status_code == 404
    assert client.get("/en/reports/tools/export.csv").status_code == 404
    assert "Supprimé" in client.get("/fr/reports/tools/").content.decode()


def test_an_ally_reads_the_evidence_that_was_kept(client: Client, sign_in: SignIn, mira: Any) -> None:
    row, waits = decided("exercises", mira, ToolVerdict.KEEP), opened("CPE")
    sign_in(client, factories.account("FR", Role.DELEGATE))
    page = client.get(f"/en/reports/tools/{row.pk}/").content.decode()
    assert "Partners that used it" in page
    assert "for Allies only" in page
    assert "Propose a verdict" not in page
    assert (
        "The evidence is kept on the day of the proposal (W-246)."
        in client.get(f"/en/reports/tools/{waits.pk}/").content.decode()
    )
    table = list(csv.reader(io.StringIO(client.get("/en/reports/tools/export.csv").content.decode("utf-8-sig"))))
    assert table[0] == ["UNCLASSIFIED – for Allies only"]
    assert table[2][:6] == ["2026", "exercises", "Exercises", "kept", "keep", "2026-11-24"]
    refused = client.post(f"/en/reports/tools/{waits.pk}/propose/", {"verdict": "keep", "reason": "Why."})
    assert "the menu manager conducts the review of tools" in refused.content.decode()
    assert Refusal.objects.get().verb == "feedback.propose_verdict"


def test_what_was_freed_is_told_when_the_year_is_over(
    client: Client, sign_in: SignIn, mira: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = decided("exercises", mira, ToolVerdict.DISCARD)
    kept = decided("PCM", mira, ToolVerdict.KEEP)
    sign_in(client, mira)
    path = f"/en/reports/tools/{row.pk}/"
    assert "It can be said from 24 Nov 2027 on (W-251)." in client.get(path).content.decode()
    early = client.post(f"{path}freed/", {"freed": "Two posts."})
    assert early.status_code == 409
    assert "Two posts." in early.content.decode()
    assert "Not entered: the year is not over" in early.content.decode()
    never = client.get(f"/en/reports/tools/{kept.pk}/freed/").content.decode()
    assert "Not entered: this tool was not discarded" in never
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=366))
    client = sign_in(Client(), mira)
    assert "Say what it has freed" in client.get(path).content.decode()
    done = client.post(f"{path}freed/", {"freed": "Two posts went to courses."}, follow=True)
    assert "Two posts went to courses." in done.content.decode()
    assert "A year later" in done.content.decode()
    assert ToolOutcome.objects.get(tool="exercises").freed == "Two posts went to courses."
    assert "it has been said what was freed" in client.get(f"{path}freed/").content.decode()


def test_what_was_freed_is_told_in_money_to_those_who_read_the_evidence(
    client: Client, sign_in: SignIn, mira: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant, line = used.grant(), used.line("SCIENCE-X")
    used.set_aside(line, grant.subject, 900_00)
    row = decided("SPS", mira, ToolVerdict.DISCARD)
    later = NOW + timedelta(days=366)
    ledger.commit(
        line, used.officer(), NOW + timedelta(days=9), purpose="grant", subject_ref=grant.subject, original=200_00,
        label="",
    )  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: later)
    sign_in(client, mira)
    path = f"/en/reports/tools/{row.pk}/"
    said = "Set aside in the year before: €900.00; in the year since: €200.00; freed: <b>€700.00</b>."
    assert said in client.get(f"{path}freed/").content.decode(), "who says it has the sums before them"
    client.post(f"{path}freed/", {"freed": "Two posts."})
    for reader in (mira, factories.account("FR", Role.DELEGATE)):
        sign_in(client, reader)
        assert said in client.get(path).content.decode()
        assert said in client.get("/en/reports/tools/").content.decode()
    report = client.get("/en/reports/yearly/2027.docx").content
    assert "What it has freed: Science for Peace and Security Programme" in printed(report)
    assert "€700.00" in printed(report)
    sign_in(client, factories.account("XA"))
    page = client.get("/en/reports/tools/").content.decode()
    assert "Two posts." in page
    assert "€700.00" not in page, "sums of the books are for the staff and the Allies"
    assert "€700.00" not in printed(client.get("/en/reports/yearly/2027.docx").content)


def printed(file: bytes) -> str:
    """The text of a Word file."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode()).replace("\u202f", " ")


def test_mechanisms_stand_beside_the_tools_and_can_be_taken_away(client: Client, sign_in: SignIn, mira: Any) -> None:
    used.mechanisms()
    sign_in(client, mira)
    page = client.get("/en/reports/tools/").content.decode()
    for said in ("Mechanisms beside the tools", "Recognised training centres", "nations pay for their centres"):
        assert said in page
    path = "/en/reports/tools/mechanisms.csv"
    table = list(csv.reader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))
    assert table[0] == ["UNCLASSIFIED – for the staff only"]
    assert table[5][2:] == ["integrity", "Integrity reviews", "P§7", "1", "1", "1", ""]
    sign_in(client, factories.account("FR", Role.DELEGATE))
    table = list(csv.reader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))
    assert table[5][5:] == ["", "", "", ""], "Allies learn of no review through a count"
    assert "for those whom the partner lets in (W-232)" in client.get("/en/reports/tools/").content.decode()
    sign_in(client, factories.account("XA"))
    assert client.get(path).status_code == 404
    assert "Mechanisms beside the tools" not in client.get("/en/reports/tools/").content.decode()


def test_years_can_be_chosen(client: Client, sign_in: SignIn, mira: Any) -> None:
    opened("PCM", now=NOW - timedelta(days=366))
    opened("exercises")
    sign_in(client, mira)
    assert "Reviews of 2026" in client.get("/en/reports/tools/").content.decode()
    assert "Reviews of 2025" in client.get("/en/reports/tools/?year=2025").content.decode()
    assert "Reviews of 2026" in client.get("/en/reports/tools/?year=1").content.decode()
