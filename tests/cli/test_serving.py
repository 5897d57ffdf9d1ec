"""Web and clock live and die together: no signal, and no kill, leaves a process behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from comity import policy
from comity.kernel import roles
from tests.server import ROOT, address
from tests.site import VAR, Site, comity, drop, environment_of, free_port, statement, wait_for

GONE_SECONDS = 20


@pytest.fixture(scope="module")
def database(world: str) -> Iterator[str]:
    name = f"{world}_serving_{os.getpid()}"  # each process of a parallel run has its own
    drop(name)
    statement("CREATE DATABASE {} TEMPLATE {} OWNER {}", name, world, roles.OWNER)
    yield name
    drop(name)


@contextmanager
def served(database: str) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    port = free_port()
    log = VAR / f"serving-{port}.log"
    command = [sys.executable, "-m", "comity", "serve", "--demo", "--workers", "2", "--port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=ROOT,
            env=environment_of(database),
            start_new_session=True,
        )
    family: list[psutil.Process] = []
    try:
        wait_for(f"http://127.0.0.1:{port}", process, log)
        family += psutil.Process(process.pid).children(recursive=True)
        yield process, f"http://127.0.0.1:{port}", log
    finally:
        for member in (*family, psutil.Process(process.pid) if process.poll() is None else None):
            if member is not None and member.is_running():
                member.kill()
        process.wait()
        log.unlink()


def family_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    members: list[psutil.Process] = psutil.Process(process.pid).children(recursive=True)
    return members


def left_after(members: list[psutil.Process]) -> list[str]:
    _gone, alive = psutil.wait_procs(members, timeout=GONE_SECONDS)
    return [" ".join(member.cmdline()) for member in alive if member.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_left_when_the_server_ends(database: str, number: signal.Signals) -> None:
    with served(database) as (process, _url, log):
        members = family_of(process)
        assert sum("tick" in member.cmdline() for member in members) == 1
        assert len(members) >= 3
        if number is signal.SIGINT:  # Ctrl-C reaches the whole process group
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        code = process.wait(timeout=GONE_SECONDS)
        assert left_after(members) == []
        assert code == (-signal.SIGKILL if number is signal.SIGKILL else 0)
        assert "Traceback" not in log.read_text()


@pytest.mark.slow
def test_a_clock_or_a_worker_that_dies_is_replaced(database: str) -> None:
    with served(database) as (process, url, log):
        before = {member.pid: member for member in family_of(process)}
        for member in before.values():
            if "resource_tracker" not in " ".join(member.cmdline()):
                member.kill()
        deadline = time.monotonic() + GONE_SECONDS
        while time.monotonic() < deadline:
            fresh = [member for member in family_of(process) if member.pid not in before]
            clocks = sum("tick" in member.cmdline() for member in fresh)
            if len(fresh) >= 3 and clocks:  # they come back in any order, the solver among them
                break
            time.sleep(0.2)
        assert clocks == 1
        wait_for(url, process, log)
        with urllib.request.urlopen(url, timeout=GONE_SECONDS) as answer:  # noqa: S310 - our own address
            assert answer.status == 200


def test_the_web_speaks_with_its_own_login(site: Site) -> None:
    with psycopg.connect(address("postgres")) as connection:
        found = connection.execute(
            "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = %s", [site.database]
        ).fetchall()
    assert found == [(roles.WEB,)]


def test_a_served_world_is_as_it_must_be(site: Site) -> None:
    said = site.comity("check")
    assert "Everything is as it must be." in said
    assert f"roles: {roles.WEB} has no power of its own" in said


def test_a_wall_with_a_hole_is_told(site: Site) -> None:
    with psycopg.connect(address(site.database)) as connection:
        connection.execute("CREATE TABLE public.loose (words text)")
    command = [sys.executable, "-m", "comity", "check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=site.environment)
    assert done.returncode == 1
    assert "WRONG wall: the table loose is not guarded by audience" in done.stdout
    with psycopg.connect(address(site.database)) as connection:
        connection.execute("DROP TABLE public.loose")


def test_a_login_that_can_walk_around_the_wall_is_told(site: Site) -> None:
    powerful = {**site.environment, "COMITY_DATABASE_URL": address(site.database)}
    command = [sys.executable, "-m", "comity", "check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=powerful)
    assert done.returncode == 1
    assert "WRONG roles: postgres has superuser, BYPASSRLS" in done.stdout


@pytest.fixture
def undecided(world: str) -> Iterator[str]:
    """A database in which no body sits and nothing was ever decided."""
    name = f"{world}_undecided_{os.getpid()}"
    drop(name)
    statement("CREATE DATABASE {} TEMPLATE {} OWNER {}", name, world, roles.OWNER)
    with psycopg.connect(address(name)) as connection:
        connection.execute("TRUNCATE decisions_body CASCADE")
    yield name
    drop(name)


def test_the_public_facts_bring_the_bodies_and_formats_in_which_the_council_decides(undecided: str) -> None:
    pack = policy.pack()
    expected = {
        (body.code, code)
        for body in pack.bodies.values()
        for code in body.formats
        if pack.formats[code].named_partners == "none"
    }
    comity(environment_of(undecided), "load", "reference")
    with psycopg.connect(address(undecided)) as connection:
        rows = connection.execute(
            "SELECT b.code, f.code FROM decisions_body b JOIN decisions_format f ON f.body_id = b.id"
        )
        found = set(rows.fetchall())
    assert found == expected
    assert found


def test_loading_again_changes_nothing(site: Site) -> None:
    def count() -> list[tuple[object, ...]]:
        with psycopg.connect(address(site.database)) as connection:
            connection.execute("ANALYZE")
            tables = connection.execute(
                "SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                " ORDER BY relname"
            )
            return tables.fetchall()

    before = count()
    comity(site.environment, "load", "reference")
    comity(site.environment, "load", "demo")
    assert count() == before
