"""What the pages of this subject have in common: the tabs, and the circle of those who bid."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from comity.core.actor import Actor
from comity.web import page


def in_circle(actor: Actor) -> None:
    """This will answer those who are neither staff nor Allies as if there were no bids."""
    if not is_inside(actor):
        raise Http404


def is_inside(actor: Actor) -> bool:
    """This will tell whether somebody reads of bids."""
    return actor.is_staff or actor.is_ally


def tabs(actor: Actor) -> list[dict[str, str]]:
    """This will list the pages of the subject that are there for the reader."""
    shown = [("mandates", _("Mandates"), "presence:mandates", True)]
    shown += [("biddings", _("Rounds of bids"), "presence:biddings", is_inside(actor))]
    shown += [("files", _("Hand-over files"), "presence:files", is_inside(actor))]
    shown += [("missions", _("Missions"), "presence:missions", actor.is_staff or actor.is_partner)]
    shown += [("log", _("Log"), "presence:log", True)]
    return [{"key": key, "label": label, "url": page.address(name)} for key, label, name, is_shown in shown if is_shown]


def trail(label: str, name: str) -> dict[str, str]:
    """This will lead back to a list."""
    return {"label": label, "url": page.address(name)}
