"""What the rules of resources are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from comity.resources.rules.states import RoundState, RunState, SettingsState


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


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A round that somebody wants to plan: under which settings, in which days, and whether its code is taken."""

    period: str
    settings: SettingsState
    code: str = ""
    is_taken: bool = False
    since_on: date | None = None
    until_on: date | None = None
    wishes_until: date | None = None


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round and what is asked of it.

    `unfunded` names budget lines of covered activities without an envelope, `line` the one that is asked for with what
    is free on it, `unassessed` partners with considerations on which they are not assessed, `foreign` tells that a
    nomination in the order is not the party's own, `names` how many there are. `seen` is the fingerprint of the order
    that somebody had before their eyes, `kept` that of the one which is kept. `is_newest` tells that a run rests on the
    newest frozen inputs, on the weights of the settings and on all overrides; `asked` is the fingerprint that the
    Council names, `submitted` the one that was put to it.
    """

    code: str
    state: RoundState
    wishes_until: date
    covers: int = 0
    unfunded: tuple[str, ...] = ()
    line: str | None = None
    line_known: bool = True
    currency_fits: bool = True
    free_minor: int = 0
    minor: int | None = None
    about_known: bool = True
    party: str | None = None
    covered_by: str = ""
    is_partner: bool = True
    foreign: bool = False
    seen: str | None = None
    kept: str | None = None
    unassessed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: int = 0
    reason: str | None = None
    ref_known: bool = True
    weights: Mapping[str, int] | None = None
    queued: int = 0
    run: RunState | None = None
    is_newest: bool = True
    asked: str = ""
    submitted: str = ""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A trial and what is asked of it: who asked for it, what a solver has found, and what the checker says of it."""

    round: str
    number: int
    state: RunState
    violations: int | None = None
    value: int = 0
    bound: int = 0


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """A covered activity whose granted seats are to be offered."""

    code: str
    is_due: bool
