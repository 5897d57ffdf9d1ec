"""Saying which goal of one's own programme a nomination serves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from comity.core.actor import CLOCK
from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.kernel.models import Refusal
from comity.menu.models import Activity
from comity.nominations import actions
from comity.nominations.models import Nomination
from comity.parties.models import Party
from comity.programmes.models import ChosenActivity, Goal, Programme
from tests.nominations import world
from tests.nominations.world import Cast
from tests.programmes import world as programmes

pytestmark = pytest.mark.django_db
NOW = clock.now()
START = brussels_day(NOW) + timedelta(days=140)
ROW = {
    "rows": "1",
    "p-0-family_name": "Haddad",
    "p-0-given_names": "Salma",
    "p-0-born_on": "1988-03-01",
    "p-0-email": "salma@example.test",
    "p-0-rank": "OF-3",
    "p-0-language_profile": "3332",
    "p-0-clearance": "nc",
}


@pytest.fixture
def people() -> Cast:
    found = world.cast(NOW)
    world.activity(start_on=START, end_on=START, nominate_by=START - timedelta(days=30))
    cast = programmes.Cast(
        party=Party.objects.get(code="XA"),
        accounts=found.accounts,
        aissata=found.aissata,
        tomas=found.tomas,
        jana=found.desk,
        henrik=found.manager,
        claire=found.guest,
        neighbour=found.belmora,
    )
    programmes.in_force(cast)
    return found


@pytest.fixture
def as_(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Callable[[str], Client]:
    """A browser in which one of the people has signed in."""
    return lambda name: sign_in(Client(), people.accounts[name])


def text(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_a_goal_of_a_programme_in_force_is_chosen_and_shown_to_the_party_and_the_staff_alone(as_: Any) -> None:
    browser = as_("aissata")
    page = browser.get("/en/menu/PCM-0455/nominate/")
    options = BeautifulSoup(page.content, "html.parser").select("select[name=goal] option")
    assert [one["value"] for one in options] == ["", "XA/1"]
    assert "From your programmes in force. Your party and the staff read it, the host does not." in text(page)
    assert browser.post("/en/menu/PCM-0455/nominate/", {**ROW, "goal": "XA/1"}).status_code == 302
    assert Nomination.objects.get().aim.goal == "XA/1"
    for who in ("aissata", "desk"):
        shown = text(as_(who).get("/en/menu/PCM-0455/nominees/1/"))
        assert "Goal that it serves XA/1 Officers trained to common standards" in shown
    assert "XA/1" not in text(as_("lars").get("/en/menu/PCM-0455/nominees/1/"))
    kept = Nomination.objects.get()
    assert set(kept.aim.audience) == {"staff", "party:XA"}
    assert "party:XD" in kept.audience, "the host reads the place, and not what it serves"
    assert "Objectif servi" in text(browser.get("/fr/menu/PCM-0455/nominees/1/"))


def test_a_goal_that_no_programme_of_ones_own_in_force_carries_is_refused_and_the_form_is_kept(as_: Any) -> None:
    for goal in ("XA/2", "XB/1", "none at all"):
        answer = as_("aissata").post("/en/menu/PCM-0455/nominate/", {**ROW, "goal": goal})
        assert answer.status_code == 409
        assert "Not nominated: no programme in force carries this goal" in text(answer)
        assert f"{goal} is no open goal of a programme of Arcadia in force." in text(answer)
        assert 'value="Haddad"' in answer.content.decode()
    assert not Nomination.objects.exists()
    codes = [reason["code"] for one in Refusal.objects.all() for reason in one.reasons]
    assert codes == ["nominations.goal_not_in_force"] * 3


def test_who_has_no_programme_is_not_asked_for_a_goal(as_: Any) -> None:
    page = as_("belmora").get("/en/menu/PCM-0455/nominate/")
    assert page.status_code == 200
    assert "Goal that it serves" not in text(page)


def test_one_finds_ones_own_nominees_by_name_and_nobody_elses(as_: Any) -> None:
    as_("aissata").post("/en/menu/PCM-0455/nominate/", {**ROW, "p-0-family_name": "Haddad-Näf"})
    for words in ("haddad", "NAF", "salma haddad"):
        assert "Salma Haddad-Näf PCM-0455 · With the host" in text(as_("aissata").get("/en/find/", {"q": words}))
    assert "Salma" in text(as_("lars").get("/en/find/?q=haddad")), "the host reads the names of its activities"
    for who in ("belmora", "desk", "manager", "cassovia"):
        assert "Salma" not in text(as_(who).get("/en/find/?q=haddad")), who


def test_today_says_for_whom_a_seat_is_kept_to_the_party_that_may_know(as_: Any, people: Cast) -> None:
    as_("aissata").post("/en/menu/PCM-0455/nominate/", ROW)
    row = Activity.objects.get(code="PCM-0455")
    actions.receive(row, people.lars, NOW, number=1)
    actions.seat_waiting(row, CLOCK, NOW)
    page = text(as_("aissata").get("/en/today/"))
    assert "Ordnance disposal 455 Salma Haddad A seat is kept for your nominee" in page
    assert "Salma" not in text(as_("belmora").get("/en/today/"))


def test_today_reminds_of_what_ones_programme_has_chosen_until_somebody_is_put_forward(as_: Any, people: Cast) -> None:
    day = brussels_day(NOW)
    for number, closes in ((501, 5), (502, 200), (503, -1)):
        made = world.activity(
            number, start_on=day + timedelta(days=230), end_on=None, nominate_by=day + timedelta(days=closes)
        )
        ChosenActivity.objects.create(
            programme=Programme.objects.get(party_code="XA"),
            activity=made,
            activity_code=made.code,
            goal=Goal.objects.get(party_code="XA"),
            choice="agreed",
            proposed_by="partner",
            version=1,
            at=NOW,
            audience=["party:XA", "staff"],
        )
    said = "Your programme has chosen it, and nobody is put forward yet"
    page = text(as_("aissata").get("/en/today/"))
    assert page.count(said) == 1
    assert "PCM-0501, nominations close" in page
    assert said not in text(as_("belmora").get("/en/today/"))
    assert as_("aissata").post("/en/menu/PCM-0501/nominate/", ROW).status_code == 302
    assert said not in text(as_("aissata").get("/en/today/"))


def test_a_desk_finds_its_nations_with_how_far_their_goals_have_come(as_: Any) -> None:
    Goal.objects.update(percent=40)
    page = text(as_("desk").get("/en/today/"))
    assert "My nations Arcadia, 2027-28 In force 40%" in page
    assert "You act for the International Staff ." in page
    assert "Vous agissez pour le Secrétariat international" in text(as_("desk").get("/fr/today/"))
