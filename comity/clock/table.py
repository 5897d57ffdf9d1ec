"""The table of the clock: what may be due, and what is then done, in this order.

A house that has something to do in time adds a line. `found(now)` lists what is due, the most urgent first; `take(row)`
locks it unless another clock has it in hand, and gives None if it is no longer due; `act(row, actor, now)` goes through
the gate. What is not a list of rows (sealing, delivering) is a `Chore`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.clock import reviews, seats
from comity.consultations import actions as consultations
from comity.consultations import queries as due_consultations
from comity.core.actor import Actor
from comity.decisions import actions as decisions
from comity.decisions import queries as due_decisions
from comity.feedback import actions as feedback
from comity.feedback import queries as due_feedback
from comity.flows import checkpoints, digests, weekly
from comity.kernel import heartbeat, held, outbox, register, submissions
from comity.menu import actions as menu
from comity.menu import queries as due_menu
from comity.nominations import actions as nominations
from comity.nominations import queries as due_nominations
from comity.resources import actions as resources
from comity.resources import queries as due_resources
from comity.science import actions as science
from comity.science import queries as due_science


@dataclass(frozen=True, slots=True)
class Due:
    """Rows that fall due, each dealt with in a transaction of its own."""

    name: str
    found: Callable[[datetime], Sequence[Any]]
    take: Callable[[Any], Any | None]
    act: Callable[[Any, Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done as a whole; it gives how much there was of it."""

    name: str
    do: Callable[[datetime], int]


def beat(now: datetime) -> int:
    """This will note that the service works."""
    heartbeat.beat(now)
    return 0


def seal(now: datetime) -> int:
    """This will chain all entries of the register that are not sealed yet."""
    sealed = done = register.seal()
    while done == register.BATCH:
        done = register.seal()
        sealed += done
    return sealed


def deliver(now: datetime) -> int:
    """This will send all messages that are due."""
    sent = done = outbox.deliver(now)
    while done:
        done = outbox.deliver(now)
        sent += done
    return sent


TABLE: tuple[Due | Chore, ...] = (
    Chore("beat", beat),
    Due("silences", due_decisions.silences_due, due_decisions.take, decisions.close_silence),
    Due("reminders", due_decisions.silences_to_remind, due_decisions.take, decisions.remind),
    Due("offers", due_nominations.offers_due, seats.take_offer, seats.end_offer),
    Due("releases", due_nominations.releases_due, seats.take_list, nominations.seat_waiting),
    Due("erasures", due_nominations.erasures_due, due_nominations.take_erasure, nominations.erase),
    Due("ended activities", due_menu.ended, due_menu.take_ended, menu.hold),
    Due("report reminders", due_feedback.to_remind, due_feedback.take, feedback.remind),
    Due("judgements", due_feedback.to_judge, due_feedback.take_summary, feedback.judge),
    Due("tool reviews", due_feedback.tool_reviews_due, reviews.take, reviews.open_review),
    Due("grant reports", due_science.to_remind, due_science.take_report, science.remind),
    Due("concerns", due_consultations.concerns_to_remind, due_consultations.take_concern, consultations.remind),
    Due("allocated seats", due_resources.covers_due, due_resources.take_cover, resources.carry_out),
    Chore("seals", seal),
    Chore("heads", checkpoints.keep),
    Chore("daily mails", digests.send),
    Chore("weekly mails", weekly.send),
    Chore("messages", deliver),
    Chore("tokens", submissions.prune),
    Chore("held files", held.prune),
)
