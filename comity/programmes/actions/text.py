"""What may be done with the text: written, bracketed, settled, agreed paragraph by paragraph, held while edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from comity.core.actor import Actor, Side
from comity.kernel.action import action
from comity.policy import number
from comity.programmes import queries
from comity.programmes.actions.sharing import code_for, open_version
from comity.programmes.events import (
    BracketsResolved,
    ParagraphAgreed,
    ParagraphBracketed,
    ParagraphInserted,
    ParagraphReopened,
    ParagraphWritten,
    ReleaseAsked,
    SectionLocked,
    SectionMarked,
    SectionReleased,
)
from comity.programmes.models import Lock, Paragraph, Programme, Section, Tick, Wording
from comity.programmes.rules import brackets, numbering
from comity.programmes.rules import text as rules
from comity.programmes.rules.life import side_of
from comity.programmes.rules.merging import alternatives


def tidy(text: str) -> str:
    """This will take blank ends off a text and write its line ends in one way."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _filed(programme: Programme, event: object) -> tuple[str, Iterable[str]]:
    """This will keep the entry within the walls of the side that is at work."""
    return programme.subject, programme.working


def _paragraph(programme: Programme, number_: str) -> Paragraph:
    return Paragraph.objects.select_related("section").get(programme=programme, number=number_)


def _say(
    programme: Programme, paragraph: Paragraph, actor: Actor, now: datetime, text: str, *, is_deleted: bool = False
) -> bool:
    """This will give a paragraph a new wording in the version at work, and tell whether an agreement lapsed by that."""
    voided = open_version(programme, now)
    paragraph.revision += 1
    paragraph.save(update_fields=["revision"])
    Wording.objects.create(
        paragraph=paragraph,
        revision=paragraph.revision,
        version=programme.version,
        text=text,
        is_deleted=is_deleted,
        party=code_for(actor, programme),
        person_id=actor.person_id,
        at=now,
        audience=programme.working,
    )
    _renew(paragraph.section, actor, now)
    return voided


def _renew(section: Section, actor: Actor, now: datetime) -> None:
    """This will count a change as a sign of work: the lease of whoever made it runs anew."""
    until = rules.lease_until(now, number("programmes.lock_minutes"))
    Lock.objects.filter(section=section, person_id=actor.person_id or 0).update(expires_at=until)


@action(may=rules.may_insert, facts=queries.facts_of_section, filed=_filed)
def insert(
    programme: Programme, actor: Actor, now: datetime, *, section: int, text: str, after: str = ""
) -> ParagraphInserted:
    """This will put a new paragraph at the end of a section, or after another one, whose number it takes with bis."""
    open_version(programme, now)
    row = Section.objects.get(programme=programme, number=section)
    taken = list(Paragraph.objects.filter(section=row).values_list("number", flat=True))
    before = Paragraph.objects.filter(section=row, number=after).first() if after else None
    number_ = numbering.after(before.number, taken) if before else numbering.at_end(section, taken)
    paragraph = Paragraph.objects.create(
        programme=programme,
        section=row,
        number=number_,
        place=_place(row, before),
        audience=programme.working,
    )
    Wording.objects.create(
        paragraph=paragraph,
        revision=1,
        version=programme.version,
        text=tidy(text),
        party=code_for(actor, programme),
        person_id=actor.person_id,
        at=now,
        audience=programme.working,
    )
    _renew(row, actor, now)
    return ParagraphInserted(programme.code, number_, programme.version)


def _place(section: Section, before: Paragraph | None) -> int:
    """This will find a place after a paragraph, or at the end; where there is no room, the section makes some."""
    if before is None:
        last = Paragraph.objects.filter(section=section).aggregate(last=Max("place"))["last"] or 0
        return int(last) + numbering.STEP
    following = Paragraph.objects.filter(section=section, place__gt=before.place).order_by("place").first()
    place = numbering.between(before.place, following.place if following else None)
    if place is not None:
        return place
    for count, paragraph in enumerate(Paragraph.objects.filter(section=section).order_by("place"), start=1):
        paragraph.place = count * numbering.STEP
        paragraph.save(update_fields=["place"])
    before.refresh_from_db()
    return before.place + numbering.STEP // 2


@action(may=rules.may_write, facts=queries.facts_of_paragraph, filed=_filed)
def write(
    programme: Programme, actor: Actor, now: datetime, *, paragraph: str, base: int, text: str
) -> ParagraphWritten:
    """This will give a paragraph a new wording. `base` is the revision from which the writer started."""
    row = _paragraph(programme, paragraph)
    voided = _say(programme, row, actor, now, tidy(text))
    return ParagraphWritten(programme.code, row.number, programme.version, row.revision, voided=voided)


@action(may=rules.may_write, facts=queries.facts_of_paragraph, filed=_filed)
def delete(programme: Programme, actor: Actor, now: datetime, *, paragraph: str, base: int) -> ParagraphWritten:
    """This will delete a paragraph; its number stays vacant and its wordings stay on record."""
    row = _paragraph(programme, paragraph)
    voided = _say(programme, row, actor, now, "", is_deleted=True)
    return ParagraphWritten(programme.code, row.number, programme.version, row.revision, is_deleted=True, voided=voided)


