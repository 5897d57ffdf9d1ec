"""The pages about the support of schools, as their readers meet them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import Role
from comity.education import actions
from comity.education.models import SchoolContribution, SchoolEvent, SchoolFinding, SchoolSupport
from comity.education.rules import Responsible, SupportArea
from tests import factories
from tests.education.cast import NOW, TODAY, Cast, cast
from tests.education.supports import DUE, THIS_YEAR, agreed, event_of, planned, school
from tests.web.refused import leads_on

pytestmark = pytest.mark.django_db
REFUSED = 409
type SignIn = Callable[[Client, Any], Client]
HOME = "/en/education/schools/"


@pytest.fixture
def people() -> Cast:
    return cast()


def as_(client: Client, sign_in: SignIn, code: str, role: Role = Role.MISSION_OFFICER) -> Client:
    return sign_in(client, factories.account(code, role))


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


def sent(client: Client, path: str, status: int, **values: Any) -> str:
    answer = client.post(path, values)
    assert answer.status_code == status, f"{path}: {answer.content.decode()[-3000:]}"
    if status == REFUSED:
        leads_on(client, answer, values)
    return " ".join(answer.content.decode().split())


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def test_a_page_of_three_asks_no_more_than_a_page_of_one(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = agreed(people)
    actions.contribute(row, people.france, NOW, event=event_of(row), teachers=2)
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    pages = [HOME, f"{HOME}{row.pk}/", f"{HOME}events/"]
    once = [count(client, path) for path in pages]
    for code in ("XE", "XB"):
        more = agreed(people, code)
        actions.contribute(more, people.france, NOW, event=event_of(more), teachers=2)
    actions.contribute(row, people.estmark, NOW, event=event_of(row), teachers=2)
    actions.reopen_school_plan(row, people.desk, NOW, reason="More.")
    for title in ("Second", "Third"):
        aim = actions.add_objective(row, people.desk, NOW, area=SupportArea.QUALITY, title=title)
        for _more in range(2):
            values: dict[str, Any] = {"title": title, "responsible": Responsible.CONTRIBUTORS, "due_on": DUE}
            actions.plan_event(row, people.desk, NOW, objective=aim.objective_id, **values)
    assert [count(client, path) for path in pages] == once
    assert max(once) <= 26


def test_lists_are_filtered_and_taken_away_as_they_are_shown(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = agreed(people)
    actions.contribute(row, people.estmark, NOW, event=event_of(row), teachers=2)
    planned(people, "XB")
    as_(client, sign_in, "FR", Role.DELEGATE)
    assert "School XB" in text(client, HOME)
    assert "School XB" not in text(client, f"{HOME}?state=running")
    assert "Aucune école ne correspond." in text(client, "/fr/education/schools/?q=nobody")
    assert f"SXA,School XA,XA,Arcadia,running,{THIS_YEAR}" in text(client, f"{HOME}export.csv?q=arcadia")
    events = text(client, f"{HOME}events/?area=faculty&q=arcadia")
    assert "Workshop on seminars" in events
    assert f"{HOME}{row.pk}/events/{event_of(row)}/contribute/" in events
    assert "No event fits." in text(client, f"{HOME}events/?area=quality")
    assert "Workshop on seminars,XA,School XA,faculty" in text(client, f"{HOME}events/export.csv")
    for path in ("export.xlsx", "events/export.xlsx"):
        assert client.get(f"{HOME}{path}").status_code == 200
    as_(client, sign_in, "XE", Role.HEAD_OF_MISSION)
    assert "School XB" not in text(client, HOME)


def test_a_partner_asks_and_the_desk_answers_by_form(client: Client, sign_in: SignIn, people: Cast) -> None:
    school("XA")
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    assert "a partner does this for its own school" in text(client, f"{HOME}ask/")
    as_(client, sign_in, "XA")
    wish = {"school": "SXA", "case": "Teach better.", "from_year": str(THIS_YEAR), "years": "2"}
    assert "Keep me." in sent(client, f"{HOME}ask/", 422, **{**wish, "school": "SXB", "case": "Keep me."})
    assert "covers other numbers of years" in sent(client, f"{HOME}ask/", 409, **{**wish, "years": "1"})
    sent(client, f"{HOME}ask/", 302, **wish)
    assert "supported already" in sent(client, f"{HOME}ask/", 409, **wish)
    place = f"{HOME}{SchoolSupport.objects.get().pk}/"
    assert "this is for the desk" in text(client, f"{place}assess/")
    assert "the plan has no such objective" not in text(client, place)
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    ahead = (TODAY + timedelta(days=1)).isoformat()
    found = {"visited_on": TODAY.isoformat(), "faculty": "Lectures alone."}
    assert "this day is still to come" in sent(client, f"{place}assess/", 409, **{**found, "visited_on": ahead})
    assert "the words are missing" in sent(client, f"{place}assess/", 409, visited_on=TODAY.isoformat())
    sent(client, f"{place}assess/", 302, **found)
    assert SchoolFinding.objects.get().text == "Lectures alone."
    assert "at another stage" in text(client, f"{place}turn-down/")
    assert "Lectures alone." in text(client, place)
    as_(client, sign_in, "XE", Role.HEAD_OF_MISSION)
    text(client, place, 404)
    text(client, f"{place}assess/", 404)


def test_both_write_the_plan_and_agree_by_form(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = planned(people)
    place, one = f"{HOME}{row.pk}/", event_of(row)
    as_(client, sign_in, "XA")
    sent(client, f"{place}objective/", 302, area="quality", title="Marks that can be compared")
    bare = row.objectives.latest("pk").pk
    assert "an objective has no event" in text(client, f"{place}agree/")
    event = {"objective": bare, "title": "Workshop on marks", "responsible": "school", "due_on": DUE.isoformat()}
    outside = sent(client, f"{place}event/", 409, **{**event, "due_on": "2020-01-01"})
    assert "this lies outside the years of the plan" in outside
    assert "Select a valid choice" in sent(client, f"{place}event/", 422, **{**event, "objective": 999_999})
    sent(client, f"{place}event/", 302, **event)
    assert "an event was planned for this objective" in text(client, f"{place}objectives/{bare}/drop/")
    text(client, f"{place}objectives/999999/drop/", 404)
    sent(client, f"{place}objective/", 302, area="quality", title="Not this one")
    last = row.objectives.latest("pk").pk
    assert f"objectives/{last}/drop/" in text(client, place)
    sent(client, f"{place}objectives/{last}/drop/", 302)
    sent(client, f"{place}years/", 302, from_year=str(THIS_YEAR), years="3")
    read = SchoolSupport.objects.get().version
    assert f"agree/?version={read}" in text(client, place)
    assert "the plan has changed since you read it" in text(client, f"{place}agree/?version={read - 1}")
    sent(client, f"{place}agree/", 302, version=str(read))
    assert "your side has agreed already" in text(client, f"{place}agree/")
    as_(client, sign_in, "FR", Role.DELEGATE)
    assert "the partner and the desk write the plan" in text(client, f"{place}objective/")
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    sent(client, f"{place}agree/", 302, version=str(read))
    assert "Running" in text(client, place)
    sent(client, f"{place}events/{one}/drop/", 302, reason="No room.")
    assert "No room." in text(client, place)
    sent(client, f"{place}reopen/", 302, reason="More is needed.")
    assert "Plan in work" in text(client, place)


def test_a_plan_needs_an_objective_before_its_first_event(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = planned(people)
    SchoolEvent.objects.all().delete()
    actions.drop_objective(row, people.desk, NOW, objective=row.objectives.get().pk)
    as_(client, sign_in, "XA")
    for act in ("event", "agree"):
        assert "the plan has no such objective" in text(client, f"{HOME}{row.pk}/{act}/")


def test_allies_and_partners_contribute_and_the_partner_reports_by_form(
    client: Client, sign_in: SignIn, people: Cast
) -> None:
    row = agreed(people)
    place, one = f"{HOME}{row.pk}/", event_of(row)
    event = f"{place}events/{one}/"
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    assert "Allies and partners contribute" in text(client, f"{event}contribute/")
    as_(client, sign_in, "XA")
    assert "this is your own school" in text(client, f"{event}contribute/")
    report = {"held_on": TODAY.isoformat(), "people": "9", "report": "A good week."}
    assert "nobody who promised has come" in sent(client, f"{event}report/", 409, **report)
    as_(client, sign_in, "FR", Role.DELEGATE)
    assert "say how many people" in sent(client, f"{event}contribute/", 409, teachers="0")
    assert "your nation has promised nothing here" in text(client, f"{event}take-back/")
    sent(client, f"{event}contribute/", 302, teachers="2")
    assert "your nation contributes already" in text(client, f"{event}contribute/")
    sent(client, f"{event}take-back/", 302)
    sent(client, f"{event}contribute/", 302, teachers="3", text="Two historians, one methodologist.")
    text(client, f"{place}events/999999/contribute/", 404)
    as_(client, sign_in, "XE", Role.HEAD_OF_MISSION)
    sent(client, f"{event}contribute/", 302, teachers="1")
    as_(client, sign_in, "XA")
    assert "Estmark" in text(client, f"{event}report/")
    sent(client, f"{event}report/", 302, **report, came=["FR"])
    shown = text(client, place)
    assert "France: 3 teachers" in shown
    assert "did not come" in shown
    assert "9 people" in shown
    assert SchoolContribution.objects.get(given=True).party_id == "FR"
    assert "France" in text(client, "/en/education/contributions/")


def test_a_year_is_reviewed_and_the_support_closed_or_ended_by_form(
    client: Client, sign_in: SignIn, people: Cast
) -> None:
    row = agreed(people, responsible=Responsible.SCHOOL)
    place, aim = f"{HOME}{row.pk}/", row.objectives.get().pk
    SchoolSupport.objects.update(from_year=THIS_YEAR - 3)
    SchoolEvent.objects.update(due_on=DUE.replace(year=DUE.year - 3))
    first, second = (f"{place}review/{year}/" for year in (THIS_YEAR - 3, THIS_YEAR - 2))
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    assert "events of the year are open" in text(client, first)
    text(client, f"{place}review/{THIS_YEAR}/", 404)
    actions.report_event(row, people.arcadia, NOW, event=event_of(row), held_on=TODAY, people=4)
    sent(client, first, 422, text="A good year.")
    marks = {f"mark_{aim}": "on_track", "text": "A good year."}
    sent(client, first, 302, **marks)
    assert "this year has its review" in text(client, first)
    assert "years of the plan are without a review" in text(client, f"{place}close/")
    assert f"review/{THIS_YEAR - 2}/" in text(client, place)
    sent(client, second, 302, **marks)
    assert "On track" in text(client, place)
    sent(client, f"{place}close/", 302, lasting="Two teachers train the others.")
    assert "Two teachers train the others." in text(client, f"/fr/education/schools/{row.pk}/")
    other = agreed(people, "XB")
    assert "the year is not over" in text(client, f"{HOME}{other.pk}/review/{THIS_YEAR}/")
    as_(client, sign_in, "XB")
    assert "this is for the desk" in text(client, f"{HOME}{other.pk}/close/")
    sent(client, f"{HOME}{other.pk}/end/", 302, reason="The school closes.")
    assert "The school closes." in text(client, f"{HOME}{other.pk}/")
    assert "A good year." not in text(client, place)
