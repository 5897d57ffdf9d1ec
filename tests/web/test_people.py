"""Pages about people: exact words, constant queries, forms that keep what was typed, refusals in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from comity.core.actor import Role
from comity.kernel import bus, clock, outbox
from comity.kernel.models import Entry, Refusal
from comity.people.models import Account, Appointment, Request
from comity.web.people import duties, labels
from tests.factories import account, appointment, party, staff

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Account], Client]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def head(client: Client, sign_in: SignIn) -> Account:
    found = account("XA", Role.HEAD_OF_MISSION, name="Head")
    sign_in(client, found)
    return found


def read(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def words(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in page.select(selector)]


def today() -> date:
    return clock.now().date()


def held(found: Account) -> Appointment:
    return Appointment.objects.get(person=found.person)


# -- people of a party -------------------------------------------------------------------------------------------------


def test_the_list_says_who_acts_and_costs_the_same_for_one_and_three(client: Client, head: Account) -> None:
    client.get("/en/people/")
    counts = []
    for names in (("A. Ode",), ("B. Öst", "C. Pi")):
        for name in names:
            account("XA", name=name)
        with CaptureQueriesContext(connection) as queries:
            page = read(client, "/en/people/")
        counts.append(len(queries))
    assert words(page, "h1") == ["People of Arcadia"]
    assert words(page, "tbody tr") == [
        "Head Head of mission 1 Jan 2026 open Acts today",
        "A. Ode Mission officer 1 Jan 2026 open Acts today",
        "B. Öst Mission officer 1 Jan 2026 open Acts today",
        "C. Pi Mission officer 1 Jan 2026 open Acts today",
    ]
    assert words(page, ".c-header .ds-button") == ["Appoint somebody"]
    assert counts == [9, 9]


def test_who_does_not_appoint_is_told_why(client: Client, sign_in: SignIn) -> None:
    sign_in(client, account("XA"))
    page = read(client, "/en/people/")
    assert words(page, ".c-header .ds-button") == ["Why can't I appoint?"]
    why = read(client, "/en/people/appoint/")
    assert words(why, ".c-refusal h2") == ["Not done: you do not appoint for this party"]
    assert "The head of mission of Arcadia, or an administrator." in why.get_text()
    assert why.select("form.c-form") == []
    answer = client.post("/en/people/appoint/", {"email": "a@example.test"})
    assert answer.status_code == 409, "what is sent all the same is refused with a number"
    assert Appointment.objects.count() == 1


def test_the_people_of_another_party_are_seen_by_the_staff_alone(client: Client, sign_in: SignIn) -> None:
    account("XB", name="Of Belmora")
    party("XA")
    sign_in(client, account("XA"))
    assert client.get("/en/people/?party=XB").status_code == 404
    assert client.get("/en/people/?party=QQ").status_code == 404
    sign_in(client, staff())
    assert "Of Belmora" in read(client, "/en/people/?party=XB").get_text()
    assert client.get("/en/people/?party=QQ").status_code == 404


def test_an_appointment_that_may_not_be_seen_answers_as_one_that_is_not_there(client: Client, sign_in: SignIn) -> None:
    other = held(account("XB"))
    sign_in(client, account("XA", Role.HEAD_OF_MISSION))
    for path in ("", "end/", "deputise/", "hand-over/"):
        answers = []
        for number in (other.pk, 999_999):
            answer = client.get(f"/en/people/appointments/{number}/{path}")
            assert answer.status_code == 404
            text = answer.content.decode().replace(f"/appointments/{number}/", "/appointments/N/")
            answers.append(re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", text))
        assert answers[0] == answers[1]


# -- appointing --------------------------------------------------------------------------------------------------------

FORM = {"email": "nour@example.test", "name": "Nour Haddad", "role": "mission_officer", "locale": "fr"}


def test_somebody_is_appointed_and_gets_a_mail_in_their_language(client: Client, head: Account) -> None:
    answer = client.post("/en/people/appoint/", {**FORM, "since_on": today()}, follow=True)
    page = BeautifulSoup(answer.content, "html.parser")
    assert words(page, ".c-toast") == ["Nour Haddad is appointed."]
    assert "Nour Haddad" in page.get_text()
    assert outbox.deliver(clock.now()) == 1
    (letter,) = mail.outbox
    assert letter.to == ["nour@example.test"]
    assert letter.subject == "Vous agissez pour\u202f: Arcadie"
    assert "/fr/account/password/reset/" in letter.body
    assert Entry.objects.get().verb == "people.appoint"


def test_typing_an_address_tells_nobody_whose_it_is(client: Client, head: Account, sign_in: SignIn) -> None:
    other = account("XB", name="Real Name")
    answers = []
    for email in (other.email, "new@example.test"):
        sent = {**FORM, "email": email, "name": "As Typed", "since_on": today()}
        page = BeautifulSoup(client.post("/en/people/appoint/", sent, follow=True).content, "html.parser")
        assert words(page, ".c-toast") == ["As Typed is appointed."]
        answers.append([line for line in words(page, "tbody tr") if line.startswith("As Typed")][-1])
    assert answers[0] == answers[1]
    pages = [f"/en/people/appointments/{one.pk}/" for one in Appointment.objects.filter(name="As Typed")]
    for path in ("/en/people/", "/en/find/?q=real", "/en/register/", "/api/v1/register", *pages):
        assert "Real Name" not in client.get(path).content.decode(), path
    two = sign_in(Client(), Account.objects.get(pk=other.pk))
    assert two.get("/en/today/").status_code == 200
    assert "Real Name" not in client.get("/en/people/").content.decode(), "acting for another party shows nothing"
    assert two.post("/en/people/hats/", {"party": "XA"}).headers["Location"] == "/en/today/home/"
    assert "Real Name" in client.get("/en/people/").content.decode()


def test_who_has_no_other_hat_is_known_from_the_first_visit(client: Client, head: Account, sign_in: SignIn) -> None:
    other = account("XB", name="Real Name", since_on=today() - timedelta(days=9))
    client.post("/en/people/appoint/", {**FORM, "email": other.email, "name": "As Typed", "since_on": today()})
    Appointment.objects.filter(person=other.person, party__code="XB").update(until_on=today())
    assert "Real Name" not in client.get("/en/people/").content.decode()
    assert sign_in(Client(), Account.objects.get(pk=other.pk)).get("/en/today/").status_code == 200
    assert "Real Name" in client.get("/en/people/").content.decode()


def test_wrong_input_is_said_at_the_field_and_keeps_the_rest(client: Client, head: Account) -> None:
    answer = client.post("/en/people/appoint/", {**FORM, "email": "no address", "since_on": "31/31/2026"})
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("input[name=name][value='Nour Haddad']")
    assert len(page.select(".ds-validation-message")) == 2
    assert page.select_one(".ds-error-summary[autofocus]")
    assert Refusal.objects.count() == 0, "wrong input is no refusal"


def test_a_refusal_stands_over_the_form_with_what_was_typed(client: Client, head: Account) -> None:
    officer = account("XA", name="Officer")
    sent = {**FORM, "email": officer.email, "since_on": today()}
    answer = client.post("/en/people/appoint/", sent)
    assert answer.status_code == 409
    page = BeautifulSoup(answer.content, "html.parser")
    assert words(page, ".c-refusal h2") == ["Not appointed: the person already holds this role"]
    assert page.select_one(".c-refusal[role=alert][autofocus]")
    assert page.select_one("input[name=name][value='Nour Haddad']")
    refusal = Refusal.objects.get()
    assert refusal.number in page.get_text()
    assert Appointment.objects.filter(person=officer.person).count() == 1


# -- the other acts ----------------------------------------------------------------------------------------------------


def test_ending_deputising_and_handing_over_from_the_page(client: Client, head: Account) -> None:
    officer, colleague = account("XA", name="Officer"), account("XA", Role.TRAINING_COORDINATOR, name="Colleague")
    page = f"/en/people/appointments/{held(officer).pk}/"
    buttons = words(read(client, page), ".c-header .ds-button")
    assert buttons == ["Hand over…", "Name a deputy…", "End…"]
    until = today() + timedelta(days=9)
    sent = {"person": colleague.person_id, "since_on": today(), "until_on": until}
    assert client.post(f"{page}deputise/", sent).status_code == 302
    assert Appointment.objects.get(deputy_for=held(officer)).until_on == until
    listed = words(read(client, "/en/people/"), "tbody tr")
    assert any("Colleague in the place of Officer Mission officer" in line for line in listed)
    on = today() + timedelta(days=20)
    sent = {"person": colleague.person_id, "on": on, "notes": "All is in the file."}
    assert client.post(f"{page}hand-over/", sent).status_code == 302
    assert held(officer).until_on == on
    sent = {"ends_on": today()}
    assert client.post(f"{page}end/", sent).status_code == 302
    assert held(officer).until_on == today()
    history = words(read(client, page), ".c-timeline-what")
    assert [line.split(" Head")[0] for line in history] == [
        "Ended an appointment",
        "Handed over a post",
        "Named a deputy",
    ]


@pytest.mark.parametrize("path", ["end/", "deputise/", "hand-over/"])
def test_nothing_sent_is_wrong_input(client: Client, head: Account, path: str) -> None:
    page = f"/en/people/appointments/{held(account('XA')).pk}/{path}"
    assert client.get(page).status_code == 200
    assert client.post(page, {"x": "1"}).status_code == 422


def test_every_refused_act_leaves_its_number_in_the_history(client: Client, sign_in: SignIn) -> None:
    officer = account("XA", name="Officer")
    colleague = account("XA", Role.TRAINING_COORDINATOR, name="Colleague")
    sign_in(client, colleague)
    page = f"/en/people/appointments/{held(officer).pk}/"
    assert client.post(f"{page}end/", {"ends_on": today()}).status_code == 409
    found = read(client, page)
    assert words(found, ".c-header .ds-button") == ["Why can't I change this?"]
    assert words(found, ".c-timeline-note") == [Refusal.objects.get().number]


# -- oneself -----------------------------------------------------------------------------------------------------------


def test_settings_are_kept_and_the_page_answers_in_the_new_language(client: Client, sign_in: SignIn) -> None:
    found = account("XA")
    sign_in(client, found)
    assert words(read(client, "/en/people/settings/"), "h1") == ["My settings"]
    sent = {"locale": "fr", "time_zone": "Asia/Tbilisi", "density": "compact", "digest_mail": "on"}
    answer = client.post("/en/people/settings/", sent)
    assert answer.headers["Location"] == "/fr/people/settings/"
    assert client.cookies["comity_density"].value == "compact"
    assert client.cookies["comity_keys"].value == "off"
    found.refresh_from_db()
    assert (found.time_zone, found.single_keys, found.digest_mail) == ("Asia/Tbilisi", False, True)
    page = read(client, "/fr/people/settings/")
    assert words(page, ".c-toast") == ["Vos préférences sont enregistrées."]
    assert page.html is not None
    assert page.html["data-density"] == "compact"
    assert client.post("/en/people/settings/", {"locale": "xx"}).status_code == 422


def test_with_two_hats_one_says_for_whom_one_acts(client: Client, sign_in: SignIn) -> None:
    found = account("XA", name="Two hats")
    appointment(found.person, "XB", Role.COURSE_DIRECTOR)
    sign_in(client, found)
    page = read(client, "/en/people/hats/")
    assert words(page, ".c-acting") == ["You act for Arcadia . Change"]
    assert words(page, ".c-card h2") == ["Arcadia", "Belmora"]
    assert words(page, ".c-card .ds-button") == ["Act for Belmora"]
    assert client.post("/en/people/hats/", {"party": "XB"}).headers["Location"] == "/en/today/home/"
    assert words(read(client, "/en/people/hats/"), ".c-acting") == ["You act for Belmora . Change"]
    assert client.post("/en/people/hats/", {}).status_code == 422
    refused = client.post("/en/people/hats/", {"party": "FR"})
    assert refused.status_code == 409
    assert "Not changed: you do not act for this party today" in refused.content.decode()


def test_a_refusal_asked_for_by_htmx_is_the_panel_alone(client: Client, sign_in: SignIn) -> None:
    sign_in(client, account("XA"))
    answer = client.post("/en/people/hats/", {"party": "FR"}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.content.decode().strip().startswith("<section")
    assert answer.headers["Vary"] == "HX-Request, Cookie"


# -- what each role may do ---------------------------------------------------------------------------------------------


def test_what_a_role_may_do_is_read_out_of_the_rules(client: Client, head: Account) -> None:
    assert {"people.appoint", "people.end", "people.deputise", "people.hand_over"} <= set(
        duties.verbs_of(Role.HEAD_OF_MISSION)
    )
    assert "people.appoint" not in duties.verbs_of(Role.AUDITOR)
    assert set(duties.verbs_of(Role.DESK_OFFICER)) >= {"people.answer"}
    page = read(client, "/en/people/roles/")
    assert words(page, ".c-card h2")[0] == "Head of mission your role"
    assert "Appointed somebody" in words(page, "#head_of_mission li")
    assert words(page, "#auditor p") == ["Reads; no act is reserved to this role."]


def test_every_verb_of_the_house_has_words() -> None:
    verbs = {duty.verb for duty in duties.duties() if duty.verb.startswith("people.")}
    assert verbs == set(labels.VERBS)


# -- asking the staff --------------------------------------------------------------------------------------------------


def test_a_refusal_leads_to_a_request_and_back_to_an_answer(client: Client, sign_in: SignIn) -> None:
    desk, officer = staff(name="Desk"), account("XA", name="Officer")
    sign_in(client, officer)
    form = read(client, "/en/help/ask/?about=party:XA&refusal=R-2026-00001")
    assert "About refusal R-2026-00001:" in form.get_text()
    assert client.post("/en/help/ask/", {"text": "  "}).status_code == 422
    sent = {"about": "party:XA", "refusal": "R-2026-00001", "text": "Open it <script>, please"}
    page = BeautifulSoup(client.post("/en/help/ask/", sent, follow=True).content, "html.parser")
    assert "Open it <script>, please" in page.get_text()
    assert page.select(".c-main script") == []
    found = Request.objects.get()
    assert read(client, "/en/help/requests/").select_one(f"a[href='/en/help/requests/{found.pk}/']")
    assert page.select("textarea") == [], "who asks does not answer"
    refused = client.post(f"/en/help/requests/{found.pk}/", {"text": "Myself"})
    assert refused.status_code == 409
    sign_in(client, desk)
    answer = client.post(f"/en/help/requests/{found.pk}/", {"text": "It is open."}, follow=True)
    assert "It is open." in answer.content.decode()
    assert outbox.deliver(clock.now()) == 2
    assert {letter.to[0] for letter in mail.outbox} == {desk.email, officer.email}
    stranger = sign_in(Client(), account("XB"))
    assert stranger.get(f"/en/help/requests/{found.pk}/").status_code == 404


def test_without_a_wired_table_nothing_follows(monkeypatch: pytest.MonkeyPatch, client: Client, head: Account) -> None:
    """The negative control of the notices: they come from flows/table.py and from nowhere else."""
    monkeypatch.setattr(bus, "_table", {})
    client.post("/en/people/appoint/", {**FORM, "since_on": today()})
    assert outbox.deliver(clock.now()) == 0
