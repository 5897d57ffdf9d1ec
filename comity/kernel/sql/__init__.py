"""Statements of the database that Django's schema language cannot say."""

from pathlib import Path


def read(name: str) -> str:
    """This will give the text of one statement file."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
