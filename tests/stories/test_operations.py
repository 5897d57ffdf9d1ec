"""A story of an operation: a contributor is heard before the Allies decide, and a late comment is not taken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.decisions.models import Item
from comity.operations.models import Comment, Contributor, Draft
from tests.stories.theatre import Theatre

pytestmark = pytest.mark.django_db
OPERATION = "operations/OP-HARBOUR/"


def slug(item: Item) -> str:
    return item.symbol.replace("(", "-").replace(")", "-")


def weekday(theatre: Theatre, after: int) -> str:
    days = (theatre.today + timedelta(days=after + more) for more in range(4))
    return next(day for day in days if day.weekday() < 4).isoformat()


def test_a_contributor_is_heard_before_the_allies_decide_and_a_late_comment_is_not_taken(theatre: Theatre) -> None:
    jana, aissata, henrik = (theatre.somebody(key) for key in ("jana", "aissata", "henrik"))
    # The desk circulates a draft; the item of the Allies is drafted, and waits.
    texts = {"title_en": "Plan for the harvest", "title_fr": "Plan pour la récolte", "text_en": "T", "text_fr": "T"}
    soon = (theatre.today + timedelta(days=2)).isoformat()
    too_short = jana.is_refused(f"{OPERATION}circulate/", {**texts, "closes_on": soon})
    assert "the time to comment is too short" in too_short
    closes_on = (theatre.today + timedelta(days=6)).isoformat()
    jana.sends(f"{OPERATION}circulate/", {**texts, "closes_on": closes_on})
    draft = Draft.objects.get(title_en="Plan for the harvest")
    place = f"operations/drafts/{draft.pk}/"
    item = Item.objects.get(about=draft.subject)
    waiting = henrik.is_refused(f"decisions/{slug(item)}/open-silence/", {"on": weekday(theatre, 12), "at": "12:00"})
    assert "partners are still being heard" in waiting

    # The operational partner comments in time. Another nation finds nothing, and the desk cannot settle yet.
    assert "Comment" in aissata.reads(place)
    aissata.sends(f"{place}comment/", {"text": "The north road is closed in autumn."})
    theatre.somebody("basma").cannot_see(place)
    jana.is_refused(f"{place}settle/")

    # One minute after the end nobody comments any more; the desk answers and settles.
    theatre.at(draft.closes_at + timedelta(minutes=1))
    aissata, jana, henrik = (theatre.somebody(key) for key in ("aissata", "jana", "henrik"))
    late = aissata.is_refused(f"{place}comment/", {"text": "And the bridge is narrow."})
    assert "the window of comments has closed" in late
    assert Comment.objects.filter(draft=draft).count() == 1
    assert "comments wait for an answer" in jana.is_refused(f"{place}settle/")
    comment = Comment.objects.get(draft=draft)
    jana.sends(f"operations/comments/{comment.pk}/answer/", {"uptake": "in_part", "text": "The south road is named."})
    jana.presses(f"{place}settle/")
    said = aissata.reads(place)
    assert "Taken up in part" in said
    assert "The south road is named." in said

    theatre.tick()
    told = theatre.told("aissata")
    assert "OP-HARBOUR: a draft waits for your comments" in told
    assert "OP-HARBOUR: your comment is answered" in told

    # Now the Allies' silence may open.
    henrik.sends(f"decisions/{slug(item)}/open-silence/", {"on": weekday(theatre, 5), "at": "12:00"})
    item.refresh_from_db()
    assert item.state == "under_silence"


def test_a_nation_comes_to_contribute_and_withdraws_and_reads_nothing_new(theatre: Theatre) -> None:
    theatre.language = "fr"
    casim = theatre.somebody("casim")
    casim.presses(f"{OPERATION}interest/")
    row = Contributor.objects.get(party="XC")
    place = f"operations/contributors/{row.pk}/"
    agree(theatre, row)
    casim, jana = theatre.somebody("casim"), theatre.somebody("jana")
    assert "Contributeur potentiel reconnu" in casim.reads(place)
    casim.sends(f"{place}offer/", {"text": "Un hôpital de campagne."})
    jana.sends(f"{place}assess/", {"text": "Adapté.", "is_suitable": "on"})
    assert "des arrangements manquent" in jana.is_refused(f"{place}put-forward/")
    for kind in ("financial", "forces", "information"):
        signed = {"kind": kind, "reference": "XC-1", "signed_on": theatre.today.isoformat()}
        jana.sends(f"{place}sign/", signed)
    jana.presses(f"{place}put-forward/")
    agree(theatre, row)
    casim = theatre.somebody("casim")
    assert "Partenaire opérationnel" in casim.reads(place)
    newest = Draft.objects.get(title_en="Plan for the winter")
    casim.cannot_see(f"operations/drafts/{newest.pk}/")  # it was circulated before the nation took part

    theatre.later(days=1)
    casim = theatre.somebody("casim")
    casim.sends(f"{place}withdraw/", {"text": "Notre parlement en a décidé ainsi."})
    jana = theatre.somebody("jana")
    texts = {"title_en": "Later", "title_fr": "Plus tard", "text_en": "T", "text_fr": "T"}
    jana.sends(f"{OPERATION}circulate/", {**texts, "closes_on": (theatre.today + timedelta(days=8)).isoformat()})
    later = Draft.objects.get(title_en="Later")
    casim.cannot_see(f"operations/drafts/{later.pk}/")
    # The operation ends: its other contributor goes too.
    jana.sends(f"{OPERATION}phase/", {"to": "ended", "decision": "PO(2026)0999"})
    assert "Terminée" in casim.reads(OPERATION)
    assert not Contributor.objects.filter(operation__code="OP-HARBOUR", stage="partner").exists()


def test_a_nation_of_which_the_council_has_not_agreed_is_told_so_and_may_try_again(theatre: Theatre) -> None:
    row = Contributor.objects.get(party="XB", operation__code="OP-BEACON")
    item = Item.objects.get(about=row.subject)
    theatre.somebody("henrik").sends(f"decisions/{slug(item)}/withdraw/", {"reason": "Not this year."})
    theatre.tick()
    assert "aucune décision n’a été prise" in theatre.told("basma")
    basma = theatre.somebody("basma")
    basma.presses("operations/OP-BEACON/interest/")
    assert Contributor.objects.filter(party="XB", operation__code="OP-BEACON").count() == 2


def agree(theatre: Theatre, row: Contributor) -> None:
    """The Council agrees to the newest item on a contributor, under silence."""
    item = Item.objects.filter(about=row.subject).latest("pk")
    ends_on = weekday(theatre, 5)
    theatre.somebody("henrik").sends(f"decisions/{slug(item)}/open-silence/", {"on": ends_on, "at": "12:00"})
    theatre.on(type(theatre.today).fromisoformat(ends_on), 13)
    theatre.tick()
