"""The life of a trust fund: who suggests, leads, studies, proposes and agrees, and who alone sets it up (P§14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number, pack

SPEAKERS = (Role.DELEGATE, Role.HEAD_OF_MISSION, Role.MISSION_OFFICER)
AGENT = "agent"
"""How the executing agent is named among those who have agreed."""


class State(StrEnum):
    """Where a fund stands."""

    IDEA = "idea"
    LED = "led"
    STUDIED = "studied"
    PROPOSED = "proposed"
    AGREED = "agreed"
    BEFORE_COUNCIL = "before_council"
    LAUNCHED = "launched"
    RUNNING = "running"
    CLOSED = "closed"
    DROPPED = "dropped"


class Purpose(StrEnum):
    """What a fund is for."""

    AMMUNITION = "ammunition"
    MINES = "mines"
    RETRAINING = "retraining"
    CONVERSION = "conversion"
    CAPACITY = "capacity"


class Part(StrEnum):
    """A part of a proposal: five say what is done, five how the principles are kept."""

    WORK = "work"
    METHOD = "method"
    SCHEDULE = "schedule"
    FINANCES = "finances"
    COMMUNICATION = "communication"
    HOST = "host"
    CAPACITY = "capacity"
    STANDARDS = "standards"
    RECYCLING = "recycling"
    VERIFICATION = "verification"


WORKFLOW = Workflow(
    "fund",
    State,
    State.IDEA,
    (
        edge("take_lead", State.IDEA, State.LED),
        edge("take_lead", State.LED, State.LED),
        edge("study", State.LED, State.STUDIED),
        edge("plan_phase", State.STUDIED, State.STUDIED),
        edge("propose", State.STUDIED, State.PROPOSED),
        edge("agree", State.PROPOSED, State.PROPOSED),
        edge("agree/the last", State.PROPOSED, State.AGREED),
        edge("send_back", {State.PROPOSED, State.AGREED}, State.STUDIED),
        edge("put_to_council", State.AGREED, State.BEFORE_COUNCIL),
        edge("give_back", State.BEFORE_COUNCIL, State.AGREED),
        edge("set_up", State.BEFORE_COUNCIL, State.LAUNCHED),
        edge("sign_agreement", State.LAUNCHED, State.LAUNCHED),
        edge("sign_agreement", State.RUNNING, State.RUNNING),
        edge("plan_milestone", State.LAUNCHED, State.LAUNCHED),
        edge("plan_milestone", State.RUNNING, State.RUNNING),
        edge("set_counter", State.LAUNCHED, State.LAUNCHED),
        edge("set_counter", State.RUNNING, State.RUNNING),
        edge("start", State.LAUNCHED, State.RUNNING),
        edge("start", State.RUNNING, State.RUNNING),
        edge("reach", State.RUNNING, State.RUNNING),
        edge("verify", State.RUNNING, State.RUNNING),
        edge("count", State.RUNNING, State.RUNNING),
        edge("close", State.RUNNING, State.CLOSED),
        edge(
            "drop",
            {State.IDEA, State.LED, State.STUDIED, State.PROPOSED, State.AGREED, State.LAUNCHED},
            State.DROPPED,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class SuggestFacts:
    """A fund that somebody suggests. `others` says which organisations were asked, so that nothing is done twice."""

    host: str
    is_partner: bool
    title_en: str = "-"
    title_fr: str = "-"
    aim: str = "-"
    others: str = "-"
    area: str | None = None


@dataclass(frozen=True, slots=True)
class FundFacts:
    """A fund as its rules see it, with what is now said of it; what is None has not been said yet."""

    code: str
    host: str
    state: State
    leads: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    decision: str = ""
    reason: str | None = None
    signed: int = 0


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """A fund and the feasibility study that its executing agent has made."""

    fund: FundFacts
    agent: str | None = None
    studied_on: date | None = None


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """A fund and a phase that is to be planned. Units: minor units, months."""

    fund: FundFacts
    cost: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A fund and its proposal. `missing` counts its empty parts, `threshold` is in percent of a phase."""

    fund: FundFacts
    phases: int
    missing: int = 0
    threshold: int | None = None


@dataclass(frozen=True, slots=True)
class AgreeFacts:
    """A proposal and the side that is to agree to it: the host, a lead, or the executing agent."""

    fund: FundFacts
    side: str


def speaks(actor: Actor) -> bool:
    """This will tell whether the actor speaks for a nation."""
    return actor.has(*SPEAKERS)


def leads(actor: Actor, facts: FundFacts) -> bool:
    """This will tell whether the actor speaks for a nation that leads the fund."""
    return speaks(actor) and actor.party in facts.leads


def keeper(actor: Actor, facts: FundFacts) -> Verdict:
    """This will let the desk and the leading nations write (W-177)."""
    return ALLOWED if actor.has(Role.DESK_OFFICER) or leads(actor, facts) else refuse("trust_funds.not_keeper")


def may_suggest(actor: Actor, facts: SuggestFacts, now: datetime) -> Verdict:
    """This will allow the desk, an Ally or the host itself to suggest a fund for a partner (P§14; W-175)."""
    hosts = speaks(actor) and actor.acts_for(facts.host)
    suggests = actor.has(Role.DESK_OFFICER) or (actor.is_ally and speaks(actor)) or hosts
    whole = all(text.strip() for text in (facts.title_en, facts.title_fr, facts.aim, facts.others))
    known = facts.area is None or facts.area in pack().areas
    return first_of(
        ALLOWED if suggests else refuse("trust_funds.not_suggester"),
        ALLOWED if facts.is_partner else refuse("trust_funds.host_not_partner", party=facts.host),
        ALLOWED if whole and known else refuse("trust_funds.idea_incomplete"),
    )


