"""The pages of a programme: what each side reads, writes, is told and is refused; in English and in French."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from comity.programmes import actions, queries
from comity.programmes.models import Comment, Goal, Programme, Remark
from comity.programmes.rules.life import State
from tests.programmes import world
from tests.programmes.world import NOW, Cast

pytestmark = pytest.mark.django_db

ROOT = "/en/programmes/XA/2027-28/"
FRENCH = "/fr/programmes/XA/2027-28/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def people() -> Cast:
    return world.cast()


@pytest.fixture
def visit(people: Cast, sign_in: Callable[[Client, Any], Client]) -> Callable[[str], Client]:
    """A browser in which somebody of the cast has signed in: `visit("jana")`."""
    return lambda name: sign_in(Client(), people.accounts[name])


Visit = Callable[[str], Client]


def soup(response: Any, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status, response.content.decode()[:2000]
    return BeautifulSoup(response.content.decode(), "html.parser")


def words(page: BeautifulSoup, selector: str = "main") -> str:
    found = page.select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text(" ").replace("\u00a0", " ").replace("\u202f", " ").split())


def follow(client: Client, response: Any) -> BeautifulSoup:
    assert response.status_code == 302, response.content.decode()[:2000]
    return soup(client.get(response.headers["Location"].partition("#")[0]))


# -- list and beginning ------------------------------------------------------------------------------------------------


def test_without_programmes_the_list_says_how_to_begin(people: Cast, visit: Visit) -> None:
    page = soup(visit("aissata").get("/en/programmes/"))
    assert "There is no programme yet." in words(page)
    assert "Start from the last period, from the template, or from three suggested goals." in words(page)
    assert "Allies see programmes once they are put to the Council." in words(
        soup(visit("claire").get("/en/programmes/"))
    )


def test_a_mission_begins_a_programme_with_suggested_goals(people: Cast, visit: Visit) -> None:
    client = visit("aissata")
    form = soup(client.get("/en/programmes/begin/"))
    assert "Until you send it, nobody outside your side reads what you write." in words(form)
    page = follow(
        client,
        client.post(
            "/en/programmes/begin/",
            {"party": "XA", "first_year": 2027, "years": 2, "language": "en", "source": "goals"},
        ),
    )
    assert words(page, "h1") == "Arcadia: IPCP 2027-28"
    assert "Begun. Only your side sees it until you send it." in page.get_text()
    assert len(queries.goals(world.row())) == 3
    assert visit("jana").get(ROOT).status_code == 404
    assert visit("claire").get(ROOT).status_code == 404


def test_a_second_programme_for_the_same_years_is_refused_with_what_was_typed(people: Cast, visit: Visit) -> None:
    world.begin(people)
    data = {"party": "XA", "first_year": 2028, "years": 1, "language": "fr", "source": "template"}
    page = soup(visit("aissata").post("/en/programmes/begin/", data), 409)
    assert "Not begun: there is already one for that time" in words(page)
    field = page.select_one("#id_first_year")
    assert field is not None
    assert field["value"] == "2028"


def test_a_mistyped_year_is_said_at_the_field(people: Cast, visit: Visit) -> None:
    data = {"party": "XA", "first_year": 1811, "years": 1, "language": "fr", "source": "template"}
    assert "2011" in words(soup(visit("aissata").post("/en/programmes/begin/", data), 422))


def test_whoever_sits_at_neither_side_is_told_who_may_begin(people: Cast, visit: Visit) -> None:
    page = soup(visit("claire").get("/en/programmes/begin/"))
    assert "Not done: you write for neither side of this programme" in words(page)


def test_the_staff_begins_for_any_partner_and_goes_on_from_nothing(people: Cast, visit: Visit) -> None:
    client = visit("jana")
    options = [one["value"] for one in soup(client.get("/en/programmes/begin/")).select("#id_party option")]
    assert options == ["XA", "XB"]
    data = {"party": "XB", "first_year": 2027, "years": 2, "language": "en", "source": "template"}
    page = follow(client, client.post("/en/programmes/begin/", data))
    assert words(page, "h1") == "Belmora: IPCP 2027-28"


def test_the_list_says_whose_turn_it_is(people: Cast, visit: Visit) -> None:
    world.submitted(people)
    assert "1 programme · 1 waits for your side" in words(soup(visit("jana").get("/en/programmes/")))
    text = words(soup(visit("aissata").get("/en/programmes/")))
    assert "Submitted" in text
    assert "International Staff" in text
    assert "No programme is in this state or of this type." in words(
        soup(visit("jana").get("/en/programmes/?state=closed"))
    )
    assert "Arcadia" in words(soup(visit("jana").get("/en/programmes/?state=nonsense")))


# -- text --------------------------------------------------------------------------------------------------------------


def test_an_empty_draft_says_what_belongs_into_each_section(people: Cast, visit: Visit) -> None:
    world.begin(people)
    page = soup(visit("aissata").get(ROOT))
    assert "Nothing is written yet." in words(page)
    assert "One page is enough." in words(page)
    assert "Why can’t I send it?" in words(page)
    assert [one.get_text(" ", strip=True) for one in page.select(".c-steps [aria-current]")] == ["Draft 24 Nov 2026"]


def test_a_paragraph_is_written_by_plain_forms(people: Cast, visit: Visit) -> None:
    world.begin(people)
    client = visit("aissata")
    assert "Three to six ends" in words(soup(client.get(f"{ROOT}sections/2/insert/")))
    follow(client, client.post(f"{ROOT}sections/2/insert/", {"text": "We train forty officers.", "after": ""}))
    response = client.post(f"{ROOT}text/2.1/edit/")
    assert response.headers["Location"] == f"{ROOT}text/2.1/"
    page = soup(client.get(f"{ROOT}text/2.1/"))
    assert words(page, "textarea") == "We train forty officers."
    assert "You hold this section until" in words(soup(client.get(ROOT)))
    data = {"base": 1, "text": "We train fifty officers.", "do": "write"}
    page = follow(client, client.post(f"{ROOT}text/2.1/", data))
    assert "We train fifty officers." in words(page)
    assert "Wordings 2.1" in words(page)
    assert "forty fifty" in words(soup(client.get(f"{ROOT}text/2.1/wordings/")), ".c-timeline")
    client.post(f"{ROOT}sections/2/release/")
    assert "You hold this section" not in words(soup(client.get(ROOT)))
    follow(client, client.post(f"{ROOT}text/2.1/", {"base": 2, "do": "delete"}))
    assert "fifty" not in words(soup(client.get(ROOT)))
    assert "deleted" in words(soup(client.get(f"{ROOT}text/2.1/wordings/")))


def test_with_scripts_the_form_comes_into_the_page(people: Cast, visit: Visit) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=2, text="We train.")
    client = visit("aissata")
    fragment = soup(client.post(f"{ROOT}text/2.1/edit/", headers=HTMX))
    assert fragment.select_one("form textarea") is not None
    assert fragment.select_one("main") is None
    assert soup(client.get(f"{ROOT}sections/2/insert/", headers=HTMX)).select_one("main") is None
    saved = client.post(f"{ROOT}text/2.1/", {"base": 1, "text": "We do.", "do": "write"}, headers=HTMX)
    assert saved.headers["HX-Redirect"] == f"{ROOT}text/#p-2-1"
    assert client.post(f"{ROOT}sections/2/lock/", headers=HTMX).status_code == 204


def test_an_empty_wording_or_an_unknown_place_changes_nothing(people: Cast, visit: Visit) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=2, text="We train.")
    client = visit("aissata")
    assert "This field is required" in words(soup(client.post(f"{ROOT}text/2.1/", {"base": 1, "text": " "}), 422))
    assert "This field is required" in words(soup(client.post(f"{ROOT}sections/2/insert/", {"text": ""}), 422))
    for address in ("text/9.9/", "text/9.9/wordings/", "sections/77/insert/", "nonsense/", "changes/v3..v9/"):
        assert client.get(f"{ROOT}{address}").status_code == 404, address
    assert client.post(f"{ROOT}sections/77/lock/").status_code == 404
    assert client.post(f"{ROOT}text/2.1/resolve/", {"base": 1, "choice": 0, "keep": "x"}).status_code == 404
    assert client.post(f"{ROOT}text/2.1/resolve/", {"base": 1, "choice": 7, "keep": "0"}).status_code == 404


def test_a_colleague_who_edits_keeps_others_out_and_is_asked(people: Cast, visit: Visit) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=2, text="We train.")
    tomas, aissata = visit("tomas"), visit("aissata")
    tomas.post(f"{ROOT}text/2.1/edit/")
    assert "Tomas Rell is editing it since" in words(soup(aissata.get(ROOT)))
    page = soup(aissata.post(f"{ROOT}text/2.1/", {"base": 1, "text": "Mine.", "do": "write"}), 409)
    assert "Not saved: a colleague is editing section 2" in words(page)
    assert words(page, "textarea") == "Mine."
    follow(aissata, aissata.post(f"{ROOT}sections/2/ask/"))
    assert "Aïssata Diallo asks for it" in words(soup(tomas.get(ROOT)))


def test_two_texts_of_one_paragraph_are_brought_together(people: Cast, visit: Visit) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=2, text="We hold two exercises a year in Arcadia.")
    actions.write(
        programme, people.tomas, NOW, paragraph="2.1", base=1, text="We hold three exercises a year in Arcadia."
    )
    client = visit("aissata")
    mine = {"base": 1, "text": "We hold two exercises a year at sea.", "do": "write"}
    page = soup(client.post(f"{ROOT}text/2.1/", mine), 409)
    assert "Not saved yet: the paragraph has changed since you began" in words(page)
    assert "You changed different places: both changes are in this text." in words(page)
    assert words(page, "textarea") == "We hold three exercises a year at sea."
    field = page.select_one("input[name=base]")
    assert field is not None
    assert field["value"] == "2"
    clash = {"base": 1, "text": "We hold four exercises a year in Arcadia.", "do": "write"}
    page = soup(client.post(f"{ROOT}text/2.1/", clash), 409)
    assert "both wordings stand in brackets" in words(page)
    merged = "We hold [three / XA] [four / XA] exercises a year in Arcadia."
    assert words(page, "textarea") == merged
    follow(client, client.post(f"{ROOT}text/2.1/", {"base": 2, "text": merged, "do": "write"}))
    assert world.said(world.row(), people.aissata)["2.1"] == merged


def test_brackets_are_shown_with_their_sides_and_settled_by_a_button(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    client = visit("jana")
    data = {"base": 1, "text": "We agree on point 1, three times a year.", "do": "bracket"}
    page = follow(client, client.post(f"{ROOT}text/1.1/", data))
    bracket = page.select_one("#p-1-1 .c-bracket")
    assert bracket is not None
    assert " ".join(bracket.get_text().split()) == "[two XA] [three IS]"
    assert "brackets open" in words(page, "#p-1-1")
    assert "keep “three”" in words(page, "#p-1-1")
    page = follow(client, client.post(f"{ROOT}text/1.1/resolve/", {"base": 2, "choice": 0, "keep": "1"}))
    assert "We agree on point 1, three times a year." in words(page)


def test_saving_says_before_that_agreements_will_lapse(people: Cast, visit: Visit) -> None:
    programme = world.in_review(people)
    client = visit("jana")
    before = words(soup(client.get(f"{ROOT}text/1.1/")))
    assert "This becomes part of version 2. The other side sees it when you hand over the pen." in before
    actions.agree(programme, people.aissata, NOW, version=1)
    text = words(soup(client.get(f"{ROOT}text/1.1/")))
    assert "Before you save: this makes version 2, and the agreements to version 1 lapse." in text
    page = follow(client, client.post(f"{ROOT}text/1.1/", {"base": 1, "text": "New.", "do": "write"}))
    assert "Saved as part of version 2. The agreements have lapsed." in page.get_text()
    assert "v1 lapsed: the text was changed" in words(page, ".c-seals")


def test_without_the_pen_one_reads_comments_and_asks_for_it(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    client = visit("aissata")
    page = soup(client.get(ROOT))
    assert "Edit 1.1" not in words(page)
    assert "Ask for the pen" in words(page)
    text = words(soup(client.get(f"{ROOT}text/1.1/")))
    assert "Not saved: the other side holds the pen" in text
    assert "Not saved: the other side holds the pen" in words(soup(client.get(f"{ROOT}sections/1/insert/")))
    assert soup(client.post(f"{ROOT}text/1.1/", {"base": 1, "text": "Mine.", "do": "write"}), 409)
    follow(client, client.post(f"{ROOT}ask-for-pen/"))
    assert "the other side asks for the pen" in words(soup(visit("jana").get(ROOT)))


def test_paragraphs_are_agreed_one_by_one_and_reopened_for_a_reason(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    aissata, jana = visit("aissata"), visit("jana")
    page = follow(aissata, aissata.post(f"{ROOT}text/1.1/agree/", {"base": 1}))
    assert "agreed: Arcadia" in words(page, "#p-1-1")
    page = follow(jana, jana.post(f"{ROOT}text/1.1/agree/", {"base": 1}))
    assert "agreed by both" in words(page, "#p-1-1")
    assert "Not saved: both sides have agreed this paragraph" in words(soup(jana.get(f"{ROOT}text/1.1/")))
    assert "the other side reads your reason" in words(soup(jana.get(f"{ROOT}text/1.1/reopen/")))
    assert soup(jana.post(f"{ROOT}text/1.1/reopen/", {"reason": ""}), 422)
    follow(jana, jana.post(f"{ROOT}text/1.1/reopen/", {"reason": "A wrong date."}))
    assert "Nothing to take back" in words(soup(jana.get(f"{ROOT}text/1.1/reopen/")))


# -- what the other side never sees ------------------------------------------------------------------------------------


def test_neither_side_sees_what_the_other_keeps_inside(people: Cast, visit: Visit) -> None:
    world.activity(455)
    programme = world.in_review(people)
    actions.comment(programme, people.jana, NOW, paragraph="1.1", text="SECRET-OF-STAFF")
    actions.comment(programme, people.aissata, NOW, paragraph="1.1", text="SECRET-OF-PARTNER")
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="SECRET-WORDING")
    actions.add_goal(world.row(), people.jana, NOW, title="SECRET-GOAL", areas=("operations",))
    actions.choose_activity(world.row(), people.jana, NOW, activity="PCM-0455", goal=1)
    pages = ["", "text/1.1/wordings/", "activities/", "timeline/", "changes/", "history/", "documents/"]
    pages += ["activities.csv", "activities.ics"]
    for path in pages:
        partner = visit("aissata").get(f"{ROOT}{path}").content.decode()
        staff = visit("jana").get(f"{ROOT}{path}").content.decode()
        for secret in ("SECRET-OF-STAFF", "SECRET-WORDING", "SECRET-GOAL"):
            assert secret not in partner, path
        assert "SECRET-OF-PARTNER" not in staff, path
        if path in ("activities/", "timeline/", "activities.csv", "activities.ics"):
            assert "PCM-0455" not in partner, path
            assert "PCM-0455" in staff, path
        assert "Changed a paragraph" not in partner, path
    assert "SECRET-WORDING" in visit("jana").get(ROOT).content.decode()
    assert "SECRET-OF-PARTNER" in visit("tomas").get(ROOT).content.decode()
    assert visit("claire").get(ROOT).status_code == 404
    assert visit("neighbour").get(ROOT).status_code == 404


def test_the_allies_read_the_agreed_text_from_the_council_on_and_do_nothing(people: Cast, visit: Visit) -> None:
    world.with_council(people)
    client = visit("claire")
    page = soup(client.get(ROOT))
    assert "We agree on point 1" in words(page)
    assert page.select("form textarea") == []
    assert page.select(".c-header .c-actions") == []
    assert "It is the turn of: Council" in words(page)
    assert "Not done: you write for neither side" in words(soup(client.get(f"{ROOT}submit/")))


def test_nobody_reads_it_without_signing_in(people: Cast) -> None:
    world.with_council(people)
    assert "login" in Client().get(ROOT).headers["Location"]


# -- steps -------------------------------------------------------------------------------------------------------------


def test_from_draft_to_the_council_by_plain_forms(people: Cast, visit: Visit) -> None:
    world.write_all(people, world.begin(people))
    aissata, jana = visit("aissata"), visit("jana")
    page = soup(aissata.get(f"{ROOT}submit/"))
    assert "The other side will see version 1 and gets the pen, with three weeks to comment." in words(page)
    page = follow(aissata, aissata.post(f"{ROOT}submit/", {"note": "Our first draft."}))
    assert "Done: Send for review." in page.get_text()
    assert "has received v1" in words(page, ".c-seals")
    follow(jana, jana.post(f"{ROOT}take-up/"))
    page = soup(jana.get(ROOT))
    assert "It is your side’s turn" in words(page)
    assert "comments by 15 Dec 2026" in words(page)
    primary = page.select(".c-header .c-actions .ds-button:not([data-variant])")
    assert [one.get_text(strip=True) for one in primary] == ["Agree to v1"]
    text = words(soup(jana.get(f"{ROOT}agree/")))
    assert "Your side is bound to version 1, and to no other" in text
    page = follow(jana, jana.post(f"{ROOT}agree/", {"version": 1}))
    assert "agreed to v1" in words(page, ".c-seals")
    page = follow(aissata, aissata.post(f"{ROOT}agree/", {"version": 1}))
    assert "Agreed by both sides" in words(page)
    page = follow(jana, jana.post(f"{ROOT}put-to-council/"))
    assert "With the Council" in words(page)


def test_whoever_may_not_agree_is_told_why_at_the_button_and_on_the_page(people: Cast, visit: Visit) -> None:
    programme = world.in_review(people)
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="We [two / XA] [three / IS].")
    actions.send_back(world.row(), people.jana, NOW)
    client = visit("aissata")
    assert "Why can’t I agree?" in words(soup(client.get(ROOT)))
    text = words(soup(client.get(f"{ROOT}agree/")))
    assert "Not agreed: brackets are still open" in text
    assert "Version 2 has open brackets in paragraph 1.1." in text
    assert "Working rule W-28" in text
    refused = words(soup(client.post(f"{ROOT}agree/", {"version": 2}), 409))
    assert "Not agreed: brackets are still open" in refused
    assert "R-" in refused
    assert "Not agreed: there is a newer version" in words(soup(client.get(f"{ROOT}agree/?version=1")))
    assert "Not agreed: there is a newer version" in words(soup(client.post(f"{ROOT}agree/", {"version": 1}), 409))
    assert soup(client.post(f"{ROOT}agree/", {"version": "x"}), 422)


def test_whoever_writes_a_version_is_led_to_hand_it_over_before_agreeing(people: Cast, visit: Visit) -> None:
    programme = world.in_review(people)
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="Other words.")
    page = soup(visit("jana").get(f"{ROOT}agree/"))
    assert "the other side does not see your version yet" in words(page)
    way = next(one for one in page.select("a.ds-button") if one.get_text(strip=True) == "Hand over the pen")
    assert way["href"] == f"{ROOT}send-back/"


def test_a_comment_names_its_writer_and_office_to_those_who_may_know(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    actions.comment(world.row(), people.jana, NOW, text="Why twice?")
    actions.send_comments(world.row(), people.jana, NOW)
    own = words(soup(visit("jana").get(f"{ROOT}text/")), ".c-talk")
    assert "Jana Novák" in own
    assert "desk officer" in own
    assert "Jana" not in words(soup(visit("aissata").get(f"{ROOT}text/")), ".c-talk")


def test_the_training_coordinator_is_told_who_speaks(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    text = words(soup(visit("tomas").get(f"{ROOT}agree/")))
    assert "this step binds your side, and you do not speak for it" in text
    assert "Your head of mission or a mission officer." in text


@pytest.mark.parametrize(
    ("bring", "who", "step", "data", "state"),
    [
        (world.in_review, "jana", "send-back", {"note": "Please read 3.1."}, State.JOINT_REVIEW),
        (world.agreed, "aissata", "withdraw-agreement", {"reason": "New government."}, State.JOINT_REVIEW),
        (world.agreed, "jana", "reopen", {"reason": "Budget."}, State.JOINT_REVIEW),
        (world.in_review, "aissata", "withdraw", {"reason": "Elections."}, State.WITHDRAWN),
        (world.in_force, "aissata", "start-review", {}, State.UNDER_REVIEW),
    ],
)
def test_other_steps(
    people: Cast,
    visit: Visit,
    bring: Callable[[Cast], Programme],
    who: str,
    step: str,
    data: dict[str, str],
    state: State,
) -> None:
    bring(people)
    client = visit(who)
    assert "What follows:" in words(soup(client.get(f"{ROOT}{step}/")))
    if data and step != "send-back":
        assert soup(client.post(f"{ROOT}{step}/", {}), 422)
    follow(client, client.post(f"{ROOT}{step}/", data))
    assert world.row().state == state


def test_a_review_is_concluded_and_the_programme_closed(people: Cast, visit: Visit) -> None:
    programme = world.in_force(people)
    actions.start_review(programme, people.jana, NOW)
    client = visit("jana")
    assert "Not closed: goals have no result on record" in words(soup(client.get(f"{ROOT}close/")))
    page = follow(client, client.post(f"{ROOT}goals/1/progress/", {"percent": 60, "state": "open", "note": "Forty."}))
    assert "60%" in words(page)
    assert soup(client.post(f"{ROOT}goals/1/progress/", {"percent": 160, "state": "open"}), 422)
    assert client.get(f"{ROOT}goals/9/progress/").status_code == 404
    follow(client, client.post(f"{ROOT}conclude-review/", {"summary": "On course."}))
    page = follow(client, client.post(f"{ROOT}close/"))
    assert "Closed" in words(page)
    assert "no programme in force carries this goal" in words(soup(client.get(f"{ROOT}goals/1/progress/")))


# -- comments ----------------------------------------------------------------------------------------------------------


def test_comments_are_kept_sent_and_answered(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    aissata, jana = visit("aissata"), visit("jana")
    assert "Nothing sent: no comment is ready" in words(soup(aissata.get(f"{ROOT}comments/send/")))
    asked = soup(aissata.get(f"{ROOT}?about=1.1"))
    assert [one["value"] for one in asked.select("#comment_paragraph option[selected]")] == ["1.1"]
    assert aissata.get(f"{ROOT}comments/?about=1.1").headers["Location"] == f"{ROOT}text/?about=1.1#comment"
    data = {"paragraph": "1.1", "text": "Is two enough?", "purpose": "pending"}
    page = follow(aissata, aissata.post(f"{ROOT}comments/", data))
    assert "Not sent yet" in words(page, ".c-talk")
    assert "Send 1 comment" in words(page, ".c-talk")
    follow(aissata, aissata.post(f"{ROOT}comments/", {**data, "text": "Ask Tomas.", "purpose": "internal"}))
    assert soup(aissata.post(f"{ROOT}comments/", {**data, "text": ""}), 422)
    drop = Remark.objects.get(text="Ask Tomas.").pk
    assert jana.post(f"{ROOT}comments/{drop}/drop/").status_code == 404, "not the other side's"
    follow(aissata, aissata.post(f"{ROOT}comments/{drop}/drop/"))
    assert "the other side sees this comment and has to answer it" in words(soup(aissata.get(f"{ROOT}comments/send/")))
    page = follow(aissata, aissata.post(f"{ROOT}comments/send/"))
    assert "One comment was sent." in page.get_text()
    pk = Comment.objects.get().pk
    assert "Is two enough?" in words(soup(jana.get(f"{ROOT}comments/{pk}/answer/")))
    assert soup(jana.post(f"{ROOT}comments/{pk}/answer/", {"disposition": "perhaps"}), 422)
    bare = soup(jana.post(f"{ROOT}comments/{pk}/answer/", {"disposition": "rejected"}), 422)
    assert "Say why: a comment that is not accepted is answered with a reason." in words(bare)
    kept = bare.select_one("option[selected]")
    assert kept is not None
    assert kept["value"] == "rejected", "what was chosen stays"
    page = follow(jana, jana.post(f"{ROOT}comments/{pk}/answer/", {"disposition": "rejected", "reason": "It is."}))
    assert "Rejected" in words(page, f"#c-{pk}")
    assert "It is." in words(page, f"#c-{pk}")
    assert jana.get(f"{ROOT}comments/999999/answer/").status_code == 404


# -- goals and activities ----------------------------------------------------------------------------------------------


def test_a_goal_is_added_within_the_priority_areas_only(people: Cast, visit: Visit) -> None:
    world.begin(people)
    client = visit("aissata")
    assert "There is no goal yet." in words(soup(client.get(f"{ROOT}activities/")))
    page = soup(client.post(f"{ROOT}goals/add/", {"title": "Tourism"}), 409)
    assert "Not added: the goal lies outside the priority areas" in words(page)
    assert "Partnership policy, paragraph 6" in words(page)
    field = page.select_one("#id_title")
    assert field is not None
    assert field["value"] == "Tourism"
    assert soup(client.post(f"{ROOT}goals/add/", {"title": "", "areas": ["defence"]}), 422)
    page = follow(client, client.post(f"{ROOT}goals/add/", {"title": "Ships", "areas": ["emerging"], "ways": "At sea"}))
    assert "Ships" in words(page)
    follow(client, client.post(f"{ROOT}goals/1/drop/"))
    page = soup(client.get(f"{ROOT}activities/"))
    assert "Open goals of earlier programmes" in words(page)
    follow(client, client.post(f"{ROOT}goals/1/carry/"))
    assert client.post(f"{ROOT}goals/9/carry/").status_code == 404


def test_an_activity_is_found_chosen_refused_and_taken_out(people: Cast, visit: Visit) -> None:
    world.activity(455)
    world.activity(456, open_to=["md"], title_en="Desert logistics")
    world.write_all(people, world.begin(people))
    aissata, jana = visit("aissata"), visit("jana")
    page = soup(aissata.get(f"{ROOT}activities/add/?q=ordnance"))
    assert "PCM-0455" in words(page)
    assert "Nothing on the menu fits." in words(soup(aissata.get(f"{ROOT}activities/add/?q=zzzzqqqq")))
    page = soup(aissata.get(f"{ROOT}activities/add/?q=desert&why=PCM-0456"))
    assert "Why can’t it be added?" in words(page)
    assert page.select_one("#refusal") is not None
    page = soup(aissata.post(f"{ROOT}activities/add/", {"activity": "PCM-0456", "goal": 1}), 409)
    assert page.select_one("#refusal") is not None
    assert soup(aissata.post(f"{ROOT}activities/add/", {"activity": "PCM-0455", "goal": 77}), 422)
    page = follow(aissata, aissata.post(f"{ROOT}activities/add/", {"activity": "PCM-0455", "goal": 1}))
    assert "Proposed" in words(page, "#PCM-0455")
    actions.submit(world.row(), people.aissata, NOW)
    actions.take_up(world.row(), people.jana, NOW)
    assert "Why can’t I add anything?" in words(soup(aissata.get(f"{ROOT}activities/")))
    assert "the other side holds the pen" in words(soup(aissata.get(f"{ROOT}activities/add/")))
    assert "the other side holds the pen" in words(soup(aissata.get(f"{ROOT}goals/add/")))
    assert soup(jana.post(f"{ROOT}activities/PCM-0455/turn-down/", {"reason": ""}), 422)
    assert "Refuse PCM-0455" in words(soup(jana.get(f"{ROOT}activities/PCM-0455/turn-down/")))
    assert jana.get(f"{ROOT}activities/PCM-9999/turn-down/").status_code == 404
    page = follow(jana, jana.post(f"{ROOT}activities/PCM-0455/turn-down/", {"reason": "No seats."}))
    assert "No seats." in words(page, "#PCM-0455")
    assert "Refused" in words(page, "#PCM-0455")
    page = follow(jana, jana.post(f"{ROOT}activities/PCM-0455/drop/"))
    assert "PCM-0455" not in words(page)


def test_an_activity_cancelled_on_the_menu_says_so(people: Cast, visit: Visit) -> None:
    row = world.activity(455)
    programme = world.write_all(people, world.begin(people))
    actions.choose_activity(programme, people.aissata, NOW, activity="PCM-0455", goal=1)
    row.state = "cancelled"
    row.save(update_fields=["state"])
    assert "cancelled on the menu" in words(soup(visit("aissata").get(f"{ROOT}activities/")))


# -- timeline, changes, documents, exports -----------------------------------------------------------------------------


def _with_activities(people: Cast) -> None:
    world.activity(455)
    world.activity(456, start_on=None, end_on=None, nominate_by=None, title_en="=2+2", title_fr="")
    programme = world.write_all(people, world.begin(people))
    for code in ("PCM-0455", "PCM-0456"):
        actions.choose_activity(programme, people.aissata, NOW, activity=code, goal=1)
    actions.submit(programme, people.aissata, NOW, note="First draft.")
    actions.take_up(world.row(), people.jana, NOW)


def test_the_timeline_draws_the_plan_and_lists_it(people: Cast, visit: Visit) -> None:
    world.begin(people)
    assert "No activity stands in the programme yet." in words(soup(visit("aissata").get(f"{ROOT}timeline/")))
    actions.withdraw(world.row(), people.aissata, NOW, reason="Again.")
    _with_activities(people)
    page = soup(visit("jana").get(f"{ROOT}timeline/"))
    assert page.select_one("svg.d-gantt rect.d-bar-proposed") is not None
    assert "1 activity has no date yet." in words(page)
    assert "Ordnance disposal 455" in words(page, "table")
    assert "no date yet" in words(page, "table")


def test_changes_show_changed_sections_with_ticks_and_progress(people: Cast, visit: Visit) -> None:
    programme = world.in_review(people)
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="We agree on point 1, three times a year.")
    actions.insert(world.row(), people.jana, NOW, section=5, text="On terrorism.")
    actions.send_back(world.row(), people.jana, NOW, note="Two changes.")
    client = visit("aissata")
    page = soup(client.get(f"{ROOT}changes/"))
    assert "From v1 to v2" in words(page)
    assert "Two changes." in words(page)
    assert [one.get_text() for one in page.select("del")] == ["two"]
    assert [one.get_text() for one in page.select("ins")] == ["three", "On terrorism."]
    assert len(page.select(".c-changed")) == 2
    assert "0 of 2 sections" in words(page)
    assert "Goals and activities" in words(soup(client.get(f"{ROOT}changes/v0..v1/")))
    assert "new Goal: Officers trained to common standards" in words(soup(client.get(f"{ROOT}changes/v0..v1/")))
    page = follow(client, client.post(f"{ROOT}sections/1/reviewed/", {"version": 2, "old": 1}))
    assert "1 of 2 sections" in words(page)
    follow(client, client.post(f"{ROOT}sections/1/reviewed/", {"version": 2, "undo": 1}))
    assert client.post(f"{ROOT}sections/1/reviewed/", {"version": 9}).status_code == 404
    assert client.post(f"{ROOT}sections/77/reviewed/", {"version": 2}).status_code == 404
    assert "All of v1" in words(soup(client.get(f"{ROOT}changes/v0..v1/")))
    pdf = client.get(f"{ROOT}changes/v1..v2.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert client.get(f"{ROOT}changes/v2..v1.pdf").status_code == 404


def test_without_versions_there_is_nothing_to_compare_or_to_list(people: Cast, visit: Visit) -> None:
    world.begin(people, people.jana)
    client = visit("aissata")
    assert "There is no version to compare yet." in words(soup(client.get(f"{ROOT}changes/")))
    assert "Nothing has been shared yet." in words(soup(client.get(f"{ROOT}documents/")))


def test_history_and_documents(people: Cast, visit: Visit) -> None:
    world.agreed(people)
    client = visit("aissata")
    text = words(soup(client.get(f"{ROOT}history/")))
    for line in ("Began the programme", "Submitted the draft", "Opened the joint review", "Agreed to the version"):
        assert line in text, line
    page = soup(client.get(f"{ROOT}documents/"))
    assert "Aïssata Diallo" in words(page, "table")
    seal = queries.versions(world.row())[0].digest
    assert seal[:16] in words(page, "table")


def test_a_draft_is_printed_with_its_watermark_and_marking(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    client = visit("aissata")
    pdf = client.get(f"{ROOT}document.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="XA-ipcp-2027-28-v1.pdf"'
    word = client.get(f"{ROOT}document.docx")
    document = Document(io.BytesIO(word.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "We agree on point 1, two times a year." in text
    whole = "".join(part.blob.decode("utf-8", "ignore") for part in document.part.package.iter_parts())
    assert "DRAFT v1, not agreed" in whole


def test_activities_leave_as_csv_xlsx_and_calendar(people: Cast, visit: Visit) -> None:
    _with_activities(people)
    client = visit("jana")
    csv = client.get(f"{ROOT}activities.csv").content.decode("utf-8-sig")
    assert "PCM-0455,Ordnance disposal 455,Officers trained to common standards,2027-04-12,2027-04-16" in csv
    assert "'=2+2" in csv, "no cell acts as a formula"
    book = load_workbook(io.BytesIO(client.get(f"{ROOT}activities.xlsx").content))
    assert [cell.value for cell in book.worksheets[0]["A"]] == ["Code", "PCM-0455", "PCM-0456"]
    calendar = client.get(f"{ROOT}activities.ics").content.decode()
    assert "PCM-0455" in calendar
    assert calendar.count("BEGIN:VEVENT") == 1


# -- French ------------------------------------------------------------------------------------------------------------


def test_the_pages_speak_french(people: Cast, visit: Visit) -> None:
    _with_activities(people)
    client = visit("jana")
    text = words(soup(client.get(FRENCH)))
    for line in (
        "Examen conjoint",
        "C’est à votre partie d’agir",
        "Introduction et cadre politique",
        "Rédiger un commentaire",
        "Secrétariat international",
    ):
        assert line in text, line
    assert "Donner l’accord sur la v1" in words(soup(client.get(FRENCH)), ".c-header")
    assert "Conséquence" in words(soup(client.get(f"{FRENCH}agree/")))
    assert "Atteint à ce jour" in words(soup(client.get(f"{FRENCH}activities/")))
    assert "Trait plein" in words(soup(client.get(f"{FRENCH}timeline/")))
    assert "Tout le texte de la v1" in words(soup(client.get(f"{FRENCH}changes/")))
    assert "A soumis le projet" in words(soup(client.get(f"{FRENCH}history/")))
    assert "Version" in words(soup(client.get(f"{FRENCH}documents/")))
    assert "Programmes" in words(soup(client.get("/fr/programmes/")))
    assert "Engager un programme" in words(soup(client.get("/fr/programmes/begin/")))


def test_a_refusal_in_french_gives_ground_and_way_out(people: Cast, visit: Visit) -> None:
    world.in_review(people)
    text = words(soup(visit("aissata").get(f"{FRENCH}text/1.1/")))
    assert "Non enregistré : l’autre partie tient la plume" in text
    assert "Règle de travail W-21" in text
    assert "Demander la plume" in text


# -- cost --------------------------------------------------------------------------------------------------------------


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_pages_ask_the_same_number_of_questions_whatever_the_size(people: Cast, visit: Visit) -> None:
    world.activity(455)
    programme = world.in_review(people)
    actions.choose_activity(programme, people.jana, NOW, activity="PCM-0455", goal=1)
    actions.comment(world.row(), people.jana, NOW, paragraph="1.1", text="One.")
    actions.send_comments(world.row(), people.jana, NOW)
    actions.send_back(world.row(), people.jana, NOW)
    pages = ["", "activities/", "timeline/", "changes/", "history/", "documents/"]
    client = visit("aissata")
    few = {path: _count(client, f"{ROOT}{path}") for path in pages}
    row = world.row()
    for number in (456, 457, 458):
        world.activity(number)
    for number in range(3):
        actions.add_goal(world.row(), people.aissata, NOW, title=f"Goal {number}", areas=("defence",))
        actions.insert(world.row(), people.aissata, NOW, section=3, text="[a / XA] [b / IS]")
        actions.choose_activity(world.row(), people.aissata, NOW, activity=f"PCM-{456 + number:04d}", goal=number + 2)
        actions.comment(world.row(), people.aissata, NOW, paragraph="1.1", text=f"Mine {number}")
    actions.send_comments(world.row(), people.aissata, NOW)
    actions.comment(world.row(), people.aissata, NOW, paragraph="1.1", text="Another")
    many = {path: _count(client, f"{ROOT}{path}") for path in pages}
    assert many == few
    assert max(many.values()) <= 28
    assert Goal.objects.count() == 4
    assert row.pk == world.row().pk


def test_the_list_asks_the_same_number_of_questions_at_one_and_at_three_rows(people: Cast, visit: Visit) -> None:
    world.submitted(people)
    client = visit("jana")
    one = _count(client, "/en/programmes/")
    for year in (2029, 2031):
        world.begin(people, people.jana, first_year=year, last_year=year + 1)
    assert _count(client, "/en/programmes/") == one
