"""Outside codes: each with its scheme, its issuer and its days of validity (W-17)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

_NOT_IN_KEY = re.compile(r"[^0-9A-Z]")


class Scheme(StrEnum):
    """Who gave a code: the menu's predecessor, the catalogue of education and training, or the provider itself."""

    EPRIME = "eprime"
    ETOC = "etoc"
    PROVIDER = "provider"


def code_key(code: str) -> str:
    """This will write a code so that its spellings agree: GR 4.17, GR-4.17 and gr417 are one."""
    return _NOT_IN_KEY.sub("", code.upper())


def holds_on(day: date, *, valid_from: date | None, valid_until: date | None) -> bool:
    """This will tell whether a code is valid on a day; the day of its end no longer counts."""
    return (valid_from is None or valid_from <= day) and (valid_until is None or day < valid_until)
