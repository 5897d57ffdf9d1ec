"""Steps in the life of a programme: submitted, reviewed, agreed, before the Council, in force, reviewed, closed."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.policy import pack
from comity.programmes import queries
from comity.programmes.actions.sharing import hand_over, lapse, release_to_allies, share, take_pen
from comity.programmes.events import (
    AgreementWithdrawn,
    PenAsked,
    ProgrammeAgreed,
    ProgrammeApproved,
    ProgrammeClosed,
    ProgrammeDeclined,
    ProgrammePutToCouncil,
    ProgrammeReopened,
    ProgrammeSentBack,
    ProgrammeSubmitted,
    ProgrammeTakenUp,
    ProgrammeWithdrawn,
    ReviewConcluded,
    ReviewStarted,
    SideAgreed,
)
from comity.programmes.models import Agreement, ChosenActivity, Lock, Paragraph, Programme, Version
from comity.programmes.rules import life
from comity.programmes.rules.goals import Choice
from comity.programmes.rules.life import WORKFLOW, State, side_of


def _move(programme: Programme, verb: str) -> None:
    programme.state = WORKFLOW.target(verb, State(programme.state))


def _side(actor: Actor, programme: Programme) -> Side:
    """This will name the side that acts; what follows from elsewhere counts as the staff's."""
    return side_of(actor, programme.party_code) or Side.STAFF


@action(may=life.may_submit, facts=queries.facts_of)
def submit(programme: Programme, actor: Actor, now: datetime, *, note: str = "") -> ProgrammeSubmitted:
    """This will send a finished draft to the other side, which gets the pen and some weeks to comment (W-26, W-27)."""
    side = _side(actor, programme)
    programme.audience = programme.both_sides
    share(programme, now, note)
    due = hand_over(programme, now)
    _move(programme, "submit")
    programme.submitted_at = now
    programme.save()
    return ProgrammeSubmitted(programme.code, programme.party_code, side, programme.version, due)


@action(may=life.may_take_up, facts=queries.facts_of)
def take_up(programme: Programme, actor: Actor, now: datetime) -> ProgrammeTakenUp:
    """This will open the joint review."""
    _move(programme, "take_up")
    programme.save()
    return ProgrammeTakenUp(programme.code, programme.party_code, _side(actor, programme), programme.version)


@action(may=life.may_send_back, facts=queries.facts_of)
def send_back(programme: Programme, actor: Actor, now: datetime, *, note: str = "") -> ProgrammeSentBack:
    """This will hand the pen to the other side, and show it all that was written."""
    side = _side(actor, programme)
    if programme.version > programme.shared_version:
        share(programme, now, note)
    due = hand_over(programme, now)
    programme.save()
    return ProgrammeSentBack(programme.code, programme.party_code, side, programme.version, note, due)


@action(may=life.may_ask_for_pen, facts=queries.facts_of)
def ask_for_pen(programme: Programme, actor: Actor, now: datetime) -> PenAsked:
    """This will tell the side with the pen that the other would like to write."""
    programme.pen_asked_at = now
    programme.save(update_fields=["pen_asked_at"])
    return PenAsked(programme.code, programme.party_code, _side(actor, programme))


@action(
    may=life.may_agree,
    facts=queries.facts_of_agreement,
    constraints={"programmes_agreement_once": "programmes.already_agreed"},
)
def agree(programme: Programme, actor: Actor, now: datetime, *, version: int) -> SideAgreed | ProgrammeAgreed:
    """This will bind a side to one version. The second side's agreement closes the text (W-22)."""
    side = _side(actor, programme)
    sealed = Version.objects.get(programme=programme, number=version).digest
    Agreement.objects.create(
        programme=programme,
        side=side,
        version=version,
        digest=sealed,
        person_id=actor.person_id or 0,
        agreed_at=now,
        audience=programme.both_sides,
    )
    if side is Side.PARTNER:
        programme.partner_agreed = version
    else:
        programme.staff_agreed = version
    if programme.partner_agreed != programme.staff_agreed:
        programme.save()
        return SideAgreed(programme.code, programme.party_code, side, version, sealed)
    _move(programme, "agree")
    programme.agreed_at = now
    programme.save()
    _close_text(programme)
    return ProgrammeAgreed(
        programme.code, programme.party_code, programme.type, programme.period, version, sealed, side
    )


def _close_text(programme: Programme) -> None:
    """This will close each paragraph, and count what was proposed in the version as agreed."""
    for paragraph in Paragraph.objects.filter(programme=programme):
        paragraph.partner_agreed = paragraph.staff_agreed = paragraph.revision
        paragraph.save(update_fields=["partner_agreed", "staff_agreed"])
    current = [one.pk for one in queries.choices(programme, version=programme.version)]
    ChosenActivity.objects.filter(pk__in=current, choice=Choice.PROPOSED).update(choice=Choice.AGREED)
    Lock.objects.filter(section__programme=programme).delete()


