"""The register: who did what, for whom, on which ground, in a chain that anybody can check without this program.

An act adds its entry in its own transaction. Sealing follows in batches: it alone waits for the head of the chain,
so that acts never queue behind each other.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from comity.core.actor import Actor
from comity.kernel.models import Entry, Refusal, Seal
from comity.kernel.scope import as_system

GENESIS = bytes(32)
BATCH = 5_000
_HELD: ContextVar[list[Entry] | None] = ContextVar("comity_held_entries", default=None)


def plain(value: object) -> Any:
    """This will turn facts and events into JSON values with one spelling each.

    Raises: TypeError for a value that has no such spelling, such as a row.
    """
    match value:
        case None | bool() | int() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date():
            return value.isoformat()
        case Decimal() | float():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case frozenset() | set():
            return sorted((plain(item) for item in value), key=str)
        case list() | tuple():
            return [plain(item) for item in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            msg = f"no canonical form for {type(value).__name__}"
            raise TypeError(msg)


def canonical(value: object) -> bytes:
    """This will write a value as canonical JSON: sorted keys, no blanks, UTF-8 (RFC 8785 for what we keep)."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(facts: object) -> str:
    """This will give the SHA-256 of the facts that a rule was shown."""
    return hashlib.sha256(canonical(facts)).hexdigest()


def enter(
    *,
    actor: Actor,
    verb: str,
    about: str,
    audience: Iterable[str],
    event: object,
    now: datetime,
    ground: str = "",
    facts: object = None,
) -> Entry:
    """This will add an entry for an act, in the transaction of the act."""
    entry = Entry(
        at=now,
        person_id=actor.person_id,
        party=actor.party or "",
        role=min((role.value for role in actor.roles), default=""),
        deputy_for=actor.deputy_for,
        verb=verb,
        about=about,
        ground=ground,
        facts_digest=digest(facts) if facts is not None else "",
        event=type(event).__name__,
        details=plain(event) if dataclasses.is_dataclass(event) else {},
        salt=secrets.token_bytes(16),
        audience=sorted(set(audience)),
    )
    held = _HELD.get()
    if held is None:
        entry.save(force_insert=True)
    else:
        held.append(entry)
    return entry


@contextmanager
def in_order() -> Iterator[None]:
    """This will hold back the entries of past weeks that are played story by story, and enter them day by day.

    It is for a made world alone: an act of today is entered in its own transaction.
    """
    held: list[Entry] = []
    token = _HELD.set(held)
    try:
        yield
        Entry.objects.bulk_create(sorted(held, key=lambda entry: entry.at), batch_size=1_000)
    finally:
        _HELD.reset(token)


def payload(entry: Entry) -> dict[str, Any]:
    """This will give what of an entry is hashed and exported. No personal data in clear: persons are numbers."""
    return {
        "id": entry.pk,
        "at": plain(entry.at),
        "person": entry.person_id,
        "party": entry.party,
        "role": entry.role,
        "deputy_for": hashlib.sha256(bytes(entry.salt) + entry.deputy_for.encode()).hexdigest()
        if entry.deputy_for
        else "",
        "verb": entry.verb,
        "about": entry.about,
        "ground": entry.ground,
        "facts": entry.facts_digest,
        "event": entry.event,
        "details": entry.details,
    }


def leaf_of(entry: Entry) -> bytes:
    """This will hash one entry: SHA-256 over 0x00, its salt and its canonical form."""
    return hashlib.sha256(b"\x00" + bytes(entry.salt) + canonical(payload(entry))).digest()


def link(chain: bytes, leaf: bytes) -> bytes:
    """This will hash the chain one entry further: SHA-256 over 0x02, the chain so far and the leaf."""
    return hashlib.sha256(b"\x02" + chain + leaf).digest()


def seal(*, batch: int = BATCH) -> int:
    """This will number and chain entries that are not yet sealed and give how many.

    Several processes may call it: they take turns at one advisory lock, and numbers have no gaps.
    """
    with as_system():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('comity.register'))")
        head = Seal.objects.order_by("-seq").first()
        seq, chain = (head.seq, bytes(head.chain)) if head else (0, GENESIS)
        waiting = Entry.objects.filter(seal__isnull=True).order_by("pk")[:batch]
        seals: list[Seal] = []
        for entry in waiting:
            leaf = leaf_of(entry)
            seq, chain = seq + 1, link(chain, leaf)
            seals.append(Seal(seq=seq, entry=entry, leaf=leaf, chain=chain, audience=entry.audience))
        Seal.objects.bulk_create(seals, batch_size=1_000)
    return len(seals)


def history(about: str, *, limit: int = 200) -> list[Entry]:
    """This will list the entries about a thing that the reader may see, the newest first."""
    return list(Entry.objects.filter(about=about).select_related("seal").order_by("-pk")[:limit])


def latest(verbs: Collection[str], subjects: Collection[str], until: datetime) -> dict[str, Entry]:
    """This will give, for each subject, the last entry of some verbs before an instant that the reader may see."""
    found = Entry.objects.filter(verb__in=verbs, about__in=subjects, at__lt=until)
    return {entry.about: entry for entry in found.order_by("about", "-at", "-pk").distinct("about")}


def refusals(about: str, *, limit: int = 100) -> list[Refusal]:
    """This will list what was refused about a thing, as far as the reader may see it, the newest first."""
    return list(Refusal.objects.filter(about=about).order_by("-pk")[:limit])


def refusal(pk: int) -> Refusal | None:
    """This will find one refusal that the reader may see."""
    return Refusal.objects.filter(pk=pk).first()


def refused(*, party: str = "") -> QuerySet[Refusal]:
    """This will select refusals that the reader may see, of one party or of all."""
    return Refusal.objects.filter(party=party) if party else Refusal.objects.all()


def entered(
    *,
    party: str = "",
    verb: str = "",
    about: str = "",
    subjects: Collection[str] = (),
    persons: Collection[int] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """This will select entries that the reader may see; `until` itself no longer counts.

    `about` is how a subject begins ("activity:PCM-04"), `subjects` are whole ones, `persons` those who acted.
    """
    wanted: dict[str, object] = {
        "party": party,
        "verb": verb,
        "about__startswith": about,
        "about__in": subjects,
        "at__gte": since,
        "at__lt": until,
    }
    found = Entry.objects.filter(**{name: value for name, value in wanted.items() if value})
    if persons is not None:
        found = found.filter(person_id__in=persons)
    return found.select_related("seal")


def changed(person_id: int, since: datetime) -> QuerySet[Entry]:
    """This will select what others have entered since a moment, as far as the reader may see it, the newest first."""
    return Entry.objects.filter(at__gte=since).exclude(person_id=person_id).order_by("-pk")


def carried(now: datetime) -> dict[str, int]:
    """This will give how far the register is sealed, as far as the reader may see it. One query."""
    newest = Seal.objects.order_by("-seq").values_list("seq", flat=True).first()
    return {"kernel.register": newest or 0}
