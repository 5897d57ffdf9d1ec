"""One consultation as its reader sees it: where it stands, what is still needed, who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.consultations import queries, rules
from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import queries as decisions
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.policy import pack
from comity.web.consultations import labels
from comity.web.page import asked, locale


@dataclass
class Shown:
    """A consultation, its reader and the moment."""

    row: Any
    actor: Actor
    now: datetime

    @cached_property
    def facts(self) -> Any:
        """What the rules are shown."""
        return queries.facts_of(self.row, self.actor, self.now)

    @cached_property
    def names(self) -> dict[str, str]:
        """What parties are called."""
        return parties.names(locale())

    @property
    def is_inside(self) -> bool:
        """Whether the reader belongs to the staff or to an Ally."""
        return self.actor.is_staff or self.actor.is_ally

    @property
    def title(self) -> str:
        """What it is about."""
        return str(self.row.title_in(locale()))

    @property
    def state(self) -> rules.State:
        """Where it stands."""
        return rules.State(self.row.state)

    @property
    def request(self) -> Any:
        """Why it was asked for, if the reader may know."""
        return getattr(self.row, "request", None)

    @property
    def transparency(self) -> Any:
        """What the others are told, if the reader may know."""
        return getattr(self.row, "transparency", None)

    @cached_property
    def invitation(self) -> Any:
        """The reader's own invitation."""
        return next((one for one in self.row.invitations.all() if one.party == self.actor.party), None)

    @cached_property
    def participants(self) -> list[dict[str, Any]]:
        """Who is proposed, approved, invited, coming: as far as the reader may see."""
        found = []
        for one in self.row.participants.all():
            word, tone = labels.ANSWERS[rules.Answer(one.answer)] if one.answer else labels.SEATS[rules.Seat(one.seat)]
            found.append({
                "name": self.names.get(one.party, one.party),
                "code": one.party,
                "word": word,
                "tone": tone,
                "decision": one.decision,
                "note": next((i.note for i in self.row.invitations.all() if i.party == one.party), ""),
            })  # fmt: skip
        return sorted(found, key=lambda one: str(one["name"]))

    @cached_property
    def format(self) -> str:
        """How the format is written: the number of Allies and of partners, as 32+2."""
        allies = decisions.allies_on(brussels_day(self.row.agreed_at or self.now))
        counted = [one for one in self.row.participants.all() if one.seat != rules.Seat.HELD]
        return f"{allies}+{len(counted)}"

    @cached_property
    def facts_shown(self) -> list[dict[str, Any]]:
        """The facts of the format."""
        row, language = self.row, locale()
        loaded = pack()
        shown = [
            {"label": _("Format"), "value": self.format},
            {"label": _("Meets in"), "value": loaded.body(row.body).name_on(brussels_day(self.now)).name.in_(language)},
            {"label": _("Asked for by"), "value": self.names.get(row.requester, row.requester)},
            {"label": _("Occasion"), "value": labels.OCCASIONS[rules.Occasion(row.occasion)]},
            {
                "label": _("Area"),
                "value": loaded.area(row.area).name.in_(language) if row.area else _("outside the priority areas"),
            },
        ]
        if row.framework:
            shown.append({"label": _("Framework"), "value": loaded.framework(row.framework).abbreviation.in_(language)})
        if row.mandate:
            shown.append({"label": _("Mandate"), "value": row.mandate, "url": self._decision()})
        return shown

    def _decision(self) -> str:
        from comity.web.register import subjects  # noqa: PLC0415 - the table of subjects names this page too

        return subjects.address(f"decision:{self.row.mandate}") if self.is_inside else ""

    @cached_property
    def steps(self) -> tuple[list[dict[str, Any]], str]:
        """The strip over the page, and the step in hand."""
        current = next((key for key, _label, states in labels.STEPS if self.state in states), "")
        return [{"key": key, "label": label} for key, label, _states in labels.STEPS], current

    @cached_property
    def missing(self) -> list[str]:
        """Which partners are still to be told, for those who may know."""
        return sorted(self.names.get(code, code) for code in self.facts.uninformed) if self.transparency else []

    @cached_property
    def needed(self) -> str:
        """What is still needed, in one sentence."""
        if self.invitation is not None and self.invitation.answer == rules.Answer.INVITED:
            return _("Your answer to the invitation.")
        if self.state is rules.State.AGREED and self.is_inside and self.missing:
            return ngettext(
                "One partner that is not invited has to be told before a session is convened.",
                "%(count)s partners that are not invited have to be told before a session is convened.",
                len(self.missing),
            ) % {"count": len(self.missing)}
        if self.state in {rules.State.AGREED, rules.State.INFORMED} and not self.facts.agreed:
            return _("A participant whom the Council approves.")
        if self.state in {rules.State.AGREED, rules.State.INFORMED} and self.facts.agreed - self.facts.invited:
            return _("The invitations to those whom the Council has approved.")
        if self.state is rules.State.INFORMED and not self.row.sessions.all():
            return _("A session: its day, place and agenda.")
        said = {
            rules.State.REQUESTED: _("The staff’s check: that no other forum is duplicated."),
            rules.State.RETURNED: _("A changed request from whoever asked."),
            rules.State.CHECKED: _("The Council: its text is drafted and has to be opened."),
            rules.State.WITH_COUNCIL: _("The Council’s decision on the subject and on each participant."),
            rules.State.AGREED: _("The notice to partners that are not invited."),
            rules.State.INFORMED: _("The session has to be convened and held."),
            rules.State.HELD: _("The record of the session."),
            rules.State.RECORDED: _("Nothing but the follow-ups."),
        }
        return said.get(self.state, _("Nothing."))

    @cached_property
    def sessions(self) -> list[dict[str, Any]]:
        """The sessions that the reader may see."""
        return [
            {"row": one, "word": word, "tone": tone}
            for one in self.row.sessions.all()
            for word, tone in [labels.SESSIONS[rules.SessionState(one.state)]]
        ]

    @cached_property
    def follow_ups(self) -> list[dict[str, Any]]:
        """What is to be done, and by whom."""
        day = brussels_day(self.now)
        return [
            {
                "row": one,
                "owner": self.names.get(one.owner, one.owner),
                "is_open": one.state == rules.FollowUpState.OPEN,
                "is_late": one.state == rules.FollowUpState.OPEN and one.due_on < day,
                "may": one.state == rules.FollowUpState.OPEN
                and (self.actor.acts_for(one.owner) or self.actor.is_staff),
            }
            for one in self.row.follow_ups.all()
        ]

    @cached_property
    def marking(self) -> str:
        """The marking that follows from who reads it."""
        return documents.marking(self.row.audience, locale())

    @cached_property
    def owners(self) -> list[tuple[str, str]]:
        """Those to whom a task may be given: the staff, those who come, Allies."""
        allies = parties.active_members(audience.ALLIES, brussels_day(self.now))
        codes = ["IS", *sorted(self.facts.accepted), *sorted(allies)]
        return [(code, self.names.get(code, code)) for code in dict.fromkeys(codes)]


def found(request: HttpRequest, code: str) -> Shown:
    """This will find a consultation that the reader may see.

    Raises: Http404 if there is none.
    """
    actor, now = asked(request)
    row = queries.whole(code)
    if row is None:
        raise Http404
    return Shown(row, actor, now)
