"""Audiences: the communities that may read a row, written as short words.

A community with a changing membership carries the number of its epoch once it is resolved: `allies.3`.
A community starts a new epoch each time somebody joins it; who joined at epoch 3 holds 3 and all later ones.
"""

from __future__ import annotations

from collections.abc import Iterable

PUBLIC = "public"
SIGNED_IN = "signed-in"
STAFF = "staff"
ALLIES = "allies"
PARTNERS = "partners"


def framework(code: str) -> str:
    """This will name the community of a framework's members, not yet resolved to an epoch."""
    return f"framework:{code}"


def party(code: str) -> str:
    """This will name the community of those who act for one party."""
    return f"party:{code}"


def person(number: int) -> str:
    """This will name the community of one person, for what is meant for nobody else."""
    return f"person:{number}"


def is_dated(community: str) -> bool:
    """This will tell whether the community has epochs and must be resolved before it labels a row."""
    return community in {ALLIES, PARTNERS} or community.startswith(("framework:", "operation:"))


def at_epoch(community: str, epoch: int) -> str:
    """This will write the community at one epoch, as rows are labelled with it."""
    return f"{community}.{epoch}"


def held_epochs(community: str, *, joined: int, current: int) -> frozenset[str]:
    """This will list what a member that joined at epoch `joined` may read while it belongs."""
    return frozenset(at_epoch(community, epoch) for epoch in range(joined, current + 1))


def may_read(audience: Iterable[str], communities: frozenset[str]) -> bool:
    """This will answer as the database does: one shared community is enough."""
    return not communities.isdisjoint(audience)
