"""Offering and changing activities and courses, and choosing for which ones to nominate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.core.actor import Role
from comity.kernel.action import Refused
from comity.menu import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page
from comity.web.menu import drafts, facts, labels, values
from comity.web.menu.acts import Retirement
from comity.web.menu.values import CourseForm, OfferForm
from comity.web.middleware import Asked
from comity.web.refusals.panels import Place

UNPROCESSABLE = 422
MOST_CHOSEN = 30


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Asked) -> HttpResponse:
    """This will put an activity before the staff, from scratch or from a course of the catalogue."""
    code = request.GET.get("course", "")
    course = queries.course(code) if code and "\0" not in code else None
    draft = drafts.asked_for(request)
    if request.method == "POST" and "keep" in request.POST:
        return drafts.keep(request, draft)
    form = OfferForm(
        page.sent(request),
        initial=drafts.initial_of(draft) if draft else values.initial_of(course) if course else None,
        providers=_providers(request),
        courses=queries.courses(),
        locale=_locale(),
    )
    if request.method == "POST" and form.is_valid():
        given = form.given()
        event = _refusable(request, form, lambda: _offer(request, form, given))
        if event is not None:
            if draft is not None:
                actions.discard_draft(draft, request.actor, request.now)
            messages.success(request, _("Your offer is with the staff as %(code)s.") % {"code": event.code})
            return page.done(request, "menu:activity", event.code)
    return _form(
        request,
        form,
        "menu/offer.html",
        {"course": course, "row": None, "draft": draft, "drafts": _drafts(request, draft)},
    )


def _drafts(request: Asked, but: Any) -> list[Any]:
    """This will list one's party's other drafts beside an empty form."""
    if request.method == "POST" or but is not None:
        return []
    return queries.drafts(request.actor.party or "")


def _offer(request: Asked, form: OfferForm, given: dict[str, Any]) -> Any:
    provider = form.cleaned_data["provider"]
    listed = parties.provider(provider)
    row = parties.party(listed.party.code if listed else request.actor.party or "")
    if row is None:
        raise Http404
    return actions.offer(
        row,
        request.actor,
        request.now,
        provider=provider,
        values=given,
        seat_shares=form.cleaned_data["seats_reserved"],
        outside_codes=form.cleaned_data["codes"],
        course=form.cleaned_data["course"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Asked, code: str) -> HttpResponse:
    """This will change an activity; once it is published, a reason is asked for and those concerned are told.

    Who started from an older version sees what has changed meanwhile beside what they typed, and loses neither.
    """
    row = queries.activity(code)
    if row is None:
        raise Http404
    published = row.state not in rules.BEFORE
    shares, codes = queries.shares(row), queries.codes(row)
    initial = values.initial_of(row, shares=shares, codes=[one for one in codes if one.activity_id == row.pk])
    form = OfferForm(
        request.POST or None,
        initial=initial,
        providers=_providers(request, row.provider_id),
        courses=queries.courses(),
        locale=_locale(),
        reason_for=published,
    )
    stale: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] != row.version:
            stale = form.against(initial)
        else:
            event = _refusable(request, form, lambda: _change(request, row, form, initial))
            if event is _NOTHING:
                form.add_error(None, _("Nothing was changed: the activity already says all this."))
            elif event is not None:
                messages.success(request, _("The change is entered."))
                return page.done(request, "menu:activity", row.code)
    return _form(request, form, "menu/offer.html", {"row": row, "course": None, "stale": stale, "published": published})


_NOTHING = object()


def _change(request: Asked, row: Any, form: OfferForm, initial: Mapping[str, Any]) -> Any:
    given = form.given()
    changes = {name: value for name, value in given.items() if getattr(row, name) != value}
    seats = form.cleaned_data["seats_reserved"] if form.has_changed_from(initial, "seats_reserved") else None
    codes = form.cleaned_data["codes"] if form.has_changed_from(initial, "codes") else None
    if not changes and seats is None and codes is None:
        return _NOTHING
    return actions.change(
        row,
        request.actor,
        request.now,
        changes=changes,
        reason=form.cleaned_data.get("reason", ""),
        seat_shares=seats,
        outside_codes=codes,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def offer_course(request: Asked) -> HttpResponse:
    """This will put a course into the catalogue."""
    form = CourseForm(request.POST or None, providers=_providers(request), locale=_locale())
    if request.method == "POST" and form.is_valid():
        provider = form.cleaned_data["provider"]
        listed = parties.provider(provider)
        row = parties.party(listed.party.code if listed else request.actor.party or "")
        if row is None:
            raise Http404
        given, codes = form.given(), form.cleaned_data["codes"]
        event = _refusable(
            request,
            form,
            lambda: actions.offer_course(
                row, request.actor, request.now, provider=provider, values=given, outside_codes=codes
            ),
        )
        if event is not None:
            messages.success(request, _("The course is in the catalogue as %(code)s.") % {"code": event.code})
            return page.done(request, "menu:course", event.code)
    return _form(request, form, "menu/course_form.html", {"row": None})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_course(request: Asked, code: str) -> HttpResponse:
    """This will change a course of the catalogue."""
    row = queries.course(code)
    if row is None:
        raise Http404
    initial = values.initial_of(row, codes=queries.codes(row))
    form = CourseForm(
        request.POST or None, initial=initial, providers=_providers(request, row.provider_id), locale=_locale()
    )
    stale: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] != row.version:
            stale = form.against(initial)
        else:
            changes = {name: value for name, value in form.given().items() if getattr(row, name) != value}
            codes = form.cleaned_data["codes"] if form.has_changed_from(initial, "codes") else None
            event = _refusable(
                request,
                form,
                lambda: actions.change_course(row, request.actor, request.now, changes=changes, outside_codes=codes),
            )
            if event is not None:
                messages.success(request, _("The change is entered."))
                return page.done(request, "menu:course", row.code)
    return _form(request, form, "menu/course_form.html", {"row": row, "stale": stale})


@require_http_methods(["GET", "HEAD", "POST"])
def retire_course(request: Asked, code: str) -> HttpResponse:
    """This will ask once more, and then drop a course for good."""
    row = queries.course(code)
    if row is None:
        raise Http404
    form = Retirement(page.sent(request))

    def act(sent: dict[str, Any]) -> None:
        actions.retire_course(row, request.actor, request.now, **sent)
        messages.success(request, _("The course has been retired."))

    known = queries.facts_of_course(row, request.actor, request.now, reason="-")
    verdict = rules.may_retire_course(request.actor, known, request.now)
    context = {
        "row": row,
        "title": row.title_in(_locale()),
        "panels": [] if form.is_bound else page.panels(verdict, about=row.subject),
    }
    back = page.address("menu:course", row.code)
    return page.form_page(request, "menu/retire_course.html", form, act, context, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: Asked) -> HttpResponse:
    """This will go on from the rows selected: to the one activity, or to a list of them with what is possible."""
    sent = request.POST if request.method == "POST" else request.GET
    codes = list(dict.fromkeys(sent.getlist("row")))[:MOST_CHOSEN]
    if len(codes) == 1 and (url := facts.address("nominations:nominate", codes[0])):
        return page.done(request, url)
    found = queries.activities_of(codes)
    standing = queries.standing_of(request.actor, request.now)
    rows = []
    for code in codes:
        if (row := found.get(code)) is None:
            continue
        known = queries.facts_of(row, request.actor, request.now)
        verdict = rules.eligibility(known, standing, request.now)
        full = rules.room(known, standing, request.now)
        rows.append(
            {
                "row": row,
                "title": row.title_in(_locale()),
                "url": facts.address("nominations:nominate", row.code) if verdict.allowed else "",
                "reasons": [panel["title"] for panel in page.panels(verdict, about=row.subject)],
                "is_full": not full.allowed,
            }
        )
    return page.render(request, "menu/nominate.html", {"rows": rows})


def _refusable(request: Asked, form: forms.Form, act: Any) -> Any:
    """This will do it, or keep what was typed beside the panel that says why not."""
    try:
        return act()
    except Refused as refusal:
        form.refusal = page.panel_of(refusal, Place(form=request.path))  # type: ignore[attr-defined]
        return None


def _form(request: Asked, form: forms.Form, template: str, context: dict[str, Any]) -> HttpResponse:
    panel = getattr(form, "refusal", None)
    status = page.CONFLICT if panel or context.get("stale") else UNPROCESSABLE if form.is_bound else 200
    full = {"form": form, "panel": panel, "stale": [], "published": False, "words": labels, **context}
    return page.render(request, template, full, status=status)


def _providers(request: Asked, also: str | None = None) -> list[tuple[str, str]]:
    """This will list the providers for which one may offer: those of one's party, or all for the menu manager."""
    staff = request.actor.has(Role.MENU_MANAGER)
    found = parties.providers(party=None if staff else request.actor.party or "-")
    listed = [(one.code, one.name_in(_locale())) for one in found]
    if also and also not in {code for code, _name in listed} and (one := parties.provider(also)):
        listed.append((one.code, one.name_in(_locale())))
    return listed


def _locale() -> str:
    return get_language() or "en"
