"""The list of funds, one fund with its tabs, what is published of it, and each act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.parties.rules import Kind
from comity.trust_funds import actions, queries, rules
from comity.web import page
from comity.web.addresses import reverse
from comity.web.numbers import whole
from comity.web.page import asked, locale
from comity.web.trust_funds import acts, forms, labels, showing
from comity.web.trust_funds.showing import Shown, found, frame

PAGE = 30


# -- the list ----------------------------------------------------------------------------------------------------------


@page.public
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """This will list the funds that the reader may see, the latest first; strangers see those that are set up."""
    actor, now = asked(request)
    wanted, kept = asked_for(request)
    total = queries.count(wanted)
    pages = max(1, -(-total // PAGE))
    number = min(whole(request.GET.get("page", "")) or 1, pages)
    names = parties.names(locale())
    rows = queries.funds(wanted, limit=PAGE, offset=(number - 1) * PAGE)
    states, purposes = queries.states(wanted), queries.purposes(wanted)
    context = {
        "rows": [_row(row, names, signed_in=actor.is_signed_in) for row in rows],
        "words": wanted.words,
        "states": [_option(one, word, states, wanted.states) for one, (word, _tone) in labels.STATES.items()],
        "purposes": [_option(one, word, purposes, wanted.purposes) for one, word in labels.PURPOSES.items()],
        "chips": _chips(kept),
        "pages": _pages(number, pages, total, kept),
        "query": urlencode(kept),
        "may": _may_suggest(actor, now).allowed,
        "signed_in": actor.is_signed_in,
        "marking": documents.marking_of(rows, locale()),
    }
    return page.render(request, "trust_funds/funds.html", context, block="results")


def asked_for(request: HttpRequest) -> tuple[queries.Wanted, list[tuple[str, str]]]:
    """This will read which funds are asked for, and how an address says so."""
    wanted = queries.Wanted(**forms.narrowed(request.GET))
    kept = [("q", wanted.words)] if wanted.words else []
    kept += [("state", one.value) for one in wanted.states] + [("purpose", one.value) for one in wanted.purposes]
    return wanted, kept


def _option(one: Any, word: Any, counts: dict[str, int], chosen: Any) -> dict[str, Any]:
    return {"value": one.value, "label": word, "count": counts.get(one.value, 0), "checked": one in chosen}


def _row(row: Any, names: dict[str, str], *, signed_in: bool) -> dict[str, Any]:
    word, tone = labels.STATES[rules.State(row.state)]
    return {
        "row": row,
        "title": row.title_in(locale()),
        "host": names.get(row.host_id, row.host_id),
        "leads": [names.get(one.party, one.party) for one in row.leads.all()],
        "word": word,
        "tone": tone,
        "bar": showing.bar(row),
        "percent": showing.percent(row),
        "cost": {"minor": row.cost, "currency": row.currency},
        "url": reverse("trust_funds:fund" if signed_in else "trust_funds:published", args=[row.code]),
    }


def _chips(kept: list[tuple[str, str]]) -> list[dict[str, Any]]:
    words: dict[tuple[str, str], Any] = {("state", one.value): word for one, (word, _tone) in labels.STATES.items()}
    words |= {("purpose", one.value): word for one, word in labels.PURPOSES.items()}
    base = reverse("trust_funds:funds")
    return [
        {"label": words.get(pair, pair[1]), "url": f"{base}?{urlencode([one for one in kept if one != pair])}"}
        for pair in kept
    ]


def _pages(number: int, pages: int, total: int, kept: list[tuple[str, str]]) -> dict[str, Any]:
    def address(one: int) -> str:
        return f"{reverse('trust_funds:funds')}?{urlencode([*kept, ('page', str(one))])}"

    return {
        "number": number,
        "pages": pages,
        "total": total,
        "first": (number - 1) * PAGE + 1 if total else 0,
        "last": min(number * PAGE, total),
        "links": [{"number": one, "url": address(one), "current": one == number} for one in range(1, pages + 1)],
        "previous_url": address(number - 1) if number > 1 else "",
        "next_url": address(number + 1) if number < pages else "",
    }


# -- one fund ----------------------------------------------------------------------------------------------------------


@require_safe
def fund(request: HttpRequest, code: str, tab: str = "") -> HttpResponse:
    """This will show one tab of a fund."""
    shown = found(request, code)
    context = {**frame(shown, tab), **_TABS[tab](shown), "acts": _open(shown)}
    return page.render(request, f"trust_funds/{tab or 'people'}.html", context)


def _open(shown: Shown) -> list[dict[str, Any]]:
    """This will list the acts that the reader may do now; the start also where it is refused, so that one sees why."""
    listed = []
    for one in acts.ACTS:
        verdict = one.may(shown)
        why = one.path == "start" and {"trust_funds.below_threshold", "trust_funds.agreements_missing"} & {
            *verdict.codes
        }
        papers = one.path == "agreement" and verdict.codes == ("trust_funds.not_a_contributor",)
        if verdict.allowed or why or papers:
            listed.append({"label": one.title, "url": reverse("trust_funds:act", args=[shown.row.code, one.path])})
    return listed


def _people(shown: Shown) -> dict[str, Any]:
    row, proposal = shown.row, shown.proposal
    return {
        "papers": showing.papers(shown),
        "proposal": proposal,
        "parts_written": showing.parts(shown) if proposal else [],
        "sides": showing.sides(shown) if proposal and row.state == rules.State.PROPOSED else [],
        "items": showing.items(shown) if shown.is_inside else [],
        "beside": [(one.code, one.title_in(locale())) for one in queries.beside(row)],
        "givers": [shown.called(one) for one in queries.contributors(row)],
    }


def _money(shown: Shown) -> dict[str, Any]:
    row, wanted = shown.row, queries.share_of_next(shown.row)
    return {
        **_bar(shown),
        "gifts": showing.gifts(shown),
        "sums": showing.sums(shown),
        "next": {"pledged": wanted[0], "needed": wanted[1]} if wanted and row.threshold else None,
        "books": reverse("money:line", args=[row.code]) if shown.is_inside and row.launched_on else "",
        "pledge": reverse("money:act", args=[row.code, "pledge"]) if showing.enters_money(shown) else "",
    }


def _bar(shown: Shown) -> dict[str, Any]:
    percent = showing.percent(shown.row)
    said = _("%(percent)s percent of the cost are pledged.") % {"percent": percent}
    return {"bar": showing.bar(shown.row, title=_("What is given"), description=said), "percent": percent}


def _phases(shown: Shown) -> dict[str, Any]:
    return {"phases": showing.phases(shown)}


def _results(shown: Shown) -> dict[str, Any]:
    return {"counters": showing.counters(shown)}


_TABS: dict[str, Callable[[Shown], dict[str, Any]]] = {
    "": _people,
    "money": _money,
    "phases": _phases,
    "results": _results,
}


@page.public
@require_safe
def published(request: HttpRequest, code: str) -> HttpResponse:
    """This will show everybody what is published of a fund that the Allies have set up."""
    shown = found(request, code)
    if shown.row.launched_on is None:
        raise Http404
    context = {
        **frame(shown, "public"),
        **_bar(shown),
        "gifts": showing.gifts(shown),
        "sums": showing.sums(shown),
        "phases": showing.phases(shown),
        "counters": showing.counters(shown),
        "marking": documents.marking_of([shown.row], locale()),
        "signed_in": shown.actor.is_signed_in,
    }
    return page.render(request, "trust_funds/published.html", context)


# -- acts --------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """This will write down an idea for a fund."""
    actor, now = asked(request)
    if not (actor.is_staff or actor.is_ally or actor.is_partner):
        raise Http404
    form = forms.Suggest(page.sent(request), hosts=_hosts(actor, now))

    def act(sent: dict[str, Any]) -> None:
        host = parties.party(sent.pop("host"))
        if host is None:
            raise Http404
        actions.suggest(host, actor, now, **{**sent, "purpose": rules.Purpose(sent["purpose"])})

    context = {
        "title": _("Suggest a trust fund"),
        "label": _("Suggest it"),
        "over": _("Trust funds"),
        "back": reverse("trust_funds:funds"),
        "trail": [],
        "consequence": _("The host and the Allies read the idea, and a nation may take the lead."),
    }
    return _form(request, form, act, may=_may_suggest(actor, now), said=_("The idea is written down."), context=context)


def _hosts(actor: Actor, now: Any) -> list[tuple[str, str]]:
    """This will list the partners that somebody may name: a partner names itself."""
    names, day = parties.names(locale()), brussels_day(now)
    lines = [line.code for line in parties.parties(on=day, kind=Kind.NATION) if line.standing.is_partner]
    found_ = [code for code in lines if not actor.is_partner or actor.acts_for(code)]
    return sorted(((code, names.get(code, code)) for code in found_), key=lambda pair: pair[1])


def _may_suggest(actor: Actor, now: Any) -> Verdict:
    """This will tell whether the reader could suggest a fund at all."""
    own = actor.party if actor.is_partner else ""
    return rules.may_suggest(actor, rules.SuggestFacts(own or "", is_partner=True), now)


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """This will show what an act means and ask for what it needs, and on sending it do it."""
    shown, known = found(request, code), acts.BY_PATH.get(path)
    if known is None:
        raise Http404
    verdict = known.may(shown)
    if path == "agreement" and verdict.codes == ("trust_funds.not_a_contributor",):
        verdict = Verdict()
    form = known.form(page.sent(request), shown)
    return _form(
        request,
        form,
        lambda _sent: known.do(shown, form),
        may=verdict,
        said=known.done,
        context=_context(shown, known.title, consequence=known.consequence),
    )


@require_http_methods(["GET", "POST"])
def act_on_milestone(request: HttpRequest, code: str, number: str, verb: str) -> HttpResponse:
    """This will enter a milestone as reached, or verify it."""
    shown, row = found(request, code), queries.milestone(code, int(number))
    if row is None:
        raise Http404
    title, done, rule, do, form = acts.ON_MILESTONE[verb]
    facts = queries.facts_of_milestone(row, shown.actor, shown.now)
    return _form(
        request,
        form(page.sent(request), initial={"on": shown.day}),
        lambda sent: do(row, shown.actor, shown.now, **sent),
        may=rule(shown.actor, facts, shown.now),
        said=done,
        context=_context(shown, title, tab="phases", note=row.title_in(locale())),
    )


@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will add results to a counter."""
    shown, row = found(request, code), queries.counter(code, int(number))
    if row is None:
        raise Http404
    return _form(
        request,
        forms.Count(page.sent(request), initial={"on": shown.day}),
        lambda sent: actions.count(row, shown.actor, shown.now, **sent),
        may=rules.may_count(shown.actor, queries.facts_of_count(row, shown.actor, shown.now), shown.now),
        said=_("The results are counted."),
        context=_context(shown, _("Add results"), tab="results", note=row.title_in(locale())),
    )


def _context(shown: Shown, title: Any, *, tab: str = "", note: str = "", consequence: Any = "") -> dict[str, Any]:
    own = reverse("trust_funds:fund", args=[shown.row.code])
    back = reverse("trust_funds:tab", args=[shown.row.code, tab]) if tab else own
    return {
        "title": title,
        "label": title,
        "over": f"{shown.row.code} · {note or shown.title}",
        "back": back,
        "trail": [{"label": shown.row.code, "url": own}],
        "consequence": consequence,
    }


def _form(
    request: HttpRequest,
    form: django_forms.Form,
    do: Callable[[dict[str, Any]], object],
    *,
    may: Verdict,
    said: Any,
    context: dict[str, Any],
) -> HttpResponse:
    """This will show a form, or why there is none, and say so once it is done."""
    if request.method == "GET" and not may.allowed:
        panel = page.why_not(may, back=context["back"])
        return page.render(request, "trust_funds/act.html", {**context, "form": None, "panel": panel})

    def do_and_say(sent: dict[str, Any]) -> None:
        do(sent)
        messages.success(request, str(said))

    return page.form_page(request, "trust_funds/act.html", form, do_and_say, context, back=context["back"])
