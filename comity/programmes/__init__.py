"""The house of programmes."""
