"""What may be done with mandates of contact point embassies and with missions."""

from comity.presence.actions.bidding import (
    bid,
    call_off,
    choose,
    confer,
    give_back,
    join,
    lapse,
    open_bidding,
    set_aside,
    settle,
    submit,
    withdraw,
)
from comity.presence.actions.missions import (
    accept,
    arrive,
    decline,
    depart,
    notify,
)
from comity.presence.actions.serving import (
    add,
    ask_more,
    hand_over,
    log,
    open_file,
    redirect,
    take_over,
)

__all__ = [
    "accept",
    "add",
    "arrive",
    "ask_more",
    "bid",
    "call_off",
    "choose",
    "confer",
    "decline",
    "depart",
    "give_back",
    "hand_over",
    "join",
    "lapse",
    "log",
    "notify",
    "open_bidding",
    "open_file",
    "redirect",
    "set_aside",
    "settle",
    "submit",
    "take_over",
    "withdraw",
]
