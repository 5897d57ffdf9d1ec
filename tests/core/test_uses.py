"""Uses are counted once each, whatever their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.core.uses import Counted, Use, counted

USES = st.lists(
    st.builds(
        Use,
        ref=st.sampled_from(["fund:1", "fund:2", "grant:1"]),
        parties=st.frozensets(st.sampled_from(["XA", "XB", "FR"])),
        is_open=st.booleans(),
        ran=st.booleans(),
    )
)


@given(USES)
def test_what_is_used_twice_counts_once_and_nothing_is_counted_from_elsewhere(uses: list[Use]) -> None:
    found = counted(uses)
    assert counted([*uses, *uses]) == found == counted(reversed(uses))
    assert found.acts == len({use.ref for use in uses if use.ran})
    assert counted(uses, frozenset()).users == 0
    assert counted(uses, frozenset({"XA", "XB"})).users <= found.users


def test_what_is_open_and_did_not_run_is_no_use() -> None:
    ran = Use("fund:1", frozenset({"XA"}), is_open=False)
    waits = Use("activity:PCM-1", frozenset({"XB"}), is_open=True, ran=False)
    assert counted([ran, waits]) == Counted(acts=1, running=1, users=1)
