"""Trust funds at each stage, with their money in the books, agreements, milestones and results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.actor import FLOW
from comity.core.calendar import brussels_day
from comity.kernel import numbers
from comity.kernel.progress import Progress
from comity.ledger.actions.entering import enter
from comity.ledger.actions.lines import make_line
from comity.ledger.models import Contribution, Line
from comity.ledger.rules import Account, Kind, Verb, come_in, move
from comity.parties import queries as parties
from comity.policy import pack
from comity.trust_funds import actions
from comity.trust_funds.models import (
    SET_UP,
    Agreement,
    Count,
    Counter,
    Fund,
    Lead,
    Milestone,
    Phase,
    Proposal,
)
from comity.trust_funds.rules import BEFORE_START, Paper, Part, Purpose, State
from generate.parties import Partner

STATES = (
    State.IDEA,
    State.LED,
    State.STUDIED,
    State.PROPOSED,
    State.AGREED,
    State.LAUNCHED,
    State.RUNNING,
    State.CLOSED,
    State.DROPPED,
)
SHARES = (8, 5, 5, 5, 4, 13, 35, 20, 5)
TITLES = {
    Purpose.AMMUNITION: ("Safe storage of munitions", "Stockage sûr de munitions"),
    Purpose.MINES: ("Clearing of an old range", "Dépollution d'un ancien champ de tir"),
    Purpose.RETRAINING: ("Retraining of released officers", "Reconversion d'officiers libérés"),
    Purpose.CONVERSION: ("Conversion of an empty base", "Reconversion d'une base vide"),
    Purpose.CAPACITY: ("Training of logisticians", "Formation de logisticiens"),
}
AIM = (
    "To do the work together and to leave what was learnt.",
    "Mener les travaux ensemble et laisser un savoir-faire.",
)
AGENTS = ("Agency for Safe Stocks", "Office for Clearing", "Institute for New Work")
PHASES, MILESTONES, COUNTERS, GIVERS = 3, 4, 3, 7
PAID, SIGNED = 0.6, 0.8
LEAST = 3


def write(count: int, partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write the funds, each with what its stage asks for; a host needs a lead and somebody who gives."""
    if len(partners) < LEAST:
        return
    for made in range(1, count + 1):
        _fund(partners, random, now)
        progress("trust funds", made, count)


def _fund(partners: Sequence[Partner], random: Random, now: datetime) -> None:
    state = random.choices(STATES, SHARES)[0]
    at = now - timedelta(days=random.randint(30, 1_400))
    host, *leads = random.sample([one.code for one in partners], random.randint(2, 3))
    purpose = random.choice(list(Purpose))
    inner = [audience.STAFF, audience.ALLIES, *(audience.party(code) for code in (host, *leads))]
    closed = parties.resolve_audience(inner, now)
    readers = sorted({*closed, audience.PUBLIC}) if state in SET_UP else closed
    day, year = brussels_day(at), brussels_day(at).year
    row = Fund.objects.create(
        code=f"TF-{year}-{numbers.take(f'trust-funds-{year}'):02d}",
        title_en=TITLES[purpose][0],
        title_fr=TITLES[purpose][1],
        aim_en=AIM[0],
        aim_fr=AIM[1],
        purpose=purpose,
        area=random.choice(list(pack().areas)),
        host_id=host,
        agent="" if state in {State.IDEA, State.LED} else random.choice(AGENTS),
        threshold=0 if state in {State.IDEA, State.LED, State.STUDIED} else 65,
        state=state,
        suggested_at=at,
        launched_on=day + timedelta(days=90) if state in SET_UP else None,
        closed_on=min(day + timedelta(days=700), brussels_day(now)) if state in {State.CLOSED, State.DROPPED} else None,
        audited_on=min(day + timedelta(days=690), brussels_day(now)) if state == State.CLOSED else None,
        report="All is done and was audited." if state == State.CLOSED else "",
        audience=readers,
    )
    Proposal.objects.create(
        fund=row,
        others="Nobody else works on this.",
        study="" if state in {State.IDEA, State.LED} else "It can be done.",
        studied_on=None if state in {State.IDEA, State.LED} else day + timedelta(days=30),
        parts={part.value: "As usual." for part in Part} if row.threshold else {},
        agreed=[host, *leads, "agent"] if state in {State.AGREED, *SET_UP} else [],
        audience=closed,
    )
    if state != State.IDEA:
        Lead.objects.bulk_create(Lead(fund=row, party=code, since_on=day, audience=readers) for code in leads)
    if row.agent:
        _plan(row, random, day)
    if state in SET_UP:
        _pay(row, [one.code for one in partners if one.code != host], random, at + timedelta(days=90), now)
        _work(row, random, now)


