"""Pages about resources: what each reader sees, what is kept on a refusal, and how many questions a page asks."""

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
from comity.core.actor import FLOW
from comity.core.calendar import brussels_day
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.kernel import clock
from comity.menu.models import Activity
from comity.nominations import actions as nominations
from comity.resources import actions, queries
from comity.resources.models import Line, Points, Round, Score, Settings, Wish
from tests.nominations import world
from tests.resources import cast as play
from tests.resources.cast import PERIOD, Cast

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = brussels_day(NOW)
PLACE = f"/en/resources/settings/{PERIOD}/"


@pytest.fixture
def people() -> Cast:
    return play.cast(NOW)


@pytest.fixture
def as_(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Callable[[str], Client]:
    """A browser in which one of the people has signed in."""
    return lambda name: sign_in(Client(), people.accounts[name])


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def spent(**more: int) -> dict[str, int]:
    return dict(zip(queries.considerations(), (20, 20, 20, 20, 10, 10), strict=True)) | more


def test_from_the_first_draft_to_the_council_in_pages(as_: Any, people: Cast) -> None:
    rosa, claire = as_("rosa"), as_("claire")
    assert "No cycle has settings yet." in text(rosa.get("/en/resources/"))
    assert rosa.post("/en/resources/settings/begin/", {"period": "soon"}).status_code == 422
    begun = rosa.post("/en/resources/settings/begin/", {"period": PERIOD}, follow=True)
    assert "equal weights, and the anchors" in text(begun)
    assert "20 %" in text(begun)
    assert claire.get(PLACE).status_code == 404, "a draft is the staff's"
    page = rosa.get(f"{PLACE}edit/")
    sent = {
        str(one["name"]): one.get("value") or one.get_text()
        for one in soup(page).select("main :is(input:not([type=radio]), textarea)[name]")
    }
    kept = {**sent, "floor_percent": "35", "keeping": "0.5", "capacity": "need"}
    assert "The settings are changed." in text(rosa.post(f"{PLACE}edit/", kept, follow=True))
    assert Settings.objects.get().keeping_hundredths == 50
    assert "Allies may spend their points." in text(rosa.post(f"{PLACE}open/", follow=True))

    form = text(claire.get(f"{PLACE}points/"))
    assert "Spend 100 points in all." in form
    short = claire.post(f"{PLACE}points/", spent(values=19))
    assert short.status_code == 409
    assert "You have spent 99; it must be 100" in text(short)
    assert soup(short).select_one("#id_values")["value"] == "19"  # type: ignore[index]
    done = claire.post(f"{PLACE}points/", spent(), follow=True)
    assert "nobody else sees them" in text(done)
    assert "Your points" in text(done)
    assert "What Allies spent" not in text(rosa.get(PLACE))
    assert "The points are counted." in text(rosa.post(f"{PLACE}close/", follow=True))
    assert "What Allies spent" in text(rosa.get(PLACE))
    assert "the points of 1 Ally" in text(rosa.get(PLACE))
    assert "Their fingerprint is fixed" in text(rosa.get(f"{PLACE}propose/"))
    assert "the item is drafted" in text(rosa.post(f"{PLACE}propose/", follow=True))
    late = claire.get(f"{PLACE}points/")
    assert "the settings are at another step" in text(late)
    assert Points.objects.count() == 1


def test_a_score_is_refused_before_the_council_and_kept_as_typed(as_: Any, people: Cast) -> None:
    play.drafted(people, NOW)
    address = f"/en/resources/scores/{PERIOD}/XA/values/"
    jana = as_("jana")
    assert "the Council has not decided on the settings yet" in text(jana.get(address))
    sent = {"value": "60", "evidence": "A paper of May.", "review_on": "2099-01-01"}
    answer = jana.post(address, sent)
    assert answer.status_code == 409
    assert "W-90" in text(answer)
    assert "A paper of May." in text(answer)
    assert not Score.objects.exists()
    actions.propose(Settings.objects.get(), people["rosa"], NOW)
    row = Settings.objects.get()
    actions.adopt(row, FLOW, NOW, sha256=row.sha256, decision="PO(2026)0001")
    assert jana.post(address, {**sent, "value": "101"}).status_code == 422
    assert "The score is entered." in text(jana.post(address, sent, follow=True))
    shown = text(as_("claire").get(f"/en/resources/scores/{PERIOD}/XA/"))
    assert "A paper of May." in shown
    assert "Jana Novák" not in shown, "the name of the author is the staff's"
    assert "UNCLASSIFIED – for the staff and Allies only" in shown
    assert "5 scores are missing" in text(as_("rosa").get(f"/en/resources/scores/{PERIOD}/"))


def test_partners_find_no_settings_and_no_scores(as_: Any, people: Cast) -> None:
    row = play.in_force(people, NOW)
    play.assess(people, row, "XA", 87, NOW)
    browser = as_("aissata")
    for path in ("settings/2027/", "settings/begin/", "scores/2027/", "scores/2027/XA/", "scores/2027/XA/values/"):
        assert browser.get(f"/en/resources/{path}").status_code == 404, path
    front = text(browser.get("/en/resources/"))
    assert "What is considered" in front
    assert "Settings by cycle" not in front
    assert "87" not in front


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_page_opens_in_both_languages(as_: Any, people: Cast, language: str) -> None:
    row = play.in_force(people, NOW)
    for party, value in (("XA", 80), ("XB", 50), ("XC", 20)):
        play.assess(people, row, party, value, NOW)
    pages = ("", "settings/begin/", "settings/2027/", "settings/2027/edit/", "settings/2027/points/",
             "settings/2027/open/", "scores/2027/", "scores/2027/XA/", "scores/2027/XA/values/")  # fmt: skip
    for path in pages:
        answer = as_("rosa").get(f"/{language}/resources/{path}")
        assert answer.status_code == 200, (path, text(answer))
    said = text(as_("rosa").get(f"/{language}/resources/scores/2027/"))
    assert ("Tiers supérieur" if language == "fr" else "Upper third") in said


def test_lists_ask_the_same_number_of_questions_at_one_and_at_three_rows(as_: Any, people: Cast) -> None:
    row = play.in_force(people, NOW)
    browser = as_("rosa")
    for path in ("settings/2027/", "scores/2027/"):
        browser.get(f"/en/resources/{path}")  # what is remembered from the first visit is not counted
    counts = []
    for parties in (("XA",), ("XB", "XC")):
        for party in parties:
            play.assess(people, row, party, 50, NOW)
        for path in ("settings/2027/", "scores/2027/"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                browser.get(f"/en/resources/{path}")
            counts.append((path, len(asked)))
    assert dict(counts[:2]) == dict(counts[2:])


# -- rounds ----------------------------------------------------------------------------------------------------------

ROUND = "/en/resources/rounds/2027-1/"


@pytest.fixture
def course(people: Cast) -> Activity:
    start = TODAY + timedelta(days=140)
    return world.activity(start_on=start, end_on=start + timedelta(days=4), nominate_by=TODAY + timedelta(days=90))


def nominate(people: Cast, course: Activity, key: str, count: int) -> None:
    """Names put forward and received."""
    party = str(people[key].party)
    event = nominations.nominate(course, people[key], NOW, party=party, people=[world.person() for _ in range(count)])
    for number in event.numbers:
        nominations.receive(course, people["lars"], NOW, number=number)


def test_a_round_from_the_plan_to_frozen_inputs_in_pages(as_: Any, people: Cast, course: Activity) -> None:
    row = play.in_force(people, NOW)
    play.money(people, NOW)
    play.assess(people, row, "XA", 60, NOW)
    rosa = as_("rosa")
    days = {"wishes_until": TODAY + timedelta(days=20), "since_on": TODAY + timedelta(days=60)}
    wrong = rosa.post("/en/resources/plan/2027/", {**days, "until_on": TODAY})
    assert wrong.status_code == 409
    assert "the days are not in order" in text(wrong)
    done = rosa.post("/en/resources/plan/2027/", {**days, "until_on": TODAY + timedelta(days=400)}, follow=True)
    assert "Now say what it covers" in text(done)
    assert as_("aissata").get(ROUND).status_code == 404, "a plan is the staff's"
    assert "the round covers nothing" in text(rosa.get(f"{ROUND}open/"))
    assert "course" in text(rosa.get(f"{ROUND}activities/")).casefold()
    sent = {"kinds": ["course"], "line": play.LINE, "delegation": "2"}
    assert "The activities are covered." in text(rosa.post(f"{ROUND}activities/", sent, follow=True))
    assert "1,700 EUR" in text(rosa.get(f"{ROUND}activities/"))
    assert rosa.post(f"{ROUND}money/", {"line": play.LINE, "amount": "-1"}).status_code == 422
    much = rosa.post(f"{ROUND}money/", {"line": play.LINE, "amount": "1000001"})
    assert much.status_code == 409
    assert "more than is free on the line" in text(much)
    assert "20,000 EUR" in text(rosa.post(f"{ROUND}money/", {"line": play.LINE, "amount": "20000"}, follow=True))
    quota = {"limit": "partner_seats", "about": "XA", "value": "4"}
    assert "The quota is set." in text(rosa.post(f"{ROUND}quotas/", quota, follow=True))
    assert "The quota is lifted." in text(rosa.post(f"{ROUND}quotas/", {**quota, "value": ""}, follow=True))
    assert "The round is open." in text(rosa.post(f"{ROUND}open/", follow=True))
    assert rosa.post(f"{ROUND}activities/PCM-0455/leave-out/").status_code == 409
    nominate(people, course, "aissata", 1)
    nominate(people, course, "basma", 1)
    stopped = text(rosa.get(f"{ROUND}freeze/"))
    assert "a partner is not assessed in full" in stopped
    assert "Belmora lacks a score on: Aspiration to join, Values and reform" in stopped
    assert "The desk officer of the partner" in stopped
    play.assess(people, row, "XB", 40, NOW)
    assert "The inputs are frozen." in text(rosa.post(f"{ROUND}freeze/", follow=True))
    seen = text(as_("claire").get(ROUND))
    assert "Requests: 2, activities: 1, partners: 2." in seen
    assert "Fingerprint" not in text(as_("aissata").get(ROUND))
    assert "The inputs are open again." in text(rosa.post(f"{ROUND}thaw/", follow=True))


def test_an_activity_is_left_out_of_a_draft(as_: Any, people: Cast, course: Activity) -> None:
    row = play.planned(people, NOW)
    actions.cover(row, people["rosa"], NOW, line=play.LINE, codes=[course.code])
    left = as_("rosa").post(f"{ROUND}activities/{course.code}/leave-out/", follow=True)
    assert "The round covers nothing yet." in text(left)


def test_a_partner_moves_its_names_without_a_script_and_keeps_them(as_: Any, people: Cast, course: Activity) -> None:
    play.opened(people, [course.code], NOW)
    nominate(people, course, "aissata", 3)
    nominate(people, course, "basma", 1)
    browser = as_("aissata")
    first = soup(browser.get(f"{ROUND}names/"))
    refs = [str(one["value"]) for one in first.select("[name=name]")]
    assert [ref.partition("/")[2] for ref in refs] == ["1", "2", "3"]
    assert "XB" not in first.select_one("main").get_text()  # type: ignore[union-attr]
    sent: dict[str, Any] = {"name": refs, "share": "25", **{f"place-{ref}": n for n, ref in enumerate(refs, 1)}}
    moved = browser.post(f"{ROUND}names/", {**sent, "up": refs[2], "own_cost": [refs[0]]})
    assert "The order below is not kept yet." in text(moved)
    order = [str(one["value"]) for one in soup(moved).select("[name=name]")]
    assert order == [refs[0], refs[2], refs[1]]
    assert soup(moved).select_one("[name=share]")["value"] == "25"  # type: ignore[index]
    assert not Wish.objects.exists()
    numbered = {**sent, f"place-{refs[0]}": "9", "keep": "1", "own_cost": [refs[0]]}
    kept = browser.post(f"{ROUND}names/", numbered, follow=True)
    assert "Your order is kept." in text(kept)
    assert [str(one["value"]) for one in soup(kept).select("[name=name]")] == [refs[1], refs[2], refs[0]]
    assert soup(kept).select_one(f"[name=own_cost][value='{refs[0]}']").has_attr("checked")  # type: ignore[union-attr]
    assert browser.post(f"{ROUND}names/", {**numbered, "share": "200"}).status_code == 422
    assert as_("claire").get(f"{ROUND}names/").status_code == 404
    forged = browser.post(f"{ROUND}names/", {**numbered, "name": [*refs, f"{course.code}/4"]}, follow=True)
    assert "Your order is kept." in text(forged)
    assert Wish.objects.count() == 3, "a name of somebody else is not taken"


def test_of_two_who_rank_at_once_the_second_sees_what_is_kept_and_loses_nothing(
    as_: Any, people: Cast, course: Activity
) -> None:
    row = play.opened(people, [course.code], NOW)
    nominate(people, course, "aissata", 3)
    first, second, place = as_("aissata"), as_("aissata"), f"{ROUND}names/"

    def sent(response: Any, order: list[str], share: str) -> dict[str, Any]:
        seen = soup(response).select_one("[name=seen]")
        assert seen is not None
        places = {f"place-{ref}": n for n, ref in enumerate(order, 1)}
        return {"name": order, "share": share, "keep": "1", "seen": seen["value"], **places}

    one, two = first.get(place), second.get(place)
    a, b, c = (str(one_["value"]) for one_ in soup(one).select("[name=name]"))
    assert "Your order is kept." in text(first.post(place, sent(one, [b, c, a], "10"), follow=True))
    moved = second.post(place, {**sent(two, [a, b, c], "20"), "down": a})
    assert "The order below is not kept yet." in text(moved)
    late = second.post(place, {**sent(moved, [c, b, a], "20"), "own_cost": [c]})
    assert late.status_code == 409
    assert "another order was kept since you opened the page" in text(late)
    assert [str(one_["value"]) for one_ in soup(late).select("[name=name]")] == [c, b, a]
    assert soup(late).select_one(f"[name=own_cost][value='{c}']").has_attr("checked")  # type: ignore[union-attr]
    assert [td.get_text() for td in soup(late).select("td[data-label='Kept now']")] == [
        "2 not at your own cost",
        "1",
        "3",
    ]
    assert "Kept now: 10." in text(late)
    assert [own.ref for own in queries.own_names(row, "XA")] == [b, c, a], "what the first has kept stands"
    kept = second.post(place, sent(late, [c, b, a], "20"), follow=True)
    assert "Your order is kept." in text(kept)
    assert [own.ref for own in queries.own_names(row, "XA")] == [c, b, a]
    assert first.post(place, sent(one, [a, b, c], "10")).status_code == 409, "the first is told in turn"


def test_enter_in_a_place_puts_names_in_order_and_moves_none(as_: Any, people: Cast, course: Activity) -> None:
    play.opened(people, [course.code], NOW)
    nominate(people, course, "aissata", 3)
    browser = as_("aissata")
    page = soup(browser.get(f"{ROUND}names/"))
    assert page.select_one("main form button")["name"] == "order"  # type: ignore[index]
    a, b, c = (str(one["value"]) for one in page.select("[name=name]"))
    sent = {"name": [a, b, c], f"place-{a}": "3", f"place-{b}": "2", f"place-{c}": "3", "share": "0", "order": "1"}
    ordered = browser.post(f"{ROUND}names/", sent)
    assert [str(one["value"]) for one in soup(ordered).select("[name=name]")] == [b, a, c]
    assert not Wish.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_of_a_round_open_in_both_languages_and_ask_the_same_number_of_questions(
    as_: Any, people: Cast, course: Activity, language: str
) -> None:
    row = play.opened(people, [course.code], NOW)
    nominate(people, course, "aissata", 1)
    place = ROUND.replace("/en/", f"/{language}/")
    counts: dict[str, list[int]] = {}
    readers = {"rosa": ("", "activities/", "money/", "quotas/", "open/"), "aissata": ("", "names/")}
    for _more in range(3):
        for who, pages in readers.items():
            browser = as_(who)
            for path in pages:
                with CaptureQueriesContext(connection) as asked:
                    answer = browser.get(f"{place}{path}")
                assert answer.status_code == 200, (path, text(answer))
                counts.setdefault(f"{who} {path}", []).append(len(asked))
        nominate(people, course, "aissata", 2)
    assert {path: found for path, found in counts.items() if found[1] != found[2]} == {}
    assert ("Tour" if language == "fr" else "Round") in text(as_("rosa").get(place))
    assert row.state == "open"


# -- trials, the Council, partners -----------------------------------------------------------------------------------


def frozen(people: Cast, course: Activity) -> Round:
    """Inputs of three partners for two seats."""
    row = play.opened(people, [course.code], NOW)
    for key, count in (("aissata", 2), ("basma", 1), ("cora", 1)):
        nominate(people, course, key, count)
    actions.freeze(row, people["rosa"], NOW)
    return row


def test_from_a_trial_to_what_a_partner_reads_in_pages(as_: Any, people: Cast, course: Activity) -> None:
    row = frozen(people, course)
    rosa, claire, aissata = as_("rosa"), as_("claire"), as_("aissata")
    early = text(rosa.get(f"{ROUND}publish/"))
    assert "the Council has not adopted it" in early
    assert "It is not a decision." in text(rosa.post(f"{ROUND}trials/", follow=True))
    waiting = text(rosa.get(f"{ROUND}trials/1/"))
    assert "Waiting for the solver" in waiting
    fragment = rosa.get(f"{ROUND}trials/1/?progress=1", headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert solving.solve_waiting() == 1
    seen = text(claire.get(f"{ROUND}trials/1/"))
    assert "Not a decision." in seen
    assert "2/4" in seen.replace(" ", "")
    assert "UNCLASSIFIED – for the staff and Allies only" in seen
    only = text(claire.get(f"{ROUND}trials/1/?outcome=waiting&party=XA"))
    refs = [one.ref for one in Line.objects.filter(outcome="waiting", party="XA")]
    assert all(ref in only for ref in refs)
    line = Line.objects.filter(outcome="waiting").earliest("ref")
    explained = text(claire.get(f"{ROUND}trials/1/{line.ref}/"))
    assert "What it needs is worth more elsewhere: a seat of PCM-0455." in explained
    assert "tried" in explained
    for path in ("requests.csv", "requests.xlsx", "sheet.pdf", "sheet.docx", "sheet/"):
        assert claire.get(f"{ROUND}trials/1/{path}").status_code == 200, path
        assert aissata.get(f"{ROUND}trials/1/{path}").status_code == 404, path
    assert "Trial, not a decision" in text(claire.get(f"{ROUND}trials/1/sheet/"))
    assert claire.get(f"{ROUND}trials/2/").status_code == 404

    assert "the item is drafted" in text(rosa.post(f"{ROUND}trials/1/submit/", follow=True))
    (listed,) = decision_queries.about(row.subject)
    decisions.put_on_agenda(listed.item, people["henrik"], NOW)
    decisions.agree_in_meeting(listed.item, people["henrik"], NOW, meeting="PO/D(2026)0001")
    assert "Nothing is published yet." in text(aissata.get(f"{ROUND}results/"))
    assert aissata.get(f"{ROUND}letter.pdf").status_code == 404
    assert "The results are published." in text(rosa.post(f"{ROUND}publish/", follow=True))
    assert "Adopted by" in text(claire.get(ROUND))
    own = text(aissata.get(f"{ROUND}results/"))
    assert own.count(course.title_en) >= 2
    assert "nor do you read others’" in own
    assert "It would be" in own or "No single change" in own
    assert {one for one in ("PCM-0455/1", "PCM-0455/2") if one in own} == {"PCM-0455/1", "PCM-0455/2"}
    assert "PCM-0455/3" not in own
    for form in ("pdf", "docx"):
        assert aissata.get(f"{ROUND}letter.{form}").status_code == 200
    for path in ("trials/", "trials/1/", "overrides/", "changes/", f"trials/1/{line.ref}/", "trials/1/against/1/"):
        assert aissata.get(f"{ROUND}{path}").status_code == 404, path
    assert as_("claire").get(f"{ROUND}results/").status_code == 404
    hosted = text(as_("lars").get(f"{ROUND}hosting/"))
    assert "The minimum is met" in hosted
    assert aissata.get(f"{ROUND}hosting/").status_code == 404
    assert "Adopted by" not in text(aissata.get(ROUND)), "a partner never learns of a decision"
    assert "is under review" in text(rosa.post(f"{ROUND}rerun/", follow=True))
    assert "Nothing has moved." in text(claire.get(f"{ROUND}changes/"))


def test_overrides_need_a_reason_are_counted_and_compared(as_: Any, people: Cast, course: Activity) -> None:
    row = frozen(people, course)
    rosa = as_("rosa")
    actions.queue(row, people["rosa"], NOW)
    solving.solve_waiting()
    line = Line.objects.filter(outcome="waiting").earliest("ref")
    place = f"{ROUND}overrides/"
    assert soup(rosa.get(f"{place}?ref={line.ref}")).select_one("#id_ref")["value"] == line.ref  # type: ignore[index]
    assert rosa.post(place, {"ref": "x", "gives": "yes"}).status_code == 422
    bare = rosa.post(place, {"ref": line.ref, "gives": "yes", "reason": ""})
    assert bare.status_code == 409
    assert "the reason is missing" in text(bare)
    done = rosa.post(place, {"ref": line.ref, "gives": "yes", "reason": "A promise of last year."}, follow=True)
    assert "1 seat is decided against the plan." in text(done)
    assert "A promise of last year." in text(as_("claire").get(place))
    stale = text(rosa.get(f"{ROUND}trials/1/submit/"))
    assert "the trial rests on something else" in stale
    actions.queue(row, people["rosa"], NOW)
    solving.solve_waiting()
    compared = text(as_("claire").get(f"{ROUND}trials/2/against/1/"))
    assert "Moved up: 1, moved down: 1, new: 0." in compared
    assert "The override is lifted." in text(rosa.post(place, {"lift": line.ref}, follow=True))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_of_a_trial_open_in_both_languages(as_: Any, people: Cast, course: Activity, language: str) -> None:
    row = frozen(people, course)
    for _ in range(2):
        actions.queue(row, people["rosa"], NOW)
    assert solving.solve_waiting() == 2
    ref = Line.objects.earliest("ref").ref
    place = ROUND.replace("/en/", f"/{language}/")
    pages = ("trials/", "trials/1/", f"trials/1/{ref}/", "trials/2/against/1/", "weights/", "trials/1/sheet/",
             "overrides/", "trials/1/submit/", "publish/", "rerun/", "close/", "changes/",
             "trials/1/sheet.pdf")  # fmt: skip
    for path in pages:
        answer = as_("rosa").get(f"{place}{path}")
        assert answer.status_code == 200, (path, text(answer))


def test_what_a_trial_leaves_open_is_listed_as_questions(as_: Any, people: Cast, course: Activity) -> None:
    row = frozen(people, course)
    actions.queue(row, people["rosa"], NOW)
    assert solving.solve_waiting() == 1
    run = row.runs.get()
    told = run.summary["envy"]
    assert told["count"] == len(told["rows"])
    outcomes = dict(run.lines.values_list("ref", "outcome"))
    assert all((outcomes[one["outside"]], outcomes[one["inside"]]) == ("waiting", "granted") for one in told["rows"])
    claire, aissata = as_("claire"), as_("aissata")
    run.summary["envy"] = {"count": 0, "rows": []}
    run.save(update_fields=["summary"])
    assert "Nobody outside could take a seat and count more." in text(claire.get(f"{ROUND}trials/1/questions/"))
    given, left = (run.lines.filter(outcome=outcome) for outcome in ("granted", "waiting"))
    pairs = [(out.ref, inside.ref) for out in left for inside in given if out.party != inside.party]
    counts = []
    for some in (pairs[:1], pairs):
        run.summary["envy"] = {"count": 7, "rows": [{"outside": out, "inside": inside} for out, inside in some]}
        run.save(update_fields=["summary"])
        claire.get(f"{ROUND}trials/1/questions/")
        with CaptureQueriesContext(connection) as asked:
            seen = text(claire.get(f"{ROUND}trials/1/questions/"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "7 are counted in all; the weightiest are listed." in seen
    out, inside = pairs[0]
    assert f"{out} " in seen
    assert f"{inside} " in seen
    assert "Questions left 7" in text(claire.get(f"{ROUND}trials/1/"))
    assert "Questions que laisse l’essai 1" in text(claire.get(f"{ROUND.replace('/en/', '/fr/')}trials/1/questions/"))
    table = claire.get(f"{ROUND}trials/1/questions.csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == len(pairs) + 3
    assert claire.get(f"{ROUND}trials/1/questions.xlsx").status_code == 200
    for path in ("", ".csv", ".xlsx"):
        assert aissata.get(f"{ROUND}trials/1/questions{path or '/'}").status_code == 404, path
    assert claire.get(f"{ROUND}trials/2/questions/").status_code == 404
