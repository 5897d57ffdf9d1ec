"""Comments: those that both sides see, and those that stay within one side's walls."""

from __future__ import annotations

from comity.core.actor import Side
from comity.programmes.models import Agreement, Comment, Programme, Remark
from comity.programmes.rules.talk import Remark as Purpose


def comments(programme: Programme) -> list[Comment]:
    """This will list the comments that were sent, in order. One query."""
    return list(programme.comments.select_related("paragraph"))


def remarks(programme: Programme) -> list[Remark]:
    """This will list what the reader's own side wrote and did not send. One query."""
    found = programme.remarks.exclude(purpose=Purpose.SENT)
    return list(found.select_related("paragraph"))


def remark(programme: Programme, pk: int) -> Remark | None:
    """This will find one such comment of the reader's own side."""
    return programme.remarks.exclude(purpose=Purpose.SENT).filter(pk=pk).first()


def comment(programme: Programme, pk: int) -> Comment | None:
    """This will find a comment that was sent."""
    return programme.comments.select_related("paragraph").filter(pk=pk).first()


def agreements(programme: Programme) -> dict[Side, Agreement]:
    """This will give, for each side, the agreement given last, be it still valid or not. One query."""
    return {Side(one.side): one for one in agreements_all(programme)}


def agreements_all(programme: Programme) -> list[Agreement]:
    """This will list every agreement that was given, those that lapsed included, in order."""
    return list(programme.agreements.order_by("pk"))
