"""What a list of activities is filtered by, and by what it can be sorted."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from comity.menu import rules

PAGE_ROWS = 30
MOST_PAGES = 5_000


class Status(StrEnum):
    """How an activity stands for somebody who would nominate."""

    OPEN = "open"
    CLOSING = "closing"
    FULL = "full"
    DECISION = "decision"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    OVER = "over"
    RETIRED = "retired"
    OFFERED = "offered"
    SCREENED = "screened"
    AGREED = "agreed"


class Seats(StrEnum):
    """Whether seats are left."""

    LEFT = "left"
    FULL = "full"
    UNKNOWN = "unknown"


class Cost(StrEnum):
    """Whether taking part costs something."""

    FREE = "free"
    FEE = "fee"
    UNKNOWN = "unknown"


class When(StrEnum):
    """Which time is looked at: what is to come, what is over, or all."""

    COMING = "coming"
    PAST = "past"
    ALL = "all"


class Sort(StrEnum):
    """By what a list is sorted; a leading minus in the address turns it round."""

    RELEVANCE = "relevance"
    START = "start"
    TITLE = "title"
    DEADLINE = "deadline"
    SEATS = "seats"
    CODE = "code"


# The facets, in the order of the page: each may hold several values, of which one is enough.
FACETS = ("area", "kind", "open_to", "place", "language", "seats", "cost", "status")
FREE_PLACE = "-"


@dataclass(frozen=True, slots=True)
class Filters:
    """A filtered list: what is looked for, what is ticked, in which order, which page. Empty means not filtered."""

    q: str = ""
    area: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    cost: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    when: When = When.COMING
    provider: str = ""
    course: str = ""
    objective: str = ""
    topic: str = ""
    everything: bool = False
    sort: Sort | None = None
    descending: bool = False
    page: int = 1

    @property
    def query(self) -> rules.Query:
        """This will give what is looked for in its normal form."""
        return rules.normalise(self.q)

    @property
    def order(self) -> Sort:
        """This will give what the list is sorted by: what fits best when something is looked for, else the start."""
        return self.sort or (Sort.RELEVANCE if not self.query.is_empty else Sort.START)

    def facet(self, name: str) -> tuple[str, ...]:
        """This will give the values ticked in one facet."""
        found: tuple[str, ...] = getattr(self, name)
        return found

    def without(self, name: str) -> Filters:
        """This will take one filter away."""
        blank: dict[str, Any] = {field.name: field.default for field in fields(Filters) if field.name == name}
        return replace(self, page=1, **blank)

    @property
    def names_set(self) -> tuple[str, ...]:
        """This will list the filters that are set, the page and the order left aside."""
        aside = {"page", "sort", "descending", "everything"}
        return tuple(
            field.name
            for field in fields(Filters)
            if field.name not in aside and getattr(self, field.name) != field.default
        )
