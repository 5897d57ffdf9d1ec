"""The life of an item, of a line and of a silence period.

Source: domain practice of consensus and silence (W-30 to W-39); the policy itself never mentions silence.
"""

from __future__ import annotations

from enum import StrEnum

from comity.core.workflow import Workflow, edge


class State(StrEnum):
    """Where an item is in its life. Its outcome is pending if the service was out of reach near the end (W-37)."""

    DRAFT = "draft"
    IN_COMMITTEE = "in_committee"
    UNDER_SILENCE = "under_silence"
    OUTCOME_PENDING = "outcome_pending"
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
    CONCLUDE_ASSESSMENT = "assessment.conclude"
    AGREE_MENU = "menu.agree"
    OPEN_AREA = "area.open"
    ADOPT_SETTINGS = "settings.adopt"
    ADOPT_SCENARIO = "scenario.adopt"
    BEGIN_DIALOGUE = "dialogue.begin"
    AWARD_GRANT = "science.award"
    CONFER_MANDATE = "mandate.confer"
    REVIEW_TOOL = "tool.review"
    SET_UP_FUND = "fund.set_up"
    RECOGNISE_CONTRIBUTOR = "contributor.recognise"
    ACCEPT_CONTRIBUTOR = "contributor.accept"
    RECOGNISE_CENTRE = "centre.recognise"
    AGREE_CONSULTATION = "consultation.agree"
    AGREE_PARTICIPANT = "consultation.participant"


class FollowUp(StrEnum):
    """What became of a line's effect."""

    NONE = ""
    DONE = "done"
    REFUSED = "refused"


OPEN_TO_EDIT = frozenset({State.DRAFT, State.IN_COMMITTEE, State.IN_REVISION})
DECIDED = frozenset({State.AGREED, State.AGREED_IN_PART, State.AGREED_IN_MEETING})
OVER = DECIDED | {State.WITHDRAWN, State.LAPSED}

_BEFORE = (State.DRAFT, State.IN_COMMITTEE, State.IN_REVISION)
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
        edge("open_silence", (*_BEFORE, State.OUTCOME_PENDING), State.UNDER_SILENCE),
        edge("extend", State.UNDER_SILENCE, State.UNDER_SILENCE),
        edge("break_silence", State.UNDER_SILENCE, State.BROKEN),
        edge("close_silence/agreed", State.UNDER_SILENCE, State.AGREED),
        edge("close_silence/agreed_in_part", State.UNDER_SILENCE, State.AGREED_IN_PART),
        edge("close_silence/held", State.UNDER_SILENCE, State.OUTCOME_PENDING),
        edge("declare/agreed", State.OUTCOME_PENDING, State.AGREED),
        edge("declare/agreed_in_part", State.OUTCOME_PENDING, State.AGREED_IN_PART),
        edge("declare/broken", State.OUTCOME_PENDING, State.BROKEN),
        edge("revise", (*_STUCK, State.ON_AGENDA), State.IN_REVISION),
        edge("put_on_agenda", (*_BEFORE, *_STUCK, State.OUTCOME_PENDING), State.ON_AGENDA),
        edge("agree_in_meeting", State.ON_AGENDA, State.AGREED_IN_MEETING),
        edge(
            "withdraw",
            (*_BEFORE, State.UNDER_SILENCE, State.OUTCOME_PENDING, State.BROKEN, State.ON_AGENDA),
            State.WITHDRAWN,
        ),
        edge("lapse", (*_BEFORE, State.BROKEN, State.ON_AGENDA), State.LAPSED),
    ),
)
