"""The review of tools in the demonstration: last year's decided by the Council, this year's open, one proposed."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import CLOCK, Actor
from comity.core.calendar import brussels_day
from comity.decisions import queries as decision_queries
from comity.feedback import actions, queries
from comity.feedback.models import ToolReview
from comity.feedback.rules import ToolVerdict
from demo import people, texts
from demo.words import told

LAST, THIS = timedelta(days=390), timedelta(days=20)
DECIDED = (
    (
        "PCM",
        ToolVerdict.KEEP,
        told(
            "Most activities are full, and partners ask for more of them.",
            "La plupart des activités sont complètes, et les partenaires en demandent davantage.",
        ),
        "",
    ),
    (
        "trust-funds",
        ToolVerdict.CHANGE,
        told(
            "Two projects waited a year for their first contribution.",
            "Deux projets ont attendu un an leur première contribution.",
        ),
        told(
            "Contributors are asked before a project is proposed, not after.",
            "Les contributeurs sont consultés avant la proposition d'un projet, non après.",
        ),
    ),
)


def review(cast: dict[str, Actor], now: datetime) -> None:
    """This will let the Council decide on two tools a year ago, and open the reviews of this year."""
    then = now - LAST
    for tool, verdict, reason, change in DECIDED:
        _open(tool, then)
        _propose(cast, tool, then + timedelta(days=1), verdict, reason, change)
        row = _row(tool, brussels_day(then).year)
        item = decision_queries.item(decision_queries.about(row.subject)[0].item.symbol)
        if item is None:
            raise LookupError(tool)
        texts.silence(item, cast, then + timedelta(days=3), days=4, closed=True)
    for tool in queries.running_tools(brussels_day(now - THIS)):
        _open(tool, now - THIS)
    _propose(
        cast,
        "exercises",
        now - timedelta(days=6),
        ToolVerdict.CHANGE,
        told(
            "Invitations arrive after partners have closed their own plans.",
            "Les invitations arrivent une fois que les partenaires ont arrêté leurs propres plans.",
        ),
        told(
            "Exercises open to partners stand on the menu by 1 March of the year before.",
            "Les exercices ouverts aux partenaires figurent au menu avant le 1er mars de l'année précédente.",
        ),
    )


def _open(tool: str, at: datetime) -> None:
    actions.open_tool_review(people.party("IS"), CLOCK, at, tool=tool)


def _row(tool: str, year: int) -> ToolReview:
    return next(one for one in queries.tool_reviews(year=year, tool=tool))


def _propose(cast: dict[str, Actor], tool: str, at: datetime, verdict: ToolVerdict, reason: str, change: str) -> None:
    row = _row(tool, brussels_day(at).year)
    actions.propose_verdict(row, cast["mira"], at, verdict=verdict, reason=reason, change=change)
