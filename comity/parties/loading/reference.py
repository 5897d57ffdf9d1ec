"""Loading the public facts of `comity/reference/`."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from decimal import Decimal
from importlib.resources import files

from comity.core.actor import Actor, Side
from comity.kernel import clock, register
from comity.kernel.progress import Progress, unheard
from comity.kernel.scope import as_system
from comity.parties.events import ReferenceLoaded
from comity.parties.loading import reading
from comity.parties.loading.reading import Line, Stood
from comity.parties.loading.writing import (
    PUBLIC,
    STAFF,
    Changed,
    put,
    put_all_standings,
    put_embassy,
    put_party,
    put_provider,
    put_suspension,
)
from comity.parties.models import Cooperation, Party, ToolUse
from comity.parties.rules import Kind

FILES = (
    "nations.csv",
    "capitals.csv",
    "programmes.csv",
    "contact_point_embassies.csv",
    "training_centres.csv",
    "international_organisations.csv",
)
LOADER = Actor(name="loader", side=Side.STAFF, communities=frozenset())


def load_reference(progress: Progress = unheard, now: datetime | None = None) -> dict[str, int]:
    """This will bring the public facts up to date and tell how many rows changed, by kind."""
    changed: Changed = Counter()
    with as_system():
        staff = put_party(
            reading.STAFF_CODE,
            kind=Kind.STAFF,
            name_en="International Staff",
            name_fr="Secrétariat international",
            changed=changed,
        )
        known = {reading.STAFF_CODE: staff, **_nations(progress, changed)}
        _organisations(progress, changed)
        _providers(progress, changed, known)
        _embassies(progress, changed, known)
        _tool_uses(progress, changed, known)
        if changed:
            register.enter(
                actor=LOADER,
                verb="parties.load_reference",
                about="reference:public-facts",
                audience=STAFF,
                event=ReferenceLoaded(digest=_digest(), changed=dict(changed)),
                now=now or clock.now(),
            )
    return dict(changed)


def _nations(progress: Progress, changed: Changed) -> dict[str, Party]:
    places = {row["iso2"]: row for row in reading.rows("capitals.csv")}
    lines = reading.rows("nations.csv")
    known: dict[str, tuple[Party, tuple[Stood, ...]]] = {}
    for done, row in enumerate(lines, start=1):
        party = _nation(row, places[row["iso2"]], changed)
        known[party.code] = (party, reading.stood(row))
        if row["suspended"] == "yes":
            began = reading.since(row["suspended_since"])
            put_suspension(party, since=began, source=row["suspension_note"], changed=changed)
        progress("nations", done, len(lines))
    put_all_standings(known, changed)
    return {code: party for code, (party, _) in known.items()}


def _nation(row: Line, place: Line, changed: Changed) -> Party:
    return put_party(
        reading.code_of(row["iso2"]),
        kind=Kind.NATION,
        name_en=row["name_en"],
        name_fr=row["name_fr"],
        capital=row["capital"],
        capital_fr=place["capital_fr"],
        latitude=Decimal(place["latitude"]),
        longitude=Decimal(place["longitude"]),
        changed=changed,
        iso3=row["iso3"],
        name_en_2011=row["name_en_2011"],
        name_fr_2011=row["name_fr_2011"],
        note=row["note"],
        source=row["source"],
        as_of=row["as_of"],
    )


def _organisations(progress: Progress, changed: Changed) -> None:
    lines = reading.rows("international_organisations.csv")
    for done, row in enumerate(lines, start=1):
        party = put_party(
            reading.organisation_code(row["abbreviation"]),
            kind=Kind.ORGANISATION,
            name_en=row["name"],
            name_fr=row["name_fr"],
            changed=changed,
            source=row["source"],
            as_of=row["as_of"],
        )
        put(
            Cooperation,
            {"party": party},
            {"basis": row["cooperation_basis"], "audience": PUBLIC, **_dated(row)},
            changed,
        )
        progress("organisations", done, len(lines))


def _providers(progress: Progress, changed: Changed, known: dict[str, Party]) -> None:
    lines = reading.rows("training_centres.csv")
    for done, row in enumerate(lines, start=1):
        nation = row["nation_iso2"]
        put_provider(
            reading.provider_code(row["name"], row["abbreviation"], nation),
            party=known[reading.STAFF_CODE if nation == "STAFF" else reading.code_of(nation)],
            kind=reading.PROVIDER_KINDS[row["type"]],
            name_en=row["name"],
            name_fr=row["name_fr"],
            abbreviation=row["abbreviation"],
            city=row["city"],
            changed=changed,
            **_dated(row),
        )
        progress("providers", done, len(lines))


def _embassies(progress: Progress, changed: Changed, known: dict[str, Party]) -> None:
    lines = reading.rows("contact_point_embassies.csv")
    for done, row in enumerate(lines, start=1):
        put_embassy(
            known[reading.code_of(row["host_partner_iso2"])],
            known[reading.code_of(row["ally_embassy_iso2"])],
            since=reading.since(row["since"]),
            until=reading.until(row["until"]),
            changed=changed,
            mandate_number=int(row["mandate_no"]) if row["mandate_no"] else None,
            mode=row["mode"],
            note=row["note"],
            source=row["source"],
            as_of=row["as_of"],
        )
        progress("contact point embassies", done, len(lines))


def _tool_uses(progress: Progress, changed: Changed, known: dict[str, Party]) -> None:
    lines = [row for row in reading.rows("programmes.csv") if row["nation_iso2"]]
    for done, row in enumerate(lines, start=1):
        began = reading.since(row["since"])
        key = {"party": known[reading.code_of(row["nation_iso2"])], "tool": row["tool"], "since_on": began.on}
        put(ToolUse, key, {"audience": PUBLIC, **_dated(row)}, changed)
        progress("programme history", done, len(lines))


def _dated(row: Line) -> dict[str, object]:
    """This will give the ends of a time and where they were read, as a row about a time keeps them."""
    began, ended = reading.since(row["since"]), reading.until(row.get("until", ""))
    return {
        "since_on": began.on,
        "since_precision": began.precision,
        "until_on": ended.on,
        "until_precision": ended.precision,
        "note": row["note"],
        "source": row["source"],
        "as_of": row["as_of"],
    }


def _digest() -> str:
    """This will hash the files that were loaded."""
    total = hashlib.sha256()
    for name in FILES:
        total.update(files("comity.reference").joinpath(name).read_bytes())
    return total.hexdigest()
