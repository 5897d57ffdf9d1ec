"""The list of programmes, and how a new one begins."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.kernel.action import Refused, ask
from comity.parties import queries as parties
from comity.policy import pack
from comity.programmes import actions, queries
from comity.programmes.rules import State, life
from comity.web import page
from comity.web.programmes import forms, frame, labels

CONFLICT, UNPROCESSABLE = 409, 422
KIND = "IPCP"
# Three goals that a beginner may start from, each for one priority area.
SUGGESTED = ("defence", "interoperability", "civil-emergency")


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """This will list the programmes that the reader may see, and say whose turn it is. One query for the rows."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    locale = get_language() or "en"
    wanted = request.GET.get("state", "")
    states = (State(wanted),) if wanted in State else ()
    rows = [_row(line, actor, locale) for line in queries.programmes(states=states)]
    mine = [row for row in rows if row["is_own_turn"]]
    return page.render(
        request,
        "programmes/programmes.html",
        {
            "rows": rows,
            "mine": len(mine),
            "state": wanted if states else "",
            "states": [{"value": "", "label": _("All states")}]
            + [{"value": state.value, "label": str(word)} for state, (word, _tone) in labels.STATES.items()],
            "may_begin": _begins(actor),
        },
    )


def _begins(actor: Actor) -> bool:
    return life.side_of(actor, actor.party or "") is not None


def _row(line: Any, actor: Actor, locale: str) -> dict[str, Any]:
    row = line.programme
    word, tone = labels.STATES[State(row.state)]
    turn = line.turn
    holder = row.party.name_in(locale) if turn is Side.PARTNER else str(labels.SIDES[turn]) if turn else ""
    return {
        "programme": row,
        "party": row.party.name_in(locale),
        "kind": pack(row.pack).programme_type(row.type).abbreviation.in_(locale),
        "word": word,
        "tone": tone,
        "turn": holder,
        "is_own_turn": turn is not None and life.side_of(actor, row.party_code) is turn,
        "unanswered": line.unanswered,
        "version": queries.seen_version(row, actor),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """This will begin a programme: from the one before it, from the template, or from three suggested goals."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    choices = _partners(request, actor)
    before = _before(actor)
    sources = [("template", _("the sections of the template"))]
    sources += [("goals", _("the template, with three suggested goals"))]
    sources += [(row.code, _("the last programme: %(programme)s") % {"programme": row.code}) for row in before]
    year = brussels_day(request.now).year + 1  # type: ignore[attr-defined]
    initial = {
        "party": actor.party if actor.is_partner else request.GET.get("party", ""),
        "first_year": year,
        "years": pack().programme_type(KIND).years,
        "language": get_language() or "en",
        "source": sources[-1][0],
    }
    posted = request.POST if request.method == "POST" else None
    form = forms.Begin(posted, parties=choices, sources=sources, initial=initial)
    if not choices:
        own = parties.party(actor.party or "")
        if request.method == "POST" and own is not None:
            ask(actions.begin, own, actor, request.now, kind=KIND, first_year=year, last_year=year)  # type: ignore[attr-defined]
        verdict: Verdict = life.at_table(actor, _nobody(actor))
        panel = frame.why_not(verdict)
        return page.render(request, "programmes/begin.html", {"form": None, "panel": panel})
    if request.method != "POST":
        return page.render(request, "programmes/begin.html", {"form": form, "panel": None})
    if not form.is_valid():
        return page.render(request, "programmes/begin.html", {"form": form, "panel": None}, status=UNPROCESSABLE)
    try:
        code = _begin(request, form.cleaned_data)
    except Refused as refusal:
        context = {"form": form, "panel": page.panel_of(refusal)}
        return page.render(request, "programmes/begin.html", context, status=CONFLICT)
    messages.success(request, _("Begun. Only your side sees it until you send it."))
    party, _kind, period = code.split("/")
    return page.done(request, "programmes:programme", party, period)


def _begin(request: HttpRequest, data: dict[str, Any]) -> str:
    """This will begin it through the gate, and add the suggested goals if they were wanted."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    row = parties.party(data["party"])
    if row is None:
        raise Http404
    follows = data["source"] if "/" in data["source"] else ""
    event = actions.begin(
        row,
        actor,
        now,
        kind=KIND,
        first_year=data["first_year"],
        last_year=data["first_year"] + data["years"] - 1,
        language=data["language"],
        follows=follows,
    )
    if data["source"] == "goals":
        programme = frame.found(event.party, event.programme.rpartition("/")[2])
        for code in SUGGESTED:
            area = pack().area(code)
            actions.add_goal(
                programme,
                actor,
                now,
                title=area.name.in_(data["language"]),
                ways=area.description.in_(data["language"]),
                areas=(code,),
            )
    return event.programme


def _partners(request: HttpRequest, actor: Actor) -> list[tuple[str, str]]:
    """This will list for whom the reader may begin a programme: their own nation, or any partner for the staff."""
    locale = get_language() or "en"
    if life.side_of(actor, actor.party or "") is Side.PARTNER:
        own = parties.party(actor.party or "")
        return [(own.code, own.name_in(locale))] if own else []
    if life.side_of(actor, "") is Side.STAFF:
        lines = parties.parties(on=brussels_day(request.now))  # type: ignore[attr-defined]
        return [(line.code, line.party.name_in(locale)) for line in lines if line.standing.is_partner]
    return []


def _before(actor: Actor) -> list[Any]:
    """This will find the programme from which a partner may go on: the last that was not withdrawn."""
    if not actor.is_partner:
        return []
    found = [line.programme for line in queries.programmes(party=actor.party or "-")]
    return [row for row in found if row.state != State.WITHDRAWN and row.shared_version][:1]


def _nobody(actor: Actor) -> life.BeginFacts:
    """This will give the rule what it is asked when somebody belongs to no side at all."""
    return life.BeginFacts(actor.party or "", KIND, frozenset(), is_partner=False, is_open=False)
