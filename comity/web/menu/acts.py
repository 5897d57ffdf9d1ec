"""What may be done with an activity: each verb has a page that asks once more, and a POST that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.core.actor import Actor
from comity.core.verdict import Verdict
from comity.feedback import queries as feedback
from comity.menu import actions, queries, rules
from comity.web import page
from comity.web.addresses import reverse
from comity.web.middleware import Asked

# A refusal for these reasons says that the verb is not theirs at all: no button is shown, not even to explain.
NOT_THEIRS = frozenset({"menu.not_provider", "menu.not_menu_manager", "menu.wrong_state"})


# The verbs that lead a life on; the others stand aside.
REPORT = "reported"
ONWARD = frozenset({"screen", "agree", "publish", "hold", "reported"})


class Nothing(forms.Form):
    """Asks for nothing but to be sure."""


class Note(forms.Form):
    """A remark of whoever screens."""

    note = forms.CharField(
        label=gettext_lazy("Remark for the provider"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class Decided(forms.Form):
    """The decision by which Allies agreed."""

    decision = forms.CharField(
        label=gettext_lazy("Decision"),
        max_length=40,
        help_text=gettext_lazy("Reference of the paper, such as PO(2026)0188"),
    )


class Reason(forms.Form):
    """Why, in words that those concerned will read."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Those concerned will read it."),
    )


class Retirement(Reason):
    """Why, and what takes its place."""

    replacement = forms.CharField(
        label=gettext_lazy("Replaced by"),
        max_length=16,
        required=False,
        help_text=gettext_lazy("Code of what takes its place, if anything does"),
    )


class Report(forms.Form):
    """How it went, in the provider's own words."""

    text = forms.CharField(
        label=gettext_lazy("How did it go?"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb as its page asks for it."""

    name: str
    label: Any
    question: Any
    follows: Any
    done: Any
    form: type[forms.Form]
    may: Callable[[Actor, rules.ActivityFacts, datetime], Verdict]
    action: Callable[..., Any]
    tone: str = ""
    # What the rule is shown when the page asks whether the verb is possible at all.
    assume: Mapping[str, Any] | None = None


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "screen",
            gettext_lazy("Screen"),
            gettext_lazy("Is this offer fit for the menu?"),
            gettext_lazy("It waits for the agreement of Allies."),
            gettext_lazy("The offer has been screened."),
            Note,
            rules.may_screen,
            actions.screen,
        ),
        Verb(
            "agree",
            gettext_lazy("Enter the agreement"),
            gettext_lazy("By which decision did Allies agree?"),
            gettext_lazy("It may then be published."),
            gettext_lazy("The agreement of Allies has been entered."),
            Decided,
            rules.may_agree,
            actions.agree,
            assume={"decision": "-"},
        ),
        Verb(
            "publish",
            gettext_lazy("Publish"),
            gettext_lazy("Publish this activity?"),
            gettext_lazy("Those to whom it is released see it at once, and nominations open."),
            gettext_lazy("The activity is published."),
            Nothing,
            rules.may_publish,
            actions.publish,
        ),
        Verb(
            "hold",
            gettext_lazy("Enter that it took place"),
            gettext_lazy("Did this activity take place?"),
            gettext_lazy("Reports are then asked for."),
            gettext_lazy("It is entered that the activity took place."),
            Nothing,
            rules.may_hold,
            actions.hold,
        ),
        Verb(
            "reported",
            gettext_lazy("Enter the report"),
            gettext_lazy("Report on this activity"),
            gettext_lazy("The report counts when the menu is reviewed (P§15)."),
            gettext_lazy("The report has been entered."),
            Report,
            rules.may_report,
            actions.report,
        ),
        Verb(
            "postpone",
            gettext_lazy("Postpone"),
            gettext_lazy("Postpone this activity?"),
            gettext_lazy("All whom it concerns are told; a change with new dates brings it back."),
            gettext_lazy("The activity is postponed. Those concerned are told."),
            Reason,
            rules.may_postpone,
            actions.postpone,
            assume={"reason": "-"},
        ),
        Verb(
            "cancel",
            gettext_lazy("Cancel the activity"),
            gettext_lazy("Cancel this activity?"),
            gettext_lazy("All whom it concerns are told. This cannot be taken back."),
            gettext_lazy("The activity is cancelled. Those concerned are told."),
            Reason,
            rules.may_cancel,
            actions.cancel,
            tone="danger",
            assume={"reason": "-"},
        ),
        Verb(
            "retire",
            gettext_lazy("Retire"),
            gettext_lazy("Retire this activity for good?"),
            gettext_lazy("It stays as a record; programmes that use it are told. This cannot be taken back."),
            gettext_lazy("The activity has been retired."),
            Retirement,
            rules.may_retire,
            actions.retire,
            tone="danger",
            assume={"reason": "-"},
        ),
    )
}


def possible(row: Any, actor: Actor, now: datetime, known: rules.ActivityFacts) -> list[dict[str, Any]]:
    """This will list the verbs that the reader may use now, and those of which only the moment is wrong.

    The rules are asked with the facts in hand; an input that the page will ask for is taken as given.
    """
    found: list[dict[str, Any]] = []
    for verb in VERBS.values():
        verdict = verb.may(actor, _assuming(known, verb), now)
        if verdict.allowed or not NOT_THEIRS & set(verdict.codes):
            asked = verb.name == REPORT and verdict.allowed and feedback.own_report(row.code, actor) is not None
            url = (
                reverse("feedback:report", args=[row.code])
                if asked
                else reverse("menu:act", args=[row.code, verb.name])
            )
            found.append(
                {
                    "name": verb.name,
                    "label": verb.label,
                    "url": url,
                    "tone": verb.tone,
                    "ok": verdict.allowed,
                    "next": verb.name in ONWARD,
                    "aside": verb.name not in ONWARD,
                }
            )
    if rules.may_change(actor, _assuming(known, VERBS["cancel"]), now).allowed:
        found.insert(
            0,
            {
                "name": "edit",
                "label": pgettext_lazy("activity", "Change"),
                "url": reverse("menu:edit", args=[row.code]),
                "tone": "",
                "ok": True,
                "next": False,
                "aside": False,
            },
        )
    return found


def _assuming(known: rules.ActivityFacts, verb: Verb) -> rules.ActivityFacts:
    return replace(known, **verb.assume) if verb.assume else known


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Asked, code: str, verb: str) -> HttpResponse:
    """This will ask once more, and then do it; a refusal explains itself."""
    row = queries.activity(code)
    asked = VERBS.get(verb)
    if row is None or asked is None:
        raise Http404
    if verb == REPORT and feedback.own_report(code, request.actor) is not None:
        return redirect("feedback:report", code)  # the one form for reports, which enters the report here as well
    form = asked.form(page.sent(request))

    def act_and_say(sent: dict[str, Any]) -> None:
        asked.action(row, request.actor, request.now, **sent)
        messages.success(request, str(asked.done))

    context = {
        "row": row,
        "verb": asked,
        "panels": [] if form.is_bound else _why_not(request, row, asked),
        "title": row.title_in(get_language() or "en"),
        "cancel": _("Not now"),
    }
    return page.form_page(
        request, "menu/act.html", form, act_and_say, context, back=page.address("menu:activity", code)
    )


def _why_not(request: Asked, row: Any, asked: Verb) -> list[dict[str, Any]]:
    """This will explain why there is no form, before anything is typed into it."""
    known = _assuming(queries.facts_of(row, request.actor, request.now), asked)
    return page.panels(asked.may(request.actor, known, request.now), about=row.subject)
