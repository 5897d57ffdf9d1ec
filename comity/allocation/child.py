"""A solve in a process of its own, with limits of time and memory that hold, progress, and a way to cancel.

The solver does not always look at the clock, and once it runs nothing in its process can stop it. So the parent does:
what the child had in hand by then is the result. The child ends when its parent does.
"""

import os
import pickle  # between two processes of one program
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from comity.allocation.conflicts import Conflict
from comity.allocation.plan import Plan
from comity.allocation.problem import Problem
from comity.allocation.solving import NothingPossible, Progress, solve

GIB = 1 << 30
GRACE = 0.35  # of the time limit, after which a child that did not end by itself is ended
SHORTEST_GRACE = 2.0
LOOK = 0.2  # seconds between two looks at cancelling and memory
HEADER = 8
OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "can't start new thread", "Cannot allocate memory")
PAGE = resource.getpagesize()


class End(StrEnum):
    """How a solve ended."""

    DONE = "done"
    CONFLICT = "conflict"  # commitments cannot all be kept
    TIME = "time"  # ended from outside at the limit of time
    MEMORY = "memory"  # ended at the limit of memory
    CANCELLED = "cancelled"
    FAILED = "failed"  # by an error, which `message` tells


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a solve came to: the best plan that was in hand, if any, also where it was ended early.

    peak: bytes of memory that the child had in use at most, as far as was seen.
    """

    end: End
    plan: Plan | None
    conflict: Conflict | None = None
    message: str = ""
    peak: int = 0


@dataclass(slots=True)
class _Watch:
    """What the parent has heard and seen of the child."""

    plan: Plan | None = None
    conflict: Conflict | None = None
    message: str = ""
    done: bool = False
    peak: int = 0


def solve_apart(
    problem: Problem,
    *,
    seed: int = 1,
    seconds: float = 60.0,
    memory: int = GIB,
    told: Callable[[Progress], None] = lambda _progress: None,
    stop: Callable[[], bool] = lambda: False,
    start: Plan | None = None,
    quick: bool = False,
) -> Outcome:
    """This will solve in a child process. `told` hears of progress; the child is ended when `stop` says so.

    seconds is what the search may take; a third more and the child is killed. memory is in bytes.
    """
    asked = {"seed": seed, "seconds": seconds, "start": start, "quick": quick}
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "comity.allocation.child", str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
        env=environment,
    )
    seen = _Watch()
    deadline = time.monotonic() + seconds + max(SHORTEST_GRACE, GRACE * seconds)
    sent = pickle.dumps((problem, asked), pickle.HIGHEST_PROTOCOL)
    try:
        end = _attended(child, sent, seen, deadline, memory, told, stop)
        if end is None:
            child.wait(SHORTEST_GRACE)
    finally:
        if child.poll() is None:
            child.kill()
        said = child.stderr.read().decode(errors="replace") if child.stderr else ""
        child.wait()
        for stream in (child.stdin, child.stdout, child.stderr):
            _close(stream)
    if end is None and child.returncode in {-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV} and not seen.message:
        end = End.MEMORY  # the system or the solver gave up for want of memory
    if end is None:
        end = End.CONFLICT if seen.conflict else End.DONE if seen.done else End.FAILED
    if end is End.FAILED and any(sign in seen.message + said for sign in OUT_OF_MEMORY):
        end = End.MEMORY
    return Outcome(
        end, seen.plan, seen.conflict, seen.message or (said[-2000:] if end is End.FAILED else ""), seen.peak
    )


def _attended(
    child: "subprocess.Popen[bytes]",
    sent: bytes,
    seen: _Watch,
    deadline: float,
    memory: int,
    told: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> End | None:
    """This will hand over the problem, listen, and tell why the child must be ended; None if it ended by itself."""
    if child.stdin is None or child.stdout is None:
        return End.FAILED
    writer = threading.Thread(target=_send, args=(child.stdin, sent), daemon=True)
    writer.start()
    buffer = bytearray()
    handle = child.stdout.fileno()
    while True:
        ready, _, _ = select.select([handle], [], [], LOOK)
        if ready:
            part = os.read(handle, 1 << 20)
            if not part:
                return None
            buffer += part
            _hear(buffer, seen, told)
        seen.peak = max(seen.peak, _resident(child.pid))
        if stop():
            return End.CANCELLED
        if time.monotonic() > deadline:
            return End.TIME
        if seen.peak > memory:
            return End.MEMORY


def _send(stream: IO[bytes], sent: bytes) -> None:
    try:
        stream.write(sent)
        stream.flush()
    except (BrokenPipeError, ValueError):  # the child has ended; the parent will notice
        return


def _hear(buffer: bytearray, seen: _Watch, told: Callable[[Progress], None]) -> None:
    """This will take what is complete out of the buffer."""
    while len(buffer) >= HEADER:
        length = int.from_bytes(buffer[:HEADER], "big")
        if len(buffer) < HEADER + length:
            return
        said = pickle.loads(bytes(buffer[HEADER : HEADER + length]))  # noqa: S301 - from our own child
        del buffer[: HEADER + length]
        match said:
            case Progress():
                told(said)
            case Plan():
                seen.plan = said
            case Conflict():
                seen.conflict = said
            case ("done", int(peak)):
                seen.done = True
                seen.peak = max(seen.peak, peak)
            case ("failed", str(message)):
                seen.message = message


def _resident(pid: int) -> int:
    """This will give the bytes of memory that a process has in use (Linux; 0 elsewhere)."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def _highest() -> int:
    """This will give the bytes that this process had in use at most.

    Linux keeps that by program; what getrusage says is at least what the parent held when it started this one.
    """
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _close(stream: IO[bytes] | None) -> None:
    if stream is not None:
        try:
            stream.close()
        except BrokenPipeError:  # what the child never read
            return


def main() -> None:
    """This will be the child: read a problem, solve it, say what there is to say."""
    memory = int(sys.argv[1])
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    voice = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the solver prints goes where errors go
    with os.fdopen(os.dup(0), "rb") as stream:
        problem, asked = pickle.load(stream)  # noqa: S301 - from our own parent
    threading.Thread(target=_end_with_parent, daemon=True).start()
    lock = threading.Lock()

    latest = 0.0

    def say(what: Any) -> None:
        nonlocal latest
        if isinstance(what, Progress) and what.step == "search" and what.seconds < latest + LOOK:
            return
        latest = what.seconds if isinstance(what, Progress) else latest
        packed = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
        with lock:
            voice.write(len(packed).to_bytes(HEADER, "big") + packed)
            voice.flush()

    try:
        plan = solve(problem, told=say, keep=say, **asked)
        say(plan)
        say(("done", _highest()))
    except NothingPossible as impossible:
        say(impossible.conflict)
    except Exception as error:  # noqa: BLE001 - the parent tells
        say(("failed", f"{type(error).__name__}: {error}"))
    os._exit(0)  # at once: a thread still listens for the parent


def _end_with_parent() -> None:
    while os.read(0, 1):  # nothing, once the parent closes it or dies
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
