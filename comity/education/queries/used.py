"""What of education was used in some months, and for whom: for the yearly review and the state of partnerships."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from comity.core.calendar import at_brussels, end_of_day
from comity.core.uses import Use
from comity.education import rules
from comity.education.models import IntegrityReview, Need, Offer, Recognition, SchoolSupport


def centres_between(since: date, until: date) -> list[Use]:
    """This will list the recognitions of training centres that held between two days, by nation. One query."""
    found = Recognition.objects.filter(state=rules.CentreState.RECOGNISED, since_on__lte=until, until_on__gt=since)
    return [
        Use(f"recognition:{pk}", frozenset({str(party)}), ends is not None and ends > until)
        for pk, party, ends in found.values_list("pk", "party_id", "until_on")
    ]


def supports_between(since: date, until: date) -> list[Use]:
    """This will list the schools whose support was asked for or ran between two days, by partner. One query."""
    asked = SchoolSupport.objects.filter(asked_at__lt=end_of_day(until))
    found = asked.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=since))
    return [
        Use(f"school-support:{pk}", frozenset({str(party)}), ends is None or ends > until)
        for pk, party, ends in found.values_list("pk", "party_id", "ended_on")
    ]


def reviews_between(since: date, until: date) -> list[Use]:
    """This will list the integrity reviews in work between two days, from the day they were handed in. One query.

    A draft is its partner's alone (W-232), so that nobody counts it; what the reader may not see is not counted either.
    """
    ends = end_of_day(until)
    handed_in = IntegrityReview.objects.filter(handed_in_at__lt=ends).exclude(state=rules.IntegrityState.WITHDRAWN)
    found = handed_in.filter(Q(agreed_at__isnull=True) | Q(agreed_at__gte=at_brussels(since, 0)))
    return [
        Use(f"integrity:{pk}", frozenset({str(party)}), agreed_at is None or agreed_at >= ends)
        for pk, party, agreed_at in found.values_list("pk", "party_id", "agreed_at")
    ]


def cleared_between(since: date, until: date) -> list[Use]:
    """This will list the needs and offers stated between two days, or still open after them. Two queries."""
    first, ends = at_brussels(since, 0), end_of_day(until)
    needs = Need.objects.filter(stated_at__lt=ends).filter(Q(stated_at__gte=first) | Q(state=rules.NeedState.OPEN))
    offers = Offer.objects.filter(offered_at__lt=ends).filter(Q(offered_at__gte=first) | Q(state=rules.OfferState.OPEN))
    return [
        *(
            Use(f"need:{pk}", frozenset({str(party)}), state == rules.NeedState.OPEN)
            for pk, party, state in needs.values_list("pk", "party_id", "state")
        ),
        *(
            Use(f"offer:{pk}", frozenset({str(party)}), state == rules.OfferState.OPEN and last > until)
            for pk, party, state, last in offers.values_list("pk", "party_id", "state", "until_on")
        ),
    ]


def supported(pks: Iterable[int]) -> dict[int, str]:
    """This will tell for which partners schools are supported, as far as the reader may see it. One query."""
    found = SchoolSupport.objects.filter(pk__in=list(pks)).values_list("pk", "party_id")
    return {pk: str(party) for pk, party in found}
