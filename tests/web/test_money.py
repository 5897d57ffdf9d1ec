"""The pages of money, as their readers meet them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.core.actor import Role
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.ledger import actions
from comity.ledger.models import Invoice, Line, Rate, Transaction
from tests import factories
from tests.ledger.books import NOW, TODAY, Office, agree, office
from tests.web.refused import title

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Client, Any], Client]
HEAD = "code,title_en,title_fr,office,period,currency,amount"


@pytest.fixture
def staff() -> Office:
    return office()


@pytest.fixture
def officer(client: Client, sign_in: SignIn, staff: Office) -> Client:
    return sign_in(client, factories.staff(Role.RESOURCES_OFFICER, name="Rosa Imhof"))


def words(answer: Any) -> str:
    """The text of a page, blanks made plain."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def used(staff: Office, code: str = "TRAVEL-2027") -> Line:
    """A line on which something is set aside, owed and paid."""
    line = staff.line(code)
    made = actions.commit(
        *(line, staff.officer, NOW),
        purpose="seat",
        subject_ref="activity:PCM-0001",
        original=30_000,
        label="Twelve seats",
    )
    actions.oblige(line, staff.officer, NOW, commitment=made.commitment, original=20_000)
    actions.pay(
        *(line, staff.officer, NOW),
        commitment=made.commitment,
        original=12_345,
        supplier="Hotel Adria",
        invoice=f"F-{code}",
        invoiced_on=TODAY,
    )
    return line


def test_the_lines_of_a_period_stand_with_their_figures_and_meter(officer: Client, staff: Office) -> None:
    used(staff)
    staff.line("EDU-2028", 5_000, period="2028", title_en="Schooling", title_fr="Scolarité")
    page = officer.get("/en/money/?period=2027")
    text = words(page)
    assert "Travel of partners" in text
    assert "€1,000.00" in text
    assert "€700.00" in text
    assert "30% used" in text.replace(" %", "%")
    assert "Schooling" not in text
    assert b"d-money" in page.content
    french = words(officer.get("/fr/money/?q=déplacements"))
    assert "Déplacements des partenaires" in french
    assert "1 000,00 €" in french
    assert "No line fits" in words(officer.get("/en/money/?q=nothing"))
    assert "EDU-2028" in words(officer.get("/en/money/?state=open&kind=budget&q=edu"))


def test_a_line_shows_what_happened_on_it(officer: Client, staff: Office) -> None:
    used(staff)
    text = words(officer.get("/en/money/TRAVEL-2027/"))
    for said in ("Twelve seats", "Hotel Adria F-TRAVEL-2027", "€123.45", "Ines Moreau", "Pay an invoice…", "Reverse…"):
        assert said in text
    assert officer.get("/en/money/NONE/").status_code == 404


