"""The pages of operations, as their readers meet them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.consultations.models import Consultation
from comity.core.actor import FLOW, Actor, Role
from comity.operations import actions, queries, rules
from comity.operations.models import Comment, Contributor, Draft, Operation, Unit
from comity.parties import queries as parties
from tests import factories

pytestmark = pytest.mark.django_db
NOW, TODAY = factories.NOW, factories.NOW.date()
type SignIn = Callable[[Client, Any], Client]
HOME = "/en/operations/"


@pytest.fixture
def desk() -> Any:
    return factories.staff()


@pytest.fixture
def mission() -> Any:
    return factories.account("XA", Role.MISSION_OFFICER)


def planned(desk: Any, code: str) -> Operation:
    staff = parties.party("IS")
    assert staff is not None
    actions.plan(staff, factories.actor_of(desk), NOW, code=code, name_en=f"Name of {code}", name_fr=f"Nom de {code}")
    row = queries.operation(code)
    assert row is not None
    return row


def contributor(pk: int) -> Contributor:
    row = queries.contributor(pk)
    assert row is not None
    return row


def partner(row: Operation, desk: Actor, mission: Actor) -> Contributor:
    pk = actions.show_interest(row, mission, NOW).contributor_id
    actions.recognise(contributor(pk), FLOW, NOW, decision="PO(2026)0001")
    actions.offer(contributor(pk), mission, NOW, text="Engineers.")
    actions.assess(contributor(pk), desk, NOW, text="Suited.", is_suitable=True)
    for kind in rules.Arranged:
        actions.sign(contributor(pk), desk, NOW, kind=kind, reference="A-1", signed_on=TODAY)
    actions.put_forward(contributor(pk), desk, NOW)
    actions.accept(contributor(pk), FLOW, NOW, decision="PO(2026)0002")
    return contributor(pk)


def draft(row: Operation, desk: Actor, title: str = "Plan for the winter") -> Draft:
    texts = {"title_en": title, "title_fr": title, "text_en": "Text.", "text_fr": "Texte."}
    pk = actions.circulate(row, desk, NOW, closes_at=NOW + timedelta(days=6), **texts).draft_id
    return Draft.objects.get(pk=pk)


def name_consultation(row: Operation, desk: Actor, code: str, *also: str) -> None:
    found = Consultation.objects.create(
        code=code, requester="XA", subject_as_asked="Seas", requested_at=NOW, audience=["staff", *also]
    )
    actions.link(row, desk, NOW, code=code, consultation=found)


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def test_a_list_of_three_asks_no_more_than_a_list_of_one(
    client: Client, sign_in: SignIn, desk: Any, mission: Any
) -> None:
    officer, envoy = factories.actor_of(desk), factories.actor_of(mission)
    row = planned(desk, "OP-ONE")
    way = partner(row, officer, envoy)
    # A second one, so that the marking names nobody here and below: naming a party asks for names, once.
    actions.show_interest(row, factories.actor_of(factories.account("XD", Role.MISSION_OFFICER)), NOW)
    text = draft(row, officer)
    actions.comment(text, envoy, NOW, text="Name another quay.")
    name_consultation(row, officer, "2026-001")
    home = factories.party("XA")
    unit = actions.enter_unit(home, envoy, NOW, name="1st Company").unit_id
    sign_in(client, desk)
    pages = (
        HOME,
        f"{HOME}OP-ONE/",
        f"{HOME}contributors/{way.pk}/",
        f"{HOME}drafts/{text.pk}/",
        f"{HOME}units/",
        f"{HOME}units/{unit}/",
    )
    before = {path: count(client, path) for path in pages}
    for code, nation in (("OP-TWO", "XB"), ("OP-THREE", "XC")):
        planned(desk, code)
        other = factories.actor_of(factories.account(nation, Role.MISSION_OFFICER))
        actions.show_interest(row, other, NOW)
        draft(row, officer, code)
        actions.comment(text, envoy, NOW, text=code)
        name_consultation(row, officer, f"2026-0{len(code)}0")
        actions.enter_unit(home, envoy, NOW, name=code)
    assert {path: count(client, path) for path in pages} == before
    assert max(before.values()) <= 22


def test_the_list_is_narrowed_and_taken_away(client: Client, sign_in: SignIn, desk: Any) -> None:
    sign_in(client, desk)
    assert "No operation has been entered." in client.get(HOME).content.decode()
    planned(desk, "OP-ONE")
    planned(desk, "OP-TWO")
    assert "No operation fits." in client.get(f"{HOME}?phase=ended").content.decode()
    page = client.get(f"{HOME}?q=two").content.decode()
    assert "Name of OP-TWO" in page
    assert "Name of OP-ONE" not in page
    told = client.get(f"{HOME}export.csv?q=two").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(told)))
    assert [row[0] for row in rows[1:-1]] == ["code", "OP-TWO"]
    assert client.get(f"{HOME}export.xlsx").status_code == 200
    assert client.get(f"{HOME}OP-NONE/").status_code == 404
    assert "Nom de OP-ONE" in client.get("/fr/operations/").content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, sign_in: SignIn, desk: Any) -> None:
    sign_in(client, desk)
    answer = client.post(f"{HOME}new/", {"code": "harbour", "name_en": "Safe", "name_fr": "Sûr"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a code such as OP-HARBOUR." in page
    assert 'value="Safe"' in page
    assert Operation.objects.count() == 0
    sent = {"code": "OP-ONE", "name_en": "Safe", "name_fr": "Sûr"}
    assert client.post(f"{HOME}new/", sent).status_code == 302
    again = client.post(f"{HOME}new/", sent)
    assert again.status_code == 409
    assert "this code is taken" in again.content.decode()
    assert Operation.objects.count() == 1


def test_a_mission_shows_interest_once_and_makes_no_offer_before_its_time(
    client: Client, sign_in: SignIn, desk: Any, mission: Any
) -> None:
    planned(desk, "OP-ONE")
    sign_in(client, mission)
    assert "Show interest" in client.get(f"{HOME}OP-ONE/").content.decode()
    assert client.post(f"{HOME}OP-ONE/interest/").status_code == 302
    again = client.post(f"{HOME}OP-ONE/interest/")
    assert again.status_code == 409
    assert "your nation is on its way already" in again.content.decode()
    row = Contributor.objects.get()
    page = client.get(f"{HOME}contributors/{row.pk}/offer/").content.decode()
    assert "it is not the moment for it" in page
    assert client.get(f"{HOME}contributors/{row.pk}/assess/").status_code == 200  # says why not
    assert client.post(f"{HOME}contributors/{row.pk}/put-forward/").status_code == 409
    assert client.post(f"{HOME}contributors/{row.pk}/withdraw/", {"text": "Not this year."}).status_code == 302
    row.refresh_from_db()
    assert row.stage == rules.Stage.WITHDRAWN


def test_another_nation_sees_neither_contributor_nor_draft_nor_comment(
    client: Client, sign_in: SignIn, desk: Any, mission: Any
) -> None:
    officer = factories.actor_of(desk)
    row = planned(desk, "OP-ONE")
    way = partner(row, officer, factories.actor_of(mission))
    text = draft(row, officer)
    actions.comment(text, factories.actor_of(mission), NOW, text="Name another quay.")
    name_consultation(row, officer, "2026-001")
    name_consultation(row, officer, "2026-002", "party:XB")
    sign_in(client, factories.account("XB", Role.MISSION_OFFICER))
    page = client.get(f"{HOME}OP-ONE/").content.decode()
    assert "You see no contributor." in page
    assert "You see no draft." in page
    assert f"<li>{parties.names('en')['XA']}</li>" in page  # that it takes part is for all to know
    assert "2026-001" not in page
    assert "2026-002" in page
    comment = Comment.objects.get()
    for path in (f"contributors/{way.pk}/", f"drafts/{text.pk}/", f"drafts/{text.pk}/comment/"):
        assert client.get(f"{HOME}{path}").status_code == 404, path
    assert client.post(f"{HOME}comments/{comment.pk}/answer/", {"uptake": "not", "text": "x"}).status_code == 404


def test_the_desk_enters_units_and_their_evaluations(client: Client, sign_in: SignIn, desk: Any, mission: Any) -> None:
    factories.party("XA")
    sign_in(client, desk)
    assert "You see no unit." in client.get(f"{HOME}units/").content.decode()
    assert client.post(f"{HOME}units/new/", {"party": "XA", "name": "1st Company"}).status_code == 302
    row = Unit.objects.get()
    days = {"on": TODAY.isoformat(), "valid_until": (TODAY + timedelta(days=400)).isoformat()}
    skipped = client.post(f"{HOME}units/{row.pk}/evaluate/", {"level": "2", **days})
    assert skipped.status_code == 409
    assert "the first level comes first" in skipped.content.decode()
    assert client.post(f"{HOME}units/{row.pk}/evaluate/", {"level": "1", **days}).status_code == 302
    assert "Level 1: evaluated by the nation itself" in client.get(f"{HOME}units/{row.pk}/").content.decode()
    rows = list(csv.reader(io.StringIO(client.get(f"{HOME}units/export.csv").content.decode("utf-8-sig"))))
    assert rows[2][2] == "1st Company"
    assert rows[2][4] == "1"
    assert client.get(f"{HOME}units/export.xlsx").status_code == 200


def test_a_page_is_marked_by_those_who_may_read_all_of_it(
    client: Client, sign_in: SignIn, desk: Any, mission: Any
) -> None:
    officer = factories.actor_of(desk)
    row = planned(desk, "OP-ONE")
    partner(row, officer, factories.actor_of(mission))
    text = draft(row, officer)
    sign_in(client, mission)
    name = parties.names("en")["XA"]
    assert f"releasable to {name}" in client.get(f"{HOME}OP-ONE/").content.decode()
    assert "releasable to OP-ONE" in client.get(f"{HOME}drafts/{text.pk}/").content.decode()
    other = factories.actor_of(factories.account("XB", Role.MISSION_OFFICER))
    actions.show_interest(row, other, NOW)
    sign_in(client, desk)
    assert "for Allies only" in client.get(f"{HOME}OP-ONE/").content.decode()
