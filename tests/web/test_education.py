"""The pages of education, training and capacity building, as their readers meet them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import Role
from comity.education import actions
from comity.education.models import Match, Need, Offer, Recognition
from comity.kernel.models import Refusal
from comity.parties.models import Provider
from tests import factories
from tests.education.cast import NOW, TODAY, Cast, cast, matched, needed, offered
from tests.web.refused import leads_on

pytestmark = pytest.mark.django_db
REFUSED = 409
type SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def people() -> Cast:
    return cast()


def as_(client: Client, sign_in: SignIn, code: str, role: Role = Role.MISSION_OFFICER) -> Client:
    return sign_in(client, factories.account(code, role))


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def sent(client: Client, path: str, status: int, **values: Any) -> str:
    answer = client.post(path, values)
    assert answer.status_code == status, f"{path}: {answer.content.decode()[-3000:]}"
    if status == REFUSED:
        leads_on(client, answer, values)
    return answer.content.decode()


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def done(people: Cast) -> Match:
    row = matched(needed(people.arcadia), offered(people.estmark), people.estmark, people.arcadia)
    actions.confirm(row, people.arcadia, NOW, people=5, done_on=TODAY)
    return row


def test_a_list_of_three_asks_no_more_than_a_list_of_one(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = done(people)
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    pages = [
        "/en/education/?state=all",
        "/en/education/offers/?show=all",
        "/en/education/contributions/",
        f"/en/education/needs/{row.need_id}/",
        f"/en/education/offers/{row.offer_id}/",
    ]
    once = [count(client, path) for path in pages]
    for giver in (people.france, people.belmora):
        more = matched(row.need, offered(giver), giver, people.arcadia, people=1)
        actions.confirm(more, people.arcadia, NOW, people=1, done_on=TODAY)
        matched(needed(people.belmora), row.offer, people.desk, people=1)
    assert [count(client, path) for path in pages] == once
    assert max(once) <= 18


def test_lists_are_filtered_and_taken_away_as_they_are_shown(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = done(people)
    needed(people.belmora, title="Law teachers")
    as_(client, sign_in, "XB")
    assert "Law teachers" in text(client, "/en/education/?region=md&q=belm")
    assert "No need fits." in text(client, "/en/education/?region=ici")
    assert "Staff officers" in text(client, "/fr/education/?state=all&q=arcad")
    found = list(csv.reader(io.StringIO(text(client, "/en/education/export.csv?region=md").removeprefix("\ufeff"))))
    assert found[1][:4] == ["partner", "name", "frameworks", "field"]
    assert [line[0] for line in found[2:-1]] == ["XB"]
    given = text(client, "/en/education/contributions/export.csv")
    assert "XE,Estmark,partner,1,10,1,5,5,0,0,1" in given
    assert "XE,Estmark,partner,courses" in text(client, "/en/education/offers/export.csv?show=all")
    assert "5 people trained or helped; 5 of them by partners in their own region" in " ".join(
        text(client, "/en/education/contributions/").split()
    )
    assert "In its region" in text(client, f"/en/education/offers/{row.offer_id}/")
    assert "No offer fits." in text(client, "/en/education/offers/?field=reform")
    for path in ("export.xlsx", "offers/export.xlsx", "contributions/export.xlsx"):
        assert client.get(f"/en/education/{path}").status_code == 200


def test_a_partner_states_a_need_and_an_ally_offers_by_form(client: Client, sign_in: SignIn, people: Cast) -> None:
    as_(client, sign_in, "XA")
    assert "No need fits." in text(client, "/en/education/")
    wrong = sent(client, "/en/education/needs/new/", 422, field="courses", title="Keep me", people="3", by_on="soon")
    assert "Keep me" in wrong
    late = sent(client, "/en/education/needs/new/", 409, field="courses", title="Keep", people="0", by_on="2026-11-01")
    assert "say for how many people" in late
    assert not Need.objects.exists()
    whole = {"field": "courses", "title": "Staff officers", "people": "3", "by_on": "2027-06-01"}
    sent(client, "/en/education/needs/new/", 302, **whole)
    need = Need.objects.get()
    as_(client, sign_in, "FR", Role.DELEGATE)
    assert "a partner states its own needs" in text(client, "/en/education/needs/new/")
    offer = {"field": "courses", "title": "Places", "people": "5", "until_on": "2027-06-01", "frameworks": "eapc-pfp"}
    sent(client, "/en/education/offers/new/", 302, **offer)
    found = Offer.objects.get()
    assert found.frameworks == ["eapc-pfp"]
    page = text(client, f"/en/education/needs/{need.pk}/match/")
    assert "France: Places (places left: 5)" in page
    place = f"/en/education/needs/{need.pk}/match/"
    assert "this is more than is needed" in sent(client, place, 409, offer=found.pk, people="4", note="Keep me.")
    assert "Select a valid choice" in sent(client, place, 422, offer=999, people="3")
    sent(client, place, 302, offer=found.pk, people="3")
    assert "Waits on Arcadia" in " ".join(text(client, f"/en/education/needs/{need.pk}/").split())
    assert "Not dropped" in sent(client, f"/en/education/offers/{found.pk}/drop/", 409, reason="Why")


def test_a_match_is_declined_confirmed_or_refused_by_form(client: Client, sign_in: SignIn, people: Cast) -> None:
    need, offer = needed(people.arcadia), offered(people.estmark)
    row = matched(need, offer, people.desk)
    as_(client, sign_in, "XA")
    text(client, f"/en/education/matches/{row.pk}/accept/")
    sent(client, f"/en/education/matches/{row.pk}/accept/", 302)
    assert "you have agreed already" in sent(client, f"/en/education/matches/{row.pk}/accept/", 409)
    assert "not at that stage" in text(client, f"/en/education/matches/{row.pk}/confirm/")
    as_(client, sign_in, "XE", Role.HEAD_OF_MISSION)
    assert "the partner that was helped confirms" in text(client, f"/en/education/matches/{row.pk}/confirm/")
    sent(client, f"/en/education/matches/{row.pk}/decline/", 422, reason="")
    sent(client, f"/en/education/matches/{row.pk}/decline/", 302, reason="No teachers.")
    assert "No teachers." in text(client, f"/en/education/needs/{need.pk}/")
    sent(client, f"/en/education/offers/{offer.pk}/drop/", 302, reason="No teachers.")
    assert "No teachers." in text(client, f"/en/education/offers/{offer.pk}/")
    as_(client, sign_in, "XA")
    assert "the need or the offer is not open any more" in text(client, f"/en/education/needs/{need.pk}/match/")
    text(client, f"/en/education/needs/{need.pk}/drop/")
    sent(client, f"/en/education/needs/{need.pk}/drop/", 302, reason="At home.")
    assert "the need or the offer is not open any more" in text(client, f"/en/education/needs/{need.pk}/match/")
    assert Refusal.objects.filter(verb="education.accept").count() == 1


def test_a_match_that_is_not_agreed_is_read_by_the_two_and_the_desk_alone(
    client: Client, sign_in: SignIn, people: Cast
) -> None:
    row = matched(needed(people.arcadia), offered(people.estmark), people.desk)
    as_(client, sign_in, "XB")
    assert "A staff course" not in text(client, f"/en/education/needs/{row.need_id}/")
    for verb in ("accept", "decline", "confirm"):
        text(client, f"/en/education/matches/{row.pk}/{verb}/", 404)
    for path in ("needs/999/", "offers/999/", "needs/999/match/", "offers/999/drop/"):
        text(client, f"/en/education/{path}", 404)
    as_(client, sign_in, "XE", Role.HEAD_OF_MISSION)
    assert "A staff course" in text(client, f"/fr/education/needs/{row.need_id}/")


# -- centres -----------------------------------------------------------------------------------------------------------


def school(code: str) -> Provider:
    return Provider.objects.create(
        code=f"S{code}", party=factories.party(code), kind="other", name_en=f"School {code}", audience=["public"]
    )


def test_a_list_of_three_centres_asks_no_more_than_a_list_of_one(client: Client, sign_in: SignIn, people: Cast) -> None:
    actions.apply(school("XA"), people.arcadia, NOW, case="Forty courses.")
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    row = Recognition.objects.get()
    pages = ["/en/education/centres/", f"/en/education/centres/{row.pk}/"]
    once = [count(client, path) for path in pages]
    actions.apply(school("XE"), people.estmark, NOW, case="Forty courses.")
    actions.apply(school("XB"), people.belmora, NOW, case="Forty courses.")
    # The marking of one application names its nation, of several the Allies and partners: one question fewer.
    assert [count(client, path) for path in pages] == [once[0] - 1, once[1]]
    assert max(once) <= 18
    found = text(client, "/en/education/centres/export.csv?q=estmark")
    assert "SXE,School XE,XE,Estmark,applied" in found
    assert "SXA" not in found
    assert client.get("/en/education/centres/export.xlsx").status_code == 200
    assert "No centre fits." in text(client, "/en/education/centres/?state=over")


def test_a_nation_applies_and_the_desk_assesses_by_form(client: Client, sign_in: SignIn, people: Cast) -> None:
    school("XA")
    as_(client, sign_in, "XA")
    assert "Aucun centre ne correspond." in text(client, "/fr/education/centres/")
    assert "Keep me." in sent(client, "/en/education/centres/apply/", 422, centre="SXB", case="Keep me.")
    sent(client, "/en/education/centres/apply/", 302, centre="SXA", case="Forty courses.")
    assert "runs already" in sent(client, "/en/education/centres/apply/", 409, centre="SXA", case="Keep me.")
    row = Recognition.objects.get()
    place = f"/en/education/centres/{row.pk}/"
    assert "the desk assesses centres" in text(client, f"{place}assess/")
    text(client, f"{place}withdraw/")
    sent(client, f"{place}withdraw/", 302)
    assert "at another stage" in sent(client, f"{place}withdraw/", 409)
    sent(client, "/en/education/centres/apply/", 302, centre="SXA", case="Forty more courses.")
    place = f"/en/education/centres/{Recognition.objects.latest('pk').pk}/"
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    assert "the nation that answers for the centre applies" in text(client, "/en/education/centres/apply/")
    text(client, f"{place}turn-down/")
    sent(client, f"{place}assess/", 422, findings="")
    sent(client, f"{place}turn-down/", 302, findings="Not yet.")
    assert "Not yet." in text(client, place)
    as_(client, sign_in, "XB")
    text(client, place, 404)
    text(client, f"{place}assess/", 404)
