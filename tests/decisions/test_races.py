"""Races on real, concurrent connections: whatever wins, it is as if one had come after the other."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client

from comity.clock import tick
from comity.core.actor import CLOCK, Role
from comity.decisions import actions, rules
from comity.decisions.models import ActionSheet, Item, Letter, Silence
from comity.documents.models import Paper
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.people.models import Account
from tests import factories
from tests.decisions import council
from tests.decisions.council import ENDS, MILLISECOND, OPENED, SECRETARY, delegate, fresh, under_silence

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROUNDS = 40
SEED = 20261124
LETTER = {"reason": "No.", "confirmed": "yes"}


@pytest.fixture(autouse=True)
def _seated(transactional_db: None) -> None:
    council.seat()
    council.lay_time()


def race(*jobs: Callable[[], object]) -> list[object]:
    """Runs each job on a connection of its own, all let go at once; gives what each gave, or its refusal."""
    gate = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return job()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, job) for job in jobs]]


def at(moment: datetime, act: Callable[[], object]) -> Callable[[], object]:
    """An act while the database's clock stands at a moment."""

    def job() -> object:
        with council.time_of_record(moment):
            return act()

    return job


def breaking(item: Item, moment: datetime, party: str = "FR", **inputs: object) -> Callable[[], object]:
    words: dict[str, object] = {"reason": "No.", **inputs}
    return at(moment, lambda: actions.break_silence(item, delegate(party), moment, **words))  # type: ignore[arg-type]


def withdrawing(item: Item, moment: datetime) -> Callable[[], object]:
    return at(moment, lambda: actions.withdraw(item, SECRETARY, moment, reason="Overtaken."))


def closing(item: Item, moment: datetime = ENDS) -> Callable[[], object]:
    return lambda: actions.close_silence(item, CLOCK, moment)


def refusals(found: list[object]) -> list[Refused]:
    return [one for one in found if isinstance(one, Refused)]


def assert_whole(item: Item) -> rules.State:
    """One outcome, one sheet if agreed, no letter that came in after it, and a database that agrees with the rule."""
    found, silence = fresh(item), Silence.objects.get(item=item)
    sheets = ActionSheet.objects.filter(item=item).count()
    agreed = found.state in {rules.State.AGREED, rules.State.AGREED_IN_PART}
    assert sheets == Paper.objects.filter(about=item.subject, kind="action_sheet").count() == int(agreed)
    adopted = Entry.objects.filter(about=item.subject, event="DecisionAdopted").count()
    broken = Entry.objects.filter(about=item.subject, event="SilenceBroken").count()
    assert (adopted, broken) == (int(agreed), int(silence.result == rules.Result.BROKEN))
    objections = Letter.objects.filter(silence=silence, kind=rules.LetterKind.OBJECTION)
    assert all(letter.received_at < silence.ends_at for letter in objections)
    if agreed:
        assert silence.effective_at == silence.ends_at
    return rules.State(found.state)


@pytest.mark.parametrize("offset", [-MILLISECOND, timedelta(0), MILLISECOND])
def test_a_letter_at_the_deadline_against_the_clock(offset: timedelta) -> None:
    seen = set()
    for _ in range(ROUNDS):
        item = under_silence()
        found = race(breaking(item, ENDS + offset), closing(item))
        state = assert_whole(item)
        seen.add(state)
        assert len(refusals(found)) == 1, "exactly one of the two happened"
        if offset >= timedelta(0):
            assert state is rules.State.AGREED
            assert Letter.objects.filter(silence__item=item).count() == 0
    assert seen <= {rules.State.AGREED, rules.State.BROKEN}


def test_a_double_click_is_one_letter() -> None:
    for _ in range(ROUNDS):
        item = under_silence(council.lines(2))
        moment = ENDS - timedelta(hours=1)
        found = race(*(breaking(item, moment, lines=[1]) for _ in range(3)))
        assert len(refusals(found)) == 2
        assert Letter.objects.filter(silence__item=item).count() == 1


