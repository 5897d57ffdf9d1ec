"""Budget lines of four years with what was set aside, owed and paid on them, as balanced entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.kernel.progress import Progress
from comity.ledger import rules
from comity.ledger.models import Commitment, Invoice, Line, Posting, Transaction
from comity.ledger.rules import Account, Verb
from comity.parties import queries as parties
from generate.parties import Partner

LINES = (
    ("TRAVEL", "Travel and stay of participants", "Déplacements et séjours des participants"),
    ("EDUCATION", "Education and training", "Éducation et formation"),
    ("EXERCISE", "Exercises with partners", "Exercices avec les partenaires"),
    ("EXPERTS", "Visits of experts", "Visites d'experts"),
    ("SCIENCE", "Scientific cooperation", "Coopération scientifique"),
)
YEARS = (-2, -1, 0, 1)
SET_ASIDE = 40  # commitments on a line
OWED, PAID = 0.6, 0.5  # of what is set aside, and of what is owed
CHUNK = 2_000


class Books:
    """The entries of many lines, numbered on each, until they are written together."""

    def __init__(self, now: datetime, readers: list[str]) -> None:
        self.now, self.readers = now, readers
        self.commitments: list[Commitment] = []
        self.invoices: list[Invoice] = []
        self.transactions: list[Transaction] = []
        self.postings: list[Posting] = []

    def enter(
        self, line: Line, at: datetime, verb: Verb, postings: Mapping[Account, int], original: int,
        of: Commitment | None = None, bill: Invoice | None = None,
    ) -> None:  # fmt: skip
        """This will enter one transaction with its postings. Units: minor units of the line's currency."""
        line.transactions_made += 1
        made = Transaction(
            line=line, number=line.transactions_made, verb=verb, at=at, commitment=of, invoice=bill,
            currency=line.currency, original=original, audience=self.readers,
        )  # fmt: skip
        self.transactions.append(made)
        self.postings += [
            Posting(
                transaction=made,
                line=line,
                account=account,
                currency=line.currency,
                minor=minor,
                audience=self.readers,
            )
            for account, minor in postings.items()
            if minor
        ]

    def write(self) -> None:
        """This will write everything; the database weighs it and makes the figures of the lines."""
        Commitment.objects.bulk_create(self.commitments, batch_size=CHUNK)
        Invoice.objects.bulk_create(self.invoices, batch_size=CHUNK)
        Transaction.objects.bulk_create(self.transactions, batch_size=CHUNK)
        Posting.objects.bulk_create(self.postings, batch_size=CHUNK)


def write(partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write the lines, unless they are there already."""
    if Line.objects.filter(code__startswith="GEN-").exists():
        return
    readers = parties.resolve_audience([audience.STAFF, audience.ALLIES], now)
    lines = list(_lines(now, readers))
    Line.objects.bulk_create(lines)
    books = Books(now, readers)
    for line in lines:
        _fill(books, line, partners, random)
    books.write()
    Line.objects.bulk_update(lines, ["transactions_made", "commitments_made"])
    progress("budget lines", len(lines), len(lines))


def _lines(now: datetime, readers: list[str]) -> Iterator[Line]:
    year = brussels_day(now).year
    for offset in YEARS:
        for code, title_en, title_fr in LINES:
            period = str(year + offset)
            days = rules.days_of(period)
            if days is None:
                raise ValueError(period)
            yield Line(
                code=f"GEN-{code}-{period}",
                title_en=title_en,
                title_fr=title_fr,
                office="Generated",
                period=period,
                since_on=days[0],
                until_on=days[1],
                currency="EUR",
                opened_at=now - timedelta(days=60),
                audience=readers,
            )


def _fill(books: Books, line: Line, partners: Sequence[Partner], random: Random) -> None:
    """This will put money on a line, set some aside, and let part of that be owed and paid."""
    amount = random.randrange(200_000, 2_000_000) * 100
    at = line.opened_at
    books.enter(line, at, Verb.OPEN, rules.appropriate(amount), amount)
    for number in range(1, SET_ASIDE + 1):
        minor = random.randrange(1, amount // SET_ASIDE)
        partner = random.choice(partners).code
        held = Commitment(
            line=line, number=number, purpose="other", subject_ref=f"party:{partner}", label=f"Support {number}",
            currency="EUR", original=minor, minor=minor, original_left=minor, left=minor, made_at=at,
            audience=books.readers,
        )  # fmt: skip
        line.commitments_made = number
        books.commitments.append(held)
        at += timedelta(minutes=random.randrange(60, 900))
        books.enter(line, at, Verb.COMMIT, rules.move(Account.FREE, Account.COMMITTED, minor), minor, of=held)
        if random.random() < OWED:
            _owe(books, line, held, at, random)


def _owe(books: Books, line: Line, held: Commitment, at: datetime, random: Random) -> None:
    minor = held.minor
    held.original_left = held.left = 0
    held.original_obligated = held.obligated = minor
    owed = rules.move(Account.COMMITTED, Account.OBLIGATED, minor)
    books.enter(line, at, Verb.OBLIGE, owed, minor, of=held)
    if random.random() >= PAID:
        return
    held.original_obligated = held.obligated = 0
    held.original_paid = held.paid = minor
    number = f"{line.code}-{held.number}"
    bill = Invoice(
        commitment=held, supplier="Agency", supplier_key="agency", number=number, number_key=number.casefold(),
        invoiced_on=brussels_day(at), original=minor, paid_at=at, audience=books.readers,
    )  # fmt: skip
    books.invoices.append(bill)
    books.enter(line, at, Verb.PAY, rules.settle(minor, minor), minor, of=held, bill=bill)
