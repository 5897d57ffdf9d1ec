"""Operations as acts: what changes, who reads it, and that a refusal changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from comity.consultations.models import Consultation
from comity.core.actor import FLOW, Actor, Role
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.operations import actions, queries, rules
from comity.operations.models import Comment, Contributor, Draft, Linked, Operation, Unit
from comity.operations.rules import Phase, Stage, Uptake
from comity.parties import queries as parties
from tests import factories

pytestmark = pytest.mark.django_db
NOW, TODAY = factories.NOW, factories.NOW.date()
CLOSES = NOW + timedelta(days=6)


def act_as(code: str, *roles: Role) -> Actor:
    """Somebody who acts for a party."""
    return factories.actor_of(factories.account(code, *roles))


@dataclass
class Cast:
    """The desk, an Ally, two partners, and an operation in planning."""

    desk: Actor
    ally: Actor
    mission: Actor
    other: Actor
    operation: Operation


@pytest.fixture
def cast() -> Cast:
    desk = act_as("IS", Role.DESK_OFFICER)
    staff = parties.party("IS")
    assert staff is not None
    actions.plan(staff, desk, NOW, code="OP-X", name_en="X", name_fr="X", purpose="Relief.")
    row = queries.operation("OP-X")
    assert row is not None
    return Cast(
        desk=desk,
        ally=act_as("FR", Role.DELEGATE),
        mission=act_as("XA", Role.MISSION_OFFICER),
        other=act_as("XB", Role.MISSION_OFFICER),
        operation=row,
    )


def refused(verb: Any, row: Any, actor: Actor, **said: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        verb(row, actor, NOW, **said)
    return refusal.value.verdict.codes


def consultation(code: str, *also: str) -> Consultation:
    """A consultation that the staff and others may read."""
    return Consultation.objects.create(
        code=code, requester="XB", subject_as_asked="Seas", requested_at=NOW, audience=["staff", *also]
    )


def contributor(pk: int) -> Contributor:
    row = queries.contributor(pk)
    assert row is not None
    return row


def partner(cast: Cast) -> Contributor:
    """A nation at the end of its way."""
    pk = actions.show_interest(cast.operation, cast.mission, NOW).contributor_id
    actions.recognise(contributor(pk), FLOW, NOW, decision="PO(2026)0001")
    actions.offer(contributor(pk), cast.mission, NOW, text="Engineers.")
    actions.assess(contributor(pk), cast.desk, NOW, text="Suited.", is_suitable=True)
    for kind in rules.Arranged:
        actions.sign(contributor(pk), cast.desk, NOW, kind=kind, reference="A-1", signed_on=TODAY)
    actions.put_forward(contributor(pk), cast.desk, NOW)
    actions.accept(contributor(pk), FLOW, NOW, decision="PO(2026)0002")
    return contributor(pk)


def circulated(cast: Cast) -> Draft:
    texts = {"title_en": "Plan", "title_fr": "Plan", "text_en": "T", "text_fr": "T"}
    pk = actions.circulate(cast.operation, cast.desk, NOW, closes_at=CLOSES, **texts).draft_id
    row = queries.draft(pk)
    assert row is not None
    return row


def test_a_nation_goes_from_its_interest_to_taking_part_and_withdraws(cast: Cast) -> None:
    row = partner(cast)
    assert (row.stage, row.since_on, row.accepted_by) == (Stage.PARTNER, TODAY, "PO(2026)0002")
    community = "operation:OP-X"
    assert parties.record("XA").belongs(community, TODAY)
    actions.withdraw(row, cast.mission, NOW + timedelta(days=2), text="Our parliament decided so.")
    row.refresh_from_db()
    assert (row.stage, row.until_on) == (Stage.WITHDRAWN, TODAY + timedelta(days=2))
    assert not parties.record("XA").belongs(community, TODAY + timedelta(days=2))
    actions.show_interest(cast.operation, cast.mission, NOW + timedelta(days=3))
    assert Contributor.objects.filter(party="XA").count() == 2


def test_what_is_refused_changes_nothing(cast: Cast) -> None:
    pk = actions.show_interest(cast.operation, cast.mission, NOW).contributor_id
    before = Contributor.objects.values().get(pk=pk)
    row = contributor(pk)
    assert refused(actions.recognise, row, cast.desk, decision="PO(2026)0001") == ("operations.council_decides",)
    assert refused(actions.offer, row, cast.mission, text="Engineers.") == ("operations.wrong_stage",)
    assert refused(actions.withdraw, row, cast.other, text="x") == ("operations.not_own",)
    assert refused(actions.put_forward, row, cast.desk) == ("operations.wrong_stage",)
    assert Contributor.objects.values().get(pk=pk) == before
    assert refused(actions.show_interest, cast.operation, cast.mission) == ("operations.underway",)
    texts = {"title_en": "Plan", "title_fr": "Plan", "text_en": "T", "text_fr": "T"}
    assert refused(actions.circulate, cast.operation, cast.desk, closes_at=CLOSES, **texts) == (
        "operations.nobody_to_ask",
    )
    assert Draft.objects.count() == 0


def test_an_offer_that_changes_is_assessed_anew(cast: Cast) -> None:
    pk = actions.show_interest(cast.operation, cast.mission, NOW).contributor_id
    actions.recognise(contributor(pk), FLOW, NOW, decision="PO(2026)0001")
    actions.offer(contributor(pk), cast.mission, NOW, text="Engineers.")
    actions.assess(contributor(pk), cast.desk, NOW, text="Suited.", is_suitable=True)
    actions.offer(contributor(pk), cast.mission, NOW, text="Half of them.")
    row = contributor(pk)
    assert (row.stage, row.is_suitable) == (Stage.OFFERED, False)


def test_a_draft_is_read_by_who_takes_part_and_a_comment_by_whoever_made_it(cast: Cast) -> None:
    partner(cast)
    row = circulated(cast)
    pk = actions.comment(row, cast.mission, NOW, text="Name another quay.").comment_id
    for actor, drafts, comments in ((cast.mission, 1, 1), (cast.other, 0, 0), (cast.ally, 1, 1), (cast.desk, 1, 1)):
        with reading(actor.communities | ({"operation:OP-X.1"} if actor is cast.mission else set())):
            assert Draft.objects.count() == drafts, actor.party
            assert Comment.objects.count() == comments, actor.party
    actions.answer(Comment.objects.get(pk=pk), cast.desk, NOW, uptake=Uptake.TAKEN, text="The east quay.")
    assert refused(actions.settle, row, cast.desk) == ("operations.window_open",)
    after = CLOSES + timedelta(minutes=1)
    actions.settle(row, cast.desk, after)
    with pytest.raises(Refused):
        actions.answer(Comment.objects.get(pk=pk), cast.desk, after, uptake=Uptake.NOT, text="No.")


def test_a_consultation_is_named_by_the_phase_of_the_operation(cast: Cast) -> None:
    row = cast.operation
    before, after = consultation("2026-001", "party:XB"), consultation("2026-002")
    actions.link(row, cast.desk, NOW, code="2026-001", consultation=before)
    actions.enter_phase(row, cast.desk, NOW, to=Phase.EXECUTION, decision="PO(2026)0003")
    actions.enter_phase(row, cast.desk, NOW, to=Phase.ENDED, decision="PO(2026)0004")
    actions.link(row, cast.desk, NOW, code="2026-002", consultation=after)
    assert dict(Linked.objects.values_list("consultation", "moment")) == {"2026-001": "before", "2026-002": "after"}
    again = {"code": "2026-002", "consultation": after}
    assert refused(actions.link, row, cast.desk, **again) == ("operations.is_linked",)


@pytest.mark.parametrize("code", ["2026-009", ""])
def test_no_consultation_is_named_that_the_caller_did_not_find(cast: Cast, code: str) -> None:
    for found in (None, consultation("2026-001"), cast.operation):
        told = refused(actions.link, cast.operation, cast.desk, code=code, consultation=found)
        assert told == ("operations.no_such_consultation",)
        Consultation.objects.all().delete()
    assert not Linked.objects.exists()


def test_who_reads_a_consultation_reads_that_an_operation_names_it(cast: Cast) -> None:
    partner(cast)
    found = consultation("2026-001", "party:XB")
    actions.link(cast.operation, cast.desk, NOW, code="2026-001", consultation=found)
    assert Linked.objects.get().audience == found.audience
    part = {"operation:OP-X.1"}
    for actor, also, count in ((cast.desk, set(), 1), (cast.other, set(), 1), (cast.mission, part, 0)):
        with reading(actor.communities | also):
            assert Linked.objects.count() == count, actor.party
            assert Entry.objects.filter(verb="operations.link", about="operation:OP-X").count() == count, actor.party


def test_the_end_of_an_operation_lets_all_contributors_go(cast: Cast) -> None:
    row = partner(cast)
    later = NOW + timedelta(days=10)
    actions.enter_phase(cast.operation, cast.desk, later, to=Phase.EXECUTION, decision="PO(2026)0003")
    actions.enter_phase(cast.operation, cast.desk, later, to=Phase.ENDED, decision="PO(2026)0004")
    row.refresh_from_db()
    assert (row.stage, row.reason) == (Stage.WITHDRAWN, "PO(2026)0004")
    assert not parties.record("XA").belongs("operation:OP-X", later.date())


def test_a_unit_is_evaluated_level_by_level(cast: Cast) -> None:
    party = factories.party("XA")
    pk = actions.enter_unit(party, cast.mission, NOW, name="1st Company").unit_id
    days: dict[str, Any] = {"on": TODAY, "valid_until": TODAY + timedelta(days=365)}
    unit = Unit.objects.get(pk=pk)
    assert refused(actions.evaluate, unit, cast.desk, level=rules.Level.SECOND, **days) == ("operations.level_skipped",)
    for level in rules.Level:
        found = queries.unit(pk)
        assert found is not None
        actions.evaluate(found, cast.desk, NOW, level=level, **days)
    assert unit.evaluations.count() == 2
    ally = parties.party("FR")
    assert refused(actions.enter_unit, ally, cast.desk, name="N") == ("operations.not_a_partner",)
