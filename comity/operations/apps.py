"""The house of operations as a Django app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.operations"
    label = "operations"
