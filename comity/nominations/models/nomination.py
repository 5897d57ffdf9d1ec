"""Nominations: a party's name for an activity and its place; groups: names put forward together.

What a decision needs is here (party, rank, days, outcome), what a person is stands in `Nominee`. Why somebody waits is
written down with the place, so that a reader needs to see nobody else's.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row
from comity.menu.rules import Clearance
from comity.nominations.models.nominee import Nominee
from comity.nominations.rules.seating import Passed
from comity.nominations.rules.states import ALIVE, SEATED, State


def _states(*states: State) -> Q:
    return Q(state__in=[state.value for state in states])


class Group(Row):
    """Names that a party has put forward in one act; `together` means that none goes without the others."""

    activity = models.ForeignKey("menu.Activity", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    together = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()

    def __str__(self) -> str:
        """This will say whose names they are."""
        return f"{self.party_id} {self.activity_id} {self.pk}"


class Nomination(Row):
    """One name for one activity, known by the activity's code and a number: PCM-0455/7."""

    activity = models.ForeignKey("menu.Activity", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, help_text="of the activity, for readers who no longer see it")
    number = models.PositiveIntegerField(help_text="counts up within the activity")
    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    nominee = models.OneToOneField(Nominee, on_delete=models.PROTECT, related_name="nomination")
    fingerprint = models.CharField(max_length=64, null=True, help_text="the same person of the same party, as a number")  # noqa: DJ001

    rank = models.CharField(max_length=5, blank=True)
    language_profile = models.CharField(max_length=4, blank=True, help_text="STANAG 6001")
    clearance = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in Clearance], default=Clearance.NONE
    )
    courses = ArrayField(models.CharField(max_length=16), default=list, help_text="prerequisites said to be met")

    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.SUBMITTED)
    submitted_at = models.DateTimeField()
    queued_at = models.DateTimeField(help_text="since when its place counts")
    received_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="why it was declined or called off")

    share = models.CharField(max_length=32, null=True, help_text="whose kept seat it uses; empty: an open seat")  # noqa: DJ001
    position = models.PositiveIntegerField(null=True)
    claim = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Passed], blank=True)
    size = models.PositiveSmallIntegerField(default=1, help_text="seats that it needs at once")
    ranked_on = models.DateField(null=True, help_text="day on which the list was last put in order")
    next_position = models.PositiveIntegerField(null=True, help_text="who gets the next seat that becomes free")
    next_claim = models.PositiveSmallIntegerField(null=True)
    next_size = models.PositiveSmallIntegerField(null=True)
    passed_at = models.DateTimeField(null=True, help_text="last time that a seat went to somebody behind")
    passed_why = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Passed], blank=True)
    passed_size = models.PositiveSmallIntegerField(null=True)
    granted = models.BooleanField(default=False, help_text="a round of allocation has given it a seat")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["activity", "number"], name="nominations_number"),
            models.UniqueConstraint(
                fields=["activity", "party", "fingerprint"], condition=_states(*ALIVE), name="nominations_once"
            ),
            models.CheckConstraint(
                condition=_states(*SEATED) ^ Q(share__isnull=True), name="nominations_seated_has_seat"
            ),
            models.CheckConstraint(
                condition=~_states(State.SEAT_OFFERED) | (Q(offered_at__isnull=False) & Q(expires_at__isnull=False)),
                name="nominations_offer_has_end",
            ),
            models.CheckConstraint(
                condition=~_states(State.CONFIRMED, State.ATTENDED, State.NO_SHOW) | Q(confirmed_at__isnull=False),
                name="nominations_confirmed_at",
            ),
            models.CheckConstraint(
                condition=_states(State.SUBMITTED, State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.CANCELLED)
                | Q(received_at__isnull=False),
                name="nominations_received_at",
            ),
            models.CheckConstraint(condition=_states(*ALIVE) ^ Q(ended_at__isnull=False), name="nominations_ended_at"),
            models.CheckConstraint(
                condition=~_states(State.DECLINED, State.CANCELLED) | ~Q(reason=""), name="nominations_reason"
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True) | _states(State.WAITING), name="nominations_position"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["code", "number"], name="nominations_code"),
            models.Index(fields=["party", "-submitted_at"], name="nominations_party"),
            models.Index(fields=["fingerprint"], name="nominations_person"),
            models.Index(fields=["expires_at"], name="nominations_offers", condition=_states(State.SEAT_OFFERED)),
            models.Index(fields=["activity", "state"], name="nominations_list"),
            models.Index(
                fields=["activity"], name="nominations_asked", condition=_states(State.SUBMITTED, State.SEAT_OFFERED)
            ),
        ]

    def __str__(self) -> str:
        """This will name it by party, activity and number."""
        return f"{self.party_id} {self.code}/{self.number}"

    @property
    def subject(self) -> str:
        """This will name the nomination in the register."""
        return f"nomination:{self.code}/{self.number}"


class Aim(Row):
    """Which goal of a programme a nomination serves: for the party and the staff, not for the host."""

    nomination = models.OneToOneField(Nomination, on_delete=models.CASCADE, related_name="aim")
    goal = models.CharField(max_length=160, help_text="code of the goal")

    def __str__(self) -> str:
        """This will give the goal."""
        return self.goal


class Hold(Row):
    """A list that stands still because a round of allocation gives the seats of its activity (W-98)."""

    activity = models.OneToOneField("menu.Activity", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=20, help_text="code of the round")

    def __str__(self) -> str:
        """This will name the round."""
        return self.by
