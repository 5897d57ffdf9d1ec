"""Programmes, their numbered versions and the agreements that are bound to them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from comity.core import audience, refs
from comity.core.actor import Side
from comity.kernel.rows import Row
from comity.programmes.rules.life import SIDES, State, place_of

BOTH_AGREED = (State.AGREED, State.WITH_COUNCIL)
_SIDES = [(side.value, side.value) for side in SIDES]


class Years(Func):
    """A closed range of years in the database."""

    function = "int4range"
    output_field = IntegerRangeField()


class Programme(Row):
    """A partner's programme of one type for a period, and where it stands (W-20, W-22, W-29)."""

    code = models.CharField(max_length=40, help_text="XA/ipcp/2027-28")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    party_code = models.CharField(max_length=16)
    type = models.CharField(max_length=16, help_text="code of the policy pack")
    pack = models.CharField(max_length=16, help_text="version of the policy under which it was begun")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5, default="en", help_text="in which the text is written")
    begun_by = models.CharField(max_length=12, choices=_SIDES)
    begun_at = models.DateTimeField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State], default=State.DRAFT)
    pen = models.CharField(max_length=12, choices=_SIDES)
    pen_since = models.DateTimeField()
    pen_asked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    shared_version = models.PositiveIntegerField(default=0)
    partner_agreed = models.PositiveIntegerField(null=True)
    staff_agreed = models.PositiveIntegerField(null=True)
    approved_version = models.PositiveIntegerField(null=True)

    submitted_at = models.DateTimeField(null=True)
    comments_due_on = models.DateField(null=True)
    agreed_at = models.DateTimeField(null=True)
    put_to_council_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=40, blank=True, help_text="paper before or of the Council")
    in_force_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    review_due_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="of reopening or withdrawal")

    class Meta(Row.Meta):
        ordering: ClassVar = ["party_code", "-first_year"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="programmes_programme_period"),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(state=State.WITHDRAWN), name="programmes_programme_code"
            ),
            ExclusionConstraint(
                name="programmes_programme_once",
                expressions=[
                    ("party", RangeOperators.EQUAL),
                    ("type", RangeOperators.EQUAL),
                    (Years("first_year", "last_year", Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state=State.WITHDRAWN),
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1)
                & Q(shared_version__lte=F("version"))
                & Q(version__lte=F("shared_version") + 1),
                name="programmes_programme_versions",
            ),
            models.CheckConstraint(
                condition=(Q(partner_agreed__isnull=True) | Q(partner_agreed=F("version")))
                & (Q(staff_agreed__isnull=True) | Q(staff_agreed=F("version"))),
                name="programmes_programme_agreed_version",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=BOTH_AGREED)
                | (
                    Q(partner_agreed__isnull=False, partner_agreed=F("version"))
                    & Q(staff_agreed__isnull=False, staff_agreed=F("version"))
                    & Q(shared_version=F("version"))
                ),
                name="programmes_programme_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.IN_FORCE, State.UNDER_REVIEW, State.CLOSED])
                | (Q(approved_version__isnull=False) & Q(in_force_on__isnull=False) & ~Q(decision="")),
                name="programmes_programme_approved",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state"], name="programmes_programme_state")]

    def __str__(self) -> str:
        """This will name the programme by its code."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the programme in the register."""
        return f"programme:{self.code}"

    @property
    def place(self) -> str:
        """This will write what stands for it in addresses after its partner: 2027-28, or ipap-2027-28."""
        return place_of(self.code)

    @property
    def period(self) -> str:
        """This will write the years, as in 2027-28."""
        return refs.period(self.first_year, self.last_year)

    @property
    def period_start(self) -> date:
        """This will give the first day of the period."""
        return date(self.first_year, 1, 1)

    @property
    def period_end(self) -> date:
        """This will give the last day of the period."""
        return date(self.last_year, 12, 31)

    @property
    def both_sides(self) -> list[str]:
        """This will list who reads what both sides share."""
        return [audience.party(self.party_code), audience.STAFF]

    def own_side(self, side: Side) -> list[str]:
        """This will list who reads what one side keeps to itself."""
        return [audience.party(self.party_code)] if side is Side.PARTNER else [audience.STAFF]

    @property
    def working(self) -> list[str]:
        """This will list who reads what is being written now: the side with the pen."""
        return self.own_side(Side(self.pen))


class Version(Row):
    """A numbered version: in work until it is shared, and from then on never changed."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=12, choices=_SIDES, help_text="who wrote it")
    begun_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text, goals and activities")
    note = models.TextField(blank=True, help_text="what the side wrote when it handed it over")

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="programmes_version_once"),
            models.CheckConstraint(
                condition=Q(shared_at__isnull=True) | ~Q(digest=""), name="programmes_version_sealed"
            ),
        ]

    def __str__(self) -> str:
        """This will name the version."""
        return f"{self.programme_id} v{self.number}"

    @property
    def is_in_work(self) -> bool:
        """This will tell whether it is still being written."""
        return self.shared_at is None


class Agreement(Row):
    """A side's agreement to one version, by whom, and why it lapsed if it did (W-22)."""

    class Lapse(models.TextChoices):
        """Why an agreement no longer holds."""

        EDITED = "edited"
        WITHDRAWN = "withdrawn"
        REOPENED = "reopened"
        DECLINED = "declined"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="agreements")
    side = models.CharField(max_length=12, choices=_SIDES)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    person_id = models.BigIntegerField()
    agreed_at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)
    lapse = models.CharField(max_length=12, choices=Lapse.choices, blank=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "side"], condition=Q(lapsed_at__isnull=True), name="programmes_agreement_once"
            ),
            models.CheckConstraint(
                condition=(Q(lapsed_at__isnull=True) & Q(lapse="")) | (Q(lapsed_at__isnull=False) & ~Q(lapse="")),
                name="programmes_agreement_lapse",
            ),
        ]

    def __str__(self) -> str:
        """This will say which side agreed to what."""
        return f"{self.side} v{self.version}"
