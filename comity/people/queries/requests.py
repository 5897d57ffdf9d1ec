"""What was asked of the staff, and what waits for an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import Actor
from comity.core.tasks import Task
from comity.kernel.rows import Statement
from comity.people import rules
from comity.people.models import Request

SHOWN = 100
ANSWERS_FOR = timedelta(days=7)
_OPEN = Statement(lambda: Request.objects.filter(answered_at__isnull=True).order_by("at")[:SHOWN])
_OPEN_OF = Statement(
    lambda party: Request.objects.filter(answered_at__isnull=True, party=party).order_by("at")[:SHOWN], str
)


def request(pk: int) -> Request | None:
    """This will find a request that the reader may see."""
    return Request.objects.select_related("person", "answered_by").filter(pk=pk).first()


def requests(*, party: str = "") -> list[Request]:
    """This will list requests that the reader may see, of one party or of all, the open ones first."""
    found = Request.objects.filter(party=party) if party else Request.objects.all()
    return list(found.select_related("person", "answered_by").order_by("-answered_at", "-at")[:SHOWN])


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list requests that wait for an answer: on the staff who may give it, and for the party that asked."""
    if actor.has(*rules.ANSWERING):
        found, kind, on = _OPEN.rows(), "people.answer", ""
    elif actor.party:
        found, kind, on = _OPEN_OF.rows(actor.party), "people.asked", "IS"
    else:
        return []
    return [
        Task(
            kind=kind,
            ref=str(one.pk),
            title=one.text.splitlines()[0][:120],
            since_at=one.at,
            waiting_on=on,
            params={"party": one.party},
        )
        for one in found
    ]
