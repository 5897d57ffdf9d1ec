"""Seats: offered in the order of the list, lapsed in time, ended with the activity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count

from comity.core.actor import FLOW, Actor
from comity.core.calendar import brussels_day
from comity.kernel import bus
from comity.kernel.action import action
from comity.menu import actions as menu_actions
from comity.menu import queries as menu
from comity.nominations import events, queries, rules
from comity.nominations.actions import keeping
from comity.nominations.actions.keeping import Activity
from comity.nominations.models import Nomination, Nominee

PLACE = (
    "position",
    "claim",
    "why",
    "size",
    "ranked_on",
    "next_position",
    "next_claim",
    "next_size",
    "passed_at",
    "passed_why",
    "passed_size",
)
OFFER = ("state", "share", "offered_at", "expires_at", "ended_at", *PLACE)


@action(may=rules.may_seat_waiting, facts=queries.facts_of_list, filed=keeping.about_list)
def seat_waiting(activity: Activity, actor: Actor, now: datetime) -> events.SeatsFilled:
    """This will go through the list: offer free seats in its order, and tell everybody else where they stand (W-43).

    Where no seats are given any more, counters alone are brought up to date.
    """
    known = queries.facts_of_activity(activity, actor, now)
    held = queries.hold(activity) is not None
    open_states = [rules.State.SUBMITTED.value, rules.State.WAITING.value, rules.State.SEAT_OFFERED.value]
    rows = list(
        Nomination.objects.filter(activity_id=activity.pk, state__in=open_states)
        .select_related("group")
        .order_by("number")
    )
    given = _given(activity)
    chosen = [row for row in rows if row.granted] if held else rows
    offered = _fill(activity, chosen, given, known, now) if rules.is_filling(known, now) else []
    for row in offered:
        given[row.share or ""] = given.get(row.share or "", 0) + 1
    waiting = sum(row.state == rules.State.WAITING for row in rows)
    kept = {share.holder: given.get(share.holder, 0) for share in known.menu.shares}
    total = sum(given.values())
    if (total, waiting) != (activity.seats_given, activity.waiting) or any(
        share.given != kept[share.holder] for share in known.menu.shares
    ):
        menu_actions.count_seats(activity, FLOW, now, given=total, waiting=waiting, kept=kept)
    for row in offered:
        offer = events.SeatOffered(activity.code, row.number, row.party_id, row.expires_at or now)
        keeping.enter(row, actor, now, verb="offer_seat", event=offer)
        bus.publish(offer, now)
    return events.SeatsFilled(activity.code, tuple(row.number for row in offered), waiting, total)


def _given(activity: Activity) -> dict[str, int]:
    """This will count the seats offered or held, by the share that they use."""
    seated = [state.value for state in rules.SEATED]
    found = Nomination.objects.filter(activity_id=activity.pk, state__in=seated).order_by().values_list("share")
    return {str(share): count for share, count in found.annotate(count=Count("pk"))}


def _fill(
    activity: Activity, rows: list[Nomination], given: Mapping[str, int], known: rules.ActivityFacts, now: datetime
) -> list[Nomination]:
    """This will give free seats and write places, and give the names that were offered a seat."""
    units = _units(rows)
    if not units:
        return []
    day = brussels_day(now)
    shares = [
        rules.Share(
            share.holder,
            share.seats,
            guaranteed=share.until_on is None,
            release_on=share.until_on + timedelta(days=1) if share.until_on else None,
        )
        for share in known.menu.shares
    ]
    queue = _queue(units, rows, now, with_communities=any(not one.holder.startswith("party:") for one in shares))
    # Where the number of seats is not known, the host takes whom it receives.
    total = activity.seats_total if activity.seats_total is not None else sum(given.values()) + len(rows)
    result = rules.seat(queue, total=total, given=given, shares=shares, day=day)
    offered: list[Nomination] = []
    for queued, used in result.offers:
        for row, share in zip(units[queued.group], used, strict=True):
            keeping.settle(row, rules.WORKFLOW.target("seat_waiting", rules.State(row.state)), now)
            row.share, row.offered_at, row.expires_at = share, now, rules.expiry(now, activity.start_on)
            offered.append(row)
    Nomination.objects.bulk_update(offered, OFFER)
    changed = [
        row
        for place in result.waiting
        for row in units[place.queued.group]
        if _stand(row, place, result.next, day, now)
    ]
    Nomination.objects.bulk_update(changed, PLACE)
    return offered


def _units(rows: Iterable[Nomination]) -> dict[int, list[Nomination]]:
    """This will gather those who wait into what gets seats at once: groups that go together, and single names."""
    units: dict[int, list[Nomination]] = {}
    first: dict[int, int] = {}
    for row in rows:
        if row.state != rules.State.WAITING:
            continue
        key = first.setdefault(row.group_id, row.pk) if row.group.together else row.pk
        units.setdefault(key, []).append(row)
    return units


def _queue(
    units: Mapping[int, list[Nomination]], rows: Iterable[Nomination], now: datetime, *, with_communities: bool
) -> list[rules.Queued]:
    parties = {members[0].party_id for members in units.values()}
    reaches = {code: menu.standing(code, now).reaches for code in parties} if with_communities else {}
    unreceived = {row.group_id for row in rows if row.state == rules.State.SUBMITTED and row.group.together}
    return [
        rules.Queued(
            group=key,
            party=members[0].party_id,
            communities=frozenset(reaches.get(members[0].party_id, ())),
            size=len(members),
            since=max(row.queued_at for row in members),
            is_complete=members[0].group_id not in unreceived,
        )
        for key, members in units.items()
    ]


def _stand(row: Nomination, place: rules.Place, ahead: rules.Next | None, day: date, now: datetime) -> bool:
    """This will write down where somebody stands and why, and tell whether anything of it is new."""
    values: dict[str, Any] = {
        "position": place.position,
        "claim": place.claim.value,
        "why": place.passed.value,
        "size": place.queued.size,
        "ranked_on": day,
        "next_position": ahead.position if ahead else None,
        "next_claim": ahead.claim.value if ahead else None,
        "next_size": ahead.size if ahead else None,
    }
    if place.passed_over:
        values |= {"passed_at": now, "passed_why": place.passed_over.value, "passed_size": place.queued.size}
    changed = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return changed


@action(may=rules.may_reschedule, facts=queries.facts_of_list, filed=keeping.about_list)
def reschedule(activity: Activity, actor: Actor, now: datetime) -> events.NominationsRescheduled:
    """This will bring offers and retention in line with new dates.

    An offer that ran out while the activity was off the menu is kept anew; none is kept beyond the new start.
    """
    erase_on = keeping.erase_on(activity, now)
    nominees = Nominee.objects.filter(nomination__activity_id=activity.pk, erased_at__isnull=True)
    nominees.exclude(erase_on=erase_on).update(erase_on=erase_on)
    latest = rules.expiry(now, activity.start_on)
    renewed = []
    for row in Nomination.objects.filter(activity_id=activity.pk, state=rules.State.SEAT_OFFERED.value):
        if row.expires_at is None or row.expires_at <= now or row.expires_at > latest:
            row.expires_at = latest
            renewed.append(row)
    Nomination.objects.bulk_update(renewed, ["expires_at"])
    for row in renewed:
        bus.publish(events.SeatOffered(activity.code, row.number, row.party_id, latest), now)
    return events.NominationsRescheduled(activity.code, tuple(row.number for row in renewed))


@action(may=rules.may_expire, facts=queries.facts_of_host, filed=keeping.about_one)
def expire(activity: Activity, actor: Actor, now: datetime, *, number: int) -> events.OfferExpired:
    """This will end an offer that was not taken in time; its seat is free at once (W-44)."""
    row = keeping.find(activity, number)
    keeping.move(row, "expire", now)
    return events.OfferExpired(activity.code, number, row.party_id)


@action(may=rules.may_call_off, facts=queries.facts_of_list, filed=keeping.about_list)
def call_off(activity: Activity, actor: Actor, now: datetime, *, reason: str) -> events.NominationsCalledOff:
    """This will end all nominations of an activity that does not take place, and shorten what is kept of people."""
    rows = _end(activity, now, verb="call_off", states=rules.ALIVE, reason=reason.strip() or activity.code)
    event = events.NominationsCalledOff(
        activity.code, tuple(row.number for row in rows), tuple(sorted({row.party_id for row in rows})), reason
    )
    _ended(activity, rows, actor, now, verb="call_off")
    kept = rules.kept_until(brussels_day(now))
    nominees = Nominee.objects.filter(nomination__activity_id=activity.pk, erased_at__isnull=True, erase_on__gt=kept)
    nominees.update(erase_on=kept)
    return event


@action(may=rules.may_close, facts=queries.facts_of_list, filed=keeping.about_list)
def close(activity: Activity, actor: Actor, now: datetime) -> events.NominationsClosed:
    """This will end the waiting for an activity that has taken place."""
    states = (rules.State.SUBMITTED, rules.State.WAITING, rules.State.SEAT_OFFERED)
    rows = _end(activity, now, verb="close", states=states)
    event = events.NominationsClosed(activity.code, tuple(row.number for row in rows))
    _ended(activity, rows, actor, now, verb="close")
    return event


def _end(
    activity: Activity, now: datetime, *, verb: str, states: Iterable[rules.State], reason: str = ""
) -> list[Nomination]:
    """This will end several nominations at once."""
    wanted = [state.value for state in states]
    rows = list(Nomination.objects.filter(activity_id=activity.pk, state__in=wanted).order_by("number"))
    for row in rows:
        keeping.settle(row, rules.WORKFLOW.target(verb, rules.State(row.state)), now)
        row.reason = reason
    Nomination.objects.bulk_update(rows, [*OFFER, "reason"], batch_size=500)
    return rows


def _ended(activity: Activity, rows: Iterable[Nomination], actor: Actor, now: datetime, *, verb: str) -> None:
    """This will enter the end of each nomination and bring the counters up to date."""
    for row in rows:
        event = events.NominationEnded(activity.code, row.number, row.party_id, row.reason)
        keeping.enter(row, actor, now, verb=verb, event=event)
    given = _given(activity)
    kept = {share.holder: given.get(share.holder, 0) for share in menu.shares(activity)}
    menu_actions.count_seats(activity, FLOW, now, given=sum(given.values()), waiting=0, kept=kept)
