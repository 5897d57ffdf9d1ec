"""Rules of consultations: total over states, the same for every role, monotone in time, and never a word too much."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.consultations import rules
from comity.consultations.rules import concerns, formats, sessions
from comity.core.actor import FLOW, Actor, Role, Side
from comity.core.calendar import is_working_day
from tests import factories as make

NOW = make.NOW
CODE = "2026-001"
ROLES = st.sampled_from(Role)
SIDES = st.sampled_from([Side.ALLY, Side.PARTNER, Side.STAFF])


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    side = draw(SIDES)
    party = {Side.ALLY: "FR", Side.PARTNER: "XA", Side.STAFF: "IS"}[side]
    return Actor("Somebody", 1, 1, party, side, frozenset({draw(ROLES)}))


DESK = Actor("Jana", 1, 1, "IS", Side.STAFF, frozenset({Role.DESK_OFFICER}))
PARTNER = Actor("Aïssata", 2, 2, "XA", Side.PARTNER, frozenset({Role.MISSION_OFFICER}))


@st.composite
def facts(draw: st.DrawFn) -> formats.Facts:
    agreed = frozenset(draw(st.sets(st.sampled_from(["XA", "XB", "XC"]))))
    invited = frozenset(draw(st.sets(st.sampled_from(sorted(agreed))))) if agreed else frozenset[str]()
    return formats.Facts(
        code=CODE,
        state=draw(st.sampled_from(rules.State)),
        requester="XA",
        agreed=agreed,
        invited=invited,
        uninformed=tuple(draw(st.lists(st.sampled_from(["XC", "XD"]), unique=True))),
        open_follow_ups=draw(st.integers(0, 3)),
    )


CONSULTATION_RULES = {
    "check": formats.may_check,
    "send_back": formats.may_send_back,
    "withdraw": formats.may_withdraw,
    "put_to_council": formats.may_put_to_council,
    "give_back": formats.may_give_back,
    "agree_subject": formats.may_agree_subject,
    "inform": formats.may_inform,
    "close": formats.may_close,
}


@settings(max_examples=60)
@given(actors(), facts(), st.sampled_from(sorted(CONSULTATION_RULES)))
def test_every_rule_answers_and_allows_only_what_the_workflow_allows(
    actor: Actor, known: formats.Facts, verb: str
) -> None:
    verdict = CONSULTATION_RULES[verb](actor, known, NOW)
    if verdict.allowed:
        assert rules.CONSULTATION.may(verb, known.state)
        assert actor.acts_for("XA") or actor.has(*formats.KEEPERS)


@settings(max_examples=40)
@given(actors(), facts())
def test_a_person_never_decides_for_the_council(actor: Actor, known: formats.Facts) -> None:
    for rule in (formats.may_agree_subject, formats.may_agree_participant, formats.may_hold_participant):
        assert rule(actor, known, NOW).first.code == "consultations.not_council"
    assert formats.may_agree_participant(FLOW, known, NOW).allowed == (
        known.state not in {rules.State.CLOSED, rules.State.WITHDRAWN}
    )


@settings(max_examples=40)
@given(facts())
def test_nobody_is_invited_whom_the_council_has_not_approved(known: formats.Facts) -> None:
    verdict = formats.may_invite(DESK, known, NOW)
    if verdict.allowed:
        assert known.agreed - known.invited
        assert known.state in {rules.State.AGREED, rules.State.INFORMED, rules.State.HELD, rules.State.RECORDED}


@settings(max_examples=60)
@given(
    st.sampled_from(rules.SessionState),
    st.lists(st.sampled_from(["XC", "XD"]), unique=True).map(tuple),
    st.sampled_from([(), ("XA",)]),
)
def test_no_session_is_convened_or_held_while_somebody_has_not_been_told(
    state: rules.SessionState, uninformed: tuple[str, ...], accepted: tuple[str, ...]
) -> None:
    known = sessions.SessionFacts(CODE, 1, state, NOW - timedelta(hours=1), accepted, uninformed)
    for rule in (sessions.may_convene, sessions.may_hold):
        verdict = rule(DESK, known, NOW)
        assert not (verdict.allowed and uninformed)
        assert not rule(PARTNER, known, NOW).allowed
    if state is rules.SessionState.PLANNED and uninformed:
        assert "consultations.not_informed" in sessions.may_convene(DESK, known, NOW).codes


@settings(max_examples=40)
@given(st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_a_session_is_held_from_its_moment_on_and_never_before(after: timedelta) -> None:
    at = NOW + after
    known = sessions.SessionFacts(CODE, 1, rules.SessionState.CONVENED, NOW, ("XA",))
    assert sessions.may_hold(DESK, known, at).allowed == (at >= NOW)


@pytest.mark.parametrize("reason", ["", " ", "It begins later."])
def test_a_clash_needs_a_reason_and_nothing_else(reason: str) -> None:
    clash = (sessions.Clash("md", "MD ambassadors"),)
    known = sessions.PlanFacts(CODE, rules.State.AGREED, NOW + timedelta(days=1), clash, reason)
    verdict = sessions.may_plan(DESK, known, NOW)
    assert verdict.allowed == bool(reason.strip())
    assert sessions.may_enter_meeting(DESK, known, NOW).allowed
    assert not sessions.may_enter_meeting(PARTNER, known, NOW).allowed


@settings(max_examples=40)
@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_days_that_are_counted_are_working_days_and_lie_ahead(day: date) -> None:
    for counted in (rules.notices_due_on(day), rules.answer_by(day), rules.answer_due_on(day), formats.check_by(day)):
        assert counted > day
        assert is_working_day(counted)
    due = rules.answer_due_on(day)
    assert rules.reminder_on(due) < due
    assert concerns.days_late(due, due) == 0
    assert concerns.days_late(due, due + timedelta(days=4)) == 4


@settings(max_examples=40)
@given(st.sets(st.sampled_from("ABCDEF")), st.sets(st.sampled_from("ABCDEF")), st.sets(st.sampled_from("ABCDEF")))
def test_every_partner_is_a_participant_told_or_named_as_missing(
    partners: set[str], agreed: set[str], told: set[str]
) -> None:
    missing = formats.uninformed(partners, agreed, told)
    assert set(missing) | (partners & (agreed | told)) == partners
    assert not set(missing) & (agreed | told)


def test_requests_and_answers_are_the_partys_own() -> None:
    asked = formats.RequestFacts("XA", subject="On the sea", participants=("XA",), declared=True)
    assert formats.may_request(PARTNER, asked, NOW).allowed
    assert formats.may_request(DESK, asked, NOW).codes == ("consultations.not_requester",)
    assert formats.may_revise(PARTNER, asked, NOW).codes == ("consultations.not_in_state",)
    mine = formats.InvitationFacts(CODE, "XA", rules.Answer.INVITED)
    assert formats.may_accept(PARTNER, mine, NOW).allowed
    assert formats.may_decline(PARTNER, mine, NOW).allowed
    assert formats.may_accept(DESK, mine, NOW).codes == ("consultations.not_invited",)


def test_concerns_and_alerts_by_role() -> None:
    known = concerns.ConcernFacts("XA", CODE)
    assert concerns.may_raise_concern(PARTNER, known, NOW).allowed
    for rule in (concerns.may_take_up, concerns.may_answer, concerns.may_remind):
        assert rule(DESK, known, NOW).allowed
        assert not rule(PARTNER, known, NOW).allowed
    assert concerns.may_withdraw_concern(PARTNER, known, NOW).allowed
    assert not concerns.may_withdraw_concern(DESK, known, NOW).allowed
    assert concerns.may_import_alert(FLOW, concerns.AlertFacts("A-1"), NOW).allowed
    assert concerns.may_import_alert(DESK, concerns.AlertFacts("A-1", is_known=True), NOW).codes == (
        "consultations.alert_known",
    )


def test_records_and_tasks_by_role() -> None:
    held = sessions.SessionFacts(CODE, 1, rules.SessionState.HELD, NOW, ("XA",), texts=("A", "B"))
    assert sessions.may_record(DESK, held, NOW).allowed
    assert sessions.may_cancel_session(DESK, held, NOW).codes == ("consultations.session_not_so",)
    assert sessions.may_release_record(DESK, held, NOW).codes == ("consultations.not_secretariat",)
    task = sessions.FollowUpFacts(CODE, rules.State.RECORDED, "XA", frozenset({"XA"}), NOW.date(), texts=("Do it.",))
    assert sessions.may_add_follow_up(DESK, task, NOW).allowed
    assert sessions.may_complete(PARTNER, task, NOW).allowed


REFUSALS_SHOWN = """
consultations.answered_so consultations.clashes consultations.concern_not_partner consultations.concern_over
consultations.convened_already consultations.date_past consultations.done_already consultations.due_past
consultations.follow_ups_open consultations.incomplete consultations.meeting_known consultations.nobody_comes
consultations.nobody_to_invite consultations.not_a_partner consultations.not_approved consultations.not_council
consultations.not_declared consultations.not_informed consultations.not_owner consultations.not_staff
consultations.not_started consultations.not_wider consultations.not_yours consultations.owner_outside
consultations.suspended consultations.text_missing consultations.not_invited consultations.not_secretariat
"""


def test_the_refusals_that_the_verbs_show_are_those_of_the_house() -> None:
    from comity.policy import loader  # noqa: PLC0415

    assert set(REFUSALS_SHOWN.split()) <= set(loader.refusals())
