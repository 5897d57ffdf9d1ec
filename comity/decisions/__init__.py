"""The house of decisions."""
