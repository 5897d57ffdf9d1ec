"""What may be done with names and seats: verbs on one activity each, behind the gate, which locks the activity first.

So two acts on one activity never meet half-way, no seat is given twice, and locks are taken in one order.
"""

from comity.nominations.actions.erasing import erase
from comity.nominations.actions.holding import grant, hold_lists, let_go
from comity.nominations.actions.hosting import attend, decline, miss, receive
from comity.nominations.actions.naming import confirm, exchange, nominate, rejoin, withdraw
from comity.nominations.actions.seats import call_off, close, expire, reschedule, seat_waiting

__all__ = [
    "attend",
    "call_off",
    "close",
    "confirm",
    "decline",
    "erase",
    "exchange",
    "expire",
    "grant",
    "hold_lists",
    "let_go",
    "miss",
    "nominate",
    "receive",
    "rejoin",
    "reschedule",
    "seat_waiting",
    "withdraw",
]
