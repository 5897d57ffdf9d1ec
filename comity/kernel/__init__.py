"""The ground that knows no house: rows with an audience, scopes, the gate, the bus, the register, the outbox, the clock."""
