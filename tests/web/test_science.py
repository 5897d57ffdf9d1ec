"""The pages of scientific cooperation, as missions, the desk, reviewers and Allies meet them."""

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

from comity.core.actor import FLOW, Role
from comity.kernel.models import Refusal
from comity.policy import pack
from comity.science import actions
from comity.science.models import Application, Call, Grant, Review, Reviewer
from tests import factories

pytestmark = pytest.mark.django_db
NOW, TODAY = factories.NOW, factories.NOW.date()
type SignIn = Callable[[Client, Any], Client]

DRAFT = {
    "title": "Sensors for drifting mines",
    "summary": "Cheap sensors find drifting mines.",
    "priority": "cbrn",
    "length": "24",
    "end_users": "Coast guard of Arcadia\nHarbour of Thelis",
    "collaborators": "",
    "budget_equipment": "100000",
    "budget_training": "40000",
    "budget_stipends": "30000",
    "budget_consumables": "30000",
    "ally_name": "Ann Lee",
    "ally_institution": "Institute of Waves",
    "ally_nation": "FR",
    "ally_email": "ann@example.test",
    "partner_name": "Ivo Rell",
    "partner_institution": "University of Thelis",
    "partner_nation": "XA",
    "partner_email": "ivo@example.test",
}
DIRECTORS = tuple(
    {name: DRAFT[f"{side}_{name}"] for name in ("name", "institution", "nation", "email")}
    for side in ("ally", "partner")
)


@pytest.fixture
def desk() -> Any:
    return factories.staff()


@pytest.fixture
def mission() -> Any:
    factories.party("FR")
    return factories.account("XA", Role.MISSION_OFFICER)


@pytest.fixture
def call(desk: Any) -> Call:
    made = actions.publish(
        factories.party("IS"),
        factories.actor_of(desk),
        NOW,
        title_en="Security at sea",
        title_fr="Sécurité en mer",
        kinds=["MYP", "ARW"],
        priorities=["cbrn"],
        closes_on=TODAY + timedelta(days=90),
    )
    return Call.objects.get(pk=made.call_id)


def lodged(call: Call, mission: Any, title: str = "Sensors for drifting mines") -> Application:
    actor = factories.actor_of(mission)
    row = Application.objects.get(pk=actions.begin(call, actor, NOW, kind="MYP").application_id)
    actions.write(
        row,
        actor,
        NOW,
        title=title,
        summary="Cheap sensors.",
        priority="cbrn",
        length=24,
        end_users=["Coast guard"],
        budget={"equipment": 100_000, "training": 40_000, "stipends": 30_000, "consumables": 30_000},
        directors=DIRECTORS,
    )
    actions.submit(row, actor, NOW)
    row.refresh_from_db()
    return row


def eligible(call: Call, mission: Any, desk: Any, title: str) -> Application:
    row = lodged(call, mission, title)
    for twin in row.twins.all():
        actions.settle(twin, factories.actor_of(desk), NOW, is_same=False, reason="Other work.")
    actions.check(row, factories.actor_of(desk), NOW, reason="It fits.")
    row.refresh_from_db()
    return row


def reviewer(desk: Any, name: str, institution: str = "Elsewhere", nation: str = "IT") -> tuple[Reviewer, Any]:
    found = factories.account("XC", Role.MISSION_OFFICER, name=name)
    said = {"name": name, "institution": institution, "nation": nation}
    made = actions.list_reviewer(found.person, factories.actor_of(desk), NOW, **said)
    return Reviewer.objects.get(pk=made.reviewer_id), found


def scored(row: Application, desk: Any, name: str, mark: int) -> Review:
    one, who = reviewer(desk, name)
    made = actions.assign(row, factories.actor_of(desk), NOW, reviewer=one.pk)
    review = Review.objects.get(pk=made.review_id)
    marks = dict.fromkeys(pack().science.criteria, mark)
    actions.score(review, factories.actor_of(who), NOW, scores=marks, remarks=f"Remark of {name}.")
    return review


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return str(answer.content.decode())


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def said(client: Client, path: str, sent: dict[str, Any], status: int) -> str:
    answer = client.post(path, sent)
    assert answer.status_code == status, path
    return str(answer.content.decode())


