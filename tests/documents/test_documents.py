"""Papers: a version never changes, a release only widens, and an upload is looked into before it is kept."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, transaction
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.core.actor import Actor, Role, Side
from comity.documents import actions, queries, rules
from comity.documents.models import Attachment, Paper, Version
from comity.documents.rendering import (
    Block,
    DocumentSpec,
    Figure,
    Heading,
    Items,
    Mark,
    Paragraph,
    Run,
    Table,
    docx,
    pdf,
    plain,
    prose,
    stored,
)
from comity.documents.rules import Level, Sort
from comity.kernel.action import Refused
from comity.kernel.scope import reading
from tests import factories
from tests.factories import NOW

DESK = Actor(name="J", account_id=2, person_id=2, side=Side.STAFF, party="IS", roles=frozenset({Role.DESK_OFFICER}))
SECRETARY = Actor(
    name="H", account_id=1, person_id=1, side=Side.STAFF, party="IS", roles=frozenset({Role.COUNCIL_SECRETARY})
)
OFFICER = Actor(
    name="A", account_id=3, person_id=3, side=Side.PARTNER, party="XA", roles=frozenset({Role.MISSION_OFFICER})
)
BLOCKS: tuple[Block, ...] = (
    Heading("One"),
    Paragraph((Run("old", Mark.DELETED), Run("new", Mark.INSERTED)), "1"),
    *prose("a\n\nb"),
)
FIGURE = Figure('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h5"/></svg>', "A line.", "Line")
PDF = b"%PDF-1.7\nharmless\n%%EOF\n"


def paper(symbol: str = "PO(2026)0001") -> Paper:
    return actions.file(
        DESK,
        NOW,
        symbol=symbol,
        kind=rules.Kind.COUNCIL_PAPER,
        title_en="A paper",
        title_fr="Un document",
        about="decision:x",
        audience=["allies.1", "staff"],
        blocks_en=BLOCKS,
        blocks_fr=BLOCKS,
    )


def word(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", parts.pop("types", "<Types/>"))
        package.writestr("word/document.xml", "<w/>")
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def spec(**changed: object) -> DocumentSpec:
    first = {
        "title": "Title #with [signs] *in* it",
        "reference": "PO(2026)0001",
        "marking": "UNCLASSIFIED – for Allies only",
        "language": "fr",
        "on": date(2026, 11, 24),
        "version": "Version 2",
        "watermark": "DRAFT v6, not agreed",
        "blocks": (*BLOCKS, Items((plain("x"),)), Table(("A", "B"), (("1", "2"),), "T", frozenset({0})), FIGURE),
    }
    return DocumentSpec(**{**first, **changed})  # type: ignore[arg-type]


# -- printing ----------------------------------------------------------------------------------------------------------


def test_a_pdf_is_tagged_checked_against_ua_and_the_same_each_time() -> None:
    written = pdf(spec())
    assert written.startswith(b"%PDF-")
    assert b"StructTreeRoot" in written
    assert b"pdfuaid" in written
    assert b"/Alt(A line.)" in written
    assert b"/Subtype/Image" not in written, "a drawing is set as lines, not as points"
    assert written == pdf(spec())


def test_letters_that_our_font_lacks_are_set_all_the_same() -> None:
    assert pdf(spec(title="漢字")).startswith(b"%PDF-")


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_person_typed_is_data_to_word(title: str, text: str) -> None:
    assert docx(spec(title=title, blocks=(Paragraph(plain(text)),), watermark=text)).startswith(b"PK")


@pytest.mark.parametrize("typed", ["#panic()", '"]) #read("x")', "\\u{0}", "$x$", "\x00\x07\u202e", "@cite <label>"])
def test_what_a_person_typed_is_never_read_as_markup(typed: str) -> None:
    assert pdf(spec(title=typed or "x", blocks=(Paragraph(plain(typed)),))).startswith(b"%PDF-")


def test_a_word_file_bears_marking_reference_version_language_and_page_on_every_page() -> None:
    section = Document(io.BytesIO(docx(spec()))).sections[0]
    head, foot = (part._element.xml for part in (section.header, section.footer))
    assert "UNCLASSIFIED – for Allies only" in head
    assert "UNCLASSIFIED – for Allies only" in foot
    assert "PO(2026)0001" in head
    assert "24 novembre 2026" in head
    assert "DRAFT v6, not agreed" in head
    assert all(one in foot for one in ("Version 2", "Français", "PAGE", "NUMPAGES"))


def test_what_came_in_is_underlined_and_what_went_out_is_struck() -> None:
    runs = [run for line in Document(io.BytesIO(docx(spec()))).paragraphs for run in line.runs]
    assert next(run for run in runs if run.text == "old").font.strike
    assert next(run for run in runs if run.text == "new").underline


def test_a_word_file_has_a_drawing_as_lines_with_a_painted_copy_and_its_words() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(spec()))) as package:
        media = {name: package.read(name) for name in package.namelist() if name.startswith("word/media/")}
        body = package.read("word/document.xml").decode()
    assert {name.rpartition(".")[2] for name in media} == {"svg", "png"}
    assert FIGURE.svg.encode() in media.values()
    assert 'descr="A line." title="Line"' in body
    assert "svgBlip" in body


def test_blocks_are_kept_and_read_back_unchanged() -> None:
    assert stored.read(stored.kept(spec().blocks)) == spec().blocks


# -- marking -----------------------------------------------------------------------------------------------------------


def marking(*audience: str, locale: str = "en") -> str:
    return rules.marking(
        Level.UNCLASSIFIED, audience, locale, framework_name=str.upper, party_name=lambda code: f"<{code}>"
    )


@pytest.mark.parametrize(
    ("audience", "english", "french"),
    [
        (["staff"], "for the staff only", "réservé au Secrétariat"),
        (["allies.3", "staff"], "for Allies only", "réservé aux Alliés"),
        (["allies.3", "framework:md.7", "staff"], "releasable to MD", "communicable à : MD"),
        (["allies.3", "framework:md.7", "party:XA"], "releasable to MD and <XA>", "communicable à : MD et <XA>"),
        (["party:XA", "staff"], "for <XA> and the staff only", "réservé à : <XA> et le Secrétariat"),
        (["allies.3", "operation:OP-X.2", "staff"], "releasable to OP-X", "communicable à : OP-X"),
        (["allies.3", "partners.1"], "releasable to all partners", "communicable à : tous les partenaires"),
        (["public", "staff"], "may be published", "peut être publié"),
        (["signed-in"], "for all who use the system", "pour tous les utilisateurs du système"),
    ],
)
def test_the_marking_follows_from_level_and_audience(audience: list[str], english: str, french: str) -> None:
    assert marking(*audience) == f"UNCLASSIFIED – {english}"
    assert marking(*audience, locale="fr") == f"SANS CLASSIFICATION – {french}"


# -- uploads -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "sort", "readable", "active"),
    [
        ("a.pdf", PDF, Sort.PDF, True, False),
        ("A.PDF", PDF, Sort.PDF, True, False),
        ("a.pdf", b"%PDF-1.7 cut off", Sort.PDF, False, False),
        ("a.pdf", b"%PDF-1.7 /JavaScript %%EOF", Sort.PDF, True, True),
        ("a.pdf", b"MZ", None, True, False),
        ("a.exe", PDF, None, True, False),
        ("a.docx", word(), Sort.DOCX, True, False),
        ("a.docx", b"PK\x03\x04 not a package", Sort.DOCX, False, False),
        ("a.docm", word(), None, True, False),
        ("a.docx", word(**{"word/vbaProject.bin": "x"}), Sort.DOCX, True, True),
        ("a.docx", word(types="application/vnd.ms-word.document.macroEnabled.main+xml"), Sort.DOCX, True, True),
        ("a.docx", word(**{"word/embeddings/a.bin": "x"}), Sort.DOCX, True, True),
        (
            "a.docx",
            word(**{"word/_rels/settings.xml.rels": '<R Type="x/attachedTemplate" TargetMode="External"/>'}),
            Sort.DOCX,
            True,
            True,
        ),
    ],
)
def test_a_file_is_what_its_name_and_its_content_say(
    name: str,
    content: bytes,
    sort: Sort | None,
    readable: bool,  # noqa: FBT001
    active: bool,  # noqa: FBT001
) -> None:
    found = rules.inspect(name, content)
    assert (found.sort, found.is_readable, found.is_active) == (sort, readable, active)


def test_a_package_that_unpacks_to_far_more_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("word/document.xml", b"0" * (201 * 1024 * 1024))
    assert not rules.inspect("bomb.docx", out.getvalue()).is_readable


def test_a_package_that_says_it_is_small_and_is_not_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("word/document.xml", b"0" * (101 * 1024 * 1024))
    size = (101 * 1024 * 1024).to_bytes(4, "little")
    lying = out.getvalue().replace(size, (9).to_bytes(4, "little"))
    assert not rules.inspect("bomb.docx", lying).is_readable


@pytest.mark.parametrize(
    "parts",
    [
        {"word/settings.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'},
        {"word/settings.xml": "\0".join('<!DOCTYPE a [<!ENTITY b "b">]><a/>')},
        {"customXml/item1.xml": " " * 300_000 + '<!doctype a [<!entity b "bb"> <!entity c "&b;&b;">]>'},
        {"word/_rels/document.xml.rels": "<R TargetMode='External' Type='x/image' Target='https://tracker.test/'/>"},
        {"word/_rels/document.xml.rels": '<R TargetMode="&#69;xternal" Type="x/attachedTemplate"/>'},
        {"word/_rels/document.xml.rels": '<R TargetMode = "External" Type="x/oleObject"/>'},
    ],
)
def test_a_package_that_reads_or_fetches_from_elsewhere_is_active(parts: dict[str, str]) -> None:
    assert rules.inspect("a.docx", word(**parts)).is_active


def test_links_that_a_reader_may_follow_are_taken_and_a_broken_list_of_relations_is_not() -> None:
    link = '<R><S TargetMode="External" Type="http://x/hyperlink" Target="https://example.test/"/></R>'
    found = rules.inspect("a.docx", word(**{"word/_rels/document.xml.rels": link}))
    assert (found.is_readable, found.is_active) == (True, False)
    assert not rules.inspect("a.docx", word(**{"word/_rels/document.xml.rels": "<R"})).is_readable


@given(st.binary(max_size=300))
def test_whatever_is_sent_is_answered(content: bytes) -> None:
    for name in ("a.pdf", "a.docx", "a", ""):
        rules.inspect(name, content)
        rules.inspect(name, b"PK\x03\x04" + content)


def attached(**changed: object) -> tuple[str, ...]:
    first = {
        "party": "IS",
        "giver": "IS",
        "level": Level.UNCLASSIFIED,
        "found": rules.Found(Sort.PDF, 1_000),
        "kept_bytes": 0,
        "most_bytes": 10_000,
        "quota_bytes": 20_000,
    }
    actor = changed.pop("actor", DESK)
    return rules.may_attach(actor, rules.AttachFacts(**{**first, **changed}), NOW).codes  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"actor": OFFICER}, "documents.not_keeper"),
        ({"level": Level.RESTRICTED}, "documents.level_too_high"),
        ({"found": rules.Found(None, 1)}, "documents.file_not_taken"),
        ({"found": rules.Found(Sort.PDF, 1, is_readable=False)}, "documents.file_unreadable"),
        ({"found": rules.Found(Sort.PDF, 1, is_active=True)}, "documents.file_runs"),
        ({"found": rules.Found(Sort.PDF, 10_001)}, "documents.file_too_large"),
        ({"kept_bytes": 19_500}, "documents.quota_full"),
    ],
)
def test_what_stands_in_the_way_of_a_file(changed: dict[str, object], code: str) -> None:
    assert attached(**changed) == (code,)
    assert attached() == ()


# -- what is kept ------------------------------------------------------------------------------------------------------


@pytest.fixture
def _files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Files go to a folder of the test: the one thing outside."""
    monkeypatch.setattr(actions, "default_storage", FileSystemStorage(location=tmp_path))


