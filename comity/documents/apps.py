"""The house of documents as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.documents"
    label = "documents"
