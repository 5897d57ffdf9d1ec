"""What may be done with resources."""

from comity.resources.actions.rounds import (
    cover,
    declare,
    endow,
    freeze,
    limit,
    open_round,
    plan,
    thaw,
    uncover,
    wish,
)
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
    "cover",
    "declare",
    "draft_settings",
    "endow",
    "freeze",
    "give_back",
    "limit",
    "open_points",
    "open_round",
    "plan",
    "propose",
    "score",
    "spend",
    "thaw",
    "uncover",
    "wish",
    "write",
]
