"""How verbs of the menu write what belongs together: audience, reserved seats, outside codes, words for search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from comity.core import audience, refs
from comity.kernel import numbers
from comity.menu import rules
from comity.menu.models import Activity, Course, ExternalCode, SeatShare
from comity.menu.queries import CodeInput, ShareInput
from comity.parties import queries as parties

SERIES, COURSES = "activity", "course"
RELEASE = [audience.ALLIES, audience.PARTNERS]


def new_code() -> str:
    """This will take the next code of the menu."""
    return refs.activity(numbers.take(SERIES))


def new_course_code() -> str:
    """This will take the next code of the catalogue of courses."""
    return f"CRS-{numbers.take(COURSES):04d}"


def at_home(party: str | None) -> list[str]:
    """This will name who sees an offer before it is published: the staff and the provider's party (W-11)."""
    return sorted({audience.STAFF} | ({audience.party(party)} if party else set()))


def released(row: Activity, now: datetime) -> list[str]:
    """This will name who sees an activity once it is published, resolved today."""
    return sorted({*at_home(row.party_id), *parties.resolve_audience(row.release or RELEASE, now)})


def relabel(row: Activity, communities: Sequence[str]) -> None:
    """This will show an activity, its reserved seats and its codes to other communities."""
    row.audience = list(communities)
    row.shares.update(audience=row.audience)
    row.external_codes.update(audience=row.audience)


def set_values(row: Activity | Course, values: Mapping[str, Any]) -> None:
    """This will set what a provider may set.

    Raises: KeyError for a field that is not the provider's to set.
    """
    allowed = {*rules.EDITABLE, *(rules.DATED if isinstance(row, Activity) else ())}
    if foreign := sorted(set(values) - allowed):
        raise KeyError(foreign[0])
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, Activity):
        if not row.nominate_by_chosen:
            row.nominate_by = rules.nominate_by(row.start_on)
        if "start_on" in values and "starts" not in values:
            row.starts = row.start_on.isoformat() if row.start_on else ""
        if "end_on" in values and "ends" not in values:
            row.ends = row.end_on.isoformat() if row.end_on else ""


def set_provider(row: Activity | Course, provider: str, party: str) -> None:
    """This will name the provider, and the party that answers for it."""
    found = parties.provider(provider) if provider else None
    row.provider_id = found.code if found else None
    row.provider_name = row.provider_name or (found.abbreviation or found.name_en if found else provider)
    row.party_id = found.party.code if found else (party or None)


def set_shares(row: Activity, wanted: Sequence[ShareInput]) -> None:
    """This will keep seats for those named, and leave the count of those already given."""
    given = dict(row.shares.values_list("holder", "given"))
    row.shares.exclude(holder__in=[share.holder for share in wanted]).delete()
    for share in wanted:
        SeatShare.objects.update_or_create(
            activity=row,
            holder=share.holder,
            defaults={
                "seats": share.seats,
                "until_on": share.until_on,
                "given": given.get(share.holder, 0),
                "audience": row.audience,
            },
        )
    row.seats_reserved = sum(share.seats for share in wanted)


def set_codes(row: Activity | Course, wanted: Sequence[CodeInput]) -> None:
    """This will write the outside codes of a course or an activity; a code that is left out is dropped."""
    owner = {"course": row} if isinstance(row, Course) else {"activity": row}
    row.external_codes.all().delete()
    for code in wanted:
        ExternalCode.objects.create(
            scheme=code.scheme,
            issuer=code.issuer,
            code=code.code,
            key=rules.code_key(code.code),
            valid_from=code.valid_from,
            valid_until=code.valid_until,
            audience=row.audience,
            **owner,
        )


def index(row: Activity | Course, *, also: Sequence[str] = ()) -> None:
    """This will write the words and codes under which it is found."""
    outside = list(row.external_codes.values_list("code", flat=True)) if row.pk else []
    if isinstance(row, Activity) and row.course_id:
        outside += list(ExternalCode.objects.filter(course_id=row.course_id).values_list("code", flat=True))
    spell(row, [*outside, *also])


def spell(row: Activity | Course, outside: Sequence[str]) -> None:
    """This will write the words and codes under which it is found, its outside codes being known."""
    codes = list(dict.fromkeys([row.code, *outside]))
    row.keywords = rules.keywords(areas=row.areas, topic=row.topic, discipline=row.discipline, codes=codes)
    row.codes_key = f" {' '.join(rules.code_key(code) for code in codes)} "
