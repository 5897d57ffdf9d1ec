"""What has happened to the surveys of partners and to the talks on their goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SurveyOpened:
    """The survey of a year was opened; so many answers came along from the one before."""

    programme: str
    party: str
    year: int
    carried: int


@dataclass(frozen=True, slots=True)
class SurveyAnswered:
    """The partner answered questions, which stay its own until the survey is handed in."""

    programme: str
    party: str
    year: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyHandedIn:
    """The partner handed its survey in; so many answers differ from the one before."""

    programme: str
    party: str
    year: int
    changed: int


@dataclass(frozen=True, slots=True)
class GoalsShownToAllies:
    """The Allies may read the goals as both sides see them, before all of them talk."""

    programme: str
    party: str
    version: int


@dataclass(frozen=True, slots=True)
class TalksHeld:
    """Talks on the goals were held: with the partner alone, or with all Allies."""

    programme: str
    party: str
    kind: str
    held_on: date
