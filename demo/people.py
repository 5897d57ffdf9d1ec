"""The parties and people of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from comity.core import audience
from comity.core.actor import CLOCK, Actor, Role
from comity.parties import actions as parties
from comity.parties import queries as party_queries
from comity.parties.models import Mission, Party, Provider
from comity.people import queries
from comity.people.models import Account, Appointment, Person
from demo.words import INVENTED

SINCE = date(2015, 1, 1)
DECISION = "PO(2014)0001"


@dataclass(frozen=True, slots=True)
class Nation:
    """An invented partner; its code is one that ISO 3166-1 leaves to users."""

    code: str
    name_en: str
    name_fr: str
    capital: str
    framework: str
    latitude: str
    longitude: str


NATIONS = (
    Nation("XA", "Arcadia", "Arcadie", "Thelis", "eapc-pfp", "44.200", "29.900"),
    Nation("XB", "Belmora", "Belmora", "Sahran", "md", "34.100", "12.300"),
    Nation("XC", "Cassovia", "Cassovie", "Port Amar", "ici", "25.800", "53.100"),
    Nation("XD", "Drevania", "Drévanie", "Kestrel Bay", "global", "-36.500", "160.200"),
    Nation("XE", "Estmark", "Estmark", "Norholm", "eapc-pfp", "59.300", "21.400"),
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented person: for whom they act, in which role, under which title."""

    key: str
    name: str
    party: str
    role: Role
    title_en: str
    title_fr: str
    demo: int | None = None
    locale: str = "en"
    provider: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """An invented school of an invented partner."""

    code: str
    party: str
    name_en: str
    name_fr: str
    city: str


SCHOOL = "DCSC"
SCHOOLS = (
    School(SCHOOL, "XD", "Drevania Crisis Staff College", "École d'état-major de crise de Drévanie", "Kestrel Bay"),
    School("TDA", "XA", "Thelis Defence Academy", "Académie de défense de Thelis", "Thelis"),
    School("SSC", "XB", "Sahran Staff College", "École d'état-major de Sahran", "Sahran"),
    School("PANS", "XC", "Port Amar Naval School", "École navale de Port Amar", "Port Amar"),
)
PEOPLE = (
    Somebody(
        "aissata",
        "Aïssata Diallo",
        "XA",
        Role.MISSION_OFFICER,
        "Officer, Mission of Arcadia",
        "Agente, mission de l'Arcadie",
        1,
    ),
    Somebody(
        "tomas",
        "Tomas Rell",
        "XA",
        Role.TRAINING_COORDINATOR,
        "Training coordinator, Ministry of Defence",
        "Coordonnateur de la formation, ministère de la Défense",
        2,
    ),
    Somebody(
        "jana",
        "Jana Novák",
        "IS",
        Role.DESK_OFFICER,
        "Desk officer, partnerships",
        "Chargée de dossier, partenariats",
        3,
    ),
    Somebody("henrik", "Henrik Voss", "IS", Role.COUNCIL_SECRETARY, "Council secretary", "Secrétaire du Conseil", 4),
    Somebody(
        "claire",
        "Claire Morel",
        "FR",
        Role.DELEGATE,
        "Delegate, Delegation of France",
        "Déléguée, délégation de la France",
        5,
        "fr",
    ),
    Somebody(
        "lars",
        "Lars Bergqvist",
        "XD",
        Role.COURSE_DIRECTOR,
        "Course director, Drevania Crisis Staff College",
        "Directeur de cours, École d'état-major de crise de Drévanie",
        6,
        "en",
        SCHOOL,
    ),
    Somebody("ines", "Ines Calder", "IS", Role.AUDITOR, "Auditor", "Auditrice", 7),
    Somebody(
        "rosa",
        "Rosa Imhof",
        "IS",
        Role.RESOURCES_OFFICER,
        "Resources officer",
        "Responsable des ressources",
        8,
    ),
    Somebody("mira", "Mira Soltan", "IS", Role.MENU_MANAGER, "Menu manager", "Gestionnaire du menu"),
    Somebody("oskar", "Oskar Lind", "IS", Role.ADMINISTRATOR, "Administrator", "Administrateur"),
    Somebody(
        "helena",
        "Helena Marr",
        "XA",
        Role.HEAD_OF_MISSION,
        "Head of Mission of Arcadia",
        "Cheffe de la mission de l'Arcadie",
    ),
    Somebody(
        "basma",
        "Basma Trell",
        "XB",
        Role.MISSION_OFFICER,
        "Officer, Mission of Belmora",
        "Agente, mission de Belmora",
        None,
        "fr",
    ),
    Somebody(
        "badr",
        "Badr Oun",
        "XB",
        Role.TRAINING_COORDINATOR,
        "Training coordinator",
        "Coordonnateur de la formation",
        None,
        "fr",
    ),
    Somebody(
        "casim", "Casim Weld", "XC", Role.MISSION_OFFICER, "Officer, Mission of Cassovia", "Agent, mission de Cassovie"
    ),
    Somebody(
        "cora", "Cora Venn", "XC", Role.TRAINING_COORDINATOR, "Training coordinator", "Coordonnatrice de la formation"
    ),
    Somebody(
        "dana", "Dana Holt", "XD", Role.MISSION_OFFICER, "Officer, Mission of Drevania", "Agente, mission de Drévanie"
    ),
    Somebody(
        "erik", "Erik Norr", "XE", Role.MISSION_OFFICER, "Officer, Mission of Estmark", "Agent, mission de l'Estmark"
    ),
    Somebody(
        "greta",
        "Greta Haan",
        "NL",
        Role.DELEGATE,
        "Delegate, Delegation of the Netherlands",
        "Déléguée, délégation des Pays-Bas",
    ),
    Somebody(
        "joao", "João Reis", "PT", Role.DELEGATE, "Delegate, Delegation of Portugal", "Délégué, délégation du Portugal"
    ),
)


