"""The house of programmes as a Django app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.programmes"
    label = "programmes"
