"""Missions: who is accredited, and the facts that the rules are shown."""

from __future__ import annotations

from datetime import date, datetime

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.kernel.rows import Row
from comity.parties import queries as parties
from comity.people import queries as people
from comity.presence import rules
from comity.presence.models import Accreditation


def accreditations(*, party: str = "") -> list[Accreditation]:
    """This will list who is or was accredited, as far as the reader may see it, those under way first."""
    found = Accreditation.objects.all()
    if party:
        found = found.filter(party__code=party)
    rows = list(found.order_by("party_id", "-notified_at", "-pk"))
    return sorted(rows, key=lambda one: rules.Posting(one.state) not in rules.UNDER_WAY)


def accreditation(pk: int) -> Accreditation | None:
    """This will find one accreditation."""
    return Accreditation.objects.filter(pk=pk).first()


def accredited_parties() -> set[str]:
    """This will name the parties of which the reader sees an accreditation. One query."""
    return set(Accreditation.objects.values_list("party__code", flat=True).distinct())


def facts_of_notice(
    row: Row,
    actor: Actor,
    now: datetime,
    *,
    email: str = "",
    role: Role | str = "",
    letter: str = "-",
    letter_on: date | None = None,
    **_: object,
) -> rules.NotifyFacts:
    """This will show the rules somebody whom a mission notifies. The row is the party's."""
    code = row.subject.removeprefix("party:")
    same = Accreditation.objects.filter(
        party__code=code, email=email.strip().lower(), role=str(role), state__in=rules.UNDER_WAY
    )
    return rules.NotifyFacts(
        party=code,
        is_partner=parties.standing(code, brussels_day(now)).is_partner,
        letter=letter,
        letter_on=letter_on,
        person_id=_person(email),
        exists=same.exists(),
    )


def facts_of_posting(
    row: Accreditation, actor: Actor, now: datetime, *, reply: str | None = None, reason: str | None = None, **_: object
) -> rules.PostingFacts:
    """This will show the rules an accreditation, with the letter or the reason now given."""
    return rules.PostingFacts(
        party=row.party_id,
        state=rules.Posting(row.state),
        person_id=_person(row.email),
        text=reason if reply is None else reply,
    )


def _person(email: str) -> int | None:
    """This will give the number of whoever signs in with an address. Runs as the system."""
    found = people.person_of_address(email) if email else None
    return found.pk if found else None
