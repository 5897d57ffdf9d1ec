"""Reading an official text, whatever pages it was printed on. The text here is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.policy import parse_official
from comity.policy.text import Text, typeset

TEXT = """
A MADE-UP POLICY

I. Opening

1. This is how it begins. It goes
on for a second line.

II. Middle

2. Three things matter:

- the first;
- the second, which is long and
goes on;
3. A third paragraph, of
2011 words. It is NATO-
led.

- a. One part.
 - i. A part of the part, to help

- them out.
c. The last part.

III. End

4. Done.
"""
READ = {
    1: "This is how it begins. It goes on for a second line.",
    2: "Three things matter:\nthe first;\nthe second, which is long and goes on;",
    3: "A third paragraph, of 2011 words. It is NATO-led.\na. One part.\ni. A part of the part, to help them out."
    "\nc. The last part.",
    4: "Done.",
}


def test_paragraphs_are_found_by_their_numbers() -> None:
    assert parse_official(TEXT) == READ


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_do_not_matter(ending: str) -> None:
    assert parse_official("\ufeff" + TEXT.replace("\n", ending)) == READ


@given(
    st.sets(st.integers(min_value=0, max_value=TEXT.count("\n"))), st.sampled_from(["7", "- 7 -", "Page 7 of 9", "7/9"])
)
def test_page_breaks_do_not_matter(breaks: set[int], furniture: str) -> None:
    lines = TEXT.split("\n")
    torn = "\n".join(f"{line}\n\n{furniture}\n\f" if at in breaks else line for at, line in enumerate(lines))
    assert parse_official(torn) == READ


def test_without_chapters_and_without_numbers() -> None:
    assert parse_official("1. One.\n2) Two.") == {1: "One.", 2: "Two."}
    assert parse_official("Nothing is numbered here.") == {}
    assert parse_official("") == {}


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    found = parse_official(text)
    assert list(found) == list(range(1, len(found) + 1))


@given(st.text(), st.sampled_from(["en", "fr"]))
def test_setting_twice_is_setting_once(text: str, locale: str) -> None:
    assert typeset(typeset(text, locale), locale) == typeset(text, locale)


def test_french_is_given_to_french_readers_only() -> None:
    text = Text("one", "un")
    assert [text.in_(locale) for locale in ("fr", "fr-BE", "fr_FR", "FR", "en", "ar", "frr")] == ["un"] * 4 + [
        "one"
    ] * 3
