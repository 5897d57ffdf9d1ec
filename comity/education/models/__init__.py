"""What is kept of education, training and capacity building."""

from comity.education.models.centres import Recognition
from comity.education.models.clearing import Match, Need, Offer

__all__ = ["Match", "Need", "Offer", "Recognition"]
