"""What may be done about persons: appoint, end, deputise, hand over; and each about oneself: settings and hats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from comity.core import audience
from comity.core.actor import Actor, Role
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.people import queries, rules
from comity.people.events import (
    AppointmentEnded,
    DeputyNamed,
    FactorsChanged,
    HatChanged,
    HelpAsked,
    KeyEnded,
    KeyMade,
    PersonAppointed,
    PostHandedOver,
    RequestAnswered,
    SettingsChosen,
)
from comity.people.models import Account, Appointment, HandOver, Key, Person, Request


def _filed(party: Row, event: PersonAppointed) -> tuple[str, Iterable[str]]:
    """This will keep the entry for the staff and the party itself: who acts for whom is not for all who see a party."""
    return party.subject, sorted({audience.STAFF, audience.party(event.party)})


@dataclass(frozen=True, slots=True)
class Shown:
    """How a party knows somebody."""

    name: str
    email: str


# Nobody reads the table of keys but the door. No community bears this name.
NOBODY = "keys"


def _of_person(key: Key, event: KeyEnded) -> tuple[str, Iterable[str]]:
    """This will enter what becomes of a key with its owner, for those who see them."""
    owner = Person.objects.get(pk=event.person_id)
    return owner.subject, owner.audience


@action(
    may=rules.may_appoint,
    facts=queries.appoint_facts,
    filed=_filed,
    constraints={
        "people_appointment_once": "people.already_appointed",
        "people_account_email": "people.address_taken",
        "people_account_email_key": "people.address_taken",
    },
)
def appoint(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    role: Role,
    since_on: date,
    email: str,
    name: str = "",
    until_on: date | None = None,
    title_en: str = "",
    title_fr: str = "",
    provider: str = "",
    locale: str = "en",
    is_fictional: bool = False,
) -> PersonAppointed:
    """This will let somebody act for a party in a role; a person not yet known gets an account (W-6, W-4).

    Whom the actor may not see is called as the actor calls them: typing an address tells nobody whose it is.

    `party` is a row of the house of parties. The account starts without a password; its owner sets one by mail.
    """
    code = party.subject.removeprefix("party:")
    person = queries.person_of_address(email)
    readers = sorted({audience.STAFF, audience.party(code)})
    shown = Shown(name.strip() or email.strip().lower(), email.strip().lower())
    if person is None:
        person = Person.objects.create(
            name=name.strip(), email=email.strip().lower(), is_fictional=is_fictional, audience=readers
        )
        account = Account(person=person, email=email.strip().lower(), locale=locale)
        account.set_unusable_password()
        account.save()
    elif actor.is_system or actor.communities & set(person.audience):
        shown = Shown(person.name, person.email)
        person.audience = sorted({*person.audience, *readers})
        person.save(update_fields=["audience"])
    appointment = Appointment.objects.create(
        person=person,
        party_id=party.pk,
        name=shown.name,
        email=shown.email,
        role=role.value,
        title_en=title_en,
        title_fr=title_fr,
        provider=provider,
        since_on=since_on,
        until_on=until_on,
        audience=readers,
    )
    _end_sessions(person.pk)
    return PersonAppointed(appointment.pk, person.pk, code, role.value, since_on, until_on)


@action(may=rules.may_end, facts=queries.end_facts)
def end(appointment: Appointment, actor: Actor, now: datetime, *, ends_on: date) -> AppointmentEnded:
    """This will end an appointment, and those of its deputies, on a day; the person's sessions end at once (W-6)."""
    code = _end(appointment, ends_on)
    return AppointmentEnded(appointment.pk, appointment.person_id, code, appointment.role, ends_on)


