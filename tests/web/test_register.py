"""Pages of the register: what the reader may see, by key, with the file that verifies and the signed heads."""

from __future__ import annotations

import base64
import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from comity.core.actor import CLOCK, Role
from comity.kernel import checkpoints, clock, register
from comity.kernel.models import Entry
from comity.people.events import HatChanged
from comity.people.models import Account
from comity.web.register import subjects
from tests.factories import NOW, account, actor_of, party, staff

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Account], Client]


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COMITY_REGISTER_KEY", base64.b64encode(bytes(32)).decode())
    with translation.override("en"):
        yield


def enter(count: int, *, audience: str = "public", verb: str = "people.change_hat", **more: Any) -> None:
    for number in range(count):
        register.enter(
            actor=CLOCK,
            verb=verb,
            about=more.get("about", "party:XA"),
            audience=[audience],
            event=HatChanged(number, "", "XA"),
            now=more.get("now", NOW),
        )


def read(client: Client, path: str = "/en/register/") -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in page.select(selector)]


@pytest.fixture
def auditor(client: Client, sign_in: SignIn) -> Account:
    party("XA")
    found = staff(Role.AUDITOR, name="Auditor")
    sign_in(client, found)
    return found


def test_entries_are_listed_with_a_constant_number_of_queries(client: Client, auditor: Account) -> None:
    read(client)
    counts = []
    for more in (1, 2):
        enter(more)
        register.seal()
        with CaptureQueriesContext(connection) as queries:
            page = read(client)
        counts.append(len(queries))
    assert words(page, "tbody tr")[0] == (
        "3 Tue 24 Nov 2026, 11:00 Brussels Changed the party acted for Nation or organisation XA Comity, by itself"
    )
    assert len(page.select("tbody tr")) == 3
    assert counts[0] == counts[1] == 10


def test_what_the_reader_may_not_see_is_not_listed_counted_or_reachable(client: Client, sign_in: SignIn) -> None:
    party("XA")
    enter(2, audience="party:XB")
    enter(1)
    sign_in(client, account("XA"))
    assert len(read(client).select("tbody tr")) == 1
    hidden = Entry.objects.filter(audience=["party:XB"]).first()
    assert hidden is not None
    assert client.get(f"/en/register/entries/{hidden.pk}/").status_code == 404


