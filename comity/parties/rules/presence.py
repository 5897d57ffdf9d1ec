"""Who keeps the lists of missions, contact point embassies and providers, and what a line may say (P§14; W-82)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from comity.core.actor import Actor, Role
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse

KEEPERS = (Role.DESK_OFFICER, Role.COUNCIL_SECRETARY)
KEEPERS_OF_PROVIDERS = (*KEEPERS, Role.MENU_MANAGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    since_on: date | None = None
    until_on: date | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionInput(_Dated):
    """What is listed of a mission."""

    name_en: str
    name_fr: str
    address: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateInput(_Dated):
    """What is listed of the mandate of a contact point embassy."""

    mode: str = ""
    mandate_number: int | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderInput(_Dated):
    """What is listed of a provider."""

    kind: str
    name_en: str
    name_fr: str = ""
    abbreviation: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class PresenceFacts:
    """A line that is entered, corrected or ended: whose it is, its days, and the reason that was given.

    `is_new` tells that it is entered, which needs no reason; `serves` and `receives` are the two nations of a mandate,
    `abroad_ok` whether the first is an Ally and the second none on the first day.
    """

    party: str
    since_on: date | None = None
    until_on: date | None = None
    reason: str = ""
    is_new: bool = False
    serves: str = ""
    abroad_ok: bool = True


def may_keep(actor: Actor, facts: PresenceFacts, now: datetime) -> Verdict:
    """This will let the desk officer and the Council secretary keep missions and mandates, with a reason (W-82)."""
    return first_of(keeping(actor), all_of([_days(facts), _reason(facts), _abroad(facts)]))


def may_drop(actor: Actor, facts: PresenceFacts, now: datetime) -> Verdict:
    """This will let the same take a mandate off the list that will not begin, with a reason (W-82)."""
    return first_of(keeping(actor), _reason(facts))


def may_list(actor: Actor, facts: PresenceFacts, now: datetime) -> Verdict:
    """This will let the same, and the menu manager, keep the list of providers (W-64, W-82)."""
    return first_of(listing(actor), all_of([_days(facts), _reason(facts)]))


def keeping(actor: Actor) -> Verdict:
    """This will tell whether somebody keeps missions and mandates at all; what follows from a decision does."""
    keeps = actor.is_system or (actor.is_staff and actor.has(*KEEPERS))
    return ALLOWED if keeps else refuse("parties.not_keeper")


def listing(actor: Actor) -> Verdict:
    """This will tell whether somebody keeps the list of providers at all; what follows from a decision does."""
    keeps = actor.is_system or (actor.is_staff and actor.has(*KEEPERS_OF_PROVIDERS))
    return ALLOWED if keeps else refuse("parties.not_keeper")


def _days(facts: PresenceFacts) -> Verdict:
    if facts.since_on and facts.until_on and facts.until_on <= facts.since_on:
        return refuse("parties.days_reversed", since_on=facts.since_on, until_on=facts.until_on)
    return ALLOWED


def _reason(facts: PresenceFacts) -> Verdict:
    return ALLOWED if facts.is_new or facts.reason.strip() else refuse("parties.reason_missing")


def _abroad(facts: PresenceFacts) -> Verdict:
    if facts.abroad_ok:
        return ALLOWED
    return refuse("parties.embassy_not_of_ally", ally=facts.serves, party=facts.party)