@action(
    may=rules.may_deputise,
    facts=queries.deputise_facts,
    constraints={"people_appointment_once": "people.already_appointed"},
)
def deputise(
    appointment: Appointment, actor: Actor, now: datetime, *, person_id: int, since_on: date, until_on: date | None
) -> DeputyNamed:
    """This will let a colleague act in somebody's place for a time; every act names both (W-5)."""
    last = until_on or since_on
    shown = _shown(person_id, appointment.party_id)
    deputy = Appointment.objects.create(
        person_id=person_id,
        name=shown.name,
        email=shown.email,
        party_id=appointment.party_id,
        role=appointment.role,
        title_en=appointment.title_en,
        title_fr=appointment.title_fr,
        provider=appointment.provider,
        since_on=since_on,
        until_on=last,
        deputy_for=appointment,
        audience=appointment.audience,
    )
    _end_sessions(person_id)
    return DeputyNamed(
        appointment.pk,
        deputy.pk,
        appointment.person_id,
        person_id,
        queries.code_of(appointment),
        appointment.role,
        since_on,
        last,
    )


@action(
    may=rules.may_hand_over,
    facts=queries.hand_over_facts,
    constraints={"people_appointment_once": "people.already_appointed"},
)
def hand_over(
    appointment: Appointment,
    actor: Actor,
    now: datetime,
    *,
    person_id: int,
    on: date,
    notes: str = "",
    tasks: Sequence[Mapping[str, object]] = (),
) -> PostHandedOver:
    """This will pass a post to its successor on a day: the appointment ends, the next begins, notes stay with it.

    What waits on a party waits on whoever holds the role, so open tasks move by themselves; `tasks` lists them.
    """
    running = queries.held_role(person_id, appointment.party_id, appointment.role, on)
    code = _end(appointment, on)
    shown = _shown(person_id, appointment.party_id)
    successor = running or Appointment.objects.create(
        person_id=person_id,
        name=shown.name,
        email=shown.email,
        party_id=appointment.party_id,
        role=appointment.role,
        title_en=appointment.title_en,
        title_fr=appointment.title_fr,
        provider=appointment.provider,
        since_on=on,
        audience=appointment.audience,
    )
    HandOver.objects.create(
        appointment=appointment,
        successor=successor,
        at=now,
        notes=notes.strip(),
        tasks=list(tasks),
        audience=[audience.party(code)],
    )
    _end_sessions(person_id)
    return PostHandedOver(
        appointment.pk, successor.pk, appointment.person_id, person_id, code, appointment.role, on, len(tasks)
    )


@action(may=rules.may_choose, facts=queries.own_facts)
def choose(
    person: Person,
    actor: Actor,
    now: datetime,
    *,
    locale: str,
    time_zone: str,
    density: str,
    single_keys: bool,
    digest_mail: bool,
    weekly_mail: bool = False,
) -> SettingsChosen:
    """This will keep how the system shows itself to somebody."""
    account = Account.objects.select_for_update().get(person_id=person.pk)
    wanted = {
        "locale": locale,
        "time_zone": time_zone,
        "density": density,
        "single_keys": single_keys,
        "digest_mail": digest_mail,
        "weekly_mail": weekly_mail,
    }
    changed = tuple(name for name, value in wanted.items() if getattr(account, name) != value)
    for name in changed:
        setattr(account, name, wanted[name])
    account.save(update_fields=list(changed))
    return SettingsChosen(person.pk, changed)


@action(may=rules.may_change_hat, facts=queries.own_facts)
def change_hat(person: Person, actor: Actor, now: datetime, *, party: str) -> HatChanged:
    """This will let somebody act for another of their parties (W-6)."""
    account = Account.objects.select_for_update().get(person_id=person.pk)
    before, account.acting_for = account.acting_for, party
    account.save(update_fields=["acting_for"])
    show_to(person.pk, party)
    return HatChanged(person.pk, before, party)


@action(may=rules.may_choose, facts=queries.own_facts)
def change_factors(person: Person, actor: Actor, now: datetime) -> FactorsChanged:
    """This will end every session of somebody who has added or removed a second factor."""
    _end_sessions(person.pk)
    return FactorsChanged(person.pk)


@action(may=rules.may_choose, facts=queries.own_facts)
def ask(person: Person, actor: Actor, now: datetime, *, text: str, about: str = "", refusal: str = "") -> HelpAsked:
    """This will put a request before the staff, who find it on Today (ux 6: the next step after a refusal)."""
    made = Request.objects.create(
        person=person,
        party=actor.party or "",
        at=now,
        about=about,
        refusal=refusal,
        text=text.strip(),
        audience=sorted({audience.STAFF} | ({audience.party(actor.party)} if actor.party else set())),
    )
    return HelpAsked(made.pk, person.pk, made.party, about, refusal)


