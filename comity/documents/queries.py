"""What may be asked about papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Sum

from comity.core import audience as communities
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.documents import rules
from comity.documents.models import Attachment, Paper, Version
from comity.documents.rendering import Block, DocumentSpec, stored
from comity.documents.rules.papers import MEGABYTE
from comity.kernel.rows import Row, Statement
from comity.parties import queries as parties
from comity.policy.loader import pack

_BY_SYMBOL = Statement(lambda symbol: Paper.objects.filter(symbol=symbol).order_by(), str)


def paper(symbol: str) -> Paper | None:
    """This will find a paper by its symbol, or nothing if there is none that the reader may see."""
    return _BY_SYMBOL.row(symbol)


def papers(about: str) -> list[Paper]:
    """This will list the papers about a thing, the newest first."""
    return list(Paper.objects.filter(about=about).order_by("-filed_at", "-pk"))


def recent(*, limit: int = 50, offset: int = 0) -> list[Paper]:
    """This will list papers, the newest first."""
    return list(Paper.objects.order_by("-filed_at", "-pk")[offset : offset + limit])


def count() -> int:
    """This will count the papers that the reader may see."""
    return Paper.objects.count()


def versions(row: Paper) -> list[Version]:
    """This will list a paper's versions, the newest first."""
    return list(row.versions.order_by("-number"))


def version(row: Paper, number: int | None = None) -> Version | None:
    """This will find one version of a paper: the newest, unless a number is given."""
    return row.versions.filter(number=row.newest if number is None else number).first()


def most_bytes() -> int:
    """This will give the most that one file may have (W-71)."""
    return pack().number("documents.upload_megabytes") * MEGABYTE


def attachments(row: Paper) -> list[Attachment]:
    """This will list what is attached to a paper, the oldest first."""
    return list(row.attachments.order_by("pk"))


def attachment(row: Paper, sha256: str) -> Attachment | None:
    """This will find one attachment of a paper by what it contains."""
    return row.attachments.filter(sha256=sha256).first()


def blocks(found: Version, locale: str) -> tuple[Block, ...]:
    """This will read the text of a version in a language."""
    return stored.read(found.blocks_fr if locale == "fr" else found.blocks_en)


def marking(audience: Iterable[str], locale: str, *, level: rules.Level = rules.Level.UNCLASSIFIED) -> str:
    """This will write the marking of what an audience may read (W-74)."""
    groups = list(audience)
    asks = communities.PUBLIC not in groups and any(group.startswith("party:") for group in groups)
    named = parties.names(locale) if asks else {}
    loaded = pack()
    return rules.marking(
        level,
        groups,
        locale,
        framework_name=lambda code: loaded.framework(code).abbreviation.in_(locale),
        party_name=lambda code: named.get(code, code),
    )


def marking_of(rows: Iterable[Row], locale: str) -> str:
    """This will mark a page or file by those who may read all that it shows; with nothing on it there is no marking."""
    audiences = [frozenset(row.audience) for row in rows]
    return marking(sorted(frozenset.intersection(*audiences)), locale) if audiences else ""


def marking_together(audiences: Iterable[Iterable[str]], locale: str) -> str:
    """This will mark a page that adds many rows up by those who may read every one of them.

    What everybody may read narrows nothing; with nothing else on it the page is public.
    """
    narrow = {frozenset(map(_undated, audience)) for audience in {tuple(audience) for audience in audiences}}
    narrow = {one for one in narrow if communities.PUBLIC not in one}
    return marking(sorted(frozenset.intersection(*narrow)) if narrow else [communities.PUBLIC], locale)


def _undated(community: str) -> str:
    name, dot, epoch = community.rpartition(".")
    return name if dot and epoch.isdecimal() else community


def spec(
    row: Paper,
    found: Version,
    locale: str,
    *,
    status: str = "",
    watermark: str = "",
    facts: Sequence[tuple[str, str]] = (),
    author: str = "",
) -> DocumentSpec:
    """This will describe a version of a paper for printing."""
    return DocumentSpec(
        title=row.title_in(locale),
        reference=row.symbol,
        marking=marking(row.audience, locale, level=rules.Level(row.level)),
        language=locale,
        on=brussels_day(found.at),
        blocks=blocks(found, locale),
        version=f"Version {found.number}",
        status=status,
        watermark=watermark,
        facts=tuple(facts),
        author=author,
    )


# -- facts for the rules -----------------------------------------------------------------------------------------------


def facts_of(
    row: Paper, actor: Actor, now: datetime, *, blocks_en: Sequence[Block], blocks_fr: Sequence[Block], **_: object
) -> rules.PaperFacts:
    """This will show the rules a paper's text and the text proposed."""
    proposed = stored.digest(stored.kept(blocks_en), stored.kept(blocks_fr))
    return rules.PaperFacts(row.party, row.sha256, proposed)


def facts_of_release(row: Paper, actor: Actor, now: datetime, *, to: Sequence[str]) -> rules.ReleaseFacts:
    """This will show the rules who reads a paper and who would."""
    return rules.ReleaseFacts(row.party, frozenset(row.audience), frozenset(parties.resolve_audience(to, now)))


def facts_of_file(
    row: Paper,
    actor: Actor,
    now: datetime,
    *,
    name: str,
    content: bytes,
    level: rules.Level = rules.Level.UNCLASSIFIED,
) -> rules.AttachFacts:
    """This will show the rules what a file is and how much its party keeps already."""
    kept = Attachment.objects.filter(party=actor.party or "").aggregate(sum=Sum("size"))["sum"] or 0
    loaded = pack()
    return rules.AttachFacts(
        party=row.party,
        giver=actor.party or "",
        level=level,
        found=rules.inspect(name, content),
        kept_bytes=kept,
        most_bytes=most_bytes(),
        quota_bytes=loaded.number("documents.quota_megabytes") * MEGABYTE,
    )


def carried(now: datetime) -> dict[str, int]:
    """This will count the papers that the reader may see. One query."""
    return {"documents.papers": Paper.objects.count()}
