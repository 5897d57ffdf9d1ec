"""Integrity reviews of the demonstration: one with its agreed plan, in English; one that waits for experts, in French.

What invented partners write of themselves; nothing of it says anything about a real nation.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import Actor
from comity.core.calendar import at_brussels, brussels_day
from comity.education import actions, queries
from comity.education.models import IntegrityReview
from comity.education.rules import MeasureState
from comity.policy import pack
from demo import people

_ENGLISH = {
    "oversight": ("proven", "The committee's yearly report; the court's report on the accounts, answered in spring."),
    "rules": ("in_place", "The minister's directive, in force for three years, with a risk register."),
    "people": ("in_place", "Boards decide on promotions; their minutes can be read by those concerned."),
    "conduct": ("begun", "A code is drafted; two courses were held for those in exposed posts."),
    "money": ("in_place", "The plan for ten years and the budget that follows from it, both published."),
    "buying": ("begun", "A register of contracts since last year; exceptions are not counted yet."),
    "property": ("in_place", "Yearly counts, signed by two officers."),
    "operations": ("absent", "No contract officer has been sent with a unit so far."),
}
_FRENCH = {
    "oversight": (
        "in_place",
        "La commission reçoit le projet de budget ; la Cour des comptes publie ses observations.",
    ),
    "rules": ("begun", "Une politique est en préparation, sous la responsabilité du secrétaire général."),
    "people": ("in_place", "Les tableaux d'avancement sont publiés chaque année."),
    "conduct": ("in_place", "Un code de conduite est remis à chaque agent lors de sa prise de fonctions."),
    "money": ("proven", "Les comptes des trois derniers exercices ont été certifiés."),
    "buying": ("begun", "Les marchés sont publiés au-delà d'un seuil ; le contrôle des livraisons se met en place."),
    "property": ("absent", "Aucun inventaire complet n'a été dressé à ce jour."),
    "operations": ("outside", "Aucune unité n'est déployée."),
}


def review(cast: dict[str, Actor], now: datetime) -> None:
    """This will let two invented partners look at themselves."""
    morning = at_brussels(brussels_day(now), 10)
    _agreed(cast, morning - timedelta(days=300))
    waiting = _handed_in(cast["basma"], morning - timedelta(days=16), _FRENCH)
    _name(waiting, cast, "claire", morning - timedelta(days=8))


def _agreed(cast: dict[str, Actor], begun: datetime) -> None:
    own, desk, peers = cast["aissata"], cast["jana"], ("claire", "lars")
    row = _handed_in(own, begun, _ENGLISH)
    for key in peers:
        _name(row, cast, key, begun + timedelta(days=15))
    for expert in queries.experts_of(row):
        actions.accept_expert(expert, own, begun + timedelta(days=20))
    on = brussels_day(begun + timedelta(days=50))
    until = on + timedelta(days=2)
    actions.set_visit(row, desk, begun + timedelta(days=25), from_on=on, until_on=until)
    visited = begun + timedelta(days=54)
    for key, area, text, advice in (
        (
            peers[0],
            "buying",
            "Exceptions from competition are decided well and counted nowhere.",
            "Count and publish them.",
        ),
        (
            peers[1],
            "conduct",
            "Courses reach few of those in exposed posts.",
            "Make the course a condition of the post.",
        ),
    ):
        actions.write_finding(row, cast[key], visited, area=area, text=text, advice=advice)
    actions.hand_over_findings(row, cast[peers[0]], visited + timedelta(days=5))
    finding = queries.findings_of(row)[0]
    actions.comment_finding(
        finding, own, visited + timedelta(days=12), comment="The register will hold them from 2027 on."
    )
    planned = visited + timedelta(days=20)
    for actor, area, text, office, days in (
        (
            desk,
            "buying",
            "Count exceptions from competition and publish the count each year.",
            "Procurement office",
            300,
        ),
        (own, "conduct", "Train those in exposed posts before they take them up.", "Personnel directorate", 420),
        (own, "operations", "Send a contract officer with the next unit.", "Joint staff", 600),
    ):
        due_on = brussels_day(planned + timedelta(days=days))
        actions.add_measure(row, actor, planned, area=area, text=text, office=office, due_on=due_on)
    for side in (own, desk):
        actions.agree_plan(row, side, planned + timedelta(days=10))
    counted, trained, _sent = queries.measures_of(row)
    late = planned + timedelta(days=180)
    actions.report_measure(counted, own, late, state=MeasureState.DONE, note="The first count is published.")
    actions.report_measure(trained, own, late, state=MeasureState.UNDER_WAY, note="Twenty of forty have been trained.")


def _handed_in(own: Actor, at: datetime, said: dict[str, tuple[str, str]]) -> IntegrityReview:
    """This will open a round, answer each statement with what its area says, and hand it in."""
    made = actions.open_integrity(people.party(own.party or ""), own, at)
    row = _review(made.review_id)
    answers = {one.code: said[area.code] for area, one in pack().integrity.questions}
    actions.answer_integrity(row, own, at + timedelta(days=3), answers=answers)
    actions.hand_in_integrity(row, own, at + timedelta(days=4))
    return _review(made.review_id)


def _name(row: IntegrityReview, cast: dict[str, Actor], key: str, at: datetime) -> None:
    actions.name_expert(row, cast["jana"], at, person=cast[key].person_id or 0)


def _review(pk: int) -> IntegrityReview:
    row = queries.integrity_review(pk)
    if row is None:
        raise LookupError(pk)
    return row
