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


@dataclass(frozen=True, slots=True)
class RoundPlanned:
    """A round of allocation has been planned under the settings of a cycle."""

    round: str
    period: str


@dataclass(frozen=True, slots=True)
class ActivitiesCovered:
    """A round covers more activities, paid from a budget line."""

    round: str
    line: str
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityLeftOut:
    """A round no longer covers an activity."""

    round: str
    activity: str


@dataclass(frozen=True, slots=True)
class RoundEndowed:
    """Money of a budget line is at a round's disposal."""

    round: str
    line: str
    minor: int


@dataclass(frozen=True, slots=True)
class RoundLimited:
    """A quota has been set, or lifted (None)."""

    round: str
    limit: str
    about: str
    value: int | None


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """Partners may order their names; seats of covered activities are given by the round."""

    round: str
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareDeclared:
    """A partner has declared which share of its costs it pays itself. Units: per cent."""

    round: str
    party: str
    share_percent: int


@dataclass(frozen=True, slots=True)
class NamesOrdered:
    """A partner has put its names in order."""

    round: str
    party: str
    names: int


@dataclass(frozen=True, slots=True)
class InputsFrozen:
    """The inputs of a round are frozen, with their fingerprint."""

    round: str
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class InputsTakenUp:
    """The inputs of a round are open again."""

    round: str
