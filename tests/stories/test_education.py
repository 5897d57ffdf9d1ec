"""Stories of education: a neighbour meets a need and is counted like an Ally; the Council recognises a centre."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.decisions.models import Item
from comity.education.models import Match, Need, Offer, Recognition
from tests.stories.theatre import Theatre

pytestmark = pytest.mark.django_db


def test_a_partner_meets_the_need_of_a_neighbour_and_is_counted_like_an_ally(theatre: Theatre) -> None:
    need = Need.objects.get(title="A course on rescue in winter")
    near = Offer.objects.get(title="Winter rescue: a syllabus and its teachers")
    place = f"education/needs/{need.pk}/"
    # Estmark is suspended: nothing new is matched for it until the Council ends the suspension.
    refused = theatre.somebody("jana").is_refused(f"{place}match/", {"offer": str(near.pk), "people": "12"})
    assert "is suspended" in refused
    theatre.somebody("henrik").sends(
        "nations/XE/change/resume/", {"decision": "PO(2026)0998", "on": theatre.today.isoformat()}
    )
    aissata = theatre.somebody("aissata")
    assert "Estmark: Winter rescue" in aissata.reads(f"{place}match/")
    aissata.sends(f"{place}match/", {"offer": str(near.pk), "people": "12", "note": "Before the snow, please."})
    row = Match.objects.get(need=need)
    assert row.is_regional
    # Nobody else reads of it until Estmark has agreed for itself.
    assert "Winter rescue" not in theatre.somebody("basma").reads(place)
    erik = theatre.somebody("erik")
    assert "Match for A course on rescue in winter" in erik.reads("today/")
    erik.sends(f"education/matches/{row.pk}/accept/")
    assert "In its region" in theatre.somebody("basma").reads(place)

    theatre.later(days=60)
    aissata = theatre.somebody("aissata")
    on = (theatre.today - timedelta(days=2)).isoformat()
    aissata.sends(f"education/matches/{row.pk}/confirm/", {"people": "12", "done_on": on})
    assert "Met" in aissata.reads(place)

    # An Ally has trained people too: both stand in one table, in the same columns.
    agreed = Match.objects.get(offer__title="Visiting lecturers in international law")
    theatre.somebody("basma").sends(f"education/matches/{agreed.pk}/confirm/", {"people": "6", "done_on": on})
    table = theatre.somebody("claire").reads("education/contributions/")
    assert "Estmark Partner 2 36 2 22 22 1 2 2" in table
    assert "France Ally 1 10 1 6 0 2 3 1" in table
    theatre.language = "fr"
    assert "Estmark Partenaire 2 36 2 22 22 1 2 2" in theatre.somebody("claire").reads("education/contributions/")


def test_the_council_recognises_a_training_centre(theatre: Theatre) -> None:
    row = Recognition.objects.get(provider__code="DCSC")
    place = f"education/centres/{row.pk}/"
    jana, dana = theatre.somebody("jana"), theatre.somebody("dana")
    # Drevania has applied. Its neighbours do not read of it; the desk assesses.
    theatre.somebody("aissata").cannot_see(place)
    assert "Recognition of Drevania Crisis Staff College" in jana.reads("today/")
    assert "the desk assesses centres" in dana.is_refused(f"{place}assess/", {"findings": "Excellent."})
    jana.sends(f"{place}assess/", {"findings": "Three visits; courses, teachers and quality are sound."})
    assert "at another stage" in dana.is_refused(f"{place}withdraw/")
    item = Item.objects.get(about=row.subject)
    slug = item.symbol.replace("(", "-").replace(")", "-")
    ends_on = next(day for day in (theatre.today + timedelta(days=5 + more) for more in range(4)) if day.weekday() < 4)
    henrik = theatre.somebody("henrik")
    assert "Recognises a training centre: Drevania Crisis Staff College." in henrik.reads(f"decisions/{slug}/")
    henrik.sends(f"decisions/{slug}/open-silence/", {"on": ends_on.isoformat(), "at": "12:00"})
    theatre.on(ends_on, 13)
    theatre.tick()

    # Everybody reads it now, with its last day; the list of providers says so too.
    aissata = theatre.somebody("aissata")
    assert "Recognised" in aissata.reads(place)
    assert "Drevania Crisis Staff College Drevania Recognised" in aissata.reads("education/centres/")
    assert "Drevania Crisis Staff College" in aissata.reads("nations/providers/?kind=ptec&q=drevania")
    too_early = theatre.somebody("dana").is_refused("education/centres/apply/", {"centre": "DCSC", "case": "Again."})
    assert "the recognition still holds for long" in too_early

    # Four years later its renewal may be asked for.
    theatre.later(days=5 * 365 - 200)
    dana = theatre.somebody("dana")
    assert "Its recognition ends within a year" in dana.reads("today/")
    dana.sends("education/centres/apply/", {"centre": "DCSC", "case": "Again."})
