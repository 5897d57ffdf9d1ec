"""Preparing a round: what it covers and spends, what partners wish, and that its inputs are frozen as they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import ANONYMOUS, FLOW
from comity.core.calendar import brussels_day
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.menu.models import Activity
from comity.nominations import actions as nominations
from comity.nominations import rules as nomination_rules
from comity.resources import actions, queries, rules
from comity.resources.models import Cover, Declaration, Frozen, Round, Score, Wish
from comity.resources.rules import Limit, RoundFacts, RoundState
from tests.nominations import world
from tests.resources import cast as play
from tests.resources.cast import LINE, NOW, Cast

pytestmark = pytest.mark.django_db
DAY = brussels_day(NOW)


@pytest.fixture
def people() -> Cast:
    return play.cast()


@pytest.fixture
def course(people: Cast) -> Activity:
    return world.activity()


def put_forward(people: Cast, row: Activity, key: str, count: int = 1) -> list[int]:
    """Names put forward and received."""
    actor = people[key]
    event = nominations.nominate(row, actor, NOW, party=str(actor.party), people=[world.person() for _ in range(count)])
    for number in event.numbers:
        nominations.receive(row, people["lars"], NOW, number=number)
    return list(event.numbers)


def refused(code: str, verb: Any, /, *args: Any, **inputs: Any) -> None:
    """The act is refused with this code, and nothing is entered."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as told:
        verb(*args, **inputs)
    assert code in told.value.verdict.codes
    assert Entry.objects.count() == before


# -- points ----------------------------------------------------------------------------------------------------------


@given(st.integers(1, 60), st.data())
def test_more_names_never_raise_the_points_of_the_first(names: int, data: st.DataObject) -> None:
    rank = data.draw(st.integers(1, names))
    assert 20 <= rules.own_points(rank, names) <= 100
    assert rules.own_points(1, names) == 100
    assert rules.own_points(rank, names + 1) >= rules.own_points(rank, names), "a later name only comes behind"
    assert rules.points(rank, names, 100, serves_a_goal=True) >= rules.points(rank, names, 100, serves_a_goal=False)


def test_an_area_of_the_policy_fits_better_than_one_that_the_council_opened_and_that_better_than_any_other() -> None:
    listed, further = frozenset({"operations"}), frozenset({"arctic"})
    fits = [rules.fit(area, listed=listed, further=further) for area in ("operations", "arctic", "")]
    assert fits == [100, 85, 40]


# -- planning --------------------------------------------------------------------------------------------------------


def test_a_round_is_planned_under_settings_in_force_with_days_in_order(people: Cast) -> None:
    draft = play.drafted(people)
    days: dict[str, Any] = {
        "since_on": DAY + timedelta(days=60),
        "until_on": DAY + timedelta(days=90),
        "wishes_until": DAY + timedelta(days=20),
    }
    refused("resources.settings_not_in_force", actions.plan, draft, people["rosa"], NOW, code="2027-1", **days)
    actions.propose(draft, people["rosa"], NOW)
    draft.refresh_from_db()
    actions.adopt(draft, FLOW, NOW, sha256=draft.sha256, decision="PO(2026)0001")
    wrong = {**days, "wishes_until": DAY - timedelta(days=1)}
    refused("resources.days_out_of_order", actions.plan, draft, people["rosa"], NOW, code="2027-1", **wrong)
    refused("resources.not_officer", actions.plan, draft, people["jana"], NOW, code="2027-1", **days)
    actions.plan(draft, people["rosa"], NOW, code="2027-1", **days)
    refused("resources.round_exists", actions.plan, draft, people["rosa"], NOW, code="2027-1", **days)
    for key, seen in {"rosa": 1, "claire": 0, "aissata": 0}.items():
        with reading(people[key].communities):
            assert len(queries.rounds()) == seen, key


def test_money_comes_from_lines_that_are_there_and_have_it_free(people: Cast, course: Activity) -> None:
    row, rosa = play.planned(people), people["rosa"]
    refused("resources.line_unknown", actions.cover, row, rosa, NOW, line="NO-LINE", codes=[course.code])
    actions.cover(row, rosa, NOW, line=LINE, kinds=["course"])
    cover = Cover.objects.get()
    assert cover.seat_minor == (900 + 5 * 160) * 100
    refused("resources.line_without_money", actions.open_round, row, rosa, NOW)
    refused("resources.beyond_free", actions.endow, row, rosa, NOW, line=LINE, minor=1_000_000_01)
    actions.endow(row, rosa, NOW, line=LINE, minor=5_000_00)
    actions.uncover(row, rosa, NOW, code=course.code)
    refused("resources.covers_nothing", actions.open_round, row, rosa, NOW)
    assert Round.objects.get().state == RoundState.DRAFT


def test_a_line_in_another_currency_cannot_pay(people: Cast, course: Activity) -> None:
    row = play.planned(people)
    Round.objects.update(currency="CHF")
    refused("resources.line_currency", actions.cover, row, people["rosa"], NOW, line=LINE, codes=[course.code])


