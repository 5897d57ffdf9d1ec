"""Cooperation with international organisations: talks, joint activities and agreements under three objectives (P§9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.policy import number


class Objective(StrEnum):
    """What cooperation with organisations is for (P§9)."""

    COMPLEMENT = "complement"
    CRISIS = "crisis"
    TRAINING = "training"


class Level(StrEnum):
    """Between whom staff talks were held."""

    STAFF = "staff"
    DIRECTORS = "directors"
    PRINCIPALS = "principals"


LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class SetUpFacts:
    """A party for which a record of cooperation is to be opened."""

    party: str
    is_organisation: bool
    exists: bool = False


@dataclass(frozen=True, slots=True)
class CooperationFacts:
    """A record of cooperation as its rules see it."""

    organisation: str


@dataclass(frozen=True, slots=True)
class TalksFacts:
    """A record and talks that are to be entered."""

    organisation: str
    held_on: date
    objectives: tuple[Objective, ...]
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class JointFacts:
    """A record and a joint activity that is to be planned."""

    organisation: str
    start_on: date
    end_on: date


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """A record and an agreement: the days between which it holds, and what is now said of its end."""

    organisation: str
    signed_on: date
    in_force_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None
    reason: str | None = None


def may_set_up(actor: Actor, facts: SetUpFacts, now: datetime) -> Verdict:
    """This will allow the desk to open one record for each organisation (P§9; W-239)."""
    return first_of(
        _desk(actor),
        ALLOWED if facts.is_organisation else refuse("engagement.not_an_organisation", party=facts.party),
        refuse("engagement.record_exists") if facts.exists else ALLOWED,
    )


def may_record_talks(actor: Actor, facts: TalksFacts, now: datetime) -> Verdict:
    """This will allow the desk to enter talks that took place, under one objective at least (P§9; W-239)."""
    future = facts.held_on > brussels_day(now)
    backwards = facts.next_on is not None and facts.next_on <= facts.held_on
    return first_of(
        _desk(actor),
        all_of(
            [
                refuse("engagement.in_future", on=facts.held_on) if future else ALLOWED,
                ALLOWED if facts.objectives else refuse("engagement.objective_missing"),
                refuse("engagement.days_reversed") if backwards else ALLOWED,
            ]
        ),
    )


def may_plan(actor: Actor, facts: JointFacts, now: datetime) -> Verdict:
    """This will allow the desk to plan something together with an organisation (P§9; W-239)."""
    reversed_ = facts.end_on < facts.start_on
    return first_of(_desk(actor), refuse("engagement.days_reversed") if reversed_ else ALLOWED)


def may_sign(actor: Actor, facts: AgreementFacts, now: datetime) -> Verdict:
    """This will allow the desk to enter an agreement that was signed (P§9; W-239)."""
    days = [day for day in (facts.signed_on, facts.in_force_on, facts.ends_on) if day is not None]
    return first_of(
        _desk(actor),
        refuse("engagement.in_future", on=facts.signed_on) if facts.signed_on > brussels_day(now) else ALLOWED,
        refuse("engagement.days_reversed") if days != sorted(days) else ALLOWED,
    )


def may_end(actor: Actor, facts: AgreementFacts, now: datetime) -> Verdict:
    """This will allow the desk to end an agreement, in writing and not before it was signed (W-239)."""
    over = facts.ended_on is not None and facts.ended_on <= brussels_day(now)
    backwards = facts.ends_on is not None and facts.ends_on < facts.signed_on
    silent = facts.reason is not None and not facts.reason.strip()
    return first_of(
        _desk(actor),
        refuse("engagement.agreement_over", ended_on=facts.ended_on) if over else ALLOWED,
        refuse("engagement.days_reversed") if backwards else ALLOWED,
        refuse("engagement.reason_missing") if silent else ALLOWED,
    )


def neglected(latest: Iterable[tuple[Objective, date]], day: date) -> tuple[Objective, ...]:
    """This will list the objectives for which nothing was done with an organisation for as long as W-240 says."""
    since = day - timedelta(days=number("engagement.neglected_days"))
    served = {objective for objective, on in latest if on >= since}
    return tuple(objective for objective in Objective if objective not in served)


def _desk(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(Role.DESK_OFFICER) else refuse("engagement.not_desk")
