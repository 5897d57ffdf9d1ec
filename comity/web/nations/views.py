"""The page of one nation or organisation, and of one provider."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.parties import queries as parties
from comity.parties import rules
from comity.people import queries as people
from comity.policy import number, pack
from comity.web import page
from comity.web.nations import forms, labels, related

TABS = (
    ("overview", gettext_lazy("Overview")),
    ("standing", gettext_lazy("Standing")),
    ("presence", gettext_lazy("Mission and embassies")),
    ("programmes", gettext_lazy("Cooperation")),
    ("history", gettext_lazy("History")),
)


@page.public
@require_safe
def nation(request: HttpRequest, code: str, tab: str = "overview") -> HttpResponse:
    """This will show a party: to its own people and the staff all, to others what is public."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now: datetime = request.now  # type: ignore[attr-defined]
    if tab not in _BUILT:
        raise Http404
    party = found(code)
    form = forms.OnADay(request.GET)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or brussels_day(now)
    stands = parties.standing(code, on)
    word, tone = labels.state(stands)
    context = {
        "party": party,
        "name": party.name_in(get_language() or "en"),
        "stands": stands,
        "word": word,
        "tone": tone,
        "on": on,
        "is_today": on == brussels_day(now),
        "form": form,
        "tab": tab,
        "tabs": _tabs(party, actor),
        "primary": _primary(party, stands, actor),
        **_BUILT[tab](party, stands, actor, now),
    }
    return page.render(request, f"nations/{tab}.html", context, status=200 if form.is_valid() else 422)


@page.public
@require_safe
def provider(request: HttpRequest, code: str) -> HttpResponse:
    """This will show one provider."""
    row = parties.provider(code)
    if row is None:
        raise Http404
    locale = get_language() or "en"
    return page.render(
        request,
        "nations/provider.html",
        {
            "row": row,
            "name": row.name_in(locale),
            "kind": labels.PROVIDER_KINDS[row.kind],
            "party_name": row.party.name_in(locale),
            "since": labels.when(row.since_on, row.since_precision),
            "until": labels.last(row.until_on, row.until_precision),
        },
    )


def found(code: str) -> Any:
    """This will find a party that the reader may see.

    Raises: Http404 if there is none.
    """
    party = parties.party(code)
    if party is None:
        raise Http404
    return party


def _primary(party: Any, stands: rules.Standing, actor: Actor) -> dict[str, Any] | None:
    """This will give the one thing that the reader most likely wants to do here (ux 7.8)."""
    if not stands.is_partner or party.kind != rules.Kind.NATION:
        return None
    if actor.acts_for(party.code):
        asked, address = _("Open our programme"), related.current_programme(party.code)
    elif actor.is_staff and actor.has(Role.DESK_OFFICER, Role.COUNCIL_SECRETARY):
        asked, address = _("Prepare a decision"), related.page_address("decisions:prepare")
    else:
        return None
    return {"label": asked, "url": address} if address else None


def _tabs(party: Any, actor: Actor) -> list[dict[str, Any]]:
    """This will list the parts of the file: an organisation has no standing, and who has not signed in no history."""
    left_out = set() if party.kind == rules.Kind.NATION else {"standing", "presence", "programmes"}
    if not actor.is_signed_in:
        left_out.add("history")
    return [
        {"key": key, "label": label, "url": _tab_address(party.code, key), "hotkey": f"Digit{number}"}
        for number, (key, label) in enumerate((one for one in TABS if one[0] not in left_out), start=1)
    ]


def _tab_address(code: str, tab: str) -> str:
    return reverse("nations:nation", args=[code] if tab == "overview" else [code, tab])


# -- the parts ---------------------------------------------------------------------------------------------------------


def _overview(party: Any, stands: rules.Standing, actor: Actor, now: datetime) -> dict[str, Any]:
    on = stands.day
    mission = parties.mission(party.code, on)
    serving = [row for row in parties.embassies_in(party.code) if runs(row, on)]
    file = parties.staff_file(party.code) if actor.is_staff else None
    notes = parties.staff_notes(party.code) if file else []
    facts = rules.PartyFacts(record=rules.NOWHERE)
    writers = people.persons({note.person_id for note in notes if note.person_id}) if notes else {}
    return {
        "memberships": [
            {
                "name": labels.community(one.community),
                "sign": labels.sign(one.community.removeprefix(rules.FRAMEWORK))
                if one.community.startswith(rules.FRAMEWORK)
                else "",
                "since": labels.when(one.since_on, one.precision),
            }
            for one in stands.memberships
        ],
        "suspension": next((row for row in parties.suspensions(party.code) if runs(row, on)), None),
        "cooperation": parties.cooperations().get(party.code) if party.kind == rules.Kind.ORGANISATION else None,
        "mission": mission,
        "serving": [row.ally.name_in(get_language() or "en") for row in serving],
        "tools": _tools(party.code, stands),
        "file": file,
        "notes": [{"note": note, "who": writers.get(note.person_id or 0)} for note in notes],
        "note_form": forms.Note() if file and rules.may_note(actor, facts, now).allowed else None,
        "may_name": actor.has(Role.ADMINISTRATOR),
        "when": labels.when,
    }


