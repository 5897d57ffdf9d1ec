"""Drawings for documents: with their colours inside, since a document has no style sheet of ours.

The colours are those of the pages in the light; `tests/web/test_drawings.py` keeps both alike.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from markupsafe import Markup

PAINTS = {
    "--c-clock": "#b45309",
    "--c-refusal": "#a3402f",
    "--c-rest": "#c8cacd",
    "--c-land": "#d8dadc",
    "--c-eapc": "#0b5c6b",
    "--c-md": "#b45309",
    "--c-ici": "#6b3fa0",
    "--c-global": "#2f6fb0",
    "--c-1": "#14213a",
    "--c-2": "#0b5c6b",
    "--c-3": "#2f8f9b",
    "--c-4": "#5a8f77",
    "--c-5": "#a37c1f",
    "--c-6": "#b45309",
    "--c-7": "#6b3fa0",
}
TEXT, QUIET, LINE, PAGE = "#1b1f24", "#50565d", "#c4c8cc", "#ffffff"
_RULES = f"""
text{{font-family:'Libertinus Serif',Calibri,sans-serif;font-size:15px;fill:{TEXT}}}
.d-word{{fill:{QUIET}}} .d-strong{{font-weight:bold}}
.d-grid{{stroke:{LINE}}} .d-part,.d-sign{{stroke:{PAGE}}} .d-land{{fill:{PAINTS["--c-land"]}}}
.d-bar-agreed{{fill:{PAINTS["--c-2"]};stroke:{PAINTS["--c-2"]}}}
.d-bar-proposed{{fill:none;stroke:{PAINTS["--c-eapc"]};stroke-dasharray:4 3}}
.d-bar-refused{{fill:none;stroke:{PAINTS["--c-refusal"]}}}
.d-mark-today{{stroke:{PAINTS["--c-clock"]}}} .d-mark-review{{stroke:{PAINTS["--c-7"]};stroke-dasharray:2 4}}
.d-mark-sign{{fill:{PAINTS["--c-7"]}}} .d-limit{{stroke:{PAINTS["--c-refusal"]};stroke-dasharray:5 4}}
.d-paint-free{{fill:{PAINTS["--c-rest"]}}}
"""
_PARTS = " ".join(f".d-paint-{number}{{fill:{PAINTS[f'--c-{number}']}}}" for number in range(1, 8))
_SIGNS = " ".join(f".d-{name}{{fill:{PAINTS[f'--c-{name}']}}}" for name in ("eapc", "md", "ici", "global"))
_STYLE = f"<style>{_RULES}{_PARTS} {_SIGNS}</style>"
_NAMES = re.compile(r"<title[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Printed:
    """A drawing that stands alone, with its title and what it shows in words."""

    svg: str
    title: str
    description: str


def printed(drawing: Markup) -> Printed:
    """This will make a drawing that carries facts stand alone.

    Raises: ValueError for an ornament, which has neither title nor description.
    """
    named = _NAMES.search(drawing)
    if named is None:
        msg = "an ornament has no place in a document"
        raise ValueError(msg)
    head, _sign, body = str(drawing).removeprefix("<svg").partition(">")
    title, description = (html.unescape(words) for words in named.groups())
    return Printed(f'<svg xmlns="http://www.w3.org/2000/svg"{head}>{_STYLE}{body}', title, description)
