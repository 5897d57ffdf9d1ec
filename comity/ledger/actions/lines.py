"""Lines, rates, and undoing: what the resources officer does to the books themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.ledger import events, queries, rules
from comity.ledger.actions.entering import enter
from comity.ledger.models import Commitment, Contribution, Invoice, Line, Rate, Transaction
from comity.ledger.rules import Account, Kind, State, Verb
from comity.parties import queries as parties


@action(
    may=rules.may_open_line,
    facts=queries.open_facts,
    filed=lambda _, event: (f"line:{event.line}", [audience.STAFF]),
)
def open_line(
    owner: Row,
    actor: Actor,
    now: datetime,
    *,
    code: str,
    title_en: str,
    title_fr: str,
    period: str,
    currency: str,
    minor: int,
    office: str = "",
    kind: Kind = Kind.BUDGET,
    subject_ref: str = "",
    readers: Iterable[str] = (),
) -> events.LineOpened:
    """This will open a line with its first amount; a fund begins empty and is filled by contributions (W-120, W-128).

    The row is the party whose office owns the line. `readers` may see it besides the staff and the Allies.
    Units: `minor` in minor units of the currency.
    """
    made = make_line(
        now,
        code=code,
        title_en=title_en,
        title_fr=title_fr,
        office=office,
        period=period,
        currency=currency,
        kind=kind,
        subject_ref=subject_ref,
        readers=readers,
    )
    enter(made, actor, now, Verb.OPEN, rules.appropriate(minor), original=minor)
    return events.LineOpened(code, period, currency, minor)


@action(may=rules.may_revise_line, facts=queries.facts_of)
def revise_line(line: Line, actor: Actor, now: datetime, *, minor: int, reason: str) -> events.LineRevised:
    """This will give a line another amount, as an entry with its reason (W-122). Units: `minor` in minor units."""
    before = line.amount
    enter(line, actor, now, Verb.REVISE, rules.appropriate(minor - before), original=minor - before, reason=reason)
    return events.LineRevised(line.code, before, minor, reason.strip())


@action(may=rules.may_close_line, facts=queries.facts_of)
def close_line(line: Line, actor: Actor, now: datetime, *, reason: str) -> events.LineClosed:
    """This will close a line to new commitments (W-127)."""
    _be(line, State.CLOSED)
    return events.LineClosed(line.code, reason.strip())


@action(may=rules.may_reopen_line, facts=queries.facts_of)
def reopen_line(line: Line, actor: Actor, now: datetime, *, reason: str) -> events.LineReopened:
    """This will let a closed line take commitments again (W-127)."""
    _be(line, State.OPEN)
    return events.LineReopened(line.code, reason.strip())


@action(may=rules.may_reverse, facts=queries.reverse_facts)
def reverse(line: Line, actor: Actor, now: datetime, *, number: int, reason: str) -> events.TransactionReversed:
    """This will undo a transaction by its opposite; both stay in the books, and nothing is deleted (W-125)."""
    undone = Transaction.objects.select_related("commitment", "contribution", "invoice").get(line=line, number=number)
    postings = {Account(one.account): one.minor for one in undone.postings.all()}
    if undone.commitment is not None:
        _give_back(undone.commitment, Verb(undone.verb), undone.original, postings)
    if undone.contribution is not None:
        _give_back(undone.contribution, Verb(undone.verb), undone.original, postings)
    if undone.invoice is not None:
        Invoice.objects.filter(pk=undone.invoice.pk).update(is_reversed=True)
    entered = enter(
        line,
        actor,
        now,
        Verb.REVERSE,
        rules.opposite(postings),
        original=undone.original,
        currency=undone.currency,
        of=undone.commitment,
        gift=undone.contribution,
        reason=reason,
        undone=undone,
    )
    return events.TransactionReversed(line.code, entered.number, number, reason.strip())


@action(
    may=rules.may_record_rate,
    facts=queries.rate_facts,
    filed=lambda _, event: (f"rate:{event.base}-{event.currency}", [audience.STAFF]),
)
def record_rate(
    owner: Row, actor: Actor, now: datetime, *, currency: str, base: str, rate: Decimal, on: date, source: str
) -> events.RateRecorded:
    """This will record how much of a currency one unit of the base is worth, with day and source (W-126).

    The row is the party whose officer records it. A later entry for the same day counts instead; both are kept.
    """
    readers = parties.resolve_audience({audience.STAFF, audience.ALLIES}, now)
    Rate.objects.create(
        currency=currency,
        base=base,
        rate=rate,
        on=on,
        source=source.strip(),
        at=now,
        by=actor.person_id,
        audience=readers,
    )
    return events.RateRecorded(currency, base, rate, on, source.strip())


# The balances of commitments and contributions on which each verb takes from the first and adds to the second.
_MOVES: Mapping[Verb, tuple[str, str]] = {
    Verb.COMMIT: ("", "left"),
    Verb.RELEASE: ("left", ""),
    Verb.OBLIGE: ("left", "obligated"),
    Verb.PAY: ("obligated", "paid"),
    Verb.PLEDGE: ("", "pledged"),
    Verb.SIGN: ("pledged", "signed"),
    Verb.RECEIVE: ("signed", "paid"),
    Verb.LAPSE: ("pledged", ""),
}


_ACCOUNTS = {
    "left": Account.COMMITTED,
    "obligated": Account.OBLIGATED,
    "paid": Account.PAID,
    "pledged": Account.PLEDGED,
    "signed": Account.SIGNED,
}


def _give_back(row: Commitment | Contribution, verb: Verb, original: int, postings: Mapping[Account, int]) -> None:
    """This will take the effect of a transaction back from what it was made on."""
    changed: list[str] = []
    for name, sign in zip(_MOVES[verb], (1, -1), strict=True):
        if not name:
            continue
        account = Account.FREE if verb is Verb.RECEIVE and name == "paid" else _ACCOUNTS[name]
        setattr(row, name, getattr(row, name) - postings.get(account, 0))
        setattr(row, f"original_{name}", getattr(row, f"original_{name}") + sign * original)
        changed += [name, f"original_{name}"]
    row.save(update_fields=changed)


def _be(line: Line, state: State) -> None:
    line.state = state
    line.save(update_fields=["state"])


def make_line(
    now: datetime,
    *,
    code: str,
    title_en: str,
    title_fr: str,
    office: str,
    period: str,
    currency: str,
    kind: Kind = Kind.BUDGET,
    subject_ref: str = "",
    readers: Iterable[str] = (),
) -> Line:
    """This will make the row of a line, still without money."""
    since_on, until_on = rules.days_of(period) or (brussels_day(now), brussels_day(now))
    return Line.objects.create(
        code=code,
        kind=kind,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        office=office.strip(),
        period=period,
        since_on=since_on,
        until_on=until_on,
        currency=currency,
        subject_ref=subject_ref,
        opened_at=now,
        audience=parties.resolve_audience({audience.STAFF, audience.ALLIES, *readers}, now),
    )
