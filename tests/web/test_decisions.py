"""Pages about decisions: what each reader sees, asking twice before silence is broken, nothing lost on a refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import CLOCK, Role
from comity.core.calendar import brussels
from comity.decisions import actions, queries, rules
from comity.decisions.models import Item, Letter
from comity.kernel import clock
from comity.kernel.models import Refusal
from tests import factories
from tests.decisions import council

pytestmark = pytest.mark.django_db
# Pages ask the real clock, so the periods of these tests run from now.
NOW = clock.now().replace(second=0, microsecond=0)
LATER = rules.first_end(NOW, rules.Hours(2, 9, 18))


@pytest.fixture
def as_(sign_in: Callable[[Client, Any], Client]) -> Callable[[str], Client]:
    """A browser in which a delegate, the secretary, the desk officer or a partner has signed in."""
    council.seat()
    accounts = {
        "delegate": factories.account("FR", Role.DELEGATE),
        "secretary": factories.staff(Role.COUNCIL_SECRETARY),
        "desk": factories.staff(Role.DESK_OFFICER),
        "partner": factories.account("XA", Role.MISSION_OFFICER),
    }
    return lambda name: sign_in(Client(), accounts[name])


def running(count: int = 1, **fields: Any) -> Item:
    return council.under_silence(council.lines(count), opened_at=NOW, ends_at=LATER, **fields)


def page(item: Item, path: str = "", locale: str = "en") -> str:
    return f"/{locale}/decisions/{item.slug}/{path}"


def text(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_a_delegation_reads_the_clock_the_sentence_and_may_break_but_not_agree(as_: Callable[[str], Client]) -> None:
    item = running(2)
    response = as_("delegate").get(page(item))
    said = text(response)
    assert response.status_code == 200
    assert "left until silence expires" in said
    assert "Unless the secretariat hears to the contrary" in said
    assert "Nothing is needed: silence is consent." in said
    buttons = [one.get_text(strip=True) for one in BeautifulSoup(response.content, "html.parser").select(".ds-button")]
    assert "Break silence…" in buttons
    assert not [label for label in buttons if label.startswith("Agree")]


def test_silence_is_broken_only_after_a_second_yes_with_the_letter_in_view(as_: Callable[[str], Client]) -> None:
    item, client = running(2), as_("delegate")
    sent = {"lines": ["1"], "reason": "Paris needs more time.", "amendment": "Later."}
    asked = client.post(page(item, "break-silence/"), sent)
    assert asked.status_code == 200
    assert not Letter.objects.exists()
    said = text(asked)
    assert "Paris needs more time." in said
    assert "There is no undo: only a new period." in said
    assert "left until silence expires" in said
    done = client.post(page(item, "break-silence/"), {**sent, "confirmed": "yes"})
    assert done.status_code == 302
    letter = Letter.objects.get()
    assert (letter.party, letter.lines, letter.text) == ("FR", [1], "Paris needs more time.")
    assert council.fresh(item).state == rules.State.UNDER_SILENCE
    assert "Held by an objection: 1." in text(client.get(page(item)))


def test_each_paragraph_to_object_to_is_written_with_its_verb(as_: Callable[[str], Client]) -> None:
    item, client = running(2), as_("delegate")
    first = item.lines.get(number=1)
    assert f"1. {queries.to_decide(first, 'en')}" in text(client.get(page(item, "break-silence/")))


def test_what_goes_on_is_named_once_something_is_held(as_: Callable[[str], Client]) -> None:
    item, client = running(2), as_("delegate")
    sent = {"reason": "No.", "confirmed": "yes"}
    client.post(page(item, "break-silence/"), {**sent, "lines": ["2"]})
    assert "Agreed: paragraph 1 alone" in text(client.get(page(item)))


def test_going_back_keeps_what_was_typed(as_: Callable[[str], Client]) -> None:
    item = running(2)
    sent = {"lines": ["2"], "reason": "A long letter.", "back": "yes"}
    response = as_("delegate").post(page(item, "break-silence/"), sent)
    assert "A long letter." in response.content.decode()
    assert not Letter.objects.exists()


def test_a_letter_without_words_is_wrong_input(as_: Callable[[str], Client]) -> None:
    response = as_("delegate").post(page(running(), "break-silence/"), {"reason": ""})
    assert response.status_code == 422


def test_a_letter_too_late_is_refused_with_both_times_and_keeps_what_was_typed(as_: Callable[[str], Client]) -> None:
    opened = NOW - timedelta(days=30)
    item = council.under_silence(opened_at=opened, ends_at=rules.first_end(opened, rules.Hours(2, 9, 18)))
    sent = {"reason": "Too late, alas."}
    client = as_("delegate")
    asked = client.post(page(item, "break-silence/"), sent)
    assert asked.status_code == 409
    assert Refusal.objects.get().number in text(asked), "also what was not yet confirmed is refused with a number"
    response = client.post(page(item, "break-silence/"), {**sent, "confirmed": "yes"})
    assert response.status_code == 409
    assert "Not recorded: the silence period was over" in text(response)
    assert "Too late, alas." in response.content.decode()
    assert not Letter.objects.exists()
    assert Refusal.objects.count() == 2


def test_a_partner_gets_for_a_text_of_the_allies_what_it_gets_for_nothing(as_: Callable[[str], Client]) -> None:
    item, client = running(), as_("partner")
    nothing = client.get("/en/decisions/PO-2026-9999/")
    for path in ("", "text/", "documents/", "history/", "break-silence/", "record/"):
        response = client.get(page(item, path))
        assert response.status_code == 404
        assert item.symbol not in response.content.decode()
    assert text(client.get(page(item))) == text(nothing)
    assert client.post(page(item, "break-silence/"), {"reason": "x", "confirmed": "yes"}).status_code == 404
    assert item.symbol not in client.get("/en/decisions/").content.decode()
    assert item.symbol not in client.get("/en/decisions/export.csv").content.decode()
    assert item.symbol not in client.get("/en/decisions/deadlines.ics").content.decode()
    assert client.get(f"/en/documents/{item.slug}/").status_code == 404
    assert client.get(f"/en/documents/{item.slug}/en.pdf").status_code == 404


def test_a_partner_at_the_table_reads_the_text_and_no_positions(as_: Callable[[str], Client]) -> None:
    item = running(2, code="eapc")
    actions.break_silence(item, council.delegate("BE"), NOW, reason="Quixotic", lines=[1])
    response = as_("partner").get(page(item))
    assert response.status_code == 200
    assert "Quixotic" not in text(response)
    assert "Held by an objection" not in text(response)
    assert "Party BE" not in text(response)
    assert "releasable to EAPC/PfP" in text(response)
    seen = text(as_("delegate").get(page(item)))
    assert "Quixotic" in seen
    assert "Party BE" in seen


def test_the_secretary_drafts_opens_and_extends_through_the_pages(as_: Callable[[str], Client]) -> None:
    client = as_("secretary")
    council_format = queries.format_("at-allies")
    assert council_format is not None
    form = {
        "format": str(council_format.pk),
        "title_en": "A new text",
        "title_fr": "",
        "ground": "P§13",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-verb": "agreed",
        "lines-0-text_en": "the matter",
        "lines-0-text_fr": "la question",
        "lines-0-follows": "",
    }
    assert client.post("/en/decisions/prepare/", form).status_code == 302
    item = Item.objects.get()
    assert "Still missing: the French title." in text(client.get(page(item)))
    local = brussels(rules.first_end(clock.now() + timedelta(minutes=2), queries.hours()))
    when = {"on": local.date().isoformat(), "at": local.strftime("%H:%M")}
    refused = client.post(page(item, "open-silence/"), when)
    assert refused.status_code == 409
    assert "Still missing: the French title." in text(refused)
    written = {**form, "title_fr": "Un nouveau texte", "version": str(item.version)}
    assert client.post(page(item, "edit/"), written).status_code == 302
    assert client.post(page(item, "open-silence/"), when).status_code == 302
    assert council.fresh(item).state == rules.State.UNDER_SILENCE
    sooner = client.post(page(item, "extend/"), {**when, "reason": "No."})
    assert sooner.status_code == 409
    assert "a period that runs is never shortened" in text(sooner)


def test_a_text_that_somebody_else_has_changed_is_kept_beside_the_newer_one(as_: Callable[[str], Client]) -> None:
    item, client = council.draft(council.lines(1)), as_("desk")
    form = {
        "title_en": "Mine",
        "title_fr": "Le mien",
        "version": "1",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-verb": "noted",
        "lines-0-text_en": "my words",
    }
    assert client.post(page(item, "edit/"), {**form, "title_en": "Theirs"}).status_code == 302
    stale = client.post(page(item, "edit/"), form)
    assert stale.status_code == 409
    assert "Not saved: somebody else has changed" in text(stale)
    assert "Theirs" in text(stale)
    assert "my words" in stale.content.decode()


def test_what_follows_is_chosen_from_what_can_be_decided_today(as_: Callable[[str], Client]) -> None:
    factories.party("XG", belongs=("partners", "framework:md"))
    council_format = queries.format_("at-allies")
    assert council_format is not None
    form = {
        "format": str(council_format.pk),
        "title_en": "Two openings",
        "title_fr": "Deux ouvertures",
        "lines-TOTAL_FORMS": "2",
        "lines-INITIAL_FORMS": "0",
        "lines-0-verb": "agreed",
        "lines-0-text_en": "an area",
        "lines-0-text_fr": "un domaine",
        "lines-0-follows": "area.open=area:climate",
        "lines-1-verb": "agreed",
        "lines-1-text_en": "a tool",
        "lines-1-text_fr": "un outil",
        "lines-1-follows": "tool.open=XG:PARP",
    }
    client = as_("desk")
    offered = BeautifulSoup(client.get("/fr/decisions/prepare/").content, "html.parser")
    groups = [group["label"] for group in offered.select("#id_lines-0-follows optgroup")]
    assert groups == ["Ouvre un outil à un partenaire", "Ouvre un domaine hors des huit (P§6)"]
    wrong = client.post("/en/decisions/prepare/", {**form, "lines-1-follows": "tool.open=XG:NOTHING"})
    assert wrong.status_code == 422
    assert client.post("/en/decisions/prepare/", form).status_code == 302
    item = Item.objects.get()
    said = text(client.get(page(item)))
    assert "Opens the area: Climate and security. Activities and goals may name it from then on." in said
    assert "Party XG gains 0 activities of the menu." in said
    kept = BeautifulSoup(client.get(page(item, "edit/")).content, "html.parser")
    chosen = [option["value"] for option in kept.select("select[name$=follows] option[selected]")]
    assert chosen == ["area.open=area:climate", "tool.open=XG:PARP", ""]


def test_what_is_written_stays_on_the_list_when_it_can_no_longer_be_decided(as_: Callable[[str], Client]) -> None:
    old = rules.LineText(rules.Verb.AGREED, "a", "un", rules.Effect.OPEN_TOOL, "XA:PARP")
    item = council.draft([old])
    offered = BeautifulSoup(as_("desk").get(page(item, "edit/")).content, "html.parser")
    group = offered.select_one("#id_lines-0-follows optgroup")
    assert group is not None
    assert group["label"] == "As written now"
    assert "Opens to Arcadia" in group.get_text()


def test_the_sentence_names_only_what_is_agreed_and_says_what_is_held(as_: Callable[[str], Client]) -> None:
    item, client = running(2), as_("delegate")
    actions.break_silence(item, council.delegate("BE"), NOW, reason="No.", lines=[2])
    said = text(client.get(page(item)))
    sentence = said[said.index("Unless the secretariat hears") :].partition(". ")[0]
    assert "matter 1" in sentence
    assert "matter 2" not in sentence
    assert "Held by an objection, and not agreed at the end: paragraph 2." in said
    ended = council.under_silence(council.lines(2))
    council.break_at(ended, council.delegate("BE"), council.ENDS - timedelta(hours=1), lines=[2])
    actions.close_silence(ended, CLOCK, council.ENDS)
    after = text(client.get(page(ended)))
    assert "has agreed matter 1." in after
    assert "Not agreed: 2." in after


def test_one_more_paragraph_loses_nothing(as_: Callable[[str], Client]) -> None:
    item = council.draft(council.lines(1))
    form = {
        "title_en": "",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-text_en": "kept",
        "more": "yes",
    }
    response = as_("desk").post(page(item, "edit/"), {**form, "lines-0-verb": "noted"})
    assert response.status_code == 200
    assert "kept" in response.content.decode()
    assert "lines-1-text_en" in response.content.decode()
    assert as_("desk").post(page(item, "edit/"), {**form, "lines-TOTAL_FORMS": "²"}).status_code == 200


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_an_agreed_text_shows_its_outcome_and_its_sheet_in_both_languages(
    as_: Callable[[str], Client], locale: str
) -> None:
    item = council.under_silence()
    actions.close_silence(item, CLOCK, council.ENDS)
    client = as_("delegate")
    said = text(client.get(page(item, locale=locale)))
    assert ("One paragraph is agreed." if locale == "en" else "1 paragraphe est approuvé.") in said
    assert client.get(page(item, "record/", locale)).headers["Location"].endswith(f"/documents/{item.slug}-AS1/")
    for sort in ("pdf", "docx"):
        file = client.get(f"/{locale}/documents/{item.slug}-AS1/{locale}.{sort}")
        assert file.status_code == 200
        assert file.headers["Content-Disposition"].startswith("attachment")


def test_why_not_opens_the_same_panel_as_a_refusal(as_: Callable[[str], Client]) -> None:
    response = as_("delegate").get(page(running(), "extend/"))
    assert response.status_code == 200
    assert "Not done: the Council secretariat does this" in text(response)
    assert "Working rule W-39" in text(response)


def test_a_page_asks_as_many_questions_for_three_as_for_one(as_: Callable[[str], Client]) -> None:
    client, counts = as_("delegate"), []
    for _ in range(2):
        item = running(1)
        for count in (1, 3):
            while item.questions.count() < count:
                actions.ask_question(item, council.delegate("BE"), NOW, text="Why?")
                actions.state(item, council.delegate("BE"), NOW, text=f"Statement {item.questions.count()}")
            client.get(page(item))  # what is looked up once for a session is looked up
            with CaptureQueriesContext(connection) as one:
                assert client.get(page(item)).status_code == 200
            with CaptureQueriesContext(connection) as many:
                assert client.get("/en/decisions/").status_code == 200
            counts.append((len(one), len(many)))
    assert len(set(counts)) == 1, counts


def test_the_export_is_what_is_filtered_and_no_formula(as_: Callable[[str], Client]) -> None:
    running(title_en="=cmd()")
    council.under_silence(title_en="Other")
    client = as_("delegate")
    assert "'=cmd()" in client.get("/en/decisions/export.csv?q=cmd").content.decode()
    assert "Other" not in client.get("/en/decisions/export.csv?q=cmd").content.decode()
    assert client.get("/en/decisions/?page=99999999&state=nonsense&body=x").status_code == 200


def test_deadlines_are_a_calendar(as_: Callable[[str], Client]) -> None:
    item = running()
    calendar = as_("delegate").get("/en/decisions/deadlines.ics").content.decode()
    assert f"Silence ends: {item.symbol}" in calendar
    assert LATER.strftime("DTSTART:%Y%m%dT%H%M%SZ") in calendar
