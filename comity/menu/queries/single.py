"""One activity, one course, and the facts that rules are shown about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, Sum

from comity.core import audience
from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.kernel import sight
from comity.kernel.rows import Row, Statement, single
from comity.menu import rules
from comity.menu.models import Activity, Course, ExternalCode, SeatShare
from comity.menu.queries.areas import opened_areas, usable
from comity.parties import queries as parties

# What only search reads.
UNREAD = ("search_en", "search_fr", "plain", "keywords", "codes_key")
_ACTIVITY = Statement(lambda code: Activity.objects.filter(code=code).defer(*UNREAD).order_by(), str)
_COURSE = Statement(lambda pk: Course.objects.filter(pk=pk).defer(*UNREAD).order_by(), int)
_REPLACING = Statement(lambda pk: Activity.objects.filter(pk=pk).defer(*UNREAD).order_by(), int)
_SHARES = Statement(lambda pk: SeatShare.objects.filter(activity_id=pk).order_by("holder"), int)
_CODES = Statement(
    lambda activity, course: ExternalCode.objects.filter(Q(activity_id=activity) | Q(course_id=course)).order_by(
        "valid_until", "scheme", "code"
    ),
    *(int, int),
)


@dataclass(frozen=True, slots=True)
class ShareInput:
    """Seats that somebody wants kept: for whom, how many, until which day."""

    holder: str
    seats: int
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class CodeInput:
    """An outside code as somebody wrote it."""

    scheme: rules.Scheme
    code: str
    issuer: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


def activity(code: str) -> Activity | None:
    """This will find an activity by its code, or nothing if there is none that the reader may see."""
    row = _ACTIVITY.row(code)
    if row is not None:
        _hold(row, "course", _COURSE.row(row.course_id) if row.course_id else None)
        _hold(row, "replaced_by", _REPLACING.row(row.replaced_by_id) if row.replaced_by_id else None)
    return row


def _hold(row: Activity, name: str, found: Row | None) -> None:
    """This will keep with an activity what it refers to; what the reader may not see is as good as none."""
    row._state.fields_cache[name] = found  # noqa: SLF001 - where Django keeps it too


def seen_by(code: str, actor: Actor) -> Activity | None:
    """This will find an activity as the gate has to: it reads all, and must answer as if it read what the actor may."""
    found = activity(code)
    reads = found is not None and (actor.is_staff or audience.may_read(found.audience, actor.communities))
    return found if reads else None


def bare(code: str) -> Activity | None:
    """This will find an activity by its code without what it is one of: the quickest way to the row itself."""
    return _ACTIVITY.row(code)


def headline(code: str) -> Activity | None:
    """This will find what a letter says of an activity: code, titles, and the party that answers for it."""
    return single(Activity.objects.filter(code=code).only("code", "title_en", "title_fr", "party"))


def activity_by_id(pk: int) -> Activity | None:
    """This will find an activity by its number."""
    return Activity.objects.filter(pk=pk).first()


def activities_of(codes: Iterable[str]) -> dict[str, Activity]:
    """This will find several activities by their codes, as far as the reader may see them."""
    asked = [code for code in codes if "\0" not in code]
    return {row.code: row for row in Activity.objects.filter(code__in=asked)}


def course(code: str) -> Course | None:
    """This will find a course by its code."""
    return single(Course.objects.select_related("replaced_by").filter(code=code))


def courses(*, provider: str = "", party: str = "", retired: bool = False) -> list[Course]:
    """This will list courses by title: all that run, or those of a provider or of a party's providers."""
    found = Course.objects.filter(retired_at__isnull=not retired)
    if provider:
        found = found.filter(provider_id=provider)
    if party:
        found = found.filter(party_id=party)
    return list(found.order_by("title_en", "title_fr", "code"))


def activities_of_course(row: Course) -> list[Activity]:
    """This will list the dated activities of a course, the latest first."""
    return list(row.activities.order_by("-start_on", "code"))


def activities_of_party(party: str, *, before_publication: bool = False) -> list[Activity]:
    """This will list what a party's providers have on offer, what waits longest first."""
    found = Activity.objects.filter(party_id=party)
    if before_publication:
        found = found.filter(state__in=[state.value for state in rules.BEFORE])
    return list(found.order_by("start_on", "code"))


