"""The life of a nomination."""

from __future__ import annotations

from enum import StrEnum

from comity.core.workflow import Workflow, edge


class State(StrEnum):
    """Where a nomination stands."""

    SUBMITTED = "submitted"
    WAITING = "waiting"
    SEAT_OFFERED = "seat_offered"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


QUEUED = (State.WAITING,)
SEATED = (State.SEAT_OFFERED, State.CONFIRMED, State.ATTENDED, State.NO_SHOW)
ALIVE = (State.SUBMITTED, State.WAITING, State.SEAT_OFFERED, State.CONFIRMED)
ENDED = (State.ATTENDED, State.NO_SHOW, State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.CANCELLED)

WORKFLOW: Workflow[State] = Workflow(
    "nomination",
    State,
    State.SUBMITTED,
    (
        edge("receive", State.SUBMITTED, State.WAITING),
        edge("seat_waiting", State.WAITING, State.SEAT_OFFERED),
        edge("grant", [State.SEAT_OFFERED, State.CONFIRMED], State.WAITING),
        edge("confirm", State.SEAT_OFFERED, State.CONFIRMED),
        edge("decline", [State.SUBMITTED, State.WAITING, State.SEAT_OFFERED], State.DECLINED),
        edge("withdraw", ALIVE, State.WITHDRAWN),
        edge("expire", State.SEAT_OFFERED, State.EXPIRED),
        edge("rejoin", State.EXPIRED, State.WAITING),
        edge("call_off", ALIVE, State.CANCELLED),
        edge("close", [State.SUBMITTED, State.WAITING, State.SEAT_OFFERED], State.EXPIRED),
        edge("attend", [State.CONFIRMED, State.NO_SHOW], State.ATTENDED),
        edge("miss", [State.CONFIRMED, State.ATTENDED], State.NO_SHOW),
    ),
)
