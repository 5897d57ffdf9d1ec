"""Integrity reviews: the list, one review, the self-assessment, and what the partner does about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.education import actions, queries, rules
from comity.education.rules import IntegrityState
from comity.kernel.action import Refused
from comity.parties import queries as parties
from comity.web import page
from comity.web.education import asking, forms, labels, reviewing
from comity.web.page import CONFLICT, WRONG_INPUT, asked, locale


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """This will list the reviews that the reader may see: never beside one another by what they answer."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows, names = queries.integrity_reviews(), parties.names(locale())
    opening = rules.OpeningFacts(actor.party or "", is_suspended=False)
    return page.render(
        request,
        "education/integrities.html",
        {
            "rows": [_row(one, names) for one in rows],
            "may": rules.may_open_integrity(actor, opening, now).allowed,
            "tabs": asking.tabs(),
            "marking": documents.marking_of(rows, locale()),
        },
    )


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show where a review stands, what may be done next, and who reads it."""
    one = reviewing.seen(request, pk)
    row, facts, actor, now = one.row, one.facts, one.actor, one.now
    measures = queries.measures_of(row)
    return page.render(
        request,
        "education/integrity.html",
        {
            **reviewing.frame(one, "overview"),
            "partner": one.names.get(row.party_id, row.party_id),
            "shared": [one.names.get(code, code) for code in row.shared_with],
            "before": row.before_id,
            "missing": facts.missing,
            "findings": facts.findings,
            "measures": len(measures),
            "late": sum(reviewing.is_late(each, brussels_day(now)) for each in measures),
            "may_answer": rules.may_answer_integrity(actor, facts, now).allowed,
            "may_withdraw": rules.may_withdraw_integrity(actor, facts, now).allowed,
            "may_share": rules.may_share_integrity(actor, facts, now).allowed,
        },
    )


@require_http_methods(["GET", "POST"])
def open_review(request: HttpRequest) -> HttpResponse:
    """This will open a round of one's own nation."""
    actor, now = asked(request)
    party = parties.party(actor.party or "")
    if party is None:
        raise Http404
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.open_integrity(party, actor, now),
        may=rules.may_open_integrity(actor, queries.facts_of_opening(party, actor, now), now),
        said=_("The self-assessment is open; only your side sees it until you hand it in."),
        context={
            "title": _("Open a self-assessment"),
            "label": _("Open it"),
            "back": page.address("education:integrities"),
            "trail": [asking.trail(_("Integrity reviews"), "education:integrities")],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show the self-assessment, and to the partner as a form until it is handed in."""
    one = reviewing.seen(request, pk)
    found = queries.integrity_answers(one.row)
    may = rules.may_answer_integrity(one.actor, one.facts, one.now)
    form = reviewing.Answers(page.sent(request), answered=found) if may.allowed or request.method == "POST" else None
    panel, status = None, 200
    if form is not None and form.is_bound:
        if form.is_valid():
            try:
                actions.answer_integrity(one.row, one.actor, one.now, answers=form.kept())
            except Refused as refusal:
                panel, status = page.panel_of(refusal), CONFLICT
            else:
                messages.success(request, _("Kept. Only your side sees it until you hand it in."))
                return page.done(request, "education:integrity_answers", pk)
        else:
            status = WRONG_INPUT
    return page.render(
        request,
        "education/integrity_answers.html",
        {
            **reviewing.frame(one, "answers"),
            "areas": _by_area(found, form),
            "form": form,
            "panel": panel,
            "missing": one.facts.missing,
            "unconfirmed": one.facts.unconfirmed,
            "is_next": one.row.before_id is not None,
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """This will hand the self-assessment in."""
    one = reviewing.seen(request, pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.hand_in_integrity(one.row, one.actor, one.now),
        may=rules.may_hand_in_integrity(one.actor, one.facts, one.now),
        said=_("Handed in. The staff can read it now, and later the experts whom you accept."),
        context=reviewing.context(one.row, "integrity_answers", _("Hand the self-assessment in"), _("Hand it in")),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """This will end a round before its visit is set."""
    one = reviewing.seen(request, pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.withdraw_integrity(one.row, one.actor, one.now),
        may=rules.may_withdraw_integrity(one.actor, one.facts, one.now),
        said=_("The round is withdrawn."),
        context=reviewing.context(one.row, "integrity", _("Withdraw the round"), _("Withdraw it")),
    )


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """This will say which Allies read the review."""
    one = reviewing.seen(request, pk)
    codes = parties.members(audience.ALLIES, brussels_day(one.now))
    allies = sorted(((code, one.names.get(code, code)) for code in codes), key=lambda pair: pair[1])
    return page.act_page(
        request,
        reviewing.Share(page.sent(request), initial={"to": one.row.shared_with}, allies=allies),
        lambda sent: actions.share_integrity(one.row, one.actor, one.now, **sent),
        may=rules.may_share_integrity(one.actor, one.facts, one.now),
        said=_("It is entered who reads the review."),
        context=reviewing.context(one.row, "integrity", _("Say which Allies read it"), _("Enter it")),
    )


def _row(one: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.INTEGRITY[IntegrityState(one.state)]
    return {"row": one, "title": reviewing.title(one, names), "word": word, "tone": tone}


def _by_area(found: list[queries.Answered], form: reviewing.Answers | None) -> list[dict[str, Any]]:
    """This will put the statements under their areas, in order."""
    areas: dict[str, dict[str, Any]] = {}
    for one in found:
        group = areas.setdefault(one.area.code, {"name": one.area.name.in_(locale()), "rows": []})
        group["rows"].append(_statement(one, form))
    return list(areas.values())


def _statement(one: queries.Answered, form: reviewing.Answers | None) -> dict[str, Any]:
    code, (word, tone) = one.question.code, labels.ANSWER_MARKS[one.mark]
    before = one.before
    return {
        "code": code,
        "text": one.question.text.in_(locale()),
        "level": reviewing.level(one.level),
        "evidence": one.evidence,
        "word": word,
        "tone": tone,
        "before": {"level": reviewing.level(before[0]), "evidence": before[1]} if before else None,
        "upon": reviewing.stamp(one.level, one.evidence),
        "asks_again": bool(one.level) and not one.is_confirmed,
        "level_field": form[f"level_{code}"] if form is not None else None,
        "text_field": form[f"text_{code}"] if form is not None else None,
        "ok_field": form[f"ok_{code}"] if form is not None else None,
    }
