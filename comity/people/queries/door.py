"""Who stands at the door: the account, the hats it may put on, and the people of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from comity.core import audience
from comity.core.actor import Actor, Role, Side
from comity.core.calendar import brussels_day
from comity.people.models import Account, Appointment, Person
from comity.people.queries.appointments import running

# One question at the door of every request: who is this, for whom may they act, and what do those parties belong to.
# A party that knows the person comes first: nobody puts on a new hat, and is known by it, without choosing to.
_WHO = """
SELECT a.id, a.password, a.email, a.locale, a.time_zone, a.density, a.single_keys, a.digest_mail, a.weekly_mail,
       a.visited_at, a.seen_at, a.acting_for, a.session_epoch,
       EXISTS (SELECT 1 FROM mfa_authenticator m WHERE m.user_id = a.id),
       p.id, p.name, p.email,
       coalesce((SELECT json_agg(json_build_object('party', y.code, 'kind', y.kind, 'role', t.role,
            'title_en', t.title_en, 'title_fr', t.title_fr, 'provider', t.provider,
            'name_en', coalesce(nullif(y.given_name_en, ''), y.name_en),
            'name_fr', coalesce(nullif(y.given_name_fr, ''), y.name_fr),
            'deputy_for', (SELECT o.name FROM people_appointment o WHERE o.id = t.deputy_for_id),
            'suspended', EXISTS (SELECT 1 FROM parties_suspension u WHERE u.party_id = y.id AND u.since_on <= %(day)s
                                 AND (u.until_on IS NULL OR u.until_on > %(day)s)),
            'standings', (SELECT json_agg(json_build_array(s.community, s.epoch, (SELECT max(e.epoch)
                          FROM parties_standing e WHERE e.community = s.community AND e.since_on <= %(day)s)))
                          FROM parties_standing s WHERE s.party_id = y.id AND s.since_on <= %(day)s
                          AND (s.until_on IS NULL OR s.until_on > %(day)s)))
            ORDER BY p.audience @> ARRAY['party:' || y.code] DESC, y.code, t.role)
        FROM people_appointment t JOIN parties_party y ON y.id = t.party_id
        WHERE t.person_id = p.id AND t.since_on <= %(day)s AND (t.until_on IS NULL OR t.until_on > %(day)s)), '[]'),
       coalesce((SELECT json_agg(json_build_array(e.community, e.epoch)) FROM
            (SELECT community, max(epoch) AS epoch FROM parties_standing WHERE since_on <= %(day)s
             GROUP BY community) e), '[]')
FROM people_account a JOIN people_person p ON p.id = a.person_id
WHERE a.id = %(account)s AND a.is_active
"""


@dataclass(frozen=True, slots=True)
class Hat:
    """One party for which a person may act today, with the roles held there."""

    party: str
    name_en: str
    name_fr: str
    title_en: str
    title_fr: str
    actor: Actor
    provider: str = ""

    def name_in(self, locale: str) -> str:
        """This will name the party in a language."""
        return self.name_fr if locale == "fr" else self.name_en

    def title_in(self, locale: str) -> str:
        """This will give the appointment's title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who stands at the door: the account, and every hat they may put on today."""

    account: Account
    hats: tuple[Hat, ...]
    has_factor: bool = False

    @property
    def hat(self) -> Hat | None:
        """This will give the hat last worn, if it may still be, or else the first."""
        worn = (hat for hat in self.hats if hat.party == self.account.acting_for)
        return next(worn, self.hats[0] if self.hats else None)

    @property
    def actor(self) -> Actor:
        """This will give the actor under the hat that is worn; without one, a person who may act for nobody."""
        if self.hat:
            return self.hat.actor
        person = self.account.person
        return Actor(
            name=person.name,
            account_id=self.account.pk,
            person_id=person.pk,
            communities=frozenset({audience.PUBLIC}),
            locale=self.account.locale,
        )


