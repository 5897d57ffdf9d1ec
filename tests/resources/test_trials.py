"""Trials and their way to the Council, to partners and to seats: what is kept, who reads it, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.cli import solving
from comity.clock.tick import run_once
from comity.core.actor import ANONYMOUS, CLOCK, FLOW
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.kernel import clock
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Message
from comity.kernel.scope import reading
from comity.ledger import queries as ledger
from comity.menu.models import Activity
from comity.nominations import actions as nominations
from comity.resources import actions, queries, rules
from comity.resources.models import Line, Override, Result, Round, Run
from comity.resources.rules import Outcome, RoundFacts, RoundState, RunFacts, RunState
from tests.nominations import world
from tests.resources import cast as play
from tests.resources.cast import Cast

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture
def people() -> Cast:
    return play.cast(NOW)


@pytest.fixture
def course(people: Cast) -> Activity:
    """Two seats, for which three partners put four names forward."""
    start = NOW.date() + timedelta(days=140)
    return world.activity(start_on=start, end_on=start + timedelta(days=4), nominate_by=start - timedelta(days=40))


@pytest.fixture
def frozen(people: Cast, course: Activity) -> Round:
    row = play.opened(people, [course.code], NOW)
    for key, count in (("aissata", 2), ("basma", 1), ("cora", 1)):
        play.put_forward(people, course, key, count, NOW)
    actions.freeze(row, people["rosa"], NOW)
    row.refresh_from_db()
    return row


def refused(code: str, verb: Any, /, *args: Any, **inputs: Any) -> None:
    """The act is refused with this code, and nothing is entered."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as told:
        verb(*args, **inputs)
    assert code in told.value.verdict.codes
    assert Entry.objects.count() == before


def solved(row: Round, people: Cast, **more: Any) -> Run:
    """A trial that a solver process has solved."""
    actions.queue(row, people["rosa"], NOW, **more)
    assert solving.solve_waiting() == 1
    found = Run.objects.filter(round=row).latest("number")
    assert found.state == RunState.SOLVED, found.problem
    return found


def adopted(row: Round, people: Cast, run: Run) -> None:
    """The trial goes to the Council, which adopts it in a meeting."""
    actions.submit(row, people["rosa"], NOW, at=run.number)
    (listed, *_) = [one for one in decision_queries.about(row.subject) if one.item.state == "draft"]
    decisions.put_on_agenda(listed.item, people["henrik"], NOW)
    decisions.agree_in_meeting(listed.item, people["henrik"], NOW, meeting="PO/D(2026)0001")
    row.refresh_from_db()


def test_a_trial_is_solved_apart_and_kept_with_its_certificate(people: Cast, frozen: Round, course: Activity) -> None:
    run = solved(frozen, people)
    assert run.summary["granted"] == 2
    assert run.summary["claim"] == "proven"
    assert run.summary["bound"] >= run.summary["objective"] > 0
    assert len(run.sha256) == 64
    lines = {one.ref: one for one in Line.objects.filter(run=run)}
    assert len(lines) == 4
    waiting = [one for one in lines.values() if one.outcome == Outcome.WAITING]
    assert len(waiting) == 2
    assert all(one.sheet["prices"] for one in waiting)
    assert any(change["verified"] for one in waiting for change in one.sheet["changes"])
    frozen.refresh_from_db()
    assert frozen.state == RoundState.FROZEN, "a trial is no decision"
    again = solved(frozen, people)
    assert again.sha256 == run.sha256, "the same inputs give the same plan"
    for key, seen in {"rosa": 8, "claire": 8, "aissata": 0, "lars": 0}.items():
        with reading(people[key].communities):
            assert Line.objects.count() == seen, key
            assert Run.objects.exists() == bool(seen), key
            assert Entry.objects.filter(verb="resources.finish").exists() == bool(seen), key


