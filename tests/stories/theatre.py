"""The stage of the stories: the demonstration, a clock that the story sets, and people who use the pages as they are.

A story lasts months. The one clock of the town and the clock of the database are set from outside, since a setting,
a header or a middleware by which the site took its time from somebody would be a door for letters that come too late;
below that edge `now` is passed from hand to hand, as everywhere. All the rest is the real thing: addresses, middleware,
sessions, forms as the pages give them, mail, and the tick that writes down what is due.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core import mail
from django.db import connection
from django.test import Client

from comity.clock.tick import run_once
from comity.core.calendar import at_brussels, brussels_day
from comity.kernel import clock, heartbeat
from tests import stage
from tests.decisions import council

CANNOT, WRONG_INPUT, UNSEEN = 409, 422, 404


@dataclass(slots=True)
class Theatre:
    """The moment at which the story has arrived, and the language in which its people read."""

    patch: pytest.MonkeyPatch
    language: str = "en"
    now: datetime = field(default_factory=clock.now)

    def __post_init__(self) -> None:
        """This will lay the clock of the database beside its own."""
        council.lay_time()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('search_path', 'test_time, pg_catalog, public', false)")
        self.at(self.now)

    @property
    def today(self) -> date:
        """The day at the seat."""
        return brussels_day(self.now)

    def at(self, moment: datetime) -> None:
        """This will let time pass, with the service at work all along."""
        if moment > self.now:
            heartbeat.record(self.now, moment)
        self.now = moment
        self.patch.setattr(clock, "now", lambda: moment)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('test.now', %s, false)", [moment.isoformat()])

    def is_down_until(self, moment: datetime) -> None:
        """This will let time pass while the service is out of reach."""
        self.now = moment
        self.at(moment)

    def on(self, day: date, hour: int = 10) -> None:
        """This will go to an hour of a day at the seat."""
        self.at(at_brussels(day, hour))

    def later(self, **span: int) -> None:
        """This will let a span of time pass."""
        self.at(self.now + timedelta(**span))

    def tick(self) -> None:
        """This will let the clock write down what is due; nothing may fail."""
        ticked = run_once(self.now)
        assert not ticked.failed, ticked

    def somebody(self, key: str) -> Person:
        """This will let somebody of the demonstration sign in at this moment."""
        return Person(stage.as_(key), self.language)

    def told(self, key: str) -> str:
        """This will give all mail that somebody has had."""
        return self.told_at(stage.account(key).email)

    def told_at(self, address: str) -> str:
        """This will give all mail that an address has had."""
        return "\n".join(f"{one.subject}\n{one.body}" for one in mail.outbox if address in one.to)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in front of a browser that knows no scripts."""

    client: Client
    language: str

    def reads(self, path: str) -> str:
        """This will open a page and give its words."""
        return words(self.opens(path))

    def opens(self, path: str, status: int = 200) -> Any:
        """This will open a page that has to answer so."""
        answer = self.client.get(f"/{self.language}/{path}", follow=status == 200)
        assert answer.status_code == status, f"{path}: {answer.status_code}: {words(answer)[-1500:]}"
        return answer

    def cannot_see(self, path: str) -> None:
        """This will find nothing where somebody else finds a page."""
        self.opens(path, UNSEEN)

    def sends(self, path: str, sent: dict[str, Any] | None = None) -> str:
        """This will fill in the form of a page, send it, and give the words of where it leads."""
        answer = self.posts(path, {**filled(self.opens(path)), **(sent or {})})
        assert answer.redirect_chain, f"{path} was not taken: {answer.status_code}: {words(answer)[:3000]}"
        return words(answer)

    def presses(self, path: str, sent: dict[str, Any] | None = None) -> str:
        """This will press a button that stands on another page."""
        answer = self.posts(path, sent or {})
        assert answer.redirect_chain, f"{path} was not taken: {answer.status_code}: {words(answer)[:3000]}"
        return words(answer)

    def is_refused(self, path: str, sent: dict[str, Any] | None = None, status: int = CANNOT) -> str:
        """This will send what cannot be taken, and give the words of the answer."""
        answer = self.posts(path, sent or {})
        assert answer.status_code == status, f"{path}: {answer.status_code}: {words(answer)[:3000]}"
        return words(answer)

    def posts(self, path: str, sent: dict[str, Any]) -> Any:
        """This will send a form as it is."""
        return self.client.post(f"/{self.language}/{path}", sent, follow=True)


def page_of(answer: Any) -> BeautifulSoup:
    """This will read a page."""
    return BeautifulSoup(answer.content, "html.parser")


def words(answer: Any) -> str:
    """This will give the words of a page, one blank between them."""
    return " ".join(page_of(answer).get_text(" ").split())


def filled(answer: Any) -> dict[str, Any]:
    """This will give what the form of a page would send if nothing were typed."""
    sent: dict[str, Any] = {}
    for each in page_of(answer).select("main form[method=post] :is(input, select, textarea)[name]"):
        name, kind = str(each["name"]), str(each.get("type", each.name))
        if kind in {"checkbox", "radio"}:
            if each.has_attr("checked"):
                sent.setdefault(name, []).append(str(each.get("value", "on")))
        elif kind == "select":
            sent[name] = _chosen(each)
        elif kind == "textarea":
            sent[name] = each.get_text().lstrip("\n")
        elif kind not in {"file", "submit"}:
            sent[name] = str(each.get("value", ""))
    return sent


def _chosen(select: Tag) -> str:
    chosen = select.select_one("option[selected]") or select.select_one("option")
    return str(chosen.get("value", "")) if chosen else ""


def person(index: int, family: str) -> dict[str, str]:
    """This will write one row of the form for names."""
    values = {
        "family_name": family,
        "given_names": "Salma",
        "born_on": "1988-03-01",
        "email": f"{family.lower()}@example.test",
        "rank": "OF-3",
        "language_profile": "3332",
        "clearance": "nc",
    }
    return {f"p-{index}-{name}": value for name, value in values.items()}
