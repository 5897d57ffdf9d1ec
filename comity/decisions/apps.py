"""The house of decisions as a Django app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.decisions"
    label = "decisions"
