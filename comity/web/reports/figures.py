"""The drawings of the yearly report, as figures of a document: each stands before the table that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from comity.documents.rendering import Figure
from comity.feedback.queries.state import State
from comity.ledger.rules import Position
from comity.policy import pack
from comity.web import typography
from comity.web.drawings import NEIGHBOURHOOD, SHAPES, Line, Marker, Part, printed, stacked_bars, world_map
from comity.web.money import labels as money
from comity.web.money import showing
from comity.web.nations import labels as nations
from comity.web.page import locale
from comity.web.reports import labels, plan
from comity.web.typography import percent

ROWS = 36  # of a drawing on one page
HUNDRED = 100
PAINTS = {"paid": "1", "obligated": "2", "committed": "3", "free": "free"}


def figure(drawing: Any, caption: str = "") -> list[Figure]:
    """This will make a drawing a figure; where there is none, there is none."""
    if drawing is None:
        return []
    one = printed(drawing)
    return [Figure(one.svg, f"{one.title}. {one.description}", caption or one.title)]


def partners(markers: Sequence[Marker], title: str) -> list[Figure]:
    """This will draw the partners on the map, the land and the neighbourhood enlarged; without any there is no map."""
    if not markers:
        return []
    markers = [replace(one, url="") for one in markers]  # a link leads nowhere from paper
    said = _("One marker for each partner, near its capital. The table below says the same.")
    whole = world_map(markers, title=title, description=said)
    near = world_map(
        markers,
        title=_("Europe, Mediterranean, Gulf, Central Asia"),
        description=_("The same markers, with the codes of the nations."),
        frame=NEIGHBOURHOOD,
        labelled=True,
    )
    signs = "; ".join(
        typography.labelled(labels.SHAPES[SHAPES[nations.sign(code)]], one.abbreviation.in_(locale()), locale())
        for code, one in pack().frameworks.items()
    )
    legend = f"{title}. {signs}. {_('Land outline only: no borders are drawn.')}"
    return [*figure(whole, legend), *figure(near)]


def held(areas: Iterable[tuple[str, int]]) -> Any:
    """This will draw how many activities were held for each priority area."""
    counted = list(areas)
    most = max((number for _area, number in counted), default=0)
    if not most:
        return None
    return stacked_bars(
        [Line(labels.cut(name), (Part("1", number, _("Held")),), str(number)) for name, number in counted],
        whole=most,
        title=_("Activities"),
        description=_("The table below says the same."),
    )


def over_time(of: State, *, is_today: bool) -> list[Figure]:
    """This will draw the programmes in force, as many to a drawing as a page holds."""
    drawn = (plan.drawing(of, some, is_today=is_today) for some in batched(of.running, ROWS, strict=False))
    return [one for drawing in drawn for one in figure(drawing)]


def books(lines: Iterable[tuple[Any, Position]]) -> list[Figure]:
    """This will draw what became of the money of each line, in hundredths of it."""
    bars = [
        Line(
            labels.cut(line.title_in(locale())),
            tuple(_parts(position)),
            percent(position.used / position.amount, locale()),
        )
        for line, position in lines
        if position.amount > 0
    ]
    title, said = (
        _("Budgets"),
        _("Of each line in hundredths: paid, owed, set aside and free. The table below has sums."),
    )
    drawn = (
        stacked_bars(some, whole=HUNDRED, title=title, description=said) for some in batched(bars, ROWS, strict=False)
    )
    return [one for drawing in drawn for one in figure(drawing)]


def _parts(position: Position) -> Iterable[Part]:
    for name in showing.USES:
        yield Part(PAINTS[name], HUNDRED * int(getattr(position, name)) / position.amount, str(money.PARTS[name]))
