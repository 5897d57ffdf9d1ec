"""Drawings: SVG that the server writes, for pages, mail and documents alike.

Nouns: clock bar, meter, gantt, budget bars, map, step strip. Rules that hold for all of them: sizes and places are
presentation attributes, never `style`; colours come from classes, so that light, dark and print each have their own;
what a colour says, a shape or a word says too; a drawing that carries facts has a title and a description, and the
page puts a table with the same numbers below it. Words come in as arguments, already in the reader's language.
"""

from comity.web.drawings.clock import clock_bar
from comity.web.drawings.meter import meter_bar

__all__ = ["clock_bar", "meter_bar"]
