"""Stories of silence: the last second and the one after it, and one objection among five programmes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from comity.core.calendar import add_working_days
from comity.decisions.models import Item, Silence
from comity.programmes.models import Programme
from tests.stories.theatre import Person, Theatre

pytestmark = pytest.mark.django_db

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
PARP = "Open the Planning and Review Process to Belmora"
LETTER = {"reason": "Paris has not finished its reading.", "confirmed": "yes"}
MISSIONS = {"XA": "aissata", "XB": "basma", "XC": "casim", "XD": "dana", "XE": "erik"}
REQUIRED = (1, 2, 3, 4, 7, 8, 9)


def running(title: str) -> tuple[str, datetime]:
    """An item under silence, as its address names it, and when its silence ends."""
    item = Item.objects.get(title_en=title)
    return slug(item.symbol), Silence.objects.filter(item=item).latest("number").ends_at


def slug(symbol: str) -> str:
    """A symbol as it stands in an address."""
    return symbol.replace("(", "-").replace(")", "-")


def test_a_letter_in_the_last_second_breaks_silence(theatre: Theatre) -> None:
    symbol, ends_at = running(PARP)
    theatre.at(ends_at - SECOND)
    claire = theatre.somebody("claire")
    assert "There is no undo" in claire.reads(f"decisions/{symbol}/break-silence/")
    assert "Silence is broken." in claire.presses(f"decisions/{symbol}/break-silence/", LETTER)

    theatre.at(ends_at + MINUTE)
    theatre.tick()
    assert "Silence broken" in theatre.somebody("henrik").reads(f"decisions/{symbol}/")
    assert "PARP" not in opened_to_belmora(theatre)
    assert PARP not in theatre.told("basma"), "a partner never learns that there was a silence, or who broke it"
    theatre.somebody("basma").cannot_see(f"decisions/{symbol}/")


def test_a_letter_one_second_late_breaks_nothing(theatre: Theatre) -> None:
    symbol, ends_at = running(PARP)
    theatre.at(ends_at + SECOND)
    claire = theatre.somebody("claire")
    told = claire.is_refused(f"decisions/{symbol}/break-silence/", LETTER)
    assert "Not recorded: the silence period was over" in told
    assert LETTER["reason"] in told, "what was written is kept"

    # Nothing was lost by the clock being late: what the record says was true from the end on.
    theatre.later(hours=5)
    theatre.tick()
    assert "Agreed" in theatre.somebody("claire").reads(f"decisions/{symbol}/")
    assert Item.objects.get(title_en=PARP).decided_at == ends_at
    assert "PARP" in opened_to_belmora(theatre)


def opened_to_belmora(theatre: Theatre) -> str:
    """Which tools stand open to Belmora by a decision."""
    from comity.parties import queries  # noqa: PLC0415

    return " ".join(sorted(queries.tools_open("XB", theatre.today)))


def test_one_objection_to_a_bundle_of_five_programmes_lets_four_pass(theatre: Theatre) -> None:
    # Estmark may act again, and five partners agree a programme with the staff.
    henrik = theatre.somebody("henrik")
    henrik.sends("nations/XE/change/resume/", {"decision": "PO(2026)0150"})
    theatre.later(days=1)
    jana, henrik = theatre.somebody("jana"), theatre.somebody("henrik")
    year = theatre.today.year + 5
    for party, key in MISSIONS.items():
        agree_a_programme(party, theatre.somebody(key), jana, year)
    programmes = list(Programme.objects.filter(code__contains=f"/{year}-").order_by("code"))
    assert [one.state for one in programmes] == ["agreed"] * 5

    # Five single items were drafted; the desk puts them into one.
    for item in Item.objects.filter(title_en__contains=f"IPCP {year}-"):
        henrik.sends(f"decisions/{slug(item.symbol)}/withdraw/", {"reason": "It goes into the bundle."})
    assert "Five programmes" in jana.sends("decisions/prepare/", bundle([one.code for one in programmes]))
    symbol = slug(Item.objects.get(title_en="Five programmes").symbol)

    theatre.on(add_working_days(theatre.today, 1), 11)
    ends_on = add_working_days(theatre.today, 5)
    theatre.somebody("henrik").sends(f"decisions/{symbol}/open-silence/", {"on": ends_on, "at": "17:00"})
    theatre.later(days=1)
    claire = theatre.somebody("claire")
    asked = claire.posts(f"decisions/{symbol}/break-silence/", {"reason": LETTER["reason"], "lines": ["3"]})
    assert asked.status_code == 200
    assert not asked.redirect_chain, "it is asked a second time, with what goes on without the objection"
    claire.presses(f"decisions/{symbol}/break-silence/", {**LETTER, "lines": ["3"]})

    theatre.at(running("Five programmes")[1] + MINUTE)
    theatre.tick()
    states = {one.code[:2]: one.state for one in Programme.objects.filter(code__contains=f"/{year}-")}
    assert states == {"XA": "in_force", "XB": "in_force", "XC": "with_council", "XD": "in_force", "XE": "in_force"}
    for party, key in MISSIONS.items():
        page = theatre.somebody(key).reads(f"programmes/{party}/{year}-{(year + 1) % 100:02d}/")
        assert ("In force" in page) == (party != "XC"), party


def agree_a_programme(party: str, officer: Person, jana: Person, year: int) -> None:
    """This will write a programme and have both sides agree on it."""
    begun = {"party": party, "first_year": year, "years": 2, "language": "en", "source": "template"}
    officer.presses("programmes/begin/", begun)
    place = f"programmes/{party}/{year}-{(year + 1) % 100:02d}/"
    for section in REQUIRED:
        officer.presses(f"{place}sections/{section}/insert/", {"text": f"On point {section} both will do more."})
    officer.presses(f"{place}goals/add/", {"title": "Officers who serve together", "areas": ["interoperability"]})
    officer.presses(f"{place}submit/", {"note": ""})
    jana.presses(f"{place}take-up/")
    jana.presses(f"{place}agree/", {"version": 1})
    officer.presses(f"{place}agree/", {"version": 1})


def bundle(codes: list[str]) -> dict[str, Any]:
    """What the desk writes into the form of a new decision: one paragraph for each programme."""
    sent: dict[str, Any] = {
        "format": format_of_allies(),
        "title_en": "Five programmes",
        "title_fr": "Cinq programmes",
        "note_en": "Both sides have agreed each text.",
        "note_fr": "Les deux parties sont convenues de chaque texte.",
        "lines-TOTAL_FORMS": len(codes),
        "lines-INITIAL_FORMS": 0,
    }
    for number, code in enumerate(codes):
        line = {
            "verb": "agreed",
            "text_en": f"the programme {code}",
            "text_fr": f"le programme {code}",
            "follows": f"programme.approve=programme:{code}",
        }
        sent |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return sent


def format_of_allies() -> int:
    """The Council of all Allies, as the form names it."""
    from comity.decisions import queries  # noqa: PLC0415

    found = queries.format_(queries.AT_ALLIES)
    assert found is not None
    return int(found.pk)
