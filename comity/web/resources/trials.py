"""Trials: asked for, followed while they are solved, read line by line, compared, overridden. None is a decision."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from comity.parties import queries as parties
from comity.people import queries as people
from comity.resources import actions, queries, rules
from comity.web import page, typography
from comity.web.addresses import reverse
from comity.web.resources import forms, frame, labels, rounds, sentences

ENDED = (rules.RunState.SOLVED, rules.RunState.FAILED, rules.RunState.CANCELLED)
ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "submit": (
        gettext_lazy("Submit to the Council…"),
        gettext_lazy("Submit this trial to the Council?"),
        gettext_lazy("An item is drafted that names its fingerprint. Nothing is given before the Council adopts it."),
        gettext_lazy("The trial is before the Council; the item is drafted."),
    ),
    "cancel": (
        gettext_lazy("Call it off…"),
        gettext_lazy("Call this trial off?"),
        gettext_lazy("The solver ends within a moment. The round stays as it was."),
        gettext_lazy("The trial is called off."),
    ),
}


def found(row: Any, number: int) -> Any:
    """This will find a trial of a round.

    Raises: Http404 if there is none.
    """
    run = queries.run(row, number)
    if run is None:
        raise Http404
    return run


def line(run: Any, row: Any) -> dict[str, Any]:
    """This will write a trial as a row of a list."""
    word, tone = labels.RUNS[rules.RunState(run.state)]
    told = run.summary
    return {
        "run": run,
        "word": word,
        "tone": tone,
        "address": reverse("resources:trial", args=[row.code, run.number]),
        "granted": told.get("granted"),
        "requests": told.get("requests"),
        "value": told.get("value"),
        "gap": typography.hundredths(told["gap_ppm"] / 10_000, page.locale()) if "gap_ppm" in told else "",
        "overrides": len(run.overrides),
        "envy": told.get("envy", {}).get("count", 0),
        "is_other": run.weights is not None,
        "ended": rules.RunState(run.state) in ENDED,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def trials(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the trials of a round, and take a request for another under the weights in force."""
    row = rounds.council(request, code)
    actor, now = page.asked(request)
    panel, status = None, 200
    if request.method == "POST":
        answer = frame.attempt(
            request,
            lambda: actions.queue(row, actor, now),
            "resources:trials",
            _("The trial waits for the solver. It is not a decision."),
            row.code,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    listed = queries.runs(row)
    base = next((one for one in listed if one.state == rules.RunState.SOLVED and not one.weights), None)
    context = {
        **rounds.head(row, request, "trials"),
        "rows": [{**line(one, row), "price": price(one, base), "compare": compared(row, one, base)} for one in listed],
        "panel": panel,
        "may_queue": rules.is_officer(actor) and rules.ROUND_WORKFLOW.may("queue", rules.RoundState(row.state)),
        "is_waiting": any(rules.RunState(one.state) not in ENDED for one in listed),
    }
    return page.render(request, "resources/trials.html", context, block="list", status=status)


def price(run: Any, base: Any) -> str:
    """This will say what a trial with other weights is worth against the latest with those in force, in per cent."""
    if base is None or run.pk == base.pk or run.state != rules.RunState.SOLVED or not base.summary.get("value"):
        return ""
    more = 100 * (run.summary["value"] - base.summary["value"]) / base.summary["value"]
    return typography.hundredths(more, page.locale(), signed=True)


def compared(row: Any, run: Any, base: Any) -> str:
    """This will lead to what would move from one trial to another, if both have a plan."""
    if base is None or run.pk == base.pk or run.state != rules.RunState.SOLVED:
        return ""
    return reverse("resources:compare", args=[row.code, run.number, base.number])


def place_of(row: Any, run: Any) -> str:
    """This will lead to where one follows a trial: with its weights, where others than those in force are tried."""
    if run.weights is None or run.state == rules.RunState.SOLVED:
        return reverse("resources:trial", args=[row.code, run.number])
    return f"{reverse('resources:weights', args=[row.code])}?trial={run.number}"


@require_safe
def trial(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show one trial: where its solve is, then what it grants, spends and leaves out."""
    row = rounds.council(request, code)
    run = found(row, int(number))
    base = queries.base_of(run)
    chosen = wanted(request)
    listed = queries.lines(run, chosen)
    names = parties.names(page.locale())
    query = urlencode([*((("outcome", one)) for one in chosen.outcomes), *(("party", one) for one in chosen.parties)])
    address = reverse("resources:trial", args=[row.code, run.number])
    context = {
        **rounds.head(row, request, "trials"),
        **line(run, row),
        "acts": _acts(row, run, request),
        "base": base,
        "compare": compared(row, run, base),
        "meters": _meters(row, run),
        "bidders": [
            {"name": names.get(one.party, one.party), "row": one, "cost": one.cost_minor // 100}
            for one in queries.by_party(run)
        ],
        "rows": [
            {
                "line": one,
                "party": names.get(one.party, one.party),
                "outcome": labels.OUTCOMES[rules.Outcome(one.outcome)],
                "why": sentences.why(one.outcome, one.reason, one.about, one.sheet["prices"]),
                "cost": one.cost_minor // 100,
                "override": one.ref in run.overrides,
                "explain": reverse("resources:explain", args=[row.code, run.number, *one.ref.split("/")]),
            }
            for one in listed.rows
        ],
        "paging": frame.paging(chosen.page, listed.total, address, query),
        "outcomes": [
            {
                "value": one.value,
                "label": labels.OUTCOMES[one][0],
                "count": listed.outcomes.get(one.value, 0),
                "checked": one.value in chosen.outcomes,
            }
            for one in rules.Outcome
        ],
        "parties": [
            {"value": one, "label": names.get(one, one), "count": count, "checked": one in chosen.parties}
            for one, count in listed.parties.items()
        ],
        "set": len(chosen.outcomes) + len(chosen.parties),
        "query": f"?{query}" if query else "",
        "marking": _("UNCLASSIFIED – for the staff and Allies only"),
    }
    return page.render(
        request, "resources/trial.html", context, block="progress" if "progress" in request.GET else "list"
    )


def wanted(request: HttpRequest) -> queries.Wanted:
    """This will read which lines of a trial are wanted."""
    known = {one.value for one in rules.Outcome}
    return queries.Wanted(
        outcomes=tuple(one for one in request.GET.getlist("outcome") if one in known),
        parties=tuple(one[:16].replace("\0", "") for one in request.GET.getlist("party"))[:200],
        words=request.GET.get("q", "")[:24].replace("\0", "").strip(),
        page=frame.page_number(request),
    )


def _meters(row: Any, run: Any) -> list[dict[str, Any]]:
    spent = run.summary.get("spent", {})
    return [
        {"line": one.line, "spent": spent.get(one.line, 0) // 100, "whole": one.minor // 100}
        for one in queries.envelopes(row)
    ]


def _acts(row: Any, run: Any, request: HttpRequest) -> list[dict[str, Any]]:
    actor, now = page.asked(request)
    if not rules.is_officer(actor):
        return []
    state = rules.RunState(run.state)
    offered = []
    if rules.RUN_WORKFLOW.may("cancel", state):
        offered.append(("cancel", True))
    if state is rules.RunState.SOLVED and rules.ROUND_WORKFLOW.may("submit", rules.RoundState(row.state)):
        facts = queries.facts_of_submission(row, actor, now, at=run.number)
        offered.append(("submit", rules.may_submit(actor, facts, now).allowed))
    return [
        {
            "label": ACTS[verb][0],
            "url": reverse("resources:trial_act", args=[row.code, run.number, verb]),
            "allowed": allowed,
        }
        for verb, allowed in offered
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, number: str, verb: str) -> HttpResponse:
    """This will ask before a trial is submitted or called off, and do it."""
    actor, now = page.asked(request)
    row = rounds.council(request, code)
    run = found(row, int(number))
    label, question, follows, said = ACTS[verb]
    panel, status = None, 200
    if request.method == "POST":
        answer = frame.attempt(
            request,
            (lambda: actions.submit(row, actor, now, at=run.number))
            if verb == "submit"
            else (lambda: actions.cancel(run, actor, now)),
            place_of(row, run),
            str(said),
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    else:
        verdict = (
            rules.may_submit(actor, queries.facts_of_submission(row, actor, now, at=run.number), now)
            if verb == "submit"
            else rules.may_cancel(actor, queries.facts_of_run(run, actor, now), now)
        )
        panel = rounds.foreseen(verdict, row)
    context = {
        "title": str(question),
        "text": str(follows),
        "form": None,
        "label": str(label).rstrip("…"),
        "panel": panel,
        "back": place_of(row, run),
        "crumbs": [
            frame.crumb(row.code, "resources:round", row.code),
            frame.crumb(_("Trial %(number)s") % {"number": run.number}, "resources:trial", row.code, run.number),
        ],
    }
    return page.render(request, "resources/act.html", context, status=status)


def solved(row: Any, number: int) -> Any:
    """This will find a trial that has a plan.

    Raises: Http404 if there is none.
    """
    run = found(row, number)
    if run.state != rules.RunState.SOLVED:
        raise Http404
    return run


@require_http_methods(["GET", "HEAD", "POST"])
def overrides(request: HttpRequest, code: str) -> HttpResponse:
    """This will list every override with its author and reason, and take another or lift one."""
    row = rounds.council(request, code)
    actor, now = page.asked(request)
    lifts = request.POST.get("lift", "")[:24].replace("\0", "")
    form = forms.Override(page.sent(request) if not lifts else None, initial={"ref": request.GET.get("ref", "")[:24]})
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound or lifts:
        answer = frame.attempt(
            request,
            (lambda: actions.lift(row, actor, now, ref=lifts))
            if lifts
            else (lambda: actions.override(row, actor, now, **form.given())),
            "resources:overrides",
            _("The override is lifted.") if lifts else _("The override is entered; the next trial keeps to it."),
            row.code,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    listed = queries.overrides(row)
    persons = people.persons({one.person_id for one in listed if one.person_id})
    names = parties.names(page.locale())
    context = {
        **rounds.head(row, request, "overrides"),
        "rows": [
            {
                "override": one,
                "party": names.get(one.party, one.party),
                "author": persons[one.person_id or 0].name if one.person_id in persons else _("the staff"),
            }
            for one in listed
        ],
        "count": sum(one.lifted_at is None for one in listed),
        "form": form,
        "panel": panel,
        "may_override": rules.is_officer(actor) and rules.ROUND_WORKFLOW.may("override", rules.RoundState(row.state)),
    }
    return page.render(request, "resources/overrides.html", context, status=status)
