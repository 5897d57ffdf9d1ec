"""What may be asked about reports and pruning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.db.models import F, Q, Sum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day, end_of_day
from comity.core.tasks import Task
from comity.feedback import rules
from comity.feedback.models import Answer, Proposal, Report, Summary, ToolReview
from comity.feedback.queries.evidence import weighted
from comity.feedback.queries.tools import tools_waiting
from comity.kernel.rows import Columns, Row
from comity.menu import queries as menu

SALT = "comity.feedback.link"
_MOST = 50
MOST_AT_ONCE = 500
_TO_DECIDE = Columns(
    lambda: (
        Proposal.objects.filter(outcome=rules.Outcome.PROPOSED)
        .order_by("-proposed_at", "-pk")
        .values_list("pk", "activity_id", "title_en", "title_fr", "proposed_at")[:_MOST]
    )
)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who attended: the number of the nomination and the party that sent them."""

    nomination: int
    party: str


# -- reports -----------------------------------------------------------------------------------------------------------


def report(pk: int) -> Report | None:
    """This will find a report that the reader may see."""
    return Report.objects.select_related("answer").filter(pk=pk).first()


def reports_on(activity: str) -> list[Report]:
    """This will list the reports owed on an activity that the reader may see, the provider's first."""
    return list(Report.objects.filter(activity_id=activity).order_by("-respondent", "party", "nomination"))


def reports_of(party: str, *, state: rules.State | None = None) -> list[Report]:
    """This will list what a party's nation and providers report, what is due first."""
    found = Report.objects.filter(party=party).exclude(respondent=rules.Respondent.PARTICIPANT)
    if state is not None:
        found = found.filter(state=state)
    return list(found.order_by("due_on", "pk"))


def own_report(activity: str, actor: Actor) -> Report | None:
    """This will find what the actor's party owes on an activity, the provider's report before the nation's."""
    wanted = Q(respondent=rules.Respondent.PROVIDER) if actor.has(Role.COURSE_DIRECTOR) else Q(pk__isnull=True)
    if actor.has(*rules.reports.NATION_ROLES):
        wanted |= Q(respondent=rules.Respondent.NATION)
    return Report.objects.filter(wanted, activity_id=activity, party=actor.party or "").order_by("-respondent").first()


def report_of(activity: str, nomination: int) -> Report | None:
    """This will find the report that is asked of one participant."""
    return Report.objects.filter(activity_id=activity, nomination=nomination, state=rules.State.ASKED).first()


def link(report: Report) -> str:
    """This will write the token of the personal link to a participant's report."""
    return signing.dumps(report.pk, salt=SALT)


