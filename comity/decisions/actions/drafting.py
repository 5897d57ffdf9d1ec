"""Writing an item, before and between its silence periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.core import audience, refs
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import rules
from comity.decisions.events import (
    DecisionDrafted,
    DecisionFreed,
    DecisionRevised,
    DecisionSentToCommittee,
    DecisionWritten,
)
from comity.decisions.models import Format, Item, Line
from comity.decisions.queries import facts as facts_queries
from comity.decisions.queries import papers, seats
from comity.documents import actions as documents
from comity.documents import queries as documents_queries
from comity.documents.rendering import stored
from comity.documents.rules import Kind
from comity.kernel import numbers
from comity.kernel.action import action

SERIES = "PO"


def _drafted(format_: Format, event: DecisionDrafted) -> tuple[str, list[str]]:
    """This will enter a draft under its own symbol, for the staff that alone reads it."""
    return f"decision:{event.symbol}", [audience.STAFF]


@action(may=rules.may_draft, facts=facts_queries.facts_of_format, filed=_drafted)
def draft(
    format_: Format,
    actor: Actor,
    now: datetime,
    *,
    title_en: str,
    title_fr: str = "",
    note_en: str = "",
    note_fr: str = "",
    lines: Sequence[rules.LineText] = (),
    ground: str = "",
    about: str = "",
    waits_for: str = "",
) -> DecisionDrafted:
    """This will draft an item for a format and give it its symbol. Only the staff reads it until it circulates.

    `waits_for` names what has to be over before silence on it opens.
    """
    year = brussels_day(now).year
    item = Item.objects.create(
        symbol=refs.paper(SERIES, year, numbers.take(f"{SERIES}-{year}")),
        format=format_,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        note_en=note_en.strip(),
        note_fr=note_fr.strip(),
        ground=ground,
        about=about,
        waits_for=waits_for,
        drafted_at=now,
        drafted_by=actor.person_id,
        audience=[audience.STAFF],
    )
    _set_lines(item, lines)
    return DecisionDrafted(item.symbol, format_.body.code, format_.code, about, len(lines))


@action(may=rules.may_go_on, facts=facts_queries.facts_of)
def go_on(item: Item, actor: Actor, now: datetime) -> DecisionFreed:
    """This will let silence on an item open, since what it waited for is over (W-166)."""
    waited_for, item.waits_for = item.waits_for, ""
    item.save(update_fields=["waits_for"])
    return DecisionFreed(item.symbol, waited_for)


@action(may=rules.may_write, facts=facts_queries.facts_of)
def write(
    item: Item,
    actor: Actor,
    now: datetime,
    *,
    version: int,
    title_en: str,
    title_fr: str,
    note_en: str,
    note_fr: str,
    lines: Sequence[rules.LineText],
    ground: str = "",
) -> DecisionWritten:
    """This will replace the text of an item, but for lines that are agreed. `version` is the one that was edited."""
    item.title_en, item.title_fr = title_en.strip(), title_fr.strip()
    item.note_en, item.note_fr = note_en.strip(), note_fr.strip()
    item.ground = ground
    item.version += 1
    item.save(update_fields=["title_en", "title_fr", "note_en", "note_fr", "ground", "version"])
    item.lines.exclude(state=rules.LineState.AGREED).delete()
    _set_lines(item, lines)
    return DecisionWritten(item.symbol, item.version)


def _set_lines(item: Item, lines: Sequence[rules.LineText]) -> None:
    """This will add lines after those that are there, each with the next free number."""
    taken = set(item.lines.values_list("number", flat=True))
    free = (number for number in range(1, len(taken) + len(lines) + 1) if number not in taken)
    Line.objects.bulk_create(
        Line(
            item=item,
            number=number,
            verb=line.verb,
            text_en=line.text_en.strip(),
            text_fr=line.text_fr.strip(),
            effect=line.effect,
            effect_about=line.effect_about.strip(),
            audience=list(item.audience),
        )
        for number, line in zip(free, lines, strict=False)
    )


@action(may=rules.may_send_to_committee, facts=facts_queries.facts_of)
def send_to_committee(item: Item, actor: Actor, now: datetime) -> DecisionSentToCommittee:
    """This will circulate a text among those who sit in its format."""
    circulate(item, actor, now)
    item.state = rules.WORKFLOW.target("send_to_committee", rules.State(item.state))
    item.save(update_fields=["state"])
    return DecisionSentToCommittee(item.symbol)


@action(may=rules.may_revise, facts=facts_queries.facts_of)
def revise(item: Item, actor: Actor, now: datetime) -> DecisionRevised:
    """This will take an item back for revision; held lines open again, agreed ones stay."""
    item.state = rules.WORKFLOW.target("revise", rules.State(item.state))
    item.revision += 1
    item.save(update_fields=["state", "revision"])
    item.lines.filter(state=rules.LineState.HELD).update(state=rules.LineState.OPEN)
    return DecisionRevised(item.symbol, item.revision)


@dataclass(frozen=True, slots=True)
class Circulated:
    """The version of an item's paper that circulates, and its SHA-256."""

    version: int
    sha256: str


def circulate(item: Item, actor: Actor, now: datetime) -> Circulated:
    """This will label an item for those who sit in its format, and file its text as it stands. Part of another act."""
    label(item, seats.audience_of(item.format, now))
    lines = [line for line in item.lines.all() if line.state != rules.LineState.AGREED]
    blocks = {locale: papers.text(item, lines, locale) for locale in ("en", "fr")}
    paper = documents_queries.paper(item.symbol)
    if paper is None:
        filed = documents.file(
            actor,
            now,
            symbol=item.symbol,
            kind=Kind.COUNCIL_PAPER,
            title_en=item.title_en,
            title_fr=item.title_fr,
            about=item.subject,
            audience=item.audience,
            blocks_en=blocks["en"],
            blocks_fr=blocks["fr"],
        )
        return Circulated(filed.newest, filed.sha256)
    if stored.digest(stored.kept(blocks["en"]), stored.kept(blocks["fr"])) != paper.sha256:
        revised = documents.revise(
            paper,
            actor,
            now,
            blocks_en=blocks["en"],
            blocks_fr=blocks["fr"],
            title_en=item.title_en,
            title_fr=item.title_fr,
        )
        return Circulated(revised.version, revised.sha256)
    return Circulated(paper.newest, paper.sha256)


def label(item: Item, found: Sequence[str]) -> None:
    """This will set who reads an item, its lines and its questions. Letters keep their own, narrower readers."""
    item.audience = sorted({*item.audience, *found})
    item.save(update_fields=["audience"])
    item.lines.update(audience=item.audience)
    item.questions.update(audience=item.audience)
