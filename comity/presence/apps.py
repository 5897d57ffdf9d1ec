"""The house of presence as a Django app."""

from django.apps import AppConfig


class PresenceConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.presence"
    label = "presence"
