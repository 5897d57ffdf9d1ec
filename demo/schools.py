"""Schools of invented partners: one supported for a second year, one whose plan is in work, one that asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from comity.core.actor import Actor
from comity.core.calendar import at_brussels, brussels_day
from comity.education import actions, queries
from comity.education.models import Recognition, SchoolSupport
from comity.education.rules import Responsible, SupportArea, SupportMark, academic_year, span
from comity.ledger import actions as ledger
from comity.ledger import queries as ledger_queries
from comity.parties import queries as parties
from comity.parties.models import Provider
from demo import texts
from demo.words import both, told

FOUND = {
    SupportArea.CURRICULUM: told(
        "The year of staff officers has no course on law; planning is taught from old exercises.",
        "L'année des officiers d'état-major ne comporte aucun cours de droit ; la planification s'enseigne à partir"
        " d'exercices anciens.",
    ),
    SupportArea.FACULTY: told(
        "Teachers lecture well. Few have led a seminar, and none was taught how.",
        "Les enseignants maîtrisent le cours magistral. Peu ont animé un séminaire et aucun n'y a été formé.",
    ),
    SupportArea.QUALITY: told(
        "Students are asked for their opinion, but nobody reads the answers across courses.",
        "L'avis des élèves est demandé, mais personne ne rapproche les réponses d'un cours à l'autre.",
    ),
}


def support(cast: dict[str, Actor], now: datetime) -> None:
    """This will support Belmora's college, let Arcadia's plan be written and Cassovia ask, and recognise its school."""
    year = academic_year(brussels_day(now))
    _running(cast, now, year - 1)
    _in_work(cast, now, year + 1)
    actions.ask_support(
        _school("PANS"),
        cast["casim"],
        now - timedelta(days=11),
        case=told(
            "Our naval school moves from lectures to practice and asks for help with it.",
            "Notre école navale passe du cours magistral à la pratique et demande un appui à cet effet.",
        ),
        from_year=year + 1,
        years=3,
    )
    _recognised(cast, now - timedelta(days=400))


def _running(cast: dict[str, Actor], now: datetime, first: int) -> None:
    desk, partner = cast["jana"], cast["basma"]
    begun = at_brussels(span(first, 1)[0], 10) - timedelta(days=90)
    row = _asked(
        "SSC",
        partner,
        begun,
        first,
        told(
            "We ask for help with the staff course: law, seminars, and knowing what our students have learned.",
            "Nous demandons un appui pour le cours d'état-major : le droit, les séminaires et l'évaluation des acquis.",
        ),
    )
    visited = begun + timedelta(days=30)
    actions.assess_school(row, desk, visited, visited_on=brussels_day(visited), findings=FOUND)
    aims = [
        _aim(row, desk, visited, area, title, measure)
        for area, title, measure in (
            (
                SupportArea.CURRICULUM,
                both("A course on law for every student", "Un cours de droit pour chaque élève"),
                both("30 hours in the timetable", "30 heures à l'emploi du temps"),
            ),
            (
                SupportArea.FACULTY,
                both("Half of the lessons are seminars", "La moitié des leçons en séminaire"),
                both("the timetable of each term", "l'emploi du temps de chaque semestre"),
            ),
            (
                SupportArea.QUALITY,
                both("Results are compared each year", "Les résultats sont comparés chaque année"),
                both("a report to the commandant by June", "un rapport au commandant avant juin"),
            ),
        )
    ]
    law = _event(row, desk, visited, aims[0], both("Syllabus on law", "Programme de droit"), date(first, 11, 20))
    seminar = _event(
        row, desk, visited, aims[1], both("How to lead a seminar", "Animer un séminaire"), date(first + 1, 3, 12)
    )
    day = brussels_day(now)
    _event(row, desk, visited, aims[1], both("Seminars observed", "Séminaires observés"), day + timedelta(days=70))
    _event(row, desk, visited, aims[0], both("Moot court", "Procès simulé"), day + timedelta(days=120))
    own = both("Results of two years compared", "Comparaison des résultats de deux ans")
    _event(row, desk, visited, aims[2], own, day + timedelta(days=150), Responsible.SCHOOL)
    _pay(cast, row, now)
    row.refresh_from_db()
    for actor in (desk, partner):
        actions.agree_school_plan(row, actor, visited + timedelta(days=20), version=row.version)
    promised = visited + timedelta(days=25)
    for event, giver, teachers in ((law, "claire", 2), (law, "dana", 1), (seminar, "claire", 1), (seminar, "erik", 2)):
        actions.contribute(row, cast[giver], promised, event=event, teachers=teachers)
    for event, on, people, came in (
        (law, date(first, 11, 18), 14, ("FR", "XD")),
        (seminar, date(first + 1, 3, 10), 22, ("FR", "XE")),
    ):
        actions.report_event(
            row, partner, at_brussels(on, 16) + timedelta(days=6), event=event, held_on=on, people=people, came=came
        )
    marks = dict(zip(aims, (SupportMark.REACHED, SupportMark.ON_TRACK, SupportMark.BEHIND), strict=True))
    actions.review_year(
        row,
        desk,
        min(now, at_brussels(span(first, 1)[1], 10) + timedelta(days=20)),
        year=first,
        marks=marks,
        text=told(
            "The course on law is taught. Seminars have begun; the comparison of results has not.",
            "Le cours de droit est donné. Les séminaires ont commencé ; la comparaison des résultats, pas encore.",
        ),
    )


def _in_work(cast: dict[str, Actor], now: datetime, first: int) -> None:
    desk, begun = cast["jana"], now - timedelta(days=50)
    case = told("We ask for help with a course for sergeants.", "Nous demandons un appui pour un cours de sergents.")
    row = _asked("TDA", cast["aissata"], begun, first, case)
    visited = begun + timedelta(days=28)
    findings = {
        SupportArea.CURRICULUM: told(
            "Sergeants are taught what officers were taught before them.",
            "Les sergents reçoivent l'enseignement que les officiers ont reçu avant eux.",
        )
    }
    actions.assess_school(row, desk, visited, visited_on=brussels_day(visited), findings=findings)
    title = both("A course written for sergeants", "Un cours conçu pour les sergents")
    aim = _aim(row, desk, visited + timedelta(days=4), SupportArea.CURRICULUM, title)
    outline = both("Outline of the course", "Plan du cours")
    _event(row, desk, visited + timedelta(days=4), aim, outline, date(first, 10, 15))


def _pay(cast: dict[str, Actor], row: SchoolSupport, now: datetime) -> None:
    """This will set money aside for the work of a school, and pay a part of it."""
    line = ledger_queries.line(f"EDUCATION-{brussels_day(now).year}")
    if line is None:
        raise LookupError(row.subject)
    at = now - timedelta(days=35)
    made = ledger.commit(
        *(line, cast["rosa"], at),
        purpose="project",
        subject_ref=row.subject,
        label=told("Travel of visiting teachers", "Déplacements des enseignants invités"),
        original=1_480_000,
    )
    ledger.oblige(line, cast["rosa"], at + timedelta(days=2), commitment=made.commitment, reason="PO 2026-44")
    ledger.pay(
        *(line, cast["rosa"], at + timedelta(days=20)),
        commitment=made.commitment,
        original=615_000,
        supplier="Sahran Railways",
        invoice="SR-2210",
        invoiced_on=brussels_day(at + timedelta(days=15)),
    )


def _recognised(cast: dict[str, Actor], at: datetime) -> None:
    """This will recognise a centre, for which the Council decided a year ago."""
    made = actions.apply(
        _school("PANS"),
        cast["casim"],
        at,
        case=told("Courses on safety at sea since 2019.", "Cours sur la sûreté en mer depuis 2019."),
    )
    row = Recognition.objects.get(pk=made.recognition_id)
    findings = told(
        "Two visits; courses and teachers are sound.", "Deux visites ; cours et enseignants sont de qualité."
    )
    actions.assess(row, cast["jana"], at + timedelta(days=40), findings=findings)
    texts.decide(row.subject, cast, at + timedelta(days=42))


def _school(code: str) -> Provider:
    row = parties.provider(code)
    if row is None:
        raise LookupError(code)
    return row


def _asked(code: str, actor: Actor, at: datetime, first: int, case: str) -> SchoolSupport:
    made = actions.ask_support(_school(code), actor, at, case=case, from_year=first, years=2)
    row = queries.support(made.support_id)
    if row is None:
        raise LookupError(code)
    return row


def _aim(row: SchoolSupport, actor: Actor, at: datetime, area: SupportArea, title: str, measure: str = "") -> int:
    return actions.add_objective(row, actor, at, area=area, title=title, measure=measure).objective_id


def _event(
    row: SchoolSupport,
    actor: Actor,
    at: datetime,
    aim: int,
    title: str,
    due_on: date,
    responsible: Responsible = Responsible.CONTRIBUTORS,
) -> int:
    made = actions.plan_event(row, actor, at, objective=aim, title=title, responsible=responsible, due_on=due_on)
    return made.event_id
