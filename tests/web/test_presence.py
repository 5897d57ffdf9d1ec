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
from comity.presence.models import Accreditation, Bid, Bidding, Succession
from comity.presence.rules import Deed, Part
from tests import factories
from tests.presence.cast import NOW, TODAY, cast, opened, placed

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
BIDDING = "/en/presence/bidding/"


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def embassy(host: str, ally: str, since_on: date, until_on: date | None, decision: str = "") -> None:
    ContactPointEmbassy.objects.create(
        host=factories.party(host),
        ally=factories.party(ally, belongs=("allies",)),
        since_on=since_on,
        until_on=until_on,
        decision=decision,
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


# -- embassies at work -------------------------------------------------------------------------------------------------

FILES, LOG = "/en/presence/files/", "/en/presence/log/"


def test_files_and_the_log_ask_no_more_for_three_than_for_one(client: Client, sign_in: SignIn) -> None:
    people = cast()
    sign_in(client, factories.staff())
    hosts = ("XA", "XB", "XC")
    counted = []
    for number, host in enumerate(hosts, start=1):
        embassy(host, "BE", date(2026, 1, 1), None)
        party = factories.party(host)
        made = actions.open_file(party, people.desk, NOW, outgoing=["BE"], incoming=["FR"], on=date(2028, 1, 1))
        row = Succession.objects.get(pk=made.succession_id)
        for _ in range(number):
            actions.add(row, people.belgium, NOW, part=Part.CONTACT, title="The rector")
            first = factories.party("XA")
            actions.log(first, people.belgium, NOW, held_on=TODAY, kind=Deed.EVENT, subject="Debate")
        counted.append([count(client, path) for path in (FILES, f"{FILES}{row.pk}/", LOG, "/en/presence/")])
    assert counted[0] == counted[2]
    assert max(counted[0]) <= 16


def test_a_file_is_written_handed_over_given_back_and_taken_over(client: Client, sign_in: SignIn) -> None:
    cast()
    embassy("XA", "BE", date(2026, 1, 1), date(2028, 1, 1))
    embassy("XA", "FR", date(2028, 1, 1), date(2030, 1, 1))
    sign_in(client, factories.staff())
    text = words(client.get(FILES))
    assert "Changes of embassies without a file" in text
    assert "No hand-over file is there for you." in text
    assert client.post(f"{FILES}new/", {"change": "XB:2028-01-01"}).status_code == 422
    assert "Arcadia, 2028-01-01: Party BE → France" in words(client.get(f"{FILES}new/"))
    assert client.post(f"{FILES}new/", {"change": "XA:2028-01-01"}).status_code == 302
    place = f"{FILES}{Succession.objects.get().pk}/"
    assert "the embassies that leave keep this file" in words(client.get(f"{place}hand-over/"))

    belgium, france = factories.account("BE", Role.DELEGATE), factories.account("FR", Role.DELEGATE)
    sign_in(client, belgium)
    assert "Your mandate passes to others" in words(client.get("/en/today/"))
    assert "Nothing is in the file yet." in words(client.get(place))
    assert "the file is empty" in words(client.get(f"{place}hand-over/"))
    empty = client.post(f"{place}add/", {"part": "contact", "title": " ", "details": "Keep me."})
    assert empty.status_code == 409
    assert "nothing is written" in words(empty)
    assert "Keep me." in words(empty)
    assert client.post(f"{place}add/", {"title": "The rector"}).status_code == 422
    client.post(f"{place}add/", {"part": "contact", "title": "The rector", "details": "By letter."})
    assert "the file goes to those who come" in words(client.get(f"{place}take-over/"))
    assert client.post(f"{place}hand-over/").status_code == 302
    assert "the file has moved on" in words(client.get(f"{place}add/"))

    sign_in(client, france)
    assert "A file has been handed over to you" in words(client.get("/en/today/"))
    text = words(client.get(place))
    for said in ("Hand-over in Arcadia", "Contacts", "The rector", "By letter.", "Ask for what is missing"):
        assert said in text
    client.post(f"{place}ask-more/", {"missing": "Where are the papers?"})
    assert "Where are the papers?" in words(client.get(place))
    sign_in(client, belgium)
    client.post(f"{place}hand-over/")
    sign_in(client, france)
    assert client.post(f"{place}take-over/").status_code == 302
    assert "Taken over" in words(client.get(place))
    assert "Dossiers de passation" in words(client.get("/fr/presence/files/"))
    sign_in(client, factories.account("XA"))
    assert client.get(place).status_code == 404
    assert client.get(f"{FILES}new/").status_code == 404


def test_the_log_is_filtered_summed_and_taken_away(client: Client, sign_in: SignIn) -> None:
    cast()
    for host in ("XA", "XB"):
        embassy(host, "FR", date(2026, 1, 1), None, "PO(2025)0001")
    france = factories.account("FR", Role.DELEGATE)
    sign_in(client, france)
    assert "Nothing is logged." in words(client.get(LOG))
    assert "Quiet" in words(client.get("/en/presence/"))
    sent = {"held_on": TODAY.isoformat(), "kind": "event", "subject": "Debate at the university", "reached": "120"}
    for host in ("XA", "XB"):
        assert client.post(f"{LOG}new/", {**sent, "host": host}).status_code == 302
    embassy("XC", "FR", date(2026, 1, 1), None)  # known from public facts: nobody was asked to log here
    assert "Quiet" not in words(client.get("/en/presence/"))
    refused = client.post(f"{LOG}new/", {**sent, "host": "XA", "held_on": "2026-12-20"})
    assert (refused.status_code, "this day is still to come" in words(refused)) == (409, True)
    early = client.post(f"{LOG}new/", {**sent, "host": "XA", "held_on": "2025-12-20"})
    assert "no contact point of yours served there" in words(early)
    assert client.post(f"{LOG}new/", {**sent, "host": "XA", "reached": "-1"}).status_code == 422
    text = words(client.get(f"{LOG}?host=XA&kind=event"))
    assert "Event: 1" in text
    assert "People reached: 120" in text
    sheet = client.get(f"{LOG}export.csv?host=XA").content.decode("utf-8-sig")
    assert "XA,Arcadia,FR,2026-11-24,event,Debate at the university,,120" in sheet
    assert "XB" not in sheet
    sign_in(client, factories.account("BE", Role.DELEGATE))
    assert "no contact point of yours served there" in words(client.get(f"{LOG}new/"))
    sign_in(client, factories.account("XA"))
    text = words(client.get(LOG))
    assert "Debate at the university" in text
    assert "Belmora" not in text
    assert client.get(f"{LOG}new/").status_code == 404


# -- missions ----------------------------------------------------------------------------------------------------------

MISSIONS = "/en/presence/missions/"
LETTER = {
    "party": "XA",
    "name": "Nadia Kern",
    "email": "nadia@arcadia.test",
    "role": "mission_officer",
    "locale": "fr",
    "letter": "XA/MIS/1",
    "letter_on": TODAY.isoformat(),
}


def test_missions_ask_no_more_for_three_than_for_one(client: Client, sign_in: SignIn) -> None:
    cast()
    sign_in(client, factories.staff())
    counted = []
    for number in range(3):
        client.post(f"{MISSIONS}new/", {**LETTER, "email": f"n{number}@arcadia.test"})
        row = Accreditation.objects.latest("pk")
        counted.append([count(client, path) for path in (MISSIONS, f"{MISSIONS}{row.pk}/")])
    assert counted[0] == counted[2]
    assert max(counted[0]) <= 16


def test_a_mission_notifies_the_desk_answers_and_the_access_opens_and_closes(client: Client, sign_in: SignIn) -> None:
    cast()
    head, desk = factories.account("XA", Role.HEAD_OF_MISSION), factories.staff()
    sign_in(client, head)
    assert "Nobody is listed." in words(client.get(MISSIONS))
    bare = client.post(f"{MISSIONS}new/", {**LETTER, "letter": " "})
    assert (bare.status_code, "the reference of the letter is missing" in words(bare)) == (409, True)
    assert "Nadia Kern" in words(bare)
    late = client.post(f"{MISSIONS}new/", {**LETTER, "letter_on": "2026-12-20"})
    assert "this letter is of a day to come" in words(late)
    assert "nobody notifies oneself" in words(client.post(f"{MISSIONS}new/", {**LETTER, "email": head.email}))
    assert client.post(f"{MISSIONS}new/", {**LETTER, "email": "nobody"}).status_code == 422
    assert client.post(f"{MISSIONS}new/", LETTER).status_code == 302
    assert "this is notified already" in words(client.post(f"{MISSIONS}new/", LETTER))
    place = f"{MISSIONS}{Accreditation.objects.get().pk}/"
    assert "the desk answers notifications" in words(client.get(f"{place}accept/"))
    assert "this accreditation has moved on" in words(client.get(f"{place}arrive/"))

    sign_in(client, desk)
    assert "A mission has notified somebody by letter" in words(client.get("/en/today/"))
    assert "the reason is missing" in words(client.post(f"{place}decline/", {"reason": ""}))
    assert client.post(f"{place}accept/", {"reply": "IS/2"}).status_code == 302
    sign_in(client, head)
    assert client.post(f"{place}arrive/").status_code == 302
    text = words(client.get(place))
    for said in ("Nadia Kern", "At the mission", "XA/MIS/1", "IS/2", "A deputy is named on the page"):
        assert said in text
    assert client.post(f"{place}depart/").status_code == 302
    text = words(client.get(place))
    assert "Departed" in text
    assert "Closed: this person does not act for the mission today." in text
    listed = words(client.get(f"{MISSIONS}?party=XA&state=departed"))
    assert "Nadia Kern" in listed
    assert "Nadia Kern" not in words(client.get(f"{MISSIONS}?state=arrived"))
    sheet = client.get(f"{MISSIONS}export.csv").content.decode("utf-8-sig")
    assert "XA,Arcadia,Nadia Kern,mission_officer,departed,XA/MIS/1,2026-11-24,IS/2" in sheet
    assert client.get(f"{MISSIONS}export.xlsx").status_code == 200
    assert "Accréditations" in words(client.get("/fr/presence/missions/"))


def test_who_is_declined_reads_why_and_others_see_nothing(client: Client, sign_in: SignIn) -> None:
    cast()
    sign_in(client, factories.staff())
    client.post(f"{MISSIONS}new/", LETTER)
    place = f"{MISSIONS}{Accreditation.objects.get().pk}/"
    client.post(f"{place}decline/", {"reason": "The list is full."})
    officer = factories.account("XA")
    sign_in(client, officer)
    assert "The list is full." in words(client.get(place))
    assert "the head of mission speaks for its people" in words(client.get(f"{MISSIONS}new/"))
    sign_in(client, factories.account("XB"))
    assert client.get(place).status_code == 404
    assert "Nadia Kern" not in words(client.get(MISSIONS))
    sign_in(client, factories.account("FR", Role.DELEGATE))
    assert client.get(MISSIONS).status_code == 404


# -- the weekly mail, and what is new ----------------------------------------------------------------------------------


def test_the_weekly_mail_is_asked_for_in_the_settings(client: Client, sign_in: SignIn) -> None:
    found = factories.account("XA")
    sign_in(client, found)
    assert "A weekly mail with what has changed" in words(client.get("/en/people/settings/"))
    assert not found.weekly_mail, "nobody has it who did not ask"
    sent = {"locale": "en", "time_zone": "Europe/Brussels", "density": "standard", "weekly_mail": "on"}
    assert client.post("/en/people/settings/", sent).status_code == 302
    found.refresh_from_db()
    assert found.weekly_mail
    french = words(client.get("/fr/people/settings/"))
    assert "Un courriel hebdomadaire avec ce qui a changé" in french


def test_what_one_did_oneself_is_no_news(client: Client, sign_in: SignIn) -> None:
    cast()
    head = factories.account("XA", Role.HEAD_OF_MISSION, visited_at=NOW - timedelta(days=1))
    desk = factories.staff(visited_at=NOW - timedelta(days=1))
    sign_in(client, head)
    client.post(f"{MISSIONS}new/", LETTER)
    assert "Notified somebody" not in words(client.get("/en/today/"))
    sign_in(client, desk)
    assert "Notified somebody" in words(client.get("/en/today/"))
    client.post(f"{MISSIONS}{Accreditation.objects.get().pk}/accept/", {"reply": "IS/2"})
    sign_in(client, head)
    news = words(client.get("/en/today/"))
    assert "Accepted the notification" in news
    assert "Notified somebody" not in news
