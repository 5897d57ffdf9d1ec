"""What may be done with a consultation or a session: each act with its form, its rule, its verb and what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from comity.consultations import actions, queries
from comity.consultations.rules import formats, sessions
from comity.core.verdict import Verdict, refuse
from comity.policy.text import Text
from comity.web.consultations import forms
from comity.web.consultations.showing import Shown


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its address, what it is called, what it asks for, whether it may be done, and the doing."""

    path: str
    title: Any
    label: Any
    done: Any
    may: Callable[[Shown], Verdict]
    do: Callable[[Shown, Any], object]
    form: Callable[[Any, Shown], django_forms.Form] = lambda data, _shown: forms.Nothing(data)
    consequence: Any = ""
    variant: str = "secondary"
    tone: str = ""


def _rule(rule: Callable[..., Verdict]) -> Callable[[Shown], Verdict]:
    return lambda shown: rule(shown.actor, shown.facts, shown.now)


def _invited(rule: Callable[..., Verdict]) -> Callable[[Shown], Verdict]:
    def may(shown: Shown) -> Verdict:
        if shown.invitation is None:
            return refuse("consultations.not_invited", party=shown.row.requester)
        return rule(shown.actor, queries.facts_of_invitation(shown.invitation, shown.actor, shown.now), shown.now)

    return may


def _may_plan(shown: Shown) -> Verdict:
    facts = queries.facts_of_plan(shown.row, shown.actor, shown.now)
    return sessions.may_plan(shown.actor, facts, shown.now)


def _may_follow_up(shown: Shown) -> Verdict:
    facts = queries.facts_of_follow_up(shown.row, shown.actor, shown.now)
    return sessions.may_add_follow_up(shown.actor, facts, shown.now)


def _call(verb: Callable[..., object]) -> Callable[[Shown, Any], object]:
    return lambda shown, form: verb(shown.row, shown.actor, shown.now, **form.cleaned_data)


def _answer(verb: Callable[..., object]) -> Callable[[Shown, Any], object]:
    return lambda shown, form: verb(shown.invitation, shown.actor, shown.now, **form.cleaned_data)


def _plan(shown: Shown, form: Any) -> object:
    sent = {name: form.cleaned_data[name] for name in ("place", "agenda", "minutes", "reason")}
    return actions.plan(shown.row, shown.actor, shown.now, starts_at=form.starts_at, **sent)


def _check(data: Any, shown: Shown) -> django_forms.Form:
    subject = shown.row.subject_as_asked
    start = {"subject_en": shown.row.subject_en or subject, "subject_fr": shown.row.subject_fr}
    return forms.Check(data, initial=start)


INVITATION = Text(
    en="The Council has approved a consultation with you on {subject}. You are invited to take part.",
    fr="Le Conseil a approuvé une consultation avec vous sur le sujet suivant : {subject}. Vous êtes invité à y"
    " participer.",
)
NOTICE = Text(
    en="The Council has approved a consultation in flexible format on {subject}. Partners that take part: {parties}."
    " A summary will be released when the record is agreed.",
    fr="Le Conseil a approuvé une consultation en format souple sur le sujet suivant : {subject}. Partenaires"
    " participants : {parties}. Un résumé sera diffusé lorsque le compte rendu aura été agréé.",
)


def _both(text: Text) -> Callable[[Any, Shown], django_forms.Form]:
    def made(data: Any, shown: Shown) -> django_forms.Form:
        from comity.parties import queries as parties  # noqa: PLC0415 - needed by nobody else here

        start = {}
        for language in ("en", "fr"):
            names = parties.names(language)
            said = ", ".join(names.get(code, code) for code in sorted(shown.facts.agreed)) or "—"
            words = {"subject": shown.row.title_in(language), "parties": said}
            start[f"text_{language}"] = text.in_(language).format_map(words)
        return forms.Both(data, initial=start)

    return made


def _reason(data: Any, _shown: Shown) -> django_forms.Form:
    return forms.Reason(data)


def _note(data: Any, _shown: Shown) -> django_forms.Form:
    return forms.Note(data)


def _planning(data: Any, _shown: Shown) -> django_forms.Form:
    return forms.Plan(data, initial={"minutes": 90})


def _following(data: Any, shown: Shown) -> django_forms.Form:
    return forms.FollowUp(data, owners=shown.owners)


