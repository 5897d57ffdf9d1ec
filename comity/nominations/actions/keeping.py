"""How verbs of nominations write what belongs together: audiences, sealed persons, places, and where acts are filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel import register
from comity.nominations import rules
from comity.nominations.models import Nomination, Nominee, NomineeKey, sealing
from comity.nominations.queries import PersonInput

# A row of the menu; its model is the menu's own.
type Activity = Any


# What a step may write. Columns that come from the person are not among it: they may have been erased meanwhile.
SETTLED = (
    "state",
    "ended_at",
    "position",
    "claim",
    "why",
    "next_position",
    "next_claim",
    "next_size",
    "share",
    "expires_at",
)


class AboutOne(Protocol):
    """An event about one nomination."""

    @property
    def activity(self) -> str:
        """This will give the activity's code."""

    @property
    def number(self) -> int:
        """This will give the nomination's number there."""

    @property
    def party(self) -> str:
        """This will give the code of the party that put the name forward."""


def readers(party: str, host: str | None) -> list[str]:
    """This will name who sees a nomination: its own party, the host and the staff."""
    return sorted({audience.party(party), audience.STAFF, *([audience.party(host)] if host else [])})


def confidants(party: str, host: str | None) -> list[str]:
    """This will name who reads personal data: its own party and the host, nobody else."""
    return sorted({audience.party(party), *([audience.party(host)] if host else [])})


def about_one(activity: Activity, event: AboutOne) -> tuple[str, list[str]]:
    """This will file an act under the nomination, for those who see it."""
    return f"nomination:{event.activity}/{event.number}", readers(event.party, activity.party_id)


def about_list(activity: Activity, event: object) -> tuple[str, list[str]]:
    """This will file an act on the whole list under the activity, for the host and the staff."""
    return activity.subject, sorted({audience.STAFF, *_host(activity)})


def _host(activity: Activity) -> list[str]:
    return [audience.party(activity.party_id)] if activity.party_id else []


def enter(row: Nomination, actor: Actor, now: datetime, *, verb: str, event: object) -> None:
    """This will enter an act in the history of one nomination, where it came about with others."""
    register.enter(
        actor=actor, verb=f"nominations.{verb}", about=row.subject, audience=row.audience, event=event, now=now
    )


def find(activity: Activity, number: int) -> Nomination:
    """This will read a nomination of an activity that the gate has locked."""
    return Nomination.objects.get(activity_id=activity.pk, number=number)


def move(row: Nomination, verb: str, now: datetime, **values: Any) -> None:
    """This will take the step of the workflow and write what goes with it; who leaves the list leaves their place."""
    target = rules.WORKFLOW.target(verb, rules.State(row.state))
    settle(row, target, now)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=sorted({*SETTLED, *values}))


def settle(row: Nomination, target: rules.State, now: datetime) -> None:
    """This will set a state and clear what does not belong to it."""
    row.state = target.value
    row.ended_at = None if target in rules.ALIVE else (row.ended_at or now)
    if target is not rules.State.WAITING:
        row.position = row.claim = row.next_position = row.next_claim = row.next_size = None
        row.why = ""
    if target not in rules.SEATED:
        row.share = None
    if target is not rules.State.SEAT_OFFERED:
        row.expires_at = row.expires_at if target is rules.State.EXPIRED else None


def seal_all(people: Sequence[PersonInput], party: str, host: str | None, erase_on: date) -> list[Nominee]:
    """This will keep the personal data of people, each under a key of their own. Two statements."""
    may_read = confidants(party, host)
    keys = [sealing.new_key() for _ in people]
    made = Nominee.objects.bulk_create(
        [
            Nominee(sealed=sealing.seal(person.sealable(), key), erase_on=erase_on, audience=may_read)
            for person, (_, key) in zip(people, keys, strict=True)
        ]
    )
    NomineeKey.objects.bulk_create(
        [
            NomineeKey(nominee=row, wrapped=wrapped, audience=may_read)
            for row, (wrapped, _) in zip(made, keys, strict=True)
        ]
    )
    return made


def destroy(row: Nominee, now: datetime) -> None:
    """This will destroy a person's key and with it what was sealed (W-47)."""
    NomineeKey.objects.filter(nominee=row).delete()
    row.sealed = None
    row.erased_at = now
    row.save(update_fields=["sealed", "erased_at"])


def brought(person: PersonInput, party: str) -> dict[str, Any]:
    """This will give the columns of a nomination that come from the person."""
    return {
        "fingerprint": person.fingerprint(party),
        "rank": person.rank,
        "language_profile": person.language_profile,
        "clearance": person.clearance,
        "courses": sorted(person.courses),
    }


def erase_on(activity: Activity, now: datetime) -> date:
    """This will tell on which day personal data for an activity are erased (W-47)."""
    return rules.kept_until(activity.end_on or activity.start_on or brussels_day(now))
