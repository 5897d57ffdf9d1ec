"""The life of an activity, from the offer to the day it is retired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel import register, sight
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.menu import events, queries, rules
from comity.menu.actions import keeping
from comity.menu.models import Activity, Course


def _filed(party: Row, event: events.ActivityOffered) -> tuple[str, Iterable[str]]:
    """This will keep the entry for those who see an offer before it is published; the party's own row is for all."""
    own = party.subject.removeprefix("party:")
    return party.subject, sorted({*keeping.at_home(event.party), audience.party(own)})


@action(
    may=rules.may_offer,
    facts=queries.facts_of_offer,
    filed=_filed,
    constraints={
        "menu_activity_dates": "menu.ends_before_start",
        "menu_activity_fit": "menu.seats_disagree",
        "menu_externalcode_once": "menu.code_taken",
    },
)
def offer(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    provider: str,
    values: Mapping[str, Any],
    seat_shares: Sequence[queries.ShareInput] = (),
    outside_codes: Sequence[queries.CodeInput] = (),
    course: str = "",
) -> events.ActivityOffered:
    """This will put an activity of a party's provider before the staff. The row is the party's.

    `provider` is the provider's code, or its name where it is not listed; `course` the code of the course it is one of.
    """
    code = party.subject.removeprefix("party:")
    row = Activity(code=keeping.new_code(), offered_at=now, open_to=list(rules.ALL_OF_THEM))
    row.course = sight.seen_by(actor, Course.objects.filter(code=course)).first() if course else None
    keeping.set_values(row, values)
    keeping.set_provider(row, provider, code)
    row.audience = keeping.at_home(row.party_id)
    keeping.spell(row, [one.code for one in outside_codes])
    row.seats_reserved = sum(share.seats for share in seat_shares)
    row.save(force_insert=True)
    keeping.set_shares(row, seat_shares)
    keeping.set_codes(row, outside_codes)
    keeping.index(row)
    row.save(update_fields=["keywords", "codes_key"])
    event = events.ActivityOffered(row.pk, row.code, row.provider_id or row.provider_name, row.party_id or "")
    # The gate enters the act about the party; the history of the activity begins with it as well.
    register.enter(
        actor=actor, verb="menu.offer", about=row.subject, audience=row.audience, event=event, now=now, facts=None
    )
    return event


@action(may=rules.may_screen, facts=queries.facts_of)
def screen(activity: Activity, actor: Actor, now: datetime, *, note: str = "") -> events.ActivityScreened:
    """This will find an offer fit for the menu."""
    _move(activity, "screen", screening_note=note)
    return events.ActivityScreened(activity.pk, activity.code)


@action(may=rules.may_agree, facts=queries.facts_of)
def agree(activity: Activity, actor: Actor, now: datetime, *, decision: str) -> events.ActivityAgreed:
    """This will enter the decision by which Allies agreed to an activity."""
    _move(activity, "agree", decision=decision)
    return events.ActivityAgreed(activity.pk, activity.code, decision)


@action(may=rules.may_publish, facts=queries.facts_of)
def publish(activity: Activity, actor: Actor, now: datetime) -> events.ActivityPublished:
    """This will show an agreed activity to those for whom it is released, and open it for nominations."""
    keeping.relabel(activity, keeping.released(activity, now))
    _move(activity, "publish", audience=activity.audience, published_at=now)
    return events.ActivityPublished(activity.pk, activity.code)


@action(
    may=rules.may_change,
    facts=queries.facts_of,
    constraints={
        "menu_activity_dates": "menu.ends_before_start",
        "menu_activity_seats": "menu.seats_taken",
        "menu_activity_fit": "menu.seats_disagree",
        "menu_seatshare_seats": "menu.seats_disagree",
        "menu_externalcode_once": "menu.code_taken",
    },
)
def change(
    activity: Activity,
    actor: Actor,
    now: datetime,
    *,
    changes: Mapping[str, Any],
    reason: str = "",
    seat_shares: Sequence[queries.ShareInput] | None = None,
    outside_codes: Sequence[queries.CodeInput] | None = None,
) -> events.ActivityChanged:
    """This will change fields of an activity; what nobody has seen yet is screened again, what is published is told."""
    before = {name: getattr(activity, name) for name in changes}
    was_published = activity.state not in rules.BEFORE
    keeping.set_values(activity, changes)
    changed = {name for name, value in changes.items() if before[name] != value}
    if outside_codes is not None:
        keeping.set_codes(activity, outside_codes)
        changed.add("codes")
    if seat_shares is not None:
        keeping.set_shares(activity, seat_shares)
        changed.add("shares")
    keeping.index(activity)
    activity.state = rules.WORKFLOW.target("change", rules.State(activity.state))
    activity.reason = reason
    activity.changed_fields = sorted(changed)
    activity.changed_at = now
    activity.version += 1
    if not was_published:
        activity.decision = ""
    activity.save()
    return events.ActivityChanged(activity.pk, activity.code, tuple(sorted(changed)), reason, was_published)


