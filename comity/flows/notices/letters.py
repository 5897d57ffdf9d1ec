"""How a notice becomes mail: who holds the post today, in which language they read, each letter once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from comity.core import audience
from comity.kernel import outbox
from comity.policy.wording import fill

LOCALES = ("en", "fr")


def party_and_staff(appointment: Any) -> tuple[str, ...]:
    """This will let a letter be read by the party that receives it and by the staff."""
    return (audience.STAFF, audience.party(appointment.party.code))


def post(
    template: str,
    key: str,
    now: datetime,
    appointments: Iterable[Any],
    said: Callable[[str], Mapping[str, object]],
    *,
    readers: Callable[[Any], tuple[str, ...]] = party_and_staff,
) -> None:
    """This will write one letter to each person who holds one of the appointments, in the person's language.

    `key` tells one occasion from another, its prefix included; the person's number is added to it. `said(locale)`
    gives what the template needs, its days and moments are written out. `readers(appointment)` says who may read the
    letter later on.
    """
    found = {appointment.person_id: appointment for appointment in appointments}
    words: dict[str, Mapping[str, object]] = {}
    letters = []
    for appointment in found.values():
        address, locale = _where(appointment.person)
        if not address:
            continue
        if locale not in words:
            words[locale] = in_words(said(locale), locale)
        letters.append(
            outbox.Letter(
                key=f"{key}:{appointment.person_id}",
                address=address,
                template=template,
                context=words[locale],
                due_at=now,
                locale=locale,
                person_id=appointment.person_id,
                audience=readers(appointment),
            )
        )
    outbox.post_all(letters)


def in_words(said: Mapping[str, object], locale: str) -> dict[str, object]:
    """This will write out the days and moments among what a letter says, and leave the rest."""
    return {name: written(value, locale) for name, value in said.items()}


def written(value: object, locale: str) -> object:
    """This will write a day, or a moment in Brussels time, in the reader's language, and nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return fill("{at:moment}", {"at": value}, locale, _unnamed)
    if isinstance(value, date):
        return fill("{on:day}", {"on": value}, locale, _unnamed)
    return value


def _unnamed(_kind: str, name: str) -> str:
    return name


def _where(person: Any) -> tuple[str, str]:
    """This will tell at which address and in which language somebody reads."""
    account = getattr(person, "account", None)
    if account is None:
        return person.email, LOCALES[0]
    return account.email, account.locale if account.locale in LOCALES else LOCALES[0]
