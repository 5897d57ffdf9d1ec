"""The page of what needs the reader, the badges of the top bar, and the way home by role."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity import policy
from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day, end_of_day
from comity.kernel import register
from comity.parties import queries as parties
from comity.people import queries as people
from comity.programmes import queries as programmes
from comity.programmes.rules import State
from comity.web import page, typography
from comity.web.addresses import reverse
from comity.web.programmes.labels import STATES
from comity.web.register import subjects, words
from comity.web.shell import shell
from comity.web.today.sources import Told, badges, told
from comity.web.today.tasks import fill

WEEK = timedelta(days=7)
AHEAD = timedelta(days=14)
NOTES_FOR = timedelta(days=30)
NEWS = 5
MOST_PROGRAMMES = 8
MOVING = (State.SUBMITTED, State.JOINT_REVIEW, State.AGREED, State.WITH_COUNCIL, State.UNDER_REVIEW)
# On whom something may wait that is no party.
BODIES = {"council": gettext_lazy("the Council"), "host": gettext_lazy("the host")}
# Where work begins, by role (ux 5); everybody else begins on Today.
HOMES = (
    (Role.AUDITOR, "register:register"),
    (Role.COUNCIL_SECRETARY, "decisions:decisions"),
    (Role.DELEGATE, "decisions:decisions"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """This will lead to where the reader's work begins, by role (ux 5)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    for role, name in HOMES:
        if actor.has(role):
            return page.done(request, name)
    return page.done(request, "today:today")


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """This will list what needs the reader, by the moment at which it becomes irreversible."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now: datetime = request.now  # type: ignore[attr-defined]
    locale = get_language() or "en"
    names = parties.names(locale)
    found = told(actor, now)
    own = [one for one in found if not one.task.waiting_on]
    others = [one for one in found if one.task.waiting_on]
    rows = [_row(one, now, locale) for one in own]
    if rows:
        rows[0]["first"] = True
    visitor: Any = request.visitor  # type: ignore[attr-defined]
    context = {
        "groups": _groups(rows, now),
        "summary": _summary(rows),
        "next_due": next((one for one in found if one.task.due_at and one.task.due_at > now), None),
        "agenda": _agenda(found, now, locale),
        "waiting": [_waiting(one, now, names) for one in others],
        "notes": people.notes_for(actor.person_id, since=now - NOTES_FOR) if actor.person_id else [],
        "programmes": _programmes(actor, names),
        "programmes_title": _("Programmes") if actor.is_partner else _("My nations"),
        "nav": _nav(request, "today", badges(found)),
        "badges_url": "",
        **_news(visitor.account.seen_at, visitor.account.person_id),
    }
    return page.render(request, "today/today.html", context, block="list")


@require_safe
def badge(request: HttpRequest) -> HttpResponse:
    """This will count what the reader has to do, for the top bar; a page asks for it once it is shown."""
    counts = badges(told(request.actor, request.now))  # type: ignore[attr-defined]
    return page.render(request, "today/badges.html", {"nav": _nav(request, request.GET.get("here", ""), counts)})


def _nav(request: HttpRequest, here: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """This will write the counts beside the places of the top bar."""
    places = shell(request)["nav"]
    return [{**place, "badge": counts.get(place["key"], 0), "current": place["key"] == here} for place in places]


def _row(one: Told, now: datetime, locale: str) -> dict[str, Any]:
    """This will write one task as a row: kind, title, how it stands, why it is the reader's, when due, the verb."""
    task, label = one.task, one.label
    return {
        "kind": str(label.kind),
        "title": fill(label.title, task) or task.title,
        "ref": task.ref,
        "url": label.address(task),
        "line": fill(label.line, task),
        "why": fill(label.why, task),
        "ground": _ground(task.ground, locale),
        "verb": str(label.verb),
        "due_at": task.due_at,
        "due_on": _last_day(task.due_at) if task.due_at else None,
        "is_today": task.due_at is not None and task.due_at <= end_of_day(brussels_day(now)),
        "is_over": task.due_at is not None and task.due_at <= now,
        "left": task.due_at - now if task.due_at else None,
        "since_at": task.since_at,
        "first": False,
    }


