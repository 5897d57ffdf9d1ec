"""The life of an item, of a line and of a silence period.

Source: domain practice of consensus and silence (W-30 to W-39); the policy itself never mentions silence.
"""

from __future__ import annotations

from enum import StrEnum

from comity.core.workflow import Workflow, edge


class State(StrEnum):
    """Where an item is in its life."""

    DRAFT = "draft"
    IN_COMMITTEE = "in_committee"
    UNDER_SILENCE = "under_silence"
    HELD = "held"
    BROKEN = "broken"
    IN_REVISION = "in_revision"
    ON_AGENDA = "on_agenda"
    AGREED = "agreed"
    AGREED_IN_PART = "agreed_in_part"
    AGREED_IN_MEETING = "agreed_in_meeting"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Verb(StrEnum):
    """What a body does with an operative paragraph."""

    NOTED = "noted"
    AGREED = "agreed"
    ENDORSED = "endorsed"


class LineState(StrEnum):
    """Where one operative paragraph is. A held line was objected to when the rest was agreed."""

    OPEN = "open"
    AGREED = "agreed"
    HELD = "held"
    WITHDRAWN = "withdrawn"


class Result(StrEnum):
    """What became of a silence period; a running one has none yet."""

    RUNNING = ""
    AGREED = "agreed"
    AGREED_IN_PART = "agreed_in_part"
    BROKEN = "broken"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"


class LetterKind(StrEnum):
    """What a delegation writes while silence runs. Only the first breaks it."""

    OBJECTION = "objection"
    STATEMENT = "statement"
    RESERVATION = "reservation"
    MORE_TIME = "more_time"


class Effect(StrEnum):
    """What a line brings about elsewhere once it is decided."""

    NONE = ""
    APPROVE_PROGRAMME = "programme.approve"
    OPEN_TOOL = "tool.open"
    AGREE_MENU = "menu.agree"


class FollowUp(StrEnum):
    """What became of a line's effect."""

    NONE = ""
    DONE = "done"
    REFUSED = "refused"


OPEN_TO_EDIT = frozenset({State.DRAFT, State.IN_COMMITTEE, State.IN_REVISION})
DECIDED = frozenset({State.AGREED, State.AGREED_IN_PART, State.AGREED_IN_MEETING})
OVER = DECIDED | {State.WITHDRAWN, State.LAPSED}

_BEFORE = (State.DRAFT, State.IN_COMMITTEE, State.IN_REVISION)
_RUNNING = (State.UNDER_SILENCE, State.HELD)
_STUCK = (State.BROKEN, State.AGREED_IN_PART)

WORKFLOW = Workflow(
    name="decision",
    states=State,
    start=State.DRAFT,
    edges=(
        edge("write", State.DRAFT, State.DRAFT),
        edge("write", State.IN_COMMITTEE, State.IN_COMMITTEE),
        edge("write", State.IN_REVISION, State.IN_REVISION),
        edge("send_to_committee", (State.DRAFT, State.IN_REVISION), State.IN_COMMITTEE),
        edge("open_silence", (*_BEFORE, State.HELD), State.UNDER_SILENCE),
        edge("extend", State.UNDER_SILENCE, State.UNDER_SILENCE),
        edge("break_silence", State.UNDER_SILENCE, State.BROKEN),
        edge("expire", _RUNNING, State.AGREED),
        edge("expire_in_part", _RUNNING, State.AGREED_IN_PART),
        edge("expire_broken", State.HELD, State.BROKEN),
        edge("hold", State.UNDER_SILENCE, State.HELD),
        edge("revise", (*_STUCK, State.ON_AGENDA), State.IN_REVISION),
        edge("put_on_agenda", (*_BEFORE, *_STUCK, State.HELD), State.ON_AGENDA),
        edge("agree_in_meeting", State.ON_AGENDA, State.AGREED_IN_MEETING),
        edge("withdraw", (*_BEFORE, State.UNDER_SILENCE, State.HELD, State.BROKEN, State.ON_AGENDA), State.WITHDRAWN),
        edge("lapse", (*_BEFORE, State.BROKEN, State.ON_AGENDA), State.LAPSED),
    ),
)
