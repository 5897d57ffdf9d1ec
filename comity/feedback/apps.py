"""The house of feedback as a Django app."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Registers the house's tables."""

    name = "comity.feedback"
    label = "feedback"
