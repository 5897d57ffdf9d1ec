"""Statements that are composed once, and single rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.kernel.rows import Columns, Statement, single
from comity.kernel.scope import reading
from comity.parties.models import Party

pytestmark = pytest.mark.django_db

BY_CODE = Statement(lambda code: Party.objects.filter(code=code).order_by(), str)


def party(code: str, *audience: str) -> Party:
    return Party.objects.create(code=code, kind="nation", name_en=code, name_fr=code, audience=list(audience))


def test_a_statement_finds_other_values_with_the_same_words() -> None:
    party("XA", "public")
    party("XB", "public")
    with CaptureQueriesContext(connection) as seen:
        found = [BY_CODE.row(code) for code in ("XA", "XB", "XC")]
    assert [row and row.name_en for row in found] == ["XA", "XB", None]
    assert len(seen) == 3


def test_a_statement_reads_no_more_than_its_reader_may() -> None:
    party("XA", "party:XA")
    with reading({"public"}):
        assert BY_CODE.row("XA") is None
    with reading({"party:XA"}):
        assert BY_CODE.rows("XA")


def test_columns_are_asked_for_by_values_of_several_types() -> None:
    Party.objects.create(code="XA", kind="nation", name_en="A", name_fr="", audience=["public"])
    asked = Columns(
        lambda code, pk: Party.objects.filter(code=code, pk__gt=pk, kind="nation").values_list("name_en", "name_fr"),
        *(str, int),
    )
    assert asked.rows("XA", 0) == [("A", "")]
    assert asked.rows("XB", 0) == []


def test_a_statement_wants_all_its_values() -> None:
    with pytest.raises(ValueError, match="takes 1 values"):
        BY_CODE.rows("XA", "XB")


def test_a_single_row_is_not_sorted() -> None:
    party("XA", "public")
    with CaptureQueriesContext(connection) as seen:
        found = single(Party.objects.filter(code="XA"))
    assert found is not None
    assert "ORDER BY" not in seen[0]["sql"]
    assert single(Party.objects.filter(code="XB")) is None
