"""A served site for stories and browser tests: a database of its own, the real web login, `comity serve`.

`world` is made once for a run, by the command line, as on a real machine: migrated by the owner, loaded with the
reference data and the demo. Each test file that asks for `site` gets a fresh copy, so that no file depends on another.
"""

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from comity.kernel import roles
from tests.server import ROOT, address

VAR = ROOT / "var" / "test-site"
READY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Site:
    """A served site: its address, its database, and the environment of its command line."""

    url: str
    database: str
    environment: dict[str, str]

    def comity(self, *arguments: str) -> str:
        """This will run a verb of the command line on this site's database and give what it printed."""
        return comity(self.environment, *arguments)

    def tick(self) -> None:
        """This will let the clock write down what is due; no clock runs beside the web in tests."""
        self.comity("tick", "--once")


def comity(environment: dict[str, str], *arguments: str) -> str:
    """This will run a verb of the command line and give what it printed."""
    command = [sys.executable, "-m", "comity", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.returncode == 0, f"comity {' '.join(arguments)}: {done.stderr[-4000:]}"
    return done.stdout


def environment_of(database: str) -> dict[str, str]:
    """This will set up the environment as a deployment has it: one login for the web, one for the owner."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    return {
        **inherited,
        "COMITY_DATABASE_URL": address(database, login=roles.WEB),
        "COMITY_OWNER_URL": address(database, login=roles.OWNER),
        "COMITY_VAR": str(VAR),
        "COMITY_DEMO": "1",
        "COMITY_POOL": "2",
    }


def statement(template: str, *names: str) -> None:
    """This will run one statement about databases."""
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(template).format(*map(sql.Identifier, names)))


def drop(database: str) -> None:
    """This will remove a database, whoever is still connected."""
    statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """This will let one worker of a run make the world while the others wait for it."""
    VAR.mkdir(parents=True, exist_ok=True)
    handle = os.open(VAR / "world.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def prefix() -> str:
    """This will begin the names of the databases of this kind of run."""
    return f"{os.environ.get('COMITY_TEST_DB', 'test_comity')}_world_"


def exists(database: str) -> bool:
    """This will tell whether a database is there."""
    with psycopg.connect(address("postgres")) as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database]).fetchone()
    return found is not None


def fill(database: str) -> None:
    """This will bring an empty database to the demo world, verb by verb as on a real machine."""
    environment = environment_of(database)
    for verb in ("migrate", "load reference", "load demo"):
        comity(environment, *verb.split())


@pytest.fixture(scope="session")
def world(testrun_uid: str) -> str:
    """This will name a database with the demo world in it, made by the first worker that asks."""
    name = f"{prefix()}{testrun_uid[:8]}"
    part = f"{name}_part"
    with one_at_a_time():
        if not exists(name):
            drop(part)
            statement("CREATE DATABASE {} OWNER {}", part, roles.OWNER)
            fill(part)
            statement("ALTER DATABASE {} RENAME TO {}", part, name)
    return name


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """This will remove the worlds of this run and of runs that were cut short, once the workers are done."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    with psycopg.connect(address("postgres")) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix()])
        names = [name for (name,) in found.fetchall()]
    for name in names:
        drop(name)


@pytest.fixture(scope="module")
def site(world: str, request: pytest.FixtureRequest) -> Iterator[Site]:
    """This will serve a copy of the world to one test file."""
    database = f"{world}_{os.getpid()}_{request.node.path.stem[:20]}"
    drop(database)
    statement("CREATE DATABASE {} TEMPLATE {} OWNER {}", database, world, roles.OWNER)
    try:
        with serving(database) as served:
            yield served
    finally:
        drop(database)


@contextmanager
def serving(database: str) -> Iterator[Site]:
    """This will serve a database for a while, with the login that a deployment gives to the web, and no clock."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**environment_of(database), "COMITY_URL": url}
    log = VAR / f"serve-{port}.log"
    command = [sys.executable, "-m", "comity", "serve", "--demo", "--no-clock", "--workers", "1", "--port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=ROOT, env=environment
        )
    try:
        wait_for(url, process, log)
        yield Site(url, database, environment)
    finally:
        process.terminate()
        process.wait(timeout=READY_SECONDS)
        log.unlink()


def free_port() -> int:
    """This will find a port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """This will wait for the first answer, or fail with what the server said."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=READY_SECONDS):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the site did not come up:\n{log.read_text()[-4000:]}")
