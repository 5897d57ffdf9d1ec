"""The integrity review: a partner looks at itself, peers visit, both sides agree a plan (P§7c(ii); W-232 to W-234).

Nothing here counts or compares: levels are words, and no number is made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.education.rules.clearing import DESK, SPEAKERS
from comity.policy import number


class IntegrityState(StrEnum):
    """Where a review stands."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    VISIT = "visit"
    REPORTED = "reported"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


class ExpertState(StrEnum):
    """Whether an expert takes part."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    TURNED_DOWN = "turned_down"
    RECUSED = "recused"


class AnswerMark(StrEnum):
    """How an answer stands to that of the round before."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


IN_WORK = (IntegrityState.DRAFT, IntegrityState.HANDED_IN, IntegrityState.VISIT, IntegrityState.REPORTED)
PEERS = (IntegrityState.HANDED_IN, IntegrityState.VISIT)
INTEGRITY = Workflow(
    "integrity review",
    IntegrityState,
    IntegrityState.DRAFT,
    (
        edge("answer_integrity", IntegrityState.DRAFT, IntegrityState.DRAFT),
        edge("hand_in_integrity", IntegrityState.DRAFT, IntegrityState.HANDED_IN),
        edge("withdraw_integrity", (IntegrityState.DRAFT, IntegrityState.HANDED_IN), IntegrityState.WITHDRAWN),
        edge("name_expert", IntegrityState.HANDED_IN, IntegrityState.HANDED_IN),
        edge("name_expert", IntegrityState.VISIT, IntegrityState.VISIT),
        edge("set_visit", PEERS, IntegrityState.VISIT),
        edge("write_finding", IntegrityState.VISIT, IntegrityState.VISIT),
        edge("hand_over_findings", IntegrityState.VISIT, IntegrityState.REPORTED),
        edge("comment_finding", IntegrityState.REPORTED, IntegrityState.REPORTED),
        edge("add_measure", IntegrityState.REPORTED, IntegrityState.REPORTED),
        edge("change_measure", IntegrityState.REPORTED, IntegrityState.REPORTED),
        edge("agree_plan", IntegrityState.REPORTED, IntegrityState.AGREED),
        edge("reopen_plan", IntegrityState.AGREED, IntegrityState.REPORTED),
    ),
)
EXPERTS = Workflow(
    "expert of an integrity review",
    ExpertState,
    ExpertState.PROPOSED,
    (
        edge("accept_expert", ExpertState.PROPOSED, ExpertState.ACCEPTED),
        edge("turn_down_expert", ExpertState.PROPOSED, ExpertState.TURNED_DOWN),
        edge("recuse_expert", ExpertState.ACCEPTED, ExpertState.RECUSED),
    ),
)


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """A partner that wants to open a review; `latest` is where its latest one stands."""

    party: str
    is_suspended: bool
    latest: IntegrityState | None = None


@dataclass(frozen=True, slots=True)
class IntegrityFacts:
    """A review as its rules see it, with what is now said of it.

    `missing` and `unconfirmed` count questions, `persons` are the accepted experts, `agreed` the sides that have agreed
    the plan, `beyond` the parties with whom it cannot be shared. `has_next` says that another round was opened,
    `is_followed` that it has its findings, so that its plan has taken over.
    """

    party: str
    state: IntegrityState
    missing: int = 0
    unconfirmed: int = 0
    persons: frozenset[int] = frozenset()
    visit: tuple[date, date] | None = None
    findings: int = 0
    measures: int = 0
    agreed: frozenset[str] = frozenset()
    beyond: tuple[str, ...] = ()
    has_next: bool = False
    is_followed: bool = False
    said: str | None = None


@dataclass(frozen=True, slots=True)
class NamingFacts:
    """Somebody whom the desk would name: for whom that person acts today, and whether the review knows them."""

    review: IntegrityFacts
    acts_for: frozenset[str]
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class ExpertFacts:
    """An expert of a review, and for whom the expert acts today."""

    review: IntegrityFacts
    person_id: int
    state: ExpertState
    acts_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding that an expert would write, and for whom the expert acts today."""

    review: IntegrityFacts
    acts_for: frozenset[str]


# -- the self-assessment -----------------------------------------------------------------------------------------------


def may_open_integrity(actor: Actor, facts: OpeningFacts, now: datetime) -> Verdict:
    """This will let a partner that so wishes open a self-assessment, one at a time (P§7c(ii); W-232)."""
    return first_of(
        own(actor, facts.party),
        refuse("education.suspended", party=facts.party) if facts.is_suspended else ALLOWED,
        refuse("education.integrity_running") if facts.latest in IN_WORK else ALLOWED,
    )


def may_answer_integrity(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will let the partner answer, in parts and in any order, until it hands the answers in (W-232)."""
    return first_of(own(actor, facts.party), at_stage(facts, "answer_integrity"))


