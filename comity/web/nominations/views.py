"""The nominees of an activity, one nomination, and what its party and the host do with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.kernel.action import Refused
from comity.nominations import actions, queries, rules
from comity.nominations.queries import Shown
from comity.parties import queries as parties
from comity.programmes import queries as programmes
from comity.web import page
from comity.web.nominations import forms, labels, sentences, shown
from comity.web.numbers import whole
from comity.web.page import asked
from comity.web.refusals import panels

CONFLICT = 409
MOST_AT_ONCE = 200
VERBS = {
    "confirm": actions.confirm,
    "withdraw": actions.withdraw,
    "rejoin": actions.rejoin,
    "receive": actions.receive,
    "decline": actions.decline,
}
RULES = {
    "confirm": rules.may_confirm,
    "withdraw": rules.may_withdraw,
    "rejoin": rules.may_rejoin,
    "exchange": rules.may_exchange,
    "receive": rules.may_receive,
    "decline": rules.may_decline,
}
# Title of the question, what follows from a yes, the word on the button, and what is said when it is done.
QUESTIONS = {
    "confirm": (
        gettext_lazy("Confirm the seat of %(name)s?"),
        gettext_lazy("The host counts on the person. A seat that you give back later may go to somebody else."),
        gettext_lazy("Confirm the seat"),
        gettext_lazy("The seat is confirmed."),
    ),
    "withdraw": (
        gettext_lazy("Withdraw %(name)s?"),
        gettext_lazy("A seat held is free at once and goes to the next in the list. This cannot be undone."),
        gettext_lazy("Withdraw"),
        gettext_lazy("The name is withdrawn."),
    ),
    "rejoin": (
        gettext_lazy("Let %(name)s wait again?"),
        gettext_lazy("The place is at the end of the list."),
        gettext_lazy("Wait again"),
        gettext_lazy("The name stands in the list again."),
    ),
    "receive": (
        gettext_lazy("Receive %(name)s?"),
        gettext_lazy("The name takes its place in the list; if a seat is free for it, it is offered at once."),
        gettext_lazy("Receive"),
        gettext_lazy("The name is received."),
    ),
    "decline": (
        gettext_lazy("Decline %(name)s?"),
        gettext_lazy("The party reads your reason. A seat kept for the name is free at once."),
        gettext_lazy("Decline"),
        gettext_lazy("The name is declined."),
    ),
}


def is_host(actor: Actor, row: Any) -> bool:
    """This will tell whether the reader gives the seats of an activity."""
    return rules.is_host(actor, row.party_id or "")


def one(code: str, number: int) -> Shown:
    """This will find a nomination that the reader may see.

    Raises: Http404 if there is none.
    """
    found = queries.nomination(code, number)
    if found is None:
        raise Http404
    return found


@require_safe
def nominees(request: HttpRequest, code: str) -> HttpResponse:
    """This will list who is nominated: one's own people; to the host and the staff all, to the staff without names."""
    return page.render(request, "nominations/nominees.html", _nominees(request, code), block="list")


def _nominees(request: HttpRequest, code: str, refused: Sequence[tuple[int, dict[str, Any]]] = ()) -> dict[str, Any]:
    """This will gather the list, and with it what was refused of several acts, each by its nominee's number."""
    actor, now = asked(request)
    row = shown.activity(code)
    host = is_host(actor, row)
    listed = queries.nominees(code)
    return {
        "refused": refused,
        "activity": shown.header(row),
        "rows": shown.rows(listed, actor, now, host=host),
        "host": host,
        "sees_all": host or actor.is_staff or actor.acts_for(row.party_id or ""),
        "own": actor.party is not None and actor.has(*rules.NOMINATING) and not actor.is_staff,
        "has_begun": row.start_on is not None and brussels_day(now) >= row.start_on,
        "is_locked": any(item.is_locked for item in listed),
        "may_fill": host and any(item.row.state == rules.State.WAITING for item in listed),
        "marking": _marking(listed, row),
    }


