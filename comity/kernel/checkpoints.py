"""Checkpoints: signed heads of the register, made every hour and on demand, to be kept by others.

A checkpoint is a signed note (as transparency logs write them): origin, number of entries, root of the tree over their
leaves; then, as extension lines, the head of the chain and the moment; then one Ed25519 signature. The key is not in
the database: it comes from COMITY_REGISTER_KEY (32 bytes, base64) or lies in var/register.key, for its owner alone.
Without a checkpoint held elsewhere an administrator could rewrite everything; with one, nobody can (W-8).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from comity.core import audience
from comity.kernel import register
from comity.kernel.merkle import Tree
from comity.kernel.models import Checkpoint, Entry, Seal
from comity.kernel.scope import as_system

EVERY = timedelta(hours=1)
ED25519 = b"\x01"
SEED_BYTES = 32
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Signer:
    """The key of this register, with the name under which it signs."""

    name: str
    key: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """This will give the public key."""
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> bytes:
        """This will give the four bytes by which a note names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    @property
    def verifier(self) -> str:
        """This will write the public key as verifiers take it: name+id+key."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    def sign(self, text: str) -> str:
        """This will write a signed note."""
        signature = base64.b64encode(self.key_id + self.key.sign(text.encode())).decode()
        return f"{text}\n\N{EM DASH} {self.name} {signature}\n"


def signer() -> Signer:
    """This will load the key of the register, and make one of its own beside the data on first use.

    Raises: ImproperlyConfigured if the key is not 32 bytes in base64, or others may read its file.
    """
    given = os.environ.get("COMITY_REGISTER_KEY") or _kept(Path(settings.VAR) / "register.key")
    try:
        seed = base64.b64decode(given.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        msg = "COMITY_REGISTER_KEY is not base64"
        raise ImproperlyConfigured(msg) from error
    if len(seed) != SEED_BYTES:
        msg = f"COMITY_REGISTER_KEY has {len(seed)} bytes instead of {SEED_BYTES}"
        raise ImproperlyConfigured(msg)
    host = settings.SITE_URL.partition("://")[2].replace("+", "-").replace(" ", "-")
    return Signer(f"{host}/register", Ed25519PrivateKey.from_private_bytes(seed))


def make(now: datetime) -> Checkpoint | None:
    """This will seal what waits and sign the head; nothing, if the last checkpoint covers it or nothing is entered."""
    with as_system():
        while register.seal():
            pass
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('comity.checkpoint'))")
        head = Seal.objects.order_by("-seq").first()
        last = latest()
        if head is None or (last is not None and last.seq >= head.seq):
            return None
        root, chain = tree(head.seq).root, bytes(head.chain)
        key = signer()
        return Checkpoint.objects.create(
            seq=head.seq,
            at=now,
            chain=chain,
            root=root,
            note=key.sign(note_text(key.name, head.seq, root, chain, now)),
            audience=[audience.PUBLIC],
        )


def hourly(now: datetime, *, at_once: Iterable[str] = ()) -> Checkpoint | None:
    """This will make a checkpoint if the last one is an hour old; the clock calls it at every tick.

    After an event named in `at_once`, such as a decision of the Council, it does not wait.
    """
    with as_system():
        last = latest()
        is_due = last is None or now - last.at >= EVERY
        if last is not None and not is_due:
            is_due = came_after(last, at_once)
    return make(now) if is_due else None


def came_after(before: Checkpoint | None, events: Iterable[str]) -> bool:
    """This will tell whether something of a kind was entered and sealed since a checkpoint. Runs as the system."""
    return Entry.objects.filter(event__in=list(events), seal__seq__gt=before.seq if before else 0).exists()


def latest() -> Checkpoint | None:
    """This will give the newest checkpoint."""
    return Checkpoint.objects.order_by("-seq").first()


def newest(limit: int) -> list[Checkpoint]:
    """This will list checkpoints, the newest first."""
    return list(Checkpoint.objects.order_by("-seq")[:limit])


def at(seq: int) -> Checkpoint | None:
    """This will find the checkpoint that covers exactly so many entries."""
    return Checkpoint.objects.filter(seq=seq).first()


def tree(size: int) -> Tree:
    """This will build the tree over the first entries. Runs as the system."""
    grown = Tree()
    for leaf in _leaves(size):
        grown.add(leaf)
    return grown


def note_text(name: str, size: int, root: bytes, chain: bytes, now: datetime) -> str:
    """This will write what is signed."""
    lines = [name, str(size), base64.b64encode(root).decode(), f"chain {chain.hex()}", f"at {register.plain(now)}"]
    return "\n".join(lines) + "\n"


def _leaves(size: int) -> Iterator[bytes]:
    """This will read leaves in order, in batches that fit the memory."""
    for start in range(0, size, BATCH):
        found = Seal.objects.filter(seq__gt=start, seq__lte=min(start + BATCH, size)).order_by("seq")
        for leaf in found.values_list("leaf", flat=True):
            yield bytes(leaf)


def _kept(path: Path) -> str:
    """This will read the key's file, or make it for its owner alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            msg = f"others may read {path}: chmod 600 it"
            raise ImproperlyConfigured(msg) from None
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _kept(path)
    seed = base64.b64encode(os.urandom(SEED_BYTES)).decode()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(seed)
    return seed
