"""What may be asked of education, training and capacity building."""

from comity.education.queries.clearing import (
    Contribution,
    contributions,
    facts_of_drop,
    facts_of_match,
    facts_of_need,
    facts_of_offer,
    facts_of_proposal,
    fitting,
    is_met,
    left,
    match,
    need,
    needs,
    offer,
    offers,
    regional,
)
from comity.education.queries.tasks import carried, waiting

__all__ = [
    "Contribution",
    "carried",
    "contributions",
    "facts_of_drop",
    "facts_of_match",
    "facts_of_need",
    "facts_of_offer",
    "facts_of_proposal",
    "fitting",
    "is_met",
    "left",
    "match",
    "need",
    "needs",
    "offer",
    "offers",
    "regional",
    "waiting",
]
