"""The clock: once each, in the order of the deadlines, whatever else goes wrong."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from comity.clock import tick
from comity.clock.table import TABLE, Chore
from comity.decisions import rules
from comity.decisions.models import Item, Silence
from comity.kernel import heartbeat
from comity.kernel.models import Entry, Seal, Uptime
from tests.decisions import council
from tests.decisions.council import ENDS, OPENED, fresh, under_silence

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _seated(db: None) -> None:
    council.seat()


@pytest.mark.slow
def test_five_hundred_silences_close_within_ten_seconds() -> None:
    for _ in range(500):
        under_silence()
    begun = time.perf_counter()
    ticked = tick.run_once(ENDS)
    took = time.perf_counter() - begun
    assert ticked.done["silences"] == 500
    assert set(Item.objects.values_list("state", flat=True)) == {rules.State.AGREED}
    assert took <= 10, f"{took:.1f} s"
