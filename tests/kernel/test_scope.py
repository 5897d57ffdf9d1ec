"""The wall: who reads what, in which transaction."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from comity.kernel.models import Refusal
from comity.kernel.scope import READER, Scope, as_system, at_the_door, current, reading, switch
from comity.parties.models import Party

pytestmark = pytest.mark.django_db


def party(code: str, *audience: str) -> Party:
    return Party.objects.create(code=code, kind="nation", name_en=code, name_fr=code, audience=list(audience))


def test_a_reader_sees_only_rows_of_its_communities() -> None:
    party("XA", "public")
    party("XB", "party:XB")
    party("XC", "allies.3")
    with reading({"public"}):
        assert [one.code for one in Party.objects.order_by("code")] == ["XA"]
    with reading({"public", "party:XB"}):
        assert [one.code for one in Party.objects.order_by("code")] == ["XA", "XB"]
    with reading({"allies.2", "allies.4"}):
        assert not Party.objects.exists()


def test_no_communities_no_rows_even_in_raw_sql_counts_and_joins() -> None:
    party("XA", "public")
    with reading(()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM parties_party")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM parties_party a, parties_party b")
        assert cursor.fetchone() == (0,)


def test_a_reader_cannot_write() -> None:
    party("XA", "public")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), reading({"public"}):
        Party.objects.update(name_en="changed")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), reading({"public"}):
        party("XZ", "public")


def test_a_reader_cannot_read_accounts_or_sessions() -> None:
    for table in ("people_account", "django_session", "kernel_series"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            reading({"staff"}),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")


def test_scopes_nest_and_are_restored_also_after_an_error() -> None:
    party("XA", "staff")
    with reading({"public"}):
        with as_system():
            assert Party.objects.count() == 1
        assert Party.objects.count() == 0
        with pytest.raises(ZeroDivisionError), as_system():
            _ = 1 / 0
        assert Party.objects.count() == 0
        assert current() == Scope(READER, frozenset({"public"}))
    with at_the_door():
        assert Party.objects.count() == 1, "the door must know all parties"


def test_a_scope_that_is_in_force_is_not_set_again() -> None:
    with reading({"public"}):
        with CaptureQueriesContext(connection) as seen, reading({"public"}):
            assert current() == Scope(READER, frozenset({"public"}))
        assert not [query for query in seen if "set_config" in query["sql"]]
        with reading({"public"}):
            switch(Scope(READER, frozenset({"staff"})))
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('comity.communities')")
            assert cursor.fetchone() == ("public",), "what a block left otherwise is set back"


@pytest.mark.django_db(transaction=True)
def test_a_scope_needs_a_transaction_and_ends_with_it() -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        switch(Scope(READER))
    with reading({"public"}):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('comity.communities', true)")
        assert cursor.fetchone()[1] in {None, ""}
    assert current() == Scope()


def test_an_empty_audience_is_refused_by_the_database() -> None:
    from django.db import IntegrityError  # noqa: PLC0415

    with pytest.raises(IntegrityError, match="audience"), transaction.atomic():
        party("XA")


def test_what_is_written_once_stays_as_it_is() -> None:
    refusal = Refusal.objects.create(at="2026-11-24T10:00Z", verb="a.b", about="x:1", reasons=[], audience=["staff"])
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        Refusal.objects.filter(pk=refusal.pk).update(verb="c.d")
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        refusal.delete()
