#!/usr/bin/env python3
"""Look at everything that can be looked at without running it, and say what is wrong in one list."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "style": ["ruff", "check", "."],
    "form": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "arrows": ["lint-imports"],
    "templates": ["djlint", "--lint", "--quiet", "comity/web/templates", "comity/web/allauth_templates"],
    "translations": ["python", "scripts/messages.py", "check"],
}


def main() -> int:
    """Run each check; show what those say that find something."""
    wrong = []
    for name, command in CHECKS.items():
        started = time.monotonic()
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
            cwd=ROOT,
        )
        print(
            "{:<13} {} ({:.1f} s)".format(name, "WRONG" if done.returncode else "ok", time.monotonic() - started),
            flush=True,
        )
        if done.returncode:
            print(done.stdout, flush=True)
            wrong.append(name)
    print("To mend: {}.".format(", ".join(wrong)) if wrong else "Nothing to mend.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
