"""Submissions: what somebody sends twice, by a double click or after a lost line, counts once (W-76).

Every form carries a token that is used in the transaction of the act. Whoever sends the same form with the same content
again waits for the first and is given its answer. A form that is sent again with other content is another act: nothing
that somebody typed is ever lost to a token.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from comity.kernel.models import Submission
from comity.kernel.scope import as_system
from comity.policy import number

# Nobody reads the table: an address may name what only its sender sees. No community bears this name.
NOBODY = "submissions"
_CLAIM = """
INSERT INTO kernel_submission (key, digest, person_id, at, status, location, said, body, audience)
VALUES (%s, %s, %s, %s, 0, '', '[]', '', %s) ON CONFLICT (key) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first of several alike was answered. `digest` is that of its content."""

    status: int
    location: str = ""
    said: list[list[object]] = field(default_factory=list)
    body: str = ""
    digest: str = ""


def digest_of(parts: Iterable[bytes]) -> str:
    """This will give one SHA-256 for several parts, each told apart from the next."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8) + part)
    return found.hexdigest()


def claim(key: str, digest: str, person_id: int | None, now: datetime) -> Answer | None:
    """This will take a token for the act in hand, or give what was answered when it was used.

    Whoever comes while the first is still at work waits for its transaction. Runs as the system.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [key, digest, person_id, now, [NOBODY]])
        if cursor.rowcount:
            return None
    found = Submission.objects.get(pk=key)
    if not found.status:
        return None  # the same request asks a second time
    return Answer(found.status, found.location, found.said, found.body, found.digest)


def settle(key: str, answer: Answer | None) -> None:
    """This will keep what was answered, or give the token back where nothing was done. Runs as the system."""
    if answer is None:
        Submission.objects.filter(pk=key).delete()
        return
    kept = {"status": answer.status, "location": answer.location, "said": answer.said, "body": answer.body}
    Submission.objects.filter(pk=key).update(**kept)


def prune(now: datetime) -> int:
    """This will forget tokens whose time is over (W-76)."""
    with as_system():
        return Submission.objects.filter(at__lt=now - timedelta(hours=number("kernel.submission_hours"))).delete()[0]
