"""Signing in, staying signed in, and what is open to those who have not."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as live
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, clear_url_caches, get_resolver

from comity import policy
from comity.core.actor import Role
from comity.kernel import clock
from comity.people import actions
from comity.people.models import Account, Appointment
from tests.factories import PASSWORD, account, actor_of, appointment

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Account], Client]

LOGIN = "/en/account/login/"
OPEN_WITHOUT_NAME = "is_public"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets what the edge of the web reads as the time of day; everything inside is told it."""
    moment = [datetime.now(UTC)]  # noqa: TID251 - sessions begin now
    monkeypatch.setattr(clock, "now", lambda: moment[0])

    def set_to(value: datetime) -> None:
        moment[0] = value

    set_to.moment = moment  # type: ignore[attr-defined]
    return set_to


# -- in ----------------------------------------------------------------------------------------------------------------


def test_password_sign_in_leads_home_in_the_language_of_the_account(client: Client) -> None:
    found = account("XA", password=PASSWORD, locale="fr", density="compact", single_keys=False)
    page = client.get(LOGIN)
    assert "Accounts are given by the head of your mission or delegation" in page.content.decode()
    assert "demonstration: sign in" not in page.content.decode()
    answer = client.post(LOGIN, {"login": found.email.upper(), "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/fr/today/home/"
    assert client.get(answer.headers["Location"]).headers["Location"] == "/fr/today/"
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    assert (cookies["language"], cookies["comity_density"], cookies["comity_keys"]) == ("fr", "compact", "off")
    assert client.get("/").headers["Location"] == "/fr/"


def test_sign_in_leads_to_the_page_that_was_asked_for_and_never_elsewhere(client: Client) -> None:
    found = account("XA", password=PASSWORD)
    asked = client.get("/en/people/")
    assert asked.headers["Location"] == f"{LOGIN}?next=%2Fen%2Fpeople%2F"
    answer = client.post(LOGIN, {"login": found.email, "password": PASSWORD, "next": "/en/people/"})
    assert answer.headers["Location"] == "/en/people/"
    client.logout()
    answer = client.post(LOGIN, {"login": found.email, "password": PASSWORD, "next": "https://elsewhere.test/"})
    assert answer.headers["Location"] == "/en/today/home/"


def test_wrong_passwords_and_unknown_addresses_get_the_same_answer(client: Client) -> None:
    found = account("XA", password=PASSWORD)

    def answer(login: str) -> str:
        page = client.post(LOGIN, {"login": login, "password": "wrong"})
        assert page.status_code == 200
        return re.sub(r'value="[^"]*"', "", page.content.decode()).replace(login, "")

    known, unknown = answer(found.email), answer("nobody@example.test")
    assert known == unknown
    assert 'role="alert"' in known


def test_sign_in_pauses_after_five_failures_even_with_the_right_password(client: Client) -> None:
    found = account("XA", password=PASSWORD)
    for _ in range(policy.number("people.sign_in_attempts")):
        client.post(LOGIN, {"login": found.email, "password": "wrong"})
    page = client.post(LOGIN, {"login": found.email, "password": PASSWORD})
    assert page.status_code == 200
    assert "Too many failed login attempts" in page.content.decode()
    other = account("XA", password=PASSWORD)
    assert client.post(LOGIN, {"login": other.email, "password": PASSWORD}).status_code == 302


def test_the_pause_is_that_of_the_working_rule() -> None:
    rates = live.ACCOUNT_RATE_LIMITS["login_failed"].split(",")
    attempts, minutes = policy.number("people.sign_in_attempts"), policy.number("people.sign_in_minutes")
    assert f"{attempts}/{minutes}m/key" in rates


def test_too_many_attempts_from_one_place_get_a_page_that_says_so(client: Client) -> None:
    for _ in range(30):
        client.post(LOGIN, {"login": "", "password": ""})
    page = client.post(LOGIN, {"login": "", "password": ""})
    assert page.status_code == 429
    assert "Not tried: too many attempts in a short time" in page.content.decode()


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/en/account/signup/").status_code == 404
    assert client.post("/en/account/signup/", {"email": "a@b.test"}).status_code == 404
    assert client.get("/en/account/email/").status_code == 404
    assert client.get("/en/account/login/code/").status_code == 404


def test_a_password_is_set_by_mail_and_ends_every_session(client: Client, sign_in: SignIn) -> None:
    found = account("XA")
    sign_in(client, found)
    other = Client()
    assert "Password Reset" in other.get("/en/account/password/reset/").content.decode()
    other.post("/en/account/password/reset/", {"email": found.email})
    (letter,) = mail.outbox
    assert letter.subject.startswith("Comity: ")
    link = re.search(r"https?://[^/]+(/\S+)", str(letter.body))
    assert link is not None
    form = other.get(link[1], follow=True)
    done = other.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert done.status_code == 200
    assert client.get("/en/today/").status_code == 302
    assert other.post(LOGIN, {"login": found.email, "password": PASSWORD}).status_code == 302


def test_an_unknown_address_gets_no_hint_that_it_is_unknown(client: Client) -> None:
    found = account("XA", password=PASSWORD)
    pages = [
        client.post("/en/account/password/reset/", {"email": email}, follow=True).content.decode()
        for email in (found.email, "nobody@example.test")
    ]
    first, second = (re.sub(r'value="[^"]*"|\S+@\S+', "", page) for page in pages)
    assert first == second


def test_a_second_factor_is_asked_for_and_changing_it_ends_other_sessions(client: Client, sign_in: SignIn) -> None:
    found = account("XA", password=PASSWORD)
    other = sign_in(Client(), found)
    client.post(LOGIN, {"login": found.email, "password": PASSWORD})
    asked_again = client.get("/en/account/2fa/totp/activate/")
    assert "reauthenticate" in asked_again.headers["Location"], "a fresh password before a factor changes"
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/en/account/2fa/totp/activate/")
    assert page.status_code == 200
    assert "Comity" in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    done = client.post("/en/account/2fa/totp/activate/", {"code": code})
    assert done.status_code == 302, done.content.decode()[:2000]
    assert client.get("/en/today/").status_code == 200, "the session in hand goes on"
    assert other.get("/en/today/").status_code == 302, "all others have ended"
    fresh = Client()
    asked = fresh.post(LOGIN, {"login": found.email, "password": PASSWORD})
    assert asked.headers["Location"] == "/en/account/2fa/authenticate/"
    assert fresh.get("/en/today/").status_code == 302
    assert "authenticator code" in fresh.get("/en/account/2fa/authenticate/").content.decode()


def test_where_a_factor_is_required_nobody_works_without_one(client: Client, sign_in: SignIn) -> None:
    sign_in(client, account("XA"))
    with override_settings(MFA_REQUIRED=True):
        assert client.get("/en/today/").headers["Location"] == "/en/account/2fa/totp/activate/"
        assert client.get("/en/help/").status_code == 200
    assert client.get("/en/today/").status_code == 200


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "path",
    [
        "password/change/",
        "password/set/",
        "2fa/",
        "2fa/recovery-codes/generate/",
        "sessions/",
        "reauthenticate/",
        "logout/",
    ],
)
def test_the_pages_of_the_library_stand_in_our_shell(client: Client, sign_in: SignIn, language: str, path: str) -> None:
    sign_in(client, account("XA", password=PASSWORD))
    page = client.get(f"/{language}/account/{path}", follow=True)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'class="c-top"' in text
    assert "style=" not in text
    assert "<script>" not in text


def test_signing_out_ends_the_session(client: Client, sign_in: SignIn) -> None:
    sign_in(client, account("XA"))
    assert client.get("/en/today/").status_code == 200
    key = client.session.session_key
    assert client.post("/en/account/logout/").status_code == 302
    assert not Session.objects.filter(pk=key).exists()
    assert client.get("/en/today/").status_code == 302


# -- staying in --------------------------------------------------------------------------------------------------------


def test_the_session_changes_its_key_at_sign_in(client: Client) -> None:
    found = account("XA", password=PASSWORD)
    client.get(LOGIN)
    session = client.session
    session["before"] = "x"
    session.save()
    client.cookies[live.SESSION_COOKIE_NAME] = session.session_key or ""
    client.post(LOGIN, {"login": found.email, "password": PASSWORD})
    assert client.session.session_key != session.session_key


def test_a_session_ends_after_half_an_hour_without_use(client: Client, sign_in: SignIn, now: Any) -> None:
    sign_in(client, account("XA"))
    start = now.moment[0]
    for minutes, status in ((0, 200), (29, 200), (58, 200), (87, 200), (118, 302)):
        now(start + timedelta(minutes=minutes))
        assert client.get("/en/today/").status_code == status, minutes


def test_a_session_ends_after_twelve_hours_however_it_is_used(client: Client, sign_in: SignIn, now: Any) -> None:
    sign_in(client, account("XA"))
    start = now.moment[0]
    for minutes in range(0, 12 * 60 + 1, 20):
        now(start + timedelta(minutes=minutes))
        assert client.get("/en/today/").status_code == 200, minutes
    now(start + timedelta(hours=12, seconds=1))
    assert client.get("/en/today/").status_code == 302


def test_all_sessions_end_when_an_appointment_changes(sign_in: SignIn) -> None:
    head, officer = account("XA", Role.HEAD_OF_MISSION), account("XA")
    browsers = [sign_in(Client(), officer) for _ in range(2)]
    mine = sign_in(Client(), head)
    assert all(one.get("/en/today/").status_code == 200 for one in (*browsers, mine))
    held = Appointment.objects.get(person=officer.person)
    moment = clock.now()
    actions.end(held, actor_of(head, moment), moment, ends_on=moment.date() + timedelta(days=9))
    assert [one.get("/en/today/").status_code for one in (*browsers, mine)] == [302, 302, 200]


def test_an_account_that_is_switched_off_is_out_at_once(client: Client, sign_in: SignIn) -> None:
    found = account("XA")
    sign_in(client, found)
    assert client.get("/en/today/").status_code == 200
    Account.objects.filter(pk=found.pk).update(is_active=False)
    assert client.get("/en/today/").status_code == 302


def test_visits_are_remembered(client: Client, sign_in: SignIn, now: Any) -> None:
    found = account("XA")
    start = now.moment[0]
    for days in (0, 2):
        now(start + timedelta(days=days))
        sign_in(Client(), found).get("/en/today/")
    found.refresh_from_db()
    assert found.seen_at == start
    assert found.visited_at == start + timedelta(days=2)


def test_one_query_tells_who_asks(client: Client, sign_in: SignIn, django_assert_num_queries: Any) -> None:
    found = account("XA")
    appointment(found.person, "XB", Role.COURSE_DIRECTOR)
    sign_in(client, found)
    client.get("/en/people/hats/")
    # savepoint, at the door, session, who, as the reader, as the test was, release
    with django_assert_num_queries(7):
        assert client.get("/en/people/hats/").status_code == 200


# -- out ---------------------------------------------------------------------------------------------------------------


def views() -> Iterator[tuple[str, Any]]:
    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
        for one in resolver.url_patterns:
            where = prefix + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one, where)
            elif isinstance(one, URLPattern):
                yield where, one.callback

    yield from walk(get_resolver(), "")


