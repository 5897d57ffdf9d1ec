"""Sealing: personal data under a key of the person's own, itself wrapped with the secret of the installation.

Who destroys the key has destroyed the data, also in every copy of the database that is made later.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

_WRAP = b"comity.nominations.wrap"
_SAME = b"comity.nominations.same-person"


def new_key() -> tuple[bytes, Fernet]:
    """This will make a key for one person: wrapped, to be kept, and ready to seal with."""
    key = Fernet.generate_key()
    return _wrapper().encrypt(key), Fernet(key)


def seal(fields: Mapping[str, str], key: Fernet) -> bytes:
    """This will seal what is known of a person."""
    return key.encrypt(json.dumps(dict(fields), ensure_ascii=False, separators=(",", ":")).encode())


def unseal(sealed: bytes, wrapped: bytes) -> dict[str, str]:
    """This will open what was sealed.

    Raises: InvalidToken if the key is not that of the person, or the secret of the installation is another.
    """
    found: dict[str, str] = json.loads(Fernet(_wrapper().decrypt(wrapped)).decrypt(sealed))
    return found


def fingerprint(party: str, family_name: str, given_names: str, born_on: date | None) -> str:
    """This will give a number by which one party's same person is known again, and from which nobody is known.

    Accents, capitals and hyphens do not count. The number of another party's person is always another.
    """
    words = "|".join((party, plain(family_name), plain(given_names), born_on.isoformat() if born_on else ""))
    return hmac.new(_secret(settings.SECRET_KEY, _SAME), words.encode(), hashlib.sha256).hexdigest()


def plain(name: str) -> str:
    """This will take accents, capitals and hyphens off a name, for comparison."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())


@cache
def _secret(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()


def _wrapper() -> MultiFernet:
    return _wrapping((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _wrapping(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_secret(secret, _WRAP))) for secret in secrets])
