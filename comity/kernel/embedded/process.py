"""Making the data, starting and stopping the server process, and telling whether it is ours."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal

from comity.kernel.embedded.place import PORT, SUPERUSER, EmbeddedError, programs_for, unprivileged

Purpose = Literal["run", "test"]

MAJOR = "18"
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


def make_data(home: Path, programs: Path, passwords: dict[str, str], user: pwd.struct_passwd | None) -> None:
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


def start(home: Path, sockets: Path, programs: Path, purpose: Purpose, user: pwd.struct_passwd | None) -> None:
    """This will start the server and wait until it answers.

    Raises: EmbeddedError with the end of its log if it does not.
    """
    data = home / "data"
    settings = {**COMMON, **SETTINGS[purpose], "port": str(PORT), "unix_socket_directories": _listed(sockets)}
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
        home=home,
        user=user,
    )
    if started.returncode != 0:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-10:]) if log.exists() else started.stderr
        raise EmbeddedError(f"The embedded database did not start. The end of {log}:\n{tail}")


def stop(home: Path) -> None:
    """This will stop the server of a home, if it runs.

    Raises: EmbeddedError if it does not end.
    """
    data = home / "data"
    if not _is_server_of(pid_of(data), data):
        return
    user = unprivileged()
    stopped = _call(
        programs_for(home, user) / "pg_ctl",
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


def clear_stale_lock(data: Path) -> None:
    """This will remove the postmaster.pid that a killed server left, and wait for one that is only slow.

    PostgreSQL itself refuses to start when the number in the file has meanwhile gone to some other process.
    """
    lock = data / "postmaster.pid"
    deadline = time.monotonic() + START_SECONDS
    while lock.exists():
        pid = pid_of(data)
        if not _is_server_of(pid, data):
            lock.unlink(missing_ok=True)
            return
        if time.monotonic() > deadline:
            raise EmbeddedError(f"PostgreSQL (process {pid}) holds {data} but does not answer. End it and try again.")
        time.sleep(0.2)


def pid_of(data: Path) -> int:
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


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _listed(path: Path) -> str:
    return '"' + str(path).replace('"', '""') + '"'
