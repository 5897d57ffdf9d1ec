"""What the rules are shown. Each looks at what the acting side may see, so that page and gate answer alike."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, refuse
from comity.kernel import sight
from comity.kernel.rows import Row
from comity.menu import queries as menu
from comity.menu import rules as menu_rules
from comity.parties import queries as parties
from comity.policy import pack
from comity.programmes.models import (
    ChosenActivity,
    Comment,
    Goal,
    GoalCarried,
    Lock,
    Paragraph,
    Programme,
    Section,
    Wording,
)
from comity.programmes.rules import brackets, goals, life, survey, talk
from comity.programmes.rules import text as texts
from comity.programmes.rules.life import State

# One question: what the asking side sees of the text, the goals and the comments.
_STATE = """
WITH words AS (
  SELECT DISTINCT ON (w.paragraph_id) p.number, p.place, p.section_id, w.text, w.is_deleted
  FROM programmes_wording w JOIN programmes_paragraph p ON p.id = w.paragraph_id
  WHERE p.programme_id = %(programme)s AND w.version <= %(seen)s ORDER BY w.paragraph_id, w.revision DESC),
goals AS (
  SELECT DISTINCT ON (c.goal_id) c.goal_id, c.is_carried FROM programmes_goalcarried c
  WHERE c.programme_id = %(programme)s AND c.version <= %(seen)s ORDER BY c.goal_id, c.version DESC)
SELECT
  coalesce((SELECT array_agg(number ORDER BY section_id, place) FROM words WHERE text ~ '[][]'), '{}'),
  coalesce((SELECT array_agg(s.number ORDER BY s.number) FROM programmes_section s
            WHERE s.programme_id = %(programme)s AND s.is_required AND NOT EXISTS (
              SELECT FROM words WHERE words.section_id = s.id AND NOT is_deleted AND text ~ '[^[:space:]]')),
           '{}'),
  (SELECT count(*) FROM goals WHERE is_carried),
  (SELECT count(*) FROM goals g WHERE is_carried AND NOT EXISTS (
     SELECT FROM programmes_progress r WHERE r.goal_id = g.goal_id AND r.programme_id = %(programme)s)),
  (SELECT count(*) FROM programmes_comment WHERE programme_id = %(programme)s AND disposition = ''),
  (SELECT count(*) FROM programmes_remark
   WHERE programme_id = %(programme)s AND purpose = 'pending' AND side = %(side)s),
  coalesce((SELECT array_agg(DISTINCT kind) FROM programmes_goaltalks WHERE programme_id = %(programme)s), '{}')
"""


def seen_version(row: Programme, actor: Actor) -> int:
    """This will tell up to which version somebody sees a programme: the one in work only with the pen's side."""
    return row.version if not set(row.working).isdisjoint(_communities(row, actor)) else row.shared_version


def facts_of(row: Programme, actor: Actor, now: datetime, **_: object) -> life.Facts:
    """This will show the rules where a programme stands. One query."""
    side = life.side_of(actor, row.party_code)
    asked = {"programme": row.pk, "seen": seen_version(row, actor), "side": side.value if side else ""}
    with connection.cursor() as cursor:
        cursor.execute(_STATE, asked)
        found = cursor.fetchone() or ((), (), 0, 0, 0, 0, ())
    open_brackets, empty, carried, without_result, unanswered, pending, held = found
    wanted = pack(row.pack).programme_type(row.type).talks
    return life.Facts(
        programme=row.code,
        party=row.party_code,
        type=row.type,
        state=State(row.state),
        pen=Side(row.pen),
        version=row.version,
        shared_version=row.shared_version,
        partner_agreed=row.partner_agreed,
        staff_agreed=row.staff_agreed,
        approved_version=row.approved_version,
        open_brackets=tuple(open_brackets),
        empty_sections=tuple(empty),
        goals=carried,
        goals_without_result=without_result,
        unanswered=unanswered,
        pending=pending,
        ends_on=row.ends_on,
        decision=row.decision,
        talks_missing=survey.talks_missing(wanted, tuple(held)),
    )