def filled(route: str) -> str:
    """An address of a route, with something in each gap."""
    route = route.replace("^", "").replace("$", "").replace("\\.", ".")
    route = re.sub(r"\(\?P<\w+>(\w+)(?:\|\w+)*\)", r"\1", route)
    route = re.sub(r"\(\?P<\w+>[^()]*\)", "x", route)
    route = re.sub(r"<int:year>", "2026", route)
    route = re.sub(r"<int:\w+>", "1", route)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", "x", route)


def test_every_page_that_is_not_public_is_closed_to_those_who_have_not_signed_in(client: Client) -> None:
    closed = [
        (route, view)
        for route, view in views()
        if route.startswith("en/") and not route.startswith("en/account/") and not getattr(view, "is_public", False)
    ]
    assert len(closed) > 10
    for route, _ in closed:
        for method in (client.get, client.post):
            answer = method(filled(route))
            assert answer.status_code in {302, 404}, route
            if answer.status_code == 302:
                assert answer.headers["Location"].startswith(LOGIN), route


def test_what_is_public_is_so_on_purpose() -> None:
    """A view that is opened to everybody is added here as well, so that nobody opens one by accident."""
    ours = {"help", "find", "register", "people", "refusals", "today", "display"}
    public = {route for route, view in views() if getattr(view, "is_public", False)}
    mine = {route for route in public if route.split("/")[1] in ours}
    assert mine == {
        "en/help/",
        "en/find/",
        "en/register/checkpoints/",
        "en/register/checkpoints/<int:seq>/",
        "en/display/",
    }