def test_filters_narrow_the_list(client: Client, auditor: Account) -> None:
    enter(1, verb="people.ask", about="person:1", now=NOW - timedelta(days=40))
    enter(2)
    assert len(read(client, "/en/register/?verb=people.ask").select("tbody tr")) == 1
    assert len(read(client, "/en/register/?about=party:XA").select("tbody tr")) == 2
    assert len(read(client, "/en/register/?about=Nation+or+organisation+XA").select("tbody tr")) == 2
    assert len(read(client, "/en/register/?about=XA").select("tbody tr")) == 2
    assert not read(client, "/en/register/?about=X").select("tbody tr")
    assert len(read(client, "/en/register/?since=2026-11-24&until=2026-11-24").select("tbody tr")) == 2
    assert len(read(client, "/en/register/?until=2026-11-01").select("tbody tr")) == 1
    assert words(read(client, "/en/register/?party=XA"), ".c-empty-title") == ["No entry fits."]
    wrong = read(client, "/en/register/?since=yesterday&before=-1&after=99999999999999999999")
    assert wrong.select_one(".ds-error-summary")
    fragment = client.get("/en/register/?verb=people.ask", headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert "Asked the staff" in fragment.content.decode()


def test_one_finds_what_somebody_did_by_a_part_of_the_name(client: Client, auditor: Account) -> None:
    helena = staff(name="Helena Marr")
    for who in (actor_of(helena), actor_of(auditor)):
        register.enter(
            actor=who, verb="people.ask", about="party:XA", audience=["public"], event=HatChanged(1, "", "XA"), now=NOW
        )
    (row,) = read(client, "/en/register/?who=marr").select("tbody tr")
    assert "Helena Marr" in row.get_text()
    assert not read(client, "/en/register/?who=nobody").select("tbody tr")


def test_pages_are_turned_by_key_without_losing_or_doubling_a_row(client: Client, auditor: Account) -> None:
    enter(120)
    seen: list[str] = []
    path = "/en/register/?verb=people.change_hat"
    newer = []
    while path:
        page = read(client, path)
        seen += [str(link["href"]) for link in page.select("tbody td:first-child a")]
        older = page.select_one("a[rel=next]")
        back = page.select_one("a[rel=prev]")
        newer.append(str(back["href"]) if back else "")
        path = str(older["href"]) if older else ""
    assert len(seen) == len(set(seen)) == 120
    assert newer[0] == ""
    first = [str(link["href"]) for link in read(client, newer[1]).select("tbody td:first-child a")]
    assert first == seen[:50], "going back shows the same page"


def test_an_entry_shows_its_place_in_the_chain(client: Client, auditor: Account) -> None:
    enter(1)
    entry = Entry.objects.get()
    assert "Not sealed yet" in read(client, f"/en/register/entries/{entry.pk}/").get_text()
    register.seal()
    page = read(client, f"/en/register/entries/{entry.pk}/")
    assert bytes(entry.seal.chain).hex() in page.get_text()
    assert "Kept under the codes HatChanged and people.change_hat." in page.get_text()


def test_an_entry_says_in_words_what_was_entered(client: Client, auditor: Account) -> None:
    @dataclass
    class Everything:
        party: str = "XA"
        person_id: int = auditor.person_id
        expires_at: datetime = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
        until_on: date = date(2027, 6, 1)
        numbers: tuple[int, ...] = (1, 2)
        areas: tuple[str, ...] = ("interoperability", "no area")
        audience: tuple[str, ...] = ("party:XA", "staff")
        about: str = "activity:PCM-0455"
        side: str = "staff"
        together: bool = True
        voided: bool = False
        reason: str = ""
        changed: dict[str, int] = field(default_factory=lambda: {"rows": 3})

    register.enter(actor=CLOCK, verb="people.ask", about="party:XA", audience=["public"], event=Everything(), now=NOW)
    path = f"/en/register/entries/{Entry.objects.get().pk}/"
    assert words(read(client, path), "tbody tr") == [
        "About PCM-0455",
        "Agreement voided no",
        "Changed Rows: 3",
        "Kept until Fri 27 Nov 2026, 17:30 Brussels time",
        "Numbers 1, 2",
        "Party Arcadia",
        "Person Auditor",
        "Priority areas Interoperability, no area",
        "Readers Arcadia, staff",
        "Reason —",
        "Side Staff",
        "Together or not at all yes",
        "Until Tue 1 Jun 2027",
    ]
    assert "mar. 1er juin 2027" in read(client, path.replace("/en/", "/fr/")).get_text()


def test_what_is_filtered_is_taken_away_as_a_table_and_nothing_else(client: Client, sign_in: SignIn) -> None:
    party("XA")
    enter(1, verb="people.ask", now=NOW - timedelta(days=40))
    enter(2)
    enter(1, audience="party:XB")
    register.seal()
    sign_in(client, account("XA"))
    page = read(client, "/en/register/?verb=people.change_hat&since=2026-11-24")
    links = {link.get_text(): str(link["href"]) for link in page.select("#results > p a")}
    answer = client.get(links["CSV"])
    assert answer.headers["Content-Disposition"] == f'attachment; filename="register-{clock.now():%Y-%m-%d}.csv"'
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows[0] == rows[-1] == ["UNCLASSIFIED – for Arcadia and the staff only"]
    assert [row[0] for row in rows[2:-1]] == ["3", "2"]
    assert rows[2][1:5] == [
        "2026-11-24 11:00:00",
        "Changed the party acted for",
        "Nation or organisation XA",
        "Comity, by itself",
    ]
    book = load_workbook(BytesIO(client.get(links["XLSX"]).content))
    assert [row[0].value for row in book["comity"].iter_rows(min_row=3)] == ["3", "2"]
    assert len(client.get("/en/register/entries.csv").content.splitlines()) == 3 + 3
    assert client.get("/en/register/entries.csv?since=soon").status_code == 404


def test_a_table_asks_as_little_for_many_entries_as_for_one(client: Client, auditor: Account) -> None:
    client.get("/en/register/entries.csv")
    counts = []
    for more in (1, 2):
        enter(more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/en/register/entries.csv").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_file_to_verify_holds_what_the_reader_may_see(client: Client, sign_in: SignIn) -> None:
    enter(2)
    enter(3, audience="party:XB")
    register.seal()
    sign_in(client, account("XA"))
    answer = client.get("/en/register/export/")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="register-')
    lines = [json.loads(line) for line in b"".join(answer).decode().splitlines()]
    assert [("entry" in line) for line in lines[1:-1]] == [True, True, False, False, False]
    assert lines[-1]["head"]["size"] == 5
    assert client.get("/en/register/").status_code == 200, "the reader is a reader again"


def test_signed_heads_are_for_everybody(client: Client) -> None:
    assert words(read(client, "/en/register/checkpoints/"), ".c-empty-title") == ["No head is signed yet."]
    enter(1)
    head = checkpoints.make(NOW)
    assert head is not None
    page = read(client, "/en/register/checkpoints/")
    assert checkpoints.signer().verifier in page.get_text()
    note = client.get("/en/register/checkpoints/1/")
    assert note.content.decode() == head.note
    assert note.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get("/en/register/checkpoints/2/").status_code == 404


def test_a_subject_without_a_page_has_no_address() -> None:
    assert subjects.address("party:XA") == "/en/nations/XA/"
    assert subjects.address("programme:XA/ipcp/2027-28") == "/en/programmes/XA/2027-28/"
    assert subjects.address("decision:no symbol") == ""
    assert subjects.address("unknown:1") == ""
    assert subjects.name("activity:PCM-0001") == "PCM-0001"
    assert subjects.name("unknown:1") == "unknown:1"
