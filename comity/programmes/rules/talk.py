"""Comments: kept within a side until they are sent together, and each of them answered by the other side (W-27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from comity.core.actor import Actor, Side
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.programmes.rules.life import COMMENTED, DISCUSSED, Facts, at_table, side_of


class Disposition(StrEnum):
    """What became of a comment."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MERGED = "merged"


REASONED = (Disposition.REJECTED, Disposition.MERGED)


class Remark(StrEnum):
    """What a side means to do with a comment that only it can see."""

    PENDING = "pending"
    INTERNAL = "internal"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """What the rule on answering a comment is shown: the programme, who wrote the comment, what became of it."""

    programme: Facts
    side: Side
    disposition: Disposition | None = None
    answer: Disposition | None = None
    reason: str = ""


def may_comment(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow both sides to comment, with or without the pen, while the text is discussed."""
    found = at_table(actor, facts)
    if found.allowed and facts.state not in COMMENTED:
        return refuse("programmes.comments_closed", state=facts.state)
    return found


def may_send_comments(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow a side to send the comments that are ready, all together."""
    found = at_table(actor, facts)
    if not found.allowed:
        return found
    if facts.state not in DISCUSSED:
        return refuse("programmes.comments_closed", state=facts.state)
    return ALLOWED if facts.pending else refuse("programmes.nothing_to_send", programme=facts.programme)


def may_dispose(actor: Actor, facts: CommentFacts, now: datetime) -> Verdict:
    """This will allow the side that received a comment to answer it once, with a reason unless it is accepted."""
    found = first_of(at_table(actor, facts.programme), _is_discussed(facts.programme))
    if not found.allowed:
        return found
    if side_of(actor, facts.programme.party) is facts.side:
        return refuse("programmes.own_comment", programme=facts.programme.programme)
    if facts.disposition is not None:
        return refuse("programmes.comment_answered", programme=facts.programme.programme)
    if facts.answer in REASONED and not facts.reason.strip():
        return refuse("programmes.answer_needs_reason", programme=facts.programme.programme)
    return ALLOWED


def _is_discussed(facts: Facts) -> Verdict:
    return ALLOWED if facts.state in DISCUSSED else refuse("programmes.comments_closed", state=facts.state)
