"""What may be done with papers.

`file` and `supplement` write a paper as a part of another house's act (a decision's text, an action sheet): they run
inside that act's gate, in its transaction and with its authority.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from comity.core.actor import Actor
from comity.documents import queries, rules
from comity.documents.events import FileAttached, PaperFiled, PaperReleased, PaperRevised
from comity.documents.models import Attachment, Paper, Version
from comity.documents.rendering import Block, stored
from comity.kernel import bus, register
from comity.kernel.action import action
from comity.parties import queries as parties


def file(
    actor: Actor,
    now: datetime,
    *,
    symbol: str,
    kind: rules.Kind,
    title_en: str,
    title_fr: str,
    about: str,
    audience: Sequence[str],
    blocks_en: Sequence[Block],
    blocks_fr: Sequence[Block],
    party: str = "IS",
    supplement_to: Paper | None = None,
) -> Paper:
    """This will file a new paper with its first version, as a part of the act of another house."""
    kept_en, kept_fr = stored.kept(blocks_en), stored.kept(blocks_fr)
    sha256 = stored.digest(kept_en, kept_fr)
    paper = Paper.objects.create(
        symbol=symbol,
        kind=kind.value,
        title_en=title_en,
        title_fr=title_fr,
        about=about,
        party=party,
        filed_at=now,
        sha256=sha256,
        supplement_to=supplement_to,
        audience=list(audience),
    )
    _add_version(paper, actor, now, 1, kept_en, kept_fr, sha256)
    event = PaperFiled(symbol, about, kind.value, sha256)
    register.enter(
        actor=actor, verb="documents.file", about=paper.subject, audience=paper.audience, event=event, now=now
    )
    bus.publish(event, now)
    return paper


def supplement(
    paper: Paper,
    actor: Actor,
    now: datetime,
    *,
    symbol: str,
    kind: rules.Kind,
    title_en: str,
    title_fr: str,
    blocks_en: Sequence[Block],
    blocks_fr: Sequence[Block],
) -> Paper:
    """This will file a paper that belongs to another and is read by the same, such as an action sheet."""
    return file(
        actor,
        now,
        symbol=symbol,
        kind=kind,
        title_en=title_en,
        title_fr=title_fr,
        about=paper.about,
        audience=paper.audience,
        blocks_en=blocks_en,
        blocks_fr=blocks_fr,
        party=paper.party,
        supplement_to=paper,
    )


@action(may=rules.may_revise, facts=queries.facts_of)
def revise(
    paper: Paper,
    actor: Actor,
    now: datetime,
    *,
    blocks_en: Sequence[Block],
    blocks_fr: Sequence[Block],
    title_en: str = "",
    title_fr: str = "",
) -> PaperRevised:
    """This will give a paper a new version; the versions before stay as they are (W-73)."""
    kept_en, kept_fr = stored.kept(blocks_en), stored.kept(blocks_fr)
    paper.newest += 1
    paper.sha256 = stored.digest(kept_en, kept_fr)
    paper.title_en, paper.title_fr = title_en or paper.title_en, title_fr or paper.title_fr
    paper.save(update_fields=["newest", "sha256", "title_en", "title_fr"])
    _add_version(paper, actor, now, paper.newest, kept_en, kept_fr, paper.sha256)
    return PaperRevised(paper.symbol, paper.newest, paper.sha256)


@action(may=rules.may_release, facts=queries.facts_of_release)
def release(paper: Paper, actor: Actor, now: datetime, *, to: Sequence[str]) -> PaperReleased:
    """This will let more communities read a paper as its newest version has it (W-72).

    Versions before it and attached files keep their readers: what was thought of on the way is not released with it.
    """
    added = parties.resolve_audience(to, now)
    paper.audience = sorted({*paper.audience, *added})
    paper.save(update_fields=["audience"])
    paper.versions.filter(number=paper.newest).update(audience=paper.audience)
    return PaperReleased(paper.symbol, tuple(added))


@action(
    may=rules.may_attach,
    facts=queries.facts_of_file,
    constraints={"documents_attachment_once": "documents.same_file"},
)
def attach(
    paper: Paper,
    actor: Actor,
    now: datetime,
    *,
    name: str,
    content: bytes,
    level: rules.Level = rules.Level.UNCLASSIFIED,
) -> FileAttached:
    """This will keep a file with a paper, under a name of our own. `level` is how its sender says it is marked."""
    sort = cast("rules.Sort", rules.inspect(name, content).sort)  # the rule has seen to it that there is one
    attached = Attachment.objects.create(
        paper=paper,
        name=name.replace("\\", "/").rpartition("/")[2][-160:],
        sort=sort,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_as=f"papers/{secrets.token_hex(24)}",
        party=actor.party or "",
        at=now,
        person_id=actor.person_id,
        audience=list(paper.audience),
    )
    default_storage.save(attached.stored_as, ContentFile(content))
    return FileAttached(paper.symbol, attached.pk, attached.sha256, attached.size)


def _add_version(
    paper: Paper, actor: Actor, now: datetime, number: int, kept_en: object, kept_fr: object, sha256: str
) -> None:
    Version.objects.create(
        paper=paper,
        number=number,
        blocks_en=kept_en,
        blocks_fr=kept_fr,
        sha256=sha256,
        at=now,
        person_id=actor.person_id,
        audience=list(paper.audience),
    )
