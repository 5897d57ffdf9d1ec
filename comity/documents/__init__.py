"""The house of documents."""