def _plan(row: Fund, random: Random, day: date) -> None:
    """This will plan the phases; in a fund that runs the first has started, in one that is closed all."""
    started = {State.RUNNING: 1, State.CLOSED: PHASES}.get(State(row.state), 0)
    phases = [
        Phase(
            fund=row,
            number=number,
            title_en=f"Part {number}",
            title_fr=f"Partie {number}",
            cost=random.randrange(10, 300) * 1_000_000,
            months=random.choice((6, 9, 12, 18)),
            started_on=day + timedelta(days=90 + 150 * number) if number <= started else None,
            audience=row.audience,
        )
        for number in range(1, PHASES + 1)
    ]
    Phase.objects.bulk_create(phases)
    row.cost = sum(one.cost for one in phases)
    row.save(update_fields=["cost"])


def _pay(row: Fund, givers: Sequence[str], random: Random, at: datetime, now: datetime) -> None:
    """This will open the line of a fund and enter what is pledged, signed and paid in."""
    year = brussels_day(at).year
    line = make_line(
        at,
        code=row.code,
        title_en=row.title_en,
        title_fr=row.title_fr,
        office="Generated",
        period=f"{year}-{(year + 4) % 100:02d}",
        currency=row.currency,
        kind=Kind.FUND,
        subject_ref=row.subject,
        readers=[audience.party(row.host_id)],
    )
    enter(line, FLOW, at, Verb.OPEN, {}, original=0)
    chosen = random.sample(list(givers), min(len(givers), GIVERS))
    share = row.cost // len(chosen)
    for number, giver in enumerate(chosen, start=1):
        _give(line, number, giver, random.randrange(share // 2, share), random, at + timedelta(days=number))
    actions.note_money(row, FLOW, now)
    papers = [(paper, "") for paper in BEFORE_START]
    if row.state != State.LAUNCHED:
        papers += [(Paper.FINANCIAL, one.contributor) for one in row.gifts.all() if one.signed]
    Agreement.objects.bulk_create(
        Agreement(
            fund=row,
            paper=paper,
            contributor=giver,
            signed_on=brussels_day(at) + timedelta(days=20),
            reference=f"A-{number}",
            audience=row.audience,
        )
        for number, (paper, giver) in enumerate(papers, start=1)
    )


def _give(line: Line, number: int, giver: str, minor: int, random: Random, at: datetime) -> None:
    gift = Contribution.objects.create(
        line=line,
        number=number,
        contributor=giver,
        currency=line.currency,
        original=minor,
        original_pledged=minor,
        pledged=minor,
        made_at=at,
        audience=line.audience,
    )
    line.contributions_made = number
    line.save(update_fields=["contributions_made"])
    enter(line, FLOW, at, Verb.PLEDGE, move(Account.PROMISE, Account.PLEDGED, minor), original=minor, gift=gift)
    if random.random() >= SIGNED:
        return
    gift.original_pledged = gift.pledged = 0
    gift.original_signed = gift.signed = minor
    enter(line, FLOW, at, Verb.SIGN, move(Account.PLEDGED, Account.SIGNED, minor), original=minor, gift=gift)
    if random.random() < PAID:
        gift.original_signed = gift.signed = 0
        gift.original_paid = gift.paid = minor
        enter(line, FLOW, at, Verb.RECEIVE, come_in(minor, minor), original=minor, gift=gift)
    gift.save()


def _work(row: Fund, random: Random, now: datetime) -> None:
    """This will write milestones, reached and verified while the fund runs, and results."""
    today, closed = brussels_day(now), row.state == State.CLOSED
    phases, lead = list(row.phases.all()), row.leads.earliest("pk").party
    for number in range(1, MILESTONES + 1):
        phase = phases[(number - 1) % len(phases)]
        done = phase.started_on is not None and phase.started_on < today and (closed or random.random() < PAID)
        on = min(phase.started_on + timedelta(days=60), today) if done and phase.started_on else None
        Milestone.objects.create(
            fund=row,
            phase=phase,
            number=number,
            title_en=f"Step {number}",
            title_fr=f"Étape {number}",
            due_on=(phase.started_on or today) + timedelta(days=90),
            reached_on=on,
            reached_by=lead if done else "",
            evidence="Protocol." if done else "",
            verified_on=on,
            verified_by="IS" if done else "",
            finding="Seen." if done else "",
            audience=row.audience,
        )
    if row.state == State.LAUNCHED:
        return
    for number in range(1, COUNTERS + 1):
        target = random.randrange(100, 1_000_000)
        total = target if closed else random.randrange(1, target)
        counter = Counter.objects.create(
            fund=row,
            number=number,
            title_en=f"Items of kind {number}",
            title_fr=f"Éléments de type {number}",
            target=target,
            total=total,
            audience=row.audience,
        )
        Count.objects.create(counter=counter, on=today, amount=total, source="Protocol", audience=row.audience)
