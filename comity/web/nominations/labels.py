"""Words for people: states, verbs and tasks of nominations, and what is known of a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.core.tasks import Task
from comity.menu.rules import Clearance
from comity.nominations.rules import Claim, State
from comity.web.addresses import reverse
from comity.web.today.tasks import TaskLabel

STATES = {
    State.SUBMITTED: (_("With the host"), "info"),
    State.WAITING: (_("Waiting for a seat"), "warning"),
    State.SEAT_OFFERED: (_("Seat offered"), "accent"),
    State.CONFIRMED: (pgettext_lazy("seat", "Confirmed"), "success"),
    State.ATTENDED: (pgettext_lazy("nominee", "Attended"), "success"),
    State.NO_SHOW: (pgettext_lazy("nominee", "Did not come"), "neutral"),
    State.DECLINED: (pgettext_lazy("nomination", "Declined"), "neutral"),
    State.WITHDRAWN: (pgettext_lazy("nomination", "Withdrawn"), "neutral"),
    State.EXPIRED: (pgettext_lazy("nomination", "Ran out"), "neutral"),
    State.CANCELLED: (pgettext_lazy("nomination", "Called off"), "neutral"),
}
VERBS = {
    "nominations.nominate": _("Put a name forward"),
    "nominations.receive": _("Received a name"),
    "nominations.seat_waiting": _("Went through the waiting list"),
    "nominations.grant": _("Gave seats by a round of allocation"),
    "nominations.offer_seat": _("Offered a seat"),
    "nominations.confirm": _("Confirmed a seat"),
    "nominations.decline": _("Declined a name"),
    "nominations.withdraw": _("Withdrew a name"),
    "nominations.exchange": _("Sent somebody else"),
    "nominations.expire": _("Entered that an offer had run out"),
    "nominations.rejoin": _("Joined the waiting list again"),
    "nominations.reschedule": _("Brought offers in line with new dates"),
    "nominations.call_off": _("Ended nominations with their activity"),
    "nominations.close": _("Ended the waiting list"),
    "nominations.attend": _("Entered that somebody came"),
    "nominations.miss": _("Entered that somebody did not come"),
    "nominations.erase": _("Erased personal data"),
}


def _address(task: Task) -> str:
    code, _sign, number = task.ref.rpartition("/")
    return reverse("nominations:nomination", args=[code, number])


TASKS = {
    "nominations.confirm": TaskLabel(
        kind=_("Seat"),
        verb=_("Confirm"),
        address=_address,
        why=_("A seat is kept for your nominee"),
        line="%(name)s",
    ),
    "nominations.nominate": TaskLabel(
        kind=_("Nominations"),
        verb=_("Nominate"),
        address=lambda task: reverse("nominations:nominate", args=[task.ref]),
        why=_("Your programme has chosen it, and nobody is put forward yet"),
        line=_("%(code)s, nominations close"),
    ),
    "nominations.receive": TaskLabel(
        kind=_("Nominations"),
        verb=_("Receive"),
        address=lambda task: reverse("nominations:nominees", args=[task.ref]),
        why=_("The host receives names before seats are given"),
        line=_("names to receive: %(count)s"),
    ),
}
CLEARANCES = {
    Clearance.NONE: pgettext_lazy("clearance", "None"),
    Clearance.RESTRICTED: _("RESTRICTED"),
    Clearance.CONFIDENTIAL: _("CONFIDENTIAL"),
    Clearance.SECRET: _("SECRET"),
}
CLAIMS = {
    Claim.GUARANTEED: _("a guaranteed seat"),
    Claim.RESERVED: _("a reserved seat"),
    Claim.FIRST_COME: _("first come, first served"),
}
PERSON = {
    "family_name": _("Family name"),
    "given_names": _("Given names"),
    "born_on": _("Day of birth"),
    "position": _("Post"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "passport_number": _("Passport number"),
    "passport_until": _("Passport valid until"),
    "needs": _("Diet and other needs"),
}


def state(value: str) -> tuple[str, str]:
    """This will say how a nomination stands, and in which tone."""
    word, tone = STATES[State(value)]
    return str(word), tone


def clearance(value: str) -> str:
    """This will name a level of clearance."""
    return str(CLEARANCES[Clearance(value)])
