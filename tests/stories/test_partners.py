"""Stories of partners: who leaves, who joins later, two officers at the last seat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.menu.models import Activity
from comity.nominations.models import Nomination
from comity.parties import queries as parties
from tests.stories.theatre import Theatre, person

pytestmark = pytest.mark.django_db


def code_of(title: str) -> str:
    """The code of an activity of the demonstration."""
    return str(Activity.objects.get(title_en=title).code)


def test_a_partner_that_leaves_its_framework_loses_sight_at_once(theatre: Theatre) -> None:
    code = code_of("Multinational Logistics")
    held = code_of("Crisis Staff Planning")
    basma = theatre.somebody("basma")
    assert "Multinational Logistics" in basma.reads(f"menu/{code}/")
    assert "Crisis Staff Planning" in basma.reads(f"menu/{held}/")

    leaving = {"community": "framework:md", "until_on": theatre.today.isoformat(), "decision": "PO(2026)0160"}
    theatre.somebody("henrik").sends("nations/XB/change/leave/", leaving)

    # The same browser, the next page: nothing is there any more, in no list, file or search.
    for path in (f"menu/{code}/", f"menu/{held}/", f"menu/{code}.ics", f"menu/{code}/nominees/"):
        basma.cannot_see(path)
    for path in ("menu/?all=1", "menu/export/menu.csv?all=1", "find/?q=logistics", "menu/export/menu.ics"):
        assert code not in basma.opens(path).content.decode(), path
    assert code in theatre.somebody("aissata").reads("menu/?all=1&q=logistics")


def test_who_joins_later_sees_what_is_to_come_and_nothing_of_what_was(theatre: Theatre) -> None:
    coming, held = code_of("Multinational Logistics"), code_of("Crisis Staff Planning")
    henrik = theatre.somebody("henrik")
    leaving = {"community": "framework:md", "until_on": theatre.today.isoformat(), "decision": "PO(2026)0160"}
    henrik.sends("nations/XB/change/leave/", leaving)
    theatre.later(days=40)
    joining = {"community": "framework:ici", "since_on": theatre.today.isoformat(), "decision": "PO(2027)0001"}
    theatre.somebody("henrik").sends("nations/XB/change/join/", joining)
    theatre.later(days=1)

    basma = theatre.somebody("basma")
    assert "Multinational Logistics" in basma.reads(f"menu/{coming}/")
    basma.cannot_see(f"menu/{held}/")
    assert held not in basma.opens("menu/export/menu.csv?all=1&when=all").content.decode()
    assert "Crisis Staff Planning" in theatre.somebody("aissata").reads(f"menu/{held}/")


def test_a_partner_that_left_its_framework_comes_back(theatre: Theatre) -> None:
    # As Malta did in 2008, twelve years after it had left: both periods are told, and the years between stay closed.
    coming, held = code_of("Multinational Logistics"), code_of("Crisis Staff Planning")
    left_on = theatre.today
    leaving = {"community": "framework:md", "until_on": left_on.isoformat(), "decision": "PO(2026)0160"}
    theatre.somebody("henrik").sends("nations/XB/change/leave/", leaving)
    theatre.somebody("basma").cannot_see(f"menu/{coming}/")

    theatre.later(days=40)
    back_on = theatre.today
    joining = {"community": "framework:md", "since_on": back_on.isoformat(), "decision": "PO(2027)0001"}
    theatre.somebody("henrik").sends("nations/XB/change/join/", joining)
    theatre.later(days=1)

    basma = theatre.somebody("basma")
    assert "Multinational Logistics" in basma.reads(f"menu/{coming}/")
    basma.cannot_see(f"menu/{held}/")
    told = basma.reads("nations/XB/standing/")
    assert "PO(2026)0160" in told
    assert "PO(2027)0001" in told
    for day, belongs in ((left_on - timedelta(days=1), True), (back_on - timedelta(days=1), False), (back_on, True)):
        assert ("XB" in parties.members("framework:md", day)) is belongs, day


def test_two_officers_at_the_last_seat(theatre: Theatre) -> None:
    # One seat of six is left; the nomination of Arcadia reached the host before that of Cassovia.
    code = code_of("Defence Education: Curriculum Design")
    tomas, cora, lars = (theatre.somebody(key) for key in ("tomas", "cora", "lars"))
    many = {key: value for index in range(5) for key, value in person(index, f"Mile{index}").items()}
    tomas.sends(f"menu/{code}/nominate/", {**many, "rows": "5"})
    lars.presses(f"menu/{code}/nominees/receive/", {"row": ["1", "2", "3", "4", "5"]})
    tomas.sends(f"menu/{code}/nominate/", {**person(0, "Orr"), "rows": "1"})
    cora.sends(f"menu/{code}/nominate/", {**person(0, "Haddad"), "rows": "1"})
    lars.presses(f"menu/{code}/nominees/receive/", {"row": ["6"]})
    lars.presses(f"menu/{code}/nominees/receive/", {"row": ["7"]})
    assert states(code) == ["seat_offered"] * 6 + ["waiting"]
    assert "Position 1. The next free seat goes to you." in cora.reads(f"menu/{code}/nominees/7/")
    cora.is_refused(f"menu/{code}/nominees/7/confirm/")
    assert "6 /6 seats given" in cora.reads(f"menu/{code}/nominees/7/")

    # Arcadia gives one back, and in the same moment Cassovia has it: no clock, no hand in between.
    tomas.sends(f"menu/{code}/nominees/2/withdraw/")
    assert states(code) == ["seat_offered", "withdrawn", *["seat_offered"] * 5]
    theatre.tick()
    told = theatre.told("cora")
    assert "otherwise it goes to the next in line" in told
    assert "Haddad" not in told, "mail carries no names"
    cora.sends(f"menu/{code}/nominees/7/confirm/")
    tomas.cannot_see(f"menu/{code}/nominees/7/")


def states(code: str) -> list[str]:
    """Where each name stands, in the order of the numbers."""
    return list(Nomination.objects.filter(code=code).order_by("number").values_list("state", flat=True))
