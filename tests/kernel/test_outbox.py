"""The outbox: written once by key, sent at least once, kept and tried again when the way is blocked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from comity.kernel import outbox
from comity.kernel.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def post(key: str = "k", **more: Any) -> None:
    fields: dict[str, Any] = {
        "address": "a@example.test",
        "template": "people/answered",
        "context": {"number": 7, "locale": "en"},
        "due_at": NOW,
    }
    outbox.post(key=key, **{**fields, **more})


def test_a_message_with_a_known_key_is_written_once() -> None:
    post()
    post(address="b@example.test")
    assert Message.objects.get().address == "a@example.test"


def test_what_is_due_leaves_once_in_its_language() -> None:
    post("en")
    post("fr", locale="fr", context={"number": 7, "locale": "fr"})
    post("later", due_at=NOW + timedelta(hours=1))
    assert outbox.deliver(NOW) == 2
    assert outbox.deliver(NOW) == 0
    assert [letter.subject for letter in mail.outbox] == [
        "Your request is answered",
        "Votre demande a reçu une réponse",
    ]
    assert "/fr/help/requests/7/" in str(mail.outbox[1].body)
    assert outbox.deliver(NOW + timedelta(hours=1)) == 1


def test_a_blocked_way_is_tried_again_ever_more_slowly_and_at_last_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: EmailMessage, *args: object, **kwargs: object) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(EmailMessage, "send", fail)
    post()
    now, waits = NOW, []
    for _ in range(outbox.MOST_ATTEMPTS):
        assert outbox.deliver(now) == 0
        message = Message.objects.get()
        assert message.sent_at is None
        assert "no mail server" in message.last_error
        waits.append(message.due_at - now)
        now = message.due_at
    assert waits == sorted(waits)
    assert len(set(waits)) == len(waits)
    monkeypatch.undo()
    assert outbox.deliver(now) == 0, "given up"
    assert outbox.undelivered(now) == 1


def test_one_bad_message_does_not_hold_up_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    send = EmailMessage.send

    def fail(self: EmailMessage, *args: Any, **kwargs: Any) -> int:
        if "bad" in self.to[0]:
            raise OSError("refused")
        return send(self, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", fail)
    post("bad", address="bad@example.test")
    post("good")
    assert outbox.deliver(NOW) == 1
    assert [letter.to for letter in mail.outbox] == [["a@example.test"]]


def test_a_letter_that_cannot_be_written_holds_up_no_other() -> None:
    post("broken", template="people/there-is-no-such-letter", due_at=NOW - timedelta(hours=1))
    post("whole")
    assert outbox.deliver(NOW) == 1
    assert [letter.subject for letter in mail.outbox] == ["Your request is answered"]
    broken = Message.objects.get(key="broken")
    assert (broken.sent_at, broken.attempts) == (None, 1)
    assert "there-is-no-such-letter" in broken.last_error