def test_no_quota_is_set_unless_somebody_sets_it(people: Cast) -> None:
    row, rosa = play.planned(people), people["rosa"]
    assert queries.quotas(row) == []
    actions.limit(row, rosa, NOW, limit=Limit.PARTNER_SEATS, about="XA", value=3)
    actions.limit(row, rosa, NOW, limit=Limit.FRAMEWORK_SPEND, about="md", value=100)
    assert len(queries.quotas(row)) == 2
    actions.limit(row, rosa, NOW, limit=Limit.PARTNER_SEATS, about="XA", value=None)
    assert [one.about for one in queries.quotas(row)] == ["md"]
    refused("resources.nothing_to_limit", actions.limit, row, rosa, NOW, limit=Limit.PARTNER_SEATS, about="FR", value=1)


# -- open ------------------------------------------------------------------------------------------------------------


def test_while_a_round_covers_an_activity_its_list_stands_still(people: Cast, course: Activity) -> None:
    play.opened(people, [course.code])
    put_forward(people, course, "aissata", 2)
    assert set(world.states(course).values()) == {"waiting"}, "two seats are free, and nobody is offered one"
    nominations.grant(course, FLOW, NOW, numbers=[2])
    assert world.states(course) == {1: "waiting", 2: "seat_offered"}
    assert nominations.grant.may is nomination_rules.may_grant  # type: ignore[attr-defined]
    refused("nominations.not_host", nominations.grant, course, people["lars"], NOW, numbers=[1])
    nominations.let_go("2027-1")
    nominations.seat_waiting(course, FLOW, NOW)
    assert world.states(course) == {1: "seat_offered", 2: "seat_offered"}


def test_a_partner_orders_its_own_names_and_nobody_else_reads_it(people: Cast, course: Activity) -> None:
    row = play.opened(people, [course.code])
    first, second = put_forward(people, course, "aissata", 2)
    (other,) = put_forward(people, course, "basma")
    code = course.code
    order = [f"{code}/{second}", f"{code}/{first}"]
    actions.wish(row, people["aissata"], NOW, order=order, own_cost=[order[1]])
    actions.declare(row, people["aissata"], NOW, share_percent=30)
    with reading(people["aissata"].communities):
        assert [one.ref for one in queries.own_names(row, "XA")] == order
        assert [one.own_cost for one in queries.own_names(row, "XA")] == [False, True]
    for key, seen in {"basma": 0, "claire": 0, "lars": 0, "rosa": 2}.items():
        with reading(people[key].communities):
            assert Wish.objects.count() == seen, key
            assert Declaration.objects.count() == bool(seen), key
            found = Entry.objects.filter(verb__in=("resources.wish", "resources.declare"))
            assert found.exists() == bool(seen), key
    refused("resources.not_own_name", actions.wish, row, people["aissata"], NOW, order=[f"{code}/{other}"])
    refused("resources.not_own_name", actions.wish, row, people["aissata"], NOW, order=["PCM-9999/1"])
    refused("resources.not_own_authority", actions.wish, row, people["claire"], NOW, order=[])
    before = queries.voice(row, "XA")
    actions.declare(row, people["aissata"], NOW, share_percent=40)
    refused("resources.order_changed", actions.wish, row, people["aissata"], NOW, order=order[::-1], seen=before)
    actions.wish(row, people["aissata"], NOW, order=order, seen=queries.voice(row, "XA"))
    late = NOW + timedelta(days=21)
    refused("resources.wishes_closed", actions.wish, row, people["aissata"], late, order=order)
    refused("resources.wishes_closed", actions.declare, row, people["aissata"], late, share_percent=1)
    assert Wish.objects.count() == 2


def test_an_activity_is_covered_by_one_round_at_a_time(people: Cast, course: Activity) -> None:
    row = play.opened(people, [course.code])
    assert queries.candidates(row) == []
    with reading(people["aissata"].communities):
        assert queries.covering(course.code) == row
    refused("resources.round_state", actions.cover, row, people["rosa"], NOW, line=LINE, codes=[course.code])
    assert actions.cover.constraints == {"resources_cover_once": "resources.covered_elsewhere"}  # type: ignore[attr-defined]
    again = Cover.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError, match="resources_cover_once"), transaction.atomic():
        again.save()


# -- frozen ----------------------------------------------------------------------------------------------------------


def test_inputs_are_not_frozen_while_a_partner_lacks_a_score(people: Cast, course: Activity) -> None:
    row = play.opened(people, [course.code])
    refused("resources.no_requests", actions.freeze, row, people["rosa"], NOW)
    put_forward(people, course, "aissata")
    Score.objects.filter(party_id="XA", consideration="values").delete()
    with pytest.raises(Refused) as told:
        actions.freeze(row, people["rosa"], NOW)
    (reason,) = told.value.verdict.reasons
    assert reason.code == "resources.facts_missing"
    assert dict(reason.params) == {"party": "XA", "considerations": ("values",)}
    assert not Frozen.objects.exists()


