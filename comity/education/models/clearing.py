"""What is kept by the clearing house: needs, offers, and which of them were brought together."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from comity.education.rules import LIVING, Field, MatchState, NeedState, OfferState
from comity.kernel.rows import Row


def party_key() -> models.ForeignKey:  # type: ignore[type-arg]
    """This will point at a party by its code."""
    return models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )


class Need(Row):
    """What a partner needs, for how many people and until when."""

    party = party_key()
    field = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Field])
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    people = models.PositiveIntegerField()
    by_on = models.DateField()
    state = models.CharField(
        max_length=16, default=NeedState.OPEN, choices=[(one.value, one.value) for one in NeedState]
    )
    stated_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(people__gte=1), name="education_need_people"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "by_on"], name="education_need_open")]

    def __str__(self) -> str:
        """This will name what is needed."""
        return self.title


class Offer(Row):
    """What an Ally or a partner offers, for how many people, to which frameworks (none: to all) and until when."""

    party = party_key()
    field = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Field])
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    people = models.PositiveIntegerField()
    frameworks = ArrayField(models.CharField(max_length=40), default=list)
    until_on = models.DateField()
    state = models.CharField(
        max_length=16, default=OfferState.OPEN, choices=[(one.value, one.value) for one in OfferState]
    )
    offered_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(people__gte=1), name="education_offer_people"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "until_on"], name="education_offer_open")]

    def __str__(self) -> str:
        """This will name what is offered."""
        return self.title


class Match(Row):
    """A need and an offer brought together; `accepted` are the parties that have agreed for themselves."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="matches")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="matches")
    people = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    is_regional = models.BooleanField(default=False)
    accepted = ArrayField(models.CharField(max_length=16), default=list)
    state = models.CharField(
        max_length=16, default=MatchState.PROPOSED, choices=[(one.value, one.value) for one in MatchState]
    )
    proposed_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    trained = models.PositiveIntegerField(default=0)
    done_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["need", "offer"],
                condition=Q(state__in=[one.value for one in LIVING]),
                name="education_match_living",
            ),
            models.CheckConstraint(
                condition=~Q(state=MatchState.DONE.value) | (Q(done_on__isnull=False) & Q(trained__gte=1)),
                name="education_match_done",
            ),
        ]

    def __str__(self) -> str:
        """This will name both ends."""
        return f"need {self.need_id} and offer {self.offer_id}"
