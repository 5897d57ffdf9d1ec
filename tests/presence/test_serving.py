"""Embassies at work as acts: the hand-over file and the log."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from comity.core.actor import CLOCK, FLOW
from comity.decisions.events import LineAgreed
from comity.flows import mandates
from comity.kernel.scope import reading
from comity.parties import actions as parties
from comity.parties.models import ContactPointEmbassy
from comity.presence import actions, queries
from comity.presence.models import FileEntry, LogLine, Succession
from comity.presence.rules import Deed, FileState, Part
from tests import factories
from tests.presence.cast import AFTER, BEGINS, DECISION, NOW, TODAY, Cast, cast, opened, placed, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def serves(ally: str, host: str = "XA", until_on: date | None = BEGINS) -> None:
    """An embassy that has served for a year."""
    ContactPointEmbassy.objects.create(
        host=factories.party(host),
        ally=factories.party(ally),
        since_on=date(2026, 1, 1),
        until_on=until_on,
        audience=["public"],
    )


def file_of(people: Cast) -> Succession:
    """The file that Belgium leaves to France in Arcadia."""
    serves("BE")
    row = opened(people)
    found = placed(people, row)
    actions.choose(found, people.desk, AFTER)
    actions.submit(row, people.desk, AFTER)
    line = LineAgreed(DECISION, 1, "agreed", "mandate.confer", f"bid:{found.pk}:XA:FR", AFTER, "")
    mandates.confer(line, AFTER)
    return Succession.objects.get()


def test_a_mandate_that_passes_to_others_opens_a_file(people: Cast) -> None:
    row = file_of(people)
    assert (row.outgoing, row.incoming, row.on, row.state) == (["BE"], ["FR"], BEGINS, FileState.OPEN)
    assert row.audience == ["party:BE", "party:FR", "staff"]
    actions.add(row, people.belgium, NOW, part=Part.CONTACT, title="The rector", details="By letter.")
    actions.hand_over(row, people.belgium, NOW)
    actions.ask_more(row, people.france, NOW, missing="Where are the papers?")
    actions.add(row, people.desk, NOW, part=Part.PAPER, title="Boxes in the cellar")
    actions.hand_over(row, people.belgium, NOW)
    actions.take_over(row, people.france, NOW)
    row.refresh_from_db()
    assert (row.state, row.taken_by, row.missing, row.entries.count()) == (FileState.TAKEN, "FR", "", 2)


def test_the_file_is_for_those_who_leave_those_who_come_and_the_staff(people: Cast) -> None:
    row = file_of(people)
    actions.add(row, people.belgium, NOW, part=Part.CONTACT, title="The rector")
    factories.party("DK", belongs=("allies",))
    third = factories.actor_of(factories.account("DK"))
    for actor, seen in ((people.belgium, 1), (people.france, 1), (third, 0), (people.partner, 0)):
        with reading(actor.communities):
            assert (len(queries.files()), FileEntry.objects.count()) == (seen, seen)


def test_a_refusal_changes_no_file(people: Cast) -> None:
    row = file_of(people)
    before = Succession.objects.values().get()
    said = {"part": Part.CONTACT, "title": "The rector"}
    assert refused(actions.add, row, people.france, **said) == ("presence.not_outgoing",)
    assert refused(actions.add, row, people.belgium, part=Part.CONTACT, title=" ") == ("presence.entry_empty",)
    assert refused(actions.hand_over, row, people.belgium) == ("presence.file_empty",)
    assert refused(actions.take_over, row, people.france) == ("presence.file_moved_on",)
    again = {"outgoing": ["BE"], "incoming": ["FR"], "on": BEGINS}
    assert refused(actions.open_file, factories.party("XA"), people.desk, **again) == ("presence.file_exists",)
    assert Succession.objects.values().get() == before
    assert not FileEntry.objects.exists()


def test_where_the_nation_joins_the_staff_takes_what_the_last_embassies_know(people: Cast) -> None:
    serves("BE", until_on=None)
    parties.join(factories.party("XA"), CLOCK, NOW, community="allies", decision=DECISION, since_on=TODAY)
    row = Succession.objects.get()
    assert (row.outgoing, row.incoming, row.on) == (["BE"], [], TODAY)
    actions.add(row, people.belgium, NOW, part=Part.CONTACT, title="The rector")
    actions.hand_over(row, people.belgium, NOW)
    assert refused(actions.take_over, row, people.france) == ("presence.not_incoming",)
    actions.take_over(row, people.desk, NOW)


def test_a_file_for_others_goes_to_the_staff_when_the_nation_joins(people: Cast) -> None:
    row = file_of(people)
    actions.add(row, people.belgium, NOW, part=Part.CONTACT, title="The rector")
    parties.join(factories.party("XA"), CLOCK, NOW, community="allies", decision=DECISION, since_on=TODAY)
    row.refresh_from_db()
    assert (row.incoming, row.audience) == ([], ["party:BE", "staff"])
    with reading(people.france.communities):
        assert not FileEntry.objects.exists()
    assert refused(actions.redirect, row, people.desk) == ("presence.council_decides",)
    actions.redirect(row, FLOW, NOW)


def test_changes_without_a_file_are_found_until_they_have_one(people: Cast) -> None:
    serves("BE")
    ContactPointEmbassy.objects.create(
        host=factories.party("XA"), ally=factories.party("FR"), since_on=BEGINS, audience=["public"]
    )
    (change,) = queries.changes(TODAY)
    assert (change.host, change.outgoing, change.incoming, change.on) == ("XA", ("BE",), ("FR",), BEGINS)
    actions.open_file(
        factories.party("XA"), people.desk, NOW, outgoing=change.outgoing, incoming=change.incoming, on=change.on
    )
    assert queries.changes(TODAY) == []


def test_embassies_log_what_they_did_where_they_served_for_the_nation_too(people: Cast) -> None:
    serves("FR")
    host = factories.party("XA")
    actions.log(host, people.france, NOW, held_on=TODAY, kind=Deed.EVENT, subject="Debate", reached=120)
    actions.log(host, people.desk, NOW, held_on=TODAY, kind=Deed.ADVICE, subject="Elections")
    assert queries.last_logged() == {("XA", "FR"): TODAY, ("XA", "IS"): TODAY}
    for actor, seen in ((people.partner, 2), (people.belgium, 2), (factories.actor_of(factories.account("XB")), 0)):
        with reading(actor.communities):
            assert len(queries.log_lines()) == seen
    early = {"held_on": date(2025, 1, 1), "kind": Deed.EVENT, "subject": "Before"}
    assert refused(actions.log, host, people.france, **early) == ("presence.not_serving",)
    assert refused(actions.log, host, people.belgium, **{**early, "held_on": TODAY}) == ("presence.not_serving",)
    late = {**early, "held_on": TODAY + timedelta(days=1)}
    assert refused(actions.log, host, people.france, **late) == ("presence.in_future",)
    assert LogLine.objects.count() == 2
