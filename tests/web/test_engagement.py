"""The pages of wider engagement and of organisations, as their readers meet them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import FLOW, Actor, Role
from comity.engagement import actions, rules
from comity.engagement.models import Contact, Cooperation, Dialogue
from comity.kernel.models import Refusal
from tests import factories

pytestmark = pytest.mark.django_db
NOW, TODAY = factories.NOW, factories.NOW.date()
type SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def desk() -> Any:
    return factories.staff()


def dialogue(actor: Actor, code: str, *, is_open: bool = True) -> Dialogue:
    party = factories.party(code, belongs=())
    made = actions.propose(party, actor, NOW, areas=["emerging"], purpose="Sea lanes.")
    row = Dialogue.objects.get(pk=made.dialogue_id)
    if is_open:
        actions.begin(row, FLOW, NOW, decision="PO(2026)0001")
        actions.log(row, actor, NOW, held_on=TODAY, area="emerging", subject=f"Ports of {code}")
    return row


def record(actor: Actor, code: str) -> Cooperation:
    party = factories.party(code, belongs=(), kind="organisation")
    row = Cooperation.objects.get(pk=actions.set_up(party, actor, NOW, aims="Training.").cooperation_id)
    actions.record_talks(
        row,
        actor,
        NOW,
        held_on=TODAY,
        level=rules.Level.STAFF,
        objectives=[rules.Objective.CRISIS],
        subjects="Who trains whom",
        summary="Ports are theirs.",
    )
    actions.plan(
        row,
        actor,
        NOW,
        title_en="Workshop",
        title_fr="Atelier",
        objective=rules.Objective.TRAINING,
        start_on=TODAY,
        end_on=TODAY,
    )
    actions.sign(row, actor, NOW, title_en="Letters", title_fr="Lettres", signed_on=TODAY)
    return row


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def test_a_list_of_three_asks_no_more_than_a_list_of_one(client: Client, sign_in: SignIn, desk: Any) -> None:
    actor = factories.actor_of(desk)
    row = dialogue(actor, "XF")
    record(actor, "XOLS")
    sign_in(client, desk)
    pages = ("/en/engagement/dialogues/", "/en/engagement/organisations/", f"/en/engagement/dialogues/{row.pk}/")
    once = [count(client, path) for path in (*pages, "/en/engagement/organisations/XOLS/")]
    for code in ("XG", "XH"):
        dialogue(actor, code)
        record(actor, f"{code}O")
        actions.log(row, actor, NOW, held_on=TODAY, area="emerging", subject=code)
    assert [count(client, path) for path in (*pages, "/en/engagement/organisations/XOLS/")] == once
    assert max(once) <= 18


def test_a_dialogue_tells_what_it_is_for_who_decided_and_what_was_held(
    client: Client, sign_in: SignIn, desk: Any
) -> None:
    row = dialogue(factories.actor_of(desk), "XF")
    sign_in(client, desk)
    text = client.get(f"/en/engagement/dialogues/{row.pk}/").content.decode()
    for said in ("Dialogue with Party XF", "Sea lanes.", "Ports of XF", "Enter a contact", "The staff and the Allies."):
        assert said in text
    french = client.get(f"/fr/engagement/dialogues/{row.pk}/").content.decode()
    assert "Partie XF" in french
    assert "Inscrire un contact" in french
    assert "for Allies only" in text
    table = csv.reader(io.StringIO(client.get("/en/engagement/dialogues/export.csv").content.decode("utf-8-sig")))
    assert next(table) == ["UNCLASSIFIED – for Allies only"]
    assert next(table)[:3] == ["nation", "name", "state"]
    assert next(table)[:4] == ["XF", "Party XF", "open", "emerging"]


def test_before_the_council_has_decided_the_page_says_so_and_takes_no_contact(
    client: Client, sign_in: SignIn, desk: Any
) -> None:
    row = dialogue(factories.actor_of(desk), "XF", is_open=False)
    sign_in(client, desk)
    text = client.get(f"/en/engagement/dialogues/{row.pk}/").content.decode()
    assert "the Council has not opened this dialogue" in text
    sent = {"held_on": "2026-11-24", "area": "emerging", "subject": "Ports"}
    refused = client.post(f"/en/engagement/dialogues/{row.pk}/contact/", sent)
    assert refused.status_code == 409
    assert "Ports" in refused.content.decode(), "what was typed is kept"
    assert Refusal.objects.get().verb == "engagement.log"
    assert not Contact.objects.exists()
    assert "the Council has not opened" in client.get(f"/en/engagement/dialogues/{row.pk}/contact/").content.decode()


def test_wrong_input_names_its_field_and_keeps_the_rest(client: Client, sign_in: SignIn, desk: Any) -> None:
    factories.party("XF", belongs=())
    row = record(factories.actor_of(desk), "XOLS")
    sign_in(client, desk)
    wrong = client.post("/en/engagement/dialogues/new/", {"party": "XA", "purpose": "Keep me."})
    assert wrong.status_code == 422
    assert "Keep me." in wrong.content.decode()
    joint = {
        "title_en": "A",
        "title_fr": "B",
        "objective": "training",
        "start_on": "2026-12-02",
        "end_on": "2026-12-01",
    }
    refused = client.post("/en/engagement/organisations/XOLS/joint/", joint)
    assert refused.status_code == 409
    assert "the days are not in their order" in refused.content.decode()
    nowhere = client.post("/en/engagement/organisations/XOLS/joint/", {**joint, "activity": "nothing"})
    assert nowhere.status_code == 422
    assert row.joint.count() == 1


def test_partners_find_no_dialogue_and_read_of_an_organisation_only_what_is_for_all(
    client: Client, sign_in: SignIn, desk: Any
) -> None:
    row = dialogue(factories.actor_of(desk), "XF")
    record(factories.actor_of(desk), "XOLS")
    sign_in(client, factories.account("XA", Role.HEAD_OF_MISSION))
    for path in ("", "export.csv", "new/", f"{row.pk}/", f"{row.pk}/contact/", f"{row.pk}/path/", f"{row.pk}/close/"):
        assert client.get(f"/en/engagement/dialogues/{path}").status_code == 404, path
    text = client.get("/en/engagement/organisations/XOLS/").content.decode()
    assert "Workshop" in text
    assert "Letters" in text
    assert "Staff talks" not in text
    assert "Ports are theirs." not in text
    assert "the desk keeps this record" in client.get("/en/engagement/organisations/XOLS/talks/").content.decode()


def test_an_empty_list_says_what_to_do(client: Client, sign_in: SignIn, desk: Any) -> None:
    sign_in(client, desk)
    assert "No dialogue has been proposed." in client.get("/en/engagement/dialogues/").content.decode()
    assert "No record has been set up." in client.get("/en/engagement/organisations/").content.decode()
    assert client.get("/en/engagement/organisations/NONE/").status_code == 404
