"""The few words that a printed page says by itself, in both languages, and characters that cannot be printed."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from comity.policy.text import Text, is_french, ordinal

PAGE = Text(en="Page", fr="Page")
OF = Text(en="of", fr="sur")
VERSION = Text(en="Version", fr="Version")
LANGUAGE = Text(en="English", fr="Français")
STATUS = Text(en="Status", fr="État")
COLON = Text(en=": ", fr="\u00a0: ")

# What XML 1.0 cannot hold, and marks that reverse the direction of what follows them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """This will take out characters that neither PDF nor Word can hold."""
    return _UNPRINTABLE.sub("", text)


def day(on: date, language: str) -> str:
    """This will write a day in the language of the document."""
    return ordinal(format_date(on, "d MMMM y", locale="fr" if is_french(language) else "en_GB"), language)
