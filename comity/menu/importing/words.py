"""Reading one cell: each way takes what stands there and gives a value, or says which problem it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from comity.menu import queries, rules
from comity.menu.importing.problems import ProblemKind
from comity.policy import pack

MOST_SEATS = 100_000
MOST_DAYS = 3_660
MOST_FEE = Decimal(10_000_000)
_SPLIT = re.compile(r"\s*;\s*")
_LANGUAGES = re.compile(r"[;,/\s]+")
_CODE = re.compile(
    r"^(?P<scheme>[a-z]+)(?:/(?P<issuer>[^:@]{1,32}))?:(?P<code>[^@]{1,40})(?:@(?P<from>[\d-]*)\.\.(?P<until>[\d-]*))?$"
)
_LANGUAGE = re.compile(r"^[a-z]{2,3}$")
_SHARE = re.compile(r"^(?P<holder>[a-zA-Z:-]+)=(?P<seats>\d{1,6})(?:@(?P<until>\d{4}-\d{2}-\d{2}))?$")


class Wrong(ValueError):
    """A cell that cannot be read."""

    def __init__(self, kind: ProblemKind, value: str = "") -> None:
        """This will carry which problem it has, and the part that has it."""
        super().__init__(kind)
        self.kind, self.value = kind, value


def word(known: type[StrEnum], also: dict[str, str] | None = None) -> Callable[[str], str]:
    """This will read one of the known words, also as others write them."""
    words = {member.value: member.value for member in known} | (also or {})

    def read(cell: str) -> str:
        if not cell:
            return ""
        found = words.get(cell.casefold().replace("_", "-"))
        if found is None:
            raise Wrong(ProblemKind.UNKNOWN_WORD, cell)
        return found

    return read


def text(longest: int) -> Callable[[str], str]:
    """This will read a text that is not too long."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise Wrong(ProblemKind.TOO_LONG, cell[:40])
        return cell

    return read


def whole(most: int) -> Callable[[str], int | None]:
    """This will read a whole number from 0 to the most, or nothing."""

    def read(cell: str) -> int | None:
        if not cell:
            return None
        if not (cell.isascii() and cell.isdigit()) or int(cell[:9]) > most:
            raise Wrong(ProblemKind.NOT_A_NUMBER, cell)
        return int(cell)

    return read


