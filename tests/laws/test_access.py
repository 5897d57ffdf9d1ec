"""Law: every address answers each reader as tests/laws/access_matrix.py says, and none is missing there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from comity.api.urls import api
from comity.consultations.models import Alert, Concern, Consultation
from comity.core.actor import CLOCK
from comity.core.calendar import brussels_day
from comity.decisions.models import Item
from comity.documents import actions as documents
from comity.education.models import (
    Finding,
    IntegrityExpert,
    IntegrityReview,
    Match,
    Measure,
    Need,
    Offer,
    Recognition,
    SchoolEvent,
    SchoolObjective,
    SchoolSupport,
)
from comity.engagement.models import Agreement, Dialogue
from comity.feedback import actions as feedback
from comity.feedback import queries as reports
from comity.feedback.models import Proposal, Report, Summary, ToolReview
from comity.kernel import checkpoints, clock
from comity.kernel.models import Entry, Refusal
from comity.ledger.models import Line
from comity.menu.models import Activity
from comity.operations.models import Comment as OperationComment
from comity.operations.models import Contributor, Draft, Unit
from comity.parties.models import Mission
from comity.people.models import Appointment, Request
from comity.presence.models import Accreditation, Bid, Bidding, Succession
from comity.programmes.models import Comment, Programme
from comity.resources.models import Round, Run, Settings
from comity.science.models import Application, Call, Grant, Milestone, Payment, ProgressReport, Review, Twin
from comity.trust_funds.models import Fund
from comity.web.documents import views as document_pages
from tests import stage, visits
from tests.laws import access_matrix as matrix
from tests.laws import posts
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
    entry_level = Programme.objects.filter(type="IPCP").values_list("code", flat=True)
    periods = {code[:2]: code.rpartition("/")[2] for code in entry_level}
    course, held = code["Cyber Defence: Incident Handling for Ministries"], code["Crisis Staff Planning"]
    aissata, jana = stage.as_("aissata"), stage.as_("jana")
    send(aissata, "/en/help/ask/", {"text": "Who gives the rooms?"})
    send(aissata, "/en/menu/views/", {"name": "Ours", "query": ""})
    refused = aissata.post(f"/en/menu/{course}/cancel/", {"reason": "We would rather not."})
    assert refused.status_code == 409
    feed = aissata.post("/en/menu/subscribe/", {"query": ""}).content.decode()
    send(jana, f"/en/documents/{silent}/attach/", {"file": SimpleUploadedFile("map.pdf", PDF), "level": "unclassified"})
    attached = jana.get(f"/en/documents/{silent}/").content.decode()
    plan = Programme.objects.get(party_code="XA", type="IPAP")
    today = brussels_day(clock.now()).isoformat()
    send(jana, f"/en/programmes/XA/{plan.place}/assessments/plan/", {"from_on": today, "until_on": today})
    send(jana, f"/en/programmes/XA/{plan.place}/assessments/1/draft/", {"text": "A draft."})
    goals = Programme.objects.get(party_code="XA", type="PARP", state="joint_review")
    weak = Summary.objects.get(activity_id=code["Working with the Media in Operations"])
    feedback.judge(weak, CLOCK, clock.now())
    head = checkpoints.make(clock.now())
    assert head is not None
    report = Report.objects.filter(activity_id=held, respondent="participant").earliest("pk")
    talks = {row.subject_as_asked.split()[0]: row.code for row in Consultation.objects.all()}
    running = SchoolSupport.objects.get(state="running")
    return {
        "sea": talks["Maritime"],
        "flood": talks["Helping"],
        "cables": talks["Protection"],
        "concern": Concern.objects.get(party="XA").code,
        "alert": str(Alert.objects.get().pk),
        "draft": titles["Calendar of meetings with partners"],
        "silent": silent,
        "broken": titles["Work plan with partners"],
        "opened": titles["Climate and security as a further area of cooperation"],
        "agreed": next(symbol for title, symbol in titles.items() if title.startswith("Belmora: IPCP")),
        "cycle": Settings.objects.get().period,
        "round": Round.objects.order_by("code")[0].code,
        "asked": Run.objects.earliest("pk").lines.earliest("ref").ref,
        "course": course,
        "held": held,
        "offer": code["Countering Small Drones"],
        "template": menu.course("XD").code,
        "period": periods["XA"],
        "period_xb": periods["XB"],
        "plan": plan.place,
        "goals": goals.place,
        "survey": str(goals.surveys.get().year),
        "surveyed": str(goals.surveys.values_list("before__year", flat=True).get()),
        "help": str(plan.help.get().pk),
        "tool_review": str(ToolReview.objects.order_by("-year", "pk")[0].pk),
        "unit": str(Unit.objects.get(party="XA").pk),
        "contributor": str(Contributor.objects.get(party="XA").pk),
        "harbour": str(Draft.objects.latest("pk").pk),
        "quay": str(OperationComment.objects.get().pk),
        "dialogue": str(Dialogue.objects.get(party_id="XF").pk),
        "trust_fund": Fund.objects.get(title_en="Safe storage of munitions in Belmora").code,
        "trust_idea": Fund.objects.get(title_en="Retraining of released officers in Arcadia").code,
        "paper": str(Agreement.objects.get().pk),
        "handover": str(Succession.objects.get(host__code="XB").pk),
        "posting": str(Accreditation.objects.get(state="notified").pk),
        "centre": str(Recognition.objects.get(state="applied").pk),
        "planned": str(IntegrityReview.objects.get(state="agreed").pk),
        "assessed": str(IntegrityReview.objects.get(state="handed_in").pk),
        "peer": str(IntegrityExpert.objects.get(state="proposed").pk),
        "found": str(Finding.objects.earliest("pk").pk),
        "measure": str(Measure.objects.latest("pk").pk),
        "school": str(running.pk),
        "school_year": str(running.from_year + 1),
        "school_plan": str(SchoolSupport.objects.get(state="planning").pk),
        "school_aim": str(SchoolObjective.objects.get(support__state="planning").pk),
        "school_event": str(
            SchoolEvent.objects.filter(objective__support__state="running", state="planned").earliest("pk").pk
        ),
        "need": str(Need.objects.get(field="exercises").pk),
        "given": str(Offer.objects.get(party_id="FR").pk),
        "match": str(Match.objects.get(state="accepted").pk),
        "bidding": str(Bidding.objects.get(state="open").pk),
        "bid": str(Bid.objects.get(bidding__state="open", lead__code="FR").pk),
        "call": Call.objects.latest("pk").code,
        "lodged": str(Application.objects.get(title__startswith="Warning hospitals").pk),
        "begun": str(Application.objects.get(state="draft").pk),
        "ranked": str(Application.objects.get(title__startswith="Forecasting dust").pk),
        "twin": str(Twin.objects.earliest("pk").pk),
        "grant": str(Grant.objects.get(application__party__code="XA").pk),
        "milestone": str(Milestone.objects.get().pk),
        "payment": str(Payment.objects.get(state="asked").pk),
        "progress": str(ProgressReport.objects.filter(grant__application__party__code="XA").earliest("number").pk),
        "review": str(Review.objects.get(task="asked").pk),
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
        "line": Line.objects.filter(code__startswith="TRAVEL-").earliest("period").code,
        "fund": Line.objects.get(code__startswith="FUND-XA").code,
        "year": Line.objects.filter(code__startswith="TRAVEL-").earliest("period").period,
        "entry": str(Entry.objects.filter(about__startswith="programme:XA/ipcp").latest("pk").pk),
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


# -- forms -------------------------------------------------------------------------------------------------------------

WRITES = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
WHERE relname NOT IN ('kernel_refusal', 'django_session')
"""
NOT_TAKEN = {403, 409, 422}
TAKES_NO_FORM = 405


