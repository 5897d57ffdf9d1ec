"""The embedded server: made once, shared by all, and none the worse for a start that was cut short."""

import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from comity.kernel import embedded, roles


def home_of(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return embedded.home_of(folder, embedded.unprivileged())


def remove(folder: Path) -> None:
    embedded.stop_unused(folder)
    # As root the data is outside pytest's own folder, which others may not enter.
    shutil.rmtree(home_of(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "postgres"
    remove(tmp_path / "postgres")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Server]:
    folder = tmp_path_factory.mktemp("shared") / "postgres"
    with embedded.lease(folder, purpose="test") as server:
        yield server
    remove(folder)


def rows_of(server: embedded.Server, sql: str, url: str | None = None) -> list[tuple[object, ...]]:
    with psycopg.connect(url or server.superuser_url) as connection:
        return connection.execute(sql).fetchall()


def answers(server: embedded.Server) -> bool:
    try:
        return rows_of(server, "SELECT 1") == [(1,)]
    except psycopg.OperationalError:
        return False


def test_a_lease_starts_the_server_and_its_end_stops_it(folder: Path) -> None:
    with embedded.lease(folder, purpose="test") as server:
        assert not server.was_running
        assert answers(server)
    assert not answers(server)


def test_the_last_lease_stops_the_server(folder: Path) -> None:
    with embedded.lease(folder, purpose="test") as first:
        with embedded.lease(folder, purpose="test") as second:
            assert second.was_running
        assert answers(first)
    assert not answers(first)


def test_logins_have_what_they_need_and_no_more(running: embedded.Server) -> None:
    powers = "SELECT rolname, rolsuper, rolbypassrls, rolinherit, rolcreaterole FROM pg_roles WHERE rolname ~ '^comity'"
    found = rows_of(running, powers)
    assert {row[0] for row in found} == {*roles.DUTIES, roles.OWNER, roles.WEB}
    held = {row[0]: row[1:] for row in found}
    assert not any(held[roles.WEB])
    assert held[roles.OWNER] == (False, False, True, False), "inherits what an owner of a database may (version 15)"
    assert rows_of(running, "SELECT current_user, current_database()", running.web_url) == [(roles.WEB, "comity")]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        rows_of(running, "CREATE TABLE public.mine ()", running.web_url)


def test_a_login_needs_its_own_password(running: embedded.Server) -> None:
    stolen = running.owner_url.replace(running.passwords[roles.OWNER], running.passwords[roles.WEB])
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        rows_of(running, "SELECT 1", stolen)


def test_secrets_and_socket_are_closed_to_others(running: embedded.Server) -> None:
    assert stat.S_IMODE((running.folder / "passwords.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(running.socket_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((running.home / "data").stat().st_mode) == 0o700
    assert rows_of(running, "SHOW listen_addresses") == [("",)]


def test_accents_are_letters(running: embedded.Server) -> None:
    assert rows_of(running, "SELECT lower('ÉÀ'), 'É' ILIKE 'é'", running.owner_url) == [("éà", True)]
    assert rows_of(running, "SELECT similarity('Évaluée', 'évaluée')", running.owner_url) == [(1.0,)]


def test_what_an_interrupted_set_up_left_is_cleared(folder: Path) -> None:
    home = home_of(folder)
    (home / "data.part").mkdir()
    (home / "data.part" / "PG_VERSION").write_text("18\n")
    with embedded.lease(folder, purpose="test") as server:
        assert answers(server)
    assert not (home / "data.part").exists()


def test_a_folder_that_is_no_database_is_left_alone(folder: Path) -> None:
    home = home_of(folder)
    (home / "data").mkdir()
    (home / "data" / "letter.txt").write_text("dear all")
    with pytest.raises(embedded.EmbeddedError, match="Move it away"), embedded.lease(folder, purpose="test"):
        pass
    assert (home / "data" / "letter.txt").read_text() == "dear all"


def test_data_of_another_version_is_left_alone(folder: Path) -> None:
    home = home_of(folder)
    (home / "data").mkdir()
    (home / "data" / "PG_VERSION").write_text("15\n")
    with pytest.raises(embedded.EmbeddedError, match="written by PostgreSQL 15"):
        embedded.ensure(folder, purpose="test")


def test_a_killed_server_is_started_again_with_its_data(folder: Path) -> None:
    with embedded.lease(folder, purpose="run") as server:
        with psycopg.connect(server.owner_url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        embedded.kill(server)
        again = embedded.ensure(folder)
        assert not again.was_running
        assert rows_of(again, "SELECT number FROM kept", again.owner_url) == [(7,)]


@pytest.mark.parametrize("left", ["1\n", "4194000\n", "not a number\n", ""], ids=["alive", "gone", "garbled", "empty"])
def test_a_lock_that_a_crash_left_does_not_stop_the_start(folder: Path, left: str) -> None:
    with embedded.lease(folder, purpose="test") as server:
        data = server.home / "data"
    (data / "postmaster.pid").write_text(left)
    with embedded.lease(folder, purpose="test") as server:
        assert answers(server)


def test_many_starters_get_one_server(folder: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from comity.kernel import embedded\n"
        "import psycopg\n"
        "with embedded.lease(pathlib.Path(sys.argv[1]), purpose='test') as server:\n"
        "    print(server.was_running, psycopg.connect(server.web_url).execute('SELECT 1').fetchone()[0], flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(folder)]
    starters = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    lines = sorted(starter.stdout.readline().strip() for starter in starters if starter.stdout)
    for starter in starters:
        starter.communicate()
    assert lines == ["False 1", "True 1", "True 1", "True 1"]
    assert [starter.returncode for starter in starters] == [0, 0, 0, 0]


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60) / "postgres"
    try:
        with embedded.lease(deep, purpose="test") as server:
            assert len(str(server.socket_dir)) < embedded.SOCKET_PATH_LIMIT
            assert answers(server)
    finally:
        remove(deep)
