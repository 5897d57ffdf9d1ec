"""Story of an allocation: the Council decides how to weigh, partners order their names, and each reads why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.cli import solving
from comity.core.calendar import add_working_days
from comity.decisions.models import Item
from comity.kernel.scope import as_system
from comity.menu.models import Activity
from comity.resources import queries
from comity.resources.models import Run, Settings
from tests.stories.test_silence import slug
from tests.stories.theatre import Person, Theatre, person

pytestmark = pytest.mark.django_db


def settled(theatre: Theatre) -> None:
    """The Council decides how to weigh, and only then the desk assesses two partners."""
    rosa, claire = theatre.somebody("rosa"), theatre.somebody("claire")
    assert "equal weights" in rosa.presses("resources/settings/begin/", {"period": "2030"})
    rosa.presses("resources/settings/2030/open/")
    points = dict(zip(queries.considerations(), (10, 40, 20, 10, 10, 10), strict=True))
    assert "Your points on the considerations" in claire.reads("today/")
    claire.presses("resources/settings/2030/points/", points)
    score = {"value": 60, "evidence": "A paper.", "review_on": theatre.today + timedelta(days=300)}
    refused = theatre.somebody("jana").is_refused("resources/scores/2030/XA/values/", score)
    assert "the Council has not decided on the settings yet" in refused
    rosa.presses("resources/settings/2030/close/")
    rosa.presses("resources/settings/2030/propose/")
    silent(theatre, Item.objects.get(about="settings:2030"))
    assert Settings.objects.get(period="2030").state == "in_force"

    jana = theatre.somebody("jana")
    for party in ("XA", "XB"):
        for code in queries.considerations():
            jana.presses(f"resources/scores/2030/{party}/{code}/", {**score, "value": 60 if party == "XA" else 20})


def test_from_the_settings_to_what_a_partner_reads(theatre: Theatre) -> None:
    settled(theatre)
    rosa = theatre.somebody("rosa")
    days = {
        "wishes_until": theatre.today + timedelta(days=20),
        "since_on": theatre.today + timedelta(days=60),
        "until_on": theatre.today + timedelta(days=400),
    }
    rosa.presses("resources/plan/2030/", days)
    place = "resources/rounds/2030-1/"
    seminar = Activity.objects.get(title_en="Energy Security and Critical Infrastructure")
    rosa.presses(f"{place}activities/", {"kinds": ["seminar"], "line": "EDUCATION-DEMO"})
    rosa.presses(f"{place}money/", {"line": "EDUCATION-DEMO", "amount": "8000"})
    assert "The round is open." in rosa.presses(f"{place}open/")

    tomas, badr = theatre.somebody("tomas"), theatre.somebody("badr")
    for who, families in ((tomas, ("Orrin", "Pell", "Quist", "Rusk")), (badr, ("Saman", "Tarek", "Ubad", "Vire"))):
        named = {key: value for number, name in enumerate(families) for key, value in person(number, name).items()}
        who.presses(f"menu/{seminar.code}/nominate/", {**named, "rows": len(families)})
    assert "Your names in an open round" in tomas.reads("today/")
    order = {"name": [f"{seminar.code}/{n}" for n in (4, 1, 2, 3)], "share": "0", "keep": "1"}
    assert "Your order is kept." in tomas.presses(f"{place}names/", order)
    rosa.presses(f"{place}freeze/")
    rosa.presses(f"{place}trials/")
    with as_system():
        assert solving.solve_waiting() == 1
    run = Run.objects.get(round__code="2030-1")
    assert run.state == "solved", run.problem
    assert "Not a decision." in claire_reads(theatre, f"{place}trials/1/")
    told = rosa.is_refused(f"{place}publish/")
    assert "the Council has not adopted it" in told
    rosa.presses(f"{place}trials/1/submit/")
    silent(theatre, Item.objects.get(about="round:2030-1"))

    theatre.somebody("rosa").presses(f"{place}publish/")
    tomas, badr = theatre.somebody("tomas"), theatre.somebody("badr")
    own = tomas.reads(f"{place}results/")
    assert all(f"{seminar.code}/{number}" in own for number in (1, 2, 3, 4))
    assert f"{seminar.code}/5" not in own
    assert "It would be" in own
    tomas.cannot_see(f"{place}trials/1/")
    tomas.cannot_see("resources/scores/2030/")
    theatre.tick()
    assert "Results of round 2030-1" in theatre.told("tomas")
    french = Person(tomas.client, "fr").reads(f"{place}results/")
    assert "Parmi vos demandes" in french
    assert "Accordée" in french


def silent(theatre: Theatre, item: Item) -> None:
    """The secretariat puts the item under silence, and nobody writes."""
    theatre.on(add_working_days(theatre.today, 1), 11)
    ends_on = add_working_days(theatre.today, 5)
    theatre.somebody("henrik").sends(f"decisions/{slug(item.symbol)}/open-silence/", {"on": ends_on, "at": "17:00"})
    theatre.on(ends_on, 18)
    theatre.tick()


def claire_reads(theatre: Theatre, path: str) -> str:
    """What a delegate of an Ally reads, in English."""
    return theatre.somebody("claire").reads(path)
