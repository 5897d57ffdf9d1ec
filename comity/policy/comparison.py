"""Comparing two versions of the policy, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from comity.policy.edition import Pack


class Kind(StrEnum):
    """What became of one thing between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: in which part of the pack, of which thing, what sort, and what it was and is."""

    part: str
    code: str
    kind: Kind
    before: object
    after: object


_PARTS = (
    "clauses",
    "objectives",
    "areas",
    "further_areas",
    "considerations",
    "frameworks",
    "tools",
    "bodies",
    "formats",
    "programme_types",
    "topics",
    "rules",
)


def diff(before: Pack, after: Pack) -> tuple[Change, ...]:
    """This will list what differs between two packs, in the order of the policy's parts."""
    return tuple(change for part in _PARTS for change in _compare(part, getattr(before, part), getattr(after, part)))


def _compare(part: str, before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    changes: list[Change] = []
    for code in [*before, *(code for code in after if code not in before)]:
        was, now = before.get(code), after.get(code)
        if was == now:
            continue
        kind = Kind.ADDED if was is None else Kind.REMOVED if now is None else Kind.CHANGED
        changes.append(Change(part, code, kind, was, now))
    return changes
