"""What programs do in the younger houses: by the same acts as people, refused in the same words, done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import FLOW, Role
from comity.education.models import Need
from comity.operations import actions as operations
from comity.operations.models import Contributor
from comity.presence import actions as presence
from comity.presence.models import Accreditation
from tests import factories
from tests.programmes import plans as programmes
from tests.programmes import world
from tests.trust_funds import made as funds

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
NOW, PROBLEM, FAR = factories.NOW, "application/problem+json", "2050-01-01"


@pytest.fixture
def acting(sign_in: SignIn) -> Callable[..., Client]:
    """A program of somebody who acts for a party in some roles."""

    def act(code: str, *roles: Role) -> Client:
        return sign_in(Client(), factories.account(code, *roles))

    return act


def send(client: Client, path: str, sent: dict[str, Any] | None = None, *, key: str = "") -> Any:
    headers = {"idempotency-key": key}
    return client.post(f"/api/v1{path}", sent or {}, content_type="application/json", headers=headers)


def codes(answer: Any) -> list[str]:
    """Why something was refused."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, PROBLEM), answer.content
    return [reason["code"] for reason in answer.json()["reasons"]]


def test_a_nation_shows_interest_once_and_offers_when_it_is_recognised(acting: Callable[..., Client]) -> None:
    desk = factories.actor_of(factories.account("IS", Role.DESK_OFFICER))
    operations.plan(factories.party("IS"), desk, NOW, code="OP-X", name_en="X", name_fr="X")
    mission, other, ally = acting("XA"), acting("XB"), acting("FR", Role.DELEGATE)
    first, again = (send(mission, "/operations/OP-X/interest", key="2026-11-24-interest-1") for _ in range(2))
    assert (first.status_code, first.json()["stage"]) == (200, "interested")
    assert again.content == first.content, "what is sent twice is done once"
    assert Contributor.objects.count() == 1
    assert codes(send(mission, "/operations/OP-X/interest")) == ["operations.underway"]
    assert codes(send(ally, "/operations/OP-X/interest")) == ["operations.not_contributor"]
    here = f"/operations/contributors/{first.json()['id']}"
    assert not first.json()["may_offer"]["allowed"]
    assert codes(send(mission, f"{here}/offer", {"text": "Engineers."})) == ["operations.wrong_stage"]
    operations.recognise(Contributor.objects.get(), FLOW, NOW, decision="PO(2026)0001")
    told = send(mission, f"{here}/offer", {"text": "Engineers."}).json()
    assert (told["stage"], told["offer"], told["may_withdraw"]["allowed"]) == ("offered", "Engineers.", True)
    unseen, absent = (send(other, f"/operations/contributors/{pk}/withdraw", {"text": "x"}) for pk in (told["id"], 0))
    assert (unseen.status_code, unseen.content) == (404, absent.content)
    assert send(mission, f"{here}/withdraw", {"text": "Our parliament decided so."}).json()["stage"] == "withdrawn"


def test_needs_and_offers_are_entered_by_their_nations(acting: Callable[..., Client]) -> None:
    mission, ally = acting("XA"), acting("FR", Role.DELEGATE)
    need = {"field": "courses", "title": " Staff officers ", "people": 10, "by_on": FAR}
    told = send(mission, "/education/needs", need).json()
    assert (told["party"], told["title"], told["state"], told["met"]) == ("XA", "Staff officers", "open", 0)
    assert codes(send(ally, "/education/needs", need)) == ["education.not_in_need"]
    assert codes(send(mission, "/education/needs", {**need, "people": 0, "by_on": "2020-01-01"})) == [
        "education.people_missing",
        "education.day_past",
    ]
    assert Need.objects.count() == 1
    offer = {"field": "courses", "title": "A staff course", "people": 8, "until_on": FAR, "frameworks": ["eapc-pfp"]}
    given = send(ally, "/education/offers", offer).json()
    assert (given["party"], given["left"], given["frameworks"]) == ("FR", 8, ["eapc-pfp"])
    strange = send(ally, "/education/offers", {**offer, "frameworks": ["elsewhere"]})
    assert (strange.status_code, "frameworks" in strange.json()["detail"]) == (422, True)
    listed = mission.get("/api/v1/education/needs?region=eapc-pfp&q=OFFICERS").json()
    assert [row["id"] for row in listed["rows"]] == [told["id"]]
    assert mission.get("/api/v1/education/needs?region=md").json()["total"] == 0


