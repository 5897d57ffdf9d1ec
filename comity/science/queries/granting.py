"""What may be asked of grants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from comity.core.actor import Actor
from comity.core.calendar import at_brussels, brussels_day, end_of_day
from comity.core.tasks import Task
from comity.core.uses import Use
from comity.kernel.rows import Statement
from comity.ledger import queries as ledger
from comity.policy import number
from comity.science import rules
from comity.science.models import Application, Grant, Milestone, Payment, ProgressReport, Review

PURPOSE = "grant"
_MOST = 200
_TO_JUDGE = Statement(
    lambda person: Review.objects.filter(reviewer__person_id=person, task=rules.Task.ASKED).order_by("pk"), int
)


def grants() -> list[Any]:
    """This will list the grants that the reader may see, the latest first; `late` counts reports that are overdue."""
    found = Grant.objects.select_related("application__call").annotate(
        awaited=Count("reports", filter=Q(reports__sent_on__isnull=True), distinct=True)
    )
    return list(found.order_by("-starts_on", "-pk"))


def grant(pk: int) -> Grant | None:
    """This will find a grant with its application."""
    return Grant.objects.select_related("application__call").filter(pk=pk).first()


def grant_of(application: Application) -> Grant | None:
    """This will find the grant that an application got."""
    return Grant.objects.filter(application=application).first()


def used_between(since: date, until: date) -> list[Use]:
    """This will list what was lodged between two days, and the grants that ran. Two queries.

    Grant and application are one thing, named by the application; only a grant that runs is open.
    """
    ran = Grant.objects.filter(starts_on__lte=until).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=since))
    lodged = Application.objects.filter(
        submitted_at__gte=at_brussels(since, 0), submitted_at__lt=end_of_day(until)
    ).values_list("pk", "party_id")
    return [
        *(
            Use(f"application:{pk}", frozenset({str(party)}), closed_on is None or closed_on > until)
            for pk, party, closed_on in ran.values_list("application_id", "application__party_id", "closed_on")
        ),
        *(Use(f"application:{pk}", frozenset({str(party)}), is_open=False) for pk, party in lodged),
    ]


def granted_to(pks: Iterable[int]) -> dict[int, str]:
    """This will tell which partners hold grants, as far as the reader may see them. One query."""
    found = Grant.objects.filter(pk__in=list(pks)).values_list("pk", "application__party_id")
    return {pk: str(party) for pk, party in found}


def milestone(pk: int) -> Milestone | None:
    """This will find a milestone."""
    return Milestone.objects.select_related("grant__application").filter(pk=pk).first()


def payment(pk: int) -> Payment | None:
    """This will find a request for payment."""
    return Payment.objects.select_related("grant__application").filter(pk=pk).first()


def payment_called(row: Grant, reference: str) -> Payment | None:
    """This will find the approved request of a grant by what the books call it."""
    found = row.payments.select_related("grant").filter(state=rules.PaymentState.APPROVED)
    return next((one for one in found if one.reference == reference), None)


def report(pk: int) -> ProgressReport | None:
    """This will find a report on progress."""
    return ProgressReport.objects.select_related("grant__application").filter(pk=pk).first()


def late(on: date) -> Counter[int]:
    """This will count the reports that are overdue on a day, by grant."""
    found = ProgressReport.objects.filter(sent_on__isnull=True, due_on__lt=on)
    return Counter(found.values_list("grant_id", flat=True))


def to_award() -> list[Application]:
    """This will list what the panel recommends and the nations have not decided."""
    found = Application.objects.filter(state=rules.State.ELIGIBLE, result__is_recommended=True)
    return list(found.select_related("call").order_by("result__rank", "pk"))


# -- facts for the rules -----------------------------------------------------------------------------------------------


def facts_of_award(
    row: Application, actor: Actor, now: datetime, *, reason: str | None = None, **_: object
) -> rules.AwardFacts:
    """This will show the rules where an application stands with the panel."""
    found = getattr(row, "result", None)
    recommended = found is not None and found.is_recommended
    return rules.AwardFacts(rules.State(row.state), found is not None, recommended, reason)


def facts_of_grant(
    row: Grant,
    actor: Actor,
    now: datetime,
    *,
    on: date | None = None,
    heading: str | None = None,
    euros: int = 0,
    **_: object,
) -> rules.GrantFacts:
    """This will show the rules a grant with what is open of it. Four queries."""
    day = brussels_day(now)
    asked = row.payments.exclude(state=rules.PaymentState.REFUSED).values_list("heading").annotate(Sum("euros"))
    awaited = list(row.reports.filter(sent_on__isnull=True).values_list("due_on", flat=True))
    open_payments = row.payments.filter(state__in=[rules.PaymentState.ASKED, rules.PaymentState.APPROVED]).count()
    return rules.GrantFacts(
        party=row.application.party_id,
        state=rules.GrantState(row.state),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        budget=row.application.budget,
        asked=dict(asked),
        heading=heading,
        euros=euros,
        on=on,
        late_reports=sum(1 for due in awaited if due < day),
        open_=len(awaited) + open_payments + row.milestones.filter(met_on__isnull=True).count(),
    )


def facts_of_milestone(row: Milestone, actor: Actor, now: datetime, **_: object) -> rules.PartFacts:
    """This will show the rules a milestone."""
    return rules.PartFacts(row.grant.application.party_id, row.met_on is None)


def facts_of_payment(row: Payment, actor: Actor, now: datetime, **_: object) -> rules.PartFacts:
    """This will show the rules a request for payment, and whether money is set aside for it."""
    held = ledger.open_commitment(PURPOSE, row.grant.subject)
    covered = held is not None and held.original_left >= row.euros * 100
    return rules.PartFacts(row.grant.application.party_id, row.state == rules.PaymentState.ASKED, covered)


def facts_of_debt(row: Payment, actor: Actor, now: datetime, **_: object) -> rules.PartFacts:
    """This will show the rules a request that the books have paid."""
    return rules.PartFacts(row.grant.application.party_id, row.state == rules.PaymentState.APPROVED)


def facts_of_report(row: ProgressReport, actor: Actor, now: datetime, **_: object) -> rules.PartFacts:
    """This will show the rules a report on progress."""
    return rules.PartFacts(
        row.grant.application.party_id, row.sent_on is None, due_on=row.due_on, reminded=row.reminded
    )


# -- the clock and what waits ------------------------------------------------------------------------------------------


def to_remind(now: datetime) -> list[ProgressReport]:
    """This will list the reports whose next reminder is due, for the clock (W-202)."""
    day, span = brussels_day(now), timedelta(days=number("science.remind_days"))
    due = Q(reminded=0, due_on__lte=day + span) | Q(reminded=1, due_on__lte=day - span)
    return list(ProgressReport.objects.filter(due, sent_on__isnull=True).order_by("due_on", "pk")[:_MOST])


def take_report(row: ProgressReport) -> ProgressReport | None:
    """This will lock a report unless another clock has it in hand or it was sent."""
    found = ProgressReport.objects.select_for_update(skip_locked=True)
    return found.filter(pk=row.pk, sent_on__isnull=True).first()


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will tell a mission which reports are due, and a reviewer what is to be judged. Two queries at most."""
    tasks = (
        [
            Task(
                kind="science.review",
                ref=str(one.pk),
                title=one.paper["title"],
                since_at=None,
                ground="W-195",
                params={"title": one.paper["title"]},
            )
            for one in _TO_JUDGE.rows(actor.person_id)
        ]
        if actor.person_id is not None
        else []
    )
    if actor.party is not None and actor.is_partner and actor.has(*rules.LODGERS):
        soon = brussels_day(now) + timedelta(days=number("science.remind_days"))
        found = ProgressReport.objects.filter(
            grant__application__party_id=actor.party, sent_on__isnull=True, due_on__lte=soon
        ).select_related("grant__application")
        tasks += [
            Task(
                kind="science.report",
                ref=str(one.pk),
                title=one.grant.application.title,
                due_at=at_brussels(one.due_on, 18),
                ground="W-202",
                params={"title": one.grant.application.title},
            )
            for one in found.order_by("due_on", "pk")[:_MOST]
        ]
    return tasks
