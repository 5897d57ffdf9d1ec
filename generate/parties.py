"""Partners and their people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.contrib.auth.hashers import make_password
from django.db.models import Max

from comity.core import audience
from comity.core.actor import Role
from comity.parties.models import Party, Standing
from comity.people.models import Account, Appointment, Person
from generate import words

MOST = 26 * 26
SOURCE = "generated"
JOINED = date(2012, 1, 1)
FRAMEWORKS = ("eapc-pfp", "md", "ici", "global")
SHARES = (45, 20, 10, 25)
ROLES = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR)


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as the rest of the world needs it."""

    code: str
    framework: str
    row: Party


def write(count: int, random: Random, now: datetime) -> list[Partner]:
    """This will write partners with standing, a mission's people and their accounts (without passwords)."""
    newest = {
        row["community"]: row["newest"] for row in Standing.objects.values("community").annotate(newest=Max("epoch"))
    }
    partners: list[Partner] = []
    standings: list[Standing] = []
    for code, name in words.nations(count, random):
        framework = random.choices(FRAMEWORKS, SHARES)[0]
        row = Party(code=code, kind="nation", name_en=name, name_fr=name, is_fictional=True, audience=[audience.PUBLIC])
        partners.append(Partner(code, framework, row))
        for community in (audience.PARTNERS, audience.framework(framework)):
            newest[community] = newest.get(community, 0) + 1
            standings.append(
                Standing(
                    party=row,
                    community=community,
                    epoch=newest[community],
                    since_on=JOINED,
                    source=SOURCE,
                    audience=[audience.PUBLIC],
                )
            )
    Party.objects.bulk_create([partner.row for partner in partners])
    Standing.objects.bulk_create(standings)
    _people(partners, random)
    return partners


def _people(partners: list[Partner], random: Random) -> None:
    posts = [(partner, role) for partner in partners for role in ROLES]
    people = []
    for number, (partner, _) in enumerate(posts):
        given, family = words.person(random)
        people.append(
            Person(
                name=f"{given} {family}",
                email=f"person{number}@{partner.code.lower()}.invalid",
                is_fictional=True,
                audience=[audience.STAFF, audience.party(partner.code)],
            )
        )
    Person.objects.bulk_create(people)
    unusable = make_password(None)
    Account.objects.bulk_create(Account(person=one, email=one.email, password=unusable) for one in people)
    Appointment.objects.bulk_create(
        Appointment(
            person=one,
            name=one.name,
            email=one.email,
            party=partner.row,
            role=role.value,
            since_on=JOINED,
            audience=one.audience,
        )
        for one, (partner, role) in zip(people, posts, strict=True)
    )
