"""Text in the two working languages, set as each language sets it."""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_BREAK = "\u00a0"
_BEFORE = re.compile(r"[ \u202f](?=[;:?!»%])")
_AFTER = re.compile(r"(?<=«)[ \u202f]")
_HOUR = re.compile(r"(?<=\d)[ \u202f](?=h\b)|(?<=\d\u00a0h)[ \u202f](?=\d)")
_FIRST = re.compile(r"(?<![\d.,])1(?=\s?[–-]|\s[^\W\d])")
_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W_])")


def is_french(locale: str) -> bool:
    """This will tell whether a locale such as "fr", "fr-BE" or "fr_FR" asks for French."""
    return locale.lower().replace("_", "-").split("-")[0] == "fr"


def typeset(text: str, locale: str) -> str:
    """This will turn typed spaces and apostrophes into those of print. Twice is the same as once."""
    text = _APOSTROPHE.sub("’", text)
    if is_french(locale):
        text = _AFTER.sub(NO_BREAK, _BEFORE.sub(NO_BREAK, text))
        text = _HOUR.sub(NO_BREAK, _HOUR.sub(NO_BREAK, text))
    return text


def ordinal(written: str, locale: str) -> str:
    """This will write the first day of a month, in a date or a range, as French does: 1er juin."""
    return _FIRST.sub("1er", written) if is_french(locale) else written


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said twice, in English and in French, neither being the translation of the other."""

    en: str
    fr: str

    def in_(self, locale: str) -> str:
        """This will give the French for a French locale and the English for every other."""
        return self.fr if is_french(locale) else self.en
