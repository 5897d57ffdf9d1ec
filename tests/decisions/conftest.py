"""What the tests of decisions share."""

from __future__ import annotations

import pytest

from tests.decisions import council


@pytest.fixture
def seated(db: None) -> None:
    """A Council that sits, and a clock of record that tests can set."""
    council.seat()
    council.lay_time()
