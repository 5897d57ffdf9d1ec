"""What is sent twice is done once: a double click, a lost line, a page that came back from the cache (W-76)."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from comity.core.actor import Role
from comity.kernel import submissions
from comity.kernel.models import Submission
from comity.kernel.scope import as_system, reading
from comity.people.models import Account, Request
from comity.web import once
from tests.factories import NOW, account, actor_of, party, staff

ASK = "/en/help/ask/"
type SignIn = Callable[[Client, Account], Client]


@pytest.fixture
def officer(client: Client, sign_in: SignIn) -> Client:
    party("XA")
    return sign_in(client, account("XA", Role.MISSION_OFFICER))


def tokens(client: Client, path: str = ASK) -> list[str]:
    """The tokens of the forms of a page."""
    return re.findall(r'name="once" value="([^"]+)"', client.get(path).content.decode())


@pytest.mark.django_db
def test_every_form_of_every_page_has_a_token_of_its_own(officer: Client) -> None:
    first, again = tokens(officer), tokens(officer)
    assert len(first) > 1
    assert len({*first, *again}) == len(first) + len(again)


@pytest.mark.django_db
def test_the_same_form_sent_twice_is_done_once_and_answered_alike(officer: Client) -> None:
    sent = {"text": "Who gives the rooms?", "once": tokens(officer)[-1]}
    first = officer.post(ASK, sent)
    officer.cookies.pop("messages")
    second = officer.post(ASK, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Request.objects.count() == 1
    assert str(second.cookies["messages"].value) != "", "the second is told what the first was told"


@pytest.mark.django_db
def test_a_form_that_was_filled_anew_is_another_act_whatever_its_token(officer: Client) -> None:
    token = tokens(officer)[-1]
    for text in ("Who gives the rooms?", "And who the keys?"):
        assert officer.post(ASK, {"text": text, "once": token}).status_code == 302
    assert Request.objects.count() == 2


@pytest.mark.django_db
def test_a_form_that_was_not_taken_leaves_its_token_free(officer: Client) -> None:
    token = tokens(officer)[-1]
    assert officer.post(ASK, {"text": "", "once": token}).status_code == 422
    assert not Submission.objects.exists()
    assert officer.post(ASK, {"text": "Who?", "once": token}).status_code == 302


@pytest.mark.django_db
def test_a_token_counts_for_its_person_its_party_and_its_page_alone(officer: Client, sign_in: SignIn) -> None:
    sent = {"text": "Who gives the rooms?", "once": tokens(officer)[-1]}
    party("XB")
    other = sign_in(Client(), account("XB", Role.MISSION_OFFICER))
    assert officer.post(ASK, sent).status_code == other.post(ASK, sent).status_code == 302
    assert officer.post("/fr/help/ask/", sent).status_code == 302
    assert Request.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "short", "x" * 201, "a b c d e f g h i j", "é" * 20, "\x00" * 20])
def test_a_form_with_a_strange_token_is_taken_as_one_without(officer: Client, token: str) -> None:
    assert officer.post(ASK, {"text": "Who?", "once": token}).status_code == 302
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_nobody_reads_what_was_sent_and_it_is_forgotten_in_time(officer: Client) -> None:
    officer.post(ASK, {"text": "Who?", "once": tokens(officer)[-1]})
    kept = Submission.objects.get()
    with reading({"public", "signed-in", "staff", "party:XA"}):
        assert not Submission.objects.exists()
    assert submissions.prune(kept.at + timedelta(hours=48)) == 0
    assert submissions.prune(kept.at + timedelta(hours=48, seconds=1)) == 1


def request_of(key: str, body: str = '{"a": 1}', path: str = "/api/things") -> HttpRequest:
    """What a program sends."""
    request = RequestFactory().post(path, body, content_type="application/json", headers={once.HEADER: key})
    request.now = NOW  # type: ignore[attr-defined]
    return request


def answered(request: HttpRequest, view: Callable[[HttpRequest], HttpResponse]) -> HttpResponseBase:
    """What the door answers a program."""
    with as_system():
        found = once.before(request, view, is_api=True)
        if found is None:
            found = view(request)
            once.after(request, found, is_api=True)
        return found


@pytest.mark.django_db
def test_a_program_that_repeats_its_key_is_given_the_first_answer() -> None:
    made: list[HttpRequest] = []

    def make(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return HttpResponse('{"made": 1}', status=201, content_type="application/json")

    def refuse(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return HttpResponse("{}", status=409, content_type="application/problem+json")

    party("IS")
    actor = actor_of(staff())
    key = "2026-11-24-nominations-1"
    for view, body, status in ((refuse, '{"a": 1}', 409), (make, '{"a": 1}', 201), (make, '{"a": 1}', 201)):
        request = request_of(key, body)
        request.actor = actor  # type: ignore[attr-defined]
        found = answered(request, view)
        assert found.status_code == status
    assert isinstance(found, HttpResponse)
    assert found.content == b'{"made": 1}'
    assert len(made) == 2, "what was refused may be tried again, what was done is not done again"
    other = request_of(key, '{"a": 2}')
    other.actor = actor  # type: ignore[attr-defined]
    refused = answered(other, make)
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")


def test_the_content_of_files_counts_and_can_still_be_read() -> None:
    def form(data: bytes) -> HttpRequest:
        return RequestFactory().post("/x/", {"a": "1", "file": SimpleUploadedFile("a.pdf", data)})

    one, same, other = (form(data) for data in (b"1234", b"1234", b"4321"))
    digests = [submissions.digest_of(once._content(request)) for request in (one, same, other)]
    assert digests[0] == digests[1] != digests[2]
    assert one.FILES["file"].read() == b"1234"  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_two_that_arrive_at_the_same_moment_are_done_once(sign_in: SignIn) -> None:
    party("XA")
    visitor = account("XA", Role.MISSION_OFFICER)
    clients = [sign_in(Client(), visitor) for _ in range(4)]
    sent = {"text": "Who gives the rooms?", "once": tokens(clients[0])[-1]}
    start, answers = threading.Barrier(len(clients)), list[str]()

    def send(one: Client) -> None:
        try:
            start.wait()
            found = one.post(ASK, sent)
            assert isinstance(found, HttpResponseRedirect), found
            answers.append(found["Location"])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(one,)) for one in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(clients)
    assert len(set(answers)) == 1
    assert Request.objects.count() == 1
