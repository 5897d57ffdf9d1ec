"""What may be done with an item: each act with its form, its rule and what it means. Which buttons a reader gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.decisions import actions, queries, rules
from comity.parties import queries as parties
from comity.web import typography
from comity.web.decisions import forms
from comity.web.decisions.showing import Shown


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its address, what it is called, its form, its rule, its verb, and what it means before one does it."""

    path: str
    title: Any
    label: Any
    done: Any
    may: Callable[..., Verdict]
    act: Callable[..., object]
    form: Callable[[Any, Shown], django_forms.Form] = lambda data, _shown: forms.Nothing(data)
    consequence: Any = ""
    tone: str = ""
    variant: str = "secondary"

    @property
    def name(self) -> str:
        """This will give the name of the act's address."""
        return self.path.replace("-", "_")


def _line_choices(shown: Shown) -> list[tuple[int, str]]:
    said = {line.number: queries.to_decide(line, shown.locale) for line in shown.open_lines}
    return [(number, f"{number}. {typography.typeset(text, shown.locale)[:160]}") for number, text in said.items()]


def _named(shown: Shown, codes: Any) -> list[tuple[str, str]]:
    return sorted(((code, shown.names.get(code, code)) for code in codes), key=lambda pair: pair[1])


def _opening(data: Any, shown: Shown) -> django_forms.Form:
    return forms.Open(data, initial=forms.initial_moment(rules.first_end(shown.now, queries.hours())))


def _extending(data: Any, shown: Shown) -> django_forms.Form:
    ends_at = shown.silence.ends_at if shown.silence else shown.now
    return forms.Extend(data, initial=forms.initial_moment(ends_at))


def _recording(data: Any, shown: Shown) -> django_forms.Form:
    entitled = shown.silence.entitled if shown.silence else ()
    start = forms.initial_moment(min(shown.now, shown.silence.ends_at)) if shown.silence else {}
    return forms.Record(data, parties=_named(shown, entitled), choices=_line_choices(shown), initial=start)


def _meeting(data: Any, shown: Shown) -> django_forms.Form:
    return forms.Meeting(data, choices=_line_choices(shown))


def _releasing(data: Any, shown: Shown) -> django_forms.Form:
    return forms.Release(
        data, parties=_named(shown, parties.members("partners", brussels_day(shown.now))), locale=shown.locale
    )


def breaking(data: Any, shown: Shown) -> django_forms.Form:
    """This will make the form of an objection."""
    return forms.Break(data, choices=_line_choices(shown))


def _say(data: Any, _shown: Shown) -> django_forms.Form:
    return forms.Say(data)


def _reason(data: Any, _shown: Shown) -> django_forms.Form:
    return forms.Reason(data)


