"""Names for activities, and who gets which seat.

Nouns: nomination, group (names that go together), nominee (the personal data), seat, waiting list, offer of a seat.
Verbs: nominate, receive, offer a seat, confirm, decline, withdraw, exchange, attend, erase, grant.
"""
