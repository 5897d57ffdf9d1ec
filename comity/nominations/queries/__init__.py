"""What may be asked about nominations."""

from comity.nominations.queries.due import (
    ListDue,
    OfferDue,
    erasures_due,
    is_due,
    offers_due,
    releases_due,
    take_erasure,
)
from comity.nominations.queries.facts import (
    candidates,
    facts_of_activity,
    facts_of_confirm,
    facts_of_erase,
    facts_of_host,
    facts_of_list,
    facts_of_nominate,
    facts_of_nomination,
)
from comity.nominations.queries.inputs import PersonInput
from comity.nominations.queries.listing import (
    Counts,
    Filters,
    Listing,
    Named,
    Shown,
    attendees,
    counts,
    living,
    nomination,
    nominations,
    nominees,
    person_of,
)
from comity.nominations.queries.tasks import waiting

__all__ = [
    "Counts",
    "Filters",
    "ListDue",
    "Listing",
    "Named",
    "OfferDue",
    "PersonInput",
    "Shown",
    "attendees",
    "candidates",
    "counts",
    "erasures_due",
    "facts_of_activity",
    "facts_of_confirm",
    "facts_of_erase",
    "facts_of_host",
    "facts_of_list",
    "facts_of_nominate",
    "facts_of_nomination",
    "is_due",
    "living",
    "nomination",
    "nominations",
    "nominees",
    "offers_due",
    "person_of",
    "releases_due",
    "take_erasure",
    "waiting",
]
