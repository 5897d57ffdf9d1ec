"""What every story begins with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import stage
from tests.stories.theatre import Theatre


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with stage.played(django_db_blocker):
        yield


@pytest.fixture
def theatre(_world: None, db: None, monkeypatch: pytest.MonkeyPatch) -> Theatre:
    """The demonstration as it stands today; what the story adds is forgotten at its end."""
    return Theatre(monkeypatch)
