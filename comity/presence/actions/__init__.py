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

__all__ = [
    "bid",
    "call_off",
    "choose",
    "confer",
    "give_back",
    "join",
    "lapse",
    "open_bidding",
    "set_aside",
    "settle",
    "submit",
    "withdraw",
]
