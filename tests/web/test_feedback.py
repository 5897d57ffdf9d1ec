"""The pages of reports and pruning, as their readers meet them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import CLOCK
from comity.feedback import actions, queries
from comity.feedback.models import Answer, Proposal, Report
from comity.feedback.rules import Respondent
from comity.menu import actions as menu
from comity.menu.models import Activity
from comity.nominations import actions as nominations
from comity.nominations.models import Nomination
from tests.feedback.reports import marks
from tests.nominations import world

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]


def hold(people: world.Cast, number: int = 455) -> Activity:
    """An activity that ended two weeks ago, with one from Arcadia."""
    row = world.activity(number)
    for one in world.put_forward(people, row, "XA"):
        nominations.confirm(row, people.aissata, world.NOW, number=one)
    row.refresh_from_db()
    ended = world.NOW.date() - timedelta(days=14)
    Activity.objects.filter(pk=row.pk).update(start_on=ended, end_on=ended)
    row.refresh_from_db()
    menu.hold(row, CLOCK, world.NOW)
    row.refresh_from_db()
    return row


@pytest.fixture
def people() -> world.Cast:
    return world.cast()


def post(client: Client, url: str, data: dict[str, Any]) -> Any:
    return client.post(url, data)


def test_the_officer_finds_the_report_sends_it_and_corrects_it(
    client: Client, sign_in: SignIn, people: world.Cast
) -> None:
    row = hold(people)
    sign_in(client, people.accounts["aissata"])
    listed = client.get("/en/menu/reports/").content.decode()
    assert "Ordnance disposal 455" in listed
    assert "Awaited" in listed
    url = f"/en/menu/{row.code}/report/"
    assert "It met the need for which we sent people." in client.get(url).content.decode()
    sent = post(client, url, {**marks(Respondent.NATION), "text": "Worth it."})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/en/menu/reports/")
    assert Answer.objects.get().text == "Worth it."
    again = client.get(url).content.decode()
    assert "This report has been sent." in again
    assert "Worth it." in again
    post(client, url, {**marks(Respondent.NATION, 5), "text": "Very much."})
    assert Answer.objects.get().marks["need"] == 5


def test_what_is_missing_is_named_and_what_was_typed_is_kept(
    client: Client, sign_in: SignIn, people: world.Cast
) -> None:
    row = hold(people)
    sign_in(client, people.accounts["aissata"])
    given = marks(Respondent.NATION)
    del given["goal"]
    answer = post(client, f"/en/menu/{row.code}/report/", {**given, "text": "Kept words."})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a mark from 1 to 5." in text
    assert "Kept words." in text
    assert not Answer.objects.exists()


def test_who_owes_no_report_finds_none(client: Client, sign_in: SignIn, people: world.Cast) -> None:
    row = hold(people)
    sign_in(client, people.accounts["belmora"])
    assert client.get(f"/en/menu/{row.code}/report/").status_code == 404
    assert "No report is asked of you." in client.get("/en/menu/reports/").content.decode()


def test_a_participant_reports_without_an_account(client: Client, people: world.Cast) -> None:
    row = hold(people)
    report = Report.objects.get(respondent=Respondent.PARTICIPANT)
    url = f"/fr/menu/reports/by-link/{queries.link(report)}/"
    assert "Elle m’est utile dans mes fonctions." in client.get(url).content.decode()
    assert post(client, url, {**marks(Respondent.PARTICIPANT), "text": ""}).status_code == 302
    assert Answer.objects.get().report == report
    assert "Ce rapport a été envoyé." in client.get(url).content.decode()
    assert client.get(url[:-4] + "abc/").status_code == 404
    assert client.get(f"/en/menu/{row.code}/").status_code == 302, "the link opens nothing else"


def test_results_show_averages_and_texts_to_the_staff_only(client: Client, sign_in: SignIn, people: world.Cast) -> None:
    row = hold(people)
    for respondent, actor in ((Respondent.NATION, people.aissata), (Respondent.PROVIDER, people.lars)):
        report = Report.objects.get(respondent=respondent)
        actions.send(report, actor, world.NOW, marks=marks(respondent), text="Words of one.")
    url = f"/en/menu/{row.code}/reports/"
    sign_in(client, people.accounts["belmora"])
    seen = client.get(url).content.decode()
    assert "Averages are shown once there are at least three answers." in seen
    assert "Words of one." not in seen
    report = Report.objects.get(respondent=Respondent.PARTICIPANT)
    actions.send(report, people.guest, world.NOW, marks=marks(Respondent.PARTICIPANT), text="", by_link=True)
    assert "4.0" in client.get(url).content.decode()
    sign_in(client, people.accounts["desk"])
    assert client.get(url).content.decode().count("Words of one.") == 2


def proposal(people: world.Cast, number: int = 455) -> Proposal:
    row = hold(people, number)
    now = world.NOW + timedelta(days=60)
    for summary in queries.to_judge(now):
        actions.judge(summary, CLOCK, now)
    return Proposal.objects.get(activity_id=row.code)


def test_the_menu_manager_decides_on_a_proposal(client: Client, sign_in: SignIn, people: world.Cast) -> None:
    found = proposal(people)
    sign_in(client, people.accounts["manager"])
    assert "The provider has not reported" in client.get("/en/menu/pruning/").content.decode()
    assert "Nothing is proposed" in client.get("/en/menu/pruning/?outcome=kept").content.decode()
    url = f"/en/menu/pruning/{found.pk}/"
    empty = post(client, url, {"decision": "prune", "reason": "", "replacement": "x"})
    assert empty.status_code == 422
    assert "Write why." in empty.content.decode()
    assert "Write a code such as PCM-0455, or nothing." in empty.content.decode()
    done = post(client, url, {"decision": "prune", "reason": "Nobody reports.", "replacement": ""})
    assert done.status_code == 302
    assert Activity.objects.get().state == "retired"
    text = client.get(url).content.decode()
    assert "Off the menu" in text
    assert "Nobody reports." in text


def test_somebody_else_is_refused_with_the_ground_and_what_they_typed(
    client: Client, sign_in: SignIn, people: world.Cast
) -> None:
    found = proposal(people)
    sign_in(client, people.accounts["lars"])
    url = f"/en/menu/pruning/{found.pk}/"
    refused = post(client, url, {"decision": "keep", "reason": "It is mine."})
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "W-55" in text
    assert Proposal.objects.get().outcome == "proposed"
    sign_in(client, people.accounts["belmora"])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("address", ["/en/menu/reports/", "/en/menu/pruning/", "/en/menu/PCM-0455/reports/"])
def test_as_many_queries_for_three_rows_as_for_one(
    client: Client, sign_in: SignIn, people: world.Cast, address: str
) -> None:
    counts = []
    sign_in(client, people.accounts["manager" if "pruning" in address else "aissata"])
    for numbers in ((455,), (456, 457)):
        for number in numbers:
            proposal(people, number)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_mail_asks_those_who_owe_a_report_and_the_participant_by_link(people: world.Cast) -> None:
    from comity.kernel.models import Message  # noqa: PLC0415

    hold(people)
    sent = {message.address: message for message in Message.objects.filter(template="feedback/asked")}
    assert people.accounts["aissata"].email in sent
    assert people.accounts["lars"].email in sent
    nominee = Nomination.objects.get()
    participant = next(message for address, message in sent.items() if address.startswith("nominee"))
    assert "/menu/reports/by-link/" in participant.context["path"]
    assert nominee.party_id == "XA"


def test_the_page_of_an_activity_leads_to_its_reports_once_it_is_over(
    client: Client, sign_in: SignIn, people: world.Cast
) -> None:
    coming = world.activity(470)
    over = hold(people)
    sign_in(client, people.accounts["aissata"])
    assert f"/en/menu/{coming.code}/reports/" not in client.get(f"/en/menu/{coming.code}/").content.decode()
    assert f"/en/menu/{over.code}/reports/" in client.get(f"/en/menu/{over.code}/").content.decode()
