"""Story of money: a budget comes as a workbook, a round gives seats from it, and each euro is told until it is paid."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.cli import solving
from comity.decisions.models import Item
from comity.kernel.scope import as_system
from comity.ledger.models import Line, Posting
from comity.menu.models import Activity
from comity.nominations.models import Nomination
from comity.resources.models import Run
from tests.stories.test_resources import settled, silent
from tests.stories.theatre import Person, Theatre, person, words

pytestmark = pytest.mark.django_db
HEAD = ("code", "title_en", "title_fr", "office", "period", "currency", "amount")
LINE = "SEATS-2030"
PLACE = "resources/rounds/2030-1/"


def workbook(*rows: tuple[Any, ...]) -> bytes:
    """A budget as its office sends it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, *rows):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def imports(rosa: Person, data: bytes) -> str:
    """The officer looks at a workbook, and takes it whole."""
    looked = rosa.posts("money/import/", {"file": SimpleUploadedFile("budget.xlsx", data)})
    assert looked.status_code == 200, words(looked)[:2000]
    page = BeautifulSoup(looked.content, "html.parser")
    held = {str(tag["name"]): str(tag["value"]) for tag in page.select("main form input[type=hidden]")}
    assert "1 line is new." in words(looked)
    return rosa.presses("money/import/", held)


def balanced() -> Line:
    """The line as its books have it: nothing is lost between its accounts, and the counters are what was posted."""
    line = Line.objects.get(code=LINE)
    sums: dict[str, int] = {}
    for account, minor in Posting.objects.filter(line=line).values_list("account", "minor"):
        sums[account] = sums.get(account, 0) + minor
    assert sum(sums.values()) == 0
    assert line.amount == sum(sums.get(account, 0) for account in ("free", "committed", "obligated", "paid"))
    assert (line.committed, line.obligated, line.paid) == tuple(
        sums.get(account, 0) for account in ("committed", "obligated", "paid")
    )
    return line


def granted(theatre: Theatre) -> Activity:
    """A round that the Council has adopted and that is published, for one seminar, from the new line."""
    rosa = theatre.somebody("rosa")
    days = {
        "wishes_until": theatre.today + timedelta(days=20),
        "since_on": theatre.today + timedelta(days=60),
        "until_on": theatre.today + timedelta(days=400),
    }
    rosa.presses("resources/plan/2030/", days)
    seminar = Activity.objects.get(title_en="Energy Security and Critical Infrastructure")
    rosa.presses(f"{PLACE}activities/", {"kinds": ["seminar"], "line": LINE})
    rosa.presses(f"{PLACE}money/", {"line": LINE, "amount": "8000"})
    rosa.presses(f"{PLACE}open/")
    for who, families in (("tomas", ("Orrin", "Pell")), ("badr", ("Saman", "Tarek"))):
        named = {key: value for number, name in enumerate(families) for key, value in person(number, name).items()}
        theatre.somebody(who).presses(f"menu/{seminar.code}/nominate/", {**named, "rows": len(families)})
    host = theatre.somebody("lars")
    for one in Nomination.objects.filter(activity=seminar, state="submitted"):
        host.presses(f"menu/{seminar.code}/nominees/{one.number}/receive/")
    rosa.presses(f"{PLACE}freeze/")
    rosa.presses(f"{PLACE}trials/")
    with as_system():
        assert solving.solve_waiting() == 1
    run = Run.objects.get(round__code="2030-1")
    assert run.state == "solved", run.problem
    rosa.presses(f"{PLACE}trials/1/submit/")
    silent(theatre, Item.objects.get(about="round:2030-1"))
    theatre.somebody("rosa").presses(f"{PLACE}publish/")
    return seminar


def test_from_the_workbook_to_the_paid_invoice(theatre: Theatre) -> None:
    settled(theatre)
    rosa = theatre.somebody("rosa")
    imports(rosa, workbook((LINE, "Seats of partners", "Places des partenaires", "Budget office", "2030", "EUR", 9000)))
    assert balanced().amount == 900_000
    seminar = granted(theatre)
    theatre.tick()
    offered = list(Nomination.objects.filter(activity=seminar, state="seat_offered", granted=True).order_by("number"))
    assert len(offered) >= 2
    line = balanced()
    held = {one.subject_ref: one for one in line.commitments.all()}
    assert set(held) == {f"nomination:{seminar.code}/{one.number}" for one in offered}
    assert line.committed == sum(one.minor for one in held.values()) > 0
    rosa = theatre.somebody("rosa")
    told = rosa.reads(f"money/{LINE}/")
    assert all(f"{seminar.code}/{one.number}" in told for one in offered)

    # One partner takes its seat back; what was set aside for it is free at once.
    out, stays = offered[0], offered[1]
    who = {"XA": "tomas", "XB": "badr"}
    before = line.committed
    theatre.somebody(who[out.party_id]).presses(f"menu/{seminar.code}/nominees/{out.number}/withdraw/")
    theatre.tick()
    line = balanced()
    freed = held[f"nomination:{seminar.code}/{out.number}"]
    freed.refresh_from_db()
    assert freed.stage.value == "released"
    again = sum(one.left for one in line.commitments.exclude(pk__in=[one.pk for one in held.values()]))
    assert line.committed == before - freed.minor + again

    # The seat that is taken is owed, and paid when the invoice comes; it cannot be paid twice.
    theatre.somebody(who[stays.party_id]).presses(f"menu/{seminar.code}/nominees/{stays.number}/confirm/")
    spent = held[f"nomination:{seminar.code}/{stays.number}"]
    rosa = theatre.somebody("rosa")
    rosa.presses(f"money/{LINE}/commitments/{spent.number}/oblige/", {"sum": "", "reason": "Travel booked."})
    assert balanced().obligated == spent.minor
    bill = {"supplier": "Agency", "invoice": "A-7", "invoiced_on": theatre.today, "sum": f"{spent.minor // 100}"}
    rosa.presses(f"money/{LINE}/commitments/{spent.number}/pay/", bill)
    assert "has been paid" in rosa.is_refused(f"money/{LINE}/commitments/{spent.number}/pay/", bill)
    line = balanced()
    assert (line.obligated, line.paid) == (0, spent.minor)

    # What the page and the workbook say is what the books say, to those who may read them.
    free = line.amount - line.committed - line.obligated - line.paid
    told = Person(rosa.client, "fr").reads(f"money/{LINE}/")
    assert "Places des partenaires" in told
    taken = openpyxl.load_workbook(io.BytesIO(rosa.opens("money/lines.xlsx").content)).active
    assert taken is not None
    rows = [[cell.value for cell in row] for row in taken.iter_rows()]
    head = next(row for row in rows if "code" in row)
    told_line = dict(zip(head, next(row for row in rows if row[head.index("code")] == LINE), strict=True))
    assert round(float(str(told_line["free"])) * 100) == free
    theatre.somebody("tomas").cannot_see(f"money/{LINE}/")
