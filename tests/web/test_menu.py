"""The pages of the menu, as each of its readers sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import CLOCK, Role
from comity.feedback.models import Report
from comity.kernel import held
from comity.kernel.models import Entry, HeldFile, Refusal
from comity.kernel.scope import reading
from comity.menu import actions
from comity.menu.models import Activity, Course, OfferDraft, SavedView
from comity.parties.models import Standing
from tests import factories as make
from tests.menu import make as menu

pytestmark = pytest.mark.django_db

type SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def partner(client: Client, sign_in: SignIn) -> Client:
    return sign_in(client, make.account("XA", Role.MISSION_OFFICER))


@pytest.fixture
def director(client: Client, sign_in: SignIn) -> Client:
    menu.provider("TXA", "XA")
    return sign_in(client, make.account("XA", Role.COURSE_DIRECTOR))


@pytest.fixture
def manager(client: Client, sign_in: SignIn) -> Client:
    return sign_in(client, make.staff(Role.MENU_MANAGER))


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def words(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def titles(response: Any) -> list[str]:
    return [one.get_text(strip=True) for one in soup(response).select(".c-row-title")]


# -- the list ----------------------------------------------------------------------------------------------------------


def test_the_menu_shows_what_is_open_to_the_reader_and_says_what_it_hides(partner: Client) -> None:
    menu.published(title_en="Open to all")
    menu.published(title_en="For another framework", open_to=["md"])
    page = partner.get("/en/menu/")
    assert titles(page) == ["Open to all"]
    assert "1 activity fits and is open to Arcadia" in words(page)
    assert "1 more fits but is not open to you." in words(page)
    every = partner.get("/en/menu/?all=1")
    assert set(titles(every)) == {"Open to all", "For another framework"}
    assert "not open to you: why?" in words(every)


def test_an_offer_is_seen_by_its_provider_and_the_staff_alone(client: Client, sign_in: SignIn) -> None:
    row = menu.offered(party="XB")
    for party, status in (("XA", 404), ("XB", 200)):
        sign_in(client, make.account(party, Role.MISSION_OFFICER))
        assert client.get(f"/en/menu/{row.code}/").status_code == status
    sign_in(client, make.staff(Role.DESK_OFFICER))
    assert client.get(f"/en/menu/{row.code}/").status_code == 200


def test_filters_and_facets_count_with_the_other_filters_on(partner: Client) -> None:
    menu.published(title_en="A", areas=["defence"], kind="course")
    menu.published(title_en="B", areas=["defence"], kind="workshop")
    menu.published(title_en="C", areas=["emerging"], kind="workshop")
    page = partner.get("/en/menu/?area=defence")
    assert titles(page) == ["A", "B"]
    counts = {
        box["value"]: box.find_parent("label").select_one(".c-quiet").get_text(strip=True)  # type: ignore[union-attr]
        for box in soup(page).select("label input[name=area], label input[name=type]")
    }
    assert counts == {"defence": "2", "emerging": "1", "course": "1", "workshop": "1"}
    assert titles(partner.get("/en/menu/?area=defence&type=workshop")) == ["B"]
    assert titles(partner.get("/en/menu/?area=defence&area=emerging&sort=-title")) == ["C", "B", "A"]


@pytest.mark.parametrize(
    "query",
    ["area=fishing", "type=party", "from=tomorrow", "page=0", "sort=beauty", "lang=%00", "status=nice", "topic=x"],
)
def test_a_filter_that_makes_no_sense_gives_nothing_and_says_so(partner: Client, query: str) -> None:
    menu.published()
    page = partner.get(f"/en/menu/?{query}")
    assert page.status_code == 200
    assert titles(page) == []
    assert "Nothing is shown, because a filter makes no sense" in words(page)
    assert partner.get(f"/en/menu/export/menu.csv?{query}").status_code == 400


def test_an_empty_list_names_the_filter_to_drop_and_what_that_would_give(partner: Client) -> None:
    menu.published(areas=["defence"])
    page = partner.get("/en/menu/?area=emerging&lang=en")
    assert "No activity fits all of this" in words(page)
    assert "Drop the priority area 1 activity" in words(page)


@pytest.mark.parametrize(
    "path", ["/en/menu/", "/en/menu/?q=officers&area=interoperability", "/en/menu/export/menu.csv"]
)
def test_the_list_asks_as_many_questions_for_three_rows_as_for_one(partner: Client, path: str) -> None:
    partner.get(path)
    menu.published()
    with CaptureQueriesContext(connection) as one:
        assert partner.get(path).status_code == 200
    menu.published()
    menu.published()
    with CaptureQueriesContext(connection) as three:
        assert partner.get(path).status_code == 200
    assert len(three) == len(one)


def test_htmx_gets_the_list_alone(partner: Client) -> None:
    menu.published()
    part = partner.get("/en/menu/?area=interoperability", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert "Staff Officers" in words(part)


def test_the_list_in_french(partner: Client) -> None:
    menu.published()
    page = partner.get("/fr/menu/")
    assert titles(page) == ["Cours d’orientation pour officiers d’état-major"]
    assert "Menu de coopération pour le partenariat" in words(page)


# -- search ------------------------------------------------------------------------------------------------------------

SEARCHES = [
    ("officer", "stemmed in English"),
    ("OFFICERS orienting", "two words, another ending"),
    ("etat-major", "without accents"),
    ("l'état-major", "with elision"),
    ("officiers", "in French"),
    ("orient", "a word not yet finished"),
    ("Tallin", "place, not yet finished"),
    ("ETE-MW-3834", "a code"),
    ("ete mw3834", "a code, written otherwise"),
    ("M5 32", "a code with a blank"),
    ("interoperability", "its area"),
    ("interopérabilité", "its area in French"),
    ("ofiicers orientatoin", "with typing errors"),
    ("PCM-0001", "its own code"),
]


@pytest.mark.parametrize(("typed", "why"), SEARCHES)
def test_search_finds_it(partner: Client, typed: str, why: str) -> None:
    from comity.menu.queries import CodeInput  # noqa: PLC0415
    from comity.menu.rules import Scheme  # noqa: PLC0415

    menu.published(codes=[CodeInput(Scheme.ETOC, "ETE-MW-3834"), CodeInput(Scheme.PROVIDER, "M5-32", "TXA")])
    menu.published(title_en="Flood relief for mayors", title_fr="", aim_en="", areas=["defence"], place_city="Riga")
    page = partner.get("/en/menu/", {"q": typed})
    assert titles(page) == ["Staff Officers’ Orientation Course"], why


def test_search_for_nonsense_finds_nothing(partner: Client) -> None:
    menu.published()
    for typed in ("xylophone", "' OR 1=1 --", "%", "a" * 500, "\x00", "🙂", "& | ! ( ) : *", "''':*"):
        page = partner.get("/en/menu/", {"q": typed})
        assert page.status_code == 200
    assert titles(partner.get("/en/menu/", {"q": "xylophone"})) == []


# -- one activity ------------------------------------------------------------------------------------------------------


def test_the_page_of_an_activity_says_all_that_is_known(partner: Client) -> None:
    row = menu.published(fee_minor=55000, fee_basis="week", rank_from="OF-1", rank_to="OF-3", language_profile="3332")
    page = words(partner.get(f"/en/menu/{row.code}/"))
    for said in ("1–12 Mar 2027", "Tallinn, EE", "OF-1 to OF-3", "3332", "EUR 550 a week", "The sending nation pays"):
        assert said in page
    assert "Why can’t I nominate?" not in page


def test_why_not_gives_every_reason(partner: Client) -> None:
    row = menu.published(open_to=["md"], tool="PARP", seats_total=1)
    actions.cancel(row, CLOCK, menu.NOW, reason="The hall has burnt down.")
    Standing.objects.filter(party__code="XA", community="framework:eapc-pfp").delete()
    page = partner.get(f"/en/menu/{row.code}/why/")
    said = words(page)
    assert "3 things stand in the way" in said
    assert "Not possible: the activity is cancelled" in said
    assert "has not been opened to Arcadia" in said
    assert "Not open: this activity belongs to another framework" in said
    assert "The hall has burnt down." in said


def test_the_activity_asks_as_many_questions_with_three_shares_as_with_one(partner: Client) -> None:
    from comity.menu.queries import ShareInput  # noqa: PLC0415

    one = menu.published(shares=(ShareInput("md", 1),))
    three = menu.published(shares=(ShareInput("md", 1), ShareInput("ici", 1), ShareInput("allies", 1)))
    partner.get(f"/en/menu/{one.code}/")
    counts = []
    for row in (one, three):
        with CaptureQueriesContext(connection) as asked:
            partner.get(f"/en/menu/{row.code}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_tabs_of_an_activity(partner: Client) -> None:
    row = menu.published()
    assert "No programme that you may see uses it" in words(partner.get(f"/en/menu/{row.code}/programmes/"))
    assert "Published" in words(partner.get(f"/en/menu/{row.code}/history/"))


# -- the life of an activity, page by page -----------------------------


def form_of(page: Any) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for field in soup(page).select("main form.c-form :is(input, select, textarea)[name]"):
        name = str(field["name"])
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            sent[name] = chosen.get("value", "") if chosen else ""
        elif field.name == "textarea":
            sent[name] = field.get_text().lstrip("\n")
        elif field.get("type") == "checkbox":
            if field.has_attr("checked"):
                sent.setdefault(name, []).append(field.get("value", "on"))
        elif field.get("type") != "file":
            sent[name] = field.get("value", "")
    return sent


def test_an_activity_from_the_offer_to_the_report(client: Client, sign_in: SignIn) -> None:
    menu.provider("TXA", "XA")
    director = make.account("XA", Role.COURSE_DIRECTOR)
    manager = make.staff(Role.MENU_MANAGER)
    sign_in(client, director)
    sent = form_of(client.get("/en/menu/offer/"))
    sent |= {
        "title_en": "Flood relief",
        "kind": "course",
        "provider": "TXA",
        "areas": ["civil-emergency"],
        "start_on": "2099-03-01",
        "end_on": "2099-03-05",
        "place_city": "Tallinn",
        "place_nation": "ee",
        "languages": "en, fr",
        "seats_total": "20",
        "seats_reserved": "eapc-pfp=5",
        "payer": "sender",
        "contact_name": "Office",
        "contact_email": "office@example.test",
        "codes": "etoc:Z-1",
    }
    kept = client.post("/en/menu/offer/", sent | {"keep": "1"})
    resumed = form_of(client.get(kept["Location"]))
    assert {name: resumed[name] for name in ("title_en", "areas", "start_on", "seats_reserved", "codes")} == {
        name: sent[name] for name in ("title_en", "areas", "start_on", "seats_reserved", "codes")
    }
    assert not Activity.objects.exists()
    assert client.post("/en/menu/offer/", resumed).status_code == 302
    assert not OfferDraft.objects.exists(), "what is offered is no draft any more"
    row = Activity.objects.get()
    assert (row.state, row.languages, row.place_nation, row.seats_reserved) == ("offered", ["en", "fr"], "EE", 5)
    sign_in(client, manager)
    assert client.get(f"/en/menu/{row.code}/screen/").status_code == 200
    for verb, inputs in (("screen", {"note": "Good"}), ("agree", {"decision": "PO(2026)0001"}), ("publish", {})):
        assert client.post(f"/en/menu/{row.code}/{verb}/", inputs).status_code == 302, verb
    row.refresh_from_db()
    assert (row.state, row.decision) == ("published", "PO(2026)0001")
    assert [entry.verb for entry in Entry.objects.filter(about=row.subject).order_by("pk")] == [
        "menu.offer",
        "menu.screen",
        "menu.agree",
        "menu.publish",
    ]
    sign_in(client, director)
    sent = form_of(client.get(f"/en/menu/{row.code}/edit/"))
    assert sent["codes"] == "etoc:Z-1"
    sent |= {"place_city": "Narva", "reason": "The hall is being repaired."}
    assert client.post(f"/en/menu/{row.code}/edit/", sent).status_code == 302
    page = words(client.get(f"/en/menu/{row.code}/"))
    assert "The provider has changed: place" in page
    assert "The hall is being repaired." in page
    assert client.post(f"/en/menu/{row.code}/postpone/", {"reason": "Snow"}).status_code == 302
    assert "This activity is postponed" in words(client.get(f"/en/menu/{row.code}/"))
    assert client.post(f"/en/menu/{row.code}/cancel/", {"reason": "Too much snow"}).status_code == 302
    sign_in(client, manager)
    other = menu.published()
    sent = {"reason": "No takers", "replacement": other.code}
    assert client.post(f"/en/menu/{row.code}/retire/", sent).status_code == 302
    page = words(client.get(f"/en/menu/{row.code}/"))
    assert "This activity has been retired" in page
    assert other.code in page


def test_what_took_place_is_entered_and_reported(director: Client) -> None:
    row = menu.published()
    Activity.objects.filter(pk=row.pk).update(start_on="2026-01-01", end_on="2026-01-02")
    assert director.post(f"/en/menu/{row.code}/hold/").status_code == 302
    way = f"/en/menu/{row.code}/report/"
    assert director.get(f"/en/menu/{row.code}/reported/").headers["Location"] == way, "there is one form for reports"
    buttons = BeautifulSoup(director.get(f"/en/menu/{row.code}/").content, "html.parser").select("a.ds-button")
    assert [one["href"] for one in buttons if one.get_text(strip=True) == "Enter the report"] == [way]
    Report.objects.all().delete()  # one that was imported was never asked about
    assert director.post(f"/en/menu/{row.code}/reported/", {"text": ""}).status_code == 422
    assert director.post(f"/en/menu/{row.code}/reported/", {"text": "Well attended"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.report) == ("reported", "Well attended")


def test_a_refused_act_explains_itself_and_changes_nothing(partner: Client) -> None:
    row = menu.published(party="XB")
    before = Activity.objects.filter(pk=row.pk).values().get()
    answer = partner.post(f"/en/menu/{row.code}/cancel/", {"reason": "We wish it"})
    assert answer.status_code == 409
    assert "Not done: this belongs to another provider" in words(answer)
    assert Activity.objects.filter(pk=row.pk).values().get() == before
    assert Refusal.objects.filter(about=row.subject, verb="menu.cancel").count() == 1
    assert "Not done: this belongs to another provider" in words(partner.get(f"/en/menu/{row.code}/cancel/"))


def test_a_reason_is_asked_for_and_what_was_typed_is_kept(director: Client) -> None:
    row = menu.published()
    answer = director.post(f"/en/menu/{row.code}/cancel/", {"reason": " "})
    assert answer.status_code == 422
    sent = form_of(director.get(f"/en/menu/{row.code}/edit/"))
    sent |= {"place_city": "Narva", "reason": "", "end_on": "2027-02-01", "rank_from": "General"}
    answer = director.post(f"/en/menu/{row.code}/edit/", sent)
    assert answer.status_code == 422
    assert 'value="Narva"' in answer.content.decode()
    said = words(answer)
    assert "The last day lies before the first." in said
    assert "This is not a rank" in said


def test_who_started_from_an_older_version_loses_nothing(director: Client) -> None:
    row = menu.published()
    sent = form_of(director.get(f"/en/menu/{row.code}/edit/"))
    actions.change(row, CLOCK, menu.NOW, changes={"place_city": "Pärnu"}, reason="Moved")
    sent |= {"aim_en": "My own words", "reason": "Clearer"}
    answer = director.post(f"/en/menu/{row.code}/edit/", sent)
    assert answer.status_code == 409
    said = words(answer)
    assert "somebody has changed it meanwhile" in said
    assert "Pärnu" in said
    assert "My own words" in answer.content.decode()
    row.refresh_from_db()
    assert row.aim_en != "My own words"
    again = form_of(answer) | {"reason": "Clearer", "place_city": "Pärnu"}
    assert director.post(f"/en/menu/{row.code}/edit/", again).status_code == 302


def test_a_change_that_changes_nothing_is_told(director: Client) -> None:
    row = menu.published()
    sent = form_of(director.get(f"/en/menu/{row.code}/edit/")) | {"reason": "None"}
    answer = director.post(f"/en/menu/{row.code}/edit/", sent)
    assert answer.status_code == 422
    assert "Nothing was changed" in words(answer)


def test_own_list_and_courses(director: Client) -> None:
    row = menu.offered(contact_name="")
    assert "still missing: contact" in words(director.get("/en/menu/own/"))
    sent = form_of(director.get("/en/menu/courses/offer/")) | {"title_en": "Basics", "provider": "TXA"}
    assert director.post("/en/menu/courses/offer/", sent).status_code == 302
    course = Course.objects.get()
    assert "Basics" in words(director.get("/en/menu/courses/"))
    sent = form_of(director.get(f"/en/menu/courses/{course.code}/edit/")) | {"level": "200"}
    assert director.post(f"/en/menu/courses/{course.code}/edit/", sent).status_code == 302
    assert "200" in words(director.get(f"/en/menu/courses/{course.code}/"))
    assert form_of(director.get(f"/en/menu/offer/?course={course.code}"))["title_en"] == "Basics"
    assert row.code


def test_a_course_is_retired_with_its_reason(manager: Client) -> None:
    course = menu.course()
    assert manager.get(f"/en/menu/courses/{course.code}/retire/").status_code == 200
    answer = manager.post(f"/en/menu/courses/{course.code}/retire/", {"reason": "Merged", "replacement": ""})
    assert answer.status_code == 302
    assert "This course has been retired" in words(manager.get(f"/en/menu/courses/{course.code}/"))
    assert "Not done: the course has been retired" in words(manager.get(f"/en/menu/courses/{course.code}/retire/"))


# -- views, selection, files -------------------------------------------------------------------------------------------


def test_a_view_is_kept_opened_and_dropped(partner: Client) -> None:
    menu.published()
    page = partner.get("/en/menu/views/?query=%3Farea%3Ddefence%26lang%3Den")
    assert "See what it shows" in words(page)
    assert partner.post("/en/menu/views/", {"name": "", "query": "area=defence"}).status_code == 422
    assert partner.post("/en/menu/views/", {"name": "Défense", "query": "?area=defence&lang=en"}).status_code == 302
    view = SavedView.objects.get()
    assert partner.get(f"/en/menu/views/{view.slug}/")["Location"] == "/en/menu/?area=defence&lang=en"
    assert "Défense" in words(partner.get("/en/menu/"))
    assert partner.post(f"/en/menu/views/{view.slug}/forget/").status_code == 302
    assert not SavedView.objects.exists()


def test_nobody_sees_the_views_of_others(client: Client, sign_in: SignIn) -> None:
    mine, other = make.account("XA", Role.MISSION_OFFICER), make.account("XA", Role.HEAD_OF_MISSION)
    sign_in(client, mine)
    client.post("/en/menu/views/", {"name": "Mine", "query": ""})
    sign_in(client, other)
    assert client.get("/en/menu/views/mine/").status_code == 404
    assert "Mine" not in words(client.get("/en/menu/"))


def test_several_rows_lead_to_a_page_with_each_of_them(partner: Client) -> None:
    first, second = menu.published(), menu.published(open_to=["md"])
    page = words(partner.get(f"/en/menu/nominate/?row={first.code}&row={second.code}&row=PCM-9999"))
    assert first.code in page
    assert "Not open: this activity belongs to another framework" in page
    assert "No activity is selected" in words(partner.get("/en/menu/nominate/"))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ics"])
def test_an_export_holds_exactly_what_is_filtered(partner: Client, suffix: str) -> None:
    shown, hidden = menu.published(title_en="Shown"), menu.published(title_en="Hidden", areas=["defence"])
    closed = menu.published(title_en="Elsewhere", open_to=["md"])
    answer = partner.get(f"/en/menu/export/menu.{suffix}?area=interoperability")
    assert answer["Content-Disposition"] == f'attachment; filename="menu.{suffix}"'
    text = answer.content.decode("utf-8", errors="replace")
    if suffix == "xlsx":
        import io  # noqa: PLC0415

        import openpyxl  # noqa: PLC0415

        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        text = " ".join(str(cell.value) for line in book.worksheets[0] for cell in line)
    assert shown.code in text
    assert hidden.code not in text
    assert closed.code not in text


def test_one_activity_as_a_calendar(partner: Client) -> None:
    from icalendar import Calendar  # noqa: PLC0415

    row = menu.published(title_en="Snow, ice; and “long” words " * 5)
    answer = partner.get(f"/en/menu/{row.code}.ics")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == f"{row.code} {row.title_en}"
    assert event.decoded("DTSTART").isoformat() == "2027-03-01"
    assert event.decoded("DTEND").isoformat() == "2027-03-13"


def test_a_feed_reads_what_its_owner_may_read_now(client: Client, sign_in: SignIn) -> None:
    account = make.account("XA", Role.MISSION_OFFICER, password=make.PASSWORD)
    sign_in(client, account)
    row = menu.published()
    page = client.post("/en/menu/subscribe/", {"query": "?area=interoperability"})
    entry = Entry.objects.get(verb="menu.subscribe")
    assert (entry.about, entry.audience) == (f"person:{account.person_id}", ["party:XA"])
    (field,) = soup(page).select("#feed")
    address = str(field["value"]).partition("/en/")[2]
    stranger = Client()
    assert row.code.encode() in stranger.get(f"/en/{address}").content
    assert stranger.get(f"/en/{address[:-12]}x/menu.ics").status_code == 404
    Standing.objects.filter(party__code="XA").delete()
    assert row.code.encode() not in stranger.get(f"/en/{address}").content or row.party_id == "XA"
    account.set_password("another long password")
    account.save()
    assert stranger.get(f"/en/{address}").status_code == 404


def upload(text: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    return SimpleUploadedFile("menu.csv", text.encode())


def test_a_file_is_looked_at_and_then_imported_whole(manager: Client) -> None:
    make.party("XA")
    assert "Look at the file" in words(manager.get("/en/menu/import/"))
    page = manager.post("/en/menu/import/", {"file": upload("title_en,type,start\nFlood,workshop,2027-03-01\n")})
    assert "1 row is new." in words(page)
    assert not Activity.objects.exists()
    sent = form_of(page)
    assert manager.post("/en/menu/import/", sent).status_code == 302
    assert Activity.objects.get().title_en == "Flood"
    assert manager.post("/en/menu/import/", {**sent, "held": "forged"}).status_code == 422


def test_a_large_file_is_sent_once_and_waits_for_its_sender_alone(manager: Client, sign_in: SignIn) -> None:
    make.party("XA")
    noise = "".join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(77))
    rows = [f"Flood {n},workshop,2027-03-01,{noise[n:]}{noise[:n]}" for n in range(900)]
    text = "\n".join(["title_en,type,start,note", *rows])
    assert len(text) > 4_000_000
    page = manager.post("/en/menu/import/", {"file": upload(text)})
    assert "900 rows are new." in words(page)
    assert len(page.content) < 500_000, "the file does not travel in the page"
    assert not soup(page).select("main form [type=file]")
    kept = HeldFile.objects.get()
    with reading({"public", "signed-in", "staff"}):
        assert not HeldFile.objects.exists()
    other = sign_in(Client(), make.staff(Role.MENU_MANAGER))
    assert other.post("/en/menu/import/", form_of(page)).status_code == 422
    assert held.prune(kept.at + timedelta(minutes=59)) == 0
    assert manager.post("/en/menu/import/", form_of(page)).status_code == 302
    assert Activity.objects.count() == 900
    assert held.prune(kept.at + timedelta(minutes=60)) == 1


def test_a_broken_file_shows_every_problem_and_imports_nothing(manager: Client) -> None:
    page = manager.post("/en/menu/import/", {"file": upload("title_en,seats,start\nA,x,2027\nB,3,soon\n")})
    assert page.status_code == 422
    said = words(page)
    assert "2 problems: nothing was imported" in said
    assert "This is not a whole number." in said
    assert "This is not a date" in said
    assert manager.post("/en/menu/import/").status_code == 422
    assert not Activity.objects.exists()


def test_only_staff_import(partner: Client) -> None:
    make.party("IS")
    answer = partner.get("/en/menu/import/")
    assert answer.status_code == 409
    assert "Not done: the staff do this" in words(answer)
    assert not Refusal.objects.exists(), "who only looks has asked for nothing"
    sent = partner.post("/en/menu/import/", {"file": upload("title_en\nA\n")})
    assert sent.status_code == 409
    assert Refusal.objects.get().number in words(sent)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_opens_in_both_languages(manager: Client, language: str) -> None:
    row, course = menu.published(), menu.course()
    paths = ["", "own/", "offer/", "nominate/", "import/", "courses/", "courses/offer/", "views/"]
    paths += [f"courses/{course.code}/{rest}" for rest in ("", "edit/", "retire/")]
    paths += [f"{row.code}/{rest}" for rest in ("", "programmes/", "history/", "why/", "edit/", "cancel/", "retire/")]
    for path in paths:
        assert manager.get(f"/{language}/menu/{path}").status_code == 200, path
