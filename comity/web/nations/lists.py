"""Lists about nations: nations on any day, organisations, providers; the same as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.parties import queries as parties
from comity.parties import rules
from comity.parties.queries import PartyLine
from comity.policy import pack
from comity.web import page
from comity.web.nations import forms, labels, maps

WRONG_INPUT = 422
STATE_WORDS: dict[str, Any] = {
    "ally": gettext_lazy("Allies"),
    "partner": gettext_lazy("Partners"),
    "suspended": gettext_lazy("Suspended partners"),
    "none": gettext_lazy("No standing"),
}


@page.public
@require_safe
def nations(request: HttpRequest) -> HttpResponse:
    """This will list nations with where they stand on a day, and draw the partners on a map."""
    shown = _Shown(request)
    context = {**shown.context(), "map": _map(shown.lines, shown.locale)}
    return page.render(
        request, "nations/nations.html", context, block="results", status=200 if shown.form.is_valid() else WRONG_INPUT
    )


@page.public
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """This will give exactly the nations that are filtered as CSV; nothing in it can be taken for a formula."""
    shown = _Shown(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="nations-{shown.on.isoformat()}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(
        ["code", "iso3", "name_en", "name_fr", "on", "standing", "frameworks", "since", "suspended", "capital", "as_of",
         "confirmed", "source"]
    )  # fmt: skip
    for line in shown.lines:
        party, stands = line.party, line.standing
        since = _since(stands)
        writer.writerow(
            [
                party.code,
                party.iso3,
                party.name_in("en"),
                party.name_in("fr"),
                shown.on.isoformat(),
                stands.side.value,
                ";".join(labels.in_order(stands.frameworks)),
                since.since_on.isoformat() if since else "",
                "yes" if stands.is_suspended else "no",
                party.capital,
                party.as_of,
                "yes" if party.is_confirmed else "no",
                party.source,
            ]
        )
    return response


@page.public
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """This will list international organisations with the basis of the cooperation."""
    now: datetime = request.now  # type: ignore[attr-defined]
    bases = parties.cooperations()
    lines = parties.parties(on=brussels_day(now), kind=rules.Kind.ORGANISATION)
    locale = get_language() or "en"
    rows = [
        {
            "party": line.party,
            "name": line.party.name_in(locale),
            "url": reverse("nations:nation", args=[line.code]),
            "basis": (basis := bases.get(line.code)),
            "since": labels.when(basis.since_on, basis.since_precision) if basis and basis.since_on else "",
        }
        for line in lines
    ]
    rows.sort(key=lambda row: plain(str(row["name"])))
    return page.render(request, "nations/organisations.html", {"rows": rows})


@page.public
@require_safe
def providers(request: HttpRequest) -> HttpResponse:
    """This will list schools, training centres and other providers with the party that answers for each."""
    now: datetime = request.now  # type: ignore[attr-defined]
    locale = get_language() or "en"
    form = forms.ListedProviders(request.GET)
    sent = form.cleaned_data if form.is_valid() else {}
    on = sent.get("on") or brussels_day(now)
    asked = plain(sent.get("q") or "")
    found = [
        row
        for row in parties.providers(on=on)
        if asked in plain(f"{row.code} {row.abbreviation} {row.name_en} {row.name_fr} {row.city}")
    ]
    kinds = sent.get("kind") or []
    context = {
        "form": form,
        "on": on,
        "rows": [
            {"row": row, "kind": labels.PROVIDER_KINDS[row.kind], "party": row.party.name_in(locale)}
            for row in found
            if not kinds or row.kind in kinds
        ],
        "kinds": [
            {
                "value": kind,
                "label": label,
                "count": sum(row.kind == kind for row in found),
                "checked": kind in kinds,
            }
            for kind, label in labels.PROVIDER_KINDS.items()
        ],
        "set": len(kinds) + bool(asked) + bool(sent.get("on")),
    }
    status = 200 if form.is_valid() else WRONG_INPUT
    return page.render(request, "nations/providers.html", context, block="results", status=status)


class _Shown:
    """The nations that a request asks for, with the counts of the filters."""

    def __init__(self, request: HttpRequest) -> None:
        now: datetime = request.now  # type: ignore[attr-defined]
        self.request = request
        self.locale = get_language() or "en"
        self.today = brussels_day(now)
        self.form = forms.Listed(request.GET)
        self.sent: dict[str, Any] = self.form.cleaned_data if self.form.is_valid() else {}
        self.on: date = self.sent.get("on") or self.today
        self.all = parties.parties(on=self.on, kind=rules.Kind.NATION)
        asked = plain(self.sent.get("q") or "")
        self.named = sorted(
            (line for line in self.all if asked in _words(line)),
            key=lambda line: plain(line.party.name_in(self.locale)),
        )
        self.lines = [line for line in self.named if self._in_state(line) and self._in_framework(line)]

    def context(self) -> dict[str, Any]:
        """This will give the page what it shows."""
        return {
            "form": self.form,
            "on": self.on,
            "is_today": self.on == self.today,
            "rows": [_row(line, self.locale) for line in self.lines],
            "total": len(self.all),
            "states": self._facet("state", STATE_WORDS.items(), _state_code_holds, self._in_framework),
            "frameworks": self._facet(
                "framework",
                [(code, labels.framework_name(code)) for code in labels.in_order(pack().frameworks)],
                lambda line, code: code in line.standing.frameworks,
                self._in_state,
            ),
            "chips": self._chips(),
            "query": self.request.GET.urlencode(),
        }

    def _in_state(self, line: PartyLine) -> bool:
        asked = self.sent.get("state") or []
        return not asked or any(_state_code_holds(line, code) for code in asked)

    def _in_framework(self, line: PartyLine) -> bool:
        asked = self.sent.get("framework") or []
        return not asked or not line.standing.frameworks.isdisjoint(asked)

    def _facet(
        self,
        name: str,
        values: Any,
        holds: Callable[[PartyLine, str], bool],
        others: Callable[[PartyLine], bool],
    ) -> list[dict[str, Any]]:
        """This will count the values of one filter with all others on."""
        within = [line for line in self.named if others(line)]
        chosen = self.sent.get(name) or []
        return [
            {
                "value": value,
                "label": label,
                "count": sum(holds(line, value) for line in within),
                "checked": value in chosen,
            }
            for value, label in values
        ]

    def _chips(self) -> list[dict[str, str]]:
        """This will list the filters that are set, each with the address of the list without it."""
        found = [("q", self.sent["q"], f"“{self.sent['q']}”")] if self.sent.get("q") else []
        found += [("state", value, STATE_WORDS[value]) for value in self.sent.get("state") or []]
        found += [("framework", value, labels.framework(value)) for value in self.sent.get("framework") or []]
        return [{"label": label, "url": self._without(name, value)} for name, value, label in found]

    def _without(self, name: str, value: str) -> str:
        kept = [
            (key, one)
            for key, values in self.request.GET.lists()
            for one in values
            if (key, one) != (name, value) and one
        ]
        address = reverse("nations:nations")
        return f"{address}?{urlencode(kept)}" if kept else address


def _map(lines: Sequence[PartyLine], locale: str) -> dict[str, Any]:
    return {"markers": maps.markers(lines, locale), "groups": [one for one in maps.groups(lines, locale) if one.lines]}


def _state_code_holds(line: PartyLine, code: str) -> bool:
    stands = line.standing
    if code == "suspended":
        return stands.is_partner and stands.is_suspended
    return stands.side.value == code


def _words(line: PartyLine) -> str:
    party = line.party
    names = (party.name_en, party.name_fr, party.name_en_2011, party.name_fr_2011)
    given = (party.given_name_en, party.given_name_fr)
    return plain(" ".join((party.code, party.iso3, *names, *given, party.capital, party.capital_fr)))


def _row(line: PartyLine, locale: str) -> dict[str, Any]:
    word, tone = labels.state(line.standing)
    since = _since(line.standing)
    return {
        "party": line.party,
        "name": line.party.name_in(locale),
        "url": reverse("nations:nation", args=[line.code]),
        "word": word,
        "tone": tone,
        "frameworks": [
            {"sign": labels.sign(code), "abbreviation": labels.framework(code)}
            for code in labels.in_order(line.standing.frameworks)
        ],
        "since": labels.when(since.since_on, since.precision) if since else "",
        "capital": line.party.capital_in(locale),
    }


def _since(stands: rules.Standing) -> rules.Membership | None:
    """This will give the belonging that makes a nation what it is on that day."""
    return stands.joined("allies") or stands.joined("partners")
