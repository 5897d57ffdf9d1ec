"""How long work tells how far it is, without knowing who listens."""

from collections.abc import Callable

# Called with what is being done ("nominations"), how much of it is done, and how much there is in all.
type Progress = Callable[[str, int, int], None]


def unheard(what: str, done: int, total: int) -> None:
    """This will tell nobody."""
