"""The house of money as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.ledger"
    label = "ledger"
