"""How a notice becomes mail: who holds the post today, in which language they read, each letter once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from comity.core import audience
from comity.kernel import outbox
from comity.policy.wording import fill

LOCALES = ("en", "fr")


def post(
    template: str,
    key: str,
    now: datetime,
    appointments: Iterable[Any],
    said: Callable[[str], Mapping[str, object]],
) -> None:
    """This will write one letter to each person who holds one of the appointments, in the person's language.

    `said(locale)` gives what the template needs; moments in it are written in Brussels time.
    """
    words = {locale: {name: written(value, locale) for name, value in said(locale).items()} for locale in LOCALES}
    letters = {}
    for appointment in appointments:
        person = appointment.person
        account = getattr(person, "account", None)
        address = account.email if account else person.email
        locale = account.locale if account and account.locale in LOCALES else "en"
        if address:
            letters[person.pk] = outbox.Letter(
                key=f"{template}:{key}:{person.pk}",
                address=address,
                template=template,
                context=words[locale],
                due_at=now,
                locale=locale,
                person_id=person.pk,
                audience=(audience.STAFF, audience.party(appointment.party.code)),
            )
    outbox.post_all(letters.values())


def written(value: object, locale: str) -> object:
    """This will write moments in the reader's language, in Brussels time, and leave the rest."""
    if isinstance(value, datetime):
        return fill("{at:moment}", {"at": value}, locale, lambda _kind, name: name)
    return value