@action(may=rules.may_answer, facts=queries.request_facts)
def answer(request: Request, actor: Actor, now: datetime, *, text: str) -> RequestAnswered:
    """This will answer a request; whoever asked is told."""
    request.answered_at, request.answered_by_id, request.answer = now, actor.person_id, text.strip()
    request.save(update_fields=["answered_at", "answered_by", "answer"])
    return RequestAnswered(request.pk, request.person_id, actor.person_id)


@action(may=rules.may_make_key, facts=queries.making_facts)
def make_key(person: Person, actor: Actor, now: datetime, *, name: str, digest: str, begins: str) -> KeyMade:
    """This will keep a key with which a program may act as somebody. Of the secret only the hash comes here."""
    made = Key.objects.create(
        person=person, name=name.strip(), digest=digest, begins=begins, made_at=now, audience=[NOBODY]
    )
    return KeyMade(made.pk, person.pk)


@action(may=rules.may_choose, facts=queries.key_facts, filed=_of_person)
def end_key(key: Key, actor: Actor, now: datetime) -> KeyEnded:
    """This will end a key at once; one that has ended stays as it is."""
    if key.ended_at is None:
        key.ended_at = now
        key.save(update_fields=["ended_at"])
    return KeyEnded(key.pk, key.person_id)


def note_use(key_id: int, now: datetime) -> None:
    """This will remember when a key was last used. Runs as the system. Like a visit it is nobody's act."""
    Key.objects.filter(pk=key_id).update(used_at=now)


def note_visit(account_id: int, now: datetime, *, is_new: bool) -> None:
    """This will remember when somebody was here, and at a new visit when they were here before. Runs at the door.

    It decides nothing and is nobody's act, so no gate stands before it and no entry follows.
    """
    moments = {"seen_at": F("visited_at"), "visited_at": now} if is_new else {"visited_at": now}
    Account.objects.filter(pk=account_id).update(**moments)


def show_to(person_id: int, party: str) -> None:
    """This will let a party see by their own name who acts for it, once they do. Runs as the system.

    Like a visit it is nobody's act.
    """
    code = audience.party(party)
    person = Person.objects.select_for_update().exclude(audience__contains=[code]).filter(pk=person_id).first()
    if person is not None:
        person.audience = sorted({*person.audience, code})
        person.save(update_fields=["audience"])
        held = Appointment.objects.filter(person_id=person_id, party__code=party)
        held.update(name=person.name, email=person.email)


def note_digest(account_id: int, day: date) -> bool:
    """This will note that the daily mail of a day was seen to, and tell whether it was not before. Runs as the system.

    Like a visit it is nobody's act.
    """
    fresh = Account.objects.filter(Q(digest_on__isnull=True) | Q(digest_on__lt=day), pk=account_id)
    return bool(fresh.update(digest_on=day))


def note_weekly(account_id: int, monday: date) -> bool:
    """This will note that the weekly mail of a week was seen to, and tell whether it was not before.

    Runs as the system. Like a visit it is nobody's act.
    """
    fresh = Account.objects.filter(Q(weekly_on__isnull=True) | Q(weekly_on__lt=monday), pk=account_id)
    return bool(fresh.update(weekly_on=monday))


def _end(appointment: Appointment, on: date) -> str:
    """This will end an appointment and what its deputies hold through it, and give the party's code."""
    for one in [appointment, *appointment.deputies.all()]:
        if one.until_on is None or one.until_on > on:
            one.until_on = max(on, one.since_on)
            one.save(update_fields=["until_on"])
            _end_sessions(one.person_id)
    return queries.code_of(appointment)


def _shown(person_id: int, party_id: int) -> Shown:
    """This will give how a party knows somebody who acts for it."""
    held = Appointment.objects.filter(person_id=person_id, party_id=party_id).order_by("-pk")[0]
    return Shown(held.name, held.email)


def _end_sessions(person_id: int) -> None:
    """This will make every session of a person worthless: its stamp no longer fits the account."""
    Account.objects.filter(person_id=person_id).update(session_epoch=F("session_epoch") + 1)
