"""What is kept of resources. Scores and points stand in tables of their own, for fewer readers than the rest."""

from comity.resources.models.settings import Points, Score, Settings

__all__ = ["Points", "Score", "Settings"]
