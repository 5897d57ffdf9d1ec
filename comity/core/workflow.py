"""Workflows: the states of a thing and the verbs that lead from one to the next, as data that draws itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Edge[S: StrEnum]:
    """One verb: from which states it may start and where it leads."""

    verb: str
    sources: frozenset[S]
    target: S


def edge[S: StrEnum](verb: str, sources: Iterable[S] | S, target: S) -> Edge[S]:
    """This will make an edge from one state or several to its target."""
    found = frozenset({sources}) if isinstance(sources, StrEnum) else frozenset(sources)
    return Edge(verb, found, target)


@dataclass(frozen=True, slots=True)
class Workflow[S: StrEnum]:
    """The whole life of a thing.

    Raises: ValueError if a verb is ambiguous in a state, or a state cannot be reached from the first.
    """

    name: str
    states: type[S]
    start: S
    edges: tuple[Edge[S], ...]

    def __post_init__(self) -> None:
        """This will refuse a table that contradicts itself."""
        seen: set[tuple[str, S]] = set()
        for one in self.edges:
            for source in one.sources:
                if (one.verb, source) in seen:
                    msg = f"{self.name}: {one.verb} is ambiguous from {source}"
                    raise ValueError(msg)
                seen.add((one.verb, source))
        reached = {self.start}
        while True:
            more = {e.target for e in self.edges if not reached.isdisjoint(e.sources)} - reached
            if not more:
                break
            reached |= more
        if lost := set(self.states) - reached:
            msg = f"{self.name}: never reached: {sorted(lost)}"
            raise ValueError(msg)

    def may(self, verb: str, state: S) -> bool:
        """This will tell whether the verb leads anywhere from the state."""
        return any(one.verb == verb and state in one.sources for one in self.edges)

    def target(self, verb: str, state: S) -> S:
        """This will give the state that follows.

        Raises: KeyError if the verb does not start from the state.
        """
        for one in self.edges:
            if one.verb == verb and state in one.sources:
                return one.target
        raise KeyError((verb, state))

    def verbs(self, state: S) -> tuple[str, ...]:
        """This will list the verbs that start from the state, in the order of the table."""
        return tuple(dict.fromkeys(one.verb for one in self.edges if state in one.sources))

    def draw(self) -> str:
        """This will draw the workflow as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start.value}"]
        lines += [
            f"    {source.value} --> {one.target.value}: {one.verb}"
            for one in self.edges
            for source in self.states
            if source in one.sources
        ]
        ends = [state for state in self.states if not self.verbs(state)]
        lines += [f"    {state.value} --> [*]" for state in ends]
        return "\n".join(lines) + "\n"
