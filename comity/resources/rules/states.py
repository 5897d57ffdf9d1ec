"""The life of settings."""

from __future__ import annotations

from enum import StrEnum

from comity.core.workflow import Workflow, edge


class SettingsState(StrEnum):
    """Where the settings of a cycle stand."""

    DRAFT = "draft"
    WEIGHING = "weighing"
    WEIGHED = "weighed"
    WITH_COUNCIL = "with_council"
    IN_FORCE = "in_force"


class Capacity(StrEnum):
    """Which way the capacity to finance cuts; the policy does not say."""

    MONEY = "money"
    NEED = "need"
    MEANS = "means"


SETTINGS_WORKFLOW: Workflow[SettingsState] = Workflow(
    "settings",
    SettingsState,
    SettingsState.DRAFT,
    (
        edge("write", SettingsState.DRAFT, SettingsState.DRAFT),
        edge("write", SettingsState.WEIGHED, SettingsState.WEIGHED),
        edge("open_points", SettingsState.DRAFT, SettingsState.WEIGHING),
        edge("spend", SettingsState.WEIGHING, SettingsState.WEIGHING),
        edge("close_points", SettingsState.WEIGHING, SettingsState.WEIGHED),
        edge("propose", (SettingsState.DRAFT, SettingsState.WEIGHED), SettingsState.WITH_COUNCIL),
        edge("adopt", SettingsState.WITH_COUNCIL, SettingsState.IN_FORCE),
        edge("give_back", SettingsState.WITH_COUNCIL, SettingsState.WEIGHED),
        edge("score", SettingsState.IN_FORCE, SettingsState.IN_FORCE),
    ),
)


class RoundState(StrEnum):
    """Where a round of allocation stands. Published results hold while a re-run is prepared."""

    DRAFT = "draft"
    OPEN = "open"
    FROZEN = "frozen"
    WITH_COUNCIL = "with_council"
    ADOPTED = "adopted"
    PUBLISHED = "published"
    CLOSED = "closed"


class Limit(StrEnum):
    """What a quota limits; none is set unless somebody sets it."""

    PARTNER_SEATS = "partner_seats"
    PARTNER_SPEND = "partner_spend"
    FRAMEWORK_SPEND = "framework_spend"


ROUND_WORKFLOW: Workflow[RoundState] = Workflow(
    "round",
    RoundState,
    RoundState.DRAFT,
    (
        edge("cover", RoundState.DRAFT, RoundState.DRAFT),
        edge("uncover", RoundState.DRAFT, RoundState.DRAFT),
        edge("endow", RoundState.DRAFT, RoundState.DRAFT),
        edge("limit", RoundState.DRAFT, RoundState.DRAFT),
        edge("open_round", RoundState.DRAFT, RoundState.OPEN),
        edge("endow", RoundState.OPEN, RoundState.OPEN),
        edge("limit", RoundState.OPEN, RoundState.OPEN),
        edge("declare", RoundState.OPEN, RoundState.OPEN),
        edge("wish", RoundState.OPEN, RoundState.OPEN),
        edge("freeze", RoundState.OPEN, RoundState.FROZEN),
        edge("thaw", RoundState.FROZEN, RoundState.OPEN),
        edge("queue", RoundState.FROZEN, RoundState.FROZEN),
        edge("override", RoundState.FROZEN, RoundState.FROZEN),
        edge("lift", RoundState.FROZEN, RoundState.FROZEN),
        edge("submit", RoundState.FROZEN, RoundState.WITH_COUNCIL),
        edge("adopt_scenario", RoundState.WITH_COUNCIL, RoundState.ADOPTED),
        edge("give_back_scenario", RoundState.WITH_COUNCIL, RoundState.FROZEN),
        edge("publish", RoundState.ADOPTED, RoundState.PUBLISHED),
        edge("rerun", RoundState.PUBLISHED, RoundState.OPEN),
        edge("close_round", RoundState.PUBLISHED, RoundState.CLOSED),
    ),
)


class RunState(StrEnum):
    """Where a trial stands. A trial that was killed leaves its round as it was."""

    QUEUED = "queued"
    RUNNING = "running"
    SOLVED = "solved"
    FAILED = "failed"
    CANCELLED = "cancelled"


RUN_WORKFLOW: Workflow[RunState] = Workflow(
    "run",
    RunState,
    RunState.QUEUED,
    (
        edge("start", RunState.QUEUED, RunState.RUNNING),
        edge("finish", RunState.RUNNING, RunState.SOLVED),
        edge("fail", RunState.RUNNING, RunState.FAILED),
        edge("cancel", (RunState.QUEUED, RunState.RUNNING), RunState.CANCELLED),
    ),
)
