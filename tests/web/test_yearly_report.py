"""The yearly report as a document and for everybody: each reader gets what it may read, in both languages, marked."""

from __future__ import annotations

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
from docx import Document

from comity.core.actor import CLOCK, FLOW, Role
from comity.feedback import actions
from comity.feedback.models import ToolReview
from comity.feedback.rules import ToolVerdict
from comity.kernel import clock
from comity.menu.models import Activity
from comity.parties.models import Party
from tests import factories
from tests.programmes import world

pytestmark = pytest.mark.django_db
NOW = factories.NOW
type SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> world.Cast:
    """Arcadia's programme in force, a public activity held and one that is not public, a tool discarded."""
    people = world.cast()
    world.in_force(people)
    held = {"held_at": NOW - timedelta(days=5), "end_on": NOW.date() - timedelta(days=6), "state": "held"}
    held["start_on"] = held["end_on"]
    world.activity(1, areas=["defence"], **held)
    world.activity(2, areas=["defence"], audience=["staff"], **held)
    mira = factories.actor_of(factories.staff(Role.MENU_MANAGER))
    made = actions.open_tool_review(factories.party("IS"), CLOCK, NOW, tool="exercises")
    row = ToolReview.objects.get(pk=made.review_id)
    actions.propose_verdict(row, mira, NOW, verdict=ToolVerdict.DISCARD, reason="Nobody came.")
    actions.decide_tool(row, FLOW, NOW, verdict=ToolVerdict.DISCARD, decision="PO(2026)0300")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return people


def said(client: Client, path: str) -> str:
    """All words of a Word file, its head and its tables included."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = Document(io.BytesIO(answer.content))
    head = [line.text for line in found.sections[0].header.paragraphs]
    rows = [" | ".join(cell.text for cell in row.cells) for table in found.tables for row in table.rows]
    return "\n".join([*head, *(line.text for line in found.paragraphs), *rows])


def test_the_report_of_a_year_in_word_says_what_the_pages_say(
    client: Client, sign_in: SignIn, play: world.Cast
) -> None:
    sign_in(client, play.accounts["claire"])
    text = said(client, "/en/reports/yearly/2026.docx")
    assert "UNCLASSIFIED – releasable to Arcadia" in text, "its file alone stands behind the numbers"
    assert "REPORT-2026" in text
    assert "Arcadia | 1 | 0 | 0% | 0 | 0 | –" in text
    assert "Exercises | Discarded | 24 Nov 2026 | " in text
    assert "1 activity that everybody may see was held." in text
    french = said(client, "/fr/reports/yearly/2026.docx")
    assert "Les partenariats en 2026" in french
    assert "Arcadie | 1 | 0 |" in french
    assert "Supprimé" in french


def test_drawings_stand_beside_the_tables_as_lines_with_words(
    client: Client, sign_in: SignIn, play: world.Cast
) -> None:
    Party.objects.filter(code="XA").update(latitude=36, longitude=10)
    sign_in(client, play.accounts["claire"])
    for language, words in (
        ("en", ("Partners by framework on 24 Nov 2026", "Programmes in force. ", "Activities. ")),
        ("fr", ("Partenaires par cadre au 24 nov. 2026", "Programmes en vigueur. ", "Activités. ")),
    ):
        content = client.get(f"/{language}/reports/yearly/2026.docx").content
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            drawings = [package.read(name).decode() for name in package.namelist() if name.endswith(".svg")]
            body = package.read("word/document.xml").decode()
        told = re.findall(r'descr="([^"]*)"', body)
        assert len(drawings) == len(told) == body.count("svgBlip ")
        for title in words:
            assert any(one.startswith(title) for one in told), (title, told)
        assert any("Arcadia, IPCP 2027-28" in one or "Arcadie, IPCP 2027-28" in one for one in drawings)
    assert "XA/ipcp" not in said(client, "/en/public/reports/2026.docx")


def test_a_partner_gets_its_own_part(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["aissata"])
    text = said(client, "/en/reports/yearly/2026.docx")
    assert "UNCLASSIFIED – releasable to Arcadia" in text
    assert "Arcadia | 1 |" in text
    assert "Belmora | 0 |" not in text
    assert "Budgets" not in text


def test_the_pdf_is_set_in_both_languages(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["jana"])
    for language in ("en", "fr"):
        answer = client.get(f"/{language}/reports/yearly/2026.pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-1.7")
        assert f"report-2026-{language}.pdf" in answer.headers["Content-Disposition"]


def test_only_years_of_the_policy_are_reported_on(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["jana"])
    page = client.get("/en/reports/yearly/").content.decode()
    for address in ("/en/reports/yearly/2026.pdf", "/fr/reports/yearly/2026.docx", "/en/reports/yearly/2011.pdf"):
        assert address in page
    assert "The year is not over" in page
    assert "2010.pdf" not in page
    assert client.get("/en/reports/yearly/2010.pdf").status_code == 404
    assert client.get("/en/reports/yearly/2027.pdf").status_code == 404
    assert "Arcadia | 0 | 0 |" not in said(client, "/en/reports/yearly/2025.docx"), "no partner yet, so no row"


def test_everybody_reads_what_is_public_and_nobody_more(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    page = client.get("/en/public/reports/").content.decode()
    for words in (
        "Partnerships in 2026",
        "Arcadia",
        "Mediterranean Dialogue",
        "1 activity that everybody may see was held.",
    ):
        assert words in page
    assert "Discarded" in page
    assert "Nobody came." not in page
    assert "Officers trained" not in page
    sign_in(client, play.accounts["jana"])
    assert "1 activity that everybody may see was held." in client.get("/en/public/reports/").content.decode()
    assert Activity.objects.filter(held_at__isnull=False).count() == 2, "the staff sees two elsewhere"


def test_strangers_take_the_public_report_away(client: Client, play: world.Cast) -> None:
    text = said(client, "/en/public/reports/2026.docx")
    assert "UNCLASSIFIED – may be published" in text
    assert "Arcadia | 1 |" not in text
    assert "Exercises | Discarded" in text
    assert client.get("/fr/public/reports/2026.pdf").content.startswith(b"%PDF-1.7")
    assert client.get("/en/public/reports/2010.pdf").status_code == 404
    assert client.get("/en/public/reports/?year=2010").status_code == 404
    before = client.get("/en/public/reports/?year=2025").content.decode()
    assert "The Council decided on no tool in that year." in before
    assert "État des tables à la fin du" in client.get("/fr/public/reports/").content.decode()
    assert "/en/public/reports/" in client.get("/en/").content.decode()
    assert client.get("/en/reports/yearly/2026.docx").status_code == 302


def test_the_plan_of_all_partners_over_time(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["jana"])
    page = client.get("/en/reports/plan/").content.decode()
    for words in ("Programmes in force", "Arcadia, IPCP 2027-28", "XA/ipcp/2027-28"):
        assert words in page
    none = client.get("/en/reports/plan/?on=2026-11-01").content.decode()
    assert "No programme was in force on that day." in none
    assert client.get("/en/reports/plan/?on=2040-01-01").status_code == 422


def test_the_public_page_asks_little(client: Client, play: world.Cast) -> None:
    client.get("/en/public/reports/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/public/reports/")
    once = len(asked)
    for number in (11, 12, 13):
        world.activity(number, held_at=NOW, start_on=NOW.date(), end_on=NOW.date(), state="held")
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/public/reports/")
    assert len(asked) == once <= 20