def settle(now: datetime) -> None:
    """This will bring in the invented partners, their missions, the school and all people with their accounts."""
    for nation in NATIONS:
        row = Party.objects.create(
            code=nation.code,
            kind="nation",
            name_en=nation.name_en,
            name_fr=nation.name_fr,
            capital=nation.capital,
            latitude=nation.latitude,
            longitude=nation.longitude,
            is_fictional=True,
            note=INVENTED,
            audience=[audience.PUBLIC],
        )
        community = audience.framework(nation.framework)
        parties.join(row, CLOCK, now, community=community, decision=DECISION, since_on=SINCE)
        Mission.objects.create(
            party=row,
            name_en=f"Mission of {nation.name_en}",
            name_fr=f"Mission : {nation.name_fr}",
            address="Brussels",
            since_on=SINCE,
            source="demo",
            audience=[audience.PUBLIC],
        )
    for school in SCHOOLS:
        Provider.objects.create(
            code=school.code,
            party=Party.objects.get(code=school.party),
            kind="other",
            abbreviation=school.code,
            name_en=school.name_en,
            name_fr=school.name_fr,
            city=school.city,
            is_fictional=True,
            source="demo",
            audience=[audience.PUBLIC],
        )
    for somebody in PEOPLE:
        _account(somebody)


def _account(somebody: Somebody) -> None:
    readers = sorted({audience.STAFF, audience.party(somebody.party)})
    address = f"{somebody.key}@{somebody.party.lower()}.demo.invalid"
    person = Person.objects.create(name=somebody.name, email=address, is_fictional=True, audience=readers)
    Account.objects.create(
        person=person,
        email=address,
        password=make_password(None),
        locale=somebody.locale,
        demo_order=somebody.demo,
    )
    Appointment.objects.create(
        person=person,
        party=Party.objects.get(code=somebody.party),
        role=somebody.role.value,
        title_en=somebody.title_en,
        title_fr=somebody.title_fr,
        provider=somebody.provider,
        since_on=SINCE,
        audience=readers,
    )


def cast(now: datetime) -> dict[str, Actor]:
    """This will give everybody as the actor that they are today, by their key."""
    found = {}
    for account in Account.objects.filter(email__endswith=".demo.invalid"):
        visitor = queries.visitor(account.pk, now)
        if visitor is not None:
            found[account.email.partition("@")[0]] = visitor.actor
    return found


def party(code: str) -> Party:
    """This will find a party.

    Raises: LookupError if the reference data were not loaded.
    """
    row = party_queries.party(code)
    if row is None:
        raise LookupError(f"load the reference data first: there is no party {code}")
    return row
