"""Workflows, references, money and audiences."""

from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core import audience, refs
from comity.core.actor import ANONYMOUS, CLOCK, Actor, Role, Side
from comity.core.money import Money, read_amount
from comity.core.workflow import Workflow, edge


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    OFF = "off"


LIGHT = Workflow(
    "light",
    Light,
    Light.RED,
    (edge("go", Light.RED, Light.GREEN), edge("stop", Light.GREEN, Light.RED), edge("end", [*Light][:2], Light.OFF)),
)


def test_a_workflow_answers_and_draws_itself() -> None:
    assert LIGHT.may("go", Light.RED)
    assert not LIGHT.may("go", Light.GREEN)
    assert LIGHT.target("end", Light.GREEN) is Light.OFF
    assert LIGHT.verbs(Light.RED) == ("go", "end")
    assert LIGHT.draw() == (
        "stateDiagram-v2\n    [*] --> red\n    red --> green: go\n    green --> red: stop\n"
        "    red --> off: end\n    green --> off: end\n    off --> [*]\n"
    )
    with pytest.raises(KeyError):
        LIGHT.target("go", Light.OFF)


def test_a_workflow_with_an_ambiguous_verb_or_an_island_is_refused() -> None:
    with pytest.raises(ValueError, match="ambiguous"):
        Workflow("light", Light, Light.RED, (edge("go", Light.RED, Light.GREEN), edge("go", Light.RED, Light.OFF)))
    with pytest.raises(ValueError, match="never reached"):
        Workflow("light", Light, Light.RED, (edge("go", Light.RED, Light.GREEN),))


@given(st.integers(min_value=1990, max_value=2100), st.integers(min_value=1, max_value=99_999))
def test_the_symbol_of_a_paper_survives_its_address(year: int, number: int) -> None:
    symbol = refs.paper("PO", year, number) + "-REV1-AS1"
    assert refs.paper_of_slug(refs.slug_of_paper(symbol)) == symbol


@pytest.mark.parametrize("wrong", ["", "PO", "PO-2026", "po-2026-0188", "PO-2026-0188-XX1", "PO(2026)0188"])
def test_what_is_no_address_of_a_paper_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="paper"):
        refs.paper_of_slug(wrong)


def test_references_as_they_are_printed() -> None:
    assert refs.activity(455) == "PCM-0455"
    assert refs.refusal(2026, 4417) == "R-2026-04417"
    assert refs.period(2027, 2028) == "2027-28"
    assert refs.period(2027, 2027) == "2027"


def test_money_never_mixes_currencies_or_loses_a_cent() -> None:
    assert Money.of(Decimal("12.34")) + Money(66) == Money(1300)
    assert Money(1300).amount == Decimal(13)
    with pytest.raises(ValueError, match="cannot add"):
        Money(1) + Money(1, "USD")
    with pytest.raises(ValueError, match="finer"):
        Money.of(Decimal("0.001"))


@given(st.integers(1, 30), st.integers(0, 30), st.integers(1, 60))
def test_who_joins_later_does_not_see_what_was_released_before(joined: int, more: int, labelled: int) -> None:
    current = joined + more
    held = audience.held_epochs("framework:md", joined=joined, current=current)
    seen = audience.may_read([audience.at_epoch("framework:md", labelled)], held)
    assert seen is (joined <= labelled <= current)


def test_dated_communities_are_known() -> None:
    assert audience.is_dated(audience.ALLIES)
    assert audience.is_dated(audience.framework("md"))
    assert not audience.is_dated(audience.party("XA"))
    assert not audience.is_dated(audience.STAFF)


def test_actors_know_their_side() -> None:
    diallo = Actor(name="A", account_id=1, party="XA", side=Side.PARTNER, roles=frozenset({Role.MISSION_OFFICER}))
    assert diallo.acts_for("XA")
    assert not diallo.acts_for("XB")
    assert diallo.is_partner
    assert not diallo.is_staff
    assert diallo.has(Role.DELEGATE, Role.MISSION_OFFICER)
    assert CLOCK.is_system
    assert not ANONYMOUS.is_system
    assert not ANONYMOUS.acts_for("")


@pytest.mark.parametrize(
    ("text", "mark", "minor"),
    [
        ("1234.56", "", 123_456),
        ("1 234,56", "", 123_456),
        ("1\u202f234,56", ",", 123_456),
        ("1,234.56", ".", 123_456),
        ("1.234,56", "", 123_456),
        ("1,234", ".", 123_400),
        ("1.234", ",", 123_400),
        ("1,234,567", "", 123_456_700),
        ("12,5", "", 1_250),
        ("1 000", "", 100_000),
        ("0", "", 0),
    ],
)
def test_amounts_are_read_as_they_are_typed(text: str, mark: str, minor: int) -> None:
    assert read_amount(text, "EUR", decimal_mark=mark) == Money(minor)


@pytest.mark.parametrize(
    "text", ["1,234", "1.234", "", "x", "1.2.3", "1,23,4", "1.005", "--1", "9" * 20, "1e3", "1,2.3,4"]
)
def test_what_is_no_amount_or_may_mean_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - that it is refused is the point
        read_amount(text, "EUR")
