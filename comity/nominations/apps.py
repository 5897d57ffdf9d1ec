"""The house of nominations as a Django app."""

from django.apps import AppConfig


class NominationsConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.nominations"
    label = "nominations"
