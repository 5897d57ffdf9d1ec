"""Refusals of files that somebody wants to attach to a paper, through the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comity.core.actor import Role
from comity.documents import actions, queries
from comity.documents.models import Attachment, Paper
from comity.documents.rules import Level
from tests import factories
from tests.documents.test_documents import DESK, NOW, PDF, paper, word
from tests.web.refused import Case, Scene, each_refuses

pytestmark = pytest.mark.django_db


def attach(name: str = "map.pdf", content: bytes = PDF, level: str = "unclassified") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content), "level": level}


def attached(row: Paper) -> None:
    actions.attach(row, DESK, NOW, name="first.pdf", content=PDF, level=Level.UNCLASSIFIED)


def no_room_left(row: Paper) -> None:
    actions.attach(row, DESK, NOW, name="plan.pdf", content=PDF.replace(b"harmless", b"plan"), level=Level.UNCLASSIFIED)
    Attachment.objects.update(size=2**31 - 1)


CASES = (
    Case("documents.not_keeper", "ally", "attach/", attach()),
    Case("documents.level_too_high", "desk", "attach/", attach(level="restricted")),
    Case("documents.file_not_taken", "desk", "attach/", attach("map.exe", b"MZ")),
    Case("documents.file_unreadable", "desk", "attach/", attach(content=b"%PDF-1.7 torn")),
    Case("documents.file_runs", "desk", "attach/", attach("note.docx", word(**{"word/vbaProject.bin": "x"}))),
    Case("documents.same_file", "desk", "attach/", attach(), attached),
    Case("documents.quota_full", "desk", "attach/", attach(), no_room_left),
)


def test_refusals_about_files(
    sign_in: Callable[[Client, Any], Client],
    subtests: pytest.Subtests,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("comity.documents.actions.default_storage", FileSystemStorage(location=tmp_path))
    ally = factories.account("FR", Role.DELEGATE)
    row = paper()
    clients = {"desk": sign_in(Client(), factories.staff()), "ally": sign_in(Client(), ally)}
    scene = Scene("documents/PO-2026-0001/", clients, {}, row)
    each_refuses(CASES, scene, subtests)
    monkeypatch.setattr(queries, "MEGABYTE", 1)
    each_refuses((Case("documents.file_too_large", "desk", "attach/", attach()),), scene, subtests)
    assert not row.attachments.exists()
