"""The register on the command line: verify it, and print the head that others keep."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from comity.cli import data, ground

VERIFIER = ground.ROOT / "scripts" / "verify_register.py"


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verb `register`."""
    things = verbs.add_parser("register", help="verify the register; print its signed head").add_subparsers(
        title="what", metavar="WHAT", required=True
    )
    if VERIFIER.exists():
        about = "check an export, or the register as it is now: numbers, hashes, chain, tree, signatures"
        verify = things.add_parser("verify", help=about, description=about)
        verify.add_argument(
            "file", nargs="?", type=data.existing_file, metavar="FILE", help="an export (needs no database)"
        )
        verify.add_argument(
            "--note", action="append", default=[], metavar="FILE", help="a signed head that was kept elsewhere"
        )
        verify.add_argument("--key", help="the key of the register, as you know it")
        verify.set_defaults(run=run_verify)
    about = "the newest signed head, to be kept elsewhere: with it, nobody can rewrite what came before"
    things.add_parser("head", help=about, description=about).set_defaults(run=run_head)


def run_verify(options: argparse.Namespace) -> int:
    """This will verify with the stand-alone program that others use."""
    more = [part for note in options.note for part in ("--note", note)]
    more += ["--key", options.key] if options.key else []
    if options.file is not None:
        return _verify(options.file, more)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.jsonl"
        with ground.ready(), ground.progress() as progress:
            data.write_register(path, ["public"], progress)
        return _verify(path, more)


def _verify(path: Path, more: list[str]) -> int:
    sys.stdout.flush()
    return subprocess.run([sys.executable, str(VERIFIER), str(path), *more], check=False).returncode


def run_head(_options: argparse.Namespace) -> int:
    """This will print the newest signed head, made now if anything was entered since the last one."""
    with ground.ready():
        from comity.kernel import checkpoints, clock
        from comity.kernel.scope import as_system

        checkpoints.make(clock.now())
        with as_system():
            newest = checkpoints.latest()
    if newest is None:
        print("Nothing has been entered yet.", file=sys.stderr)
        return 1
    print(newest.note, end="")
    return 0
