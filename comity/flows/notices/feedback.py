"""Who is told about reports and pruning: those who owe a report, and those whose activity was decided upon."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.feedback import events, queries
from comity.feedback.rules import Respondent
from comity.feedback.rules.reports import NATION_ROLES
from comity.flows.notices import letters
from comity.kernel import outbox
from comity.nominations import queries as nominations
from comity.people import queries as people

HOSTING = (Role.COURSE_DIRECTOR,)


def opened(event: events.ReportsOpened, now: datetime) -> None:
    """This will ask everybody concerned: participants by a personal link, nations and the provider at their desks."""
    for report in queries.reports_on(event.activity):
        _ask(report, "asked", now)


def reminded(event: events.ReportReminded, now: datetime) -> None:
    """This will remind of a report that is still awaited."""
    report = queries.report(event.report_id)
    if report is not None:
        _ask(report, f"reminder:{event.round}", now)


def kept(event: events.ActivityKept, now: datetime) -> None:
    """This will tell the provider that its activity stays, and why."""
    _tell_provider(event.proposal_id, "kept", event.reason, now)


def pruned(event: events.ActivityPruned, now: datetime) -> None:
    """This will tell the provider that its activity leaves the menu, and why."""
    _tell_provider(event.proposal_id, "pruned", event.reason, now)


def _ask(report: Any, what: str, now: datetime) -> None:
    template = f"feedback/{what.partition(':')[0]}"
    if report.respondent == Respondent.PARTICIPANT:
        _ask_participant(report, template, what, now)
        return
    roles = HOSTING if report.respondent == Respondent.PROVIDER else NATION_ROLES
    found = people.holders_of([report.party], *roles, on=brussels_day(now))
    path = f"menu/{report.activity_id}/report/"
    letters.post(template, f"{template}:{report.pk}:{what}", now, found, lambda locale: _said(report, locale, path))


def _ask_participant(report: Any, template: str, what: str, now: datetime) -> None:
    """This will write to the participant, who has no account."""
    shown = nominations.nomination(report.activity_id, report.nomination)
    if shown is None or shown.person is None or not shown.person.email:
        return
    outbox.post(
        key=f"{template}:{report.pk}:{what}",
        address=shown.person.email,
        template=template,
        context=letters.in_words(_said(report, "en", f"menu/reports/by-link/{queries.link(report)}/"), "en"),
        due_at=now,
        audience=tuple(report.audience),
    )


def _tell_provider(pk: int, what: str, reason: str, now: datetime) -> None:
    proposal = queries.proposal(pk)
    if proposal is None or not proposal.provider_party:
        return
    found = people.holders_of([proposal.provider_party], *HOSTING, on=brussels_day(now))
    template = f"feedback/{what}"
    letters.post(template, f"{template}:{pk}", now, found, lambda locale: _decided(proposal, locale, reason))


def _said(report: Any, locale: str, path: str) -> dict[str, object]:
    return {
        "code": report.activity_id,
        "title": report.title_in(locale),
        "due": report.due_on,
        "path": f"/{locale}/{path}",
    }


def _decided(proposal: Any, locale: str, reason: str) -> dict[str, object]:
    return {
        "code": proposal.activity_id,
        "title": proposal.title_in(locale),
        "reason": reason,
        "path": f"/{locale}/menu/pruning/{proposal.pk}/",
    }
