"""Programmes in lists, one by its address, and what they ask of somebody today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day, end_of_day
from comity.core.tasks import Task
from comity.kernel.rows import Columns
from comity.policy import pack
from comity.programmes.models import Agreement, Comment, Goal, Lock, Programme
from comity.programmes.rules.life import ENTRY, RUNNING, SIDES, State, read_place, side_of

REVIEW_WARNING = timedelta(days=30)
_MOST = 50
# What a task says of a programme; the rest of its row stays where it is.
_TOLD = (
    *("code", "party_code", "type", "pack", "first_year", "last_year", "state", "pen", "pen_since"),
    *("version", "shared_version", "partner_agreed", "staff_agreed", "begun_at", "submitted_at", "comments_due_on"),
    *("agreed_at", "put_to_council_at", "review_due_on"),
    *("party__name_en", "party__name_fr", "party__given_name_en", "party__given_name_fr"),
)
S = State
_ASKED_FOR = Columns(
    lambda person, now: Lock.objects.filter(person_id=person, expires_at__gt=now, asked_at__isnull=False).values_list(
        "section__programme_id", "section__number", "asked_by", "expires_at", "asked_at"
    ),
    *(int, datetime),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A programme in a list, with whose turn it is and how many comments wait for an answer."""

    programme: Programme
    turn: Side | None
    unanswered: int


def programme(party: str, period: str, kind: str = ENTRY) -> Programme | None:
    """This will find a partner's programme by its period; one that was withdrawn only if there is no other."""
    code = f"{party}/{kind.lower()}/{period}"
    last_resort = Case(When(state=S.WITHDRAWN, then=Value(1)), default=Value(0), output_field=IntegerField())
    return Programme.objects.filter(code=code).select_related("party").order_by(last_resort, "-pk").first()


def programme_at(party: str, place: str) -> Programme | None:
    """This will find a programme by its address: XA and 2027-28, or XA and ipap-2027-28."""
    kind, period = read_place(place)
    return programme(party, period, kind)


def programme_of(code: str) -> Programme | None:
    """This will find a programme by its code, as decisions and the register name it."""
    party, _, rest = code.partition("/")
    kind, _, period = rest.partition("/")
    return programme(party, period, kind)


