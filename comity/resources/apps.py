"""The house of resources as a Django app."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.resources"
    label = "resources"