def ended(now: datetime) -> list[Activity]:
    """This will list activities that are over and not yet marked as held, for the clock."""
    day = brussels_day(now)
    running = [state.value for state in rules.RUNNING]
    return list(Activity.objects.filter(state__in=running, end_on__lt=day).order_by("end_on", "pk"))


def take_ended(row: Activity) -> Activity | None:
    """This will lock an activity that is over, unless another clock has it in hand or it is no longer due."""
    running = [state.value for state in rules.RUNNING]
    found = Activity.objects.select_for_update(skip_locked=True).filter(pk=row.pk, state__in=running)
    return found.first()


def released_to(communities: set[str], now: datetime) -> list[Activity]:
    """This will list published activities that are not over and are released to one of the communities."""
    found = Activity.objects.exclude(state__in=[state.value for state in rules.BEFORE])
    found = found.filter(Q(end_on__isnull=True) | Q(end_on__gte=brussels_day(now)))
    wanted = Q(release__overlap=sorted(communities)) | Q(release__len=0)
    return list(found.filter(wanted).order_by("pk"))


def to_agree(*, most: int = 200) -> list[Activity]:
    """This will list the activities that are screened and wait to be agreed, by their start."""
    return list(Activity.objects.filter(state=rules.State.SCREENED).order_by("start_on", "code")[:most])


def coming_under(tools: Iterable[str], day: date) -> list[tuple[str, frozenset[str]]]:
    """This will list, for each published activity still to come under one of the tools, its tool and for whom it is."""
    states = [state.value for state in rules.RUNNING]
    found = Activity.objects.filter(tool__in=list(tools), state__in=states, start_on__gt=day)
    return [(tool, frozenset(open_to)) for tool, open_to in found.values_list("tool", "open_to")]


def shares(row: Activity) -> list[SeatShare]:
    """This will list the seats of an activity that are kept for somebody."""
    return _SHARES.rows(row.pk)


def codes(row: Activity | Course) -> list[ExternalCode]:
    """This will list the outside codes of an activity and its course, the valid ones first."""
    activity_id, course_id = (None, row.pk) if isinstance(row, Course) else (row.pk, row.course_id)
    return _CODES.rows(activity_id or 0, course_id or 0)


def coded(code: str) -> list[Activity]:
    """This will find the activities that bear a code, their own or an outside one, in any spelling."""
    key = rules.code_key(code)
    if not key:
        return []
    return list(Activity.objects.filter(codes_key__contains=f" {key} ").order_by("-start_on", "code")[:50])


# -- who asks ----------------------------------------------------------------------------------------------------------


def standing_of(actor: Actor, now: datetime) -> rules.Standing:
    """This will tell where the party stands for which somebody acts. One query, none without a party."""
    if actor.party is None or actor.side is Side.STAFF:
        return rules.Standing(party=actor.party or "", side=actor.side)
    return standing(actor.party, now)


def standing(party: str, now: datetime) -> rules.Standing:
    """This will tell where a party stands today, as eligibility sees it."""
    found = parties.standing(party, brussels_day(now))
    return rules.Standing(
        party=party,
        side=found.side,
        frameworks=found.frameworks,
        suspended=found.is_suspended,
        tools_open=found.tools_open,
    )


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of(
    row: Activity,
    actor: Actor,
    now: datetime,
    *,
    changes: Mapping[str, Any] | None = None,
    seat_shares: Sequence[ShareInput] | None = None,
    outside_codes: Sequence[CodeInput] | None = None,
    reason: str = "",
    decision: str = "",
    replacement: str = "",
    **_: object,
) -> rules.ActivityFacts:
    """This will show the rules an activity and what is asked of it."""
    values = dict(changes or {})
    kept = tuple(rules.Share(s.holder, s.seats, s.given, s.until_on) for s in shares(row))
    wanted = [share.seats for share in seat_shares] if seat_shares is not None else [share.seats for share in kept]
    other = seen_by(replacement, actor) if replacement else None
    return rules.ActivityFacts(
        code=row.code,
        state=rules.State(row.state),
        provider=row.provider_name or (row.provider_id or ""),
        provider_party=row.party_id or "",
        tool=row.tool,
        areas=usable(row.areas),
        open_to=frozenset(row.open_to),
        start_on=row.start_on,
        end_on=row.end_on,
        nominate_by=row.nominate_by,
        seats_total=row.seats_total,
        seats_given=row.seats_given,
        waiting=row.waiting,
        replaced_by=row.replaced_by.code if row.replaced_by else "",
        changed_on=brussels_day(row.changed_at) if row.changed_at else None,
        last_reason=row.reason,
        missing=rules.missing(vars(row)),
        shares=kept,
        fields=(*sorted(values), *_also(shares=seat_shares, codes=outside_codes)),
        reason=reason,
        decision=decision.strip(),
        new_total=values.get("seats_total", row.seats_total),
        new_reserved=sum(wanted),
        new_minimum=values.get("seats_minimum", row.seats_minimum) or 0,
        replacement=replacement,
        replacement_state=other.state if other else "",
    )


