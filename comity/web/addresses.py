"""Addresses of views. Composing one costs as much as a row of a table, and a page has fifty, so they are remembered.

What is remembered depends on nothing but the language, the name and the arguments: never on who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django import urls
from django.utils.translation import get_language

MOST = 4096


def reverse(name: str, *, args: Iterable[object] = (), kwargs: Mapping[str, object] | None = None) -> str:
    """This will give the address of a view in the language of the page.

    Raises: NoReverseMatch if there is no such view, or none that takes these arguments.
    """
    named = tuple(kwargs.items()) if kwargs else ()
    return _composed(get_language(), urls.get_script_prefix(), name, tuple(args), named)


@lru_cache(maxsize=MOST, typed=True)
def _composed(
    _language: str | None, _prefix: str, name: str, args: tuple[object, ...], named: tuple[tuple[str, object], ...]
) -> str:
    return urls.reverse(name, args=args, kwargs=dict(named))
