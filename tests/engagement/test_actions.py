"""Dialogues and records as acts: what changes, who reads it, and that a refusal changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import FLOW, Actor, Role
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.engagement import actions, queries, rules
from comity.engagement.models import Agreement, Contact, Cooperation, Dialogue, Talks
from comity.engagement.rules import Objective, State
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from tests import factories
from tests.decisions import council

pytestmark = pytest.mark.django_db
NOW, TODAY = factories.NOW, factories.NOW.date()


def act_as(code: str, *roles: Role) -> Actor:
    """Somebody who acts for a party."""
    return factories.actor_of(factories.account(code, *roles))


@dataclass
class Cast:
    """The desk, an Ally, a partner, and a nation and an organisation outside the frameworks."""

    desk: Actor
    ally: Actor
    partner: Actor
    nation: Any
    league: Any


@pytest.fixture
def cast() -> Cast:
    return Cast(
        nation=factories.party("XF", belongs=()),
        league=factories.party("XOLS", belongs=(), kind="organisation"),
        desk=act_as("IS", Role.DESK_OFFICER),
        ally=act_as("FR", Role.DELEGATE),
        partner=act_as("XA", Role.HEAD_OF_MISSION),
    )


def proposed(cast: Cast) -> Dialogue:
    event = actions.propose(cast.nation, cast.ally, NOW, areas=["emerging"], purpose="Sea lanes.")
    return Dialogue.objects.get(pk=event.dialogue_id)


def opened(cast: Cast) -> Dialogue:
    row = proposed(cast)
    actions.begin(row, FLOW, NOW, decision="PO(2026)0001")
    row.refresh_from_db()
    return row


def refused(verb: Any, row: Any, actor: Actor, **said: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        verb(row, actor, NOW, **said)
    return refusal.value.verdict.codes


def test_a_dialogue_goes_from_a_proposal_to_contacts_and_its_end(cast: Cast) -> None:
    row = opened(cast)
    assert (row.state, row.begun_on, row.decision) == (State.OPEN, TODAY, "PO(2026)0001")
    actions.log(row, cast.ally, NOW, held_on=TODAY, area="emerging", subject="Two vessels", is_warning=True)
    actions.note_path(row, cast.desk, NOW, towards="global", path="If asked for.")
    actions.close(row, cast.desk, NOW, outcome=rules.Outcome.DORMANT, reason="Elections.")
    row.refresh_from_db()
    assert (row.state, row.outcome, row.towards, row.contacts.count()) == (State.CLOSED, "dormant", "global", 1)
    verbs = list(Entry.objects.filter(about=row.subject).order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"engagement.{verb}" for verb in ("propose", "begin", "log", "note_path", "close")]


def test_what_is_refused_changes_nothing(cast: Cast) -> None:
    row = proposed(cast)
    before = Dialogue.objects.values().get(pk=row.pk)
    log = {"held_on": TODAY, "area": "emerging", "subject": "x"}
    assert refused(actions.log, row, cast.desk, **log) == ("engagement.not_open",)
    assert refused(actions.begin, row, cast.desk, decision="PO(2026)0001") == ("engagement.council_decides",)
    assert refused(actions.close, row, cast.desk, outcome=rules.Outcome.ENDED, reason="x") == ("engagement.not_open",)
    again = {"areas": ["emerging"], "purpose": "x"}
    assert refused(actions.propose, cast.nation, cast.desk, **again) == ("engagement.already_running",)
    arranged = factories.party("XB")
    assert refused(actions.propose, arranged, cast.desk, **again) == ("engagement.is_arranged",)
    assert refused(actions.propose, cast.league, cast.desk, **again) == ("engagement.not_a_nation",)
    assert Dialogue.objects.values().get() == before
    assert not Contact.objects.exists()


def test_the_database_itself_refuses_a_second_dialogue_and_one_without_a_decision(cast: Cast) -> None:
    row = proposed(cast)
    same = {"party_id": "XF", "areas": [], "purpose": "", "proposed_at": NOW, "proposed_by": "", "audience": ["staff"]}
    with pytest.raises(IntegrityError, match="engagement_dialogue_running"), transaction.atomic():
        Dialogue.objects.create(**same)
    with pytest.raises(IntegrityError, match="engagement_dialogue_decided"), transaction.atomic():
        Dialogue.objects.filter(pk=row.pk).update(state=State.OPEN)


def test_partners_never_learn_of_a_dialogue(cast: Cast) -> None:
    row = opened(cast)
    for actor, sees in ((cast.desk, True), (cast.ally, True), (cast.partner, False)):
        with reading(actor.communities):
            assert (queries.dialogue(row.pk) is not None) is sees
            assert bool(queries.dialogues()) is sees
            assert Entry.objects.filter(about=row.subject).exists() is sees


def test_a_quiet_dialogue_waits_on_the_desk(cast: Cast) -> None:
    row = opened(cast)
    later = NOW + timedelta(days=181)
    assert queries.waiting(cast.desk, NOW) == []
    assert [task.ref for task in queries.waiting(cast.desk, later)] == [str(row.pk)]
    assert queries.waiting(cast.ally, later) == []


def test_a_record_holds_talks_for_fewer_eyes_than_agreements(cast: Cast) -> None:
    event = actions.set_up(cast.league, cast.desk, NOW, aims="Training.")
    row = Cooperation.objects.get(pk=event.cooperation_id)
    actions.record_talks(
        row, cast.desk, NOW, held_on=TODAY, level=rules.Level.STAFF, objectives=[Objective.CRISIS], subjects="Ports"
    )
    actions.plan(
        row,
        cast.desk,
        NOW,
        title_en="Workshop",
        title_fr="Atelier",
        objective=Objective.TRAINING,
        start_on=TODAY,
        end_on=TODAY,
    )
    actions.sign(row, cast.desk, NOW, title_en="Letters", title_fr="Lettres", signed_on=TODAY)
    paper = Agreement.objects.get()
    actions.end(paper, cast.desk, NOW, ends_on=TODAY, reason="Replaced.")
    for actor, talks in ((cast.desk, 1), (cast.ally, 1), (cast.partner, 0), (act_as("XOLS"), 1)):
        with reading(actor.communities):
            found = queries.cooperation("XOLS")
            assert found is not None
            seen = len(found.talks.all()), len(found.joint.all()), len(found.agreements.all())
            assert seen == (talks, 1, 1)
    (line,) = queries.cooperations(TODAY)
    assert (line.talks, line.agreements) == (1, 0)
    assert line.latest == {Objective.CRISIS: TODAY, Objective.TRAINING: TODAY}


def test_refused_records_change_nothing(cast: Cast) -> None:
    assert refused(actions.set_up, cast.nation, cast.desk) == ("engagement.not_an_organisation",)
    row = Cooperation.objects.get(pk=actions.set_up(cast.league, cast.desk, NOW).cooperation_id)
    assert refused(actions.set_up, cast.league, cast.desk) == ("engagement.record_exists",)
    talks = {"held_on": TODAY, "level": rules.Level.STAFF, "subjects": "x"}
    assert refused(actions.record_talks, row, cast.desk, objectives=[], **talks) == ("engagement.objective_missing",)
    assert refused(actions.record_talks, row, cast.ally, objectives=["crisis"], **talks) == ("engagement.not_desk",)
    assert (Cooperation.objects.count(), Talks.objects.count()) == (1, 0)


@pytest.mark.parametrize("end", ["withdraw", "lapse"])
def test_a_proposal_ends_with_the_councils_item_on_it(cast: Cast, end: str) -> None:
    council.seat()
    row = proposed(cast)
    (listed,) = decision_queries.about(row.subject)
    item = decision_queries.item(listed.item.symbol)
    assert item is not None
    secretary = act_as("IS", Role.COUNCIL_SECRETARY)
    getattr(decisions, end)(item, secretary, NOW, reason="Overtaken by events.")
    row.refresh_from_db()
    assert (row.state, row.decision) == (State.DECLINED, listed.item.symbol)
    proposed(cast)
