"""What is kept of education, training and capacity building."""

from comity.education.models.clearing import Match, Need, Offer

__all__ = ["Match", "Need", "Offer"]
