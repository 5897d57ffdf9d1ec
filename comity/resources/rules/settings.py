"""Who decides how resources are weighed, and who assesses partners (W-90 to W-92)."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.policy import number
from comity.resources.rules.facts import DraftFacts, SettingsFacts
from comity.resources.rules.states import SETTINGS_WORKFLOW, SettingsState

SPEAKERS = (Role.HEAD_OF_MISSION, Role.DELEGATE)
ASSESSORS = (Role.RESOURCES_OFFICER, Role.DESK_OFFICER)


def is_officer(actor: Actor) -> bool:
    """This will tell whether somebody keeps the resources of the organisation."""
    return actor.is_staff and actor.has(Role.RESOURCES_OFFICER)


def officer(actor: Actor) -> Verdict:
    """This will allow the resources officer alone."""
    return ALLOWED if is_officer(actor) else refuse("resources.not_officer")


def may_draft_settings(actor: Actor, facts: DraftFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to begin the settings of a cycle that has none (W-90)."""
    taken = refuse("resources.settings_exist", period=facts.period) if facts.is_taken else ALLOWED
    return first_of(officer(actor), taken)


def may_write(actor: Actor, facts: SettingsFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to change settings until they go to the Council (W-90)."""
    return first_of(officer(actor), _step("write", facts))


def may_open_points(actor: Actor, facts: SettingsFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to ask Allies for their points, once every anchor is written (W-91)."""
    return first_of(officer(actor), _step("open_points", facts), _anchored(facts))


def may_spend(actor: Actor, facts: SettingsFacts, now: datetime) -> Verdict:
    """This will allow a delegation of an Ally to spend its points, all of them, until they are closed (W-91)."""
    speaks = ALLOWED if actor.is_ally and actor.has(*SPEAKERS) else refuse("resources.not_ally")
    verdict = first_of(speaks, _step("spend", facts))
    if not verdict.allowed or facts.points is None:
        return verdict
    return _spent(facts)


def may_close_points(actor: Actor, facts: SettingsFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to count the points (W-91)."""
    return first_of(officer(actor), _step("close_points", facts))


def may_propose(actor: Actor, facts: SettingsFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to put complete settings to the Council (W-90)."""
    return first_of(officer(actor), _step("propose", facts), _anchored(facts))


def may_adopt(actor: Actor, facts: SettingsFacts, now: datetime) -> Verdict:
    """This will allow what the Council has decided to take effect, if it names exactly what is proposed (W-90)."""
    decided = ALLOWED if actor.is_system else refuse("resources.council_decides", period=facts.period)
    same = ALLOWED if facts.asked == facts.sha256 else refuse("resources.other_fingerprint", period=facts.period)
    return first_of(decided, _step("adopt", facts), same)


def may_give_back(actor: Actor, facts: SettingsFacts, now: datetime) -> Verdict:
    """This will allow the end of an item without a decision to open settings again."""
    decided = ALLOWED if actor.is_system else refuse("resources.council_decides", period=facts.period)
    return first_of(decided, _step("give_back", facts))


def may_score(actor: Actor, facts: SettingsFacts, now: datetime) -> Verdict:
    """This will allow the staff to assess a partner, with evidence and a day of review, under settings in force."""
    writes = ALLOWED if actor.is_staff and actor.has(*ASSESSORS) else refuse("resources.not_assessor")
    if facts.state is not SettingsState.IN_FORCE:
        in_force = refuse("resources.settings_not_in_force", period=facts.period, state=facts.state)
    else:
        in_force = ALLOWED
    verdict = first_of(writes, in_force)
    if not verdict.allowed or facts.scored is None:
        return verdict
    party, _consideration = facts.scored
    found = [ALLOWED if facts.is_partner else refuse("resources.not_a_partner", party=party)]
    if facts.evidence is not None and not facts.evidence.strip():
        found.append(refuse("resources.no_evidence"))
    if facts.review_on is not None and facts.review_on <= brussels_day(now):
        found.append(refuse("resources.review_past", on=facts.review_on))
    return all_of(found)


def _step(verb: str, facts: SettingsFacts) -> Verdict:
    if SETTINGS_WORKFLOW.may(verb, facts.state):
        return ALLOWED
    return refuse("resources.settings_state", period=facts.period, state=facts.state)


def _anchored(facts: SettingsFacts) -> Verdict:
    if facts.missing:
        return refuse("resources.anchors_missing", period=facts.period, considerations=facts.missing)
    return ALLOWED


def _spent(facts: SettingsFacts) -> Verdict:
    points = facts.points or {}
    whole, given = number("resources.swing_points"), sum(points.values())
    if given != whole or any(value < 0 for value in points.values()) or set(points) - facts.known:
        return refuse("resources.points_do_not_add_up", given=given, points=whole)
    return ALLOWED
