"""What may be done from the award of a grant to its closing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from comity.core import audience, refs
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.documents import actions as documents
from comity.documents.rendering import Block, Heading, Items, Table, plain, prose
from comity.documents.rules import Kind
from comity.kernel import numbers
from comity.kernel.action import action
from comity.parties import queries as parties
from comity.policy import pack
from comity.science import events, queries, rules
from comity.science.actions.applying import move
from comity.science.models import Application, Grant, Milestone, Payment, ProgressReport, Property

SERIES = "SPS-L"


def _about_grant(_: Application, event: events.GrantAwarded) -> tuple[str, Iterable[str]]:
    row = Grant.objects.get(pk=event.grant_id)
    return row.subject, row.audience


@action(may=rules.may_award, facts=queries.facts_of_award, filed=_about_grant)
def award(application: Application, actor: Actor, now: datetime, *, decision: str) -> events.GrantAwarded:
    """This will make the grant, with its reports due, and file the award letter, since the nations agreed (W-198)."""
    day = brussels_day(now)
    readers = sorted({*queries.nations(now), audience.party(application.party_id)})
    row = Grant.objects.create(
        application=application,
        decision=decision,
        starts_on=day,
        ends_on=rules.ends_on(application.kind, application.length, day),
        audience=readers,
    )
    ProgressReport.objects.bulk_create(
        ProgressReport(grant=row, number=place, due_on=due, audience=readers)
        for place, due in enumerate(rules.reports_due(row.starts_on, row.ends_on), start=1)
    )
    row.letter = file_letter(row, actor, now)
    row.save(update_fields=["letter"])
    move(application, "award")
    return events.GrantAwarded(row.pk, application.pk, application.party_id, decision, row.letter)


@action(may=rules.may_decline, facts=queries.facts_of_award)
def decline(
    application: Application, actor: Actor, now: datetime, *, reason: str, decision: str = ""
) -> events.ApplicationDeclined:
    """This will end an application that gets no grant, and tell the applicants why (W-199)."""
    application.reason = reason.strip()
    move(application, "decline", "reason")
    return events.ApplicationDeclined(application.pk, application.party_id, application.reason, decision)


@action(may=rules.may_add_milestone, facts=queries.facts_of_grant)
def add_milestone(grant: Grant, actor: Actor, now: datetime, *, title: str, on: date) -> events.MilestoneAdded:
    """This will set a milestone (W-200)."""
    row = Milestone.objects.create(grant=grant, title=title.strip(), due_on=on, audience=grant.audience)
    return events.MilestoneAdded(grant.pk, row.pk, on)


@action(may=rules.may_meet, facts=queries.facts_of_milestone)
def meet(milestone: Milestone, actor: Actor, now: datetime, *, evidence: str) -> events.MilestoneMet:
    """This will say that a milestone is met, and what shows it (W-200)."""
    milestone.met_on, milestone.evidence = brussels_day(now), evidence.strip()
    milestone.save(update_fields=["met_on", "evidence"])
    return events.MilestoneMet(milestone.grant_id, milestone.pk)


@action(may=rules.may_ask_payment, facts=queries.facts_of_grant)
def ask_payment(
    grant: Grant, actor: Actor, now: datetime, *, heading: str, euros: int, purpose: str
) -> events.PaymentAsked:
    """This will ask for a payment under a heading of the budget (W-201). Units: whole euros."""
    row = Payment.objects.create(
        grant=grant,
        number=grant.payments.count() + 1,
        heading=heading,
        euros=euros,
        purpose=purpose.strip(),
        asked_on=brussels_day(now),
        audience=grant.audience,
    )
    return events.PaymentAsked(grant.pk, row.pk, grant.application.party_id, heading, euros)


@action(may=rules.may_approve_payment, facts=queries.facts_of_payment)
def approve_payment(payment: Payment, actor: Actor, now: datetime) -> events.PaymentApproved:
    """This will approve a request: the money is owed from now on (W-201)."""
    _pass(payment, "approve_payment")
    return events.PaymentApproved(payment.grant_id, payment.pk, payment.euros)


@action(may=rules.may_refuse_payment, facts=queries.facts_of_payment)
def refuse_payment(payment: Payment, actor: Actor, now: datetime, *, reason: str) -> events.PaymentRefused:
    """This will refuse a request, in writing (W-201)."""
    payment.reason = reason.strip()
    _pass(payment, "refuse_payment", "reason")
    return events.PaymentRefused(payment.grant_id, payment.pk, payment.reason)


@action(may=rules.may_enter_paid, facts=queries.facts_of_debt)
def enter_paid(payment: Payment, actor: Actor, now: datetime) -> events.PaymentMade:
    """This will note that the books have paid a request (W-201)."""
    payment.paid_on = brussels_day(now)
    _pass(payment, "enter_paid", "paid_on")
    return events.PaymentMade(payment.grant_id, payment.pk, payment.euros)


@action(may=rules.may_send_report, facts=queries.facts_of_report)
def send_report(
    report: ProgressReport, actor: Actor, now: datetime, *, summary: str, spent: int
) -> events.ProgressReported:
    """This will send a report on progress with what was spent so far (W-202). Units: whole euros."""
    report.sent_on, report.summary, report.spent = brussels_day(now), summary.strip(), spent
    report.save(update_fields=["sent_on", "summary", "spent"])
    return events.ProgressReported(report.grant_id, report.pk, report.number)


@action(may=rules.may_remind, facts=queries.facts_of_report)
def remind(report: ProgressReport, actor: Actor, now: datetime) -> events.ProgressReminded:
    """This will remind of a report, before it is due and after (W-202)."""
    report.reminded += 1
    report.save(update_fields=["reminded"])
    return events.ProgressReminded(report.grant_id, report.pk, report.reminded)


@action(may=rules.may_enter_property, facts=queries.facts_of_grant)
def enter_property(
    grant: Grant, actor: Actor, now: datetime, *, name: str, mark: str, place: str, euros: int, on: date
) -> events.PropertyEntered:
    """This will enter in the inventory what was bought: what, its own mark, where it is (W-203). Units: whole euros."""
    row = Property.objects.create(
        grant=grant,
        name=name.strip(),
        mark=mark.strip(),
        place=place.strip(),
        euros=euros,
        bought_on=on,
        audience=grant.audience,
    )
    return events.PropertyEntered(grant.pk, row.pk, euros)


@action(may=rules.may_close, facts=queries.facts_of_grant)
def close(grant: Grant, actor: Actor, now: datetime, *, summary: str) -> events.GrantClosed:
    """This will close a grant with what became of its results and of what was bought (W-204)."""
    grant.summary, grant.closed_on = summary.strip(), brussels_day(now)
    grant.state = rules.GRANT.target("close", rules.GrantState(grant.state))
    grant.save(update_fields=["summary", "closed_on", "state"])
    return events.GrantClosed(grant.pk, grant.application.party_id)


def _pass(row: Payment, verb: str, *fields: str) -> None:
    row.state = rules.PAYMENT.target(verb, rules.PaymentState(row.state))
    row.save(update_fields=["state", *fields])


def file_letter(row: Grant, actor: Actor, now: datetime) -> str:
    """This will file the award letter of a grant with its reports, as a part of its award, and give the symbol."""
    year = brussels_day(now).year
    symbol = refs.paper(SERIES, year, numbers.take(f"{SERIES}-{year}"))
    documents.file(
        actor,
        now,
        symbol=symbol,
        kind=Kind.LETTER,
        title_en=f"Award letter: {row.application.title}"[:240],
        title_fr=f"Lettre d'octroi : {row.application.title}"[:240],
        about=row.subject,
        audience=row.audience,
        blocks_en=_text(row, "en"),
        blocks_fr=_text(row, "fr"),
    )
    return symbol


def _text(row: Grant, locale: str) -> tuple[Block, ...]:
    """This will write the award letter: who, how much for what, until when, what is due."""
    one, science, names = row.application, pack().science, parties.names(locale)
    french = locale == "fr"
    total = sum(one.budget.values())
    first = (
        f"Par la décision {row.decision}, les nations ont octroyé une subvention de {total} EUR au projet"
        f" « {one.title} », du {row.starts_on.isoformat()} au {row.ends_on.isoformat()}."
        if french
        else f"By decision {row.decision} the nations have awarded a grant of EUR {total} to the project"
        f" “{one.title}”, from {row.starts_on.isoformat()} to {row.ends_on.isoformat()}."
    )
    last = (
        "Chaque paiement est demandé sous une rubrique du budget. La présente lettre prévaut sur tout manuel."
        if french
        else "Each payment is asked for under a heading of the budget. This letter takes precedence over any handbook."
    )
    return (
        *prose(first),
        Heading("Codirecteurs" if french else "Co-directors"),
        Items(
            tuple(
                plain(f"{who.name}, {who.institution}, {names.get(who.nation, who.nation)}")
                for who in one.directors.order_by("pk")
            )
        ),
        Heading("Budget"),
        Table(
            ("Rubrique", "EUR") if french else ("Heading", "EUR"),
            tuple((science.headings[code].name.in_(locale), str(sum_)) for code, sum_ in one.budget.items()),
            numeric=frozenset({1}),
        ),
        Heading("Rapports" if french else "Reports"),
        Items(tuple(plain(each.due_on.isoformat()) for each in row.reports.order_by("number"))),
        *prose(last),
    )
