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
from comity.policy import pack
from comity.science import actions, queries
from comity.science.models import Application, Call, Director, Result, Review, Reviewer, Twin
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


def marks(mark: int) -> dict[str, int]:
    return dict.fromkeys(pack().science.criteria, mark)


def reviewer(cast: Cast, name: str, *, institution: str = "Elsewhere", nation: str = "IT") -> tuple[Reviewer, Actor]:
    found = factories.account("XC", Role.MISSION_OFFICER, name=name)
    said = {"name": name, "institution": institution, "nation": nation}
    listed = actions.list_reviewer(found.person, cast.desk, NOW, **said)
    return Reviewer.objects.get(pk=listed.reviewer_id), factories.actor_of(found)


def asked(cast: Cast, row: Application, one: Reviewer) -> Review:
    return Review.objects.get(pk=actions.assign(row, cast.desk, NOW, reviewer=one.pk).review_id)


def test_a_reviewer_with_a_conflict_is_not_asked_and_one_who_declares_it_sees_nothing_any_more(cast: Cast) -> None:
    row = lodged(cast, collaborators=["Una Mar"])
    actions.check(row, cast.desk, NOW, reason="It fits.")
    row.refresh_from_db()
    colleague, _ = reviewer(cast, "Ole Dahl", institution="university of thelis")
    countryman, _ = reviewer(cast, "Luc Petit", nation="FR")
    named, _ = reviewer(cast, "una mar")
    for one in (colleague, countryman, named):
        assert refused(actions.assign, row, cast.desk, reviewer=one.pk) == ("science.conflict",)
    assert refused(actions.assign, row, cast.desk, reviewer=999_999) == ("science.no_such_reviewer",)
    assert not Review.objects.exists()
    friend, actor = reviewer(cast, "Kim Vale")
    review = asked(cast, row, friend)
    assert refused(actions.assign, row, cast.desk, reviewer=friend.pk) == ("science.review_over",)
    with reading(actor.communities):
        assert [one.paper["title"] for one in queries.reviews()] == ["Sensors for drifting mines"]
    assert refused(actions.recuse, review, actor, reason="") == ("science.reason_missing",)
    actions.recuse(review, actor, NOW, reason="We publish together.")
    with reading(actor.communities):
        assert queries.reviews() == []
    assert refused(actions.score, review, actor, scores=marks(5)) == ("science.review_over",)


def test_names_and_remarks_never_reach_applicants_and_scores_reach_the_nations(cast: Cast) -> None:
    row = lodged(cast)
    actions.check(row, cast.desk, NOW, reason="It fits.")
    row.refresh_from_db()
    assert refused(actions.rank, cast.call, cast.desk) == ("science.too_few_scores",)
    for name, mark in (("Kim Vale", 5), ("Jo Ash", 3)):
        one, actor = reviewer(cast, name)
        review = asked(cast, row, one)
        assert refused(actions.score, review, actor, scores={"quality": 9}) == ("science.marks_missing",)
        assert refused(actions.score, review, cast.desk, scores=marks(1)) == ("science.not_reviewer",)
        actions.score(review, actor, NOW, scores=marks(mark), remarks="The method is sound.")
    actions.rank(cast.call, cast.desk, NOW)
    result = Result.objects.get()
    assert (result.total, result.rank, result.is_recommended) == (400, 1, True)
    for actor, people, scores in ((cast.desk, 2, 1), (cast.ally, 0, 1), (cast.arcadia, 0, 0), (cast.belmora, 0, 0)):
        with reading(actor.communities):
            assert (Reviewer.objects.count(), len(queries.reviews())) == (people, people)
            assert len(queries.results(cast.call)) == scores
            heard = "".join(str(one.event) for one in Entry.objects.all())
            assert ("Kim Vale" in heard) is False
            assert Entry.objects.filter(about__startswith="review:").exists() is bool(people)


def test_a_call_without_eligible_applications_is_not_ranked(cast: Cast) -> None:
    lodged(cast)
    assert refused(actions.rank, cast.call, cast.desk) == ("science.nothing_to_rank",)
    stranger = factories.account("XC", Role.MISSION_OFFICER)
    said = {"name": "N", "institution": "I", "nation": "IT"}
    assert refused(actions.list_reviewer, stranger.person, cast.arcadia, **said) == ("science.not_desk",)
    assert not Result.objects.exists()