def _also(**lists: Sequence[object] | None) -> tuple[str, ...]:
    return tuple(name for name, given in lists.items() if given is not None)


def requirements(row: Activity) -> rules.Requirements:
    """This will give what a person needs to take part in an activity."""
    return rules.Requirements(
        rank_from=row.rank_from,
        rank_to=row.rank_to,
        language_profile=row.language_profile,
        clearance=rules.Clearance(row.clearance),
        prerequisites=frozenset(row.prerequisites),
    )


def facts_of_course(
    row: Course, actor: Actor, now: datetime, *, reason: str = "", replacement: str = "", **_: object
) -> rules.CourseFacts:
    """This will show the rules a course and what is asked of it."""
    running = Course.objects.filter(code=replacement, retired_at__isnull=True)
    other = sight.seen_by(actor, running).exists() if replacement else True
    return rules.CourseFacts(
        code=row.code,
        provider=row.provider_name or (row.provider_id or ""),
        provider_party=row.party_id or "",
        is_retired=row.retired_at is not None,
        reason=reason,
        replacement=replacement,
        replacement_exists=other,
    )


def facts_of_offer(
    row: Row,
    actor: Actor,
    now: datetime,
    *,
    provider: str = "",
    values: Mapping[str, Any] | None = None,
    seat_shares: Sequence[ShareInput] = (),
    **_: object,
) -> rules.OfferFacts:
    """This will show the rules who would offer something in whose name; the row is the party's."""
    code = row.subject.removeprefix("party:")
    found = parties.provider(provider) if provider else None
    given = values or {}
    return rules.OfferFacts(
        party=code,
        provider=found.name_en if found else provider,
        provider_party=found.party.code if found else code,
        suspended=parties.standing(code, brussels_day(now)).is_suspended,
        listed=found is not None,
        reserved=sum(share.seats for share in seat_shares),
        total=given.get("seats_total"),
        minimum=given.get("seats_minimum") or 0,
    )


def facts_of_file(row: Row, actor: Actor, now: datetime, *, plan: Any, **_: object) -> rules.ImportFacts:
    """This will show the rules what a file holds that somebody would import."""
    return rules.ImportFacts(sha256=plan.sha256, rows=plan.rows, problems=plan.problems)


def seats_given() -> int:
    """This will add up the seats given in the activities that the reader may see. One query."""
    return int(Activity.objects.aggregate(given=Sum("seats_given"))["given"] or 0)


def carried(now: datetime) -> dict[str, int]:
    """This will count what of the menu carries out the policy, as far as the reader may see it. Two queries."""
    partners = parties.members(audience.PARTNERS, brussels_day(now))
    states = Activity.objects.aggregate(
        all=Count("pk"),
        placed=Count("pk", filter=Q(areas__len__gt=0)),
        partners=Count("pk", filter=Q(party_id__in=partners)),
        retired=Count("pk", filter=Q(state=rules.State.RETIRED)),
        open=Count("pk", filter=Q(state__in=[state.value for state in rules.RUNNING])),
    )
    return {
        "menu.activities": states["all"],
        "menu.areas": states["placed"],
        "menu.open_areas": len(opened_areas()),
        "menu.partner_offers": states["partners"],
        "menu.eligibility": states["open"],
        "menu.retirements": states["retired"],
    }
