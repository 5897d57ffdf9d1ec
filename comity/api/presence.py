"""Contact points and missions for programs: mandates, bids for them, what embassies log; who arrives and departs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import (
    CONFLICT,
    NOT_FOUND,
    Allowed,
    Listed,
    Page,
    actor_of,
    allowed,
    answers,
    missing,
    now_of,
    numbered,
    paged,
    part,
    told,
)
from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.parties import queries as parties
from comity.presence import actions, queries, rules

router = Router(tags=["presence"])
type When = Literal["now", "coming", "over"]


class MandatesWanted(Page):
    """How the mandates are narrowed; the words are those of the address of the page. Those in force, unless asked."""

    q: str = Field("", max_length=100)
    when: When | Literal["all"] = "now"


class MissionsWanted(Page):
    """Of which party, and where they stand."""

    party: str = Field("", max_length=16)
    state: rules.Posting | None = None


class LogWanted(Page):
    """Of which nation, and what was done."""

    host: str = Field("", max_length=16)
    kind: rules.Deed | None = None


class Mandate(Schema):
    """In which nation the embassies of which Allies serve; `until_on` is the first day on which they no longer do."""

    host: str
    allies: list[str]
    since_on: date | None
    until_on: date | None
    decision: str
    number: int | None
    note: str
    when: When


class Mandates(Listed):
    """One page of the list."""

    rows: list[Mandate]


class BiddingLine(Schema):
    """A round of bids in a list. `living` bids have not come to nothing, those `given` were given by the Council."""

    id: int
    hosts: list[str]
    since_on: date
    until_on: date
    closes_at: datetime
    state: str
    decision: str
    living: int
    given: int


class Biddings(Listed):
    """One page of the list."""

    rows: list[BiddingLine]


class Bid(Schema):
    """What one Ally or several offer for one nation; `joined` are those that have agreed to it."""

    id: int
    host: str
    lead: str
    allies: list[str]
    joined: list[str]
    offer: str
    state: str
    placed_at: datetime
    decision: str


class Bidding(BiddingLine):
    """A round with its bids, by nation and then as they came."""

    note: str
    reason: str
    opened_at: datetime
    bids: list[Bid]


class AccreditationLine(Schema):
    """Somebody whom a mission has notified, by which letter, and where that stands."""

    id: int
    party: str
    name: str
    role: str
    state: str
    letter: str
    letter_on: date
    reply: str
    arrived_at: datetime | None
    departed_at: datetime | None


class Accreditations(Listed):
    """One page of the list."""

    rows: list[AccreditationLine]


class Accreditation(AccreditationLine):
    """An accreditation in full, and whether the reader may enter an arrival or a departure."""

    email: str
    title_en: str
    title_fr: str
    other_posts: str
    reason: str
    notified_at: datetime
    answered_at: datetime | None
    arrive: Allowed
    depart: Allowed


class LogLine(Schema):
    """Something that an embassy did as a contact point; `reached` counts people, if they were counted."""

    id: int
    host: str
    by: str
    held_on: date
    kind: str
    subject: str
    summary: str
    reached: int | None


class Log(Listed):
    """One page of the list."""

    rows: list[LogLine]


# -- to read -----------------------------------------------------------------------------------------------------------


@router.get("/presence/mandates", response=answers(Mandates), summary="List mandates of contact point embassies")
def mandates(request: HttpRequest, wanted: Query[MandatesWanted]) -> Mandates:
    """This will list the mandates by nation, those in force unless others are asked for."""
    names, day = parties.names(actor_of(request).locale), brussels_day(now_of(request))
    words = plain(wanted.q.strip())
    fitting = [
        one
        for one in queries.mandates()
        if wanted.when in {"all", _when(one, day)}
        and words in plain(" ".join(names.get(code, code) for code in (one.host, *one.allies)))
    ]
    rows = [told(Mandate, one, allies=list(one.allies), when=_when(one, day)) for one in part(wanted, fitting)]
    return Mandates(**paged(wanted, len(fitting)), rows=rows)


@router.get("/presence/biddings", response=answers(Biddings), summary="List rounds of bids")
def biddings(request: HttpRequest, wanted: Query[Page]) -> Biddings:
    """This will list the rounds of bids that the reader may see, the latest first."""
    found = queries.biddings()
    return Biddings(**paged(wanted, len(found)), rows=[BiddingLine.from_orm(one) for one in part(wanted, found)])


@router.get("/presence/biddings/{pk}", response=answers(Bidding, NOT_FOUND), summary="Read one round of bids")
def bidding(request: HttpRequest, pk: int) -> Bidding | HttpResponse:
    """This will give a round with its bids."""
    row = numbered(queries.bidding, pk)
    if row is None:
        return missing(request)
    bids = list(row.bids.all())
    return told(
        Bidding,
        row,
        living=sum(one.state in rules.LIVING for one in bids),
        given=sum(one.state == rules.BidState.CONFERRED for one in bids),
        bids=[told(Bid, one, host=one.host_id, lead=one.lead_id) for one in bids],
    )


@router.get("/presence/missions", response=answers(Accreditations), summary="List who is accredited with missions")
def missions(request: HttpRequest, wanted: Query[MissionsWanted]) -> Accreditations:
    """This will list who is or was accredited with the missions that the reader sees, those under way first."""
    found = [one for one in queries.accreditations(party=wanted.party) if wanted.state in {None, one.state}]
    rows = [told(AccreditationLine, one, party=one.party_id) for one in part(wanted, found)]
    return Accreditations(**paged(wanted, len(found)), rows=rows)


@router.get("/presence/missions/{pk}", response=answers(Accreditation, NOT_FOUND), summary="Read one accreditation")
def accreditation(request: HttpRequest, pk: int) -> Accreditation | HttpResponse:
    """This will give an accreditation, and whether an arrival or a departure may be entered."""
    row = numbered(queries.accreditation, pk)
    return missing(request) if row is None else _in_full(request, row)


@router.get("/presence/log", response=answers(Log), summary="List what contact points did")
def log(request: HttpRequest, wanted: Query[LogWanted]) -> Log:
    """This will list what embassies did as contact points, the latest first."""
    found = queries.log_lines(host=wanted.host, kind=wanted.kind or "")
    rows = [told(LogLine, one, host=one.host_id, subject=one.subject_line) for one in part(wanted, found)]
    return Log(**paged(wanted, len(found)), rows=rows)


# -- to do -------------------------------------------------------------------------------------------------------------


@router.post(
    "/presence/missions/{pk}/arrive",
    response=answers(Accreditation, NOT_FOUND, CONFLICT),
    summary="Enter an arrival",
)
def arrive(request: HttpRequest, pk: int) -> Accreditation | HttpResponse:
    """This will enter that somebody has arrived; their access opens the same minute."""
    return _move(request, pk, actions.arrive)


@router.post(
    "/presence/missions/{pk}/depart",
    response=answers(Accreditation, NOT_FOUND, CONFLICT),
    summary="Enter a departure",
)
def depart(request: HttpRequest, pk: int) -> Accreditation | HttpResponse:
    """This will enter that somebody has left; their access closes at once."""
    return _move(request, pk, actions.depart)


def _move(request: HttpRequest, pk: int, act: Callable[..., object]) -> Accreditation | HttpResponse:
    row = numbered(queries.accreditation, pk)
    if row is None:
        return missing(request)
    act(row, actor_of(request), now_of(request))
    return accreditation(request, pk)


def _when(one: queries.Mandate, day: date) -> When:
    return "over" if one.is_over(day) else "coming" if one.is_coming(day) else "now"


def _in_full(request: HttpRequest, row: Any) -> Accreditation:
    actor, now = actor_of(request), now_of(request)
    visitor: Any = request.visitor  # type: ignore[attr-defined]
    own = visitor.account.email.lower() == row.email
    facts = rules.PostingFacts(row.party_id, rules.Posting(row.state), actor.person_id if own else None)
    return told(
        Accreditation,
        row,
        party=row.party_id,
        arrive=allowed(rules.may_arrive(actor, facts, now)),
        depart=allowed(rules.may_depart(actor, facts, now)),
    )
