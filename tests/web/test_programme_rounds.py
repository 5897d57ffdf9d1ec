"""Pages of a round of goals: the survey with its marks, the talks, the way to agreement; in both languages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from comity.kernel import clock, outbox
from comity.kernel.models import Message
from comity.policy.programme_types import Talks
from comity.programmes import actions
from comity.programmes.models import GoalTalks, Survey, SurveyAnswer
from tests.programmes import rounds, world
from tests.programmes.rounds import ANSWERS, TODAY
from tests.programmes.world import NOW, Cast
from tests.web.test_programmes import follow, soup, words

pytestmark = pytest.mark.django_db
ROOT = "/en/programmes/XA/parp-2026-27/"
SURVEYS, TALKS = f"{ROOT}surveys/", f"{ROOT}talks/"
Visit = Callable[[str], Client]


@pytest.fixture
def people() -> Cast:
    return world.cast()


@pytest.fixture
def visit(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Visit:
    """A browser in which somebody of the cast has signed in."""
    return lambda name: sign_in(Client(), people.accounts[name])


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return " ".join(text.split())


def ticked(**answers: str) -> dict[str, str]:
    """Answers as the form sends them, each ticked."""
    return {**answers, **{f"ok_{code}": "on" for code in answers}}


def test_a_survey_is_opened_answered_and_handed_in(people: Cast, visit: Visit) -> None:
    rounds.begun(people)
    jana, aissata = visit("jana"), visit("aissata")
    assert "There is no survey yet." in words(soup(jana.get(SURVEYS)))
    assert "Left to answer: 7" in words(follow(aissata, aissata.post(f"{SURVEYS}open/")))
    assert Message.objects.filter(template="programmes/survey_opened").count() == 2
    assert "there is a survey already" in words(soup(jana.post(f"{SURVEYS}open/"), 409))
    place = f"{SURVEYS}2026/"
    assert "Its answers are its own until it hands them in." in words(soup(jana.get(place)))
    page = words(follow(aissata, aissata.post(place, {"policy": "The law of 2020."})))
    assert "Left to answer: 6" in page
    assert "Not handed in: 6 questions are without an answer" in words(soup(aissata.post(f"{place}hand-in/"), 409))
    assert "the partner answers the survey" in words(soup(jana.post(place, {"policy": "Ours."}), 409))
    follow(aissata, aissata.post(place, ticked(**ANSWERS)))
    page = words(follow(aissata, aissata.post(f"{place}hand-in/")))
    assert "7 answers differ from the survey before." in page
    assert Message.objects.filter(template="programmes/survey_handed_in").count() == 1
    outbox.deliver(clock.now())
    subjects = [plain(str(one.subject)) for one in mail.outbox]
    assert sum("Survey to answer: PARP 2026-27, Arcadia" in one for one in subjects) == 2, subjects
    assert sum("Survey handed in: PARP 2026-27, Arcadia" in one for one in subjects) == 1, subjects
    assert "Answers that differ from the one before: 7" in mail.outbox[-1].body
    assert "Active personnel Forces · persons 12000 – new" in words(soup(jana.get(place)))
    assert "the survey is handed in" in words(soup(aissata.post(place, {"policy": "Otherwise."}), 409))
    assert "handed in" in words(soup(jana.get(SURVEYS)))
    assert visit("neighbour").get(place).status_code == 404
    assert jana.get(f"{SURVEYS}2030/").status_code == 404


def test_numbers_are_whole_and_what_was_typed_stays(people: Cast, visit: Visit) -> None:
    actions.open_survey(rounds.begun(people), people.aissata, NOW)
    sent = {"active": "about twelve thousand", "investment": "140", "policy": "Kept words."}
    page = soup(visit("aissata").post(f"{SURVEYS}2026/", sent), 422)
    assert "Write a whole number." in words(page)
    assert "Write a share of at most 100." in words(page)
    assert "Kept words." in words(page, "textarea[name=policy]")
    assert not SurveyAnswer.objects.exclude(text="").exists()


def test_the_next_survey_carries_answers_over_and_marks_what_changed(people: Cast, visit: Visit) -> None:
    row = rounds.in_force(people)
    actions.open_survey(row, people.aissata, NOW - timedelta(days=1))
    first = Survey.objects.get()
    actions.answer_survey(first, people.aissata, NOW, answers=ANSWERS)
    actions.hand_in_survey(first, people.aissata, NOW)
    Survey.objects.update(year=2025)
    aissata, place = visit("aissata"), f"{SURVEYS}2026/"
    page = words(follow(aissata, aissata.post(f"{SURVEYS}open/")))
    assert "Left to answer: 0 · carried over and not looked at yet: 7" in page
    assert "before: 12000 · as before" in page
    refused = words(soup(aissata.post(f"{place}hand-in/"), 409))
    assert "Not handed in: 7 answers were carried over and not looked at" in refused
    follow(aissata, aissata.post(place, {**ticked(**ANSWERS), "active": "12 500"}))
    page = words(follow(aissata, aissata.post(f"{place}hand-in/")))
    assert "1 answer differs from the survey before." in page
    assert "persons 12500 12000 changed" in page
    text = visit("claire").get(f"{SURVEYS}2026.csv").content.decode("utf-8-sig")
    assert "active,Forces,Active personnel,persons,12500,12000,changed" in text
    book = load_workbook(io.BytesIO(visit("jana").get(f"{SURVEYS}2026.xlsx").content))
    assert book.active["A3"].value == "policy"  # type: ignore[index]
    assert visit("neighbour").get(f"{SURVEYS}2026.csv").status_code == 404
    french = words(soup(visit("jana").get(f"{ROOT.replace('/en/', '/fr/')}surveys/2026/")))
    assert "Personnel d’active Forces · personnes 12500 12000 modifiée" in french.replace("'", "’")


def handed_in_twice(people: Cast) -> None:
    """A survey of last year, and one of this year in which one answer says more and another is new."""
    row = rounds.in_review(people)
    actions.open_survey(row, people.aissata, NOW - timedelta(days=1))
    first = Survey.objects.get()
    actions.answer_survey(first, people.aissata, NOW, answers=ANSWERS)
    actions.hand_in_survey(first, people.aissata, NOW)
    Survey.objects.update(year=2025)
    actions.open_survey(row, people.aissata, NOW)
    second = Survey.objects.get(year=2026)
    said = {**ANSWERS, "policy": "The law of 2020, amended.", "reserve": "4000"}
    actions.answer_survey(second, people.aissata, NOW, answers=said)


def test_two_years_are_compared_answer_by_answer(people: Cast, visit: Visit) -> None:
    handed_in_twice(people)
    place = f"{SURVEYS}2025..2026/"
    assert "The partner is answering it." in words(soup(visit("jana").get(place)))
    page = soup(visit("aissata").get(place))
    assert [one.get_text() for one in page.select("main .c-diff")] == ["The law of 2020, amended.", "4000"]
    assert [one.text for one in page.select("main .c-diff ins")] == [", amended", "4000"]
    assert "Reserve persons new" in words(page)
    assert "Active personnel" not in words(page)
    assert "since 2025" in words(soup(visit("aissata").get(SURVEYS)))
    for span in ("2024..2026", "2026..2026", "2026..2025"):
        assert visit("aissata").get(f"{SURVEYS}{span}/").status_code == 404
    assert visit("neighbour").get(place).status_code == 404


def test_changes_between_versions_tell_what_surveys_changed(people: Cast, visit: Visit) -> None:
    handed_in_twice(people)
    actions.hand_in_survey(Survey.objects.get(year=2026), people.aissata, NOW + timedelta(minutes=1))
    jana = visit("jana")
    page = words(soup(jana.get(f"{ROOT}changes/v0..v1/")))
    assert "Survey 2026" not in page  # it came after that version was shared
    actions.add_goal(world.row(rounds.CODE), people.aissata, NOW, title="One more", areas=("defence",))
    actions.send_back(world.row(rounds.CODE), people.aissata, NOW + timedelta(minutes=2), note="One more goal.")
    page = words(soup(jana.get(f"{ROOT}changes/v1..v2/")))
    assert "2 answers differ from the survey before." in page
    assert "Reserve persons new" in page
    assert "Survey 2025" not in page
    assert jana.get(f"{ROOT}changes/v1..v2.pdf").status_code == 200


def test_the_list_of_surveys_asks_no_more_for_three_than_for_one(people: Cast, visit: Visit) -> None:
    row = rounds.begun(people)
    actions.open_survey(row, people.aissata, NOW)
    client = visit("jana")
    client.get(SURVEYS)
    with CaptureQueriesContext(connection) as one:
        client.get(SURVEYS)
    for year in (2024, 2025):
        Survey.objects.create(programme=row, year=year, opened_at=NOW, handed_in_at=NOW, audience=["party:XA", "staff"])
    with CaptureQueriesContext(connection) as more:
        assert "2024" in words(soup(client.get(SURVEYS)))
    assert len(more) == len(one)


def test_a_type_without_a_survey_or_talks_refuses_them(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    other = "/en/programmes/XA/2027-28/"
    page = words(soup(visit("aissata").post(f"{other}surveys/open/"), 409))
    assert "this type of programme has no survey" in page
    sent = {"kind": "bilateral", "held_on": TODAY.isoformat()}
    assert "has no such talks" in words(soup(visit("jana").post(f"{other}talks/", sent), 409))
    tabs = words(soup(visit("aissata").get(other)), "body")
    assert "Surveys" not in tabs


def test_a_survey_outside_the_years_is_refused(people: Cast, visit: Visit) -> None:
    world.begin(people, kind="PARP", first_year=2028, last_year=2029)
    page = words(soup(visit("aissata").post("/en/programmes/XA/parp-2028-29/surveys/open/"), 409))
    assert "Not opened: 2026 is outside the years of the programme" in page


def test_talks_lead_from_the_draft_of_the_staff_to_the_agreement_of_both(people: Cast, visit: Visit) -> None:
    rounds.in_review(people)
    jana, aissata = visit("jana"), visit("aissata")
    agree = {"version": "1"}
    page = soup(aissata.post(f"{ROOT}agree/", agree), 409)
    assert "Not agreed: talks are still to be held" in words(page)
    assert "Still to be held: bilateral talks and talks with all Allies" in words(page)
    assert "Still to be held: Bilateral talks, Talks with all Allies" in words(soup(aissata.get(TALKS)))
    assert "the bilateral talks come first" in words(soup(jana.post(f"{TALKS}show/"), 409))
    held = {"kind": "bilateral", "held_on": TODAY.isoformat(), "summary": "Two days in Thelis."}
    assert "the desk officer records talks" in words(soup(aissata.post(TALKS, held), 409))
    early = soup(jana.post(TALKS, {**held, "kind": "multilateral"}), 409)
    assert "the Allies do not have the goals yet" in words(early)
    assert "Two days in Thelis." in words(early, "textarea")
    assert jana.post(TALKS, {**held, "held_on": "soon"}).status_code == 422
    later = (TODAY + timedelta(days=3)).isoformat()
    assert "is still to come" in words(soup(jana.post(TALKS, {**held, "held_on": later}), 409))
    assert "Two days in Thelis." in words(follow(jana, jana.post(TALKS, held)))
    assert visit("claire").get(TALKS).status_code == 404
    assert "The Allies may read the goals." in words(follow(jana, jana.post(f"{TALKS}show/")))
    claire = words(soup(visit("claire").get(TALKS)))
    assert "Two days in Thelis." not in claire
    assert "A battalion that can deploy" in words(soup(visit("claire").get(f"{ROOT}activities/")))
    after = words(follow(jana, jana.post(TALKS, {**held, "kind": "multilateral", "summary": "At 28+1."})))
    assert "Still to be held" not in after
    assert "At 28+1." in words(soup(visit("claire").get(TALKS)))
    for client in (aissata, jana):
        assert client.post(f"{ROOT}agree/", agree).status_code == 302
    assert world.row(rounds.CODE).state == "agreed"
    assert GoalTalks.objects.count() == 2
    assert visit("neighbour").get(TALKS).status_code == 404


def test_an_assessment_of_a_round_needs_no_mission_and_an_odd_year(people: Cast, visit: Visit) -> None:
    rounds.in_force(people)
    page = words(soup(visit("jana").post(f"{ROOT}assessments/plan/", {"team": "Two."}), 409))
    assert "Not planned: 2026 is not a year of assessments" in page
    form = soup(visit("jana").get(f"{ROOT}assessments/plan/"))
    assert not form.select("input[name=from_on]")


def test_the_talks_ask_no_more_for_three_than_for_one(people: Cast, visit: Visit) -> None:
    row = rounds.in_review(people)
    actions.record_talks(row, people.jana, NOW, kind=Talks.BILATERAL, held_on=TODAY)
    client = visit("aissata")
    client.get(TALKS)
    with CaptureQueriesContext(connection) as one:
        client.get(TALKS)
    for _again in range(2):
        actions.record_talks(row, people.jana, NOW, kind=Talks.BILATERAL, held_on=TODAY)
    with CaptureQueriesContext(connection) as more:
        client.get(TALKS)
    assert len(more) == len(one)