def test_a_trial_that_is_called_off_or_fails_leaves_the_round_as_it_was(people: Cast, frozen: Round) -> None:
    actions.queue(frozen, people["rosa"], NOW)
    run = Run.objects.get()
    refused("resources.solver_alone", actions.start, run, people["rosa"], NOW)
    actions.start(run, CLOCK, NOW)
    actions.tell(run.pk, {"step": "search", "seconds": 1})
    assert Run.objects.get().progress["step"] == "search"
    actions.cancel(run, people["rosa"], NOW)
    assert queries.is_cancelled(run.pk)
    solving.solve_one(Run.objects.get())
    assert Run.objects.get().state == RunState.CANCELLED
    refused("resources.run_state", actions.fail, run, CLOCK, NOW, problem="x")
    actions.queue(frozen, people["rosa"], NOW)
    lost = Run.objects.latest("number")
    actions.start(lost, CLOCK, NOW - timedelta(hours=1))
    assert solving.solve_waiting() == 0
    lost.refresh_from_db()
    assert (lost.state, lost.problem) == (RunState.FAILED, "The solver ended before the trial did.")
    assert not Line.objects.exists()
    assert Round.objects.get().state == RoundState.FROZEN


def test_a_plan_without_a_certificate_is_not_kept(people: Cast, frozen: Round) -> None:
    actions.queue(frozen, people["rosa"], NOW)
    run = Run.objects.get()
    actions.start(run, CLOCK, NOW)
    plan: dict[str, Any] = {"sha256": "0" * 64, "plan": b"x", "lines": []}
    for violations, bound in ((1, 10), (0, 1)):
        summary = {"objective": 5, "bound": bound}
        refused(
            "resources.not_certified", actions.finish, run, CLOCK, NOW, violations=violations, summary=summary, **plan
        )
    assert Run.objects.get().state == RunState.RUNNING


def test_only_so_many_trials_wait_and_their_weights_make_one_whole(people: Cast, frozen: Round) -> None:
    wrong = dict.fromkeys(queries.considerations(), 100)
    refused("resources.weights_not_whole", actions.queue, frozen, people["rosa"], NOW, weights=wrong)
    for _ in range(6):
        actions.queue(frozen, people["rosa"], NOW)
    refused("resources.too_many_trials", actions.queue, frozen, people["rosa"], NOW)
    refused("resources.not_officer", actions.queue, frozen, people["claire"], NOW)


def test_other_weights_are_tried_on_the_same_inputs_and_never_submitted(people: Cast, frozen: Round) -> None:
    weights = dict.fromkeys(queries.considerations(), 0) | {"values": 1000}
    run = solved(frozen, people, weights=weights)
    plain = queries.document(run.frozen)
    asked = queries.asked_of(run)
    assert [one["id"] for one in asked["partners"]] == [one["id"] for one in plain["partners"]]
    refused("resources.not_newest", actions.submit, frozen, people["rosa"], NOW, at=run.number)


def test_an_override_needs_a_reason_and_the_next_trial_keeps_to_it(
    people: Cast, frozen: Round, course: Activity
) -> None:
    run = solved(frozen, people)
    left_out = Line.objects.filter(run=run, outcome=Outcome.WAITING).earliest("ref").ref
    inside = Line.objects.filter(run=run, outcome=Outcome.GRANTED).earliest("ref").ref
    rosa = people["rosa"]
    refused(
        "resources.override_without_reason", actions.override, frozen, rosa, NOW, ref=inside, gives=False, reason=" "
    )
    refused("resources.no_such_request", actions.override, frozen, rosa, NOW, ref="PCM-9999/1", gives=True, reason="x")
    refused("resources.no_such_request", actions.lift, frozen, rosa, NOW, ref=inside)
    actions.override(frozen, rosa, NOW, ref=left_out, gives=True, reason="A promise of last year.")
    actions.override(frozen, rosa, NOW, ref=inside, gives=False, reason="Asked for by the nation.")
    refused("resources.not_newest", actions.submit, frozen, rosa, NOW, at=run.number)
    second = solved(frozen, people)
    lines = {one.ref: one for one in Line.objects.filter(run=second)}
    assert lines[left_out].outcome == Outcome.GRANTED
    assert (lines[inside].outcome, lines[inside].about) == (Outcome.DECLINED, "override")
    moved = {one.ref: (one.before, one.after) for one in queries.moves(run, second)}
    assert moved[left_out] == ("waiting", "granted")
    assert moved[inside] == ("granted", "declined")
    actions.lift(frozen, rosa, NOW, ref=inside)
    assert queries.in_force(frozen) == {left_out: True}
    assert Override.objects.count() == 2, "what was lifted is still counted"


