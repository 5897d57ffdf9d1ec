"""What may be done with a programme and what follows, in pure Python.

`life` holds states and whose turn it is, `text` paragraphs and leases, `talk` comments, `goals` goals and activities;
`brackets`, `comparison`, `merging` and `numbering` calculate with words.
"""

from comity.programmes.rules.goals import Choice, GoalState
from comity.programmes.rules.life import ENTRY, WORKFLOW, Facts, State, code_of, other, place_of, side_of, turn
from comity.programmes.rules.talk import Disposition

__all__ = [
    "ENTRY",
    "WORKFLOW",
    "Choice",
    "Disposition",
    "Facts",
    "GoalState",
    "State",
    "code_of",
    "other",
    "place_of",
    "side_of",
    "turn",
]