def test_queries_do_not_grow_with_what_is_shown(officer: Client, staff: Office) -> None:
    def counted(url: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert officer.get(url).status_code == 200
        return len(taken)

    line = used(staff)
    counted("/en/money/")  # what is asked once for a session
    first = {url: counted(url) for url in ("/en/money/", "/en/money/TRAVEL-2027/", "/en/money/rates/")}
    for number in range(2):
        used(staff, f"LINE-{number}")
        made = actions.commit(*(line, staff.officer, NOW), purpose="x", subject_ref="y", original=100)
        actions.oblige(line, staff.officer, NOW, commitment=made.commitment)
        actions.pay(
            *(line, staff.officer, NOW),
            commitment=made.commitment,
            original=100,
            supplier="S",
            invoice=f"Q-{number}",
            invoiced_on=TODAY,
        )
        rate(staff, str(1 + number))
    assert {url: counted(url) for url in first} == first


def rate(staff: Office, figure: str) -> None:
    actions.record_rate(
        *(staff.party, staff.officer, NOW), currency="USD", base="EUR", rate=Decimal(figure), on=TODAY, source="ECB"
    )


def test_partners_see_no_line_and_find_none(client: Client, sign_in: SignIn, staff: Office) -> None:
    used(staff)
    sign_in(client, factories.account("XA"))
    assert "No line is released to you." in words(client.get("/en/money/"))
    for path in ("TRAVEL-2027/", "TRAVEL-2027/commit/", "TRAVEL-2027/statement.csv", "TRAVEL-2027/commitments/1/pay/"):
        assert client.get(f"/en/money/{path}").status_code == 404
    assert b"TRAVEL" not in client.get("/en/money/lines.csv").content
    assert "Money" not in words(client.get("/en/help/"))


def test_readers_who_do_not_keep_the_books_are_told_who_does(client: Client, sign_in: SignIn, staff: Office) -> None:
    used(staff)
    sign_in(client, factories.staff())
    page = words(client.get("/en/money/TRAVEL-2027/"))
    assert "Twelve seats" in page
    assert "Reverse…" not in page
    for path in ("open/", "import/", "TRAVEL-2027/commit/", "TRAVEL-2027/statement/1/reverse/"):
        answer = client.get(f"/en/money/{path}")
        assert answer.status_code == 409
        assert "the resources officer keeps the books" in words(answer)
    sent = client.post("/en/money/TRAVEL-2027/close/", {"reason": "No."})
    assert sent.status_code == 409


def test_the_officer_opens_commits_obliges_pays_and_reverses(officer: Client) -> None:
    given = {
        "code": "travel-2027", "kind": "budget", "title_en": "Travel", "title_fr": "Déplacements", "office": "",
        "period": "2027", "currency": "eur", "sum": "1,000.50",
    }  # fmt: skip
    wrong = officer.post("/en/money/open/", {**given, "sum": "much"})
    assert wrong.status_code == 422
    assert "Write an amount" in words(wrong)
    assert "Déplacements" in wrong.content.decode()
    assert officer.post("/en/money/open/", given).headers["Location"] == "/en/money/TRAVEL-2027/"
    assert officer.post("/en/money/open/", given).status_code == 409
    line = Line.objects.get()
    assert line.amount == 100_050
    commit = {"sum": "900", "currency": "", "purpose": "seat", "subject_ref": "activity:PCM-0001", "label": "Seats"}
    beyond = officer.post("/en/money/TRAVEL-2027/commit/", {**commit, "sum": "1 000,51"})
    assert beyond.status_code == 409
    assert "only €1,000.50 is free on TRAVEL-2027" in words(beyond)
    assert "Seats" in beyond.content.decode(), "nothing typed is lost"
    assert officer.post("/en/money/TRAVEL-2027/commit/", commit).status_code == 302
    assert officer.get("/en/money/TRAVEL-2027/commitments/1/oblige/").status_code == 200
    assert officer.post("/en/money/TRAVEL-2027/commitments/1/oblige/", {"sum": "", "reason": ""}).status_code == 302
    bill = {"supplier": "Hotel", "invoice": "F-1", "invoiced_on": "2026-11-20", "sum": "850.25"}
    assert "Owed €900.00" in words(officer.get("/en/money/TRAVEL-2027/commitments/1/pay/"))
    assert officer.post("/en/money/TRAVEL-2027/commitments/1/pay/", bill).status_code == 302
    twice = officer.post("/en/money/TRAVEL-2027/commitments/1/pay/", {**bill, "sum": "5"})
    assert "has been paid" in words(twice)
    assert Invoice.objects.get().original == 85_025
    undo = officer.post("/en/money/TRAVEL-2027/statement/4/reverse/", {"reason": "Wrong account."})
    assert undo.status_code == 302
    assert "Reversed by 5" in words(officer.get("/en/money/TRAVEL-2027/"))
    assert officer.post("/en/money/TRAVEL-2027/revise/", {"sum": "950", "reason": "Cut."}).status_code == 302
    line.refresh_from_db()
    agree(line)
    assert (line.amount, line.obligated, line.paid) == (95_000, 90_000, 0)
    assert officer.get("/en/money/TRAVEL-2027/commitments/7/pay/").status_code == 404
    assert officer.get("/en/money/TRAVEL-2027/statement/77/reverse/").status_code == 404
    assert officer.get("/en/money/TRAVEL-2027/reopen/").status_code == 409
    assert "Released" not in words(officer.post("/en/money/TRAVEL-2027/close/", {"reason": "x"}))


def test_a_fund_is_filled_by_contributions(officer: Client, staff: Office) -> None:
    staff.fund("FUND-1")
    factories.party("FR")
    pledge = {"contributor": "FR", "sum": "500", "currency": "", "earmark": "Phase 1"}
    assert officer.post("/en/money/FUND-1/pledge/", pledge).status_code == 302
    assert officer.post("/en/money/FUND-1/contributions/1/sign/", {"sum": "300"}).status_code == 302
    assert officer.post("/en/money/FUND-1/contributions/1/lapse/", {"sum": "", "reason": ""}).status_code == 409
    assert officer.post("/en/money/FUND-1/contributions/1/receive/", {"sum": "250"}).status_code == 302
    assert officer.get("/en/money/FUND-1/contributions/9/receive/").status_code == 404
    text = words(officer.get("/fr/money/FUND-1/"))
    for said in ("France", "500,00 €", "300,00 €", "250,00 €", "Inscrire comme versé…"):
        assert said in text


def test_rates_are_recorded_with_day_and_source(officer: Client) -> None:
    given = {"base": "EUR", "currency": "USD", "rate": "1,0852", "on": "2026-11-20", "source": "ECB"}
    assert "above zero" in words(officer.post("/en/money/rates/", {**given, "rate": "0"}))
    assert officer.post("/en/money/rates/", given).status_code == 302
    assert Rate.objects.get().rate == Decimal("1.0852")
    assert officer.post("/en/money/rates/", given).status_code == 409
    assert "1,0852 USD" in words(officer.get("/fr/money/rates/"))
    assert b"1.0852" in officer.get("/en/money/rates.csv").content


def test_every_table_can_be_taken_away_and_runs_nothing(officer: Client, staff: Office) -> None:
    line = used(staff)
    actions.commit(*(line, staff.officer, NOW), purpose="x", subject_ref="y", original=1, label="=HYPERLINK(1)")
    fund = staff.fund("FUND-1")
    actions.pledge(fund, staff.officer, NOW, contributor="FR", original=5)
    for table in ("statement", "commitments", "invoices"):
        text = officer.get(f"/en/money/TRAVEL-2027/{table}.csv").content.decode("utf-8-sig")
        assert len(text.splitlines()) > 2
        book = openpyxl.load_workbook(io.BytesIO(officer.get(f"/en/money/TRAVEL-2027/{table}.xlsx").content))
        assert book.active is not None
    assert "'=HYPERLINK(1)" in officer.get("/en/money/TRAVEL-2027/commitments.csv").content.decode()
    assert b"FR" in officer.get("/en/money/FUND-1/contributions.csv").content
    book = openpyxl.load_workbook(io.BytesIO(officer.get("/en/money/lines.xlsx").content))
    sheet = book.active
    assert sheet is not None
    assert {cell.value for cell in next(sheet.iter_rows(min_row=2, max_row=2))} >= {"code", "amount", "free"}


def bring(client: Client, text: str | bytes, name: str = "budget.csv") -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post("/en/money/import/", {"file": SimpleUploadedFile(name, data)})


def confirm(client: Client, looked: Any) -> Any:
    page = BeautifulSoup(looked.content, "html.parser")
    held = {tag["name"]: tag["value"] for tag in page.select("main form input[type=hidden]") if tag.get("name")}
    return client.post("/en/money/import/", held)


def test_a_budget_is_looked_at_and_then_imported_whole(officer: Client, staff: Office) -> None:
    staff.line("KEPT-2027", 100_000)
    text = f"{HEAD},reason\nEDU-2027,Education,Éducation,Office,2027,EUR,1 234,x\n"
    assert bring(officer, text).status_code == 200
    text = (
        f'{HEAD},reason\nEDU-2027,Education,Éducation,Office,2027,EUR,"1 234,50",\n'
        "KEPT-2027,Travel of partners,Déplacements,Office,2027,EUR,1100.00,Transfer\n"
    )
    looked = bring(officer, text)
    assert "1 line is new." in words(looked)
    assert "1 line gets another amount." in words(looked)
    assert Line.objects.count() == 1, "looking changes nothing"
    assert confirm(officer, looked).status_code == 302
    assert Line.objects.get(code="EDU-2027").amount == 123_450
    kept = Line.objects.get(code="KEPT-2027")
    agree(kept)
    assert kept.amount == 110_000
    assert Transaction.objects.filter(line=kept).latest("number").reason == "Transfer"
    assert Entry.objects.filter(verb="ledger.import_lines").count() == 1


def test_what_changed_since_a_file_was_looked_at_stops_its_import(officer: Client, staff: Office) -> None:
    line = staff.line("KEPT-2027", 100_000)
    looked = bring(officer, f"{HEAD}\nNEW-2027,New,Nouveau,,2027,EUR,5.00\nKEPT-2027,T,T,,2027,EUR,900.00\n")
    actions.commit(line, staff.officer, NOW, purpose="x", subject_ref="y", original=95_000)
    again = confirm(officer, looked)
    assert again.status_code == 409
    assert "not in order" in words(again), "less than is used by now: ledger.file_unfit"
    looked = bring(officer, f"{HEAD}\nNEW-2027,New,Nouveau,,2027,EUR,5.00\n")
    plan = actions.Plan("f", "0", 1, make=(actions.Record(2, "KEPT-2027", "T", "T", "", "2027", "EUR", 5),))
    with pytest.raises(Refused) as no:
        actions.import_lines(staff.party, staff.officer, NOW, plan=plan)
    assert no.value.verdict.codes == ("ledger.file_outdated",)
    assert confirm(officer, looked).status_code == 302
    assert Line.objects.count() == 2


def test_our_own_list_is_understood_and_changes_nothing(officer: Client, staff: Office) -> None:
    used(staff)
    for form in ("csv", "xlsx"):
        own = officer.get(f"/en/money/lines.{form}").content
        looked = bring(officer, own, f"lines.{form}")
        assert "1 line stands so already." in words(looked), form
        assert "There is nothing to import." in words(looked)


def test_every_problem_is_shown_by_row_and_column_and_nothing_is_imported(officer: Client, staff: Office) -> None:
    used(staff)
    fund = staff.fund("FUND-1")
    closed = staff.line("SHUT-2027", 5)
    actions.close_line(closed, staff.officer, NOW, reason="Over.")
    rows = (
        "a b,Title,Titre,,2027,EUR,5.00",
        f"LONG-1,{'x' * 161},Titre,,2027,EUR,5.00",
        "NOTITLE-1,,Titre,,2027,EUR,5.00",
        "PER-1,Title,Titre,,soon,EUR,5.00",
        "CUR-1,Title,Titre,,2027,QQQ,5.00",
        "AMT-1,Title,Titre,,2027,EUR,much",
        'AMT-2,Title,Titre,,2027,EUR,"1,234"',
        "TWICE-1,Title,Titre,,2027,EUR,5.00",
        "TWICE-1,Title,Titre,,2027,EUR,5.00",
        "TRAVEL-2027,Title,Titre,,2027,USD,5000.00",
        "TRAVEL-2027,Title,Titre,,2028,EUR,5000.00",
        "TRAVEL-2027,Title,Titre,,2027,EUR,1.00",
        f"{fund.code},Title,Titre,,2027,EUR,1.00",
        "SHUT-2027,Title,Titre,,2027,EUR,1.00",
    )
    looked = bring(officer, "\n".join((HEAD, *rows)))
    assert looked.status_code == 422
    text = words(looked)
    for said in (
        "such as TRAVEL-2027",
        "too long",
        "Nothing stands here",
        "such as 2027 or 2027-28",
        "No currency has this code",
        "This is not an amount",
        "stands in an earlier row",
        "kept in another currency",
        "belongs to another period",
        "More than that is set aside",
        "A fund changes by contributions",
        "The line is closed",
    ):
        assert said in text
    assert Line.objects.count() == 3


def test_files_that_bite_are_turned_away(officer: Client) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b"0" * 210_000_000)
    for data, said in (
        (bomb.getvalue(), "unpacks to more than the limit"),
        (b"\x00\x00\x01binary\x00", "cannot be read in any known encoding"),
        (b"PK\x03\x04nothing", "neither CSV nor an XLSX"),
        (HEAD.encode(), "holds no rows"),
        (b"code,unknown\nA,B\n", "No such column is known"),
        (b"code,code\nA,B\n", "stands twice"),
    ):
        looked = bring(officer, data)
        assert looked.status_code == 422
        assert said in words(looked)
    assert "Choose a file." in words(officer.post("/en/money/import/", {}))
    assert "too long" in words(officer.post("/en/money/import/", {"held": "forged"}))
    windows = f"{HEAD}\nEDU-2027,Education,Éducation,,2027,EUR,5.00\n".encode("cp1252")
    assert "Read as cp1252" in words(bring(officer, windows))
    assert not Line.objects.exists()


