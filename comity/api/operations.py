"""Operations for programs: who contributes, which drafts are under comment, units; and the verbs of a contributor."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

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
from comity.operations import actions, queries, rules

router = Router(tags=["operations"])
LONGEST = 20_000


class Wanted(Page):
    """How the list is narrowed; the words are those of the address of the page."""

    q: str = Field("", max_length=100)
    phase: rules.Phase | None = None


class UnitsWanted(Page):
    """Whose units are wanted."""

    party: str = Field("", max_length=16)


class Words(Schema):
    """A text alone: an offer, a comment, the reason of a withdrawal."""

    text: Annotated[str, Field(max_length=LONGEST)]


class OperationLine(Schema):
    """An operation in a list. `partners` and `windows` count what the reader may see: who takes part, open drafts."""

    code: str
    name_en: str
    name_fr: str
    phase: str
    decision: str
    planned_on: date
    began_on: date | None
    ended_on: date | None
    partners: int
    windows: int


class Operations(Listed):
    """One page of the list."""

    rows: list[OperationLine]


class Arrangement(Schema):
    """One of the three arrangements with a contributor."""

    kind: str
    reference: str
    signed_on: date


class Contributor(Schema):
    """A nation on its way to contribute, or taking part."""

    id: int
    operation: str
    party: str
    stage: str
    interested_at: datetime
    recognised_by: str
    accepted_by: str
    since_on: date | None
    until_on: date | None
    arrangements: list[Arrangement]


class ContributorInFull(Contributor):
    """A contributor with what it offers, how that was assessed, and what its nation may do now."""

    offer: str
    assessment: str
    is_suitable: bool
    put_forward_at: datetime | None
    reason: str
    may_offer: Allowed
    may_withdraw: Allowed


class DraftLine(Schema):
    """A draft given to the operational partners for comment."""

    id: int
    title_en: str
    title_fr: str
    circulated_at: datetime
    closes_at: datetime
    settled_at: datetime | None


class Linked(Schema):
    """A consultation before, during or after the operation."""

    consultation: str
    moment: str


class Operation(Schema):
    """An operation with those who contribute, its drafts and consultations, as far as the reader may see them."""

    code: str
    name_en: str
    name_fr: str
    purpose: str
    phase: str
    decision: str
    planned_on: date
    began_on: date | None
    ended_on: date | None
    contributors: list[Contributor]
    drafts: list[DraftLine]
    consultations: list[Linked]
    show_interest: Allowed


class Comment(Schema):
    """What an operational partner said of a draft, and how it was taken up."""

    id: int
    party: str
    text: str
    made_at: datetime
    uptake: str
    answer: str
    answered_at: datetime | None


class Draft(DraftLine):
    """A draft with its text, and the comments that the reader may read."""

    operation: str
    text_en: str
    text_fr: str
    comments: list[Comment]
    may_comment: Allowed


class Evaluation(Schema):
    """How a unit was evaluated."""

    level: int
    on: date
    valid_until: date
    remarks: str


class Unit(Schema):
    """A unit of a partner with its evaluations, the latest first."""

    id: int
    party: str
    name: str
    kind: str
    entered_on: date
    evaluations: list[Evaluation]


class Units(Listed):
    """One page of the list."""

    rows: list[Unit]


# -- to read -----------------------------------------------------------------------------------------------------------


@router.get("/operations", response=answers(Operations), summary="List operations")
def operations(request: HttpRequest, wanted: Query[Wanted]) -> Operations:
    """This will list the operations, those that run first."""
    found = queries.operations(queries.Wanted(wanted.phase, wanted.q))
    return Operations(**paged(wanted, len(found)), rows=[OperationLine.from_orm(one) for one in part(wanted, found)])


@router.get("/operations/units", response=answers(Units), summary="List units")
def units(request: HttpRequest, wanted: Query[UnitsWanted]) -> Units:
    """This will list the units that the reader may see, by nation, each with its evaluations."""
    found = queries.units(wanted.party)
    return Units(**paged(wanted, len(found)), rows=[_unit(one) for one in part(wanted, found)])


@router.get("/operations/units/{pk}", response=answers(Unit, NOT_FOUND), summary="Read one unit")
def unit(request: HttpRequest, pk: int) -> Unit | HttpResponse:
    """This will give a unit with its evaluations."""
    row = numbered(queries.unit, pk)
    return missing(request) if row is None else _unit(row)


@router.get(
    "/operations/contributors/{pk}", response=answers(ContributorInFull, NOT_FOUND), summary="Read one contributor"
)
def contributor(request: HttpRequest, pk: int) -> ContributorInFull | HttpResponse:
    """This will give a contributor, its offer, and what its nation may do, with every reason why not."""
    row = numbered(queries.contributor, pk)
    return missing(request) if row is None else _in_full(request, row)


@router.get("/operations/drafts/{pk}", response=answers(Draft, NOT_FOUND), summary="Read one draft under comment")
def draft(request: HttpRequest, pk: int) -> Draft | HttpResponse:
    """This will give a draft with the comments that the reader may read, and whether it may comment."""
    row = numbered(queries.draft, pk)
    return missing(request) if row is None else _draft(request, row)


@router.get("/operations/{code}", response=answers(Operation, NOT_FOUND), summary="Read one operation")
def operation(request: HttpRequest, code: str) -> Operation | HttpResponse:
    """This will give an operation, and whether the reader's nation may show interest, with every reason why not."""
    row = queries.operation(code)
    if row is None:
        return missing(request)
    actor, now = actor_of(request), now_of(request)
    interest = rules.may_show_interest(actor, queries.facts_of(row, actor, now), now)
    return told(
        Operation,
        row,
        contributors=[_contributor(one) for one in row.contributors.all()],
        drafts=[DraftLine.from_orm(one) for one in row.drafts.all()],
        consultations=[Linked.from_orm(one) for one in row.consultations.all()],
        show_interest=allowed(interest),
    )


