"""Words for people about papers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from comity.documents.rules import Kind, Level

KINDS = {
    Kind.COUNCIL_PAPER: _("Paper for decision"),
    Kind.ACTION_SHEET: _("Action sheet"),
    Kind.PROGRAMME: _("Programme"),
    Kind.REPORT: _("Report"),
    Kind.LETTER: _("Letter"),
}
LEVELS = {
    Level.UNCLASSIFIED: _("Unclassified"),
    Level.RESTRICTED: _("Restricted"),
    Level.CONFIDENTIAL: _("Confidential"),
    Level.SECRET: _("Secret"),
}
VERBS = {
    "documents.file": _("Filed"),
    "documents.revise": _("Filed a new version"),
    "documents.release": _("Released the paper"),
    "documents.attach": _("Attached a file"),
}
