"""A partner never learns that a text of the Allies is under silence, nor who broke it (W-39)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from comity.core.actor import CLOCK
from comity.decisions import actions, queries, rules
from comity.decisions.models import Item, Letter
from comity.kernel.models import Entry, Refusal
from comity.kernel.scope import reading
from tests.decisions import council
from tests.decisions.council import ENDS, OPENED, SECRETARY, delegate, fresh, under_silence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seated")]

PARTNER = {"public", "signed-in", "party:XA", "partners.1", "partners.2", "framework:eapc-pfp.1"}
ALLY = {"public", "signed-in", "party:FR", "allies.1", "allies.2", "allies.3"}
TABLES = [
    model._meta.db_table
    for label in ("decisions", "documents", "kernel")
    for model in apps.get_app_config(label).get_models()
    if model._meta.db_table != "kernel_series"
]


def seen(words: str, communities: set[str]) -> set[str]:
    """In which tables a reader finds words anywhere, by raw SQL."""
    found = set()
    with reading(communities), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE to_jsonb(t)::text LIKE %s', [f"%{words}%"])
            row = cursor.fetchone()
            if row and row[0]:
                found.add(table)
    return found


def test_of_a_text_of_the_allies_a_partner_sees_nothing_at_any_stage() -> None:
    item = council.draft(council.lines(2), title_en="Zanzibar", title_fr="Zanzibar")
    symbol = item.symbol

    def unseen() -> None:
        assert seen(symbol, PARTNER) == set()
        assert seen("Zanzibar", PARTNER) == set()

    unseen()
    actions.send_to_committee(item, council.DESK, OPENED)
    unseen()
    actions.open_silence(item, SECRETARY, OPENED, ends_at=ENDS)
    with council.time_of_record(ENDS - timedelta(hours=2)):
        actions.ask_question(item, delegate("BE"), OPENED, text="Why?")
        actions.reserve(item, delegate("BE"), OPENED, text="Waiting.")
    council.break_at(item, delegate(), ENDS - timedelta(hours=1), lines=[2])
    unseen()
    actions.close_silence(item, CLOCK, ENDS)
    unseen()
    assert seen(symbol, ALLY) >= {"decisions_item", "decisions_actionsheet", "documents_paper", "kernel_entry"}


def test_a_partner_at_the_table_does_not_learn_who_broke_silence() -> None:
    item = under_silence(code="eapc")
    council.break_at(item, delegate(), OPENED + timedelta(hours=1), reason="Quixotic reason")
    assert fresh(item).state == rules.State.BROKEN
    assert "decisions_item" in seen(item.symbol, PARTNER)
    assert seen("Quixotic", PARTNER) == set()
    with reading(PARTNER):
        assert not Letter.objects.exists()
        assert not Entry.objects.filter(about=item.subject, party="FR").exists()
    with reading(ALLY):
        assert Letter.objects.get().party == "FR"


def test_a_partner_that_objects_in_its_own_format_reads_its_own_letter() -> None:
    item = under_silence(code="eapc")
    council.break_at(item, council.PARTNER, OPENED + timedelta(hours=1))
    with reading(PARTNER):
        assert Letter.objects.get().party == "XA"
    with reading({"public", "signed-in", "party:XE", "framework:eapc-pfp.1", "framework:eapc-pfp.2"}):
        assert not Letter.objects.exists()


def test_a_refused_objection_is_kept_for_the_writer_and_the_staff() -> None:
    item = under_silence()
    with pytest.raises(Exception, match="silence_expired"):
        council.break_at(item, delegate(), ENDS)
    with reading(ALLY):
        assert Refusal.objects.count() == 1
    with reading({"party:BE", "allies.1", "allies.2", "allies.3"}):
        assert Refusal.objects.count() == 0


def test_a_release_shows_the_decision_and_its_sheet_and_nothing_of_how_it_came_about() -> None:
    item = under_silence()
    with council.time_of_record(ENDS - timedelta(hours=2)):
        actions.state(item, delegate("BE"), OPENED, text="Peculiar statement")
        actions.ask_question(item, delegate("BE"), OPENED, text="Peculiar question")
    actions.close_silence(item, CLOCK, ENDS)
    actions.release(fresh(item), SECRETARY, ENDS, to=["party:XA"])
    assert seen(item.symbol, {"party:XA"}) >= {"decisions_item", "decisions_actionsheet", "documents_paper"}
    assert seen("Peculiar", {"party:XA"}) == set()
    with reading({"public", "party:XA"}):
        assert [row.item.symbol for row in queries.items(queries.Wanted())] == [item.symbol]
        assert list(Item.objects.get().silences.all()) == []


def test_who_joins_later_does_not_see_what_circulated_before() -> None:
    from tests import factories  # noqa: PLC0415 - the new Ally joins in this test alone

    item = under_silence()
    factories.party("NL", belongs=("allies",))
    with reading({"public", "party:NL", "allies.4"}):
        assert not Item.objects.filter(pk=item.pk).exists()
    with pytest.raises(Exception, match="not_seated"):
        council.break_at(item, delegate("NL"), OPENED + timedelta(hours=1))


def test_what_waits_on_somebody_is_only_what_they_may_see() -> None:
    under_silence()
    with reading(PARTNER):
        assert queries.waiting(council.PARTNER, OPENED) == []
        assert queries.items(queries.Wanted()) == []
        assert queries.count(queries.Wanted()) == 0
        assert queries.states(queries.Wanted()) == {}