def linked(token: str) -> int | None:
    """This will read the number of a report from a personal link; nothing if the link was not ours."""
    try:
        return int(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None


def summary(activity: str) -> Summary | None:
    """This will give what the reports on an activity add up to."""
    return Summary.objects.filter(activity_id=activity).first()


def trend(course: str, *, limit: int = 8) -> list[Summary]:
    """This will give what reports on the dated activities of a course added up to, the oldest first."""
    if not course:
        return []
    newest = Summary.objects.filter(course=course).order_by("-ends_on", "-pk")[:limit]
    return sorted(newest, key=lambda one: (one.ends_on, one.pk))


def response_rates(*, since: date) -> tuple[int, int]:
    """This will add up, over all activities that ended since a day, how many reports were asked for and came."""
    found = Summary.objects.filter(ends_on__gte=since).aggregate(asked=Sum("asked"), sent=Sum("sent"))
    return int(found["asked"] or 0), int(found["sent"] or 0)


def to_remind(now: datetime) -> list[Report]:
    """This will list reports still awaited whose next reminder is due, for the clock."""
    day = brussels_day(now)
    before, after = (moment - day for moment in rules.reminders(day))
    oldest = day - (rules.accepted_until(day) - day)
    due = Q(reminded=0, due_on__lte=day - before) | Q(reminded=1, due_on__lte=day - after)
    return list(Report.objects.filter(due, state=rules.State.ASKED, due_on__gte=oldest).order_by("due_on", "pk"))


def take(row: Report) -> Report | None:
    """This will lock a report unless another clock has it in hand."""
    return Report.objects.select_for_update(skip_locked=True).filter(pk=row.pk).first()


def to_judge(now: datetime) -> list[Summary]:
    """This will list what ended, whose reports were due, and whose worth nobody has weighed yet, for the clock."""
    found = Summary.objects.filter(judged_on__isnull=True, due_on__lt=brussels_day(now))
    return list(found.order_by("due_on", "pk")[:MOST_AT_ONCE])


def take_summary(row: Summary) -> Summary | None:
    """This will lock a summary unless another clock has it in hand or has judged it."""
    found = Summary.objects.select_for_update(skip_locked=True)
    return found.filter(pk=row.pk, judged_on__isnull=True).first()


# -- pruning -----------------------------------------------------------------------------------------------------------


def proposal(pk: int) -> Proposal | None:
    """This will find a pruning proposal."""
    return Proposal.objects.filter(pk=pk).first()


def proposals(*, outcome: rules.Outcome | None = None) -> list[Proposal]:
    """This will list pruning proposals, those open first, then the latest."""
    found = Proposal.objects.all() if outcome is None else Proposal.objects.filter(outcome=outcome)
    return list(found.order_by(F("decided_at").desc(nulls_first=True), "-proposed_at", "-pk")[:500])


def open_proposal(activity: str) -> Proposal | None:
    """This will find the proposal on an activity that waits for a decision."""
    return Proposal.objects.filter(activity_id=activity, outcome=rules.Outcome.PROPOSED).first()


def proposal_on(activity: str) -> Proposal | None:
    """This will give the latest proposal on an activity."""
    return Proposal.objects.filter(activity_id=activity).order_by("-pk").first()


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_opening(row: Row, actor: Actor, now: datetime, **_: object) -> rules.OpeningFacts:
    """This will show the rules an activity that may have ended. The row is the activity's."""
    code = row.subject.removeprefix("activity:")
    activity = menu.activity(code)
    return rules.OpeningFacts(
        code=code,
        ends_on=(activity.end_on or activity.start_on) if activity else None,
        is_opened=Summary.objects.filter(activity_id=code).exists(),
    )


def facts_of(
    row: Report,
    actor: Actor,
    now: datetime,
    *,
    marks: Mapping[str, int] | None = None,
    by_link: bool = False,
    **_: object,
) -> rules.ReportFacts:
    """This will show the rules a report and the marks now given."""
    return rules.ReportFacts(
        code=row.activity_id,
        respondent=rules.Respondent(row.respondent),
        party=row.party,
        state=rules.State(row.state),
        ends_on=row.ends_on,
        due_on=row.due_on,
        sent_at=row.sent_at,
        marks=marks,
        by_link=by_link,
    )


def facts_of_proposal(
    row: Proposal, actor: Actor, now: datetime, *, reason: str | None = None, **_: object
) -> rules.ProposalFacts:
    """This will show the rules a proposal and the reason now given."""
    return rules.ProposalFacts(row.activity_id, rules.Outcome(row.outcome), row.decided_at, reason)


def evidence_on(row: Summary, actor: Actor, now: datetime, **_: object) -> rules.Evidence:
    """This will gather what speaks for and against an activity: its course's activities and their reports."""
    code = row.activity_id
    activity = menu.activity(code)
    if activity is None:
        return rules.Evidence(code, (), None, None)
    held = menu.activities_of_course(activity.course) if activity.course else [activity]
    since = brussels_day(now) - timedelta(days=3 * 365)
    past = [one for one in held if one.end_on is not None and since <= one.end_on < brussels_day(now)]
    counted = [one for one in past if one.seats_total]
    taken = [one.end_on for one in past if one.seats_given and one.end_on]
    firsts = [one.start_on for one in held if one.start_on]
    sums = Summary.objects.filter(activity_id__in=[one.code for one in past])
    marks = [(one.overall, one.sent) for one in sums if one.overall is not None]
    own = next((one for one in sums if one.activity_id == code), None)
    return rules.Evidence(
        code=code,
        areas=tuple(activity.areas),
        first_on=min(firsts, default=None),
        last_taken_on=max(taken, default=None),
        seats_taken=sum(one.seats_given for one in counted),
        seats_total=sum(one.seats_total or 0 for one in counted),
        mark=weighted(marks),
        reports_asked=sum(one.asked for one in sums),
        provider_report_due_on=own.due_on if own else None,
        provider_reported=own.provider_reported if own else True,
    )


# -- what waits --------------------------------------------------------------------------------------------------------


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list the reports that the actor owes and the proposals that wait for a decision. Up to two queries."""
    tasks: list[Task] = []
    if actor.party and actor.has(Role.COURSE_DIRECTOR, *rules.reports.NATION_ROLES):
        tasks += [_report_task(one, "feedback.report") for one in _owed(actor)]
    if actor.has(Role.MENU_MANAGER):
        tasks += [
            Task(
                kind="feedback.decide",
                ref=str(pk),
                title=title_en,
                since_at=proposed_at,
                ground="P§15",
                params={"code": code, "title_fr": title_fr},
            )
            for pk, code, title_en, title_fr, proposed_at in _TO_DECIDE.rows()
        ]
    return [*tasks, *tools_waiting(actor, now)]


def _owed(actor: Actor) -> Sequence[Report]:
    kinds = [rules.Respondent.PROVIDER] if actor.has(Role.COURSE_DIRECTOR) else []
    if actor.has(*rules.reports.NATION_ROLES):
        kinds.append(rules.Respondent.NATION)
    found = Report.objects.filter(party=actor.party or "", state=rules.State.ASKED, respondent__in=kinds)
    return list(found.order_by("due_on", "pk")[:_MOST])


def _report_task(row: Report, kind: str) -> Task:
    return Task(
        kind=kind,
        ref=row.activity_id,
        title=row.title_en,
        due_at=end_of_day(row.due_on),
        since_at=row.asked_at,
        ground="W-50",
        params={"code": row.activity_id, "respondent": row.respondent, "title_fr": row.title_fr},
    )


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§15, as far as the reader may see it. Three queries."""
    return {
        "feedback.reports": Summary.objects.aggregate(n=Sum("sent"))["n"] or 0,
        "feedback.pruning": Proposal.objects.count(),
        "feedback.tools": ToolReview.objects.count(),
    }


def answers_on(activity: str) -> list[Answer]:
    """This will list what reports on an activity say, as far as the reader may see it."""
    return list(Answer.objects.filter(report__activity_id=activity).select_related("report").order_by("at"))