# -- refusals ----------------------------------------------------------------------------------------------------------

COMMIT = {"sum": "100", "currency": "", "purpose": "other", "subject_ref": "party:XA", "label": "x"}
BILL = {"supplier": "Hotel", "invoice": "F-1", "invoiced_on": "2026-11-20"}
OPEN = {"code": "NEW-2027", "kind": "budget", "title_en": "New", "title_fr": "Nouveau", "office": "", "period": "2027",
        "currency": "EUR", "sum": "5"}  # fmt: skip
USD = {"base": "EUR", "currency": "USD", "rate": "1.0852", "on": "2026-11-20", "source": "ECB"}
REFUSED = (
    ("ledger.line_closed", "SHUT-2027/commit/", COMMIT),
    ("ledger.fund_revised", "FUND-1/revise/", {"sum": "5", "reason": "More."}),
    ("ledger.not_a_fund", "TRAVEL-2027/pledge/", {"contributor": "FR", "sum": "5", "currency": "", "earmark": ""}),
    ("ledger.sum_wrong", "TRAVEL-2027/commit/", {**COMMIT, "sum": "0"}),
    ("ledger.amount_same", "TRAVEL-2027/revise/", {"sum": "1000", "reason": "The same."}),
    ("ledger.below_used", "TRAVEL-2027/revise/", {"sum": "1", "reason": "Less."}),
    ("ledger.reason_missing", "TRAVEL-2027/revise/", {"sum": "2000", "reason": " "}),
    ("ledger.beyond_free", "TRAVEL-2027/commit/", {**COMMIT, "sum": "5000"}),
    ("ledger.rate_missing", "TRAVEL-2027/commit/", {**COMMIT, "currency": "USD"}),
    ("ledger.rate_wrong", "rates/", {**USD, "currency": "EUR"}),
    ("ledger.beyond_committed", "TRAVEL-2027/commitments/1/oblige/", {"sum": "900", "reason": ""}),
    ("ledger.beyond_obligated", "TRAVEL-2027/commitments/2/pay/", {**BILL, "sum": "900"}),
    ("ledger.built_upon", "TRAVEL-2027/statement/3/reverse/", {"reason": "Wrong."}),
    ("ledger.reversed_before", "TRAVEL-2027/statement/5/reverse/", {"reason": "Wrong."}),
    ("ledger.is_reversal", "TRAVEL-2027/statement/6/reverse/", {"reason": "Wrong."}),
    ("ledger.spent_since", "SPENT-2027/statement/2/reverse/", {"reason": "Wrong."}),
    ("ledger.beyond_promised", "FUND-1/contributions/1/sign/", {"sum": "900"}),
    ("ledger.line_in_use", "TRAVEL-2027/close/", {"reason": "Over."}),
    ("ledger.line_open", "TRAVEL-2027/reopen/", {"reason": "Again."}),
    ("ledger.line_known", "open/", {**OPEN, "code": "TRAVEL-2027"}),
)


