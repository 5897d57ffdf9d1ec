"""Stories of what goes wrong: a forged form, a request that cannot be read, a closed door, a fault of the system."""

from __future__ import annotations

import re
from typing import NoReturn

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client

from comity.kernel.models import Entry
from comity.web import page
from comity.web.help import views
from tests import stage
from tests.stories.theatre import Theatre, filled, words

pytestmark = pytest.mark.django_db


def test_a_form_from_elsewhere_is_not_taken(theatre: Theatre) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(stage.account("aissata"), backend=stage.BACKEND)
    before = Entry.objects.count()
    for language, said in (("en", "Not sent: the form was too old"), ("fr", "le formulaire était périmé")):
        answer = client.post(f"/{language}/help/ask/", {"text": "Give me all rooms."})
        assert answer.status_code == 403
        assert said in words(answer)
    assert Entry.objects.count() == before


def test_a_fault_is_told_even_if_the_page_about_it_cannot_be_made(
    theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise ValueError("Missing staticfiles manifest entry for 'comity.css'")

    monkeypatch.setattr(page, "render", fail)
    for language, said in (("en", "Comity itself failed"), ("fr", "Comity a connu une défaillance")):
        client = stage.as_("aissata")
        client.raise_request_exception = False
        answer = client.get(f"/{language}/help/")
        assert answer.status_code == 500
        assert said in words(answer)
        assert "staticfiles" not in words(answer)


def test_a_program_is_told_in_its_own_words_that_there_is_nothing_at_an_odd_address(theatre: Theatre) -> None:
    for path in ("/api/v1/nations/X%00A", "/api/v1/no-such-thing", "/api/%00"):
        answer = stage.as_("aissata").get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json"), path
        assert answer.json()["status"] == 404


def test_a_line_that_is_lost_and_a_form_that_is_sent_again_make_one_request(theatre: Theatre) -> None:
    for language, text, said in (
        ("en", "Who gives the rooms?", "Request"),
        ("fr", "Qui attribue les salles ?", "Demande"),
    ):
        theatre.language = language
        aissata = theatre.somebody("aissata")
        form = {**filled(aissata.opens("help/ask/")), "text": text}
        first = words(aissata.posts("help/ask/", form))
        assert words(aissata.posts("help/ask/", form)) == first
        assert said in first
        assert aissata.reads("help/requests/").count(text) == 1
        aissata.posts("help/ask/", {**form, "text": f"{text} …"})
        assert aissata.reads("help/requests/").count(text) == 2


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (SuspiciousOperation, 400, {"en": "the request could not be read", "fr": "la demande n’a pas pu être lue"}),
        (PermissionDenied, 403, {"en": "this page is not open to you", "fr": "cette page ne vous est pas ouverte"}),
        (RuntimeError, 500, {"en": "Comity itself failed", "fr": "Comity a connu une défaillance"}),
    ],
)
def test_whatever_goes_wrong_is_said_in_the_readers_language_and_shows_nothing_of_the_inside(
    theatre: Theatre,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[Exception],
    status: int,
    said: dict[str, str],
) -> None:
    def fail(*_: object) -> NoReturn:
        msg = "SELECT secret FROM inside"
        raise fault(msg)

    monkeypatch.setattr(views, "steps_of", fail)
    client = stage.as_("aissata")
    client.raise_request_exception = False
    for language, sentence in said.items():
        answer = client.get(f"/{language}/help/")
        assert answer.status_code == status
        assert sentence in words(answer), words(answer)
        assert "secret" not in answer.content.decode()
        assert answer.headers["Content-Security-Policy"]


def test_a_fault_gives_a_reference_that_stands_in_the_log(
    theatre: Theatre, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(views, "steps_of", lambda _actor: 1 / 0)
    client = stage.as_("aissata")
    client.raise_request_exception = False
    told = re.search(r"Reference for the help desk ([0-9a-f]{8})", words(client.get("/en/help/")))
    assert told
    assert f"fault {told[1]} at /en/help/" in caplog.text
