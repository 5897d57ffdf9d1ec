"""What is kept of persons, their accounts and their appointments."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from comity.core.actor import Role
from comity.kernel.rows import Row


class DateRange(Func):
    """A half-open range of days in the database."""

    function = "daterange"
    output_field = DateRangeField()


class Person(Row):
    """Somebody who works with the system or is named in it as a contact."""

    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_fictional = models.BooleanField(default=False)

    def __str__(self) -> str:
        """This will give the person's name."""
        return self.name

    @property
    def subject(self) -> str:
        """This will name the person in the register by number, never by name."""
        return f"person:{self.pk}"

    @property
    def initials(self) -> str:
        """This will give up to two initials."""
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by e-mail, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """This will find the account of an e-mail address."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """The means by which a person signs in, with the settings of the screen."""

    class Density(models.TextChoices):
        """How close rows stand on the screen."""

        COMFORTABLE = "comfortable"
        STANDARD = "standard"
        COMPACT = "compact"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    locale = models.CharField(max_length=5, default="en")
    time_zone = models.CharField(max_length=40, default="Europe/Brussels")
    density = models.CharField(max_length=16, choices=Density.choices, default=Density.STANDARD)
    single_keys = models.BooleanField(default=True, help_text="keyboard shortcuts of one key")
    digest_mail = models.BooleanField(default=True, help_text="a daily mail with what needs this person")
    digest_on = models.DateField(null=True, help_text="day of the last daily mail, sent or not needed")
    weekly_mail = models.BooleanField(default=False, help_text="a weekly mail with what has changed for this person")
    weekly_on = models.DateField(null=True, help_text="Monday of the week of the last weekly mail, sent or not needed")
    seen_at = models.DateTimeField(null=True, help_text="last visit before this one")
    visited_at = models.DateTimeField(null=True)
    acting_for = models.CharField(max_length=16, blank=True, help_text="party last acted for")
    session_epoch = models.PositiveIntegerField(default=0, help_text="raising it ends every session of the account")
    demo_order = models.PositiveSmallIntegerField(null=True, help_text="place on the page of demo accounts")

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="people_account_email")]

    def __str__(self) -> str:
        """This will give the e-mail address."""
        return self.email

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """This will tie sessions to the password and to the epoch, so that a change of either ends them all."""
        text = f"{self.password}|{self.session_epoch}"
        return salted_hmac("comity.people.session", text, secret=secret, algorithm="sha256").hexdigest()


class Appointment(Row):
    """A role that a person holds for a party from a day to a day, of its own right or as a deputy.

    Whom another party alone knows is called here as the head who appoints has written: the account's own name is shown
    to the party once the person acts for it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, default="", help_text="as the party knows the person")
    email = models.EmailField(default="", help_text="as the party knows the person")
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    title_en = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    provider = models.CharField(max_length=32, blank=True, help_text="code of the provider directed")
    since_on = models.DateField()
    until_on = models.DateField(null=True, help_text="first day on which it no longer holds")
    deputy_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="deputies")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")), name="people_appointment_order"
            ),
            ExclusionConstraint(
                name="people_appointment_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("party", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateRange("since_on", "until_on", Value("[)")), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["party", "role"], name="people_appointment_party")]

    def __str__(self) -> str:
        """This will say who is what for whom."""
        return f"{self.person_id} {self.role} {self.party_id}"

    @property
    def subject(self) -> str:
        """This will name the appointment in the register."""
        return f"appointment:{self.pk}"


class HandOver(Row):
    """What somebody who leaves a post tells the successor: notes, and what was open on that day."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="handed_over")
    successor = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="taken_over")
    at = models.DateTimeField()
    notes = models.TextField(blank=True)
    tasks = models.JSONField(default=list, help_text="kind, ref, title and due_at of what was open")

    def __str__(self) -> str:
        """This will say from whom to whom."""
        return f"{self.appointment_id} to {self.successor_id}"


class Request(Row):
    """What somebody asked of the staff, usually after a refusal, and what was answered."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    about = models.CharField(max_length=160, blank=True, help_text="subject as in the register")
    refusal = models.CharField(max_length=24, blank=True, help_text="number of the refusal that led to it")
    text = models.TextField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="people_request_answered",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["at"], name="people_request_open", condition=Q(answered_at__isnull=True))
        ]

    def __str__(self) -> str:
        """This will name the request by its number."""
        return self.subject


class Key(Row):
    """A secret by which a program acts as a person through the API. Only its hash is kept; the door reads it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80, help_text="what the program is, in its owner's words")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret")
    begins = models.CharField(max_length=12, help_text="how the secret begins, to know it again")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, help_text="last use, to within some minutes")
    ended_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["-made_at"]
        indexes: ClassVar = [models.Index(fields=["person"], name="people_key_person")]

    def __str__(self) -> str:
        """This will give its name."""
        return self.name

    @property
    def subject(self) -> str:
        """This will name the key in the register by its number."""
        return f"key:{self.pk}"
