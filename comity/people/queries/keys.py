"""Keys of programs: whose they are, and what they open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from comity.core.actor import Actor
from comity.people import rules
from comity.people.models import Key, Person

# Every request of a program asks, before anybody is known.
_OPENS = """
SELECT k.id, a.id, k.used_at FROM people_key k JOIN people_account a ON a.person_id = k.person_id
WHERE k.digest = %s AND k.ended_at IS NULL AND a.is_active
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A key that holds, the account that it opens, and when it was last used."""

    key_id: int
    account_id: int
    used_at: datetime | None


def digest_of(secret: str) -> str:
    """This will give what is kept of a secret. It is long and drawn by lot, so one hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opened(secret: str) -> Opened | None:
    """This will find what a secret opens. Runs at the door."""
    with connection.cursor() as cursor:
        cursor.execute(_OPENS, [digest_of(secret)])
        row = cursor.fetchone()
    return Opened(*row) if row else None


def keys(person_id: int) -> list[Key]:
    """This will list the keys of a person, the newest first. Runs at the door."""
    return list(Key.objects.filter(person_id=person_id).order_by("-made_at", "-pk"))


def key(person_id: int, pk: int) -> Key | None:
    """This will find a key of a person. Runs at the door."""
    return Key.objects.filter(person_id=person_id, pk=pk).first()


def making_facts(person: Person, actor: Actor, now: datetime, **_: object) -> rules.KeyFacts:
    """This will show the rule who wants a key, and how many of theirs still open something."""
    keys = Key.objects.filter(person_id=person.pk, ended_at__isnull=True).count()
    return rules.KeyFacts(person_id=person.pk, keys=keys)


def key_facts(row: Key, actor: Actor, now: datetime) -> rules.OwnFacts:
    """This will show the rule whose key it is."""
    return rules.OwnFacts(person_id=row.person_id)
