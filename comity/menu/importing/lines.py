"""Reading one row of a file into what it says of one course or activity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comity.menu import queries, rules
from comity.menu.importing import columns, words
from comity.menu.importing.problems import Problem, ProblemKind
from comity.policy import pack

if TYPE_CHECKING:
    from comity.menu.importing.known import Known

_OWN_CODE = re.compile(r"^(?:PCM|CRS)-\d{4,7}$")
_NOT_IN_CODES = re.compile(r"[:@;]")
_RECORDS = frozenset({"", "course", "activity"})


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says, read and named as the house names it. `given` lists the columns that the file has."""

    number: int
    is_course: bool
    values: Mapping[str, Any]
    problems: tuple[Problem, ...]
    given: frozenset[str]
    code: str = ""
    state: str = ""
    course: str = ""
    provider: str | None = None
    provider_words: str = ""
    party: str | None = None
    replaced_by: str = ""
    decision: str = ""
    reason: str = ""
    shares: tuple[queries.ShareInput, ...] = ()
    codes: tuple[queries.CodeInput, ...] = ()
    code_column: str = "codes"
    implied_course: tuple[queries.CodeInput, ...] | None = None

    @property
    def title(self) -> str:
        """This will give the title in either language."""
        return str(self.values.get("title_en") or self.values.get("title_fr") or "")

    @property
    def starts(self) -> str:
        """This will give the start as it is written."""
        return str(self.values.get("starts", ""))

    @property
    def ends(self) -> str:
        """This will give the end as it is written."""
        return str(self.values.get("ends", ""))

    @property
    def place(self) -> str:
        """This will give the place."""
        return str(self.values.get("place_city") or self.values.get("place_nation") or "")


def read_line(number: int, raw: Mapping[str, str], known: Known) -> Line:
    """This will read one row; what cannot be read is told and left out."""
    return _Reading(number, raw, known).line()


