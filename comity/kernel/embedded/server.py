"""The server as others have it: made where needed, lent out, stopped by whoever lets go last."""

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from comity.kernel import roles
from comity.kernel.embedded import process
from comity.kernel.embedded.place import PORT, SUPERUSER, home_of, passwords_of, programs_for, socket_dir, unprivileged
from comity.kernel.embedded.process import Purpose


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and the addresses of its three logins."""

    folder: Path
    home: Path
    socket_dir: Path
    passwords: dict[str, str]
    was_running: bool

    def url(self, login: str, database: str = roles.DATABASE) -> str:
        """This will write the address under which `login` reaches `database`."""
        return (
            f"postgresql://{login}:{quote(self.passwords[login], safe='')}@/{database}"
            f"?host={quote(str(self.socket_dir), safe='/')}&port={PORT}"
        )

    @property
    def superuser_url(self) -> str:
        """This will give the address for the tests, which make databases and empty tables."""
        return self.url(SUPERUSER, "postgres")

    @property
    def owner_url(self) -> str:
        """This will give the address for migrations."""
        return self.url(roles.OWNER)

    @property
    def web_url(self) -> str:
        """This will give the address for web and clock, which own nothing."""
        return self.url(roles.WEB)

    def stop(self) -> None:
        """This will stop the server, whoever uses it."""
        with _starting(self.folder):
            process.stop(self.home)


def ensure(folder: Path, *, purpose: Purpose = "run") -> Server:
    """This will return the running server of `folder`, making and starting it where needed.

    Raises: EmbeddedError when it cannot be made, started or reached.
    """
    folder = folder.expanduser().resolve()
    with _starting(folder):
        return _ensure(folder, purpose)


@contextmanager
def lease(folder: Path, *, purpose: Purpose = "run") -> Iterator[Server]:
    """This will lend the server of `folder`, and stop it when nobody else in any process has it on lease."""
    folder = folder.expanduser().resolve()
    with _starting(folder):
        users = _open_lock(folder / "users.lock")
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server = _ensure(folder, purpose)
        except BaseException:
            os.close(users)
            raise
    try:
        yield server
    finally:
        with _starting(folder):
            # Turning a shared lock into an exclusive one succeeds only for the last that holds it.
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                process.stop(server.home)
            os.close(users)


@contextmanager
def _starting(folder: Path) -> Iterator[None]:
    """This will keep two processes from starting or stopping the same server at once."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = _open_lock(folder / "starting.lock")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _ensure(folder: Path, purpose: Purpose) -> Server:
    user = unprivileged()
    home = home_of(folder, user)
    programs = programs_for(home, user)
    passwords = passwords_of(folder)
    data = home / "data"
    process.make_data(home, programs, passwords, user)
    server = Server(folder, home, socket_dir(home, user), passwords, was_running=True)
    if not _answers(server):
        process.clear_stale_lock(data)
        process.start(server.home, server.socket_dir, programs, purpose, user)
        server = Server(folder, home, server.socket_dir, passwords, was_running=False)
    roles.lay(server.superuser_url, passwords=passwords)
    roles.lay_database(server.superuser_url, server.url(SUPERUSER, "template1"))
    return server


def _answers(server: Server) -> bool:
    """This will tell whether the server of this very data folder answers."""
    try:
        with psycopg.connect(server.superuser_url, connect_timeout=5) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and Path(row[0]) == server.home / "data"


def stop_unused(folder: Path) -> None:
    """This will stop the server of `folder` if it runs and nobody has it on lease: what a killed process left."""
    folder = folder.expanduser().resolve()
    if not folder.exists():
        return
    with _starting(folder):
        users = _open_lock(folder / "users.lock")
        try:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                process.stop(home_of(folder, unprivileged()))
        finally:
            os.close(users)


def kill(server: Server) -> None:
    """This will end the server without warning, as a power cut would: for tests of what survives."""
    os.kill(process.pid_of(server.home / "data"), signal.SIGKILL)
