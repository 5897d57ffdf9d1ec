"""The configuration as a Django app: it wires what follows from what."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires the flows to the bus once all houses are loaded."""

    name = "comity.config"
    label = "config"

    def ready(self) -> None:
        """This will set the table of flows/table.py on the bus."""
        from comity.flows import table  # noqa: PLC0415 - houses must be loaded first
        from comity.kernel import bus  # noqa: PLC0415

        bus.wire(table.WHEN)
