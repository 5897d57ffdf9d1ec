"""What waits on somebody, and how much of the house carries out the policy."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor
from comity.core.tasks import Task
from comity.education import rules
from comity.education.models import IntegrityReview, Match, Need, Offer, Recognition, SchoolSupport
from comity.education.queries import centres, clearing, integrity, schools


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list what waits on somebody. Five queries at most."""
    return [
        *clearing.waiting_matches(actor, now),
        *centres.waiting_centres(actor, now),
        *integrity.waiting_reviews(actor, now),
        *schools.waiting_schools(actor, now),
    ]


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§7c, as far as the reader may see it. Six queries."""
    return {
        "education.needs": Need.objects.filter(state=rules.NeedState.OPEN).count(),
        "education.offers": Offer.objects.filter(state=rules.OfferState.OPEN).count(),
        "education.centres": Recognition.objects.filter(state=rules.CentreState.RECOGNISED).count(),
        "education.integrity": IntegrityReview.objects.exclude(state=rules.IntegrityState.WITHDRAWN).count(),
        "education.schools": SchoolSupport.objects.filter(state=rules.SupportState.RUNNING).count(),
        "education.matches": Match.objects.filter(state=rules.MatchState.DONE).count(),
    }
