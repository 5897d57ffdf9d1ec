"""Courses: the templates from which dated activities are offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel import register
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.menu import events, queries, rules
from comity.menu.actions import keeping
from comity.menu.models import Course
from comity.parties import queries as parties


@action(may=rules.may_offer, facts=queries.facts_of_offer, constraints={"menu_externalcode_once": "menu.code_taken"})
def offer_course(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    provider: str,
    values: Mapping[str, Any],
    outside_codes: Sequence[queries.CodeInput] = (),
) -> events.CourseOffered:
    """This will put a course of a party's provider into the catalogue. The row is the party's.

    The catalogue says what is taught, not when or for whom there are seats: Allies and partners see it at once.
    """
    code = party.subject.removeprefix("party:")
    row = Course(code=keeping.new_course_code(), offered_at=now, open_to=list(rules.ALL_OF_THEM))
    keeping.set_values(row, values)
    keeping.set_provider(row, provider, code)
    shown = parties.resolve_audience([audience.ALLIES, audience.PARTNERS], now)
    row.audience = sorted({*keeping.at_home(row.party_id), *shown})
    keeping.spell(row, [one.code for one in outside_codes])
    row.save(force_insert=True)
    keeping.set_codes(row, outside_codes)
    event = events.CourseOffered(row.pk, row.code, row.provider_id or row.provider_name, row.party_id or "")
    register.enter(
        actor=actor, verb="menu.offer_course", about=row.subject, audience=row.audience, event=event, now=now
    )
    return event


@action(
    may=rules.may_change_course,
    facts=queries.facts_of_course,
    constraints={"menu_externalcode_once": "menu.code_taken"},
)
def change_course(
    course: Course,
    actor: Actor,
    now: datetime,
    *,
    changes: Mapping[str, Any],
    outside_codes: Sequence[queries.CodeInput] | None = None,
) -> events.CourseChanged:
    """This will change fields of a course; activities that were offered from it keep what they have."""
    before = {name: getattr(course, name) for name in changes}
    keeping.set_values(course, changes)
    if outside_codes is not None:
        keeping.set_codes(course, outside_codes)
    keeping.index(course)
    course.version += 1
    course.save()
    changed = {name for name, value in changes.items() if before[name] != value}
    changed |= {"codes"} if outside_codes is not None else set()
    return events.CourseChanged(course.pk, course.code, tuple(sorted(changed)))


@action(may=rules.may_retire_course, facts=queries.facts_of_course)
def retire_course(
    course: Course, actor: Actor, now: datetime, *, reason: str, replacement: str = ""
) -> events.CourseRetired:
    """This will drop a course for good, and name what replaces it (P§15)."""
    course.retired_at = now
    course.reason = reason
    course.replaced_by = Course.objects.filter(code=replacement).first() if replacement else None
    course.version += 1
    course.save(update_fields=["retired_at", "reason", "replaced_by", "version"])
    return events.CourseRetired(course.pk, course.code, reason, replacement)
