"""Asking for a consultation: a sentence with blanks, checked while it is written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comity.consultations import actions, queries, rules
from comity.consultations.rules import formats
from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.decisions import queries as decisions
from comity.kernel.action import Refused
from comity.menu import queries as menu
from comity.parties import queries as parties
from comity.policy import pack
from comity.web import page, typography
from comity.web.consultations import forms
from comity.web.consultations.showing import Shown, found
from comity.web.page import asked, locale
from comity.web.refusals.panels import Place

CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
def request(http: HttpRequest) -> HttpResponse:
    """This will let a partner or an Ally ask for a consultation."""
    actor, now = asked(http)
    own = parties.party(actor.party or "")
    if own is None:
        raise Http404
    verdict = formats.may_request(actor, queries.facts_of_request(own, actor, now), now)
    start = {"body": "council", "area": "consultation", "concern": http.GET.get("concern", "")}
    form = _form(http, actor, now, start)

    def save() -> str:
        return actions.request(own, actor, now, **form.said).consultation

    return _write(http, form, verdict, save, None)


@require_http_methods(["GET", "HEAD", "POST"])
def revise(http: HttpRequest, code: str) -> HttpResponse:
    """This will let the requester change what is not checked yet."""
    shown = found(http, code)
    row, actor, now = shown.row, shown.actor, shown.now
    why = shown.request
    if why is None:
        raise Http404
    start = {
        "subject": row.subject_as_asked,
        "participants": [one.party for one in row.participants.all()],
        "framework": row.framework,
        "occasion": row.occasion,
        "event": why.event,
        "area": row.area,
        "wanted_on": row.wanted_on,
        "body": row.body,
        "aim": why.aim,
        "elsewhere": why.elsewhere,
    }
    verdict = formats.may_revise(actor, queries.facts_of_revision(row, actor, now), now)
    form = _form(http, actor, now, start)
    form.fields.pop("concern", None)

    def save() -> str:
        return actions.revise(row, actor, now, **form.said).consultation

    return _write(http, form, verdict, save, shown)


def _form(http: HttpRequest, actor: Actor, now: datetime, start: dict[str, Any]) -> forms.Request:
    day, names, loaded = brussels_day(now), parties.names(locale()), pack()
    partners = sorted(
        ((code, names.get(code, code)) for code in parties.members(audience.PARTNERS, day) if code != actor.party),
        key=lambda pair: pair[1],
    )
    return forms.Request(
        page.sent(http),
        initial=start,
        partners=partners,
        frameworks=[(one.code, one.abbreviation.in_(locale())) for one in loaded.frameworks.values()],
        areas=[(code, area.name.in_(locale())) for code, area in menu.all_areas().items()],
        bodies=[(code, body.name_on(day).name.in_(locale())) for code, body in loaded.bodies.items()],
        concerns=[
            (one.code, typography.labelled(one.code, one.title, locale()))
            for one in queries.own_concerns(actor.party or "")
        ],
    )


def _write(http: HttpRequest, form: forms.Request, verdict: Verdict, save: Any, shown: Shown | None) -> HttpResponse:
    """This will show the sentence with its checks, or take it; what is refused keeps what was typed."""
    actor, now = asked(http)
    context: dict[str, Any] = {"form": form, "panel": None, "shown": shown, "checks": []}
    if http.method != "POST" and not verdict.allowed:
        context |= {"form": None, "panel": page.why_not(verdict, back=page.address("consultations:consultations"))}
        return page.render(http, "consultations/request.html", context)
    names = parties.names(locale())
    context["requester"] = _("Allies") if actor.is_ally else names.get(actor.party or "", "")
    context["allies"] = decisions.allies_on(brussels_day(now))
    status = 200
    if http.method == "POST":
        valid = form.is_valid()
        if valid and "check" not in http.POST:
            try:
                code = save()
            except Refused as refused:
                context["panel"], status = page.panel_of(refused, Place(form=http.path)), CONFLICT
            else:
                messages.success(http, _("Your request is with the staff."))
                return page.done(http, "consultations:consultation", code)
        elif "check" in http.POST:
            form.errors.clear()
        else:
            status = UNPROCESSABLE
    context["checks"] = checks(form, actor, now)
    return page.render(http, "consultations/request.html", context, block="checks", status=status)


def checks(form: forms.Request, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """This will check what is written so far, with what the reader may see, and nothing else."""
    sent = _so_far(form)
    day = brussels_day(now)
    named = queries.expand(sent["participants"], sent["framework"], actor.party or "", day)
    stand = parties.standings(named, day)
    return [
        _partners(named, stand),
        *([_check("open", _("Say on what."), "W-130")] if not sent["subject"].strip() else []),
        _check("ok", _("The area is one in which cooperation takes place."), "P§5")
        if sent["area"]
        else _check("note", _("Outside the priority areas the Council has to decide on the area as well."), "P§6"),
        *_existing(named, stand, sent["subject"]),
        *_clashes(sent["wanted_on"]),
        _others(named, day),
        _check("ok", _("You declare that no other forum is duplicated; the staff checks it."), "P§7a(i)")
        if sent["declared"]
        else _check("open", _("The declaration about other forums is missing."), "P§7a(i)"),
    ]


def _check(tone: str, text: str, ref: str, code: str = "") -> dict[str, Any]:
    return {"tone": tone, "text": text, "ref": ref, "code": code}


def _partners(named: tuple[str, ...], stand: Any) -> dict[str, Any]:
    """This will say whether those named may take part."""
    names = parties.names(locale())
    suspended = [names.get(code, code) for code in named if stand[code].is_suspended]
    if not named:
        return _check("open", _("Name at least one partner."), "W-130")
    if suspended:
        return _check("stop", _("Suspended today: %(names)s.") % {"names": ", ".join(suspended)}, "W-130")
    said = ngettext("The partner named may take part.", "All %(count)s partners named may take part.", len(named))
    return _check("ok", said % {"count": len(named)}, "W-130")


def _existing(named: tuple[str, ...], stand: Any, subject: str) -> list[dict[str, Any]]:
    """This will name a framework that holds all of them, and a consultation on a like subject."""
    common = [
        one.abbreviation.in_(locale())
        for one in pack().frameworks.values()
        if len(named) > 1 and all(one.code in stand[code].frameworks for code in named)
    ]
    found_ = []
    if common:
        said = _("%(framework)s holds all of them: could it meet instead?") % {"framework": common[0]}
        found_.append(_check("note", said, "P§11"))
    if (similar := _similar(subject)) is not None:
        found_.append(_check("note", _("There is one on a like subject:"), "P§11", similar.code))
    return found_


def _clashes(wanted_on: date | None) -> list[dict[str, Any]]:
    """This will name the frameworks that meet on the day, as far as the reader may know."""
    found_ = queries.meetings(wanted_on, wanted_on) if wanted_on else []
    return [
        _check("note", _("On that day a framework meets: %(title)s.") % {"title": one.title_in(locale())}, "P§11")
        for one in found_
    ]


def _others(named: tuple[str, ...], day: date) -> dict[str, Any]:
    """This will say how many partners would be told."""
    others = len(set(parties.active_members(audience.PARTNERS, day)) - set(named))
    said = ngettext(
        "One other partner will be told once the Council has approved it.",
        "%(count)s other partners will be told once the Council has approved it.",
        others,
    )
    return _check("note", said % {"count": others}, "P§11")


def _so_far(form: forms.Request) -> dict[str, Any]:
    """This will give what is written so far, whether or not all of it can be read."""
    if not form.is_bound:
        initial = form.initial
        return {
            "subject": initial.get("subject", ""),
            "participants": initial.get("participants", []),
            "framework": initial.get("framework", ""),
            "area": initial.get("area", next(iter(form.fields["area"].choices))[0]),  # type: ignore[attr-defined]
            "wanted_on": initial.get("wanted_on"),
            "declared": False,
        }
    form.full_clean()
    found_ = getattr(form, "cleaned_data", {})
    texts = {name: found_.get(name) or "" for name in ("subject", "framework", "area")}
    return {
        **texts,
        "participants": found_.get("participants") or [],
        "wanted_on": found_.get("wanted_on"),
        "declared": bool(found_.get("declared")),
    }


def _similar(subject: str) -> Any:
    """This will find a consultation that is not over and shares a long word of its subject."""
    over = {rules.State.CLOSED, rules.State.WITHDRAWN}
    words = sorted((word for word in subject.split() if len(word) > 5), key=len, reverse=True)  # noqa: PLR2004
    going_on = tuple(state.value for state in rules.State if state not in over)
    for word in words[:2]:
        if listed := queries.consultations(queries.Wanted(states=going_on, words=word), limit=1):
            return listed[0]
    return None
