"""Scientific cooperation: an open call and one whose panel has ranked. People, institutions and partners are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import queries as decisions
from comity.people import queries as people
from comity.policy import pack
from comity.science import actions, queries
from comity.science.rules import State
from demo import texts
from demo.people import PEOPLE, party

REVIEWERS = (
    ("greta", "NL", "Institute of Tides (invented)"),
    ("joao", "PT", "Laboratory of Signals (invented)"),
    ("lars", "XD", "Drevania Crisis Staff College"),
)
MYP = {"equipment": 100_000, "training": 40_000, "stipends": 30_000, "consumables": 30_000}
ARW = {"participants": 20_000, "lecturers": 10_000, "venue": 5_000}
# key of who lodges, kind, length, budget, priority, title, summary, end-user, the partner's co-director, marks
RANKED: tuple[tuple[Any, ...], ...] = (
    (
        "aissata", "MYP", 24, MYP, "cbrn", "Cheap sensors for drifting mines",
        "Sensors that a fishing boat can carry find drifting mines before ships meet them.",
        "Coast guard of Arcadia", ("Ivo Rell", "University of Thelis", "XA"), (5, 4),
    ),
    (
        "basma", "MYP", 30, MYP, "environment", "Forecasting dust storms for air safety",
        "Stations along the coast feed a model that warns airports a day ahead.",
        "Meteorological service of Belmora", ("Salma Beyn", "Institute of Sahran", "XB"), (4, 4),
    ),
    (
        "casim", "ARW", 3, ARW, "energy", "Workshop on the safety of power cables under the sea",
        "Engineers of both sides compare how damaged cables are found and mended.",
        "Grid operator of Cassovia", ("Omar Weld", "Polytechnic of Port Amar", "XC"), (2, 3),
    ),
)  # fmt: skip
OPEN: tuple[Any, ...] = (
    "aissata", "MYP", 36, MYP, "cyber", "Warning hospitals of attacks on their networks",
    "A small box on the network tells a hospital within minutes that somebody is inside.",
    "Hospitals of Arcadia", ("Ana Tov", "University of Thelis", "XA"), (),
)  # fmt: skip


def cooperate(cast: dict[str, Actor], now: datetime) -> None:
    """This will publish two calls, and take one of them through applications, reviews and the ranking."""
    jana = cast["jana"]
    for key, nation, institution in REVIEWERS:
        name = next(one.name for one in PEOPLE if one.key == key)
        person = people.persons([_person(cast, key)])[_person(cast, key)]
        actions.list_reviewer(
            person, jana, now - timedelta(days=260), name=name, institution=institution, nation=nation
        )
    first = _publish(
        jana, now - timedelta(days=250), "Security at sea and in the air", "Sécurité en mer et dans les airs"
    )
    rows = [_lodge(cast, first, now - timedelta(days=200 - day), one) for day, one in enumerate(RANKED)]
    for row, one in zip(rows, RANKED, strict=True):
        actions.check(row, jana, now - timedelta(days=170), reason="Complete, within the priorities, nothing like it.")
        for (key, _nation, _institution), mark in zip(REVIEWERS, one[-1], strict=False):
            _judge(cast, row, key, mark, now - timedelta(days=120))
    actions.rank(first, jana, now - timedelta(days=50))
    _award(cast, first, now)
    second = _publish(jana, now - timedelta(days=20), "Resilience of networks", "Résilience des réseaux")
    row = _lodge(cast, second, now - timedelta(days=5), OPEN)
    for twin in queries.twins(row):
        actions.settle(twin, jana, now - timedelta(days=4), is_same=False, reason="Another group of the university.")
    actions.check(row, jana, now - timedelta(days=3), reason="Complete.")
    row.refresh_from_db()
    actions.assign(row, jana, now - timedelta(days=2), reviewer=_reviewer("greta"))
    draft = actions.begin(second, cast["basma"], now - timedelta(days=1), kind="MYP")
    begun = queries.application(draft.application_id)
    if begun is None:
        raise LookupError(draft.application_id)
    actions.write(begun, cast["basma"], now - timedelta(days=1), title="Shared training range for network defenders")


def _award(cast: dict[str, Actor], call: Any, now: datetime) -> None:
    """This will let the nations agree, and one grant begin its work: a milestone, payments, what was bought."""
    item = decisions.item(decisions.about(call.subject)[0].item.symbol)
    if item is None:
        raise LookupError(call.subject)
    texts.silence(item, cast, now - timedelta(days=48), days=5, closed=True)
    turned_down = next(one for one in queries.applications(to=call) if one.state == State.ELIGIBLE)
    actions.decline(turned_down, cast["jana"], now - timedelta(days=38), reason="The panel did not recommend it.")
    grant = next(one for one in queries.grants() if one.application.party_id == "XA")
    aissata, day = cast["aissata"], brussels_day(now)
    actions.add_milestone(
        grant, aissata, now - timedelta(days=30), title="Twenty sensors at sea", on=day + timedelta(days=200)
    )
    for days, heading, euros, purpose in (
        (25, "equipment", 24_000, "Twenty sensors"),
        (2, "training", 6_000, "Course for crews"),
    ):
        actions.ask_payment(grant, aissata, now - timedelta(days=days), heading=heading, euros=euros, purpose=purpose)
    actions.approve_payment(grant.payments.get(number=1), cast["jana"], now - timedelta(days=20))
    actions.enter_property(
        *(grant, aissata, now - timedelta(days=10)),
        name="Twenty sensors",
        mark="XA-S-001 to 020",
        place="Harbour of Thelis",
        euros=24_000,
        on=brussels_day(now - timedelta(days=12)),
    )


def _publish(jana: Actor, at: datetime, title_en: str, title_fr: str) -> Any:
    made = actions.publish(
        party("IS"),
        jana,
        at,
        title_en=title_en,
        title_fr=title_fr,
        kinds=["MYP", "ARW"],
        priorities=list(pack().science.priorities),
        closes_on=brussels_day(at) + timedelta(days=70),
    )
    row = queries.call(made.code)
    if row is None:
        raise LookupError(made.code)
    return row


def _lodge(cast: dict[str, Actor], call: Any, at: datetime, one: tuple[Any, ...]) -> Any:
    """This will write and lodge an application of the demonstration."""
    key, kind, length, budget, priority, title, summary, end_user, (name, institution, nation), _marks = one
    row = queries.application(actions.begin(call, cast[key], at, kind=kind).application_id)
    if row is None:
        raise LookupError(title)
    ally = {
        "name": "Ann Lee",
        "institution": "Institute of Waves (invented)",
        "nation": "FR",
        "email": "ann@demo.invalid",
    }
    partner = {
        "name": name,
        "institution": institution,
        "nation": nation,
        "email": f"{name.split()[0].lower()}@demo.invalid",
    }
    actions.write(
        row,
        cast[key],
        at,
        title=title,
        summary=summary,
        priority=priority,
        length=length,
        end_users=[end_user],
        budget=budget,
        directors=[ally, partner],
    )
    actions.submit(row, cast[key], at)
    row.refresh_from_db()
    for twin in queries.twins(row):
        actions.settle(twin, cast["jana"], at, is_same=False, reason="The same Ally’s institute, other work.")
    return row


def _judge(cast: dict[str, Actor], row: Any, key: str, mark: int, at: datetime) -> None:
    """This will ask a reviewer and give the marks."""
    row.refresh_from_db()
    made = actions.assign(row, cast["jana"], at, reviewer=_reviewer(key))
    found = queries.review(made.review_id)
    if found is None:
        raise LookupError(key)
    scores = dict.fromkeys(pack().science.criteria, mark)
    actions.score(
        found, cast[key], at + timedelta(days=10), scores=scores, remarks="The method is sound and the need is shown."
    )


def _person(cast: dict[str, Actor], key: str) -> int:
    number = cast[key].person_id
    if number is None:
        raise LookupError(key)
    return number


def _reviewer(key: str) -> int:
    name = next(one.name for one in PEOPLE if one.key == key)
    return next(int(one.pk) for one in queries.reviewers() if one.name == name)
