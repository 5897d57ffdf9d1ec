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


@dataclass(frozen=True, slots=True)
class TrialQueued:
    """A trial on frozen inputs has been asked for. It is not a decision."""

    round: str
    number: int


@dataclass(frozen=True, slots=True)
class TrialStarted:
    """A solver has taken up a trial."""

    round: str
    number: int


@dataclass(frozen=True, slots=True)
class TrialSolved:
    """A trial has a plan with its certificate, accepted by the independent checker."""

    round: str
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TrialFailed:
    """A trial came to nothing; the round is as it was."""

    round: str
    number: int
    problem: str


@dataclass(frozen=True, slots=True)
class TrialCancelled:
    """A trial was called off."""

    round: str
    number: int


@dataclass(frozen=True, slots=True)
class SeatOverridden:
    """A seat is given or denied against the plan, for a reason."""

    round: str
    request: str
    gives: bool
    reason: str


@dataclass(frozen=True, slots=True)
class OverrideLifted:
    """An override was taken back."""

    round: str
    request: str


@dataclass(frozen=True, slots=True)
class ScenarioSubmitted:
    """A trial goes to the Council by its fingerprint."""

    round: str
    run: int
    sha256: str
    granted: int
    overrides: int


@dataclass(frozen=True, slots=True)
class ScenarioAdopted:
    """The Council has adopted a scenario by its fingerprint."""

    round: str
    sha256: str
    decision: str


@dataclass(frozen=True, slots=True)
class ScenarioGivenBack:
    """The item that was to adopt a scenario is over without a decision."""

    round: str
    decision: str


@dataclass(frozen=True, slots=True)
class ResultsPublished:
    """Partners read their own results; those in `parties` are told, `losing` first: they held a seat and lose it."""

    round: str
    turn: int
    parties: tuple[str, ...]
    losing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SeatsAllocated:
    """The seats of an activity go to these names, by the round that covers it."""

    round: str
    activity: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoundReopened:
    """A published allocation is reviewed; what is published holds until then."""

    round: str
    turn: int


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """A round is over; the lists of its activities run in their own order again."""

    round: str
    activities: tuple[str, ...]
