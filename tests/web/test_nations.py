"""Pages about nations, organisations and providers, and the page for everybody: words, audiences, questions asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import Role
from comity.kernel.models import Entry, Refusal
from comity.parties.loading import (
    load_reference,
    put_embassy,
    put_mission,
    put_party,
    put_provider,
    put_standing,
    reading,
)
from comity.parties.models import (
    ContactPointEmbassy,
    Mission,
    Party,
    Provider,
    StaffNote,
    Standing,
    Suspension,
    ToolAccess,
)
from comity.parties.rules import Kind
from comity.web.nations import labels
from tests import factories

pytestmark = pytest.mark.django_db

LONG_AGO = date(1995, 1, 1)
NAMES = {
    "XA": ("Arcadia", "Arcadie", "eapc-pfp"),
    "XB": ("Belmora", "Belmora", "md"),
    "XC": ("Cassovia", "Cassovie", "ici"),
    "XD": ("Drevania", "Drévanie", "global"),
}
SignIn = Callable[[Client, Any], Client]


def partner(code: str) -> Party:
    """A partner as the loaders make one."""
    name_en, name_fr, framework = NAMES[code]
    party = put_party(
        code,
        kind=Kind.NATION,
        name_en=name_en,
        name_fr=name_fr,
        capital="Aria",
        latitude=Decimal(40),
        longitude=Decimal(20),
        is_fictional=True,
    )
    for community in ("partners", f"framework:{framework}"):
        put_standing(party, community, since_on=LONG_AGO, source="invented")
    return party


def seat() -> Party:
    return put_party("IS", kind=Kind.STAFF, name_en="International Staff", name_fr="Secrétariat international")


def ally() -> Party:
    party = put_party("FR", kind=Kind.NATION, name_en="France", name_fr="France")
    put_standing(party, "allies", since_on=date(1949, 8, 24), source="general knowledge")
    return party


@pytest.fixture
def world(db: None) -> None:
    """Three partners, an Ally, the staff; Arcadia with a mission and an embassy, Belmora with a school."""
    seat()
    arcadia, belmora, _ = partner("XA"), partner("XB"), partner("XC")
    france = ally()
    put_mission(
        arcadia, name_en="Mission of Arcadia", name_fr="Mission d'Arcadie", since_on=LONG_AGO, email="m@example.test"
    )
    put_embassy(
        arcadia,
        france,
        since=reading.since("2025"),
        until=reading.until("2030-12-31"),
        mode="joint",
        mandate_number=2,
        source="read in a gazette",
    )
    put_provider(
        "BSTC",
        party=belmora,
        kind="ptec",
        name_en="Belmora Staff Training Centre",
        abbreviation="BSTC",
        city="Port Bel",
    )


def words(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True).split())


def main(answer: Any) -> str:
    found = BeautifulSoup(answer.content, "html.parser").find("main")
    assert found is not None
    return " ".join(found.get_text(" ", strip=True).split())


def signed(sign_in: SignIn, code: str, *roles: Role) -> Client:
    return sign_in(Client(), factories.account(code, *roles, since_on=LONG_AGO, name=f"Somebody of {code}"))


def asked(client: Client, address: str) -> int:
    client.get(address)  # the first answer fills caches that are not data
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(found)


# -- the list ----------------------------------------------------------------------------------------------------------


def test_the_list_says_who_stands_where_since_when(world: None, client: Client) -> None:
    text = main(client.get("/en/nations/"))
    assert "4 of 4 nations, as they stood on" in text
    assert "Arcadia XA · invented Partner EAPC/PfP 1 Jan 1995 Aria" in text
    assert "France FR Ally none 24 Aug 1949" in text


def test_the_list_in_french(world: None, client: Client) -> None:
    text = main(client.get("/fr/nations/"))
    assert "Arcadie XA · inventé Partenaire CPEA/PPP" in text
    assert "4 nations sur 4, selon leur statut au" in text
    for english in ("Partner ", "Since", "invented", "Frameworks"):
        assert english not in text


def test_the_list_on_another_day(world: None, client: Client) -> None:
    text = main(client.get("/en/nations/?on=1994-12-31"))
    assert "as they stood on 31 Dec 1994" in text
    assert "Arcadia XA · invented No standing none" in text
    assert "France FR Ally" in text


def test_filters_narrow_the_list_and_are_counted(world: None, client: Client) -> None:
    soup = BeautifulSoup(client.get("/en/nations/?framework=md").content, "html.parser")
    assert [a.get_text() for a in soup.select("tbody a.c-row-title")] == ["Belmora"]
    options = {option.get_text(" ", strip=True) for option in soup.select(".c-filter-option")}
    assert {"Partners 1", "Allies 0", "Mediterranean Dialogue 1", "Istanbul Cooperation Initiative 1"} <= options
    text = main(client.get("/en/nations/?q=ARCAD&state=ally"))
    assert "No nation fits all of this." in text
    assert [
        a.get_text()
        for a in BeautifulSoup(client.get("/fr/nations/?q=drev").content, "html.parser").select("tbody a.c-row-title")
    ] == []
    partner("XD")
    found = BeautifulSoup(client.get("/fr/nations/?q=drevan").content, "html.parser")
    assert [a.get_text() for a in found.select("tbody a.c-row-title")] == ["Drévanie"]


def test_a_chip_takes_its_filter_away(world: None, client: Client) -> None:
    soup = BeautifulSoup(client.get("/en/nations/?framework=md&state=partner&on=2020-01-01").content, "html.parser")
    chips = {chip.get_text(" ", strip=True): chip["href"] for chip in soup.select("a.c-chip")}
    assert chips["Partners take away"] == "/en/nations/?framework=md&on=2020-01-01"
    assert chips["MD take away"] == "/en/nations/?state=partner&on=2020-01-01"


@pytest.mark.parametrize("day", ["1900-01-01", "2026-02-30", "yesterday", "9999-12-31"])
def test_a_day_that_cannot_be_is_told_at_the_field(world: None, client: Client, day: str) -> None:
    answer = client.get(f"/en/nations/?on={day}")
    assert answer.status_code == 422
    assert day in answer.content.decode()
    assert "ds-validation-message" in answer.content.decode()


def test_an_unknown_filter_is_not_taken_for_a_nation(world: None, client: Client) -> None:
    assert client.get("/en/nations/?framework=nowhere").status_code == 422


def test_htmx_gets_the_results_alone(world: None, client: Client) -> None:
    answer = client.get("/en/nations/?framework=md", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert "Belmora" in answer.content.decode()


def test_the_csv_holds_exactly_what_is_filtered_and_no_formula(world: None, client: Client) -> None:
    Party.objects.filter(code="XB").update(name_en="=1+1")
    answer = client.get("/en/nations/export.csv?framework=md&on=2020-01-01")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nations-2020-01-01.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["code"] for row in rows] == ["XB"]
    assert rows[0]["name_en"] == "'=1+1"
    assert (rows[0]["standing"], rows[0]["frameworks"], rows[0]["since"]) == ("partner", "md", "1995-01-01")


def test_a_list_asks_as_much_for_three_rows_as_for_one(client: Client) -> None:
    partner("XA")
    pages = ["/en/nations/", "/en/", "/en/nations/export.csv", "/en/nations/organisations/", "/en/nations/providers/"]
    once = {page: asked(client, page) for page in pages}
    for code in ("XB", "XC", "XD"):
        put_provider(f"P{code}", party=partner(code), kind="ptec", name_en=f"School {code}")
        put_party(f"ORG-{code}", kind=Kind.ORGANISATION, name_en=code, name_fr=code)
    assert {page: asked(client, page) for page in pages} == once
    assert max(once.values()) < 12


# -- the page of a nation ----------------------------------------------------------------------------------------------


def test_everybody_reads_the_public_part(world: None, client: Client) -> None:
    text = words(client.get("/en/nations/XA/"))
    assert "Partner XA · invented for the demonstration Arcadia" in text
    assert "Euro-Atlantic Partnership Council and Partnership for Peace, since 1 Jan 1995" in text
    assert "Contact point embassy France" in text
    for hidden in ("Mission of Arcadia", "Staff notes", "History", "Change of standing"):
        assert hidden not in text
    presence = main(client.get("/en/nations/XA/presence/"))
    assert "France serves 2025 31 Dec 2030 jointly · mandate 2 read in a gazette" in presence
    assert "A mandate lasts 2 years unless the decision says otherwise (W-63)." in presence
    assert "m@example.test" not in presence


def test_who_has_signed_in_sees_missions_and_the_history(world: None, sign_in: SignIn) -> None:
    client = signed(sign_in, "XB")
    assert "Mission Mission of Arcadia" in words(client.get("/en/nations/XA/"))
    assert "m@example.test" in words(client.get("/en/nations/XA/presence/"))
    assert client.get("/en/nations/XA/history/").status_code == 200


def test_the_page_on_another_day(world: None, client: Client) -> None:
    text = words(client.get("/en/nations/XA/?on=1990-01-01"))
    assert "As it stood on Monday 1 January 1990." in text
    assert "No standing XA" in text
    assert client.get("/en/nations/XA/?on=1066-10-14").status_code == 422


def test_what_is_not_there_or_not_a_part_of_the_file_is_not_found(world: None, client: Client, sign_in: SignIn) -> None:
    for address in ("XX/", "xa/", "XA/secrets/", "XA/history/", "providers/NOPE/"):
        assert client.get(f"/en/nations/{address}").status_code == 404, address
    assert signed(sign_in, "IS", Role.COUNCIL_SECRETARY).get("/en/nations/XA/change/annex/").status_code == 404


def test_the_tools_of_a_partner_with_their_grounds(world: None, client: Client, sign_in: SignIn) -> None:
    open_to_all = main(client.get("/en/nations/XB/programmes/"))
    assert "Individual Partnership and Cooperation Programme Open P§13" in open_to_all
    assert "Planning and Review Process By decision of the Council P§13" in open_to_all
    ToolAccess.objects.create(
        party=Party.objects.get(code="XB"),
        tool="PARP",
        opened_on=date(2020, 1, 1),
        decision="PO(2020)0001",
        audience=["signed-in"],
    )
    assert "Planning and Review Process Open PO(2020)0001 , 1 Jan 2020" in main(
        signed(sign_in, "XC").get("/en/nations/XB/programmes/")
    )
    Suspension.objects.create(
        party=Party.objects.get(code="XB"), since_on=date(2021, 1, 1), source="t", audience=["public"]
    )
    suspended = words(client.get("/en/nations/XB/programmes/"))
    assert "Partner, suspended XB" in suspended
    assert "While its standing is suspended no tool is open to it (W-61)." in suspended
    assert "Open P§13" not in suspended


def test_facts_that_are_general_knowledge_are_marked(world: None, client: Client) -> None:
    assert "Unconfirmed general knowledge" in main(client.get("/en/nations/FR/standing/"))
    assert "Unconfirmed" not in main(client.get("/en/nations/XA/standing/"))


def test_the_count_sees_a_question_for_each_row(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "/en/nations/providers/"
    monkeypatch.setattr("comity.web.nations.lists.parties.providers", lambda **_: list(Provider.objects.all()))
    once = asked(client, page)
    put_provider("PXC", party=Party.objects.get(code="XC"), kind="ptec", name_en="School XC")
    assert asked(client, page) > once


def test_a_page_asks_as_much_for_three_rows_as_for_one(world: None, sign_in: SignIn) -> None:
    client = signed(sign_in, "IS")
    france, arcadia = Party.objects.get(code="FR"), Party.objects.get(code="XA")
    pages = [f"/en/nations/XA/{tab}" for tab in ("", "standing/", "presence/", "programmes/")]
    once = {page: asked(client, page) for page in pages}
    for year in (2001, 2003, 2005):
        Standing.objects.create(
            party=arcadia,
            community="invitees",
            epoch=1,
            since_on=date(year, 1, 1),
            until_on=date(year, 6, 1),
            source="t",
            audience=["public"],
        )
        put_embassy(arcadia, france, since=reading.since(str(year)), until=reading.until(str(year)), source="t")
        put_provider(f"A{year}", party=arcadia, kind="coe", name_en=f"Centre {year}")
    assert {page: asked(client, page) for page in pages} == once


def test_the_reader_is_offered_what_they_most_likely_want(world: None, sign_in: SignIn, client: Client) -> None:
    def primary(reader: Client, code: str) -> str:
        soup = BeautifulSoup(reader.get(f"/en/nations/{code}/").content, "html.parser")
        return " ".join(link.get_text(strip=True) for link in soup.select(".c-header .c-actions a"))

    assert primary(client, "XA") == ""
    assert primary(signed(sign_in, "XB"), "XA") == ""
    assert primary(signed(sign_in, "XA"), "XA") == "Open our programme"
    assert primary(signed(sign_in, "IS", Role.DESK_OFFICER), "XA") == "Prepare a decision"
    assert primary(signed(sign_in, "IS", Role.AUDITOR), "XA") == ""
    assert primary(signed(sign_in, "IS", Role.DESK_OFFICER), "FR") == ""


# -- the staff's file --------------------------------------------------------------------------------------------------


def test_a_note_is_written_by_the_desk_and_shown_to_the_staff_alone(world: None, sign_in: SignIn) -> None:
    desk = signed(sign_in, "IS", Role.DESK_OFFICER)
    answer = desk.post("/en/nations/XA/note/", {"text": "They prefer Tuesdays."})
    assert answer.headers["Location"] == "/en/nations/XA/"
    text = words(desk.get("/en/nations/XA/"))
    assert "Staff notes: not shown to the party" in text
    assert "They prefer Tuesdays. Somebody of IS" in text
    assert "Wrote a note into the staff's file" in words(desk.get("/en/nations/XA/history/"))
    for reader in (signed(sign_in, "XA"), signed(sign_in, "XB"), signed(sign_in, "FR", Role.DELEGATE), Client()):
        for address in ("/en/nations/XA/", "/en/nations/XA/history/"):
            text = words(reader.get(address))
            assert "Tuesdays" not in text
            assert "Staff notes" not in text
            assert "Wrote a note" not in text


def test_for_others_there_is_no_file_to_write_in(world: None, sign_in: SignIn) -> None:
    for code, role in (("XA", Role.MISSION_OFFICER), ("FR", Role.DELEGATE)):
        assert signed(sign_in, code, role).post("/en/nations/XA/note/", {"text": "x"}).status_code == 404
    assert StaffNote.objects.count() == 0


def test_an_auditor_reads_the_file_and_is_refused_to_write(world: None, sign_in: SignIn) -> None:
    auditor = signed(sign_in, "IS", Role.AUDITOR)
    page = auditor.get("/en/nations/XA/")
    assert "Staff notes" in words(page)
    assert "New note" not in words(page)
    answer = auditor.post("/en/nations/XA/note/", {"text": "They prefer Tuesdays."})
    assert answer.status_code == 409
    assert "Not written: this file is not yours" in words(answer)
    assert "They prefer Tuesdays." in answer.content.decode(), "what was typed is kept"
    assert StaffNote.objects.count() == 0


def test_an_empty_note_is_told_at_the_field(world: None, sign_in: SignIn) -> None:
    answer = signed(sign_in, "IS").post("/en/nations/XA/note/", {"text": "  "})
    assert answer.status_code == 422
    assert "New note" in words(answer)


# -- changes of standing -----------------------------------------------------------------------------------------------


def test_the_council_secretary_enters_a_joining_a_suspension_its_end_and_a_leaving(
    world: None, sign_in: SignIn
) -> None:
    secretary = signed(sign_in, "IS", Role.COUNCIL_SECRETARY)
    sent = {"community": "framework:ici", "since_on": "2026-01-01", "decision": "PO(2026)0001"}
    answer = secretary.post("/en/nations/XB/change/join/", sent)
    assert answer.headers["Location"] == "/en/nations/XB/standing/"
    assert "It is entered." in words(secretary.get("/en/nations/XB/standing/"))
    secretary.post("/en/nations/XB/change/suspend/", {"since_on": "2026-02-01", "decision": "PO(2026)0002", "note": ""})
    assert "Partner, suspended" in words(secretary.get("/en/nations/XB/?on=2026-02-01"))
    secretary.post("/en/nations/XB/change/resume/", {"until_on": "2026-03-01", "decision": "PO(2026)0003"})
    assert "Partner, suspended" not in words(secretary.get("/en/nations/XB/?on=2026-03-01"))
    for community in ("framework:md", "framework:ici"):
        secretary.post(
            "/en/nations/XB/change/leave/",
            {"community": community, "until_on": "2026-04-01", "decision": "PO(2026)0004"},
        )
    text = words(secretary.get("/en/nations/XB/standing/?on=2026-04-01"))
    assert "No standing XB" in text
    assert "Istanbul Cooperation Initiative 1 Jan 2026 1 Apr 2026 PO(2026)0004 PO(2026)0001" in text
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "parties.join",
        "parties.suspend",
        "parties.resume",
        "parties.leave",
        "parties.leave",
    ]
    history = words(secretary.get("/en/nations/XB/history/"))
    assert "Entered a joining Somebody of IS, International Staff" in history


def test_the_council_secretary_opens_a_tool(world: None, sign_in: SignIn) -> None:
    secretary = signed(sign_in, "IS", Role.COUNCIL_SECRETARY)
    answer = secretary.post("/en/nations/XB/change/open-tool/", {"tool": "PARP", "decision": "PO(2026)0188"})
    assert answer.headers["Location"] == "/en/nations/XB/programmes/"
    assert "Planning and Review Process Open PO(2026)0188" in main(secretary.get("/en/nations/XB/programmes/"))


def test_without_a_decision_the_refusal_stands_above_the_form_with_what_was_typed(world: None, sign_in: SignIn) -> None:
    secretary = signed(sign_in, "IS", Role.COUNCIL_SECRETARY)
    answer = secretary.post(
        "/en/nations/XB/change/suspend/", {"since_on": "2026-02-01", "note": "pending", "decision": ""}
    )
    assert answer.status_code == 409
    text = words(answer)
    assert "Not entered: no decision of the Council is named" in text
    assert "A change in the standing of Belmora rests on a decision, and none is given." in text
    assert 'value="pending"' in answer.content.decode()
    assert Suspension.objects.count() == 0
    assert Refusal.objects.count() == 1
    french = secretary.post("/fr/nations/XB/change/open-tool/", {"tool": "PARP", "decision": ""})
    assert "Non ouvert : le Conseil ne l'a pas décidé" in words(french).replace("\u202f", " ").replace("’", "'")


def test_a_form_that_cannot_be_read_is_told_at_the_field(world: None, sign_in: SignIn) -> None:
    secretary = signed(sign_in, "IS", Role.COUNCIL_SECRETARY)
    answer = secretary.post("/en/nations/XB/change/join/", {"community": "framework:nowhere", "since_on": "soon"})
    assert answer.status_code == 422
    assert Standing.objects.filter(party__code="XB").count() == 2


def test_why_others_cannot_change_it(world: None, sign_in: SignIn) -> None:
    for reader in (signed(sign_in, "XB"), signed(sign_in, "IS", Role.DESK_OFFICER)):
        assert "Why can't I change this?" in words(reader.get("/en/nations/XB/standing/"))
        text = words(reader.get("/en/nations/XB/change/join/"))
        assert "Not changed: the Council secretary enters this" in text
        assert "Decision of the Council" not in text, "no form that could not be sent"
        refused = reader.post("/en/nations/XB/change/suspend/", {"since_on": "2026-02-01", "decision": "PO(2026)0001"})
        assert refused.status_code == 409
    assert Suspension.objects.count() == 0
    assert Client().get("/en/nations/XB/change/join/").status_code == 302, "who has not signed in is sent to do so"


# -- names -------------------------------------------------------------------------------------------------------------


def test_an_administrator_settles_names_that_every_page_then_uses(world: None, sign_in: SignIn, client: Client) -> None:
    administrator = signed(sign_in, "IS", Role.ADMINISTRATOR)
    assert "XB Belmora Belmora the public one Change Belmora" in main(administrator.get("/en/nations/names/"))
    answer = administrator.post("/en/nations/XB/name/", {"name_en": "Belmora (the)", "name_fr": "Belmore"})
    assert answer.headers["Location"] == "/en/nations/names/"
    assert "Belmora (the)" in main(client.get("/en/nations/"))
    assert "Belmore" in main(client.get("/fr/"))
    assert "Change Belmora (the)" in main(administrator.get("/en/nations/names/?q=belmora"))
    assert "Nothing bears that name." in main(administrator.get("/en/nations/names/?q=atlantis"))
    administrator.post("/en/nations/XB/name/", {"name_en": "", "name_fr": ""})
    assert "Belmora (the)" not in main(client.get("/en/nations/"))


def test_others_see_the_names_and_why_they_cannot_settle_them(world: None, sign_in: SignIn) -> None:
    officer = signed(sign_in, "XB")
    assert "Not named: an administrator settles names" in words(officer.get("/en/nations/names/"))
    assert "Not named: an administrator settles names" in words(officer.get("/en/nations/XB/name/"))
    assert officer.post("/en/nations/XB/name/", {"name_en": "Grand Belmora"}).status_code == 409
    assert Party.objects.get(code="XB").given_name_en == ""


# -- organisations and providers ---------------------------------------------------------------------------------------


def test_providers_are_found_by_words_kind_and_day(world: None, client: Client) -> None:
    assert "1 provider" in words(client.get("/en/nations/providers/?q=port+bel"))
    assert "Belmora Staff Training Centre BSTC Partnership training and education centre Belmora Port Bel" in main(
        client.get("/en/nations/providers/?kind=ptec")
    )
    assert "No provider fits all of this." in words(client.get("/en/nations/providers/?kind=coe"))
    assert client.get("/en/nations/providers/?on=1900-01-01").status_code == 422
    text = words(client.get("/fr/nations/providers/BSTC/"))
    assert "Partie qui en répond Belmora" in text
    assert "Reconnu ou inscrit depuis non connu" in text


def test_organisations_and_their_pages_from_the_public_facts(client: Client) -> None:
    load_reference()
    text = main(client.get("/fr/nations/organisations/"))
    assert "Organisation des Nations Unies Joint Declaration on UN/NATO Secretariat Cooperation" in text
    assert "23 sept. 2008" in text
    page = words(client.get("/en/nations/ORG-UN/"))
    assert "Organisation ORG-UN United Nations" in page
    assert "Basis of the cooperation Joint Declaration on UN/NATO Secretariat Cooperation" in page
    for nations_only in ("Another day", "Tools", "Mission and embassies"):
        assert nations_only not in page


def test_the_facts_of_real_nations_read_as_they_were(client: Client) -> None:
    load_reference()
    text = main(client.get("/en/nations/?on=2011-04-15&state=ally"))
    assert "28 of 83 nations, as they stood on 15 Apr 2011" in text
    assert "Japan JP Partner Global by Apr 2011 Tokyo" in main(client.get("/en/nations/?q=japan"))
    malta = main(client.get("/en/nations/MT/standing/"))
    assert "Euro-Atlantic Partnership Council and Partnership for Peace 26 Apr 1995 27 Oct 1996" in malta
    macedonia = main(client.get("/en/nations/MK/?on=2011-04-15"))
    assert "In papers of April 2011 the former Yugoslav Republic of Macedonia" in macedonia
    georgia = main(client.get("/en/nations/GE/programmes/"))
    assert "Individual Partnership Action Plan IPAP 29 Oct 2004 Dec 2008 First IPAP" in georgia
    assert "Chisinau" in main(client.get("/fr/nations/?q=chisinau"))


# -- for everybody -----------------------------------------------------------------------------------------------------


def test_the_page_for_everybody_needs_no_sign_in_and_shows_map_list_and_policy(world: None, client: Client) -> None:
    answer = client.get("/en/")
    text = main(answer)
    assert answer.status_code == 200
    assert "there are 1 Allies and 3 partners." in text
    assert "Mediterranean Dialogue 1 Belmora" in text
    assert "Partners across the globe 0 No partner belongs to it on that day." in text
    assert "The policy ranks none of its eight objectives above another" in text
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one('a[href="/en/account/login/"]') is not None
    assert {link["aria-label"] for link in soup.select("svg.d-map a")} == {
        "Arcadia (EAPC/PfP)",
        "Belmora (MD)",
        "Cassovia (ICI)",
    }
    assert "Land outline only: no borders are drawn." in text
    assert "The menu in numbers" not in text, "nothing of it is public here"


def test_the_page_for_everybody_in_french(world: None, client: Client) -> None:
    text = words(client.get("/fr/")).replace("\u202f", " ").replace("’", "'")
    assert "Les partenariats de l'Alliance" in text
    assert "il y a 1 Alliés et 3 partenaires." in text
    assert "Dialogue méditerranéen 1 Belmora" in text


def test_the_accessibility_statement(client: Client) -> None:
    for language, said in (("en", "Whom to tell"), ("fr", "À qui le signaler")):
        answer = client.get(f"/{language}/accessibility/")
        assert answer.status_code == 200
        assert said in words(answer)


# -- words -------------------------------------------------------------------------------------------------------------


def test_every_verb_of_the_house_has_words() -> None:
    from comity.kernel.action import ACTIONS  # noqa: PLC0415

    verbs = {name for name in ACTIONS if name.startswith("parties.")}
    assert verbs <= set(labels.VERBS)


def test_no_page_carries_a_style_or_a_script_of_its_own(world: None, sign_in: SignIn) -> None:
    client = signed(sign_in, "IS")
    for address in ("/en/", "/en/nations/", "/en/nations/XA/", "/en/nations/XA/presence/", "/en/nations/names/"):
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        assert soup.select("[style]") == []
        assert [script for script in soup.select("script") if not script.get("src")] == []


# -- keeping who is present where --------------------------------------------------------------------------------------


MISSION_SENT = {
    "name_en": "Mission of Belmora",
    "name_fr": "Mission du Belmora",
    "since_on": "2024-01-01",
    "source": "Letter of 12 January 2024",
}


def test_the_desk_officer_enters_corrects_and_ends_a_mission(world: None, sign_in: SignIn) -> None:
    client = signed(sign_in, "IS", Role.DESK_OFFICER)
    page = "/en/nations/XB/presence/"
    assert "Enter a mission" in main(client.get(page))
    assert client.get(f"{page}mission/enter/").status_code == 200
    assert client.post(f"{page}mission/enter/", MISSION_SENT)["Location"] == page
    row = Mission.objects.get(party__code="XB")
    kept = main(client.get(page))
    assert "Mission of Belmora there From 1 Jan 2024 Until still there" in kept
    sent = {**MISSION_SENT, "email": "belmora@example.test"}
    wrong = client.post(f"{page}mission/{row.pk}/correct/", sent)
    assert wrong.status_code == 422
    assert "belmora@example.test" in wrong.content.decode(), "what was typed is kept"
    assert client.post(f"{page}mission/{row.pk}/correct/", {**sent, "reason": "They wrote."}).status_code == 302
    ended = client.post(f"{page}mission/{row.pk}/end/", {"until_on": "2025-06-01", "reason": "It closed."})
    assert ended.status_code == 302
    assert "Mission of Belmora From 1 Jan 2024 Until 31 May 2025" in main(client.get(page))
    history = words(client.get("/en/nations/XB/history/"))
    assert "Entered the end of a mission" in history
    assert "Date de fin" not in history
    assert client.get("/fr/nations/XB/presence/mission/enter/").status_code == 200


def test_a_mandate_and_a_provider_are_kept_and_shown_with_their_days(world: None, sign_in: SignIn) -> None:
    client = signed(sign_in, "IS", Role.COUNCIL_SECRETARY)
    page = "/en/nations/XB/presence/"
    mandate = {"ally": "FR", "since_on": "2025-01-01", "until_on": "2027-01-01", "mode": "sole", "source": "PO(2024)1"}
    assert client.post(f"{page}embassy/enter/", mandate).status_code == 302
    assert "France serves 1 Jan 2025 31 Dec 2026 alone" in main(client.get(page))
    refused = client.post(f"{page}embassy/enter/", {**mandate, "since_on": "2026-06-01"})
    assert refused.status_code == 409
    assert "Not entered: these days are covered already" in words(refused)
    school = {"code": "BMS", "kind": "ptec", "name_en": "Medical School", "since_on": "2020-03-01", "source": "note"}
    assert client.post(f"{page}provider/enter/", school).status_code == 302
    assert "Medical School" in main(client.get(page))
    assert "since 1 Mar 2020" in main(client.get(page))
    assert (
        client.get(f"{page}embassy/{ContactPointEmbassy.objects.get(host__code='XB').pk}/correct/").status_code == 200
    )
    assert client.get(f"{page}provider/{Provider.objects.get(code='BMS').pk}/end/").status_code == 200


def test_others_are_told_who_keeps_the_list_and_may_ask_for_a_correction(world: None, sign_in: SignIn) -> None:
    client = signed(sign_in, "XA", Role.MISSION_OFFICER)
    page = "/en/nations/XA/presence/"
    shown = main(client.get(page))
    assert "Enter a mission" not in shown
    assert "Something is wrong or missing here: ask for a correction" in shown
    why = client.get(f"{page}mission/enter/")
    assert "Not entered: this list is kept by the staff" in words(why)
    assert client.post(f"{page}mission/enter/", MISSION_SENT).status_code == 409
    assert Mission.objects.filter(party__code="XA").count() == 1


def test_a_line_of_another_nation_or_none_has_no_page(world: None, sign_in: SignIn) -> None:
    client = signed(sign_in, "IS", Role.DESK_OFFICER)
    pk = Mission.objects.get(party__code="XA").pk
    for verb in ("correct", "end"):
        assert client.get(f"/en/nations/XB/presence/mission/{pk}/{verb}/").status_code == 404
        assert client.get(f"/en/nations/XA/presence/embassy/{pk + 999}/{verb}/").status_code == 404
        assert client.get(f"/en/nations/XA/presence/consulate/{pk}/{verb}/").status_code == 404
