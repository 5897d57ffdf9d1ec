"""Pages about refusals."""