def test_a_list_of_three_asks_no_more_than_a_list_of_one(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    row = eligible(call, mission, desk, "Sensors for drifting mines")
    scored(row, desk, "Kim Vale", 5)
    scored(row, desk, "Jo Ash", 3)
    actions.rank(call, factories.actor_of(desk), NOW)
    sign_in(client, desk)
    pages = (
        "/en/science/",
        f"/en/science/{call.code}/",
        f"/en/science/applications/{row.pk}/",
        "/en/science/reviewers/",
        "/en/science/reviews/",
    )
    once = [count(client, path) for path in pages]
    for number, name in enumerate(("Una Mar", "Lee Fox")):
        other = eligible(call, mission, desk, f"Another work {number}")
        scored(other, desk, f"{name} the first", 4)
        scored(other, desk, f"{name} the second", 4)
        scored(row, desk, name, 4)
    actions.rank(call, factories.actor_of(desk), NOW)
    assert [count(client, path) for path in pages] == once
    assert max(once) <= 24


def test_a_draft_is_kept_part_by_part_as_typed_and_lodged_whole(
    client: Client, sign_in: SignIn, mission: Any, call: Call
) -> None:
    sign_in(client, mission)
    assert "Begin an application" in text(client, f"/en/science/{call.code}/")
    assert client.post(f"/en/science/{call.code}/apply/", {"kind": "MYP"}).status_code == 302
    row = Application.objects.get()
    place = f"/en/science/applications/{row.pk}/"
    assert client.post(f"{place}write/", {"title": "Sensors"}).status_code == 302
    page = text(client, place)
    assert "Still missing: summary, key priority, length, end-users, budget, two co-directors." in page
    assert "the application is not complete" in text(client, f"{place}lodge/")
    wrong = said(client, f"{place}write/", {**DRAFT, "budget_training": "many", "ally_email": ""}, 422)
    assert "Institute of Waves" in wrong
    assert "many" in wrong
    assert "A co-director is named whole, or not at all." in wrong
    assert "At most 20 lines of 240 characters." in said(client, f"{place}write/", {"end_users": "x" * 241}, 422)
    kept = Application.objects.get()
    assert (kept.title, kept.budget) == ("Sensors", {})
    for sent, code in (
        ({"partner_nation": "FR"}, "one co-director of an Ally, one of a partner"),
        ({"length": "12"}, "length or sum is outside the limits"),
        (
            {"budget_equipment": "", "budget_stipends": "80000", "budget_training": "90000"},
            "takes too much of the budget",
        ),
    ):
        assert client.post(f"{place}write/", {**DRAFT, **sent}).status_code in {302, 422}
        if sent != {"partner_nation": "FR"}:
            assert code in said(client, f"{place}lodge/", {}, 409)
    assert client.post(f"{place}write/", DRAFT).status_code == 302
    assert "Nothing is missing." in text(client, place)
    assert 'value="Institute of Waves"' in text(client, f"{place}write/")
    assert client.post(f"{place}lodge/").status_code == 302
    page = text(client, place)
    assert "Lodged" in page
    assert "Harbour of Thelis" in page
    assert "Write the application" not in page
    assert "the application has gone further" in text(client, f"{place}write/")
    french = text(client, f"/fr/science/applications/{row.pk}/")
    for word in ("Codirecteurs", "Utilisateurs finals", "Projet pluriannuel", "Rubrique"):
        assert word in french


def test_a_pair_of_the_same_side_is_not_lodged(client: Client, sign_in: SignIn, mission: Any, call: Call) -> None:
    actor = factories.actor_of(mission)
    row = Application.objects.get(pk=actions.begin(call, actor, NOW, kind="MYP").application_id)
    sign_in(client, mission)
    place = f"/en/science/applications/{row.pk}/"
    assert client.post(f"{place}write/", DRAFT).status_code == 302
    row.directors.filter(nation="FR").update(nation="XA")
    assert "one co-director of an Ally, one of a partner" in said(client, f"{place}lodge/", {}, 409)
    row.refresh_from_db()
    assert row.state == "draft"


def test_the_desk_publishes_checks_settles_and_asks(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    sign_in(client, desk)
    sent = {"title_en": "Energy", "title_fr": "Énergie", "kinds": ["ARW"], "priorities": ["energy"]}
    early = said(client, "/en/science/new/", {**sent, "closes_on": str(TODAY)}, 409)
    assert "the call closes too soon" in early
    assert "Énergie" in early, "what was typed is kept"
    late = str(TODAY + timedelta(days=60))
    assert client.post("/en/science/new/", {**sent, "closes_on": late}).status_code == 302
    assert Call.objects.latest("pk").title_fr == "Énergie"
    lodged(call, mission)
    row = lodged(call, mission, "Sensors for drifting mine")
    place = f"/en/science/applications/{row.pk}/"
    page = text(client, place)
    assert "title, co-directors, institution" in page
    assert "say first whether alike applications are the same" in text(client, f"{place}check/")
    twin = row.twins.get()
    assert client.post(f"/en/science/alike/{twin.pk}/", {"is_same": "yes", "reason": ""}).status_code == 422
    sent = {"is_same": "yes", "reason": "Sent twice."}
    assert client.post(f"/en/science/alike/{twin.pk}/", sent).status_code == 302
    assert "The same work" in text(client, place)
    assert client.post(f"{place}turn-away/", {"reason": "Lodged before."}).status_code == 302
    first = Application.objects.earliest("pk")
    assert client.post(f"/en/science/applications/{first.pk}/check/", {"reason": "It fits."}).status_code == 302
    sign_in(client, mission)
    page = text(client, place)
    assert "Not eligible" in page
    assert "Lodged before." in page
    assert "Sent twice." not in page
    assert client.get(f"/en/science/alike/{twin.pk}/").status_code == 404


def test_conflicts_of_interest_are_found_before_anybody_is_asked(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    row = eligible(call, mission, desk, "Sensors for drifting mines")
    colleague, _who = reviewer(desk, "Ole Dahl", institution="university of thelis")
    sign_in(client, desk)
    place = f"/en/science/applications/{row.pk}/reviewer/"
    assert "there is a conflict of interest" in said(client, place, {"reviewer": colleague.pk}, 409)
    assert not Review.objects.exists()
    someone = factories.account("XB", Role.MISSION_OFFICER)
    sent = {"email": "no@example.test", "name": "Kim Vale", "institution": "Elsewhere", "nation": "FR"}
    assert "Nobody has this address." in said(client, "/en/science/reviewers/new/", sent, 422)
    assert client.post("/en/science/reviewers/new/", {**sent, "email": someone.person.email}).status_code == 302
    assert "Kim Vale" in text(client, "/en/science/reviewers/")
    listed = Reviewer.objects.get(person=someone.person)
    assert "there is a conflict of interest" in said(client, place, {"reviewer": listed.pk}, 409)
    Reviewer.objects.filter(pk=listed.pk).update(nation="XB")
    assert client.post(place, {"reviewer": listed.pk}).status_code == 302
    assert "this review has been asked for" in said(client, place, {"reviewer": listed.pk}, 409)
    assert Refusal.objects.filter(verb="science.assign").count() == 3


def test_a_reviewer_gives_every_mark_or_declares_a_conflict_and_reads_no_more(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    row = eligible(call, mission, desk, "Sensors for drifting mines")
    actor = factories.actor_of(desk)
    one, kim = reviewer(desk, "Kim Vale")
    review = actions.assign(row, actor, NOW, reviewer=one.pk).review_id
    place = f"/en/science/reviews/{review}/"
    sign_in(client, desk)
    assert "another reviewer was asked" in text(client, f"{place}marks/")
    assert "another reviewer was asked" in text(client, f"{place}conflict/")
    sign_in(client, kim)
    assert "Sensors for drifting mines" in text(client, "/en/science/reviews/")
    assert "University of Thelis" in text(client, place)
    some = said(client, f"{place}marks/", {"mark_quality": "4", "remarks": "Keep me."}, 409)
    assert "one to five for each criterion" in some
    assert "Keep me." in some
    marks = {f"mark_{code}": "4" for code in pack().science.criteria}
    assert client.post(f"{place}marks/", {**marks, "remarks": "Sound."}).status_code == 302
    assert "Sound." in text(client, place)
    assert "this review has been asked for" in text(client, f"{place}marks/")
    other, jo = reviewer(desk, "Jo Ash")
    second = actions.assign(row, actor, NOW, reviewer=other.pk).review_id
    sign_in(client, jo)
    assert client.get(place).status_code == 404, "a reviewer does not read another's review"
    sent = {"reason": "We publish together."}
    answer = client.post(f"/en/science/reviews/{second}/conflict/", sent, follow=True)
    assert "the application is no longer yours to read" in answer.content.decode()
    assert "Sensors" not in text(client, "/en/science/reviews/")
    assert client.get(f"/en/science/reviews/{second}/").status_code == 404
    assert client.get(f"/en/science/applications/{row.pk}/").status_code == 404
    sign_in(client, desk)
    assert "We publish together." in text(client, f"/en/science/applications/{row.pk}/")


def test_applicants_nowhere_see_reviewers_and_nations_see_marks_without_names(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    sign_in(client, desk)
    rank = f"/en/science/{call.code}/rank/"
    assert "no application is eligible" in said(client, rank, {}, 409)
    row = eligible(call, mission, desk, "Sensors for drifting mines")
    assert "an application has too few reviews" in said(client, rank, {}, 409)
    for name, mark in (("Kim Vale", 5), ("Jo Ash", 4)):
        scored(row, desk, name, mark)
    assert client.post(rank).status_code == 302
    page = text(client, f"/en/science/{call.code}/")
    assert "4.50" in page
    assert "Recommended" in page
    table = csv.reader(io.StringIO(text(client, f"/en/science/{call.code}/export.csv").removeprefix("\ufeff")))
    assert [line for line in table if line[-1:] == ["450"]]
    ally = factories.account("FR", Role.DELEGATE)
    for who, sees_marks in ((mission, False), (ally, True)):
        sign_in(client, who)
        pages = [
            text(client, path)
            for path in (
                "/en/science/",
                "/en/science/export.csv",
                f"/en/science/{call.code}/",
                f"/en/science/{call.code}/export.csv",
                f"/en/science/applications/{row.pk}/",
                "/en/science/reviews/",
                "/en/register/",
            )
        ]
        for page in pages:
            for secret in ("Kim Vale", "Jo Ash", "Remark of"):
                assert secret not in page
        assert ("4.50" in pages[2]) is sees_marks
        assert ("4.50" in pages[4]) is sees_marks
        assert client.get("/en/science/reviewers/").status_code == 404
        assert client.get(f"/en/science/reviews/{Review.objects.earliest('pk').pk}/").status_code == 404
    sign_in(client, ally)
    assert "4,50" in text(client, f"/fr/science/{call.code}/")


def test_others_do_not_do_what_is_the_desks_or_the_missions(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    row = lodged(call, mission)
    sign_in(client, desk)
    assert "the partner’s mission lodges" in text(client, f"/en/science/{call.code}/apply/")
    sign_in(client, mission)
    place = f"/en/science/applications/{row.pk}/"
    for path in ("/en/science/new/", f"/en/science/{call.code}/rank/", f"{place}check/", f"{place}turn-away/"):
        assert "the desk does this" in text(client, path)
    Call.objects.update(opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))
    assert "the call is not open for this" in text(client, f"/en/science/{call.code}/apply/")
    assert "No call is open." in text(client, "/en/science/?state=open")


def test_an_empty_list_says_what_to_do(client: Client, sign_in: SignIn, desk: Any) -> None:
    sign_in(client, desk)
    assert "No call has been published." in text(client, "/en/science/")
    assert "No reviewer is listed." in text(client, "/en/science/reviewers/")
    assert "Nothing waits for your marks." in text(client, "/en/science/reviews/")
    assert client.get("/en/science/SPS-1999-1/").status_code == 404
    assert client.get("/en/science/export.xlsx").status_code == 200


def awarded(call: Call, mission: Any, desk: Any, title: str = "Sensors for drifting mines") -> Grant:
    row = eligible(call, mission, desk, title)
    for name, mark in (("Kim Vale", 5), ("Jo Ash", 4)):
        scored(row, desk, f"{name} on {title}", mark)
    actions.rank(call, factories.actor_of(desk), NOW)
    made = actions.award(row, FLOW, NOW, decision="PO(2026)0001")
    return Grant.objects.get(pk=made.grant_id)


def test_grants_are_listed_with_what_is_late_at_constant_cost(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    sign_in(client, mission)
    assert "There is no grant that you may read." in text(client, "/en/science/grants/")
    grant = awarded(call, mission, desk)
    place = f"/en/science/grants/{grant.pk}/"
    actor = factories.actor_of(mission)
    actions.add_milestone(grant, actor, NOW, title="The first step", on=TODAY)
    once = [count(client, path) for path in ("/en/science/grants/", place)]
    for number in range(2):
        awarded(call, mission, desk, f"Another work {number}")
        actions.add_milestone(grant, actor, NOW, title=f"Step {number}", on=TODAY)
        actions.ask_payment(grant, actor, NOW, heading="equipment", euros=10, purpose="Sensors")
        actions.enter_property(grant, actor, NOW, name="Buoy", mark="1", place="Port", euros=5, on=TODAY)
    assert [count(client, path) for path in ("/en/science/grants/", place)] == once
    assert max(once) <= 24
    grant.reports.filter(number=1).update(due_on=TODAY - timedelta(days=1))
    assert "Report overdue" in text(client, "/en/science/grants/?state=running")
    assert "Rapport en retard" in text(client, "/fr/science/grants/")
    table = list(csv.reader(io.StringIO(text(client, "/en/science/grants/export.csv").removeprefix("\ufeff"))))
    head = table[1]
    line = dict(zip(head, next(row for row in table if row[0] == grant.letter), strict=True))
    assert (line["euros"], line["reports_late"], line["reports_awaited"]) == ("200000", "1", "4")
    assert client.get("/en/science/grants/export.xlsx").status_code == 200


def test_a_grant_keeps_what_was_typed_and_says_what_stands_in_the_way(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    grant = awarded(call, mission, desk)
    place = f"/en/science/grants/{grant.pk}/"
    sign_in(client, mission)
    late = {"title": "Twenty sensors at sea", "on": str(TODAY + timedelta(days=4000))}
    outside = said(client, f"{place}milestone/", late, 409)
    assert "the day is outside the time of the grant" in outside
    assert "Twenty sensors at sea" in outside
    wrong = said(client, f"{place}payment/", {"heading": "equipment", "euros": "none", "purpose": "Keep me."}, 422)
    assert "Keep me." in wrong
    ask = {"heading": "equipment", "euros": "500", "purpose": "Sensors"}
    assert client.post(f"{place}payment/", ask).status_code == 302
    payment = grant.payments.get()
    paying = f"/en/science/payments/{payment.pk}/"
    assert "the desk does this" in text(client, f"{paying}approve/")
    sign_in(client, desk)
    assert "no money is set aside" in text(client, f"{paying}approve/")
    assert "the mission that holds the grant does this" in text(client, f"{place}payment/")
    assert client.post(f"{paying}refuse/", {"reason": "No receipts."}).status_code == 302
    assert "this has been answered already" in text(client, f"{paying}refuse/")
    page = text(client, place)
    for word in ("No receipts.", "Award letter", "Inventory", "Set a milestone"):
        assert word in page
    for path in ("payments/9999/approve/", "progress/9999/", "milestones/9999/", "grants/9999/"):
        assert client.get(f"/en/science/{path}").status_code == 404


def test_what_the_panel_does_not_recommend_ends_in_writing(
    client: Client, sign_in: SignIn, desk: Any, mission: Any, call: Call
) -> None:
    row = eligible(call, mission, desk, "Sensors for drifting mines")
    for name in ("Kim Vale", "Jo Ash"):
        scored(row, desk, name, 2)
    actions.rank(call, factories.actor_of(desk), NOW)
    sign_in(client, desk)
    sent = {"reason": "The need is not shown."}
    assert client.post(f"/en/science/applications/{row.pk}/no-grant/", sent).status_code == 302
    sign_in(client, mission)
    page = text(client, f"/en/science/applications/{row.pk}/")
    assert "The need is not shown." in page
    assert "No grant" in page