@action(may=rules.may_write, facts=queries.facts_of_paragraph, filed=_filed)
def bracket(
    programme: Programme, actor: Actor, now: datetime, *, paragraph: str, base: int, text: str
) -> ParagraphBracketed:
    """This will put another wording in brackets beside the one that stands, each under its side's code (W-28)."""
    row = _paragraph(programme, paragraph)
    said = Wording.objects.get(paragraph=row, revision=row.revision)
    both = alternatives(said.text, tidy(text), old_code=said.party, new_code=code_for(actor, programme))
    _say(programme, row, actor, now, both)
    return ParagraphBracketed(programme.code, row.number, programme.version, row.revision)


@action(may=rules.may_resolve, facts=queries.facts_of_paragraph, filed=_filed)
def resolve(
    programme: Programme, actor: Actor, now: datetime, *, paragraph: str, base: int, choice: int, keep: int | None
) -> BracketsResolved:
    """This will settle one choice between brackets: keep one alternative, or none.

    Raises: IndexError if the paragraph has no such choice or alternative.
    """
    row = _paragraph(programme, paragraph)
    said = Wording.objects.get(paragraph=row, revision=row.revision)
    settled = brackets.resolve(said.text, choice, keep)
    _say(programme, row, actor, now, settled)
    left = len(brackets.choices(settled))
    return BracketsResolved(programme.code, row.number, programme.version, row.revision, left)


@action(may=rules.may_agree_paragraph, facts=queries.facts_of_paragraph)
def agree_paragraph(programme: Programme, actor: Actor, now: datetime, *, paragraph: str, base: int) -> ParagraphAgreed:
    """This will bind a side to one paragraph. Once both sides are bound to the same wording it is closed (W-24)."""
    row = _paragraph(programme, paragraph)
    side = side_of(actor, programme.party_code) or Side.STAFF
    if side is Side.PARTNER:
        row.partner_agreed = row.revision
    else:
        row.staff_agreed = row.revision
    row.save(update_fields=["partner_agreed", "staff_agreed"])
    return ParagraphAgreed(programme.code, programme.party_code, row.number, side, row.is_closed)


@action(may=rules.may_reopen_paragraph, facts=queries.facts_of_paragraph)
def reopen_paragraph(
    programme: Programme, actor: Actor, now: datetime, *, paragraph: str, reason: str
) -> ParagraphReopened:
    """This will reopen an agreed paragraph on purpose, for a reason that the other side reads."""
    row = _paragraph(programme, paragraph)
    row.partner_agreed = row.staff_agreed = None
    row.save(update_fields=["partner_agreed", "staff_agreed"])
    side = side_of(actor, programme.party_code) or Side.STAFF
    return ParagraphReopened(programme.code, programme.party_code, row.number, side, reason)


@action(may=rules.may_lock, facts=queries.facts_of_section, filed=_filed)
def lock(programme: Programme, actor: Actor, now: datetime, *, section: int) -> SectionLocked:
    """This will hold a section for one person, or renew what they hold already (W-23)."""
    row = Section.objects.get(programme=programme, number=section)
    until = rules.lease_until(now, number("programmes.lock_minutes"))
    held = Lock.objects.filter(section=row, person_id=actor.person_id or 0, expires_at__gt=now)
    if not held.update(expires_at=until):
        Lock.objects.filter(section=row).delete()
        Lock.objects.create(
            section=row,
            person_id=actor.person_id or 0,
            name=actor.name,
            taken_at=now,
            expires_at=until,
            audience=programme.working,
        )
    return SectionLocked(programme.code, section)


@action(may=rules.may_release, facts=queries.facts_of_section, filed=_filed)
def release(programme: Programme, actor: Actor, now: datetime, *, section: int) -> SectionReleased:
    """This will let a section go."""
    Lock.objects.filter(section__programme=programme, section__number=section).delete()
    return SectionReleased(programme.code, section)


@action(may=rules.may_ask_release, facts=queries.facts_of_section, filed=_filed)
def ask_release(programme: Programme, actor: Actor, now: datetime, *, section: int) -> ReleaseAsked:
    """This will tell the holder of a section that a colleague waits for it."""
    held = Lock.objects.get(section__programme=programme, section__number=section)
    held.asked_by, held.asked_at = actor.name, now
    held.save(update_fields=["asked_by", "asked_at"])
    return ReleaseAsked(programme.code, section, held.person_id, actor.name)


def _filed_for_side(programme: Programme, event: SectionMarked) -> tuple[str, Iterable[str]]:
    """This will keep a personal tick out of the other side's sight."""
    return programme.subject, programme.own_side(Side(event.side))


@action(may=rules.may_mark, facts=queries.facts_of_section, filed=_filed_for_side)
def mark_reviewed(programme: Programme, actor: Actor, now: datetime, *, section: int, version: int) -> SectionMarked:
    """This will note that somebody has reviewed a section in a version."""
    row = Section.objects.get(programme=programme, number=section)
    side = side_of(actor, programme.party_code) or Side.STAFF
    Tick.objects.update_or_create(
        section=row,
        person_id=actor.person_id or 0,
        defaults={"version": version, "at": now, "audience": programme.own_side(side)},
    )
    return SectionMarked(programme.code, section, version, side, is_reviewed=True)


@action(may=rules.may_mark, facts=queries.facts_of_section, filed=_filed_for_side)
def unmark_reviewed(programme: Programme, actor: Actor, now: datetime, *, section: int, version: int) -> SectionMarked:
    """This will take that note back."""
    Tick.objects.filter(
        section__programme=programme, section__number=section, person_id=actor.person_id or 0, version=version
    ).delete()
    side = side_of(actor, programme.party_code) or Side.STAFF
    return SectionMarked(programme.code, section, version, side, is_reviewed=False)
