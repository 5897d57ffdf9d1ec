"""Pages on which something is done: every act shows what it means first, and keeps what was typed if it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.core.calendar import brussels_day
from comity.decisions import actions, queries, rules
from comity.kernel.action import Refused, ask
from comity.web import page
from comity.web.decisions import acts, effects, forms, views
from comity.web.decisions.showing import Shown
from comity.web.numbers import whole
from comity.web.refusals.panels import Place

WRONG_INPUT = 422
CONFLICT = 409


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """This will show what an act means and ask for what it needs, and on sending it do it."""
    shown = views.found(request, slug)
    known = acts.BY_PATH.get(path)
    if known is None:
        raise Http404
    if request.method == "GET":
        verdict = known.may(shown.actor, shown.facts, shown.now)
        if not verdict.allowed:
            panel = _panel(verdict, shown)
            return _page(request, shown, known, None, panel=panel)
        return _page(request, shown, known, known.form(None, shown))
    form = known.form(request.POST, shown)
    if not form.is_valid():
        return _page(request, shown, known, form, status=WRONG_INPUT)
    if known.path == "break-silence" and request.POST.get("confirmed") != "yes":
        if request.POST.get("back") == "yes":
            return _page(request, shown, known, form)
        return _confirm(request, shown, known, form)
    try:
        known.act(shown.item, shown.actor, shown.now, **form.cleaned_data)
    except Refused as refused:
        return _page(request, shown, known, form, panel=page.panel_of(refused), status=CONFLICT)
    messages.success(request, str(known.done))
    return page.done(request, shown.url())


def _panel(verdict: Any, shown: Shown) -> dict[str, Any]:
    """This will explain why something cannot be done, as a refusal would."""
    first, *others = page.panels(verdict, about=shown.item.subject)
    return {**first, "also": [other["title"] for other in others]}


def _page(
    request: HttpRequest,
    shown: Shown,
    known: acts.Act,
    form: django_forms.Form | None,
    *,
    panel: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**views.frame(request, shown, ""), "act": known, "form": form, "panel": panel}
    return page.render(request, "decisions/act.html", context, status=status)


def _confirm(request: HttpRequest, shown: Shown, known: acts.Act, form: django_forms.Form) -> HttpResponse:
    """This will ask a second time, with the deadline and what was written in view."""
    try:
        ask(known.act, shown.item, shown.actor, shown.now, **form.cleaned_data)
    except Refused as refused:
        return _page(request, shown, known, form, panel=page.panel_of(refused), status=CONFLICT)
    sent = form.cleaned_data
    named = sent.get("lines") or [line.number for line in shown.open_lines]
    context = {
        **views.frame(request, shown, ""),
        "act": known,
        "form": form,
        "sent": sent,
        "objected": [line for line in shown.open_lines if line.number in named],
        "free": [line for line in shown.open_lines if line.number not in named],
        "typed": [(key, value) for key in sent for value in request.POST.getlist(key)],
    }
    return page.render(request, "decisions/confirm.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """This will let the staff answer a question."""
    shown = views.found(request, slug)
    question = queries.question(shown.item, int(number))
    if question is None:
        raise Http404
    form = forms.Answer(request.POST or None)
    context = {**views.frame(request, shown, ""), "question": question, "form": form, "panel": None}
    status = 200
    if request.method == "GET":
        facts = queries.facts_of_question(question, shown.actor, shown.now)
        verdict = rules.may_answer_question(shown.actor, facts, shown.now)
        if not verdict.allowed:
            context.update(form=None, panel=_panel(verdict, shown))
    elif not form.is_valid():
        status = WRONG_INPUT
    else:
        try:
            actions.answer_question(question, shown.actor, shown.now, answer=form.cleaned_data["answer"])
        except Refused as refused:
            context["panel"], status = page.panel_of(refused, Place(back=shown.url())), CONFLICT
        else:
            messages.success(request, _("The answer is given."))
            return page.done(request, shown.url())
    return page.render(request, "decisions/answer.html", context, status=status)


# -- writing -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """This will draft a new item."""
    actor, now, locale = views.asked(request)
    day = brussels_day(now)
    formats = {row.pk: row for row in queries.formats(day)}
    allies = queries.allies_on(day)
    offered = [
        (pk, f"{queries.body_name(row, day, locale)} {queries.format_name(row, locale, allies=allies)}")
        for pk, row in formats.items()
    ]
    form = forms.Draft(request.POST or None, formats=offered)
    lines = _lines(request, [{}, {}], effects.choices(now, locale))
    context = {"title": _("New decision"), "form": form, "lines": lines, "panel": None, "shown": None, "newer": None}
    if request.method == "GET":
        verdict = rules.may_draft(actor, rules.DraftFacts(body="council", format="at-allies", holds=True), now)
        if not verdict.allowed:
            context.update(form=None, panel=page.panels(verdict)[0])
        return page.render(request, "decisions/edit.html", context)

    def save() -> str:
        sent = dict(form.cleaned_data)
        sent.pop("version", None)
        event = actions.draft(formats[sent.pop("format")], actor, now, **sent, lines=forms.line_texts(_sent(lines)))
        return event.symbol

    return _write(request, form, lines, save, context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """This will change the text of an item. `version` tells from which version one started."""
    shown = views.found(request, slug)
    item = shown.item
    start = {
        "title_en": item.title_en,
        "title_fr": item.title_fr,
        "note_en": item.note_en,
        "note_fr": item.note_fr,
        "ground": item.ground,
        "version": item.version,
    }
    own = [
        {
            "verb": line.verb,
            "text_en": line.text_en,
            "text_fr": line.text_fr,
            "follows": effects.value(line.effect, line.effect_about),
        }
        for line in shown.open_lines
    ]
    form = forms.Text(request.POST or None, initial=start)
    kept = [(line.effect, line.effect_about) for line in shown.lines]
    lines = _lines(request, [*own, {}], effects.choices(shown.now, shown.locale, kept=kept))
    context = {
        **views.frame(request, shown, ""),
        "title": _("Write %(symbol)s") % {"symbol": item.symbol},
        "form": form,
        "lines": lines,
        "panel": None,
        "newer": None,
    }
    if request.method == "GET":
        verdict = rules.may_write(shown.actor, shown.facts, shown.now)
        if not verdict.allowed:
            context.update(form=None, panel=_panel(verdict, shown))
        return page.render(request, "decisions/edit.html", context)

    def save() -> str:
        sent = dict(form.cleaned_data)
        sent["version"] = sent.get("version") or 0
        actions.write(item, shown.actor, shown.now, **sent, lines=forms.line_texts(_sent(lines)))
        return str(item.symbol)

    return _write(request, form, lines, save, context, stale=shown)


def _lines(request: HttpRequest, start: list[dict[str, Any]], follows: effects.Choices) -> Any:
    """This will make the paragraphs of the form: as they are, and room for one more."""
    if request.method == "POST":
        data = request.POST.copy()
        if "more" in data:
            count = min(whole(str(data.get("lines-TOTAL_FORMS", ""))) or 0, forms.MOST_LINES - 1)
            data["lines-TOTAL_FORMS"] = str(count + 1)
        return forms.LinesOfText(data, prefix="lines", form_kwargs={"follows": follows})
    factory = django_forms.formset_factory(forms.Line, extra=len(start), max_num=forms.MOST_LINES)
    made = factory(prefix="lines", form_kwargs={"follows": follows})
    for one, initial in zip(made.forms, start, strict=True):
        one.initial = initial
    return made


def _sent(lines: Any) -> list[dict[str, Any]]:
    return [one.cleaned_data for one in lines.forms if hasattr(one, "cleaned_data")]


def _write(
    request: HttpRequest,
    form: django_forms.Form,
    lines: Any,
    save: Callable[[], str],
    context: dict[str, Any],
    *,
    stale: Shown | None = None,
) -> HttpResponse:
    """This will save a text, or show again what was typed with what is wrong, refused or newer."""
    if "more" in request.POST:
        form.errors.clear()
        return page.render(request, "decisions/edit.html", context)
    if not (form.is_valid() & lines.is_valid()):
        return page.render(request, "decisions/edit.html", context, status=WRONG_INPUT)
    try:
        symbol = save()
    except Refused as refused:
        context["panel"] = page.panel_of(refused)
        if stale is not None and "decisions.stale_text" in refused.verdict.codes:
            context["newer"] = {"title": stale.title(), "lines": [line.text_in(stale.locale) for line in stale.lines]}
        return page.render(request, "decisions/edit.html", context, status=CONFLICT)
    messages.success(request, _("The text is saved."))
    item = queries.item(symbol)
    return page.done(request, "decisions:decision", item.slug if item else "")
