"""Stories of contact point embassies and of missions: a joint bid, a nation that joins, an officer who departs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.decisions.models import Item
from comity.presence.models import Accreditation, Bid, Bidding, Succession
from tests.stories.theatre import Theatre

pytestmark = pytest.mark.django_db


def test_two_allies_bid_together_the_council_gives_the_mandate_and_it_ends_when_the_nation_joins(
    theatre: Theatre,
) -> None:
    row = Bidding.objects.get(state="open")
    place = f"presence/bidding/{row.pk}/"
    claire, greta, jana = theatre.somebody("claire"), theatre.somebody("greta"), theatre.somebody("jana")
    # France and the Netherlands bid together for Cassovia; the Netherlands has not said so itself yet.
    joint, other = Bid.objects.get(host__code="XC"), Bid.objects.get(host__code="XD")
    assert "Waits on Netherlands" in jana.reads(place)
    assert "Joint bid for XC" in greta.reads("today/")
    assert "Allies may still bid" in jana.is_refused(f"presence/bids/{joint.pk}/choose/")
    theatre.somebody("casim").cannot_see(place)
    greta.presses(f"presence/bids/{joint.pk}/join/")
    assert "Waits on" not in claire.reads(place)

    # Bidding is over. The desk chooses one bid for each nation; the Council decides line by line.
    theatre.at(row.closes_at + timedelta(hours=15))
    jana = theatre.somebody("jana")
    assert "Bids are in" in jana.reads(place)
    for bid in (joint, other):
        jana.presses(f"presence/bids/{bid.pk}/choose/")
    jana.sends(f"{place}submit/")
    item = Item.objects.filter(about=row.subject).latest("pk")
    slug = item.symbol.replace("(", "-").replace(")", "-")
    ends_on = next(day for day in (theatre.today + timedelta(days=5 + more) for more in range(4)) if day.weekday() < 4)
    henrik = theatre.somebody("henrik")
    assert "Gives a mandate of contact point embassy in Cassovia: France, Netherlands." in henrik.reads(
        f"decisions/{slug}/"
    )
    henrik.sends(f"decisions/{slug}/open-silence/", {"on": ends_on.isoformat(), "at": "12:00"})
    theatre.on(ends_on, 13)
    theatre.tick()

    # Everybody reads who will serve; the public page of the nation says so too.
    casim = theatre.somebody("casim")
    coming = casim.reads("presence/?when=coming")
    assert "Cassovia France, Netherlands joint" in coming
    assert "Drevania Portugal" in coming
    assert "Netherlands" in casim.reads("nations/XC/presence/")
    assert "Decided" in theatre.somebody("claire").reads(place)

    # A year into the mandate in Arcadia, Arcadia joins the Alliance: its contact points end that day.
    theatre.later(days=20)
    assert "Arcadia France, Netherlands joint" in theatre.somebody("jana").reads("presence/")
    theatre.somebody("henrik").sends(
        "nations/XA/change/join/",
        {"community": "allies", "decision": "PO(2026)0999", "since_on": theatre.today.isoformat()},
    )
    assert "Arcadia" not in theatre.somebody("jana").reads("presence/?q=arcadia").split("mandate", 1)[-1]
    ended = theatre.somebody("jana").reads("presence/?when=over&q=arcadia")
    assert "Arcadia France, Netherlands joint" in ended
    assert "Lapsed: the nation has joined the Alliance" in theatre.somebody("jana").reads(
        f"presence/bidding/{Bidding.objects.exclude(pk=row.pk).get().pk}/"
    )


def test_france_leaves_what_it_knows_of_belmora_to_portugal(theatre: Theatre) -> None:
    place = f"presence/files/{Succession.objects.get(host__code='XB').pk}/"
    joao = theatre.somebody("joao")
    assert "A file has been handed over to you" in joao.reads("today/")
    assert "Recteur de l'université de Sahran" in joao.reads(place)
    joao.sends(f"{place}ask-more/", {"missing": "Who keeps the key of the hall?"})
    claire = theatre.somebody("claire")
    claire.sends(f"{place}add/", {"part": "paper", "title": "The key is with the rectorate"})
    claire.sends(f"{place}hand-over/")
    theatre.somebody("joao").sends(f"{place}take-over/")
    assert "Taken over" in claire.reads(place)
    for key in ("greta", "basma"):
        theatre.somebody(key).cannot_see(place)
    assert "Quiet" in claire.reads("presence/?q=belmora"), "nothing was logged there for half a year"
    assert "Help with an application" in theatre.somebody("basma").reads("presence/log/")


def test_an_officer_who_departs_loses_the_open_session_the_same_minute(theatre: Theatre) -> None:
    # Nadia Kern is notified; the desk accepts her; she arrives, and may sign in that minute.
    row = Accreditation.objects.get(state="notified")
    place = f"presence/missions/{row.pk}/"
    jana, helena = theatre.somebody("jana"), theatre.somebody("helena")
    assert "Notification: XA" in jana.reads("today/")
    jana.sends(f"{place}accept/", {"reply": "IS/XA/3"})
    helena.sends(f"{place}arrive/")
    nadia = theatre.somebody("nadia")
    assert "Arcadia" in nadia.reads("programmes/")
    theatre.tick()
    assert f"Your letter {row.letter}: accepted" in theatre.told("helena")
    assert "(IS/XA/3)" in theatre.told("helena")

    # Aïssata has a page open. Her head of mission enters the departure; the next click leads to the sign-in.
    aissata = theatre.somebody("aissata")
    assert "Arcadia" in aissata.reads("programmes/")
    gone = Accreditation.objects.get(email__startswith="aissata@")
    helena.sends(f"presence/missions/{gone.pk}/depart/")
    aissata.opens("programmes/", status=302)
    assert "Nothing needs you" not in aissata.reads("today/"), "it is the page of the sign-in"
    assert "Arcadia" in nadia.reads("programmes/"), "the others go on"
    assert "Departed" in helena.reads("presence/missions/")
