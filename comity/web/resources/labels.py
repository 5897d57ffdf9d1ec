"""Words for people: states, verbs and thirds of resources."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.resources.rules import Band, Capacity, SettingsState

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
}
