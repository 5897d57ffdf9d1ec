"""Recognition of training centres as acts, and what follows from the Council's decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import FLOW, Actor, Role
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.education import actions, queries
from comity.education.models import Recognition
from comity.education.rules import CentreState
from comity.kernel.scope import reading
from comity.parties.models import Provider
from tests import factories
from tests.decisions import council
from tests.education.cast import NOW, TODAY, Cast, act_as, cast, refused

pytestmark = pytest.mark.django_db
DECISION = "PO(2026)0001"


@pytest.fixture
def people() -> Cast:
    return cast()


def school(code: str = "XA", **fields: Any) -> Provider:
    values: dict[str, Any] = {"kind": "other", "name_en": f"School {code}", "audience": ["public"], **fields}
    return Provider.objects.create(code=f"S{code}", party=factories.party(code), **values)


def applied(centre: Provider, actor: Actor) -> Recognition:
    made = actions.apply(centre, actor, NOW, case="Forty courses.")
    return Recognition.objects.get(pk=made.recognition_id)


def recognised(centre: Provider, people: Cast) -> Recognition:
    row = applied(centre, people.arcadia)
    actions.assess(row, people.desk, NOW, findings="Sound.")
    actions.recognise(row, FLOW, NOW, decision=DECISION)
    row.refresh_from_db()
    return row


def test_an_application_becomes_a_recognition_that_everybody_reads(people: Cast) -> None:
    row = applied(school(), people.arcadia)
    with reading(people.belmora.communities):
        assert not Recognition.objects.exists()
    with reading(people.france.communities):
        assert Recognition.objects.count() == 1
    assert [task.kind for task in queries.waiting(people.desk, NOW)] == ["education.assess"]
    actions.assess(row, people.desk, NOW, findings="Sound.")
    actions.recognise(row, FLOW, NOW, decision=DECISION)
    row.refresh_from_db()
    assert (row.state, row.since_on, row.decision, row.audience) == (
        CentreState.RECOGNISED,
        TODAY,
        DECISION,
        ["public"],
    )
    assert row.until_on == TODAY.replace(year=TODAY.year + 5)


def test_a_recognition_is_renewed_in_its_last_year_and_not_before(people: Cast) -> None:
    centre = school()
    row = recognised(centre, people)
    assert refused(actions.apply, centre, people.arcadia, case="Again.") == ("education.too_early",)
    assert queries.waiting(people.arcadia, NOW) == []
    assert row.until_on is not None
    Recognition.objects.filter(pk=row.pk).update(
        since_on=TODAY - timedelta(days=1500), until_on=TODAY + timedelta(days=300)
    )
    assert [task.kind for task in queries.waiting(people.arcadia, NOW)] == ["education.renew"]
    again = applied(centre, people.arcadia)
    assert queries.waiting(people.arcadia, NOW) == []
    assert refused(actions.apply, centre, people.arcadia, case="Again.") == ("education.application_runs",)
    actions.withdraw(again, people.arcadia, NOW)
    again.refresh_from_db()
    assert again.state == CentreState.WITHDRAWN
    found = queries.recognised(centre.code, TODAY)
    assert found is not None
    assert found.pk == row.pk
    assert queries.recognised(centre.code, TODAY + timedelta(days=300)) is None


def test_a_refusal_changes_nothing(people: Cast) -> None:
    centre = school()
    assert refused(actions.apply, centre, people.estmark, case="Ours.") == ("education.not_answering",)
    assert not Recognition.objects.exists()
    row = applied(centre, people.arcadia)
    assert refused(actions.recognise, row, people.desk, decision=DECISION) == ("education.council_recognises",)
    assert refused(actions.recognise, row, FLOW, decision=DECISION) == ("education.other_stage",)
    assert refused(actions.assess, row, people.arcadia, findings="Sound.") == ("education.not_assessor",)
    assert refused(actions.assess, row, people.desk, findings=" ") == ("education.findings_missing",)
    row.refresh_from_db()
    assert row.state == CentreState.APPLIED
    actions.turn_down(row, people.desk, NOW, findings="Not yet.")
    row.refresh_from_db()
    assert (row.state, row.findings) == (CentreState.TURNED_DOWN, "Not yet.")


def test_an_item_that_is_withdrawn_gives_the_centre_back_to_the_desk(people: Cast) -> None:
    council.seat()
    secretary = act_as("IS", Role.COUNCIL_SECRETARY)
    row = applied(school(), people.arcadia)
    actions.assess(row, people.desk, NOW, findings="Sound.")
    item = decision_queries.item(decision_queries.about(row.subject)[0].item.symbol)
    assert item is not None
    decisions.withdraw(item, secretary, NOW, reason="Too early.")
    row.refresh_from_db()
    assert row.state == CentreState.APPLIED
    assert refused(actions.give_back, row, FLOW, decision=DECISION) == ("education.other_stage",)


def test_the_database_keeps_one_running_application_for_a_centre(people: Cast) -> None:
    row = applied(school(), people.arcadia)
    with pytest.raises(IntegrityError, match="education_recognition_running"), transaction.atomic():
        Recognition.objects.create(
            provider_id=row.provider_id, party_id="XA", case="Twice.", applied_at=NOW, audience=["staff"]
        )
    with pytest.raises(IntegrityError, match="education_recognition_decided"), transaction.atomic():
        Recognition.objects.filter(pk=row.pk).update(state=CentreState.RECOGNISED)
