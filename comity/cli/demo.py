"""`comity demo`: from nothing to a served demo world, and `comity stop`, which ends it from elsewhere."""

import argparse
import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from comity.cli import ground, serving
from comity.kernel import embedded

LOAD_REFERENCE = ground.Target("comity.parties.loading", "load_reference")
LOAD_DEMO = ground.Target("demo.world", "load")
PORTS = 20  # how many ports after the wanted one are tried
STOP_SECONDS = 30


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verbs `demo` and `stop`."""
    stop = verbs.add_parser("stop", help="end the demo that runs here, also one that lost its terminal")
    stop.set_defaults(run=run_stop)
    if not (LOAD_REFERENCE.exists and LOAD_DEMO.exists):
        return
    demo = verbs.add_parser(
        "demo",
        help="set up a demo world and serve it (`make demo`)",
        description="Makes or reuses the database in ./var/, migrates, loads what is missing, serves until Ctrl-C.",
    )
    demo.add_argument("--port", type=int, help="port (default: 8000, or the next one that is free)")
    demo.add_argument("--workers", type=int, default=2, metavar="N", help="web processes (default: %(default)s)")
    demo.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """This will set up and serve the demo, or say where it is already served."""
    os.environ["COMITY_DEMO"] = "1"
    steps = Steps()
    with _alone() as first:
        if not first:
            print(f"Comity already runs here, at {_state().get('url', 'an address it will print in a moment')}.")
            print("`make stop` ends it; Ctrl-C in its own terminal does too.")
            return 0
        port = _free_port(options.port)
        url = f"http://{serving.HOST}:{port}"
        os.environ.setdefault("COMITY_URL", url)
        with ground.ready(as_owner=True):
            steps.done("database")
            serving.migrate(verbosity=0)
            steps.done("tables")
            with ground.progress() as progress:
                LOAD_REFERENCE.load()(progress)
                LOAD_DEMO.load()(progress)
            steps.done("data")
            serving.collect_static()
            steps.done("files")
            people = _people()
            from django.db import connections

            connections.close_all()
            _write_state(pid=os.getpid(), url=url)

            def announce() -> None:
                steps.done("web")
                _greet(url, people, steps)

            try:
                return serving.serve(serving.HOST, port, workers=options.workers, when_ready=announce)
            finally:
                _state_file().unlink(missing_ok=True)


def run_stop(_options: argparse.Namespace) -> int:
    """This will end the demo in order, and a database that a killed one left running."""
    pid = _state().get("pid")
    with _alone() as nobody_runs:
        running = not nobody_runs
    if running and pid is not None:
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while running and time.monotonic() < deadline:
            time.sleep(0.1)
            with _alone() as nobody_runs:
                running = not nobody_runs
    if running:
        message = f"what runs here (process {pid}) does not end; end it yourself."
        raise ground.Obstacle(message)
    embedded.stop_unused(ground.var() / "postgres")
    embedded.stop_unused(ground.var() / "test-postgres")
    print("Nothing of Comity runs here now.")
    return 0


class Steps:
    """How long each step of the start took, from the first program that ran."""

    def __init__(self) -> None:
        """This will begin to count, with what the set-up says that it needed."""
        self.took: dict[str, float] = {}
        self._last = time.monotonic()
        with suppress(KeyError, ValueError):
            self.took["set-up"] = float(os.environ["COMITY_SET_UP_SECONDS"])

    def done(self, name: str) -> None:
        """This will note that a step is done."""
        moment = time.monotonic()
        self.took[name] = moment - self._last
        self._last = moment

    @property
    def seconds(self) -> float:
        """This will give the time of all steps together."""
        return sum(self.took.values())

    def __str__(self) -> str:
        """This will list the steps."""
        return ", ".join(f"{name} {seconds:.1f}" for name, seconds in self.took.items())


def _people() -> list[str]:
    """This will list who can sign in, a line for each."""
    from comity.kernel import clock
    from comity.kernel.scope import at_the_door
    from comity.people.queries import demo_accounts

    with at_the_door():
        return [
            f"  {who.name:<18} {', '.join(part for part in (who.title_in('en'), who.party_in('en')) if part)}"
            for who in demo_accounts(clock.now())
        ]


def _greet(url: str, people: list[str], steps: Steps) -> None:
    """This will tell where Comity is, who can sign in, and how long it took, now and on the first run."""
    kept = ground.var() / "first-start.json"
    if not kept.exists():
        kept.write_text(json.dumps({"seconds": round(steps.seconds, 1)}))
    first = json.loads(kept.read_text())["seconds"]
    lines = ["", f"Comity is at {url}/", "", "Sign in with one click as one of these people:", *people]
    lines += ["", f"Ready in {steps.seconds:.1f} s ({steps}); the first start here took {first:.1f} s."]
    lines += ["Ctrl-C ends it."]
    print("\n".join(lines), flush=True)


def _free_port(wanted: int | None) -> int:
    """This will choose the port: the one that was asked for, or the first that is free from 8000 on."""
    if wanted is not None:
        if serving.is_free(serving.HOST, wanted):
            return wanted
        message = f"port {wanted} is taken. Free it, or name another one with --port."
        raise ground.Obstacle(message)
    for port in range(serving.PORT, serving.PORT + PORTS):
        if serving.is_free(serving.HOST, port):
            if port != serving.PORT:
                print(f"Port {serving.PORT} is taken; using {port}.", flush=True)
            return port
    message = f"the ports {serving.PORT} to {serving.PORT + PORTS - 1} are all taken. Name a free one with --port."
    raise ground.Obstacle(message)


@contextmanager
def _alone() -> Iterator[bool]:
    """This will tell whether no other demo runs on this folder, and keep it so; the lock goes with its process."""
    folder = ground.var()
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "demo.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _state_file() -> Path:
    return ground.var() / "demo.json"


def _state() -> dict[str, Any]:
    with suppress(FileNotFoundError):
        state: dict[str, Any] = json.loads(_state_file().read_text())
        return state
    return {}


def _write_state(**state: object) -> None:
    part = _state_file().with_suffix(".part")
    part.write_text(json.dumps(state))
    part.replace(_state_file())
