"""Drawings: SVG that the server writes, for pages, mail and documents alike.

Nouns: clock bar, meter, gantt, budget bars, map, step strip. Rules that hold for all of them: sizes and places are
presentation attributes, never `style`; colours come from classes, so that light, dark and print each have their own;
what a colour says, a shape or a word says too; a drawing that carries facts has a title and a description, and the
page puts a table with the same numbers below it. Words come in as arguments, already in the reader's language.
"""

from comity.web.drawings.bars import Line, Part, stacked_bars
from comity.web.drawings.clock import clock_bar
from comity.web.drawings.gantt import Bar, Goal, Mark, gantt
from comity.web.drawings.meter import meter_bar
from comity.web.drawings.money import money_bar, money_key
from comity.web.drawings.places import PLACES
from comity.web.drawings.printed import Printed, printed
from comity.web.drawings.steps import step_strip
from comity.web.drawings.world import NEIGHBOURHOOD, SHAPES, WORLD, Frame, Marker, sign, world_map

__all__ = [
    "NEIGHBOURHOOD",
    "PLACES",
    "SHAPES",
    "WORLD",
    "Bar",
    "Frame",
    "Goal",
    "Line",
    "Mark",
    "Marker",
    "Part",
    "Printed",
    "clock_bar",
    "gantt",
    "meter_bar",
    "money_bar",
    "money_key",
    "printed",
    "sign",
    "stacked_bars",
    "step_strip",
    "world_map",
]
