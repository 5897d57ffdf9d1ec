"""Loading of public facts, and of parties made up for demonstrations: safe to run again, never doubling anything.

Loaders write as the system and outside the gate: what they bring are facts, not acts. What the organisation has decided
or named itself is left alone.
"""

from comity.parties.loading.reference import load_reference
from comity.parties.loading.writing import (
    put_embassy,
    put_mission,
    put_party,
    put_provider,
    put_standing,
    put_suspension,
)

__all__ = [
    "load_reference",
    "put_embassy",
    "put_mission",
    "put_party",
    "put_provider",
    "put_standing",
    "put_suspension",
]
