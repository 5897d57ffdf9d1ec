"""The books as they stood at the end of a day, added up from the postings until then. Units: minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from comity.core.calendar import at_brussels, end_of_day
from comity.ledger import rules
from comity.ledger.models import Line, Posting
from comity.ledger.rules import Account, Position

USED = (Account.COMMITTED, Account.OBLIGATED, Account.PAID)


@dataclass(frozen=True, slots=True)
class UsedOn:
    """What of the lines was used for one subject by a day: set aside, owed, paid."""

    subject_ref: str
    position: Position


def lines_on(day: date) -> list[tuple[Line, Position]]:
    """This will list the lines whose period holds a day and that were open by its end. Two queries."""
    until = end_of_day(day)
    found = Line.objects.filter(since_on__lte=day, until_on__gte=day, opened_at__lt=until)
    rows = list(found.order_by("kind", "code"))
    sums: dict[int, list[tuple[Account, int]]] = {}
    posted = Posting.objects.filter(line__in=rows, transaction__at__lt=until).order_by()
    for line, account, minor in posted.values_list("line_id", "account").annotate(sum=Sum("minor")):
        sums.setdefault(line, []).append((Account(account), minor))
    return [(row, rules.add_up(row.currency, sums.get(row.pk, ()))) for row in rows]


def used_on(lines: Sequence[Line], day: date) -> list[UsedOn]:
    """This will tell for what the money of some lines was used by the end of a day, by subject. One query."""
    found = Posting.objects.filter(
        line__in=lines, account__in=USED, transaction__at__lt=end_of_day(day), transaction__commitment__isnull=False
    ).order_by()
    sums: dict[tuple[str, str], list[tuple[Account, int]]] = {}
    for subject, currency, account, minor in found.values_list(
        "transaction__commitment__subject_ref", "currency", "account"
    ).annotate(sum=Sum("minor")):
        sums.setdefault((subject, currency), []).append((Account(account), minor))
    return [UsedOn(subject, rules.add_up(currency, posted)) for (subject, currency), posted in sorted(sums.items())]


def used_between(since: date, until: date) -> list[tuple[str, str, int]]:
    """This will add up what was set aside between two days, both included, net of what was released. One query.

    It gives the subject, the currency and the sum in its minor units.
    """
    found = Posting.objects.filter(
        account=Account.FREE,
        transaction__commitment__isnull=False,
        transaction__at__gte=at_brussels(since, 0),
        transaction__at__lt=end_of_day(until),
    ).order_by()
    sums = found.values_list("transaction__commitment__subject_ref", "currency").annotate(sum=Sum("minor"))
    return [(subject, currency, -minor) for subject, currency, minor in sums if minor]