def _standing(party: Any, stands: rules.Standing, actor: Actor, now: datetime) -> dict[str, Any]:
    on = stands.day
    spans: list[dict[str, Any]] = [
        {
            "what": labels.community(row.community),
            "since": labels.when(row.since_on, row.since_precision),
            "until_on": row.until_on,
            "runs": runs(row, on),
            "source": row.decision or row.source,
            "until_source": row.until_decision,
            "is_confirmed": row.is_confirmed,
            "from": row.since_on,
            "tone": "",
        }
        for row in parties.standing_rows(party.code)
    ]
    spans += [
        {
            "what": _("Suspended"),
            "since": labels.when(row.since_on, row.since_precision),
            "until_on": row.until_on,
            "runs": runs(row, on),
            "source": row.decision or row.source,
            "until_source": row.until_decision,
            "is_confirmed": row.is_confirmed,
            "from": row.since_on,
            "tone": "warning",
        }
        for row in parties.suspensions(party.code)
    ]
    spans.sort(key=lambda span: span["from"], reverse=True)
    return {"spans": spans, "may_change": rules.executing(actor).allowed}


def _presence(party: Any, stands: rules.Standing, actor: Actor, now: datetime) -> dict[str, Any]:
    on = stands.day
    return {
        "missions": [_dated(row, on) for row in parties.missions(party.code)],
        "embassies_in": [_mandate(row, on) for row in parties.embassies_in(party.code)],
        "embassies_of": [_mandate(row, on) for row in parties.embassies_of(party.code)],
        "providers": [
            {**_dated(row, on), "kind": labels.PROVIDER_KINDS[row.kind]} for row in parties.providers(party=party.code)
        ],
        "keeps": rules.keeping(actor).allowed,
        "lists": rules.listing(actor).allowed,
        "ask_url": f"{reverse('help:ask')}?about={quote(party.subject)}" if actor.is_signed_in else "",
        "mandate_years": number("parties.mandate_years"),
        "when": labels.when,
    }


def _programmes(party: Any, stands: rules.Standing, actor: Actor, now: datetime) -> dict[str, Any]:
    uses = [
        {
            "row": row,
            "name": labels.tool(row.tool),
            "since": labels.when(row.since_on, row.since_precision) if row.since_on else "",
            "until": labels.last(row.until_on, row.until_precision),
        }
        for row in parties.tool_uses(party.code)
    ]
    return {
        **related.of(party.code, now),
        "tools": _tools(party.code, stands),
        "uses": uses,
        "may_change": rules.executing(actor).allowed and stands.is_partner,
    }


def _history(party: Any, stands: rules.Standing, actor: Actor, now: datetime) -> dict[str, Any]:
    if not actor.is_signed_in:
        raise Http404
    return {}


_BUILT: dict[str, Callable[[Any, rules.Standing, Actor, datetime], dict[str, Any]]] = {
    "overview": _overview,
    "standing": _standing,
    "presence": _presence,
    "programmes": _programmes,
    "history": _history,
}


def _tools(code: str, stands: rules.Standing) -> list[dict[str, Any]]:
    """This will list the tools that partners have, each open by the policy, opened by a decision, or not open."""
    if not stands.is_partner:
        return []
    opened = {row.tool: row for row in parties.tools_opened(code)}
    closed = parties.tools_closed(stands.day)
    return [
        {
            "code": tool.code,
            "name": labels.tool(tool.code),
            "ground": tool.ground,
            "is_open": tool.code in stands.tools_open,
            "is_discarded": tool.code in closed,
            "decision": opened[tool.code].decision if tool.code in opened else "",
            "opened_on": opened[tool.code].opened_on if tool.code in opened else None,
        }
        for tool in pack().tools.values()
        if tool.in_pack
    ]


def _dated(row: Any, on: date) -> dict[str, Any]:
    return {
        "row": row,
        "since": labels.when(row.since_on, row.since_precision),
        "until": labels.last(row.until_on, row.until_precision),
        "runs": runs(row, on),
    }


def _mandate(row: Any, on: date) -> dict[str, Any]:
    return {**_dated(row, on), "mode": labels.MODES[row.mode]}


def runs(row: Any, on: date) -> bool:
    """This will tell whether a dated row holds on a day."""
    return rules.runs(on, since_on=row.since_on, until_on=row.until_on)