def test_a_fragment_asked_for_without_a_session_sends_the_whole_browser_to_sign_in(client: Client) -> None:
    answer = client.get("/en/today/badges/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == LOGIN


def test_a_person_without_an_appointment_acts_for_nobody_and_sees_what_is_public(
    client: Client, sign_in: SignIn
) -> None:
    found = account("XA")
    Appointment.objects.filter(person=found.person).update(until_on=date(2026, 2, 1))
    sign_in(client, found)
    page = client.get("/en/today/")
    assert page.status_code == 200
    assert "You act for" not in page.content.decode()
    assert "You act for nobody today." in client.get("/en/people/hats/").content.decode()
    assert client.get("/en/people/").status_code == 404


# -- the demonstration -------------------------------------------------------------------------------------------------


@pytest.fixture
def demo() -> Iterator[None]:
    """The addresses as they are in demo mode."""
    from comity.web.people import urls  # noqa: PLC0415

    with override_settings(DEMO=True):
        importlib.reload(urls)
        clear_url_caches()
        importlib.reload(importlib.import_module(live.ROOT_URLCONF))
        yield
    importlib.reload(urls)
    importlib.reload(importlib.import_module(live.ROOT_URLCONF))
    clear_url_caches()


def test_without_demo_mode_one_click_sign_in_does_not_exist(client: Client) -> None:
    account("XA", demo_order=1)
    assert not live.DEMO
    assert client.get("/en/people/demo/").status_code == 404
    assert not any("demo" in route for route, _ in views())


def test_in_demo_mode_one_click_signs_in_as_an_invented_person_and_as_nobody_else(demo: None, client: Client) -> None:
    invented = account("XA", Role.DELEGATE, name="Claire", demo_order=1)
    real = account("XA", name="Real")
    page = client.get("/en/people/demo/").content.decode()
    assert "Sign in as Claire" in page
    assert "Real" not in page
    assert client.post("/en/people/demo/", {"account": real.pk}).status_code == 404
    answer = client.post("/en/people/demo/", {"account": invented.pk})
    assert answer.headers["Location"] == "/en/today/home/"
    assert client.get("/en/people/").status_code == 200


# -- display -----------------------------------------------------------------------------------------------------------


def test_the_form_behind_ones_name_keeps_choices_and_leads_back(client: Client) -> None:
    answer = client.post(
        "/en/display/",
        {"scheme": "dark", "density": "compact", "keys": "nonsense"},
        headers={"Referer": "http://testserver/en/help/?x=1"},
    )
    assert answer.headers["Location"] == "/en/help/?x=1"
    assert client.cookies["comity_scheme"].value == "dark"
    assert "comity_keys" not in client.cookies
    elsewhere = client.post("/en/display/", {}, headers={"Referer": "https://elsewhere.test/"})
    assert elsewhere.headers["Location"] == "/en/"
