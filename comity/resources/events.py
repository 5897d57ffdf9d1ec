"""What has happened to settings, scores and rounds. No event carries points of an Ally or a score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingsDrafted:
    """The settings of a cycle have been begun."""

    period: str


@dataclass(frozen=True, slots=True)
class SettingsWritten:
    """Anchors, floor, keeping bonus or direction have changed."""

    period: str


@dataclass(frozen=True, slots=True)
class PointsOpened:
    """Allies may spend their points on the considerations."""

    period: str


@dataclass(frozen=True, slots=True)
class PointsSpent:
    """An Ally has spent its points; on what, the others learn when all are closed."""

    period: str
    party: str


@dataclass(frozen=True, slots=True)
class PointsClosed:
    """The points have been counted, and the weights follow from them."""

    period: str
    answers: int


@dataclass(frozen=True, slots=True)
class SettingsProposed:
    """Settings with their fingerprint go to the Council."""

    period: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SettingsAdopted:
    """The Council has adopted settings by their fingerprint; they are in force."""

    period: str
    sha256: str
    decision: str


@dataclass(frozen=True, slots=True)
class SettingsGivenBack:
    """The item that was to adopt settings is over without a decision."""

    period: str
    decision: str


@dataclass(frozen=True, slots=True)
class ScoreGiven:
    """A partner has been assessed on one consideration."""

    period: str
    party: str
    consideration: str
