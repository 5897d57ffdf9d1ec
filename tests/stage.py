"""The demonstration played inside a test's database: one transaction for a whole file, taken back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from comity.parties.loading import load_reference
from comity.people.models import Account
from demo import world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def played(blocker: DjangoDbBlocker) -> Iterator[None]:
    """This will play the demonstration from the public facts on, and forget it afterwards."""
    with blocker.unblock(), transaction.atomic():
        load_reference()
        world.load()
        yield
        transaction.set_rollback(True)


def as_(key: str) -> Client:
    """This will sign somebody of the demonstration in, by the first part of the address; "" is a stranger."""
    client = Client()
    if key:
        client.force_login(account(key), backend=BACKEND)
    return client


def account(key: str) -> Account:
    """This will find the account of somebody of the demonstration."""
    return Account.objects.get(email__startswith=f"{key}@", email__endswith=".demo.invalid")
