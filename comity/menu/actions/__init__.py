"""What may be done on the menu: one verb on one row each, behind the gate."""

from comity.menu.actions.areas import open_area
from comity.menu.actions.courses import change_course, offer_course, retire_course
from comity.menu.actions.drafts import discard_draft, save_draft
from comity.menu.actions.files import NOTHING, import_rows
from comity.menu.actions.life import (
    agree,
    cancel,
    change,
    count_seats,
    hold,
    offer,
    postpone,
    publish,
    release,
    report,
    retire,
    screen,
)
from comity.menu.actions.views import forget_view, save_view, subscribe

__all__ = [
    "NOTHING",
    "agree",
    "cancel",
    "change",
    "change_course",
    "count_seats",
    "discard_draft",
    "forget_view",
    "hold",
    "import_rows",
    "offer",
    "offer_course",
    "open_area",
    "postpone",
    "publish",
    "release",
    "report",
    "retire",
    "retire_course",
    "save_draft",
    "save_view",
    "screen",
    "subscribe",
]