class _Reading:
    def __init__(self, number: int, raw: Mapping[str, str], known: Known) -> None:
        self.number, self.raw, self.known = number, raw, known
        self.cells = {columns.ALIASES.get(name, name): cell for name, cell in raw.items()}
        self.problems: list[Problem] = []
        self.values: dict[str, Any] = {}

    def line(self) -> Line:
        is_course = self._is_course()
        for name, (field, read) in columns.readers().items():
            if name in self.cells and not (is_course and field in columns.ONLY_DATED):
                value = self._try(name, read, self.cells[name])
                if value is not _WRONG:
                    self.values[field] = value
        self._defaults(is_course=is_course)
        self._open_to()
        self._dates(is_course=is_course)
        provider, provider_words, party = self._provider()
        codes, implied, code_column = self._codes(is_course=is_course, issuer=provider or provider_words)
        if not (self.values.get("title_en") or self.values.get("title_fr")):
            self._wrong("title_en", ProblemKind.TITLE_MISSING)
        return Line(
            number=self.number,
            is_course=is_course,
            values=self.values,
            given=frozenset(self.cells),
            code=self._own_code(),
            state=self._state(is_course=is_course),
            course=self.cells.get("course", ""),
            provider=provider,
            provider_words=provider_words,
            party=party,
            replaced_by=self.cells.get("replaced_by", ""),
            decision=self.cells.get("decision", "")[:40],
            reason=self.cells.get("reason", ""),
            shares=self._try("seats_reserved", words.shares, self.cells.get("seats_reserved", ""), ()),
            codes=codes,
            code_column=code_column,
            implied_course=implied,
            problems=tuple(self.problems),
        )

    def _wrong(self, column: str, kind: ProblemKind, value: str = "") -> None:
        self.problems.append(Problem(self.number, column, kind, value))

    def _try(self, column: str, read: columns.Reader, cell: str, instead: Any = None) -> Any:
        try:
            return read(cell)
        except words.Wrong as wrong:
            self._wrong(column, wrong.kind, wrong.value)
            return _WRONG if instead is None else instead

    def _is_course(self) -> bool:
        """This will tell a template from a dated activity: as the file says, or a course without any date."""
        record = self.cells.get("record", "").casefold()
        if record not in _RECORDS:
            self._wrong("record", ProblemKind.UNKNOWN_WORD, record)
        if record:
            return record == "course"
        kind = self.cells.get("type", "").casefold()
        dated = self.cells.get("start") or self.cells.get("end")
        return kind in {"course", "e-learning"} and not dated

    def _defaults(self, *, is_course: bool) -> None:
        self.values["kind"] = self.values.get("kind") or rules.Kind.COURSE.value
        if columns.OPEN_SEATS in self.raw and not is_course:
            seats = self.raw[columns.OPEN_SEATS]
            self.values["seats_note"] = f"{seats} open" if seats.isdigit() else seats
        named = pack().topic_named(self.values.get("discipline", "")) if self.values.get("discipline") else None
        if named is not None and not self.values.get("topic"):
            self.values["topic"] = named.code
        if "areas" not in self.cells:
            topic = self.values.get("topic")
            self.values["areas"] = list(pack().topic(topic).areas[:1]) if topic else []

    def _open_to(self) -> None:
        reach, rest = words.open_to(self.cells.get("open_to", ""))
        self.values["open_to"] = reach
        if "open_to_note" not in self.cells:
            self.values["open_to_note"] = rest[:160]
        elif rest:
            self._wrong("open_to", ProblemKind.UNKNOWN_WORD, rest)

    def _dates(self, *, is_course: bool) -> None:
        start = self._try("start", words.day, self.cells.get("start", ""))
        end = self._try("end", words.day, self.cells.get("end", ""))
        chosen = self._try("nominate_by", words.exact_day, self.cells.get("nominate_by", ""))
        if is_course or _WRONG in (start, end, chosen):
            return
        try:
            first, last, _ = rules.span(start, end, self.values.get("duration_days"))
        except ValueError:
            self._wrong("end", ProblemKind.ENDS_BEFORE_START, self.cells.get("end", ""))
            return
        self.values |= {
            "start_on": first,
            "end_on": last,
            "starts": self.cells.get("start", ""),
            "ends": self.cells.get("end", ""),
            "nominate_by": chosen,
            "nominate_by_chosen": chosen is not None,
        }

    def _provider(self) -> tuple[str | None, str, str | None]:
        """This will find the provider and the party that answers for it, or keep the name as it was published."""
        said = self.cells.get("provider", "")
        found = self.known.provider(said)
        name = self.cells.get("provider_name") or (found.name if found else said)
        self.values["provider_name"] = name[:160]
        wanted = self.cells.get("party", "")
        if wanted == "IS" and "party" not in self.raw:
            wanted = "ISL"  # published catalogues mean Iceland; here IS is the International Staff
        party = found.party if found else (wanted or None)
        if party is not None and party not in self.known.parties:
            self._wrong("party", ProblemKind.UNKNOWN_PARTY, party)
        return (found.code if found else None), name, party

    def _codes(
        self, *, is_course: bool, issuer: str
    ) -> tuple[tuple[queries.CodeInput, ...], tuple[queries.CodeInput, ...] | None, str]:
        """This will read outside codes; those that a catalogue gives to a course belong to the course (W-17)."""
        own = list(self._try("codes", words.codes, self.cells.get("codes", ""), ()))
        of_course: list[queries.CodeInput] = []
        column = "codes"
        for name, scheme in columns.CODE_COLUMNS.items():
            by = _NOT_IN_CODES.sub(" ", issuer[:32]).strip() if scheme is rules.Scheme.PROVIDER else ""
            belongs = own if is_course or scheme is rules.Scheme.PROVIDER else of_course
            for cell in self.raw.get(name, "").split(";"):
                if rules.code_key(cell):
                    column = name
                    belongs.append(queries.CodeInput(scheme, _NOT_IN_CODES.sub(" ", cell).strip()[:40], by))
        implied = tuple(of_course) if of_course and not self.cells.get("course") else None
        return tuple(own), implied, column

    def _own_code(self) -> str:
        code = self.cells.get("code", "").upper()
        if code and not _OWN_CODE.match(code):
            self._wrong("code", ProblemKind.UNKNOWN_CODE, code)
        return code

    def _state(self, *, is_course: bool) -> str:
        state = self.cells.get("state", "").casefold()
        if state and state not in ({rules.State.RETIRED} if is_course else set(rules.State)):
            self._wrong("state", ProblemKind.UNKNOWN_WORD, state)
        return state


class _Wrong:
    """Stands for a value that could not be read."""


_WRONG = _Wrong()
