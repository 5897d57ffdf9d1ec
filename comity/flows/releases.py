"""What a nation that joins gets to see: the menu that runs is released to it as well.

Rows are labelled with the epoch in which they were released, so that a newcomer sees nothing of what was said before it
came (W-1). The menu is not such a thing: all partners are offered the activities that are still to come (P§12).
"""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import FLOW
from comity.menu import actions, queries
from comity.parties.events import PartyJoined


def open_menu(event: PartyJoined, now: datetime) -> None:
    """This will release what is to come on the menu to the communities as they stand with the newcomer."""
    for activity in queries.released_to({event.community, *event.also_began}, now):
        actions.release(activity, FLOW, now)
