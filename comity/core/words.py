"""Words as one searches and sorts them: without accents and without case."""

from __future__ import annotations

import unicodedata


def plain(words: str) -> str:
    """This will take accents and case off words, for searching and sorting."""
    taken = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in taken if not unicodedata.combining(letter))
