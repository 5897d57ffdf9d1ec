"""Stories of consultation: one participant agreed and one held, others told before any session, a late answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from comity.consultations.models import Concern, Consultation
from comity.core.calendar import add_working_days, at_brussels
from comity.decisions.models import Item, Silence
from tests.stories.theatre import Person, Theatre

pytestmark = pytest.mark.django_db

SUBJECT = "Rescue at sea in winter"
ASKED: dict[str, Any] = {
    "subject": SUBJECT,
    "participants": ["XB", "XC"],
    "occasion": "theme",
    "area": "emerging",
    "body": "council",
    "aim": "To know who calls whom.",
    "declared": "on",
}
WORDED = {
    "subject_en": SUBJECT,
    "subject_fr": "Le sauvetage en mer en hiver",
    "finding": "The maritime organisation sets rules; nobody consults upon practice.",
}
TOLD = {"text_en": "The Council has approved it.", "text_fr": "Le Conseil l'a approuvée."}
LETTER = {"reason": "Paris has no instructions on this one.", "confirmed": "yes"}


def test_one_participant_is_agreed_the_other_held_and_no_session_goes_before_the_notices(theatre: Theatre) -> None:
    # Arcadia asks for 28+2; the staff checks and drafts one text for the Council.
    aissata, jana = theatre.somebody("aissata"), theatre.somebody("jana")
    assert "The declaration about other forums is missing." in aissata.reads("consultations/request/")
    aissata.sends("consultations/request/", ASKED)
    code = Consultation.objects.get(subject_as_asked=SUBJECT).code
    place = f"consultations/{code}/"
    theatre.somebody("basma").cannot_see(place)
    jana.sends(f"{place}check/", WORDED)
    item = Item.objects.get(about=f"consultation:{code}")

    # An Ally objects to Cassovia alone: paragraph 4 of the text.
    symbol = item.symbol.replace("(", "-").replace(")", "-")
    theatre.on(add_working_days(theatre.today, 1), 11)
    theatre.somebody("henrik").sends(
        f"decisions/{symbol}/open-silence/", {"on": add_working_days(theatre.today, 4), "at": "17:00"}
    )
    assert "Before the Council" in theatre.somebody("aissata").reads(place)
    theatre.later(days=1)
    theatre.somebody("claire").presses(f"decisions/{symbol}/break-silence/", {**LETTER, "lines": ["4"]})
    theatre.at(Silence.objects.get(item=item).ends_at + timedelta(minutes=1))
    theatre.tick()

    # Belmora is approved and invited; Cassovia is not, and never learns that it was asked for.
    jana, aissata = theatre.somebody("jana"), theatre.somebody("aissata")
    own = aissata.reads(place)
    assert "Belmora Approved" in own
    assert "Cassovia Not approved" in own
    assert "Paris" not in own, "nobody but Allies and the staff learns who objected"
    jana.sends(f"{place}invite/", TOLD)
    for key in ("aissata", "basma"):
        theatre.somebody(key).sends(f"{place}accept/")
    guest = theatre.somebody("basma").reads(place)
    assert "Cassovia" not in guest
    theatre.somebody("casim").cannot_see(place)

    # The session waits for the notices, and the refusal names whom.
    on = add_working_days(theatre.today, 12)
    agenda = {"on": on, "at": "15:00", "minutes": "60", "place": "Room 5", "agenda": "Who calls whom"}
    jana.sends(f"{place}plan/", agenda)
    session = f"{place}sessions/1/"
    assert "Why can’t I convene it?" in jana.reads(session)
    told = jana.is_refused(f"{session}convene/")
    assert "Not convened: other partners have not been told" in told
    assert "Cassovia and Drevania" in told
    assert "notices are missing" in jana.reads(place)
    jana.sends(f"{place}inform/", TOLD)
    theatre.tick()
    assert "For your information" in theatre.told("casim")
    assert "The Council has approved it." in theatre.somebody("casim").reads(f"{place}notice/")
    assert SUBJECT in theatre.somebody("dana").reads("consultations/notices/")
    jana.sends(f"{session}convene/")

    theatre.at(at_brussels(on, 17))
    it_is_held_recorded_released_and_closed(theatre, code)


def it_is_held_recorded_released_and_closed(theatre: Theatre, code: str) -> None:
    """The secretary releases the record, and the consultation is closed when its follow-up is done."""
    place = f"consultations/{code}/"
    session = f"{place}sessions/1/"
    jana = theatre.somebody("jana")
    jana.sends(f"{session}hold/")
    jana.sends(f"{session}record/", {"text_en": "Each named its centre.", "text_fr": "Chacun a nommé son centre."})
    due = {"text": "Send the list of centres.", "owner": "XB", "due_on": add_working_days(theatre.today, 10)}
    jana.sends(f"{place}follow-up/", due)
    assert "Not closed: something is still to be done" in jana.reads(f"{place}close/")
    basma = Person(theatre.somebody("basma").client, "fr")
    assert "Ce qu’il manque encore : Rien, hormis les suites à donner." in basma.reads(place)
    basma.sends(f"{place}follow-ups/1/", {"note": "Envoyée."})
    paper = Consultation.objects.get(code=code).sessions.get().paper.replace("(", "-").replace(")", "-")
    theatre.somebody("casim").cannot_see(f"documents/{paper}/")
    theatre.somebody("henrik").sends(f"{session}release/", {"to": ["partners"]})
    assert SUBJECT in theatre.somebody("casim").reads(f"documents/{paper}/")
    jana.sends(f"{place}close/")
    assert "Concluded" in jana.reads(place)
    assert "Filed the record of a session" in jana.reads(f"{place}history/")


def test_a_concern_that_waits_too_long_is_shown_overdue_and_then_answered(theatre: Theatre) -> None:
    basma = theatre.somebody("basma")
    basma.sends("consultations/concerns/raise/", {"title": "Smoke over the strait", "text": "It has not stopped."})
    row = Concern.objects.get(title="Smoke over the strait")
    place = f"consultations/concerns/{row.code}/"
    theatre.tick()
    assert "raised by Belmora" in theatre.told("jana")
    theatre.somebody("aissata").cannot_see(place)

    theatre.on(add_working_days(row.due_on, 2))
    theatre.tick()
    assert "waits for its answer" in theatre.told("jana")
    jana = theatre.somebody("jana")
    assert "Overdue by" in jana.reads("today/")
    assert "The answer is overdue by" in jana.reads(place)
    jana.sends(f"{place}answer/", {"text": "Our ships have seen it and stand by."})
    theatre.tick()
    french = Person(theatre.somebody("basma").client, "fr")
    said = french.reads(place)
    assert "Our ships have seen it and stand by." in said
    assert "jours de retard" in said
    assert "a reçu une réponse" in theatre.told("basma")
