"""The ground that knows no house.

Rows with an audience, scopes, the gate, the bus, the register, the outbox, the clock.
"""
