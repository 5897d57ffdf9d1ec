"""Concerns and alerts: one, many, what is due."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, DateField, F, Q, QuerySet, When

from comity.consultations import rules
from comity.consultations.models import Alert, Concern
from comity.consultations.rules.concerns import WAITING, AlertFacts, ConcernFacts, reminder_on
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.rows import Row


def concern(code: str) -> Concern | None:
    """This will find a concern that the reader may see."""
    return Concern.objects.filter(code=code).first()


def concerns(*, open_only: bool = False, limit: int = 500) -> list[Concern]:
    """This will list concerns: those that wait by the day on which they are due, then the rest, the latest first."""
    found: QuerySet[Concern] = Concern.objects.filter(state__in=WAITING) if open_only else Concern.objects.all()
    due = Case(When(state__in=WAITING, then=F("due_on")), output_field=DateField())
    return list(found.order_by(due.asc(nulls_last=True), "-raised_at", "-pk")[:limit])


def own_concerns(party: str) -> list[Concern]:
    """This will list a party's own concerns that have led to no consultation yet, the latest first."""
    found = Concern.objects.filter(party=party, consultation="").exclude(state=rules.ConcernState.WITHDRAWN)
    return list(found.order_by("-raised_at", "-pk")[:50])


def concerns_to_remind(now: datetime) -> list[Concern]:
    """This will list concerns of which the desk is to be reminded today, for the clock."""
    day = brussels_day(now)
    found = Concern.objects.filter(state__in=WAITING).filter(
        Q(reminded_on__isnull=True) | Q(reminded_on__lt=F("due_on"))
    )
    return [
        one
        for one in found.order_by("due_on", "pk")
        if (one.reminded_on is None and day >= reminder_on(one.due_on))
        or (one.reminded_on is not None and day > one.due_on)
    ]


def take_concern(row: Concern) -> Concern | None:
    """This will lock a concern unless another clock has it in hand."""
    return Concern.objects.select_for_update(skip_locked=True).filter(pk=row.pk, state__in=WAITING).first()


def alerts(*, everything: bool = False, party: str = "", area: str = "", limit: int = 200) -> list[Alert]:
    """This will list public alerts, the latest first: those that stand, or all. Two queries, whatever their number."""
    found = Alert.objects.all() if everything else Alert.objects.filter(state=rules.AlertState.CURRENT)
    if party:
        found = found.filter(parties__contains=[party])
    for word in area.split():
        found = found.filter(infos__areas__icontains=word)
    return list(found.distinct().prefetch_related("infos").order_by("-sent", "-pk")[:limit])


def alert(pk: int) -> Alert | None:
    """This will find one alert."""
    return Alert.objects.prefetch_related("infos").filter(pk=pk).first()


# -- facts for the rules -----------------------------------------------------------------------------------------------


def facts_of_raising(
    party: Row, actor: Actor, now: datetime, *, title: str | None = None, text: str | None = None, **_: object
) -> ConcernFacts:
    """This will show the rules for whom a concern is raised."""
    said = tuple(one for one in (title, text) if one is not None)
    return ConcernFacts(party=party.subject.removeprefix("party:"), texts=said or None)


def facts_of_concern(
    row: Concern, actor: Actor, now: datetime, *, text: str | None = None, **_: object
) -> ConcernFacts:
    """This will show the rules a concern and what it is answered."""
    return ConcernFacts(
        party=row.party,
        code=row.code,
        state=rules.ConcernState(row.state),
        texts=None if text is None else (text,),
    )


def facts_of_alert(
    party: Row, actor: Actor, now: datetime, *, identifier: str, sender: str, sent: datetime, **_: object
) -> AlertFacts:
    """This will show the rules whether an alert is known already."""
    known = Alert.objects.filter(identifier=identifier, sender=sender, sent=sent).exists()
    return AlertFacts(identifier=identifier, is_known=known)