@action(may=rules.may_postpone, facts=queries.facts_of)
def postpone(activity: Activity, actor: Actor, now: datetime, *, reason: str) -> events.ActivityPostponed:
    """This will take an activity off its date; a change with new dates brings it back."""
    start = activity.start_on
    _move(activity, "postpone", reason=reason, changed_at=now)
    return events.ActivityPostponed(activity.pk, activity.code, start, reason)


@action(may=rules.may_cancel, facts=queries.facts_of)
def cancel(activity: Activity, actor: Actor, now: datetime, *, reason: str) -> events.ActivityCancelled:
    """This will say that an activity does not take place."""
    was_published = activity.state not in rules.BEFORE
    _move(activity, "cancel", reason=reason, changed_at=now)
    return events.ActivityCancelled(activity.pk, activity.code, reason, was_published)


@action(may=rules.may_hold, facts=queries.facts_of)
def hold(activity: Activity, actor: Actor, now: datetime) -> events.ActivityHeld:
    """This will say that an activity took place."""
    _move(activity, "hold", held_at=now)
    return events.ActivityHeld(activity.pk, activity.code, activity.end_on)


@action(may=rules.may_report, facts=queries.facts_of)
def report(activity: Activity, actor: Actor, now: datetime, *, text: str = "") -> events.ActivityReported:
    """This will enter the provider's report on an activity that took place (P§15)."""
    _move(activity, "report", report=text, reported_at=now)
    return events.ActivityReported(activity.pk, activity.code)


@action(may=rules.may_retire, facts=queries.facts_of)
def retire(
    activity: Activity, actor: Actor, now: datetime, *, reason: str, replacement: str = ""
) -> events.ActivityRetired:
    """This will drop an activity for good, and name what replaces it (P§15)."""
    other = Activity.objects.filter(code=replacement).first() if replacement else None
    _move(activity, "retire", reason=reason, replaced_by=other, changed_at=now)
    return events.ActivityRetired(activity.pk, activity.code, reason, replacement)


@action(may=rules.may_release, facts=queries.facts_of)
def release(
    activity: Activity, actor: Actor, now: datetime, *, to: Sequence[str] | None = None
) -> events.ActivityReleased:
    """This will show a published activity to more communities, or to those who have joined since."""
    if to is not None:
        activity.release = sorted({*activity.release, *to})
    keeping.relabel(activity, sorted({*activity.audience, *keeping.released(activity, now)}))
    activity.save(update_fields=["audience", "release"])
    return events.ActivityReleased(activity.pk, activity.code, tuple(activity.audience))


@action(
    may=rules.may_count_seats,
    facts=queries.facts_of,
    constraints={"menu_activity_seats": "menu.seats_taken", "menu_seatshare_seats": "menu.seats_taken"},
)
def count_seats(
    activity: Activity,
    actor: Actor,
    now: datetime,
    *,
    given: int,
    waiting: int,
    kept: Mapping[str, int] | None = None,
) -> events.SeatsCounted:
    """This will bring the stored counters up to date: seats given, people waiting, and of each share how many.

    Raises (as a refusal): menu.seats_taken if more seats would be given than exist.
    """
    activity.seats_given = given
    activity.waiting = waiting
    activity.save(update_fields=["seats_given", "waiting"])
    for holder, count in (kept or {}).items():
        activity.shares.filter(holder=holder).update(given=count)
    return events.SeatsCounted(activity.pk, activity.code, given, waiting)


def _move(activity: Activity, verb: str, **values: Any) -> None:
    """This will take the step of the workflow and write what goes with it."""
    activity.state = rules.WORKFLOW.target(verb, rules.State(activity.state))
    for name, value in values.items():
        setattr(activity, name, value)
    activity.version += 1
    activity.save(update_fields=["state", "version", *values])
