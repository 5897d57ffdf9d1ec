"""Who is next: properties of the waiting list."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.nominations.rules.seating import Claim, Passed, Queued, Seating, Share, seat

DAY = date(2026, 11, 24)
START = datetime(2026, 11, 1, tzinfo=UTC)
PARTIES = {"XA": "framework:eapc-pfp", "XB": "framework:md", "XC": "framework:ici"}

queues = st.lists(st.tuples(st.sampled_from(sorted(PARTIES)), st.integers(1, 4), st.integers(0, 5)), max_size=12).map(
    lambda rows: [
        Queued(number, party, frozenset({PARTIES[party]}), size, START + timedelta(hours=hours))
        for number, (party, size, hours) in enumerate(rows)
    ]
)
shares = st.lists(
    st.builds(
        Share,
        holder=st.sampled_from(["party:XA", "party:XB", *PARTIES.values()]),
        seats=st.integers(0, 5),
        guaranteed=st.booleans(),
        release_on=st.sampled_from([None, DAY, DAY + timedelta(days=1)]),
    ),
    max_size=3,
    unique_by=lambda share: share.holder,
)
totals = st.integers(0, 20)


def run(queue: list[Queued], total: int, kept: list[Share], taken: int = 0) -> Seating:
    return seat(queue, total=total, given={"": taken}, shares=kept, day=DAY)


@given(queues, totals, shares, st.integers(0, 25))
def test_never_more_seats_than_exist_and_nobody_is_lost(
    queue: list[Queued], total: int, kept: list[Share], taken: int
) -> None:
    result = run(queue, total, kept, taken)
    offered = sum(queued.size for queued, _ in result.offers)
    assert offered <= max(0, total - taken)
    assert all(len(used) == queued.size for queued, used in result.offers)
    seen = [queued.group for queued, _ in result.offers] + [place.queued.group for place in result.waiting]
    assert sorted(seen) == [queued.group for queued in queue]
    assert [place.position for place in result.waiting] == list(range(1, len(result.waiting) + 1))


@given(queues, totals, shares)
def test_seats_kept_for_somebody_are_given_to_nobody_else(queue: list[Queued], total: int, kept: list[Share]) -> None:
    result = run(queue, total, kept)
    used = [(queued, holder) for queued, holders in result.offers for holder in holders if holder]
    assert all(holder in queued.holders for queued, holder in used)
    for share in kept:
        assert sum(holder == share.holder for _, holder in used) <= share.seats
    open_seats = sum(holder == "" for _, holders in result.offers for holder in holders)
    if kept_now := sum(share.seats for share in kept if share.is_kept(DAY)):
        assert open_seats <= max(0, total - kept_now) + sum(bool(h) for _, hs in result.offers for h in hs)


@given(queues, totals)
def test_without_shares_it_is_first_come_and_only_groups_that_fit_pass_others(queue: list[Queued], total: int) -> None:
    result = run(queue, total, [])
    offered_at = {queued.group: (queued.since, queued.group) for queued, _ in result.offers}
    free_at_end = total - sum(queued.size for queued, _ in result.offers)
    for place in result.waiting:
        assert place.claim is Claim.FIRST_COME
        assert place.queued.size > free_at_end
        earlier = [group for group, when in offered_at.items() if when > (place.queued.since, place.queued.group)]
        assert all(next(q.size for q in queue if q.group == group) < place.queued.size for group in earlier)


@given(queues, totals, shares)
def test_the_answer_does_not_depend_on_the_order_of_asking(queue: list[Queued], total: int, kept: list[Share]) -> None:
    assert run(queue, total, kept) == run(queue[::-1], total, kept[::-1])


@given(queues, totals, shares)
def test_doing_it_twice_offers_nothing_new(queue: list[Queued], total: int, kept: list[Share]) -> None:
    first = run(queue, total, kept)
    given_now: dict[str, int] = {}
    for _, holders in first.offers:
        for holder in holders:
            given_now[holder] = given_now.get(holder, 0) + 1
    rest = [place.queued for place in first.waiting]
    again = seat(rest, total=total, given=given_now, shares=kept, day=DAY)
    assert again.offers == ()


def test_guaranteed_before_reserved_before_first_come() -> None:
    early = Queued(1, "XC", frozenset({"framework:ici"}), 1, START)
    reserved = Queued(2, "XB", frozenset({"framework:md"}), 1, START + timedelta(hours=1))
    guaranteed = Queued(3, "XA", frozenset({"framework:eapc-pfp"}), 1, START + timedelta(hours=2))
    kept = [Share("framework:md", 1), Share("party:XA", 1, guaranteed=True)]
    result = run([early, reserved, guaranteed], 2, kept)
    assert [(queued.party, used) for queued, used in result.offers] == [
        ("XA", ("party:XA",)),
        ("XB", ("framework:md",)),
    ]
    assert result.waiting[0].passed is Passed.NO_SEAT_FREE


def test_reserved_seats_wait_for_their_holder_and_are_released_at_their_day() -> None:
    other = Queued(1, "XC", frozenset({"framework:ici"}), 1, START)
    kept = seat([other], total=1, given={}, shares=[Share("framework:md", 1, release_on=DAY + timedelta(1))], day=DAY)
    assert kept.waiting[0].passed is Passed.SEATS_KEPT_FOR_OTHERS
    released = seat([other], total=1, given={}, shares=[Share("framework:md", 1, release_on=DAY)], day=DAY)
    assert [queued.party for queued, _ in released.offers] == ["XC"]


def test_a_group_of_two_is_passed_over_for_one_seat_and_told_so() -> None:
    pair = Queued(1, "XA", frozenset(), 2, START)
    single = Queued(2, "XB", frozenset(), 1, START + timedelta(hours=1))
    result = run([pair, single], 1, [])
    assert [queued.party for queued, _ in result.offers] == ["XB"]
    assert (result.waiting[0].queued.party, result.waiting[0].position) == ("XA", 1)


@given(queues, totals, shares, st.integers(0, 5))
def test_who_is_next_is_who_gets_the_next_seat(queue: list[Queued], total: int, kept: list[Share], taken: int) -> None:
    result = run(queue, total, kept, taken)
    if result.next is None:
        return
    given_now = {"": taken}
    for _, holders in result.offers:
        for holder in holders:
            given_now[holder] = given_now.get(holder, 0) + 1
    place = result.waiting[result.next.position - 1]
    more = max(total, sum(given_now.values())) + 1
    then = seat([one.queued for one in result.waiting], total=more, given=given_now, shares=kept, day=DAY)
    assert then.offers[0][0] == place.queued
    assert (result.next.claim, result.next.size) == (place.claim, place.queued.size)


def test_once_a_share_is_used_up_its_holders_are_first_come_again() -> None:
    early = Queued(1, "XC", frozenset({"framework:ici"}), 1, START)
    first = Queued(2, "XB", frozenset({"framework:md"}), 1, START + timedelta(hours=1))
    second = Queued(3, "XB", frozenset({"framework:md"}), 1, START + timedelta(hours=2))
    result = run([early, first, second], 2, [Share("framework:md", 1)])
    assert [queued.group for queued, _ in result.offers] == [2, 1]
    assert result.waiting[0].claim is Claim.FIRST_COME


def test_a_group_that_the_host_has_not_received_as_a_whole_waits_and_nobody_waits_for_it() -> None:
    part = Queued(1, "XA", frozenset(), 1, START, is_complete=False)
    single = Queued(2, "XB", frozenset(), 1, START + timedelta(hours=1))
    result = run([part, single], 2, [])
    assert [queued.group for queued, _ in result.offers] == [2]
    assert (result.waiting[0].passed, result.waiting[0].passed_over) == (Passed.GROUP_INCOMPLETE, None)


def test_being_passed_over_is_told_with_its_reason_and_with_who_is_next() -> None:
    pair = Queued(1, "XA", frozenset(), 2, START)
    single = Queued(2, "XB", frozenset(), 1, START + timedelta(hours=1))
    late = Queued(3, "XC", frozenset(), 1, START + timedelta(hours=2))
    result = run([pair, single, late], 1, [])
    assert [place.queued.group for place in result.waiting] == [1, 3]
    assert result.waiting[0].passed_over is Passed.GROUP_TOO_LARGE
    assert result.waiting[0].passed is Passed.NO_SEAT_FREE
    assert result.next is not None
    assert result.next.position == 2
