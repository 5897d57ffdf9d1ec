"""The command line of Comity: one verb for each thing that a person or a service manager does with it.

A verb is offered only when the module that carries it out is there. Django is loaded when a verb runs, not before,
so that help is instant.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from comity.cli import allocating, checking, data, demo, ground, registry, serving, solving, ticking

ENDED_BY_SIGNAL = 128


def main(arguments: Sequence[str] | None = None) -> int:
    """This will carry out one verb and give the exit code."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _end)
    try:
        code: int = options.run(options)
    except ground.Obstacle as obstacle:
        print(f"comity: {obstacle}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return ENDED_BY_SIGNAL + signal.SIGINT
    except BrokenPipeError:  # the reader of our output has gone, as `comity export | head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENDED_BY_SIGNAL + signal.SIGPIPE
    return code


def parser() -> argparse.ArgumentParser:
    """This will make the parser with every verb that can be carried out."""
    top = argparse.ArgumentParser(
        prog="comity",
        description="The working system of an alliance's partnership policy.",
        epilog="`comity VERB --help` explains a verb. docs/running.md tells how to run Comity in production.",
    )
    verbs = top.add_subparsers(title="verbs", metavar="VERB", required=True)
    for room in (demo, serving, ticking, solving, data, allocating, registry, checking):
        room.offer(verbs)
    return top


def _end(number: int, _frame: FrameType | None) -> None:
    """This will end the process in order, as Ctrl-C does."""
    sys.exit(ENDED_BY_SIGNAL + number)
