"""The house of education as a Django app."""

from django.apps import AppConfig


class EducationConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.education"
    label = "education"
