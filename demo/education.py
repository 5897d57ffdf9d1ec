"""The clearing house of the demonstration: needs of invented partners, met by Allies and by their neighbours."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.education import actions, queries
from comity.education.models import Match, Need, Offer
from comity.education.rules import Field
from comity.parties import queries as parties
from demo import people
from demo.words import both, told


def exchange(cast: dict[str, Actor], now: datetime) -> None:
    """This will let partners need, and Allies and partners offer; the suspended one offered before its suspension."""
    begun = now - timedelta(days=120)
    staff = _need(
        cast,
        "aissata",
        begun,
        Field.COURSES,
        both("Staff officers for crisis headquarters", "Officiers d'état-major pour les PC de crise"),
        24,
        now,
        200,
    )
    lessons = _need(
        cast, "basma", begun, Field.FACULTY, "Professeurs de droit international pour l'école d'état-major", 8, now, 250
    )
    _need(
        cast,
        "casim",
        now - timedelta(days=9),
        Field.EXERCISES,
        both("Planning an exercise for port security", "Planifier un exercice de sûreté portuaire"),
        15,
        now,
        150,
    )
    _need(cast, "aissata", now - timedelta(days=6), Field.CURRICULUM, "A course on rescue in winter", 12, now, 180)
    near = _offer(
        cast,
        "erik",
        begun,
        Field.COURSES,
        both("Places at the Norholm staff course", "Places au cours d'état-major de Norholm"),
        16,
        now,
        300,
        ("eapc-pfp",),
    )
    law = _offer(cast, "claire", begun, Field.FACULTY, "Visiting lecturers in international law", 10, now, 300)
    _offer(
        cast, "erik", begun, Field.CURRICULUM, "Winter rescue: a syllabus and its teachers", 20, now, 300, ("eapc-pfp",)
    )
    _offer(
        cast,
        "dana",
        begun,
        Field.EXERCISES,
        both("Scenario writers for crisis exercises", "Auteurs de scénarios pour exercices de crise"),
        30,
        now,
        300,
    )
    done = _match(staff, cast["jana"], begun + timedelta(days=3), near, 10)
    actions.accept(done, cast["aissata"], begun + timedelta(days=4))
    actions.accept(done, cast["erik"], begun + timedelta(days=5))
    actions.confirm(
        done,
        cast["aissata"],
        begun + timedelta(days=60),
        people=10,
        done_on=brussels_day(begun + timedelta(days=58)),
    )
    school = parties.provider(people.SCHOOL)
    if school is None:
        raise LookupError(people.SCHOOL)
    actions.apply(
        school,
        cast["dana"],
        now - timedelta(days=14),
        case=told(
            "Forty courses in three years, with visitors from eleven nations and teachers from six.",
            "Quarante cours en trois ans, des visiteurs de onze nations et des enseignants de six.",
        ),
    )
    agreed = _match(lessons, cast["basma"], begun + timedelta(days=10), law, 6)
    actions.accept(agreed, cast["claire"], begun + timedelta(days=12))


def _need(
    cast: dict[str, Actor], key: str, at: datetime, field: Field, title: str, count: int, now: datetime, days: int
) -> Need:
    actor = cast[key]
    by_on = brussels_day(now + timedelta(days=days))
    party = people.party(actor.party or "")
    made = actions.state_need(party, actor, at, field=field, title=title, people=count, by_on=by_on)
    row = queries.need(made.need_id)
    if row is None:
        raise LookupError(title)
    return row


def _offer(
    cast: dict[str, Actor],
    key: str,
    at: datetime,
    field: Field,
    title: str,
    count: int,
    now: datetime,
    days: int,
    frameworks: tuple[str, ...] = (),
) -> Offer:
    actor = cast[key]
    made = actions.offer(
        people.party(actor.party or ""),
        actor,
        at,
        field=field,
        title=title,
        people=count,
        until_on=brussels_day(now + timedelta(days=days)),
        frameworks=frameworks,
    )
    row = queries.offer(made.offer_id)
    if row is None:
        raise LookupError(title)
    return row


def _match(need: Need, actor: Actor, at: datetime, offer: Offer, count: int) -> Match:
    made = actions.propose_match(need, actor, at, offer=offer.pk, people=count)
    row = queries.match(made.match_id)
    if row is None:
        raise LookupError(need.title)
    return row
