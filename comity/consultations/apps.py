"""The house of consultations as a Django app."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.consultations"
    label = "consultations"
