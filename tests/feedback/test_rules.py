"""Reports and pruning: properties of the rules."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import ANONYMOUS, FLOW, Actor, Role, Side
from comity.core.calendar import at_brussels
from comity.feedback import rules
from comity.feedback.rules import Evidence, Ground, Outcome, ProposalFacts, ReportFacts, Respondent, State
from comity.policy import pack

ENDED = date(2026, 10, 1)
NOW = datetime(2026, 10, 10, 10, 0, tzinfo=UTC)
OFFICER = Actor(name="O", account_id=1, party="XA", side=Side.PARTNER, roles=frozenset({Role.MISSION_OFFICER}))
DIRECTOR = Actor(name="D", account_id=2, party="FR", side=Side.ALLY, roles=frozenset({Role.COURSE_DIRECTOR}))
MANAGER = Actor(name="M", account_id=3, party="IS", side=Side.STAFF, roles=frozenset({Role.MENU_MANAGER}))


def marks(respondent: Respondent, mark: int = 4) -> dict[str, int]:
    return {question.code: mark for question in pack().form(respondent).questions}


def facts(respondent: Respondent = Respondent.NATION, **more: object) -> ReportFacts:
    party = "FR" if respondent is Respondent.PROVIDER else "XA"
    return ReportFacts(
        **{  # type: ignore[arg-type]
            "code": "PCM-0001",
            "respondent": respondent,
            "party": party,
            "state": State.ASKED,
            "ends_on": ENDED,
            "due_on": rules.due_on(ENDED),
            **more,
        }
    )


@pytest.mark.parametrize("form", pack().forms.values(), ids=lambda form: form.respondent)
def test_a_form_is_short(form: object) -> None:
    assert 5 <= len(form.questions) <= 8  # type: ignore[attr-defined]


def test_each_respondent_and_nobody_else_may_report() -> None:
    actors = {Respondent.NATION: OFFICER, Respondent.PROVIDER: DIRECTOR}
    for respondent, own in actors.items():
        for actor in (OFFICER, DIRECTOR, MANAGER, ANONYMOUS):
            verdict = rules.may_send(actor, facts(respondent, marks=marks(respondent)), NOW)
            assert verdict.allowed is (actor is own)
            assert verdict.codes == (() if actor is own else ("feedback.not_yours",))
    participant = facts(Respondent.PARTICIPANT, marks=marks(Respondent.PARTICIPANT))
    assert not rules.may_send(OFFICER, participant, NOW).allowed
    by_link = facts(Respondent.PARTICIPANT, marks=marks(Respondent.PARTICIPANT), by_link=True)
    assert rules.may_send(ANONYMOUS, by_link, NOW).allowed


def test_a_link_opens_no_other_report_than_a_participants() -> None:
    verdict = rules.may_send(ANONYMOUS, facts(by_link=True, marks=marks(Respondent.NATION)), NOW)
    assert verdict.codes == ("feedback.not_yours",)


@given(st.integers(-30, 200))
def test_reports_are_taken_from_the_end_until_the_time_is_over(days: int) -> None:
    day = ENDED + timedelta(days=days)
    verdict = rules.may_send(OFFICER, facts(marks=marks(Respondent.NATION)), at_brussels(day, 12))
    last = rules.accepted_until(rules.due_on(ENDED))
    assert verdict.allowed is (ENDED <= day <= last)
    if not verdict.allowed:
        assert verdict.codes == (("feedback.not_ended",) if day < ENDED else ("feedback.closed",))


@given(st.dictionaries(st.sampled_from(sorted(marks(Respondent.NATION))), st.integers(-1, 7)))
def test_a_report_is_complete_or_says_how_much_is_missing(given_marks: dict[str, int]) -> None:
    verdict = rules.may_send(OFFICER, facts(marks=given_marks), NOW)
    good = {code for code, mark in given_marks.items() if 1 <= mark <= 5}
    missing = len(marks(Respondent.NATION)) - len(good)
    assert verdict.allowed is (missing == 0)
    if missing:
        assert verdict.first.code == "feedback.items_missing"
        assert verdict.first.params["missing"] == missing


def test_a_report_is_sent_once_and_may_be_corrected() -> None:
    sent = facts(state=State.SENT, sent_at=NOW, marks=marks(Respondent.NATION))
    assert rules.may_send(OFFICER, sent, NOW).codes == ("feedback.already_sent",)
    assert rules.may_correct(OFFICER, sent, NOW).allowed
    assert rules.may_remind(FLOW, sent, NOW).codes == ("feedback.already_sent",)
    assert rules.may_remind(OFFICER, facts(), NOW).codes == ("feedback.not_menu_manager",)
    assert rules.may_remind(FLOW, facts(), NOW).allowed


def test_whoever_did_not_come_is_no_longer_asked() -> None:
    asked = facts(Respondent.PARTICIPANT)
    assert rules.may_excuse(FLOW, asked, NOW).allowed
    assert rules.may_excuse(DIRECTOR, asked, NOW).codes == ("feedback.not_menu_manager",)
    sent = facts(Respondent.PARTICIPANT, state=State.SENT, sent_at=NOW)
    assert rules.may_excuse(FLOW, sent, NOW).codes == ("feedback.not_yours",)
    excused = facts(state=State.EXCUSED, marks=marks(Respondent.NATION))
    assert rules.may_send(OFFICER, excused, NOW).codes == ("feedback.not_yours",)


def test_reports_open_when_the_activity_has_ended() -> None:
    opening = rules.OpeningFacts("PCM-0001", ENDED)
    assert rules.may_open(FLOW, opening, NOW).allowed
    assert rules.may_open(FLOW, opening, at_brussels(ENDED - timedelta(days=1), 12)).codes == ("feedback.not_ended",)
    assert rules.may_open(MANAGER, opening, NOW).codes == ("feedback.not_menu_manager",)
    assert rules.may_open(FLOW, rules.OpeningFacts("PCM-0001", None), NOW).codes == ("feedback.not_ended",)


answers = st.lists(st.fixed_dictionaries({"a": st.integers(1, 5), "b": st.integers(1, 5)}), max_size=12)


@given(answers, st.integers(0, 20))
def test_averages_lie_between_the_least_and_the_most_and_hide_few_answers(
    given_answers: list[dict[str, int]], more: int
) -> None:
    found = rules.tally(len(given_answers) + more, given_answers)
    assert found.sent == len(given_answers)
    assert 0 <= found.percent <= 100
    if len(given_answers) < 3:
        assert found.overall is None
        assert found.averages == {}
    else:
        assert found.overall is not None
        assert all(1 <= mark <= 5 for mark in (found.overall, *found.averages.values()))


def evidence(**more: object) -> Evidence:
    return Evidence(
        **{  # type: ignore[arg-type]
            "code": "PCM-0001",
            "areas": ("interoperability",),
            "first_on": date(2025, 1, 10),
            "last_taken_on": date(2026, 6, 1),
            "seats_taken": 20,
            "seats_total": 24,
            "mark": Decimal("4.2"),
            "provider_report_due_on": date(2026, 7, 1),
            **more,
        }
    )


@pytest.mark.parametrize(
    ("against", "ground"),
    [
        ({"last_taken_on": None, "first_on": date(2024, 1, 1)}, Ground.NO_TAKER),
        ({"seats_taken": 3}, Ground.FEW_SEATS),
        ({"mark": Decimal("2.9")}, Ground.POOR_MARKS),
        ({"provider_reported": False}, Ground.NO_REPORT),
        ({"areas": ()}, Ground.OUTSIDE_AREAS),
    ],
)
def test_each_ground_alone_leads_to_a_proposal(against: dict[str, object], ground: Ground) -> None:
    assert rules.grounds(evidence(), NOW) == ()
    assert rules.grounds(evidence(**against), NOW) == (ground,)
    assert rules.may_judge(FLOW, evidence(**against), NOW).allowed
    assert rules.may_judge(MANAGER, evidence(**against), NOW).codes == ("feedback.not_menu_manager",)


@given(st.integers(0, 24), st.integers(0, 24))
def test_more_takers_never_make_a_proposal_likelier(taken: int, more: int) -> None:
    fewer, better = evidence(seats_taken=taken), evidence(seats_taken=min(24, taken + more))
    assert set(rules.grounds(better, NOW)) <= set(rules.grounds(fewer, NOW))


def test_the_menu_manager_decides_once_and_in_writing() -> None:
    proposal = ProposalFacts("PCM-0001", Outcome.PROPOSED, reason="Two years without takers.")
    for may in (rules.may_keep, rules.may_prune):
        assert may(MANAGER, proposal, NOW).allowed
        assert may(OFFICER, proposal, NOW).codes == ("feedback.not_menu_manager",)
        blank = ProposalFacts("PCM-0001", Outcome.PROPOSED, reason="  ")
        assert may(MANAGER, blank, NOW).codes == ("feedback.reason_missing",)
        decided = ProposalFacts("PCM-0001", Outcome.KEPT, decided_at=NOW, reason="Again.")
        assert may(MANAGER, decided, NOW).codes == ("feedback.already_decided",)