def may_hand_in_integrity(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will take a self-assessment in which everything is answered and looked at again (W-232)."""
    return first_of(
        own(actor, facts.party),
        at_stage(facts, "hand_in_integrity"),
        all_of(
            [
                refuse("education.integrity_missing", count=facts.missing) if facts.missing else ALLOWED,
                refuse("education.integrity_unconfirmed", count=facts.unconfirmed) if facts.unconfirmed else ALLOWED,
            ]
        ),
    )


def may_withdraw_integrity(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will let the partner end its review before the visit is set (W-232)."""
    return first_of(own(actor, facts.party), at_stage(facts, "withdraw_integrity"))


def may_share_integrity(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will let the partner say which Allies read it; another partner never does (W-232)."""
    is_in = facts.state not in {IntegrityState.DRAFT, IntegrityState.WITHDRAWN}
    return first_of(
        own(actor, facts.party),
        ALLOWED if is_in else refuse("education.integrity_stage"),
        refuse("education.integrity_allies_only") if facts.beyond else ALLOWED,
    )


def answer_mark(level: str, evidence: str, before: tuple[str, str] | None) -> AnswerMark:
    """This will tell how an answer stands to that of the round before, which is None if there was none."""
    if before is None:
        return AnswerMark.NEW
    return AnswerMark.SAME if (level, evidence.strip()) == before else AnswerMark.CHANGED


# -- peers -------------------------------------------------------------------------------------------------------------


def may_name_expert(actor: Actor, facts: NamingFacts, now: datetime) -> Verdict:
    """This will let the desk name an expert of another nation or of the staff (W-233)."""
    return first_of(
        _desk(actor),
        at_stage(facts.review, "name_expert"),
        ALLOWED if facts.acts_for else refuse("education.expert_unknown"),
        _no_conflict(facts.acts_for, facts.review.party),
        refuse("education.expert_named") if facts.is_named else ALLOWED,
    )


def may_accept_expert(actor: Actor, facts: ExpertFacts, now: datetime) -> Verdict:
    """This will let the partner accept an expert, who reads nothing before that (W-233)."""
    return first_of(
        own(actor, facts.review.party),
        _expert_at(facts, "accept_expert"),
        _no_conflict(facts.acts_for, facts.review.party),
    )


def may_turn_down_expert(actor: Actor, facts: ExpertFacts, now: datetime) -> Verdict:
    """This will let the partner turn an expert down (W-233)."""
    return first_of(own(actor, facts.review.party), _expert_at(facts, "turn_down_expert"))


def may_recuse_expert(actor: Actor, facts: ExpertFacts, now: datetime) -> Verdict:
    """This will let an expert declare a conflict, after which nothing of it is theirs to read (W-233)."""
    return first_of(
        ALLOWED if actor.person_id == facts.person_id else refuse("education.not_expert"),
        _expert_at(facts, "recuse_expert"),
        written(facts.review),
    )


def may_set_visit(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will let the desk set the visit once the partner has accepted enough experts (W-233)."""
    enough = number("education.integrity_experts")
    first, last = facts.visit or (date.max, date.max)
    return first_of(
        _desk(actor),
        at_stage(facts, "set_visit"),
        refuse("education.experts_few", count=enough) if len(facts.persons) < enough else ALLOWED,
        ALLOWED if brussels_day(now) < first <= last else refuse("education.visit_days"),
    )


def may_write_finding(actor: Actor, facts: FindingFacts, now: datetime) -> Verdict:
    """This will let an accepted expert without a conflict write what was found, from the first day on (W-233)."""
    review = facts.review
    begins = review.visit[0] if review.visit else date.max
    return first_of(
        ALLOWED if actor.person_id in review.persons else refuse("education.not_expert"),
        _no_conflict(facts.acts_for, review.party),
        at_stage(review, "write_finding"),
        refuse("education.visit_ahead", on=begins) if brussels_day(now) < begins else ALLOWED,
        written(review),
    )


def may_hand_over_findings(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will let an expert or the desk hand the findings to the partner after the visit (W-233)."""
    ends = facts.visit[1] if facts.visit else date.max
    concerned = actor.has(DESK) or actor.person_id in facts.persons
    return first_of(
        ALLOWED if concerned else refuse("education.not_expert"),
        at_stage(facts, "hand_over_findings"),
        refuse("education.visit_ahead", on=ends) if brussels_day(now) < ends else ALLOWED,
        ALLOWED if facts.findings else refuse("education.findings_none"),
    )


def may_comment_finding(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will let the partner write beside each finding what it thinks of it (W-233)."""
    return first_of(own(actor, facts.party), at_stage(facts, "comment_finding"), written(facts))


def own(actor: Actor, party: str) -> Verdict:
    """This will let the partner speak for itself alone."""
    speaks = actor.is_partner and actor.acts_for(party) and actor.has(*SPEAKERS)
    return ALLOWED if speaks else refuse("education.integrity_not_own")


def _desk(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(DESK) else refuse("education.integrity_desk")


def at_stage(facts: IntegrityFacts, verb: str) -> Verdict:
    """This will tell whether a verb starts from the stage at which a review is."""
    return ALLOWED if INTEGRITY.may(verb, facts.state) else refuse("education.integrity_stage")


def _expert_at(facts: ExpertFacts, verb: str) -> Verdict:
    fits = facts.review.state in PEERS and EXPERTS.may(verb, facts.state)
    return ALLOWED if fits else refuse("education.integrity_stage")


def _no_conflict(acts_for: frozenset[str], party: str) -> Verdict:
    return refuse("education.expert_conflict", party=party) if party in acts_for else ALLOWED


def written(facts: IntegrityFacts) -> Verdict:
    """This will ask for words where words are said at all."""
    silent = facts.said is not None and not facts.said.strip()
    return refuse("education.integrity_text") if silent else ALLOWED
