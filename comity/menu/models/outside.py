"""Outside codes: under which names others know a course or an activity, and from when to when."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from comity.kernel.rows import Row
from comity.menu.models.activity import Activity
from comity.menu.models.course import Course
from comity.menu.rules.codes import Scheme


class DateRange(Func):
    """A half-open range of days in the database."""

    function = "daterange"
    output_field = DateRangeField()


class ExternalCode(Row):
    """One code of one course or activity, valid from a day to a day. No two hold the same code at one time (W-17)."""

    scheme = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Scheme])
    issuer = models.CharField(max_length=32, blank=True, help_text="the provider, where codes are its own")
    code = models.CharField(max_length=40)
    key = models.CharField(max_length=40, help_text="the code in the one spelling that is compared")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, null=True, related_name="external_codes")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, related_name="external_codes")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True, help_text="first day on which it no longer holds")
    note = models.CharField(max_length=240, blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(course__isnull=True) ^ Q(activity__isnull=True), name="menu_externalcode_one_owner"
            ),
            ExclusionConstraint(
                name="menu_externalcode_once",
                expressions=[
                    ("scheme", RangeOperators.EQUAL),
                    ("issuer", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until", Value("[)")), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="menu_externalcode_order",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["key"], name="menu_externalcode_key")]

    def __str__(self) -> str:
        """This will give scheme and code."""
        return f"{self.scheme} {self.code}"
