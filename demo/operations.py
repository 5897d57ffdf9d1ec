"""Three operations: one under way, one in planning, one that has ended. All are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.rows import Row
from comity.operations import actions, queries, rules
from comity.operations.models import Contributor, Draft
from comity.parties.models import Party
from demo import texts
from demo.words import INVENTED, both, told

ENDED_BY = "PO(2026)0088"
HARBOUR, BEACON, ROAD = "OP-HARBOUR", "OP-BEACON", "OP-ROAD"


def operate(cast: dict[str, Actor], now: datetime) -> None:
    """This will lead partners to the end of their way, ask one for comments twice, and begin another operation."""
    jana, aissata = cast["jana"], cast["aissata"]
    _end(cast, now)
    begun = now - timedelta(days=150)
    purpose = told("Keep a port open for relief.", "Garder un port ouvert aux secours.")
    _plan(jana, begun, HARBOUR, "Safe Harbour", "Port sûr", purpose)
    offer = "Forty engineers with a crane, for six months."
    row = _contribute(cast, HARBOUR, "aissata", begun, offer)
    operation = row.operation
    actions.enter_phase(operation, jana, begun + timedelta(days=40), to=rules.Phase.EXECUTION, decision=row.accepted_by)
    first = _circulate(operation, jana, now - timedelta(days=40), 10, "Rules for the port", "Règles du port")
    actions.comment(first, aissata, now - timedelta(days=35), text="The north quay floods in winter: name another.")
    said = first.comments.get()
    actions.answer(
        *(said, jana, now - timedelta(days=29)),
        uptake=rules.Uptake.TAKEN,
        text="The east quay is named instead.",
    )
    actions.settle(_draft(first.pk), jana, now - timedelta(days=28))
    _circulate(operation, jana, now - timedelta(days=2), 8, "Plan for the winter", "Plan pour l'hiver")
    purpose = told("Mark a sea lane.", "Baliser une route maritime.")
    _plan(jana, now - timedelta(days=20), BEACON, "Bright Beacon", "Phare clair", purpose)
    actions.show_interest(_operation(BEACON), cast["basma"], now - timedelta(days=3))
    _units(jana, now)


def name_consultation(cast: dict[str, Actor], at: datetime, code: str, consultation: Row) -> None:
    """This will name a consultation as one on an operation."""
    named = consultation.subject.removeprefix("consultation:")
    actions.link(_operation(code), cast["jana"], at, code=named, consultation=consultation)


def _end(cast: dict[str, Actor], now: datetime) -> None:
    """This will play an operation to its end, with one operational partner."""
    jana, begun = cast["jana"], now - timedelta(days=390)
    purpose = told("Keep a mountain road open in winter.", "Garder une route de montagne ouverte en hiver.")
    _plan(jana, begun, ROAD, "Open Road", "Route ouverte", purpose)
    row = _contribute(cast, ROAD, "dana", begun, "Eight snow ploughs with their crews, for one winter.")
    for days, phase, decision in ((40, rules.Phase.EXECUTION, row.accepted_by), (340, rules.Phase.ENDED, ENDED_BY)):
        actions.enter_phase(_operation(ROAD), jana, begun + timedelta(days=days), to=phase, decision=decision)


def _contribute(cast: dict[str, Actor], code: str, key: str, begun: datetime, offer: str) -> Contributor:
    """This will lead a nation from its interest to taking part."""
    jana, envoy = cast["jana"], cast[key]
    actions.show_interest(_operation(code), envoy, begun + timedelta(days=1))
    row = _contributor(code)
    texts.decide(row.subject, cast, begun + timedelta(days=2))
    actions.offer(_contributor(code), envoy, begun + timedelta(days=12), text=offer)
    suited = told("Well suited to what is needed.", "Convient bien à ce qui est demandé.")
    actions.assess(_contributor(code), jana, begun + timedelta(days=15), text=suited, is_suitable=True)
    for days, kind in enumerate(rules.Arranged, start=16):
        actions.sign(
            *(_contributor(code), jana, begun + timedelta(days=days)),
            kind=kind,
            reference=f"{row.party}-{kind.value[:3].upper()}-1",
            signed_on=brussels_day(begun + timedelta(days=days)),
        )
    actions.put_forward(_contributor(code), jana, begun + timedelta(days=20))
    texts.decide(row.subject, cast, begun + timedelta(days=21))
    return _contributor(code)


def _circulate(operation: Any, actor: Actor, at: datetime, days: int, title_en: str, title_fr: str) -> Draft:
    event = actions.circulate(
        operation,
        actor,
        at,
        title_en=title_en,
        title_fr=title_fr,
        text_en=f"{title_en}, as a first text. Invented for the demonstration.",
        text_fr=f"{title_fr}, premier texte. Inventé pour la démonstration.",
        closes_at=at + timedelta(days=days),
    )
    return _draft(event.draft_id)


def _units(jana: Actor, now: datetime) -> None:
    day = brussels_day(now)
    for party, name, kind, until in (
        ("XA", "1st Engineer Company of Arcadia", both("Engineers", "Génie"), 500),
        ("XB", "Escadron de patrouille côtière de Belmora", both("Patrol boats", "Patrouilleurs"), -10),
    ):
        made = actions.enter_unit(Party.objects.get(code=party), jana, now - timedelta(days=800), name=name, kind=kind)
        for level, since in ((rules.Level.FIRST, 760), (rules.Level.SECOND, 400)):
            unit = queries.unit(made.unit_id)
            if unit is None:
                raise LookupError(name)
            actions.evaluate(
                unit,
                jana,
                now - timedelta(days=since),
                level=level,
                on=brussels_day(now - timedelta(days=since)),
                valid_until=day + timedelta(days=until),
                remarks=INVENTED,
            )


def _plan(jana: Actor, at: datetime, code: str, name_en: str, name_fr: str, purpose: str) -> None:
    staff = Party.objects.get(code="IS")
    actions.plan(staff, jana, at, code=code, name_en=name_en, name_fr=name_fr, purpose=purpose)


def _operation(code: str) -> Any:
    row = queries.operation(code)
    if row is None:
        raise LookupError(code)
    return row


def _contributor(code: str) -> Contributor:
    """This will find the only contributor to an operation."""
    return Contributor.objects.select_related("operation").get(operation__code=code)


def _draft(pk: int) -> Draft:
    row = queries.draft(pk)
    if row is None:
        raise LookupError(pk)
    return row
