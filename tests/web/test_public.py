"""What everybody may read without signing in: calendar, decisions made public, news; and nothing beside it."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from icalendar import Calendar

from comity.consultations.models import Meeting
from comity.core.actor import CLOCK, Role
from comity.decisions import actions
from comity.kernel import clock
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from tests import factories
from tests.decisions import council
from tests.decisions.council import ENDS, SECRETARY
from tests.programmes import world

pytestmark = pytest.mark.django_db
NOW = ENDS + timedelta(hours=2)
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = ("/en/public/calendar/", "/en/public/decisions/", "/en/public/news/")
FEEDS = ("/en/public/calendar.ics", "/en/public/news.atom", "/en/public/news.json")
type SignIn = Callable[[Client, Any], Client]


@pytest.fixture(autouse=True)
def _stage(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Council that sits, and a clock that tests can set."""
    council.seat()
    council.lay_time()
    monkeypatch.setattr(clock, "now", lambda: NOW)


def activity(number: int, **fields: Any) -> None:
    """An activity of this month, published an hour ago."""
    day = NOW.date() + timedelta(days=number % 3)
    world.activity(number, **{"start_on": day, "end_on": day, "published_at": NOW - timedelta(hours=1), **fields})


def decision(title: str, *, to: str = "") -> Any:
    """A decision of the Allies, released to somebody if so wished."""
    item = council.under_silence(title_en=title, title_fr=f"{title} (fr)", note_en="Peculiar note")
    actions.close_silence(item, CLOCK, ENDS)
    if to:
        actions.release(council.fresh(item), SECRETARY, NOW - timedelta(minutes=30), to=[to])
    return council.fresh(item)


