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
from comity.web import page
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
        "gap": f"{told['gap_ppm'] / 10_000:.2f}" if "gap_ppm" in told else "",
        "overrides": len(run.overrides),
        "envy": told.get("envy", {}).get("count", 0),
        "is_other": run.weights is not None,
        "ended": rules.RunState(run.state) in ENDED,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def trials(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the trials of a round, and take a request for another, with other weights if they are sent."""
    row = rounds.council(request, code)
    actor, now = page.asked(request)
    form = forms.Weights(page.sent(request) if "weights" in request.POST else None, weights=row.settings.weights)
    panel, status = None, 200
    if request.method == "POST":
        if form.is_bound and not form.is_valid():
            status = frame.UNPROCESSABLE
        else:
            weights = form.given() if form.is_bound else None
            answer = frame.attempt(
                request,
                lambda: actions.queue(row, actor, now, weights=weights),
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
        "rows": [{**line(one, row), "price": _price(one, base), "compare": _compare(row, one, base)} for one in listed],
        "form": form,
        "panel": panel,
        "may_queue": rules.is_officer(actor) and rules.ROUND_WORKFLOW.may("queue", rules.RoundState(row.state)),
        "is_waiting": any(rules.RunState(one.state) not in ENDED for one in listed),
    }
    return page.render(request, "resources/trials.html", context, block="list", status=status)


def _price(run: Any, base: Any) -> str:
    """This will say what a trial with other weights is worth against the latest with those in force, in per cent."""
    if base is None or run.pk == base.pk or run.state != rules.RunState.SOLVED or not base.summary.get("value"):
        return ""
    return f"{100 * (run.summary['value'] - base.summary['value']) / base.summary['value']:+.2f}"


def _compare(row: Any, run: Any, base: Any) -> str:
    if base is None or run.pk == base.pk or run.state != rules.RunState.SOLVED:
        return ""
    return reverse("resources:compare", args=[row.code, run.number, base.number])


@require_safe
def trial(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show one trial: where its solve is, then what it grants, spends and leaves out."""
    row = rounds.council(request, code)
    run = found(row, int(number))
    chosen = wanted(request)
    listed = queries.lines(run, chosen)
    names = parties.names(page.locale())
    query = urlencode([*((("outcome", one)) for one in chosen.outcomes), *(("party", one) for one in chosen.parties)])
    address = reverse("resources:trial", args=[row.code, run.number])
    context = {
        **rounds.head(row, request, "trials"),
        **line(run, row),
        "acts": _acts(row, run, request),
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
            "resources:trial",
            str(said),
            row.code,
            run.number,
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
        "back": reverse("resources:trial", args=[row.code, run.number]),
        "crumbs": [
            frame.crumb(row.code, "resources:round", row.code),
            frame.crumb(_("Trial %(number)s") % {"number": run.number}, "resources:trial", row.code, run.number),
        ],
    }
    return page.render(request, "resources/act.html", context, status=status)


@require_safe
def explain(request: HttpRequest, code: str, number: str, activity: str, name: str) -> HttpResponse:
    """This will explain one line of a trial: outcome, ground, prices, and every change that was tried."""
    row = rounds.council(request, code)
    run = found(row, int(number))
    one = queries.line(run, f"{activity}/{name}")
    if one is None:
        raise Http404
    names = parties.names(page.locale())
    context = {
        **rounds.head(row, request, "trials"),
        "run": run,
        "line": one,
        "party": names.get(one.party, one.party),
        "outcome": labels.OUTCOMES[rules.Outcome(one.outcome)],
        "why": sentences.why(one.outcome, one.reason, one.about, one.sheet["prices"]),
        "smallest": sentences.smallest(one.outcome, one.sheet["changes"]),
        "prices": [
            {**price, "word": str(sentences.THINGS.get(price["thing"], price["thing"])) % {"of": price["of"]}}
            for price in one.sheet["prices"]
        ],
        "changes": [{"word": sentences.change(each), "verified": each["verified"]} for each in one.sheet["changes"]],
        "override": run.overrides.get(one.ref),
        "nomination": reverse("nominations:nomination", args=[activity, int(name)]),
        "marking": _("UNCLASSIFIED – for the staff and Allies only"),
    }
    return page.render(request, "resources/explain.html", context)


def solved(row: Any, number: int) -> Any:
    """This will find a trial that has a plan.

    Raises: Http404 if there is none.
    """
    run = found(row, number)
    if run.state != rules.RunState.SOLVED:
        raise Http404
    return run


@require_safe
def compare(request: HttpRequest, code: str, number: str, other: str) -> HttpResponse:
    """This will compare a trial with another: what moved up, what moved down, what is new."""
    row = rounds.council(request, code)
    after, before = found(row, int(number)), found(row, int(other))
    names = parties.names(page.locale())
    listed = queries.moves(before, after)
    rank = {"": 0, "declined": 1, "waiting": 2, "own_cost": 3, "granted": 4}
    rows = [
        {
            "move": one,
            "party": names.get(one.party, one.party),
            "before": labels.OUTCOMES[rules.Outcome(one.before)] if one.before else None,
            "after": labels.OUTCOMES[rules.Outcome(one.after)] if one.after else None,
            "way": labels.WAYS["new" if not one.before else "up" if rank[one.after] > rank[one.before] else "down"],
            "why": sentences.short(one.reason, one.about) if one.after else "",
        }
        for one in listed
    ]
    shown, paging = frame.paged(
        rows, frame.page_number(request), reverse("resources:compare", args=[row.code, after.number, before.number])
    )
    context = {
        **rounds.head(row, request, "trials"),
        "after": after,
        "before": before,
        "rows": shown,
        "paging": paging,
        "up": sum(rank[one.after] > rank[one.before] for one in listed if one.before),
        "down": sum(rank[one.after] < rank[one.before] for one in listed if one.before),
        "new": sum(not one.before for one in listed),
    }
    return page.render(request, "resources/compare.html", context)


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
