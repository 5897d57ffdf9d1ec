"""What other houses keep about a nation, as far as the reader may see: programmes, decisions, activities offered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from comity.decisions import queries as decisions
from comity.menu import queries as menu
from comity.policy import UnknownError, pack
from comity.programmes import queries as programmes
from comity.programmes.rules.life import State
from comity.web.register import subjects

SHOWN = 20
OVER = frozenset({State.CLOSED, State.WITHDRAWN})


def of(code: str, now: datetime) -> dict[str, Any]:
    """This will list what concerns a nation, the newest first."""
    offered = menu.activities_of_party(code)
    return {
        "programmes": [_programme(line) for line in programmes.programmes(party=code)],
        "decisions": _decisions(code),
        "offered": [_activity(row) for row in reversed(offered[-SHOWN:])],
        "offered_in_all": len(offered),
    }


def current_programme(code: str) -> str:
    """This will give the address of the programme on which a nation works, or of the page on which it begins one."""
    running = [line.programme for line in programmes.programmes(party=code) if line.programme.state not in OVER]
    if running:
        return subjects.address(f"programme:{running[0].code}")
    return page_address("programmes:open")


def page_address(name: str) -> str:
    """This will give the address of a page, or nothing while its subject has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def word(state: str) -> str:
    """This will write a state as the trade says it."""
    try:
        name = pack().term("state", state).in_(get_language() or "en")
    except UnknownError:  # a state that has no word of the trade is shown as it is kept
        return state
    return name[:1].upper() + name[1:]


def _programme(line: Any) -> dict[str, Any]:
    row = line.programme
    locale = get_language() or "en"
    return {
        "name": pack().programme_type(row.type).name.in_(locale),
        "code": row.code,
        "url": subjects.address(f"programme:{row.code}"),
        "state": word(row.state),
        "in_force_on": row.in_force_on,
        "ends_on": row.ends_on,
    }


def _decisions(code: str) -> list[dict[str, Any]]:
    """This will list decisions on the nation itself and on the tools that the Council may open to it."""
    by_council = [f"{code}:{tool.code}" for tool in pack().tools.values() if tool.in_pack and tool.frameworks]
    found = {one.item.symbol: one for about in (f"party:{code}", *by_council) for one in decisions.about(about)}
    locale = get_language() or "en"
    rows = sorted(found.values(), key=lambda one: one.item.pk, reverse=True)
    return [
        {
            "symbol": one.item.symbol,
            "title": one.item.title_fr if locale == "fr" else one.item.title_en,
            "url": subjects.address(f"decision:{one.item.symbol}"),
            "state": word(one.item.state),
        }
        for one in rows
    ]


def _activity(row: Any) -> dict[str, Any]:
    locale = get_language() or "en"
    return {
        "code": row.code,
        "title": (row.title_fr or row.title_en) if locale == "fr" else (row.title_en or row.title_fr),
        "url": subjects.address(f"activity:{row.code}"),
        "state": word(row.state),
        "start_on": row.start_on,
        "end_on": row.end_on,
    }
