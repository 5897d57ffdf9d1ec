"""Calls and applications as acts: what changes, who reads it, and that a refusal changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from comity.core.actor import Actor, Role
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.science import actions, queries
from comity.science.models import Application, Call, Director, Twin
from comity.science.rules import Ground, State
from tests import factories

pytestmark = pytest.mark.django_db
NOW, TODAY = factories.NOW, factories.NOW.date()
DIRECTORS = (
    {"name": "Ann Lee", "institution": "Institute of Waves", "nation": "FR", "email": "ann@example.test"},
    {"name": "Ivo Rell", "institution": "University of Thelis", "nation": "XA", "email": "ivo@example.test"},
)
PARTS: dict[str, Any] = {
    "title": "Sensors for drifting mines",
    "summary": "Cheap sensors find drifting mines before ships do.",
    "priority": "cbrn",
    "length": 24,
    "end_users": ["Coast guard of Arcadia"],
    "budget": {"equipment": 100_000, "training": 40_000, "stipends": 30_000, "consumables": 30_000},
}


@dataclass
class Cast:
    """The desk, two missions, a delegation, and a call."""

    desk: Actor
    arcadia: Actor
    belmora: Actor
    ally: Actor
    call: Call


@pytest.fixture
def cast() -> Cast:
    desk = factories.actor_of(factories.staff())
    made = actions.publish(
        factories.party("IS"),
        desk,
        NOW,
        title_en="Security at sea",
        title_fr="Sécurité en mer",
        kinds=["MYP"],
        priorities=["cbrn"],
        closes_on=TODAY + timedelta(days=90),
    )
    return Cast(
        desk=desk,
        arcadia=factories.actor_of(factories.account("XA", Role.MISSION_OFFICER)),
        belmora=factories.actor_of(factories.account("XB", Role.MISSION_OFFICER)),
        ally=factories.actor_of(factories.account("FR", Role.DELEGATE)),
        call=Call.objects.get(pk=made.call_id),
    )


def begun(cast: Cast) -> Application:
    return Application.objects.get(pk=actions.begin(cast.call, cast.arcadia, NOW, kind="MYP").application_id)


def lodged(cast: Cast, **parts: Any) -> Application:
    row = begun(cast)
    actions.write(row, cast.arcadia, NOW, directors=DIRECTORS, **{**PARTS, **parts})
    actions.submit(row, cast.arcadia, NOW)
    row.refresh_from_db()
    return row


def refused(verb: Any, row: Any, actor: Actor, **said: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        verb(row, actor, NOW, **said)
    return refusal.value.verdict.codes


def test_a_draft_is_kept_part_by_part_and_lodged_whole(cast: Cast) -> None:
    row = begun(cast)
    actions.write(row, cast.arcadia, NOW, title="Sensors")
    assert refused(actions.submit, row, cast.arcadia) == ("science.incomplete",)
    actions.write(row, cast.arcadia, NOW, directors=DIRECTORS, **{**PARTS, "title": None})
    row.refresh_from_db()
    assert (row.title, row.length, row.directors.count()) == ("Sensors", 24, 2)
    assert queries.missing(row) == ()
    actions.submit(row, cast.arcadia, NOW)
    row.refresh_from_db()
    assert (row.state, row.submitted_at) == (State.SUBMITTED, NOW)
    assert refused(actions.write, row, cast.arcadia, title="Other") == ("science.not_in_state",)
    verbs = list(Entry.objects.filter(about=row.subject).order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"science.{verb}" for verb in ("begin", "write", "write", "submit")]


def test_a_draft_is_the_missions_alone_and_what_is_lodged_is_no_other_partys(cast: Cast) -> None:
    row = begun(cast)
    actions.write(row, cast.arcadia, NOW, directors=DIRECTORS, **PARTS)
    for actor, before, after in (
        (cast.arcadia, True, True),
        (cast.desk, False, True),
        (cast.belmora, False, False),
        (cast.ally, False, False),
    ):
        with reading(actor.communities):
            assert (queries.application(row.pk) is not None) is before
            assert Director.objects.exists() is before
        if before is not after:
            actions.submit(row, cast.arcadia, NOW)
        with reading(actor.communities):
            assert (queries.application(row.pk) is not None) is after
            assert Director.objects.exists() is after
            assert [one.code for one in queries.calls()] == [cast.call.code]


def test_an_alike_application_is_shown_to_the_staff_alone_and_settled_before_the_check(cast: Cast) -> None:
    first = lodged(cast)
    second = lodged(cast, title="Sensors for drifting mine")
    twin = Twin.objects.get()
    assert (twin.application_id, twin.other_id) == (second.pk, first.pk)
    assert twin.grounds == [Ground.TITLE, Ground.DIRECTORS, Ground.INSTITUTION]
    with reading(cast.arcadia.communities):
        assert not Twin.objects.exists()
    assert refused(actions.check, second, cast.desk, reason="It fits.") == ("science.twins_open",)
    assert refused(actions.settle, twin, cast.desk, is_same=True, reason=" ") == ("science.reason_missing",)
    actions.settle(twin, cast.desk, NOW, is_same=True, reason="The same work, sent twice.")
    actions.turn_away(second, cast.desk, NOW, reason="Lodged before.")
    actions.check(first, cast.desk, NOW, reason="It fits.")
    states = {row.pk: (row.state, row.reason) for row in queries.applications(to=cast.call)}
    assert states == {first.pk: (State.ELIGIBLE, "It fits."), second.pk: (State.INELIGIBLE, "Lodged before.")}


def test_what_is_refused_changes_nothing(cast: Cast) -> None:
    row = begun(cast)
    actions.write(row, cast.arcadia, NOW, directors=[DIRECTORS[0], {**DIRECTORS[0], "name": "Max Orr"}], **PARTS)
    before = Application.objects.values().get()
    assert refused(actions.submit, row, cast.arcadia) == ("science.not_a_pair",)
    assert refused(actions.write, row, cast.belmora, title="Ours") == ("science.not_lodger",)
    assert refused(actions.check, row, cast.desk, reason="x") == ("science.not_in_state",)
    assert refused(actions.begin, cast.call, cast.ally, kind="MYP") == ("science.not_lodger",)
    assert refused(actions.begin, cast.call, cast.arcadia, kind="ARW") == ("science.call_closed",)
    assert Application.objects.values().get() == before
    assert queries.call(cast.call.code) == cast.call