@pytest.mark.parametrize(("code", "path", "sent"), REFUSED, ids=[code for code, _, _ in REFUSED])
def test_what_the_books_refuse_is_said_on_the_page(
    officer: Client, staff: Office, code: str, path: str, sent: dict[str, str]
) -> None:
    line = staff.line("TRAVEL-2027", 100_000)
    for number, owed in ((1, False), (2, True)):
        actions.commit(line, staff.officer, NOW, purpose="other", subject_ref="", original=10_000)
        if owed:
            actions.oblige(line, staff.officer, NOW, commitment=number)
    actions.commit(line, staff.officer, NOW, purpose="other", subject_ref="", original=500)
    actions.reverse(line, staff.officer, NOW, number=5, reason="Wrong line.")
    spent = staff.line("SPENT-2027", 100)
    actions.revise_line(spent, staff.officer, NOW, minor=20_000, reason="More.")
    actions.commit(spent, staff.officer, NOW, purpose="other", subject_ref="", original=15_000)
    shut, fund = staff.line("SHUT-2027", 5), staff.fund("FUND-1")
    actions.close_line(shut, staff.officer, NOW, reason="Over.")
    actions.pledge(fund, staff.officer, NOW, contributor="FR", original=500)
    before = Transaction.objects.count()
    answer = officer.post(f"/en/money/{path}", sent)
    assert answer.status_code == 409, words(answer)[:2000]
    assert title(code).search(words(answer).replace("\u00a0", " ").replace("’", "'")), code
    assert Transaction.objects.count() == before
    line.refresh_from_db()
    agree(line)
