"""Contributions to funds: pledged, signed, paid in, given up."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.ledger import events, queries, rules
from comity.ledger.actions.entering import contribution_of, enter, in_line, rate_fields
from comity.ledger.models import Contribution, Line
from comity.ledger.rules import Account, Verb


@action(may=rules.may_pledge, facts=queries.pledge_facts)
def pledge(
    line: Line,
    actor: Actor,
    now: datetime,
    *,
    contributor: str,
    original: int,
    currency: str = "",
    earmark: str = "",
    key: str = "",
) -> events.ContributionPledged:
    """This will enter what somebody announces for a fund (W-128). It may not be spent. Units: minor units."""
    wanted = currency or line.currency
    rate = queries.rate(wanted, line.currency, brussels_day(now))
    minor = in_line(original, wanted, line, rate)
    line.contributions_made += 1
    made = Contribution.objects.create(
        line=line,
        number=line.contributions_made,
        contributor=contributor,
        earmark=earmark.strip(),
        currency=wanted,
        original=original,
        original_pledged=original,
        pledged=minor,
        made_at=now,
        audience=line.audience,
        **rate_fields(rate),
    )
    line.save(update_fields=["contributions_made"])
    postings = rules.move(Account.PROMISE, Account.PLEDGED, minor)
    enter(line, actor, now, Verb.PLEDGE, postings, original=original, currency=wanted, gift=made, rate=rate, key=key)
    return events.ContributionPledged(line.code, made.number, contributor, line.subject_ref, wanted, original, minor)


@action(may=rules.may_sign, facts=queries.contribution_facts)
def sign(
    line: Line, actor: Actor, now: datetime, *, contribution: int, original: int | None = None, key: str = ""
) -> events.ContributionSigned:
    """This will enter a pledge, or a part of it, as signed (W-128). Units: minor units of the contribution."""
    row = contribution_of(line, contribution)
    part = row.original_pledged if original is None else original
    minor = rules.share(part, row.original_pledged, row.pledged)
    row.original_pledged -= part
    row.pledged -= minor
    row.original_signed += part
    row.signed += minor
    row.save(update_fields=["original_pledged", "pledged", "original_signed", "signed"])
    postings = rules.move(Account.PLEDGED, Account.SIGNED, minor)
    enter(line, actor, now, Verb.SIGN, postings, original=part, gift=row, key=key)
    return events.ContributionSigned(line.code, row.number, row.contributor, line.subject_ref, minor)


@action(may=rules.may_receive, facts=queries.contribution_facts)
def receive(
    line: Line, actor: Actor, now: datetime, *, contribution: int, original: int | None = None, key: str = ""
) -> events.ContributionReceived:
    """This will enter what was signed, or a part of it, as paid in: it may be spent from now on (W-128).

    The fund grows by what the money is worth on the day. Units: minor units of the contribution.
    """
    row = contribution_of(line, contribution)
    part = row.original_signed if original is None else original
    rate = queries.rate(row.currency, line.currency, brussels_day(now))
    minor = in_line(part, row.currency, line, rate)
    consumed = rules.share(part, row.original_signed, row.signed)
    row.original_signed -= part
    row.signed -= consumed
    row.original_paid += part
    row.paid += minor
    row.save(update_fields=["original_signed", "signed", "original_paid", "paid"])
    enter(line, actor, now, Verb.RECEIVE, rules.come_in(consumed, minor), original=part, gift=row, rate=rate, key=key)
    return events.ContributionReceived(line.code, row.number, row.contributor, line.subject_ref, minor)


@action(may=rules.may_lapse, facts=queries.contribution_facts)
def lapse(
    line: Line,
    actor: Actor,
    now: datetime,
    *,
    contribution: int,
    original: int | None = None,
    reason: str,
    key: str = "",
) -> events.PledgeLapsed:
    """This will give up what was pledged and not signed, with the reason (W-128). Units: minor units."""
    row = contribution_of(line, contribution)
    part = row.original_pledged if original is None else original
    minor = rules.share(part, row.original_pledged, row.pledged)
    row.original_pledged -= part
    row.pledged -= minor
    row.save(update_fields=["original_pledged", "pledged"])
    postings = rules.move(Account.PLEDGED, Account.PROMISE, minor)
    enter(line, actor, now, Verb.LAPSE, postings, original=part, gift=row, reason=reason, key=key)
    return events.PledgeLapsed(line.code, row.number, row.contributor, line.subject_ref, minor, reason.strip())
