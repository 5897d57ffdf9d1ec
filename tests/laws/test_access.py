"""Law: every address answers each reader as tests/laws/access_matrix.py says, and none is missing there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from comity.api.urls import api
from comity.core.actor import CLOCK
from comity.decisions.models import Item
from comity.documents import actions as documents
from comity.engagement.models import Agreement, Dialogue
from comity.feedback import actions as feedback
from comity.feedback import queries as reports
from comity.feedback.models import Proposal, Report, Summary
from comity.kernel import checkpoints, clock
from comity.kernel.models import Entry, Refusal
from comity.menu.models import Activity
from comity.parties.models import Mission
from comity.people.models import Appointment, Request
from comity.programmes.models import Comment, Programme
from comity.resources.models import Round, Settings
from comity.web.documents import views as document_pages
from tests import stage, visits
from tests.laws import access_matrix as matrix
from tests.laws.access_matrix import READERS, STRANGER, Visit
from tests.menu import make as menu

pytestmark = pytest.mark.django_db

LANGUAGE = {"claire": "fr", "basma": "fr"}  # two of the ten read French
PDF = b"%PDF-1.7\nharmless\n%%EOF\n"
ALL_VISITS = list(matrix.visits())


@pytest.fixture(scope="module")
def things(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The demonstration, with one of everything that has an address, and what they are called."""
    with pytest.MonkeyPatch.context() as patch, stage.played(django_db_blocker):
        kept = FileSystemStorage(location=tmp_path_factory.mktemp("files"))
        for room in (documents, document_pages):
            patch.setattr(room, "default_storage", kept)
        yield named()


def named() -> dict[str, str]:
    """This will add what the demonstration lacks, through the pages, and name everything."""
    titles = {item.title_en: slug(item.symbol) for item in Item.objects.all()}
    silent = titles["Open the Planning and Review Process to Belmora"]
    code = dict(Activity.objects.values_list("title_en", "code"))
    periods = {code[:2]: code.rpartition("/")[2] for code in Programme.objects.values_list("code", flat=True)}
    course, held = code["Cyber Defence: Incident Handling for Ministries"], code["Crisis Staff Planning"]
    aissata, jana = stage.as_("aissata"), stage.as_("jana")
    send(aissata, "/en/help/ask/", {"text": "Who gives the rooms?"})
    send(aissata, "/en/menu/views/", {"name": "Ours", "query": ""})
    refused = aissata.post(f"/en/menu/{course}/cancel/", {"reason": "We would rather not."})
    assert refused.status_code == 409
    feed = aissata.post("/en/menu/subscribe/", {"query": ""}).content.decode()
    send(jana, f"/en/documents/{silent}/attach/", {"file": SimpleUploadedFile("map.pdf", PDF), "level": "unclassified"})
    attached = jana.get(f"/en/documents/{silent}/").content.decode()
    weak = Summary.objects.get(activity_id=code["Working with the Media in Operations"])
    feedback.judge(weak, CLOCK, clock.now())
    head = checkpoints.make(clock.now())
    assert head is not None
    report = Report.objects.filter(activity_id=held, respondent="participant").earliest("pk")
    return {
        "draft": titles["Calendar of meetings with partners"],
        "silent": silent,
        "broken": titles["Work plan with partners"],
        "agreed": next(symbol for title, symbol in titles.items() if title.startswith("Belmora: IPCP")),
        "cycle": Settings.objects.get().period,
        "round": Round.objects.get().code,
        "course": course,
        "held": held,
        "offer": code["Countering Small Drones"],
        "template": menu.course("XD").code,
        "period": periods["XA"],
        "period_xb": periods["XB"],
        "dialogue": str(Dialogue.objects.get(party_id="XF").pk),
        "paper": str(Agreement.objects.get().pk),
        "request": str(Request.objects.get().pk),
        "view": "ours",
        "feed": found(r"/en(/menu/feed/[^\"<\s]+/menu\.ics)", feed),
        "file": found(r"/files/([0-9a-f]{64})/", attached),
        "link": reports.link(report),
        "proposal": str(Proposal.objects.get().pk),
        "appointment": str(Appointment.objects.get(person__name="Tomas Rell").pk),
        "comment": str(Comment.objects.earliest("pk").pk),
        "refusal": Refusal.objects.get().number,
        "mission": str(Mission.objects.get(party__code="XA").pk),
        "head": str(head.seq),
        "entry": str(Entry.objects.filter(about__startswith="programme:XA").latest("pk").pk),
    }