def amount(cell: str) -> int | None:
    """This will read an amount in cents, or nothing."""
    if not cell:
        return None
    try:
        value = Decimal(cell.replace("\u202f", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise Wrong(ProblemKind.NOT_AN_AMOUNT, cell) from None
    if not value.is_finite() or not 0 <= value <= MOST_FEE or value * 100 != (value * 100).to_integral_value():
        raise Wrong(ProblemKind.NOT_AN_AMOUNT, cell)
    return int(value * 100)


def day(cell: str) -> rules.PartialDay | None:
    """This will read a day, a month or a year, or nothing."""
    if not cell:
        return None
    try:
        return rules.PartialDay.read(cell)
    except ValueError:
        raise Wrong(ProblemKind.NOT_A_DATE, cell) from None


def exact_day(cell: str) -> date | None:
    """This will read a day, or nothing."""
    found = day(cell)
    if found is not None and not found.is_exact:
        raise Wrong(ProblemKind.NOT_A_DATE, cell)
    return found.first if found else None


def rank(cell: str) -> str:
    """This will read a rank of the common scale, also written OF1 or of-1."""
    found = re.sub(r"^(O[RF])-?(\d+)$", r"\1-\2", cell.upper())
    if found and not rules.is_rank(found):
        raise Wrong(ProblemKind.NOT_A_RANK, cell)
    return found


def profile(cell: str) -> str:
    """This will read a language profile, also written 3-3-3-2."""
    found = cell.replace("-", "").replace(" ", "")
    if found and not rules.is_language_profile(found):
        raise Wrong(ProblemKind.NOT_A_PROFILE, cell)
    return found


def address(cell: str) -> str:
    """This will read an e-mail address, or nothing."""
    try:
        if cell:
            validate_email(cell)
    except ValidationError:
        raise Wrong(ProblemKind.NOT_AN_ADDRESS, cell) from None
    return cell


def several(known: Iterable[str], kind: ProblemKind) -> Callable[[str], list[str]]:
    """This will read a list of known codes, separated by semicolons."""
    codes = frozenset(known)

    def read(cell: str) -> list[str]:
        found = [part for part in _SPLIT.split(cell) if part]
        for part in found:
            if part not in codes:
                raise Wrong(kind, part)
        return list(dict.fromkeys(found))

    return read


def parts(cell: str) -> list[str]:
    """This will read a list of words as they stand."""
    return list(dict.fromkeys(part for part in _SPLIT.split(cell) if part))


def languages(cell: str) -> list[str]:
    """This will read codes of languages, separated by anything."""
    found = [part.lower() for part in _LANGUAGES.split(cell) if part]
    for part in found:
        if not _LANGUAGE.match(part):
            raise Wrong(ProblemKind.UNKNOWN_WORD, part)
    return list(dict.fromkeys(found))


def topic(cell: str) -> str:
    """This will read an area of cooperation by its code, name or alias."""
    if not cell:
        return ""
    found = pack().topic_named(cell)
    if found is None:
        raise Wrong(ProblemKind.UNKNOWN_WORD, cell)
    return found.code


def _reaches() -> dict[str, tuple[str, ...]]:
    frameworks = pack().frameworks
    known: dict[str, tuple[str, ...]] = {"nato": ("allies",), "allies": ("allies",), "all": rules.ALL_OF_THEM}
    known |= {"partners": tuple(frameworks)}
    for framework in frameworks.values():
        for alias in (framework.code, *framework.aliases):
            known[alias.casefold()] = (framework.code,)
    return known


def open_to(cell: str) -> tuple[list[str], str]:
    """This will read to whom something is open, and keep apart what names nobody that the policy knows.

    An empty cell means that nobody was left out (P§12).
    """
    known = _reaches()
    found: list[str] = []
    rest: list[str] = []
    for part in _SPLIT.split(cell):
        if reach := known.get(part.casefold()):
            found += reach
        elif rules.is_reach(part):
            found.append(part)
        elif part:
            rest.append(part)
    return list(dict.fromkeys(found)) or list(rules.ALL_OF_THEM), "; ".join(rest)


def codes(cell: str) -> tuple[queries.CodeInput, ...]:
    """This will read outside codes as they are exported."""
    return tuple(_code(part) for part in _SPLIT.split(cell) if part)


def _code(part: str) -> queries.CodeInput:
    found = _CODE.match(part)
    if not found or found["scheme"] not in set(rules.Scheme) or not rules.code_key(found["code"]):
        raise Wrong(ProblemKind.NOT_A_CODE, part)
    return queries.CodeInput(
        scheme=rules.Scheme(found["scheme"]),
        code=found["code"].strip(),
        issuer=found["issuer"] or "",
        valid_from=exact_day(found["from"] or ""),
        valid_until=exact_day(found["until"] or ""),
    )


def shares(cell: str) -> tuple[queries.ShareInput, ...]:
    """This will read reserved seats as they are exported."""
    found = []
    for part in _SPLIT.split(cell):
        if not part:
            continue
        match = _SHARE.match(part)
        if not match or not rules.is_reach(match["holder"]) or not int(match["seats"]):
            raise Wrong(ProblemKind.NOT_A_SHARE, part)
        found.append(queries.ShareInput(match["holder"], int(match["seats"]), exact_day(match["until"] or "")))
    if len({share.holder for share in found}) != len(found):
        raise Wrong(ProblemKind.NOT_A_SHARE, cell)
    return tuple(found)


def word_of(known: Iterable[str]) -> Callable[[str], str]:
    """This will read the code of a tool, of the menu itself where there is none."""
    codes_known = frozenset(known)

    def read(cell: str) -> str:
        if cell and cell not in codes_known:
            raise Wrong(ProblemKind.UNKNOWN_WORD, cell)
        return cell or rules.MENU_TOOL

    return read
