#!/usr/bin/env python3
"""Install what Comity needs, and then run one of its programs: `python3 scripts/bootstrap.py comity demo`.

Needs a machine with Python 3.9 or later (with venv or pip) and a way to the package registry. Brings uv into `.uv/`
when there is none, Python 3.13 when there is none, the packages of `uv.lock` into `.venv/`, the browser's assets and
the compiled translations. What is already there is left alone, so a second run takes a moment.

Python's standard library only: it runs before anything else is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, List, Optional

ROOT = Path(__file__).resolve().parent.parent
UV_HOME = ROOT / ".uv"
VENV = ROOT / ".venv"
OLDEST = (3, 9)


class SetupError(Exception):
    """A sentence that tells what is missing and what to do about it."""


def say(text: str) -> None:
    """Tell the person what is going on, at once."""
    print(text, flush=True)


def works(command: List[str]) -> bool:
    """Tell whether a program can be run."""
    try:
        return subprocess.run(command, check=False, capture_output=True, cwd=ROOT).returncode == 0
    except OSError:
        return False


def attempt(command: List[str]) -> Optional[str]:
    """Run a command; give nothing if it went well, and the end of what it said if not."""
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, cwd=ROOT
    )
    return None if done.returncode == 0 else "\n".join(done.stdout.strip().splitlines()[-8:])


def uv_by_venv() -> Optional[str]:
    """Install uv with pip in an environment of its own."""
    shutil.rmtree(UV_HOME, ignore_errors=True)
    return attempt([sys.executable, "-m", "venv", str(UV_HOME)]) or attempt(
        [str(UV_HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"]
    )


def uv_by_pip() -> Optional[str]:
    """Install uv with this Python's pip into a folder, where venv is not to be had (Debian splits it off)."""
    shutil.rmtree(UV_HOME, ignore_errors=True)
    return attempt([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(UV_HOME), "uv"])


def find_uv() -> str:
    """Find uv on the machine or in `.uv/`, and bring it if it is in neither."""
    own = str(UV_HOME / "bin" / "uv")
    for candidate in (shutil.which("uv"), own):
        if candidate and works([candidate, "--version"]):
            return candidate
    say("Installing uv into .uv/ ...")
    ways: List[Callable[[], Optional[str]]] = [uv_by_venv, uv_by_pip]
    troubles = []
    for way in ways:
        trouble = way()
        if trouble is None and works([own, "--version"]):
            return own
        troubles.append(trouble or "uv was installed but does not run")
    raise SetupError(
        "uv could not be installed with {}, neither in an environment of its own:\n{}\nnor with pip:\n{}\n"
        "Install uv yourself, or Python's venv (on Debian: apt-get install python3-venv), and try again.".format(
            sys.executable, *troubles
        )
    )


def known_pythons(wanted: str) -> List[Path]:
    """List interpreters that are installed where uv does not look: pyenv keeps them off the path."""
    homes = [Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv"), Path.home() / ".pyenv"]
    return [
        path / "bin" / "python3"
        for home in homes
        for path in sorted(home.glob("versions/" + wanted + ".*"), reverse=True)
    ]


def find_python(uv: str) -> None:
    """See to it that uv has the Python that .python-version asks for."""
    wanted = (ROOT / ".python-version").read_text().strip()
    if (VENV / "bin" / "python").exists() and works([str(VENV / "bin" / "python"), "--version"]):
        return
    if works([uv, "python", "find", "--no-project", wanted]):
        return
    for path in known_pythons(wanted):
        if works([str(path), "--version"]):
            os.environ["UV_PYTHON"] = str(path)
            return
    say("Installing Python {} ...".format(wanted))
    trouble = attempt([uv, "python", "install", wanted])
    if trouble is not None:
        raise SetupError(
            "Comity needs Python {0}. There is none here, and uv could not bring one:\n{1}\n"
            "Install Python {0} from your system's packages (or with pyenv), then try again.".format(wanted, trouble)
        )


def install_packages(uv: str) -> None:
    """Bring the environment to what uv.lock says."""
    if not (VENV / "bin" / "comity").exists():
        say("Installing the packages of uv.lock into .venv/ ...")
    # UV_PROJECT_ENVIRONMENT and VIRTUAL_ENV of the caller would send the packages elsewhere.
    for name in ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"):
        os.environ.pop(name, None)
    done = subprocess.run([uv, "sync", "--frozen", "--quiet"], check=False, cwd=ROOT)
    if done.returncode != 0:
        raise SetupError("The packages of uv.lock could not be installed; uv says why above.")


def install_assets() -> None:
    """Bring the browser's assets and compile the translations."""
    python = str(VENV / "bin" / "python")
    for script in ("frontend/assets.py", "scripts/messages.py"):
        arguments = ["compile"] if script.endswith("messages.py") else []
        done = subprocess.run([python, str(ROOT / script), *arguments], check=False, cwd=ROOT)
        if done.returncode != 0:
            raise SetupError("{} did not succeed; it says why above.".format(script))


def main(arguments: List[str]) -> int:
    """Install everything and become the program that was asked for."""
    if sys.version_info < OLDEST:
        print(
            "This needs Python 3.9 or later; {} is {}.".format(sys.executable, sys.version.split()[0]), file=sys.stderr
        )
        return 1
    started = time.time()
    os.environ["PATH"] = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    try:
        uv = find_uv()
        find_python(uv)
        install_packages(uv)
        install_assets()
    except SetupError as error:
        print("\n{}".format(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if not arguments:
        return 0
    os.environ.setdefault("COMITY_STARTED", str(started))
    os.environ["COMITY_SET_UP_SECONDS"] = "{:.1f}".format(time.time() - started)
    program = VENV / "bin" / arguments[0]
    sys.stdout.flush()
    os.execv(str(program), [str(program), *arguments[1:]])
    return 0  # never reached: the program has taken this one's place


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
