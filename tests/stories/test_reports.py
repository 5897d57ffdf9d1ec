"""Stories of reports: a tool is discarded, and what that freed is told a year later; a report as of a past day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.decisions.models import Item
from comity.feedback.models import ToolReview
from tests.stories.theatre import Person, Theatre, page_of

pytestmark = pytest.mark.django_db


def test_a_tool_is_discarded_and_a_year_later_it_is_said_what_that_freed(theatre: Theatre) -> None:
    # The reviews of the year are open. Mira proposes to discard one tool; the Council has to decide.
    year = theatre.today.year
    row = ToolReview.objects.filter(tool="SPS").latest("year")
    place = f"reports/tools/{row.pk}/"
    mira = theatre.somebody("mira")
    assert "Science for Peace and Security" in mira.reads("today/")
    assert "Partners to whom it is open" in mira.reads(place)
    assert "what is to change is missing" in mira.is_refused(
        f"{place}propose/", {"verdict": "change", "reason": "Few apply."}
    )
    mira.sends(f"{place}propose/", {"verdict": "discard", "reason": "Nobody has applied for a year."})
    theatre.somebody("aissata").cannot_see(place)

    # Silence runs and ends: the tool is closed to new use, and everybody reads it.
    item = Item.objects.get(about=row.subject)
    slug = item.symbol.replace("(", "-").replace(")", "-")
    ends_on = next(day for day in (theatre.today + timedelta(days=5 + more) for more in range(4)) if day.weekday() < 4)
    theatre.somebody("henrik").sends(f"decisions/{slug}/open-silence/", {"on": ends_on.isoformat(), "at": "12:00"})
    theatre.on(ends_on, 13)
    theatre.tick()
    aissata = theatre.somebody("aissata")
    assert "Closed to new use; what it freed is said a year later." in aissata.reads("reports/tools/")
    mira = theatre.somebody("mira")
    assert "Discarded" in mira.reads(place)
    assert "the year is not over" in mira.is_refused(f"{place}freed/", {"freed": "Nothing yet."})

    # A year later the clock opens the reviews of that year, without this tool; Mira says what was freed.
    theatre.on(ends_on + timedelta(days=366))
    theatre.tick()
    mira = theatre.somebody("mira")
    assert not ToolReview.objects.filter(tool="SPS", year=year + 1).exists()
    assert ToolReview.objects.filter(tool="PCM", year=year + 1).exists() is (theatre.today.month >= 10)
    assert "Say what it freed" in mira.reads("today/")
    said = mira.sends(f"{place}freed/", {"freed": "One post went to courses for instructors."})
    assert "One post went to courses for instructors." in said
    assert "One post went to courses for instructors." in theatre.somebody("basma").reads("reports/tools/")


def test_a_report_as_of_a_past_day_says_what_was_known_then(theatre: Theatre) -> None:
    # Belmora's programme has been in force since spring; its goals moved twice since.
    jana = theatre.somebody("jana")
    basma = theatre.somebody("basma")
    today = _row(basma, "Belmora", "reports/")
    before = _row(basma, "Belmora", f"reports/?on={theatre.today - timedelta(days=100)}")
    long_ago = _row(basma, "Belmora", f"reports/?on={theatre.today - timedelta(days=300)}")
    assert (today[0], today[2]) == ("2", "38%")
    assert (before[0], before[2]) == ("2", "10%"), "what was recorded later is not counted"
    assert long_ago[:3] == ["0", "0", "–"], "the Council had not yet approved it"
    # The staff reads of every partner, with money; who asks for tomorrow is told that there is no such report.
    assert "Arcadia" in jana.reads("reports/")
    tomorrow = jana.client.get(f"/en/reports/?on={theatre.today + timedelta(days=1)}")
    assert tomorrow.status_code == 422
    file = jana.client.get(f"/en/reports/export.csv?on={theatre.today - timedelta(days=100)}")
    assert "Belmora,2,0,10" in file.content.decode()


def _row(person: Person, name: str, path: str) -> list[str]:
    page = page_of(person.opens(path))
    row = next(one for one in page.select("main table tbody tr") if name in one.select("th")[0].get_text())
    return [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]
