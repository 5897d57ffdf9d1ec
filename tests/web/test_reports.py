"""The reports as their readers meet them: the state of partnerships on a day, from what had been entered until then."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from comity.core.actor import CLOCK, FLOW, Role
from comity.kernel import clock
from comity.ledger import actions as ledger
from comity.ledger.models import Line
from comity.menu import actions as menu
from comity.menu.models import Activity
from comity.nominations import actions as nominations
from comity.policy import pack
from comity.programmes import actions
from comity.programmes.models import Goal
from tests import factories
from tests.nominations import world as seats
from tests.programmes import world

pytestmark = pytest.mark.django_db
NOW = factories.NOW
LATER = datetime(2027, 6, 1, 10, 0, tzinfo=UTC)
type SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> world.Cast:
    """Arcadia's programme in force since November; a course held in April, progress in May, money from January on."""
    factories.party("XA", latitude=45, longitude=30)
    people = world.cast()
    courses = seats.cast()
    row = seats.activity(seats_total=3, areas=["defence"], objectives=["security"])
    programme = world.write_all(people, world.begin(people))
    actions.choose_activity(programme, people.aissata, NOW, activity=row.code, goal=1)
    actions.submit(world.row(), people.aissata, NOW)
    actions.take_up(world.row(), people.jana, NOW)
    actions.agree(world.row(), people.jana, NOW, version=1)
    actions.agree(world.row(), people.aissata, NOW, version=1)
    actions.put_to_council(world.row(), people.jana, NOW, decision="PO(2026)0188")
    actions.approve(world.row(), FLOW, NOW, decision="PO(2026)0188")
    ended = datetime(2027, 4, 17, 9, 0, tzinfo=UTC)
    for number in seats.put_forward(courses, row, "XA", count=2):
        nominations.confirm(row, courses.aissata, NOW, number=number)
        nominations.attend(Activity.objects.get(), courses.lars, ended, number=number)
    menu.hold(Activity.objects.get(), CLOCK, ended)
    actions.record_progress(Goal.objects.get(), people.jana, datetime(2027, 5, 10, 9, 0, tzinfo=UTC), percent=60)
    spend(row.code)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return people


def spend(code: str) -> None:
    """A line of 2027, of which something is set aside in May and owed in June."""
    officer = factories.actor_of(factories.staff(Role.RESOURCES_OFFICER))
    party = factories.party("IS")
    values: Any = {"title_en": "Travel", "title_fr": "Voyages", "office": "", "period": "2027", "currency": "EUR"}
    ledger.open_line(party, officer, NOW, code="TRAVEL-2027", minor=1_000_000, **values)
    line = Line.objects.get()
    at = datetime(2027, 5, 5, 9, 0, tzinfo=UTC)
    for ref, sum_ in ((f"activity:{code}", 30_000), (f"nomination:{code}/1", 12_500)):
        ledger.commit(line, officer, at, purpose="seat", subject_ref=ref, label="Stay", original=sum_)
    ledger.oblige(line, officer, LATER, commitment=2, reason="Booked.")


def figures(client: Client, name: str, query: str = "") -> list[str]:
    """The cells of one row of the report."""
    return cells(client.get(f"/en/reports/{query}"), name)


def cells(answer: Any, name: str) -> list[str]:
    page = BeautifulSoup(answer.content, "html.parser")
    for row in page.select("main table tbody tr"):
        head = row.find("th")
        if head is not None and " ".join(head.get_text(" ").split()) == " ".join(name.split()):
            return [" ".join(cell.get_text(" ").split()).replace("\u202f", " ") for cell in row.find_all("td")]
    raise AssertionError(page.get_text(" ")[:3000])


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def test_each_row_says_plan_done_effect_and_money_of_today(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["jana"])
    money = ["€0.00", "€125.00", "€0.00"]
    assert figures(client, "Arcadia") == ["1", "0", "60%", "1", "1", "2", *money]
    assert figures(client, "All together")[6:] == ["€300.00", "€125.00", "€0.00"], "tied to no partner"
    assert figures(client, "Belmora") == ["0", "0", "–", "0", "0", "0", "–", "–", "–"]
    whole = ["€300.00", "€125.00", "€0.00"]
    own = ["1", "0", "60%", "1", "1", "2"]
    assert figures(client, pack().areas["defence"].name.en, "?by=area") == [*own, *whole]
    by_objective = figures(client, pack().objectives["security"].name.en, "?by=objective")
    assert by_objective == ["0", "0", "–", "1", "1", "2", *whole], "the goal names no objective, the course does"
    assert figures(client, pack().frameworks["eapc-pfp"].name.en, "?by=framework")[:6] == own
    page = client.get("/en/reports/").content.decode()
    assert "for the staff only" in page, "who came is for the staff, so the page is"
    assert "Arcadia (EAPC/PfP): 1 activity held" in page, "the map says so too"


