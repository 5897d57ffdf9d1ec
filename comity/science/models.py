"""What is kept of calls and applications. Who is alike with whom is for the staff alone, in a table of its own."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.science.rules import GrantState, PaymentState, State, Task


class Call(Row):
    """A call: for which kinds of grant, on which subjects, between which days."""

    code = models.CharField(max_length=16, unique=True)
    title_en = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240)
    kinds = ArrayField(models.CharField(max_length=8))
    priorities = ArrayField(models.CharField(max_length=40))
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="science_call_order"),
        ]

    @property
    def subject(self) -> str:
        """This will name the call by its code in the register and in refusals."""
        return f"call:{self.code}"

    def __str__(self) -> str:
        """This will name the call."""
        return self.code


class Application(Row):
    """An application, which a partner's mission writes and lodges for both co-directors."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    kind = models.CharField(max_length=8)
    title = models.CharField(max_length=240, blank=True)
    summary = models.TextField(blank=True)
    priority = models.CharField(max_length=40, blank=True)
    length = models.PositiveSmallIntegerField(default=0, help_text="in the unit of the kind")
    end_users = ArrayField(models.CharField(max_length=240), default=list)
    collaborators = ArrayField(models.CharField(max_length=240), default=list)
    budget = models.JSONField(default=dict, help_text="whole euros by heading")
    state = models.CharField(max_length=16, default=State.DRAFT, choices=[(s.value, s.value) for s in State])
    reason = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(submitted_at__isnull=False), name="science_application_submitted"
            ),
        ]

    def __str__(self) -> str:
        """This will name the application."""
        return self.title or f"draft {self.pk}"


class Director(Row):
    """A co-director: personal data, read by the staff and the mission that lodges."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="directors")
    name = models.CharField(max_length=120)
    institution = models.CharField(max_length=240)
    nation = models.CharField(max_length=16)
    email = models.EmailField()

    def __str__(self) -> str:
        """This will name the co-director."""
        return self.name


class Twin(Row):
    """Two applications that are alike, in what, and what the desk says of it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="twins")
    other = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    grounds = ArrayField(models.CharField(max_length=16))
    is_same = models.BooleanField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["application", "other"], name="science_twin_pair"),
        ]

    def __str__(self) -> str:
        """This will name the pair."""
        return f"{self.application_id} like {self.other_id}"


class Reviewer(Row):
    """Somebody who judges applications, and what may stand in the way. Read by the staff and by the person alone."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    institution = models.CharField(max_length=240)
    nation = models.CharField(max_length=16)

    def __str__(self) -> str:
        """This will name the reviewer."""
        return self.name


class Review(Row):
    """What one reviewer was given to read, and the marks and remarks. Read by the staff and by the reviewer alone."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="reviews")
    paper = models.JSONField(help_text="the application as it was when the reviewer was asked")
    task = models.CharField(max_length=16, default=Task.ASKED, choices=[(t.value, t.value) for t in Task])
    scores = models.JSONField(default=dict, help_text="marks by criterion")
    remarks = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["application", "reviewer"], name="science_review_once"),
        ]

    def __str__(self) -> str:
        """This will name the application."""
        return f"review of {self.application_id}"


class Result(Row):
    """What the panel came to on an application: read by the staff and the Allies, and by no applicant."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="result")
    total = models.PositiveSmallIntegerField(help_text="hundredths of a mark")
    rank = models.PositiveSmallIntegerField()
    is_recommended = models.BooleanField()

    def __str__(self) -> str:
        """This will give the place."""
        return str(self.rank)


class Grant(Row):
    """A grant that the nations have awarded: read by the staff, the Allies and the party that applied."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="grant")
    decision = models.CharField(max_length=40)
    letter = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        max_length=16, default=GrantState.RUNNING, choices=[(s.value, s.value) for s in GrantState]
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_on = models.DateField(null=True)
    summary = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="science_grant_order"),
        ]

    def __str__(self) -> str:
        """This will name the grant by its letter."""
        return self.letter


class Milestone(Row):
    """What is to be reached by a day, and what shows that it was."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=240)
    due_on = models.DateField()
    met_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)

    def __str__(self) -> str:
        """This will name the milestone."""
        return self.title


class Payment(Row):
    """A request for payment under a heading of the budget."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=40)
    euros = models.PositiveIntegerField(help_text="whole euros")
    purpose = models.TextField()
    state = models.CharField(
        max_length=16, default=PaymentState.ASKED, choices=[(s.value, s.value) for s in PaymentState]
    )
    reason = models.TextField(blank=True)
    asked_on = models.DateField()
    paid_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["grant", "number"], name="science_payment_number"),
        ]

    @property
    def reference(self) -> str:
        """This will give what the books call the request, as in "SPS-L(2026)0001/2"."""
        return f"{self.grant.letter}/{self.number}"

    def __str__(self) -> str:
        """This will number the request."""
        return str(self.number)


class ProgressReport(Row):
    """A report on progress: due on a day, sent on a day, with what was spent so far."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    sent_on = models.DateField(null=True)
    summary = models.TextField(blank=True)
    spent = models.PositiveIntegerField(default=0, help_text="whole euros")
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["grant", "number"], name="science_report_number"),
        ]

    def __str__(self) -> str:
        """This will number the report."""
        return str(self.number)


class Property(Row):
    """Something that was bought with a grant, with its own mark and where it stands."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="properties")
    name = models.CharField(max_length=240)
    mark = models.CharField(max_length=80)
    place = models.CharField(max_length=240)
    euros = models.PositiveIntegerField(help_text="whole euros")
    bought_on = models.DateField()

    def __str__(self) -> str:
        """This will name the thing."""
        return self.name
