"""Reviews: what somebody was asked to judge, the marks, a conflict that is declared; the list of reviewers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.people import queries as people
from comity.policy import pack
from comity.science import actions, queries, rules
from comity.web import page
from comity.web.page import asked, locale
from comity.web.science import applications, asking, calls, forms, labels


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """This will list what the reader was asked to judge."""
    actor, _now = asked(request)
    found = queries.reviews_by(actor.person_id)
    return page.render(
        request,
        "science/reviews.html",
        {"rows": [_row(one) for one in found], "marking": documents.marking_of(found, locale())},
    )


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show an application as the reviewer was given it, and what the reviewer said of it."""
    actor, now = asked(request)
    row = _found(pk)
    names = parties.names(locale())
    word, tone = labels.REVIEWS[rules.Task(row.task)]
    paper = row.paper
    kind = pack().science.kinds[paper["kind"]]
    facts = _facts(row)
    return page.render(
        request,
        "science/review.html",
        {
            "review": row,
            "paper": paper,
            "kind": asking.kind(paper["kind"]),
            "unit": labels.UNITS[kind.unit],
            "priority": asking.priority(paper["priority"]),
            "directors": [{**one, "nation": names.get(one["nation"], one["nation"])} for one in paper["directors"]],
            "budget": [(asking.heading(code), sum_) for code, sum_ in paper["budget"].items()],
            "marks": [(asking.criterion(code), mark) for code, mark in row.scores.items()],
            "word": word,
            "tone": tone,
            "may_score": rules.may_score(actor, facts, now).allowed,
            "may_recuse": rules.may_recuse(actor, facts, now).allowed,
            "marking": documents.marking_of([row], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """This will give marks and remarks."""
    actor, now = asked(request)
    row = _found(pk)
    form = forms.Score(page.sent(request))
    return page.act_page(
        request,
        form,
        lambda sent: actions.score(row, actor, now, scores=form.scores(), remarks=sent["remarks"]),
        may=rules.may_score(actor, _facts(row), now),
        said=_("The marks are given."),
        context=_context(row, _("Give marks"), _("Give them"), back=page.address("science:review", row.pk)),
    )


@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """This will declare a conflict of interest, after which nothing of the application is the reviewer's."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Recuse(page.sent(request)),
        lambda sent: actions.recuse(row, actor, now, **sent),
        may=rules.may_recuse(actor, _facts(row), now),
        said=_("The conflict is declared; the application is no longer yours to read."),
        context=_context(
            row, _("Declare a conflict of interest"), _("Declare it"), back=page.address("science:reviews")
        ),
    )


@require_safe
def reviewers(request: HttpRequest) -> HttpResponse:
    """This will list the reviewers, to the staff."""
    actor, _now = asked(request)
    _staff_alone(actor)
    names, found = parties.names(locale()), queries.reviewers()
    return page.render(
        request,
        "science/reviewers.html",
        {
            "rows": [{"row": one, "nation": names.get(one.nation, one.nation)} for one in found],
            "may": rules.desk(actor).allowed,
            "marking": documents.marking_of(found, locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def list_reviewer(request: HttpRequest) -> HttpResponse:
    """This will list somebody as a reviewer."""
    actor, now = asked(request)
    _staff_alone(actor)
    sides = applications.sides(brussels_day(now))
    form = forms.ListReviewer(page.sent(request), nations=sorted([*sides["ally"], *sides["partner"]], key=_by_name))
    if request.method == "POST" and form.is_valid() and people.person_with(form.cleaned_data["email"]) is None:
        form.add_error("email", _("Nobody has this address."))

    def act(sent: dict[str, Any]) -> None:
        person = people.person_with(sent.pop("email"))
        if person is None:
            raise Http404
        actions.list_reviewer(person, actor, now, **sent)

    return page.act_page(
        request,
        form,
        act,
        may=rules.may_list_reviewer(actor, None, now),
        said=_("The reviewer is listed."),
        context={
            "title": _("List a reviewer"),
            "label": _("List"),
            "back": page.address("science:reviewers"),
            "trail": [calls.trail(), {"label": _("Reviewers"), "url": page.address("science:reviewers")}],
        },
    )


def _staff_alone(actor: Any) -> None:
    """This will answer others as if there were no reviewers."""
    if not actor.is_staff:
        raise Http404


def _found(pk: int) -> Any:
    row = queries.review(pk)
    if row is None:
        raise Http404
    return row


def _facts(row: Any) -> rules.ReviewFacts:
    """This will tell what a page knows: conflicts are looked for again when the marks are given."""
    return rules.ReviewFacts(row.reviewer.person_id, rules.Task(row.task))


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1]


def _context(row: Any, title: str, label: str, *, back: str) -> dict[str, Any]:
    mine = {"label": _("My reviews"), "url": page.address("science:reviews")}
    here = {"label": row.paper["title"], "url": page.address("science:review", row.pk)}
    return {"title": title, "label": label, "back": back, "trail": [calls.trail(), mine, here]}


def _row(one: Any) -> dict[str, Any]:
    word, tone = labels.REVIEWS[rules.Task(one.task)]
    return {"row": one, "title": one.paper["title"], "kind": asking.kind(one.paper["kind"]), "word": word, "tone": tone}
