"""The state of partnerships on a day: what is planned, what was done, with what effect, and for what money.

Each house answers for what it keeps, as of the day; here it is only put side by side. Nobody's rows are added up for a
reader who may not see them: a partner reads of itself alone, and who came where is for its party, the host and the
staff.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from comity.core.actor import Actor
from comity.core.money import Money
from comity.documents import queries as documents
from comity.feedback import rules
from comity.feedback.queries.spent import Used, attributed
from comity.feedback.rules import Share
from comity.ledger import queries as ledger
from comity.ledger.rules import Position
from comity.menu import queries as menu
from comity.nominations import queries as nominations
from comity.parties import queries as parties
from comity.parties.queries import PartyLine
from comity.parties.rules import Kind
from comity.programmes import queries as programmes

USED = ("committed", "obligated", "paid")


@dataclass(frozen=True)
class State:
    """All that the tables say of partnerships on a day, for one reader. Counts are of distinct things."""

    on: date
    lines: list[PartyLine]
    running: list[programmes.InForce]
    goals: list[programmes.GoalOn]
    planned: list[programmes.PlannedOn]
    attended: list[nominations.Attended]
    books: list[tuple[Any, Position]]
    used: list[Used]
    knows_people: bool
    areas_of: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)

    @property
    def knows_money(self) -> bool:
        """This will tell whether the reader may see any line of the books of that day."""
        return bool(self.books)

    @cached_property
    def audiences(self) -> list[Collection[str]]:
        """This will list who may read each of the rows behind the numbers."""
        rows = [one.goal for one in self.goals] + [one.chosen for one in self.planned] + [row for row, _ in self.books]
        found: list[Collection[str]] = [row.audience for row in rows]
        found += [one.programme.audience for one in self.running]
        found += [one.audience for one in self.attended if self.knows_people]
        return found

    @cached_property
    def by_party(self) -> dict[str, State]:
        """This will part what the tables say, so that each partner's share is looked for once."""
        goals = _parted(self.goals, lambda one: one.programme.party_code)
        planned = _parted(self.planned, lambda one: one.programme.party_code)
        attended = _parted(self.attended, lambda one: one.party)
        used = _parted(self.used, lambda one: one.party)
        return {
            code: replace(
                self,
                goals=goals.get(code, []),
                planned=planned.get(code, []),
                attended=attended.get(code, []),
                used=used.get(code, []),
            )
            for code in (line.code for line in self.lines)
        }

    def marking(self, locale: str) -> str:
        """This will mark what is shown by those who may read all of it."""
        return documents.marking_together(self.audiences, locale)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one row of a table says. None is not known to the reader. Units: goals, activities, people, per cent."""

    goals: int = 0
    reached: int = 0
    progress: int | None = None
    planned: int = 0
    held: int = 0
    people: int | None = None
    money: tuple[tuple[str, Money], ...] = ()
    shares: tuple[tuple[Share, tuple[tuple[str, Money], ...]], ...] = ()

    def sum_of(self, part: str, share: Share | None = None) -> list[Money]:
        """This will give one figure of the money in each currency, of one share or of all."""
        found = self.money if share is None else dict(self.shares).get(share, ())
        return [money for name, money in found if name == part]

    def used(self, share: Share | None = None) -> list[Money]:
        """This will add up what was set aside, is owed and was paid, in each currency, of one share or of all."""
        sums: dict[str, int] = {}
        for part in USED:
            for money in self.sum_of(part, share):
                sums[money.currency] = sums.get(money.currency, 0) + money.minor
        return [Money(minor, currency) for currency, minor in sorted(sums.items()) if minor]


def state(actor: Actor, on: date, today: date, *, only: str = "") -> State:
    """This will ask each house how things stood at the end of a day, for all partners or only one.

    Sixteen queries at most, whatever the number of rows.
    """
    wide = actor.is_staff or actor.is_ally
    lines = [
        line
        for line in parties.parties(on=on, kind=Kind.NATION)
        if line.standing.is_partner and (wide or actor.acts_for(line.code)) and only in {"", line.code}
    ]
    codes = {line.code for line in lines}
    running = [one for one in programmes.in_force_on(on, party=only) if one.programme.party_code in codes]
    planned = programmes.planned_on(running)
    knows_people = actor.is_staff or not wide
    attended = nominations.attended(on.replace(month=1, day=1), on, parties=codes) if knows_people else []
    books = ledger.lines_on(on)
    areas = {one.code: (one.areas, one.objectives) for one in planned}
    used = ledger.used_on([row for row, _ in books], on) if books else []
    more = {rules.activity_of(one.subject_ref) for one in used} | {one.activity for one in attended}
    for code, row in menu.outlines(more - areas.keys() - {""}).items():
        areas[code] = (tuple(row.areas), tuple(row.objectives))
    return State(
        on=on,
        lines=lines,
        running=running,
        goals=programmes.goals_on(running, on, today=today),
        planned=planned,
        attended=attended,
        books=books,
        used=attributed(used, areas),
        knows_people=knows_people,
        areas_of=areas,
    )


def _parted[T](rows: Iterable[T], party: Callable[[T], str]) -> dict[str, list[T]]:
    parted: dict[str, list[T]] = {}
    for row in rows:
        parted.setdefault(party(row), []).append(row)
    return parted


def figures(
    state: State,
    *,
    of_party: Callable[[str], bool] = lambda _code: True,
    of_goal: Callable[[Any], bool] = lambda _goal: True,
    of_subject: Callable[[tuple[str, ...], tuple[str, ...]], bool] = lambda _areas, _objectives: True,
    of_money: Callable[[Used], bool] = lambda _used: True,
) -> Figures:
    """This will count what falls under one row: by party, by what a goal serves, and by what an activity serves."""
    goals = {one.goal.pk: one for one in state.goals if of_party(one.goal.party_code) and of_goal(one.goal)}
    known = [one.percent for one in goals.values() if one.percent is not None]
    planned = {
        one.code: one
        for one in state.planned
        if of_party(one.programme.party_code) and of_subject(*state.areas_of.get(one.code, ((), ())))
    }
    people = sum(
        one.people
        for one in state.attended
        if of_party(one.party) and of_subject(*state.areas_of.get(one.activity, ((), ())))
    )
    return Figures(
        goals=len(goals),
        reached=sum(one.is_reached for one in goals.values()),
        progress=round(sum(known) / len(known)) if known else None,
        planned=len(planned),
        held=sum(one.is_held(state.on) for one in planned.values()),
        people=people if state.knows_people else None,
        **_money([one for one in state.used if of_money(one)]),
    )


def _money(used: Sequence[Used]) -> dict[str, Any]:
    """This will add up money as a whole and by share; the shares add up to the whole."""
    by_share = {share: [one.position for one in used if one.share is share] for share in Share}
    return {
        "money": _sums(one.position for one in used),
        "shares": tuple((share, _sums(positions)) for share, positions in by_share.items() if positions),
    }


def _sums(positions: Iterable[Position]) -> tuple[tuple[str, Money], ...]:
    sums: dict[tuple[str, str], int] = {}
    for one in positions:
        for part in USED:
            sums[part, one.currency] = sums.get((part, one.currency), 0) + int(getattr(one, part))
    return tuple((part, Money(minor, currency)) for (part, currency), minor in sorted(sums.items()))


def of_partner(state: State, code: str) -> Figures:
    """This will count what concerns one partner."""
    return figures(state.by_party[code])


def of_framework(state: State, framework: str) -> Figures:
    """This will count what concerns the members of a framework on that day."""
    members = {line.code for line in state.lines if framework in line.standing.frameworks}
    return figures(state, of_party=members.__contains__, of_money=lambda used: used.party in members)


def of_area(state: State, area: str) -> Figures:
    """This will count what serves a priority area (P§5)."""
    return figures(
        state,
        of_goal=lambda goal: area in goal.areas,
        of_subject=lambda areas, _objectives: area in areas,
        of_money=lambda used: area in used.areas,
    )


def of_objective(state: State, objective: str) -> Figures:
    """This will count what serves a strategic objective (P§4)."""
    return figures(
        state,
        of_goal=lambda goal: objective in goal.objectives,
        of_subject=lambda _areas, objectives: objective in objectives,
        of_money=lambda used: objective in used.objectives,
    )


def of_nobody(state: State) -> Figures:
    """This will add up the money that is tied to none of the partners of the report."""
    codes = {line.code for line in state.lines}
    return Figures(**_money([one for one in state.used if one.party not in codes]))


def of_all(state: State) -> Figures:
    """This will count everything that the reader may see of that day."""
    return figures(state)
