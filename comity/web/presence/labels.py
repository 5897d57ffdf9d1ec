"""Words for people: states, verbs and tasks of contact point embassies and missions."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.presence.rules import BidState, Deed, FileState, Part, Posting, State
from comity.web.today.tasks import TaskLabel

STATES = {
    State.OPEN: (pgettext_lazy("bidding", "Open"), "accent"),
    State.WITH_COUNCIL: (pgettext_lazy("bidding", "Before the Council"), "warning"),
    State.DECIDED: (pgettext_lazy("bidding", "Decided"), "success"),
    State.CALLED_OFF: (pgettext_lazy("bidding", "Called off"), "neutral"),
}
NEGOTIATED = (pgettext_lazy("bidding", "Bids are in"), "accent")
BID_STATES = {
    BidState.PLACED: (pgettext_lazy("bid", "Placed"), "neutral"),
    BidState.CHOSEN: (pgettext_lazy("bid", "Chosen"), "accent"),
    BidState.CONFERRED: (pgettext_lazy("bid", "Given by the Council"), "success"),
    BidState.NOT_CHOSEN: (pgettext_lazy("bid", "Not chosen"), "neutral"),
    BidState.WITHDRAWN: (pgettext_lazy("bid", "Taken back"), "neutral"),
    BidState.LAPSED: (pgettext_lazy("bid", "Lapsed: the nation has joined the Alliance"), "neutral"),
}
WAITS = pgettext_lazy("bid", "Waits on %(allies)s")
WHEN = {
    "now": pgettext_lazy("mandates", "in force"),
    "coming": pgettext_lazy("mandates", "to come"),
    "over": pgettext_lazy("mandates", "ended"),
}
TONES = {"now": "success", "coming": "accent", "over": "neutral"}
FILE_STATES = {
    FileState.OPEN: (pgettext_lazy("file", "Being written"), "accent"),
    FileState.HANDED: (pgettext_lazy("file", "Handed over"), "warning"),
    FileState.TAKEN: (pgettext_lazy("file", "Taken over"), "success"),
}
PARTS = {
    Part.CONTACT: pgettext_lazy("file", "Contacts"),
    Part.MATTER: pgettext_lazy("file", "Open matters"),
    Part.EVENT: pgettext_lazy("file", "Events to come"),
    Part.PAPER: pgettext_lazy("file", "Papers, and where they are"),
}
DEEDS = {
    Deed.EVENT: pgettext_lazy("contact point", "Event"),
    Deed.VISIT: pgettext_lazy("contact point", "Visit"),
    Deed.BRIEFING: pgettext_lazy("contact point", "Briefing"),
    Deed.ADVICE: pgettext_lazy("contact point", "Advice to the staff"),
    Deed.APPLICATION: pgettext_lazy("contact point", "Help with an application"),
}
POSTINGS = {
    Posting.NOTIFIED: (pgettext_lazy("accreditation", "Notified"), "warning"),
    Posting.ACCEPTED: (pgettext_lazy("accreditation", "Accepted"), "accent"),
    Posting.ARRIVED: (pgettext_lazy("accreditation", "At the mission"), "success"),
    Posting.DEPARTED: (pgettext_lazy("accreditation", "Departed"), "neutral"),
    Posting.DECLINED: (pgettext_lazy("accreditation", "Declined"), "neutral"),
}
STEPS = {
    "accept": _("Accept the notification"),
    "decline": _("Decline the notification"),
    "arrive": _("Enter the arrival"),
    "depart": _("Enter the departure"),
}
STEPS_DONE = {
    "accept": _("The notification is accepted."),
    "decline": _("The notification is declined."),
    "arrive": _("The arrival is entered; the access is open."),
    "depart": _("The departure is entered; the access is closed and every session has ended."),
}
VERBS = {
    "presence.open_bidding": _("Opened a round of bids"),
    "presence.bid": _("Placed a bid"),
    "presence.join": _("Agreed to a joint bid"),
    "presence.withdraw": _("Took a bid back"),
    "presence.choose": _("Chose a bid"),
    "presence.set_aside": _("Set a bid aside"),
    "presence.submit": _("Put the round to the Council"),
    "presence.call_off": _("Called the round off"),
    "presence.confer": _("Noted the mandate"),
    "presence.give_back": _("Gave the round back to the desk"),
    "presence.settle": _("Closed the round of bids"),
    "presence.open_file": _("Opened a hand-over file"),
    "presence.add": _("Wrote into the file"),
    "presence.hand_over": _("Handed the file over"),
    "presence.ask_more": _("Asked for what is missing"),
    "presence.take_over": _("Took the file over"),
    "presence.redirect": _("Gave the file to the staff"),
    "presence.log": _("Logged what was done"),
    "presence.notify": _("Notified somebody"),
    "presence.accept": _("Accepted the notification"),
    "presence.decline": _("Declined the notification"),
    "presence.arrive": _("Entered the arrival"),
    "presence.depart": _("Entered the departure"),
    "presence.lapse": _("Ended a bid, since the nation has joined"),
}
TASKS = {
    "presence.accept": TaskLabel(
        kind=_("Mission"),
        verb=_("Answer"),
        address=lambda task: reverse("presence:accreditation", args=[task.ref]),
        why=_("A mission has notified somebody by letter"),
        title=_("Notification: %(party)s"),
    ),
    "presence.hand_over": TaskLabel(
        kind=_("Hand-over"),
        verb=_("Write the file"),
        address=lambda task: reverse("presence:file", args=[task.ref]),
        why=_("Your mandate passes to others"),
        title=_("Hand-over file: %(party)s"),
    ),
    "presence.take_over": TaskLabel(
        kind=_("Hand-over"),
        verb=_("Read it"),
        address=lambda task: reverse("presence:file", args=[task.ref]),
        why=_("A file has been handed over to you"),
        title=_("Hand-over file: %(party)s"),
    ),
    "presence.bid": TaskLabel(
        kind=_("Contact points"),
        verb=_("Bid"),
        address=lambda task: reverse("presence:bidding", args=[task.ref]),
        why=_("Your embassies may serve as contact points"),
        title=_("Mandates %(years)s"),
    ),
    "presence.join": TaskLabel(
        kind=_("Contact points"),
        verb=_("Answer"),
        address=lambda task: reverse("presence:bidding", args=[task.ref]),
        why=_("You are named in a joint bid"),
        title=_("Joint bid for %(party)s, led by %(lead)s"),
    ),
    "presence.choose": TaskLabel(
        kind=_("Contact points"),
        verb=_("Choose"),
        address=lambda task: reverse("presence:bidding", args=[task.ref]),
        why=_("Bidding is over, and the Council is still to be asked"),
        title=_("Mandates %(years)s"),
    ),
}