def writes() -> int:
    """This will count all that was written in the transaction, tables of refusals and sessions aside."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES)
        return int(cursor.fetchone()[0])


def forms() -> list[Visit]:
    """This will list the addresses of the matrix that take a form, with who sees on what it acts."""
    found = []
    for _, visit in ALL_VISITS:
        if "?" not in visit.path:
            seen = posts.circle(visit.path, visit.circle, is_only_sent=visit.inside == matrix.NOT_SO)
            outside = matrix.UNSEEN if visit.inside == matrix.NOT_SO else visit.outside
            found.append(Visit(visit.path, seen, visit.inside, outside, visit.is_public))
    return found


def trespasses(things: dict[str, str], reader: str, listed: list[Visit]) -> tuple[list[str], int]:
    """This will send a form to every address as one reader, and give where something happened that must not.

    Also how many addresses took forms at all. Everything is taken back.
    """
    client, language = stage.as_(reader), LANGUAGE.get(reader, "en")
    client.get(f"/{language}/today/")  # the visit itself is noted first
    wrong, taking = [], 0
    for visit in listed:
        with transaction.atomic():
            before = writes()
            response = client.post(f"/{language}{visit.path.format(**things)}", posts.SENT)
            written = writes() - before
            transaction.set_rollback(True)
        status = response.status_code
        if response.streaming:
            response.getvalue()
        if status == TAKES_NO_FORM:
            continue
        taking += 1
        if not fits(reader, visit, status, written):
            wrong.append(f"{reader or 'a stranger'} at {visit.path}: {status}, {written} written")
    return wrong, taking


def fits(reader: str, visit: Visit, status: int, written: int) -> bool:
    """This will tell whether what became of a form is as it must be."""
    doers = posts.DOERS.get(visit.path, frozenset())
    if reader == STRANGER:
        return not written and (status == matrix.SEE_OTHER or visit.is_public)
    if reader not in visit.circle:
        led_back = status == matrix.SEE_OTHER and reader in posts.LED_BACK.get(visit.path, ())
        return not written and (status == visit.outside or led_back)
    return status < 500 if reader in doers else status in NOT_TAKEN and not written


@pytest.mark.parametrize("reader", READERS, ids=lambda key: key or "stranger")
def test_a_form_is_taken_from_its_doers_alone_and_unseen_by_whoever_is_outside(
    things: dict[str, str], reader: str
) -> None:
    wrong, taking = trespasses(things, reader, forms())
    assert not wrong, "\n".join([*wrong, "who may do it stands in tests/laws/posts.py"])
    assert taking > 60 or reader == STRANGER


def test_the_law_sees_a_form_that_does_something_for_the_wrong_reader(things: dict[str, str]) -> None:
    ask, text = Visit("/help/ask/", matrix.SIGNED_IN), Visit("/programmes/XA/{period}/submit/", matrix.SIGNED_IN)
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(posts.DOERS, "/help/ask/")
        assert len(trespasses(things, "basma", [ask])[0]) == 1, "it writes, and she is not named"
    assert len(trespasses(things, "basma", [text])[0]) == 1, "she is said to see it and does not"
    assert len(trespasses(things, "aissata", [Visit(text.path, matrix.BELMORA)])[0]) == 1, "she sees it"


def test_every_line_about_forms_is_about_an_address() -> None:
    paths = {visit.path for _, visit in ALL_VISITS}
    assert {*posts.DOERS, *posts.SEEN_BY, *posts.LED_BACK} <= paths
