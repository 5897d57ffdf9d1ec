"""Pages about policy."""
