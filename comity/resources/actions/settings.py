"""What is done with the settings of a cycle, and with scores under them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.resources import events, queries, rules
from comity.resources.models import Points, Score, Settings

# The staff itself as a party; its model is that of the house of parties.
type Party = Any


def _drafted(row: Party, event: events.SettingsDrafted) -> tuple[str, list[str]]:
    return f"settings:{event.period}", [audience.STAFF]


def _own(row: Settings, event: events.PointsSpent) -> tuple[str, list[str]]:
    return row.subject, [audience.party(event.party)]


@action(
    may=rules.may_draft_settings,
    facts=queries.facts_of_draft,
    constraints={"resources_settings_period_key": "resources.settings_exist"},
    filed=_drafted,
)
def draft_settings(staff: Party, actor: Actor, now: datetime, *, period: str) -> events.SettingsDrafted:
    """This will begin the settings of a cycle: equal weights, and the anchors that the policy pack proposes."""
    Settings.objects.create(
        period=period,
        weights=rules.equal(queries.considerations()),
        anchors=queries.proposed_anchors(),
        drafted_at=now,
        audience=[audience.STAFF],
    )
    return events.SettingsDrafted(period)


@action(may=rules.may_write, facts=queries.facts_of_settings)
def write(
    row: Settings,
    actor: Actor,
    now: datetime,
    *,
    anchors: Mapping[str, list[dict[str, str]]],
    floor_percent: int,
    keeping_hundredths: int,
    capacity: rules.Capacity,
) -> events.SettingsWritten:
    """This will change everything but the weights, which Allies give by their points."""
    row.anchors = {code: list(found) for code, found in anchors.items()}
    row.floor_percent, row.keeping_hundredths, row.capacity = floor_percent, keeping_hundredths, capacity.value
    row.save(update_fields=["anchors", "floor_percent", "keeping_hundredths", "capacity"])
    return events.SettingsWritten(row.period)


@action(may=rules.may_open_points, facts=queries.facts_of_settings)
def open_points(row: Settings, actor: Actor, now: datetime) -> events.PointsOpened:
    """This will ask each Ally to spend its points."""
    _widen(row, now)
    _go(row, "open_points")
    return events.PointsOpened(row.period)


@action(may=rules.may_spend, facts=queries.facts_of_settings, filed=_own)
def spend(row: Settings, actor: Actor, now: datetime, *, points: Mapping[str, int]) -> events.PointsSpent:
    """This will take an Ally's points, or others in place of those that it spent before; nobody else reads them yet."""
    party = str(actor.party)
    Points.objects.update_or_create(
        settings=row,
        party_id=party,
        defaults={"spent": dict(points), "at": now, "audience": [audience.party(party)]},
    )
    return events.PointsSpent(row.period, party)


@action(may=rules.may_close_points, facts=queries.facts_of_settings)
def close_points(row: Settings, actor: Actor, now: datetime) -> events.PointsClosed:
    """This will count the points; now staff and Allies read who spent what (W-91)."""
    spent = list(Points.objects.filter(settings=row))
    row.weights = rules.from_points([one.spent for one in spent], queries.considerations())
    row.answers = len(spent)
    row.save(update_fields=["weights", "answers"])
    readers = queries.council(now)
    for one in spent:
        one.audience = sorted({*one.audience, *readers})
    Points.objects.bulk_update(spent, ["audience"])
    _go(row, "close_points")
    return events.PointsClosed(row.period, len(spent))


@action(may=rules.may_propose, facts=queries.facts_of_settings)
def propose(row: Settings, actor: Actor, now: datetime) -> events.SettingsProposed:
    """This will fix the fingerprint of the settings and put them before the Council (W-90)."""
    _widen(row, now)
    row.sha256 = rules.fingerprint(queries.content(row))
    row.save(update_fields=["sha256"])
    _go(row, "propose")
    return events.SettingsProposed(row.period, row.sha256)


@action(may=rules.may_adopt, facts=queries.facts_of_settings)
def adopt(row: Settings, actor: Actor, now: datetime, *, sha256: str, decision: str) -> events.SettingsAdopted:
    """This will bring settings into force, as the Council has decided."""
    row.decision, row.in_force_at = decision, now
    row.state = rules.SETTINGS_WORKFLOW.target("adopt", rules.SettingsState(row.state))
    row.save(update_fields=["decision", "in_force_at", "state"])
    return events.SettingsAdopted(row.period, sha256, decision)


@action(may=rules.may_give_back, facts=queries.facts_of_settings)
def give_back(row: Settings, actor: Actor, now: datetime, *, decision: str) -> events.SettingsGivenBack:
    """This will open settings again whose item is over without a decision."""
    _go(row, "give_back")
    return events.SettingsGivenBack(row.period, decision)


def _assessed(row: Settings, event: events.ScoreGiven) -> tuple[str, list[str]]:
    return f"assessment:{event.period}/{event.party}", row.audience


@action(may=rules.may_score, facts=queries.facts_of_settings, filed=_assessed)
def score(
    row: Settings,
    actor: Actor,
    now: datetime,
    *,
    party: str,
    consideration: str,
    value: int,
    evidence: str,
    review_on: date,
) -> events.ScoreGiven:
    """This will enter how a partner stands on one consideration, in place of what was entered before (W-92)."""
    Score.objects.update_or_create(
        settings=row,
        party_id=party,
        consideration=consideration,
        defaults={
            "value": value,
            "evidence": evidence.strip(),
            "review_on": review_on,
            "at": now,
            "person_id": actor.person_id,
            "audience": queries.council(now),
        },
    )
    return events.ScoreGiven(row.period, party, consideration)


def _widen(row: Settings, now: datetime) -> None:
    """This will let Allies read settings as well."""
    row.audience = sorted({*row.audience, *queries.council(now)})
    row.save(update_fields=["audience"])


def _go(row: Settings, verb: str) -> None:
    row.state = rules.SETTINGS_WORKFLOW.target(verb, rules.SettingsState(row.state))
    row.save(update_fields=["state"])
