"""The house of menu."""
