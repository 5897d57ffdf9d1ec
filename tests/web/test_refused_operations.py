"""Refusals of operations as somebody meets them: through the pages, each code at least once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comity.consultations.models import Consultation
from comity.core.actor import FLOW, Role
from comity.kernel import clock
from comity.operations import actions
from comity.operations.models import Comment, Draft, Operation
from tests import factories
from tests.web.test_operations import HOME, contributor, partner, planned
from tests.web.test_refused_pages import days, meets

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
OP = f"{HOME}OP-ONE/"


@pytest.fixture
def desk() -> Any:
    return factories.staff()


@pytest.fixture
def mission() -> Any:
    return factories.account("XA", Role.MISSION_OFFICER)


@pytest.fixture
def row(desk: Any) -> Operation:
    return planned(desk, "OP-ONE")


def draft(row: Operation, desk: Any) -> Draft:
    """A draft circulated today, whose window closes in nine days."""
    now = clock.now()
    texts = {"title_en": "Plan", "title_fr": "Plan", "text_en": "Text.", "text_fr": "Texte."}
    made = actions.circulate(row, factories.actor_of(desk), now, closes_at=now + timedelta(days=9), **texts)
    return Draft.objects.get(pk=made.draft_id)


def let_close(row: Draft) -> None:
    """The draft went out twelve days ago and its window closed yesterday."""
    now = clock.now()
    row.circulated_at, row.closes_at = now - timedelta(days=12), now - timedelta(days=1)
    row.save(update_fields=["circulated_at", "closes_at"])


def test_refusals_about_an_operation(sign_in: SignIn, desk: Any, mission: Any, row: Operation) -> None:
    staff, envoy = sign_in(Client(), desk), sign_in(Client(), mission)
    ally = sign_in(Client(), factories.account("FR", Role.DELEGATE))
    names = {"code": "OP-ONE", "name_en": "A", "name_fr": "B"}
    meets(envoy, "operations.not_desk", f"{HOME}new/", names)
    meets(staff, "operations.code_taken", f"{HOME}new/", names)
    phase = {"decision": "PO(2026)0001"}
    meets(staff, "operations.phases_follow", f"{OP}phase/", {**phase, "to": "ended"})
    meets(ally, "operations.not_contributor", f"{OP}interest/", {})
    sent = {"title_en": "A", "title_fr": "B", "text_en": "C", "text_fr": "D", "closes_on": days(9)}
    meets(staff, "operations.nobody_to_ask", f"{OP}circulate/", sent)
    meets(staff, "operations.no_such_consultation", f"{OP}consultation/", {"consultation": "1999-001"})
    Consultation.objects.create(
        code="2026-001", requester="XA", subject_as_asked="Seas", requested_at=clock.now(), audience=["staff"]
    )
    assert staff.post(f"{OP}consultation/", {"consultation": "2026-001"}).status_code == 302
    meets(staff, "operations.is_linked", f"{OP}consultation/", {"consultation": "2026-001"})
    assert envoy.post(f"{OP}interest/").status_code == 302
    meets(envoy, "operations.underway", f"{OP}interest/", {})
    for to in ("execution", "ended"):
        assert staff.post(f"{OP}phase/", {**phase, "to": to}).status_code == 302
    meets(staff, "operations.is_ended", f"{OP}phase/", {**phase, "to": "ended"})


def test_refusals_about_a_contributor(sign_in: SignIn, desk: Any, mission: Any, row: Operation) -> None:
    staff, envoy, officer = sign_in(Client(), desk), sign_in(Client(), mission), factories.actor_of(desk)
    now, actor = clock.now(), factories.actor_of(mission)
    pk = actions.show_interest(row, actor, now).contributor_id
    place = f"{HOME}contributors/{pk}/"
    meets(staff, "operations.not_own", f"{place}offer/", {"text": "Engineers."})
    meets(envoy, "operations.wrong_stage", f"{place}offer/", {"text": "Engineers."})
    actions.recognise(contributor(pk), FLOW, now, decision="PO(2026)0001")
    paper = {"kind": "forces", "reference": "A-1", "signed_on": days(0)}
    meets(staff, "operations.in_future", f"{place}sign/", {**paper, "signed_on": days(4)})
    assert staff.post(f"{place}sign/", paper).status_code == 302
    meets(staff, "operations.is_arranged", f"{place}sign/", paper)
    assert envoy.post(f"{place}offer/", {"text": "Engineers."}).status_code == 302
    actions.assess(contributor(pk), officer, now, text="Too few.", is_suitable=False)
    meets(staff, "operations.not_suitable", f"{place}put-forward/", {})
    assert envoy.post(f"{place}offer/", {"text": "More engineers."}).status_code == 302
    actions.assess(contributor(pk), officer, now, text="Suited.", is_suitable=True)
    meets(staff, "operations.arrangements_missing", f"{place}put-forward/", {})
    for kind in ("financial", "information"):
        assert staff.post(f"{place}sign/", {**paper, "kind": kind}).status_code == 302
    assert staff.post(f"{place}put-forward/").status_code == 302
    meets(staff, "operations.is_put_forward", f"{place}put-forward/", {})


def test_refusals_about_a_draft(sign_in: SignIn, desk: Any, mission: Any, row: Operation) -> None:
    staff, envoy = sign_in(Client(), desk), sign_in(Client(), mission)
    partner(row, factories.actor_of(desk), factories.actor_of(mission))
    sent = {"title_en": "A", "title_fr": "B", "text_en": "C", "text_fr": "D", "closes_on": days(1)}
    meets(staff, "operations.window_too_short", f"{OP}circulate/", sent)
    open_, late = draft(row, desk), draft(row, desk)
    let_close(late)
    meets(staff, "operations.not_taking_part", f"{HOME}drafts/{open_.pk}/comment/", {"text": "x"})
    meets(staff, "operations.window_open", f"{HOME}drafts/{open_.pk}/settle/", {})
    meets(envoy, "operations.window_closed", f"{HOME}drafts/{late.pk}/comment/", {"text": "Late."})
    assert not Comment.objects.exists()
    said = actions.comment(late, factories.actor_of(mission), clock.now() - timedelta(days=5), text="In time.")
    meets(staff, "operations.unanswered", f"{HOME}drafts/{late.pk}/settle/", {})
    answer = {"uptake": "taken", "text": "Written in."}
    assert staff.post(f"{HOME}comments/{said.comment_id}/answer/", answer).status_code == 302
    assert staff.post(f"{HOME}drafts/{late.pk}/settle/").status_code == 302
    meets(staff, "operations.is_settled", f"{HOME}comments/{said.comment_id}/answer/", answer)


def test_refusals_about_a_unit(sign_in: SignIn, desk: Any, mission: Any) -> None:
    staff, actor = sign_in(Client(), desk), factories.actor_of(mission)
    unit = actions.enter_unit(factories.party("XA"), actor, clock.now(), name="1st Company").unit_id
    place, held = f"{HOME}units/{unit}/evaluate/", {"level": "1", "on": days(0), "valid_until": days(90)}
    meets(staff, "operations.unit_in_future", place, {**held, "on": days(5)})
    meets(staff, "operations.days_reversed", place, {**held, "valid_until": days(0)})
    meets(staff, "operations.level_skipped", place, {**held, "level": "2"})
