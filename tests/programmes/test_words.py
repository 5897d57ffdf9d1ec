"""Brackets, comparison, merging and numbering of words: what must hold for any text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.programmes.rules import brackets, numbering
from comity.programmes.rules.comparison import Kind, compare, new_of, old_of, words
from comity.programmes.rules.merging import alternatives, merge

ANY = st.text(max_size=120)
WORDS = ["we", "will", "hold", "two", "exercises", "a", "year", "in", "Arcadia", ",", ".", "l'été", "at", "sea"]
PLAIN = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
ONE = st.sampled_from(["[two / XA]", "[one / IS]", "[a / XA] [b / IS]", "[of course]", "[x [y / IS] z / XA]"])
BRACKETED = st.lists(st.one_of(st.sampled_from(WORDS), ONE), max_size=10).map(" ".join)


# -- comparison --------------------------------------------------------------------------------------------------------


@given(ANY, ANY)
def test_the_old_text_is_what_remains_without_the_insertions_and_the_new_without_the_deletions(
    old: str, new: str
) -> None:
    runs = compare(old, new)
    assert old_of(runs) == old
    assert new_of(runs) == new


@given(ANY)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(run.kind is Kind.SAME for run in compare(text, text))
    assert "".join(words(text)) == text


@given(ANY, ANY)
def test_no_run_is_empty_and_neighbours_differ(old: str, new: str) -> None:
    runs = compare(old, new)
    assert all(run.text for run in runs)
    assert all(one.kind is not two.kind for one, two in pairwise(runs))


def test_changes_that_a_blank_separates_are_shown_as_one() -> None:
    assert [(run.kind, run.text) for run in compare("we hold two exercises", "we hold one exercise")] == [
        (Kind.SAME, "we hold "),
        (Kind.GONE, "two exercises"),
        (Kind.NEW, "one exercise"),
    ]


# -- brackets ----------------------------------------------------------------------------------------------------------


@given(BRACKETED)
def test_the_parts_of_a_text_put_together_are_the_text(text: str) -> None:
    whole = "".join(part if isinstance(part, str) else text[part.start : part.end] for part in brackets.parts(text))
    assert whole == text


@given(ANY)
def test_every_text_is_either_balanced_or_says_where_it_is_not(text: str) -> None:
    if brackets.are_balanced(text):
        assert len(brackets.choices(text)) <= text.count("[")
        return
    with pytest.raises(brackets.UnbalancedError) as caught:
        brackets.choices(text)
    assert text[caught.value.at] in "[]"


@given(BRACKETED, st.data())
def test_settling_a_choice_leaves_fewer_brackets_and_touches_nothing_else(text: str, data: st.DataObject) -> None:
    found = brackets.choices(text)
    assume(found)
    number = data.draw(st.integers(0, len(found) - 1))
    choice = found[number]
    keep = data.draw(st.one_of(st.none(), st.integers(0, len(choice.alternatives) - 1)))
    settled = brackets.resolve(text, number, keep)
    assert settled.count("[") < text.count("[")
    assert brackets.are_balanced(settled)
    before, after = text[: choice.start].rstrip(), text[choice.end :].lstrip()
    assert settled.startswith(before)
    assert settled.endswith(after)
    if keep is not None:
        assert choice.alternatives[keep].text in settled


@given(BRACKETED)
def test_settling_choice_after_choice_ends_without_brackets(text: str) -> None:
    for _ in range(text.count("[")):
        if brackets.choices(text):
            text = brackets.resolve(text, 0, 0)
    assert not brackets.are_open(text)


def test_alternatives_are_read_with_those_who_want_them() -> None:
    text = "We will [hold two exercises / XA] [hold an exercise / IS, FR] a year [at sea]."
    first, second = brackets.choices(text)
    assert [(one.text, one.by) for one in first.alternatives] == [
        ("hold two exercises", ("XA",)),
        ("hold an exercise", ("IS", "FR")),
    ]
    assert [(one.text, one.by) for one in second.alternatives] == [("at sea", ())]
    assert brackets.resolve(text, 0, 1) == "We will hold an exercise a year [at sea]."
    assert brackets.resolve(text, 1, None) == "We will [hold two exercises / XA] [hold an exercise / IS, FR] a year."


def test_a_slash_inside_the_text_is_not_a_name() -> None:
    (choice,) = brackets.choices("[and/or later]")
    assert choice.alternatives[0].by == ()
    (choice,) = brackets.choices("[EAPC/PfP matters / XA]")
    assert (choice.alternatives[0].text, choice.alternatives[0].by) == ("EAPC/PfP matters", ("XA",))


@pytest.mark.parametrize("text", ["[a", "a]", "][", "[a [b]"])
def test_brackets_that_do_not_pair_are_found(text: str) -> None:
    assert not brackets.are_balanced(text)
    with pytest.raises(brackets.UnbalancedError):
        brackets.parts(text)


def test_there_is_no_choice_before_the_first() -> None:
    with pytest.raises(IndexError):
        brackets.resolve("[a / XA]", 0, -1)
    with pytest.raises(IndexError):
        brackets.resolve("[a / XA]", 1, 0)


# -- merging -----------------------------------------------------------------------------------------------------------


def _merge(base: str, theirs: str, mine: str) -> tuple[str, bool]:
    found = merge(base, theirs, mine, their_code="IS", my_code="XA")
    return found.text, found.settled


@given(PLAIN, PLAIN)
def test_if_only_one_has_changed_the_text_the_change_stands(base: str, changed: str) -> None:
    assert _merge(base, base, changed) == (changed, True)
    assert _merge(base, changed, base) == (changed, True)
    assert _merge(base, changed, changed) == (changed, True)


@given(BRACKETED, BRACKETED, BRACKETED)
def test_a_merge_always_has_balanced_brackets(base: str, theirs: str, mine: str) -> None:
    assert brackets.are_balanced(_merge(base, theirs, mine)[0])


@given(PLAIN, PLAIN, PLAIN)
def test_nothing_that_anybody_wrote_anew_is_lost(base: str, theirs: str, mine: str) -> None:
    text, _ = _merge(base, theirs, mine)
    kept = re.sub(r"\s", "", text)
    for changed in (theirs, mine):
        for run in compare(base, changed):
            if run.kind is Kind.NEW:
                for word in run.text.split():
                    assert word in kept or word in text


@given(PLAIN, PLAIN, PLAIN)
def test_what_is_settled_has_no_brackets_and_what_is_not_has(base: str, theirs: str, mine: str) -> None:
    text, settled = _merge(base, theirs, mine)
    assert settled or brackets.are_open(text) or not (theirs.strip() and mine.strip())
    if settled:
        assert not brackets.are_open(text)


@given(BRACKETED, BRACKETED, BRACKETED)
def test_with_brackets_in_play_two_texts_that_clash_are_kept_whole(base: str, theirs: str, mine: str) -> None:
    text, settled = _merge(base, theirs, mine)
    if not settled and any(brackets.are_open(one) for one in (base, theirs, mine)):
        assert theirs.strip() in text
        assert mine.strip() in text


def test_changes_in_different_places_are_put_together() -> None:
    base = "We hold two exercises a year in Arcadia."
    assert _merge(base, "We hold three exercises a year in Arcadia.", "We hold two exercises a year at sea.") == (
        "We hold three exercises a year at sea.",
        True,
    )


def test_changes_of_the_same_words_stand_side_by_side() -> None:
    base = "We hold two exercises a year."
    text, settled = _merge(base, "We hold three exercises a year.", "We hold four exercises a year.")
    assert not settled
    assert text == "We hold [three / IS] [four / XA] exercises a year."
    assert brackets.resolve(text, 0, 0) == "We hold three exercises a year."


@given(PLAIN, PLAIN)
def test_a_bracketed_change_can_be_settled_either_way(old: str, new: str) -> None:
    assume(old.strip())
    text = alternatives(old, new, old_code="IS", new_code="XA")
    assert brackets.are_balanced(text)
    if old == new:
        assert text == old
    for run in compare(old, new):
        for word in run.text.split():
            assert word in text


def test_a_change_is_bracketed_beside_what_it_would_replace() -> None:
    old = "We hold two exercises a year."
    assert (
        alternatives(old, "We hold one exercise a year at sea.", old_code="XA", new_code="IS")
        == "We hold [two exercises / XA] [one exercise / IS] a year [at sea / IS]."
    )


# -- numbering ---------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 40), max_size=40))
def test_numbers_are_never_given_twice_and_never_change(places: list[int]) -> None:
    given_numbers: list[str] = []
    for place in places:
        if given_numbers and place:
            number = numbering.after(given_numbers[place % len(given_numbers)], given_numbers)
        else:
            number = numbering.at_end(3, given_numbers)
        assert number not in given_numbers
        assert number.startswith("3.")
        given_numbers.append(number)


def test_a_paragraph_put_in_later_takes_the_number_before_it() -> None:
    assert numbering.at_end(3, []) == "3.1"
    assert numbering.at_end(3, ["3.1", "3.2", "3.2 bis"]) == "3.3"
    assert numbering.after("3.2", ["3.1", "3.2"]) == "3.2 bis"
    assert numbering.after("3.2 bis", ["3.2", "3.2 bis"]) == "3.2 ter"
    many = ["3.2"]
    for _ in range(12):
        many.append(numbering.after("3.2", many))
    assert many[-1] == "3.2 (13)"


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_place_between_two_is_between_them_or_there_is_none(before: int, gap: int) -> None:
    place = numbering.between(before, before + gap)
    assert place is None or before < place < before + gap
    assert numbering.between(before, None) == before + numbering.STEP
