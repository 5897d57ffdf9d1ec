"""Stories of programmes beyond the entry level: the Council opens one to a partner; goals, assessments and talks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from comity.core.refs import slug_of_paper
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


def test_an_assessment_from_the_mission_to_the_council_takes_six_weeks(theatre: Theatre) -> None:
    # Arcadia has an action plan in force. A team goes to the capital in early March; the draft is discussed with the
    # partner on 3 April; ministers and Council conclude on 13 April.
    row = Programme.objects.get(party_code="XA", type="IPAP")
    place = f"programmes/XA/{row.place}/"
    year = theatre.today.year + 1
    # The Council's item is not released to the partner: it is named there, and leads the staff to it, not the partner.
    decided = f'href="/en/decisions/{slug_of_paper(row.decision)}/"'
    assert row.decision in theatre.somebody("aissata").reads(place)
    assert decided not in theatre.somebody("aissata").opens(place).content.decode()
    assert decided in theatre.somebody("jana").opens(place).content.decode()
    theatre.on(date(year, 2, 1))
    mission = {"from_on": f"{year}-03-02", "until_on": f"{year}-03-04", "team": "Six from the staff; nine agencies."}
    jana = theatre.somebody("jana")
    jana.sends(f"{place}assessments/plan/", mission)
    theatre.tick()
    assert "Assessment planned: IPAP" in theatre.told("aissata").replace("\u00a0", " ")
    assert "the mission ends on" in jana.is_refused(f"{place}assessments/1/draft/", {"text": "Too soon."})

    # Back from the capital. What the report says of goals and actions is taken over, and nothing typed twice.
    theatre.on(date(year, 3, 5))
    theatre.somebody("aissata").presses(
        f"{place}actions/report/", {"number": ["1", "2"], "state": "done", "note": "Law."}
    )
    theatre.on(date(year, 3, 20))
    jana = theatre.somebody("jana")
    jana.sends(f"{place}assessments/1/draft/", {"text": "Reform goes on; the budget is late."})
    theatre.somebody("aissata").is_refused(f"{place}assessments/1/share/")
    assert "There is no draft that you may see yet." in theatre.somebody("aissata").reads(f"{place}assessments/1/")
    jana.presses(f"{place}assessments/1/share/")
    for key in ("aissata", "claire"):
        assert "the budget is late" in theatre.somebody(key).reads(f"{place}assessments/1/")
    theatre.somebody("basma").cannot_see(f"{place}assessments/1/")

    # 3 April: the Allies and the partner at one table.
    theatre.on(date(year, 4, 3), 16)
    held = {"held_on": f"{year}-04-03", "held_in": "PPC at 28+1", "summary": "The partner asked for a year more."}
    theatre.somebody("jana").sends(f"{place}assessments/1/discuss/", held)
    item = Item.objects.get(about=f"programme-assessment:{row.code}/1")
    slug = item.symbol.replace("(", "-").replace(")", "-")
    henrik = theatre.somebody("henrik")
    henrik.sends(f"decisions/{slug}/agenda/")
    assert "With the Council" in theatre.somebody("aissata").reads(f"{place}assessments/")

    # 13 April: agreed in the meeting. Six weeks from the mission, well within the four months of the rule.
    theatre.on(date(year, 4, 13), 12)
    theatre.somebody("henrik").sends(f"decisions/{slug}/agree-in-meeting/", {"meeting": f"C-DS({year})0041"})
    theatre.tick()
    done = theatre.somebody("aissata").reads(f"{place}assessments/1/")
    assert "Agreed by the Council" in done
    assert "Assessment agreed: IPAP" in theatre.told("aissata").replace("\u00a0", " ")