@pytest.mark.django_db
def test_a_new_version_leaves_the_old_one_as_it_was() -> None:
    row = paper()
    before = row.versions.get(number=1).sha256
    actions.revise(row, DESK, NOW, blocks_en=prose("new"), blocks_fr=prose("nouveau"))
    row.refresh_from_db()
    assert (row.newest, row.versions.get(number=1).sha256) == (2, before)
    assert queries.blocks(row.versions.get(number=2), "fr") == prose("nouveau")
    with pytest.raises(Refused, match=r"documents\.same_text"):
        actions.revise(row, DESK, NOW, blocks_en=prose("new"), blocks_fr=prose("nouveau"))
    with pytest.raises(Refused, match=r"documents\.not_keeper"):
        actions.revise(row, OFFICER, NOW, blocks_en=prose("mine"), blocks_fr=prose("mien"))
    assert rules.may_revise(DESK, rules.PaperFacts("IS", "a", "b"), NOW).allowed
    changes: list[dict[str, Any]] = [{"blocks_en": []}, {"sha256": "0"}]
    for change in changes:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Version.objects.filter(paper=row, number=1).update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Version.objects.filter(paper=row).delete()


@pytest.mark.django_db
def test_a_release_only_widens() -> None:
    factories.party("XA")
    row = paper()
    with pytest.raises(Refused, match=r"documents\.not_releasing"):
        actions.release(row, OFFICER, NOW, to=["party:XA"])
    actions.release(row, SECRETARY, NOW, to=["party:XA"])
    row.refresh_from_db()
    assert set(row.audience) == {"allies.1", "staff", "party:XA"}
    assert set(row.versions.get().audience) == set(row.audience)
    with pytest.raises(Refused, match=r"documents\.not_wider"):
        actions.release(row, SECRETARY, NOW, to=["party:XA"])
    assert rules.may_release(SECRETARY, rules.ReleaseFacts("IS", frozenset(), frozenset({"x"})), NOW).allowed


