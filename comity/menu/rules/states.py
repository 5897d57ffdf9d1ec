"""The life of an activity on the menu (W-11, W-13; P§15)."""

from __future__ import annotations

from enum import StrEnum

from comity.core.workflow import Workflow, edge


class State(StrEnum):
    """Where an activity stands."""

    OFFERED = "offered"
    SCREENED = "screened"
    AGREED = "agreed"
    PUBLISHED = "published"
    CHANGED = "changed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    REPORTED = "reported"
    RETIRED = "retired"


BEFORE = frozenset({State.OFFERED, State.SCREENED, State.AGREED})
RUNNING = frozenset({State.PUBLISHED, State.CHANGED})
LISTED = frozenset(State) - BEFORE

WORKFLOW: Workflow[State] = Workflow(
    name="activity",
    states=State,
    start=State.OFFERED,
    edges=(
        edge("screen", State.OFFERED, State.SCREENED),
        edge("agree", State.SCREENED, State.AGREED),
        edge("publish", State.AGREED, State.PUBLISHED),
        # What was screened or agreed and then changed is another offer: it is screened again.
        edge("change", BEFORE, State.OFFERED),
        edge("change", RUNNING | {State.POSTPONED}, State.CHANGED),
        edge("postpone", RUNNING, State.POSTPONED),
        edge("cancel", BEFORE | RUNNING | {State.POSTPONED}, State.CANCELLED),
        edge("hold", RUNNING, State.HELD),
        edge("report", State.HELD, State.REPORTED),
        edge("retire", frozenset(State) - {State.RETIRED}, State.RETIRED),
    ),
)
