"""What may be done about nations: where they stand, who is present where, their names, the staff's file on them."""

from comity.parties.actions.presence import (
    correct_embassy,
    correct_mission,
    correct_provider,
    drop_embassy,
    end_embassy,
    end_mission,
    end_provider,
    enter_embassy,
    enter_mission,
    list_provider,
)
from comity.parties.actions.standing import close_tool, join, leave, name, note, open_tool, resume, suspend

__all__ = [
    "close_tool",
    "correct_embassy",
    "correct_mission",
    "correct_provider",
    "drop_embassy",
    "end_embassy",
    "end_mission",
    "end_provider",
    "enter_embassy",
    "enter_mission",
    "join",
    "leave",
    "list_provider",
    "name",
    "note",
    "open_tool",
    "resume",
    "suspend",
]
