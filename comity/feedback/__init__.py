"""The house of feedback."""
