"""What each role may do, read out of the rules themselves: which roles the rule of a verb names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from comity.core.actor import Role
from comity.kernel.action import ACTIONS

OURS = "comity."


@dataclass(frozen=True, slots=True)
class Duty:
    """One verb and the roles that its rule names; none, if it asks for something else than a role."""

    verb: str
    roles: frozenset[Role]


@cache
def duties() -> tuple[Duty, ...]:
    """This will list every verb behind a gate with the roles that its rule names."""
    return tuple(Duty(verb, frozenset(named(gate.may))) for verb, gate in sorted(ACTIONS.items()))  # type: ignore[attr-defined]


def verbs_of(role: Role) -> tuple[str, ...]:
    """This will list the verbs whose rules name a role."""
    return tuple(duty.verb for duty in duties() if role in duty.roles)


def named(rule: Callable[..., Any]) -> set[Role]:
    """This will collect the roles that a rule names, also through constants and functions that it uses."""
    found: set[Role] = set()
    seen: set[int] = set()
    waiting: list[Any] = [rule]
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, Role):
            found.add(thing)
        elif isinstance(thing, FunctionType) and thing.__module__.startswith(OURS):
            names = set(_names(thing.__code__))
            if "Role" in names:
                found |= {Role[name] for name in names & set(Role.__members__)}
            waiting += [thing.__globals__[name] for name in names if name in thing.__globals__]
        elif isinstance(thing, (frozenset, set, tuple, list)):
            waiting += thing
        elif isinstance(thing, dict):
            waiting += [*thing.keys(), *thing.values()]
    return found


def _names(code: CodeType) -> Iterator[str]:
    """This will give the names that a function uses, those of functions inside it included."""
    yield from code.co_names
    inner: Iterable[CodeType] = (const for const in code.co_consts if isinstance(const, CodeType))
    for one in inner:
        yield from _names(one)
