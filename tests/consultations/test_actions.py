"""Verbs of consultations: what changes, who reads it, and that nothing changes on a refusal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from comity.consultations import actions, queries, rules
from comity.consultations.models import (
    Clearance,
    Concern,
    Consultation,
    Finding,
    Invitation,
    Meeting,
    Notice,
    Request,
    Session,
    Transparency,
)
from comity.core.actor import CLOCK, FLOW, Actor
from comity.core.calendar import brussels_day, end_of_day
from comity.decisions import actions as decisions
from comity.decisions.models import Item, Line
from comity.documents.models import Paper
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Message
from comity.kernel.scope import reading
from tests import factories as make
from tests.consultations import formats
from tests.consultations.formats import NOW, TOLD, WORDED
from tests.decisions import council

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> formats.Cast:
    return formats.cast()


def refused(codes: str | tuple[str, ...], verb: Any, row: Any, actor: Actor, at: Any = NOW, **inputs: Any) -> None:
    """The verb is refused for these reasons, and nothing has changed."""
    before = kept()
    with pytest.raises(Refused) as no:
        verb(row, actor, at, **inputs)
    wanted = (codes,) if isinstance(codes, str) else codes
    assert no.value.verdict.codes == tuple(f"consultations.{code}" for code in wanted)
    assert kept() == before


def kept() -> tuple[Any, ...]:
    return (
        list(Consultation.objects.order_by("pk").values()),
        list(Session.objects.order_by("pk").values()),
        list(Invitation.objects.order_by("pk").values()),
        list(Concern.objects.order_by("pk").values()),
        Entry.objects.count(),
        Message.objects.count(),
    )


def seen(actor: Actor, model: Any, **narrowed: Any) -> int:
    with reading(actor.communities):
        return int(model.objects.filter(**narrowed).count())


# -- asking ------------------------------------------------------------------------------------------------------------


def test_a_partner_asks_takes_part_itself_and_is_read_by_allies_and_the_staff_alone(people: formats.Cast) -> None:
    row = formats.requested(people)
    assert (row.code, row.state) == ("2026-001", "requested")
    assert [one.party for one in row.participants.all()] == ["XA", "XB"]
    for actor, count in ((people.aissata, 1), (people.claire, 1), (people.jana, 1), (people.basma, 0)):
        assert (seen(actor, Consultation), seen(actor, Request)) == (count, count), actor.party
    assert Message.objects.filter(template="consultations/requested").count() == 2


def test_an_ally_asks_and_takes_part_as_all_allies_do(people: formats.Cast) -> None:
    event = actions.request(make.party("FR"), people.claire, NOW, **formats.ASKED)
    assert event.participants == ("XB",)


def test_a_whole_framework_is_asked_for_member_by_member(people: formats.Cast) -> None:
    row = formats.requested(people, participants=(), framework="ici")
    assert [one.party for one in row.participants.all()] == ["XA", "XC"]


def test_a_request_without_subject_partner_or_declaration_is_refused(people: formats.Cast) -> None:
    own = make.party("XA")
    make.party("XG", belongs=())
    asked = {**formats.ASKED, "subject": " ", "participants": ("XG", "FR"), "declared": False}
    refused(("incomplete", "not_a_partner", "not_declared"), actions.request, own, people.aissata, **asked)
    ally = {**formats.ASKED, "participants": ()}
    refused("incomplete", actions.request, make.party("FR"), people.claire, **ally)
    refused("not_requester", actions.request, own, people.basma, **formats.ASKED)
    refused("not_requester", actions.request, make.party("IS"), people.jana, **formats.ASKED)


def test_a_suspended_partner_is_named_in_the_refusal(people: formats.Cast) -> None:
    from comity.parties.models import Suspension  # noqa: PLC0415

    Suspension.objects.create(party=make.party("XB"), since_on=make.DAY, decision="PO(2026)0009", audience=["public"])
    refused("suspended", actions.request, make.party("XA"), people.aissata, **formats.ASKED)


def test_what_came_back_is_changed_and_sent_in_again(people: formats.Cast) -> None:
    row = formats.requested(people)
    actions.send_back(row, people.jana, NOW, reason="Say what you aim at.")
    assert formats.fresh(row).request.returned == "Say what you aim at."
    assert [task.kind for task in queries.waiting(people.aissata, NOW)] == ["consultations.returned"]
    refused("not_yours", actions.revise, row, people.basma, **formats.ASKED)
    actions.revise(row, people.aissata, NOW, **{**formats.ASKED, "participants": ("XC",), "aim": "To agree."})
    again = formats.fresh(row)
    assert (again.state, again.request.aim, again.request.returned) == ("requested", "To agree.", "")
    assert [one.party for one in again.participants.all()] == ["XA", "XC"]


def test_a_request_is_withdrawn_with_the_text_that_was_drafted_for_it(people: formats.Cast) -> None:
    row = formats.checked(people)
    refused("not_yours", actions.withdraw, row, people.basma)
    actions.withdraw(row, people.aissata, NOW)
    assert formats.fresh(row).state == "withdrawn"
    assert Item.objects.get(about=row.subject).state == "withdrawn"
    refused("not_in_state", actions.withdraw, row, people.aissata)


# -- the Council -------------------------------------------------------------------------------------------------------


def test_the_check_words_the_subject_and_drafts_one_text_with_a_line_for_each_participant(people: formats.Cast) -> None:
    row = formats.requested(people)
    refused("not_staff", actions.check, row, people.aissata, **WORDED)
    refused("text_missing", actions.check, row, people.jana, **{**WORDED, "finding": " "})
    actions.check(row, people.jana, NOW, **WORDED)
    item = Item.objects.get(about=row.subject)
    assert [(line.effect, line.effect_about) for line in item.lines.all()] == [
        ("consultation.agree", "consultation:2026-001"),
        ("consultation.participant", "consultation:2026-001:XA"),
        ("consultation.participant", "consultation:2026-001:XB"),
    ]
    assert item.ground == "P§11"
    assert (seen(people.claire, Finding), seen(people.aissata, Finding)) == (1, 0)


def test_an_objection_to_one_participant_holds_that_participant_alone(people: formats.Cast) -> None:
    council.lay_time()
    row = formats.checked(people)
    item = Item.objects.get(about=row.subject)
    decisions.open_silence(item, people.henrik, NOW, ends_at=council.ENDS)
    assert formats.fresh(row).state == "with_council"
    council.break_at(item, people.claire, NOW + timedelta(hours=1), lines=(3,))
    decisions.close_silence(item, CLOCK, council.ENDS + timedelta(minutes=1))
    again = formats.fresh(row)
    assert (again.state, again.mandate) == ("agreed", item.symbol)
    assert dict(again.participants.values_list("party", "seat")) == {"XA": "agreed", "XB": "held"}
    assert not Line.objects.filter(item=item, follow_up="refused").exists()
    assert again.transparency.due_on == rules.notices_due_on(brussels_day(council.ENDS))
    assert seen(people.basma, Consultation) == 0, "who was not agreed never learns that it was proposed"


def test_a_text_that_is_withdrawn_gives_the_request_back(people: formats.Cast) -> None:
    row = formats.checked(people)
    item = Item.objects.get(about=row.subject)
    decisions.send_to_committee(item, people.henrik, NOW)
    assert formats.fresh(row).state == "with_council"
    decisions.withdraw(item, people.henrik, NOW, reason="The desk writes anew.")
    assert formats.fresh(row).state == "requested"


def test_nobody_but_the_council_approves(people: formats.Cast) -> None:
    row = formats.checked(people)
    for verb, inputs in (
        (actions.put_to_council, {}),
        (actions.give_back, {}),
        (actions.agree_subject, {"decision": "PO(2026)0001"}),
        (actions.agree_participant, {"party": "XB", "decision": "PO(2026)0001"}),
        (actions.hold_participant, {"party": "XB", "decision": "PO(2026)0001"}),
    ):
        refused("not_council", verb, row, people.henrik, **inputs)


# -- telling -----------------------------------------------------------------------------------------------------------


def test_those_approved_are_invited_and_read_of_each_other_only_then(people: formats.Cast) -> None:
    row = formats.agreed(people, "XA", "XB", participants=("XB", "XC"))
    assert seen(people.basma, Consultation) == 0
    actions.invite(row, people.jana, NOW, **TOLD)
    assert sorted(Invitation.objects.values_list("party", flat=True)) == ["XA", "XB"]
    assert (seen(people.basma, Consultation), seen(people.casim, Consultation)) == (1, 0)
    with reading(people.basma.communities):
        read = Consultation.objects.get()
        assert [one.party for one in read.participants.all()] == ["XA", "XB"], "and not who was asked for besides"
        assert [one.party for one in read.invitations.all()] == ["XB"]
        assert not Request.objects.exists()
    refused("nobody_to_invite", actions.invite, row, people.jana, **TOLD)


def test_what_became_of_one_participant_is_entered_for_no_other(people: formats.Cast) -> None:
    row = formats.invited(people, "XA", "XB", participants=("XB", "XC"))
    actions.hold_participant(row, FLOW, NOW, party="XC", decision=formats.DECISION)
    for actor, count in ((people.aissata, 1), (people.claire, 1), (people.basma, 0)):
        assert seen(actor, Entry, verb="consultations.hold_participant") == count


def test_nobody_is_invited_before_the_council_has_approved(people: formats.Cast) -> None:
    row = formats.checked(people)
    refused("not_approved", actions.invite, row, people.jana, **TOLD)
    refused("not_staff", actions.invite, row, people.aissata, **TOLD)


def test_an_invitation_is_answered_by_the_invited_and_may_change_until_a_session_is_convened(
    people: formats.Cast,
) -> None:
    row = formats.invited(people)
    one = Invitation.objects.get(consultation=row, party="XB")
    refused("not_invited", actions.accept, one, people.aissata)
    actions.decline(one, people.basma, NOW, note="Our minister travels.")
    refused("answered_so", actions.decline, one, people.basma)
    assert seen(people.aissata, Invitation, party="XB") == 0, "why it does not come is for Allies and the staff"
    actions.accept(one, people.basma, NOW)
    actions.plan(row, people.jana, NOW, starts_at=NOW + timedelta(days=9), place="Room 5", agenda=["All"])
    actions.inform(row, people.jana, NOW, **TOLD)
    actions.convene(row.sessions.get(), people.jana, NOW)
    refused("convened_already", actions.decline, one, people.basma)


def test_who_declines_no_longer_reads_the_sessions(people: formats.Cast) -> None:
    session = formats.planned(people)
    assert seen(people.basma, Session) == 1
    one = Invitation.objects.get(consultation=session.consultation, party="XB")
    actions.decline(one, people.basma, NOW)
    assert seen(people.basma, Session) == 0
    assert seen(people.aissata, Session) == 1


def test_partners_that_are_not_invited_are_told_and_read_the_notice_alone(people: formats.Cast) -> None:
    row = formats.agreed(people)
    assert seen(people.casim, Transparency) == 0
    refused("not_staff", actions.inform, row, people.claire, **TOLD)
    refused("text_missing", actions.inform, row, people.jana, text_en="", text_fr="Dit.")
    actions.inform(row, people.jana, NOW, **TOLD)
    assert sorted(Notice.objects.values_list("party", flat=True)) == ["XC", "XD"]
    assert (seen(people.casim, Transparency), seen(people.casim, Notice)) == (1, 1)
    assert seen(people.casim, Consultation) == 0
    assert seen(people.basma, Transparency) == 0, "an approved participant is not told: it is invited"
    mailed = Message.objects.filter(template="consultations/informed").values_list("address", flat=True)
    assert set(mailed) == {people.accounts["casim"].email}


def test_the_notice_that_is_owed_stands_on_today_until_it_is_sent(people: formats.Cast) -> None:
    row = formats.agreed(people)
    owed = [task for task in queries.waiting(people.jana, NOW) if task.kind == "consultations.inform"]
    assert [task.due_at for task in owed] == [end_of_day(row.transparency.due_on)]
    late = queries.waiting(people.jana, NOW + timedelta(days=20))
    assert "consultations.inform_late" in [task.kind for task in late]
    actions.inform(row, people.jana, NOW, **TOLD)
    assert not [task for task in queries.waiting(people.jana, NOW) if task.kind.startswith("consultations.inform")]


# -- sessions ----------------------------------------------------------------------------------------------------------


def test_no_session_is_convened_while_a_notice_is_missing_and_the_refusal_names_who(people: formats.Cast) -> None:
    session = formats.planned(people)
    with pytest.raises(Refused) as no:
        actions.convene(session, people.jana, NOW)
    assert no.value.verdict.first.params["parties"] == ("XC", "XD")
    refused("not_informed", actions.convene, session, people.jana)
    actions.inform(session.consultation, people.jana, NOW, **TOLD)
    actions.convene(formats.again(session), people.jana, NOW)
    assert formats.again(session).state == "convened"


def test_no_session_is_convened_to_which_nobody_comes(people: formats.Cast) -> None:
    row = formats.invited(people)
    actions.plan(row, people.jana, NOW, starts_at=NOW + timedelta(days=9), place="Room 5", agenda=["All"])
    actions.inform(row, people.jana, NOW, **TOLD)
    refused("nobody_comes", actions.convene, row.sessions.get(), people.jana)


def test_a_session_on_the_day_of_a_frameworks_meeting_needs_a_reason(people: formats.Cast) -> None:
    row = formats.agreed(people)
    starts_at = NOW + timedelta(days=10)
    on = brussels_day(starts_at)
    meeting: dict[str, Any] = {
        "framework": "md",
        "on": on,
        "title_en": "MD ambassadors",
        "title_fr": "Ambassadeurs du DM",
    }
    refused("not_staff", actions.enter_meeting, make.party("IS"), people.claire, **meeting)
    actions.enter_meeting(make.party("IS"), people.jana, NOW, **meeting)
    refused("meeting_known", actions.enter_meeting, make.party("IS"), people.jana, **meeting)
    assert (seen(people.basma, Meeting), seen(people.aissata, Meeting)) == (1, 0), "each framework keeps its own"
    planned: dict[str, Any] = {"starts_at": starts_at, "place": "Room 5", "agenda": ["All"]}
    refused("clashes", actions.plan, row, people.jana, **planned)
    refused("date_past", actions.plan, row, people.jana, **{**planned, "starts_at": NOW - timedelta(days=1)})
    actions.plan(row, people.jana, NOW, **planned, reason="It begins when the other has ended.")
    assert Clearance.objects.get().frameworks == ["md"]
    assert (seen(people.claire, Clearance), seen(people.aissata, Clearance)) == (1, 0)


def test_a_session_is_held_recorded_for_those_who_came_and_released_by_the_secretariat(people: formats.Cast) -> None:
    session = formats.planned(people)
    refused("session_not_so", actions.hold, session, people.jana)
    actions.inform(session.consultation, people.jana, NOW, **TOLD)
    actions.convene(session, people.jana, NOW)
    refused("not_started", actions.hold, session, people.jana)
    actions.hold(session, people.jana, session.starts_at)
    said = {"text_en": "All spoke.", "text_fr": "Tous ont parlé."}
    actions.record(session, people.jana, session.starts_at, **said)
    session = formats.again(session)
    assert (session.state, session.consultation.state, session.paper) == ("recorded", "recorded", "CR(2026)0001")
    for actor, count in ((people.aissata, 1), (people.claire, 1), (people.casim, 0)):
        assert seen(actor, Paper) == count
    refused("not_secretariat", actions.release_record, session, people.jana, to=["partners"])
    refused("not_wider", actions.release_record, session, people.henrik, to=["party:XA"])
    actions.release_record(session, people.henrik, NOW, to=["partners"])
    assert seen(people.casim, Paper) == 1


def test_a_session_is_cancelled_with_a_reason(people: formats.Cast) -> None:
    session = formats.planned(people)
    refused("text_missing", actions.cancel_session, session, people.jana, reason="")
    actions.cancel_session(session, people.jana, NOW, reason="The room burnt.")
    assert formats.again(session).state == "cancelled"
    assert Message.objects.filter(template="consultations/cancelled").count() == 2


def test_follow_ups_have_an_owner_and_a_day_and_close_the_consultation(people: formats.Cast) -> None:
    session = formats.recorded(people)
    row, at = session.consultation, session.starts_at
    due = brussels_day(at) + timedelta(days=30)
    task: dict[str, Any] = {"text": "Write a note.", "owner": "XB", "due_on": due}
    refused("owner_outside", actions.add_follow_up, row, people.jana, at, **{**task, "owner": "XC"})
    refused("due_past", actions.add_follow_up, row, people.jana, at, **{**task, "due_on": make.DAY})
    actions.add_follow_up(row, people.jana, at, **task)
    assert "consultations.follow_up" in [one.kind for one in queries.waiting(people.basma, at)]
    refused("follow_ups_open", actions.close, row, people.jana, at)
    mine = row.follow_ups.get()
    refused("not_owner", actions.complete, mine, people.aissata, at, note="Done.")
    actions.complete(mine, people.basma, at, note="It is sent.")
    refused("done_already", actions.complete, mine, people.jana, at, note="Again.")
    actions.close(row, people.jana, at)
    assert formats.fresh(row).state == "closed"


# -- concerns ----------------------------------------------------------------------------------------------------------


def test_a_concern_is_read_by_its_partner_allies_and_the_staff(people: formats.Cast) -> None:
    row = formats.concern(people)
    assert row.due_on == rules.answer_due_on(brussels_day(NOW))
    for actor, count in ((people.aissata, 1), (people.claire, 1), (people.jana, 1), (people.basma, 0)):
        assert seen(actor, Concern) == count
    said = {"title": "Ours", "text": "No."}
    refused("concern_not_partner", actions.raise_concern, make.party("FR"), people.claire, **said)
    refused("text_missing", actions.raise_concern, make.party("XA"), people.aissata, **{**said, "text": " "})


def test_a_concern_is_taken_up_answered_once_and_late_is_said(people: formats.Cast) -> None:
    row = formats.concern(people)
    refused("not_staff", actions.answer, row, people.claire, text="We see it too.")
    actions.take_up(row, people.jana, NOW)
    late = end_of_day(row.due_on) + timedelta(days=2)
    task = next(one for one in queries.waiting(people.jana, late) if one.ref == row.code)
    assert (task.kind, task.params["days"]) == ("consultations.answer_late", 3)
    assert [one.waiting_on for one in queries.waiting(people.aissata, late)] == ["IS"]
    event = actions.answer(row, people.jana, late, text="We see it too.")
    assert event.late == 3
    refused("concern_over", actions.answer, row, people.jana, text="Again.")
    refused("concern_over", actions.withdraw_concern, row, people.aissata)
    assert Message.objects.filter(template="consultations/concern_answered").count() == 1


def test_the_clock_reminds_before_the_day_and_once_after_it(people: formats.Cast) -> None:
    row = formats.concern(people)
    assert queries.concerns_to_remind(NOW) == []
    before = end_of_day(rules.reminder_on(row.due_on)) - timedelta(hours=1)
    refused("not_staff", actions.remind, row, people.aissata)
    for at, due in ((before, True), (before, False), (end_of_day(row.due_on) + timedelta(hours=3), True)):
        found = queries.concerns_to_remind(at)
        assert bool(found) == due
        for one in found:
            actions.remind(one, CLOCK, at)
    assert queries.concerns_to_remind(end_of_day(row.due_on) + timedelta(days=9)) == []


def test_a_concern_leads_to_a_request_of_its_own_partner_alone(people: formats.Cast) -> None:
    row = formats.concern(people)
    ours = formats.requested(people, concern=row.code)
    assert Concern.objects.get().consultation == ours.code
    assert ours.request.concern == row.code
    event = actions.request(make.party("XB"), people.basma, NOW, **{**formats.ASKED, "concern": row.code})
    assert Request.objects.get(consultation__code=event.consultation).concern == ""


def test_a_partner_withdraws_its_concern(people: formats.Cast) -> None:
    row = formats.concern(people)
    refused("concern_not_partner", actions.withdraw_concern, row, people.basma)
    actions.withdraw_concern(row, people.aissata, NOW)
    assert Concern.objects.get().state == "withdrawn"
    assert FLOW.is_system
