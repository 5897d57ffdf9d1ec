"""The house of nominations."""
