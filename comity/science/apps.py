"""The house of science as a Django app."""

from django.apps import AppConfig


class ScienceConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.science"
    label = "science"
