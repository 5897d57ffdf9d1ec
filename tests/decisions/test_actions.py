"""What is done about decisions: given, when, then; and after a refusal nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from comity.core.actor import CLOCK, Actor
from comity.decisions import actions, queries, rules
from comity.decisions.events import DecisionAdopted, LetterReceived, SilenceBroken
from comity.decisions.models import ActionSheet, Extension, Item, Letter, Line, Question, Silence
from comity.documents import queries as documents
from comity.documents.models import Paper, Version
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Refusal
from tests.decisions import council
from tests.decisions.council import DESK, ENDS, MILLISECOND, OPENED, SECRETARY, delegate, fresh, under_silence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seated")]

KEPT = (Item, Line, Silence, Extension, Letter, Question, ActionSheet, Paper, Version, Entry)


def everything() -> list[list[Any]]:
    return [list(model._default_manager.order_by("pk").values()) for model in KEPT]


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Nothing changes, and the refusal is kept."""
    before, kept = everything(), Refusal.objects.count()
    with pytest.raises(Refused) as raised:
        yield
    assert code in raised.value.verdict.codes
    assert everything() == before
    assert Refusal.objects.count() == kept + 1


def close(item: Item, now: object = ENDS) -> object:
    return actions.close_silence(item, CLOCK, now)  # type: ignore[arg-type]


def test_silence_that_nobody_breaks_is_agreement() -> None:
    item = under_silence()
    event = close(item)
    assert isinstance(event, DecisionAdopted)
    found = fresh(item)
    assert found.state == rules.State.AGREED
    assert found.decided_at == ENDS
    silence = council.silence(item)
    assert (silence.result, silence.effective_at, silence.recorded_at) == (rules.Result.AGREED, ENDS, ENDS)
    sheet = documents.paper(event.sheet)
    assert sheet is not None
    assert event.sheet == f"{item.symbol}-AS1"
    version = documents.version(sheet)
    assert version is not None
    english = documents.blocks(version, "en")
    assert "agreed the opening of the Planning" in str(english).lower() or "Agreed the opening" in str(english)
    assert "a donné son accord sur l’ouverture" in str(documents.blocks(version, "fr")).replace("A donné", "a donné")


def test_a_letter_a_millisecond_before_the_end_breaks_and_one_at_the_end_does_not() -> None:
    early, late = under_silence(), under_silence()
    event = council.break_at(early, delegate(), ENDS - MILLISECOND)
    assert isinstance(event, SilenceBroken)
    assert fresh(early).state == rules.State.BROKEN
    with refused("decisions.silence_expired"):
        council.break_at(late, delegate(), ENDS)
    close(late)
    assert fresh(late).state == rules.State.AGREED


def test_one_objection_to_a_bundle_of_five_lets_four_pass() -> None:
    item = under_silence(council.lines(5))
    event = council.break_at(item, delegate(), ENDS - timedelta(hours=1), lines=[2])
    assert isinstance(event, LetterReceived)
    adopted = close(item)
    assert isinstance(adopted, DecisionAdopted)
    assert [line.line for line in adopted.lines] == [1, 3, 4, 5]
    assert adopted.held == (2,)
    assert fresh(item).state == rules.State.AGREED_IN_PART
    states = {line.number: line.state for line in item.lines.all()}
    assert states == {1: "agreed", 2: "held", 3: "agreed", 4: "agreed", 5: "agreed"}


def test_what_does_not_break_does_not_break() -> None:
    item = under_silence()
    with council.time_of_record(ENDS - timedelta(hours=2)):
        for verb in (actions.state, actions.reserve, actions.ask_time):
            assert isinstance(verb(item, delegate(), ENDS, text="For the record."), LetterReceived)
        actions.ask_question(item, delegate("BE"), ENDS, text="Which year?")
    close(item)
    assert fresh(item).state == rules.State.AGREED


def test_the_second_click_is_refused() -> None:
    item = under_silence(council.lines(2))
    council.break_at(item, delegate(), OPENED + timedelta(hours=1), lines=[1])
    with refused("decisions.already_objected"):
        council.break_at(item, delegate(), OPENED + timedelta(hours=1), lines=[1])
    close(item)
    with refused("decisions.outcome_recorded"):
        close(item)


@pytest.mark.parametrize("who", [DESK, council.AUDITOR, council.PARTNER, delegate("XA")])
def test_only_those_who_sit_in_the_format_break(who: Actor) -> None:
    item = under_silence()
    code = "decisions.not_seated" if who.has(*rules.SPEAKERS) else "decisions.not_speaking"
    with refused(code):
        council.break_at(item, who, OPENED + timedelta(hours=1))


def test_waiting_names_what_is_owed() -> None:
    item = under_silence()
    assert [task.ref for task in queries.waiting(delegate(), OPENED)] == [item.slug]
    assert queries.waiting(council.PARTNER, OPENED) == []
    assert [task.kind for task in queries.waiting(SECRETARY, OPENED)] == ["decisions.running"]


def test_a_complete_file_waits_for_the_secretariat() -> None:
    council.draft()
    assert [task.kind for task in queries.waiting(DESK, OPENED)] == ["decisions.to_write"]
    assert [task.kind for task in queries.waiting(SECRETARY, OPENED)] == ["decisions.complete"]


def test_a_broken_text_waits_for_its_revision_and_is_not_offered_for_writing() -> None:
    item = under_silence()
    later = OPENED + timedelta(hours=1)
    council.break_at(item, delegate(), later)
    assert [task.kind for task in queries.waiting(DESK, later)] == ["decisions.to_revise"]
    assert [task.kind for task in queries.waiting(SECRETARY, later)] == ["decisions.broken"]


def test_a_letter_recorded_later_than_it_was_received_completes_what_holds_every_line() -> None:
    # FR's letter reached the secretariat first and is recorded second: only with it is every line held.
    item = under_silence(council.lines(2))
    first, second = OPENED + timedelta(hours=1), OPENED + timedelta(hours=2)
    with council.time_of_record(second):
        event = actions.break_silence(item, delegate("BE"), second, reason="No.", lines=[2])
    assert isinstance(event, LetterReceived)
    recorded = second + timedelta(minutes=30)
    with council.time_of_record(recorded):
        broken = actions.record_letter(
            item, SECRETARY, recorded, party="FR", received_at=first, reason="No.", lines=[1]
        )
    assert isinstance(broken, SilenceBroken)
    assert (fresh(item).state, council.silence(item).result) == (rules.State.BROKEN, rules.Result.BROKEN)
    assert council.silence(item).effective_at == second, "broken when the last line was held"
    with refused("decisions.outcome_recorded"):
        close(item)
