"""Rounds: which activities they cover with which money, what partners wish, and the inputs as they were frozen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.resources.models.settings import Settings
from comity.resources.rules.states import Limit, RoundState


class Round(Row):
    """One allocation of seats and money for a period; from its opening on partners know of it."""

    settings = models.ForeignKey(Settings, on_delete=models.PROTECT, related_name="rounds")
    code = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=16, default=RoundState.DRAFT.value)  # one of rules.RoundState
    since_on = models.DateField(help_text="first day on which a covered activity may begin")
    until_on = models.DateField(help_text="last such day")
    wishes_until = models.DateField(help_text="last day on which partners order their names")
    currency = models.CharField(max_length=3, default="EUR")
    turn = models.PositiveSmallIntegerField(default=1, help_text="counts up with each re-run")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(until_on__gte=F("since_on")), name="resources_round_period"),
        ]

    def __str__(self) -> str:
        """This will name the round by its code."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the round in the register."""
        return f"round:{self.code}"


class Cover(Row):
    """An activity that a round covers: its seats are given by the round, not by the order of the list (W-98)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="covers")
    activity = models.ForeignKey("menu.Activity", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16)
    line = models.CharField(max_length=24, help_text="code of the budget line")
    seat_minor = models.BigIntegerField(help_text="what one seat costs before co-funding")
    fixed_minor = models.BigIntegerField(default=0, help_text="what it costs once if it runs")
    delegation = models.PositiveSmallIntegerField(null=True, help_text="seats that one partner may hold")
    minimum = models.PositiveIntegerField(default=0, help_text="fewer than that, and it does not take place")
    ended_at = models.DateTimeField(null=True)
    carry_out_at = models.DateTimeField(null=True, help_text="from then on its granted seats are offered")
    runs = models.BooleanField(null=True, help_text="as published")
    granted = models.PositiveIntegerField(null=True, help_text="as published")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity"], condition=Q(ended_at__isnull=True), name="resources_cover_once"
            ),
            models.CheckConstraint(
                condition=Q(seat_minor__gte=0) & Q(fixed_minor__gte=0), name="resources_cover_costs"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["round", "code"], name="resources_cover_round"),
            models.Index(fields=["carry_out_at"], name="resources_cover_due", condition=Q(carry_out_at__isnull=False)),
        ]

    def __str__(self) -> str:
        """This will name the activity."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the activity, under which the register keeps what happens to it."""
        return f"activity:{self.code}"


class Envelope(Row):
    """Money of a budget line that is put at the disposal of a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="envelopes")
    line = models.CharField(max_length=24)
    minor = models.BigIntegerField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["round", "line"], name="resources_envelope_once"),
            models.CheckConstraint(condition=Q(minor__gte=0), name="resources_envelope_amount"),
        ]

    def __str__(self) -> str:
        """This will name the line."""
        return self.line


class Quota(Row):
    """A limit that somebody has set; without one there is none (W-99)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="quotas")
    limit = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Limit])
    about = models.CharField(max_length=16, help_text="code of the partner or framework")
    value = models.BigIntegerField(help_text="seats, or minor units")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["round", "limit", "about"], name="resources_quota_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="resources_quota_value"),
        ]

    def __str__(self) -> str:
        """This will name what is limited."""
        return f"{self.limit} {self.about}"


class Declaration(Row):
    """The share of its costs that a partner pays itself in a round, as it has declared."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="declarations")
    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    share_percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["round", "party"], name="resources_declaration_once"),
            models.CheckConstraint(condition=Q(share_percent__lte=100), name="resources_declaration_share"),
        ]

    def __str__(self) -> str:
        """This will say whose declaration it is."""
        return f"{self.party_id} {self.share_percent}"


class Wish(Row):
    """Where one name stands in a partner's own order, and whether it would come at the partner's own cost."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="wishes")
    nomination = models.ForeignKey("nominations.Nomination", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    rank = models.PositiveIntegerField()
    own_cost = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["round", "nomination"], name="resources_wish_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["round", "party", "rank"], name="resources_wish_party")]

    def __str__(self) -> str:
        """This will say whose wish it is."""
        return f"{self.party_id} {self.rank}"


class Frozen(Row):
    """The inputs of a round as they were frozen: what is asked, in the engine's own format, with its fingerprint."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="frozen")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    document = models.BinaryField(help_text="JSON of comity-allocation/1, compressed")
    activities = models.PositiveIntegerField()
    nominations = models.PositiveIntegerField()
    partners = models.PositiveIntegerField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["round", "number"], name="resources_frozen_number"),
        ]

    def __str__(self) -> str:
        """This will name it by its fingerprint."""
        return self.sha256[:12]
