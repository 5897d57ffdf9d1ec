"""What is kept of dialogues and of cooperation with organisations."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from comity.engagement.rules import Level, Objective, Outcome, State
from comity.kernel.rows import Row

RUNNING = (State.PROPOSED.value, State.OPEN.value)


class Dialogue(Row):
    """A dialogue with a nation outside every framework: proposed, decided by the Council, open, closed."""

    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    areas = ArrayField(models.CharField(max_length=40))
    purpose = models.TextField()
    state = models.CharField(max_length=16, default=State.PROPOSED, choices=[(s.value, s.value) for s in State])
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=16)
    decision = models.CharField(max_length=40, blank=True)
    begun_on = models.DateField(null=True)
    towards = models.CharField(max_length=40, blank=True)
    path = models.TextField(blank=True)
    outcome = models.CharField(max_length=16, blank=True, choices=[(o.value, o.value) for o in Outcome])
    reason = models.TextField(blank=True)
    over_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["party"], condition=Q(state__in=RUNNING), name="engagement_dialogue_running"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OPEN) | (Q(begun_on__isnull=False) & ~Q(decision="")),
                name="engagement_dialogue_decided",
            ),
        ]

    def __str__(self) -> str:
        """This will name the nation."""
        return f"dialogue with {self.party_id}"


class Contact(Row):
    """One contact in a dialogue: when, by whom, on what."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="contacts")
    held_on = models.DateField()
    by = models.CharField(max_length=16)
    place = models.CharField(max_length=120, blank=True)
    area = models.CharField(max_length=40)
    subject = models.CharField(max_length=240)
    summary = models.TextField(blank=True)
    is_warning = models.BooleanField(default=False)
    logged_at = models.DateTimeField()

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["dialogue", "-held_on"], name="engagement_contact_latest")]

    def __str__(self) -> str:
        """This will name the subject."""
        return self.subject


class Cooperation(Row):
    """The record of cooperation with one organisation."""

    organisation = models.OneToOneField(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="organisation"
    )
    aims = models.TextField(blank=True)
    set_up_on = models.DateField()

    def __str__(self) -> str:
        """This will name the organisation."""
        return f"cooperation with {self.organisation_id}"


class Talks(Row):
    """Staff talks that were held. What was said is for fewer eyes than that they took place."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="talks")
    held_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Level])
    objectives = ArrayField(models.CharField(max_length=16))
    subjects = models.CharField(max_length=240)
    summary = models.TextField(blank=True)
    next_on = models.DateField(null=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["cooperation", "-held_on"], name="engagement_talks_latest")]

    def __str__(self) -> str:
        """This will name the subjects."""
        return self.subjects


class Joint(Row):
    """Something done together with an organisation; `activity` is its code on the menu, if it is there."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="joint")
    title_en = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240)
    objective = models.CharField(max_length=16, choices=[(o.value, o.value) for o in Objective])
    start_on = models.DateField()
    end_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    activity = models.CharField(max_length=24, blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="engagement_joint_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["cooperation", "-start_on"], name="engagement_joint_latest")]

    def __str__(self) -> str:
        """This will name it."""
        return self.title_en

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


class Agreement(Row):
    """An agreement with an organisation: signed, in force, ended."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="agreements")
    title_en = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240)
    reference = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField()
    in_force_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("signed_on")), name="engagement_agreement_order"
            ),
        ]

    def __str__(self) -> str:
        """This will name it."""
        return self.title_en

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en
