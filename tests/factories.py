"""Things that tests need, made in one line each. Run them outside a reading scope, as the owner of the tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from comity.core.actor import Actor, Role
from comity.parties.models import Party, Standing
from comity.people import queries
from comity.people.models import Account, Appointment, Person

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DAY = date(2026, 1, 1)
PASSWORD = "correct horse battery staple"
_numbers = count(1)

NAMES = {
    "XA": ("Arcadia", "Arcadie"),
    "XB": ("Belmora", "Belmora"),
    "XC": ("Cassovia", "Cassovie"),
    "XD": ("Drevania", "Drévanie"),
    "XE": ("Estmark", "Estmark"),
    "FR": ("France", "France"),
    "IS": ("International Staff", "Secrétariat international"),
}
# What a made-up party belongs to unless a test says otherwise.
BELONGS = {
    "XA": ("partners", "framework:eapc-pfp"),
    "XB": ("partners", "framework:md"),
    "XC": ("partners", "framework:ici"),
    "XD": ("partners", "framework:global"),
    "XE": ("partners", "framework:eapc-pfp"),
    "FR": ("allies",),
}


def party(code: str = "XA", *, belongs: tuple[str, ...] | None = None, **fields: Any) -> Party:
    """A party with the standings that it usually has; the same party again if it is there."""
    if found := Party.objects.filter(code=code).first():
        return found
    name_en, name_fr = NAMES.get(code, (f"Party {code}", f"Partie {code}"))
    made = Party.objects.create(
        code=code,
        **{
            "kind": "staff" if code == "IS" else "nation",
            "name_en": name_en,
            "name_fr": name_fr,
            "is_fictional": code.startswith("X"),
            "audience": ["public"],
            **fields,
        },
    )
    for community in BELONGS.get(code, ()) if belongs is None else belongs:
        epoch = Standing.objects.filter(community=community).count() + 1
        Standing.objects.create(
            party=made, community=community, epoch=epoch, since_on=DAY, source="tests", audience=["public"]
        )
    return made


def person(name: str = "", **fields: Any) -> Person:
    """A person."""
    number = next(_numbers)
    return Person.objects.create(
        **{"name": name or f"Person {number}", "email": f"person{number}@example.test", "audience": ["staff"], **fields}
    )


def account(
    code: str = "XA", *roles: Role, name: str = "", password: str = "", since_on: date = DAY, **fields: Any
) -> Account:
    """An account whose person acts for a party in the roles given (mission officer if none)."""
    who = person(name, audience=["staff", f"party:{code}"])
    made = Account(person=who, **{"email": who.email, **fields})
    if password:
        made.set_password(password)
    else:
        made.set_unusable_password()
    made.save()
    for role in roles or (Role.MISSION_OFFICER,):
        appointment(who, code, role, since_on=since_on)
    return made


def appointment(who: Person, code: str = "XA", role: Role = Role.MISSION_OFFICER, **fields: Any) -> Appointment:
    """A role that a person holds for a party."""
    return Appointment.objects.create(
        person=who,
        name=who.name,
        email=who.email,
        party=party(code),
        role=role.value,
        **{"since_on": DAY, "audience": ["staff", f"party:{code}"], **fields},
    )


def account_of(actor: Actor) -> Account:
    """The account with which this actor signs in."""
    assert actor.person_id is not None
    return Account.objects.get(person_id=actor.person_id)


def actor_of(found: Account, now: datetime = NOW) -> Actor:
    """The actor whom an account makes on a day, as the web would make it."""
    visitor = queries.visitor(found.pk, now)
    assert visitor is not None
    return visitor.actor


def staff(*roles: Role, **fields: Any) -> Account:
    """An account of the International Staff (desk officer if no role is given)."""
    return account("IS", *(roles or (Role.DESK_OFFICER,)), **fields)
