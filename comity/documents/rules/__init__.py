"""Papers: levels and markings, who may file, revise, release and attach, and what an uploaded file must be."""

from comity.documents.rules.marking import LEVEL_WORDS, Level, marking
from comity.documents.rules.papers import (
    AttachFacts,
    Kind,
    PaperFacts,
    ReleaseFacts,
    keeps,
    may_attach,
    may_release,
    may_revise,
)
from comity.documents.rules.upload import Found, Sort, inspect

__all__ = [
    "LEVEL_WORDS",
    "AttachFacts",
    "Found",
    "Kind",
    "Level",
    "PaperFacts",
    "ReleaseFacts",
    "Sort",
    "inspect",
    "keeps",
    "marking",
    "may_attach",
    "may_release",
    "may_revise",
]