# -- to do -------------------------------------------------------------------------------------------------------------


@router.post(
    "/operations/{code}/interest",
    response=answers(ContributorInFull, NOT_FOUND, CONFLICT),
    summary="Show interest in an operation",
)
def show_interest(request: HttpRequest, code: str) -> ContributorInFull | HttpResponse:
    """This will enter that the reader's nation may contribute; the Council is asked to recognise it."""
    row = queries.operation(code)
    if row is None:
        return missing(request)
    event = actions.show_interest(row, actor_of(request), now_of(request))
    return _again(request, event.contributor_id)


@router.post(
    "/operations/contributors/{pk}/offer",
    response=answers(ContributorInFull, NOT_FOUND, CONFLICT),
    summary="Offer a contribution",
)
def offer(request: HttpRequest, pk: int, sent: Words) -> ContributorInFull | HttpResponse:
    """This will enter what the reader's nation would bring; a new offer is assessed anew."""
    row = numbered(queries.contributor, pk)
    if row is None:
        return missing(request)
    actions.offer(row, actor_of(request), now_of(request), text=sent.text)
    return _again(request, pk)


@router.post(
    "/operations/contributors/{pk}/withdraw",
    response=answers(ContributorInFull, NOT_FOUND, CONFLICT),
    summary="Withdraw a contribution",
)
def withdraw(request: HttpRequest, pk: int, sent: Words) -> ContributorInFull | HttpResponse:
    """This will enter that a nation contributes no longer, with the reason."""
    row = numbered(queries.contributor, pk)
    if row is None:
        return missing(request)
    actions.withdraw(row, actor_of(request), now_of(request), text=sent.text)
    return _again(request, pk)


@router.post(
    "/operations/drafts/{pk}/comments", response=answers(Draft, NOT_FOUND, CONFLICT), summary="Comment on a draft"
)
def comment(request: HttpRequest, pk: int, sent: Words) -> Draft | HttpResponse:
    """This will enter what an operational partner says of a draft, for the staff, the Allies and itself."""
    row = numbered(queries.draft, pk)
    if row is None:
        return missing(request)
    actions.comment(row, actor_of(request), now_of(request), text=sent.text)
    found = queries.draft(pk)
    return missing(request) if found is None else _draft(request, found)


def _again(request: HttpRequest, pk: int) -> ContributorInFull | HttpResponse:
    row = queries.contributor(pk)
    return missing(request) if row is None else _in_full(request, row)


def _contributor(row: Any) -> Contributor:
    return told(Contributor, row, **_of_contributor(row))


def _of_contributor(row: Any) -> dict[str, Any]:
    return {
        "operation": row.operation.code,
        "arrangements": [Arrangement.from_orm(one) for one in row.arrangements.all()],
    }


def _in_full(request: HttpRequest, row: Any) -> ContributorInFull:
    actor, now = actor_of(request), now_of(request)
    facts = queries.facts_of_contributor(row, actor, now)
    return told(
        ContributorInFull,
        row,
        **_of_contributor(row),
        may_offer=allowed(rules.may_offer(actor, facts, now)),
        may_withdraw=allowed(rules.may_withdraw(actor, facts, now)),
    )


def _draft(request: HttpRequest, row: Any) -> Draft:
    actor, now = actor_of(request), now_of(request)
    return told(
        Draft,
        row,
        operation=row.operation.code,
        comments=[Comment.from_orm(one) for one in row.comments.all()],
        may_comment=allowed(rules.may_comment(actor, queries.facts_of_draft(row, actor, now), now)),
    )


def _unit(row: Any) -> Unit:
    return told(Unit, row, evaluations=[Evaluation.from_orm(one) for one in row.evaluations.all()])