def may_take_lead(actor: Actor, facts: FundFacts, now: datetime) -> Verdict:
    """This will allow an Ally or a partner other than the host to take the lead, by its own act (W-176)."""
    nation = speaks(actor) and (actor.is_ally or actor.is_partner)
    return first_of(
        ALLOWED if nation else refuse("trust_funds.not_a_nation"),
        refuse("trust_funds.is_host") if actor.acts_for(facts.host) else ALLOWED,
        refuse("trust_funds.leads_already") if actor.party in facts.leads else ALLOWED,
        at_stage(facts, "take_lead"),
    )


def may_study(actor: Actor, facts: StudyFacts, now: datetime) -> Verdict:
    """This will allow the study of the executing agent to be entered once it was made (W-177)."""
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "study"),
        refuse("trust_funds.agent_missing") if facts.agent is not None and not facts.agent.strip() else ALLOWED,
        not_ahead(facts.studied_on, now),
    )


def may_plan_phase(actor: Actor, facts: PhaseFacts, now: datetime) -> Verdict:
    """This will allow a phase with a cost and a length to be planned before the proposal (W-178)."""
    wrong = (facts.cost is not None and facts.cost <= 0) or (facts.months is not None and facts.months <= 0)
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "plan_phase"),
        refuse("trust_funds.phase_incomplete") if wrong else ALLOWED,
    )


def may_propose(actor: Actor, facts: ProposalFacts, now: datetime) -> Verdict:
    """This will allow a whole proposal, with at least one phase and a threshold to start (W-178, W-183)."""
    least = number("trust_funds.least_threshold")
    wrong = facts.threshold is not None and not least <= facts.threshold <= 100  # noqa: PLR2004 - percent
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "propose"),
        all_of(
            [
                ALLOWED if facts.phases else refuse("trust_funds.no_phase"),
                refuse("trust_funds.parts_missing", count=facts.missing) if facts.missing else ALLOWED,
                refuse("trust_funds.threshold_wrong", least=least) if wrong else ALLOWED,
            ]
        ),
    )


def may_agree(actor: Actor, facts: AgreeFacts, now: datetime) -> Verdict:
    """This will allow the host and each lead to agree for itself; for the agent, who leads or keeps (W-179)."""
    fund = facts.fund
    if facts.side == AGENT:
        own = keeper(actor, fund)
    else:
        side = facts.side in {fund.host, *fund.leads} and speaks(actor) and actor.acts_for(facts.side)
        own = ALLOWED if side else refuse("trust_funds.not_a_side")
    return first_of(
        own,
        at_stage(fund, "agree"),
        refuse("trust_funds.agreed_already") if facts.side in fund.agreed else ALLOWED,
    )


def is_whole(facts: FundFacts, side: str) -> bool:
    """This will tell whether all have agreed once a side has: host, every lead and the agent (W-179)."""
    return {facts.host, *facts.leads, AGENT} <= {*facts.agreed, side}


def may_send_back(actor: Actor, facts: FundFacts, now: datetime) -> Verdict:
    """This will allow each side and the desk to send a proposal back, in writing (W-179)."""
    side = speaks(actor) and actor.party in {facts.host, *facts.leads}
    return first_of(
        ALLOWED if side or actor.has(Role.DESK_OFFICER) else refuse("trust_funds.not_a_side"),
        at_stage(facts, "send_back"),
        reasoned(facts.reason),
    )


def may_put_to_council(actor: Actor, facts: FundFacts, now: datetime) -> Verdict:
    """This will put a fund before the Council with the item that is to set it up (W-180)."""
    return first_of(_by_council(actor, facts), at_stage(facts, "put_to_council"))


def may_give_back(actor: Actor, facts: FundFacts, now: datetime) -> Verdict:
    """This will give a fund back whose item before the Council is over without a decision for it (W-180)."""
    return first_of(_by_council(actor, facts), at_stage(facts, "give_back"))


def may_set_up(actor: Actor, facts: FundFacts, now: datetime) -> Verdict:
    """This will set a fund up only as what follows from a decision of the Allies (P§14; W-180)."""
    return first_of(_by_council(actor, facts), at_stage(facts, "set_up"))


def may_drop(actor: Actor, facts: FundFacts, now: datetime) -> Verdict:
    """This will allow a fund to be given up in writing, until somebody has signed for it (W-189)."""
    return first_of(
        keeper(actor, facts),
        at_stage(facts, "drop"),
        refuse("trust_funds.money_given") if facts.signed else ALLOWED,
        reasoned(facts.reason),
    )


def at_stage(facts: FundFacts, verb: str) -> Verdict:
    """This will refuse a verb that does not start from where the fund stands."""
    if WORKFLOW.may(verb, facts.state):
        return ALLOWED
    return refuse("trust_funds.wrong_stage", fund=facts.code, state=facts.state.value)


def reasoned(reason: str | None) -> Verdict:
    """This will ask for a reason; nothing is asked of None."""
    return refuse("trust_funds.reason_missing") if reason is not None and not reason.strip() else ALLOWED


def not_ahead(day: date | None, now: datetime) -> Verdict:
    """This will refuse a day that is still to come; nothing is asked of None."""
    return refuse("trust_funds.in_future", on=day) if day is not None and day > brussels_day(now) else ALLOWED


def _by_council(actor: Actor, facts: FundFacts) -> Verdict:
    return ALLOWED if actor.is_system and facts.decision else refuse("trust_funds.council_decides", fund=facts.code)
