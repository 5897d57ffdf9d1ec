"""Sessions, what is to be done after them, and the meetings of frameworks over which none is laid."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from comity.consultations.models.formats import Consultation
from comity.consultations.rules import FollowUpState, SessionState
from comity.kernel.rows import Row


class Session(Row):
    """A meeting of a consultation: day, place, agenda. Those who are called to it read it, Allies and the staff."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in SessionState], default=SessionState.PLANNED
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=160)
    agenda = ArrayField(models.CharField(max_length=240))
    paper = models.CharField(max_length=60, blank=True, help_text="symbol of its record")
    convened_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="why it was cancelled")

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["consultation", "number"], name="consultations_session_once"),
            models.CheckConstraint(
                condition=~Q(state=SessionState.RECORDED) | ~Q(paper=""), name="consultations_session_record"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SessionState.HELD, SessionState.RECORDED])
                | Q(convened_at__isnull=False, held_at__isnull=False),
                name="consultations_session_convened_first",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="consultations_session_day")]

    def __str__(self) -> str:
        """This will name the session by its number."""
        return str(self.number)

    @property
    def subject(self) -> str:
        """This will name the consultation in the register."""
        return f"consultation:{self.consultation.code}"


class Clearance(Row):
    """Why a session takes nothing from a framework that meets on the same day: for Allies and the staff (W-134)."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="clearance")
    frameworks = ArrayField(models.CharField(max_length=24))
    reason = models.TextField()

    def __str__(self) -> str:
        """This will name the session."""
        return f"{self.session_id}"


class FollowUp(Row):
    """Something that somebody is to do by a day, after a session."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="follow_ups")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=16, help_text="code of the party, or IS for the staff")
    due_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in FollowUpState], default=FollowUpState.OPEN
    )
    done_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["consultation", "number"], name="consultations_follow_up_once"),
            models.CheckConstraint(
                condition=Q(state=FollowUpState.OPEN, done_at__isnull=True)
                | Q(state=FollowUpState.DONE, done_at__isnull=False),
                name="consultations_follow_up_done",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "due_on"], name="consultations_to_do", condition=Q(state=FollowUpState.OPEN))
        ]

    def __str__(self) -> str:
        """This will name the task by its number."""
        return str(self.number)

    @property
    def subject(self) -> str:
        """This will name the consultation in the register."""
        return f"consultation:{self.consultation.code}"


class Meeting(Row):
    """A meeting of a framework, for its members, Allies and the staff: formats take nothing from it (P§11)."""

    framework = models.CharField(max_length=24)
    on = models.DateField()
    title_en = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    place = models.CharField(max_length=120, blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["framework", "on", "title_en"], name="consultations_meeting_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["on"], name="consultations_meeting_day")]

    def __str__(self) -> str:
        """This will name the meeting."""
        return self.title_en

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en
