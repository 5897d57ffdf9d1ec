"""The database of the tests, found before Django reads its settings (a pytest plugin, named in pyproject.toml).

COMITY_TEST_SERVER names a server by its superuser's address; without it the embedded server of var/test-postgres is
taken on lease, shared by all test runs of this checkout and stopped by the last of them. COMITY_TEST_DB names the
database, so that several people can test side by side.
"""

import atexit
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from comity.kernel import embedded, roles

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "test-postgres"

_leases = ExitStack()
atexit.register(_leases.close)


def address(database: str, *, login: str = embedded.SUPERUSER) -> str:
    """This will give the address of a database on the test server, for one of its logins."""
    parts = urlsplit(os.environ["COMITY_TEST_SERVER"])
    if login != embedded.SUPERUSER:
        password = os.environ.get(f"COMITY_TEST_PASSWORD_{login.upper()}", "")
        host = parts.netloc.rpartition("@")[2]
        parts = parts._replace(netloc=f"{login}{':' if password else ''}{password}@{host}")
    return urlunsplit(parts._replace(path=f"/{database}"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """This will find the server; workers of xdist inherit the address from the process that started them."""
    if "COMITY_TEST_SERVER" not in os.environ:
        server = _leases.enter_context(embedded.lease(FOLDER, purpose="test"))
        os.environ["COMITY_TEST_SERVER"] = server.superuser_url
        for login, password in server.passwords.items():
            os.environ[f"COMITY_TEST_PASSWORD_{login.upper()}"] = password
    elif "PYTEST_XDIST_WORKER" not in os.environ:
        roles.lay(address("postgres"))
    os.environ["COMITY_DATABASE_URL"] = os.environ["COMITY_OWNER_URL"] = address("postgres")
    yield


def pytest_configure(config: pytest.Config) -> None:
    """This will name the database of this run."""
    from django.conf import settings  # noqa: PLC0415 - only now are they complete

    name = os.environ.get("COMITY_TEST_DB", "test_comity")
    database: dict[str, Any] = settings.DATABASES["default"]
    database.setdefault("TEST", {})["NAME"] = name
    # Nothing is collected before tests, and no password of a test needs to be hard to guess.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
