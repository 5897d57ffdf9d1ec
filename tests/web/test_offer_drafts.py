"""Drafts of offers: kept right or wrong, resumed as typed, seen by the offering party alone, gone once offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import Role
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.menu import actions
from comity.menu.models import OfferDraft
from comity.parties.models import Party
from tests import factories

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
TYPED = {"title_en": "Mountain rescue", "areas": ["interoperability", "no such area"], "start": "soon", "keep": "1"}


@pytest.fixture
def director(sign_in: SignIn) -> Client:
    factories.party("XD")
    return sign_in(Client(), factories.account("XD", Role.COURSE_DIRECTOR, name="Lars"))


def text(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_what_is_typed_is_kept_right_or_wrong_and_resumed_as_it_was(director: Client) -> None:
    kept = director.post("/en/menu/offer/", TYPED)
    row = OfferDraft.objects.get()
    assert kept["Location"] == f"/en/menu/offer/?draft={row.pk}"
    assert row.audience == ["party:XD"]
    page = director.get(kept["Location"])
    assert page.status_code == 200
    soup = BeautifulSoup(page.content, "html.parser")
    assert soup.select_one("[name=title_en]")["value"] == "Mountain rescue"  # type: ignore[index]
    assert not soup.select(".ds-error-summary"), "a draft is not yet wrong"
    assert "Throw the draft away" in text(page)
    again = director.post("/en/menu/offer/", {**TYPED, "title_en": "Mountain rescue II", "draft": str(row.pk)})
    assert again.status_code == 302
    assert [one.title for one in OfferDraft.objects.all()] == ["Mountain rescue II"]
    for path in ("/en/menu/own/", "/en/menu/offer/"):
        assert "Mountain rescue II" in text(director.get(path))
    assert "Brouillons" in text(director.get("/fr/menu/own/"))


def test_only_the_offering_party_sees_a_draft_not_even_the_staff(director: Client, sign_in: SignIn) -> None:
    director.post("/en/menu/offer/", TYPED)
    pk = OfferDraft.objects.get().pk
    others = [factories.account("XA", Role.COURSE_DIRECTOR), factories.staff(Role.MENU_MANAGER)]
    for account in others:
        browser = sign_in(Client(), account)
        assert browser.get(f"/en/menu/offer/?draft={pk}").status_code == 404
        assert browser.post(f"/en/menu/drafts/{pk}/discard/").status_code == 404
        assert "Mountain rescue" not in text(browser.get("/en/menu/offer/"))
    with reading({"public", "signed-in", "staff", "party:IS"}):
        assert not Entry.objects.exists()
        assert not OfferDraft.objects.exists()


def test_a_draft_is_thrown_away(director: Client) -> None:
    director.post("/en/menu/offer/", TYPED)
    pk = OfferDraft.objects.get().pk
    assert director.post(f"/en/menu/drafts/{pk}/discard/")["Location"] == "/en/menu/own/"
    assert not OfferDraft.objects.exists()
    assert director.post("/en/menu/offer/", {**TYPED, "draft": str(pk)}).status_code == 302, "it is kept anew"
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["menu.save_draft", "menu.discard_draft", "menu.save_draft"]


def test_who_may_not_offer_keeps_no_draft(sign_in: SignIn) -> None:
    auditor = factories.account("XA", Role.AUDITOR)
    row = Party.objects.get(code="XA")
    with pytest.raises(Refused) as refused:
        actions.save_draft(row, factories.actor_of(auditor), factories.NOW, title="", fields={})
    assert refused.value.verdict.codes == ("menu.not_provider",)
    answer = sign_in(Client(), auditor).post("/en/menu/offer/", TYPED)
    assert answer.status_code == 409
    assert not OfferDraft.objects.exists()


def test_three_drafts_cost_as_little_as_one(director: Client) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            director.post("/en/menu/offer/", TYPED)
        director.get("/en/menu/own/")
        with CaptureQueriesContext(connection) as asked:
            director.get("/en/menu/own/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
