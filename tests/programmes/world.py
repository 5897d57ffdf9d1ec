"""A partner, the staff and an Ally, and a programme brought to where a test needs it, step by step as people would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from comity.core.actor import FLOW, Actor, Role
from comity.kernel.scope import reading
from comity.menu.models import Activity
from comity.menu.rules import State as MenuState
from comity.parties.models import Party
from comity.people.models import Account
from comity.programmes import actions, queries
from comity.programmes.models import Programme
from tests import factories as make

NOW = make.NOW
REQUIRED = (1, 2, 3, 4, 7, 8, 9)


@dataclass(frozen=True)
class Cast:
    """Who takes part, as accounts that can sign in and as actors that can act."""

    party: Party
    accounts: dict[str, Account]
    aissata: Actor
    tomas: Actor
    jana: Actor
    henrik: Actor
    claire: Actor
    neighbour: Actor


def cast(now: datetime = NOW) -> Cast:
    """The people of the play."""
    party = make.party("XA")
    for code in ("XB", "IS", "FR"):
        make.party(code)
    accounts = {
        "aissata": make.account("XA", Role.MISSION_OFFICER, name="Aïssata Diallo"),
        "tomas": make.account("XA", Role.TRAINING_COORDINATOR, name="Tomas Rell"),
        "jana": make.account("IS", Role.DESK_OFFICER, name="Jana Novák"),
        "henrik": make.account("IS", Role.COUNCIL_SECRETARY, name="Henrik Voss"),
        "claire": make.account("FR", Role.DELEGATE, name="Claire Morel"),
        "neighbour": make.account("XB", Role.MISSION_OFFICER, name="Somebody Next Door"),
    }
    actors = {name: make.actor_of(account, now) for name, account in accounts.items()}
    return Cast(party=party, accounts=accounts, **actors)


def activity(number: int = 455, **fields: Any) -> Activity:
    """An activity on the menu, open to the EAPC/PfP, in spring 2027 unless said otherwise."""
    values: dict[str, Any] = {
        "code": f"PCM-{number:04d}",
        "kind": "course",
        "title_en": f"Ordnance disposal {number}",
        "title_fr": f"Élimination des explosifs {number}",
        "areas": ["interoperability"],
        "open_to": ["eapc-pfp", "allies"],
        "state": MenuState.PUBLISHED,
        "start_on": date(2027, 4, 12),
        "end_on": date(2027, 4, 16),
        "nominate_by": date(2027, 2, 12),
        "seats_total": 20,
        "languages": ["en"],
        "place_city": "Trenčín",
        "offered_at": NOW,
        "published_at": NOW,
        "audience": ["public"],
    }
    return Activity.objects.create(**{**values, **fields})


def begin(people: Cast, actor: Actor | None = None, **fields: Any) -> Programme:
    """A programme that has just begun, by the partner's mission unless said otherwise."""
    who = actor or people.aissata
    years = {"first_year": 2027, "last_year": 2028}
    event = actions.begin(people.party, who, NOW, **{"kind": "IPCP", **years, **fields})
    return row(event.programme)


def row(code: str = "XA/ipcp/2027-28") -> Programme:
    """The programme as it now stands."""
    found = queries.programme_of(code)
    assert found is not None
    return found


def write_all(people: Cast, programme: Programme, actor: Actor | None = None) -> Programme:
    """A paragraph in each required section, and a goal."""
    who = actor or people.aissata
    for section in REQUIRED:
        actions.insert(programme, who, NOW, section=section, text=f"We agree on point {section}, two times a year.")
    actions.add_goal(
        programme, who, NOW, title="Officers trained to common standards", areas=("defence", "interoperability")
    )
    return row(programme.code)


def submitted(people: Cast) -> Programme:
    """A complete draft of the partner, submitted as v1; the staff has the pen."""
    programme = write_all(people, begin(people))
    actions.submit(programme, people.aissata, NOW)
    return row()


def in_review(people: Cast) -> Programme:
    """Taken up by the staff."""
    actions.take_up(submitted(people), people.jana, NOW)
    return row()


def agreed(people: Cast) -> Programme:
    """Agreed by both sides as it was submitted."""
    programme = in_review(people)
    actions.agree(programme, people.jana, NOW, version=1)
    actions.agree(programme, people.aissata, NOW, version=1)
    return row()


def with_council(people: Cast) -> Programme:
    """Before the Council."""
    actions.put_to_council(agreed(people), people.jana, NOW, decision="PO(2026)0188")
    return row()


def in_force(people: Cast) -> Programme:
    """Approved by the Council."""
    actions.approve(with_council(people), FLOW, NOW, decision="PO(2026)0188")
    return row()


def said(programme: Programme, actor: Actor) -> dict[str, str]:
    """The text as somebody sees it, by paragraph."""
    with reading(actor.communities):
        return {one.paragraph.number: one.text for section in queries.text(programme) for one in section.paragraphs}
