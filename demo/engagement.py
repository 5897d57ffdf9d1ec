"""Beyond the frameworks: a nation with which the Council opened a dialogue, and an organisation. Both are invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import queries as decision_queries
from comity.engagement import actions, queries, rules
from comity.parties.models import Party
from demo import texts
from demo.words import INVENTED, both, told

NATION, OTHER, LEAGUE = "XF", "XG", "XOLS"


def engage(cast: dict[str, Actor], now: datetime) -> None:
    """This will open one dialogue through the Council, propose another, and keep the record of an organisation."""
    _list(NATION, "nation", "Faravia", "Faravie", "Oram")
    _list(OTHER, "nation", "Galdora", "Galdora", "Vesset")
    _list(LEAGUE, "organisation", "League of Coastal States", "Ligue des États côtiers", "")
    jana = cast["jana"]
    begun = now - timedelta(days=120)
    _propose(
        cast,
        NATION,
        begun,
        ["emerging", "civil-emergency"],
        told("Exchange views on the safety of sea lanes.", "Échanger des vues sur la sécurité des routes maritimes."),
    )
    row = queries.running_with(NATION)
    if row is None:
        raise LookupError(NATION)
    item = decision_queries.item(decision_queries.about(row.subject)[0].item.symbol)
    if item is None:
        raise LookupError(row.subject)
    texts.silence(item, cast, begun + timedelta(days=1), days=5, closed=True)
    row.refresh_from_db()
    for days, area, subject, warning in (
        (90, "emerging", both("Safety of the strait in the winter season", "Sécurité du détroit en hiver"), False),
        (30, "emerging", both("Two vessels detained near the strait", "Deux navires retenus près du détroit"), True),
    ):
        actions.log(
            row,
            jana,
            now - timedelta(days=days),
            held_on=brussels_day(now - timedelta(days=days)),
            area=area,
            subject=subject,
            place="Oram",
            summary=told(
                "Both sides described what they had observed and named a point of contact.",
                "Les deux parties ont décrit ce qu'elles ont observé et désigné un point de contact.",
            ),
            is_warning=warning,
        )
    actions.note_path(
        row,
        jana,
        now - timedelta(days=25),
        towards="global",
        path=both("An individual programme, if asked for.", "Un programme individuel, s'il est demandé."),
    )
    _propose(
        cast,
        OTHER,
        now - timedelta(days=3),
        ["civil-emergency"],
        told("Compare how floods are met.", "Comparer les réponses aux inondations."),
    )
    actions.set_up(
        _party(LEAGUE),
        jana,
        now - timedelta(days=200),
        aims=told("Joint training for ports and coast guards.", "Formation commune des ports et des gardes-côtes."),
    )
    record = queries.cooperation(LEAGUE)
    if record is None:
        raise LookupError(LEAGUE)
    actions.record_talks(
        record,
        jana,
        now - timedelta(days=60),
        held_on=brussels_day(now - timedelta(days=60)),
        level=rules.Level.STAFF,
        objectives=[rules.Objective.COMPLEMENT, rules.Objective.TRAINING],
        subjects=both("Who trains whom in the coming year", "Qui forme qui l'an prochain"),
        place="Brussels",
        summary=told(
            "The League keeps to ports, the Alliance to maritime headquarters.",
            "La Ligue s'en tient aux ports, l'Alliance aux états-majors maritimes.",
        ),
        next_on=brussels_day(now + timedelta(days=120)),
    )
    actions.plan(
        record,
        jana,
        now - timedelta(days=55),
        title_en="Port security workshop",
        title_fr="Atelier sur la sûreté portuaire",
        objective=rules.Objective.TRAINING,
        start_on=brussels_day(now + timedelta(days=40)),
        end_on=brussels_day(now + timedelta(days=42)),
        place="Oram",
    )
    actions.sign(
        record,
        jana,
        now - timedelta(days=150),
        title_en="Exchange of letters on training",
        title_fr="Échange de lettres sur la formation",
        signed_on=brussels_day(now - timedelta(days=160)),
        in_force_on=brussels_day(now - timedelta(days=150)),
    )


def _propose(cast: dict[str, Actor], code: str, at: datetime, areas: list[str], purpose: str) -> None:
    actions.propose(_party(code), cast["jana"], at, areas=areas, purpose=purpose)


def _list(code: str, kind: str, name_en: str, name_fr: str, capital: str) -> None:
    """This will list an invented party."""
    Party.objects.create(
        code=code,
        kind=kind,
        name_en=name_en,
        name_fr=name_fr,
        capital=capital,
        is_fictional=True,
        note=INVENTED,
        audience=[audience.PUBLIC],
    )


def _party(code: str) -> Party:
    return Party.objects.get(code=code)
