"""Every operation answers as the description says, and shows each reader no more than the pages do."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from comity.api.urls import api
from tests import stage
from tests.api.schema import faults

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"
READERS = ("aissata", "claire", "jana", "lars")


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration with one refusal, for the whole file."""
    with stage.played(django_db_blocker):
        reader = stage.as_("aissata")
        code = reader.get("/api/v1/activities").json()["rows"][0]["code"]
        assert reader.post(f"/en/menu/{code}/cancel/", {"reason": "We would rather not."}).status_code == 409
        yield


def described() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/openapi.json").json()
    return found


def read(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, (path, answer.content)
    return answer.json()


def reader_is_partner(client: Client) -> bool:
    """This will tell whether results of one's own are there to be read: a page that partners alone may open."""
    codes = [row["code"] for row in read(client, "/rounds")["rows"]]
    return client.get(f"/en/resources/rounds/{codes[0]}/results/").status_code == 200


def each(client: Client, path: str, name: str = "id") -> list[str]:
    """Tails of the addresses of whatever a list names."""
    return [f"/{row[name]}" for row in read(client, f"{path}{'&' if '?' in path else '?'}rows=200")["rows"]]


def of_programmes(client: Client, texts: list[str]) -> dict[str, list[str]]:
    """Tails of the addresses of what hangs on programmes."""
    tails: dict[str, list[str]] = {
        "actions": [f"/{text}/actions" for text in texts] + [f"/{text}/actions?status=late&goal=1" for text in texts],
        "goals": [f"/{text}/goals" for text in texts],
    }
    for name, bears in {"assessments": "number", "surveys": "year"}.items():
        found = {text: read(client, f"/programmes/{text}/{name}") for text in texts}
        tails[name] = [f"/{text}/{name}" for text in texts]
        tails[f"{name}/{{{bears}}}"] = [f"/{text}/{name}/{row[bears]}" for text, rows in found.items() for row in rows]
    some = {text: read(client, f"/programmes/{text}/actions?rows=3")["rows"] for text in texts}
    tails["actions/{number}"] = [f"/{text}/actions/{row['number']}" for text, rows in some.items() for row in rows]
    return {f"/programmes/{{party}}/{{period}}/{path}": found for path, found in tails.items()}


def addresses(client: Client) -> dict[str, list[str]]:
    """Addresses of every operation that reads, filled with what the lists name."""
    activities = [row["code"] for row in read(client, "/activities?when=all&all=1&rows=15")["rows"]]
    named = [row for code in activities for row in read(client, f"/activities/{code}/nominations")]
    items = [row["slug"] for row in read(client, "/decisions?rows=200")["rows"]]
    texts = [f"{row['party']}/{row['place']}" for row in read(client, "/programmes?rows=200")["rows"]]
    entries = [row["id"] for row in read(client, "/register?rows=20")]
    refused = [row["number"] for row in read(client, "/refusals")]
    talks = [row["code"] for row in read(client, "/consultations?rows=200")["rows"]]
    held = [row["id"] for row in read(client, "/dialogues")["rows"]]
    records = [row["organisation"] for row in read(client, "/cooperations")["rows"]]
    books = [row["code"] for row in read(client, "/money/lines?rows=200")["rows"]]
    of_partner = reader_is_partner(client)
    operations = [row["code"] for row in read(client, "/operations")["rows"]]
    planned = [read(client, f"/operations/{code}") for code in operations]
    rounds = [row["code"] for row in read(client, "/rounds")["rows"]] if of_partner else []
    return {
        "/activities": [
            "?when=all&all=1",
            "?q=cyber&area=interoperability&type=course&lang=en&status=open&from=2020-01-01",
        ],
        "/activities/{code}": [f"/{code}" for code in activities],
        "/activities/{code}/feedback": [],
        "/activities/{code}/nominations": [f"/{code}/nominations" for code in activities],
        "/alerts": ["", "?all=1&party=XA"],
        "/applications": ["", "?state=draft"],
        "/calls": [""],
        "/calls/{code}": [f"/{row['code']}" for row in read(client, "/calls")["rows"]],
        "/concerns": ["", "?waiting=1&rows=1"],
        "/consultations": ["", "?state=agreed&q=sea&party=XA&rows=1"],
        "/consultations/{code}": [f"/{code}" for code in talks],
        "/cooperations": [""],
        "/cooperations/{organisation}": [f"/{code}" for code in records],
        "/dialogues": [""],
        "/dialogues/{pk}": [f"/{pk}" for pk in held],
        "/money/lines": ["", "?kind=fund&state=open&rows=1"],
        "/money/lines/{code}": [f"/{code}" for code in books],
        "/money/rates": ["?rows=1"],
        "/education/centres": ["", "?state=recognised&q=e&rows=1"],
        "/education/centres/{pk}": each(client, "/education/centres"),
        "/education/contributions": ["", "?rows=1"],
        "/education/needs": ["", "?state=all&q=a&region=eapc-pfp", "?rows=1&page=2"],
        "/education/needs/{pk}": each(client, "/education/needs?state=all"),
        "/education/offers": ["", "?show=all&q=a&field=courses"],
        "/education/offers/{pk}": each(client, "/education/offers?show=all"),
        "/operations": ["", "?phase=execution&q=op&rows=1"],
        "/operations/{code}": [f"/{code}" for code in operations],
        "/operations/contributors/{pk}": [f"/{one['id']}" for each in planned for one in each["contributors"]],
        "/operations/drafts/{pk}": [f"/{one['id']}" for each in planned for one in each["drafts"]],
        "/operations/units": ["", "?party=XA&rows=1"],
        "/operations/units/{pk}": each(client, "/operations/units"),
        "/presence/biddings": ["", "?rows=1"],
        "/presence/biddings/{pk}": each(client, "/presence/biddings"),
        "/presence/log": ["", "?host=XA&kind=event&rows=1"],
        "/presence/mandates": ["", "?when=all&q=arcad"],
        "/presence/missions": ["", "?party=XA&state=arrived&rows=1"],
        "/presence/missions/{pk}": each(client, "/presence/missions"),
        "/trust-funds": ["", "?q=tf&state=running&purpose=ammunition"],
        "/trust-funds/{code}": each(client, "/trust-funds", "code"),
        "/notices": [""],
        "/rounds": [""],
        "/rounds/{code}/results": [f"/{code}/results" for code in rounds],
        "/decisions": ["?rows=200", "?state=agreed&q=silence"],
        "/decisions/{slug}": [f"/{slug}" for slug in items],
        "/nations": [""],
        "/nations/{code}": [f"/{row['code']}" for row in read(client, "/nations")[::20]],
        "/nominations": ["", "?state=submitted&rows=1"],
        "/nominations/{code}/{number}": [f"/{row['code']}/{row['number']}" for row in named[:12]],
        "/programmes": ["", "?party=XA"],
        "/programmes/{party}/{period}": [f"/{text}" for text in texts],
        **of_programmes(client, texts),
        "/grants": ["", "?state=running&rows=1"],
        "/grants/{pk}": each(client, "/grants"),
        "/state": ["", *(f"?by={by}&on=2026-06-30" for by in ("partner", "framework", "area", "objective"))],
        "/tool-outcomes": [""],
        "/tool-reviews": ["", "?year=2026&tool=PCM&rows=1"],
        "/tool-reviews/{pk}": each(client, "/tool-reviews"),
        "/register": ["?rows=200", "?party=XA&since=2020-01-01&until=2030-01-01"],
        "/register/{pk}": [f"/{pk}" for pk in entries],
        "/refusals": [""],
        "/refusals/R-{year}-{pk}": [f"/{number}" for number in refused],
        "/tasks": [""],
        "/reports": [""],
        "/proposals": [""],
        "/policy/paragraphs": [""],
        "/policy/rules": [""],
        "/policy/refusals": [""],
    }


@pytest.mark.parametrize("reader", READERS)
def test_every_answer_fits_its_own_description(reader: str) -> None:
    client, whole = stage.as_(reader), described()
    wrong = []
    for path, tails in addresses(client).items():
        schema = whole["paths"][f"/api/v1{path}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        start = path.partition("/{")[0].removesuffix("/R-{year}-{pk}")
        for tail in tails:
            wrong += [f"{start}{tail}{fault}" for fault in faults(read(client, f"{start}{tail}"), schema, whole)]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("reader", READERS)
def test_whatever_is_listed_can_be_opened_as_a_page_and_nothing_is_left_out(reader: str) -> None:
    client = stage.as_(reader)
    for slug in (row["slug"] for row in read(client, "/decisions?rows=200")["rows"]):
        assert client.get(f"/en/decisions/{slug}/").status_code == 200
    assert (
        read(client, "/decisions")["total"] == client.get("/en/decisions/export.csv").content.decode().count("\n") - 1
    )
    for row in read(client, "/programmes?rows=200")["rows"]:
        assert client.get(f"/en/programmes/{row['party']}/{row['place']}/").status_code == 200
    for row in read(client, "/refusals"):
        assert client.get(f"/en/refusals/{row['number']}/").status_code == 200
    for row in read(client, "/register?rows=10"):
        assert client.get(f"/en/register/entries/{row['id']}/").status_code == 200
    menu = client.get("/en/menu/export/menu.csv?when=all&all=1").content.decode()
    for row in read(client, "/activities?when=all&all=1&rows=200")["rows"]:
        assert row["code"] in menu


PAGES = (
    ("/consultations", "code", "consultations"),
    ("/dialogues", "id", "engagement/dialogues"),
    ("/cooperations", "organisation", "engagement/organisations"),
    ("/money/lines", "code", "money"),
    ("/rounds", "code", "resources/rounds"),
    ("/operations", "code", "operations"),
    ("/operations/units", "id", "operations/units"),
    ("/trust-funds", "code", "trust-funds"),
    ("/education/needs?state=all", "id", "education/needs"),
    ("/education/offers?show=all", "id", "education/offers"),
    ("/presence/biddings", "id", "presence/bidding"),
    ("/presence/missions", "id", "presence/missions"),
    ("/grants", "id", "science/grants"),
    ("/tool-reviews", "id", "reports/tools"),
)


@pytest.mark.parametrize("reader", READERS)
def test_what_the_younger_houses_list_can_be_opened_as_a_page(reader: str) -> None:
    client = stage.as_(reader)
    for path, name, start in PAGES:
        for tail in each(client, path, name):
            assert client.get(f"/en/{start}{tail}/").status_code == 200


def test_filters_bear_the_names_of_the_page_and_narrow_alike() -> None:
    client = stage.as_("jana")
    for query in ("area=interoperability&area=counter-terrorism", "type=course", "lang=fr", "from=2027-01-01"):
        told = {row["code"] for row in read(client, f"/activities?rows=200&all=1&{query}")["rows"]}
        table = client.get(f"/en/menu/export/menu.csv?all=1&{query}").content.decode()
        assert told == set(re.findall(r"^activity,([^,]+),", table, re.MULTILINE)), query


def test_names_come_only_to_the_party_and_the_host() -> None:
    found = read(stage.as_("jana"), "/activities?when=all&all=1&rows=200")["rows"]
    code = next(row["code"] for row in found if row["seats_given"])
    staff, host = (read(stage.as_(reader), f"/activities/{code}/nominations") for reader in ("jana", "lars"))
    assert staff
    assert all(row["person"] is None for row in staff)
    assert any(row["person"] for row in host)


def test_the_same_is_not_sent_twice() -> None:
    client = stage.as_("aissata")
    first = client.get("/api/v1/programmes")
    again = client.get("/api/v1/programmes", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "private" in again.headers["Cache-Control"]
    other = stage.as_("jana").get("/api/v1/programmes", headers={"if-none-match": first.headers["ETag"]})
    assert other.status_code == 200


def test_every_operation_is_described_with_its_problems() -> None:
    whole = described()
    assert whole["openapi"].startswith("3.1")
    assert set(whole["paths"]) == set(api.get_openapi_schema()["paths"])
    for path, operations in whole["paths"].items():
        for verb, operation in operations.items():
            assert operation["summary"], path
            assert operation["description"], path
            assert path.endswith(".jsonl") or PROBLEM in operation["responses"]["401"]["content"]
            assert verb != "post" or PROBLEM in operation["responses"]["409"]["content"]


def test_people_are_put_forward_and_taken_back_by_a_program() -> None:
    client, whole = stage.as_("aissata"), described()
    open_ones = [row for row in read(client, "/activities?rows=200")["rows"] if row["status"] in {"open", "closing"}]
    code = next(
        row["code"]
        for row in open_ones
        if read(client, f"/activities/{row['code']}")["nominate"]["allowed"] and row["seats_total"]
    )
    person = {
        "family_name": "Sent",
        "given_names": "Ada",
        "rank": "OF-3",
        "language_profile": "3333",
        "clearance": "ns",
    }
    sent = client.post(f"/api/v1/activities/{code}/nominations", {"people": [person]}, content_type="application/json")
    assert sent.status_code == 200, sent.content
    (number,) = sent.json()["numbers"]
    told = read(client, f"/nominations/{code}/{number}")
    assert (told["state"], told["person"]) == ("submitted", {"family_name": "Sent", "given_names": "Ada"})
    assert told["withdraw"]["allowed"]
    assert not told["confirm"]["allowed"]
    early = client.post(f"/api/v1/nominations/{code}/{number}/confirm")
    assert (early.status_code, early.headers["Content-Type"]) == (409, PROBLEM)
    problem = early.json()
    assert not list(faults(problem, {"$ref": "#/components/schemas/Problem"}, whole))
    assert read(client, f"/refusals/{problem['refusal']}")["reasons"] == problem["reasons"]
    assert problem["reasons"][0]["ground"]
    gone = client.post(f"/api/v1/nominations/{code}/{number}/withdraw")
    assert gone.json()["state"] == "withdrawn"


PAGED = (
    *("/consultations", "/money/lines", "/rounds", "/cooperations", "/dialogues", "/concerns", "/money/rates"),
    *("/operations", "/operations/units", "/trust-funds", "/education/needs", "/education/offers"),
    *("/education/contributions", "/education/centres", "/grants", "/tool-reviews", "/tool-outcomes"),
    *("/presence/biddings", "/presence/mandates", "/presence/missions", "/presence/log"),
)


@pytest.mark.parametrize("path", PAGED)
def test_a_list_asks_the_database_as_often_for_one_row_as_for_all(
    path: str, django_assert_num_queries: Callable[..., Any]
) -> None:
    client = stage.as_("jana")
    read(client, path)
    with CaptureQueriesContext(connection) as counted:
        read(client, f"{path}?rows=1")
    with django_assert_num_queries(len(counted)):
        read(client, f"{path}?rows=200")


@pytest.mark.parametrize("path", PAGED)
def test_pages_of_a_list_together_are_the_list(path: str) -> None:
    client = stage.as_("jana")
    whole = read(client, f"{path}?rows=200")
    assert whole["total"] == len(whole["rows"]), path
    pages = [read(client, f"{path}?rows=1&page={number}") for number in range(1, whole["total"] + 1)]
    assert [page["rows"][0] for page in pages] == whole["rows"]
    assert all(page["pages"] == max(1, whole["total"]) for page in pages)
    assert read(client, f"{path}?rows=1&page={whole['total'] + 1}")["rows"] == []


def test_a_partner_reads_its_own_results_and_nobody_elses() -> None:
    asked = {reader: stage.as_(reader) for reader in ("aissata", "basma", "jana")}
    (code, *_) = [row["code"] for row in read(asked["aissata"], "/rounds")["rows"] if row["published_at"]]
    own = read(asked["aissata"], f"/rounds/{code}/results?rows=200")["rows"]
    assert own
    assert not {row["ref"] for row in own} & {
        row["ref"] for row in read(asked["basma"], f"/rounds/{code}/results?rows=200")["rows"]
    }
    table = asked["aissata"].get(f"/en/resources/rounds/{code}/results/").content.decode()
    assert all(row["ref"].rpartition("/")[2] in table and row["code"] in table for row in own)
    assert asked["jana"].get(f"/api/v1/rounds/{code}/results").status_code == 404


def test_the_state_of_partnerships_is_that_of_the_page_for_each_reader() -> None:
    for by in ("partner", "framework", "area", "objective"):
        for reader in READERS:
            client = stage.as_(reader)
            table = client.get(f"/en/reports/export.csv?by={by}").content.decode().splitlines()
            shown = {cells[1]: cells[3:8] for cells in csv.reader(table) if len(cells) > 8}
            told = read(client, f"/state?by={by}")
            for row in told["rows"]:
                names = ("goals", "reached", "progress", "planned", "held")
                assert shown[row["key"]] == ["" if row[name] is None else str(row[name]) for name in names], (
                    by,
                    reader,
                )
                for sum_ in row["money"]:
                    parts = [one for one in row["shares"] if one["currency"] == sum_["currency"]]
                    for part in ("committed", "obligated", "paid"):
                        assert sum(one[part] for one in parts) == sum_[part], "shares add up"
    assert {row["key"] for row in read(stage.as_("aissata"), "/state")["rows"]} == {"XA"}
    ahead = stage.as_("jana").get("/api/v1/state?on=2099-01-01")
    assert (ahead.status_code, "W-254" in ahead.json()["detail"]) == (422, True)


def test_a_line_of_money_adds_up_to_its_statement() -> None:
    client = stage.as_("jana")
    for row in read(client, "/money/lines?rows=200")["rows"]:
        told = read(client, f"/money/lines/{row['code']}?rows=200")
        for account in ("committed", "obligated", "paid"):
            assert sum(one["postings"].get(account, 0) for one in told["statement"]) == row[account]
        assert (
            told["statement"][-1]["free_after"]
            == row["free"]
            == row["amount"] - row["committed"] - row["obligated"] - row["paid"]
        )


def test_a_stranger_to_a_list_is_answered_as_if_there_were_none() -> None:
    client = stage.as_("basma")
    (row, *_) = read(stage.as_("aissata"), "/nominations?rows=1")["rows"]
    unseen = client.post(f"/api/v1/nominations/{row['code']}/{row['number']}/withdraw")
    absent = client.post(f"/api/v1/nominations/{row['code']}/99999/withdraw")
    assert (unseen.status_code, unseen.content) == (absent.status_code, absent.content) == (404, absent.content)


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "x"])
def test_numbers_that_nothing_bears_are_absent(number: str) -> None:
    client = stage.as_("jana")
    for path in (f"/nominations/PCM-0001/{number}", f"/register/{number}", f"/refusals/R-2026-{number}"):
        assert client.get(f"/api/v1{path}").status_code in {404, 422}, path


def test_words_of_the_demonstration_in_fields_of_one_language_are_written_in_both() -> None:
    client = stage.as_("jana")
    (text,) = [row for row in read(client, "/programmes?party=XA")["rows"] if row["type"] == "IPCP"][:1]
    goals = read(client, f"/programmes/{text['party']}/{text['place']}")["goals"]
    assert [goal["title"].partition(" · ")[2] for goal in goals] == [
        "Des officiers d’état-major aux normes communes",
        "Un ministère qui rend compte de ses dépenses",
    ]
    assert "Inventé pour la démonstration." in client.get("/fr/nations/XA/").content.decode()
