"""The outbox: messages are written with what they tell about, and leave after the commit, at least once, keyed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template import loader
from django.utils import translation

from comity.kernel import bulk
from comity.kernel.models import Message
from comity.kernel.register import plain
from comity.kernel.scope import as_system

MOST_ATTEMPTS = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one reader. A second with the same key is not written."""

    key: str
    address: str
    template: str
    context: Mapping[str, object]
    due_at: datetime
    locale: str = "en"
    person_id: int | None = None
    audience: tuple[str, ...] = ("staff",)


def post_all(letters: Iterable[Letter]) -> None:
    """This will write messages to many readers at once. Runs as the system."""
    rows = [
        Message(
            key=letter.key,
            address=letter.address,
            template=letter.template,
            context=plain(letter.context),
            due_at=letter.due_at,
            locale=letter.locale,
            person_id=letter.person_id,
            audience=list(letter.audience),
        )
        for letter in letters
    ]
    bulk.insert_new(rows)


def post(
    *,
    key: str,
    address: str,
    template: str,
    context: Mapping[str, object],
    due_at: datetime,
    locale: str = "en",
    person_id: int | None = None,
    audience: tuple[str, ...] = ("staff",),
) -> None:
    """This will write a message unless one with the same key was written before. Runs as the system."""
    post_all([Letter(key, address, template, context, due_at, locale, person_id, audience)])


def deliver(now: datetime, *, batch: int = 50) -> int:
    """This will send messages that are due and give how many left.

    Each is locked while it is sent, so that several clocks never send one twice at once; a failure is kept on the
    message and tried again later, ever more slowly, and what comes after it leaves all the same.
    """
    sent = 0
    for _ in range(batch):
        with as_system(), transaction.atomic():
            message = (
                Message.objects.select_for_update(skip_locked=True)
                .filter(sent_at__isnull=True, due_at__lte=now, attempts__lt=MOST_ATTEMPTS)
                .order_by("due_at", "pk")
                .first()
            )
            if message is None:
                break
            try:
                _send(message)
            except Exception as error:  # whatever it is, it is kept on the message, logged, and holds up no other
                log.exception("message %s could not leave", message.key)
                message.attempts += 1
                message.last_error = str(error)[:500]
                message.due_at = now + timedelta(minutes=2**message.attempts)
            else:
                message.sent_at = now
                sent += 1
            message.save(update_fields=["attempts", "last_error", "due_at", "sent_at"])
    return sent


def undelivered(now: datetime) -> int:
    """This will count messages that have been given up, for the check command."""
    return Message.objects.filter(sent_at__isnull=True, due_at__lte=now, attempts__gte=MOST_ATTEMPTS).count()


def _send(message: Message) -> None:
    """This will render a message in its reader's language and hand it to the mail backend."""
    with translation.override(message.locale):
        text = loader.render_to_string(f"mail/{message.template}.txt", {**message.context, "site": settings.SITE_URL})
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject=subject.strip(), body=body.strip() + "\n", to=[message.address]).send()
