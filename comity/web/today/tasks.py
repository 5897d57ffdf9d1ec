"""How the tasks of a subject are told: what sort they are, which verb they ask for and where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from comity.core.tasks import Task

type Said = Any
"""A sentence that is translated when it is shown; `%(name)s` in it is filled from the task's params."""


@dataclass(frozen=True, slots=True)
class TaskLabel:
    """The words of one kind of task. Each subject's labels.py lists its own: TASKS = {"menu.screen": TaskLabel(...)}.

    `kind` is one word (Silence, Programme, Nomination), `verb` stands on the button, `address` leads to where it is
    done. `why` says why it is the reader's, `line` how the thing stands, `title` replaces the task's own title.
    """

    kind: Said
    verb: Said
    address: Callable[[Task], str]
    why: Said = ""
    line: Said = ""
    title: Said = ""


def fill(said: Said, task: Task) -> str:
    """This will write a sentence of a label with what the task knows."""
    text = str(said)
    return text % dict(task.params) if "%(" in text else text
