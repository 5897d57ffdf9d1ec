"""Pages of trials: other weights, what would move, and why each request is where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.cli import solving
from comity.core.actor import CLOCK
from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.menu.models import Activity
from comity.resources import actions, queries
from comity.resources.models import Line, Round, Run
from tests.nominations import world
from tests.resources import cast as play
from tests.resources.cast import Cast

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = brussels_day(NOW)
ROUND = "/en/resources/rounds/2027-1/"
WEIGHTS = f"{ROUND}weights/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def people() -> Cast:
    return play.cast(NOW)


@pytest.fixture
def as_(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Callable[[str], Client]:
    """A browser in which one of the people has signed in."""
    return lambda name: sign_in(Client(), people.accounts[name])


@pytest.fixture
def course(people: Cast) -> Activity:
    start = TODAY + timedelta(days=140)
    return world.activity(start_on=start, end_on=start + timedelta(days=4), nominate_by=TODAY + timedelta(days=90))


@pytest.fixture
def frozen(people: Cast, course: Activity) -> Round:
    """Inputs of three partners for two seats."""
    row = play.opened(people, [course.code], NOW)
    for key, count in (("aissata", 2), ("basma", 1), ("cora", 1)):
        play.put_forward(people, course, key, count)
    actions.freeze(row, people["rosa"], NOW)
    return row


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def typed(response: Any) -> dict[str, str]:
    """What stands in the form of weights, as a browser would send it."""
    fields = soup(response).select("[data-weight], [name=before]")
    return {str(one["name"]): str(one.get("value", "")) for one in fields}


def solve(row: Round, people: Cast, count: int, **how: Any) -> list[Run]:
    """As many trials, solved."""
    for _ in range(count):
        actions.queue(row, people["rosa"], NOW, **how)
    assert solving.solve_waiting() == count
    return queries.runs(row)[:count]


def run_of(row: Round, number: int) -> Run:
    found = queries.run(row, number)
    assert found is not None
    return found


VALUES_ALONE = dict.fromkeys(queries.considerations(), 0) | {"values": 1000}


# -- other weights ---------------------------------------------------------------------------------------------------


def test_weights_that_are_not_whole_are_refused_by_name_and_stay_as_typed(as_: Any, frozen: Round) -> None:
    rosa = as_("rosa")
    sent = typed(rosa.get(WEIGHTS)) | {"values": "90.2"}
    wrong = rosa.post(WEIGHTS, sent)
    assert wrong.status_code == 409
    whole = sum(float(sent[code]) for code in queries.considerations())
    assert f"Together they make {whole:.1f} per cent." in text(wrong)
    facts = soup(wrong).select_one(".c-refusal-facts")
    assert facts is not None
    named = dict(zip((one.get_text() for one in facts("dt")), (one.get_text() for one in facts("dd")), strict=True))
    assert named["Values and reform"] == "90.2 %"
    assert len(named) == len(queries.considerations())
    assert soup(wrong).select_one('.c-refusal-facts a[href="#id_values"]')
    assert typed(wrong) == sent
    for value in ("", "101", "-1", "1.25", "much", "NaN", "1e99"):
        answer = rosa.post(WEIGHTS, sent | {"values": value})
        assert answer.status_code == 422, value
        assert typed(answer)["values"] == value
        assert soup(answer).select_one('.c-errors a[href="#id_values"]')
    assert not Run.objects.exists()


def test_the_others_are_brought_to_100_round_what_was_changed(as_: Any, frozen: Round) -> None:
    rosa = as_("rosa")
    sent = typed(rosa.get(WEIGHTS))
    brought = rosa.post(WEIGHTS, sent | {"values": "50", "complete": "1"})
    found = {code: float(value) for code, value in typed(brought).items() if code in queries.considerations()}
    assert found["values"] == 50
    assert sum(found.values()) == pytest.approx(100)
    assert max(found.values()) - min(value for code, value in found.items() if code != "values") == 40
    part = rosa.post(WEIGHTS, typed(brought) | {"support": "30", "complete": "1"}, headers=HTMX)
    assert "<html" not in part.content.decode()
    again = typed(part)
    assert again["support"] == "30", "what was moved last is kept, and what was moved before is not"
    assert float(again["values"]) < 50
    much = rosa.post(WEIGHTS, sent | {"values": "70", "support": "60", "complete": "1"})
    assert much.status_code == 422
    assert "Those that you changed make 130 alone" in text(much)
    assert typed(much)["values"] == "70"
    odd = rosa.post(WEIGHTS, sent | {"before": "x", "complete": "1"})
    assert sum(float(typed(odd)[code]) for code in queries.considerations()) == pytest.approx(100)
    assert not Run.objects.exists()


def test_a_trial_with_other_weights_is_followed_and_shows_what_would_move(
    as_: Any, people: Cast, frozen: Round
) -> None:
    rosa = as_("rosa")
    assert "there is nothing to compare with" in text(rosa.get(WEIGHTS))
    assert "moving it changes no score" in text(rosa.get(WEIGHTS))
    solve(frozen, people, 1)
    sent = typed(rosa.get(WEIGHTS)) | dict.fromkeys(queries.considerations(), "0") | {"values": "100"}
    asked = rosa.post(WEIGHTS, sent)
    assert asked["Location"] == f"{WEIGHTS}?trial=2#moved"
    followed = f"{WEIGHTS}?trial=2"
    assert "Waiting for the solver" in text(rosa.get(followed))
    assert typed(rosa.get(followed))["values"] == "100"
    part = rosa.get(f"{followed}&progress=1", headers=HTMX)
    assert soup(part).select_one("[hx-trigger='every 2s']")
    assert "<html" not in part.content.decode()
    run = run_of(frozen, 2)
    actions.start(run, CLOCK, NOW)
    actions.tell(run.pk, {"step": "search", "seconds": 12.5})
    assert "looking for a better one · 12.5 s" in text(rosa.get(f"{followed}&progress=1", headers=HTMX))
    Run.objects.filter(pk=run.pk).update(state="queued")
    assert solving.solve_waiting() == 1
    Line.objects.filter(run__number=1).update(outcome="granted")
    ended = rosa.get(f"{followed}&progress=1", headers=HTMX)
    assert not soup(ended).select_one("[hx-trigger]"), "nothing is asked for any more"
    assert "Value against trial 1" in text(ended)
    moves = queries.moves(*(run_of(frozen, number) for number in (1, 2)))
    assert moves
    assert [one["href"] for one in soup(ended).select("tbody th a")] == [
        f"{ROUND}trials/{2 if one.after else 1}/{one.ref}/" for one in moves
    ]
    listed = text(rosa.get(f"{ROUND}trials/"))
    assert "with other weights" in listed
    assert "What would move" in listed
    seen = as_("claire").get(followed)
    assert "Value against trial 1" in text(seen)
    assert not soup(seen).select_one("form[data-weights]"), "the officer alone asks for trials"
    assert as_("claire").post(WEIGHTS, sent).status_code == 409
    for path in ("?trial=1", "?trial=9", "?trial=x"):
        assert rosa.get(f"{WEIGHTS}{path}").status_code == 404, path
    for path in (WEIGHTS, followed):
        assert as_("aissata").get(path).status_code == 404, path


def test_a_trial_is_called_off_where_it_is_followed(as_: Any, people: Cast, frozen: Round) -> None:
    rosa = as_("rosa")
    actions.queue(frozen, people["rosa"], NOW, weights=VALUES_ALONE)
    gone = rosa.post(f"{ROUND}trials/1/cancel/")
    assert gone["Location"] == f"{WEIGHTS}?trial=1"
    assert "The weights that you tried stand above." in text(rosa.get(f"{WEIGHTS}?trial=1"))
    assert typed(rosa.get(f"{WEIGHTS}?trial=1"))["values"] == "100"
    assert rosa.post(f"{ROUND}trials/1/cancel/").status_code == 409
    actions.queue(frozen, people["rosa"], NOW, weights=VALUES_ALONE)
    run = run_of(frozen, 2)
    actions.start(run, CLOCK, NOW)
    actions.fail(run, CLOCK, NOW, problem="Money ran out.")
    assert "Money ran out." in text(rosa.get(f"{WEIGHTS}?trial=2"))
    actions.thaw(frozen, people["rosa"], NOW)
    closed = rosa.get(WEIGHTS)
    assert soup(closed).select_one(".c-refusal")
    assert not soup(closed).select_one("form[data-weights]")


# -- two trials, and one line ----------------------------------------------------------------------------------------


def test_two_trials_are_compared_filtered_counted_and_taken_away(as_: Any, people: Cast, frozen: Round) -> None:
    solve(frozen, people, 1)
    solve(frozen, people, 1, weights=VALUES_ALONE)
    before, after = (run_of(frozen, number) for number in (1, 2))
    Line.objects.filter(run=after).update(outcome="waiting")
    first, second, third = Line.objects.filter(run=after).order_by("ref")[:3]
    Line.objects.filter(run=before, ref=first.ref).update(outcome="declined")
    Line.objects.filter(run=before, ref=second.ref).update(outcome="granted")
    Line.objects.filter(run=before, ref=third.ref).delete()
    Line.objects.filter(run=before).exclude(ref__in=[first.ref, second.ref]).update(outcome="waiting")
    claire, place = as_("claire"), f"{ROUND}trials/2/against/1/"
    whole = claire.get(place)
    assert "Moved up: 1, moved down: 1, new: 1." in text(whole)
    shown = {one.get_text().strip(): one["href"] for one in soup(whole).select("main tbody th a[data-drawer]")}
    assert shown == {ref: f"{ROUND}trials/2/{ref}/" for ref in (first.ref, second.ref, third.ref)}
    for way, one in (("up", first), ("down", second), ("new", third)):
        only = claire.get(f"{place}?way={way}", headers=HTMX)
        assert [a.get_text().strip() for a in soup(only).select("tbody th")] == [one.ref], way
        table = claire.get(f"{ROUND}trials/2/against/1.csv?way={way}").content.decode("utf-8-sig").splitlines()
        assert [line.partition(",")[0] for line in table[2:-1]] == [one.ref], way
    backwards = text(claire.get(f"{ROUND}trials/1/against/2/"))
    assert "No longer among the requests: 1." in backwards
    gone = soup(claire.get(f"{ROUND}trials/1/against/2/?way=gone")).select_one("main tbody th a")
    assert gone is not None
    assert gone["href"] == f"{ROUND}trials/2/{third.ref}/", "the trial that has it explains it"
    assert "Nothing matches." in text(claire.get(f"{place}?way=gone"))
    assert "Nothing matches." in text(claire.get(f"{place}?party=XX%00"))
    assert claire.get(f"{ROUND}trials/2/against/1.xlsx?party=XA").status_code == 200
    assert "Compare with trial 1" in text(claire.get(f"{ROUND}trials/2/"))
    for path in (place, f"{ROUND}trials/2/against/1.csv"):
        assert as_("aissata").get(path).status_code == 404, path
    actions.queue(frozen, people["rosa"], NOW)
    assert claire.get(f"{ROUND}trials/3/against/1/").status_code == 404, "without a plan nothing moves"


def test_an_explanation_is_a_page_and_a_part_of_one(as_: Any, people: Cast, frozen: Round) -> None:
    solve(frozen, people, 1)
    line = Line.objects.filter(outcome="waiting").earliest("ref")
    place = f"{ROUND}trials/1/{line.ref}/"
    rosa, claire = as_("rosa"), as_("claire")
    whole, part = rosa.get(place), rosa.get(place, headers=HTMX)
    assert soup(whole).select_one("h1").get_text() == line.ref  # type: ignore[union-attr]
    assert not soup(part).select_one("h1, header, main")
    assert soup(part).select_one("h2#drawer-title").get_text() == line.ref  # type: ignore[union-attr]
    assert [one.name for one in soup(part).select("h2, h3")].count("h2") == 1
    for answer in (whole, part):
        assert "What it needs is worth more elsewhere: a seat of PCM-0455." in text(answer)
        assert "A paper." in text(answer)
        assert "Jana Novák" in text(answer)
    assert "Jana Novák" not in text(claire.get(place)), "the name of the author is the staff's"
    assert "changed since the inputs were frozen" not in text(whole)
    later = NOW + timedelta(minutes=1)
    play.assess(people, frozen.settings, line.party, 55, later)
    assert "changed since the inputs were frozen" in text(rosa.get(place))
    assert soup(rosa.get(f"{ROUND}trials/1/")).select_one("dialog#drawer[aria-labelledby=drawer-title]")
    assert as_("aissata").get(place, headers=HTMX).status_code == 404


def test_pages_of_trials_ask_the_same_number_of_questions_however_much_moves(
    as_: Any, people: Cast, frozen: Round
) -> None:
    solve(frozen, people, 1)
    solve(frozen, people, 1, weights=VALUES_ALONE)
    base, tried = (run_of(frozen, number) for number in (1, 2))
    refs = list(Line.objects.filter(run=tried).order_by("ref").values_list("ref", flat=True))
    claire, counts = as_("claire"), []
    pages = ("trials/2/against/1/", "trials/2/against/1.csv", "weights/?trial=2", "trials/2/", f"trials/2/{refs[0]}/")
    for moved in (refs[:1], refs):
        Line.objects.filter(run=base).update(outcome="granted")
        Line.objects.filter(run=tried).update(outcome="granted")
        Line.objects.filter(run=tried, ref__in=moved).update(outcome="waiting")
        for path in pages:
            claire.get(f"{ROUND}{path}")
            with CaptureQueriesContext(connection) as asked:
                assert claire.get(f"{ROUND}{path}").status_code == 200, path
            counts.append((path, len(asked)))
    assert counts[: len(pages)] == counts[len(pages) :]
