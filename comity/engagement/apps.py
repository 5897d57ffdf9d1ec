"""The house of engagement as a Django app."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.engagement"
    label = "engagement"
