"""The facts that rules of nominations are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel import sight
from comity.menu import queries as menu
from comity.menu.rules import Clearance, Person, Standing
from comity.nominations import rules
from comity.nominations.models import Hold, Nomination, Nominee
from comity.nominations.queries.inputs import PersonInput
from comity.programmes import queries as programmes

# A row of the menu; its model is the menu's own.
type Activity = Any

_ALIVE = [state.value for state in rules.ALIVE]
_HELD = [rules.State.SEAT_OFFERED.value, rules.State.CONFIRMED.value]


def facts_of_activity(row: Activity, actor: Actor, now: datetime) -> rules.ActivityFacts:
    """This will show the rules an activity, what it asks of people and who hosts it. One query."""
    return rules.ActivityFacts(
        menu=menu.facts_of(row, actor, now),
        wanted=menu.requirements(row),
        host_party=row.party_id or "",
        host=row.provider_name or (row.provider_id or ""),
    )


def facts_of_nominate(
    row: Activity,
    actor: Actor,
    now: datetime,
    *,
    party: str,
    people: Sequence[PersonInput] = (),
    together: bool = False,
    goal: str = "",
    **_: object,
) -> rules.NominateFacts:
    """This will show the rules whom a party would put forward, and where it stands. Three queries, or four for a goal.

    The goals are the party's own, and the rule first makes sure that the actor nominates for it.
    """
    return rules.NominateFacts(
        activity=facts_of_activity(row, actor, now),
        standing=menu.standing(party, now),
        people=candidates(row, party, people),
        together=together,
        goal=goal,
        goals=frozenset(one.code for one in programmes.goals_in_force(party)) if goal else frozenset(),
    )


def candidates(row: Activity, party: str, people: Sequence[PersonInput]) -> tuple[rules.Candidate, ...]:
    """This will compare people with those whom the party has already put forward, here and elsewhere. One query."""
    marks = [person.fingerprint(party) for person in people]
    known = _known(party, marks, row)
    return tuple(
        _candidate(number, person.brings, known.get(mark, []), row, repeated=mark in marks[: number - 1])
        for number, (person, mark) in enumerate(zip(people, marks, strict=True), 1)
    )


type _Seen = tuple[str, int, int, str, datetime, str, date | None, date | None, str | None]


def _known(party: str, marks: Sequence[str], row: Activity) -> dict[str, list[_Seen]]:
    """This will find what the same people were put forward for: alive here, seated elsewhere, courses attended."""
    found: dict[str, list[_Seen]] = {}
    if not marks:
        return found
    columns = (
        "fingerprint",
        "activity_id",
        "number",
        "state",
        "submitted_at",
        "code",
        "activity__start_on",
        "activity__end_on",
        "activity__course__code",
    )
    for seen in Nomination.objects.filter(party_id=party, fingerprint__in=marks).order_by("pk").values_list(*columns):
        found.setdefault(str(seen[0]), []).append(seen)
    return found


def _candidate(
    number: int,
    brings: Person,
    known: Sequence[_Seen],
    row: Activity,
    *,
    repeated: bool = False,
    but: int | None = None,
) -> rules.Candidate:
    """This will put together what stands for and against one person; `but` is the nomination in hand."""
    here = [seen for seen in known if seen[1] == row.pk and seen[3] in _ALIVE and seen[2] != but]
    attended = {str(seen[8]) for seen in known if seen[8] and seen[3] == rules.State.ATTENDED}
    return rules.Candidate(
        number=number,
        person=Person(brings.rank, brings.language_profile, brings.clearance, brings.courses | attended),
        nominated_on=brussels_day(here[0][4]) if here else None,
        overlap=_overlap(known, row),
        is_repeated=repeated,
    )


def _overlap(known: Sequence[_Seen], row: Activity) -> rules.Overlap | None:
    """This will find another activity on the same days in which the person holds a seat."""
    start, end = row.start_on, row.end_on or row.start_on
    if start is None or end is None:
        return None
    for seen in known:
        first, last = seen[6], seen[7] or seen[6]
        if seen[1] == row.pk or seen[3] not in _HELD or first is None or last is None:
            continue
        if first <= end and start <= last:
            return rules.Overlap(seen[5], first, last)
    return None


def facts_of_host(
    row: Activity, actor: Actor, now: datetime, *, number: int, reason: str = "", **_: object
) -> rules.NominationFacts:
    """This will show the rules a nomination as far as the host decides on it. Two queries."""
    found = _found(row, number, actor)
    return rules.NominationFacts(
        activity=facts_of_activity(row, actor, now),
        number=number,
        standing=Standing(found.party_id),
        state=rules.State(found.state),
        expires_at=found.expires_at,
        reason=reason,
    )


def facts_of_nomination(
    row: Activity, actor: Actor, now: datetime, *, number: int, person: PersonInput | None = None, **_: object
) -> rules.NominationFacts:
    """This will show the rules a nomination as far as its party decides on it, and who would come instead.

    Four queries.
    """
    found = _found(row, number, actor)
    mark = person.fingerprint(found.party_id) if person else found.fingerprint
    known = _known(found.party_id, [mark] if mark else [], row)
    seen = known.get(mark, []) if mark else []
    brings = person.brings if person else _brings(found)
    # Seats that the person leaves by being exchanged here stand in nobody's way; their other seats do.
    one = _candidate(number, brings, seen, row, but=number)
    return rules.NominationFacts(
        activity=facts_of_activity(row, actor, now),
        number=number,
        standing=menu.standing(found.party_id, now),
        state=rules.State(found.state),
        expires_at=found.expires_at,
        candidate=one,
        overlap=_confirmed_elsewhere(seen, row),
    )


def facts_of_confirm(row: Activity, actor: Actor, now: datetime, *, number: int, **_: object) -> rules.NominationFacts:
    """This will show the rules a seat that would be taken, and let nobody take two for one person at once (W-46)."""
    found = _found(row, number, actor)
    if found.fingerprint:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [found.fingerprint])
    return facts_of_nomination(row, actor, now, number=number)


def _confirmed_elsewhere(known: Sequence[_Seen], row: Activity) -> rules.Overlap | None:
    """This will find a seat on the same days that has been taken; one that is merely offered may be let go."""
    return _overlap([seen for seen in known if seen[3] == rules.State.CONFIRMED], row)


def facts_of_list(row: Activity, actor: Actor, now: datetime, *, reason: str = "", **_: object) -> rules.ListFacts:
    """This will show the rules an activity and its list. One query."""
    return rules.ListFacts(activity=facts_of_activity(row, actor, now), reason=reason)


def hold(row: Activity) -> Hold | None:
    """This will tell whether a round of allocation gives the seats of an activity, and which. One query."""
    return Hold.objects.filter(activity_id=row.pk).first()


def facts_of_erase(row: Nominee, actor: Actor, now: datetime, **_: object) -> rules.ErasureFacts:
    """This will show the rules until when personal data are kept."""
    return rules.ErasureFacts(row.erase_on)


def _found(row: Activity, number: int, actor: Actor) -> Nomination:
    named = Nomination.objects.filter(activity_id=row.pk, number=number)
    return sight.one_seen_by(actor, named, f"nomination:{row.code}/{number}")


def _brings(found: Nomination) -> Person:
    return Person(found.rank, found.language_profile, Clearance(found.clearance), frozenset(found.courses))