@action(may=life.may_withdraw_agreement, facts=queries.facts_of)
def withdraw_agreement(programme: Programme, actor: Actor, now: datetime, *, reason: str = "") -> AgreementWithdrawn:
    """This will take a side's agreement back; the other side's stays, as the text has not changed."""
    side = _side(actor, programme)
    lapse(programme, Agreement.Lapse.WITHDRAWN, now, side)
    if WORKFLOW.may("withdraw_agreement", State(programme.state)):
        _move(programme, "withdraw_agreement")
        take_pen(programme, side, now)
    programme.save()
    return AgreementWithdrawn(programme.code, programme.party_code, side, programme.version, reason)


@action(may=life.may_reopen, facts=queries.facts_of)
def reopen(programme: Programme, actor: Actor, now: datetime, *, reason: str) -> ProgrammeReopened:
    """This will open an agreed text, or one in force that is under review, for changes; what is in force stays so."""
    side = _side(actor, programme)
    lapse(programme, Agreement.Lapse.REOPENED, now)
    _move(programme, "reopen")
    take_pen(programme, side, now)
    programme.reason = reason
    programme.save()
    return ProgrammeReopened(programme.code, programme.party_code, side, programme.version, reason)


@action(may=life.may_put_to_council, facts=queries.facts_of)
def put_to_council(programme: Programme, actor: Actor, now: datetime, *, decision: str = "") -> ProgrammePutToCouncil:
    """This will put the agreed version before the Council, and release it to the Allies."""
    release_to_allies(programme, now)
    _move(programme, "put_to_council")
    programme.put_to_council_at, programme.decision = now, decision
    programme.save()
    return ProgrammePutToCouncil(programme.code, programme.party_code, programme.version, decision)


@action(may=life.may_approve, facts=queries.facts_of)
def approve(programme: Programme, actor: Actor, now: datetime, *, decision: str) -> ProgrammeApproved:
    """This will bring the agreed version into force, by a decision of the Council (W-29)."""
    _move(programme, "approve")
    day = brussels_day(now)
    reviews = pack(programme.pack).programme_type(programme.type).reviews
    programme.approved_version, programme.decision = programme.version, decision
    programme.in_force_on, programme.ends_on = day, programme.period_end
    first = min((review.after_months for review in reviews), default=12)
    programme.review_due_on = life.months_after(day, first)
    programme.save()
    return ProgrammeApproved(programme.code, programme.party_code, programme.version, decision, day)


@action(may=life.may_decline, facts=queries.facts_of)
def decline(programme: Programme, actor: Actor, now: datetime, *, decision: str) -> ProgrammeDeclined:
    """This will give the text back to the two sides when the Council did not approve it."""
    lapse(programme, Agreement.Lapse.DECLINED, now)
    _move(programme, "decline")
    take_pen(programme, Side.STAFF, now)
    programme.decision = decision
    programme.save()
    return ProgrammeDeclined(programme.code, programme.party_code, programme.version, decision)


@action(may=life.may_start_review, facts=queries.facts_of)
def start_review(programme: Programme, actor: Actor, now: datetime) -> ReviewStarted:
    """This will begin a stock-taking."""
    _move(programme, "start_review")
    programme.save()
    return ReviewStarted(programme.code, programme.party_code, _side(actor, programme))


@action(may=life.may_conclude_review, facts=queries.facts_of)
def conclude_review(programme: Programme, actor: Actor, now: datetime, *, summary: str) -> ReviewConcluded:
    """This will end a stock-taking and leave the text in force as it is; the next one falls due."""
    _move(programme, "conclude_review")
    day = brussels_day(now)
    programme.review_due_on = min(life.months_after(day, 12), programme.period_end)
    programme.save()
    return ReviewConcluded(programme.code, programme.party_code, _side(actor, programme), summary)


@action(may=life.may_close, facts=queries.facts_of)
def close(programme: Programme, actor: Actor, now: datetime) -> ProgrammeClosed:
    """This will end a programme; its goals stay with the partner."""
    _move(programme, "close")
    programme.ended_at = now
    programme.save()
    return ProgrammeClosed(programme.code, programme.party_code)


@action(may=life.may_withdraw, facts=queries.facts_of)
def withdraw(programme: Programme, actor: Actor, now: datetime, *, reason: str) -> ProgrammeWithdrawn:
    """This will withdraw a programme before it is in force."""
    was = programme.state
    _move(programme, "withdraw")
    programme.ended_at, programme.reason = now, reason
    Lock.objects.filter(section__programme=programme).delete()
    programme.save()
    return ProgrammeWithdrawn(programme.code, programme.party_code, reason, was)