@pytest.mark.django_db
@pytest.mark.usefixtures("_files")
def test_a_release_covers_the_newest_text_alone() -> None:
    factories.party("XA")
    row = paper()
    actions.revise(row, DESK, NOW, blocks_en=prose("as agreed"), blocks_fr=prose("tel que convenu"))
    actions.attach(row, DESK, NOW, name="notes.pdf", content=PDF)
    actions.release(row, SECRETARY, NOW, to=["party:XA"])
    row.refresh_from_db()
    with reading({"party:XA"}):
        assert queries.paper(row.symbol) == row
        assert [version.number for version in queries.versions(row)] == [2]
        assert queries.version(row, 1) is None
        assert queries.attachments(row) == []
    with reading({"staff"}):
        assert [version.number for version in queries.versions(row)] == [2, 1]
        assert len(queries.attachments(row)) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_files")
def test_a_file_is_kept_under_a_name_of_our_own_and_once(tmp_path: Path) -> None:
    row = paper()
    actions.attach(row, DESK, NOW, name="../../etc/passwd.pdf", content=PDF)
    kept = Attachment.objects.get()
    assert kept.name == "passwd.pdf"
    assert "passwd" not in kept.stored_as
    assert (tmp_path / kept.stored_as).read_bytes() == PDF
    with pytest.raises(Refused, match=r"documents\.same_file"):
        actions.attach(row, DESK, NOW, name="again.pdf", content=PDF)
    with pytest.raises(Refused, match=r"documents\.level_too_high"):
        actions.attach(row, DESK, NOW, name="b.pdf", content=PDF + b"%%EOF", level=Level.SECRET)
    assert Attachment.objects.count() == 1
