"""The API as a whole: who gets in, what is described, how wrong input is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from comity.api.urls import SUBJECTS
from tests import factories

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]

READS = ("/api/v1/activities", "/api/v1/nations")


@pytest.mark.parametrize("address", [*READS, "/api/v1/nations/XA", "/api/v1/activities/PCM-0001"])
def test_nobody_gets_in_without_signing_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 401
    assert "Arcadia" not in answer.content.decode()


def test_the_description_is_public_and_names_every_operation(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(READS) <= set(described["paths"])


def test_no_two_forms_of_the_description_bear_one_name() -> None:
    """The later would take the place of the earlier, and be described where the other is answered."""
    names = Counter(
        name
        for module in SUBJECTS
        for name, form in vars(module).items()
        if isinstance(form, type) and issubclass(form, Schema) and form.__module__ == module.__name__
    )
    assert {name for name, times in names.items() if times > 1} == {"Wanted"}, "that one is read, never answered"


def test_a_nation_is_told_with_its_standing_on_the_day_asked(client: Client, sign_in: SignIn) -> None:
    account = factories.account("XA")
    sign_in(client, account)
    assert client.get("/api/v1/nations/XA", {"on": "2026-11-24"}).json() == {
        "code": "XA",
        "kind": "nation",
        "name_en": "Arcadia",
        "name_fr": "Arcadie",
        "side": "partner",
        "frameworks": ["eapc-pfp"],
        "is_suspended": False,
        "tools_open": client.get("/api/v1/nations/XA").json()["tools_open"],
        "is_fictional": True,
    }
    assert client.get("/api/v1/nations/XA", {"on": "1999-01-01"}).json()["side"] == "none"


def test_the_unseen_and_the_absent_are_answered_alike(client: Client, sign_in: SignIn) -> None:
    sign_in(client, factories.account("XA"))
    factories.party("XZ", audience=["party:XZ"])
    unseen, absent = client.get("/api/v1/nations/XZ"), client.get("/api/v1/nations/QQ")
    assert (unseen.status_code, unseen.content) == (absent.status_code, absent.content)
    assert unseen.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"page": "0"}, "page"),
        ({"page": "x"}, "page"),
        ({"rows": "100000"}, "rows"),
        ({"from": "soon"}, "from"),
    ],
)
def test_what_cannot_be_read_is_named(client: Client, sign_in: SignIn, query: dict[str, str], field: str) -> None:
    sign_in(client, factories.account("XA"))
    answer = client.get("/api/v1/activities", query)
    assert answer.status_code == 422
    assert field in answer.json()["detail"]


PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("verb", "address", "status", "title"),
    [
        ("post", "/api/v1/nominations/PCM-0001/1/withdraw", 403, "Forbidden"),
        ("delete", "/api/v1/activities", 405, "Method Not Allowed"),
        ("get", "/api/v1/nothing", 404, "Not found"),
        ("get", "/api/elsewhere", 404, "Not found"),
        ("get", "/api/v1/activities?page=0", 422, "Some fields cannot be read"),
        ("get", "/api/v1/activities/%00", 404, "Not found"),
    ],
)
def test_whatever_goes_wrong_is_told_as_a_problem(
    sign_in: SignIn, verb: str, address: str, status: int, title: str
) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), factories.account("XA"))
    answer = getattr(client, verb)(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)
    told = answer.json()
    assert (told["title"], told["status"], told["type"]) == (title, status, "about:blank")


def test_a_missing_proof_of_origin_says_so_and_a_wrong_method_names_the_right_ones(sign_in: SignIn) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), factories.account("XA"))
    assert "CSRF" in client.post("/api/v1/nominations/PCM-0001/1/withdraw").json()["detail"]
    assert client.delete("/api/v1/activities").headers["Allow"] == "GET"


def test_what_is_not_json_is_told_as_a_problem(client: Client, sign_in: SignIn) -> None:
    sign_in(client, factories.account("XA"))
    answer = client.post("/api/v1/activities/PCM-0001/nominations", "{", content_type="application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)
    assert answer.json()["title"] == "Bad Request"


def test_a_fault_of_ours_is_told_as_a_problem_without_its_inside(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.parties import queries  # noqa: PLC0415

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(queries, "parties", broken)
    client = sign_in(Client(raise_request_exception=False), factories.account("XA"))
    answer = client.get("/api/v1/nations")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, PROBLEM)
    assert answer.json()["title"] == "Internal Server Error"
    assert "secret inside" not in answer.content.decode()


def test_a_page_that_fails_stays_a_page(client: Client, sign_in: SignIn) -> None:
    sign_in(client, factories.account("XA"))
    assert client.get("/en/nations/QQ/").headers["Content-Type"].startswith("text/html")
