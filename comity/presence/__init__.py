"""Contact point embassies and missions at work (P§14): who serves where, what is handed over, who comes and goes.

Nouns: bidding (a round), bid of one Ally or several; hand-over file (a succession), log. Verbs: open, bid, join,
withdraw, choose, set aside, submit, confer, settle, call off, lapse; add, hand over, ask for more, take over, redirect;
log. Which embassy serves where from when to when is kept with the parties.
"""
