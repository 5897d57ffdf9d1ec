"""Stories of the menu: a broken import, and what is retired while programmes use it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.menu.models import Activity
from comity.nominations.models import Nomination
from tests.stories.theatre import WRONG_INPUT, Theatre, filled, words

pytestmark = pytest.mark.django_db

CYBER = "Cyber Defence: Incident Handling for Ministries"
COLUMNS = "title_en,type,start,seats\n"


def file(text: str) -> SimpleUploadedFile:
    """A file from the desk of the menu manager."""
    return SimpleUploadedFile("menu.csv", (COLUMNS + text).encode())


@pytest.mark.parametrize(
    ("language", "refused"),
    [("en", "2 problems: nothing was imported"), ("fr", "2 problèmes : rien n’a été importé")],
)
def test_a_broken_import_changes_nothing_and_says_where_it_is_broken(
    theatre: Theatre, language: str, refused: str
) -> None:
    theatre.language = language
    before = Activity.objects.count()
    mira = theatre.somebody("mira")
    broken = "Flood,workshop,2027-03-01,12\nStorm,workshop,soon,12\nDrought,workshop,2027-05-01,many\n"
    told = mira.is_refused("menu/import/", {"file": file(broken)}, WRONG_INPUT)
    assert refused in told
    assert "start" in told
    assert "seats" in told
    assert Activity.objects.count() == before

    # Mended, it is shown first and imported whole after that.
    mended = "Flood,workshop,2027-03-01,12\nStorm,workshop,2027-04-01,12\nDrought,workshop,2027-05-01,9\n"
    shown = mira.posts("menu/import/", {"file": file(mended)})
    assert "Drought" in words(shown)
    assert Activity.objects.count() == before
    mira.presses("menu/import/", filled(shown))
    assert Activity.objects.count() == before + 3


def test_retiring_tells_the_programmes_that_use_it_and_those_who_were_to_come(theatre: Theatre) -> None:
    code = Activity.objects.get(title_en=CYBER).code
    programme = f"programmes/XA/{theatre.today.year + 1}-{(theatre.today.year + 2) % 100:02d}/"
    assert CYBER in theatre.somebody("aissata").reads(f"{programme}activities/")
    mira = theatre.somebody("mira")
    assert "XA/ipcp/" in mira.reads(f"menu/{code}/programmes/")
    assert "first" in mira.is_refused(f"menu/{code}/retire/", {"reason": "No laboratory."}).lower()

    # What people are still waiting for is cancelled first: all whom it concerns are told, and nobody else.
    why = "The school has lost its laboratory."
    mira.sends(f"menu/{code}/cancel/", {"reason": why})
    theatre.tick()
    assert why in theatre.told("tomas")
    assert why in theatre.told("aissata")
    assert why not in theatre.told("erik"), "Estmark has nothing to do with it"
    assert set(Nomination.objects.filter(code=code).values_list("state", flat=True)) == {"cancelled"}

    # Then it is retired; the programme is told what takes its place.
    other = Activity.objects.get(title_en=f"{CYBER} (2)").code
    mira.sends(f"menu/{code}/retire/", {"reason": "It does not come back.", "replacement": other})
    theatre.tick()
    assert "It does not come back." in theatre.told("aissata")
    assert other in theatre.told("aissata")
    aissata = theatre.somebody("aissata")
    assert "This activity has been retired" in aissata.reads(f"menu/{code}/")
    assert "retired from the menu" in aissata.reads(f"{programme}activities/")