def read(client: Client, path: str) -> str:
    """What a page or feed says."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_empty_pages_say_so(client: Client) -> None:
    assert "Nothing public stands in this month." in read(client, "/en/public/calendar/")
    assert "No decision is public yet." in read(client, "/en/public/decisions/")
    assert "Aucune décision n’est encore publique." in read(client, "/fr/public/decisions/")
    assert "No public decision has these words" in read(client, "/en/public/decisions/?q=zanzibar")
    assert "Partnerships in 2025" in read(client, "/en/public/news/")
    home = read(client, "/en/")
    for path in PAGES:
        assert path in home


def test_the_calendar_shows_what_is_public_as_a_page_and_as_a_file(client: Client) -> None:
    activity(1, title_en="Staff officers; an overview", title_fr="Officiers d’état-major", place_city="Tunis")
    activity(2, state="cancelled")
    Meeting.objects.create(
        framework="md", on=NOW.date(), title_en="Open day", title_fr="Porte ouverte", audience=["public"]
    )
    page = read(client, "/en/public/calendar/")
    assert "3 entries in this month." in page
    for words in (
        "Staff officers; an overview",
        "PCM-0001",
        "Tunis",
        "Cancelled",
        "Open day",
        "Meeting of a framework",
    ):
        assert words in page
    assert "Officiers d’état-major" in read(client, "/fr/public/calendar/?month=2026-11")
    assert "Staff officers" not in read(client, "/en/public/calendar/?month=2026-12")
    parsed = Calendar.from_ical(read(client, "/en/public/calendar.ics"))
    found = {str(one["UID"]).partition("@")[0]: one for one in parsed.walk("VEVENT")}
    assert set(found) == {"PCM-0001", "PCM-0002", "md-20261126"}
    assert found["PCM-0001"]["SUMMARY"] == "Staff officers; an overview"
    assert found["PCM-0002"]["STATUS"] == "CANCELLED"
    assert str(found["PCM-0001"]["URL"]).endswith("/en/public/calendar/?month=2026-11#PCM-0001")


def test_a_decision_is_public_once_the_secretariat_makes_it_so(client: Client) -> None:
    item = decision("A tool for Belmora")
    assert "A tool for Belmora" not in read(client, "/en/public/decisions/")
    assert client.get(f"/en/public/decisions/{item.slug}/").status_code == 404
    with pytest.raises(Refused, match="not_secretariat"):
        actions.release(item, council.DESK, NOW, to=["public"])
    actions.release(item, SECRETARY, NOW, to=["public"])
    with pytest.raises(Refused, match="not_wider"):
        actions.release(council.fresh(item), SECRETARY, NOW, to=["partners"])
    assert Entry.objects.filter(about=item.subject, verb="decisions.release").count() == 1
    assert "A tool for Belmora" in read(client, "/en/public/decisions/?q=belmora")
    page = read(client, f"/en/public/decisions/{item.slug}/")
    assert "Agreed the opening of the Planning and Review Process to Belmora" in page
    assert "Peculiar note" not in page
    assert "donné son accord sur l’ouverture" in read(client, f"/fr/public/decisions/{item.slug}/")
    answer = client.get(f"/en/public/decisions/{item.slug}.docx")
    text = "\n".join(line.text for line in Document(io.BytesIO(answer.content)).paragraphs)
    assert "Agreed the opening of the Planning and Review Process to Belmora" in text
    assert "Peculiar note" not in text
    assert client.get(f"/fr/public/decisions/{item.slug}.pdf").content.startswith(b"%PDF-1.7")


def test_the_feeds_are_valid_and_say_the_same(client: Client) -> None:
    activity(1, title_en="Law & order <2>", title_fr="")
    item = decision("A tool for Belmora", to="public")
    page = read(client, "/en/public/news/")
    assert page.index("A tool for Belmora") < page.index("Law &amp; order &lt;2&gt;")
    root = ET.fromstring(read(client, "/en/public/news.atom"))  # noqa: S314 - our own
    assert root.find(f"{ATOM}updated") is not None
    titles = [str(one.findtext(f"{ATOM}title")) for one in root.iter(f"{ATOM}entry")]
    assert titles[:3] == [f"{item.symbol}: A tool for Belmora", "PCM-0001: Law & order <2>", "Partnerships in 2025"]
    told = json.loads(read(client, "/en/public/news.json"))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [one["title"] for one in told["items"]] == titles
    assert told["items"][0]["content_text"].startswith("1. Agreed the opening")
    assert "Décision" in read(client, "/fr/public/news.atom")


def test_what_is_not_public_changes_no_byte(client: Client, sign_in: SignIn) -> None:
    activity(1)
    decision("A tool for Belmora", to="public")
    before = [read(client, path) for path in FEEDS]
    shown = [_main(read(client, path)) for path in PAGES]
    activity(2, audience=["signed-in", "staff"])
    activity(3, state="agreed", published_at=None)
    Meeting.objects.create(framework="md", on=NOW.date(), title_en="Inside", title_fr="Entre nous", audience=["staff"])
    hidden = [decision("Zanzibar"), decision("Zanzibar", to="partners")]
    assert [read(client, path) for path in FEEDS] == before
    assert [_main(read(client, path)) for path in PAGES] == shown
    jana = factories.staff(Role.COUNCIL_SECRETARY)
    sign_in(client, jana)
    assert [read(client, path) for path in FEEDS] == before, "whoever asks reads the same"
    assert [_main(read(client, path)) for path in PAGES] == shown
    for item in hidden:
        assert client.get(f"/en/public/decisions/{item.slug}/").status_code == 404
        assert client.get(f"/en/public/decisions/{item.slug}.pdf").status_code == 404


def _main(page: str) -> str:
    return page[page.index('id="main"') : page.index("</main>")]


def test_caches_may_keep_what_is_the_same_for_everybody(client: Client, sign_in: SignIn) -> None:
    for path in FEEDS:
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "public, max-age=600"
        assert "Set-Cookie" not in answer.headers
        assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get(PAGES[0]).headers["Cache-Control"] == "private, max-age=600"
    sign_in(client, factories.staff())
    assert client.get(PAGES[0]).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", [*PAGES, *FEEDS])
def test_the_pages_ask_the_same_for_one_row_and_for_three(client: Client, path: str) -> None:
    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            activity(number)
            decision(f"Decision {number}", to="public")
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25
