"""A story of scientific cooperation: reviewers with conflicts, a ranking, one grant awarded and one held."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from comity.core.calendar import add_working_days
from comity.decisions.models import Item, Silence
from comity.ledger.models import Commitment
from comity.policy import pack
from comity.science.models import Application, Call, Grant, Payment, ProgressReport, Review, Reviewer
from tests.stories.theatre import Person, Theatre

pytestmark = pytest.mark.django_db

PARTS: dict[str, Any] = {
    "summary": "Three days on what ships hear before they see.",
    "priority": "energy",
    "length": "3",
    "budget_participants": "17000",
    "budget_lecturers": "8000",
    "ally_email": "x@example.test",
    "partner_email": "y@example.test",
}
ICE = {
    **PARTS,
    "title": "Listening under the ice",
    "end_users": "Port authority of Thelis",
    "ally_name": "Eva Strand",
    "ally_institution": "Institute of Echoes",
    "ally_nation": "NO",
    "partner_name": "Milo Tarn",
    "partner_institution": "Acoustic Laboratory of Thelis",
    "partner_nation": "XA",
}
SAND = {
    **PARTS,
    "title": "Sand in turbines",
    "end_users": "Power board of Belmora",
    "ally_name": "Rui Vaz",
    "ally_institution": "School of Metals",
    "ally_nation": "PT",
    "partner_name": "Nadia Ferr",
    "partner_institution": "Works of Sahran",
    "partner_nation": "XB",
}
REMARK = "The method of the second day is weak."
NAMES = ("Greta Haan", "João Reis", "Lars Bergqvist", REMARK)


def lodged(mission: Person, call: str, parts: dict[str, Any]) -> Application:
    mission.sends(f"science/{call}/apply/", {"kind": "ARW"})
    row = Application.objects.latest("pk")
    mission.sends(f"science/applications/{row.pk}/write/", parts)
    mission.sends(f"science/applications/{row.pk}/lodge/")
    return row


def judged(theatre: Theatre, row: Application, key: str, mark: int, remarks: str = "") -> None:
    theatre.somebody("jana").sends(f"science/applications/{row.pk}/reviewer/", {"reviewer": number_of(key)})
    review = Review.objects.latest("pk")
    marks = {f"mark_{code}": str(mark) for code in pack().science.criteria}
    theatre.somebody(key).sends(f"science/reviews/{review.pk}/marks/", {**marks, "remarks": remarks})


def number_of(key: str) -> int:
    return Reviewer.objects.get(person__email__startswith=f"{key}@").pk


def ranked(theatre: Theatre) -> tuple[Call, Application, Application]:
    """A call from its publication to the ranking of its panel, with both kinds of conflicts of interest."""
    jana = theatre.somebody("jana")
    jana.sends(
        "science/new/",
        {
            "title_en": "Energy at sea",
            "title_fr": "Énergie en mer",
            "kinds": ["ARW"],
            "priorities": ["energy"],
            "closes_on": theatre.today + timedelta(days=80),
        },
    )
    call = Call.objects.latest("pk")
    ice = lodged(theatre.somebody("aissata"), call.code, ICE)
    sand = lodged(theatre.somebody("basma"), call.code, SAND)
    for row in (ice, sand):
        jana.sends(f"science/applications/{row.pk}/check/", {"reason": "Complete."})
    # Somebody of a co-director's nation is not asked; somebody with another tie says so, and reads no more.
    refused = jana.is_refused(f"science/applications/{sand.pk}/reviewer/", {"reviewer": number_of("joao")})
    assert "there is a conflict of interest" in refused
    jana.sends(f"science/applications/{ice.pk}/reviewer/", {"reviewer": number_of("joao")})
    asked = Review.objects.latest("pk")
    joao = theatre.somebody("joao")
    assert "Listening under the ice" in joao.reads("today/")
    joao.sends(f"science/reviews/{asked.pk}/conflict/", {"reason": "I have taught one of them."})
    joao.cannot_see(f"science/reviews/{asked.pk}/")
    for row, marks in ((ice, (5, 4)), (sand, (4, 4))):
        judged(theatre, row, "greta", marks[0])
        judged(theatre, row, "lars", marks[1], REMARK)
    refused = theatre.somebody("jana").reads(f"science/applications/{ice.pk}/no-grant/")
    assert "the panel has not ranked it" in refused
    theatre.somebody("jana").sends(f"science/{call.code}/rank/")
    assert "the nations decide on this" in theatre.somebody("jana").reads(f"science/applications/{ice.pk}/no-grant/")
    return call, ice, sand


def decided(theatre: Theatre, call: Call) -> Item:
    """The nations agree to the first application and hold the second."""
    item = Item.objects.get(about=call.subject)
    symbol = item.symbol.replace("(", "-").replace(")", "-")
    theatre.on(add_working_days(theatre.today, 1), 11)
    ends = {"on": add_working_days(theatre.today, 4), "at": "17:00"}
    theatre.somebody("henrik").sends(f"decisions/{symbol}/open-silence/", ends)
    theatre.later(days=1)
    letter = {"reason": "Paris wants to see more of this one.", "confirmed": "yes", "lines": ["2"]}
    theatre.somebody("claire").presses(f"decisions/{symbol}/break-silence/", letter)
    theatre.at(Silence.objects.get(item=item).ends_at + timedelta(minutes=1))
    theatre.tick()
    return item


def test_nations_award_line_by_line_and_a_grant_runs_to_its_closing(theatre: Theatre) -> None:
    call, ice, sand = ranked(theatre)
    assert "Recommended" in theatre.somebody("claire").reads(f"science/{call.code}/")
    decided(theatre, call)

    # One is awarded, the other ends in writing; applicants learn the decision, and nothing of reviewers or marks.
    grant = Grant.objects.get(application=ice)
    place = f"science/grants/{grant.pk}/"
    aissata, basma = theatre.somebody("aissata"), theatre.somebody("basma")
    assert "No grant" in basma.reads(f"science/applications/{sand.pk}/")
    basma.cannot_see(place)
    assert "A grant is awarded: Listening under the ice" in theatre.told("aissata")
    assert "Sand in turbines » reste sans suite" in theatre.told("basma").replace("\xa0", " ").replace("\u202f", " ")
    own = [
        aissata.reads(path) for path in (place, f"science/applications/{ice.pk}/", f"science/{call.code}/", "register/")
    ]
    theirs = [basma.reads(path) for path in (f"science/applications/{sand.pk}/", f"science/{call.code}/", "science/")]
    for text in (*own, *theirs):
        assert not [name for name in NAMES if name in text]
        assert "4.50" not in text
    for text in (theatre.told("aissata"), theatre.told("basma")):
        assert not [name for name in NAMES if name in text]

    # The award letter is a paper of both sides, as PDF too.
    slug = grant.letter.replace("(", "-").replace(")", "-")
    assert "Award letter: Listening under the ice" in aissata.reads(f"documents/{slug}/")
    assert taken(aissata, f"documents/{slug}/en.pdf").startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(taken(aissata, f"documents/{slug}/en.docx"))) as word:
        letter = word.read("word/document.xml").decode()
    assert "the nations have awarded a grant of EUR 25000" in letter
    assert "Acoustic Laboratory of Thelis" in letter
    assert not [name for name in NAMES if name in letter]
    basma.cannot_see(f"documents/{slug}/")
    it_is_paid_reported_and_closed(theatre, grant)


def taken(reader: Person, path: str) -> bytes:
    """What a file holds."""
    answer = reader.opens(path)
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def it_is_paid_reported_and_closed(theatre: Theatre, grant: Grant) -> None:
    """From the first milestone to the closing."""
    aissata, jana, place = theatre.somebody("aissata"), theatre.somebody("jana"), f"science/grants/{grant.pk}/"
    aissata.sends(f"{place}milestone/", {"title": "The workshop is held", "on": theatre.today + timedelta(days=90)})
    sum_ = {"heading": "lecturers", "euros": "9000", "purpose": "Three lecturers"}
    assert "more than the heading has left" in aissata.is_refused(f"{place}payment/", sum_)
    aissata.sends(f"{place}payment/", {**sum_, "euros": "4000"})
    payment = Payment.objects.latest("pk")
    jana.sends(f"science/payments/{payment.pk}/approve/")
    held = Commitment.objects.select_related("line").get(subject_ref=grant.subject)
    assert (held.left, held.obligated) == (2_100_000, 400_000)

    # Financial Control pays under the request's reference, and the grant says so.
    bill = {
        "supplier": "Acoustic Laboratory",
        "invoice": payment.reference,
        "invoiced_on": theatre.today,
        "sum": "4000",
    }
    theatre.somebody("rosa").presses(f"money/{held.line.code}/commitments/{held.number}/pay/", bill)
    payment.refresh_from_db()
    assert payment.state == "paid"
    assert "Paid" in aissata.reads(place)

    # The clock reminds before a report is due and after; while it is late nothing is asked for.
    first, last = ProgressReport.objects.filter(grant=grant).order_by("number")
    theatre.on(first.due_on - timedelta(days=13))
    theatre.tick()
    assert "Still awaited: report on the grant Listening under the ice" in theatre.told("aissata")
    assert "Report on a grant" in theatre.somebody("aissata").reads("today/")
    theatre.on(first.due_on + timedelta(days=20))
    theatre.tick()
    first.refresh_from_db()
    assert first.reminded == 2
    aissata = theatre.somebody("aissata")
    assert "a report is late" in aissata.reads(f"{place}payment/")
    aissata.sends(f"science/progress/{first.pk}/", {"summary": "The workshop was held.", "spent": "4000"})
    assert "this has been answered already" in aissata.reads(f"science/progress/{first.pk}/")
    thing = {"name": "Recorder", "mark": "XA-1", "place": "Thelis", "euros": "900", "on": theatre.today}
    aissata.sends(f"{place}inventory/", thing)
    jana = theatre.somebody("jana")
    assert "something is still open" in jana.reads(f"{place}close/")

    # What was due has come: the desk closes, and what was not asked for is free again.
    aissata.sends(f"science/milestones/{grant.milestones.get().pk}/", {"evidence": "Proceedings, volume one."})
    aissata.sends(f"science/progress/{last.pk}/", {"summary": "All is done.", "spent": "4000"})
    jana.sends(f"{place}close/", {"summary": "The port uses it; the laboratory keeps the recorder."})
    told = theatre.somebody("claire").reads(place)
    assert "The port uses it; the laboratory keeps the recorder." in told
    assert "Recorder" in told
    held.refresh_from_db()
    assert (held.left, held.obligated, held.paid) == (0, 0, 400_000)
    assert "the grant is closed" in aissata.reads(f"{place}payment/")