def _last_day(due_at: datetime) -> date:
    """This will give the day by whose end something is due: what ends at midnight is due on the day before it."""
    return brussels_day(due_at - timedelta(microseconds=1))


def _ground(ref: str, locale: str) -> dict[str, str] | None:
    """This will name the ground of a task, short, with its place on the page of the policy."""
    if not ref:
        return None
    ground = policy.ground(ref, locale)
    return {"label": ref.replace("P§", "§"), "title": ground.label, "url": f"/{locale}/policy/#{ground.anchor}"}


def _groups(rows: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """This will part the rows: due today or before, within seven days, later or without a day."""
    today, week, later = [], [], []
    for row in rows:
        if row["is_today"]:
            today.append(row)
        elif row["due_at"] is not None and row["due_at"] <= end_of_day(brussels_day(now) + WEEK):
            week.append(row)
        else:
            later.append(row)
    groups = ((_("Today"), today), (_("This week"), week), (_("Later"), later))
    return [{"title": title, "rows": found} for title, found in groups if found]


def _summary(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    return ngettext("%(num)s thing needs you.", "%(num)s things need you.", len(rows)) % {"num": len(rows)}


def _agenda(found: list[Told], now: datetime, locale: str) -> list[dict[str, Any]]:
    """This will list what becomes irreversible in the next 14 days, whoever has to act."""
    until = now + AHEAD
    return [
        {
            "on": _last_day(one.task.due_at),
            "label": typography.labelled(one.label.kind, one.task.title, locale),
            "url": one.label.address(one.task),
            "tone": "neutral" if one.task.waiting_on else "accent",
        }
        for one in found
        if one.task.due_at is not None and now <= one.task.due_at <= until
    ]


def _waiting(one: Told, now: datetime, names: dict[str, str]) -> dict[str, Any]:
    """This will say on whom something waits and since when."""
    since = one.task.since_at
    return {
        "title": fill(one.label.title, one.task) or one.task.title,
        "url": one.label.address(one.task),
        "who": names.get(one.task.waiting_on) or BODIES.get(one.task.waiting_on, one.task.waiting_on),
        "days": (brussels_day(now) - brussels_day(since)).days if since else None,
    }


def _programmes(actor: Actor, names: dict[str, str]) -> list[dict[str, Any]]:
    """This will list the programmes of a partner, or to a desk those of all its nations, with how far their goals are.

    Those that move stand first; other roles have none of their own.
    """
    if actor.is_partner:
        found = programmes.programmes(party=actor.party or "-")
    elif actor.has(Role.DESK_OFFICER):
        every = programmes.programmes(states=(*MOVING, State.DRAFT, State.IN_FORCE))
        found = sorted(every, key=lambda one: State(one.programme.state) not in MOVING)
    else:
        return []
    shown = found[:MOST_PROGRAMMES]
    reached = programmes.reached([one.programme.pk for one in shown]) if shown else {}
    return [
        {
            "title": f"{names.get(one.programme.party_code, one.programme.party_code)}, {one.programme.period}",
            "url": subjects.address(f"programme:{one.programme.code}"),
            "word": STATES[State(one.programme.state)][0],
            "reached": reached.get(one.programme.pk),
        }
        for one in shown
    ]


def _news(seen_at: datetime | None, person_id: int) -> dict[str, Any]:
    """This will tell what others have entered since the reader's last visit: the newest, and where the rest is."""
    if seen_at is None:
        return {"news": [], "news_more": "", "seen_at": None}
    entries = list(register.changed(person_id, seen_at).select_related("seal")[: NEWS + 1])
    return {
        "news": words.lines(entries[:NEWS]),
        "news_more": f"{reverse('register:register')}?since={brussels_day(seen_at).isoformat()}"
        if len(entries) > NEWS
        else "",
        "seen_at": seen_at,
    }
