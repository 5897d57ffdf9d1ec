"""What each role may do, read out of the rules themselves: which roles the rule of a verb asks for."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from comity.core.actor import Role
from comity.kernel.action import ACTIONS

OURS = "comity."
ASKED = {"has", "isdisjoint", "intersection"}


@dataclass(frozen=True, slots=True)
class Duty:
    """One verb and the roles that its rule asks for; none, if it asks for something else than a role."""

    verb: str
    roles: frozenset[Role]


@cache
def duties() -> tuple[Duty, ...]:
    """This will list every verb behind a gate with the roles that its rule asks for."""
    ours = ((verb, gate) for verb, gate in sorted(ACTIONS.items()) if gate.__module__.startswith(OURS))
    return tuple(Duty(verb, frozenset(asked(gate.may))) for verb, gate in ours)  # type: ignore[attr-defined]


def verbs_of(role: Role) -> tuple[str, ...]:
    """This will list the verbs whose rules ask for a role."""
    return tuple(duty.verb for duty in duties() if role in duty.roles)


def asked(rule: Callable[..., Any]) -> set[Role]:
    """This will collect the roles that a rule asks an actor for, also in the functions that it calls."""
    found: set[Role] = set()
    seen: set[int] = set()
    waiting: list[Any] = [rule]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or not isinstance(one, FunctionType) or not one.__module__.startswith(OURS):
            continue
        seen.add(id(one))
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(one)))):
            if isinstance(node, ast.Call):
                waiting += filter(None, [_meant(node.func, one.__globals__)])
                if isinstance(node.func, ast.Attribute) and node.func.attr in ASKED:
                    found.update(role for arg in node.args for role in _roles(arg, one.__globals__))
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
                found.update(role for side in (node.left, node.right) for role in _roles(side, one.__globals__))
            elif isinstance(node, ast.Name | ast.Attribute):
                waiting += filter(None, [_meant(node, one.__globals__)])
    return found


def _roles(node: ast.expr, names: dict[str, Any]) -> Iterator[Role]:
    """This will read the roles that an argument stands for: Role.X, or a constant that collects several."""
    if isinstance(node, ast.Starred):
        yield from _roles(node.value, names)
        return
    value = _value(node, names)
    if isinstance(value, Role):
        yield value
    elif isinstance(value, (frozenset, set, tuple, list)):
        yield from (item for item in value if isinstance(item, Role))


def _meant(node: ast.expr, names: dict[str, Any]) -> FunctionType | None:
    """This will find the function that a name stands for."""
    value = _value(node, names)
    return value if isinstance(value, FunctionType) else None


def _value(node: ast.expr, names: dict[str, Any]) -> Any:
    """This will find what a name, or a name in a module or class, stands for."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        holder = _value(node.value, names)
        if isinstance(holder, ModuleType) or holder is Role:
            return getattr(holder, node.attr, None)
    return None
