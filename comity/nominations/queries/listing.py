"""Nominations as lists and pages show them. Personal data come with them only where the reader may read them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cryptography.fernet import InvalidToken
from django.db.models import Count, Q, QuerySet

from comity.menu import queries as menu
from comity.nominations import rules
from comity.nominations.models import Aim, Nomination, Nominee
from comity.nominations.models.sealing import plain, unseal

log = logging.getLogger(__name__)

PAGE_ROWS = 50
MOST_OPENED = 300


@dataclass(frozen=True, slots=True)
class Named:
    """What is known of a person, for those who may read it."""

    family_name: str
    given_names: str
    born_on: date | None = None
    email: str = ""
    phone: str = ""
    position: str = ""
    passport_number: str = ""
    passport_until: date | None = None
    needs: str = ""

    @property
    def name(self) -> str:
        """This will give the whole name."""
        return f"{self.given_names} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Shown:
    """A nomination with its person: nobody if the reader may not know, or if the data are erased.

    `is_locked` says that the reader may know, but the secret of this installation is not that under which was sealed.
    """

    row: Nomination
    person: Named | None = None
    is_erased: bool = False
    is_locked: bool = False

    @property
    def state(self) -> rules.State:
        """This will tell where it stands."""
        return rules.State(self.row.state)


def nomination(code: str, number: int) -> Shown | None:
    """This will find a nomination with its person, as far as the reader may see them. Two queries."""
    found = Nomination.objects.select_related("group").filter(code=code, number=number).first()
    return _shown([found])[0] if found else None


def goal_of(row: Nomination) -> str:
    """This will give the code of the goal that a nomination serves, or nothing where the reader may not know it."""
    return Aim.objects.filter(nomination_id=row.pk).values_list("goal", flat=True).first() or ""


def nominees(code: str, *, party: str = "") -> list[Shown]:
    """This will list the nominations for an activity that the reader may see: in order, the ended ones last.

    Two queries, whatever their number.
    """
    found = Nomination.objects.select_related("group").filter(code=code)
    if party:
        found = found.filter(party_id=party)
    rows = sorted(found.order_by("number"), key=_place)
    return _shown(rows)


def attendees(code: str) -> list[Shown]:
    """This will list those who hold a seat in an activity, by party and number. Two queries."""
    seated = [state.value for state in rules.SEATED if state is not rules.State.SEAT_OFFERED]
    found = Nomination.objects.select_related("group").filter(code=code, state__in=seated)
    return _shown(list(found.order_by("party_id", "number")))


def named(words: str, *, limit: int) -> list[Shown]:
    """This will find nominations by the name of the person, among the newest that the reader may read. Two queries.

    Names are sealed, so that they are opened one by one: no more than some hundred of them.
    """
    wanted = [plain(word) for word in words.split()]
    newest = Nominee.objects.filter(erased_at__isnull=True).select_related("key").order_by("-pk")[:MOST_OPENED]
    known = {row.pk: person for row in newest if (person := person_of(row)) is not None}
    matching = [pk for pk, person in known.items() if all(word in plain(person.name) for word in wanted)][:limit]
    rows = Nomination.objects.filter(nominee_id__in=matching).select_related("group").order_by("-submitted_at", "pk")
    return [Shown(row, known[row.nominee_id]) for row in rows] if matching else []


@dataclass(frozen=True, slots=True)
class Filters:
    """Which of a party's nominations are wanted."""

    states: tuple[rules.State, ...] = ()
    code: str = ""
    living: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a party's nominations, how many there are in all, and how many in each state."""

    rows: list[Shown]
    total: int
    states: dict[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """This will count the pages."""
        return max(1, -(-self.total // PAGE_ROWS))


def nominations(party: str, filters: Filters, *, rows: int | None = PAGE_ROWS) -> Listing:
    """This will list what a party has put forward, what runs out first on top. Three queries; `rows=None` takes all."""
    every = Nomination.objects.filter(party_id=party)
    if filters.code:
        every = every.filter(code__icontains=filters.code)
    states = {row["state"]: row["n"] for row in every.order_by().values("state").annotate(n=Count("pk"))}
    wanted = [state.value for state in filters.states or (rules.ALIVE if filters.living else tuple(rules.State))]
    found = every.filter(state__in=wanted).select_related("group").order_by("expires_at", "-submitted_at", "pk")
    skip = 0 if rows is None else (max(1, filters.page) - 1) * rows
    page = list(found[skip : skip + rows] if rows is not None else found)
    return Listing(_shown(page), sum(states.get(state, 0) for state in wanted), states)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many names stand where in one activity, as far as the reader may see them."""

    submitted: int = 0
    waiting: int = 0
    offered: int = 0
    confirmed: int = 0
    attended: int = 0
    absent: int = 0

    @property
    def alive(self) -> int:
        """This will count the names that still may lead to a seat."""
        return self.submitted + self.waiting + self.offered + self.confirmed


def counts(codes: Iterable[str], *, party: str = "") -> dict[str, Counts]:
    """This will count names by activity, of all whom the reader may see or of one party. One query."""
    found: QuerySet[Nomination, Any] = Nomination.objects.filter(code__in=list(codes))
    if party:
        found = found.filter(party_id=party)

    def of(*states: rules.State) -> Count:
        return Count("pk", filter=Q(state__in=[state.value for state in states]))

    state = rules.State
    rows: Iterable[tuple[Any, ...]] = (
        found.order_by()
        .values("code")
        .annotate(
            submitted=of(state.SUBMITTED),
            waiting=of(state.WAITING),
            offered=of(state.SEAT_OFFERED),
            confirmed=of(state.CONFIRMED),
            attended=of(state.ATTENDED),
            absent=of(state.NO_SHOW),
        )
        .values_list("code", "submitted", "waiting", "offered", "confirmed", "attended", "absent")
    )
    return {code: Counts(*numbers) for code, *numbers in rows}


def living(code: str) -> dict[str, list[int]]:
    """This will give the numbers of the names that still may lead to a seat, by party. One query."""
    found: dict[str, list[int]] = {}
    alive = [state.value for state in rules.ALIVE]
    for row in Nomination.objects.filter(code=code, state__in=alive).order_by("number").only("party_id", "number"):
        found.setdefault(row.party_id, []).append(row.number)
    return found


def people_of(nominees: Sequence[int]) -> dict[int, str]:
    """This will name the persons behind nominations as far as the reader may know them. One query, or none."""
    readable = Nominee.objects.select_related("key").in_bulk(nominees) if nominees else {}
    return {pk: person.name for pk, row in readable.items() if (person := person_of(row)) is not None}


def person_of(row: Nominee) -> Named | None:
    """This will open what was sealed of a person, or give nobody if it is erased or cannot be opened."""
    key = getattr(row, "key", None)
    if row.sealed is None or key is None:
        return None
    try:
        return _opened(unseal(bytes(row.sealed), bytes(key.wrapped)))
    except InvalidToken:
        return None


def is_locked() -> bool:
    """This will tell whether what is kept of people was sealed under another secret than the one in force.

    Asked for the oldest and the newest. Two queries.
    """
    kept = Nominee.objects.select_related("key").filter(sealed__isnull=False, key__isnull=False).order_by("pk")
    return any(one is not None and person_of(one) is None for one in (kept.first(), kept.last()))


def _opened(fields: dict[str, str]) -> Named:
    words: dict[str, Any] = dict(fields)
    for name in ("born_on", "passport_until"):
        words[name] = date.fromisoformat(words[name]) if words.get(name) else None
    return Named(**words)


def _shown(rows: Sequence[Nomination]) -> list[Shown]:
    """This will add the persons to nominations; a reader who may not read them gets none."""
    readable = Nominee.objects.select_related("key").in_bulk([row.nominee_id for row in rows]) if rows else {}
    opened = {pk: person_of(one) for pk, one in readable.items()}
    locked = {pk for pk, one in readable.items() if opened[pk] is None and one.sealed is not None}
    if locked:
        log.error("%s persons were sealed under another COMITY_SECRET_KEY; see docs/running.md", len(locked))
    return [
        Shown(
            row,
            opened.get(row.nominee_id),
            is_erased=row.fingerprint is None,
            is_locked=row.nominee_id in locked,
        )
        for row in rows
    ]


def _place(row: Nomination) -> tuple[int, datetime | int, int]:
    """This will put those who wait in their order, and those who have ended last."""
    order = (
        rules.State.SUBMITTED,
        rules.State.SEAT_OFFERED,
        rules.State.CONFIRMED,
        rules.State.ATTENDED,
        rules.State.NO_SHOW,
        rules.State.WAITING,
    )
    state = rules.State(row.state)
    rank = order.index(state) if state in order else len(order)
    return rank, row.position or 0, row.number


def carried(now: datetime) -> dict[str, int]:
    """This will count the seats given in the activities that the reader may see. One query.

    Activities keep their own count: the nominations behind it are many, and each would be asked who may read it.
    """
    return {"nominations.seats": menu.seats_given()}