def facts_of_agreement(row: Programme, actor: Actor, now: datetime, *, version: int, **_: object) -> life.AgreeFacts:
    """This will show the rules a programme and the version to which somebody wants to agree."""
    return life.AgreeFacts(programme=facts_of(row, actor, now), version=version)


def facts_of_beginning(
    row: Row, actor: Actor, now: datetime, *, kind: str, first_year: int, last_year: int, follows: str = "", **_: object
) -> life.BeginFacts:
    """This will show the rules for whom, of which type and for which years a programme would begin."""
    code = row.subject.removeprefix("party:")
    template = pack().programme_type(kind)
    standing = parties.standing(code, brussels_day(now))
    taken = Programme.objects.filter(
        party_code=code, type=kind, first_year__lte=last_year, last_year__gte=first_year
    ).exclude(state=State.WITHDRAWN)
    if follows:
        sight.one_seen_by(actor, Programme.objects.filter(party_code=code, code=follows), f"programme:{follows}")
    return life.BeginFacts(
        party=code,
        type=kind,
        opened_by=frozenset(side.value for side in template.opened_by),
        is_partner=standing.is_partner and not standing.is_suspended,
        is_open=template.tool in standing.tools_open,
        tool=template.tool,
        first_year=first_year,
        begins_in=template.begins_in,
        taken=taken.values_list("code", flat=True).first() or "",
    )


def lease_of(row: Lock | None) -> texts.Lease | None:
    """This will turn a row into the lease that the rules know."""
    return texts.Lease(row.person_id, row.name, row.taken_at, row.expires_at) if row else None


def facts_of_section(
    row: Programme, actor: Actor, now: datetime, *, section: int, text: str = "", after: str = "", **_: object
) -> texts.SectionFacts:
    """This will show the rules a section, who holds it, and what somebody wants to put into it."""
    part = Section.objects.filter(programme=row, number=section)
    found = sight.one_seen_by(actor, part, f"{row.subject}, section {section}")
    if after:
        _paragraph(row, after, actor)
    held = Lock.objects.filter(section=found).first()
    return texts.SectionFacts(programme=facts_of(row, actor, now), section=section, lease=lease_of(held), text=text)


def facts_of_paragraph(
    row: Programme, actor: Actor, now: datetime, *, paragraph: str, base: int = 0, text: str = "", **_: object
) -> texts.ParagraphFacts:
    """This will show the rules a paragraph, who holds its section, and what somebody wants it to say."""
    seen = seen_version(row, actor)
    found = _paragraph(row, paragraph, actor)
    said = Wording.objects.filter(paragraph=found, version__lte=seen).order_by("-revision").first()
    held = Lock.objects.filter(section=found.section).first()
    return texts.ParagraphFacts(
        programme=facts_of(row, actor, now),
        section=found.section.number,
        paragraph=found.number,
        revision=found.revision,
        shared_revision=found.shared_revision,
        partner_agreed=found.partner_agreed,
        staff_agreed=found.staff_agreed,
        lease=lease_of(held),
        base=base,
        text=text,
        has_brackets=bool(said and brackets.are_open(said.text)),
    )


def _paragraph(row: Programme, number: str, actor: Actor) -> Paragraph:
    """This will find a paragraph that the acting side sees: what the other side has in work is not there for it."""
    named = Paragraph.objects.select_related("section").filter(programme=row, number=number)
    return sight.one_seen_by(actor, named, f"{row.subject}, paragraph {number}")


def facts_of_remark(row: Programme, actor: Actor, now: datetime, *, paragraph: str = "", **_: object) -> life.Facts:
    """This will show the rules a programme, of which a paragraph that the writer sees is to be commented."""
    if paragraph:
        _paragraph(row, paragraph, actor)
    return facts_of(row, actor, now)


def facts_of_comment(
    row: Programme, actor: Actor, now: datetime, *, comment: int, disposition: str = "", reason: str = "", **_: object
) -> talk.CommentFacts:
    """This will show the rules a comment and the answer that it would get."""
    said = Comment.objects.filter(programme=row, pk=comment)
    found = sight.one_seen_by(actor, said, f"{row.subject}, comment {comment}")
    return talk.CommentFacts(
        programme=facts_of(row, actor, now),
        side=Side(found.side),
        disposition=talk.Disposition(found.disposition) if found.disposition else None,
        answer=talk.Disposition(disposition) if disposition else None,
        reason=reason,
    )


