"""Pages about nominations."""
