"""What is kept of nominations: places in the list, groups, and the personal data apart under a key of their own."""

from comity.nominations.models.nomination import Aim, Group, Hold, Nomination
from comity.nominations.models.nominee import Nominee, NomineeKey

__all__ = ["Aim", "Group", "Hold", "Nomination", "Nominee", "NomineeKey"]