def test_as_of_an_earlier_day_counts_nothing_that_was_entered_later(
    client: Client, sign_in: SignIn, play: world.Cast
) -> None:
    sign_in(client, play.accounts["jana"])
    assert figures(client, "Arcadia", "?on=2027-04-30") == ["1", "0", "0%", "1", "1", "2", "–", "–", "–"]
    assert figures(client, "Arcadia", "?on=2027-04-10") == ["1", "0", "0%", "1", "0", "0", "–", "–", "–"]
    in_may = figures(client, "Arcadia", "?on=2027-05-31")
    assert in_may == ["1", "0", "60%", "1", "1", "2", "€125.00", "€0.00", "€0.00"]
    assert figures(client, "Arcadia", "?on=2026-11-23")[:5] == ["0", "0", "–", "0", "0"], "a day before it was in force"
    nobody = client.get("/en/reports/?on=1999-01-01").content.decode()
    assert "There is nothing to report on that day." in nobody
    assert "Look at today" in nobody


def test_a_programme_that_was_reopened_counts_until_that_day(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    actions.start_review(world.row(), play.jana, datetime(2027, 5, 18, 9, 0, tzinfo=UTC))
    actions.reopen(world.row(), play.jana, datetime(2027, 5, 20, 9, 0, tzinfo=UTC), reason="A new minister.")
    sign_in(client, play.accounts["jana"])
    assert figures(client, "Arcadia", "?on=2027-05-19")[:4] == ["1", "0", "60%", "1"]
    assert figures(client, "Arcadia", "?on=2027-05-21")[:4] == ["0", "0", "–", "0"]


def test_a_partner_reads_of_itself_and_an_ally_of_all_without_people(
    client: Client, sign_in: SignIn, play: world.Cast
) -> None:
    sign_in(client, play.accounts["aissata"])
    page = client.get("/en/reports/").content.decode()
    assert "You see what concerns your own nation." in page
    assert "Belmora" not in page
    assert "money is left out here" in page
    assert figures(client, "Arcadia") == ["1", "0", "60%", "1", "1", "2"]
    assert client.get("/en/reports/partners/XB/").status_code == 404
    assert "No line of that day is released to you." in client.get("/en/reports/budgets/").content.decode()
    sign_in(client, play.accounts["claire"])
    assert figures(client, "Arcadia")[:6] == ["1", "0", "60%", "1", "1", "–"]
    assert "it is not counted here" in client.get("/en/reports/").content.decode()
    sign_in(client, play.accounts["neighbour"])
    assert client.get("/en/reports/partners/XA/").status_code == 404


def test_one_partner_with_its_goals_and_its_plan_over_time(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["aissata"])
    answer = client.get("/en/reports/partners/XA/?on=2027-05-31")
    text = answer.content.decode()
    for said in (
        "Officers trained to common standards",
        "Plan of Arcadia",
        "this report",
        "XA/ipcp/2027-28",
        "version 1",
    ):
        assert said in text
    assert cells(answer, "Officers trained to common standards")[1:] == ["60%", "Not reached yet"]
    assert cells(answer, "Ordnance disposal 455 PCM-0455")[2] == "Held"
    before = client.get("/en/reports/partners/XA/?on=2027-04-10")
    assert cells(before, "Ordnance disposal 455 PCM-0455")[2] == "To come"
    none = client.get("/en/reports/partners/XA/?on=2026-11-20").content.decode()
    assert "No programme was in force on that day" in none


def test_the_budgets_stand_as_they_did_on_the_day(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["jana"])
    row = "Travel TRAVEL-2027 · 2027"
    today, may, april = (client.get(f"/en/reports/budgets/{on}") for on in ("", "?on=2027-05-31", "?on=2027-04-30"))
    money = ["€10,000.00", "€300.00", "€125.00", "€0.00", "€9,575.00"]
    assert cells(today, row) == ["4% used", *money]
    assert cells(may, row)[1:] == ["€10,000.00", "€425.00", "€0.00", "€0.00", "€9,575.00"]
    assert cells(april, row)[1:] == ["€10,000.00", "€0.00", "€0.00", "€0.00", "€10,000.00"]
    table = read(client, "/en/reports/budgets/export.csv?on=2027-05-31")
    assert table[0] == ["UNCLASSIFIED – for Allies only"]
    assert table[2][:5] == ["2027-05-31", "TRAVEL-2027", "Travel", "2027", "EUR"]
    assert table[2][5:] == ["10000.00", "425.00", "0.00", "0.00", "9575.00"]


def read(client: Client, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))


