"""Seats in sentences: where somebody stands, who is next, and why they were passed over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comity.core.calendar import brussels_day
from comity.nominations.rules import Claim, Passed, State
from comity.web import typography


def place(row: Any, now: datetime) -> list[str]:
    """This will say in whole sentences how a nomination stands: where in the list, who is next, what happened."""
    match State(row.state):
        case State.SUBMITTED:
            return [
                _("The host has not received the name yet. Its place counts from the day on which it was put forward.")
            ]
        case State.SEAT_OFFERED:
            return [_("A seat is kept until %(moment)s.") % {"moment": _moment(row.expires_at)}, *_used(row)]
        case State.CONFIRMED:
            return [_("The seat is taken since %(day)s.") % {"day": _day(row.confirmed_at)}, *_used(row)]
        case State.WAITING:
            return _waiting(row)
        case State.EXPIRED if row.expires_at:
            return [_("The offer ran out on %(moment)s.") % {"moment": _moment(row.expires_at)}]
        case State.EXPIRED:
            return [_("The activity took place; no seat had come free.")]
        case State.DECLINED:
            return [_("The host declined: %(reason)s") % {"reason": row.reason}]
        case State.CANCELLED:
            return [_("The activity does not take place: %(reason)s") % {"reason": row.reason}]
        case State.WITHDRAWN:
            return [_("Withdrawn on %(day)s.") % {"day": _day(row.ended_at)}]
        case _:
            return []


def _waiting(row: Any) -> list[str]:
    if row.position is None and row.granted:
        return [_("A round of allocation has given it a seat; it is offered as soon as one is free.")]
    if row.position is None:
        return [_("The list is being put in order.")]
    said = [_("Position %(position)s.") % {"position": typography.number(row.position, _locale())}]
    if row.why == Passed.GROUP_INCOMPLETE:
        said.append(_("The host has not received all of your group yet; it is offered seats together."))
    else:
        said.append(_next(row))
        said += _why(row)
    if row.passed_at:
        said.append(_passed(row))
    return said


def _next(row: Any) -> str:
    """This will say who gets the next seat that becomes free."""
    if row.next_position is None:
        if row.size > 1:
            return _("No seat is free, and one alone is not enough for anybody in the list.")
        return _("The next free seat is kept for others.")
    if row.next_position == row.position:
        return _("The next free seat goes to you.") if row.size == 1 else _("The next free seat completes your group.")
    if row.next_position > row.position:
        return _("The next free seat goes to somebody behind you, because your group needs more than one.")
    if row.next_size and row.next_size > 1:
        return _("The next free seat goes to a group before you.")
    match Claim(row.next_claim):
        case Claim.GUARANTEED:
            return _("The next free seat goes to a nation before you to which it is guaranteed.")
        case Claim.RESERVED:
            return _("The next free seat goes to somebody before you for whom it is reserved.")
        case _:
            return _("The next free seat goes to somebody before you who came earlier.")


def _why(row: Any) -> list[str]:
    match row.why:
        case Passed.SEATS_KEPT_FOR_OTHERS:
            return [_("Seats are free, but kept for others.")]
        case Passed.GROUP_TOO_LARGE:
            return [
                ngettext(
                    "Fewer seats are free than your group needs: it is %(num)s person.",
                    "Fewer seats are free than your group needs: it is %(num)s people.",
                    row.size,
                )
                % {"num": row.size}
            ]
        case _:
            return []


def _passed(row: Any) -> str:
    """This will say when somebody behind got a seat, and why."""
    values = {"day": _day(row.passed_at), "size": row.passed_size}
    if row.passed_why == Passed.GROUP_TOO_LARGE:
        return _("You were passed over on %(day)s because your group needs %(size)s.") % values
    if row.passed_why == Passed.SEATS_KEPT_FOR_OTHERS:
        return _("You were passed over on %(day)s because the seat was kept for somebody else.") % values
    return _("You were passed over on %(day)s.") % values


def _used(row: Any) -> list[str]:
    return [_("It is one of the seats kept for your nation or framework.")] if row.share else []


def _locale() -> str:
    return get_language() or "en"


def _day(at: datetime) -> str:
    return typography.long_day(brussels_day(at), _locale())


def _moment(at: datetime) -> str:
    words = {"day": _day(at), "hour": typography.hour(at, _locale())}
    return _("%(day)s at %(hour)s (Brussels time)") % words
