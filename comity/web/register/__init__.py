"""Pages about the register: who did what, the history of a thing, and where a thing is shown."""
