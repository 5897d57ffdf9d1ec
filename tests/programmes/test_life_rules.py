"""Who may do what with a programme, in every state, as rules without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import FLOW, Actor, Role, Side
from comity.core.verdict import Verdict, refuse
from comity.programmes.rules import goals, life, talk, text
from comity.programmes.rules.life import WORKFLOW, Facts, State

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def actor(party: str, side: Side, *roles: Role, person: int = 1) -> Actor:
    return Actor(name="Somebody", account_id=person, person_id=person, party=party, side=side, roles=frozenset(roles))


AISSATA = actor("XA", Side.PARTNER, Role.MISSION_OFFICER, person=1)
TOMAS = actor("XA", Side.PARTNER, Role.TRAINING_COORDINATOR, person=2)
JANA = actor("IS", Side.STAFF, Role.DESK_OFFICER, person=3)
HENRIK = actor("IS", Side.STAFF, Role.COUNCIL_SECRETARY, person=4)
CLAIRE = actor("FR", Side.ALLY, Role.DELEGATE, person=5)
NEIGHBOUR = actor("XB", Side.PARTNER, Role.MISSION_OFFICER, person=6)
SUSPENDED = actor("XA", Side.NONE, Role.MISSION_OFFICER, person=7)
EVERYBODY = [AISSATA, TOMAS, JANA, HENRIK, CLAIRE, NEIGHBOUR, SUSPENDED, FLOW, Actor(name="")]

FACTS = Facts("XA/ipcp/2027-28", "XA", "IPCP", State.JOINT_REVIEW, Side.STAFF, 5, 5, goals=1)
VERBS = {
    "submit": life.may_submit,
    "take_up": life.may_take_up,
    "send_back": life.may_send_back,
    "reopen": life.may_reopen,
    "put_to_council": life.may_put_to_council,
    "decline": life.may_decline,
    "approve": life.may_approve,
    "start_review": life.may_start_review,
    "conclude_review": life.may_conclude_review,
    "close": life.may_close,
    "withdraw": life.may_withdraw,
}

facts = st.builds(
    Facts,
    programme=st.just("XA/ipcp/2027-28"),
    party=st.just("XA"),
    type=st.just("IPCP"),
    state=st.sampled_from(State),
    pen=st.sampled_from(life.SIDES),
    version=st.just(5),
    shared_version=st.integers(4, 5),
    partner_agreed=st.sampled_from([None, 5]),
    staff_agreed=st.sampled_from([None, 5]),
    open_brackets=st.sampled_from([(), ("3.2",)]),
    empty_sections=st.sampled_from([(), (2, 4)]),
    goals=st.integers(0, 2),
    goals_without_result=st.integers(0, 1),
    unanswered=st.integers(0, 2),
    pending=st.integers(0, 2),
)
actors = st.sampled_from(EVERYBODY)


@given(actors, facts)
def test_no_verb_is_allowed_from_a_state_that_it_does_not_start_from(who: Actor, known: Facts) -> None:
    for verb, may in VERBS.items():
        if not WORKFLOW.may(verb, known.state):
            assert not may(who, known, NOW).allowed, verb


@given(actors, facts)
def test_nobody_outside_the_two_sides_does_anything_to_a_programme(who: Actor, known: Facts) -> None:
    if life.side_of(who, "XA") is None and not who.is_system and who is not HENRIK:
        for verb, may in VERBS.items():
            assert not may(who, known, NOW).allowed, verb
        assert not life.may_change(who, known, NOW).allowed
        assert not talk.may_comment(who, known, NOW).allowed
        assert not life.may_agree(who, life.AgreeFacts(known, 5), NOW).allowed


@given(facts)
def test_only_one_side_at_a_time_may_change_the_text(known: Facts) -> None:
    assert not (life.may_change(AISSATA, known, NOW).allowed and life.may_change(JANA, known, NOW).allowed)


@given(facts)
def test_whoever_has_the_pen_while_the_text_is_open_may_write(known: Facts) -> None:
    holder = AISSATA if known.pen is Side.PARTNER else JANA
    assert life.may_change(holder, known, NOW).allowed is (known.state in life.WRITTEN)


@given(facts)
def test_an_agreement_is_only_to_what_both_sides_see_without_brackets_and_open_comments(known: Facts) -> None:
    for who in (AISSATA, JANA):
        if life.may_agree(who, life.AgreeFacts(known, known.version), NOW).allowed:
            assert known.state is State.JOINT_REVIEW
            assert not known.in_work
            assert not known.open_brackets
            assert not known.unanswered
            assert not known.empty_sections
            assert known.goals


@given(facts, st.integers(0, 9))
def test_nobody_agrees_to_another_version_than_the_latest(known: Facts, version: int) -> None:
    if version != known.version:
        assert not life.may_agree(AISSATA, life.AgreeFacts(known, version), NOW).allowed


@given(actors, facts)
def test_only_the_council_brings_a_programme_into_force(who: Actor, known: Facts) -> None:
    if life.may_approve(who, known, NOW).allowed:
        assert who.is_system
        assert known.partner_agreed == known.staff_agreed == known.version


@given(facts)
def test_whose_turn_it_is_is_said_in_every_state(known: Facts) -> None:
    turn = life.turn(known)
    nobody = known.state in (State.IN_FORCE, State.CLOSED, State.WITHDRAWN)
    assert (turn is None) is nobody


@given(facts)
def test_after_the_first_agreement_it_is_the_other_sides_turn(known: Facts) -> None:
    if known.state is State.JOINT_REVIEW and not known.in_work and known.agreed_by(known.pen) == known.version:
        assert life.turn(known) is life.other(known.pen)


def test_the_reasons_against_an_agreement_are_all_given_at_once() -> None:
    known = replace(FACTS, open_brackets=("3.2",), unanswered=2, empty_sections=(4,), goals=0)
    verdict = life.may_agree(AISSATA, life.AgreeFacts(known, 5), NOW)
    assert verdict.codes == (
        "programmes.sections_empty",
        "programmes.no_goal",
        "programmes.brackets_open",
        "programmes.comments_unanswered",
    )


def test_an_old_version_is_refused_with_both_numbers() -> None:
    verdict = life.may_agree(AISSATA, life.AgreeFacts(FACTS, 4), NOW)
    assert verdict == refuse("programmes.version_old", version=4, current=5)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (CLAIRE, "programmes.not_at_table"),
        (NEIGHBOUR, "programmes.not_at_table"),
        (SUSPENDED, "programmes.not_at_table"),
        (TOMAS, "programmes.not_a_speaker"),
    ],
)
def test_who_may_not_bind_a_side_is_told_so(who: Actor, code: str) -> None:
    assert life.may_agree(who, life.AgreeFacts(FACTS, 5), NOW).codes == (code,)


def test_the_training_coordinator_writes_and_comments() -> None:
    known = replace(FACTS, pen=Side.PARTNER)
    assert life.may_change(TOMAS, known, NOW).allowed
    assert talk.may_comment(TOMAS, known, NOW).allowed


BEGIN = life.BeginFacts("XA", "IPCP", frozenset({"partner", "staff"}), is_partner=True, is_open=True, tool="IPCP")


@pytest.mark.parametrize(
    ("who", "known", "code"),
    [
        (CLAIRE, BEGIN, "programmes.not_at_table"),
        (AISSATA, replace(BEGIN, opened_by=frozenset({"staff"})), "programmes.not_at_table"),
        (AISSATA, replace(BEGIN, is_partner=False), "programmes.not_a_partner"),
        (AISSATA, replace(BEGIN, is_open=False), "programmes.tool_not_opened"),
        (AISSATA, replace(BEGIN, taken="XA/ipcp/2026-27"), "programmes.period_taken"),
    ],
)
def test_why_a_programme_may_not_begin(who: Actor, known: life.BeginFacts, code: str) -> None:
    assert life.may_begin(who, known, NOW).codes == (code,)


def test_both_sides_may_begin_a_programme() -> None:
    assert life.may_begin(AISSATA, BEGIN, NOW).allowed
    assert life.may_begin(JANA, BEGIN, NOW).allowed


# -- leases ------------------------------------------------------------------------------------------------------------


@given(st.integers(1, 120), st.integers(0, 240), st.integers(0, 240))
def test_a_lease_that_has_run_out_stays_so(minutes: int, first: int, more: int) -> None:
    lease = text.Lease(2, "Tomas Rell", NOW, text.lease_until(NOW, minutes))
    sooner, later = NOW + timedelta(minutes=first), NOW + timedelta(minutes=first + more)
    assert lease.is_live(sooner) or not lease.is_live(later)
    assert not lease.is_live(NOW + timedelta(minutes=minutes)), "at its last instant it is free"


def test_a_colleague_is_kept_out_while_the_lease_runs_and_the_holder_never() -> None:
    lease = text.Lease(2, "Tomas Rell", NOW, NOW + timedelta(minutes=15))
    known = text.SectionFacts(replace(FACTS, state=State.DRAFT, pen=Side.PARTNER), 4, lease)
    assert text.may_lock(AISSATA, known, NOW).codes == ("programmes.section_locked",)
    assert text.may_lock(TOMAS, known, NOW).allowed
    assert text.may_lock(AISSATA, known, NOW + timedelta(minutes=15)).allowed
    assert text.may_ask_release(AISSATA, known, NOW).allowed
    assert text.may_ask_release(TOMAS, known, NOW).codes == ("programmes.not_locked",)
    assert text.may_release(AISSATA, known, NOW).codes == ("programmes.section_locked",)
    assert text.may_release(TOMAS, known, NOW).allowed


# -- paragraphs --------------------------------------------------------------------------------------------------------

PARAGRAPH = text.ParagraphFacts(
    replace(FACTS, pen=Side.PARTNER), 3, "3.2", revision=4, shared_revision=4, base=4, text="We will."
)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (replace(PARAGRAPH, base=3), "programmes.paragraph_changed"),
        (replace(PARAGRAPH, partner_agreed=4, staff_agreed=4), "programmes.paragraph_agreed"),
        (replace(PARAGRAPH, text="We [will"), "programmes.brackets_unbalanced"),
        (replace(PARAGRAPH, programme=FACTS), "programmes.pen_elsewhere"),
        (replace(PARAGRAPH, programme=replace(FACTS, state=State.WITH_COUNCIL)), "programmes.text_closed"),
    ],
)
def test_why_a_paragraph_may_not_be_written(known: text.ParagraphFacts, code: str) -> None:
    assert text.may_write(AISSATA, known, NOW).codes == (code,)


def test_a_paragraph_agreed_in_an_earlier_wording_is_open() -> None:
    assert text.may_write(AISSATA, replace(PARAGRAPH, partner_agreed=3, staff_agreed=3), NOW).allowed
    assert text.may_write(AISSATA, replace(PARAGRAPH, partner_agreed=4, staff_agreed=3), NOW).allowed


def test_a_side_agrees_to_a_paragraph_once_both_see_it_without_brackets() -> None:
    assert text.may_agree_paragraph(JANA, PARAGRAPH, NOW).allowed, "the pen is not needed"
    for known, code in (
        (replace(PARAGRAPH, revision=5, base=5), "programmes.version_in_work"),
        (replace(PARAGRAPH, has_brackets=True), "programmes.brackets_open"),
        (replace(PARAGRAPH, staff_agreed=4), "programmes.already_agreed"),
        (replace(PARAGRAPH, base=3), "programmes.paragraph_changed"),
    ):
        assert text.may_agree_paragraph(JANA, known, NOW).codes == (code,)


# -- comments ----------------------------------------------------------------------------------------------------------


@given(facts, st.sampled_from(talk.Disposition), st.sampled_from(["", "  ", "Agreed in talks."]))
def test_a_comment_is_answered_once_by_the_other_side_and_with_a_reason_unless_accepted(
    known: Facts, answer: talk.Disposition, reason: str
) -> None:
    asked = talk.CommentFacts(known, Side.PARTNER, answer=answer, reason=reason)
    assert not talk.may_dispose(AISSATA, asked, NOW).allowed, "nobody answers their own side"
    allowed = talk.may_dispose(JANA, asked, NOW).allowed
    reasoned = answer is talk.Disposition.ACCEPTED or bool(reason.strip())
    assert allowed is (reasoned and known.state in life.DISCUSSED)
    again = replace(asked, disposition=talk.Disposition.ACCEPTED)
    assert not talk.may_dispose(JANA, again, NOW).allowed


def test_comments_are_sent_only_if_there_are_any() -> None:
    assert talk.may_send_comments(JANA, replace(FACTS, pending=0), NOW).codes == ("programmes.nothing_to_send",)
    assert talk.may_send_comments(JANA, replace(FACTS, pending=3), NOW).allowed
    draft = replace(FACTS, state=State.DRAFT, pending=3)
    assert talk.may_send_comments(JANA, draft, NOW).codes == ("programmes.comments_closed",)


# -- goals and activities ----------------------------------------------------------------------------------------------


def test_a_goal_outside_the_priority_areas_needs_the_council() -> None:
    known = goals.GoalFacts(FACTS, areas=())
    assert goals.may_add_goal(JANA, known, NOW).codes == ("programmes.goal_outside_areas",)
    assert goals.may_add_goal(JANA, replace(known, areas=("defence",)), NOW).allowed


@given(st.lists(st.sampled_from(["defence", "operations", "tourism", ""]), max_size=6))
def test_only_areas_that_the_policy_names_count(wanted: list[str]) -> None:
    found = goals.within(wanted, ("operations", "defence"))
    assert set(found) == set(wanted) & {"operations", "defence"}
    assert list(found) == sorted(found, key=("operations", "defence").index)


CHOICE = goals.ChoiceFacts(FACTS, "PCM-0455", goal=True, period=(2027, 2028))


@pytest.mark.parametrize(
    ("known", "codes"),
    [
        (replace(CHOICE, goal=False), ("programmes.goal_needed",)),
        (replace(CHOICE, choice=goals.Choice.PROPOSED), ("programmes.activity_chosen",)),
        (replace(CHOICE, first_on=date(2029, 1, 4), last_on=date(2029, 1, 9)), ("programmes.activity_outside_period",)),
        (
            replace(CHOICE, first_on=date(2026, 12, 1), last_on=date(2026, 12, 9)),
            ("programmes.activity_outside_period",),
        ),
        (replace(CHOICE, first_on=date(2026, 12, 28), last_on=date(2027, 1, 9)), ()),
        (replace(CHOICE, choice=goals.Choice.DROPPED), ()),
        (replace(CHOICE, choice=goals.Choice.REFUSED), ()),
        (CHOICE, ()),
    ],
)
def test_which_activities_may_be_chosen(known: goals.ChoiceFacts, codes: tuple[str, ...]) -> None:
    assert goals.may_choose(JANA, known, NOW).codes == codes


def test_the_menus_own_reasons_are_given_all_of_them() -> None:
    closed = Verdict(
        (
            *refuse("menu.not_open_to_framework", activity="PCM-0455").reasons,
            *refuse("menu.closed", activity="PCM-0455").reasons,
        )
    )
    assert goals.may_choose(JANA, replace(CHOICE, eligibility=closed), NOW) == closed


def test_a_proposal_is_refused_by_the_other_side_and_dropped_by_ones_own() -> None:
    known = replace(CHOICE, choice=goals.Choice.PROPOSED, proposed_by="staff")
    assert goals.may_turn_down(JANA, known, NOW).codes == ("programmes.own_proposal",)
    assert goals.may_turn_down(JANA, replace(known, proposed_by="partner"), NOW).allowed
    assert goals.may_drop(JANA, known, NOW).allowed
    assert goals.may_drop(JANA, CHOICE, NOW).codes == ("programmes.activity_not_chosen",)


def test_progress_is_recorded_while_a_programme_in_force_carries_the_goal() -> None:
    running = goals.ProgressFacts(replace(FACTS, state=State.IN_FORCE), is_carried=True)
    assert goals.may_record_progress(AISSATA, running, NOW).allowed
    assert goals.may_record_progress(AISSATA, replace(running, is_carried=False), NOW).codes == (
        "programmes.progress_not_now",
    )
    assert goals.may_record_progress(AISSATA, goals.ProgressFacts(FACTS, is_carried=True), NOW).codes == (
        "programmes.progress_not_now",
    )


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_are_counted_to_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    found = life.months_after(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day <= day.day
    assert found.day == day.day or (found + timedelta(days=1)).month != found.month


def test_the_life_draws_itself() -> None:
    drawn = WORKFLOW.draw()
    assert "draft --> submitted: submit" in drawn
    assert "with_council --> in_force: approve" in drawn
