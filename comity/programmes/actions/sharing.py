"""How a version begins behind one side's walls, and how it comes out from behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day, working_day_on_or_after
from comity.kernel.register import canonical
from comity.parties import queries as parties
from comity.policy import number as policy_number
from comity.programmes import queries
from comity.programmes.models import (
    Agreement,
    ChosenActivity,
    Goal,
    GoalCarried,
    Lock,
    Paragraph,
    PlannedAction,
    Programme,
    Section,
    Version,
    Wording,
)
from comity.programmes.rules.life import code_of, other


def open_version(programme: Programme, now: datetime) -> bool:
    """This will begin a new version unless one is in work, and tell whether an agreement lapsed by that (W-22)."""
    if programme.version > programme.shared_version:
        return False
    voided = lapse(programme, Agreement.Lapse.EDITED, now)
    programme.version += 1
    programme.save(update_fields=["version", "partner_agreed", "staff_agreed"])
    Version.objects.create(
        programme=programme,
        number=programme.version,
        side=programme.pen,
        begun_at=now,
        audience=programme.working,
    )
    return voided


def lapse(programme: Programme, why: Agreement.Lapse, now: datetime, *sides: Side) -> bool:
    """This will let agreements lapse, of both sides or those named; the caller saves the programme."""
    running = Agreement.objects.filter(programme=programme, lapsed_at__isnull=True)
    if sides:
        running = running.filter(side__in=[side.value for side in sides])
    ended = running.update(lapsed_at=now, lapse=why)
    if Side.PARTNER in (sides or (Side.PARTNER,)):
        programme.partner_agreed = None
    if Side.STAFF in (sides or (Side.STAFF,)):
        programme.staff_agreed = None
    return bool(ended)


def share(programme: Programme, now: datetime, note: str = "") -> None:
    """This will show the version in work to both sides, and seal what it says."""
    number, both = programme.version, programme.both_sides
    Wording.objects.filter(paragraph__programme=programme, version=number).update(audience=both)
    Paragraph.objects.filter(programme=programme, shared_revision=0).update(audience=both)
    Paragraph.objects.filter(programme=programme).update(shared_revision=F("revision"))
    if programme.shared_version == 0:
        Section.objects.filter(programme=programme).update(audience=both)
    carried = GoalCarried.objects.filter(programme=programme, version=number)
    Goal.objects.filter(carried__in=carried, audience=programme.working).update(audience=both)
    carried.update(audience=both)
    ChosenActivity.objects.filter(programme=programme, version=number).update(audience=both)
    PlannedAction.objects.filter(programme=programme, version=number).update(audience=both)
    programme.shared_version = number
    Version.objects.filter(programme=programme, number=number).update(
        audience=both, shared_at=now, digest=digest(programme, number), note=note
    )


def hand_over(programme: Programme, now: datetime) -> date:
    """This will give the pen to the other side with a new day for its comments, and free every section (W-87)."""
    Lock.objects.filter(section__programme=programme).delete()
    take_pen(programme, other(Side(programme.pen)), now)
    due = working_day_on_or_after(brussels_day(now) + timedelta(weeks=policy_number("programmes.comment_weeks")))
    programme.comments_due_on = due
    return due


def take_pen(programme: Programme, side: Side, now: datetime) -> None:
    """This will give the pen to a side, without a day until it is handed over again (W-87)."""
    programme.pen, programme.pen_since = side.value, now
    programme.pen_asked_at = programme.comments_due_on = None


def release_to_allies(programme: Programme, now: datetime) -> None:
    """This will let the Allies read the version that both sides agreed, and nothing of how it came about."""
    wide = parties.resolve_audience([*programme.both_sides, "allies"], now)
    number = programme.version
    said = queries.text(programme, version=number)
    paragraphs = [one.paragraph.pk for section in said for one in section.paragraphs]
    wordings = [one.wording.pk for section in said for one in section.paragraphs]
    goals = queries.goals(programme, version=number)
    choices = queries.choices(programme, version=number)
    planned = queries.planned_actions(programme, version=number)
    Wording.objects.filter(pk__in=wordings).update(audience=wide)
    Paragraph.objects.filter(pk__in=paragraphs).update(audience=wide)
    Section.objects.filter(programme=programme).update(audience=wide)
    Version.objects.filter(programme=programme, number=number).update(audience=wide)
    Goal.objects.filter(pk__in=[one.goal.pk for one in goals]).update(audience=wide)
    GoalCarried.objects.filter(pk__in=[one.pk for one in goals]).update(audience=wide)
    ChosenActivity.objects.filter(pk__in=[one.pk for one in choices]).update(audience=wide)
    PlannedAction.objects.filter(pk__in=[one.pk for one in planned]).update(audience=wide)
    programme.audience = wide


def digest(programme: Programme, number: int) -> str:
    """This will give the SHA-256 of all that a version says: text, goals, activities and actions."""
    return hashlib.sha256(canonical(list(_content(programme, number)))).hexdigest()


def _content(programme: Programme, number: int) -> Iterable[tuple[str, ...]]:
    for section in queries.text(programme, version=number):
        for one in section.paragraphs:
            yield ("text", one.paragraph.number, one.text)
    for carried in queries.goals(programme, version=number):
        goal = carried.goal
        yield ("goal", goal.code, goal.title, goal.ways, goal.measure, *goal.areas)
    for choice in queries.choices(programme, version=number):
        standing = "refused" if choice.choice == "refused" else "in"
        yield ("activity", choice.activity_code, choice.goal.code, standing)
    for due in queries.planned_actions(programme, version=number):
        yield ("action", str(due.number), due.goal.code, due.chapter, due.title, due.due_on.isoformat(), due.lead)


def code_for(actor: Actor, programme: Programme) -> str:
    """This will write the side for which somebody acts as it stands in brackets."""
    side = queries.side_of(actor, programme.party_code)
    return code_of(side, programme.party_code) if side else ""