def visitor(account_id: int, now: datetime) -> Visitor | None:
    """This will tell who an account is and for whom it may act today. Runs at the door, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_WHO, {"account": account_id, "day": brussels_day(now)})
        row = cursor.fetchone()
    if row is None:
        return None
    (pk, password, email, locale, zone, density, keys, digest, weekly, visited, seen, acting_for, *rest) = row[:-2]
    epoch, factor, *person = rest
    found, newest = row[-2:]
    account = Account(
        pk=pk,
        password=password,
        email=email,
        locale=locale,
        time_zone=zone,
        density=density,
        single_keys=keys,
        digest_mail=digest,
        weekly_mail=weekly,
        visited_at=visited,
        seen_at=seen,
        acting_for=acting_for,
        session_epoch=epoch,
        person=Person(pk=person[0], name=person[1], email=person[2]),
    )
    account._state.adding = False  # noqa: SLF001 - it was read from the database, only by hand
    by_party: dict[str, list[dict[str, object]]] = {}
    for appointment in found:
        by_party.setdefault(appointment["party"], []).append(appointment)
    epochs = {community: int(epoch) for community, epoch in newest}
    return Visitor(account, tuple(_hat(account, held, epochs) for held in by_party.values()), factor)


def _hat(account: Account, held: list[dict[str, object]], epochs: dict[str, int]) -> Hat:
    """This will gather the roles that one person holds for one party into an actor."""
    first = held[0]
    code = str(first["party"])
    standings = [] if first["suspended"] else (first["standings"] or [])
    belongs = {str(community) for community, _, _ in standings}  # type: ignore[attr-defined]
    roles = frozenset(Role(str(appointment["role"])) for appointment in held)
    side = _side(str(first["kind"]), belongs)
    communities = {audience.PUBLIC, audience.SIGNED_IN, audience.party(code), audience.person(account.person_id)}
    for community, joined, newest in standings:  # type: ignore[attr-defined]
        communities |= audience.held_epochs(community, joined=joined, current=newest)
    if side is Side.STAFF:
        communities.add(audience.STAFF)
        for community, newest in epochs.items():
            communities |= audience.held_epochs(community, joined=1, current=newest)
    actor = Actor(
        name=account.person.name,
        account_id=account.pk,
        person_id=account.person_id,
        party=code,
        side=side,
        roles=roles,
        communities=frozenset(communities),
        locale=account.locale,
        deputy_for=next((str(a["deputy_for"]) for a in held if a["deputy_for"]), ""),
    )
    return Hat(
        party=code,
        name_en=str(first["name_en"]),
        name_fr=str(first["name_fr"]),
        title_en=str(first["title_en"]),
        title_fr=str(first["title_fr"]),
        provider=next((str(a["provider"]) for a in held if a["provider"]), ""),
        actor=actor,
    )


def _side(kind: str, belongs: set[str]) -> Side:
    """This will tell on which side of the table a party sits today."""
    if kind == "staff":
        return Side.STAFF
    if audience.ALLIES in belongs:
        return Side.ALLY
    if audience.PARTNERS in belongs:
        return Side.PARTNER
    return Side.ORGANISATION if kind == "organisation" else Side.NONE


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person on the page of demo accounts."""

    name: str
    account: Account
    title_en: str
    title_fr: str
    party_en: str
    party_fr: str

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en

    def party_in(self, locale: str) -> str:
        """This will name the party in a language."""
        return self.party_fr if locale == "fr" else self.party_en


def demo_accounts(now: datetime) -> list[DemoPerson]:
    """This will list the invented people of the demonstration in their order. Runs at the door."""
    found = (
        Appointment.objects.filter(running(brussels_day(now)), person__account__demo_order__isnull=False)
        .select_related("person__account", "party")
        .order_by("person__account__demo_order", "pk")
    )
    first: dict[int, DemoPerson] = {}
    for held in found:
        account = held.person.account
        first.setdefault(
            account.pk,
            DemoPerson(
                name=held.person.name,
                account=account,
                title_en=held.title_en,
                title_fr=held.title_fr,
                party_en=held.party.name_in("en"),
                party_fr=held.party.name_in("fr"),
            ),
        )
    return list(first.values())
