"""What every verb stands on: the folder of data, the database, Django, the progress bar, and how obstacles are told."""

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.kernel import embedded
from comity.kernel.progress import Progress, unheard

ROOT = Path(__file__).resolve().parent.parent.parent

type Verbs = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse gives it no public name


class Obstacle(Exception):
    """What stands in the way and what helps, for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Target:
    """A function that a verb calls, named so that it is loaded only when it is called."""

    module: str
    function: str

    @property
    def exists(self) -> bool:
        """This will tell whether the module is there, without loading it."""
        try:
            return importlib.util.find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def load(self) -> Callable[..., Any]:
        """This will load the function."""
        function: Callable[..., Any] = getattr(importlib.import_module(self.module), self.function)
        return function


def var() -> Path:
    """This will name the folder where this installation keeps what it writes."""
    return Path(os.environ.get("COMITY_VAR") or ROOT / "var").resolve()


@contextmanager
def database() -> Iterator[None]:
    """This will see to it that a database is there: the one that the environment names, or the embedded one."""
    if os.environ.get("COMITY_DATABASE_URL"):
        yield
        return
    try:
        with embedded.lease(var() / "postgres") as server:
            os.environ["COMITY_DATABASE_URL"] = server.web_url
            os.environ["COMITY_OWNER_URL"] = server.owner_url
            try:
                yield
            finally:
                _close_connections()
                del os.environ["COMITY_DATABASE_URL"], os.environ["COMITY_OWNER_URL"]
    except embedded.EmbeddedError as error:
        raise Obstacle(str(error)) from error


def _close_connections() -> None:
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()


def set_up_django(*, as_owner: bool = False) -> None:
    """This will load settings and apps.

    Raises: Obstacle when a setting is missing or wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    if as_owner:
        os.environ["COMITY_AS_OWNER"] = "1"
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Obstacle(str(error)) from error


def require_database() -> None:
    """This will make sure that the database answers, before a verb begins.

    Raises: Obstacle when it does not.
    """
    from django.db import connection
    from django.db.utils import OperationalError

    try:
        connection.ensure_connection()
    except OperationalError as error:
        message = f"the database does not let us in: {error}\nCOMITY_DATABASE_URL names it (docs/running.md)."
        raise Obstacle(message) from error


@contextmanager
def ready(*, as_owner: bool = False) -> Iterator[None]:
    """This will give a verb a database and Django."""
    with database():
        set_up_django(as_owner=as_owner)
        require_database()
        yield


@contextmanager
def progress() -> Iterator[Progress]:
    """This will show a bar on a terminal, and nothing anywhere else."""
    if not sys.stderr.isatty():
        yield unheard
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        known: dict[str, Any] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in known:
                known[what] = bars.add_task(what, total=total)
            bars.update(known[what], completed=done, total=total)

        yield show
