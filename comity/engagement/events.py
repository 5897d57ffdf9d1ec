"""What has happened in dialogues and in cooperation with organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DialogueProposed:
    """Somebody proposes to engage with a nation outside every framework; the Council is to decide."""

    dialogue_id: int
    party: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DialogueBegun:
    """The Council has decided that a dialogue may begin."""

    dialogue_id: int
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class DialogueDeclined:
    """The Council's item on a dialogue ended without a decision for it."""

    dialogue_id: int
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class ContactLogged:
    """A contact with a nation outside the frameworks took place."""

    dialogue_id: int
    contact_id: int
    party: str
    held_on: date
    area: str


@dataclass(frozen=True, slots=True)
class PathNoted:
    """It was written down to which framework or programme a dialogue may lead."""

    dialogue_id: int
    party: str
    towards: str


@dataclass(frozen=True, slots=True)
class DialogueClosed:
    """A dialogue has ended, and with what."""

    dialogue_id: int
    party: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class CooperationSetUp:
    """A record of the cooperation with an organisation was opened."""

    cooperation_id: int
    organisation: str


@dataclass(frozen=True, slots=True)
class TalksRecorded:
    """Staff talks with an organisation took place."""

    cooperation_id: int
    talks_id: int
    organisation: str
    held_on: date
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JointActivityPlanned:
    """Something is to be done together with an organisation."""

    cooperation_id: int
    joint_id: int
    organisation: str
    objective: str
    start_on: date


@dataclass(frozen=True, slots=True)
class AgreementSigned:
    """An agreement with an organisation was entered."""

    cooperation_id: int
    agreement_id: int
    organisation: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class AgreementEnded:
    """An agreement with an organisation holds no longer from a day on."""

    cooperation_id: int
    agreement_id: int
    organisation: str
    ends_on: date
    reason: str
