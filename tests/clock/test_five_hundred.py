"""A night's worth of deadlines: five hundred periods that end at once are recorded within ten seconds.

Seconds depend on what else the machine does, so this runs by itself: `scripts/run_tests.py` starts it, with
COMITY_ALONE set, when all other tests are over. They depend on the machine too: what was agreed holds for one that does
a known piece of work in a known time, and where this takes longer, before or after, the time allowed grows with it.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import pytest
from django.db.models import Model

from comity.clock import tick
from comity.clock.table import TABLE
from comity.core.actor import Role
from comity.decisions import rules
from comity.decisions.models import ActionSheet, Item, Line, Silence
from comity.documents.models import Paper
from comity.kernel.models import Message
from tests import factories
from tests.decisions import council
from tests.decisions.council import ENDS, under_silence

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("COMITY_ALONE" not in os.environ, reason="measures seconds, so it runs with nothing beside it"),
]
COUNT, LINES, SECONDS = 500, 3, 10
WORK, WORK_SECONDS = 1_000_000, 1.4  # what the machine of the agreement needs for it


def copied(row: Model, **changes: Any) -> Any:
    """A second row like the first, not saved yet."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**fields, "id": None, **changes})


def five_hundred() -> None:
    """One text put under silence as the secretariat does it, and as many more like it as are wanted."""
    item = under_silence(council.lines(LINES))
    paper, silence = Paper.objects.get(symbol=item.symbol), item.silences.get()
    more = [
        copied(item, symbol=f"PO(2026)9{number:03}", state=rules.State.DRAFT) for number in range(1, COUNT)
    ]  # nobody writes in a text that is under silence
    made = Item.objects.bulk_create(more)
    Line.objects.bulk_create(copied(line, item_id=one.pk) for one in made for line in item.lines.all())
    Paper.objects.bulk_create(copied(paper, symbol=one.symbol, about=one.subject) for one in made)
    Silence.objects.bulk_create(copied(silence, item_id=one.pk) for one in made)
    Item.objects.filter(pk__in=[one.pk for one in made]).update(state=rules.State.UNDER_SILENCE)


def slowness() -> float:
    """How much longer than on the machine of the agreement a fixed piece of work takes now; never less than 1."""
    started = time.perf_counter()
    found = {str(number): [number] for number in range(WORK)}
    assert len(sorted(found, key=lambda name: found[name])) == WORK
    return max(1.0, (time.perf_counter() - started) / WORK_SECONDS)


def test_five_hundred_silences_are_closed_within_ten_seconds() -> None:
    council.seat()
    for ally in council.ALLIES:
        factories.account(ally, Role.DELEGATE)
    five_hundred()
    table = [entry for entry in TABLE if entry.name == "silences"]
    before, started = slowness(), time.perf_counter()
    ticked = tick.run_once(ENDS, table=table)
    spent = time.perf_counter() - started
    assert (ticked.done, ticked.failed) == ({"silences": COUNT}, 0)
    assert set(Item.objects.values_list("state", flat=True)) == {rules.State.AGREED}
    assert ActionSheet.objects.count() == COUNT
    assert Message.objects.filter(template="decisions/agreed").count() == COUNT * len(council.ALLIES)
    allowed = SECONDS * max(before, slowness())
    sys.stdout.write(f"{COUNT} silences closed in {spent:.1f} s; {allowed:.1f} s allowed\n")
    assert spent <= allowed
