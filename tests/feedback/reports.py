"""Marks for the reports of tests."""

from comity.policy import pack


def marks(respondent: str, mark: int = 4) -> dict[str, int]:
    """One mark for every question of a form."""
    return {question.code: mark for question in pack().form(respondent).questions}
