"""The house of trust funds as a Django app."""

from django.apps import AppConfig


class TrustFundsConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.trust_funds"
    label = "trust_funds"
