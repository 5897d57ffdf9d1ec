"""The house of parties as a Django app."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.parties"
    label = "parties"
