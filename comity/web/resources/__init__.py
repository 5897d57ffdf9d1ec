"""Pages about resources: settings of a cycle, scores, rounds and results."""