def test_two_objections_to_two_halves_break_the_whole_once() -> None:
    for _ in range(ROUNDS):
        item = under_silence(council.lines(2))
        moment = ENDS - timedelta(hours=1)
        found = race(breaking(item, moment, "FR", lines=[1]), breaking(item, moment, "BE", lines=[2]))
        assert refusals(found) == []
        assert assert_whole(item) is rules.State.BROKEN


def test_two_browsers_and_the_clock_in_the_last_second(sign_in: Callable[[Client, Account], Client]) -> None:
    browsers = [sign_in(Client(), factories.account(party, Role.DELEGATE)) for party in ("FR", "BE")]
    seen = set()
    for offset in (-MILLISECOND, timedelta(0)) * 4:
        item = under_silence()
        letters = [
            at(ENDS + offset, lambda b=browser, i=item: b.post(f"/en/decisions/{i.slug}/break-silence/", LETTER))  # type: ignore[misc]
            for browser in browsers
        ]
        answers = race(*letters, closing(item))
        statuses = [one.status_code for one in answers if isinstance(one, HttpResponseBase)]
        assert set(statuses) <= {302, 409}, "an answer that says which, never a fault"
        state = assert_whole(item)
        seen.add(state)
        assert (state is rules.State.BROKEN) == (302 in statuses)
        assert offset < timedelta(0) or 302 not in statuses, "at the end itself it is too late"
    assert rules.State.AGREED in seen


@pytest.mark.parametrize("clocks", [2, 4])
def test_several_clocks_close_each_period_once(clocks: int) -> None:
    items = [under_silence() for _ in range(24)]
    race(*((lambda: tick.run_once(ENDS)) for _ in range(clocks)))
    assert {assert_whole(item) for item in items} == {rules.State.AGREED}
    assert Silence.objects.exclude(result=rules.Result.AGREED).count() == 0


def test_an_extension_against_the_clock() -> None:
    later = ENDS + timedelta(days=1)
    for _ in range(ROUNDS):
        item = under_silence()
        moment = ENDS - MILLISECOND

        def extend(item: Item = item, moment: datetime = moment) -> object:
            return actions.extend(item, SECRETARY, moment, ends_at=later, reason="A delegation asked.")

        race(at(moment, extend), closing(item))
        silence = Silence.objects.get(item=item)
        if silence.ends_at == later:
            assert silence.result == rules.Result.RUNNING
        else:
            assert assert_whole(item) is rules.State.AGREED


def test_opening_twice_at_once_opens_once() -> None:
    for _ in range(10):
        item = council.draft()

        def open_it(item: Item = item) -> object:
            return actions.open_silence(item, SECRETARY, OPENED, ends_at=ENDS)

        found = race(open_it, open_it)
        assert len(refusals(found)) == 1
        assert Silence.objects.filter(item=item).count() == 1


def test_random_interleavings_keep_every_promise() -> None:
    """Letters, an extension, a withdrawal and two clocks, at random moments round the deadline."""
    dice = random.Random(SEED)  # noqa: S311 - a seed that anybody can repeat
    for _ in range(ROUNDS):
        item = under_silence(council.lines(3))
        moments = [ENDS + dice.choice([-2, -1, 0, 1, 2]) * MILLISECOND for _ in range(3)]
        jobs: list[Callable[[], object]] = [
            breaking(item, moments[0], "FR", lines=dice.sample([1, 2, 3], dice.randint(0, 3))),
            breaking(item, moments[1], "BE", lines=dice.sample([1, 2, 3], dice.randint(0, 3))),
            closing(item),
            closing(item, ENDS + timedelta(minutes=1)),
        ]
        if dice.random() < 0.3:
            jobs.append(withdrawing(item, moments[2]))
        dice.shuffle(jobs)
        race(*jobs)
        silence = Silence.objects.get(item=item)
        assert silence.result != rules.Result.RUNNING
        if silence.result == rules.Result.WITHDRAWN:
            assert fresh(item).state == rules.State.WITHDRAWN
            assert silence.effective_at is not None
            assert silence.effective_at < ENDS
        else:
            assert_whole(item)
