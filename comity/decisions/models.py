"""What is kept of decisions, and what the database itself forbids (see migrations: triggers of silence and letters)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from comity.core import refs
from comity.decisions.rules import FollowUp, LetterKind, LineState, Result, State, Verb
from comity.kernel.rows import Row


class Body(Row):
    """A body of the Alliance. What it is called, and since when, stands in the policy pack."""

    code = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        """This will name the body by its code."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the body in the register."""
        return f"body:{self.code}"


class Format(Row):
    """Who sits when a body meets: whole communities (policy pack) and partners named one by one, with dates."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="formats")
    code = models.CharField(max_length=24, help_text="format of the policy pack")
    participants = ArrayField(models.CharField(max_length=16), default=list, help_text="partners named one by one")
    topic_en = models.CharField(max_length=200, blank=True)
    topic_fr = models.CharField(max_length=200, blank=True)
    mandate = models.CharField(max_length=60, blank=True, help_text="paper that decided on the format")
    since_on = models.DateField()
    until_on = models.DateField(null=True, help_text="first day on which it no longer holds")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["body", "code", "participants", "mandate"], name="decisions_format_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")), name="decisions_format_order"
            ),
        ]

    def __str__(self) -> str:
        """This will name the format by its codes."""
        return f"{self.body_id} {self.code}"

    @property
    def subject(self) -> str:
        """This will name the format in the register."""
        return f"format:{self.pk}"


class Item(Row):
    """A text to be decided, with its symbol, from draft to outcome."""

    symbol = models.CharField(max_length=60, unique=True)
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="items")
    state = models.CharField(max_length=24, choices=[(s.value, s.value) for s in State], default=State.DRAFT.value)
    title_en = models.CharField(max_length=240, blank=True)
    title_fr = models.CharField(max_length=240, blank=True)
    note_en = models.TextField(blank=True)
    note_fr = models.TextField(blank=True)
    ground = models.CharField(max_length=16, blank=True, help_text="paragraph that asks the body to decide, as P§13")
    about = models.CharField(max_length=160, blank=True, help_text="subject of the thing decided upon")
    waits_for = models.CharField(
        max_length=160, blank=True, help_text="subject of what has to be over before silence opens"
    )
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=0)
    drafted_at = models.DateTimeField()
    drafted_by = models.BigIntegerField(null=True, help_text="person who keeps the file")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="why it was withdrawn or lapsed")
    released_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=[State.AGREED, State.AGREED_IN_MEETING, State.AGREED_IN_PART])
                | Q(decided_at__isnull=False),
                name="decisions_item_decided_at",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-id"], name="decisions_item_state"),
            models.Index(fields=["about"], name="decisions_item_about"),
        ]

    def __str__(self) -> str:
        """This will name the item by its symbol."""
        return self.symbol

    @property
    def subject(self) -> str:
        """This will name the item in the register."""
        return f"decision:{self.symbol}"

    @property
    def slug(self) -> str:
        """This will write the symbol as it stands in addresses."""
        return refs.slug_of_paper(self.symbol)

    @property
    def reference(self) -> str:
        """This will write the symbol with the number of the revision, if there was one."""
        return f"{self.symbol}-REV{self.revision}" if self.revision else self.symbol

    def title_in(self, locale: str) -> str:
        """This will give the title in a language, or in the other as long as there is none."""
        both = (self.title_fr, self.title_en) if locale == "fr" else (self.title_en, self.title_fr)
        return both[0] or both[1]

    def note_in(self, locale: str) -> str:
        """This will give the covering note in a language."""
        return self.note_fr if locale == "fr" else self.note_en


class Line(Row):
    """An operative paragraph: what the body does with what, and what follows from it elsewhere."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=16, choices=[(v.value, v.value) for v in Verb])
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    effect = models.CharField(max_length=40, blank=True)  # one of rules.Effect; each house above adds its own
    effect_about = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in LineState], default=LineState.OPEN)
    decided_at = models.DateTimeField(null=True)
    follow_up = models.CharField(max_length=16, blank=True, choices=[(f.value, f.value) for f in FollowUp])
    refusal = models.CharField(max_length=24, blank=True, help_text="number of the refusal of the follow-up")

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["item", "number"], name="decisions_line_once"),
            models.CheckConstraint(
                condition=Q(state=LineState.AGREED, decided_at__isnull=False)
                | (~Q(state=LineState.AGREED) & Q(decided_at__isnull=True)),
                name="decisions_line_decided_at",
            ),
        ]

    def __str__(self) -> str:
        """This will name the line by its number."""
        return str(self.number)

    def text_in(self, locale: str) -> str:
        """This will give the text in a language."""
        return self.text_fr if locale == "fr" else self.text_en