def facts_of_new_goal(
    row: Programme, actor: Actor, now: datetime, *, areas: tuple[str, ...] = (), **_: object
) -> goals.GoalFacts:
    """This will show the rules which priority areas a new goal serves."""
    known = dict.fromkeys([*pack(row.pack).areas, *menu.usable(areas)])
    return goals.GoalFacts(facts_of(row, actor, now), areas=goals.within(areas, known))


def facts_of_goal(row: Programme, actor: Actor, now: datetime, *, goal: int, **_: object) -> goals.GoalFacts:
    """This will show the rules a goal of the partner and whether the programme carries it."""
    named = Goal.objects.filter(party_id=row.party_id, number=goal)
    found = sight.one_seen_by(actor, named, f"{row.subject}, goal {goal}")
    return goals.GoalFacts(
        facts_of(row, actor, now),
        areas=tuple(found.areas),
        is_carried=is_carried(row, goal, seen_version(row, actor)),
    )


def is_carried(row: Programme, goal: int, version: int) -> bool:
    """This will tell whether a programme carries a goal in a version."""
    last = GoalCarried.objects.filter(programme=row, goal__number=goal, version__lte=version).order_by("-version")
    return last.values_list("is_carried", flat=True).first() or False


def eligibility(party: str, activity: str, actor: Actor, now: datetime) -> Verdict:
    """This will ask the menu whether an activity that the actor may see is open to a partner, whoever asks."""
    found = menu.seen_by(activity, actor)
    if found is None:
        return refuse("programmes.activity_unknown", activity=activity)
    return menu_rules.eligibility(menu.facts_of(found, actor, now), menu.standing(party, now), now)


def facts_of_choice(
    row: Programme, actor: Actor, now: datetime, *, activity: str, goal: int = 0, **_: object
) -> goals.ChoiceFacts:
    """This will show the rules an activity, whether it is open to the partner, and how it stands in the programme."""
    seen = seen_version(row, actor)
    found = menu.seen_by(activity, actor)
    last = (
        ChosenActivity.objects.filter(programme=row, activity_code=activity, version__lte=seen)
        .order_by("-version")
        .first()
    )
    return goals.ChoiceFacts(
        programme=facts_of(row, actor, now),
        activity=activity,
        goal=bool(goal) and is_carried(row, goal, seen),
        eligibility=eligibility(row.party_code, activity, actor, now) if goal else ALLOWED,
        first_on=found.start_on if found else None,
        last_on=(found.end_on or found.start_on) if found else None,
        period=(row.first_year, row.last_year),
        choice=goals.Choice(last.choice) if last else None,
        proposed_by=last.proposed_by if last else "",
    )


def facts_of_progress(
    row: Goal, actor: Actor, now: datetime, *, percent: int = 0, state: str = "open", **_: object
) -> goals.ProgressFacts:
    """This will show the rules the programme that carries a goal now, or that carried it last."""
    carrying = Programme.objects.filter(goals__goal=row).order_by("-first_year", "-pk").distinct()
    found = list(carrying)
    now_running = next((one for one in found if one.state in life.RUNNING), found[0])
    return goals.ProgressFacts(
        programme=facts_of(now_running, actor, now),
        is_carried=is_carried(now_running, row.number, now_running.shared_version),
        percent=percent,
        last_percent=row.percent,
        state=goals.GoalState(state),
    )


def _communities(row: Programme, actor: Actor) -> frozenset[str]:
    """This will list the sides whose walls somebody is within; the system is within all."""
    return frozenset(row.both_sides) if actor.is_system else actor.communities


__all__ = [
    "eligibility",
    "facts_of",
    "facts_of_agreement",
    "facts_of_beginning",
    "facts_of_choice",
    "facts_of_comment",
    "facts_of_goal",
    "facts_of_new_goal",
    "facts_of_paragraph",
    "facts_of_progress",
    "facts_of_remark",
    "facts_of_section",
    "is_carried",
    "lease_of",
    "seen_version",
]
