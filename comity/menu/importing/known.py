"""What is already on the menu, as an import compares with it. Read once for a whole file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from comity.menu import queries, rules
from comity.menu.actions.files import Record
from comity.menu.models import Activity, Course, ExternalCode, SeatShare
from comity.parties import queries as parties

type CodeKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class KnownProvider:
    """A provider that is listed: its code, its short name and the party that answers for it."""

    code: str
    name: str
    party: str


def natural_key(*parts: object) -> tuple[str, ...]:
    """This will name a course or activity that bears no code by what it is called, where and when."""
    return tuple(str(part).casefold().strip() for part in parts)


class Known:
    """The menu as it stands, by code, by natural key and by outside code."""

    def __init__(self) -> None:
        """This will read providers and parties when they are first asked for, and the menu once."""
        self._provider = cache(self._find_provider)

    def provider(self, words: str) -> KnownProvider | None:
        """This will find a provider by code or name; the same words are looked up once."""
        return self._provider(words) if words else None

    @staticmethod
    def _find_provider(words: str) -> KnownProvider | None:
        found = parties.provider(words) or parties.provider_named(words)
        return KnownProvider(found.code, found.abbreviation or found.name_en, found.party.code) if found else None

    @cached_property
    def parties(self) -> frozenset[str]:
        """This will give the codes of all parties."""
        return frozenset(parties.names("en"))

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """This will give the activities by their codes."""
        rows = Activity.objects.select_related("course", "replaced_by").defer("search_en", "search_fr", "plain")
        return {row.code: row for row in rows}

    @cached_property
    def courses(self) -> dict[str, Course]:
        """This will give the courses by their codes."""
        rows = Course.objects.select_related("replaced_by").defer("search_en", "search_fr", "plain")
        return {row.code: row for row in rows}

    @cached_property
    def _by_key(self) -> dict[tuple[str, ...], Activity | Course]:
        found: dict[tuple[str, ...], Activity | Course] = {}
        for activity in self.activities.values():
            place = activity.place_city or activity.place_nation
            title = activity.title_en or activity.title_fr
            found[natural_key(False, title, activity.provider_name, activity.starts, activity.ends, place)] = activity  # noqa: FBT003
        for course in self.courses.values():
            place = course.place_city or course.place_nation
            title = course.title_en or course.title_fr
            found[natural_key(True, title, course.provider_name, "", "", place)] = course  # noqa: FBT003
        return found

    @cached_property
    def codes(self) -> dict[CodeKey, list[ExternalCode]]:
        """This will give the outside codes by what they are compared by."""
        found: dict[CodeKey, list[ExternalCode]] = {}
        for code in ExternalCode.objects.select_related("course", "activity"):
            found.setdefault((code.scheme, code.issuer, code.key), []).append(code)
        return found

    @cached_property
    def _codes_of(self) -> dict[str, frozenset[queries.CodeInput]]:
        found: dict[str, set[queries.CodeInput]] = {}
        for rows in self.codes.values():
            for row in rows:
                owner = row.course or row.activity
                if owner is not None:
                    found.setdefault(owner.code, set()).add(_input(row))
        return {code: frozenset(held) for code, held in found.items()}

    @cached_property
    def _shares_of(self) -> dict[int, frozenset[queries.ShareInput]]:
        found: dict[int, set[queries.ShareInput]] = {}
        for share in SeatShare.objects.all():
            found.setdefault(share.activity_id, set()).add(
                queries.ShareInput(share.holder, share.seats, share.until_on)
            )
        return {pk: frozenset(held) for pk, held in found.items()}

    def row(self, is_course: bool, code: str, key: tuple[str, ...]) -> Activity | Course | None:  # noqa: FBT001
        """This will find what a row of the file is about: by its own code, else by what it is called."""
        if code:
            return self.courses.get(code) if is_course else self.activities.get(code)
        return self._by_key.get(key)

    def course_with(self, codes: Iterable[queries.CodeInput]) -> str:
        """This will find the course that bears one of the codes."""
        for code in codes:
            for row in self.codes.get((code.scheme.value, code.issuer, rules.code_key(code.code)), []):
                if row.course is not None:
                    return row.course.code
        return ""

    def is_taken(self, key: CodeKey, row: Activity | Course | None, wanted: queries.CodeInput) -> bool:
        """This will tell whether the code belongs to something else at that time (W-17)."""
        own = row.code if row is not None else ""
        return any(
            (held.course or held.activity).code != own and _overlap(held, wanted)  # type: ignore[union-attr]
            for held in self.codes.get(key, [])
        )

    def differs(self, row: Activity | Course, record: Record, given: frozenset[str]) -> bool:
        """This will tell whether a row of the file says anything else than what is kept."""
        if any(getattr(row, name) != value for name, value in record.values.items() if name != "nominate_by"):
            return True
        if record.values.get("nominate_by_chosen") and row.nominate_by != record.values["nominate_by"]:  # type: ignore[union-attr]
            return True
        if record.provider != row.provider_id or record.party != row.party_id:
            return True
        if frozenset(record.codes) != self._codes_of.get(row.code, frozenset()):
            return True
        if isinstance(row, Course):
            return False
        if "seats_reserved" in given and frozenset(record.shares) != self._shares_of.get(row.pk, frozenset()):
            return True
        return bool(record.course) and record.course != (row.course.code if row.course else "")


def _input(row: ExternalCode) -> queries.CodeInput:
    return queries.CodeInput(rules.Scheme(row.scheme), row.code, row.issuer, row.valid_from, row.valid_until)


def _overlap(held: ExternalCode, wanted: queries.CodeInput) -> bool:
    starts_late = wanted.valid_from and held.valid_until and wanted.valid_from >= held.valid_until
    ends_early = wanted.valid_until and held.valid_from and wanted.valid_until <= held.valid_from
    return not (starts_late or ends_early)
