"""What the verbs do to a programme, and that nothing changes when they are refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from comity.core.actor import FLOW, Actor, Side
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Refusal
from comity.kernel.scope import reading
from comity.programmes import actions, models, queries
from comity.programmes.events import ProgrammeAgreed, SideAgreed
from comity.programmes.models import Comment, Goal, Lock, Paragraph, Programme, Remark, Version, Wording
from comity.programmes.rules.goals import Choice, GoalState
from comity.programmes.rules.life import State
from comity.programmes.rules.talk import Disposition
from comity.programmes.rules.talk import Remark as Purpose
from tests.programmes import world
from tests.programmes.world import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return world.cast()


def everything() -> dict[str, list[Any]]:
    """Every row of the house, for comparison."""
    return {name: list(getattr(models, name).objects.order_by("pk").values()) for name in models.__all__}


@contextmanager
def refused(code: str, *more: str) -> Any:
    """The act is refused for these reasons, is recorded, and leaves everything as it was."""
    before, entries, refusals = everything(), Entry.objects.count(), Refusal.objects.count()
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.verdict.codes == (code, *more)
    assert everything() == before
    assert Entry.objects.count() == entries
    assert Refusal.objects.count() == refusals + 1


# -- beginning ---------------------------------------------------------------------------------------------------------


def test_a_programme_begins_with_the_sections_of_its_type_behind_the_partners_walls(people: Cast) -> None:
    programme = world.begin(people)
    assert (programme.code, programme.state, programme.pen) == ("XA/ipcp/2027-28", "draft", "partner")
    assert programme.audience == ["party:XA"]
    sections = queries.text(programme)
    assert [one.section.code for one in sections][:3] == ["introduction", "objectives", "political"]
    assert len(sections) == 9
    entry = Entry.objects.get(verb="programmes.begin")
    assert (entry.about, entry.audience) == ("programme:XA/ipcp/2027-28", ["party:XA"])
    for stranger in (people.jana, people.claire, people.neighbour):
        with reading(stranger.communities):
            assert queries.programme("XA", "2027-28") is None
            assert not Wording.objects.exists()
            assert not Entry.objects.filter(verb="programmes.begin").exists()


def test_a_draft_that_the_staff_began_is_announced_but_its_words_stay_inside(people: Cast) -> None:
    programme = world.begin(people, people.jana)
    actions.insert(programme, people.jana, NOW, section=1, text="We start.")
    assert world.said(programme, people.jana) == {"1.1": "We start."}
    with reading(people.aissata.communities):
        assert queries.programme("XA", "2027-28") is not None
    assert world.said(programme, people.aissata) == {}


def test_periods_of_one_type_do_not_overlap(people: Cast) -> None:
    world.begin(people)
    with refused("programmes.period_taken"):
        world.begin(people, people.jana, first_year=2028, last_year=2029)


def test_the_database_itself_refuses_a_second_programme_for_the_same_years(people: Cast) -> None:
    programme = world.begin(people)
    programme.pk, programme.code, programme.first_year = None, "XA/ipcp/2026-28", 2026
    with pytest.raises(IntegrityError), transaction.atomic():
        programme.save(force_insert=True)


def test_after_a_withdrawal_the_same_years_may_be_begun_again(people: Cast) -> None:
    first = world.begin(people)
    actions.withdraw(first, people.aissata, NOW, reason="Elections.")
    again = world.begin(people)
    assert again.pk != first.pk
    assert queries.programme("XA", "2027-28") == again


def test_whoever_sits_at_neither_side_begins_nothing(people: Cast) -> None:
    for stranger in (people.claire, people.neighbour):
        with refused("programmes.not_at_table"):
            world.begin(people, stranger)


def test_a_new_programme_takes_over_the_text_and_the_open_goals_of_the_last(people: Cast) -> None:
    old = world.in_force(people)
    actions.record_progress(Goal.objects.get(), people.aissata, NOW, percent=40)
    event = actions.begin(
        people.party, people.aissata, NOW, kind="IPCP", first_year=2029, last_year=2030, follows=old.code
    )
    new = world.row(event.programme)
    assert new.follows == old
    assert world.said(new, people.aissata) == world.said(old, people.aissata)
    assert [one.goal.code for one in queries.goals(new)] == ["XA/1"]
    assert world.said(new, people.jana) == {}, "the copy is a draft of the partner"
    assert queries.goals(new)[0].goal.percent == 40


def test_a_goal_that_was_reached_does_not_carry_over(people: Cast) -> None:
    old = world.in_force(people)
    actions.record_progress(Goal.objects.get(), people.aissata, NOW, percent=100, state=GoalState.REACHED)
    event = actions.begin(
        people.party, people.aissata, NOW, kind="IPCP", first_year=2029, last_year=2030, follows=old.code
    )
    assert queries.goals(world.row(event.programme)) == []
    assert [goal.state for goal in queries.goals_of("XA")] == ["reached"], "the goal itself stays"


# -- text --------------------------------------------------------------------------------------------------------------


def test_paragraphs_keep_their_numbers(people: Cast) -> None:
    programme = world.begin(people)
    for words in ("One.", "Two.", "Three."):
        actions.insert(programme, people.aissata, NOW, section=3, text=words)
    actions.insert(programme, people.aissata, NOW, section=3, text="Between.", after="3.2")
    actions.delete(programme, people.aissata, NOW, paragraph="3.1", base=1)
    actions.insert(programme, people.aissata, NOW, section=3, text="Last.")
    assert world.said(programme, people.aissata) == {
        "3.2": "Two.",
        "3.2 bis": "Between.",
        "3.3": "Three.",
        "3.4": "Last.",
    }
    section = queries.text(programme)[2]
    assert [one.paragraph.number for one in section.paragraphs] == ["3.2", "3.2 bis", "3.3", "3.4"]


def test_a_section_makes_room_when_there_is_none(people: Cast) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=1, text="First.")
    actions.insert(programme, people.aissata, NOW, section=1, text="Last.")
    for count in range(24):
        actions.insert(programme, people.aissata, NOW, section=1, text=f"{count}", after="1.1")
    texts = [one.text for one in queries.text(programme)[0].paragraphs]
    assert texts == ["First.", *(str(count) for count in reversed(range(24))), "Last."]


def test_a_wording_is_never_changed(people: Cast) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=1, text="One.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.update(text="Another.")
    Wording.objects.update(audience=["staff"])


def test_a_stale_wording_is_refused_and_nothing_is_lost(people: Cast) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=1, text="One.")
    actions.write(programme, people.tomas, NOW, paragraph="1.1", base=1, text="One and two.")
    with refused("programmes.paragraph_changed"):
        actions.write(programme, people.aissata, NOW, paragraph="1.1", base=1, text="One and three.")
    assert world.said(programme, people.aissata) == {"1.1": "One and two."}
    assert [one.text for one in queries.wordings(programme, "1.1")] == ["One and two.", "One."]


def test_brackets_that_do_not_pair_are_refused(people: Cast) -> None:
    programme = world.begin(people)
    with refused("programmes.brackets_unbalanced"):
        actions.insert(programme, people.aissata, NOW, section=1, text="We [will.")


def test_a_wording_put_in_brackets_and_settled(people: Cast) -> None:
    programme = world.in_review(people)
    actions.bracket(
        programme, people.jana, NOW, paragraph="1.1", base=1, text="We agree on point 1, three times a year."
    )
    assert world.said(programme, people.jana)["1.1"] == "We agree on point 1, [two / XA] [three / IS] times a year."
    assert world.said(programme, people.aissata)["1.1"] == "We agree on point 1, two times a year."
    actions.send_back(world.row(), people.jana, NOW, note="On 1.1 we ask for one more.")
    with refused("programmes.brackets_open"):
        actions.agree(world.row(), people.aissata, NOW, version=2)
    event = actions.resolve(world.row(), people.aissata, NOW, paragraph="1.1", base=2, choice=0, keep=1)
    assert event.left == 0
    assert world.said(programme, people.aissata)["1.1"] == "We agree on point 1, three times a year."
    with refused("programmes.no_brackets"):
        actions.resolve(world.row(), people.aissata, NOW, paragraph="1.1", base=3, choice=0, keep=0)


def test_only_the_side_with_the_pen_writes(people: Cast) -> None:
    programme = world.in_review(people)
    with refused("programmes.pen_elsewhere"):
        actions.write(programme, people.aissata, NOW, paragraph="1.1", base=1, text="Mine.")
    actions.ask_for_pen(programme, people.aissata, NOW)
    assert world.row().pen_asked_at == NOW
    with refused("programmes.pen_here"):
        actions.ask_for_pen(programme, people.jana, NOW)
    actions.send_back(programme, people.jana, NOW)
    assert (world.row().pen, world.row().pen_asked_at) == ("partner", None)
    actions.write(world.row(), people.aissata, NOW, paragraph="1.1", base=1, text="Mine.")


def test_what_a_side_writes_is_seen_by_the_other_only_when_the_pen_is_handed_over(people: Cast) -> None:
    programme = world.in_review(people)
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="We agree on much.")
    actions.insert(world.row(), people.jana, NOW, section=5, text="On terrorism.")
    assert (world.row().version, world.row().shared_version) == (2, 1)
    assert world.said(programme, people.aissata)["1.1"] == "We agree on point 1, two times a year."
    assert "5.1" not in world.said(programme, people.aissata)
    with reading(people.aissata.communities):
        assert [one.number for one in queries.versions(programme)] == [1]
        assert not Entry.objects.filter(verb="programmes.write").exists()
    actions.send_back(world.row(), people.jana, NOW, note="Two changes.")
    assert world.said(programme, people.aissata)["1.1"] == "We agree on much."
    assert world.said(programme, people.aissata)["5.1"] == "On terrorism."
    with reading(people.aissata.communities):
        assert [(one.number, one.note) for one in queries.versions(programme)] == [(2, "Two changes."), (1, "")]


def test_what_changed_between_two_versions(people: Cast) -> None:
    programme = world.in_review(people)
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="We agree on point 1, three times a year.")
    actions.insert(world.row(), people.jana, NOW, section=5, text="On terrorism.")
    actions.delete(world.row(), people.jana, NOW, paragraph="9.1", base=1)
    actions.send_back(world.row(), people.jana, NOW)
    found = queries.changes(world.row(), 1, 2)
    assert [(one.section.number, len(one.changes)) for one in found] == [(1, 1), (5, 1), (9, 1)]
    first = found[0].changes[0]
    assert [(run.kind, run.text) for run in first.runs if run.kind != "same"] == [("gone", "two"), ("new", "three")]
    assert found[1].changes[0].is_new
    assert found[2].changes[0].is_gone
    assert queries.changes(world.row(), 2, 2) == ()


# -- leases ------------------------------------------------------------------------------------------------------------


def test_a_section_is_held_until_saved_released_or_the_lease_runs_out(people: Cast) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=1, text="One.")
    actions.lock(programme, people.tomas, NOW, section=1)
    with refused("programmes.section_locked"):
        actions.write(programme, people.aissata, NOW, paragraph="1.1", base=1, text="Two.")
    actions.ask_release(programme, people.aissata, NOW, section=1)
    assert Lock.objects.get().asked_by == "Aïssata Diallo"
    assert [task.kind for task in queries.waiting(people.tomas, NOW)] == ["programmes.draft", "programmes.release"]
    later = NOW + timedelta(minutes=14)
    actions.write(programme, people.tomas, later, paragraph="1.1", base=1, text="Two.")
    with refused("programmes.section_locked"):
        actions.lock(programme, people.aissata, NOW + timedelta(minutes=16), section=1)
    actions.lock(programme, people.aissata, later + timedelta(minutes=15), section=1)
    assert Lock.objects.get().name == "Aïssata Diallo"
    actions.release(programme, people.aissata, later + timedelta(minutes=16), section=1)
    assert not Lock.objects.exists()


def test_the_other_side_never_learns_who_is_at_work(people: Cast) -> None:
    programme = world.in_review(people)
    actions.lock(programme, people.jana, NOW, section=1)
    with reading(people.aissata.communities):
        assert queries.leases(programme, NOW) == {}
    with reading(people.jana.communities):
        assert queries.leases(programme, NOW)[1].name == "Jana Novák"
    actions.send_back(programme, people.jana, NOW)
    assert not Lock.objects.exists(), "nobody takes a section along when the pen goes"


# -- agreement ---------------------------------------------------------------------------------------------------------


def test_a_programme_needs_its_sections_and_a_goal_before_it_is_submitted(people: Cast) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=1, text="  ")
    with refused("programmes.sections_empty", "programmes.no_goal"):
        actions.submit(programme, people.aissata, NOW)
    with refused("programmes.not_a_speaker"):
        actions.submit(programme, people.tomas, NOW)


def test_submitting_opens_the_draft_to_the_staff_and_to_nobody_else(people: Cast) -> None:
    programme = world.submitted(people)
    assert (programme.state, programme.pen, programme.shared_version) == ("submitted", "staff", 1)
    assert programme.comments_due_on == date(2026, 12, 15)
    assert sorted(programme.audience) == ["party:XA", "staff"]
    assert len(world.said(programme, people.jana)) == 7
    for stranger in (people.claire, people.neighbour):
        assert world.said(programme, stranger) == {}
    version = Version.objects.get()
    assert len(version.digest) == 64
    with reading(people.jana.communities):
        assert [one.goal.title for one in queries.goals(programme)] == ["Officers trained to common standards"]


def test_the_day_for_comments_passes_on_with_the_pen_and_ends_when_a_text_is_taken_back(people: Cast) -> None:
    programme = world.in_review(people)
    later = NOW + timedelta(days=10)
    event = actions.send_back(programme, people.jana, later)
    assert event.comments_due_on == world.row().comments_due_on == date(2027, 1, 4)
    for who in (people.aissata, people.jana):
        actions.agree(world.row(), who, later, version=1)
    actions.withdraw_agreement(world.row(), people.jana, later, reason="A doubt.")
    assert world.row().comments_due_on is None


def test_what_is_planned_otherwise_between_two_versions(people: Cast) -> None:
    world.activity(455)
    programme = world.in_review(people)
    first = queries.goals(programme)[0].goal.number
    actions.add_goal(programme, people.jana, NOW, title="A second goal", areas=("defence",))
    actions.choose_activity(world.row(), people.jana, NOW, activity="PCM-0455", goal=first)
    found = queries.plan_changes(world.row(), 1, 2)
    assert [(one.goal, one.code, one.was, one.now) for one in found] == [
        ("A second goal", "", "", "in"),
        ("Officers trained to common standards", "PCM-0455", "", "in"),
    ]
    assert queries.plan_changes(world.row(), 2, 2) == ()
    actions.send_back(world.row(), people.jana, NOW)
    actions.turn_down_activity(world.row(), people.aissata, NOW, activity="PCM-0455", reason="No money.")
    actions.drop_goal(world.row(), people.aissata, NOW, goal=2)
    found = queries.plan_changes(world.row(), 2, 3)
    assert [(one.code, one.was, one.now) for one in found] == [("", "in", ""), ("PCM-0455", "in", "refused")]


def test_both_sides_agree_to_one_version(people: Cast) -> None:
    programme = world.in_review(people)
    first = actions.agree(programme, people.jana, NOW, version=1)
    assert isinstance(first, SideAgreed)
    assert world.row().state == "joint_review"
    with refused("programmes.already_agreed"):
        actions.agree(programme, people.jana, NOW, version=1)
    second = actions.agree(programme, people.aissata, NOW, version=1)
    assert isinstance(second, ProgrammeAgreed)
    assert second.digest == first.digest == Version.objects.get().digest
    assert world.row().state == "agreed"
    assert all(paragraph.is_closed for paragraph in Paragraph.objects.all())


def test_an_edit_makes_a_new_version_and_voids_both_agreements(people: Cast) -> None:
    programme = world.in_review(people)
    actions.agree(programme, people.aissata, NOW, version=1)
    event = actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="We agree on more.")
    assert event.voided
    row = world.row()
    assert (row.version, row.partner_agreed, row.staff_agreed) == (2, None, None)
    assert queries.agreements(row)[Side.PARTNER].lapse == "edited"
    with refused("programmes.version_in_work"):
        actions.agree(row, people.aissata, NOW, version=1)
    with refused("programmes.hand_over_first"):
        actions.agree(row, people.jana, NOW, version=2)
    actions.send_back(row, people.jana, NOW)
    with refused("programmes.version_old"):
        actions.agree(world.row(), people.aissata, NOW, version=1)
    again = actions.write(world.row(), people.aissata, NOW, paragraph="1.1", base=2, text="We agree on much more.")
    assert not again.voided


def test_a_new_goal_or_activity_voids_agreements_as_well(people: Cast) -> None:
    programme = world.in_review(people)
    actions.agree(programme, people.aissata, NOW, version=1)
    actions.add_goal(programme, people.jana, NOW, title="Another", areas=("operations",))
    assert (world.row().version, world.row().partner_agreed) == (2, None)


def test_a_side_takes_its_agreement_back(people: Cast) -> None:
    programme = world.agreed(people)
    actions.withdraw_agreement(programme, people.aissata, NOW, reason="New government.")
    row = world.row()
    assert (row.state, row.partner_agreed, row.staff_agreed, row.pen) == ("joint_review", None, 1, "partner")
    with refused("programmes.not_agreed_yet"):
        actions.withdraw_agreement(row, people.aissata, NOW)
    actions.agree(row, people.aissata, NOW, version=1)
    assert world.row().state == "agreed"


def test_an_agreed_paragraph_stays_closed_until_it_is_reopened_on_purpose(people: Cast) -> None:
    programme = world.in_review(people)
    actions.agree_paragraph(programme, people.aissata, NOW, paragraph="1.1", base=1)
    event = actions.agree_paragraph(programme, people.jana, NOW, paragraph="1.1", base=1)
    assert event.by_both
    with refused("programmes.paragraph_agreed"):
        actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="Otherwise.")
    actions.reopen_paragraph(programme, people.jana, NOW, paragraph="1.1", reason="A wrong date.")
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="Otherwise.")
    assert Entry.objects.get(verb="programmes.reopen_paragraph").details["reason"] == "A wrong date."


def test_a_reopened_programme_keeps_its_paragraphs_closed(people: Cast) -> None:
    programme = world.agreed(people)
    with refused("programmes.text_closed"):
        actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="Otherwise.")
    actions.reopen(programme, people.jana, NOW, reason="Budget.")
    with refused("programmes.paragraph_agreed"):
        actions.write(world.row(), people.jana, NOW, paragraph="1.1", base=1, text="Otherwise.")
    actions.reopen_paragraph(world.row(), people.jana, NOW, paragraph="1.1", reason="Budget.")
    actions.write(world.row(), people.jana, NOW, paragraph="1.1", base=1, text="Otherwise.")


# -- Council -----------------------------------------------------------------------------------------------------------


def test_from_the_council_on_the_allies_read_the_agreed_version_and_nothing_of_how_it_came_about(people: Cast) -> None:
    programme = world.in_review(people)
    actions.comment(programme, people.jana, NOW, paragraph="1.1", text="Why two?")
    actions.send_comments(programme, people.jana, NOW)
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="Better.")
    actions.delete(world.row(), people.jana, NOW, paragraph="9.1", base=1)
    actions.insert(world.row(), people.jana, NOW, section=9, text="In the autumn.")
    actions.send_back(world.row(), people.jana, NOW)
    actions.dispose(
        world.row(), people.aissata, NOW, comment=Comment.objects.get().pk, disposition=Disposition.ACCEPTED
    )
    for who in (people.aissata, people.jana):
        actions.agree(world.row(), who, NOW, version=2)
    assert world.said(programme, people.claire) == {}
    with refused("programmes.staff_puts_to_council"):
        actions.put_to_council(world.row(), people.aissata, NOW)
    actions.put_to_council(world.row(), people.henrik, NOW, decision="PO(2026)0188")
    assert world.said(programme, people.claire)["1.1"] == "Better."
    assert "9.1" not in world.said(programme, people.claire)
    assert world.said(programme, people.claire)["9.2"] == "In the autumn."
    assert world.said(programme, people.neighbour) == {}
    with reading(people.claire.communities):
        assert [one.text for one in Wording.objects.filter(paragraph__number="1.1")] == ["Better."]
        assert [one.number for one in queries.versions(programme)] == [2]
        assert not queries.comments(programme)
        assert [one.goal.code for one in queries.goals(programme)] == ["XA/1"]


def test_a_decision_of_the_council_brings_it_into_force(people: Cast) -> None:
    programme = world.with_council(people)
    with refused("programmes.council_approves"):
        actions.approve(programme, people.henrik, NOW, decision="PO(2026)0188")
    event = actions.approve(programme, FLOW, NOW, decision="PO(2026)0188")
    row = world.row()
    assert (row.state, row.approved_version, row.decision) == ("in_force", 1, "PO(2026)0188")
    assert (event.in_force_on, row.review_due_on) == (date(2026, 11, 24), date(2027, 11, 24))


def test_what_the_council_does_not_approve_comes_back(people: Cast) -> None:
    programme = world.with_council(people)
    actions.decline(programme, FLOW, NOW, decision="PO(2026)0188")
    row = world.row()
    assert (row.state, row.pen, row.partner_agreed, row.staff_agreed) == ("joint_review", "staff", None, None)


def test_a_programme_withdrawn_in_time_is_not_approved(people: Cast) -> None:
    programme = world.with_council(people)
    with refused("programmes.partner_withdraws"):
        actions.withdraw(programme, people.jana, NOW, reason="No.")
    actions.withdraw(programme, people.aissata, NOW, reason="Elections.")
    with refused("programmes.not_now"):
        actions.approve(programme, FLOW, NOW, decision="PO(2026)0188")


@pytest.mark.parametrize(
    "broken",
    [
        {"state": State.AGREED},
        {"state": State.IN_FORCE},
        {"version": 3},
        {"shared_version": 2},
        {"partner_agreed": 7},
    ],
)
def test_the_database_refuses_what_must_never_be(people: Cast, broken: dict[str, Any]) -> None:
    programme = world.in_review(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(**broken)


# -- review ------------------------------------------------------------------------------------------------------------


def test_stock_is_taken_and_the_programme_closed_with_a_result_for_each_goal(people: Cast) -> None:
    programme = world.in_force(people)
    actions.start_review(programme, people.aissata, NOW)
    with refused("programmes.goals_without_result"):
        actions.close(world.row(), people.jana, NOW)
    actions.record_progress(Goal.objects.get(), people.aissata, NOW, percent=60, note="Forty officers.")
    actions.conclude_review(world.row(), people.jana, NOW, summary="On course.")
    assert (world.row().state, world.row().review_due_on) == ("in_force", date(2027, 11, 24))
    with refused("programmes.staff_closes"):
        actions.close(world.row(), people.aissata, NOW)
    actions.close(world.row(), people.jana, NOW)
    assert world.row().state == "closed"
    assert Goal.objects.get().percent == 60


def test_a_text_in_force_can_be_reopened_by_a_review_and_stays_in_force_meanwhile(people: Cast) -> None:
    programme = world.in_force(people)
    actions.start_review(programme, people.jana, NOW)
    actions.reopen(world.row(), people.jana, NOW, reason="A new course.")
    row = world.row()
    assert (row.state, row.approved_version, row.staff_agreed) == ("joint_review", 1, None)
    actions.insert(row, people.jana, NOW, section=5, text="New.")
    assert "5.1" not in world.said(programme, people.claire)


def test_progress_is_recorded_only_while_a_programme_in_force_carries_the_goal(people: Cast) -> None:
    world.agreed(people)
    with refused("programmes.progress_not_now"):
        actions.record_progress(Goal.objects.get(), people.jana, NOW, percent=10)


# -- comments ----------------------------------------------------------------------------------------------------------


def test_comments_stay_within_a_side_until_they_are_sent_together(people: Cast) -> None:
    programme = world.in_review(people)
    actions.comment(programme, people.aissata, NOW, paragraph="1.1", text="Is that enough?")
    actions.comment(programme, people.tomas, NOW, paragraph="3.1", text="Ask the ministry.", purpose=Purpose.INTERNAL)
    actions.comment(programme, people.tomas, NOW, text="Dates are missing.")
    with reading(people.jana.communities):
        assert not Remark.objects.exists()
        assert not Entry.objects.filter(verb="programmes.comment").exists()
    with reading(people.aissata.communities):
        assert [one.text for one in queries.remarks(programme)] == [
            "Is that enough?",
            "Ask the ministry.",
            "Dates are missing.",
        ]
    event = actions.send_comments(programme, people.aissata, NOW)
    assert event.count == 2
    with reading(people.jana.communities):
        assert [one.text for one in queries.comments(programme)] == ["Is that enough?", "Dates are missing."]
        assert not Remark.objects.exists()
    with reading(people.aissata.communities):
        assert [one.text for one in queries.remarks(programme)] == ["Ask the ministry."]
    with refused("programmes.nothing_to_send"):
        actions.send_comments(programme, people.aissata, NOW)


def test_each_comment_is_answered_before_anybody_agrees(people: Cast) -> None:
    programme = world.in_review(people)
    actions.comment(programme, people.aissata, NOW, paragraph="1.1", text="Is that enough?")
    actions.send_comments(programme, people.aissata, NOW)
    pk = Comment.objects.get().pk
    with refused("programmes.comments_unanswered"):
        actions.agree(programme, people.jana, NOW, version=1)
    with refused("programmes.own_comment"):
        actions.dispose(programme, people.aissata, NOW, comment=pk, disposition=Disposition.ACCEPTED)
    with refused("programmes.answer_needs_reason"):
        actions.dispose(programme, people.jana, NOW, comment=pk, disposition=Disposition.REJECTED)
    event = actions.dispose(programme, people.jana, NOW, comment=pk, disposition=Disposition.REJECTED, reason="It is.")
    assert event.left == 0
    with refused("programmes.comment_answered"):
        actions.dispose(programme, people.jana, NOW, comment=pk, disposition=Disposition.ACCEPTED)
    actions.agree(programme, people.jana, NOW, version=1)


def test_a_remark_can_be_taken_back_by_its_own_side_only(people: Cast) -> None:
    programme = world.in_review(people)
    actions.comment(programme, people.aissata, NOW, text="Hm.")
    pk = Remark.objects.get().pk
    actions.drop_comment(programme, people.jana, NOW, remark=pk)
    assert Remark.objects.filter(pk=pk).exists()
    actions.drop_comment(programme, people.tomas, NOW, remark=pk)
    assert not Remark.objects.exists()


def test_ticks_are_ones_own(people: Cast) -> None:
    programme = world.in_review(people)
    actions.mark_reviewed(programme, people.jana, NOW, section=1, version=1)
    with reading(people.jana.communities):
        assert queries.reviewed(programme, people.jana.person_id, 1) == {1}
        assert queries.reviewed(programme, people.henrik.person_id, 1) == frozenset()
    with reading(people.aissata.communities):
        assert queries.reviewed(programme, people.jana.person_id, 1) == frozenset()
    actions.unmark_reviewed(programme, people.jana, NOW, section=1, version=1)
    assert queries.reviewed(programme, people.jana.person_id, 1) == frozenset()


# -- goals and activities ----------------------------------------------------------------------------------------------


def test_a_goal_must_lie_in_a_priority_area(people: Cast) -> None:
    programme = world.begin(people)
    with refused("programmes.goal_outside_areas"):
        actions.add_goal(programme, people.aissata, NOW, title="Tourism", areas=("tourism",))
    actions.add_goal(programme, people.aissata, NOW, title="Ships", areas=("emerging",))
    assert [goal.title for goal in queries.goals_of("XA")] == ["Ships"]


def test_an_activity_is_chosen_for_a_goal_and_becomes_agreed_with_the_version(people: Cast) -> None:
    world.activity(455)
    programme = world.write_all(people, world.begin(people))
    with refused("programmes.goal_needed"):
        actions.choose_activity(programme, people.aissata, NOW, activity="PCM-0455", goal=9)
    actions.choose_activity(programme, people.aissata, NOW, activity="PCM-0455", goal=1)
    with refused("programmes.activity_chosen"):
        actions.choose_activity(programme, people.aissata, NOW, activity="PCM-0455", goal=1)
    with reading(people.jana.communities):
        assert queries.programmes_using("PCM-0455") == []
    actions.submit(programme, people.aissata, NOW)
    actions.take_up(world.row(), people.jana, NOW)
    for who in (people.aissata, people.jana):
        actions.agree(world.row(), who, NOW, version=1)
    (planned,) = queries.planned(world.row())
    assert (planned.chosen.choice, planned.start_on) == (Choice.AGREED, date(2027, 4, 12))
    with reading(people.jana.communities):
        (use,) = queries.programmes_using("PCM-0455")
        assert (use.programme.code, use.choice) == ("XA/ipcp/2027-28", Choice.AGREED)


def test_an_activity_that_is_not_open_to_the_partner_is_refused_with_the_menus_reasons(people: Cast) -> None:
    world.activity(456, open_to=["md"])
    world.activity(457, state="cancelled", open_to=["ici"])
    programme = world.write_all(people, world.begin(people))
    with refused("menu.not_open_to_framework"):
        actions.choose_activity(programme, people.aissata, NOW, activity="PCM-0456", goal=1)
    with refused("menu.cancelled", "menu.not_open_to_framework"):
        actions.choose_activity(programme, people.aissata, NOW, activity="PCM-0457", goal=1)
    with refused("programmes.activity_unknown"):
        actions.choose_activity(programme, people.aissata, NOW, activity="PCM-9999", goal=1)


def test_an_activity_that_the_partner_may_not_see_is_answered_like_one_that_does_not_exist(people: Cast) -> None:
    world.activity(456, state="offered", published_at=None, audience=["party:XD", "staff"])
    world.activity(457, state="cancelled", reason="A secret of Drevania", audience=["party:XD", "staff"])
    programme = world.write_all(people, world.begin(people))
    for code in ("PCM-0456", "PCM-0457"):
        with refused("programmes.activity_unknown"):
            actions.choose_activity(programme, people.aissata, NOW, activity=code, goal=1)


def test_the_other_side_turns_an_activity_down_for_a_reason_and_it_stays_on_view(people: Cast) -> None:
    world.activity(455)
    programme = world.write_all(people, world.begin(people))
    actions.choose_activity(programme, people.aissata, NOW, activity="PCM-0455", goal=1)
    with refused("programmes.own_proposal"):
        actions.turn_down_activity(programme, people.aissata, NOW, activity="PCM-0455", reason="No.")
    actions.submit(programme, people.aissata, NOW)
    actions.take_up(world.row(), people.jana, NOW)
    actions.turn_down_activity(world.row(), people.jana, NOW, activity="PCM-0455", reason="No seats left for 2027.")
    with reading(people.aissata.communities):
        assert [one.choice for one in queries.choices(programme)] == [Choice.PROPOSED], "not handed over yet"
    actions.send_back(world.row(), people.jana, NOW)
    with reading(people.aissata.communities):
        (choice,) = queries.choices(programme)
        assert (choice.choice, choice.reason) == (Choice.REFUSED, "No seats left for 2027.")
    actions.drop_activity(world.row(), people.aissata, NOW, activity="PCM-0455")
    assert queries.choices(world.row(), version=3) == []
    assert [one.choice for one in queries.choices(world.row(), version=1)] == [Choice.PROPOSED], "v1 stays as it was"


def test_a_goal_left_out_takes_its_activities_along_and_stays_with_the_partner(people: Cast) -> None:
    world.activity(455)
    programme = world.write_all(people, world.begin(people))
    actions.choose_activity(programme, people.aissata, NOW, activity="PCM-0455", goal=1)
    actions.drop_goal(programme, people.aissata, NOW, goal=1)
    assert queries.goals(programme) == []
    assert queries.choices(programme) == []
    actions.carry_goal(programme, people.aissata, NOW, goal=1)
    assert [one.goal.number for one in queries.goals(programme)] == [1]
    with refused("programmes.goal_carried"):
        actions.carry_goal(programme, people.aissata, NOW, goal=1)


# -- whose turn --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bring", "partner", "staff"),
    [
        (world.begin, ["programmes.draft"], []),
        (world.submitted, ["programmes.waiting"], ["programmes.take_up"]),
        (world.in_review, ["programmes.waiting"], ["programmes.agree"]),
        (world.agreed, ["programmes.waiting"], ["programmes.put_to_council"]),
        (world.with_council, ["programmes.waiting"], ["programmes.waiting"]),
        (world.in_force, [], []),
    ],
)
def test_today_says_whose_turn_it_is(
    people: Cast, bring: Callable[[Cast], Programme], partner: list[str], staff: list[str]
) -> None:
    bring(people)

    def kinds(actor: Actor) -> list[str]:
        with reading(actor.communities):
            return [task.kind for task in queries.waiting(actor, NOW)]

    assert kinds(people.aissata) == partner
    assert kinds(people.jana) == staff
    assert kinds(people.claire) == []
    assert kinds(people.neighbour) == []


def test_facts_are_the_same_for_the_reader_and_for_the_gate(people: Cast) -> None:
    programme = world.in_review(people)
    actions.comment(programme, people.jana, NOW, text="For us.")
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="[One / IS]")
    actions.add_goal(world.row(), people.jana, NOW, title="Another", areas=("operations",))
    for who in (people.aissata, people.tomas, people.jana, people.henrik):
        as_owner = queries.facts_of(world.row(), who, NOW)
        with reading(who.communities):
            assert queries.facts_of(world.row(), who, NOW) == as_owner, who.name
    assert queries.facts_of(world.row(), people.aissata, NOW).open_brackets == ()
    assert queries.facts_of(world.row(), people.jana, NOW).open_brackets == ("1.1",)


def test_every_table_of_the_house_is_behind_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relforcerowsecurity FROM pg_class WHERE relname ~ '^programmes_' AND relkind = 'r'"
        )
        found = dict(cursor.fetchall())
    assert len(found) == len(models.__all__)
    assert all(found.values())
