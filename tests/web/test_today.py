"""Today: what needs the reader, in order, with one filled button; badges; the way home by role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from comity.core.actor import Actor, Role
from comity.core.tasks import Task
from comity.kernel import clock
from comity.people import actions
from comity.people.models import Account, Appointment
from comity.programmes.models import Programme
from comity.web.today import sources, views
from comity.web.today.tasks import TaskLabel
from tests.factories import NOW, account, actor_of, party, staff

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Account], Client]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def asked(count: int) -> None:
    """So many requests of a partner wait on the staff."""
    officer = account("XA", name="Officer")
    for number in range(count):
        actions.ask(officer.person, actor_of(officer), NOW, text=f"Request {number}")


def read(client: Client, path: str = "/en/today/") -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in page.select(selector)]


def test_the_list_says_what_waits(client: Client, sign_in: SignIn) -> None:
    asked(3)
    page = read(sign_in(client, staff(name="Desk")))
    assert words(page, ".c-sub") == ["3 things need you."]
    assert words(page, ".c-group-title") == ["Later 3"]
    assert words(page, ".c-work > li")[0].startswith("Request Request 0 asked by XA Somebody cannot go on without you")
    filled = [button for button in page.select(".c-work .ds-button") if not button.has_attr("data-variant")]
    assert len(filled) == 1, "the first row's verb is the only filled button"
    assert filled[0].get_text() == "Answer"
    assert "3 waiting for you" in words(page, ".c-nav .c-count:not([hidden])")


def test_one_row_costs_as_many_queries_as_three(client: Client, sign_in: SignIn) -> None:
    sign_in(client, staff())
    client.get("/en/today/")
    counts = []
    for more in (1, 2):
        asked(more)
        with CaptureQueriesContext(connection) as queries:
            page = read(client)
        counts.append(len(queries))
    assert len(page.select(".c-work > li")) == 3
    assert counts[0] == counts[1] <= MOST_QUERIES


# The door, the scope and its way back, names of parties.
FRAME = 8
# What each house takes that asks a desk officer for something.
OF_HOUSES = {"decisions": 3, "programmes": 3, "consultations": 4, "people": 2, "education": 3}
ONE_EACH = ("menu", "engagement", "science", "presence", "trust_funds", "operations")
MOST_QUERIES = FRAME + sum(OF_HOUSES.values()) + len(ONE_EACH)


def test_nothing_to_do_is_said_kindly(client: Client, sign_in: SignIn) -> None:
    sign_in(client, account("XA"))
    page = read(client)
    assert words(page, ".c-empty-title") == ["Nothing needs you."]
    assert page.select(".c-work") == []
    assert page.select(".c-count:not([hidden])") == []


def test_what_waits_on_others_stands_aside_with_its_age(client: Client, sign_in: SignIn) -> None:
    party("IS")
    officer = account("XA")
    actions.ask(officer.person, actor_of(officer), clock.now() - timedelta(days=3), text="Please open it")
    sign_in(client, officer)
    page = read(client)
    assert words(page, ".c-side .c-list li") == ["Please open it with International Staff · 3 days"]
    assert page.select(".c-count:not([hidden])") == [], "what waits on others is not counted as mine"


def test_in_french_the_page_is_french(client: Client, sign_in: SignIn) -> None:
    asked(2)
    sign_in(client, staff(locale="fr"))
    page = read(client, "/fr/today/")
    assert words(page, ".c-sub") == ["2 choses vous attendent."]
    assert words(page, ".c-work .ds-button")[0] == "Répondre"


# -- order and groups --------------------------------------------------------------------------------------------------


def planted(tasks: list[Task]) -> tuple[sources.Source, ...]:
    label = TaskLabel(
        kind=_("Request"), verb=_("Answer"), address=lambda task: f"/en/x/{task.ref}/", line="%(what)s", why="because"
    )
    return (sources.Source("menu", "menu", lambda actor, now: tasks, {"t": label}),)


def due(hours: float | None, name: str, **more: Any) -> Task:
    moment = None if hours is None else NOW + timedelta(hours=hours)
    return Task("t", name, name, due_at=moment, ground="P§13", params={"what": name}, **more)


def shown(monkeypatch: pytest.MonkeyPatch, tasks: list[Task], now: datetime = NOW) -> list[dict[str, Any]]:
    monkeypatch.setattr(sources, "sources", lambda: planted(tasks))
    found = [one for one in sources.told(Actor(name="A"), now) if not one.task.waiting_on]
    return views._groups([views._row(one, now, "en") for one in found], now)


def test_tasks_stand_in_the_order_in_which_they_become_irreversible(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = shown(
        monkeypatch,
        [due(None, "some day"), due(24 * 30, "later"), due(24 * 3, "this week"), due(5, "today"), due(-1, "over")],
    )
    assert [(group["title"], [row["ref"] for row in group["rows"]]) for group in groups] == [
        ("Today", ["over", "today"]),
        ("This week", ["this week"]),
        ("Later", ["later", "some day"]),
    ]


def test_the_groups_change_at_midnight_in_brussels(monkeypatch: pytest.MonkeyPatch) -> None:
    # 24 November 2026, 10:00 UTC is 11:00 in Brussels: the day ends in 13 hours, the seventh day in 7 × 24 + 13.
    edges = [(13, "Today"), (13.01, "This week"), (7 * 24 + 13, "This week"), (7 * 24 + 13.01, "Later")]
    for hours, title in edges:
        (group,) = shown(monkeypatch, [due(hours, "x")])
        assert group["title"] == title, hours


def test_what_ends_at_midnight_is_due_on_the_day_before(monkeypatch: pytest.MonkeyPatch) -> None:
    (group,) = shown(monkeypatch, [due(7 * 24 + 13, "x")])
    assert group["rows"][0]["due_on"] == NOW.date() + timedelta(days=7)


def test_a_provider_is_asked_once_for_its_report() -> None:
    label = TaskLabel(kind="Report", verb="Report", address=lambda task: "")
    asked_of = {"A": "provider", "B": "nation"}
    found = [
        *(
            sources.Told(Task("feedback.report", code, code, params={"respondent": who}), label, "menu")
            for code, who in asked_of.items()
        ),
        *(sources.Told(Task("menu.report", code, code), label, "menu") for code in "ABC"),
    ]
    left = [(one.task.kind, one.task.ref) for one in sources._without_doubles(found)]
    assert left == [("feedback.report", "A"), ("feedback.report", "B"), ("menu.report", "B"), ("menu.report", "C")]


def test_a_ground_is_named_and_leads_to_its_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    (group,) = shown(monkeypatch, [due(1, "x")])
    ground = group["rows"][0]["ground"]
    assert ground["label"] == "§13"
    assert ground["url"] == "/en/policy/#p13"


def test_what_is_due_within_two_weeks_stands_in_the_agenda_whoever_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = [due(24, "mine"), due(48, "theirs", waiting_on="XA"), due(24 * 15, "far"), due(-1, "over")]
    monkeypatch.setattr(sources, "sources", lambda: planted(tasks))
    agenda = views._agenda(sources.told(Actor(name="A"), NOW), NOW, "en")
    assert [(line["label"], line["tone"]) for line in agenda] == [
        ("Request: mine", "accent"),
        ("Request: theirs", "neutral"),
    ]


def test_a_task_without_words_is_a_fault_not_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "sources", lambda: planted([Task("unknown", "x", "x")]))
    with pytest.raises(KeyError, match="unknown"):
        sources.told(Actor(name="A"), NOW)


def test_badges_count_only_what_is_mine_by_place() -> None:
    told = [
        sources.Told(Task("t", "1", "1"), SimpleNamespace(), "menu"),  # type: ignore[arg-type]
        sources.Told(Task("t", "2", "2"), SimpleNamespace(), "decisions"),  # type: ignore[arg-type]
        sources.Told(Task("t", "3", "3", waiting_on="XA"), SimpleNamespace(), "menu"),  # type: ignore[arg-type]
    ]
    assert sources.badges(told) == {"today": 2, "menu": 1, "decisions": 1}


# -- badges, home, since the last visit --------------------------------------------------------------------------------


def test_every_other_page_asks_for_the_badges_once_it_is_shown(client: Client, sign_in: SignIn) -> None:
    asked(2)
    sign_in(client, staff())
    page = read(client, "/en/help/")
    (places,) = page.select(".c-nav ul[hx-get]")
    assert places["hx-get"] == "/en/today/badges/?here=help"
    badges = read(client, str(places["hx-get"]))
    assert words(badges, ".c-count:not([hidden])") == ["2 waiting for you"]


@pytest.mark.parametrize(
    ("code", "role", "address"),
    [
        ("XA", Role.MISSION_OFFICER, "/en/today/"),
        ("XA", Role.TRAINING_COORDINATOR, "/en/today/"),
        ("IS", Role.DESK_OFFICER, "/en/today/"),
        ("IS", Role.COUNCIL_SECRETARY, "/en/decisions/"),
        ("FR", Role.DELEGATE, "/en/decisions/"),
        ("XB", Role.COURSE_DIRECTOR, "/en/today/"),
        ("IS", Role.AUDITOR, "/en/register/"),
    ],
)
def test_home_is_where_the_work_of_the_role_begins(
    client: Client, sign_in: SignIn, code: str, role: Role, address: str
) -> None:
    sign_in(client, account(code, role))
    assert client.get("/en/today/home/").headers["Location"] == address


def test_the_page_says_what_was_entered_since_the_last_visit(client: Client, sign_in: SignIn) -> None:
    head = account("XA", Role.HEAD_OF_MISSION, name="Head")
    officer = account("XA", name="Officer", visited_at=NOW)
    for number in range(7):
        actions.choose(
            head.person,
            actor_of(head),
            NOW + timedelta(hours=number),
            locale="fr",
            time_zone="Europe/Paris",
            density="compact",
            single_keys=True,
            digest_mail=True,
        )
    sign_in(client, officer)
    page = read(client)
    side = page.select_one(".c-side .c-block")
    assert side is not None
    assert side.h2 is not None
    assert side.h2.get_text() == "Since your last visit, Tue 24 Nov 2026"
    assert len(side.select("li")) == 5
    link = side.select_one("p a")
    assert link is not None
    assert link["href"] == "/en/register/?since=2026-11-24"


def test_the_successor_finds_the_notes_of_the_predecessor(client: Client, sign_in: SignIn) -> None:
    head, leaving, coming = (
        account("XA", Role.HEAD_OF_MISSION),
        account("XA", name="Leaving"),
        account("XA", Role.TRAINING_COORDINATOR),
    )
    now = clock.now()
    actions.hand_over(
        Appointment.objects.get(person=leaving.person),
        actor_of(head, now),
        now,
        person_id=coming.person_id,
        on=now.date() + timedelta(days=1),
        notes="Ask <b>Jana</b> first.",
    )
    coming.refresh_from_db()
    page = read(sign_in(client, coming))
    notice = page.select_one(".c-notice")
    assert notice is not None
    assert "Left for you by Leaving" in notice.get_text()
    assert "Ask <b>Jana</b> first." in notice.get_text(), "what people type is text"


def test_a_partner_finds_its_programmes_beside_the_list(client: Client, sign_in: SignIn) -> None:
    row = party("XA")
    Programme.objects.create(
        code="XA/ipcp/2027-28",
        party=row,
        party_code="XA",
        type="IPCP",
        first_year=2027,
        last_year=2028,
        begun_at=NOW,
        pen_since=NOW,
        begun_by="partner",
        pen="partner",
        pack="2011",
        audience=["party:XA", "staff"],
    )
    page = read(sign_in(client, account("XA")))
    assert words(page, ".c-side .c-list li") == ["Arcadia, 2027-28 Draft"]
    assert page.select_one(".c-side .c-list a[href='/en/programmes/XA/2027-28/']")
    other = read(sign_in(Client(), account("XB")))
    assert other.select(".c-side .c-list li") == []