def _marking(listed: list[Shown], row: Any) -> str:
    """This will mark a page that names people."""
    named = {item.row.party_id for item in listed if item.person is not None}
    return shown.marking({*named, row.party_id or ""}, parties.names(page.locale())) if named else ""


@require_safe
def nomination(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will show one nomination: where it stands and why, who it is, what may be done, and its history."""
    return page.render(request, "nominations/nomination.html", _nomination(request, code, int(number)))


def _nomination(request: HttpRequest, code: str, number: int) -> dict[str, Any]:
    actor, now = asked(request)
    found = one(code, number)
    row = shown.activity(code)
    names = parties.names(page.locale())
    host = is_host(actor, row)
    own = actor.acts_for(found.row.party_id) and actor.has(*rules.NOMINATING)
    return {
        "activity": shown.header(row),
        "found": found,
        "line": shown.row(found, actor, now, names, host=host),
        "said": sentences.place(found.row, now),
        "acts": _acts(found, row, actor, now, own=own, host=host),
        "facts": _facts(found, names),
        "goal": _goal(found),
        "personal": _personal(found),
        "marking": _marking([found], row),
        "erase_on": rules.kept_until(row.end_on or row.start_on) if row.end_on or row.start_on else None,
    }


def _acts(found: Shown, row: Any, actor: Actor, now: datetime, *, own: bool, host: bool) -> list[dict[str, Any]]:
    """This will list what may be done; what a rule refuses stands there too, and says why."""
    wanted = (*(shown.OWN if own else ()), *(shown.HOST if host else ()))
    offered = [(verb, word, look) for verb, word, look in wanted if shown.may(verb, found.state)]
    if not offered:
        return []
    number = found.row.number
    facts = {
        "own": queries.facts_of_nomination(row, actor, now, number=number) if own else None,
        "host": queries.facts_of_host(row, actor, now, number=number, reason="?") if host else None,
    }
    made = []
    for verb, word, look in offered:
        known = facts["host" if verb in {"receive", "decline"} else "own"]
        allowed = known is not None and RULES[verb](actor, known, now).allowed
        made.append(
            {
                "verb": verb,
                "label": word,
                "look": look,
                "allowed": allowed,
                "url": shown.address(verb, row.code, number),
            }
        )
    return made


def _facts(found: Shown, names: dict[str, str]) -> list[dict[str, Any]]:
    kept = found.row
    lines = [
        {"label": _("Put forward by"), "value": names.get(kept.party_id, kept.party_id)},
        {"label": _("Rank"), "value": kept.rank or "—"},
        {"label": _("Language profile"), "value": kept.language_profile or "—"},
        {"label": _("Security clearance"), "value": labels.clearance(kept.clearance)},
    ]
    if kept.courses:
        lines.append({"label": _("Completed before"), "value": ", ".join(kept.courses)})
    if kept.claim is not None:
        lines.append({"label": _("Stands in the list by"), "value": str(labels.CLAIMS[rules.Claim(kept.claim)])})
    return lines


def _goal(found: Shown) -> dict[str, str] | None:
    """This will give the goal that a nomination serves, if the reader may read it: its party and the staff. One query.

    A goal is not the host's to read: the row of the goal decides, so that nothing is shown where it is not.
    """
    party, _slash, number = queries.goal_of(found.row).partition("/")
    goal = programmes.goal(party, int(number)) if party and number.isdigit() else None
    return {"code": goal.code, "title": goal.title} if goal is not None else None


def _personal(found: Shown) -> list[dict[str, Any]]:
    if found.person is None:
        return []
    values = [(word, getattr(found.person, field)) for field, word in labels.PERSON.items()]
    return [{"label": word, "value": value} for word, value in values if value]


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, number: str, verb: str) -> HttpResponse:
    """This will ask before an act on a nomination, and do it; what was typed is kept when it is refused."""
    actor, now = asked(request)
    found = one(code, int(number))
    row = shown.activity(code)
    form = forms.Decline(request.POST or None) if verb == "decline" else None
    panel = None
    if request.method == "POST":
        inputs = {"reason": request.POST.get("reason", "").replace("\0", "")[:1_000]} if verb == "decline" else {}
        try:
            VERBS[verb](row, actor, now, number=int(number), **inputs)  # type: ignore[operator]
        except Refused as refused:
            panel = _panel(refused, panels.Place(form=request.path))
        else:
            messages.success(request, str(QUESTIONS[verb][3]))
            return page.done(request, _after(request, code, int(number)))
    elif not (verdict := _verdict(verb, row, actor, now, int(number))).allowed:
        panel = panels.one_of(page.panels(verdict, about=row.subject))
    title, follows, label, _said = QUESTIONS[verb]
    context = {
        "activity": shown.header(row),
        "found": found,
        "title": title % {"name": shown.name(found)},
        "follows": follows,
        "label": label,
        "verb": verb,
        "form": form,
        "panel": panel,
        "refused": panel is not None and request.method == "POST",
        "back_url": reverse("nominations:nomination", args=[code, int(number)]),
        "marking": _marking([found], row),
    }
    status = CONFLICT if panel is not None and request.method == "POST" else 200
    return page.render(
        request, "nominations/act.html", context, block="panel" if status == CONFLICT else None, status=status
    )


def _after(request: HttpRequest, code: str, number: int) -> str:
    """This will lead back to the list if the act was done there."""
    if request.POST.get("from") == "list":
        return reverse("nominations:nominees", args=[code])
    return reverse("nominations:nomination", args=[code, number])


def _verdict(verb: str, row: Any, actor: Actor, now: datetime, number: int) -> Verdict:
    if verb in {"receive", "decline"}:
        return RULES[verb](actor, queries.facts_of_host(row, actor, now, number=number, reason="?"), now)
    return RULES[verb](actor, queries.facts_of_nomination(row, actor, now, number=number), now)


def _panel(refused: Refused, place: panels.Place = panels.NOWHERE) -> dict[str, Any]:
    return page.panel_of(refused, place)


@require_POST
def receive_several(request: HttpRequest, code: str) -> HttpResponse:
    """This will receive the names that the host has selected, one by one, and say which could not be."""
    actor, now = asked(request)
    row = shown.activity(code)
    listed = {item.row.number for item in queries.nominees(code)}
    ticked = dict.fromkeys(whole(value) for value in request.POST.getlist("row")[:MOST_AT_ONCE])
    numbers = [number for number in ticked if number in listed]
    done, refusals = 0, dict[int, Refused]()
    for number in numbers:
        try:
            actions.receive(row, actor, now, number=number)
        except Refused as refused:
            refusals[number] = refused
        else:
            done += 1
    if done:
        said = ngettext("%(num)s name is received.", "%(num)s names are received.", done) % {"num": done}
        messages.success(request, said)
    elif not numbers:
        messages.warning(request, _("No name was selected."))
    if refusals:
        panels_of = [(number, _panel(one)) for number, one in refusals.items()]
        return page.render(request, "nominations/nominees.html", _nominees(request, code, panels_of), status=CONFLICT)
    return page.done(request, "nominations:nominees", code)


@require_POST
def seat_waiting(request: HttpRequest, code: str) -> HttpResponse:
    """This will let the host go through the list at once."""
    actor, now = asked(request)
    event = actions.seat_waiting(shown.activity(code), actor, now)
    count = len(event.offered)
    said = ngettext("%(num)s seat is offered.", "%(num)s seats are offered.", count) % {"num": count}
    messages.success(request, said if count else _("Nobody in the list can be offered a seat now."))
    return page.done(request, "nominations:nominees", code)
