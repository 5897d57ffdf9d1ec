"""Reading the files of a pack strictly: a missing, misspelt or wrongly typed key names its file and place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.resources.abc import Traversable

from comity.policy.text import Text, typeset


class PolicyError(ValueError):
    """A file of the policy is wrong; the message says where and what."""


class Table:
    """One table of a file. Take what is needed, then call `done`: what was not taken is a mistake."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._left = dict(values)
        self.where = where

    def fail(self, message: str) -> PolicyError:
        """This will make the error that names this place."""
        return PolicyError(f"{self.where}: {message}")

    def done(self) -> None:
        """This will refuse keys that nobody asked for."""
        if self._left:
            msg = f"unknown {', '.join(sorted(self._left))}"
            raise self.fail(msg)

    def _take[T](self, key: str, kind: type[T]) -> T:
        if key not in self._left:
            msg = f"{key} is missing"
            raise self.fail(msg)
        value = self._left.pop(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            msg = f"{key} must be a {kind.__name__}, not {value!r}"
            raise self.fail(msg)
        return value

    def has(self, key: str) -> bool:
        """This will tell whether the key is there and not yet taken."""
        return key in self._left

    def word(self, key: str, default: str | None = None) -> str:
        """This will take a string that is not empty, or the default."""
        if default is not None and key not in self._left:
            return default
        if value := self._take(key, str).strip():
            return value
        msg = f"{key} is empty"
        raise self.fail(msg)

    def words(self, key: str) -> tuple[str, ...]:
        """This will take a list of strings, empty if the key is absent."""
        if key not in self._left:
            return ()
        values = self._take(key, list)
        if not all(isinstance(value, str) and value for value in values):
            msg = f"{key} must be a list of words"
            raise self.fail(msg)
        return tuple(values)

    def integer(self, key: str) -> int:
        """This will take a whole number."""
        return self._take(key, int)

    def integers(self, key: str) -> tuple[int, ...]:
        """This will take a list of whole numbers that is not empty."""
        values = self._take(key, list)
        if not values or not all(type(value) is int for value in values):
            msg = f"{key} must be a list of whole numbers"
            raise self.fail(msg)
        return tuple(values)

    def flag(self, key: str, *, default: bool) -> bool:
        """This will take true or false, or the default."""
        return self._take(key, bool) if key in self._left else default

    def day(self, key: str) -> date:
        """This will take a date without a time."""
        value = self._take(key, date)
        if isinstance(value, datetime):
            msg = f"{key} must be a day without a time"
            raise self.fail(msg)
        return value

    def text(self, key: str) -> Text:
        """This will take a text in both languages, set for print."""
        inner = self.table(key)
        text = Text(en=typeset(inner.word("en"), "en"), fr=typeset(inner.word("fr"), "fr"))
        inner.done()
        return text

    def text_if_any(self, key: str) -> Text | None:
        """This will take a text in both languages, or None if the key is absent."""
        return self.text(key) if key in self._left else None

    def numbers(self, key: str) -> dict[str, int]:
        """This will take a table of whole numbers, empty if the key is absent."""
        if key not in self._left:
            return {}
        inner = self.table(key)
        return {name: inner.integer(name) for name in inner.keys_left()}

    def table(self, key: str) -> Table:
        """This will take a table within this one."""
        return Table(self._take(key, dict), f"{self.where}, {key}")

    def tables(self, key: str) -> Iterator[Table]:
        """This will take a list of tables, in order; nothing if the key is absent."""
        if key not in self._left:
            return
        for position, value in enumerate(self._take(key, list), start=1):
            if not isinstance(value, dict):
                msg = f"{key} must be a list of tables"
                raise self.fail(msg)
            name = next((value[k] for k in ("ref", "number", "code", "key", "numeral") if k in value), position)
            yield Table(value, f"{self.where}, {key} {name}")

    def keys_left(self) -> tuple[str, ...]:
        """This will list the keys that have not been taken."""
        return tuple(self._left)

    def named(self) -> Iterator[tuple[str, Table]]:
        """This will take every remaining key as a table of its own."""
        for key in self.keys_left():
            yield key, self.table(key)


def read(file: Traversable) -> Table:
    """This will read one file.

    Raises: PolicyError if it cannot be read as TOML.
    """
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        msg = f"{file.name}: {error}"
        raise PolicyError(msg) from error
    return Table(values, file.name)
