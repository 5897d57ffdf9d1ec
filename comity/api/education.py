"""Education, training and capacity building for programs: the clearing house, what was given, training centres."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from comity.api.service import (
    CONFLICT,
    NOT_FOUND,
    Listed,
    Page,
    actor_of,
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
from comity.education import actions, queries, rules
from comity.parties import queries as parties
from comity.policy import pack

router = Router(tags=["education"])
LONGEST, MOST_PEOPLE = 10_000, 100_000


def _framework(code: str) -> str:
    """This will take the code of a framework of the policy.

    Raises: ValueError if there is none of that code.
    """
    if code not in pack().frameworks:
        raise ValueError("no framework of the policy has this code")
    return code


type Framework = Annotated[str, Field(max_length=40), AfterValidator(_framework)]
type Title = Annotated[str, Field(min_length=1, max_length=160)]
type Text = Annotated[str, Field(max_length=LONGEST)]
type People = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]


class NeedsWanted(Page):
    """How the needs are narrowed; the words are those of the address of the page. The open ones, unless asked."""

    q: str = Field("", max_length=100)
    state: rules.NeedState | Literal["all"] = rules.NeedState.OPEN
    region: str = Field("", max_length=40)


class OffersWanted(Page):
    """How the offers are narrowed; the words are those of the address of the page. The open ones, unless asked."""

    q: str = Field("", max_length=100)
    field: rules.Field | None = None
    show: Literal["open", "all"] = "open"


class CentresWanted(Page):
    """How the training centres are narrowed."""

    q: str = Field("", max_length=100)
    state: rules.CentreState | Literal["over"] | None = None


class NeedLine(Schema):
    """A need in a list. `met` counts the people who were trained."""

    id: int
    party: str
    field: str
    title: str
    text: str
    people: int
    met: int
    by_on: date
    state: str
    stated_at: datetime
    reason: str


class Needs(Listed):
    """One page of the list."""

    rows: list[NeedLine]


class OfferLine(Schema):
    """An offer in a list. `left` counts the people whom it can still take; no frameworks mean all partners."""

    id: int
    party: str
    field: str
    title: str
    text: str
    people: int
    left: int
    frameworks: list[str]
    until_on: date
    state: str
    offered_at: datetime
    reason: str


class Offers(Listed):
    """One page of the list."""

    rows: list[OfferLine]


class Match(Schema):
    """A need and an offer brought together; `accepted` are the parties that have agreed for themselves."""

    id: int
    need: int
    offer: int
    by: str
    to: str
    people: int
    note: str
    is_regional: bool
    accepted: list[str]
    state: str
    proposed_at: datetime
    reason: str
    trained: int
    done_on: date | None


class Need(NeedLine):
    """A need with the matches of it that the reader may see, the latest first."""

    matches: list[Match]


class Offer(OfferLine):
    """An offer with the matches of it that the reader may see, the latest first."""

    matches: list[Match]


class Centre(Schema):
    """An application for a training centre; `until_on` is the first day on which a recognition no longer holds."""

    id: int
    centre: str
    name_en: str
    name_fr: str
    party: str
    state: str
    applied_at: datetime
    assessed_on: date | None
    decision: str
    since_on: date | None
    until_on: date | None


class Centres(Listed):
    """One page of the list."""

    rows: list[Centre]


class CentreInFull(Centre):
    """An application with its case and what was found."""

    case: str
    findings: str


class Contribution(Schema):
    """What one party has offered and given. Units: offers, people, matches, partners, events of schools.

    `events` and `teachers` were given to schools of partners.
    """

    party: str
    side: str
    offers: int
    places: int
    matches: int
    trained: int
    regional: int
    helped: int
    events: int
    teachers: int


class Contributions(Listed):
    """One page of the list."""

    rows: list[Contribution]


class NewNeed(Schema):
    """What a partner needs."""

    field: rules.Field
    title: Title
    people: People
    by_on: date
    text: Text = ""


class NewOffer(Schema):
    """What an Ally or a partner offers; no frameworks mean all partners."""

    field: rules.Field
    title: Title
    people: People
    until_on: date
    frameworks: Annotated[list[Framework], Field(max_length=20)] = []
    text: Text = ""


# -- to read -----------------------------------------------------------------------------------------------------------


@router.get("/education/needs", response=answers(Needs), summary="List needs")
def needs(request: HttpRequest, wanted: Query[NeedsWanted]) -> Needs:
    """This will list the needs of partners, the most urgent first."""
    names, found = parties.names(actor_of(request).locale), queries.needs()
    stands = parties.standings({one.party_id for one in found}, brussels_day(now_of(request)))
    fitting = [
        one
        for one in found
        if wanted.state in {"all", one.state}
        and (not wanted.region or wanted.region in stands[one.party_id].frameworks)
        and _fits(wanted.q, names.get(one.party_id, one.party_id), one.title)
    ]
    return Needs(**paged(wanted, len(fitting)), rows=[_need(one) for one in part(wanted, fitting)])


@router.get("/education/needs/{pk}", response=answers(Need, NOT_FOUND), summary="Read one need")
def need(request: HttpRequest, pk: int) -> Need | HttpResponse:
    """This will give a need with what was proposed, agreed and done for it."""
    row = numbered(queries.need, pk)
    if row is None:
        return missing(request)
    matches = list(row.matches.all())
    met = sum(one.trained for one in matches if one.state == rules.MatchState.DONE)
    return told(Need, row, party=row.party_id, met=met, matches=[_match(one) for one in matches])


@router.get("/education/offers", response=answers(Offers), summary="List offers")
def offers(request: HttpRequest, wanted: Query[OffersWanted]) -> Offers:
    """This will list what Allies and partners offer, the latest first."""
    names, day = parties.names(actor_of(request).locale), brussels_day(now_of(request))
    fitting = [
        one
        for one in queries.offers()
        if (wanted.show == "all" or (one.state == rules.OfferState.OPEN and one.until_on > day))
        and wanted.field in {None, rules.Field(one.field)}
        and _fits(wanted.q, names.get(one.party_id, one.party_id), one.title)
    ]
    return Offers(**paged(wanted, len(fitting)), rows=[_offer(one) for one in part(wanted, fitting)])


@router.get("/education/offers/{pk}", response=answers(Offer, NOT_FOUND), summary="Read one offer")
def offer(request: HttpRequest, pk: int) -> Offer | HttpResponse:
    """This will give an offer with the needs that it meets."""
    row = numbered(queries.offer, pk)
    if row is None:
        return missing(request)
    matches = list(row.matches.all())
    held = sum(one.people for one in matches if one.state in rules.HOLDING)
    return told(Offer, row, party=row.party_id, left=row.people - held, matches=[_match(one) for one in matches])


@router.get("/education/contributions", response=answers(Contributions), summary="List what was given")
def contributions(request: HttpRequest, wanted: Query[Page]) -> Contributions:
    """This will list what each Ally and partner has offered and given, in the same columns for all."""
    found = queries.contributions(brussels_day(now_of(request)))
    return Contributions(**paged(wanted, len(found)), rows=[Contribution.from_orm(one) for one in part(wanted, found)])


@router.get("/education/centres", response=answers(Centres), summary="List training centres")
def centres(request: HttpRequest, wanted: Query[CentresWanted]) -> Centres:
    """This will list recognised centres, and the applications that the reader may see, the latest first."""
    actor, day = actor_of(request), brussels_day(now_of(request))
    names = parties.names(actor.locale)
    fitting = [
        one
        for one in queries.recognitions()
        if wanted.state in {None, "over" if one.until_on and one.until_on <= day else one.state}
        and _fits(wanted.q, one.provider.name_in(actor.locale), names.get(one.party_id, one.party_id))
    ]
    rows = [told(Centre, one, **_of_centre(one)) for one in part(wanted, fitting)]
    return Centres(**paged(wanted, len(fitting)), rows=rows)


@router.get("/education/centres/{pk}", response=answers(CentreInFull, NOT_FOUND), summary="Read one application")
def centre(request: HttpRequest, pk: int) -> CentreInFull | HttpResponse:
    """This will give an application for a centre, or its recognition, with the case and the findings."""
    row = numbered(queries.recognition, pk)
    return missing(request) if row is None else told(CentreInFull, row, **_of_centre(row))


# -- to do -------------------------------------------------------------------------------------------------------------


@router.post("/education/needs", response=answers(Need, NOT_FOUND, CONFLICT), summary="State a need")
def state_need(request: HttpRequest, sent: NewNeed) -> Need | HttpResponse:
    """This will say what the reader's nation needs, for all who have signed in."""
    party = parties.party(actor_of(request).party or "")
    if party is None:
        return missing(request)
    event = actions.state_need(party, actor_of(request), now_of(request), **sent.dict())
    return need(request, event.need_id)


@router.post("/education/offers", response=answers(Offer, NOT_FOUND, CONFLICT), summary="Offer help")
def make_offer(request: HttpRequest, sent: NewOffer) -> Offer | HttpResponse:
    """This will offer help of the reader's nation, to the partners of some frameworks or to all."""
    party = parties.party(actor_of(request).party or "")
    if party is None:
        return missing(request)
    event = actions.offer(party, actor_of(request), now_of(request), **sent.dict())
    return offer(request, event.offer_id)


def _fits(words: str, *names: str) -> bool:
    return plain(words.strip()) in plain(" ".join(names))


def _need(row: Any) -> NeedLine:
    return told(NeedLine, row, party=row.party_id)


def _offer(row: Any) -> OfferLine:
    return told(OfferLine, row, party=row.party_id, left=row.people - row.held)


def _match(row: Any) -> Match:
    ends = {"need": row.need_id, "offer": row.offer_id, "by": row.offer.party_id, "to": row.need.party_id}
    return told(Match, row, **ends)


def _of_centre(row: Any) -> dict[str, Any]:
    provider = row.provider
    return {
        "centre": provider.code,
        "name_en": provider.name_en,
        "name_fr": provider.name_fr,
        "party": row.party_id,
    }
