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
from comity.documents import queries as documents
from comity.kernel.action import Refused, ask
from comity.parties import queries as parties
from comity.policy import pack
from comity.programmes import actions, queries
from comity.programmes.rules import State, life, place_of
from comity.web import page, spreadsheet
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
    wanted, kind, states, lines = _listed(request)
    rows = [_row(line, actor, locale) for line in lines]
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
            "kind": kind,
            "kinds": [{"value": "", "label": _("All types")}]
            + [{"value": one.code, "label": one.abbreviation.in_(locale)} for one in pack().programme_types.values()],
            "may_begin": _begins(actor),
            "query": request.GET.urlencode(),
        },
    )


def _listed(request: HttpRequest) -> tuple[str, str, tuple[State, ...], list[queries.Line]]:
    """This will read what is asked of the list, and list it. One query."""
    wanted, kind = request.GET.get("state", ""), request.GET.get("type", "")
    states = (State(wanted),) if wanted in State else ()
    kind = kind if kind in pack().programme_types else ""
    return wanted, kind, states, queries.programmes(states=states, kind=kind)


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    _wanted, _kind, _states, lines = _listed(request)
    day = brussels_day(request.now)  # type: ignore[attr-defined]
    return spreadsheet.answer(
        f"programmes-{day.isoformat()}",
        form,
        documents.marking_of((line.programme for line in lines), get_language() or "en"),
        ["programme", "partner", "type", "first_year", "last_year", "state", "turn", "in_force_on", "ends_on"],
        (
            [row.code, row.party_code, row.type, row.first_year, row.last_year, row.state, line.turn or "",
             row.in_force_on, row.ends_on]
            for line in lines
            for row in (line.programme,)
        ),
    )  # fmt: skip


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
        "kind": wanted if (wanted := request.GET.get("type", "")) in pack().programme_types else KIND,
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
    return page.done(request, "programmes:programme", code.partition("/")[0], place_of(code))


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
        kind=data["kind"],
        first_year=data["first_year"],
        last_year=data["first_year"] + data["years"] - 1,
        language=data["language"],
        follows=follows,
    )
    programme = frame.found(event.party, place_of(event.programme))
    if data["source"] == "goals" and programme.pen == event.side:
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
