"""What other houses keep about a nation, as far as the reader may see: programmes, decisions, activities offered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from comity.decisions import queries as decisions
from comity.menu import queries as menu
from comity.policy import UnknownError, pack
from comity.programmes import queries as programmes
from comity.web.register import subjects

SHOWN = 20


def of(code: str, now: datetime) -> dict[str, Any]:
    """This will list what concerns a nation, the newest first."""
    offered = menu.activities_of_party(code)
    return {
        "programmes": [_programme(line) for line in programmes.programmes(party=code)],
        "decisions": _decisions(code),
        "offered": [_activity(row) for row in reversed(offered[-SHOWN:])],
        "offered_in_all": len(offered),
    }


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
