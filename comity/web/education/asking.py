"""What the pages of this subject have in common: the tabs, the ways back."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from comity.core.actor import Actor
from comity.policy import pack
from comity.web import page


def signed_in(actor: Actor) -> None:
    """This will answer those who have not come as a party with nothing."""
    if not actor.party:
        raise Http404


def tabs() -> list[dict[str, str]]:
    """This will list the pages of the subject."""
    shown = [
        ("needs", _("Needs"), "education:needs"),
        ("offers", _("Offers"), "education:offers"),
        ("schools", _("Schools"), "education:schools"),
        ("school_events", _("Events of schools"), "education:school_events"),
        ("centres", _("Training centres"), "education:centres"),
        ("integrity", _("Integrity"), "education:integrities"),
        ("contributions", _("Contributions"), "education:contributions"),
    ]
    return [{"key": key, "label": label, "url": page.address(name)} for key, label, name in shown]


def trail(label: str, name: str, *args: object) -> dict[str, str]:
    """This will lead back to a list or a page."""
    return {"label": label, "url": page.address(name, *args)}


def regions() -> list[dict[str, str]]:
    """This will list the frameworks to choose from."""
    return [{"value": one.code, "label": str(one.name.in_(page.locale()))} for one in pack().frameworks.values()]