def test_nothing_is_published_before_the_council_has_adopted_it_by_its_fingerprint(
    people: Cast, frozen: Round, course: Activity
) -> None:
    rosa = people["rosa"]
    refused("resources.not_solved", actions.submit, frozen, rosa, NOW, at=1)
    run = solved(frozen, people)
    refused("resources.not_adopted", actions.publish, frozen, rosa, NOW)
    actions.submit(frozen, rosa, NOW, at=run.number)
    refused("resources.not_adopted", actions.publish, frozen, rosa, NOW)
    refused("resources.council_adopts", actions.adopt_scenario, frozen, rosa, NOW, sha256=run.sha256, decision="x")
    refused("resources.other_scenario", actions.adopt_scenario, frozen, FLOW, NOW, sha256="0" * 64, decision="x")
    refused("resources.council_adopts", actions.give_back_scenario, frozen, rosa, NOW, decision="x")
    (listed,) = decision_queries.about(frozen.subject)
    decisions.withdraw(listed.item, people["henrik"], NOW, reason="Not yet.")
    frozen.refresh_from_db()
    assert frozen.state == RoundState.FROZEN
    adopted(frozen, people, run)
    assert frozen.state == RoundState.ADOPTED
    actions.publish(frozen, rosa, NOW)
    assert Result.objects.count() == 4


def test_from_published_results_to_seats_and_money_and_back(people: Cast, frozen: Round, course: Activity) -> None:
    run = solved(frozen, people)
    adopted(frozen, people, run)
    actions.publish(frozen, people["rosa"], NOW)
    for key, seen in {"aissata": {"XA"}, "basma": {"XB"}, "lars": set(), "claire": set()}.items():
        with reading(people[key].communities):
            assert set(Result.objects.values_list("party", flat=True)) == seen, key
    assert Message.objects.filter(template="resources/published").count() == 3
    assert set(world.states(course).values()) == {"waiting"}, "seats are offered by the clock"
    cover = queries.cover(frozen, course.code)
    assert cover is not None
    assert (cover.runs, cover.granted) == (True, 2)
    refused("resources.carried_out_by_clock", actions.carry_out, cover, people["rosa"], NOW)
    run_once(NOW)
    granted = {int(one.ref.rpartition("/")[2]) for one in Result.objects.filter(outcome__in=queries.GIVEN)}
    assert {at for at, state in world.states(course).items() if state == "seat_offered"} == granted
    line = ledger.line(play.LINE)
    assert line is not None
    assert ledger.position(line).committed == 2 * 1700_00
    one = Result.objects.filter(outcome=Outcome.GRANTED).earliest("ref")
    key = {"XA": "aissata", "XB": "basma", "XC": "cora"}[one.party]
    nominations.withdraw(course, people[key], NOW, number=int(one.ref.rpartition("/")[2]))
    line = ledger.line(play.LINE)
    assert line is not None
    assert ledger.position(line).committed == 1700_00
    actions.close_round(frozen, people["rosa"], NOW)
    states = sorted(world.states(course).values())
    assert states == ["seat_offered", "seat_offered", "waiting", "withdrawn"], "the list runs in its own order again"