def test_the_tables_can_be_taken_away_with_their_marking(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["claire"])
    table = read(client, "/en/reports/export.csv?on=2027-05-31")
    assert table[0] == table[-1] == ["UNCLASSIFIED – for Allies only"]
    unknown = ["2027-05-31", "XA", "Arcadia", "1", "0", "", "1", "1", ""]
    assert table[2][:9] == unknown, "what both sides recorded is theirs"
    sign_in(client, play.accounts["aissata"])
    own = read(client, "/en/reports/export.csv")
    assert own[0] == ["UNCLASSIFIED – for Arcadia and the staff only"]
    assert len(own) == 4
    assert client.get("/en/reports/export.xlsx").content[:2] == b"PK"


def test_one_partner_can_be_taken_away_table_by_table(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["aissata"])
    base = "/en/reports/partners/XA"
    page = client.get(f"{base}/?on=2027-05-31").content.decode()
    for name in ("state.xlsx", "goals.csv", "plan.xlsx", "plan.ics"):
        assert f"{base}/{name}?on=2027-05-31" in page
    goals = read(client, f"{base}/goals.csv?on=2027-05-31")
    assert goals[0] == goals[-1] == ["UNCLASSIFIED – for Arcadia and the staff only"]
    assert goals[1] == ["as_of", "goal", "areas", "progress_percent", "reached"]
    assert goals[2][:2] == ["2027-05-31", "Officers trained to common standards"]
    assert goals[2][3:] == ["60", "no"]
    plan = read(client, f"{base}/plan.csv?on=2027-04-10")
    assert plan[1] == ["as_of", "code", "activity", "goal", "start_on", "end_on", "state"]
    assert (plan[2][1], plan[2][6]) == ("PCM-0455", "to come")
    assert read(client, f"{base}/state.csv")[2][1:8] == ["XA", "Arcadia", "1", "0", "60", "1", "1"]
    assert client.get(f"{base}/plan.xlsx").content[:2] == b"PK"
    sign_in(client, play.accounts["neighbour"])
    for name in ("state.csv", "goals.csv", "plan.csv", "money.xlsx", "plan.ics"):
        assert client.get(f"{base}/{name}").status_code == 404


def _days(event: Any) -> tuple[date, date]:
    """The first day of an event, and the first after it."""
    return event["DTSTART"].dt, event["DTEND"].dt


