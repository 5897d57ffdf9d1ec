"""What may be asked about nations and organisations, and where they stand on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Max, Q, QuerySet

from comity.core import audience
from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.kernel.rows import Columns, single
from comity.parties import rules
from comity.parties.models import (
    ContactPointEmbassy,
    Cooperation,
    Mission,
    Party,
    Provider,
    StaffFile,
    StaffNote,
    Standing,
    Suspension,
)
from comity.parties.queries.tools import runs, tools_closed, tools_on
from comity.policy import pack
from comity.policy.model import Opening, Tool

# One question for any number of parties: what they are, all their standings, the current epochs, and which tools are
# discarded.
_RECORDS = """
SELECT y.code, y.kind,
       (SELECT json_agg(json_build_array(s.community, s.epoch, s.since_on, s.until_on, s.since_precision)
                        ORDER BY s.since_on, s.id) FROM parties_standing s WHERE s.party_id = y.id),
       (SELECT json_agg(json_build_array(u.since_on, u.until_on) ORDER BY u.since_on)
        FROM parties_suspension u WHERE u.party_id = y.id),
       (SELECT json_agg(json_build_array(t.tool, t.opened_on) ORDER BY t.opened_on, t.tool)
        FROM parties_toolaccess t WHERE t.party_id = y.id),
       (SELECT json_object_agg(e.community, e.epoch) FROM (SELECT community, max(epoch) AS epoch
        FROM parties_standing WHERE since_on <= %(day)s GROUP BY community) e),
       (SELECT json_agg(c.tool) FROM parties_toolclosure c WHERE c.closed_on <= %(day)s)
FROM parties_party y WHERE %(codes)s::text[] IS NULL OR y.code = ANY(%(codes)s::text[])
"""

_RUNS = "(since_on IS NULL OR since_on <= %(day)s) AND (until_on IS NULL OR until_on > %(day)s)"
_CARRIERS = {
    "parties.standing": f"parties_standing WHERE community IN ('allies', 'partners') AND {_RUNS}",
    "parties.frameworks": f"parties_standing WHERE starts_with(community, 'framework:') AND {_RUNS}",
    "parties.missions": f"parties_mission WHERE {_RUNS}",
    "parties.contact_points": f"parties_contactpointembassy WHERE {_RUNS}",
    "parties.providers": f"parties_provider WHERE {_RUNS}",
}
_COUNTS = "SELECT " + ", ".join(f"(SELECT count(*) FROM {what})" for what in _CARRIERS.values())  # noqa: S608


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party in a list, with where it stands on the day of the list."""

    party: Party
    standing: rules.Standing

    @property
    def code(self) -> str:
        """This will give the party's code."""
        return self.party.code


# -- parties -----------------------------------------------------------------------------------------------------------


def party(code: str) -> Party | None:
    """This will find a party by its code, or nothing if there is none that the reader may see."""
    return single(Party.objects.filter(code=code))


def parties(*, on: date, kind: rules.Kind | None = None) -> list[PartyLine]:
    """This will list parties by name with where they stand on a day. Two queries, whatever their number."""
    found = Party.objects.filter(kind=kind) if kind else Party.objects.all()
    rows = list(found)
    stand = standings([row.code for row in rows], on)
    return [PartyLine(row, stand[row.code]) for row in rows]


_NAMES = {
    "en": "SELECT code, coalesce(nullif(given_name_en, ''), name_en) FROM parties_party ORDER BY name_en",
    "fr": "SELECT code, coalesce(nullif(given_name_fr, ''), name_fr) FROM parties_party ORDER BY name_en",
}


def names(locale: str) -> dict[str, str]:
    """This will give the name of every party by its code, as the deploying organisation names it (W-62)."""
    # Many pages ask, and composing this by the ORM costs as much as the answer.
    with connection.cursor() as cursor:
        cursor.execute(_NAMES["fr" if locale == "fr" else "en"])
        return dict(cursor.fetchall())


# -- standing ----------------------------------------------------------------------------------------------------------


def standing(code: str, day: date) -> rules.Standing:
    """This will tell where a party stands on a day; nowhere, if there is no such party. One query."""
    return standings([code], day).get(code) or rules.standing(rules.NOWHERE, day, newest={})


def standings(codes: Iterable[str] | None, day: date) -> dict[str, rules.Standing]:
    """This will tell where several parties stand on a day, or all of them. One query."""
    found, newest, closed = _records(codes, day)
    tools = tools_on(day)
    return {one.code: rules.standing(one, day, newest=newest, tools=tools, closed=closed) for one in found}


def record(code: str) -> rules.Record:
    """This will give all that is kept of where a party stands, over all time."""
    found, _newest, _closed = _records([code], date.max)
    return found[0] if found else rules.NOWHERE


def _member_codes(community: str, day: date) -> QuerySet[Standing, tuple[str]]:
    """This will ask whose standing it is. From there to the party: the other way each party is compared with all."""
    held = Standing.objects.filter(runs(day), community=community)
    return held.order_by("party__code").distinct().values_list("party__code")


