"""Names for activities: as many as wanted, never more seats than exist, the rest waiting in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.kernel.progress import Progress
from comity.menu.models import Activity
from comity.menu.rules import State as Stage
from comity.nominations.models import Group, Nomination, Nominee, NomineeKey, sealing
from comity.nominations.rules import Claim, Passed, State, kept_until
from generate import words
from generate.parties import Partner

CHUNK = 2_000
RANKS = ("OF-1", "OF-2", "OF-3", "OF-4", "OF-5")


def write(
    held: Sequence[Activity],
    partners: Sequence[Partner],
    count: int,
    random: Random,
    now: datetime,
    progress: Progress,
) -> None:
    """This will write names with their sealed data, and set what activities count."""
    asked = _asked(held, partners, count, random)
    day = brussels_day(now)
    made: list[tuple[Nominee, NomineeKey, Group, Nomination]] = []
    done = 0
    for activity, parties in asked.items():
        for number, partner in enumerate(parties, start=1):
            made.append(_name(activity, number, partner, day, random, now))
        if len(made) >= CHUNK:
            done += _save(made)
            progress("nominations", done, count)
            made = []
    done += _save(made)
    progress("nominations", done, count)
    Activity.objects.bulk_update(list(asked), ["seats_given", "waiting"], batch_size=CHUNK)


def _asked(
    held: Sequence[Activity], partners: Sequence[Partner], count: int, random: Random
) -> dict[Activity, list[Partner]]:
    """This will deal out names: popular activities get more, and a party asks only where it may."""
    found: dict[Activity, list[Partner]] = defaultdict(list)
    weights = [random.paretovariate(1.2) for _ in held]
    for activity in random.choices(held, weights, k=count) if held else []:
        partner = random.choice(partners)
        if partner.framework in activity.open_to:
            found[activity].append(partner)
        else:
            found[random.choice(held)].append(partner)
    return found


def _name(
    activity: Activity, number: int, partner: Partner, day: date, random: Random, now: datetime
) -> tuple[Nominee, NomineeKey, Group, Nomination]:
    host = activity.party_id or ""
    own = sorted({audience.party(code) for code in (partner.code, host) if code})
    submitted_at = min(now, _noon(activity.start_on or day, now) - timedelta(days=60)) - timedelta(minutes=number)
    erase_on = kept_until(activity.end_on or day)
    wrapped, key = sealing.new_key()
    given, family = words.person(random)
    fields = {
        "family_name": family,
        "given_names": given,
        "email": f"{given}.{family}@nominee.invalid".lower(),
        "nationality": partner.code,
    }
    gone = erase_on <= day
    nominee = Nominee(
        sealed=None if gone else sealing.seal(fields, key),
        erase_on=erase_on,
        erased_at=now if gone else None,
        audience=own,
    )
    state, share = _place(activity, random)
    row = Nomination(
        activity=activity,
        code=activity.code,
        number=number,
        party_id=partner.code,
        group=Group(
            activity=activity,
            party_id=partner.code,
            submitted_at=submitted_at,
            audience=sorted({audience.STAFF, *own}),
        ),
        nominee=nominee,
        fingerprint=None if gone else sealing.fingerprint(partner.code, f"{family} {number}", given, None),
        rank=random.choice(RANKS),
        language_profile="3333",
        state=state,
        submitted_at=submitted_at,
        queued_at=submitted_at,
        received_at=None if state is State.SUBMITTED else submitted_at + timedelta(hours=2),
        share=share,
        audience=sorted({audience.STAFF, *own}),
    )
    if state in {State.CONFIRMED, State.ATTENDED, State.NO_SHOW}:
        row.offered_at = row.confirmed_at = submitted_at + timedelta(hours=3)
    if state in {State.ATTENDED, State.NO_SHOW, State.CANCELLED}:
        row.ended_at = submitted_at + timedelta(days=61)
    if state is State.CANCELLED:
        row.reason = "No seat became free before the start."
    if state is State.WAITING:
        activity.waiting += 1
        row.position, row.claim, row.why, row.ranked_on = activity.waiting, Claim.FIRST_COME, Passed.NO_SEAT_FREE, day
    return nominee, NomineeKey(nominee=nominee, wrapped=wrapped, audience=own), row.group, row


def _place(activity: Activity, random: Random) -> tuple[State, str | None]:
    """This will give a seat while there is one, and otherwise a place in the list."""
    over = activity.state in {Stage.HELD, Stage.REPORTED}
    if activity.seats_given < (activity.seats_total or 0):
        if not over and random.random() < 0.1:  # noqa: PLR2004
            return State.SUBMITTED, None
        activity.seats_given += 1
        if over:
            return (State.NO_SHOW if random.random() < 0.05 else State.ATTENDED), ""  # noqa: PLR2004
        return State.CONFIRMED, ""
    return (State.CANCELLED, None) if over else (State.WAITING, None)


def _save(made: list[tuple[Nominee, NomineeKey, Group, Nomination]]) -> int:
    nominees = Nominee.objects.bulk_create([one for one, _, _, _ in made])
    keys = [key for _, key, _, _ in made if key.nominee.erased_at is None]
    for key in keys:
        key.nominee_id = key.nominee.pk
    NomineeKey.objects.bulk_create(keys)
    Group.objects.bulk_create([group for _, _, group, _ in made])
    rows = [row for _, _, _, row in made]
    for row in rows:
        row.group_id, row.nominee_id = row.group.pk, row.nominee.pk
    Nomination.objects.bulk_create(rows)
    return len(nominees)


def _noon(day: date, now: datetime) -> datetime:
    return now.replace(year=day.year, month=day.month, day=min(day.day, 28), hour=12, minute=0)
