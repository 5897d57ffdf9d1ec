"""Keeping the lists of who is present where: missions, contact point embassies, and providers (P§14; W-64, W-82)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.parties import queries, rules
from comity.parties.events import PresenceCorrected, PresenceEnded, PresenceEntered
from comity.parties.models import ContactPointEmbassy, Mission, Party, Provider


def _under_party(row: Provider, event: object) -> tuple[str, Iterable[str]]:
    """This will enter what is done about a provider in the history of the party that answers for it."""
    return row.party.subject, row.audience


@action(
    may=rules.may_keep,
    facts=queries.facts_of_presence,
    constraints={"parties_mission_once": "parties.presence_overlaps"},
)
def enter_mission(party: Party, actor: Actor, now: datetime, *, asked: rules.MissionInput) -> PresenceEntered:
    """This will enter a party's mission at the seat; its addresses are for those who have signed in (P§14)."""
    row = Mission.objects.create(party=party, is_kept=True, audience=[audience.SIGNED_IN], **asdict(asked))
    return PresenceEntered(party.code, "mission", row.name_en, row.since_on, row.until_on)


@action(
    may=rules.may_keep,
    facts=queries.facts_of_presence,
    constraints={"parties_mission_once": "parties.presence_overlaps"},
)
def correct_mission(
    mission: Mission, actor: Actor, now: datetime, *, asked: rules.MissionInput, reason: str
) -> PresenceCorrected:
    """This will correct what is listed of a mission, and say why."""
    changed = _correct(mission, asdict(asked))
    return PresenceCorrected(mission.party.code, "mission", mission.name_en, changed, reason.strip())


@action(
    may=rules.may_keep,
    facts=queries.facts_of_presence,
    constraints={"parties_mission_once": "parties.presence_overlaps"},
)
def end_mission(mission: Mission, actor: Actor, now: datetime, *, until_on: date, reason: str) -> PresenceEnded:
    """This will enter from which day on a mission is no longer there."""
    _correct(mission, {"until_on": until_on})
    return PresenceEnded(mission.party.code, "mission", mission.name_en, until_on, reason.strip())


@action(
    may=rules.may_keep,
    facts=queries.facts_of_presence,
    constraints={"parties_embassy_once": "parties.presence_overlaps"},
)
def enter_embassy(host: Party, actor: Actor, now: datetime, *, ally: str, asked: rules.MandateInput) -> PresenceEntered:
    """This will enter the mandate of an Ally's embassy in a partner's capital (P§14).

    Raises: Party.DoesNotExist if no party bears the Ally's code.
    """
    serves = Party.objects.get(code=ally)
    row = ContactPointEmbassy.objects.create(
        host=host, ally=serves, is_kept=True, audience=[audience.PUBLIC], **asdict(asked)
    )
    return PresenceEntered(host.code, "embassy", serves.name_en, row.since_on, row.until_on, ally)


@action(
    may=rules.may_keep,
    facts=queries.facts_of_presence,
    constraints={"parties_embassy_once": "parties.presence_overlaps"},
)
def correct_embassy(
    embassy: ContactPointEmbassy, actor: Actor, now: datetime, *, asked: rules.MandateInput, reason: str
) -> PresenceCorrected:
    """This will correct what is listed of a mandate, and say why."""
    changed = _correct(embassy, asdict(asked))
    ally = embassy.ally
    return PresenceCorrected(embassy.host.code, "embassy", ally.name_en, changed, reason.strip(), ally.code)


@action(
    may=rules.may_keep,
    facts=queries.facts_of_presence,
    constraints={"parties_embassy_once": "parties.presence_overlaps"},
)
def end_embassy(
    embassy: ContactPointEmbassy, actor: Actor, now: datetime, *, until_on: date, reason: str
) -> PresenceEnded:
    """This will enter from which day on an embassy no longer serves."""
    _correct(embassy, {"until_on": until_on})
    ally = embassy.ally
    return PresenceEnded(embassy.host.code, "embassy", ally.name_en, until_on, reason.strip(), ally.code)


@action(may=rules.may_drop, facts=queries.facts_of_presence)
def drop_embassy(embassy: ContactPointEmbassy, actor: Actor, now: datetime, *, reason: str) -> PresenceEnded:
    """This will take a mandate off the list that ends before it begins, such as when the nation joins (W-261)."""
    host, ally, on = embassy.host, embassy.ally, embassy.since_on or brussels_day(now)
    embassy.delete()
    return PresenceEnded(host.code, "embassy", ally.name_en, on, reason.strip(), ally.code)


@action(
    may=rules.may_list,
    facts=queries.facts_of_presence,
    constraints={"parties_provider_code_key": "parties.provider_known"},
)
def list_provider(
    party: Party, actor: Actor, now: datetime, *, code: str, asked: rules.ProviderInput
) -> PresenceEntered:
    """This will list a provider with the party that answers for it, before it offers an activity (W-64)."""
    row = Provider.objects.create(
        code=code,
        party=party,
        is_kept=True,
        audience=[audience.PUBLIC],
        is_fictional=party.is_fictional,
        **asdict(asked),
    )
    return PresenceEntered(party.code, "provider", row.name_en, row.since_on, row.until_on)


@action(may=rules.may_list, facts=queries.facts_of_presence, filed=_under_party)
def correct_provider(
    provider: Provider, actor: Actor, now: datetime, *, asked: rules.ProviderInput, reason: str
) -> PresenceCorrected:
    """This will correct what is listed of a provider, and say why."""
    changed = _correct(provider, asdict(asked))
    return PresenceCorrected(provider.party.code, "provider", provider.name_en, changed, reason.strip())


@action(may=rules.may_list, facts=queries.facts_of_presence, filed=_under_party)
def end_provider(provider: Provider, actor: Actor, now: datetime, *, until_on: date, reason: str) -> PresenceEnded:
    """This will enter from which day on a provider is no longer listed."""
    _correct(provider, {"until_on": until_on})
    return PresenceEnded(provider.party.code, "provider", provider.name_en, until_on, reason.strip())


def _correct(row: Mission | ContactPointEmbassy | Provider, values: dict[str, Any]) -> tuple[str, ...]:
    """This will write what is new and name it; a day that was entered is known to the day."""
    changed = tuple(sorted(name for name, value in values.items() if getattr(row, name) != value))
    for name in changed:
        setattr(row, name, values[name])
        if name in {"since_on", "until_on"}:
            setattr(row, name.replace("_on", "_precision"), rules.Precision.DAY.value)
    row.is_kept = True
    row.save()
    return changed
