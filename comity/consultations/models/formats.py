"""A format of consultation, who asked for it and why, who takes part, and who has to be told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.consultations.rules import Answer, Occasion, Seat, State
from comity.kernel.rows import Row


class Consultation(Row):
    """A format: the body in which it meets, a framework or a list of participants, a subject, its mandate and days.

    Read by Allies, the staff, whoever asked, and those who are invited. Why it was asked for stands in its request.
    """

    code = models.CharField(max_length=12, unique=True, help_text="year and number, as in 2026-014")
    requester = models.CharField(max_length=16, help_text="code of the party that asked")
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State], default=State.REQUESTED)
    body = models.CharField(max_length=40, help_text="body of the policy pack in which it meets")
    framework = models.CharField(max_length=24, blank=True, help_text="framework whose members take part as a whole")
    occasion = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Occasion])
    subject_as_asked = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200, blank=True)
    subject_fr = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=24, blank=True, help_text="priority area (P§5); empty: outside them")
    wanted_on = models.DateField(null=True)
    mandate = models.CharField(max_length=60, blank=True, help_text="paper by which the Council approved the subject")
    requested_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=[State.AGREED, State.INFORMED, State.HELD, State.RECORDED, State.CLOSED])
                | (~Q(mandate="") & Q(agreed_at__isnull=False)),
                name="consultations_consultation_mandate",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.CHECKED, State.WITH_COUNCIL]) | (~Q(subject_en="") & ~Q(subject_fr="")),
                name="consultations_consultation_subject",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="consultations_state")]

    def __str__(self) -> str:
        """This will name the consultation by its code."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the consultation in the register."""
        return f"consultation:{self.code}"

    def title_in(self, locale: str) -> str:
        """This will give what it is about in a language, or as it was asked until the staff has worded it."""
        both = (self.subject_fr, self.subject_en) if locale == "fr" else (self.subject_en, self.subject_fr)
        return both[0] or both[1] or self.subject_as_asked


class Request(Row):
    """Why a consultation was asked for, in the requester's words: for the requester, Allies and the staff."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="request")
    aim = models.TextField(blank=True)
    event = models.CharField(max_length=200, blank=True, help_text="what has happened, where an event is the occasion")
    elsewhere = models.TextField(blank=True, help_text="where else the matter is dealt with, as the requester says")
    concern = models.CharField(max_length=12, blank=True, help_text="code of the concern from which it came")
    returned = models.TextField(blank=True, help_text="why the staff sent it back")

    def __str__(self) -> str:
        """This will name the consultation."""
        return f"{self.consultation_id}"


class Finding(Row):
    """What the staff found when it checked a request: for Allies and the staff alone."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """This will name the consultation."""
        return f"{self.consultation_id}"


class Participant(Row):
    """A partner proposed for a consultation. It reads of itself only when it is invited, and never if it is not."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="participants")
    party = models.CharField(max_length=16)
    seat = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Seat], default=Seat.PROPOSED)
    decision = models.CharField(max_length=60, blank=True, help_text="paper that approved or held it")
    answer = models.CharField(max_length=8, blank=True, choices=[(a.value, a.value) for a in Answer])

    class Meta(Row.Meta):
        ordering: ClassVar = ["party"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["consultation", "party"], name="consultations_participant_once"),
            models.CheckConstraint(
                condition=~Q(seat=Seat.AGREED) | ~Q(decision=""), name="consultations_participant_decided"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(seat=Seat.AGREED), name="consultations_participant_invited"
            ),
        ]

    def __str__(self) -> str:
        """This will name the partner."""
        return self.party


class Invitation(Row):
    """What an approved partner is sent and what it answers: for itself, Allies and the staff."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="invitations")
    party = models.CharField(max_length=16)
    text_en = models.TextField()
    text_fr = models.TextField()
    sent_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.CharField(max_length=8, choices=[(a.value, a.value) for a in Answer], default=Answer.INVITED)
    answered_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["consultation", "party"], name="consultations_invitation_once"),
            models.CheckConstraint(
                condition=Q(answer=Answer.INVITED, answered_at__isnull=True)
                | (~Q(answer=Answer.INVITED) & Q(answered_at__isnull=False)),
                name="consultations_invitation_answered",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["party", "answer"], name="consultations_invited")]

    def __str__(self) -> str:
        """This will name who is invited."""
        return self.party

    @property
    def subject(self) -> str:
        """This will name the consultation in the register, for those who read the invitation."""
        return f"consultation:{self.consultation.code}"

    def text_in(self, locale: str) -> str:
        """This will give the text in a language."""
        return self.text_fr if locale == "fr" else self.text_en


class Transparency(Row):
    """What partners that are not invited are told, and by when (P§11): for Allies, the staff and those told."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="transparency")
    code = models.CharField(max_length=12, unique=True)
    subject_en = models.CharField(max_length=200)
    subject_fr = models.CharField(max_length=200)
    due_on = models.DateField()
    planned_on = models.DateField(null=True, help_text="day of the first session, as it was planned when told")
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | (~Q(text_en="") & ~Q(text_fr="")),
                name="consultations_transparency_text",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], name="consultations_to_tell", condition=Q(sent_at__isnull=True))
        ]

    def __str__(self) -> str:
        """This will name the consultation."""
        return self.code

    def title_in(self, locale: str) -> str:
        """This will give the subject in a language."""
        return self.subject_fr if locale == "fr" else self.subject_en

    def text_in(self, locale: str) -> str:
        """This will give the text in a language."""
        return self.text_fr if locale == "fr" else self.text_en


class Notice(Row):
    """That one partner was told: for itself, Allies and the staff."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="notices")
    party = models.CharField(max_length=16)
    sent_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["consultation", "party"], name="consultations_notice_once"),
        ]

    def __str__(self) -> str:
        """This will name who was told."""
        return self.party
