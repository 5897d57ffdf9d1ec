"""Pages about today."""
