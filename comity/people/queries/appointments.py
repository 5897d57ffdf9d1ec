"""Who acts for whom: appointments, their holders, and what one leaves to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db.models import F, Func, Q, TextField, Value

from comity.core.actor import Role
from comity.people.models import Account, Appointment, HandOver, Person

MOST_CALLED = 200


def running(day: date, path: str = "") -> Q:
    """This will select appointments that hold on a day; `path` leads to them from another row."""
    ends = Q(**{f"{path}until_on__isnull": True}) | Q(**{f"{path}until_on__gt": day})
    return Q(**{f"{path}since_on__lte": day}) & ends


def holders(party: str, *roles: Role, on: date) -> list[Appointment]:
    """This will list who holds one of the roles for a party on a day, with their accounts."""
    return list(
        Appointment.objects.filter(running(on), party__code=party, role__in=[role.value for role in roles])
        .select_related("person", "person__account", "party")
        .order_by("pk")
    )


def holders_of(parties: Iterable[str], *roles: Role, on: date) -> list[Appointment]:
    """This will list who holds one of the roles for any of several parties on a day. One query."""
    return list(
        Appointment.objects.filter(running(on), party__code__in=list(parties), role__in=[role.value for role in roles])
        .select_related("person", "person__account", "party")
        .order_by("pk")
    )


def contacts(asked: Mapping[str, Collection[str]], *, on: date) -> list[Appointment]:
    """This will list who holds one of the roles, given by party, as far as the reader may know them. One query.

    Deputies come after those in whose place they stand.
    """
    wanted = Q(pk__in=())
    for party, roles in asked.items():
        wanted |= Q(party__code=party, role__in=list(roles))
    found = Appointment.objects.filter(wanted, running(on)).select_related("party")
    return list(found.order_by(F("deputy_for").asc(nulls_first=True), "pk")[:MOST_CALLED])


def offices(ids: Iterable[int], on: date) -> dict[tuple[int, str], Appointment]:
    """This will give, by person and party, the office that persons hold on a day, as far as the reader may see it."""
    found = Appointment.objects.filter(running(on), person_id__in=[pk for pk in ids if pk])
    rows = found.select_related("party").order_by("-pk")
    return {(row.person_id, row.party.code): row for row in rows}


def persons(ids: Iterable[int]) -> dict[int, Person]:
    """This will find persons by their numbers, as far as the reader may see them."""
    return Person.objects.in_bulk([pk for pk in ids if pk])


def persons_called(name: str) -> list[int]:
    """This will find the numbers of persons by a part of their name, as far as the reader may see them."""
    return list(Person.objects.filter(name__icontains=name).values_list("pk", flat=True)[:MOST_CALLED])


def appointment(pk: int) -> Appointment | None:
    """This will find an appointment that the reader may see."""
    return Appointment.objects.select_related("party", "deputy_for").filter(pk=pk).first()


def appointments(party: str, *, on: date | None = None) -> list[Appointment]:
    """This will list who acts, acted or will act for a party, as far as the reader sees; with `on`, who does then."""
    found = Appointment.objects.filter(party__code=party)
    if on is not None:
        found = found.filter(running(on))
    return list(found.select_related("deputy_for").order_by("role", "name", "pk"))


def notes_for(person_id: int, *, since: datetime) -> list[HandOver]:
    """This will list what predecessors have left to a person since a moment, as far as the reader may see it."""
    return list(
        HandOver.objects.filter(successor__person_id=person_id, at__gte=since)
        .select_related("appointment", "successor")
        .order_by("-at")
    )


def person_of_address(email: str) -> Person | None:
    """This will find who signs in with an address. Runs as the system."""
    account = Account.objects.select_related("person").filter(email__iexact=email.strip()).first()
    return account.person if account else None


def person_with(email: str) -> Person | None:
    """This will find the person with an address, as far as the reader may see them."""
    return Person.objects.filter(email__iexact=email.strip()).order_by("pk").first()


def parties_of(person_ids: Iterable[int], on: date) -> dict[int, frozenset[str]]:
    """This will tell for whom persons act on a day, as far as the reader may know it. One query."""
    found = Appointment.objects.filter(running(on), person_id__in=list(person_ids))
    held: dict[int, set[str]] = {}
    for person_id, code in found.values_list("person_id", "party__code"):
        held.setdefault(person_id, set()).add(code)
    return {person_id: frozenset(codes) for person_id, codes in held.items()}


def account_of(person_id: int) -> Account | None:
    """This will find the account of a person. Runs as the system."""
    return Account.objects.filter(person_id=person_id, is_active=True).first()


def digests_due(day: date, *, limit: int) -> list[int]:
    """This will list accounts that want a daily mail and have not been looked at on that day. Runs as the system."""
    wanted = Account.objects.filter(running(day, "person__appointments__"), is_active=True, digest_mail=True)
    fresh = wanted.filter(Q(digest_on__isnull=True) | Q(digest_on__lt=day))
    return list(fresh.order_by("pk").values_list("pk", flat=True).distinct()[:limit])


def weeklies_due(day: date, monday: date, *, limit: int) -> list[int]:
    """This will list accounts that want a weekly mail and have not been looked at in that week. Runs as the system."""
    wanted = Account.objects.filter(running(day, "person__appointments__"), is_active=True, weekly_mail=True)
    fresh = wanted.filter(Q(weekly_on__isnull=True) | Q(weekly_on__lt=monday))
    return list(fresh.order_by("pk").values_list("pk", flat=True).distinct()[:limit])


def code_of(held: Appointment) -> str:
    """This will give the code of the party for which an appointment is."""
    return held.party.code


def held_role(person_id: int, party_id: int, role: str, day: date) -> Appointment | None:
    """This will find the appointment in which a person holds a role of their own right on a day."""
    return Appointment.objects.filter(
        running(day), person_id=person_id, party_id=party_id, role=role, deputy_for__isnull=True
    ).first()


def named(words: str, *, limit: int) -> list[Appointment]:
    """This will find appointments by the name that the party knows, without accents or capitals.

    As far as the reader sees them.
    """
    found = Appointment.objects.select_related("party")
    for word in words.split():
        plain = Func(F("name"), function="comity.plain", output_field=TextField())
        found = found.alias(plain=plain).filter(plain__contains=Func(Value(word), function="comity.plain"))
    return list(found.order_by("name", "-since_on", "pk")[:limit])