def test_a_re_run_keeps_confirmed_seats_and_tells_who_loses_one_before_others_get_it(
    people: Cast, frozen: Round, course: Activity
) -> None:
    rosa = people["rosa"]
    adopted(frozen, people, solved(frozen, people))
    actions.publish(frozen, rosa, NOW)
    run_once(NOW)
    for number, state in world.states(course).items():
        if state == "seat_offered":
            party = world.found(course, number).party_id
            nominations.confirm(
                course, people[{"XA": "aissata", "XB": "basma", "XC": "cora"}[party]], NOW, number=number
            )
    actions.rerun(frozen, rosa, NOW)
    frozen.refresh_from_db()
    assert (frozen.state, frozen.turn) == (RoundState.OPEN, 2)
    actions.freeze(frozen, rosa, NOW)
    run = solved(frozen, people)
    before = set(Result.objects.filter(outcome__in=queries.GIVEN).values_list("ref", flat=True))
    assert set(Line.objects.filter(run=run, outcome__in=queries.GIVEN).values_list("ref", flat=True)) == before
    losing = min(before)
    other = Line.objects.filter(run=run, outcome=Outcome.WAITING).earliest("ref").ref
    actions.override(frozen, rosa, NOW, ref=losing, gives=False, reason="The nation is suspended.")
    actions.override(frozen, rosa, NOW, ref=other, gives=True, reason="Next in line.")
    adopted(frozen, people, solved(frozen, people))
    Message.objects.all().delete()
    actions.publish(frozen, rosa, NOW)
    assert Message.objects.filter(template="resources/losing").count() == 1
    assert {one.ref for one in queries.moved(frozen)} == {losing, other}
    run_once(NOW)
    at, new = int(losing.rpartition("/")[2]), int(other.rpartition("/")[2])
    assert world.states(course)[at] == "confirmed", "who loses a seat is told first"
    run_once(NOW + timedelta(days=4))
    assert (world.states(course)[at], world.states(course)[new]) == ("waiting", "seat_offered")


def test_a_seat_given_at_own_cost_stays_one_in_a_re_run_whatever_was_wished_since(
    people: Cast, frozen: Round, course: Activity
) -> None:
    ref = f"{course.code}/1"
    actions.thaw(frozen, people["rosa"], NOW)
    actions.wish(frozen, people["aissata"], NOW, order=[ref], own_cost=[ref])
    actions.freeze(frozen, people["rosa"], NOW)
    actions.override(frozen, people["rosa"], NOW, ref=ref, gives=True, reason="Agreed before.")
    adopted(frozen, people, solved(frozen, people))
    actions.publish(frozen, people["rosa"], NOW)
    run_once(NOW)
    Result.objects.filter(ref=ref).update(outcome=Outcome.OWN_COST)
    actions.rerun(frozen, people["rosa"], NOW)
    actions.wish(frozen, people["aissata"], NOW, order=[ref])
    actions.freeze(frozen, people["rosa"], NOW)
    made = queries.document(frozen.frozen.latest("number"))
    asked = {one["id"]: one for one in made["nominations"]}
    assert (asked[ref]["confirmed"], asked[ref]["own_cost"]) == ("own_cost", True)
    solved(frozen, people)


def test_publishing_asks_as_often_for_many_results_as_for_few_and_drops_those_that_are_gone(
    people: Cast, frozen: Round, course: Activity
) -> None:
    rosa = people["rosa"]
    adopted(frozen, people, solved(frozen, people))
    actions.publish(frozen, rosa, NOW)
    assert [one.was for one in Result.objects.filter(round=frozen)] == [""] * 4
    line = Line.objects.filter(run__round=frozen).earliest("pk")
    counts = []
    for number in (1, 3):
        Result.objects.create(
            round=frozen, ref=f"{course.code}/{90 + number}", code=course.code, party="XA", outcome=Outcome.WAITING,
            reason="no_room", rank=1, line="", cost_minor=0, shown=line.shown, turn=1, at=NOW, audience=["staff"],
        )  # fmt: skip
        if number == 3:
            Line.objects.bulk_create(
                Line(
                    run=line.run,
                    ref=f"{course.code}/{70 + more}",
                    code=course.code,
                    party="XB",
                    outcome=Outcome.GRANTED,
                    reason="worth",
                    rank=9,
                    points=1,
                    cost_minor=500,
                    worth=1,
                    difference=1,
                    sheet=line.sheet,
                    shown=line.shown,
                    audience=line.audience,
                )
                for more in range(3)
            )
        Round.objects.filter(pk=frozen.pk).update(state=RoundState.ADOPTED)
        frozen.refresh_from_db()
        with CaptureQueriesContext(connection) as asked:
            actions.publish(frozen, rosa, NOW)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    found = {one.ref: one for one in Result.objects.filter(round=frozen)}
    assert set(found) == set(Line.objects.filter(run=line.run).values_list("ref", flat=True))
    assert len(found) == 7
    new = found[f"{course.code}/70"]
    assert (new.was, new.cost_minor, new.line, new.audience) == ("", 500, play.LINE, ["staff", "party:XB"])
    assert found[line.ref].was == found[line.ref].outcome == line.outcome
    assert found[line.ref].shown == line.shown


