"""The clock on the command line: `comity tick` writes down what time has made true."""

import argparse
import logging
import os
import signal
import threading
import time

from comity.cli import ground

RUN_ONCE = ground.Target("comity.clock.tick", "run_once")
EVERY_SECONDS = 5.0
SLOWEST_RETRY_SECONDS = 60.0
LOOK_SECONDS = 1.0

logger = logging.getLogger("comity.clock")


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verb `tick`."""
    if not RUN_ONCE.exists:
        return
    tick = verbs.add_parser(
        "tick",
        help="write down what time has made true: silences that ended, seats that lapsed, mail that is due",
        description="Several clocks may run side by side: each thing that is due happens once.",
    )
    how = tick.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="do what is due now and stop (the default)")
    how.add_argument("--loop", action="store_true", help="go on until ended by Ctrl-C or SIGTERM")
    about = "with --loop: how long to pause (default: %(default)s)"
    tick.add_argument("--every", type=float, default=EVERY_SECONDS, metavar="SECONDS", help=about)
    tick.add_argument("--beside-web", action="store_true", help=argparse.SUPPRESS)
    tick.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """This will tick once, or until somebody ends it."""
    with ground.ready():
        if options.loop:
            loop(every_seconds=options.every, beside_web=options.beside_web)
            return 0
        from comity.kernel import clock

        result = RUN_ONCE.load()(clock.of_record())
        if result:
            print(result)
    return 0


def loop(*, every_seconds: float, beside_web: bool = False) -> None:
    """This will tick until a signal comes or the process that started us is gone.

    Beside the web Ctrl-C is the server's to hear; it then ends the clock. A tick that fails is logged and tried again,
    ever more slowly: one bad row must not stop all deadlines.
    """
    from django.db import connections

    from comity.kernel import clock

    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN if beside_web else lambda *_: ended.set())
    run_once = RUN_ONCE.load()
    parent = os.getppid()
    pause = every_seconds
    while not ended.is_set() and os.getppid() == parent:
        try:
            run_once(clock.of_record())
            pause = every_seconds
        except Exception:
            logger.exception("a tick failed; trying again")
            connections.close_all()
            pause = min(pause * 2, SLOWEST_RETRY_SECONDS)
        rest(pause, ended, parent)


def rest(seconds: float, ended: threading.Event, parent: int) -> None:
    """This will pause, but no longer than somebody is there to tick for."""
    until = time.monotonic() + seconds
    while os.getppid() == parent and (left := until - time.monotonic()) > 0 and not ended.wait(min(left, LOOK_SECONDS)):
        pass
