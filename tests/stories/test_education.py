"""Stories of education: a neighbour meets a need and is counted like an Ally."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.education.models import Match, Need, Offer
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
    assert "Estmark Partner 2 36 2 22 22 1" in table
    assert "France Ally 1 10 1 6 0 1" in table
    theatre.language = "fr"
    assert "Estmark Partenaire 2 36 2 22 22 1" in theatre.somebody("claire").reads("education/contributions/")
