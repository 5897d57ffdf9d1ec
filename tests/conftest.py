"""What all tests share. The database server is found by tests.server, a served site comes from tests.site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.test import Client

from comity.kernel import clock
from tests.server import address

BEGIN = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "world", "site"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """This will mark what needs a database and what needs a browser."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if asked & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
        if "chromium" in asked:
            item.add_marker(pytest.mark.browser)
            if os.environ.get("SKIP_BROWSER") == "1":
                item.add_marker(pytest.mark.skip(reason="SKIP_BROWSER=1"))


def live_on_one_day() -> None:
    """Whenever tests run, it is the same evening for them: what they expect does not change at midnight.

    Time passes as ever. A test that sets the database's clock (tests.decisions.council) finds it as it was set.
    """
    machine, database = clock.now, clock.of_record
    late = machine() - BEGIN

    def of_record() -> datetime:
        moment = database()
        return moment - late if abs(moment - machine()) < timedelta(minutes=1) else moment

    clock.now, clock.of_record = lambda: machine() - late, of_record


def pytest_configure(config: pytest.Config) -> None:
    """Each run has its evening, counts failed sign-ins by itself and serves files from where they lie."""
    live_on_one_day()
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    # How long an example takes tells of the machine and of what else runs on it, not of the rule that it tries.
    hypothesis.settings.register_profile(
        "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """No test finds what another has left in the cache."""
    from django.core.cache import cache  # noqa: PLC0415

    cache.clear()


@pytest.fixture
def sign_in() -> Callable[[Client, Any], Client]:
    """Signs an account in: `sign_in(client, account)`."""

    def sign(client: Client, account: Any) -> Client:
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """This will let go of the test database at the end, also of what a thread of a race left connected to it."""
    from django.db import connection  # noqa: PLC0415 - settings are complete only now

    yield
    name = connection.settings_dict["NAME"]
    connection.close()
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
