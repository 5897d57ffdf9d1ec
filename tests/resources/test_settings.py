"""Settings and scores as acts: what changes, who reads it, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from comity.core.actor import ANONYMOUS, FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.models import Line
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.parties import queries as parties
from comity.resources import actions, queries, rules
from comity.resources.models import Points, Score, Settings
from comity.resources.rules import Capacity, SettingsFacts, SettingsState
from tests.resources import cast as play
from tests.resources.cast import NOW, PERIOD, REVIEW, Cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return play.cast()


def refused(code: str, verb: Any, /, *args: Any, **inputs: Any) -> None:
    """The act is refused with this code, and nothing is entered."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as told:
        verb(*args, **inputs)
    assert told.value.verdict.codes[0] == code
    assert Entry.objects.count() == before


def points(**more: int) -> dict[str, int]:
    """Points that add up, unless more is said."""
    codes = queries.considerations()
    return dict(zip(codes, (20, 20, 20, 20, 10, 10), strict=True)) | more


def test_settings_begin_with_equal_weights_and_the_anchors_of_the_pack(people: Cast) -> None:
    row = play.drafted(people)
    assert row.weights == rules.equal(queries.considerations())
    assert set(row.anchors) == {*queries.considerations(), "priority"}
    assert row.audience == ["staff"]
    refused("resources.settings_exist", actions.draft_settings, parties.party("IS"), people["rosa"], NOW, period=PERIOD)
    refused("resources.not_officer", actions.draft_settings, parties.party("IS"), people["jana"], NOW, period="2028")
    assert Settings.objects.count() == 1


def test_points_are_secret_until_they_are_closed_and_then_make_the_weights(people: Cast) -> None:
    row = play.drafted(people)
    actions.open_points(row, people["rosa"], NOW)
    actions.spend(row, people["claire"], NOW, points=points())
    actions.spend(row, people["greta"], NOW, points=points(values=40, aspiration=0))
    with reading(people["greta"].communities):
        assert [one.party_id for one in queries.points(row)] == ["NL"]
    with reading(people["rosa"].communities):
        assert queries.points(row) == []
    actions.close_points(row, people["rosa"], LATER)
    row.refresh_from_db()
    assert row.answers == 2
    assert row.weights["values"] == 300
    assert sum(row.weights.values()) == rules.WHOLE
    with reading(people["claire"].communities):
        assert len(queries.points(row)) == 2
    with reading(people["aissata"].communities):
        assert queries.points(row) == []
        assert queries.settings(PERIOD) is None
    refused("resources.settings_state", actions.spend, row, people["claire"], LATER, points=points())


def test_points_must_add_up_and_come_from_an_ally(people: Cast) -> None:
    row = play.drafted(people)
    actions.open_points(row, people["rosa"], NOW)
    refused("resources.points_do_not_add_up", actions.spend, row, people["claire"], NOW, points=points(values=21))
    refused("resources.points_do_not_add_up", actions.spend, row, people["claire"], NOW, points={"other": 100})
    refused("resources.not_ally", actions.spend, row, people["aissata"], NOW, points=points())
    assert not Points.objects.exists()


def test_anchors_are_written_in_both_languages_before_anybody_is_asked(people: Cast) -> None:
    row = play.drafted(people)
    anchors = {**row.anchors, "values": [{"en": "none", "fr": ""}] * 3}
    given: dict[str, Any] = {"floor_percent": 40, "keeping_hundredths": 50, "capacity": Capacity.NEED}
    actions.write(row, people["rosa"], NOW, anchors=anchors, **given)
    refused("resources.anchors_missing", actions.open_points, row, people["rosa"], NOW)
    refused("resources.anchors_missing", actions.propose, row, people["rosa"], NOW)
    row.refresh_from_db()
    assert (row.floor_percent, row.keeping_hundredths, row.capacity) == (40, 50, "need")


def test_the_council_adopts_settings_by_their_fingerprint(people: Cast) -> None:
    row = play.drafted(people)
    actions.propose(row, people["rosa"], NOW)
    row.refresh_from_db()
    assert row.sha256 == rules.fingerprint(queries.content(row))
    (listed,) = decision_queries.about(row.subject)
    assert listed.lines[0].effect_about == f"settings:{PERIOD}@{row.sha256}"
    refused("resources.settings_state", actions.write, row, people["rosa"], NOW, anchors={}, floor_percent=1,
            keeping_hundredths=1, capacity=Capacity.NEED)  # fmt: skip
    refused("resources.council_decides", actions.adopt, row, people["rosa"], NOW, sha256=row.sha256, decision="x")
    refused("resources.other_fingerprint", actions.adopt, row, FLOW, NOW, sha256="0" * 64, decision="x")
    decisions.put_on_agenda(listed.item, people["henrik"], NOW)
    decisions.agree_in_meeting(listed.item, people["henrik"], LATER, meeting="PO/D(2026)0001")
    row.refresh_from_db()
    assert (row.state, row.decision) == (SettingsState.IN_FORCE, listed.item.symbol)
    assert Line.objects.get(item=listed.item).follow_up == "done"


