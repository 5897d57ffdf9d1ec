"""Importing and exporting: real rows load, export and re-import is the identity, and files that bite do not."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

import comity
from comity.core.actor import CLOCK, Role
from comity.kernel import sheets
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.menu import exporting, queries
from comity.menu.actions import import_rows, retire_course
from comity.menu.importing import Checked, ImportProblems, ProblemKind, check, export_file, import_file
from comity.menu.models import Activity, Course, ExternalCode, SeatShare
from comity.parties.loading import load_reference
from tests import factories as make

pytestmark = pytest.mark.django_db
SAMPLE = Path(comity.__file__).parent / "reference" / "activities_sample.csv"


@pytest.fixture
def world(db: None) -> None:
    load_reference()
    make.party("IS")


@pytest.fixture
def staff(db: None) -> None:
    for code in ("IS", "XA", "XB", "FR"):
        make.party(code)


def table(*rows: dict[str, str]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def looked_at(*rows: dict[str, str]) -> Checked:
    return check("menu.csv", table(*rows), make.NOW)


def kinds(found: Checked) -> list[tuple[int, str, ProblemKind]]:
    return [(problem.row, problem.column, problem.kind) for problem in found.problems]


def brought_in(data: bytes, name: str = "menu.csv") -> Checked:
    found = check(name, data, make.NOW)
    assert found.problems == ()
    import_rows(make.party("IS"), CLOCK, make.NOW, plan=found.plan)
    return found


def full(**cells: str) -> dict[str, str]:
    return {
        "title_en": "Cyber Defence: Incident Handling",
        "title_fr": "Cyberdéfense : gestion des incidents",
        "type": "workshop",
        "areas": "emerging",
        "provider": "A training centre",
        "party": "XA",
        "place_city": "Tallinn",
        "place_nation": "EE",
        "languages": "en;fr",
        "start": "2027-03-01",
        "end": "2027-03-05",
        "seats": "20",
        "seats_reserved": "eapc-pfp=5@2027-01-10;party:XB=2",
        "open_to": "NATO;EAPC_PFP;MD",
        "codes": "etoc:ETE-1@2024-01-01..2030-01-01;provider/XS:T-1",
        "fee": "550.50",
        "who_pays": "sender",
        "contact_name": "Course office",
        "contact_email": "office@example.test",
        **cells,
    }


def test_the_real_rows_of_the_sample_load_and_none_is_lost(world: None) -> None:
    event = import_file(SAMPLE)
    assert event.rows == 87
    titles = {line.split(",")[3] for line in SAMPLE.read_text(encoding="utf-8").splitlines()[1:] if '"' not in line}
    kept = set(Activity.objects.values_list("title_en", flat=True)) | set(
        Course.objects.values_list("title_en", flat=True)
    )
    assert titles <= kept
    assert Activity.objects.count() + Course.objects.count() >= 87
    orientation = ExternalCode.objects.get(code="ACT.179").course
    assert orientation is not None
    assert orientation.activities.count() == 9
    assert {code.code for code in queries.codes(orientation.activities.get(codes_key__contains="M532H23"))} == {
        "ACT.179",
        "ETE-MW-3834",
        "M5-32-H-23",
    }
    protocol = Course.objects.get(title_en="NATO Protocol Course")
    assert (protocol.fee_minor, protocol.fee_basis, protocol.open_to_note) == (55000, "course", "others as approved")
    assert protocol.provider_id is not None
    assert not Activity.objects.filter(state="offered", end_on__lt=make.NOW.date()).exists()


def test_what_was_imported_once_is_unchanged_the_second_time(world: None) -> None:
    import_file(SAMPLE)
    before = (Activity.objects.count(), Course.objects.count(), ExternalCode.objects.count())
    again = check("sample.csv", SAMPLE.read_bytes(), make.NOW)
    assert again.problems == ()
    assert (len(again.plan.make), len(again.plan.change), again.plan.unchanged) == (0, 0, 87)
    assert (Activity.objects.count(), Course.objects.count(), ExternalCode.objects.count()) == before


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_export_and_re_import_is_the_identity(world: None, tmp_path: Path, suffix: str) -> None:
    import_file(SAMPLE)
    for code in ("XA", "XB"):
        make.party(code)
    brought_in(table(full(title_en="=1+1", aim_en="+cmd|' /C calc'!A0", note="'quoted")))
    course = Course.objects.get(title_en="NATO Protocol Course")
    retire_course(course, CLOCK, make.NOW, reason="Merged", replacement="CRS-0002")
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    written = export_file(first)
    again = check(first.name, first.read_bytes(), make.NOW)
    assert again.problems == ()
    assert (len(again.plan.make), len(again.plan.change), again.plan.unchanged) == (0, 0, written)
    rows = list(exporting.everything())
    for model in (SeatShare, ExternalCode, Activity, Course):
        model.objects.all()._raw_delete("default")
    import_file(first)
    assert export_file(second) == written
    assert list(exporting.everything()) == rows
    if suffix == "csv":
        assert first.read_bytes() == second.read_bytes()


def test_a_full_row_is_read_whole(staff: None) -> None:
    brought_in(table(full()))
    row = Activity.objects.get()
    assert row.code == "PCM-0001"
    assert (row.kind, row.areas, row.languages, row.fee_minor) == ("workshop", ["emerging"], ["en", "fr"], 55050)
    assert row.open_to == ["allies", "eapc-pfp", "md"]
    assert row.nominate_by is not None
    assert row.nominate_by.isoformat() == "2027-01-18"
    assert row.seats_reserved == 7
    assert {(s.holder, s.seats) for s in queries.shares(row)} == {("eapc-pfp", 5), ("party:XB", 2)}
    assert {code.code for code in queries.codes(row)} == {"ETE-1", "T-1"}
    assert row.audience == ["party:XA", "staff"]
    assert Entry.objects.filter(verb="menu.import_rows", about="party:IS").count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_usual_encoding_and_separator_is_read(staff: None, encoding: str, separator: str) -> None:
    text = separator.join(["title_en", "title_fr"]) + "\r\n" + separator.join(["Flood", "Protégé à Zürich"]) + "\r\n"
    brought_in(text.encode(encoding))
    assert Activity.objects.exists() or Course.objects.get().title_fr == "Protégé à Zürich"


WRONG = [
    ({"type": "party"}, "type", ProblemKind.UNKNOWN_WORD),
    ({"areas": "fishing"}, "areas", ProblemKind.UNKNOWN_AREA),
    ({"objectives": "fame"}, "objectives", ProblemKind.UNKNOWN_OBJECTIVE),
    ({"party": "QQ"}, "party", ProblemKind.UNKNOWN_PARTY),
    ({"start": "12/01/2027"}, "start", ProblemKind.NOT_A_DATE),
    ({"start": "2027-02-30"}, "start", ProblemKind.NOT_A_DATE),
    ({"end": "2027-02-01"}, "end", ProblemKind.ENDS_BEFORE_START),
    ({"seats": "many"}, "seats", ProblemKind.NOT_A_NUMBER),
    ({"seats": "-3"}, "seats", ProblemKind.NOT_A_NUMBER),
    ({"seats": "3"}, "seats", ProblemKind.SEATS_DISAGREE),
    ({"seats_reserved": "eapc-pfp"}, "seats_reserved", ProblemKind.NOT_A_SHARE),
    ({"fee": "1e9999"}, "fee", ProblemKind.NOT_AN_AMOUNT),
    ({"fee": "NaN"}, "fee", ProblemKind.NOT_AN_AMOUNT),
    ({"rank_from": "General"}, "rank_from", ProblemKind.NOT_A_RANK),
    ({"language_profile": "9999"}, "language_profile", ProblemKind.NOT_A_PROFILE),
    ({"contact_email": "office"}, "contact_email", ProblemKind.NOT_AN_ADDRESS),
    ({"codes": "etoc"}, "codes", ProblemKind.NOT_A_CODE),
    ({"course": "CRS-9999"}, "course", ProblemKind.UNKNOWN_COURSE),
    ({"code": "ABC"}, "code", ProblemKind.UNKNOWN_CODE),
    ({"title_en": "", "title_fr": ""}, "title_en", ProblemKind.TITLE_MISSING),
    ({"title_en": "x" * 241}, "title_en", ProblemKind.TOO_LONG),
    ({"state": "published", "contact_email": "", "contact_phone": ""}, "contact_name", ProblemKind.INCOMPLETE),
    ({"tool": "MAP"}, "tool", ProblemKind.UNKNOWN_WORD),
]


@pytest.mark.parametrize(("cells", "column", "kind"), WRONG)
def test_every_problem_is_named_by_row_and_column(
    staff: None, cells: dict[str, str], column: str, kind: ProblemKind
) -> None:
    found = looked_at(full(title_en="First", codes=""), full(**cells))
    assert (3, column, kind) in kinds(found)
    assert "row 3" in str(found.problems[0])


def test_a_file_with_one_problem_brings_nothing_in(staff: None) -> None:
    found = looked_at(full(codes=""), full(title_en="Another", codes="", seats="none"))
    with pytest.raises(Refused) as refusal:
        import_rows(make.party("IS"), CLOCK, make.NOW, plan=found.plan)
    assert refusal.value.verdict.codes == ("menu.import_has_problems",)
    assert Activity.objects.count() == 0


def test_only_staff_import(staff: None) -> None:
    found = looked_at(full())
    mission = make.actor_of(make.account("XA", Role.MISSION_OFFICER))
    with pytest.raises(Refused) as refusal:
        import_rows(make.party("IS"), mission, make.NOW, plan=found.plan)
    assert refusal.value.verdict.codes == ("menu.not_menu_manager",)
    assert Activity.objects.count() == 0


def test_columns_that_nobody_knows_or_that_stand_twice_are_told(staff: None) -> None:
    assert kinds(check("a.csv", b"title_en,colour\nA,b\n", make.NOW)) == [(1, "colour", ProblemKind.UNKNOWN_COLUMN)]
    assert kinds(check("a.csv", b"title_en,title\nA,b\n", make.NOW)) == [(1, "title_en", ProblemKind.TWICE_NAMED)]
    assert kinds(check("a.csv", b"seats\n3\n", make.NOW)) == [(1, "title_en", ProblemKind.NO_HEADER)]


def test_one_code_has_one_owner_at_a_time(staff: None) -> None:
    brought_in(table(full()))
    taken = looked_at(full(title_en="Another", codes="provider/XS:t 1"))
    assert kinds(taken) == [(2, "codes", ProblemKind.CODE_TAKEN)]
    later = looked_at(full(title_en="Another", codes="etoc:ETE-1@2030-01-01..2031-01-01"))
    assert later.problems == ()
    twice = looked_at(full(title_en="Another", codes="etoc:Z-1"), full(title_en="Third", codes="etoc:z1"))
    assert kinds(twice) == [(3, "codes", ProblemKind.CODE_TAKEN)]


def test_a_known_activity_is_changed_but_not_moved_along(staff: None) -> None:
    brought_in(table(full()))
    changed = looked_at(full(code="PCM-0001", seats="30", aim_en="To handle incidents"))
    assert (len(changed.plan.make), len(changed.plan.change)) == (0, 1)
    import_rows(make.party("IS"), CLOCK, make.NOW, plan=changed.plan)
    row = Activity.objects.get()
    assert (row.seats_total, row.aim_en, row.version) == (30, "To handle incidents", 2)
    moved = looked_at(full(code="PCM-0001", state="published"))
    assert (2, "state", ProblemKind.STATE_BY_ACTS) in kinds(moved)


def test_the_same_row_twice_is_told(staff: None) -> None:
    assert kinds(looked_at(full(codes=""), full(codes=""))) == [(3, "", ProblemKind.TWICE_IN_FILE)]


# -- files that bite ---------------------------------------------------------------------------------------------------


def test_no_exported_cell_is_a_formula(staff: None) -> None:
    for start in ("=", "+", "-", "@", "|", "%", "\t", "'"):
        cell = f"{start}cmd"
        safe = sheets.harmless(cell)
        assert safe[0] == "'"
        assert sheets.as_written(safe) == cell
    assert sheets.as_written("'tis") == "'tis"
    brought_in(table(full(title_en="=HYPERLINK(1)", contact_name="@SUM(1)")))
    text = exporting.as_csv(exporting.everything()).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    book = openpyxl.load_workbook(io.BytesIO(exporting.as_xlsx(exporting.everything())))
    assert {cell.data_type for line in book.worksheets[0] for cell in line} <= {"s", "n"}


def workbook(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


FRAME = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def nasty() -> Iterable[tuple[str, bytes, ProblemKind]]:
    yield "bomb", workbook({**FRAME, "xl/worksheets/sheet1.xml": b"0" * 201_000_000}), ProblemKind.UNPACKS_TOO_LARGE
    yield "parts", workbook({**FRAME, **{f"xl/p{n}.xml": b"" for n in range(1_001)}}), ProblemKind.UNPACKS_TOO_LARGE
    yield "entities", workbook({**FRAME, "xl/a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), ProblemKind.HAS_MACROS
    yield "macros", workbook({**FRAME, "xl/vbaProject.bin": b"x"}), ProblemKind.HAS_MACROS
    yield "not a workbook", workbook({"a.txt": b"x"}), ProblemKind.NOT_A_SPREADSHEET
    yield "cut short", workbook(FRAME)[:40], ProblemKind.NOT_A_SPREADSHEET
    yield "hollow", workbook(FRAME), ProblemKind.NOT_A_SPREADSHEET
    yield "nothing", b"", ProblemKind.EMPTY
    yield "blanks", b"title_en\n\n ,\n", ProblemKind.EMPTY
    yield "noughts", b"title_en\n\x00\x00\x00", ProblemKind.UNREADABLE
    yield "picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x81\x8d", ProblemKind.UNREADABLE
    yield "open quote", b'title_en\n"never closed', ProblemKind.BROKEN_CSV
    yield "long field", b"title_en\n" + b"x" * 200_000, ProblemKind.BROKEN_CSV
    yield "wide", ",".join(f"c{n}" for n in range(200)).encode() + b"\n1,2", ProblemKind.TOO_MANY_COLUMNS
    yield "heavy", b"title_en\n" + b"x" * 20_000_001, ProblemKind.TOO_LARGE
    yield "endless", b"title_en\n" + b"x\n" * 50_001, ProblemKind.TOO_MANY_ROWS


@pytest.mark.parametrize(
    ("name", "data", "kind"), list(nasty()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_file_that_bites_is_told_and_brings_nothing(staff: None, name: str, data: bytes, kind: ProblemKind) -> None:
    started = time.monotonic()
    found = check(name, data, make.NOW)
    assert [problem.kind for problem in found.problems] == [kind]
    assert time.monotonic() - started < 10


def test_the_command_line_says_every_problem(staff: None, tmp_path: Path) -> None:
    path = tmp_path / "menu.csv"
    path.write_bytes(table(full(seats="x"), full(title_en="B", codes="", areas="y")))
    with pytest.raises(ImportProblems) as problems:
        import_file(path)
    assert "row 2, column seats: This is not a whole number. (x)" in str(problems.value)
    assert "row 3, column areas" in str(problems.value)


def test_an_export_holds_what_its_reader_may_see_and_no_more(staff: None) -> None:
    brought_in(table(full()))
    with reading({"public", "signed-in", "party:XB"}):
        assert [row for row in exporting.everything() if row[0] == "activity"] == []
    with reading({"party:XA"}):
        assert len(list(exporting.everything())) == 1


@pytest.mark.slow
def test_fifty_thousand_rows_are_checked_and_imported(staff: None) -> None:
    lines = ["title_en,type,areas,party,start,end,seats,codes"]
    lines += [f"Activity {n},workshop,defence,XA,2027-03-01,2027-03-02,20,etoc:E-{n}" for n in range(50_000)]
    started = time.monotonic()
    found = check("big.csv", "\n".join(lines).encode(), make.NOW)
    assert found.problems == ()
    import_rows(make.party("IS"), CLOCK, make.NOW, plan=found.plan)
    assert Activity.objects.count() == 50_000
    assert time.monotonic() - started < 180
