"""The pages of integrity reviews, as their readers meet them: the form of many statements, peers, the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from comity.core.actor import Role
from comity.education import actions
from comity.education.models import IntegrityExpert, IntegrityReview
from tests import factories
from tests.education import rounds
from tests.education.cast import NOW, Cast, cast
from tests.web.test_education import as_, count, sent, text
from tests.web.test_refused_pages import days as day

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
HOME = "/en/education/integrity/"


@pytest.fixture
def people() -> Cast:
    return cast()


def days(first: int, last: int) -> dict[str, str]:
    """A visit so many days from now."""
    return {"from_on": day(first), "until_on": day(last)}


def typed(page: str) -> dict[str, str]:
    """What the form of the page would send if nothing were typed."""
    found: dict[str, str] = {}
    for each in BeautifulSoup(page, "html.parser").select("main form [name]"):
        if each.name == "select":
            chosen = each.select_one("option[selected]")
            found[str(each["name"])] = str(chosen["value"]) if chosen else ""
        elif each.get("type") != "checkbox":
            found[str(each["name"])] = str(each.get("value", each.get_text().strip("\n")))
    return found


def test_a_list_of_three_asks_no_more_than_a_list_of_one(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = rounds.reported(people, people.arcadia)
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    place = f"{HOME}{row.pk}/"
    pages = [HOME, place, f"{place}answers/", f"{place}peers/", f"{place}plan/"]
    once = [count(client, path) for path in pages]
    for _ in range(2):
        rounds.planned(row, people.arcadia)
        account = factories.account("FR", Role.DELEGATE)
        IntegrityExpert.objects.create(
            review=row, person=account.person, name="N", nation="FR", named_at=NOW, audience=["staff"]
        )
        row.findings.create(area="buying", text="More.", audience=["staff"])
    rounds.handed_in(people.belmora)
    rounds.handed_in(people.estmark)
    # The marking of one list names its only partner, of several it does not: at most one question fewer.
    for path, before in zip(pages, once, strict=True):
        assert before - 1 <= count(client, path) <= before, path
    assert max(once) <= 26
    shown = text(client, HOME)
    assert all(name in shown for name in ("Arcadia, round 1", "Belmora, round 1", "Estmark, round 1"))


def test_answers_are_kept_in_parts_and_what_a_colleague_wrote_meanwhile_is_not_lost(
    client: Client, sign_in: SignIn, people: Cast
) -> None:
    as_(client, sign_in, "XA")
    assert "Open a self-assessment" in text(client, HOME)
    text(client, f"{HOME}open/")
    sent(client, f"{HOME}open/", 302)
    row = IntegrityReview.objects.get()
    place = f"{HOME}{row.pk}/answers/"
    first = typed(text(client, place))
    sent(client, place, 302, **{**first, "level_audit": "begun", "text_audit": "The court of accounts."})
    assert "Left to answer: 21" in text(client, place)
    # A page that was opened before, on which another statement was answered, takes nothing back.
    sent(client, place, 302, **{**first, "level_public": "proven", "text_public": "A yearly paper."})
    assert dict(row.answers.exclude(level="").values_list("question", "level")) == {
        "audit": "begun",
        "public": "proven",
    }
    said = sent(client, place, 422, **{**first, "level_audit": "proven", "text_audit": "Mine is better."})
    assert "A colleague has answered meanwhile: Begun. The court of accounts." in said
    assert "Mine is better." in said
    sent(client, place, 302, **typed(said))
    assert row.answers.get(question="audit").evidence == "Mine is better."
    assert "Left to answer" in sent(client, place, 422, **{**typed(said), "text_code": "x" * 4_001})
    assert "some statements are without an answer" in sent(client, f"{HOME}{row.pk}/hand-in/", 409)
    as_(client, sign_in, "XB")
    for part in ("", "answers/", "peers/", "plan/", "plan/export.csv"):
        text(client, f"{HOME}{row.pk}/{part}", 404)
    assert "Aucune revue d'intégrité visible." in text(client, "/fr/education/integrity/")


def test_the_partner_says_who_reads_and_the_page_says_it(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = rounds.handed_in(people.arcadia)
    place = f"{HOME}{row.pk}/"
    as_(client, sign_in, "XA")
    assert "France" in text(client, f"{place}share/")
    sent(client, f"{place}share/", 422, to=["XB"])
    sent(client, f"{place}share/", 302, to=["FR"])
    assert "Allies that the partner lets read it: France" in text(client, place)
    as_(client, sign_in, "FR", Role.DELEGATE)
    shown = text(client, f"{place}answers/")
    assert "The order of 2024." in shown
    assert '<form class="c-form"' not in shown
    assert "a partner speaks here for itself" in text(client, f"{place}share/")
    assert "the desk arranges the peer review" in sent(client, f"{place}visit/", 409, **days(9, 9))
    as_(client, sign_in, "XA")
    text(client, f"{place}withdraw/")
    sent(client, f"{place}withdraw/", 302)
    assert "at another stage" in sent(client, f"{place}withdraw/", 409)
    assert "Withdrawn" in text(client, place)


def test_experts_by_form(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = rounds.handed_in(people.arcadia)
    place = f"{HOME}{row.pk}/"
    peer = factories.account("FR", Role.DELEGATE)
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    text(client, f"{place}name-expert/")
    assert "Nobody has this address." in sent(client, f"{place}name-expert/", 422, email="nobody@example.test")
    sent(client, f"{place}name-expert/", 302, email=peer.email)
    assert "was named before" in sent(client, f"{place}name-expert/", 409, email=peer.email)
    left = factories.account("FR", Role.DELEGATE)
    left.person.appointments.update(until_on=factories.DAY)
    assert "nobody with this address acts" in sent(client, f"{place}name-expert/", 409, email=left.email)
    own = factories.account_of(people.arcadia)
    assert "this expert acts for the partner" in sent(client, f"{place}name-expert/", 409, email=own.email)
    assert "has not accepted enough experts" in sent(client, f"{place}visit/", 409, **days(9, 9))
    expert = IntegrityExpert.objects.get()
    turned = f"{HOME}experts/{expert.pk}/"
    as_(client, sign_in, "XA")
    text(client, f"{turned}accept/")
    text(client, f"{turned}turn-down/")
    sent(client, f"{turned}accept/", 302)
    assert "at another stage" in sent(client, f"{turned}turn-down/", 409)
    assert "is for the experts of the review" in sent(client, f"{turned}recuse/", 409, reason="No.")
    sign_in(client, peer)
    assert "Declare a conflict of interest" in text(client, f"{place}peers/")
    sent(client, f"{turned}recuse/", 422, reason="")
    sent(client, f"{turned}recuse/", 302, reason="A cousin works there.")
    text(client, place, 404)
    text(client, f"{turned}recuse/", 404)


def test_the_visit_and_its_findings_by_form(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = rounds.accepted(people, people.arcadia)
    place = f"{HOME}{row.pk}/"
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    text(client, f"{place}visit/")
    assert "the days of the visit do not fit" in sent(client, f"{place}visit/", 409, **days(9, 8))
    sent(client, f"{place}visit/", 302, **days(9, 10))
    finding = {"area": "buying", "text": "Exceptions are many."}
    sign_in(client, factories.account_of(people.france))
    assert "the visit comes first" in sent(client, f"{place}write/", 409, **finding)
    IntegrityReview.objects.update(visit_from_on=NOW.date(), visit_until_on=NOW.date())
    assert "no finding is written" in sent(client, f"{place}hand-over/", 409)
    text(client, f"{place}write/")
    sent(client, f"{place}write/", 302, **finding)
    text(client, f"{place}hand-over/")
    sent(client, f"{place}hand-over/", 302)
    comment = f"{HOME}findings/{row.findings.get().pk}/comment/"
    assert "a partner speaks here for itself" in text(client, comment)
    as_(client, sign_in, "XA")
    text(client, comment)
    sent(client, comment, 302, comment="The law of 2026 ends this.")
    assert "The law of 2026 ends this." in text(client, f"{place}peers/")
    assert "the plan holds no measure" in sent(client, f"{place}plan/agree/", 409)


def test_the_plan_by_form_and_as_a_file(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = rounds.reported(people, people.arcadia)
    place, far = f"{HOME}{row.pk}/plan/", {"due_on": "2100-01-01"}
    measure = f"{HOME}measures/{row.measures.get().pk}/"
    said = {"area": "money", "text": "Audit it.", "office": "Audit office", **far}
    as_(client, sign_in, "XA")
    text(client, f"{place}add/")
    sent(client, f"{place}add/", 302, **said)
    assert "this deadline has passed" in sent(client, f"{place}add/", 409, **{**said, "due_on": "2020-01-01"})
    assert "Count exceptions." in text(client, f"{measure}change/")
    sent(client, f"{measure}change/", 302, text="=Count", office="Procurement office", **far)
    sent(client, f"{place}agree/", 302)
    assert "your side has agreed already" in text(client, f"{place}agree/")
    assert "Agreed so far by: Arcadia." in text(client, place)
    table = text(client, f"{place}export.csv")
    assert "Procurement,'=Count,Procurement office,2100-01-01,planned,no,," in table
    assert client.get(f"{place}export.xlsx").status_code == 200
    sign_in(client, factories.account_of(people.france))
    assert "is made by the partner and the desk" in sent(client, f"{place}agree/", 409)
    as_(client, sign_in, "IS", Role.DESK_OFFICER)
    sent(client, f"{measure}drop/", 302, reason="The law does it.")
    assert "this measure is over" in sent(client, f"{measure}change/", 409, text="T", office="O", **far)
    sent(client, f"{place}agree/", 302)
    as_(client, sign_in, "XA")
    sent(client, f"{place}agree/", 302)
    text(client, f"{place}reopen/")
    text(client, f"{measure}drop/")
    report = f"{HOME}measures/{row.measures.latest('pk').pk}/report/"
    text(client, report)
    sent(client, report, 302, state="done", note="Audited.")
    assert "Achevée" in text(client, place.replace("/en/", "/fr/"))


def test_a_plan_that_was_followed_is_reported_on_no_more(client: Client, sign_in: SignIn, people: Cast) -> None:
    row = rounds.agreed(people, people.arcadia)
    report = f"{HOME}measures/{row.measures.get().pk}/report/"
    after = rounds.opened(people.arcadia)
    as_(client, sign_in, "XA")
    assert "a round is in work already" in sent(client, f"{HOME}open/", 409)
    assert "were not looked at again" in sent(client, f"{HOME}{after.pk}/hand-in/", 409)
    actions.answer_integrity(after, people.arcadia, NOW, answers=rounds.answers("proven"))
    sent(client, f"{HOME}{after.pk}/hand-in/", 302)
    assert "before: Begun" in text(client, f"{HOME}{after.pk}/answers/")
    IntegrityReview.objects.filter(pk=after.pk).update(state="reported")
    assert "the next round has taken over" in sent(client, report, 409, state="done", note="Done.")
    assert "stands in its plan" in text(client, f"{HOME}{row.pk}/plan/")
