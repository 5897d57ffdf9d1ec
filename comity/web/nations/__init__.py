"""Pages about nations."""