def send(client: Client, path: str, data: dict[str, Any]) -> None:
    """This will send a form that has to be taken."""
    assert client.post(path, data).status_code == 302, path


def found(pattern: str, text: str) -> str:
    """This will find what a page says."""
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def slug(symbol: str) -> str:
    """This will write PO(2026)0188 as it stands in an address."""
    return symbol.replace("(", "-").replace(")", "-")


def disagreements(things: dict[str, str], reader: str, listed: list[tuple[str, Visit]]) -> list[str]:
    """This will open every address as one reader and give where the answer is not that of the matrix."""
    client, language = stage.as_(reader), LANGUAGE.get(reader, "en")
    wrong = []
    for _route, visit in listed:
        address = visit.path.format(**things)
        response = client.get(f"/{language}{address}")
        expected = visit.expected(reader)
        if response.status_code != expected or led_astray(response, visit, reader):
            wrong.append(f"{reader or 'a stranger'} at {address}: {response.status_code}, not {expected}")
        if response.streaming:
            response.getvalue()  # which also closes the file
    return wrong


def led_astray(response: Any, visit: Visit, reader: str) -> bool:
    """This will tell whether a stranger who asked for a closed page was led anywhere but to the sign-in."""
    return reader == STRANGER and not visit.is_public and "/account/login/" not in response.headers.get("Location", "")


@pytest.mark.parametrize("reader", READERS, ids=lambda key: key or "stranger")
def test_every_address_answers_each_reader_as_the_matrix_says(things: dict[str, str], reader: str) -> None:
    wrong = disagreements(things, reader, ALL_VISITS)
    assert not wrong, "\n".join(wrong)


def test_no_address_is_missing_from_the_matrix_and_none_in_it_is_gone() -> None:
    assert visits.routes() == set(matrix.MATRIX)


def test_every_address_of_the_matrix_leads_to_the_pattern_that_it_stands_for(things: dict[str, str]) -> None:
    from django.urls import resolve  # noqa: PLC0415

    for route, visit in ALL_VISITS:
        resolved = resolve("/en" + visit.path.format(**things).partition("?")[0])
        assert resolved.route.removeprefix("en/") == route, visit.path


@pytest.mark.parametrize("reader", READERS, ids=lambda key: key or "stranger")
def test_every_operation_answers_each_reader_as_the_matrix_says(things: dict[str, str], reader: str) -> None:
    client, wrong = stage.as_(reader), []
    for visit in (visit for listed in matrix.API.values() for visit in listed):
        address = visit.path.format(**things)
        answer = client.get(address)
        expected = visit.expected(reader) if reader else matrix.UNKNOWN
        if answer.status_code != expected:
            wrong.append(f"{reader or 'a stranger'} at {address}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)


def test_no_operation_is_missing_from_the_matrix_and_none_in_it_is_gone() -> None:
    described = api.get_openapi_schema()["paths"]
    assert {path for path, operations in described.items() if "get" in operations} == set(matrix.API)


@pytest.mark.parametrize("reader", ["basma", STRANGER])
def test_the_law_sees_a_page_that_is_open_to_the_wrong_reader(things: dict[str, str], reader: str) -> None:
    everybody = Visit("/policy/", matrix.ARCADIA)
    assert len(disagreements(things, reader, [("policy/", everybody)])) == 1
