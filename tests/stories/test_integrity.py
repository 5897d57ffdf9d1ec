"""Stories of integrity: a partner looks at itself, peers visit, both sides agree a plan; the next round goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.education.models import Finding, IntegrityExpert, IntegrityReview, Measure
from tests import stage
from tests.stories.theatre import Theatre

pytestmark = pytest.mark.django_db


def test_a_partner_looks_at_itself_peers_visit_and_both_sides_agree_a_plan(theatre: Theatre) -> None:
    row = IntegrityReview.objects.get(party__code="XB")
    name_experts(theatre, row)
    visit(theatre, row)
    agree(theatre, row)
    go_on(theatre, row)


def name_experts(theatre: Theatre, row: IntegrityReview) -> None:
    """Belmora has handed its answers in; the desk names experts, and Belmora lets them in."""
    place = f"education/integrity/{row.pk}/"
    basma, jana, claire = (theatre.somebody(key) for key in ("basma", "jana", "claire"))
    for key in ("aissata", "claire", "lars"):
        theatre.somebody(key).cannot_see(place)
    assert "Integrity review of Belmora, round 1" in jana.reads("today/")
    own = jana.is_refused(f"{place}name-expert/", {"email": stage.account("basma").email})
    assert "this expert acts for the partner" in own
    jana.sends(f"{place}name-expert/", {"email": stage.account("lars").email})
    few = jana.is_refused(f"{place}visit/", {"from_on": "2030-01-01", "until_on": "2030-01-02"})
    assert "the partner has not accepted enough experts" in few
    for expert in IntegrityExpert.objects.filter(review=row):
        basma.sends(f"education/integrity/experts/{expert.pk}/accept/")
    theatre.tick()
    assert "un expert attend votre réponse" in theatre.told("basma")
    assert "vous êtes expert d'une revue d'intégrité" in theatre.told("claire")
    # Each reads it as a person: whoever else acts for the same nation does not.
    assert "Aucun inventaire complet" in claire.reads(f"{place}answers/")
    theatre.somebody("dana").cannot_see(place)


def visit(theatre: Theatre, row: IntegrityReview) -> None:
    """The experts write what they find, which Belmora reads once it is handed over."""
    place = f"education/integrity/{row.pk}/"
    first = theatre.today + timedelta(days=30)
    days = {"from_on": first.isoformat(), "until_on": (first + timedelta(days=2)).isoformat()}
    theatre.somebody("jana").sends(f"{place}visit/", days)
    said = {"area": "property", "text": "Stocks are known to those who keep them, and to nobody else."}
    assert "the visit comes first" in theatre.somebody("claire").is_refused(f"{place}write/", said)
    theatre.on(first + timedelta(days=2))
    claire, jana, basma = (theatre.somebody(key) for key in ("claire", "jana", "basma"))
    claire.sends(f"{place}write/", said)
    assert "to nobody else" not in basma.reads(f"{place}peers/")
    claire.sends(f"{place}hand-over/")
    finding = Finding.objects.get(review=row)
    basma.sends(f"education/integrity/findings/{finding.pk}/comment/", {"comment": "Un inventaire est prévu."})
    assert "to nobody else. Comment of the partner Un inventaire est prévu." in jana.reads(f"{place}peers/")
    theatre.tick()
    for told in ("la visite est fixée", "les constatations sont remises"):
        assert told in theatre.told("basma")
    assert "la visite est fixée" in theatre.told("claire")


def agree(theatre: Theatre, row: IntegrityReview) -> None:
    """Both sides make the plan; what the desk changes asks the partner again."""
    place = f"education/integrity/{row.pk}/plan/"
    jana, basma = theatre.somebody("jana"), theatre.somebody("basma")
    by = (theatre.today + timedelta(days=200)).isoformat()
    asked = {"area": "property", "text": "Count all stocks.", "office": "Logistics", "due_on": by}
    basma.sends(f"{place}add/", asked)
    basma.sends(f"{place}agree/")
    measure = Measure.objects.get(review=row)
    jana.sends(f"education/integrity/measures/{measure.pk}/change/", {"office": "Directorate of logistics"})
    assert "each for itself" in jana.reads(place)
    for somebody in (jana, basma):
        somebody.sends(f"{place}agree/")
    theatre.tick()
    assert "le plan attend votre accord" in theatre.told("basma")
    assert "le plan est approuvé" in theatre.told("basma")


def go_on(theatre: Theatre, row: IntegrityReview) -> None:
    """A year on the deadline has come; the answers go into the next round, and what changed is marked."""
    theatre.later(days=365)
    basma, measure = theatre.somebody("basma"), Measure.objects.get(review=row)
    assert "The deadline of a measure has come" in basma.reads("today/")
    told = {"state": "under_way", "note": "Half of it is counted."}
    basma.sends(f"education/integrity/measures/{measure.pk}/report/", told)
    basma.sends("education/integrity/open/")
    after = IntegrityReview.objects.get(party__code="XB", round=2)
    place = f"education/integrity/{after.pk}/"
    theatre.somebody("jana").cannot_see(place)
    assert "were not looked at again" in basma.is_refused(f"{place}hand-in/")
    sent = {f"ok_{code}": "on" for code in after.answers.values_list("question", flat=True)}
    basma.sends(f"{place}answers/", {**sent, "level_stock": "begun", "text_stock": "La moitié est comptée."})
    basma.sends(f"{place}hand-in/")
    theatre.tick()
    assert "Belmora: a self-assessment on integrity is handed in" in theatre.told("jana")
    assert "La moitié est comptée. changed before: Not in place" in theatre.somebody("jana").reads(f"{place}answers/")
    # Whoever reviewed the first round does not read the second.
    theatre.somebody("claire").cannot_see(place)


def test_letters_about_a_plan_that_is_opened_again(theatre: Theatre) -> None:
    row = IntegrityReview.objects.get(party__code="XA")
    place = f"education/integrity/{row.pk}/plan/"
    theatre.somebody("jana").sends(f"{place}reopen/", {"reason": "The law has changed."})
    theatre.tick()
    assert "The law has changed." in theatre.told("aissata")
    theatre.somebody("aissata").sends(f"{place}agree/")
    theatre.tick()
    assert "Arcadia: the plan waits for your side" in theatre.told("jana")
    theatre.language = "fr"
    table = theatre.somebody("aissata").reads(place)
    assert "Count exceptions from competition and publish the count each year." in table
    assert "Achevée The first count is published." in table
