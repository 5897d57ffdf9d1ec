"""Who may revise, release and attach (W-70 to W-75)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.verdict import ALLOWED, Verdict, all_of, refuse
from comity.documents.rules.marking import Level
from comity.documents.rules.upload import Found

MEGABYTE = 1024 * 1024


class Kind(StrEnum):
    """What sort of paper it is."""

    COUNCIL_PAPER = "council_paper"
    ACTION_SHEET = "action_sheet"
    PROGRAMME = "programme"
    REPORT = "report"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper and the new text that somebody wants it to have."""

    party: str
    sha256: str
    proposed_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """A paper's audience and the communities asked for, both resolved."""

    party: str
    audience: frozenset[str]
    to: frozenset[str]


@dataclass(frozen=True, slots=True)
class AttachFacts:
    """A file that somebody wants to attach, what its party keeps already, and the limits of W-71 and W-75."""

    party: str
    giver: str
    level: Level
    found: Found
    kept_bytes: int
    most_bytes: int
    quota_bytes: int


def keeps(actor: Actor, party: str) -> bool:
    """This will tell whether somebody may add to a paper: the party that wrote it, and the staff (W-72)."""
    return (
        actor.is_system
        or actor.acts_for(party)
        or (actor.is_staff and actor.has(Role.DESK_OFFICER, Role.COUNCIL_SECRETARY, Role.MENU_MANAGER))
    )


def may_revise(actor: Actor, facts: PaperFacts, now: datetime) -> Verdict:
    """This will allow the party that wrote the paper, and the staff, a text that differs from the last (W-73)."""
    if not keeps(actor, facts.party):
        return refuse("documents.not_keeper", party=facts.party)
    if facts.proposed_sha256 == facts.sha256:
        return refuse("documents.same_text")
    return ALLOWED


def may_release(actor: Actor, facts: ReleaseFacts, now: datetime) -> Verdict:
    """This will allow the party that wrote the paper, or the secretariat, to widen its release (W-72)."""
    verdicts: list[Verdict] = []
    if not (actor.is_system or actor.acts_for(facts.party) or actor.has(Role.COUNCIL_SECRETARY)):
        verdicts.append(refuse("documents.not_releasing", party=facts.party))
    if facts.to <= facts.audience:
        verdicts.append(refuse("documents.not_wider"))
    return all_of(verdicts)


def may_attach(actor: Actor, facts: AttachFacts, now: datetime) -> Verdict:
    """This will allow a PDF or Word file that runs nothing, within size and quota (W-70, W-71, W-75)."""
    if not keeps(actor, facts.party):
        return refuse("documents.not_keeper", party=facts.party)
    found = facts.found
    verdicts: list[Verdict] = []
    if facts.level is not Level.UNCLASSIFIED:
        verdicts.append(refuse("documents.level_too_high", level=facts.level.value))
    if found.sort is None:
        verdicts.append(refuse("documents.file_not_taken"))
    elif not found.is_readable:
        verdicts.append(refuse("documents.file_unreadable"))
    elif found.is_active:
        verdicts.append(refuse("documents.file_runs"))
    if found.size > facts.most_bytes:
        verdicts.append(
            refuse("documents.file_too_large", megabytes=_megabytes(found.size), limit=_megabytes(facts.most_bytes))
        )
    elif facts.kept_bytes + found.size > facts.quota_bytes:
        verdicts.append(
            refuse(
                "documents.quota_full",
                party=facts.giver,
                kept=_megabytes(facts.kept_bytes),
                quota=_megabytes(facts.quota_bytes),
            )
        )
    return all_of(verdicts)


def _megabytes(size: int) -> int:
    """This will round up to whole megabytes."""
    return -(-size // MEGABYTE)