@pytest.mark.parametrize("holder", ["party:XA", "eapc-pfp", "allies"])
def test_groups_and_kept_seats_of_the_list_hold_in_a_round_too_and_what_it_gives_is_offered(
    people: Cast, holder: str
) -> None:
    start = NOW.date() + timedelta(days=140)
    days = {"start_on": start, "end_on": start + timedelta(days=4), "nominate_by": start - timedelta(days=40)}
    course = world.activity(460, shares=((holder, 2, None),), seats_total=3, **days)
    past = world.activity(461, shares=(("party:XA", 2, NOW.date() - timedelta(days=1)),), seats_total=3, **days)
    row = play.opened(people, [course.code, past.code], NOW)
    for key, count, together in (("aissata", 2, True), ("basma", 2, False), ("cora", 2, False)):
        names = [world.person() for _ in range(count)]
        event = nominations.nominate(
            course, people[key], NOW, party=str(people[key].party), people=names, together=together
        )
        for number in event.numbers:
            nominations.receive(course, people["lars"], NOW, number=number)
    actions.freeze(row, people["rosa"], NOW)
    row.refresh_from_db()
    made = queries.document(row.frozen.get())
    kept = {one["id"]: one.get("kept") for one in made["activities"]}
    assert kept[past.code] is None, "seats that were kept until yesterday are open"
    members = {"party:XA": ["XA"], "allies": []}.get(holder, sorted(one["id"] for one in made["partners"]))
    if holder == "eapc-pfp":
        members = [one for one in members if one in kept[course.code][0][1]]
        assert "XA" in members
    assert kept[course.code] == [[2, members]]
    assert [one.get("group") for one in made["nominations"]] == [0, 0, None, None, None, None]
    adopted(row, people, solved(row, people))
    actions.publish(row, people["rosa"], NOW)
    given = {one.ref: one.party for one in Result.objects.filter(outcome__in=queries.GIVEN)}
    assert sum(party == "XA" for party in given.values()) in {0, 2}
    outside = [party for party in given.values() if party not in members]
    assert len(outside) <= 1
    assert len(given) == (1 if holder == "allies" else 3)
    run_once(NOW)
    offered = {f"{course.code}/{at}" for at, state in world.states(course).items() if state == "seat_offered"}
    assert offered == set(given)


ROUND_RULES = {
    "queue": rules.may_queue,
    "override": rules.may_override,
    "lift": rules.may_lift,
    "submit": rules.may_submit,
    "adopt_scenario": rules.may_adopt_scenario,
    "give_back_scenario": rules.may_give_back_scenario,
    "publish": rules.may_publish,
    "rerun": rules.may_rerun,
    "close_round": rules.may_close_round,
}
RUN_RULES = {"start": rules.may_start, "finish": rules.may_finish, "fail": rules.may_fail, "cancel": rules.may_cancel}


@pytest.mark.parametrize("verb", ROUND_RULES)
def test_every_rule_answers_in_every_state_and_to_strangers(people: Cast, verb: str) -> None:
    for state in RoundState:
        facts = RoundFacts("2027-1", state, NOW.date(), covers=1, names=1)
        assert not ROUND_RULES[verb](ANONYMOUS, facts, NOW).allowed
        allowed = any(ROUND_RULES[verb](actor, facts, NOW).allowed for actor in (*people.actors.values(), FLOW))
        assert allowed == rules.ROUND_WORKFLOW.may(verb, state), (verb, state)


@pytest.mark.parametrize("verb", RUN_RULES)
def test_every_rule_of_a_trial_answers_in_every_state_and_to_strangers(people: Cast, verb: str) -> None:
    for state in RunState:
        facts = RunFacts("2027-1", 1, state, violations=0, value=1, bound=1)
        assert not RUN_RULES[verb](ANONYMOUS, facts, NOW).allowed
        allowed = any(RUN_RULES[verb](actor, facts, NOW).allowed for actor in (*people.actors.values(), CLOCK))
        assert allowed == rules.RUN_WORKFLOW.may(verb, state), (verb, state)
    assert not rules.may_carry_out(ANONYMOUS, rules.CoverFacts("PCM-0001", is_due=True), NOW).allowed
