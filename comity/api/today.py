"""What waits, for programs: the tasks that the page Today shows, from every house that has some."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from ninja import Router, Schema

from comity.api.service import actor_of, answers, now_of
from comity.core.actor import Actor
from comity.core.tasks import Task

router = Router(tags=["today"])


class Waiting(Schema):
    """One thing that waits: on the reader if `waiting_on` is empty, and otherwise on whom it names."""

    kind: str
    ref: str
    title: str
    due_at: datetime | None
    since_at: datetime | None
    ground: str
    waiting_on: str
    params: dict[str, Any]


@router.get("/tasks", response=answers(list[Waiting]), summary="List what waits")
def tasks(request: HttpRequest) -> list[Waiting]:
    """This will list what needs the reader and what they wait for, the first to become irreversible first."""
    actor, now = actor_of(request), now_of(request)
    found = [task for waiting in _houses() for task in waiting(actor, now)]
    ordered = sorted(found, key=lambda task: (task.due_at is None, task.due_at or task.since_at or now))
    return [
        Waiting(
            kind=one.kind,
            ref=one.ref,
            title=one.title,
            due_at=one.due_at,
            since_at=one.since_at,
            ground=one.ground,
            waiting_on=one.waiting_on,
            params=dict(one.params),
        )
        for one in ordered
    ]


@cache
def _houses() -> tuple[Callable[[Actor, datetime], list[Task]], ...]:
    """This will find the houses that say what waits: whoever offers `queries.waiting`."""
    found = []
    for config in apps.get_app_configs():
        name = f"{config.name}.queries"
        if config.name.startswith("comity.") and importlib.util.find_spec(name):
            waiting = getattr(importlib.import_module(name), "waiting", None)
            if waiting is not None:
                found.append(waiting)
    return tuple(found)
