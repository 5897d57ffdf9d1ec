"""The house of menu as a Django app."""

from django.apps import AppConfig


class MenuConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.menu"
    label = "menu"
