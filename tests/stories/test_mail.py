"""Stories of mail: who is written to when something happens, and that every letter can be written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.core.calendar import add_working_days
from comity.decisions.models import Item, Silence
from comity.feedback.models import Proposal
from comity.menu.models import Activity
from comity.people.models import Appointment
from comity.programmes.models import Comment, Paragraph, Programme
from tests.stories.theatre import Theatre, person

pytestmark = pytest.mark.django_db

CYBER = "Cyber Defence: Incident Handling for Ministries"
PARP = "Open the Planning and Review Process to Belmora"


def place_of(party: str) -> str:
    """The address of the programme of a partner."""
    return f"programmes/{party}/{Programme.objects.get(code__startswith=f'{party}/ipcp/').code.rpartition('/')[2]}/"


def symbol_of(title: str) -> str:
    """The symbol of an item as it stands in an address."""
    return str(Item.objects.get(title_en=title).symbol).replace("(", "-").replace(")", "-")


def test_letters_while_a_text_is_written(theatre: Theatre) -> None:
    place = place_of("XA")
    aissata, tomas, jana = (theatre.somebody(key) for key in ("aissata", "tomas", "jana"))
    jana.sends(f"{place}ask-for-pen/")
    aissata.presses(f"{place}comments/", {"paragraph": "", "text": "In spring, we hope.", "purpose": "pending"})
    aissata.presses(f"{place}comments/send/")
    aissata.presses(f"{place}sections/4/lock/")
    tomas.presses(f"{place}sections/4/ask/")
    aissata.presses(f"{place}sections/4/release/")
    for comment in Comment.objects.filter(programme__code__startswith="XA", side="staff"):
        aissata.sends(f"{place}comments/{comment.pk}/answer/", {"disposition": "accepted", "reason": ""})
    revision = Paragraph.objects.get(section__programme__code__startswith="XA/ipcp/", number="1.1").revision
    for each in (aissata, jana):
        each.presses(f"{place}text/1.1/agree/", {"base": revision})
    aissata.sends(f"{place}text/1.1/reopen/", {"reason": "The minister has changed."})
    theatre.tick()
    assert "The other side asks for the pen: IPCP" in theatre.told("aissata")
    assert "Section 4 asked for" in theatre.told("aissata")
    for letter in ("Comments received", "All comments answered", "Paragraph 1.1 reopened", "The minister has changed."):
        assert letter in theatre.told("jana"), letter
    assert "Comments received" not in theatre.told("basma"), "Belmora has nothing to do with it"


def test_letters_while_two_sides_come_to_agree(theatre: Theatre) -> None:
    place = place_of("XA")
    aissata, jana = theatre.somebody("aissata"), theatre.somebody("jana")
    for comment in Comment.objects.filter(programme__code__startswith="XA", side="staff"):
        aissata.sends(f"{place}comments/{comment.pk}/answer/", {"disposition": "accepted", "reason": ""})
    open_one = Paragraph.objects.get(section__programme__code__startswith="XA/ipcp/", section__code="defence")
    settled = {"base": open_one.revision, "choice": 0, "keep": "0"}
    aissata.presses(f"{place}text/{open_one.number}/resolve/", settled)
    aissata.sends(f"{place}send-back/", {"note": "Nothing is left between brackets."})
    jana.sends(f"{place}agree/")
    aissata.sends(f"{place}agree/")
    jana.sends(f"{place}withdraw-agreement/", {"reason": "A number is wrong."})
    jana.sends(f"{place}agree/")
    aissata.sends(f"{place}reopen/", {"reason": "Parliament was dissolved."})
    aissata.sends(f"{place}withdraw/", {"reason": "We begin anew after the election."})
    theatre.tick()
    assert "Your turn: IPCP" in theatre.told("jana")
    assert "Agreement taken back: IPCP" in theatre.told("aissata")
    for letter in ("Text reopened: IPCP", "Parliament was dissolved.", "Withdrawn: IPCP"):
        assert letter in theatre.told("jana"), letter


def test_letters_after_the_council(theatre: Theatre) -> None:
    henrik, basma, jana = (theatre.somebody(key) for key in ("henrik", "basma", "jana"))
    drevania = Item.objects.get(title_en__startswith="Drevania: IPCP").title_en
    henrik.sends(f"decisions/{symbol_of(drevania)}/withdraw/", {"reason": "It came too early."})
    basma.sends(f"{place_of('XB')}start-review/")
    for goal in (1, 2):
        result = {"percent": 100, "state": "reached", "note": "Forty officers, as planned."}
        basma.presses(f"{place_of('XB')}goals/{goal}/progress/", result)
    jana.sends(f"{place_of('XB')}close/")
    theatre.tick()
    assert "Back with both sides: IPCP" in theatre.told("dana")
    assert "It came too early." not in theatre.told("dana"), "nothing is said of how the Council came to it"
    assert "It came too early." in theatre.told("greta")
    assert "Review begun: IPCP" in theatre.told("jana")
    assert "Clos\u202f: IPCP" in theatre.told("basma")


def test_letters_about_a_silence(theatre: Theatre) -> None:
    symbol = symbol_of(PARP)
    theatre.somebody("claire").sends(f"decisions/{symbol}/question/", {"text": "Who pays for the second survey?"})
    theatre.somebody("jana").sends(f"decisions/{symbol}/answer/1/", {"answer": "The common budget."})
    later = add_working_days(theatre.today, 8)
    longer = {"on": later, "at": "17:00", "reason": "Two capitals have a holiday."}
    theatre.somebody("henrik").sends(f"decisions/{symbol}/extend/", longer)
    theatre.tick()
    assert "Question on PO" in theatre.told("jana")
    assert "Your question on PO" in theatre.told("greta")
    assert "The common budget." in theatre.somebody("greta").reads(f"decisions/{symbol}/")
    assert "Silence extended: PO" in theatre.told("greta")
    for key in ("aissata", "basma", "dana"):
        assert "PO(" not in theatre.told(key), "partners learn nothing of a text under silence"


def test_letters_when_the_service_was_down_at_the_end(theatre: Theatre) -> None:
    ends_at = Silence.objects.get(item__title_en=PARP).ends_at
    theatre.at(ends_at - timedelta(minutes=50))
    theatre.is_down_until(ends_at + timedelta(minutes=10))
    theatre.tick()
    assert "Outcome to be decided by you: PO" in theatre.told("henrik")
    symbol = symbol_of(PARP)
    theatre.somebody("henrik").sends(f"decisions/{symbol}/declare/", {"reason": "No letter came by any other way."})
    assert "Agreed" in theatre.somebody("claire").reads(f"decisions/{symbol}/")


def test_letters_when_what_was_decided_had_been_done_already(theatre: Theatre) -> None:
    opened = {"tool": "PARP", "decision": "PO(2026)0155"}
    theatre.somebody("henrik").sends("nations/XB/change/open-tool/", opened)
    theatre.at(Silence.objects.get(item__title_en=PARP).ends_at + timedelta(minutes=1))
    theatre.tick()
    theatre.tick()
    assert "Not carried out: PO" in theatre.told("jana")
    assert "Agreed" in theatre.somebody("claire").reads(f"decisions/{symbol_of(PARP)}/")


def test_letters_about_an_activity_and_its_seats(theatre: Theatre) -> None:
    code = Activity.objects.get(title_en=CYBER).code
    other = Activity.objects.get(title_en="Multinational Logistics").code
    lars, tomas = theatre.somebody("lars"), theatre.somebody("tomas")
    lars.sends(f"menu/{code}/edit/", {"place_city": "Port Sol", "reason": "The hall at Kestrel Bay leaks."})
    lars.sends(f"menu/{other}/nominees/1/decline/", {"reason": "The course asks for another service."})
    tomas.sends(f"menu/{code}/nominees/1/exchange/", {**person(0, "Quell"), "rows": "1"})
    theatre.tick()
    lars.sends(f"menu/{code}/postpone/", {"reason": "The hall at Port Sol leaks too."})
    theatre.tick()
    told = theatre.told("tomas")
    for letter in (f"Changed: {code}", f"Declined: nominee 1 for {other}", f"Postponed: {code}", "Port Sol leaks too."):
        assert letter in told, letter
    assert f"Somebody else comes: nominee 1 for {code}" in theatre.told("lars")
    assert "Quell" not in theatre.told("lars"), "mail carries no names"


def test_letters_about_what_stays_on_the_menu(theatre: Theatre) -> None:
    theatre.later(days=60)
    theatre.tick()
    code = Activity.objects.get(title_en="Working with the Media in Operations").code
    proposal = Proposal.objects.get(activity_id=code).pk
    kept = {"decision": "keep", "reason": "The next run has another teacher.", "replacement": ""}
    theatre.somebody("mira").sends(f"menu/pruning/{proposal}/", kept)
    theatre.tick()
    assert f"Stays on the menu: {code}" in theatre.told("lars")
    assert "The next run has another teacher." in theatre.told("lars")


def test_letters_about_who_acts_for_whom(theatre: Theatre) -> None:
    own = Appointment.objects.get(person__name="Aïssata Diallo")
    ended = Appointment.objects.get(person__name="Tomas Rell")
    deputy = {"person": ended.person_id, "since_on": theatre.today}
    deputy["until_on"] = theatre.today + timedelta(days=30)
    theatre.somebody("aissata").sends(f"people/appointments/{own.pk}/deputise/", deputy)
    theatre.somebody("helena").sends(f"people/appointments/{ended.pk}/end/", {"ends_on": theatre.today})
    theatre.tick()
    assert "You are a deputy for Arcadia" in theatre.told("tomas")
    assert "You no longer act for Arcadia" in theatre.told("tomas")
