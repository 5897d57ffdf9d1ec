"""Reports and pruning as acts: what changes, what follows elsewhere, and that a refusal changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from comity.core.actor import ANONYMOUS, CLOCK, FLOW
from comity.core.calendar import at_brussels
from comity.feedback import actions, queries, rules
from comity.feedback.models import Answer, Proposal, Report, Summary
from comity.feedback.rules import Outcome, Respondent, State
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.menu import actions as menu
from comity.menu.models import Activity
from comity.nominations import actions as nominations
from comity.policy import pack
from tests.nominations import world

pytestmark = pytest.mark.django_db
ENDED = at_brussels(world.END + timedelta(days=1), 9)


@dataclass
class Held:
    """An activity that has taken place, with two from Arcadia and one from Belmora."""

    people: world.Cast
    row: Activity

    def report(self, respondent: Respondent, party: str = "XA") -> Report:
        return Report.objects.filter(activity_id=self.row.code, respondent=respondent, party=party).order_by("pk")[0]


def marks(respondent: Respondent, mark: int = 4) -> dict[str, int]:
    return {question.code: mark for question in pack().form(respondent).questions}


@pytest.fixture
def held() -> Held:
    people = world.cast()
    row = world.activity(seats_total=3)
    for party, count in (("XA", 2), ("XB", 1)):
        for number in world.put_forward(people, row, party, count=count):
            nominations.confirm(row, people.of(party), world.NOW, number=number)
    row.refresh_from_db()
    menu.hold(row, CLOCK, ENDED)
    row.refresh_from_db()
    return Held(people, row)


def send(
    held: Held, respondent: Respondent, actor: Any, *, mark: int = 4, party: str = "XA", now: datetime = ENDED
) -> Any:
    return actions.send(held.report(respondent, party), actor, now, marks=marks(respondent, mark), text="Good.")


def test_when_an_activity_was_held_everybody_concerned_is_asked(held: Held) -> None:
    asked = Report.objects.order_by("respondent", "party", "nomination").values_list("respondent", "party")
    assert list(asked) == [
        ("nation", "XA"),
        ("nation", "XB"),
        ("participant", "XA"),
        ("participant", "XA"),
        ("participant", "XB"),
        ("provider", "XD"),
    ]
    summary = Summary.objects.get()
    assert (summary.asked, summary.sent, summary.due_on) == (6, 0, world.END + timedelta(days=30))
    assert summary.audience == held.row.audience


def test_a_report_is_counted_and_averaged_once_three_have_come(held: Held) -> None:
    send(held, Respondent.NATION, held.people.aissata, mark=5)
    send(held, Respondent.NATION, held.people.belmora, mark=3, party="XB")
    assert Summary.objects.get().overall is None
    send(held, Respondent.PROVIDER, held.people.lars, mark=4, party="XD")
    summary = Summary.objects.get()
    assert (summary.sent, summary.percent, str(summary.overall)) == (3, 50, "4.0")
    assert summary.averages["need"] == "4.0"
    assert Activity.objects.get().state == "reported", "the provider's report marks the activity"


def test_a_refused_report_changes_nothing(held: Held) -> None:
    for actor, code in ((held.people.belmora, "feedback.not_yours"), (held.people.desk, "feedback.not_yours")):
        with pytest.raises(Refused) as no:
            send(held, Respondent.NATION, actor)
        assert no.value.verdict.codes == (code,)
    with pytest.raises(Refused) as no:
        actions.send(held.report(Respondent.NATION), held.people.aissata, ENDED, marks={"need": 4}, text="")
    assert no.value.verdict.codes == ("feedback.items_missing",)
    late = at_brussels(rules.accepted_until(rules.due_on(world.END)) + timedelta(days=1), 9)
    with pytest.raises(Refused) as no:
        send(held, Respondent.NATION, held.people.aissata, now=late)
    assert no.value.verdict.codes == ("feedback.closed",)
    assert not Answer.objects.exists()
    assert Summary.objects.get().sent == 0


def test_a_report_is_sent_once_and_corrected_in_its_place(held: Held) -> None:
    send(held, Respondent.NATION, held.people.aissata, mark=2)
    with pytest.raises(Refused) as no:
        send(held, Respondent.NATION, held.people.aissata)
    assert no.value.verdict.codes == ("feedback.already_sent",)
    report = held.report(Respondent.NATION)
    actions.correct(report, held.people.aissata, ENDED, marks=marks(Respondent.NATION, 5), text="Better.")
    assert Answer.objects.get().marks["need"] == 5
    assert Summary.objects.get().sent == 1


def test_a_participant_reports_by_link_and_the_link_reads_nothing_else(held: Held) -> None:
    report = held.report(Respondent.PARTICIPANT)
    assert queries.linked(queries.link(report)) == report.pk
    assert queries.linked(queries.link(report) + "x") is None
    with reading({report.community}):
        assert list(Report.objects.all()) == [report]
        actions.send(report, ANONYMOUS, ENDED, marks=marks(Respondent.PARTICIPANT), text="Useful.", by_link=True)
        assert Answer.objects.get().text == "Useful."
        assert not Activity.objects.filter(audience=["staff"]).exists()
    with reading({"party:XA", "party:XD"}):
        assert not Answer.objects.exists(), "nobody but the staff and the author reads who answered what (W-56)"


def test_whoever_did_not_come_is_no_longer_asked(held: Held) -> None:
    nominations.miss(held.row, held.people.lars, ENDED, number=1)
    assert Report.objects.get(nomination=1).state == State.EXCUSED
    assert Summary.objects.get().asked == 5


def test_the_clock_reminds_twice_and_never_of_what_was_sent(held: Held) -> None:
    send(held, Respondent.NATION, held.people.aissata)
    first, second = rules.reminders(rules.due_on(world.END))
    assert queries.to_remind(at_brussels(first - timedelta(days=1), 9)) == []
    for day, expected in ((first, 5), (first, 0), (second, 5), (second + timedelta(days=9), 0)):
        due = queries.to_remind(at_brussels(day, 9))
        assert len(due) == expected
        for report in due:
            actions.remind(report, CLOCK, at_brussels(day, 9))


def judged(held: Held) -> Proposal | None:
    now = at_brussels(rules.due_on(world.END) + timedelta(days=1), 9)
    due = queries.to_judge(now)
    assert [summary.activity_id for summary in due] == [held.row.code]
    actions.judge(due[0], CLOCK, now)
    assert queries.to_judge(now) == []
    return Proposal.objects.first()


def test_what_was_not_reported_on_is_proposed_with_its_evidence(held: Held) -> None:
    proposal = judged(held)
    assert proposal is not None
    assert proposal.grounds == ["no_report"]
    assert proposal.evidence["seats_taken"] == 3
    assert proposal.evidence["provider_reported"] is False
    assert set(proposal.audience) == {"staff", "party:XD"}


def test_what_is_in_order_is_not_proposed(held: Held) -> None:
    send(held, Respondent.PROVIDER, held.people.lars, party="XD")
    assert judged(held) is None
    assert Entry.objects.filter(verb="feedback.judge", about=f"activity:{held.row.code}").exists()


def test_keeping_is_a_decision_in_writing_and_leaves_the_menu_as_it_is(held: Held) -> None:
    proposal = judged(held)
    assert proposal is not None
    now = at_brussels(date(2027, 6, 1), 9)
    with pytest.raises(Refused) as no:
        actions.keep(proposal, held.people.manager, now, reason=" ")
    assert no.value.verdict.codes == ("feedback.reason_missing",)
    with pytest.raises(Refused) as no:
        actions.prune(proposal, held.people.aissata, now, reason="No.")
    assert no.value.verdict.codes == ("feedback.not_menu_manager",)
    assert Activity.objects.get().state == "held"
    actions.keep(proposal, held.people.manager, now, reason="The report came by letter.")
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.reason) == (Outcome.KEPT, "The report came by letter.")
    assert Activity.objects.get().state == "held"
    with pytest.raises(Refused) as no:
        actions.prune(proposal, held.people.manager, now, reason="After all.")
    assert no.value.verdict.codes == ("feedback.already_decided",)


def test_pruning_retires_the_activity_in_the_same_act(held: Held) -> None:
    proposal = judged(held)
    assert proposal is not None
    now = at_brussels(date(2027, 6, 1), 9)
    world.activity(456)
    actions.prune(proposal, held.people.manager, now, reason="Nobody reports.", replacement="PCM-0456")
    row = Activity.objects.get(code=held.row.code)
    assert (row.state, row.reason) == ("retired", "Nobody reports.")
    assert row.replaced_by == Activity.objects.get(code="PCM-0456")


def test_reports_are_asked_for_by_the_system_alone_and_not_before_the_end(held: Held) -> None:
    coming = world.activity(457)
    with pytest.raises(Refused) as no:
        actions.open_reports(coming, FLOW, world.NOW, participants=[], nations=[])
    assert no.value.verdict.codes == ("feedback.not_ended",)
    with pytest.raises(Refused) as no:
        actions.open_reports(held.row, held.people.manager, ENDED, participants=[], nations=[])
    assert no.value.verdict.codes == ("feedback.not_menu_manager",)
    with pytest.raises(Refused):
        actions.judge(Summary.objects.get(), held.people.manager, ENDED)
