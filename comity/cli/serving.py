"""Web and clock in one process group: `comity serve`, and `comity migrate` before it."""

import argparse
import fcntl
import http.client
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from comity.cli import ground, ticking

HOST = "127.0.0.1"
PORT = 8000
THREADS = 4  # per worker: enough to wait for the database, few enough to be fair to each other
STOP_SECONDS = 15
READY_SECONDS = 60
CLOCK_RETRY_SECONDS = 2.0
CLOCK = ("tick", "--loop", "--beside-web", "--every", str(ticking.EVERY_SECONDS))
SOLVER = ("solver", "--loop", "--beside-web")


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verbs `serve` and `migrate`."""
    serve_verb = verbs.add_parser(
        "serve",
        help="run web and clock until ended by Ctrl-C or SIGTERM",
        description="TLS is the business of a proxy in front (docs/running.md). Several of these may run side by side.",
    )
    serve_verb.add_argument("--host", default=HOST, help="address to listen on (default: %(default)s)")
    serve_verb.add_argument("--port", type=int, default=PORT, help="port to listen on (default: %(default)s)")
    serve_verb.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="web processes (default: %(default)s)"
    )
    serve_verb.add_argument("--demo", action="store_true", help="offer the demo's one-click sign-in")
    about = "web alone; the clock (comity tick --loop) and the solver (comity solver --loop) run elsewhere"
    serve_verb.add_argument("--no-clock", action="store_true", help=about)
    serve_verb.set_defaults(run=run)
    migrate_verb = verbs.add_parser("migrate", help="bring the tables up to date, as their owner (COMITY_OWNER_URL)")
    migrate_verb.set_defaults(run=run_migrate)


def run(options: argparse.Namespace) -> int:
    """This will serve until somebody ends it."""
    if options.demo:
        os.environ["COMITY_DEMO"] = "1"
    if not is_free(options.host, options.port):
        message = f"port {options.port} is taken. Free it, or name another one with --port."
        raise ground.Obstacle(message)
    with ground.ready():
        collect_static()
        from django.db import connections

        connections.close_all()
        return serve(options.host, options.port, workers=options.workers, with_clock=not options.no_clock)


def run_migrate(_options: argparse.Namespace) -> int:
    """This will migrate."""
    with ground.ready(as_owner=True):
        migrate(verbosity=1)
    return 0


def migrate(*, verbosity: int) -> None:
    """This will bring the tables up to date."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity)


def collect_static() -> None:
    """This will gather the browser's files, compressed and named after their content, when any of them changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    if settings.DEBUG:
        return
    digest = sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            digest.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    stamp = root / ".collected"
    with (root / ".collecting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        # What was collected before stays: pages that are open still ask for it.
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest.hexdigest())


def is_free(host: str, port: int) -> bool:
    """This will tell whether a port can be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def serve(
    host: str, port: int, *, workers: int, with_clock: bool = True, when_ready: Callable[[], None] | None = None
) -> int:
    """This will run the web workers, a clock and a solver until a signal comes, and leave no process behind."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ.setdefault("COMITY_URL", f"http://{HOST if host == '0.0.0.0' else host}:{port}")  # noqa: S104
    os.environ.setdefault("COMITY_POOL", str(THREADS))
    os.environ.pop("COMITY_AS_OWNER", None)
    # Each thread of a worker would keep a heap of its own, and with it what its largest answer took.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    # A forked worker would hold on to our locks and threads.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "comity.cli.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    if sys.stdin is not None and sys.stdin.isatty():
        # When the terminal is closed we end with it; without one, SIGHUP renews the workers.
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    if when_ready is not None:
        threading.Thread(target=_announce, args=(host, port, when_ready), daemon=True).start()
    with _beside("clock", CLOCK) if with_clock else _nothing(), _beside("solver", SOLVER) if with_clock else _nothing():
        try:
            server.serve()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 1
    return 0


def _announce(host: str, port: int, when_ready: Callable[[], None]) -> None:
    """This will wait for the first answer and then tell that we are ready."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(host, port, timeout=READY_SECONDS)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            when_ready()
            return
        finally:
            connection.close()


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _beside(name: str, verb: tuple[str, ...]) -> Iterator[None]:
    """This will keep a process running beside the web; one that dies is replaced."""
    command = [sys.executable, "-m", "comity", *verb]
    ended = threading.Event()
    changing = threading.Lock()
    holder: list[subprocess.Popen[Any]] = [subprocess.Popen(command)]

    def keep() -> None:
        while not ended.is_set():
            code = holder[0].wait()
            if ended.wait(CLOCK_RETRY_SECONDS):
                return
            with changing:
                if not ended.is_set():
                    print(f"comity: the {name} ended with {code}; starting another", file=sys.stderr)
                    holder[0] = subprocess.Popen(command)

    keeper = threading.Thread(target=keep, name=f"keep-{name}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        with changing:
            ended.set()
            holder[0].terminate()
        keeper.join(STOP_SECONDS)
        if keeper.is_alive():
            holder[0].kill()
            keeper.join()
