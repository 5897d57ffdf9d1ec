"""What may be done with resources."""

from comity.resources.actions.settings import (
    adopt,
    close_points,
    draft_settings,
    give_back,
    open_points,
    propose,
    score,
    spend,
    write,
)

__all__ = [
    "adopt",
    "close_points",
    "draft_settings",
    "give_back",
    "open_points",
    "propose",
    "score",
    "spend",
    "write",
]