class Silence(Row):
    """One silence period: its opening act, its end, who may write, and what came of it, once."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="silences")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_end = models.DateTimeField(help_text="the end as first announced")
    zone = models.CharField(max_length=40, default="Europe/Brussels")
    lines = ArrayField(models.PositiveSmallIntegerField(), help_text="numbers of the lines put under silence")
    entitled = ArrayField(models.CharField(max_length=16), help_text="parties that sat in the format at the opening")
    paper_version = models.PositiveIntegerField()
    text_sha256 = models.CharField(max_length=64)
    reminded_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=16, blank=True, choices=[(r.value, r.value) for r in Result])
    effective_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)
    declared_because = models.TextField(blank=True, help_text="why the secretariat let a held period stand")
    reached: bool | None = None  # whether the service was at work to the end, once somebody has looked it up

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["item", "number"], name="decisions_silence_number"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(result__in=[Result.RUNNING, Result.HELD]), name="decisions_silence_running"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="decisions_silence_order"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("announced_end")), name="decisions_silence_announced"),
            models.CheckConstraint(
                condition=Q(result=Result.RUNNING, effective_at__isnull=True)
                | (~Q(result=Result.RUNNING) & Q(effective_at__isnull=False)),
                name="decisions_silence_effective",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=[Result.AGREED, Result.AGREED_IN_PART, Result.HELD])
                | (Q(effective_at=F("ends_at")) & Q(recorded_at__gte=F("ends_at"))),
                name="decisions_silence_never_early",
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.BROKEN) | Q(effective_at__lt=F("ends_at")),
                name="decisions_silence_never_broken_late",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ends_at"], condition=Q(result=Result.RUNNING), name="decisions_silence_due")
        ]

    def __str__(self) -> str:
        """This will name the period by its number."""
        return str(self.number)


class Extension(Row):
    """One moving of the end of a period, to a later moment."""

    silence = models.ForeignKey(Silence, on_delete=models.PROTECT, related_name="extensions")
    before = models.DateTimeField()
    ends_at = models.DateTimeField()
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("before"), at__lt=F("before")), name="decisions_extension_later"
            ),
        ]

    def __str__(self) -> str:
        """This will say until when."""
        return f"{self.ends_at:%Y-%m-%d %H:%M}"


class Letter(Row):
    """What a delegation wrote while silence ran. Its rows are for Allies, the staff and the writer; never changed."""

    silence = models.ForeignKey(Silence, on_delete=models.PROTECT, related_name="letters")
    party = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in LetterKind])
    received_at = models.DateTimeField()
    text = models.TextField()
    amendment = models.TextField(blank=True)
    lines = ArrayField(models.PositiveSmallIntegerField(), default=list, help_text="lines held; none named: all")
    person_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(help_text="when it was entered, if the secretariat recorded it")

    class Meta(Row.Meta):
        ordering: ClassVar = ["received_at", "pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="decisions_letter_text"),
            models.CheckConstraint(condition=Q(kind=LetterKind.OBJECTION) | Q(lines=[]), name="decisions_letter_lines"),
        ]

    def __str__(self) -> str:
        """This will say who wrote what."""
        return f"{self.party} {self.kind}"


class Question(Row):
    """A question about an item and its answer, for all who read the item."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="questions")
    party = models.CharField(max_length=16)
    text = models.TextField()
    asked_at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        """This will say who asked."""
        return f"{self.party} {self.asked_at:%Y-%m-%d}"

    @property
    def subject(self) -> str:
        """This will name the question in the register."""
        return f"question:{self.pk}"


class ActionSheet(Row):
    """The record of one outcome: a paper of its own, attached to the item's."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="sheets")
    silence = models.OneToOneField(Silence, on_delete=models.PROTECT, null=True, related_name="sheet")
    number = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=60, unique=True)
    meeting = models.CharField(max_length=60, blank=True, help_text="decision sheet of the meeting")
    decided_at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["item", "number"], name="decisions_sheet_once"),
        ]

    def __str__(self) -> str:
        """This will name the sheet by its symbol."""
        return self.symbol
