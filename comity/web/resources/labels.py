"""Words for people: states, verbs and thirds of resources."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.menu.rules import Kind
from comity.resources.rules import Band, Capacity, Limit, RoundState, SettingsState
from comity.web.menu import labels as menu

SETTINGS = {
    SettingsState.DRAFT: (pgettext_lazy("settings", "Draft"), "neutral"),
    SettingsState.WEIGHING: (pgettext_lazy("settings", "Allies spend points"), "info"),
    SettingsState.WEIGHED: (pgettext_lazy("settings", "Weighed"), "info"),
    SettingsState.WITH_COUNCIL: (pgettext_lazy("settings", "Before the Council"), "warning"),
    SettingsState.IN_FORCE: (pgettext_lazy("settings", "In force"), "success"),
}
CAPACITY = {
    Capacity.MONEY: _("It lowers the claim on money, never on seats"),
    Capacity.NEED: _("It also counts in the score, for those who cannot pay"),
    Capacity.MEANS: _("It also counts in the score, for those who can pay"),
}
BANDS = {
    Band.UPPER: (_("Upper third"), "accent"),
    Band.MIDDLE: (_("Middle third"), "neutral"),
    Band.LOWER: (_("Lower third"), "plum"),
}
ROUNDS = {
    RoundState.DRAFT: (pgettext_lazy("round", "Draft"), "neutral"),
    RoundState.OPEN: (pgettext_lazy("round", "Open for wishes"), "info"),
    RoundState.FROZEN: (pgettext_lazy("round", "Inputs frozen"), "accent"),
}
LIMITS = {
    Limit.PARTNER_SEATS: _("Seats of a partner"),
    Limit.PARTNER_SPEND: _("Money of a partner"),
    Limit.FRAMEWORK_SPEND: _("Money of a framework"),
}


def kind(code: str, count: int) -> str:
    """This will name a kind of activity, with how many there are."""
    return f"{menu.KINDS[Kind(code)]} ({count})"


VERBS = {
    "resources.draft_settings": _("Began the settings of a cycle"),
    "resources.write": _("Changed the settings"),
    "resources.open_points": _("Asked Allies for their points"),
    "resources.spend": _("Spent points"),
    "resources.close_points": _("Counted the points"),
    "resources.propose": _("Put the settings to the Council"),
    "resources.adopt": _("Brought the settings into force"),
    "resources.give_back": _("Opened the settings again"),
    "resources.score": _("Assessed a partner"),
    "resources.plan": _("Planned a round"),
    "resources.cover": _("Covered activities by the round"),
    "resources.uncover": _("Left an activity out of the round"),
    "resources.endow": _("Put money at the round's disposal"),
    "resources.limit": _("Changed a quota"),
    "resources.open_round": _("Opened the round"),
    "resources.declare": _("Declared the share it pays"),
    "resources.wish": _("Put names in order"),
    "resources.freeze": _("Froze the inputs"),
    "resources.thaw": _("Took the inputs up again"),
}
