"""Two at the last euro: one of them gets it."""

from __future__ import annotations

import pytest

from comity.kernel.action import Refused
from comity.ledger import actions
from comity.ledger.models import Line
from tests.ledger.books import NOW, agree, office
from tests.nominations.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_several_who_want_the_last_money_as_many_get_it_as_there_is() -> None:
    staff = office()
    line = staff.line(minor=300)

    def commit(number: int) -> object:
        row = Line.objects.get(pk=line.pk)
        return actions.commit(row, staff.officer, NOW, purpose="seat", subject_ref=f"n:{number}", original=100)

    results = at_once([lambda number=number: commit(number) for number in range(5)])  # type: ignore[misc]
    refused = [result for result in results if isinstance(result, Refused)]
    assert [no.verdict.codes for no in refused] == [("ledger.beyond_free",)] * 2
    agree(line)
    assert line.position.free == 0


def test_a_flow_that_runs_twice_at_once_commits_once() -> None:
    staff = office()
    line = staff.line(minor=300)

    def commit() -> object:
        row = Line.objects.get(pk=line.pk)
        return actions.commit_once(
            row, staff.officer, NOW, key="seat:1", purpose="seat", subject_ref="n:1", original=100
        )

    assert at_once([commit, commit, commit]) == [1, 1, 1]
    agree(line)
    assert line.committed == 100
