"""What the rules of resources are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from comity.resources.rules.states import SettingsState


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """Settings that somebody wants to begin: for which cycle, and whether that has some already."""

    period: str
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """The settings of a cycle and what is asked of them.

    `missing` names considerations whose anchors are not written in both languages, `points` what an Ally wants to
    spend, `asked` the fingerprint by which the Council adopts, `scored` the partner and consideration of a score.
    """

    period: str
    state: SettingsState
    sha256: str = ""
    asked: str | None = None
    missing: tuple[str, ...] = ()
    points: Mapping[str, int] | None = None
    known: frozenset[str] = frozenset()
    scored: tuple[str, str] | None = None
    is_partner: bool = True
    evidence: str | None = None
    review_on: date | None = None
    anchors: Mapping[str, object] = field(default_factory=dict)
