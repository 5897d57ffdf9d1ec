"""What may be done with reports and proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.feedback import events, queries, rules
from comity.feedback.models import Answer, Proposal, Report, Summary
from comity.feedback.queries import Participant
from comity.kernel.action import action
from comity.kernel.register import plain
from comity.kernel.rows import Row
from comity.menu import queries as menu
from comity.menu.rules import State as Stage


@action(may=rules.may_open, facts=queries.facts_of_opening)
def open_reports(
    activity: Row, actor: Actor, now: datetime, *, participants: Sequence[Participant], nations: Sequence[str]
) -> events.ReportsOpened:
    """This will ask everybody concerned for a report on an activity that has ended (P§15; W-50, W-51).

    The row is the activity's. Asking again adds those who were not asked before.
    """
    row = menu.activity(activity.subject.removeprefix("activity:"))
    if row is None:
        raise LookupError(activity.subject)
    ends_on = row.end_on or row.start_on or brussels_day(now)
    due_on = rules.due_on(ends_on)
    host = row.party_id or ""
    shared = {
        "activity_id": row.code,
        "title_en": row.title_en,
        "title_fr": row.title_fr,
        "ends_on": ends_on,
        "due_on": due_on,
        "asked_at": now,
    }
    wanted: list[tuple[rules.Respondent, str, int | None]] = [
        (rules.Respondent.PARTICIPANT, one.party, one.nomination) for one in participants
    ]
    wanted += [(rules.Respondent.NATION, party, None) for party in nations]
    wanted += [(rules.Respondent.PROVIDER, host, None)] if host else []
    for respondent, party, number in wanted:
        made, is_new = Report.objects.get_or_create(
            activity_id=row.code,
            respondent=respondent,
            party=party,
            nomination=number,
            defaults={**shared, "audience": _readers(party, host)},
        )
        if is_new and respondent is rules.Respondent.PARTICIPANT:
            made.audience = sorted({*made.audience, made.community})
            made.save(update_fields=["audience"])
    Summary.objects.update_or_create(
        activity_id=row.code,
        defaults={
            "course": row.course.code if row.course else "",
            "ends_on": ends_on,
            "due_on": due_on,
            "asked": Report.objects.filter(activity_id=row.code).exclude(state=rules.State.EXCUSED).count(),
            "audience": row.audience,
        },
    )
    return events.ReportsOpened(row.code, host, due_on, len(wanted))


@action(may=rules.may_send, facts=queries.facts_of)
def send(
    report: Report, actor: Actor, now: datetime, *, marks: Mapping[str, int], text: str, by_link: bool = False
) -> events.ReportSent:
    """This will enter a report, and bring up to date what the reports on the activity add up to (P§15)."""
    report.state, report.sent_at = rules.State.SENT, now
    report.save(update_fields=["state", "sent_at"])
    Answer.objects.create(report=report, marks=dict(marks), text=text.strip(), at=now, audience=_authors(report))
    _add_up(report)
    return events.ReportSent(report.activity_id, report.pk, report.respondent, report.party, corrected=False)


@action(may=rules.may_correct, facts=queries.facts_of)
def correct(
    report: Report, actor: Actor, now: datetime, *, marks: Mapping[str, int], text: str, by_link: bool = False
) -> events.ReportSent:
    """This will put a corrected report in the place of what its author sent before (W-57)."""
    Answer.objects.filter(report=report).update(marks=dict(marks), text=text.strip(), at=now)
    _add_up(report)
    return events.ReportSent(report.activity_id, report.pk, report.respondent, report.party, corrected=True)


@action(may=rules.may_remind, facts=queries.facts_of)
def remind(report: Report, actor: Actor, now: datetime) -> events.ReportReminded:
    """This will remind of a report that is still awaited (W-52)."""
    report.reminded += 1
    report.save(update_fields=["reminded"])
    return events.ReportReminded(report.activity_id, report.pk, report.party, report.reminded)


@action(may=rules.may_excuse, facts=queries.facts_of)
def excuse(report: Report, actor: Actor, now: datetime) -> events.ReportExcused:
    """This will no longer ask somebody who did not come, and count one report less."""
    report.state = rules.State.EXCUSED
    report.save(update_fields=["state"])
    _add_up(report)
    return events.ReportExcused(report.activity_id, report.pk, report.party)


@action(may=rules.may_judge, facts=queries.evidence_on, filed=lambda _, event: (_about(event), [audience.STAFF]))
def judge(summary: Summary, actor: Actor, now: datetime) -> events.ActivityJudged:
    """This will weigh what is known of an activity, and propose it for pruning if evidence speaks against it (W-54)."""
    evidence = queries.evidence_on(summary, actor, now)
    row = menu.activity(evidence.code)
    found = tuple(ground.value for ground in rules.grounds(evidence, now)) if row else ()
    summary.judged_on = brussels_day(now)
    summary.save(update_fields=["judged_on"])
    open_one = queries.open_proposal(evidence.code)
    if row is None or not found or open_one is not None or row.state == Stage.RETIRED:
        return events.ActivityJudged(evidence.code, found, open_one.pk if open_one else None)
    made = Proposal.objects.create(
        activity_id=evidence.code,
        title_en=row.title_en,
        title_fr=row.title_fr,
        provider_party=row.party_id or "",
        grounds=list(found),
        evidence=plain(evidence),
        proposed_at=now,
        audience=_readers(row.party_id or "", ""),
    )
    return events.ActivityJudged(evidence.code, found, made.pk)


def _about(event: events.ActivityJudged) -> str:
    """This will file a judgement with its proposal, or with the activity if there is none."""
    return f"proposal:{event.proposal_id}" if event.proposal_id else f"activity:{event.activity}"


@action(may=rules.may_keep, facts=queries.facts_of_proposal)
def keep(proposal: Proposal, actor: Actor, now: datetime, *, reason: str) -> events.ActivityKept:
    """This will keep what was proposed for pruning, with the reason in writing (W-55)."""
    _decide(proposal, rules.Outcome.KEPT, actor, now, reason=reason)
    return events.ActivityKept(proposal.activity_id, proposal.pk, reason)


@action(may=rules.may_prune, facts=queries.facts_of_proposal)
def prune(
    proposal: Proposal, actor: Actor, now: datetime, *, reason: str, replacement: str = ""
) -> events.ActivityPruned:
    """This will decide that an activity leaves the menu (P§15; W-55); the menu retires it in the same transaction."""
    proposal.replacement = replacement
    _decide(proposal, rules.Outcome.PRUNED, actor, now, reason=reason)
    return events.ActivityPruned(proposal.activity_id, proposal.pk, reason, replacement)


def _decide(row: Proposal, outcome: rules.Outcome, actor: Actor, now: datetime, *, reason: str) -> None:
    row.outcome, row.decided_at, row.decided_by, row.reason = outcome, now, actor.person_id, reason.strip()
    row.save(update_fields=["outcome", "decided_at", "decided_by", "reason", "replacement"])


def _add_up(report: Report) -> None:
    """This will bring the summary of an activity up to date under its lock, so that no report is lost."""
    row = Summary.objects.select_for_update().get(activity_id=report.activity_id)
    answers = Answer.objects.filter(report__activity_id=report.activity_id).values_list("marks", "report__respondent")
    row.asked = Report.objects.filter(activity_id=report.activity_id).exclude(state=rules.State.EXCUSED).count()
    found = rules.tally(row.asked, [marks for marks, _ in answers])
    row.sent = found.sent
    row.averages = {code: str(mark) for code, mark in found.averages.items()}
    row.overall = found.overall
    row.provider_reported = any(respondent == rules.Respondent.PROVIDER for _, respondent in answers)
    row.save(update_fields=["asked", "sent", "averages", "overall", "provider_reported"])


def _readers(party: str, host: str) -> list[str]:
    """This will name who sees that a report is owed, or that a proposal was made: the staff and the parties."""
    return sorted({audience.STAFF} | {audience.party(code) for code in (party, host) if code})


def _authors(report: Report) -> list[str]:
    """This will name who reads what a report says: the staff and its author (W-56)."""
    own = report.community if report.respondent == rules.Respondent.PARTICIPANT else audience.party(report.party)
    return sorted({audience.STAFF, own})
