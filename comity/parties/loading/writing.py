"""Writing parties and facts so that doing it again changes nothing. Every writer runs as the system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.kernel.rows import Row
from comity.parties import rules
from comity.parties.loading.reading import End, Stood
from comity.parties.models import (
    ContactPointEmbassy,
    Mission,
    Party,
    Provider,
    StaffFile,
    Standing,
    Suspension,
)

PUBLIC = [audience.PUBLIC]
SIGNED_IN = [audience.SIGNED_IN]
STAFF = [audience.STAFF]

type Changed = Counter[str]


def put[R: Row](model: type[R], key: Mapping[str, Any], facts: Mapping[str, Any], changed: Changed | None = None) -> R:
    """This will write a row with these facts where there is none with this key, and else bring its facts up to date."""
    found: R | None = model._default_manager.filter(**key).first()  # noqa: SLF001 - Django's public name for it
    if found is None:
        found = model._default_manager.create(**{**key, **facts})  # noqa: SLF001
        _count(model, changed)
        return found
    stale = [name for name, value in facts.items() if getattr(found, name) != value]
    if stale:
        for name in stale:
            setattr(found, name, facts[name])
        found.save(update_fields=stale)
        _count(model, changed)
    return found


def put_party(
    code: str,
    *,
    kind: rules.Kind,
    name_en: str,
    name_fr: str,
    capital: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    is_fictional: bool = False,
    changed: Changed | None = None,
    **more: str,
) -> Party:
    """This will list a party, with the staff's own file on it."""
    facts = {
        "kind": kind.value,
        "name_en": name_en,
        "name_fr": name_fr,
        "capital": capital,
        "latitude": latitude,
        "longitude": longitude,
        "is_fictional": is_fictional,
        "audience": PUBLIC,
        **more,
    }
    party = put(Party, {"code": code}, facts, changed)
    put(StaffFile, {"party": party}, {"audience": STAFF}, changed)
    return party


def put_standing(
    party: Party, community: str, *, since_on: date, source: str, until_on: date | None = None, decision: str = ""
) -> Standing:
    """This will let a party belong to a community, in a new epoch of it, unless that is already written."""
    found = party.standings.filter(community=community, since_on=since_on).first()
    return found or Standing.objects.create(
        party=party,
        community=community,
        epoch=_next_epoch(community, since_on),
        since_on=since_on,
        until_on=until_on,
        source=source,
        decision=decision,
        audience=PUBLIC,
    )


def put_suspension(
    party: Party, *, since: End, source: str, until_on: date | None = None, changed: Changed | None = None
) -> Suspension:
    """This will write a suspension that is a public fact."""
    facts = {"since_precision": since.precision, "until_on": until_on, "source": source, "audience": PUBLIC}
    return put(Suspension, {"party": party, "since_on": since.on}, facts, changed)


def put_provider(
    code: str, *, party: Party, kind: str, name_en: str, changed: Changed | None = None, **more: Any
) -> Provider:
    """This will list a provider with the party that answers for it (W-64)."""
    if kept := Provider.objects.filter(code=code, is_kept=True).first():
        return kept
    facts = {"party": party, "kind": kind, "name_en": name_en, "audience": PUBLIC, **more}
    return put(Provider, {"code": code}, facts, changed)


def put_mission(party: Party, *, name_en: str, name_fr: str, since_on: date, **more: Any) -> Mission:
    """This will write down a party's mission at the seat; its addresses are for those who have signed in."""
    facts = {"name_en": name_en, "name_fr": name_fr, "audience": SIGNED_IN, **more}
    return put(Mission, {"party": party, "since_on": since_on}, facts)


def put_embassy(
    host: Party, ally: Party, *, since: End, until: End, changed: Changed | None = None, **more: Any
) -> ContactPointEmbassy:
    """This will write down the mandate of an Ally's embassy in a partner's capital.

    What the staff keep of the two nations' mandates outweighs the source (W-82).
    """
    if kept := ContactPointEmbassy.objects.filter(host=host, ally=ally, is_kept=True).first():
        return kept
    facts = {
        "since_precision": since.precision,
        "until_on": until.on,
        "until_precision": until.precision,
        "audience": PUBLIC,
        **more,
    }
    return put(ContactPointEmbassy, {"host": host, "ally": ally, "since_on": since.on}, facts, changed)


def put_all_standings(known: Mapping[str, tuple[Party, tuple[Stood, ...]]], changed: Changed) -> None:
    """This will bring all standings that rest on a source up to date.

    What a decision began or ended here outweighs the source. Epochs once given stay; in an empty community they are
    given in the order of joining.
    """
    empty = {one.community for _, all_stood in known.values() for one in all_stood}
    empty -= set(Standing.objects.values_list("community", flat=True).distinct())
    first = {
        community: rules.epochs_in_order(
            one.since.on for _, stood in known.values() for one in stood if one.community == community and one.since.on
        )
        for community in empty
    }
    kept: dict[int, list[Standing]] = {}
    for row in Standing.objects.order_by("since_on", "pk"):
        kept.setdefault(row.party_id, []).append(row)
    for party, stood in known.values():
        _put_standings(party, stood, kept.get(party.pk, []), first, changed)


def _put_standings(
    party: Party,
    stood: Iterable[Stood],
    kept: list[Standing],
    first: Mapping[str, Mapping[date, int]],
    changed: Changed,
) -> None:
    decided = [row for row in kept if row.decision]
    sourced: dict[str, list[Standing]] = {}
    for row in kept:
        if not row.decision:
            sourced.setdefault(row.community, []).append(row)
    for one in sorted(stood, key=lambda one: one.since.on or date.min):
        if one.since.on is None or any(_meets(row, one) for row in decided):
            continue
        waiting = sourced.get(one.community, [])
        if waiting:
            _update(waiting.pop(0), one, changed)
        else:
            epochs = first.get(one.community)
            Standing.objects.create(
                party=party,
                community=one.community,
                epoch=epochs[one.since.on] if epochs else _next_epoch(one.community, one.since.on),
                since_on=one.since.on,
                since_precision=one.since.precision,
                until_on=one.until,
                source=one.source,
                audience=PUBLIC,
            )
            _count(Standing, changed)
    for left in sourced.values():
        for row in left:
            if not row.until_decision and not party.is_fictional:
                row.delete()
                _count(Standing, changed)


def _update(row: Standing, one: Stood, changed: Changed) -> None:
    facts: dict[str, Any] = {"since_on": one.since.on, "since_precision": one.since.precision, "source": one.source}
    if not row.until_decision:
        facts["until_on"] = one.until
    stale = [name for name, value in facts.items() if getattr(row, name) != value]
    if stale:
        for name in stale:
            setattr(row, name, facts[name])
        row.save(update_fields=stale)
        _count(Standing, changed)


def _meets(row: Standing, one: Stood) -> bool:
    """This will tell whether a standing that was decided here overlaps one that a source names."""
    begins = one.since.on
    return (
        row.community == one.community
        and (row.until_on is None or begins is None or begins < row.until_on)
        and (one.until is None or row.since_on < one.until)
    )


def _next_epoch(community: str, since_on: date) -> int:
    begun = Standing.objects.filter(community=community)
    place = rules.place(since_on, begun.values_list("since_on", "epoch"), brussels_day(clock.now()))
    begun.filter(since_on__gt=place.after).update(epoch=models.F("epoch") + 1)
    return place.epoch


def _count(model: type[models.Model], changed: Changed | None) -> None:
    if changed is not None:
        changed[str(model._meta.model_name)] += 1  # noqa: SLF001 - Django's public name for it
