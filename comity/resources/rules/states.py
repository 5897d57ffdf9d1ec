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


class Limit(StrEnum):
    """What a quota limits; none is set unless somebody sets it."""

    PARTNER_SEATS = "partner_seats"
    PARTNER_SPEND = "partner_spend"
    FRAMEWORK_SPEND = "framework_spend"


_PREPARED = (RoundState.DRAFT, RoundState.OPEN)

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
    ),
)
