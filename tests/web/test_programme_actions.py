"""Pages of an action plan: the table of actions, bulk reports, help of Allies, the report, the goal, the assessment."""

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

from comity.core.calendar import brussels_day
from comity.kernel import clock, outbox
from comity.kernel.models import Message
from comity.programmes import actions, models
from comity.programmes.models import ActionReport, Assessment, Goal, Help, PlannedAction
from comity.programmes.rules.plans import ActionState
from tests.programmes import plans, world
from tests.programmes.world import NOW, Cast
from tests.web.test_programmes import follow, soup, words

pytestmark = pytest.mark.django_db
ROOT = "/en/programmes/XA/ipap-2026-27/"
FRENCH = "/fr/programmes/XA/ipap-2026-27/"
TABLE = f"{ROOT}actions/"
Visit = Callable[[str], Client]


@pytest.fixture
def people() -> Cast:
    return world.cast()


@pytest.fixture
def visit(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Visit:
    """A browser in which somebody of the cast has signed in."""
    return lambda name: sign_in(Client(), people.accounts[name])


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


# -- planning ----------------------------------------------------------------------------------------------------------


def test_an_empty_table_says_how_to_begin_and_many_lines_are_planned_at_once(people: Cast, visit: Visit) -> None:
    row = world.begin(people, kind="IPAP", first_year=2026, last_year=2027)
    actions.add_goal(row, people.aissata, NOW, title="Civil control", areas=("defence",))
    client = visit("aissata")
    assert "No action is planned yet." in words(soup(client.get(TABLE)))
    form = soup(client.get(f"{TABLE}plan/"))
    assert "Actions, a line for each" in words(form)
    lines = (
        "2027-06-30; Publish the plan; Ministry of Defence\n2027-09-01\tTrain auditors\tParliament\n2027-12-01;Report"
    )
    page = words(follow(client, client.post(f"{TABLE}plan/", {"goal": "1", "chapter": "defence", "lines": lines})))
    assert "3 actions" in page
    assert "3 actions · done: 0 (0%) · late: 0" in page
    assert "1 Publish the plan 2. Defence, security and military issues · Ministry of Defence" in page
    assert PlannedAction.objects.count() == 3


def test_wrong_lines_are_named_and_what_was_typed_stays(people: Cast, visit: Visit) -> None:
    row = world.begin(people, kind="IPAP", first_year=2026, last_year=2027)
    actions.add_goal(row, people.aissata, NOW, title="Civil control", areas=("defence",))
    lines = "soon; Publish\n2027-01-05\n2027-02-05; Right"
    page = soup(visit("aissata").post(f"{TABLE}plan/", {"goal": "1", "chapter": "defence", "lines": lines}), 422)
    assert "Line 1 does not begin with a day such as 2027-06-30." in words(page)
    assert "Line 2 names no action, or has too much in it." in words(page)
    assert "2027-02-05; Right" in words(page, "textarea")
    many = "\n".join(f"2027-01-05; Step {number}" for number in range(301))
    page = soup(visit("aissata").post(f"{TABLE}plan/", {"goal": "1", "chapter": "defence", "lines": many}), 422)
    assert "Send 300 lines at most at once." in words(page)
    assert not PlannedAction.objects.exists()


def test_a_day_outside_the_years_is_refused_and_what_was_typed_stays(people: Cast, visit: Visit) -> None:
    row = plans.drafted(people)
    goal = Goal.objects.get().number
    sent = {"goal": goal, "chapter": "defence", "lines": "2031-01-05; Too late"}
    page = soup(visit("aissata").post(f"{TABLE}plan/", sent), 409)
    assert "Not planned: 5 January 2031 is outside the years of the programme" in words(page)
    assert "2031-01-05; Too late" in words(page, "textarea")
    assert PlannedAction.objects.filter(programme=row).count() == 1


def test_an_action_is_changed_and_taken_out(people: Cast, visit: Visit) -> None:
    plans.drafted(people, 2)
    client = visit("aissata")
    form = soup(client.get(f"{TABLE}1/change/"))
    assert form.select_one("input[name=title]")["value"] == "Step 1 of the reform"  # type: ignore[index]
    sent = {"goal": Goal.objects.get().number, "chapter": "political", "title": "Otherwise", "due_on": "2027-03-01"}
    assert "Otherwise" in words(follow(client, client.post(f"{TABLE}1/change/", sent)))
    assert client.post(f"{TABLE}1/change/", {**sent, "due_on": "soon"}).status_code == 422
    page = follow(client, client.post(f"{TABLE}2/drop/"))
    assert "Action 2 was taken out." in words(page, "body")
    assert client.get(f"{TABLE}2/").status_code == 404
    assert client.get(f"{TABLE}2/change/").status_code == 404
    assert client.post(f"{TABLE}2/drop/").status_code == 404


def test_what_is_left_of_the_plan_before_is_chosen_and_carried_over(people: Cast, visit: Visit) -> None:
    before = plans.in_force(people, 3)
    world.begin(people, kind="IPAP", first_year=2028, last_year=2029)
    place, client = "/en/programmes/XA/ipap-2028-29/actions/", visit("aissata")
    form = soup(client.get(f"{place}carry/"))
    assert "Carry actions over from IPAP 2026-27" in words(form)
    assert [one["value"] for one in form.select("input[name=numbers]")] == ["1", "2", "3"]
    sent = {"numbers": ["1", "3"], "due_on": "2028-06-30"}
    assert client.post(f"{place}carry/", {**sent, "numbers": []}).status_code == 422
    page = words(follow(client, client.post(f"{place}carry/", sent)))
    assert "2 actions" in page
    assert "carried over from 2026-27" in page
    assert "2026-27, action 3" in words(soup(client.get(f"{place}2/")))
    for number, state in (("1", "done"), ("2", "given_up")):
        actions.report_actions(before, people.jana, NOW, numbers=(int(number),), state=ActionState(state))
    again = words(soup(client.post(f"{place}carry/", {**sent, "numbers": ["3"]}), 409))
    assert "Not carried over again: this plan has the action already" in again
    finished = words(soup(client.post(f"{place}carry/", {**sent, "numbers": ["2"]}), 409))
    assert "Not carried over: nothing is left to do of action 2" in finished
    why = words(soup(client.get(f"{place}carry/")))
    assert "Not carried over: nothing is left of a plan before this one" in why
    approved = {"state": "in_force", "approved_version": 1, "in_force_on": NOW.date(), "decision": "PO(2028)0001"}
    models.Programme.objects.filter(first_year=2028).update(**approved)
    old = soup(client.get(TABLE))
    assert "goes on in 2028-29" in words(old)
    assert words(soup(client.get(f"{TABLE}3/"))).count("Goes on in 2028-29") == 1


def test_what_changed_between_versions_names_actions(people: Cast, visit: Visit) -> None:
    row = plans.drafted(people, 2)
    actions.submit(row, people.aissata, NOW)
    actions.take_up(world.row(plans.CODE), people.jana, NOW)
    actions.drop_action(world.row(plans.CODE), people.jana, NOW, number=2)
    (one,) = plans.planned(1, goal=Goal.objects.get().number, chapter="political")
    actions.change_action(world.row(plans.CODE), people.jana, NOW, number=1, planned=(one,))
    actions.send_back(world.row(plans.CODE), people.jana, NOW)
    page = words(soup(visit("aissata").get(f"{ROOT}changes/v1..v2/")))
    assert "Action: A1 Step 1 of the reform" in page
    assert "written anew" in page
    assert "Action: A2 Step 2 of the reform" in page
    assert visit("aissata").get(f"{ROOT}changes/v1..v2.pdf").content.startswith(b"%PDF")


# -- the table ---------------------------------------------------------------------------------------------------------


def test_two_hundred_actions_are_paged_filtered_and_reported_at_once(people: Cast, visit: Visit) -> None:
    plans.in_force(people, 200)
    client = visit("aissata")
    page = soup(client.get(TABLE))
    assert "200 actions · done: 0 (0%)" in words(page)
    assert len(page.select("main tbody tr")) == 50
    assert "Page 1 of 4" in words(page)
    assert len(soup(client.get(f"{TABLE}?page=4")).select("main tbody tr")) == 50
    assert "Page 4 of 4" in words(soup(client.get(f"{TABLE}?page=9999")))
    sent = {"number": [str(n) for n in range(1, 41)], "state": "done", "note": "In the gazette.", "kept": "status=done"}
    answer = client.post(f"{TABLE}report/", sent)
    assert answer.headers["Location"].endswith("actions/?status=done")
    page = follow(client, answer)
    assert "40 actions were reported." in words(page, "body")
    assert len(page.select("main tbody tr")) == 40
    assert "done: 40 (20%)" in words(page)
    assert ActionReport.objects.count() == 40
    assert len(soup(client.get(f"{TABLE}?q=step+177")).select("main tbody tr")) == 1
    assert "No action fits." in words(soup(client.get(f"{TABLE}?chapter=political")))
    assert len(soup(client.get(f"{TABLE}?goal={Goal.objects.get().number}&status=planned")).select("tbody tr")) == 50
    assert "No action fits." in words(soup(client.get(f"{TABLE}?status=late")))


def test_the_table_asks_the_database_no_more_for_two_hundred_than_for_one(people: Cast, visit: Visit) -> None:
    plans.in_force(people, 1)
    client, paths = visit("jana"), (TABLE, f"{ROOT}report/", f"{ROOT}actions.csv")
    one = [queries_of(client, path) for path in paths]
    row = PlannedAction.objects.get()
    PlannedAction.objects.bulk_create(
        PlannedAction(
            programme=row.programme, number=number, version=1, goal=row.goal, chapter="defence",
            title=f"Step {number}", due_on=row.due_on, audience=row.audience,
        )
        for number in range(2, 201)
    )  # fmt: skip
    actions.report_actions(row.programme, people.jana, NOW, numbers=tuple(range(1, 200)), state=ActionState.DONE)
    actions.offer_help(row.programme, people.claire, NOW, number=1, text="Advisers.")
    assert [queries_of(client, path) for path in paths] == one


def test_a_report_on_nothing_is_asked_again_and_keeps_the_note(people: Cast, visit: Visit) -> None:
    plans.in_force(people, 3)
    page = soup(visit("aissata").post(f"{TABLE}report/", {"state": "done", "note": "Kept words."}), 422)
    assert "Choose at least one action, and say how far it is." in words(page)
    assert page.select_one("input[name=note]")["value"] == "Kept words."  # type: ignore[index]
    assert visit("aissata").post(f"{TABLE}report/", {"number": ["9"], "state": "done"}).status_code == 422
    assert not ActionReport.objects.exists()


def test_those_of_neither_side_report_nothing(people: Cast, visit: Visit) -> None:
    plans.in_force(people)
    assert not soup(visit("claire").get(TABLE)).select("input[type=checkbox]")
    answer = visit("claire").post(f"{TABLE}report/", {"number": ["1"], "state": "done"})
    assert "you write for neither side" in words(soup(answer, 409))
    assert visit("neighbour").get(TABLE).status_code == 404


def test_actions_are_taken_away_as_files(people: Cast, visit: Visit) -> None:
    row = plans.in_force(people, 2)
    actions.report_actions(row, people.aissata, NOW, numbers=(1,), state=ActionState.DONE, note="=1+1")
    actions.offer_help(row, people.claire, NOW, number=2, text="Advisers.")
    text = visit("aissata").get(f"{ROOT}actions.csv").content.decode("utf-8-sig").splitlines()
    assert text[1] == "number,chapter,goal,action,due_on,lead,state,late,reported_on,note,help"
    assert text[2].startswith('1,"2. Defence, security and military issues",XA/1,Step 1 of the reform,2027-02-15')
    assert "'=1+1" in text[2]
    assert "FR (offered)" in text[3]
    book = load_workbook(io.BytesIO(visit("claire").get(f"{ROOT}actions.xlsx").content))
    assert book.active["A3"].value == 1  # type: ignore[index]


# -- help --------------------------------------------------------------------------------------------------------------


def test_an_ally_offers_help_and_the_partner_accepts_it(people: Cast, visit: Visit) -> None:
    plans.in_force(people, 1)
    claire = visit("claire")
    assert "No Ally helps with this action yet." in words(soup(claire.get(f"{TABLE}1/")))
    assert claire.post(f"{TABLE}1/help/", {"text": ""}).status_code == 422
    page = follow(claire, claire.post(f"{TABLE}1/help/", {"text": "Two advisers for a year."}))
    assert "France Offered" in words(page)
    again = soup(claire.post(f"{TABLE}1/help/", {"text": "More of it."}), 409)
    assert "Not offered again: your nation already helps with this action" in words(again)
    assert "More of it." in words(again, "textarea")
    told = {one.address for one in Message.objects.filter(template="programmes/help_offered")}
    assert told == {people.accounts[name].email for name in ("aissata", "tomas")}
    outbox.deliver(clock.now())
    letters = [one for one in mail.outbox if "Help offered" in one.subject]
    assert {address for one in letters for address in one.to} == told
    assert all("An Ally offers help with action 1." in one.body for one in letters)
    pk = Help.objects.get().pk
    assert "the partner accepts help" in words(soup(visit("jana").post(f"{TABLE}1/help/{pk}/accept/"), 409))
    aissata = visit("aissata")
    assert "France Accepted" in words(follow(aissata, aissata.post(f"{TABLE}1/help/{pk}/accept/")))
    assert "France Accepted" in words(soup(aissata.get(TABLE)))
    assert "it is the help of France" in words(soup(visit("jana").post(f"{TABLE}1/help/{pk}/end/"), 409))
    assert "Ended" in words(follow(claire, claire.post(f"{TABLE}1/help/{pk}/end/")))
    assert "this help is not at that stage" in words(soup(claire.post(f"{TABLE}1/help/{pk}/end/"), 409))
    assert claire.post(f"{TABLE}1/help/999/end/").status_code == 404
    assert claire.post(f"{TABLE}9/help/", {"text": "None."}).status_code == 404


def test_who_is_no_ally_is_told_who_offers_help(people: Cast, visit: Visit) -> None:
    plans.in_force(people)
    page = words(soup(visit("jana").post(f"{TABLE}1/help/", {"text": "Us."}), 409))
    assert "Not offered: the delegation of an Ally offers help" in page


# -- refusals before anybody tries -------------------------------------------------------------------------------------


def test_a_type_without_actions_says_so(people: Cast, visit: Visit) -> None:
    world.begin(people)
    page = words(soup(visit("aissata").get("/en/programmes/XA/2027-28/actions/plan/")))
    assert "Not planned: this type of programme has no actions" in page
    tabs = words(soup(visit("aissata").get("/en/programmes/XA/2027-28/")), "nav.c-tabs, [role=tablist], main")
    assert "Assessments" not in tabs


# -- report and goal ---------------------------------------------------------------------------------------------------


def test_the_report_writes_itself_from_the_status_of_goals_and_actions(people: Cast, visit: Visit) -> None:
    row = plans.in_force(people, 4)
    actions.report_actions(row, people.aissata, NOW, numbers=(1,), state=ActionState.DONE)
    actions.record_progress(Goal.objects.get(), people.aissata, NOW, percent=25, note="The law was passed.")
    page = words(soup(visit("jana").get(f"{ROOT}report/")))
    assert "4 actions · done: 1 · late: 0" in page
    assert "1 A ministry under civil control 25% 1/4 – The law was passed." in page
    answer = visit("claire").get(f"{ROOT}report.pdf")
    assert answer.content.startswith(b"%PDF")
    assert "report" in answer.headers["Content-Disposition"]
    french = words(soup(visit("jana").get(f"{FRENCH}report/")))
    assert "Tiré de l’état des objectifs et des actions" in french.replace("'", "’")


def test_a_report_without_goals_says_so(people: Cast, visit: Visit) -> None:
    world.begin(people, kind="IPAP", first_year=2026, last_year=2027)
    assert "There is no goal yet." in words(soup(visit("aissata").get(f"{ROOT}report/")))
    assert visit("aissata").get(f"{ROOT}report.pdf").content.startswith(b"%PDF")


def test_a_goal_shows_every_document_that_names_it_as_far_as_the_reader_sees_them(people: Cast, visit: Visit) -> None:
    world.in_force(people)
    row = world.begin(people, kind="IPAP", first_year=2026, last_year=2027)
    actions.carry_goal(row, people.aissata, NOW, goal=1)
    page = words(soup(visit("aissata").get("/en/programmes/XA/goals/1/")))
    assert "Goal XA/1" in words(soup(visit("aissata").get("/en/programmes/XA/goals/1/")), "body")
    assert "IPAP 2026-27" in page.replace("\u2011", "-")
    assert "It has not been assessed yet." in page
    allied = words(soup(visit("claire").get("/en/programmes/XA/goals/1/")))
    assert "IPCP" in allied
    assert "IPAP" not in allied
    assert visit("neighbour").get("/en/programmes/XA/goals/1/").status_code == 404
    assert visit("aissata").get("/en/programmes/XA/goals/9/").status_code == 404


# -- assessment --------------------------------------------------------------------------------------------------------


def days_of_mission() -> dict[str, str]:
    today = brussels_day(NOW)
    return {"from_on": today.isoformat(), "until_on": (today + timedelta(days=2)).isoformat(), "team": "Four."}


def test_an_assessment_is_planned_and_waits_for_its_mission(people: Cast, visit: Visit) -> None:
    plans.in_force(people)
    jana, place = visit("jana"), f"{ROOT}assessments/"
    assert "There has been no assessment yet." in words(soup(jana.get(place)))
    assert "Mission to the capital" in words(soup(jana.get(place)))
    assert jana.get(f"{place}plan/").status_code == 200
    wrong = soup(jana.post(f"{place}plan/", {**days_of_mission(), "until_on": "2020-01-01"}), 409)
    assert "Not planned: the mission ends before it begins" in words(wrong)
    assert jana.post(f"{place}plan/", {"team": "Kept"}).status_code == 422
    page = words(follow(jana, jana.post(f"{place}plan/", days_of_mission())))
    assert "Assessment 1 Planned" in page
    assert "The Council should have it by" in page
    assert "There is no draft that you may see yet." in page
    assert Message.objects.filter(template="programmes/assessment_planned").count() == 2
    assert "Not written: the mission ends on" in words(soup(jana.get(f"{place}1/draft/")))
    assert "another assessment is still open" in words(soup(jana.post(f"{place}plan/", days_of_mission()), 409))
    assert "the assessment is not at that stage" in words(soup(jana.post(f"{place}1/share/"), 409))
    assert jana.get(f"{place}9/").status_code == 404
    assert visit("neighbour").get(f"{place}1/").status_code == 404


def test_who_does_not_lead_assessments_is_told_who_does(people: Cast, visit: Visit) -> None:
    plans.in_force(people)
    page = words(soup(visit("aissata").post(f"{ROOT}assessments/plan/", days_of_mission()), 409))
    assert "Not done: the desk officer leads assessments" in page
    assert "Not planned: this type of programme is not assessed" in not_assessed(people, visit)


def not_assessed(people: Cast, visit: Visit) -> str:
    world.begin(people, first_year=2029, last_year=2030)
    actions.submit(world.write_all(people, world.row("XA/ipcp/2029-30")), people.aissata, NOW)
    return words(soup(visit("jana").get("/en/programmes/XA/2029-30/assessments/plan/")))


def test_a_draft_is_written_shared_and_discussed_not_too_soon(people: Cast, visit: Visit) -> None:
    row = plans.in_force(people, 2)
    today = brussels_day(NOW)
    actions.plan_assessment(row, people.jana, NOW, from_on=today, until_on=today)
    jana, place = visit("jana"), f"{ROOT}assessments/1/"
    number = Goal.objects.get().number
    assert jana.post(f"{place}draft/", {"text": ""}).status_code == 422
    page = words(
        follow(jana, jana.post(f"{place}draft/", {"text": "Half way.", f"goal_{number}": "The law is there."}))
    )
    assert "Half way." in page
    assert "A ministry under civil control The law is there. 0% 0/2" in page
    assert "Half way." in words(soup(jana.get(f"{place}draft/")), "textarea[name=text]")
    assert "There is no draft that you may see yet." in words(soup(visit("aissata").get(place)))
    assert "Not done: the assessment is not at that stage" in words(soup(jana.get(f"{place}discuss/")))
    page = words(follow(jana, jana.post(f"{place}share/")))
    assert "May be discussed from" in page
    for name in ("aissata", "claire"):
        assert "Half way." in words(soup(visit(name).get(place)))
    assert Message.objects.filter(template="programmes/assessment_shared").count() == 2
    soon = soup(jana.post(f"{place}discuss/", {"held_on": today.isoformat(), "summary": "Kept words."}), 409)
    assert "Not recorded: the draft may be discussed from" in words(soon)
    assert "Kept words." in words(soon, "textarea")
    later = (today + timedelta(days=30)).isoformat()
    assert "is still to come" in words(soup(jana.post(f"{place}discuss/", {"held_on": later}), 409))
    assert jana.post(f"{place}discuss/", {"held_on": "soon"}).status_code == 422
    Assessment.objects.update(shared_on=today - timedelta(days=8))
    sent = {"held_on": today.isoformat(), "held_in": "PPC at 28+1", "summary": "Both sides agree."}
    page = words(follow(jana, jana.post(f"{place}discuss/", sent)))
    assert "Discussed in PPC at 28+1" in page
    assert "Both sides agree." in page
    assert "Assessment 1" in words(soup(visit("aissata").get(f"{ROOT}assessments/")))
