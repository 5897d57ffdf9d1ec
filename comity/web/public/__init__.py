"""Pages about public."""
