"""Where parties are present: missions at the seat, contact point embassies in capitals, providers of activities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.parties.models.party import Dated, Party, in_order, once_at_a_time


class Mission(Dated):
    """A party's own mission or liaison office at the seat (P§14)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="missions")
    name_en = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    address = models.CharField(max_length=240, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_kept = models.BooleanField(
        default=False, help_text="entered or corrected by the staff: loading public facts leaves it as it is"
    )

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            in_order("parties_mission_order"),
            once_at_a_time("parties_mission_once", "party"),
        ]

    def __str__(self) -> str:
        """This will name the mission."""
        return self.name_en

    @property
    def subject(self) -> str:
        """This will enter what is done about a mission in the history of its party."""
        return self.party.subject

    def name_in(self, locale: str) -> str:
        """This will name the mission in a language."""
        return self.name_fr if locale == "fr" else self.name_en


class ContactPointEmbassy(Dated):
    """The mandate of one Ally's embassy in a partner's capital; joint mandates are one row for each embassy (P§14)."""

    class Mode(models.TextChoices):
        """Whether an embassy serves alone."""

        SOLE = "sole"
        JOINT = "joint"
        UNKNOWN = ""

    host = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="embassies_hosted")
    ally = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="embassies_held")
    mandate_number = models.PositiveSmallIntegerField(null=True, help_text="of this Ally in this capital")
    mode = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    decision = models.CharField(max_length=40, blank=True)
    is_kept = models.BooleanField(
        default=False, help_text="entered or corrected by the staff: loading public facts leaves it as it is"
    )

    class Meta(Row.Meta):
        verbose_name = "contact point embassy"
        constraints: ClassVar = [
            *Row.Meta.constraints,
            in_order("parties_embassy_order"),
            models.CheckConstraint(condition=~Q(host=F("ally")), name="parties_embassy_abroad"),
            once_at_a_time("parties_embassy_once", "host", "ally"),
        ]

    def __str__(self) -> str:
        """This will say whose embassy serves where."""
        return f"{self.ally_id} in {self.host_id}"

    @property
    def subject(self) -> str:
        """This will enter what is done about a mandate in the history of the nation where the embassy serves."""
        return self.host.subject


class Provider(Dated):
    """A school, training centre or other body that offers activities, listed with the party that answers for it."""

    class Kind(models.TextChoices):
        """What sort of provider it is."""

        NATO_SCHOOL = "nato-school"
        PTEC = "ptec"
        COE = "coe"
        HEADQUARTERS = "headquarters"
        OTHER = "other"

    code = models.CharField(max_length=32, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="providers")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    abbreviation = models.CharField(max_length=32, blank=True)
    name_en = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160, blank=True, help_text="empty where no French name is known")
    city = models.CharField(max_length=80, blank=True)
    is_fictional = models.BooleanField(default=False)
    is_kept = models.BooleanField(
        default=False, help_text="entered or corrected by the staff: loading public facts leaves it as it is"
    )

    class Meta(Row.Meta):
        ordering: ClassVar = ["name_en"]
        constraints: ClassVar = [*Row.Meta.constraints, in_order("parties_provider_order")]

    def __str__(self) -> str:
        """This will name the provider."""
        return self.name_en

    @property
    def subject(self) -> str:
        """This will name the provider in the register."""
        return f"provider:{self.code}"

    def name_in(self, locale: str) -> str:
        """This will name the provider in a language, in English where no French name is known."""
        return (self.name_fr or self.name_en) if locale == "fr" else self.name_en
