"""The house of web."""
