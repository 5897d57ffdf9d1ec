"""The clock: once each, in the order of the deadlines, whatever else goes wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.clock import tick
from comity.clock.table import TABLE, Chore
from comity.core.actor import CLOCK
from comity.core.calendar import at_brussels
from comity.decisions import actions, rules
from comity.decisions.models import Item, Silence
from comity.kernel import heartbeat
from comity.kernel.models import Entry, Message, Uptime
from tests import factories
from tests.decisions import council
from tests.decisions.council import ENDS, OPENED, SECRETARY, delegate, fresh, silence, under_silence

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _seated(db: None) -> None:
    council.seat()


def test_nothing_is_recorded_a_moment_before_the_end_and_all_of_it_at_the_end() -> None:
    item = under_silence()
    tick.run_once(ENDS - timedelta(milliseconds=1))
    assert fresh(item).state == rules.State.UNDER_SILENCE
    assert tick.run_once(ENDS).done["silences"] == 1
    assert fresh(item).state == rules.State.AGREED
    again = tick.run_once(ENDS + timedelta(minutes=1))
    assert again.done.get("silences", 0) == 0
    assert Entry.objects.filter(event="DecisionAdopted").count() == 1


def test_after_thirty_days_of_downtime_the_backlog_closes_in_the_order_of_the_deadlines() -> None:
    ends = [ENDS + timedelta(hours=hours) for hours in (0, -3, -1, -2)]
    items = [under_silence(ends_at=end) for end in ends]
    late = ENDS + timedelta(days=30)
    assert tick.run_once(late).done["silences"] == 4
    order = list(Entry.objects.filter(event="DecisionAdopted").order_by("pk").values_list("about", flat=True))
    assert order == [item.subject for _, item in sorted(zip(ends, items, strict=True), key=lambda pair: pair[0])]
    for end, item in zip(ends, items, strict=True):
        assert (silence(item).effective_at, silence(item).recorded_at) == (end, late)


def test_a_period_whose_last_hour_fell_into_an_outage_waits_for_the_secretariat() -> None:
    Uptime.objects.all().delete()
    heartbeat.record(OPENED, ENDS - timedelta(minutes=30))
    item = under_silence()
    tick.run_once(ENDS + timedelta(hours=2))
    assert fresh(item).state == rules.State.OUTCOME_PENDING
    assert silence(item).result == rules.Result.HELD
    tick.run_once(ENDS + timedelta(hours=3))
    assert fresh(item).state == rules.State.OUTCOME_PENDING
    letter = {"party": "BE", "received_at": ENDS - timedelta(minutes=5), "reason": "By fax, in time."}
    second = under_silence()
    heartbeat.record(ENDS + timedelta(hours=2), ENDS + timedelta(hours=9))
    tick.run_once(ENDS + timedelta(hours=3))
    actions.record_letter(fresh(second), SECRETARY, ENDS + timedelta(hours=4), **letter)  # type: ignore[arg-type]
    actions.declare(fresh(second), SECRETARY, ENDS + timedelta(hours=4), reason="All were reached.")
    assert fresh(second).state == rules.State.BROKEN
    actions.declare(fresh(item), SECRETARY, ENDS + timedelta(hours=4), reason="All were reached.")
    assert fresh(item).state == rules.State.AGREED
    assert silence(item).effective_at == ENDS


def test_an_outcome_that_is_pending_may_be_put_under_silence_anew() -> None:
    Uptime.objects.all().delete()
    item = under_silence()
    tick.run_once(ENDS + timedelta(hours=2))
    later = ENDS + timedelta(hours=3)
    again = rules.first_end(later, rules.Hours(2, 9, 18))
    actions.open_silence(fresh(item), SECRETARY, later, ends_at=again)
    results = list(Silence.objects.filter(item=item).order_by("number").values_list("result", flat=True))
    assert results == [rules.Result.SET_ASIDE, rules.Result.RUNNING]


@pytest.mark.parametrize(
    ("opened", "ends"),
    [
        (at_brussels(date(2026, 3, 27), 12), at_brussels(date(2026, 3, 31), 12)),
        (at_brussels(date(2026, 10, 23), 12), at_brussels(date(2026, 10, 27), 12)),
        (at_brussels(date(2028, 2, 28), 10), at_brussels(date(2028, 3, 1), 10)),
    ],
)
def test_deadlines_over_summer_time_and_a_leap_day_fire_once_at_the_announced_hour(
    opened: datetime, ends: datetime
) -> None:
    item = under_silence(opened_at=opened, ends_at=ends)
    tick.run_once(ends - timedelta(seconds=1))
    assert fresh(item).state == rules.State.UNDER_SILENCE
    tick.run_once(ends)
    tick.run_once(ends - timedelta(hours=1))
    assert fresh(item).state == rules.State.AGREED
    assert silence(item).effective_at == ends


def test_the_reminder_goes_out_once_a_day_before_the_end_to_those_who_sit_there() -> None:
    factories.account("FR", council.Role.DELEGATE, email="claire@example.test")
    factories.account("XA", council.Role.MISSION_OFFICER, email="aissata@example.test")
    under_silence()
    Message.objects.all().delete()
    tick.run_once(ENDS - timedelta(hours=25))
    assert not Message.objects.filter(template="decisions/reminder").exists()
    for minutes in (0, 5, 10):
        tick.run_once(ENDS - timedelta(hours=24) + timedelta(minutes=minutes))
    sent = Message.objects.filter(template="decisions/reminder")
    assert [message.address for message in sent] == ["claire@example.test"]


def test_a_failure_is_left_as_it_was_and_holds_nothing_up(caplog: pytest.LogCaptureFixture) -> None:
    item = under_silence()

    def fail(now: datetime) -> int:
        raise RuntimeError("planted")

    found = tick.run_once(ENDS, table=[Chore("planted", fail), *TABLE])
    assert found.failed == 1
    assert fresh(item).state == rules.State.AGREED
    assert "planted" in caplog.text
    assert "silences: 1" in str(found)


def test_beats_lengthen_one_span_and_a_gap_begins_another() -> None:
    Uptime.objects.all().delete()
    start = datetime(2026, 11, 1, tzinfo=UTC)
    for minutes in (0, 1, 4, 8, 20, 21):
        heartbeat.beat(start + timedelta(minutes=minutes))
    spans = [(row.since_at, row.until_at) for row in Uptime.objects.order_by("since_at")]
    assert [(end - begin).seconds // 60 for begin, end in spans] == [8, 1]
    assert heartbeat.was_reachable(start, start + timedelta(minutes=8))
    assert not heartbeat.was_reachable(start, start + timedelta(minutes=21))
    heartbeat.beat(start + timedelta(minutes=2))
    assert Uptime.objects.count() == 2


def test_the_clock_has_no_voice_of_its_own() -> None:
    item = under_silence()
    with pytest.raises(Exception, match="not_ended"):
        actions.close_silence(item, CLOCK, ENDS - timedelta(seconds=1))
    with pytest.raises(Exception, match="not_secretariat"):
        actions.close_silence(item, delegate(), ENDS)


def test_closing_asks_the_same_few_questions_for_each_period() -> None:
    """Seconds are measured in test_five_hundred.py, alone; here stands what does not depend on the machine."""
    table = [entry for entry in TABLE if entry.name == "silences"]

    def asked(count: int) -> int:
        for _ in range(count):
            under_silence()
        with CaptureQueriesContext(connection) as queries:
            assert tick.run_once(ENDS, table=table).done["silences"] == count
        return len(queries)

    one, three = asked(1), asked(3)
    each = (three - one) / 2
    assert each == int(each)
    assert each <= 34
    assert set(Item.objects.values_list("state", flat=True)) == {rules.State.AGREED}
