"""Contact point embassies and missions at work (P§14): who serves where, what is handed over, who comes and goes.

Nouns: bidding (a round), bid of one Ally or several; hand-over file (a succession), log; accreditation. Verbs: open,
bid, join, withdraw, choose, set aside, submit, confer, settle, call off, lapse; add, hand over, ask for more, take
over, redirect, log; notify, accept, decline, arrive, depart. Which embassy serves where is kept with the parties, who
may act for whom with the people.
"""
