"""First steps: what each role does here on its first day, each with the page where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.core.actor import Actor, Role
from comity.web.people import labels

type Said = Any


@dataclass(frozen=True, slots=True)
class Step:
    """One step and the page where it is taken."""

    text: Said
    page: str


TODAY = Step(_("Read Today: what waits on you, by the moment at which it becomes irreversible."), "today:today")
STEPS: dict[Role, tuple[Step, ...]] = {
    Role.HEAD_OF_MISSION: (
        Step(_("Appoint the people who act for your party, and end appointments in time."), "people:people"),
        TODAY,
        Step(_("See why something was refused, and who can unblock it."), "refusals:refusals"),
    ),
    Role.MISSION_OFFICER: (
        TODAY,
        Step(_("Find activities that are open to you, and see why others are not."), "menu:menu"),
        Step(_("Write your programme and agree its version with the staff."), "programmes:programmes"),
    ),
    Role.TRAINING_COORDINATOR: (
        TODAY,
        Step(_("Nominate people for activities and follow their seats."), "menu:menu"),
        Step(_("See which activities your programme has chosen."), "programmes:programmes"),
    ),
    Role.DELEGATE: (
        Step(_("Read the texts under silence, the first to expire first."), "decisions:decisions"),
        Step(_("Ask a question, ask for more time, or break silence with a letter."), "decisions:decisions"),
        TODAY,
    ),
    Role.DESK_OFFICER: (
        TODAY,
        Step(_("Review programmes that partners have submitted."), "programmes:programmes"),
        Step(_("Answer the requests of partners."), "help:requests"),
    ),
    Role.MENU_MANAGER: (
        Step(_("Screen what providers offer, and publish what is agreed."), "menu:menu"),
        TODAY,
        Step(_("Answer the requests of partners."), "help:requests"),
    ),
    Role.RESOURCES_OFFICER: (
        TODAY,
        Step(_("See what the policy asks for when resources are scarce."), "policy:policy"),
    ),
    Role.COUNCIL_SECRETARY: (
        Step(_("Open silence, record letters, and enter outcomes."), "decisions:decisions"),
        TODAY,
    ),
    Role.COURSE_DIRECTOR: (
        TODAY,
        Step(_("Offer activities and accept those who are nominated."), "menu:menu"),
    ),
    Role.AUDITOR: (
        Step(_("Read the register, and verify its export with the stand-alone program."), "register:register"),
        Step(_("Keep a signed head, so that nobody can rewrite what lies before it."), "register:checkpoints"),
        Step(_("Read what was refused, and on which ground."), "refusals:refusals"),
    ),
    Role.ADMINISTRATOR: (
        Step(_("Appoint the heads of missions and delegations."), "people:people"),
        Step(_("See what each role may do."), "people:roles"),
    ),
}


def steps_of(actor: Actor) -> list[dict[str, Any]]:
    """This will give the first steps of every role, the reader's own roles first."""
    roles = sorted(STEPS, key=lambda role: role not in actor.roles)
    return [
        {
            "role": labels.role(role),
            "own": role in actor.roles,
            "steps": [{"text": step.text, "url": reverse(step.page)} for step in STEPS[role]],
        }
        for role in roles
    ]
