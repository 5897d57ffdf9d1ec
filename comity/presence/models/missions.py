"""Who is accredited with a mission: by which letters, from when to when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.core.actor import Role
from comity.kernel.rows import Row
from comity.presence.rules import UNDER_WAY, Posting


class Accreditation(Row):
    """Somebody whom a mission has notified; one person may hold several, one for each role."""

    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField()
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    title_en = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    locale = models.CharField(max_length=5, default="en")
    other_posts = models.CharField(max_length=240, blank=True, help_text="other posts that the person holds")
    letter = models.CharField(max_length=80, help_text="reference of the mission's letter")
    letter_on = models.DateField()
    reply = models.CharField(max_length=80, blank=True, help_text="reference of the answer")
    reason = models.TextField(blank=True)
    state = models.CharField(
        max_length=16, default=Posting.NOTIFIED, choices=[(one.value, one.value) for one in Posting]
    )
    notified_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    departed_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["party", "email", "role"],
                condition=Q(state__in=[one.value for one in UNDER_WAY]),
                name="presence_accreditation_once",
            ),
        ]

    def __str__(self) -> str:
        """This will name the accreditation by its number; the person is named on its page alone."""
        return self.subject
