"""The register: entries in a chain without gaps."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from comity.core.actor import CLOCK
from comity.kernel import register
from comity.kernel.models import Entry, Seal

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Happened:
    what: str
    at: datetime


def enter(count: int) -> None:
    for number in range(count):
        register.enter(
            actor=CLOCK,
            verb="test.happen",
            about=f"thing:{number}",
            audience=["staff"],
            event=Happened(f"n° {number}", NOW + timedelta(minutes=number)),
            now=NOW,
        )


@pytest.mark.django_db
def test_sealing_numbers_without_gaps_and_chains_every_entry() -> None:
    enter(5)
    Entry.objects.order_by("pk").first()
    assert register.seal() == 5
    enter(3)
    assert register.seal() == 3
    assert register.seal() == 0
    seals = list(Seal.objects.select_related("entry").order_by("seq"))
    assert [seal.seq for seal in seals] == list(range(1, 9))
    chain = register.GENESIS
    for seal in seals:
        assert bytes(seal.leaf) == register.leaf_of(seal.entry)
        chain = register.link(chain, register.leaf_of(seal.entry))
        assert bytes(seal.chain) == chain


def test_canonical_form_has_one_spelling() -> None:
    first = {"b": [1, None, True], "a": Happened("é", NOW)}
    second = {"a": {"at": "2026-11-24T10:00:00.000000Z", "what": "é"}, "b": (1, None, True)}
    assert register.canonical(first) == register.canonical(second)
    assert register.canonical({"x": frozenset({"b", "a"})}) == b'{"x":["a","b"]}'
    with pytest.raises(TypeError, match="no canonical form"):
        register.canonical(object())


@pytest.mark.django_db
def test_past_weeks_that_are_played_story_by_story_are_entered_day_by_day() -> None:
    days = [NOW - timedelta(days=back) for back in (3, 9, 9, 1)]
    with register.in_order():
        for number, at in enumerate(days):
            happened = Happened(f"n° {number}", at)
            register.enter(
                actor=CLOCK, verb="test.happen", about=f"thing:{number}", audience=["staff"], event=happened, now=at
            )
        assert not Entry.objects.exists()
    register.seal()
    found = Seal.objects.order_by("seq").values_list("entry__about", flat=True)
    assert list(found) == ["thing:1", "thing:2", "thing:0", "thing:3"]
    enter(1)
    assert Entry.objects.count() == 5
