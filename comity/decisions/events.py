"""What has happened to decisions. Nothing here names who wrote a letter: its entry does, for those who may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DecisionDrafted:
    """An item has got its symbol and its first text."""

    symbol: str
    body: str
    format: str
    about: str
    lines: int


@dataclass(frozen=True, slots=True)
class DecisionWritten:
    """The text of an item has changed."""

    symbol: str
    version: int


@dataclass(frozen=True, slots=True)
class DecisionSentToCommittee:
    """An item has gone to those who sit in its format."""

    symbol: str


@dataclass(frozen=True, slots=True)
class SilenceOpened:
    """A silence period runs."""

    symbol: str
    number: int
    opened_at: datetime
    ends_at: datetime
    zone: str
    entitled: tuple[str, ...]
    text_sha256: str


@dataclass(frozen=True, slots=True)
class SilenceExtended:
    """A silence period ends later than was announced."""

    symbol: str
    number: int
    before: datetime
    ends_at: datetime
    reason: str
    entitled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SilenceReminded:
    """Those who may still write have been reminded of the end of a period."""

    symbol: str
    number: int
    ends_at: datetime
    entitled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterReceived:
    """A delegation has written, and the period runs on. `lines` are those that it holds, if any."""

    symbol: str
    number: int
    letter_id: int
    kind: str
    lines: tuple[int, ...]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class SilenceBroken:
    """Silence was broken on every open line: nothing is agreed and the period is over."""

    symbol: str
    number: int
    lines: tuple[int, ...]
    broken_at: datetime
    entitled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionHeld:
    """A period ended while the service was out of reach; the secretariat has to decide (W-37)."""

    symbol: str
    number: int
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """An operative paragraph as it was decided, with the effect that it has elsewhere, if any."""

    line: int
    verb: str
    effect: str = ""
    effect_about: str = ""


@dataclass(frozen=True, slots=True)
class DecisionAdopted:
    """Lines of an item are decided. `silence` is the number of the period, or 0 for a meeting."""

    symbol: str
    silence: int
    lines: tuple[AgreedLine, ...]
    held: tuple[int, ...]
    decided_at: datetime
    sheet: str
    entitled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineAgreed:
    """One operative paragraph is decided; what it says is to be done."""

    symbol: str
    line: int
    verb: str
    effect: str
    effect_about: str
    decided_at: datetime
    sheet: str


@dataclass(frozen=True, slots=True)
class LineNotAgreed:
    """One operative paragraph was not agreed; the rest of its item was."""

    symbol: str
    line: int
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionFreed:
    """What an item waited for is over: silence on it may open."""

    symbol: str
    waited_for: str


@dataclass(frozen=True, slots=True)
class DecisionRevised:
    """An item has gone into revision."""

    symbol: str
    revision: int


@dataclass(frozen=True, slots=True)
class DecisionPutOnAgenda:
    """An item goes to a meeting."""

    symbol: str


@dataclass(frozen=True, slots=True)
class DecisionWithdrawn:
    """An item was withdrawn; lines already agreed stay agreed."""

    symbol: str
    reason: str
    silence: int


@dataclass(frozen=True, slots=True)
class DecisionLapsed:
    """An item has been overtaken by events."""

    symbol: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionReleased:
    """A decision may be read by more communities than those who took it."""

    symbol: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A delegation has asked something about an item."""

    symbol: str
    question_id: int


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """A question has been answered, for all who read the item."""

    symbol: str
    question_id: int


@dataclass(frozen=True, slots=True)
class FollowUpRecorded:
    """What a line was to bring about elsewhere was done, or refused there, and the line says so."""

    symbol: str
    line: int
    outcome: str
    refusal: str
