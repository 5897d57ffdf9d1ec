"""Whose tasks stand on Today: every house in the table answers what waits, its subject says it in words."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from comity.core.actor import Actor
from comity.core.tasks import Task
from comity.web.today.tasks import TaskLabel

# House, and the place of the top bar whose badge counts its tasks.
HOUSES = {
    "decisions": "decisions",
    "programmes": "programmes",
    "consultations": "consultations",
    "resources": "resources",
    "nominations": "menu",
    "menu": "menu",
    "feedback": "menu",
    "engagement": "today",
    "science": "today",
    "presence": "today",
    "education": "today",
    "trust_funds": "today",
    "operations": "today",
    "people": "people",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One house that has something to say about what waits."""

    house: str
    place: str
    waiting: Callable[[Actor, datetime], list[Task]]
    labels: Mapping[str, TaskLabel]


@dataclass(frozen=True, slots=True)
class Told:
    """A task with the words for it and the place that it belongs to."""

    task: Task
    label: TaskLabel
    place: str


@cache
def sources() -> tuple[Source, ...]:
    """This will find the houses that offer `queries.waiting` and whose subject offers `labels.TASKS`."""
    found = []
    for house, place in HOUSES.items():
        names = (f"comity.{house}.queries", f"comity.web.{house}.labels")
        if all(importlib.util.find_spec(name) for name in names):
            queries, labels = map(importlib.import_module, names)
            if hasattr(queries, "waiting") and hasattr(labels, "TASKS"):
                found.append(Source(house, place, queries.waiting, labels.TASKS))
    return tuple(found)


def told(actor: Actor, now: datetime) -> list[Told]:
    """This will list all that waits, on the reader or on others, the first to become irreversible first.

    Raises: KeyError if a house names a task for which its subject has no words.
    """
    found = [
        Told(task, source.labels[task.kind], source.place)
        for source in sources()
        for task in source.waiting(actor, now)
    ]
    found = _without_doubles(found)
    return sorted(found, key=lambda one: (one.task.due_at is None, one.task.due_at or one.task.since_at or now))


def _without_doubles(found: list[Told]) -> list[Told]:
    """This will ask a provider once for a report: what it answers to the questions is entered at the activity too."""
    asked = {
        one.task.ref
        for one in found
        if one.task.kind == "feedback.report" and one.task.params.get("respondent") == "provider"
    }
    return [one for one in found if not (one.task.kind == "menu.report" and one.task.ref in asked)]


def badges(found: list[Told]) -> dict[str, int]:
    """This will count what the reader has to do, in all and by place of the top bar."""
    own = [one for one in found if not one.task.waiting_on]
    counts = {"today": len(own)}
    for one in own:
        counts[one.place] = counts.get(one.place, 0) + 1
    return counts
