"""Refusals of the smaller houses as somebody meets them: through the pages, each code at least once.

What the law in tests/laws/test_visits.py counts are the codes that were met in this way anywhere in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import FLOW, Role
from comity.engagement import actions as engagement
from comity.engagement import rules
from comity.engagement.models import Cooperation, Dialogue
from comity.feedback.models import Proposal, Report
from comity.feedback.rules import Respondent
from comity.kernel import clock
from comity.people.models import Account, Appointment, Request
from tests import factories
from tests.feedback.reports import marks
from tests.nominations import world
from tests.web import test_engagement, test_feedback
from tests.web.refused import leads_on, said, shown

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]


def today() -> date:
    return clock.now().date()


def days(count: int) -> str:
    """A day so many days from now, as a form sends it."""
    return (today() + timedelta(days=count)).isoformat()


def meets(client: Client, code: str, path: str, sent: Mapping[str, Any]) -> None:
    """What is sent is refused with 409; the page says which refusal it is, keeps what was typed and leads on."""
    answer = client.post(path, sent)
    assert answer.status_code == 409, shown(said(answer))
    leads_on(client, answer, sent, code)


# -- people ------------------------------------------------------------------------------------------------------------


@dataclass
class Mission:
    """A head, an officer with a deputy, a colleague, somebody who begins later, and a post that has ended."""

    head: Account
    officer: Account
    colleague: Account
    later: Account
    post: Appointment
    deputy: Appointment
    ended: Appointment
    short: Appointment


@pytest.fixture
def mission() -> Mission:
    since = today() - timedelta(days=100)
    head = factories.account("XA", Role.HEAD_OF_MISSION, name="Head", since_on=since)
    officer = factories.account("XA", name="Officer", since_on=since)
    colleague = factories.account("XA", Role.TRAINING_COORDINATOR, name="Colleague", since_on=since)
    later = factories.account("XA", Role.COURSE_DIRECTOR, name="Later", since_on=today() + timedelta(days=30))
    post = Appointment.objects.get(person=officer.person)
    deputy = factories.appointment(
        colleague.person, role=Role.MISSION_OFFICER, since_on=since, until_on=today() + timedelta(days=9),
        deputy_for=post,
    )  # fmt: skip
    gone = factories.account("XA", name="Gone", since_on=since)
    Appointment.objects.filter(person=gone.person).update(until_on=today() - timedelta(days=1))
    brief = factories.account("XA", name="Brief", since_on=since)
    Appointment.objects.filter(person=brief.person).update(until_on=today() + timedelta(days=5))
    of = {name: Appointment.objects.get(person=who.person) for name, who in (("ended", gone), ("short", brief))}
    return Mission(head, officer, colleague, later, post, deputy, of["ended"], of["short"])


DAYS = {"since_on", "until_on", "ends_on", "on"}
NEW = {"email": "new@example.test", "name": "New", "role": "course_director", "locale": "en"}
PEOPLE = (
    # code, who asks, where, what is sent; {officer} and the like are the numbers of persons
    ("people.not_oneself", "head", "appoint/", {**NEW, "email": "{head_mail}", "since_on": "0"}),
    ("people.ends_before_start", "head", "appoint/", {**NEW, "since_on": "5", "until_on": "4"}),
    ("people.already_appointed", "head", "appoint/", {**NEW, "email": "{officer_mail}", "role": "mission_officer",
                                                     "since_on": "0"}),
    ("people.already_ended", "head", "appointments/{ended}/end/", {"ends_on": "0"}),
    ("people.in_the_past", "head", "appointments/{post}/end/", {"ends_on": "-3"}),
    ("people.ends_before_start", "head", "appointments/{coming}/end/", {"ends_on": "2"}),
    ("people.deputy_needs_end", "officer", "appointments/{post}/deputise/",
     {"person": "{colleague}", "since_on": "20"}),
    ("people.deputy_too_long", "officer", "appointments/{post}/deputise/",
     {"person": "{colleague}", "since_on": "20", "until_on": "200"}),
    ("people.deputy_of_deputy", "head", "appointments/{deputy}/deputise/",
     {"person": "{officer}", "since_on": "0", "until_on": "3"}),
    ("people.deputy_beyond_appointment", "head", "appointments/{short}/deputise/",
     {"person": "{colleague}", "since_on": "1", "until_on": "20"}),
    ("people.not_of_party", "head", "appointments/{post}/hand-over/", {"person": "{later}", "on": "3"}),
    ("people.successor_not_appointed", "officer", "appointments/{post}/hand-over/",
     {"person": "{head}", "on": "3"}),
    ("people.not_appointing_authority", "officer", "appointments/{short}/end/", {"ends_on": "0"}),
)  # fmt: skip


@pytest.mark.parametrize(("code", "who", "path", "sent"), PEOPLE, ids=lambda part: str(part)[:40])
def test_refusals_about_people(
    mission: Mission, sign_in: SignIn, code: str, who: str, path: str, sent: dict[str, str]
) -> None:
    things = {
        **{name: getattr(mission, name).person_id for name in ("head", "officer", "colleague", "later")},
        **{name: getattr(mission, name).pk for name in ("post", "deputy", "ended", "short")},
        "coming": Appointment.objects.get(person=mission.later.person).pk,
        "head_mail": mission.head.email,
        "officer_mail": mission.officer.email,
    }
    dated = {name: days(int(text)) if name in DAYS else text.format(**things) for name, text in sent.items()}
    client = sign_in(Client(), getattr(mission, who))
    before = Appointment.objects.count()
    meets(client, code, f"/en/people/{path.format(**things)}", dated)
    assert Appointment.objects.count() == before


def test_a_request_is_answered_once(sign_in: SignIn) -> None:
    desk, officer = factories.staff(), factories.account("XA")
    sign_in(Client(), officer).post("/en/help/ask/", {"text": "Who gives the rooms?"})
    path = f"/en/help/requests/{Request.objects.get().pk}/"
    client = sign_in(Client(), desk)
    assert client.post(path, {"text": "The host."}).status_code == 302
    meets(client, "people.already_answered", path, {"text": "Again."})


# -- wider engagement --------------------------------------------------------------------------------------------------

TALKS = {"held_on": "2026-01-05", "level": "staff", "subjects": "Ports"}
PAPER = {"title_en": "A", "title_fr": "B"}


def test_refusals_about_dialogues(sign_in: SignIn) -> None:
    desk, auditor = factories.staff(), factories.staff(Role.AUDITOR)
    row = test_engagement.dialogue(factories.actor_of(desk), "XF")
    factories.party("XG", belongs=())
    client, reader = sign_in(Client(), desk), sign_in(Client(), auditor)
    root = f"/en/engagement/dialogues/{row.pk}/"
    wanted = {"party": "XG", "areas": ["emerging"], "purpose": "Sea lanes."}
    meets(reader, "engagement.not_proposer", "/en/engagement/dialogues/new/", wanted)
    contact = {"held_on": days(2), "area": "emerging", "subject": "Ports"}
    meets(client, "engagement.in_future", f"{root}contact/", contact)
    ended = {"outcome": rules.Outcome.ENDED.value, "reason": "It has run its course."}
    meets(reader, "engagement.not_desk", f"{root}close/", ended)
    assert client.post(f"{root}close/", ended).status_code == 302
    meets(client, "engagement.is_over", f"{root}close/", ended)
    assert Dialogue.objects.count() == 1


def test_refusals_about_organisations(sign_in: SignIn) -> None:
    desk = factories.staff()
    row: Cooperation = test_engagement.record(factories.actor_of(desk), "XOLS")
    client = sign_in(Client(), desk)
    root = "/en/engagement/organisations/XOLS/"
    meets(client, "engagement.objective_missing", f"{root}talks/", TALKS)
    meets(client, "engagement.in_future", f"{root}agreement/", {**PAPER, "signed_on": days(9)})
    meets(
        client,
        "engagement.days_reversed",
        f"{root}agreement/",
        {**PAPER, "signed_on": "2026-03-02", "in_force_on": "2026-02-02"},
    )
    paper = row.agreements.get()
    engagement.end(paper, factories.actor_of(desk), factories.NOW, ends_on=factories.NOW.date(), reason="Replaced.")
    meets(client, "engagement.agreement_over", f"{root}agreement/{paper.pk}/end/", {"ends_on": days(90), "reason": "?"})
    assert row.talks.count() == 1


# -- feedback ----------------------------------------------------------------------------------------------------------


def test_a_report_is_refused_when_the_time_is_over(sign_in: SignIn) -> None:
    people = world.cast()
    row = test_feedback.hold(people)
    Report.objects.update(ends_on=today() - timedelta(days=400), due_on=today() - timedelta(days=380))
    client = sign_in(Client(), people.accounts["aissata"])
    meets(client, "feedback.closed", f"/en/menu/{row.code}/report/", {**marks(Respondent.NATION), "text": ""})


def test_a_report_is_refused_before_the_activity_has_ended(sign_in: SignIn) -> None:
    people = world.cast()
    row = test_feedback.hold(people)
    Report.objects.update(ends_on=today() + timedelta(days=4), due_on=today() + timedelta(days=25))
    client = sign_in(Client(), people.accounts["aissata"])
    meets(client, "feedback.not_ended", f"/en/menu/{row.code}/report/", {**marks(Respondent.NATION), "text": ""})


def test_who_was_excused_owes_no_report(sign_in: SignIn) -> None:
    people = world.cast()
    row = test_feedback.hold(people)
    Report.objects.filter(respondent=Respondent.NATION).update(state="excused")
    client = sign_in(Client(), people.accounts["aissata"])
    meets(client, "feedback.not_yours", f"/en/menu/{row.code}/report/", {**marks(Respondent.NATION), "text": ""})


def test_a_proposal_is_decided_once_and_by_the_menu_manager(sign_in: SignIn) -> None:
    people = world.cast()
    found: Proposal = test_feedback.proposal(people)
    kept = {"decision": "keep", "reason": "It is wanted."}
    path = f"/en/menu/pruning/{found.pk}/"
    meets(sign_in(Client(), people.accounts["desk"]), "feedback.not_menu_manager", path, kept)
    client = sign_in(Client(), people.accounts["manager"])
    assert client.post(path, kept).status_code == 302
    meets(client, "feedback.already_decided", path, kept)


def test_what_follows_from_a_decision_needs_it(sign_in: SignIn) -> None:
    """The pages open no dialogue: the page of a proposed one says that the Council has not opened it."""
    desk = factories.staff()
    row = test_engagement.dialogue(factories.actor_of(desk), "XF", is_open=False)
    client = sign_in(Client(), desk)
    contact = {"held_on": "2026-01-05", "area": "emerging", "subject": "Ports"}
    meets(client, "engagement.not_open", f"/en/engagement/dialogues/{row.pk}/contact/", contact)
    assert FLOW.is_system
