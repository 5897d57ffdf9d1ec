"""Verdicts keep every reason and allow only without one."""

from hypothesis import given
from hypothesis import strategies as st

from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse

verdicts = st.sampled_from([ALLOWED, refuse("a.b", seats=3), refuse("c.d")])


@given(st.lists(verdicts, max_size=6))
def test_all_of_allows_only_if_all_do_and_loses_no_reason(asked: list[Verdict]) -> None:
    joined = all_of(asked)
    assert joined.allowed is all(one.allowed for one in asked)
    assert joined.codes == tuple(code for one in asked for code in one.codes)


@given(st.lists(verdicts, min_size=1, max_size=6))
def test_first_of_gives_the_first_obstacle(asked: list[Verdict]) -> None:
    first = first_of(*asked)
    assert first.allowed is all(one.allowed for one in asked)
    if not first.allowed:
        assert first == next(one for one in asked if not one.allowed)


def test_a_refusal_keeps_its_facts_and_cannot_be_changed() -> None:
    verdict = refuse("menu.full", seats=24)
    assert verdict.first.params["seats"] == 24
    assert not verdict.allowed
