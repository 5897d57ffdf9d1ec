"""Stories from beyond the frameworks: the Council opens a dialogue; the desk keeps the record of an organisation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.decisions.models import Item
from comity.engagement.models import Dialogue
from tests.stories.theatre import Theatre

pytestmark = pytest.mark.django_db


def test_contact_begins_with_the_councils_decision_and_may_lead_into_a_programme(theatre: Theatre) -> None:
    jana, claire = theatre.somebody("jana"), theatre.somebody("claire")
    # Galdora is in no framework. The proposal waits for the Council; until then nothing is entered.
    row = Dialogue.objects.get(party_id="XG")
    place = f"engagement/dialogues/{row.pk}/"
    contact = {
        "held_on": theatre.today.isoformat(),
        "area": "civil-emergency",
        "subject": "Floods of the spring",
        "place": "Vesset",
    }
    assert "the Council has not opened this dialogue" in claire.is_refused(f"{place}contact/", contact)
    item = Item.objects.get(about=row.subject)
    slug = item.symbol.replace("(", "-").replace(")", "-")
    ends_on = next(day for day in (theatre.today + timedelta(days=5 + more) for more in range(4)) if day.weekday() < 4)
    theatre.somebody("henrik").sends(f"decisions/{slug}/open-silence/", {"on": ends_on.isoformat(), "at": "12:00"})
    theatre.on(ends_on, 13)
    theatre.tick()

    claire, jana = theatre.somebody("claire"), theatre.somebody("jana")
    assert "Open" in claire.reads(place)
    claire.sends(f"{place}contact/", {**contact, "is_warning": "on"})
    assert "May help to avert a crisis" in jana.reads(place)
    outside = {**contact, "area": "counter-terrorism"}
    assert "Select a valid choice" in claire.is_refused(f"{place}contact/", outside, status=422)
    jana.sends(f"{place}path/", {"towards": "global", "path": "An individual programme, if asked for."})
    assert "Global partners" in claire.reads(place) or "globe" in claire.reads(place)
    theatre.somebody("aissata").cannot_see(place)

    # Half a year without a word: the desk is asked, and closes the dialogue with its reason.
    theatre.later(days=200)
    jana = theatre.somebody("jana")
    assert "This dialogue is quiet" in jana.reads(place)
    jana.sends(f"{place}close/", {"outcome": "dormant", "reason": "Elections are near."})
    assert "It rests for the time being" in jana.reads(place)


def test_the_record_of_an_organisation_is_kept_in_french_too(theatre: Theatre) -> None:
    theatre.language = "fr"
    jana = theatre.somebody("jana")
    place = "engagement/organisations/XOLS/"
    talks = {
        "held_on": theatre.today.isoformat(),
        "level": "staff",
        "objectives": ["crisis"],
        "subjects": "Analyse commune avant une crise",
    }
    jana.sends(f"{place}talks/", talks)
    assert "Analyse commune avant une crise" in jana.reads(place)
    paper = {"title_en": "Memorandum", "title_fr": "Mémorandum", "signed_on": theatre.today.isoformat()}
    jana.sends(f"{place}agreement/", paper)
    assert "Mémorandum" in theatre.somebody("aissata").reads(place)
    assert "Analyse commune" not in theatre.somebody("aissata").reads(place)