def test_the_plan_of_a_partner_goes_into_a_calendar(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["aissata"])
    answer = client.get("/en/reports/partners/XA/plan.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    row = Activity.objects.get()
    assert row.start_on is not None
    assert str(event["SUMMARY"]) == "PCM-0455 Ordnance disposal 455"
    assert _days(event) == (row.start_on, (row.end_on or row.start_on) + timedelta(days=1))
    none = client.get("/en/reports/partners/XA/plan.ics?on=2026-11-20")
    assert list(Calendar.from_ical(none.content).walk("VEVENT")) == [], "no programme was in force"


def test_the_plan_of_all_can_be_taken_away_as_its_page_shows_it(
    client: Client, sign_in: SignIn, play: world.Cast
) -> None:
    sign_in(client, play.accounts["jana"])
    page = client.get("/en/reports/plan/?on=2027-05-31").content.decode()
    for form in ("xlsx", "csv", "ics"):
        assert f"/en/reports/plan/export.{form}?on=2027-05-31" in page
    table = read(client, "/en/reports/plan/export.csv")
    assert table[1] == ["as_of", "programme", "name", "version", "start_on", "end_on", "planned", "held"]
    assert table[2] == [
        "2027-06-01",
        "XA/ipcp/2027-28",
        "Arcadia, IPCP 2027-28",
        "1",
        "2027-01-01",
        "2028-12-31",
        "1",
        "1",
    ]
    assert client.get("/en/reports/plan/export.xlsx").content[:2] == b"PK"
    (event,) = Calendar.from_ical(client.get("/en/reports/plan/export.ics").content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Arcadia, IPCP 2027-28"
    assert _days(event) == (date(2027, 1, 1), date(2029, 1, 1))
    sign_in(client, play.accounts["neighbour"])
    assert len(read(client, "/en/reports/plan/export.csv")) == 3, "of others a partner reads nothing"


def test_a_day_to_come_and_a_word_are_no_days(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["jana"])
    for path in ("reports/", "reports/budgets/", "reports/partners/XA/"):
        answer = client.get(f"/en/{path}?on=2027-06-02")
        assert answer.status_code == 422
        assert "A report is of a day that has begun (W-254)" in answer.content.decode()
        assert 'value="2027-06-02"' in answer.content.decode(), "what was typed is kept"
    assert client.get("/en/reports/?on=tomorrow").status_code == 422


def test_it_reads_in_french(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["jana"])
    text = client.get("/fr/reports/").content.decode()
    for said in ("État des partenariats", "Par domaine prioritaire", "Arcadie", "Buts atteints"):
        assert said in text
    assert "Plan : Arcadie" in client.get("/fr/reports/partners/XA/").content.decode()


def test_three_partners_ask_no_more_than_one(client: Client, sign_in: SignIn, play: world.Cast) -> None:
    sign_in(client, play.accounts["jana"])
    pages: tuple[str, ...] = (
        "/en/reports/",
        "/en/reports/?by=area&on=2027-05-31",
        "/en/reports/budgets/",
        "/en/reports/partners/XA/",
    )
    pages += tuple(f"/en/reports/{path}" for path in ("plan/export.csv", "plan/export.ics", "partners/XA/plan.csv"))
    once = [count(client, path) for path in pages]
    officer = factories.actor_of(factories.staff(Role.RESOURCES_OFFICER))
    for number, code in enumerate(("XF", "XG")):
        party = factories.party(code, belongs=("partners", "framework:md"))
        writer = factories.actor_of(factories.account(code, Role.MISSION_OFFICER, Role.HEAD_OF_MISSION))
        code_of = actions.begin(party, writer, NOW, kind="IPCP", first_year=2027, last_year=2028).programme
        for section in world.REQUIRED:
            actions.insert(world.row(code_of), writer, NOW, section=section, text="Said.")
        actions.add_goal(world.row(code_of), writer, NOW, title=f"Goal of {code}", areas=("defence",))
        actions.submit(world.row(code_of), writer, NOW)
        actions.take_up(world.row(code_of), play.jana, NOW)
        for side in (play.jana, writer):
            actions.agree(world.row(code_of), side, NOW, version=1)
        actions.put_to_council(world.row(code_of), play.jana, NOW, decision=f"PO(2026)02{number:02d}")
        actions.approve(world.row(code_of), FLOW, NOW, decision=f"PO(2026)02{number:02d}")
        values: Any = {"title_en": "More", "title_fr": "Plus", "office": "", "period": "2027", "currency": "EUR"}
        ledger.open_line(factories.party("IS"), officer, NOW, code=f"MORE-{code}", minor=1, **values)
    assert [count(client, path) for path in pages] == once
    assert max(once) <= 24
