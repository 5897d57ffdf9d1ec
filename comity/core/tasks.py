"""What waits on somebody: the one shape in which every house says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that needs the actor before a moment.

    `kind` names the sentence and the address (`nominations.confirm_seat`), `ref` the thing, `title` what it is called,
    `due_at` the moment at which it becomes irreversible (None: no date), `ground` a paragraph or working rule.
    `waiting_on` is empty if the actor has to act, and otherwise names the party on which it waits.
    """

    kind: str
    ref: str
    title: str
    due_at: datetime | None = None
    since_at: datetime | None = None
    ground: str = ""
    waiting_on: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
