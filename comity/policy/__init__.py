"""The policy as data: what it says, in our own words, and what holds where it is silent.

A *pack* is one version of the policy: its paragraphs summarised, objectives and priority areas, frameworks, tools and
to whom they are open, considerations, bodies and formats, types of programme, and the *working rules* W-n, each with
an owner and a date, for everything that the policy leaves open. Beside it stands the catalogue of *refusals*: for every
code that a rule may answer, what did not happen, on which ground, who can unblock it and the way on. Nothing here knows
a database.
"""

from comity.policy.comparison import diff
from comity.policy.edition import Pack, UnknownError
from comity.policy.explanation import Explanation, Ground, GroundKind, Way, explain, facts_named, ground
from comity.policy.loader import pack, refusal, refusals, step_kinds, versions
from comity.policy.model import Clause, Refusal, Rule
from comity.policy.official import parse_official
from comity.policy.reading import PolicyError
from comity.policy.text import Text, ordinal
from comity.policy.trace import trace
from comity.policy.wording import Names, WordingError, money

__all__ = [
    "Clause",
    "Explanation",
    "Ground",
    "GroundKind",
    "Names",
    "Pack",
    "PolicyError",
    "Refusal",
    "Rule",
    "Text",
    "UnknownError",
    "Way",
    "WordingError",
    "diff",
    "explain",
    "facts_named",
    "ground",
    "money",
    "number",
    "ordinal",
    "pack",
    "paragraph",
    "parse_official",
    "refusal",
    "refusals",
    "rule",
    "step_kinds",
    "trace",
    "versions",
]


def paragraph(ref: str) -> Clause:
    """This will find a paragraph of the current policy, or a part of one, as P§13 or P§7c(v)."""
    return pack().clause(ref)


def rule(number: str) -> Rule:
    """This will find a working rule of the current policy, as W-12."""
    return pack().rule(number)


def number(key: str) -> int:
    """This will give a number that a working rule fixes, as "nominations.deadline_weeks"."""
    return pack().number(key)
