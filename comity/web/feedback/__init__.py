"""Pages about reports after an activity, and about what is pruned."""
