"""Stories of programmes beyond the entry level: the Council opens one to a partner; goals, assessments and talks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.decisions.models import Item
from comity.programmes.models import Programme
from tests.stories.theatre import Theatre

pytestmark = pytest.mark.django_db


def decide(theatre: Theatre, item: Item, *, days: int = 5) -> None:
    """The Council agrees to an item by silence, some days from now."""
    slug = item.symbol.replace("(", "-").replace(")", "-")
    ends_on = next(
        day for day in (theatre.today + timedelta(days=days + more) for more in range(4)) if day.weekday() < 4
    )
    theatre.somebody("henrik").sends(f"decisions/{slug}/open-silence/", {"on": ends_on.isoformat(), "at": "12:00"})
    theatre.on(ends_on, 13)
    theatre.tick()


def test_the_council_opens_an_action_plan_to_a_partner_beyond_the_eapc(theatre: Theatre) -> None:
    # Belmora is in the Mediterranean Dialogue. It asks, is told what stands in the way, and by whom that is removed.
    year = theatre.today.year + 1
    wish = {"party": "XB", "kind": "IPAP", "first_year": str(year), "years": "2", "source": "template"}
    said = theatre.somebody("basma").is_refused("programmes/begin/", {**wish, "language": "en"})
    assert "is not open to Belmora" in said
    assert "The Council, by a decision for this partner." in said
    assert "Ask the Council" in theatre.somebody("jana").reads("programmes/types/")

    theatre.somebody("jana").sends(
        "decisions/prepare/",
        {
            "title_en": "Open an action plan to Belmora",
            "title_fr": "Ouvrir un plan d'action à Belmora",
            "lines-0-verb": "agreed",
            "lines-0-text_en": "the opening of an Individual Partnership Action Plan to Belmora",
            "lines-0-text_fr": "l'ouverture à Belmora d'un plan d'action individuel pour le partenariat",
            "lines-0-follows": "tool.open=XB:IPAP",
        },
    )
    decide(theatre, Item.objects.get(title_en="Open an action plan to Belmora"))

    types = theatre.somebody("basma").reads("programmes/types/")
    assert "opened by the Council" in types
    theatre.somebody("basma").sends("programmes/begin/", wish)
    assert Programme.objects.get(type="IPAP", party_code="XB").state == "draft"
    # Only to Belmora, and only the one type: each is a decision of its own.
    theatre.somebody("casim").is_refused("programmes/begin/", {**wish, "party": "XC", "language": "en"})
