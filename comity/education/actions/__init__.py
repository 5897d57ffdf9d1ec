"""What may be done in education, training and capacity building."""

from comity.education.actions.centres import (
    apply,
    assess,
    give_back,
    recognise,
    turn_down,
    withdraw,
)
from comity.education.actions.clearing import (
    accept,
    confirm,
    decline,
    drop_need,
    drop_offer,
    offer,
    propose_match,
    state_need,
)

__all__ = [
    "accept",
    "apply",
    "assess",
    "confirm",
    "decline",
    "drop_need",
    "drop_offer",
    "give_back",
    "offer",
    "propose_match",
    "recognise",
    "state_need",
    "turn_down",
    "withdraw",
]
