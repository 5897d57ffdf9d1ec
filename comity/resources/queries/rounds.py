"""Rounds: what they cover, with which money, what partners wish, and the facts about them that rules are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.ledger import queries as ledger
from comity.nominations import queries as nominations
from comity.nominations import rules as nomination_rules
from comity.parties import queries as parties
from comity.policy import number, pack
from comity.resources import rules
from comity.resources.models import Cover, Declaration, Envelope, Frozen, Quota, Round, Settings, Wish
from comity.resources.queries.settings import Sheet, sheet

ALIVE = tuple(state.value for state in nomination_rules.ALIVE)
PARTICIPANTS = ("allies", "partners", "staff")

_CANDIDATES = """
SELECT a.id, a.code, a.party, a.kind, a.start_on, a.end_on, a.seats_minimum FROM menu_activity a
WHERE a.state IN ('published', 'changed') AND a.start_on BETWEEN %s AND %s AND a.seats_total IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM resources_cover c WHERE c.activity_id = a.id AND c.ended_at IS NULL)
ORDER BY a.start_on, a.code
"""


def participants(now: datetime) -> list[str]:
    """This will resolve who knows of a round once it is open."""
    return parties.resolve_audience(PARTICIPANTS, now)


def round_(code: str) -> Round | None:
    """This will find a round that the reader may see, with its settings' number."""
    return Round.objects.filter(code=code).first()


def rounds() -> list[Round]:
    """This will list the rounds that the reader may see, the latest first."""
    return list(Round.objects.order_by("-planned_at", "-pk"))


def covering(activity: str) -> Round | None:
    """This will find the living round that covers an activity, if the reader may see it. One query."""
    found = Cover.objects.select_related("round").filter(code=activity, ended_at__isnull=True).first()
    return found.round if found else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published activity that a round may cover."""

    pk: int
    code: str
    party: str | None
    kind: str
    start_on: date
    end_on: date | None
    minimum: int

    @property
    def days(self) -> int:
        """This will count its days."""
        return ((self.end_on or self.start_on) - self.start_on).days + 1

    @property
    def seat_minor(self) -> int:
        """This will give what one seat costs: the journey and so many days (W-101). Units: minor units."""
        return (number("resources.travel_eur") + number("resources.day_eur") * self.days) * 100


def candidates(row: Round) -> list[Candidate]:
    """This will list published activities with seats in the days of a round that no round covers. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, [row.since_on, row.until_on])
        return [Candidate(*found) for found in cursor.fetchall()]


def covers(row: Round) -> list[Cover]:
    """This will list what a round covers, by code."""
    return list(Cover.objects.filter(round=row).order_by("code"))


def cover(row: Round, code: str) -> Cover | None:
    """This will find one covered activity of a round."""
    return Cover.objects.filter(round=row, code=code).first()


