"""The house of web as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.web"
    label = "web"
