"""What somebody typed into the search box, made into terms that the database can look for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from comity.menu.rules.codes import code_key

LONGEST = 120
MOST_TERMS = 8
SHORTEST_PREFIX = 3
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_APOSTROPHE = re.compile(r"\b(?:[cdjlmnst]|qu)['’ʼ](?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """A search: the words, each looked for on its own, and the code that it may be."""

    words: tuple[str, ...]
    code: str

    @property
    def is_empty(self) -> bool:
        """This will tell whether there is nothing to look for."""
        return not self.words and not self.code

    @property
    def plain(self) -> str:
        """This will give the words in one line, for comparing how alike they are."""
        return " ".join(self.words)


def normalise(typed: str) -> Query:
    """This will split what was typed into words without accents, case or signs; what has a digit may be a code.

    Typing it a second time in the normal form changes nothing.
    """
    text = unicodedata.normalize("NFKC", typed.replace("\x00", " "))[:LONGEST]
    spoken = _APOSTROPHE.sub("", text)
    plain = "".join(c for c in unicodedata.normalize("NFKD", spoken) if not unicodedata.combining(c)).lower()
    words = tuple(dict.fromkeys(_WORD.findall(plain)))[:MOST_TERMS]
    key = code_key(text)
    has_digit = any(c.isdigit() for c in key)
    return Query(words=words, code=key if has_digit and len(key) >= SHORTEST_PREFIX else "")