ACTS = (
    Act(
        "break-silence",
        _("Break silence"),
        _("Break silence…"),
        _("Silence is broken."),
        rules.may_break_silence,
        actions.break_silence,
        breaking,
        _("What you object to is not agreed. There is no undo: only a new period."),
        tone="danger",
    ),
    Act(
        "more-time",
        _("Ask for more time"),
        _("Ask for more time"),
        _("The secretariat has your request."),
        rules.may_write_letter,
        actions.ask_time,
        _say,
        _("This does not break silence: unless the secretariat extends it, the period ends as announced."),
        variant="tertiary",
    ),
    Act(
        "question",
        _("Ask a question"),
        _("Ask a question"),
        _("Your question is asked."),
        rules.may_ask_question,
        actions.ask_question,
        _say,
        _("All who read the text will read your question and the answer. It does not break silence."),
        variant="tertiary",
    ),
    Act(
        "statement",
        _("Put a statement on record"),
        _("State for the record"),
        _("Your statement is on record."),
        rules.may_write_letter,
        actions.state,
        _say,
        _("It is noted with the outcome and does not break silence."),
        variant="tertiary",
    ),
    Act(
        "reservation",
        _("Enter a reservation"),
        _("Enter a reservation"),
        _("Your reservation is entered."),
        rules.may_write_letter,
        actions.reserve,
        _say,
        _("Others see that you wait for instructions. It does not break silence."),
        variant="tertiary",
    ),
    Act(
        "open-silence",
        _("Open silence"),
        _("Open silence…"),
        _("Silence is open."),
        rules.may_open_silence,
        actions.open_silence,
        _opening,
        _("Who may write is fixed now. While the period runs, the text stays as it is and the end comes no sooner."),
        variant="primary",
    ),
    Act(
        "extend",
        _("Extend silence"),
        _("Extend…"),
        _("The period is extended."),
        rules.may_extend,
        actions.extend,
        _extending,
        _("All who take part are told of the new end and the reason."),
    ),
    Act(
        "record-letter",
        _("Record a letter"),
        _("Record a letter"),
        _("The letter is recorded."),
        rules.may_record_letter,
        actions.record_letter,
        _recording,
        _("For a letter that reached the secretariat by another way. The time stamped on it counts."),
        variant="tertiary",
    ),
    Act(
        "declare",
        _("Let the outcome stand"),
        _("Let the outcome stand"),
        _("The outcome is recorded."),
        rules.may_declare,
        actions.declare,
        _reason,
        _("The period counts as it stood at its end, with the letters recorded since."),
        variant="primary",
    ),
    Act(
        "circulate",
        _("Send to the committee"),
        _("Send to the committee"),
        _("The text circulates."),
        rules.may_send_to_committee,
        actions.send_to_committee,
        consequence=_("Those who sit in the format read the text from now on."),
    ),
    Act(
        "revise",
        _("Take back for revision"),
        _("Revise the text"),
        _("The item is in revision."),
        rules.may_revise,
        actions.revise,
        consequence=_("What was held is open again; what is agreed stays agreed."),
    ),
    Act(
        "agenda",
        _("Put on the agenda"),
        _("Put on the agenda"),
        _("The item is on the agenda."),
        rules.may_put_on_agenda,
        actions.put_on_agenda,
        consequence=_("The text goes to a meeting."),
    ),
    Act(
        "agree-in-meeting",
        _("Record the decision of a meeting"),
        _("Agreed in a meeting…"),
        _("The decision is recorded."),
        rules.may_agree_in_meeting,
        actions.agree_in_meeting,
        _meeting,
        _("The action sheet is written at once, and what the paragraphs bring about happens now."),
        variant="primary",
    ),
    Act(
        "withdraw",
        _("Withdraw the item"),
        _("Withdraw…"),
        _("The item is withdrawn."),
        rules.may_withdraw,
        actions.withdraw,
        _reason,
        _("A running period ends without a decision. What is agreed already stays agreed."),
        tone="danger",
        variant="tertiary",
    ),
    Act(
        "lapse",
        _("Let the item lapse"),
        _("Let lapse…"),
        _("The item has lapsed."),
        rules.may_lapse,
        actions.lapse,
        _reason,
        _("Events have overtaken the text; nothing more will be decided on it."),
        variant="tertiary",
    ),
    Act(
        "release",
        _("Release the decision"),
        _("Release…"),
        _("The decision is released."),
        rules.may_release,
        actions.release,
        _releasing,
        _("They read the decision and its action sheet, never the letters. A release is not undone."),
    ),
)
BY_PATH = {act.path: act for act in ACTS}
# Which acts belong to whom. What is not one's own has no button; what is one's own and not possible now says why.
_DELEGATION = ("break-silence", "more-time", "question", "statement", "reservation")
_WHILE = {
    rules.State.UNDER_SILENCE: ("extend", "record-letter", "withdraw"),
    rules.State.OUTCOME_PENDING: ("declare", "open-silence", "record-letter", "agenda", "withdraw"),
    rules.State.DRAFT: ("open-silence", "circulate", "agenda", "withdraw", "lapse"),
    rules.State.IN_COMMITTEE: ("open-silence", "agenda", "withdraw", "lapse"),
    rules.State.IN_REVISION: ("open-silence", "circulate", "agenda", "withdraw", "lapse"),
    rules.State.BROKEN: ("revise", "agenda", "withdraw", "lapse"),
    rules.State.AGREED_IN_PART: ("revise", "agenda"),
    rules.State.ON_AGENDA: ("agree-in-meeting", "revise", "withdraw", "lapse"),
    rules.State.AGREED: ("release",),
    rules.State.AGREED_IN_MEETING: ("release",),
}
_DRAFTERS_OWN = frozenset({"circulate", "revise"})


def buttons(shown: Shown) -> dict[str, list[dict[str, Any]]]:
    """This will list the buttons of a reader: what can be done, and what cannot be done now and why."""
    paths = _paths(shown.actor, shown.state)
    may: list[dict[str, Any]] = []
    why: list[dict[str, Any]] = []
    for path in paths:
        act = BY_PATH[path]
        allowed = act.may(shown.actor, shown.facts, shown.now).allowed
        entry = {"act": act, "url": shown.url("act", act.path)}
        (may if allowed else why).append(entry)
    return {"may": may, "why": why}


def _paths(actor: Actor, state: rules.State) -> tuple[str, ...]:
    if actor.is_staff:
        found = _WHILE.get(state, ())
        if actor.has(Role.COUNCIL_SECRETARY):
            return found
        return tuple(path for path in found if path in _DRAFTERS_OWN) if actor.has(*rules.DRAFTERS) else ()
    if not actor.has(*rules.SPEAKERS):
        return ()
    if state is rules.State.UNDER_SILENCE:
        return _DELEGATION
    return ("question",) if state in {rules.State.IN_COMMITTEE, rules.State.BROKEN, rules.State.IN_REVISION} else ()
