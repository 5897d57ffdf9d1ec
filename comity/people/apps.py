"""The house of people as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.people"
    label = "people"
