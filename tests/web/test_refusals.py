"""Refusals: five parts, always; seen by the party and the staff; every way on leads to a page that exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from comity import policy
from comity.core.actor import Role
from comity.core.verdict import Reason, Verdict
from comity.kernel import official
from comity.kernel.models import Refusal
from comity.kernel.scope import reading
from comity.people.models import Account
from comity.web.refusals import panels
from tests.factories import NOW, account, party, staff
from tests.nominations import world as nominations

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Account], Client]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def refusal(code: str = "people.hat_not_held", **more: Any) -> Refusal:
    fields = {
        "at": NOW,
        "party": "XA",
        "verb": "people.change_hat",
        "about": "party:XA",
        "reasons": [{"code": code, "params": {"party": "XB"}}],
        "audience": ["party:XA", "staff"],
        **more,
    }
    return Refusal.objects.create(**fields)


def words(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in page.select(selector)]


def test_a_refusal_is_shown_in_its_five_parts_to_those_whom_it_concerns(client: Client, sign_in: SignIn) -> None:
    party("XA"), party("XB")
    two = [
        {"code": "people.hat_not_held", "params": {"party": "XB"}},
        {"code": "people.not_own_settings", "params": {}},
    ]
    found = refusal(reasons=two)
    sign_in(client, account("XA"))
    page = BeautifulSoup(client.get(f"/en/refusals/{found.number}/").content, "html.parser")
    assert words(page, "h1") == [f"Refusal {found.number}"]
    assert words(page, ".c-refusal h2") == ["Not changed: you do not act for this party today"]
    assert words(page, ".c-refusal-text") == ["No appointment of yours for Belmora runs today."]
    assert "W-6" in words(page, ".c-refusal-source a")[0]
    assert str(page.select(".c-refusal-source a")[0]["href"]) == "/en/policy/#w-6"
    assert "The head of mission of Belmora." in words(page, ".c-refusal-who dd")[0]
    assert words(page, ".c-refusal-next .ds-button") == ["See for whom you act"]
    assert words(page, ".c-refusal-also li") == ["Not changed: these settings are somebody else’s"]
    assert client.get(f"/fr/refusals/{found.number}/").status_code == 200


def test_others_do_not_learn_that_it_exists(client: Client, sign_in: SignIn) -> None:
    found = refusal()
    sign_in(client, account("XB"))
    assert client.get(f"/en/refusals/{found.number}/").status_code == 404
    assert client.get("/en/refusals/R-2026-99999/").status_code == 404
    wrong_year = found.number.replace("2026", "2025")
    sign_in(client, staff())
    assert client.get(f"/en/refusals/{found.number}/").status_code == 200
    assert client.get(f"/en/refusals/{wrong_year}/").status_code == 404


def test_the_list_is_that_of_ones_party_with_constant_queries(client: Client, sign_in: SignIn) -> None:
    party("XB")
    sign_in(client, account("XA"))
    assert words(BeautifulSoup(client.get("/en/refusals/").content, "html.parser"), ".c-empty-title") == [
        "Nothing has been refused."
    ]
    refusal(audience=["party:XB", "staff"], party="XB")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            refusal(code="people.not_own_settings")
        with CaptureQueriesContext(connection) as queries:
            page = BeautifulSoup(client.get("/en/refusals/").content, "html.parser")
        counts.append(len(queries))
    assert len(page.select("tbody tr")) == 3
    assert counts[0] == counts[1]


def facts(code: str) -> dict[str, object]:
    """Facts of the right sort for the sentences of a refusal."""
    moment = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    pack = policy.pack()
    known = {
        "day": moment.date().isoformat(),
        "moment": moment.isoformat(),
        "second": moment.isoformat(),
        "number": 3,
        "money": {"minor": 123_456, "currency": "EUR"},
        "plural": 3,
        "party": "XA",
        "framework": next(iter(pack.frameworks)),
        "tool": next(iter(pack.tools)),
        "area": next(iter(pack.areas)),
        "objective": next(iter(pack.objectives)),
        "topic": next(iter(pack.topics)),
        "programme": next(iter(pack.programme_types)),
        "body": next(iter(pack.bodies)),
        "format": "at-allies/28",
        "consideration": next(iter(pack.considerations)),
    }
    terms = dict(pack.terms.keys())
    return {
        name: known.get(kind, terms.get(kind, "PCM-0001" if name == "code" else "something"))
        for name, kind in policy.facts_named(policy.refusal(code)).items()
    }


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_refusal_of_the_catalogue_fills_the_panel(locale: str) -> None:
    party("XA")
    with translation.override(locale):
        for code in policy.refusals():
            panel = panels.panel(Reason(code, facts(code)), number="R-2026-00001", about="party:XA")
            assert panel["title"], code
            assert panel["text"], code
            assert panel["ground"]["url"].startswith(f"/{locale}/policy/#"), code
            assert panel["unblock"], code
            assert panel["next"] or panel["alternative"], code


def test_every_way_on_has_an_address() -> None:
    """The table of ways and the urls modules agree: a way that leads nowhere is a fault."""
    assert policy.step_kinds() <= {*panels.WAYS, *panels.OWN}
    given = {
        "code": "PCM-0001",
        "replacement": "PCM-0002",
        "slug": "PO-2026-0188",
        "party": "XA",
        "period": "2027-28",
        "round": "2027-1",
        "line": "TRAVEL-2027",
        "path": "inform",
        "operation": "OP-HARBOUR",
        "fund": "TF-2026-01",
    }
    lost = {}
    for to, (name, wanted) in panels.WAYS.items():
        try:
            own = given | ({"code": "2026-003"} if name.startswith("consultations:") else {})
            reverse(name, args=[key[1:] if key.startswith("=") else own[key] for key in wanted])
        except NoReverseMatch:
            lost[to] = name
    assert lost == {}


def test_a_request_is_filled_in_with_the_refusal() -> None:
    party("XA")
    code = next(code for code, found in policy.refusals().items() if found.next and found.next.to == "request")
    panel = panels.panel(Reason(code, facts(code)), number="R-2026-00007", about="activity:PCM-0001")
    assert panel["next"]["url"] == "/en/help/ask/?about=activity%3APCM-0001&refusal=R-2026-00007"


def verdict(*codes: str) -> Verdict:
    return Verdict(tuple(Reason(code, facts(code)) for code in codes))


def test_a_panel_names_whom_to_ask_as_far_as_the_reader_may_know_them() -> None:
    staff(Role.COUNCIL_SECRETARY, name="Henrik Voss")
    officer = account("XA", Role.MISSION_OFFICER, name="Aïssata Diallo")
    council = verdict("programmes.tool_not_opened")
    with reading({"public", "party:XA"}):
        (told,) = panels.panels(council, about="party:XA")
    assert told["contact"] == {"office": "Council secretariat, International Staff", "mail": "", "people": []}
    with reading({"public", "staff", "party:IS"}):
        (told,) = panels.panels(council, about="party:XA")
    (named,) = told["contact"]["people"]
    assert (named["name"], named["title"]) == ("Henrik Voss", "Council secretary")
    own = verdict("nominations.not_own_authority")
    with reading({"public", "party:XA"}):
        (told,) = panels.panels(own, about="activity:PCM-0001")
    (named,) = told["contact"]["people"]
    assert (named["name"], named["title"], named["mail"]) == ("Aïssata Diallo", "Mission officer", officer.email)
    with reading({"public", "party:XB"}):
        (told,) = panels.panels(own, about="activity:PCM-0001")
    assert told["contact"] is None, "another party does not learn who acts there"


def test_the_host_is_named_as_the_activity_names_its_contact_and_only_to_those_who_see_it() -> None:
    party("XD")
    nominations.activity(audience=["staff"], contact_name="Course office", contact_email="courses@xd.test")
    full = verdict("nominations.seats_full")
    with reading({"public", "staff"}):
        (told,) = panels.panels(full, about="activity:PCM-0455")
    assert told["contact"]["people"] == [
        {"name": "Course office", "title": "Drevania Training Centre", "mail": "courses@xd.test"}
    ]
    for about in ("activity:PCM-0455", "activity:PCM-9999"):
        with reading({"public", "party:XA"}):
            assert panels.panels(full, about=about)[0]["contact"] is None


def test_the_official_text_stands_beside_our_summary_where_the_deployer_has_loaded_it(
    client: Client, sign_in: SignIn, tmp_path: Path
) -> None:
    params = {**facts("programmes.tool_not_opened"), "party": "XA"}
    found = refusal(reasons=[{"code": "programmes.tool_not_opened", "params": params}])
    sign_in(client, account("XA"))
    path = f"/en/refusals/{found.number}/"
    assert words(BeautifulSoup(client.get(path).content, "html.parser"), ".c-official") == []
    file = tmp_path / "policy.txt"
    file.write_text("\n".join(f"{n}. Words of paragraph {n}." for n in range(1, 19)), encoding="utf-8")
    official.load(file, NOW)
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert words(page, ".c-official blockquote") == ["Words of paragraph 13."]


def test_looking_up_whom_to_ask_costs_the_same_for_one_obstacle_and_for_three() -> None:
    party("XA")
    codes = ("programmes.tool_not_opened", "nominations.not_own_authority", "nominations.seats_full")
    with CaptureQueriesContext(connection) as one:
        panels.panels(verdict(codes[0]), about="activity:PCM-0001")
    with CaptureQueriesContext(connection) as three:
        panels.panels(verdict(*codes), about="activity:PCM-0001")
    assert len(three) <= len(one) + 1, "and one more for the activity"


def test_every_contact_of_the_catalogue_is_an_office_of_the_pack_and_every_office_is_asked() -> None:
    assert {found.contact for found in policy.refusals().values()} - {""} == set(policy.pack().contacts)
    roles = {role for office in policy.pack().contacts.values() for role in office.roles}
    assert roles <= {role.value for role in Role}
