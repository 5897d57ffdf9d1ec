"""Settings, addresses and the wiring of flows to the bus."""
