"""Where Find looks: one small question to each house, each bounded; the database shows only what the reader may see."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.consultations import queries as consultations
from comity.core.actor import Actor
from comity.decisions import queries as decisions
from comity.menu import queries as menu
from comity.nominations import queries as nominations
from comity.parties import queries as parties
from comity.people import queries as people
from comity.programmes import queries as programmes
from comity.web.nominations import labels as nomination_words
from comity.web.people import labels
from comity.web.register import subjects

MOST = 8
SHORTEST = 2  # letters


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    title: str
    code: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, by whom, when, in which language, with the parties that the words name."""

    words: str
    actor: Actor
    now: datetime
    locale: str
    parties: dict[str, str]


def look(words: str, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """This will look everywhere and give what was found, by sort; nothing for less than two letters."""
    words = " ".join(words.split())
    if len(words) < SHORTEST:
        return []
    locale = get_language() or "en"
    search = Search(words, actor, now, locale, _named(words, locale))
    found = [{"title": title, "hits": finder(search)} for title, finder in FINDERS]
    return [group for group in found if group["hits"]]


def nations(search: Search) -> list[Hit]:
    """This will find nations and organisations by name or code."""
    return [Hit(name, code, subjects.address(f"party:{code}")) for code, name in search.parties.items()][:MOST]


def activities(search: Search) -> list[Hit]:
    """This will find activities of the menu as its own search does."""
    reader = menu.Reader(menu.standing_of(search.actor, search.now), search.now, search.locale)
    found = menu.activities(menu.Filters(q=search.words, everything=True, when=menu.When.ALL), reader, rows=MOST)
    return [
        Hit(line.title_in(search.locale), line.code, subjects.address(f"activity:{line.code}")) for line in found.rows
    ]


def programmes_found(search: Search) -> list[Hit]:
    """This will find programmes by their partner or code."""
    plain = fold(search.words)
    names = parties.names(search.locale)
    found = [
        line.programme
        for line in programmes.programmes()
        if line.programme.party_code in search.parties or plain in fold(line.programme.code)
    ]
    return [
        Hit(
            f"{names.get(one.party_code, one.party_code)}, {one.code.rpartition('/')[2]}",
            one.code,
            subjects.address(f"programme:{one.code}"),
        )
        for one in found[:MOST]
    ]


def decisions_found(search: Search) -> list[Hit]:
    """This will find decisions by title or symbol."""
    return [
        Hit(
            found.item.title_fr if search.locale == "fr" else found.item.title_en,
            found.item.symbol,
            subjects.address(f"decision:{found.item.symbol}"),
        )
        for found in decisions.items(decisions.Wanted(words=search.words), limit=MOST)
    ]


def consultations_found(search: Search) -> list[Hit]:
    """This will find consultations by subject or code."""
    return [
        Hit(found.title_in(search.locale), found.code, subjects.address(found.subject))
        for found in consultations.consultations(consultations.Wanted(words=search.words), limit=MOST)
    ]


def people_found(search: Search) -> list[Hit]:
    """This will find people by name, as far as their appointments may be seen."""
    return [
        Hit(
            held.name,
            held.party.code,
            subjects.address(f"appointment:{held.pk}"),
            labels.role(held.role),
        )
        for held in people.named(search.words, limit=MOST)
    ]


def nominees_found(search: Search) -> list[Hit]:
    """This will find nominees by name: one's own party's, and to a host those of its activities; nobody else's."""
    if not search.actor.party:
        return []
    return [
        Hit(one.person.name, one.row.code, subjects.address(one.row.subject), nomination_words.state(one.row.state)[0])
        for one in nominations.named(search.words, limit=MOST)
        if one.person is not None
    ]


FINDERS: tuple[tuple[Any, Callable[[Search], list[Hit]]], ...] = (
    (_("Nations and organisations"), nations),
    (_("Activities"), activities),
    (_("Programmes"), programmes_found),
    (_("Decisions"), decisions_found),
    (_("Consultations"), consultations_found),
    (_("Nominees"), nominees_found),
    (_("People"), people_found),
)


def fold(text: str) -> str:
    """This will take accents and capitals off, for comparison."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _named(words: str, locale: str) -> dict[str, str]:
    """This will find the parties whose name in either language, or whose code, is meant by the words."""
    plain = fold(words)
    here, there = parties.names(locale), parties.names("en" if locale == "fr" else "fr")
    return {
        code: name
        for code, name in here.items()
        if plain == fold(code) or plain in fold(name) or plain in fold(there.get(code, ""))
    }