def test_settings_come_back_when_their_item_is_withdrawn(people: Cast) -> None:
    row = play.drafted(people)
    actions.propose(row, people["rosa"], NOW)
    (listed,) = decision_queries.about(row.subject)
    decisions.withdraw(listed.item, people["henrik"], NOW, reason="Later.")
    row.refresh_from_db()
    assert row.state == SettingsState.WEIGHED
    refused("resources.council_decides", actions.give_back, row, people["rosa"], NOW, decision="x")


def test_nobody_is_assessed_before_the_settings_are_in_force(people: Cast) -> None:
    given: dict[str, Any] = {
        "party": "XA",
        "consideration": "values",
        "value": 60,
        "evidence": "A paper.",
        "review_on": REVIEW,
    }
    row = play.drafted(people)
    refused("resources.settings_not_in_force", actions.score, row, people["jana"], NOW, **given)
    assert not Score.objects.exists()


def test_a_score_has_evidence_and_a_review_and_partners_never_read_it(people: Cast) -> None:
    row = play.in_force(people)
    play.assess(people, row, "XA")
    assert Score.objects.count() == len(queries.considerations())
    given: dict[str, Any] = {"consideration": "values", "value": 60, "evidence": "Paper 2.", "review_on": REVIEW}
    actions.score(row, people["rosa"], LATER, party="XA", **given)
    assert queries.score(row, "XA", "values").value == 60  # type: ignore[union-attr]
    for key, seen in {"claire": 6, "jana": 6, "aissata": 0, "basma": 0}.items():
        with reading(people[key].communities):
            assert Score.objects.count() == seen, key
    with reading(people["aissata"].communities):
        assert not Entry.objects.filter(verb="resources.score").exists()
    refused("resources.not_assessor", actions.score, row, people["claire"], NOW, party="XA", **given)
    refused("resources.not_a_partner", actions.score, row, people["jana"], NOW, party="FR", **given)
    refused("resources.no_evidence", actions.score, row, people["jana"], NOW, party="XA", **{**given, "evidence": " "})
    refused(
        "resources.review_past",
        actions.score,
        row,
        people["jana"],
        NOW,
        party="XA",
        **{**given, "review_on": NOW.date()},
    )


def test_thirds_and_stability_rest_on_those_who_are_assessed_in_full(people: Cast) -> None:
    row = play.in_force(people)
    for party, value in (("XA", 80), ("XB", 50), ("XC", 20)):
        play.assess(people, row, party, value)
    sheet = queries.sheet(row, NOW)
    assert {party: band.value for party, band in sheet.bands.items()} == {"XA": "upper", "XB": "middle", "XC": "lower"}
    assert sheet.stability["values"] == rules.Stability(0, 1000)
    assert "capacity" not in sheet.stability, "by default it lowers the claim on money alone"
    Score.objects.filter(party_id="XB", consideration="values").delete()
    again = queries.sheet(row, NOW)
    assert again.missing("XB") == ["values"]
    assert set(again.bands) == {"XA", "XC"}


RULES = {
    "write": rules.may_write,
    "open_points": rules.may_open_points,
    "spend": rules.may_spend,
    "close_points": rules.may_close_points,
    "propose": rules.may_propose,
    "adopt": rules.may_adopt,
    "give_back": rules.may_give_back,
    "score": rules.may_score,
}


@pytest.mark.parametrize("verb", RULES)
def test_every_rule_answers_in_every_state_and_to_strangers(people: Cast, verb: str) -> None:
    for state in SettingsState:
        facts = SettingsFacts(PERIOD, state, sha256="a", asked="a")
        assert not RULES[verb](ANONYMOUS, facts, NOW).allowed
        allowed = any(RULES[verb](actor, facts, NOW).allowed for actor in (*people.actors.values(), FLOW))
        assert allowed == rules.SETTINGS_WORKFLOW.may(verb, state), (verb, state)
    assert not rules.may_draft_settings(ANONYMOUS, rules.DraftFacts(PERIOD), NOW).allowed
