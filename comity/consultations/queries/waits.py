"""What waits on whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from comity.consultations import rules
from comity.consultations.models import Concern, Consultation, FollowUp, Invitation, Session
from comity.consultations.rules.concerns import WAITING, days_late
from comity.consultations.rules.formats import KEEPERS, SPEAKERS, check_by
from comity.core.actor import Actor
from comity.core.calendar import brussels_day, end_of_day
from comity.core.tasks import Task
from comity.kernel.rows import Columns, Statement

_TITLED = ("consultation__subject_en", "consultation__subject_fr", "consultation__subject_as_asked")
_CONCERNS = Statement(lambda: Concern.objects.filter(state__in=WAITING))
_TO_DO = Columns(
    lambda party: FollowUp.objects.filter(owner=party, state=rules.FollowUpState.OPEN).values_list(
        "consultation__code", "number", "text", "due_on"
    ),
    str,
)


def _on_staff() -> QuerySet[Any]:
    """This will select what is to be checked, and what the others are to be told of."""
    owed = Q(transparency__sent_at__isnull=True, transparency__isnull=False) & ~Q(state=rules.State.WITHDRAWN)
    found = Consultation.objects.filter(Q(state=rules.State.REQUESTED) | owed)
    return found.annotate(tell_by=F("transparency__due_on"))


def _to_record(now: datetime) -> QuerySet[Session, tuple[Any, ...]]:
    """This will select sessions whose time has come, and those without a record."""
    over = Q(state=rules.SessionState.CONVENED, starts_at__lte=now) | Q(state=rules.SessionState.HELD)
    return Session.objects.filter(over).values_list("consultation__code", "number", "starts_at", *_TITLED)


_ON_STAFF: Statement[Any] = Statement(_on_staff)
_TO_RECORD = Columns(_to_record, datetime)


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list what consultations and concerns need of somebody. A constant number of queries."""
    if actor.is_staff and actor.has(*KEEPERS):
        return [*_for_staff(actor, now), *_to_do(actor, now)]
    if actor.party and actor.has(*SPEAKERS):
        return [*_for_party(actor, now), *_to_do(actor, now)]
    return []


def _for_staff(actor: Actor, now: datetime) -> list[Task]:
    day = brussels_day(now)
    tasks = [
        _task("answer", one.code, one.title, one.due_on, "W-139", since_at=one.raised_at, day=day, party=one.party)
        for one in _CONCERNS.rows()
    ]
    for one in _ON_STAFF.rows():
        title = one.title_in(actor.locale)
        if one.state == rules.State.REQUESTED:
            due_on, at = check_by(brussels_day(one.requested_at)), one.requested_at
            tasks.append(_task("check", one.code, title, due_on, "W-131", since_at=at, day=day))
        else:
            tasks.append(_task("inform", one.code, title, one.tell_by, "P§11", day=day))
    for code, number, starts_at, *subject in _TO_RECORD.rows(now):
        title = _titled(subject).title_in(actor.locale)
        tasks.append(_task("session", f"{code}/{number}", title, None, "W-136", since_at=starts_at, day=day))
    return tasks


def _for_party(actor: Actor, now: datetime) -> list[Task]:
    day = brussels_day(now)
    open_ = Invitation.objects.filter(party=actor.party, answer=rules.Answer.INVITED).exclude(
        consultation__state=rules.State.WITHDRAWN
    )
    tasks = [
        _task(
            "invited",
            one.consultation.code,
            one.consultation.title_in(actor.locale),
            one.answer_by,
            "W-135",
            since_at=one.sent_at,
            day=day,
        )
        for one in open_.select_related("consultation")
    ]
    tasks += [
        _task("returned", one.code, one.title_in(actor.locale), None, "W-131", since_at=one.requested_at, day=day)
        for one in Consultation.objects.filter(requester=actor.party, state=rules.State.RETURNED)
    ]
    tasks += [
        _task(
            "own_concern",
            one.code,
            one.title,
            one.due_on,
            "W-139",
            since_at=one.raised_at,
            day=day,
            waiting_on="IS",
        )
        for one in Concern.objects.filter(party=actor.party, state__in=WAITING)
    ]
    return tasks


def _to_do(actor: Actor, now: datetime) -> list[Task]:
    """This will list the follow-ups that the actor's party owns."""
    day = brussels_day(now)
    return [
        _task("follow_up", f"{code}/{number}", text[:120], due_on, "W-137", day=day)
        for code, number, text, due_on in _TO_DO.rows(str(actor.party))
    ]


def _titled(subject: list[str]) -> Consultation:
    """This will give a consultation that knows what it is about, and nothing else."""
    return Consultation(**dict(zip(("subject_en", "subject_fr", "subject_as_asked"), subject, strict=True)))


def _task(
    kind: str,
    ref: str,
    title: str,
    due_on: date | None,
    ground: str,
    *,
    day: date,
    since_at: datetime | None = None,
    waiting_on: str = "",
    party: str = "",
) -> Task:
    late = days_late(due_on, day) if due_on else 0
    return Task(
        kind=f"consultations.{kind}{'_late' if late and kind in {'answer', 'inform'} else ''}",
        ref=ref,
        title=title,
        due_at=end_of_day(due_on) if due_on else None,
        since_at=since_at,
        ground=ground,
        waiting_on=waiting_on,
        params={"code": ref.partition("/")[0], "days": late, "party": party},
    )
