"""The text: who may change a paragraph, what keeps it closed, and the leases on sections (W-23, W-24, W-28)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from comity.core.actor import Actor, Side
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.programmes.rules import brackets
from comity.programmes.rules.life import DISCUSSED, Facts, State, at_table, may_change, side_of, speaks, text_is_open


@dataclass(frozen=True, slots=True)
class Lease:
    """Who edits a section, since when, and until when without a sign of work."""

    person_id: int
    name: str
    taken_at: datetime
    expires_at: datetime

    def is_live(self, now: datetime) -> bool:
        """This will tell whether the lease still keeps others out; at its last instant it no longer does."""
        return now < self.expires_at


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """What the rules on a section are shown."""

    programme: Facts
    section: int
    lease: Lease | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphFacts:
    """What the rules on a paragraph are shown.

    `revision` counts the wordings the paragraph has had, `base` is the one from which the writer started, `text` what
    they want it to say. A side agrees to one revision; once both agreed to the same, the paragraph is closed.
    """

    programme: Facts
    section: int
    paragraph: str
    revision: int
    shared_revision: int
    partner_agreed: int | None = None
    staff_agreed: int | None = None
    lease: Lease | None = None
    base: int = 0
    text: str = ""
    has_brackets: bool = False

    @property
    def is_closed(self) -> bool:
        """This will tell whether both sides have agreed to this very wording."""
        return self.partner_agreed == self.staff_agreed == self.revision

    def agreed_by(self, side: Side) -> bool:
        """This will tell whether a side has agreed to this very wording."""
        return (self.partner_agreed if side is Side.PARTNER else self.staff_agreed) == self.revision


def lease_until(now: datetime, minutes: int) -> datetime:
    """This will give the instant at which a lease taken or renewed now runs out."""
    return now + timedelta(minutes=minutes)


def is_free(actor: Actor, section: int, lease: Lease | None, now: datetime) -> Verdict:
    """This will allow if nobody else holds the section (W-23)."""
    if lease is None or not lease.is_live(now) or lease.person_id == actor.person_id:
        return ALLOWED
    return refuse(
        "programmes.section_locked",
        section=section,
        holder=lease.name,
        since=lease.taken_at,
        until=lease.expires_at,
    )


def may_lock(actor: Actor, facts: SectionFacts, now: datetime) -> Verdict:
    """This will allow the side with the pen to take a section that nobody else holds."""
    return first_of(may_change(actor, facts.programme, now), is_free(actor, facts.section, facts.lease, now))


def may_release(actor: Actor, facts: SectionFacts, now: datetime) -> Verdict:
    """This will allow the holder to let a section go."""
    found = at_table(actor, facts.programme)
    if not found.allowed:
        return found
    if facts.lease is None or not facts.lease.is_live(now):
        return refuse("programmes.not_locked", section=facts.section)
    return is_free(actor, facts.section, facts.lease, now)


def may_ask_release(actor: Actor, facts: SectionFacts, now: datetime) -> Verdict:
    """This will allow a colleague to ask the holder for a section."""
    found = may_change(actor, facts.programme, now)
    if found.allowed and is_free(actor, facts.section, facts.lease, now).allowed:
        return refuse("programmes.not_locked", section=facts.section)
    return found


def may_insert(actor: Actor, facts: SectionFacts, now: datetime) -> Verdict:
    """This will allow a new paragraph in a section that one may edit, if its brackets pair."""
    found = may_lock(actor, facts, now)
    if found.allowed and not brackets.are_balanced(facts.text):
        return refuse("programmes.brackets_unbalanced")
    return found


def may_write(actor: Actor, facts: ParagraphFacts, now: datetime) -> Verdict:
    """This will allow a new wording of the paragraph as it now stands, if brackets pair and nobody else edits there."""
    found = first_of(
        may_change(actor, facts.programme, now),
        is_free(actor, facts.section, facts.lease, now),
        is_unchanged(facts),
        is_unagreed(facts),
    )
    if found.allowed and not brackets.are_balanced(facts.text):
        return refuse("programmes.brackets_unbalanced")
    return found


def may_resolve(actor: Actor, facts: ParagraphFacts, now: datetime) -> Verdict:
    """This will allow the side with the pen to settle a choice that is there."""
    found = may_write(actor, facts, now)
    if found.allowed and not facts.has_brackets:
        return refuse("programmes.no_brackets", paragraph=facts.paragraph)
    return found


def is_unchanged(facts: ParagraphFacts) -> Verdict:
    """This will allow whoever started from the wording that still stands (W-23)."""
    if facts.base == facts.revision:
        return ALLOWED
    return refuse("programmes.paragraph_changed", paragraph=facts.paragraph)


def is_unagreed(facts: ParagraphFacts) -> Verdict:
    """This will allow unless both sides have agreed to this paragraph (W-24)."""
    if not facts.is_closed:
        return ALLOWED
    return refuse("programmes.paragraph_agreed", paragraph=facts.paragraph)


def may_agree_paragraph(actor: Actor, facts: ParagraphFacts, now: datetime) -> Verdict:
    """This will allow a side to agree to one paragraph as both sides see it, without brackets (W-24, W-28)."""
    known = facts.programme
    found = first_of(speaks(actor, known), text_is_open(known))
    if not found.allowed:
        return found
    if known.state is not State.JOINT_REVIEW:
        return refuse("programmes.not_now", state=known.state, programme=known.programme)
    if facts.revision != facts.shared_revision:
        return refuse("programmes.version_in_work", version=known.version, holder=known.pen)
    if facts.base != facts.revision:
        return is_unchanged(facts)
    if facts.has_brackets:
        return refuse("programmes.brackets_open", version=known.version, paragraphs=(facts.paragraph,))
    side = side_of(actor, known.party)
    if side is not None and facts.agreed_by(side):
        return refuse("programmes.already_agreed")
    return ALLOWED


def may_reopen_paragraph(actor: Actor, facts: ParagraphFacts, now: datetime) -> Verdict:
    """This will allow a side to reopen, on purpose, a paragraph to which somebody has agreed (W-24)."""
    found = first_of(at_table(actor, facts.programme), text_is_open(facts.programme))
    if found.allowed and facts.partner_agreed is None and facts.staff_agreed is None:
        return refuse("programmes.not_agreed_yet", version=facts.programme.version)
    return found


def may_mark(actor: Actor, facts: SectionFacts, now: datetime) -> Verdict:
    """This will allow both sides to keep track of what they have reviewed."""
    return at_table(actor, facts.programme)


__all__ = [
    "DISCUSSED",
    "Lease",
    "ParagraphFacts",
    "SectionFacts",
    "is_free",
    "is_unagreed",
    "is_unchanged",
    "lease_until",
    "may_agree_paragraph",
    "may_ask_release",
    "may_insert",
    "may_lock",
    "may_mark",
    "may_release",
    "may_reopen_paragraph",
    "may_resolve",
    "may_write",
]
