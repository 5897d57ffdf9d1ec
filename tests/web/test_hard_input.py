"""Input that no honest form sends: it is answered, never a fault, and leads to nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from comity.core.actor import Role
from comity.people.models import Account
from comity.web.nominations import forms
from comity.web.numbers import whole
from tests.factories import account, party, staff
from tests.programmes import world

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Account], Client]
NOUGHT = "\x00"
ENDLESS = "9" * 5_000


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client: Client, sign_in: SignIn) -> Client:
    party("XA")
    return sign_in(client, account("XA", Role.MISSION_OFFICER))


@pytest.fixture
def desk(client: Client, sign_in: SignIn) -> Client:
    return sign_in(client, staff(Role.DESK_OFFICER))


@pytest.mark.parametrize(
    "path",
    [
        "/en/menu/courses/%00/",
        "/en/programmes/%00/2027-28/",
        "/en/programmes/XA/%00/",
        "/en/programmes/XA/2027-28/text/%00/",
        "/en/nations/providers/%00/",
        "/api/v1/activities/%00",
        "/api/v1/nations/%00",
    ],
)
def test_an_address_with_a_nought_leads_nowhere(officer: Client, path: str) -> None:
    assert officer.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/en/menu/nominate/several/?selected=%00",
        "/en/menu/nominate/?row=%00&row=a",
        "/en/menu/offer/?course=%00",
        "/en/register/?until=9999-12-31",
        "/en/register/?since=0001-01-01",
        f"/en/menu/nominations/?page={ENDLESS}",
        "/en/menu/nominations/?page=0000019999999999999999999",
    ],
)
def test_a_query_that_makes_no_sense_is_answered(officer: Client, path: str) -> None:
    assert officer.get(path).status_code == 200


@pytest.mark.parametrize("words", ["%00", "x" * 101])
def test_a_search_that_cannot_be_read_keeps_the_list_of_nations(client: Client, words: str) -> None:
    assert client.get(f"/en/nations/?q={words}").status_code == 422


def test_a_view_is_kept_under_a_name_without_noughts(officer: Client) -> None:
    answer = officer.post("/en/menu/views/", {"name": f"Mine{NOUGHT}", "query": ""})
    assert answer.status_code == 302
    assert "Mine" in officer.get("/en/menu/views/").text


def test_a_draft_takes_one_more_paragraph_however_many_it_is_told_to_have(desk: Client) -> None:
    sent = {"more": "1", "lines-TOTAL_FORMS": ENDLESS, "lines-INITIAL_FORMS": "0"}
    assert desk.post("/en/decisions/prepare/", sent).status_code == 200


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("text/1.1/agree/", {"base": ENDLESS}),
        ("text/1.1/", {"do": "delete", "base": ENDLESS}),
        ("activities/%00/drop/", {}),
        ("sections/1/reviewed/", {"version": ENDLESS}),
        ("sections/1/reviewed/", {"version": "1", "old": "9999999999"}),
    ],
)
def test_a_programme_answers_what_makes_no_sense(
    client: Client, sign_in: SignIn, path: str, sent: dict[str, str]
) -> None:
    people = world.cast()
    world.begin(people)
    sign_in(client, people.accounts["aissata"])
    assert client.post(f"/en/programmes/XA/2027-28/{path}", sent).status_code in {302, 404, 409}


@pytest.mark.parametrize(
    "referer",
    [
        "http://testserver//elsewhere.example",
        "http://testserver?x=//elsewhere.example",
        "http://testserver/\\elsewhere.example",
        "http://testserver",
        "http://elsewhere.example/en/",
        "http://[",
        "/en/",
        "javascript:alert(1)",
    ],
)
def test_choosing_a_display_leads_back_to_no_other_site(client: Client, referer: str) -> None:
    answer = client.post("/en/display/", {"scheme": "dark"}, headers={"Referer": referer})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/en/"


def test_choosing_a_display_leads_back_to_the_page(client: Client) -> None:
    answer = client.post("/en/display/", {}, headers={"Referer": "http://testserver/en/nations/?q=a"})
    assert answer.headers["Location"] == "/en/nations/?q=a"


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("999999999", 999_999_999), ("", None), ("-1", None), ("1e3", None), ("٣", None),
     ("²", None), (ENDLESS, None), ("1000000000", None)],
)  # fmt: skip
def test_numbers_are_read_only_where_they_fit(text: str, number: int | None) -> None:
    assert whole(text) == number


def test_a_page_of_nominations_that_cannot_be_is_named() -> None:
    found, wrong = forms.read_filters(QueryDict("page=0000019999"))
    assert (found.page, wrong) == (1, ["0000019999"])


def test_what_somebody_reads_is_kept_for_nobody_else(officer: Client) -> None:
    for path in ("/en/today/", "/en/menu/", "/api/v1/nations"):
        assert officer.get(path).headers["Cache-Control"] == "private, no-cache"
    assert "no-store" in officer.get("/en/menu/export/menu.csv").headers["Cache-Control"]
    assert "Cache-Control" not in Client().get("/en/nations/")
