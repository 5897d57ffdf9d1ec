"""Keys of programs: shown once, used by programs, ended at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comity.kernel import clock
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.people import actions, queries
from comity.people.models import Key
from tests import factories
from tests.factories import actor_of

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]


def make(client: Client, name: str = "Planner") -> str:
    """This will make a key and give its secret."""
    page = client.post("/en/people/keys/", {"name": name})
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    found = re.search(r"comity_[\w-]{40,}", page.content.decode())
    assert found
    return found[0]


def asked(secret: str, path: str = "/api/v1/nominations", **more: Any) -> Any:
    return Client().get(path, headers={"authorization": f"Bearer {secret}"}, **more)


def test_a_program_acts_as_its_person_until_the_key_is_ended(client: Client, sign_in: SignIn) -> None:
    found = factories.account("XA")
    sign_in(client, found)
    secret = make(client)
    assert asked(secret).status_code == 200
    kept = Key.objects.get()
    assert secret not in {kept.digest, kept.begins}
    assert kept.used_at is not None
    assert secret not in client.get("/en/people/keys/").content.decode()
    assert client.post(f"/en/people/keys/{kept.pk}/end/").status_code == 302
    assert asked(secret).status_code == 401
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["people.make_key", "people.end_key"]
    assert "ended on" in client.get("/en/people/keys/").content.decode()


def test_a_key_opens_the_api_and_no_page(client: Client, sign_in: SignIn) -> None:
    sign_in(client, factories.account("XA"))
    secret = make(client)
    assert asked(secret, "/en/today/").status_code == 302
    assert asked("comity_wrong").status_code == 401
    assert asked("").status_code == 401


def test_a_key_needs_no_proof_of_origin_and_a_session_does(client: Client, sign_in: SignIn) -> None:
    strict = Client(enforce_csrf_checks=True)
    found = factories.account("XA")
    sign_in(client, found)
    secret = make(client)
    address = "/api/v1/nominations/PCM-0001/1/withdraw"
    assert strict.post(address, headers={"authorization": f"Bearer {secret}"}).status_code == 404
    sign_in(strict, found)
    assert strict.post(address).status_code == 403
    assert strict.post(address, headers={"authorization": "Bearer comity_wrong"}).status_code == 403


def test_a_key_opens_nothing_when_the_account_is_closed_or_the_appointment_ends(
    client: Client, sign_in: SignIn
) -> None:
    found = factories.account("XA")
    sign_in(client, found)
    secret = make(client)
    found.is_active = False
    found.save()
    assert asked(secret).status_code == 401


def test_nobody_sees_or_ends_the_keys_of_others(client: Client, sign_in: SignIn) -> None:
    owner, other = factories.account("XA"), factories.account("XA")
    sign_in(client, owner)
    make(client, "Secret plan")
    kept = Key.objects.get()
    stranger = sign_in(Client(), other)
    assert "Secret plan" not in stranger.get("/en/people/keys/").content.decode()
    assert stranger.post(f"/en/people/keys/{kept.pk}/end/").status_code == 404
    with pytest.raises(Refused):
        actions.end_key(kept, actor_of(other, clock.now()), clock.now())
    kept.refresh_from_db()
    assert kept.ended_at is None


def test_a_key_without_a_name_is_asked_for_one_in_both_languages(client: Client, sign_in: SignIn) -> None:
    sign_in(client, factories.account("XA"))
    assert client.post("/en/people/keys/", {"name": " "}).status_code == 422
    assert not Key.objects.exists()
    assert "Clés pour programmes" in client.get("/fr/people/keys/").content.decode()


def test_its_last_use_is_noted_every_few_minutes() -> None:
    found, now = factories.account("XA"), clock.now()
    actions.make_key(found.person, actor_of(found, now), now, name="x", digest=queries.digest_of("s"), begins="s")
    opened = queries.opened("s")
    assert opened is not None
    assert opened.used_at is None
    actions.note_use(opened.key_id, now + timedelta(hours=1))
    again = queries.opened("s")
    assert again is not None
    assert again.used_at == now + timedelta(hours=1)


def test_so_many_keys_and_no_more_until_one_is_revoked(client: Client, sign_in: SignIn) -> None:
    sign_in(client, factories.account("XA"))
    for number in range(10):
        make(client, f"Program {number}")
    refused = client.post("/en/people/keys/", {"name": "One more"})
    assert refused.status_code == 409
    told = refused.content.decode()
    assert "Not made: you have as many keys as may be" in told
    assert "10\u00a0keys of yours still open something" in told.replace("10 keys", "10\u00a0keys")
    assert Key.objects.count() == 10
    first = Key.objects.earliest("pk")
    assert client.post(f"/en/people/keys/{first.pk}/end/").status_code == 302
    make(client, "One more")
    assert Key.objects.filter(ended_at=None).count() == 10
