"""Words from which names and titles are made. Everything here is invented."""

from __future__ import annotations

from random import Random

_HEADS = (  # noqa: SIM905 - words read better in a row
    "Ar Bel Cas Dre Est Fal Gor Hal Ist Jor Kal Lor Mor Nor Ost Pel Qua Ras Sel Tor Ul Var Wes Yl Zem"
).split()
_TAILS = (  # noqa: SIM905 - words read better in a row
    "adia mora sovia vania mark donia nesia land garia thia luria donne stria vera sund"
).split()
_GIVEN = (  # noqa: SIM905 - words read better in a row
    "Ada Bruno Clara Dario Elena Farid Greta Hugo Ines Jonas Karin Leo Mara Nils Olga Pavel Rosa Samir Tilda Urs "
    "Vera Yann Zoe Amal Boris Céline Émile Hélène Jürgen Łukasz Søren Zoé"
).split()
_FAMILY = (  # noqa: SIM905 - words read better in a row
    "Adler Bianchi Costa Dubois Eriksen Farkas Greco Haddad Ivanov Jansen Keller Lindqvist Moreau Novak Orlov "
    "Petrov Quint Rossi Sand Toth Ulrich Varga Weber Yilmaz Zeman Benali Çelik Dvořák Müller Núñez"
).split()
_SUBJECTS = (
    ("Cyber defence", "Cyberdéfense", "emerging"),
    ("Staff officers' orientation", "Initiation des officiers d'état-major", "interoperability"),
    ("Building integrity", "Développement de l'intégrité", "defence"),
    ("Civil emergency planning", "Planification civile d'urgence", "civil-emergency"),
    ("Countering improvised explosive devices", "Lutte contre les engins explosifs improvisés", "counter-terrorism"),
    ("CBRN first response", "Première intervention CBRN", "non-proliferation"),
    ("Crisis management", "Gestion des crises", "operations"),
    ("Political dialogue", "Dialogue politique", "consultation"),
    ("Maritime security", "Sûreté maritime", "emerging"),
    ("Gender advisers", "Conseillers pour l'égalité des sexes", "defence"),
    ("Logistics and movement", "Logistique et mouvements", "interoperability"),
    ("Energy security", "Sécurité énergétique", "emerging"),
    ("Language of staff work", "Langue du travail d'état-major", "interoperability"),
    ("Peacekeeping planning", "Planification du maintien de la paix", "operations"),
)
_SORTS = (
    ("course", "Course", "Cours"),
    ("workshop", "Workshop", "Atelier"),
    ("seminar", "Seminar", "Séminaire"),
    ("exercise", "Exercise", "Exercice"),
    ("expert-visit", "Expert visit", "Visite d'experts"),
    ("conference", "Conference", "Conférence"),
)
PLACES = (
    ("Oberammergau", "DE"),
    ("Rome", "IT"),
    ("Tallinn", "EE"),
    ("Kilkis", "GR"),
    ("Ankara", "TR"),
    ("Vyškov", "CZ"),
    ("Shrivenham", "GB"),
    ("Stavanger", "NO"),
    ("Sanremo", "IT"),
    ("Bruxelles", "BE"),
)


def nations(count: int, random: Random) -> list[tuple[str, str]]:
    """This will invent partners: a code that no nation has (ISO 3166-1 leaves XAA to XZZ to users) and a name."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [f"X{first}{second}" for first in letters for second in letters]
    names = [head + tail for tail in _TAILS for head in _HEADS]
    random.shuffle(names)
    return list(zip(codes, names, strict=False))[:count]


def person(random: Random) -> tuple[str, str]:
    """This will invent a person: given name and family name."""
    return random.choice(_GIVEN), random.choice(_FAMILY)


def subject(random: Random) -> tuple[str, str, str, str]:
    """This will invent what an activity is about: its sort, its titles in both languages, its priority area."""
    kind, sort_en, sort_fr = random.choice(_SORTS)
    about_en, about_fr, area = random.choice(_SUBJECTS)
    return kind, f"{about_en}: {sort_en.lower()}", f"{about_fr} : {sort_fr.lower()}", area
