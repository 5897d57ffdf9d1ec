"""Reading the files of public facts: what each row says about where a nation stood when. Pure, without a database."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from comity.core import audience
from comity.parties.rules import Precision

STAFF_CODE = "IS"
_ICELAND = "IS"
_MALTA = "MT"
_OUT_OF_PFP = (date(1996, 10, 27), date(2008, 4, 3))
_KNOWN_BY = date(2011, 4, 1)
_FRAMEWORKS = {"EAPC_PFP": "eapc-pfp", "MD": "md", "ICI": "ici", "GLOBAL": "global"}
PROVIDER_KINDS = {
    "NATO_SCHOOL": "nato-school",
    "PTEC": "ptec",
    "COE": "coe",
    "HEADQUARTERS": "headquarters",
    "OTHER": "other",
}

type Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a time: a day, and how exactly it is known."""

    on: date | None = None
    precision: Precision = Precision.UNKNOWN


@dataclass(frozen=True, slots=True)
class Stood:
    """One belonging to one community, as the public facts have it."""

    community: str
    since: End
    until: date | None
    source: str


def rows(name: str) -> list[Line]:
    """This will read one file of public facts."""
    text = files("comity.reference").joinpath(name).read_text("utf-8")
    return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(text.splitlines())]


def code_of(iso2: str) -> str:
    """This will give a nation's code: its ISO code, but for Iceland, whose code is that of the International Staff."""
    return "ISL" if iso2 == _ICELAND else iso2


def organisation_code(abbreviation: str) -> str:
    """This will give an organisation's code, which is never a nation's: AU is Australia, ORG-AU the African Union."""
    return f"ORG-{abbreviation.upper()}"


def provider_code(name: str, abbreviation: str, nation: str) -> str:
    """This will give a provider's code: its abbreviation, or else its initials and its nation."""
    if abbreviation:
        return re.sub(r"[^A-Z0-9]+", "-", abbreviation.upper().replace("&", "")).strip("-")
    initials = "".join(word[0] for word in re.split(r"[^\w]+", name) if word and word[0].isupper())
    return f"{initials}-{nation}"


def since(text: str) -> End:
    """This will read the first day of a time that may be known only to the month or the year.

    Raises: ValueError if it is no such day.
    """
    if not text:
        return End()
    first, precision = _first(text)
    return End(first, precision)


def until(text: str) -> End:
    """This will read the last day of a time, and give the first day after it.

    Raises: ValueError if it is no such day.
    """
    if not text:
        return End()
    first, precision = _first(text)
    match precision:
        case Precision.YEAR:
            return End(date(first.year + 1, 1, 1), precision)
        case Precision.MONTH:
            return End(date(first.year + first.month // 12, first.month % 12 + 1, 1), precision)
        case _:
            return End(first + timedelta(days=1), precision)


def _first(text: str) -> tuple[date, Precision]:
    parts = [int(part) for part in text.split("-")]
    match parts:
        case [year]:
            return date(year, 1, 1), Precision.YEAR
        case [year, month]:
            return date(year, month, 1), Precision.MONTH
        case [year, month, day]:
            return date(year, month, day), Precision.DAY
        case _:
            raise ValueError(f"not a day: {text!r}")


def stood(row: Line) -> tuple[Stood, ...]:
    """This will tell from one row of nations.csv all that the nation belonged to, over all time."""
    acceded = since(row["nato_accession_date"])
    in_frameworks = tuple(_frameworks(row, acceded.on))
    found = [*in_frameworks, *_as_partner(in_frameworks)]
    if acceded.on:
        found.append(Stood(audience.ALLIES, acceded, None, _source(row, of_accession=True)))
    return tuple(found)


def _frameworks(row: Line, acceded: date | None) -> Iterator[Stood]:
    source = _source(row, of_accession=False)
    columns = {
        "eapc-pfp": "pfp_signature_date",
        "md": "md_joined",
        "ici": "ici_joined",
        "global": "global_partner_since",
    }
    named = {_FRAMEWORKS[word] for key in ("frameworks_2011_04", "frameworks") for word in row[key].split(";") if word}
    for code, column in columns.items():
        began = since(row[column])
        if began.on is None and code in named:
            began = End(_KNOWN_BY, Precision.BY)
        if began.on is None:
            continue
        community = audience.framework(code)
        if row["iso2"] == _MALTA and code == "eapc-pfp":
            left, returned = _OUT_OF_PFP
            yield Stood(community, began, left, source)
            yield Stood(community, End(returned, Precision.DAY), None, source)
        else:
            yield Stood(community, began, acceded, source)


def _as_partner(in_frameworks: tuple[Stood, ...]) -> list[Stood]:
    """This will join the times in any framework into the times as a partner."""
    found: list[Stood] = []
    for one in sorted(in_frameworks, key=lambda one: one.since.on or date.min):
        last = found[-1] if found else None
        if last and one.since.on and (last.until is None or one.since.on <= last.until):
            ends = None if last.until is None or one.until is None else max(last.until, one.until)
            found[-1] = Stood(audience.PARTNERS, last.since, ends, last.source)
        else:
            found.append(Stood(audience.PARTNERS, one.since, one.until, one.source))
    return found


def _source(row: Line, *, of_accession: bool) -> str:
    """This will pick from a row's sources those for the accession, or those for the partnership."""
    parts = [part.strip() for part in row["source"].split(";")]
    fitting = [part for part in parts if ("member-countries" in part) is of_accession]
    return "; ".join(fitting) or row["source"]
