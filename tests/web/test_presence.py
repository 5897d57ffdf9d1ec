"""The pages of contact point embassies and of missions, as their readers meet them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import Role
from comity.kernel import clock
from comity.parties.models import ContactPointEmbassy
from comity.presence import actions
from comity.presence.models import Bid, Bidding
from tests import factories
from tests.presence.cast import NOW, TODAY, cast, opened, placed

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
BIDDING = "/en/presence/bidding/"


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def embassy(host: str, ally: str, since_on: date, until_on: date | None) -> None:
    ContactPointEmbassy.objects.create(
        host=factories.party(host),
        ally=factories.party(ally, belongs=("allies",)),
        since_on=since_on,
        until_on=until_on,
        audience=["public"],
    )


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def words(response: Any) -> str:
    page: str = response.content.decode()
    return page.replace("&#39;", "’").replace("\u00a0", " ")


def test_a_list_of_three_asks_no_more_than_a_list_of_one(client: Client, sign_in: SignIn) -> None:
    people = cast()
    factories.party("XC")
    row = opened(people, "XA", "XB", "XC")
    placed(people, row)
    embassy("XA", "FR", TODAY, None)
    sign_in(client, factories.staff())
    pages = ("/en/presence/", BIDDING, f"{BIDDING}{row.pk}/")
    once = [count(client, path) for path in pages]
    for code in ("XB", "XC"):
        embassy(code, "FR", TODAY, None)
        placed(people, row, host=code)
        factories.party(f"{code}Z", belongs=("partners",))
        opened(people, f"{code}Z")
    assert [count(client, path) for path in pages] == once
    assert max(once) <= 16


def test_mandates_are_listed_by_nation_and_what_is_joint_stands_in_one_line(client: Client, sign_in: SignIn) -> None:
    for ally in ("FR", "BE"):
        embassy("XA", ally, date(2026, 1, 1), date(2028, 1, 1))
    embassy("XB", "FR", date(2020, 1, 1), date(2022, 1, 1))
    embassy("XB", "BE", date(2028, 1, 1), date(2030, 1, 1))
    sign_in(client, factories.account("XA"))
    text = words(client.get("/en/presence/"))
    assert "1 mandate<" in text
    assert "Arcadia" in text
    assert "joint" in text
    assert "Rounds of bids" not in text
    assert "3 mandates" in words(client.get("/en/presence/?when=all"))
    assert "to come" in words(client.get("/en/presence/?when=coming&q=belm"))
    assert "No mandate fits." in words(client.get("/en/presence/?when=over&q=arcadia"))
    lines = csv.reader(io.StringIO(client.get("/en/presence/export.csv?when=all").content.decode("utf-8-sig")))
    assert len(next(lines)) == 1, "the marking"
    assert next(lines)[:3] == ["nation", "name", "allies"]
    assert ["XA", "Arcadia", "BE FR", "2026-01-01", "2027-12-31", "now", ""] in list(lines)
    assert client.get("/en/presence/export.xlsx").status_code == 200
    french = words(client.get("/fr/presence/"))
    assert "Ambassades points de contact" in french
    assert "en vigueur" in french


def test_empty_lists_say_what_to_do(client: Client, sign_in: SignIn) -> None:
    sign_in(client, factories.staff())
    assert "No mandate fits." in words(client.get("/en/presence/"))
    assert "No round has been opened." in words(client.get(BIDDING))
    assert client.get(f"{BIDDING}999999/").status_code == 404


def test_a_round_shows_each_nation_with_its_bids_and_what_the_reader_may_do(client: Client, sign_in: SignIn) -> None:
    people = cast()
    row = opened(people, "XA", "XB")
    made = actions.bid(row, people.france, NOW, host="XA", offer="An office at the port.", others=["BE"])
    belgium = factories.account("BE", Role.DELEGATE)
    sign_in(client, belgium)
    text = words(client.get(f"{BIDDING}{row.pk}/"))
    for said in ("Mandates 2028–2029", "Please bid.", "An office at the port.", "Waits on Party BE", "Agree to it"):
        assert said in text
    assert "No Ally has bid." in text
    assert "Choose it" not in text
    assert "Joint bid for XA, led by FR" in words(client.get("/en/today/"))
    client.post(f"/en/presence/bids/{made.bid_id}/join/")
    assert Bid.objects.get().joined == ["FR", "BE"]
    sheet = client.get(f"{BIDDING}{row.pk}/export.csv").content.decode("utf-8-sig")
    assert "XA,Arcadia,FR,FR BE,FR BE,placed,An office at the port." in sheet
    assert "for Allies only" in sheet


def test_what_is_refused_or_wrong_keeps_what_was_typed(client: Client, sign_in: SignIn) -> None:
    people = cast()
    factories.party("XC")
    row = opened(people)
    sign_in(client, factories.staff())
    sent = {"first_year": "2028", "on": "2026-11-25", "at": "10:00", "note": "Keep me."}
    for hosts, said in (([], "choose at least one nation"), (["XA"], "this nation stands in another round")):
        refused = client.post(f"{BIDDING}new/", {**sent, "hosts": hosts})
        assert refused.status_code == 409
        assert said in words(refused)
        assert "Keep me." in words(refused)
    assert "Allies need more time" in words(client.post(f"{BIDDING}new/", {**sent, "hosts": ["XC"]}))
    late = {**sent, "hosts": ["XC"], "on": "2028-02-01"}
    assert "bidding ends before the mandates begin" in words(client.post(f"{BIDDING}new/", late))
    wrong = client.post(f"{BIDDING}new/", {**sent, "on": "1999-01-01"})
    assert wrong.status_code == 422
    assert "Give a day from 2000 to 2100." in words(wrong)
    assert "Allies may still bid" in words(client.get(f"{BIDDING}{row.pk}/submit/"))
    assert "the delegation of an Ally bids" in words(client.get(f"{BIDDING}{row.pk}/bid/"))
    silent = client.post(f"{BIDDING}{row.pk}/call-off/", {"reason": " "})
    assert (silent.status_code, "the reason is missing" in words(silent)) == (409, True)
    client.post(f"{BIDDING}{row.pk}/call-off/", {"reason": "Talks go on."})
    assert "Talks go on." in words(client.get(f"{BIDDING}{row.pk}/"))
    assert "this round is not with the desk" in words(client.get(f"{BIDDING}{row.pk}/call-off/"))
    assert Bidding.objects.count() == 1


def test_allies_meet_each_refusal_of_bids(client: Client, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    row = opened(people)
    sign_in(client, factories.account("FR", Role.DELEGATE))
    place = f"{BIDDING}{row.pk}/bid/"
    assert "the desk conducts this" in words(client.get(f"{BIDDING}new/"))
    assert "say what the embassy offers" in words(client.post(place, {"host": "XA", "offer": " "}))
    assert client.post(place, {"host": "", "offer": "A desk."}).status_code == 422
    assert client.post(place, {"host": "XA", "offer": "A desk.", "others": ["BE"]}).status_code == 302
    again = client.post(place, {"host": "XA", "offer": "Another."})
    assert "an Ally takes part in one bid for each nation" in words(again)
    found = Bid.objects.get()
    act = f"/en/presence/bids/{found.pk}/"
    assert "this bid does not wait on you" in words(client.post(f"{act}join/"))
    assert "the desk conducts this" in words(client.post(f"{act}choose/"))
    assert client.post(f"{act}withdraw/").status_code == 302
    assert "this bid has moved on" in words(client.post(f"{act}withdraw/"))
    monkeypatch.setattr(clock, "now", lambda: row.closes_at)
    sign_in(client, factories.account("BE", Role.DELEGATE))
    assert "bidding is over" in words(client.post(place, {"host": "XA", "offer": "Us."}))


def test_the_desk_chooses_and_puts_it_to_the_council(
    client: Client, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = cast()
    row = opened(people)
    joint = placed(people, row, joint=True)
    factories.party("DK", belongs=("allies",))
    monkeypatch.setattr(clock, "now", lambda: row.closes_at + timedelta(hours=1))
    sign_in(client, factories.staff())
    assert "Bidding is over, and the Council is still to be asked" in words(client.get("/en/today/"))
    assert "no bid is chosen" in words(client.get(f"{BIDDING}{row.pk}/submit/"))
    act = f"/en/presence/bids/{joint.pk}/"
    assert "this bid has moved on" in words(client.post(f"{act}set-aside/"))
    assert client.post(f"{act}choose/").status_code == 302
    assert client.post(f"{act}set-aside/").status_code == 302
    assert client.post(f"{act}choose/").status_code == 302
    assert "Ask the Council" in words(client.get(f"{BIDDING}{row.pk}/"))
    assert client.post(f"{BIDDING}{row.pk}/submit/").status_code == 302
    assert "Before the Council" in words(client.get(f"{BIDDING}{row.pk}/"))


def test_partners_find_no_bids(client: Client, sign_in: SignIn) -> None:
    people = cast()
    row = opened(people)
    found = placed(people, row)
    sign_in(client, factories.account("XA", Role.HEAD_OF_MISSION))
    for path in ("", "new/", *(f"{row.pk}/{more}" for more in ("", "bid/", "submit/", "call-off/", "export.csv"))):
        assert client.get(f"{BIDDING}{path}").status_code == 404, path
    assert client.post(f"/en/presence/bids/{found.pk}/withdraw/").status_code == 404
