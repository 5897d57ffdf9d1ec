"""Integrity reviews as acts: who reads them at which step, and what the next round takes along."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import Actor, Role
from comity.education import actions, queries
from comity.education.models import Finding, IntegrityAnswer, IntegrityExpert, IntegrityReview, Measure
from comity.education.rules import AnswerMark, ExpertState, IntegrityState, MeasureState
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from tests import factories
from tests.education import rounds
from tests.education.cast import NOW, Cast, act_as, cast, refused

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def people() -> Cast:
    return cast()


def seen_by(actor: Actor) -> tuple[int, int, int, int]:
    """How many reviews, answers, findings and measures somebody reads."""
    with reading(actor.communities):
        return (
            IntegrityReview.objects.count(),
            IntegrityAnswer.objects.count(),
            Finding.objects.count(),
            Measure.objects.count(),
        )


def kinds(actor: Actor, now: datetime = NOW) -> list[str]:
    return [task.kind for task in queries.waiting(actor, now)]


def test_a_draft_is_the_partners_alone_and_nothing_of_it_is_lost(people: Cast) -> None:
    row = rounds.opened(people.arcadia)
    actions.answer_integrity(
        row, people.arcadia, NOW, answers={"audit": ("proven", " Report of 2025. "), "none": ("", "")}
    )
    answer = row.answers.get(question="audit")
    assert (answer.level, answer.evidence, answer.is_confirmed) == ("proven", "Report of 2025.", True)
    assert [seen_by(one)[0] for one in (people.arcadia, people.desk, people.france, people.belmora)] == [1, 0, 0, 0]
    assert set(Entry.objects.filter(about=row.subject).values_list("audience", flat=True).distinct().get()) == {
        "party:XA"
    }
    assert kinds(people.arcadia) == ["education.answer"]
    assert refused(actions.hand_in_integrity, row, people.arcadia) == ("education.integrity_missing",)
    assert refused(actions.open_integrity, factories.party("XA"), people.arcadia) == ("education.integrity_running",)


def test_what_is_handed_in_is_read_by_the_staff_and_by_those_whom_the_partner_lets_in(people: Cast) -> None:
    row = rounds.handed_in(people.arcadia)
    count = row.answers.count()
    assert seen_by(people.desk) == (1, count, 0, 0)
    assert kinds(people.desk) == ["education.name_expert"]
    assert refused(actions.share_integrity, row, people.arcadia, to=["XE"]) == ("education.integrity_allies_only",)
    actions.share_integrity(row, people.arcadia, NOW, to=["FR"])
    assert seen_by(people.france)[1] == count
    actions.share_integrity(row, people.arcadia, NOW, to=[])
    assert seen_by(people.france) == (0, 0, 0, 0)
    actions.withdraw_integrity(row, people.arcadia, NOW)
    assert rounds.opened(people.arcadia).round == 2


def test_an_expert_reads_as_a_person_from_the_day_on_which_the_partner_accepts(people: Cast) -> None:
    row = rounds.handed_in(people.arcadia)
    colleague = act_as("XE", Role.MISSION_OFFICER)
    own = act_as("XA", Role.TRAINING_COORDINATOR)
    for person in (own.person_id, 999_999):
        code = "education.expert_conflict" if person == own.person_id else "education.expert_unknown"
        assert refused(actions.name_expert, row, people.desk, person=person) == (code,)
    made = actions.name_expert(row, people.desk, NOW, person=people.estmark.person_id or 0)
    assert refused(actions.name_expert, row, people.desk, person=people.estmark.person_id) == (
        "education.expert_named",
    )
    assert kinds(people.arcadia) == ["education.accept_expert"]
    assert seen_by(people.estmark)[0] == 0
    expert = IntegrityExpert.objects.get(pk=made.expert_id)
    assert (expert.nation, expert.audience) == ("XE", ["party:XA", "staff"])
    actions.accept_expert(expert, people.arcadia, NOW)
    assert (seen_by(people.estmark)[0], seen_by(colleague)[0]) == (1, 0)
    actions.recuse_expert(expert, people.estmark, NOW, reason="A cousin works there.")
    assert seen_by(people.estmark) == (0, 0, 0, 0)
    assert refused(actions.recuse_expert, expert, people.estmark, reason="Again.") == ("education.integrity_stage",)
    turned = actions.name_expert(row, people.desk, NOW, person=people.france.person_id or 0)
    actions.turn_down_expert(IntegrityExpert.objects.get(pk=turned.expert_id), people.arcadia, NOW)
    assert IntegrityExpert.objects.get(pk=turned.expert_id).state == ExpertState.TURNED_DOWN
    assert kinds(people.desk) == ["education.name_expert"]


def test_findings_are_among_the_experts_until_they_are_handed_over(people: Cast) -> None:
    row = rounds.accepted(people, people.arcadia)
    assert kinds(people.desk) == ["education.set_visit"]
    actions.set_visit(row, people.desk, NOW, from_on=rounds.FIRST, until_on=rounds.LAST)
    assert refused(actions.write_finding, row, people.france, area="buying", text="Soon.") == ("education.visit_ahead",)
    assert kinds(people.estmark, rounds.VISITED) == ["education.find"]
    actions.write_finding(row, people.estmark, rounds.VISITED, area="buying", text="Exceptions are many.")
    assert [seen_by(one)[2] for one in (people.arcadia, people.france, people.estmark, people.desk)] == [0, 1, 1, 1]
    actions.hand_over_findings(row, people.estmark, rounds.VISITED)
    finding = Finding.objects.get()
    assert seen_by(people.arcadia)[2] == 1
    actions.comment_finding(finding, people.arcadia, rounds.VISITED, comment="The law of 2026 ends this.")
    finding.refresh_from_db()
    assert finding.comment == "The law of 2026 ends this."
    assert kinds(people.arcadia) == kinds(people.desk) == ["education.agree_plan"]


def test_an_expert_who_has_come_to_act_for_the_partner_writes_nothing(people: Cast) -> None:
    row = rounds.visited(people, people.arcadia)
    person = row.experts.get(nation="XE").person
    factories.appointment(person, "XA", Role.TRAINING_COORDINATOR)
    assert refused(actions.write_finding, row, people.estmark, area="buying", text="Late.") == (
        "education.expert_conflict",
    )


def test_both_sides_agree_the_plan_and_every_change_asks_both_again(people: Cast) -> None:
    row = rounds.reported(people, people.arcadia)
    measure = row.measures.get()
    actions.agree_plan(row, people.arcadia, NOW)
    assert refused(actions.agree_plan, row, people.arcadia) == ("education.plan_agreed_before",)
    actions.change_measure(measure, people.desk, NOW, text="Count and publish.", office="Office", due_on=rounds.LATER)
    assert rounds.fresh(row).agreed == []
    for one in (people.desk, people.arcadia):
        actions.agree_plan(row, one, NOW)
    assert rounds.fresh(row).state == IntegrityState.AGREED
    assert refused(actions.drop_measure, measure, people.desk, reason="Old.") == ("education.integrity_stage",)
    actions.reopen_plan(row, people.desk, NOW, reason="The law changed.")
    actions.drop_measure(measure, people.arcadia, NOW, reason="The law does it.")
    assert refused(actions.agree_plan, row, people.arcadia) == ("education.plan_empty",)
    measure.refresh_from_db()
    assert (measure.state, measure.note) == (MeasureState.DROPPED, "The law does it.")


def test_the_next_round_takes_along_answers_and_what_is_not_over(people: Cast) -> None:
    first = rounds.agreed(people, people.arcadia)
    done = first.measures.get()
    late = rounds.VISITED + YEAR
    assert kinds(people.arcadia, late) == ["education.report_measure"]
    actions.reopen_plan(first, people.desk, NOW, reason="One more.")
    left = rounds.planned(first, people.arcadia)
    for one in (people.desk, people.arcadia):
        actions.agree_plan(first, one, NOW)
    actions.report_measure(done, people.arcadia, late, state=MeasureState.DONE, note="Counted.")
    actions.report_measure(left, people.arcadia, late, state=MeasureState.UNDER_WAY, note="Half of it.")

    second = rounds.opened(people.arcadia, late)
    assert (second.round, second.before_id) == (2, first.pk)
    assert refused(actions.hand_in_integrity, second, people.arcadia) == ("education.integrity_unconfirmed",)
    assert refused(actions.reopen_plan, first, people.desk, reason="Too late.") == ("education.integrity_running",)
    same = rounds.answers()
    actions.answer_integrity(second, people.arcadia, late, answers={**same, "audit": ("proven", "A new report.")})
    marks = dict(second.answers.values_list("question", "mark"))
    assert {code for code, mark in marks.items() if mark == AnswerMark.CHANGED} == {"audit"}
    found = {one.question.code: one for one in queries.integrity_answers(second)}
    assert found["audit"].before == same["audit"]

    actions.hand_in_integrity(second, people.arcadia, late)
    IntegrityReview.objects.filter(pk=second.pk).update(
        state=IntegrityState.VISIT, visit_from_on=late.date(), visit_until_on=late.date()
    )
    Finding.objects.create(review=second, area="buying", text="Better.", audience=["staff"])
    event = actions.hand_over_findings(second, people.desk, late)
    assert event.carried == 1
    carried = second.measures.get()
    assert (carried.carried_from_id, carried.state, carried.note) == (left.pk, MeasureState.UNDER_WAY, "Half of it.")
    code = refused(actions.report_measure, left, people.arcadia, state=MeasureState.DONE, note="Done.")
    assert code == ("education.plan_followed",)


def test_the_database_keeps_one_round_in_work_and_the_days_of_a_visit_in_order(people: Cast) -> None:
    row = rounds.opened(people.arcadia)
    with pytest.raises(IntegrityError, match="education_integrity_in_work"), transaction.atomic():
        IntegrityReview.objects.create(party_id="XA", round=9, pack="2011", opened_at=NOW, audience=["party:XA"])
    with pytest.raises(IntegrityError, match="education_integrity_visit"), transaction.atomic():
        IntegrityReview.objects.filter(pk=row.pk).update(visit_from_on=rounds.LAST, visit_until_on=rounds.FIRST)