def _active_codes(community: str, day: date) -> QuerySet[Standing, tuple[str]]:
    paused = Suspension.objects.filter(runs(day)).values("party_id")
    return _member_codes(community, day).exclude(party_id__in=paused)


# Every text that is circulated or decided asks these.
_MEMBERS = Columns(_member_codes, str, date)
_ACTIVE = Columns(_active_codes, str, date)
_EPOCHS = Columns(
    lambda day: (
        Standing.objects.filter(since_on__lte=day)
        .order_by()
        .values("community")
        .annotate(newest=Max("epoch"))
        .values_list("community", "newest")
    ),
    date,
)


def members(community: str, day: date) -> tuple[str, ...]:
    """This will list the codes of those who belong to a community on a day, suspended or not."""
    return tuple(code for (code,) in _MEMBERS.rows(community, day))


def active_members(community: str, day: date) -> tuple[str, ...]:
    """This will list the codes of those who belong to a community on a day and are not suspended."""
    return tuple(code for (code,) in _ACTIVE.rows(community, day))


def resolve_audience(names: Iterable[str], now: datetime) -> list[str]:
    """This will resolve audiences to what labels a row: communities with members get the epoch that runs now.

    A community to which nobody belongs yet gets the epoch 0, which nobody holds.
    """
    wanted = set(names)
    dated = {name for name in wanted if rules.is_dated(name)}
    newest = epochs(brussels_day(now)) if dated else {}
    return sorted((wanted - dated) | {audience.at_epoch(name, newest.get(name, 0)) for name in dated})


def epochs(day: date) -> dict[str, int]:
    """This will give the current epoch of each community on a day."""
    return dict(_EPOCHS.rows(day))


# -- tools -------------------------------------------------------------------------------------------------------------


def tools_open(code: str, day: date) -> frozenset[str]:
    """This will list the tools open to a partner on a day, by the policy or by decision of the Council."""
    return standing(code, day).tools_open


def tools_to_open(day: date) -> list[tuple[str, Tool]]:
    """This will list, for each partner in good standing, the tools that the Council may still open to it (P§13)."""
    closed = tools_closed(day)
    tools = [tool for tool in tools_on(day) if tool.in_pack and tool.code not in closed]
    return [
        (stands.code, tool)
        for stands in standings(None, day).values()
        for tool in tools
        if stands.is_partner
        and not stands.is_suspended
        and tool.code not in stands.tools_open
        and tool.opening_for(stands.frameworks) is Opening.BY_COUNCIL
    ]


# -- presence ----------------------------------------------------------------------------------------------------------


def standing_rows(code: str) -> list[Standing]:
    """This will list a party's standings over all time, the earliest first, with their sources."""
    return list(Standing.objects.filter(party__code=code).order_by("since_on", "community"))


def suspensions(code: str) -> list[Suspension]:
    """This will list a party's suspensions, the earliest first."""
    return list(Suspension.objects.filter(party__code=code).order_by("since_on"))


def mission(code: str, day: date) -> Mission | None:
    """This will find a party's mission at the seat on a day."""
    return Mission.objects.filter(runs(day), party__code=code).first()


def missions(code: str) -> list[Mission]:
    """This will list a party's missions at the seat, the latest first."""
    return list(Mission.objects.filter(party__code=code).order_by(F("since_on").desc(nulls_last=True), "-pk"))


def mission_by_id(code: str, pk: int) -> Mission | None:
    """This will find one mission of a party."""
    return Mission.objects.filter(party__code=code, pk=pk).select_related("party").first()


def embassy_by_id(code: str, pk: int) -> ContactPointEmbassy | None:
    """This will find one mandate of an embassy that serves in a nation."""
    return ContactPointEmbassy.objects.filter(host__code=code, pk=pk).select_related("host", "ally").first()


def provider_by_id(code: str, pk: int) -> Provider | None:
    """This will find one provider for which a party answers."""
    return Provider.objects.filter(party__code=code, pk=pk).select_related("party").first()


def embassies_in(code: str = "") -> list[ContactPointEmbassy]:
    """This will list the mandates of contact point embassies in a nation, or everywhere, the latest first."""
    found = ContactPointEmbassy.objects.select_related("host", "ally")
    return _by_time(found.filter(host__code=code) if code else found)


def embassies_of(code: str) -> list[ContactPointEmbassy]:
    """This will list the mandates that a nation's embassies hold or held elsewhere, the latest first."""
    return _by_time(ContactPointEmbassy.objects.filter(ally__code=code).select_related("host", "ally"))


def providers(*, party: str | None = None, kind: str | None = None, on: date | None = None) -> list[Provider]:
    """This will list providers by name: all, or those of a party, of a kind, or listed on a day."""
    found = Provider.objects.select_related("party")
    if party:
        found = found.filter(party__code=party)
    if kind:
        found = found.filter(kind=kind)
    if on:
        found = found.filter(runs(on))
    return list(found)


def provider(code: str) -> Provider | None:
    """This will find a provider by its code."""
    return Provider.objects.select_related("party").filter(code=code).first()