def cover_counts(rows: Iterable[Round]) -> dict[int, int]:
    """This will count covered activities by round. One query."""
    found: dict[int, int] = {}
    for pk in Cover.objects.filter(round__in=list(rows)).values_list("round_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def envelopes(row: Round) -> list[Envelope]:
    """This will list the money at a round's disposal, by line."""
    return list(Envelope.objects.filter(round=row).order_by("line"))


def quotas(row: Round) -> list[Quota]:
    """This will list the limits that were set for a round."""
    return list(Quota.objects.filter(round=row).order_by("limit", "about"))


def declaration(row: Round, party: str) -> Declaration | None:
    """This will find what a partner declared for a round."""
    return Declaration.objects.filter(round=row, party_id=party).first()


def frozen(row: Round) -> Frozen | None:
    """This will find the newest frozen inputs of a round, without the document itself."""
    return Frozen.objects.filter(round=row).order_by("-number").defer("document").first()


@dataclass(frozen=True, slots=True)
class Own:
    """One of a party's own names in a round: as nominations show it, and where the party wants it."""

    shown: Any
    rank: int | None = None
    own_cost: bool = False

    @property
    def ref(self) -> str:
        """This will name it by activity and number."""
        return f"{self.shown.row.code}/{self.shown.row.number}"


def own_names(row: Round, party: str) -> list[Own]:
    """This will list a party's own names in a round, in its own order; what it has not placed comes last.

    Five queries, whatever their number.
    """
    covered = set(Cover.objects.filter(round=row, ended_at__isnull=True).values_list("code", flat=True))
    listed = nominations.nominations(party, nominations.Filters(living=True), rows=None).rows
    wished = {one.nomination_id: one for one in Wish.objects.filter(round=row, party_id=party)}
    names = [
        Own(one, wished[one.row.pk].rank, wished[one.row.pk].own_cost) if one.row.pk in wished else Own(one)
        for one in listed
        if one.row.code in covered
    ]
    return sorted(names, key=lambda own: (own.rank is None, own.rank or 0, own.shown.row.submitted_at, own.ref))


def voice(row: Round, party: str) -> str:
    """This will give the fingerprint of what a party has kept: its order, what is at its own cost, its share.

    Two queries.
    """
    wished = Wish.objects.filter(round=row, party_id=party).order_by("rank", "nomination_id")
    share = Declaration.objects.filter(round=row, party_id=party).values_list("share_percent", flat=True).first()
    return rules.fingerprint({"order": list(wished.values_list("nomination_id", "own_cost")), "share": share})


def ids_of(row: Round, party: str, refs: Collection[str]) -> dict[str, int]:
    """This will find the party's own living names in a round by activity and number. One query."""
    sql = """
    SELECT n.code || '/' || n.number, n.id FROM nominations_nomination n
    JOIN resources_cover c ON c.activity_id = n.activity_id AND c.round_id = %s AND c.ended_at IS NULL
    WHERE n.party = %s AND n.state = ANY(%s)
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [row.pk, party, list(ALIVE)])
        return {ref: pk for ref, pk in cursor.fetchall() if ref in refs}


def unassessed(row: Round, found: Sheet, now: datetime) -> dict[str, list[str]]:
    """This will list the partners with names in a round and the considerations still missing of each. One query."""
    return {party: missing for party in parties_in(row, now) if (missing := found.missing(party))}


def parties_in(row: Round, now: datetime) -> list[str]:
    """This will list the partners that have living names in a round. Two queries."""
    sql = """
    SELECT DISTINCT n.party FROM nominations_nomination n
    JOIN resources_cover c ON c.activity_id = n.activity_id AND c.round_id = %s AND c.ended_at IS NULL
    WHERE n.state = ANY(%s) ORDER BY 1
    """
    partners = parties.members("partners", brussels_day(now))
    with connection.cursor() as cursor:
        cursor.execute(sql, [row.pk, list(ALIVE)])
        return [party for (party,) in cursor.fetchall() if party in partners]


def carried(now: datetime) -> dict[str, int]:
    """This will count settings in force and rounds, as far as the reader may see them. Two queries."""
    in_force = Settings.objects.filter(state=rules.SettingsState.IN_FORCE)
    return {"resources.settings": in_force.count(), "resources.rounds": Round.objects.count()}


# -- facts -----------------------------------------------------------------------------------------------------------


def facts_of_plan(
    row: Settings,
    actor: Actor,
    now: datetime,
    *,
    code: str = "",
    since_on: date | None = None,
    until_on: date | None = None,
    wishes_until: date | None = None,
    **_: object,
) -> rules.PlanFacts:
    """This will show the rules a round that somebody wants to plan."""
    return rules.PlanFacts(
        period=row.period,
        settings=rules.SettingsState(row.state),
        code=code,
        is_taken=bool(code) and Round.objects.filter(code=code).exists(),
        since_on=since_on,
        until_on=until_on,
        wishes_until=wishes_until,
    )


def facts_of_round(row: Round, actor: Actor, now: datetime, **more: Any) -> rules.RoundFacts:
    """This will show the rules a round, with what is asked of it as far as they know it."""
    asked = {"reason", "ref_known", "weights", "queued", "run", "is_newest", "asked", "submitted"}
    known = {name: value for name, value in more.items() if name in asked}
    return _facts(row, **known)


def _facts(row: Round, **more: Any) -> rules.RoundFacts:
    return rules.RoundFacts(code=row.code, state=rules.RoundState(row.state), wishes_until=row.wishes_until, **more)


def facts_of_money(
    row: Round, actor: Actor, now: datetime, *, line: str | None = None, minor: int | None = None, **_: object
) -> rules.RoundFacts:
    """This will show the rules a round and the budget line from which it is to be paid."""
    found = ledger.line(line) if line else None
    return _facts(
        row,
        line=line,
        line_known=found is not None,
        currency_fits=found is None or found.currency == row.currency,
        free_minor=ledger.position(found).free if found else 0,
        minor=minor,
    )


def facts_of_limit(
    row: Round, actor: Actor, now: datetime, *, limit: rules.Limit | None = None, about: str = "", **_: object
) -> rules.RoundFacts:
    """This will show the rules a quota that somebody wants to set."""
    if limit is None:
        return _facts(row)
    known = (
        about in pack().frameworks
        if limit is rules.Limit.FRAMEWORK_SPEND
        else about in parties.members("partners", brussels_day(now))
    )
    return _facts(row, about_known=known)


def facts_of_opening(row: Round, actor: Actor, now: datetime, **_: object) -> rules.RoundFacts:
    """This will show the rules whether a round covers something and can pay for it."""
    lines = list(Cover.objects.filter(round=row).values_list("line", flat=True))
    funded = set(Envelope.objects.filter(round=row).values_list("line", flat=True))
    return _facts(row, covers=len(lines), unfunded=tuple(sorted(set(lines) - funded)))


def facts_of_partner(
    row: Round, actor: Actor, now: datetime, *, order: Sequence[str] = (), seen: str | None = None, **_: object
) -> rules.RoundFacts:
    """This will show the rules who speaks for which partner, whose names are in the order, and which one is kept."""
    party = actor.party or ""
    known = ids_of(row, party, set(order)) if order else {}
    return _facts(
        row,
        party=party,
        is_partner=party in parties.members("partners", brussels_day(now)),
        foreign=bool(set(order) - set(known)),
        seen=seen,
        kept=voice(row, party) if seen is not None else None,
    )


def facts_of_freezing(row: Round, actor: Actor, now: datetime, **_: object) -> rules.RoundFacts:
    """This will show the rules whether every partner in a round is assessed."""
    found = unassessed(row, sheet(row.settings, now), now)
    return _facts(
        row,
        unassessed=tuple((party, tuple(missing)) for party, missing in found.items()),
        names=len(parties_in(row, now)),
    )