def test_a_pledge_is_entered_by_whoever_keeps_the_books(acting: Callable[..., Client]) -> None:
    people = funds.cast()
    row = funds.launched(people)
    officer, lead, outsider = acting("IS", Role.RESOURCES_OFFICER), acting("XD"), acting("XC")
    pledge = {"contributor": "FR", "minor": 50_000_000, "earmark": "Depot 1"}
    told = send(officer, f"/trust-funds/{row.code}/pledges", pledge).json()
    assert [(one["contributor"], one["pledged"], one["earmark"]) for one in told["gifts"]] == [
        ("FR", 50_000_000, "Depot 1")
    ]
    assert (told["pledged"], told["signed"]) == (50_000_000, 0)
    assert codes(send(lead, f"/trust-funds/{row.code}/pledges", pledge)) == ["ledger.not_officer"]
    assert send(outsider, f"/trust-funds/{row.code}/pledges", pledge).status_code == 404
    for wrong in ({"minor": 0}, {"minor": 10**16}, {"currency": "ZZZ"}, {"contributor": "F\0R"}):
        assert send(officer, f"/trust-funds/{row.code}/pledges", {**pledge, **wrong}).status_code in {400, 422}
    assert funds.fresh(row).pledged == 50_000_000


def test_a_mission_enters_who_arrives_and_departs(acting: Callable[..., Client]) -> None:
    head, desk, other = (
        acting("XA", Role.HEAD_OF_MISSION),
        factories.actor_of(factories.account("IS", Role.DESK_OFFICER)),
        acting("XB", Role.HEAD_OF_MISSION),
    )
    letter: dict[str, Any] = {"name": "Nadia Kern", "email": "nadia@arcadia.test", "role": Role.MISSION_OFFICER}
    made = presence.notify(factories.party("XA"), desk, NOW, letter="XA/1", letter_on=NOW.date(), **letter)
    row = Accreditation.objects.get(pk=made.accreditation_id)
    here = f"/presence/missions/{row.pk}"
    assert codes(send(head, f"{here}/arrive")) == ["presence.posting_moved_on"]
    presence.accept(row, desk, NOW, reply="IS/2")
    assert head.get(f"/api/v1{here}").json()["arrive"] == {"allowed": True, "reasons": []}
    assert send(other, f"{here}/arrive").status_code == 404
    assert send(head, f"{here}/arrive").json()["state"] == "arrived"
    assert codes(send(head, f"{here}/arrive")) == ["presence.posting_moved_on"]
    assert send(head, f"{here}/depart").json()["state"] == "departed"


def test_a_partner_reports_how_far_its_actions_are(acting: Callable[..., Client]) -> None:
    people = world.cast()
    programmes.in_force(people, 3)
    here = f"/programmes/XA/{programmes.PLACE}/actions"
    own, ally, other = acting("XA"), acting("FR", Role.DELEGATE), acting("XB")
    said = {"numbers": [1, 2, 2], "state": "done", "note": "Adopted in spring."}
    told = send(own, f"{here}/report", said).json()
    assert [(row["number"], row["state"], row["note"]) for row in told] == [
        (1, "done", "Adopted in spring."),
        (2, "done", "Adopted in spring."),
    ]
    assert len(own.get(f"/api/v1{here}/1").json()["reports"]) == 1
    (goal,) = own.get(f"/api/v1/programmes/XA/{programmes.PLACE}/goals").json()
    assert (goal["actions"], goal["done"]) == (3, 2)
    assert [row["number"] for row in own.get(f"/api/v1{here}?status=planned").json()["rows"]] == [3]
    assert codes(send(ally, f"{here}/report", said)) == ["programmes.not_at_table"]
    assert send(other, f"{here}/report", said).status_code == 404
    assert send(own, f"{here}/report", {**said, "numbers": [99]}).status_code == 404


@pytest.mark.parametrize(
    ("query", "field"), [("/consultations?q=%00", "q"), ("/operations?q=%00", "q"), ("/programmes?party=a%00", "party")]
)
def test_what_is_no_text_is_named_and_not_asked_of_the_database(
    acting: Callable[..., Client], query: str, field: str
) -> None:
    answer = acting("XA").get(f"/api/v1{query}")
    assert (answer.status_code, answer.json()["detail"]) == (422, f"{field}: This is no text.")


@pytest.mark.parametrize("text", ["a\\u0000", "\\ud800"])
def test_a_body_that_holds_what_is_no_text_cannot_be_read(acting: Callable[..., Client], text: str) -> None:
    body = f'{{"field": "courses", "title": "{text}", "people": 1, "by_on": "{FAR}"}}'
    answer = acting("XA").post("/api/v1/education/needs", body, content_type="application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)
