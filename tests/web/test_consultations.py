"""Pages of consultations and early warning, as each reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.consultations import actions
from comity.consultations.models import Alert, Concern, Consultation, FollowUp, Invitation, Meeting, Session
from comity.core.actor import FLOW
from comity.core.calendar import brussels_day
from comity.documents.models import Paper
from comity.kernel import clock
from tests import factories as make
from tests.consultations import alerts, formats
from tests.consultations.formats import NOW, TOLD

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
type As = Callable[[str], Client]
ASKED = {
    "subject": formats.SUBJECT,
    "participants": ["XB"],
    "occasion": "theme",
    "area": "emerging",
    "body": "council",
    "declared": "on",
}
BASE = "/en/consultations/"


@pytest.fixture
def people() -> formats.Cast:
    return formats.cast()


@pytest.fixture
def as_(people: formats.Cast, sign_in: SignIn) -> As:
    return lambda name: sign_in(Client(), people.accounts[name])


def text(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def page(client: Client, path: str = "", status: int = 200) -> str:
    answer = client.get(BASE + path)
    assert answer.status_code == status, f"{path}: {answer.status_code} {text(answer)[-1500:]}"
    return text(answer)


def sends(client: Client, path: str, data: dict[str, Any]) -> Any:
    answer = client.post(BASE + path, data)
    assert answer.status_code == 302, f"{path}: {answer.status_code} {text(answer)[-1500:]}"
    return answer


# -- asking ------------------------------------------------------------------------------------------------------------


def test_the_sentence_is_filled_in_checked_and_sent(as_: As) -> None:
    client = as_("aissata")
    empty = page(client, "request/")
    assert "would like to consult" in empty
    assert "The declaration about other forums is missing." in empty
    checked = client.post(f"{BASE}request/", {**ASKED, "check": "yes", "area": ""})
    assert checked.status_code == 200
    said = text(checked)
    assert "All 2 partners named may take part." in said
    assert "Outside the priority areas the Council has to decide on the area as well." in said
    assert "2 other partners will be told once the Council has approved it." in said
    assert not Consultation.objects.exists(), "checking sends nothing"
    sent = sends(client, "request/", ASKED)
    assert sent.headers["Location"] == f"{BASE}{clock.now().year}-001/"
    own = page(client, f"{clock.now().year}-001/")
    assert "What is still needed: The staff’s check: that no other forum is duplicated." in own


def test_htmx_gets_the_checks_alone(as_: As) -> None:
    answer = as_("aissata").post(f"{BASE}request/", {**ASKED, "check": "yes"}, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<ul class="c-checks">')


def test_a_refused_request_keeps_what_was_typed(as_: As) -> None:
    client = as_("aissata")
    answer = client.post(f"{BASE}request/", {**ASKED, "declared": "", "aim": "Kept words."})
    assert answer.status_code == 409
    said = text(answer)
    assert "Not asked for: the declaration is missing" in said
    assert "Kept words." in said
    assert "Partnership policy, paragraph 7a(i)" in said
    wrong = client.post(f"{BASE}request/", {**ASKED, "wanted_on": "tomorrow", "body": "nobody"})
    assert wrong.status_code == 422
    assert "Kept" not in text(wrong)


def test_the_staff_is_told_why_it_cannot_ask(as_: As) -> None:
    assert "Not asked for: a partner or an Ally asks" in page(as_("jana"), "request/")
    assert as_("jana").post(f"{BASE}request/", ASKED).status_code == 409


def test_the_checks_name_a_framework_that_holds_all_and_a_meeting_that_the_reader_may_see(
    as_: As, people: formats.Cast
) -> None:
    make.party("XE")
    on = brussels_day(clock.now()) + timedelta(days=30)
    for framework, title in (("eapc-pfp", "EAPC ambassadors"), ("md", "MD ambassadors")):
        meeting: dict[str, Any] = {"framework": framework, "on": on, "title_en": title, "title_fr": title}
        actions.enter_meeting(make.party("IS"), people.jana, clock.now(), **meeting)
    formats.requested(people)
    sent = {**ASKED, "participants": ["XE"], "wanted_on": on.isoformat(), "check": "yes"}
    said = text(as_("aissata").post(f"{BASE}request/", sent))
    assert "holds all of them: could it meet instead?" in said
    assert "On that day a framework meets: EAPC ambassadors." in said
    assert "MD ambassadors" not in said
    assert "There is one on a like subject: 2026-001" in said


def test_a_request_that_came_back_is_changed(as_: As, people: formats.Cast) -> None:
    row = formats.requested(people)
    sends(as_("jana"), f"{row.code}/send-back/", {"reason": "Say what you aim at."})
    client = as_("aissata")
    form = page(client, f"{row.code}/revise/")
    assert "Say what you aim at." in form
    sends(client, f"{row.code}/revise/", {**ASKED, "aim": "To agree on a note."})
    assert "To agree on a note." in page(as_("claire"), f"{row.code}/")
    page(as_("basma"), f"{row.code}/revise/", 404)


# -- who sees what -----------------------------------------------------------------------------------------------------


def test_each_reader_sees_their_own_side_of_it(as_: As, people: formats.Cast) -> None:
    row = formats.agreed(people, "XA", "XB", participants=("XB", "XC"))
    actions.hold_participant(row, FLOW, NOW, party="XC", decision=formats.DECISION)
    page(as_("basma"), f"{row.code}/", 404)
    actions.invite(row, people.jana, NOW, **TOLD)
    actions.inform(row, people.jana, NOW, **TOLD)
    staff, own = page(as_("jana"), f"{row.code}/"), page(as_("aissata"), f"{row.code}/")
    guest = page(as_("basma"), f"{row.code}/")
    assert "What the staff found" in staff
    assert "What the staff found" not in own
    assert "Cassovia Not approved" in own
    assert "Cassovia" not in guest, "an invited partner does not learn who was not approved"
    assert "Why it was asked for" not in guest
    assert "Your invitation" in guest
    assert "What is still needed: Your answer to the invitation." in guest
    page(as_("casim"), f"{row.code}/", 404)
    assert "The Council has approved it." in page(as_("casim"), f"{row.code}/notice/")
    assert formats.SUBJECT in page(as_("casim"), "notices/")
    assert formats.SUBJECT not in page(as_("basma"), "notices/")
    assert "You were told of one consultation to which you are not invited." in page(as_("casim"))
    assert row.code in page(as_("claire"))


def test_it_is_found_by_those_who_may_see_it_alone(as_: As, people: formats.Cast) -> None:
    formats.requested(people)
    assert formats.SUBJECT in text(as_("claire").get("/en/find/?q=inner gulf"))
    assert formats.SUBJECT not in text(as_("basma").get("/en/find/?q=inner gulf"))


def test_the_list_is_narrowed_and_taken_away(as_: As, people: formats.Cast) -> None:
    formats.requested(people)
    formats.requested(people, subject="The flood of last week")
    client = as_("jana")
    assert "1–1 of 1" in page(client, "?q=flood")
    assert "No consultation fits these filters." in page(client, "?state=closed")
    assert "1–2 of 2" in page(client, "?state=requested&page=99999999999999999999")
    taken = client.get(f"{BASE}export.csv?q=flood").content.decode()
    assert "The flood of last week" in taken
    assert formats.SUBJECT not in taken
    fragment = client.get(BASE, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment


def test_the_pages_ask_as_often_at_three_rows_as_at_one(as_: As, people: formats.Cast) -> None:
    client = as_("jana")
    session = formats.recorded(people)
    actions.add_follow_up(session.consultation, people.jana, NOW, text="A", owner="XB", due_on=brussels_day(NOW))
    formats.concern(people)
    alerts.brought_in(people.jana, NOW)
    paths = ("", f"{session.consultation.code}/", f"{session.consultation.code}/sessions/1/", "concerns/", "alerts/",
             "calendar/?month=2026-12", "notices/")  # fmt: skip
    counts = [count(client, path) for path in paths]
    for number in (2, 3):
        formats.recorded(people)
        actions.add_follow_up(session.consultation, people.jana, NOW, text="B", owner="XB", due_on=brussels_day(NOW))
        formats.concern(people)
        alerts.brought_in(people.jana, NOW, identifier=f"A-{number}")
    assert [count(client, path) for path in paths] == counts
    assert client.get("/en/today/").status_code == 200


def count(client: Client, path: str) -> int:
    client.get(BASE + path)
    with CaptureQueriesContext(connection) as made:
        assert client.get(BASE + path).status_code == 200, path
    return len(made)


# -- acts --------------------------------------------------------------------------------------------------------------


def test_an_act_says_what_follows_and_asks_for_what_it_needs(as_: As, people: formats.Cast) -> None:
    row = formats.requested(people)
    desk = as_("jana")
    assert "the subject first, then each participant on a line of its own" in page(desk, f"{row.code}/check/")
    wrong = desk.post(f"{BASE}{row.code}/check/", {"subject_en": "On the sea", "finding": "None."})
    assert wrong.status_code == 422
    assert "On the sea" in wrong.content.decode()
    sends(desk, f"{row.code}/check/", formats.WORDED)
    assert "is not at that stage" in page(desk, f"{row.code}/check/")
    assert "Not done: this is for the staff" in page(as_("claire"), f"{row.code}/inform/")
    page(desk, f"{row.code}/no-such-act/", 404)
    assert "Not answered" not in page(desk, f"{row.code}/")
    assert as_("jana").post(f"{BASE}{row.code}/accept/", {}).status_code == 409


def test_the_session_waits_for_the_notices_and_the_refusal_names_them(as_: As, people: formats.Cast) -> None:
    row = formats.invited(people)
    desk, code = as_("jana"), row.code
    sends(as_("basma"), f"{code}/accept/", {"note": ""})
    on = brussels_day(clock.now()) + timedelta(days=20)
    Meeting.objects.create(framework="md", on=on, title_en="MD ambassadors", title_fr="DM", audience=["staff"])
    planned = {"on": on.isoformat(), "at": "15:00", "minutes": "90", "place": "Room 5", "agenda": "One\n\nTwo"}
    clash = desk.post(f"{BASE}{code}/plan/", planned)
    assert clash.status_code == 409
    assert "Not planned: a framework meets on that day" in text(clash)
    assert "MD ambassadors" in text(clash)
    sends(desk, f"{code}/plan/", {**planned, "reason": "It begins when the other has ended."})
    assert Session.objects.get().agenda == ["One", "Two"]
    session = f"{code}/sessions/1/"
    assert "Why can’t I convene it?" in page(desk, session)
    why = page(desk, f"{session}convene/")
    assert "2 notices are missing: Cassovia and Drevania." in why
    assert desk.post(f"{BASE}{session}convene/").status_code == 409
    sends(desk, f"{code}/inform/", TOLD)
    sends(desk, f"{session}convene/", {})
    assert "Not noted: the session has not begun" in page(desk, f"{session}hold/")
    assert "It begins when the other has ended." in page(desk, session)
    assert "It begins when the other has ended." not in page(as_("basma"), session)
    page(as_("casim"), session, 404)
    month = f"calendar/?month={on:%Y-%m}"
    assert "Same day as: MD ambassadors" in page(desk, month)
    feed = as_("basma").get(f"{BASE}calendar.ics").content.decode()
    assert f"SUMMARY:{formats.SUBJECT}" in feed


def test_the_record_is_read_by_those_who_came_and_released_by_the_secretary(as_: As, people: formats.Cast) -> None:
    session = formats.held(people)
    code, path = session.consultation.code, f"{session.consultation.code}/sessions/1/"
    sends(as_("jana"), f"{path}record/", {"text_en": "All spoke.", "text_fr": "Tous ont parlé."})
    paper = Paper.objects.get(symbol="CR(2026)0001")
    assert "Record" in page(as_("basma"), path)
    for kind in ("en.pdf", "fr.docx"):
        answer = as_("basma").get(f"/en/documents/CR-2026-0001/{kind}")
        assert answer.status_code == 200
    assert as_("casim").get("/en/documents/CR-2026-0001/").status_code == 404
    sends(as_("henrik"), f"{path}release/", {"to": ["partners"]})
    assert formats.SUBJECT in text(as_("casim").get("/en/documents/CR-2026-0001/"))
    assert paper.title_fr == f"Compte rendu : {formats.WORDED['subject_fr']}"
    assert "Filed the record of a session" in page(as_("jana"), f"{code}/history/")


def test_a_follow_up_is_given_and_done_by_its_owner(as_: As, people: formats.Cast) -> None:
    row = formats.recorded(people).consultation
    due = brussels_day(clock.now()) + timedelta(days=30)
    sends(as_("jana"), f"{row.code}/follow-up/", {"text": "Write a note.", "owner": "XB", "due_on": due.isoformat()})
    path = f"{row.code}/follow-ups/1/"
    assert "Not done: the task is somebody else’s" in page(as_("aissata"), path)
    guest = as_("basma")
    assert "Say it is done" in page(guest, f"{row.code}/")
    assert guest.post(BASE + path, {"note": ""}).status_code == 422
    sends(guest, path, {"note": "It is sent."})
    assert FollowUp.objects.get().note == "It is sent."
    assert as_("jana").post(BASE + path, {"note": "Again."}).status_code == 409
    page(guest, f"{row.code}/follow-ups/9/", 404)
    page(guest, f"{row.code}/sessions/9/", 404)


def test_a_meeting_of_a_framework_is_entered_by_the_staff(as_: As) -> None:
    desk = as_("jana")
    sent = {"framework": "md", "on": "2027-03-04", "title_en": "MD ambassadors", "title_fr": "Ambassadeurs du DM"}
    assert "Not done: this is for the staff" in page(as_("claire"), "calendar/meeting/")
    assert desk.post(f"{BASE}calendar/meeting/", {**sent, "on": "soon"}).status_code == 422
    sends(desk, "calendar/meeting/", sent)
    assert desk.post(f"{BASE}calendar/meeting/", sent).status_code == 409
    assert "MD ambassadors" in page(as_("basma"), "calendar/?month=2027-03")
    assert "Nothing stands in this month." in page(as_("aissata"), "calendar/?month=2027-03")
    assert "Enter it" in page(desk, "calendar/meeting/")
    assert page(desk, "calendar/?month=%00")


# -- concerns and alerts -----------------------------------------------------------------------------------------------


def test_a_concern_is_raised_answered_and_leads_to_a_consultation(as_: As) -> None:
    client = as_("aissata")
    assert "You, Allies and the staff read it, and nobody else." in page(client, "concerns/raise/")
    assert client.post(f"{BASE}concerns/raise/", {"title": "", "text": "Kept."}).status_code == 422
    sends(client, "concerns/raise/", {"title": "Unmarked vessels", "text": "Three were seen.", "areas": ["emerging"]})
    code = Concern.objects.get().code
    path = f"concerns/{code}/"
    page(as_("basma"), path, 404)
    assert "Unmarked vessels" not in page(as_("basma"), "concerns/")
    desk = as_("jana")
    sends(desk, f"{path}take-up/", {})
    assert "In hand" in page(client, path)
    assert "Not done: this is for the staff" in page(as_("claire"), f"{path}answer/")
    assert desk.post(f"{BASE}{path}answer/", {"text": ""}).status_code == 422
    sends(desk, f"{path}answer/", {"text": "We see it too."})
    assert "We see it too." in page(client, path)
    assert desk.post(f"{BASE}{path}answer/", {"text": "Again."}).status_code == 409
    assert code in page(client, f"request/?concern={code}")
    sends(client, "request/", {**ASKED, "concern": code})
    assert formats.SUBJECT in page(client, path)
    assert "Not done: concerns are a partner’s own" in page(as_("jana"), "concerns/raise/")
    page(desk, f"{path}nothing/", 404)


def test_an_alert_is_brought_in_once_and_shown_in_its_own_words(as_: As) -> None:
    desk = as_("jana")
    sent = {"file": SimpleUploadedFile("alert.xml", alerts.cap()), "parties": ["XB"]}
    sends(desk, "alerts/import/", sent)
    again = desk.post(f"{BASE}alerts/import/", {"file": SimpleUploadedFile("alert.xml", alerts.cap())})
    assert again.status_code == 409
    assert "Nothing brought in: the alert is known" in text(again)
    shown = page(as_("basma"), "alerts/?party=XB&area=coast")
    assert "Storm surge" in shown
    assert "No public alert fits." in page(as_("basma"), "alerts/?party=XA&everything=on")
    one = page(as_("basma"), f"alerts/{Alert.objects.get().pk}/")
    assert "Comity adds no score" in one
    assert "significant threat" in one
    page(as_("basma"), "alerts/99999/", 404)
    assert "Not done: this is for the staff" in page(as_("basma"), "alerts/import/")
    assert as_("basma").post(f"{BASE}alerts/import/", {}).status_code == 409


def test_a_bad_file_is_told_by_element_and_line(as_: As) -> None:
    broken = alerts.cap().replace(b"Severe", b"Terrible")
    answer = as_("jana").post(f"{BASE}alerts/import/", {"file": SimpleUploadedFile("a.xml", broken)})
    assert answer.status_code == 422
    assert "element severity: “Terrible” is not one of the values of the protocol." in text(answer)
    assert not Alert.objects.exists()
    assert as_("jana").post(f"{BASE}alerts/import/", {}).status_code == 422


def test_the_answers_of_the_invited_are_read_in_french(as_: As, people: formats.Cast) -> None:
    row = formats.invited(people)
    said = text(as_("basma").get(f"/fr/consultations/{row.code}/"))
    assert "Votre invitation" in said
    assert "Ce qu’il manque encore" in said
    assert Invitation.objects.count() == 2