def programmes(
    *, party: str = "", states: tuple[State, ...] = (), kind: str = "", year: int | None = None
) -> list[Line]:
    """This will list programmes, those that move first, then by partner. One query."""
    found = _with_counts(Programme.objects.all())
    if party:
        found = found.filter(party_code=party)
    if states:
        found = found.filter(state__in=states)
    if kind:
        found = found.filter(type=kind)
    if year is not None:
        found = found.filter(first_year__lte=year, last_year__gte=year)
    over = Case(When(state__in=[S.CLOSED, S.WITHDRAWN], then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = found.select_related("party").order_by(over, "party__name_en", "-first_year", "-pk")
    return [Line(row, turn_of(row), getattr(row, "unanswered", 0)) for row in rows]


def turn_of(row: Programme) -> Side | None:
    """This will tell whose turn it is from the row alone."""
    match State(row.state):
        case S.DRAFT | S.SUBMITTED:
            return Side(row.pen)
        case S.JOINT_REVIEW:
            pen = Side(row.pen)
            agreed = row.partner_agreed if pen is Side.PARTNER else row.staff_agreed
            return next(side for side in SIDES if (side is pen) is (agreed is None))
        case S.AGREED | S.UNDER_REVIEW:
            return Side.STAFF
        case S.WITH_COUNCIL:
            return Side.ALLY
    return None


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list what programmes ask of somebody, and what of their own programmes waits on others. Two queries."""
    if actor.party is None or not (actor.is_partner or actor.is_staff):
        return []
    rows = list(_with_counts(_open_for(actor)).select_related("party").only(*_TOLD)[:_MOST])
    tasks = [task for row in rows if (task := _task(row, actor, now))]
    return [*tasks, *_asked_for(actor, now)]


def _asked_for(actor: Actor, now: datetime) -> list[Task]:
    """This will list the sections that the actor holds and others ask for. One query, and one more if there are any."""
    asked = _ASKED_FOR.rows(actor.person_id or 0, now)
    if not asked:
        return []
    found = Programme.objects.filter(pk__in=[pk for pk, *_ in asked]).select_related("party").only(*_TOLD).in_bulk()
    return [
        Task(
            kind="programmes.release",
            ref=found[pk].code,
            title=title(found[pk], actor.locale),
            due_at=expires_at,
            since_at=asked_at,
            ground="W-23",
            params={"section": section, "by": by},
        )
        for pk, section, by, expires_at, asked_at in asked
        if pk in found
    ]


def _open_for(actor: Actor) -> QuerySet[Programme]:
    found = Programme.objects.exclude(state__in=[S.CLOSED, S.WITHDRAWN]).order_by("pk")
    return found.filter(party_code=actor.party) if actor.is_partner else found


def _with_counts(found: QuerySet[Programme]) -> QuerySet[Programme]:
    open_ones = Comment.objects.filter(programme=OuterRef("pk"), disposition="").order_by()
    count = open_ones.values("programme").annotate(n=Count("pk")).values("n")
    return found.annotate(unanswered=Coalesce(Subquery(count), Value(0)))


def title(row: Programme, locale: str) -> str:
    """This will name a programme for people: IPCP 2027-28, Arcadia."""
    kind = pack(row.pack).programme_type(row.type)
    return f"{kind.abbreviation.in_(locale)} {row.period}, {row.party.name_in(locale)}"


def _task(row: Programme, actor: Actor, now: datetime) -> Task | None:
    """This will say in one line what a programme asks of the actor, or on whom it waits."""
    side = side_of(actor, row.party_code)
    if side is None:
        return None
    turn = turn_of(row)
    named = title(row, actor.locale)
    facts = {"version": row.shared_version, "comments": getattr(row, "unanswered", 0), "party": row.party_code}
    due = end_of_day(row.comments_due_on) if row.comments_due_on else None
    state = State(row.state)
    if state in RUNNING:
        if row.review_due_on is None or brussels_day(now) < row.review_due_on - REVIEW_WARNING:
            return None
        kind = "programmes.review" if state is S.IN_FORCE else "programmes.conclude_review"
        return Task(kind, row.code, named, end_of_day(row.review_due_on), None, "P§15", params=facts)
    if turn is not side:
        holder = {Side.ALLY: "council", Side.STAFF: "IS", Side.PARTNER: row.party_code}[turn or Side.STAFF]
        since = row.put_to_council_at if turn is Side.ALLY else row.pen_since
        return Task("programmes.waiting", row.code, named, None, since, "W-21", waiting_on=holder, params=facts)
    match state:
        case S.DRAFT:
            return Task("programmes.draft", row.code, named, None, row.begun_at, "W-26", params=facts)
        case S.SUBMITTED:
            return Task("programmes.take_up", row.code, named, due, row.submitted_at, "W-27", params=facts)
        case S.AGREED:
            return Task("programmes.put_to_council", row.code, named, None, row.agreed_at, "W-29", params=facts)
        case _:
            answered = (row.partner_agreed if side is Side.PARTNER else row.staff_agreed) is not None
            kind = "programmes.pen" if answered or row.version > row.shared_version else "programmes.agree"
            return Task(kind, row.code, named, due, row.pen_since, "W-22", params=facts)


__all__ = ["Line", "programme", "programme_at", "programme_of", "programmes", "title", "turn_of", "waiting"]


def carried(now: datetime) -> dict[str, int]:
    """This will count what of the house carries out the policy, as far as the reader may see it. Three queries."""
    return {
        "programmes.texts": Programme.objects.exclude(state=S.WITHDRAWN).count(),
        "programmes.goals": Goal.objects.count(),
        "programmes.agreements": Agreement.objects.filter(lapsed_at__isnull=True).count(),
    }