ACTS = (
    Act(
        "accept",
        _("Accept the invitation"),
        _("Accept"),
        _("Your answer is entered: you take part."),
        _invited(formats.may_accept),
        _answer(actions.accept),
        _note,
        _("The other participants see that you come."),
        variant="primary",
    ),
    Act(
        "decline",
        _("Decline the invitation"),
        _("Decline"),
        _("Your answer is entered: you do not take part."),
        _invited(formats.may_decline),
        _answer(actions.decline),
        _note,
        _("The other participants see that you do not come; why, only Allies and the staff read."),
    ),
    Act(
        "check",
        _("Check the request"),
        _("Check and put to the Council…"),
        _("The request is checked; the text for the Council is drafted."),
        _rule(formats.may_check),
        _call(actions.check),
        _check,
        _("A text is drafted for the Council: the subject first, then each participant on a line of its own."),
        variant="primary",
    ),
    Act(
        "send-back",
        _("Send the request back"),
        _("Send back"),
        _("The request is sent back."),
        _rule(formats.may_send_back),
        _call(actions.send_back),
        _reason,
        _("Whoever asked reads the reason and may change the request."),
    ),
    Act(
        "inform",
        _("Inform the other partners"),
        _("Inform the others…"),
        _("Every partner that is not invited has been told."),
        _rule(formats.may_inform),
        _call(actions.inform),
        _both(NOTICE),
        _("Each partner that is not invited reads this text and nothing else. No session is convened without it."),
        variant="primary",
    ),
    Act(
        "invite",
        _("Invite the participants"),
        _("Invite…"),
        _("The invitations are sent."),
        _rule(formats.may_invite),
        _call(actions.invite),
        _both(INVITATION),
        _("Those invited read the subject, each other’s names and the sessions from now on."),
        variant="primary",
    ),
    Act(
        "plan",
        _("Plan a session"),
        _("Plan a session…"),
        _("The session is planned."),
        _may_plan,
        _plan,
        _planning,
        _("Those invited see day, place and agenda. It is convened by a second act."),
    ),
    Act(
        "follow-up",
        _("Give a follow-up"),
        _("Give a follow-up…"),
        _("The follow-up is given."),
        _may_follow_up,
        _call(actions.add_follow_up),
        _following,
        _("Those who took part see it, and its owner is told."),
    ),
    Act(
        "close",
        _("Close the consultation"),
        _("Close"),
        _("The consultation is closed."),
        _rule(formats.may_close),
        _call(actions.close),
        consequence=_("Nothing can be added afterwards."),
    ),
    Act(
        "withdraw",
        _("Withdraw the consultation"),
        _("Withdraw"),
        _("The consultation is withdrawn."),
        _rule(formats.may_withdraw),
        _call(actions.withdraw),
        consequence=_("A text that was drafted for the Council is withdrawn with it. There is no undo."),
        variant="tertiary",
        tone="danger",
    ),
)
BY_PATH = {act.path: act for act in ACTS}


# -- sessions ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SessionAct:
    """One act on a session."""

    path: str
    title: Any
    label: Any
    done: Any
    may: Callable[..., Verdict]
    verb: Callable[..., object]
    form: Callable[[Any], django_forms.Form] = forms.Nothing
    consequence: Any = ""
    variant: str = "secondary"
    tone: str = ""


SESSION_ACTS = (
    SessionAct(
        "convene",
        _("Convene the session"),
        _("Convene…"),
        _("The session is convened."),
        sessions.may_convene,
        actions.convene,
        consequence=_("Those who have accepted are called to it, and answers change no more."),
        variant="primary",
    ),
    SessionAct(
        "hold",
        _("Note that the session was held"),
        _("It was held"),
        _("The session is noted as held."),
        sessions.may_hold,
        actions.hold,
        variant="primary",
    ),
    SessionAct(
        "record",
        _("File the record"),
        _("File the record…"),
        _("The record is filed."),
        sessions.may_record,
        actions.record,
        forms.Both,
        _("Those who took part, Allies and the staff read it, as a page, PDF and Word file."),
        variant="primary",
    ),
    SessionAct(
        "release",
        _("Release the record"),
        _("Release…"),
        _("The record is released."),
        sessions.may_release_record,
        actions.release_record,
        forms.Release,
        _("Whoever reads it once has read it: a release is never taken back."),
    ),
    SessionAct(
        "cancel",
        _("Cancel the session"),
        _("Cancel the session…"),
        _("The session is cancelled."),
        sessions.may_cancel_session,
        actions.cancel_session,
        forms.Reason,
        _("Those who were called are told, with the reason."),
        variant="tertiary",
        tone="danger",
    ),
)
SESSIONS_BY_PATH = {act.path: act for act in SESSION_ACTS}
