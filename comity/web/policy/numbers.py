"""Live numbers behind what carries out the policy: how much of each the reader may see today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from comity.consultations import queries as consultations
from comity.core.actor import Actor
from comity.decisions import queries as decisions
from comity.documents import queries as documents
from comity.education import queries as education
from comity.engagement import queries as engagement
from comity.feedback import queries as feedback
from comity.kernel import register
from comity.menu import queries as menu
from comity.nominations import queries as nominations
from comity.operations import queries as operations
from comity.parties import queries as parties
from comity.presence import queries as presence
from comity.programmes import queries as programmes
from comity.resources import queries as resources
from comity.science import queries as science
from comity.trust_funds import queries as trust_funds

# The page that shows what carries a duty out, by the kind of place that the pack names.
PLACES = {
    "policy": "policy:policy",
    "register": "register:register",
    "nations": "nations:nations",
    "documents": "documents:documents",
    "decisions": "decisions:decisions",
    "menu": "menu:menu",
    "programmes": "programmes:programmes",
    "reports": "feedback:reports",
    "tools": "reports:tools",
    "engagement": "engagement:dialogues",
    "trust_funds": "trust_funds:funds",
    "organisations": "engagement:organisations",
    "mandates": "presence:mandates",
    "missions": "presence:missions",
    "contact_log": "presence:log",
    "science": "science:calls",
    "clearing": "education:needs",
    "contributions": "education:contributions",
    "grants": "science:grants",
    "centres": "education:centres",
    "integrity": "education:integrities",
    "schools": "education:schools",
    "consultations": "consultations:consultations",
    "operations": "operations:operations",
    "consultation_notices": "consultations:notices",
    "concerns": "consultations:concerns",
    "resources": "resources:home",
}
# Places that some readers do not find, and who does; every other place is open to all who have signed in.
OPEN_TO: dict[str, Callable[[Actor], bool]] = {
    "engagement": lambda actor: actor.is_staff or actor.is_ally,
    "missions": lambda actor: actor.is_staff or actor.is_partner,
}
# Each house answers once for all that it carries out: carrier -> how many.
COUNTS: tuple[Callable[[datetime], Mapping[str, int]], ...] = (
    register.carried,
    parties.carried,
    documents.carried,
    decisions.carried,
    menu.carried,
    programmes.carried,
    nominations.carried,
    feedback.carried,
    engagement.carried,
    presence.carried,
    science.carried,
    education.carried,
    trust_funds.carried,
    operations.carried,
    consultations.carried,
    resources.carried,
)


def live(now: datetime) -> dict[str, int]:
    """This will count, for each carrier that can be counted, what the reader may see. One query a house."""
    return {carrier: number for count in COUNTS for carrier, number in count(now).items()}


def address(place: str, actor: Actor) -> str:
    """This will give the page that shows what carries a duty out, or nothing if there is none for this reader."""
    finds = OPEN_TO.get(place)
    if finds is not None and actor.is_signed_in and not finds(actor):
        return ""
    try:
        return reverse(PLACES[place])
    except (KeyError, NoReverseMatch):
        return ""
