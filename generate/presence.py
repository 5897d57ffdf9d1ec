"""Contact point embassies at full size: mandates in force, those before them, the round, and what was logged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.calendar import at_brussels, brussels_day
from comity.kernel.progress import Progress
from comity.parties import queries as parties
from comity.parties.models import ContactPointEmbassy, Party
from comity.presence.models import Bid, Bidding, LogLine
from comity.presence.rules import BidState, Deed, State, mandate
from generate.parties import SOURCE, Partner

LINES_EACH = 12
SUBJECTS = ("Debate at the university", "Briefing for journalists", "Visit to the seat", "Letters on a scholarship")


def write(mandates: int, partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write mandates in force, sole or joint, each with those before it, its bid and its log."""
    day = brussels_day(now)
    begins = date(day.year, 1, 1)
    allies = {row.code: row for row in Party.objects.filter(code__in=parties.members(audience.ALLIES, day))}
    hosts = [partner.row for partner in partners[:mandates]]
    readers = parties.resolve_audience([audience.STAFF, audience.ALLIES], now)
    row = Bidding.objects.create(
        hosts=sorted(host.code for host in hosts),
        since_on=begins,
        until_on=mandate(begins),
        closes_at=at_brussels(begins - timedelta(days=60), 18),
        state=State.DECIDED,
        opened_at=at_brussels(begins - timedelta(days=120), 10),
        decision="PO(2025)9000",
        audience=readers,
    )
    embassies, bids, lines = [], [], []
    for number, host in enumerate(hosts):
        # More mandates than nations: the first ones are held by two Allies together.
        together = 2 if number < mandates - len(hosts) else 1
        chosen = random.sample(sorted(allies), together)
        for code in chosen:
            embassies += [_embassy(host, allies[code], begins, row.decision, joint=together > 1)]
        before = random.choice([code for code in sorted(allies) if code not in chosen])
        embassies += [_embassy(host, allies[before], begins.replace(year=begins.year - 2), "", joint=False)]
        bids.append(
            Bid(
                bidding=row,
                host_id=host.code,
                lead_id=chosen[0],
                allies=chosen,
                joined=chosen,
                offer="An office and two desks.",
                state=BidState.CONFERRED,
                placed_at=row.opened_at,
                decision=row.decision,
                audience=readers,
            )
        )
        lines += [_line(host.code, random.choice(chosen), begins, random, now, readers) for _ in range(LINES_EACH)]
    ContactPointEmbassy.objects.bulk_create(embassies)
    Bid.objects.bulk_create(bids)
    LogLine.objects.bulk_create(lines)
    progress("mandates", mandates, mandates)


def _embassy(host: Party, ally: Party, since_on: date, decision: str, *, joint: bool) -> ContactPointEmbassy:
    return ContactPointEmbassy(
        host=host,
        ally=ally,
        since_on=since_on,
        until_on=mandate(since_on),
        mode="joint" if joint else "sole",
        decision=decision,
        source=SOURCE,
        audience=[audience.PUBLIC],
    )


def _line(host: str, by: str, begins: date, random: Random, now: datetime, readers: list[str]) -> LogLine:
    return LogLine(
        host_id=host,
        by=by,
        held_on=begins + timedelta(days=random.randint(0, max(0, (brussels_day(now) - begins).days))),
        kind=random.choice(list(Deed)),
        subject_line=random.choice(SUBJECTS),
        reached=random.randint(5, 200),
        logged_at=now,
        audience=sorted({*readers, audience.party(host)}),
    )
