"""Stories of the support of schools: from the request to what lasts, and one that the partner ends."""

from __future__ import annotations

from datetime import date

import pytest

from comity.education.models import SchoolEvent, SchoolSupport
from tests.stories.theatre import Theatre

pytestmark = pytest.mark.django_db


def test_a_school_is_supported_from_the_request_to_what_lasts(theatre: Theatre) -> None:
    row = SchoolSupport.objects.get(provider__code="PANS")
    place = f"education/schools/{row.pk}/"
    # Cassovia has asked. Its neighbours do not read of it, an Ally does.
    theatre.somebody("aissata").cannot_see(place)
    assert "Port Amar Naval School" in theatre.somebody("claire").reads(place)
    jana = theatre.somebody("jana")
    assert "Support for Port Amar Naval School" in jana.reads("today/")
    on = theatre.today.isoformat()
    jana.sends(f"{place}assess/", {"visited_on": on, "faculty": "Lectures alone.", "quality": "Nobody compares."})

    # Both write the plan; a change takes the agreement back.
    casim = theatre.somebody("casim")
    casim.sends(f"{place}objective/", {"area": "faculty", "title": "Practice at sea", "measure": "Days at sea"})
    casim.sends(f"{place}years/", {"from_year": str(row.from_year), "years": "2"})
    first, aim = row.from_year, row.objectives.get().pk
    event = {"objective": str(aim), "responsible": "contributors"}
    casim.sends(f"{place}event/", {**event, "title": "Boarding drill", "due_on": f"{first}-11-20"})
    casim.presses(f"{place}agree/", {"version": str(SchoolSupport.objects.get(pk=row.pk).version)})
    jana.sends(f"{place}event/", {**event, "title": "Rescue drill", "due_on": f"{first + 1}-10-20"})
    assert "the plan has changed" in jana.is_refused(f"{place}agree/", {"version": "1"})
    jana.sends(f"{place}agree/")
    assert "Plan for Port Amar Naval School" in casim.reads("today/")
    casim.sends(f"{place}agree/")

    # From now on everybody reads the plan, not the findings; an Ally and a partner send teachers by the same form.
    boarding, rescue = (SchoolEvent.objects.get(title=title) for title in ("Boarding drill", "Rescue drill"))
    dana, claire = theatre.somebody("dana"), theatre.somebody("claire")
    assert "Lectures alone." not in dana.reads(place)
    assert "Boarding drill" in dana.reads("education/schools/events/?q=port+amar")
    for giver, teachers in ((dana, "2"), (claire, "1")):
        giver.sends(f"{place}events/{boarding.pk}/contribute/", {"teachers": teachers})
    dana.sends(f"{place}events/{rescue.pk}/contribute/", {"teachers": "3"})

    # Its day passes: the partner whose school it is says who came, and each is counted in the same columns.
    theatre.on(date(first, 11, 25))
    casim = theatre.somebody("casim")
    assert "Boarding drill (Port Amar Naval School)" in casim.reads("today/")
    report = {"held_on": f"{first}-11-19", "people": "16", "came": ["XD", "FR"], "report": "Four days at sea."}
    casim.sends(f"{place}events/{boarding.pk}/report/", report)
    casim.sends(f"{place}events/{rescue.pk}/drop/", {"reason": "The ship is in dock."})
    theatre.tick()
    assert "Boarding drill is reported" in theatre.told("dana")
    assert "Rescue drill will not be held" in theatre.told("dana")
    assert "Drevania Partner" in casim.reads("education/contributions/")

    # Each year is reviewed against the objectives; in the end it is written what lasts.
    for year, mark in ((first, "on_track"), (first + 1, "reached")):
        theatre.on(date(year + 1, 9, 10))
        jana = theatre.somebody("jana")
        assert "An academic year is over" in jana.reads("today/")
        jana.sends(f"{place}review/{year}/", {f"mark_{aim}": mark, "text": f"What we saw in {year}."})
    assert "Every year of the plan is reviewed" in jana.reads("today/")
    jana.sends(f"{place}close/", {"lasting": "Four instructors of its own lead the drills."})
    dana = theatre.somebody("dana")
    assert "Four instructors of its own lead the drills." in dana.reads(place)
    assert f"What we saw in {first}." not in dana.reads(place)
    theatre.tick()
    told = theatre.told("casim")
    for letter in ("the findings of the visit are entered", "the plan is agreed", f"the year {first}–"):
        assert letter in told, letter


def test_a_partner_ends_the_support_of_its_school_and_another_is_turned_down(theatre: Theatre) -> None:
    row = SchoolSupport.objects.get(provider__code="SSC")
    place = f"education/schools/{row.pk}/"
    basma = theatre.somebody("basma")
    waiting = SchoolEvent.objects.filter(objective__support=row, state="planned", responsible="contributors")
    theatre.somebody("claire").sends(f"{place}events/{waiting.earliest('pk').pk}/contribute/", {"teachers": "2"})
    assert "a partner does this for its own school" in theatre.somebody("jana").is_refused(
        f"{place}end/", {"reason": "Enough."}
    )
    basma.sends(f"{place}end/", {"reason": "The college merges with another."})
    assert "Ended by the partner" in basma.reads(place)
    asked = SchoolSupport.objects.get(provider__code="PANS")
    theatre.somebody("jana").sends(
        f"education/schools/{asked.pk}/turn-down/", {"reason": "First we finish what we have begun."}
    )
    theatre.tick()
    assert "l’appui a pris fin" in theatre.told("claire")
    assert "First we finish what we have begun." in theatre.told("casim")
