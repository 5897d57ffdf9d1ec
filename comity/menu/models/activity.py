"""Activities: what takes place on a day, with seats, and seats kept for somebody."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.menu.models.course import Course
from comity.menu.models.offering import Offering
from comity.menu.rules.states import State


class Activity(Offering):
    """A dated activity of the menu, known by its code PCM-nnnn."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="activities")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.OFFERED)
    start_on = models.DateField(null=True)
    end_on = models.DateField(null=True)
    starts = models.CharField(max_length=10, blank=True, help_text="as published: 2019, 2019-02 or 2019-02-04")
    ends = models.CharField(max_length=10, blank=True, help_text="as published")
    nominate_by = models.DateField(null=True, help_text="last day on which nominations are taken")
    nominate_by_chosen = models.BooleanField(default=False, help_text="set by the provider, not counted back")

    seats_total = models.PositiveIntegerField(null=True, help_text="null is not known")
    seats_minimum = models.PositiveIntegerField(default=0, help_text="fewer than that, and it does not take place")
    seats_reserved = models.PositiveIntegerField(default=0, help_text="sum of the seat shares")
    seats_given = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    seats_note = models.CharField(max_length=160, blank=True, help_text="as published, such as 17 open")

    release = ArrayField(
        models.CharField(max_length=32), default=list, help_text="communities that see it once published, unresolved"
    )
    reason = models.TextField(blank=True, help_text="of the last change, postponement, cancellation or retirement")
    changed_fields = ArrayField(models.CharField(max_length=32), default=list)
    decision = models.CharField(max_length=40, blank=True, help_text="paper by which it was agreed")
    screening_note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True, help_text="the provider's own words on how it went")
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Offering.Meta):
        constraints: ClassVar = [
            *Offering.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(start_on__isnull=True) | Q(end_on__gte=F("start_on")),
                name="menu_activity_dates",
            ),
            models.CheckConstraint(
                condition=Q(seats_total__isnull=True) | Q(seats_given__lte=F("seats_total")), name="menu_activity_seats"
            ),
            models.CheckConstraint(
                condition=Q(seats_total__isnull=True)
                | (Q(seats_reserved__lte=F("seats_total")) & Q(seats_minimum__lte=F("seats_total"))),
                name="menu_activity_fit",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(state__in=[State.OFFERED, State.SCREENED, State.AGREED]),
                name="menu_activity_published",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["start_on", "id"], name="menu_activity_start"),
            models.Index(fields=["party", "state"], name="menu_activity_party"),
            models.Index(fields=["course", "start_on"], name="menu_activity_course"),
        ]

    @property
    def subject(self) -> str:
        """This will name the activity in the register."""
        return f"activity:{self.code}"

    @property
    def is_full(self) -> bool:
        """This will tell whether every seat is given."""
        return self.seats_total is not None and self.seats_given >= self.seats_total


class SeatShare(Row):
    """Seats of an activity kept for Allies, a framework or one party until a day."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="shares")
    holder = models.CharField(max_length=32, help_text="allies, a framework's code or party:<code>")
    seats = models.PositiveIntegerField()
    given = models.PositiveIntegerField(default=0)
    until_on = models.DateField(null=True, help_text="last day on which they are kept")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["activity", "holder"], name="menu_seatshare_once"),
            models.CheckConstraint(condition=Q(seats__gt=0) & Q(given__lte=F("seats")), name="menu_seatshare_seats"),
        ]

    def __str__(self) -> str:
        """This will say how many seats are kept for whom."""
        return f"{self.activity_id} {self.holder} {self.seats}"
