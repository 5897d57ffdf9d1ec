"""How dates, ranges, numbers and French spaces are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.web import typography
from comity.web.typography import NARROW

SUMMER_ENDS = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "typeset"),
    [
        ("Qui peut débloquer ?", f"Qui peut débloquer{NARROW}?"),
        ("Attention : lire ; puis signer !", f"Attention{NARROW}: lire{NARROW}; puis signer{NARROW}!"),
        ("« oui »", f"«{NARROW}oui{NARROW}»"),
        ("45 %", "45\u00a0%"),
        ("à 17:00, https://example.org/?a=1", "à 17:00, https://example.org/?a=1"),
    ],
)
def test_french_spaces_do_not_break(text: str, typeset: str) -> None:
    assert typography.typeset(text, "fr") == typeset
    assert typography.typeset(text, "en") == text


@given(st.text())
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    once = typography.typeset(text, "fr")
    assert typography.typeset(once, "fr") == once


def test_days() -> None:
    assert typography.short_day(date(2026, 12, 11), "en") == "11 Dec 2026"
    assert typography.days(date(2027, 1, 12), date(2027, 1, 23), "en") == "12–23 Jan 2027"
    assert typography.days(date(2027, 1, 12), date(2027, 1, 12), "en") == "12 Jan 2027"
    assert typography.days(date(2027, 1, 12), None, "fr") == "12 janv. 2027"
    assert typography.days(date(2027, 2, 22), date(2027, 3, 5), "en").replace(NARROW, " ") == "22 Feb – 5 Mar 2027"
    assert typography.weekday(date(2026, 11, 26), "en") == "Thu 26 Nov 2026"
    assert typography.long_day(date(2026, 11, 24), "fr") == "mardi 24 novembre 2026"
    assert typography.opening("mardi 24 novembre, à Mons") == "Mardi 24 novembre, à Mons"
    assert typography.opening("") == ""


def test_an_instant_is_shown_on_its_brussels_day_and_hour() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert typography.short_day(late, "en") == "25 Nov 2026"
    assert typography.hour(late, "en") == "00:30"
    assert typography.hour(SUMMER_ENDS, "en") == "02:30"
    assert typography.hour(SUMMER_ENDS + timedelta(hours=1), "en") == "02:30"


def test_numbers() -> None:
    assert typography.number(1604, "en") == "1,604"
    assert typography.number(1604, "fr") == f"1{NARROW}604"
    assert typography.percent(0.46, "en") == "46%"
    assert typography.hundredths(1234.5, "en") == "1,234.50"
    assert typography.hundredths(0.5, "fr", signed=True) == "+0,50"
    assert typography.hundredths(-3.994, "en", signed=True) == "-3.99"


@given(st.integers(-10_000, 10_000_000))
def test_a_duration_is_split_without_loss(seconds: int) -> None:
    day, hour, minute = typography.split_duration(timedelta(seconds=seconds))
    assert (day * 1440 + hour * 60 + minute) == max(0, seconds // 60)
    assert 0 <= hour < 24
    assert 0 <= minute < 60


def test_directions() -> None:
    assert typography.direction("ar") == "rtl"
    assert typography.direction("fr") == "ltr"


def test_the_first_of_a_month_is_an_ordinal_in_french_and_no_other_number_is() -> None:
    first, fifth, eleventh = date(2027, 6, 1), date(2027, 6, 5), date(2027, 6, 11)
    assert typography.short_day(first, "fr") == "1er juin 2027"
    assert typography.short_day(first, "en") == "1 Jun 2027"
    assert typography.long_day(first, "fr") == "mardi 1er juin 2027"
    assert typography.weekday(first, "fr") == "mar. 1er juin 2027"
    assert typography.day_and_month(first, "fr") == "1er juin"
    assert typography.days(first, fifth, "fr") == "1er–5 juin 2027"
    assert typography.days(fifth, date(2027, 7, 1), "fr").replace(NARROW, " ") == "5 juin – 1er juil. 2027"
    for other in (eleventh, date(2027, 1, 21), date(2027, 1, 31)):
        assert "1er" not in typography.short_day(other, "fr")


def test_a_label_stands_before_its_text_as_the_language_wants_it() -> None:
    assert typography.labelled("Belmora", "agreed", "en") == "Belmora: agreed"
    assert typography.labelled("Belmora", "a donné son accord", "fr") == f"Belmora{NARROW}: a donné son accord"