def provider_named(words: str) -> Provider | None:
    """This will find a provider by its code, abbreviation or name, however capitalised, as imports write it."""
    said = words.strip()
    if not said:
        return None
    alike = Q(code__iexact=said) | Q(abbreviation__iexact=said) | Q(name_en__iexact=said) | Q(name_fr__iexact=said)
    return Provider.objects.select_related("party").filter(alike).order_by("pk").first()


def cooperations() -> dict[str, Cooperation]:
    """This will give, for each organisation, on what the cooperation with it rests."""
    return {row.party.code: row for row in Cooperation.objects.select_related("party")}


def carried(now: datetime) -> dict[str, int]:
    """This will count what of the house carries out the policy today, by the carriers that the policy pack names."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"day": brussels_day(now)})
        row = cursor.fetchone()
    return dict(zip(_CARRIERS, row, strict=True))


# -- the staff's file --------------------------------------------------------------------------------------------------


def staff_file(code: str) -> StaffFile | None:
    """This will find the staff's file on a party: nothing for a reader outside the staff."""
    return StaffFile.objects.select_related("party").filter(party__code=code).first()


def staff_notes(code: str) -> list[StaffNote]:
    """This will list the notes in the staff's file on a party, the latest first."""
    return list(StaffNote.objects.filter(file__party__code=code))


# -- facts for the rules -----------------------------------------------------------------------------------------------


def facts_of(
    row: Party,
    actor: Actor,
    now: datetime,
    *,
    community: str = "",
    decision: str = "",
    tool: str = "",
    since_on: date | None = None,
    until_on: date | None = None,
    **_: object,
) -> rules.PartyFacts:
    """This will show the rules a party's record and what is asked for."""
    known = record(row.code)
    on = since_on or until_on
    of = rules.frameworks(known, on or brussels_day(now))
    return rules.PartyFacts(
        record=known,
        on=on,
        community=community,
        decision=decision.strip(),
        tool=tool,
        opening=_opening(pack().tool(tool), of) if tool else Opening.OPEN,
        is_discarded=bool(tool) and tool in tools_closed(on or brussels_day(now)),
    )


def facts_of_presence(
    row: Party | Mission | ContactPointEmbassy | Provider,
    actor: Actor,
    now: datetime,
    *,
    asked: rules.MissionInput | rules.MandateInput | rules.ProviderInput | None = None,
    ally: str = "",
    until_on: date | None = None,
    reason: str = "",
    **_: object,
) -> rules.PresenceFacts:
    """This will show the rules a line of the lists of who is present where, new or kept. Two queries for a mandate."""
    party = row if isinstance(row, Party) else (row.host if isinstance(row, ContactPointEmbassy) else row.party)
    since = asked.since_on if asked else getattr(row, "since_on", None)
    serves = row.ally.code if isinstance(row, ContactPointEmbassy) else ally
    abroad_ok = True
    if serves and since:
        partner = rules.side(record(party.code), since) is Side.PARTNER
        abroad_ok = partner and record(serves).belongs(audience.ALLIES, since)
    return rules.PresenceFacts(
        party=party.code,
        since_on=since,
        until_on=asked.until_on if asked else until_on,
        reason=reason,
        is_new=isinstance(row, Party),
        serves=serves,
        abroad_ok=abroad_ok,
    )


def facts_of_file(row: StaffFile, actor: Actor, now: datetime, **_: object) -> rules.PartyFacts:
    """This will show the rules whose file it is."""
    return rules.PartyFacts(record=record(row.party.code))


def _opening(tool: Tool, of: frozenset[str]) -> Opening:
    return tool.opening_for(of) if tool.in_pack else Opening.CLOSED


def _records(codes: Iterable[str] | None, day: date) -> tuple[list[rules.Record], dict[str, int], frozenset[str]]:
    wanted = None if codes is None else list(codes)
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, {"codes": wanted, "day": day})
        rows = cursor.fetchall()
    newest = {community: int(epoch) for community, epoch in (rows[0][5] or {}).items()} if rows else {}
    closed = frozenset(rows[0][6] or ()) if rows else frozenset()
    return [_record(*row[:5]) for row in rows], newest, closed


def _record(code: str, kind: str, stood: Any, paused: Any, opened: Any) -> rules.Record:
    return rules.Record(
        code=code,
        kind=rules.Kind(kind),
        memberships=tuple(
            rules.Membership(community, epoch, date.fromisoformat(since), _day(until), rules.Precision(precision))
            for community, epoch, since, until, precision in stood or ()
        ),
        pauses=tuple(rules.Pause(date.fromisoformat(since), _day(until)) for since, until in paused or ()),
        opened=tuple(rules.Opened(tool, date.fromisoformat(day)) for tool, day in opened or ()),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _by_time(found: QuerySet[ContactPointEmbassy]) -> list[ContactPointEmbassy]:
    rows = list(found)
    return sorted(rows, key=lambda row: (row.since_on or row.until_on or date.min, row.pk), reverse=True)
