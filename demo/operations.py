"""Two operations: one under way, to which a partner contributes, and one in planning. Both are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import queries as decision_queries
from comity.operations import actions, queries, rules
from comity.operations.models import Contributor, Draft
from comity.parties.models import Party
from demo import texts

HARBOUR, BEACON = "OP-HARBOUR", "OP-BEACON"
NOTE = "Invented for the demonstration."


def operate(cast: dict[str, Actor], now: datetime) -> None:
    """This will lead one partner to the end of its way, ask it for comments twice, and begin a second operation."""
    jana, aissata = cast["jana"], cast["aissata"]
    begun = now - timedelta(days=150)
    _plan(jana, begun, HARBOUR, "Safe Harbour", "Port sûr", "Keep a port open for relief. " + NOTE)
    row = _contribute(cast, begun)
    operation = row.operation
    actions.enter_phase(operation, jana, begun + timedelta(days=40), to=rules.Phase.EXECUTION, decision=row.accepted_by)
    first = _circulate(operation, jana, now - timedelta(days=40), 10, "Rules for the port", "Règles du port")
    actions.comment(first, aissata, now - timedelta(days=35), text="The north quay floods in winter: name another.")
    said = first.comments.get()
    actions.answer(
        said, jana, now - timedelta(days=29), uptake=rules.Uptake.TAKEN, text="The east quay is named instead."
    )
    actions.settle(_draft(first.pk), jana, now - timedelta(days=28))
    _circulate(operation, jana, now - timedelta(days=2), 8, "Plan for the winter", "Plan pour l'hiver")
    _plan(jana, now - timedelta(days=20), BEACON, "Bright Beacon", "Phare clair", "Mark a sea lane. " + NOTE)
    actions.show_interest(_operation(BEACON), cast["basma"], now - timedelta(days=3))
    _units(jana, now)


def _contribute(cast: dict[str, Actor], begun: datetime) -> Contributor:
    jana, aissata = cast["jana"], cast["aissata"]
    actions.show_interest(_operation(HARBOUR), aissata, begun + timedelta(days=1))
    row = _contributor("XA")
    _decide(row, cast, begun + timedelta(days=2))
    actions.offer(
        _contributor("XA"), aissata, begun + timedelta(days=12), text="Forty engineers with a crane, for six months."
    )
    actions.assess(
        _contributor("XA"), jana, begun + timedelta(days=15), text="Well suited to the quay.", is_suitable=True
    )
    for days, kind in enumerate(rules.Arranged, start=16):
        actions.sign(
            _contributor("XA"),
            jana,
            begun + timedelta(days=days),
            kind=kind,
            reference=f"XA-{kind.value[:3].upper()}-1",
            signed_on=brussels_day(begun + timedelta(days=days)),
        )
    actions.put_forward(_contributor("XA"), jana, begun + timedelta(days=20))
    _decide(row, cast, begun + timedelta(days=21))
    return _contributor("XA")


def _decide(row: Any, cast: dict[str, Actor], at: datetime) -> None:
    newest = max(decision_queries.about(row.subject), key=lambda one: one.item.pk)
    item = decision_queries.item(newest.item.symbol)
    if item is None:
        raise LookupError(row.subject)
    texts.silence(item, cast, at, days=5, closed=True)


def _circulate(operation: Any, actor: Actor, at: datetime, days: int, title_en: str, title_fr: str) -> Draft:
    event = actions.circulate(
        operation,
        actor,
        at,
        title_en=title_en,
        title_fr=title_fr,
        text_en=f"{title_en}, as a first text. {NOTE}",
        text_fr=f"{title_fr}, premier texte. Inventé pour la démonstration.",
        closes_at=at + timedelta(days=days),
    )
    return _draft(event.draft_id)


def _units(jana: Actor, now: datetime) -> None:
    day = brussels_day(now)
    for party, name, kind, until in (
        ("XA", "1st Engineer Company of Arcadia", "Engineers", 500),
        ("XB", "Coastal Patrol Squadron of Belmora", "Patrol boats", -10),
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
                remarks=NOTE,
            )


def _plan(jana: Actor, at: datetime, code: str, name_en: str, name_fr: str, purpose: str) -> None:
    staff = Party.objects.get(code="IS")
    actions.plan(staff, jana, at, code=code, name_en=name_en, name_fr=name_fr, purpose=purpose)


def _operation(code: str) -> Any:
    row = queries.operation(code)
    if row is None:
        raise LookupError(code)
    return row


def _contributor(party: str) -> Contributor:
    return Contributor.objects.select_related("operation").get(party=party)


def _draft(pk: int) -> Draft:
    row = queries.draft(pk)
    if row is None:
        raise LookupError(pk)
    return row