def test_frozen_inputs_are_what_the_engine_reads_and_their_fingerprint_is_that_of_the_content(
    people: Cast, course: Activity
) -> None:
    from comity.allocation import documents  # noqa: PLC0415 - what a solver process loads

    row = play.opened(people, [course.code])
    first, second = put_forward(people, course, "aissata", 2)
    put_forward(people, course, "basma")
    order = [f"{course.code}/{second}", f"{course.code}/{first}"]
    actions.wish(row, people["aissata"], NOW, order=order, own_cost=[order[1]])
    actions.declare(row, people["aissata"], NOW, share_percent=50)
    actions.limit(row, people["rosa"], NOW, limit=Limit.PARTNER_SEATS, about="XA", value=1)
    actions.freeze(row, people["rosa"], NOW)
    row.refresh_from_db()
    kept = Frozen.objects.get()
    assert (kept.activities, kept.nominations, kept.partners) == (1, 3, 2)
    made = queries.document(kept)
    assert queries.inputs(row, NOW).sha256 == kept.sha256, "the same inputs give the same fingerprint"
    by_id = {one["id"]: one for one in made["nominations"]}
    assert [by_id[ref]["rank"] for ref in order] == [1, 2]
    assert [by_id[ref].get("own_cost", False) for ref in order] == [False, True]
    assert by_id[order[0]]["cost"] * 2 == by_id[order[0]]["gross"]
    assert by_id[order[0]]["points"] > by_id[order[1]]["points"]
    assert {one["id"]: one.get("seats") for one in made["partners"]} == {"XA": 1, "XB": None}
    problem = documents.from_document(made)
    assert len(problem.nominations) == 3
    for key, seen in {"claire": 1, "rosa": 1, "aissata": 0}.items():
        with reading(people[key].communities):
            assert Frozen.objects.count() == seen, key
    refused("resources.round_state", actions.wish, row, people["aissata"], NOW, order=order)
    actions.thaw(row, people["rosa"], NOW)
    actions.wish(row, people["aissata"], NOW, order=order)
    actions.freeze(row, people["rosa"], NOW)
    assert list(Frozen.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_seats_of_others_and_prerequisites_are_part_of_what_is_asked(people: Cast, course: Activity) -> None:
    basic = world.activity(456, start_on=world.START - timedelta(days=30), end_on=world.START - timedelta(days=28))
    from comity.menu.models import Course  # noqa: PLC0415

    taught = Course.objects.create(
        code="BASIC",
        kind="course",
        title_en="Basic",
        title_fr="Base",
        open_to=["md"],
        offered_at=NOW,
        audience=["public"],
    )
    Activity.objects.filter(pk=basic.pk).update(course=taught)
    Activity.objects.filter(pk=course.pk).update(prerequisites=["BASIC"], seats_total=3)
    row = play.opened(people, [course.code, basic.code])
    one = world.person("Same")
    nominations.nominate(basic, people["aissata"], NOW, party="XA", people=[one])
    Activity.objects.filter(pk=course.pk).update(prerequisites=[])
    course.refresh_from_db()
    nominations.nominate(course, people["aissata"], NOW, party="XA", people=[one])
    Activity.objects.filter(pk=course.pk).update(prerequisites=["BASIC"])
    actions.freeze(row, people["rosa"], NOW)
    made = queries.document(Frozen.objects.get())
    by_id = {found["id"]: found for found in made["nominations"]}
    assert by_id[f"{course.code}/1"]["requires"] == f"{basic.code}/1"
    assert by_id[f"{course.code}/1"]["person"] == by_id[f"{basic.code}/1"]["person"]
    assert {found["id"]: found["seats"] for found in made["activities"]}[course.code] == 3


RULES = {
    "cover": rules.may_cover,
    "uncover": rules.may_uncover,
    "endow": rules.may_endow,
    "limit": rules.may_limit,
    "open_round": rules.may_open_round,
    "declare": rules.may_declare,
    "wish": rules.may_wish,
    "freeze": rules.may_freeze,
    "thaw": rules.may_thaw,
}


@pytest.mark.parametrize("verb", RULES)
def test_every_rule_of_a_round_answers_in_every_state_and_to_strangers(people: Cast, verb: str) -> None:
    for state in RoundState:
        facts = RoundFacts("2027-1", state, DAY, covers=1, names=1)
        assert not RULES[verb](ANONYMOUS, facts, NOW).allowed
        allowed = any(RULES[verb](actor, facts, NOW).allowed for actor in people.actors.values())
        assert allowed == rules.ROUND_WORKFLOW.may(verb, state), (verb, state)
    assert not rules.may_plan(ANONYMOUS, rules.PlanFacts("2027", rules.SettingsState.IN_FORCE), NOW).allowed
