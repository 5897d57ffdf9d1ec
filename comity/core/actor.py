"""Actors: who does something, for which party and by which authority."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """On which side of the table a party sits on the day of the act."""

    ALLY = "ally"
    PARTNER = "partner"
    STAFF = "staff"
    ORGANISATION = "organisation"
    NONE = "none"


class Role(StrEnum):
    """What a person is appointed to do for a party."""

    HEAD_OF_MISSION = "head_of_mission"
    MISSION_OFFICER = "mission_officer"
    TRAINING_COORDINATOR = "training_coordinator"
    DELEGATE = "delegate"
    DESK_OFFICER = "desk_officer"
    MENU_MANAGER = "menu_manager"
    RESOURCES_OFFICER = "resources_officer"
    COUNCIL_SECRETARY = "council_secretary"
    COURSE_DIRECTOR = "course_director"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for one party with the roles held at that moment, or the system itself.

    `party` is the code of the party acted for (None: nobody), `communities` what may be read, epochs included.
    `deputy_for` names the person for whom the actor deputises, as it is entered in the register.
    """

    name: str
    account_id: int | None = None
    person_id: int | None = None
    party: str | None = None
    side: Side = Side.NONE
    roles: frozenset[Role] = frozenset()
    communities: frozenset[str] = frozenset({"public"})
    locale: str = "en"
    deputy_for: str = ""

    def has(self, *roles: Role) -> bool:
        """This will tell whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def acts_for(self, party: str) -> bool:
        """This will tell whether the actor speaks for that party."""
        return self.party is not None and self.party == party

    @property
    def is_staff(self) -> bool:
        """This will tell whether the actor belongs to the staff of the organisation."""
        return self.side is Side.STAFF

    @property
    def is_ally(self) -> bool:
        """This will tell whether the actor speaks for an Ally."""
        return self.side is Side.ALLY

    @property
    def is_partner(self) -> bool:
        """This will tell whether the actor speaks for a partner."""
        return self.side is Side.PARTNER

    @property
    def is_system(self) -> bool:
        """This will tell whether no person acts: the clock, or what follows from another act."""
        return self.account_id is None and self.side is Side.STAFF and not self.roles

    @property
    def is_signed_in(self) -> bool:
        """This will tell whether a person stands behind the actor."""
        return self.account_id is not None


ANONYMOUS = Actor(name="")
CLOCK = Actor(name="clock", side=Side.STAFF, communities=frozenset())
FLOW = Actor(name="flow", side=Side.STAFF, communities=frozenset())
