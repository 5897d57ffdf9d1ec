"""A person as a party puts them forward."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from comity.menu.rules import Clearance, Person
from comity.nominations.models.sealing import fingerprint

# What is sealed: it says who a person is, and no decision is taken on it.
SEALED = (
    "family_name",
    "given_names",
    "born_on",
    "email",
    "phone",
    "position",
    "passport_number",
    "passport_until",
    "needs",
)


@dataclass(frozen=True, slots=True)
class PersonInput:
    """Who is put forward: what a person is, which is sealed, and what they bring, on which rules decide."""

    family_name: str
    given_names: str
    born_on: date | None = None
    email: str = ""
    phone: str = ""
    position: str = ""
    passport_number: str = ""
    passport_until: date | None = None
    needs: str = ""
    rank: str = ""
    language_profile: str = ""
    clearance: Clearance = Clearance.NONE
    courses: frozenset[str] = frozenset()

    @property
    def brings(self) -> Person:
        """This will give what rules decide on."""
        return Person(self.rank, self.language_profile, self.clearance, self.courses)

    def sealable(self) -> dict[str, str]:
        """This will give what is sealed, as words; what was left empty is left out."""
        values = {field.name: getattr(self, field.name) for field in fields(self) if field.name in SEALED}
        words = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        return {name: value.strip() for name, value in words.items() if value}

    def fingerprint(self, party: str) -> str:
        """This will give the number by which the party's same person is known again (W-46)."""
        return fingerprint(party, self.family_name, self.given_names, self.born_on)
