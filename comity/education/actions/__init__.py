"""What may be done in education, training and capacity building."""

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
    "confirm",
    "decline",
    "drop_need",
    "drop_offer",
    "offer",
    "propose_match",
    "state_need",
]
