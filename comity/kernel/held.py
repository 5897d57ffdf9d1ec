"""Files held between two steps: looked at first and used afterwards, without being sent twice (W-77).

Only who sent a file gets it back, for an hour; then it is erased. It waits in the database, so that it does not matter
which process or machine answers the second step.
"""

from __future__ import annotations

import hashlib
import secrets
import zlib
from datetime import datetime, timedelta

from comity.kernel.models import HeldFile
from comity.kernel.scope import as_system
from comity.policy import number

# Nobody reads the table: no community bears this name.
NOBODY = "held-files"
LONGEST_NAME = 200


def hold(name: str, data: bytes, person_id: int, now: datetime) -> str:
    """This will keep a file for its sender and give the word by which it is found again."""
    word = secrets.token_urlsafe(24)
    with as_system():
        HeldFile.objects.create(
            key=_key(word, person_id),
            person_id=person_id,
            name=name[:LONGEST_NAME],
            data=zlib.compress(data, 6),
            at=now,
            audience=[NOBODY],
        )
    return word


def held(word: str, person_id: int, now: datetime) -> tuple[str, bytes] | None:
    """This will give the name and the content of a file to the one who sent it, while it is kept."""
    with as_system():
        row = HeldFile.objects.filter(pk=_key(word, person_id), at__gt=now - _time()).first()
    return (row.name, zlib.decompress(bytes(row.data))) if row is not None else None


def prune(now: datetime) -> int:
    """This will erase files whose time is over."""
    with as_system():
        return HeldFile.objects.filter(at__lte=now - _time()).delete()[0]


def _time() -> timedelta:
    return timedelta(minutes=number("kernel.held_minutes"))


def _key(word: str, person_id: int) -> str:
    return hashlib.sha256(f"{person_id} {word}".encode(errors="replace")).hexdigest()
