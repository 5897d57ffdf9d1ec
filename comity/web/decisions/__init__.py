"""Pages about decisions."""
