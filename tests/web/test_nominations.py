"""Pages about nominations: what each reader sees, what is kept on a refusal, and how many questions a page asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from comity.core.actor import CLOCK
from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.kernel.models import Refusal
from comity.kernel.scope import reading
from comity.menu.models import Activity
from comity.nominations import actions
from comity.nominations.models import Nomination
from comity.web import typography
from tests.nominations import world
from tests.nominations.world import Cast

pytestmark = pytest.mark.django_db
# Pages ask the real clock, so the days of these tests are counted from today.
NOW = clock.now()
TODAY = brussels_day(NOW)
START, END = TODAY + timedelta(days=140), TODAY + timedelta(days=144)


@pytest.fixture
def people() -> Cast:
    return world.cast(NOW)


@pytest.fixture
def course(people: Cast) -> Activity:
    return world.activity(start_on=START, end_on=END, nominate_by=TODAY + timedelta(days=90))


@pytest.fixture
def as_(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Callable[[str], Client]:
    """A browser in which one of the people has signed in."""
    return lambda name: sign_in(Client(), people.accounts[name])


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def row(index: int = 0, **fields: str) -> dict[str, str]:
    """One person as a form sends it."""
    values = {
        "family_name": f"Haddad {index}",
        "given_names": "Salma",
        "born_on": "1988-03-01",
        "email": f"salma{index}@example.test",
        "rank": "OF-3",
        "language_profile": "3332",
        "clearance": "nc",
        **fields,
    }
    return {f"p-{index}-{name}": value for name, value in values.items()}


def test_an_officer_puts_two_people_forward_and_sees_them(as_: Any, course: Activity) -> None:
    browser = as_("aissata")
    page = browser.get("/en/menu/PCM-0455/nominate/")
    assert page.status_code == 200, text(page)
    assert "Put the person forward" in text(page)
    sent = browser.post("/en/menu/PCM-0455/nominate/", {**row(0), **row(1), "rows": "2", "together": "1"})
    assert sent.status_code == 302
    assert sent["Location"] == "/en/menu/PCM-0455/nominees/"
    listed = text(browser.get(sent["Location"]))
    assert "2 people are put forward for PCM-0455." in listed
    assert "Salma Haddad 0" in listed
    assert "in a group" in listed
    assert "With the host" in listed
    assert Nomination.objects.filter(group__together=True).count() == 2


def test_each_page_opens(as_: Any, people: Cast, course: Activity) -> None:
    world.put_forward(people, course, count=1, now=NOW)
    for who in ("aissata", "lars", "manager", "desk"):
        for path in ("nominees/", "nominees/1/", "nominees.csv", "nominees.xlsx"):
            answer = as_(who).get(f"/en/menu/PCM-0455/{path}")
            assert answer.status_code == 200, (who, path, text(answer))
    for path in (
        "nominations/",
        "nominations.csv",
        "nominations.xlsx",
        "nominations.ics",
        "nominate/several/?selected=PCM-0455,PCM-0999",
    ):
        assert as_("aissata").get(f"/fr/menu/{path}").status_code == 200, path
    for verb in ("confirm", "withdraw", "rejoin", "receive", "decline", "exchange"):
        assert as_("aissata").get(f"/fr/menu/PCM-0455/nominees/1/{verb}/").status_code == 200, verb
    assert as_("lars").get("/en/menu/PCM-0455/nominees/attendance/").status_code == 200


# -- forms -----------------------------------------------------------------------------------------------------------


def test_rows_are_added_and_taken_away_without_a_script_and_nothing_typed_is_lost(as_: Any, course: Activity) -> None:
    browser = as_("aissata")
    page = soup(browser.post("/en/menu/PCM-0455/nominate/", {**row(0, born_on="soon"), "rows": "1", "add": "1"}))
    assert [field["value"] for field in page.select("[name$=family_name]") if field.has_attr("value")] == ["Haddad 0"]
    assert len(page.select("fieldset[id^=person-]")) == 2
    assert not page.select("[role=alert]"), "what is still being filled in is not yet wrong"
    page = soup(browser.post("/en/menu/PCM-0455/nominate/", {**row(0), **row(1), "rows": "2", "remove": "0"}))
    assert [field["value"] for field in page.select("[name$=family_name]")] == ["Haddad 1"]
    assert not Nomination.objects.exists()


def test_wrong_input_is_told_at_its_field_and_kept(as_: Any, course: Activity) -> None:
    sent = {**row(0), **row(1, born_on="2025-01-01", language_profile="9"), "rows": "2"}
    answer = as_("aissata").post("/en/menu/PCM-0455/nominate/", sent)
    assert answer.status_code == 422
    said = text(answer)
    assert "2 things are missing or not right" in said
    assert "2. Day of birth: This day of birth cannot be right." in said
    assert "2. Language profile: Write four digits from 0 to 5, such as 3332." in said
    assert "Haddad 1" in {field.get("value") for field in soup(answer).select("input")}
    assert not Nomination.objects.exists()


def test_a_refusal_names_every_obstacle_of_every_person_and_keeps_what_was_typed(as_: Any, people: Cast) -> None:
    world.activity(
        start_on=START, end_on=END, rank_from="OF-2", rank_to="OF-3", clearance="ns", language_profile="3333"
    )
    sent = {**row(0, rank="OF-5"), **row(1), "rows": "2"}
    answer = as_("aissata").post("/en/menu/PCM-0455/nominate/", sent)
    assert answer.status_code == 409
    first, second = soup(answer).select("fieldset[id^=person-]")
    one, two = " ".join(first.get_text(" ").split()), " ".join(second.get_text(" ").split())
    assert "The course is for OF-2 to OF-3; the rank given is OF-5." in one
    assert "Required: 3333; given: 3332." in one
    assert "The course requires SECRET" in one
    assert "the rank given" not in two
    assert "The course requires SECRET" in two
    assert first.select_one("[name=p-0-family_name]")["value"] == "Haddad 0"  # type: ignore[index]
    leads = [link.get("href") for link in soup(answer).select(".c-refusal-next a")]
    assert "/en/menu/PCM-0455/nominate/" not in leads, "an empty form would lose what was typed"
    assert not Nomination.objects.exists()
    assert "Haddad" not in str(list(Refusal.objects.values()))


def test_why_nobody_can_be_put_forward_is_said_with_every_reason(as_: Any, people: Cast) -> None:
    world.activity(start_on=START, end_on=END, open_to=["md"], nominate_by=TODAY - timedelta(days=1))
    answer = as_("aissata").get("/en/menu/PCM-0455/nominate/")
    assert answer.status_code == 200
    assert len(soup(answer).select(".c-refusal")) == 2
    assert not soup(answer).select("[name=p-0-family_name]")


def test_several_activities_answer_each_for_itself(as_: Any, course: Activity) -> None:
    world.activity(456, start_on=END + timedelta(days=9), end_on=END + timedelta(days=12))
    world.activity(457, start_on=END + timedelta(days=20), end_on=END + timedelta(days=22), open_to=["md"])
    browser = as_("aissata")
    page = browser.get("/en/menu/nominate/several/?selected=PCM-0455,PCM-0456,PCM-0457,PCM-0999")
    assert "PCM-0999 is not on the menu for you." in text(page)
    codes = ["PCM-0455", "PCM-0456", "PCM-0457"]
    answer = browser.post("/en/menu/nominate/several/", {**row(0), "rows": "1", "selected": codes, "activity": codes})
    assert answer.status_code == 409
    assert "The other activities have taken the names." in text(answer)
    ticked = soup(answer).select("[name=activity][checked]")
    assert [box["value"] for box in ticked] == ["PCM-0457"]
    assert sorted(Nomination.objects.values_list("code", flat=True)) == ["PCM-0455", "PCM-0456"]
    done = browser.post("/en/menu/nominate/several/", {**row(7), "p-0-family_name": "B", "p-0-given_names": "C",
        "p-0-born_on": "1990-01-01", "p-0-email": "b@example.test", "p-0-clearance": "none", "rows": "1",
        "selected": codes, "activity": ["PCM-0455", "PCM-0456"]})  # fmt: skip
    assert done["Location"] == "/en/menu/nominations/"
    nobody = browser.post("/en/menu/nominate/several/", {**row(0), "rows": "1", "selected": codes})
    assert nobody.status_code == 422
    assert "Tick at least one activity." in text(nobody)


# -- seats in sentences ----------------------------------------------------------------------------------------------


def test_who_waits_reads_where_they_stand_who_is_next_and_why_they_were_passed_over(
    as_: Any, people: Cast, course: Activity
) -> None:
    world.put_forward(people, course, "XB", count=2, now=NOW)
    pair = world.put_forward(people, course, "XA", count=2, together=True, now=NOW)
    world.put_forward(people, course, "XC", now=NOW)
    actions.withdraw(course, people.belmora, NOW, number=1)
    actions.withdraw(course, people.cassovia, NOW, number=5)
    world.put_forward(people, course, "XC", now=NOW)
    said = text(as_("aissata").get(f"/en/menu/PCM-0455/nominees/{pair[0]}/"))
    day = typography.long_day(TODAY, "en")
    assert "Position 1." in said
    assert f"You were passed over on {day} because your group needs 2." in said
    french = text(as_("aissata").get(f"/fr/menu/PCM-0455/nominees/{pair[0]}/"))
    assert "Position 1." in french
    assert "parce que votre groupe a besoin de 2 places." in french


def test_a_seat_is_confirmed_from_the_list_and_its_page_says_so(as_: Any, people: Cast, course: Activity) -> None:
    world.put_forward(people, course, now=NOW)
    browser = as_("tomas")
    assert "A seat is kept until" in text(browser.get("/en/menu/nominations/"))
    done = browser.post("/en/menu/PCM-0455/nominees/1/confirm/")
    assert done["Location"] == "/en/menu/PCM-0455/nominees/1/"
    assert "The seat is taken since" in text(browser.get(done["Location"]))
    again = browser.post("/en/menu/PCM-0455/nominees/1/confirm/")
    assert again.status_code == 409
    assert "Not done: the nomination is not at that stage" in text(again)


def test_the_party_withdraws_exchanges_and_waits_again(as_: Any, people: Cast, course: Activity) -> None:
    world.put_forward(people, course, count=3, now=NOW)
    browser = as_("aissata")
    assert "A seat held is free at once" in text(browser.get("/en/menu/PCM-0455/nominees/1/withdraw/"))
    browser.post("/en/menu/PCM-0455/nominees/1/withdraw/")
    assert world.states(course) == {1: "withdrawn", 2: "seat_offered", 3: "seat_offered"}
    wrong = browser.post("/en/menu/PCM-0455/nominees/2/exchange/", {**row(0, email="no"), "rows": "1"})
    assert wrong.status_code == 422
    done = browser.post("/en/menu/PCM-0455/nominees/2/exchange/", {**row(0), "rows": "1"})
    assert "Salma Haddad 0" in text(browser.get(done["Location"]))
    actions.expire(course, CLOCK, NOW + timedelta(days=8), number=3)
    browser.post("/en/menu/PCM-0455/nominees/3/rejoin/")
    assert world.states(course)[3] == "seat_offered"


def test_the_host_receives_several_declines_with_a_reason_and_fills_seats(
    as_: Any, people: Cast, course: Activity
) -> None:
    actions.nominate(course, people.aissata, NOW, party="XA", people=[world.person() for _ in range(3)])
    browser = as_("lars")
    listed = browser.post("/en/menu/PCM-0455/nominees/receive/", {"row": ["1", "2"]}, follow=True)
    assert "2 names are received." in text(listed)
    again = browser.post("/en/menu/PCM-0455/nominees/receive/", {"row": ["1", "2"]})
    assert again.status_code == 409
    numbers = [f"R-{one.at.year}-{one.pk:05d}" for one in Refusal.objects.order_by("-pk")[:2]]
    assert all(number in text(again) for number in numbers), "each that could not be received has its panel"
    assert "Nominee 1" in text(again)
    none = browser.post("/en/menu/PCM-0455/nominees/receive/", {}, follow=True)
    assert "No name was selected." in text(none)
    empty = browser.post("/en/menu/PCM-0455/nominees/3/decline/", {"reason": " "})
    assert empty.status_code == 409
    assert "Not declined: the reason is missing" in text(empty)
    browser.post("/en/menu/PCM-0455/nominees/3/decline/", {"reason": "No fourth place in the tent."})
    assert "The host declined: No fourth place in the tent." in text(
        as_("aissata").get("/en/menu/PCM-0455/nominees/3/")
    )
    full = browser.post("/en/menu/PCM-0455/nominees/seats/")
    assert full.status_code == 409
    assert "2 of 2 seats are given." in text(full)


def test_what_one_may_not_see_cannot_be_selected_either(as_: Any, people: Cast, course: Activity) -> None:
    actions.nominate(course, people.aissata, NOW, party="XA", people=[world.person()])
    for number in ("1", "99", "9" * 5_000, "٣"):
        none = as_("belmora").post("/en/menu/PCM-0455/nominees/receive/", {"row": [number]}, follow=True)
        assert "No name was selected." in text(none)
    assert world.states(course)[1] == "submitted"


def test_the_host_records_who_came(as_: Any, people: Cast) -> None:
    held = world.activity(start_on=TODAY, end_on=TODAY + timedelta(days=2), nominate_by=TODAY - timedelta(days=20))
    before = NOW - timedelta(days=30)
    world.put_forward(people, held, count=2, now=before)
    for number in (1, 2):
        actions.confirm(held, people.aissata, before, number=number)
    browser = as_("lars")
    browser.post("/en/menu/PCM-0455/nominees/attendance/", {"came-1": "yes", "came-2": "no"})
    assert world.states(held) == {1: "attended", 2: "no_show"}
    browser.post("/en/menu/PCM-0455/nominees/attendance/", {"came-1": "yes", "came-2": "yes"})
    assert world.states(held) == {1: "attended", 2: "attended"}
    assert as_("aissata").get("/en/menu/PCM-0455/nominees/attendance/").status_code == 404


# -- who sees what ---------------------------------------------------------------------------------------------------


def test_another_party_sees_nothing_and_the_staff_see_no_person(as_: Any, people: Cast, course: Activity) -> None:
    who = world.person("Kovalenko", passport_number="PX556677")
    actions.nominate(course, people.aissata, NOW, party="XA", people=[who])
    for path in ("nominees/1/", "nominees/1/confirm/", "nominees/1/exchange/"):
        assert as_("belmora").get(f"/en/menu/PCM-0455/{path}").status_code == 404, path
    for who_reads in ("belmora", "desk", "manager"):
        for path in ("PCM-0455/nominees/", "PCM-0455/nominees.csv", "nominations/", "nominations.csv"):
            answer = as_(who_reads).get(f"/en/menu/{path}")
            if answer.status_code == 200:
                assert b"Kovalenko" not in answer.content, (who_reads, path)
                assert b"PX556677" not in answer.content
    staff = text(as_("manager").get("/en/menu/PCM-0455/nominees/1/"))
    assert "Nominee 1" in staff
    assert "Personal data are read by the party and the host alone." in staff
    for who_reads in ("aissata", "lars"):
        page = text(as_(who_reads).get("/en/menu/PCM-0455/nominees/1/"))
        assert "PX556677" in page
        assert "UNCLASSIFIED – personal data, for Arcadia and Drevania only" in page


def test_the_wall_holds_for_raw_questions_too(people: Cast, course: Activity) -> None:
    actions.nominate(course, people.aissata, NOW, party="XA", people=[world.person()])
    expected = {"aissata": (1, 1, 1), "lars": (1, 1, 1), "desk": (1, 0, 0), "belmora": (0, 0, 0)}
    tables = ("nominations_nomination", "nominations_nominee", "nominations_nomineekey")
    for name, counts in expected.items():
        with reading(getattr(people, name).communities), connection.cursor() as cursor:
            found = []
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")
                found.append(cursor.fetchone()[0])
        assert tuple(found) == counts, name


def test_files_bear_their_marking_and_run_nothing(as_: Any, people: Cast, course: Activity) -> None:
    actions.nominate(course, people.aissata, NOW, party="XA", people=[world.person("=1+1", needs="@sum(A1)")])
    lines = as_("lars").get("/en/menu/PCM-0455/nominees.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == lines[-1] == '"UNCLASSIFIED – personal data, for Arcadia and Drevania only"'
    assert "'=1+1" in lines[2]
    assert "'@sum(A1)" in lines[2]
    book = load_workbook(BytesIO(as_("lars").get("/en/menu/PCM-0455/nominees.xlsx").content))
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "UNCLASSIFIED – personal data, for Arcadia and Drevania only"
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    calendar = as_("aissata").get("/en/menu/nominations.ics").content.decode()
    assert "UID:PCM-0455@" in calendar


def test_a_filter_that_makes_no_sense_empties_the_list_and_is_named(as_: Any, people: Cast, course: Activity) -> None:
    world.put_forward(people, course, now=NOW)
    browser = as_("aissata")
    assert "This filter is not known: nonsense." in text(browser.get("/en/menu/nominations/?state=nonsense"))
    assert "Nothing matches." in text(browser.get("/en/menu/nominations/?state=waiting"))
    assert "PCM-0455" in text(browser.get("/en/menu/nominations/?state=seat_offered&q=0455"))
    assert browser.get("/en/menu/nominations.csv?state=nonsense").status_code == 404


@pytest.mark.parametrize("path", ["PCM-0455/nominees/", "nominations/", "PCM-0455/nominees.csv"])
@pytest.mark.parametrize("who", ["aissata", "lars"])
def test_a_page_asks_as_many_questions_for_three_rows_as_for_one(
    as_: Any, people: Cast, course: Activity, path: str, who: str
) -> None:
    browser = as_(who)
    world.put_forward(people, course, now=NOW)
    browser.get(f"/en/menu/{path}")
    with CaptureQueriesContext(connection) as one:
        browser.get(f"/en/menu/{path}")
    world.put_forward(people, course, count=2, now=NOW)
    with CaptureQueriesContext(connection) as three:
        browser.get(f"/en/menu/{path}")
    assert len(three) == len(one), [query["sql"][:90] for query in three]
    assert len(one) <= 20


def test_names_that_were_sealed_under_another_secret_stay_hidden_and_the_page_says_why(
    as_: Any, people: Cast, course: Activity, settings: Any
) -> None:
    from comity.nominations import queries  # noqa: PLC0415

    actions.nominate(course, people.aissata, NOW, party="XA", people=[world.person("Haddad")])
    assert not queries.is_locked()
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another secret that is long enough for whoever looks at it"
    assert queries.is_locked()
    for name, language, said in (("aissata", "en", "another secret key"), ("lars", "fr", "une autre clé secrète")):
        browser = as_(name)
        for path in ("", "1/"):
            page = browser.get(f"/{language}/menu/PCM-0455/nominees/{path}")
            assert page.status_code == 200
            assert said in text(page)
            assert "Haddad" not in text(page)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert not queries.is_locked()
    assert "Haddad" in text(as_("aissata").get("/en/menu/PCM-0455/nominees/1/"))
