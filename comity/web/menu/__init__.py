"""Pages about menu."""
