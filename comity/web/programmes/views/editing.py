"""The text at work: paragraphs edited, put in, agreed and reopened, brackets settled, two texts brought together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core.actor import Side
from comity.kernel.action import Refused
from comity.parties import queries as parties
from comity.people import queries as people
from comity.programmes import actions, queries
from comity.programmes.rules import brackets, code_of, merging, side_of
from comity.programmes.rules import text as rules
from comity.programmes.rules.comparison import compare
from comity.web import once, page
from comity.web.numbers import whole
from comity.web.programmes import forms, frame, labels
from comity.web.programmes.views.text import anchor, guidance, number_of
from comity.web.programmes.words import runs

CONFLICT, UNPROCESSABLE = 409, 422
SAVING: dict[str, Callable[..., Any]] = {"write": actions.write, "bracket": actions.bracket}


@require_POST
def edit(request: HttpRequest, party: str, period: str, paragraph: str) -> HttpResponse:
    """This will take the section of a paragraph for the reader, and open the paragraph for editing."""
    one = frame.seen(request, party, period)
    said = _found(one, paragraph)
    actions.lock(one.row, one.actor, one.now, section=said.paragraph.section.number)
    if page.wants_fragment(request):
        return _form_page(request, one, said, _text_form(said))
    return page.done(request, one.url("paragraph", paragraph))


@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(request: HttpRequest, party: str, period: str, paragraph: str) -> HttpResponse:
    """This will edit one paragraph: save it, put the wording in brackets, or delete it."""
    one = frame.seen(request, party, period)
    said = _found(one, paragraph)
    if request.method != "POST":
        return _form_page(request, one, said, _text_form(said))
    do = request.POST.get("do", "write")
    form = forms.Text(request.POST, of=_ids(said))
    if do == "delete":
        revision = whole(form.data.get("base", "")) or 0
        return _done(
            request,
            one,
            said,
            lambda: actions.delete(one.row, one.actor, one.now, paragraph=said.paragraph.number, base=revision),
        )
    if not form.is_valid() or do not in SAVING:
        return _form_page(request, one, said, form, status=UNPROCESSABLE)
    data = form.cleaned_data
    if data["text"] == said.text and data["base"] == said.wording.revision:
        return page.done(request, f"{one.url('text')}{anchor(said.paragraph.number)}")
    return _done(
        request,
        one,
        said,
        lambda: SAVING[do](
            one.row, one.actor, one.now, paragraph=said.paragraph.number, base=data["base"], text=data["text"]
        ),
        form,
    )


def _done(request: HttpRequest, one: frame.Seen, said: queries.Said, act: Any, form: Any = None) -> HttpResponse:
    """This will do what was asked, and keep what was typed if it is refused."""
    number = said.paragraph.number
    try:
        event = act()
    except Refused as refusal:
        if "programmes.paragraph_changed" in refusal.verdict.codes and form is not None:
            return _merge_page(request, one, said, form, page.panel_of(refusal))
        return _form_page(request, one, said, form or _text_form(said), panel=page.panel_of(refusal), status=CONFLICT)
    if getattr(event, "voided", False):
        messages.warning(
            request, _("Saved as part of version %(n)s. The agreements have lapsed.") % {"n": event.version}
        )
    else:
        messages.success(request, _("Saved."))
    return page.done(request, f"{one.url('text')}{anchor(number)}")


def _found(one: frame.Seen, slug: str) -> queries.Said:
    said = queries.wording(one.row, number_of(slug), version=one.version)
    if said is None:
        raise Http404
    return said


def _text_form(said: queries.Said) -> forms.Text:
    return forms.Text(of=_ids(said), initial={"base": said.wording.revision, "text": said.text})


def _ids(said: queries.Said) -> str:
    return f"paragraph-{said.paragraph.slug.replace('.', '-')}"


def _form_page(
    request: HttpRequest, one: frame.Seen, said: queries.Said, form: Any, *, panel: Any = None, status: int = 200
) -> HttpResponse:
    if panel is None and request.method in ("GET", "HEAD"):
        known = queries.facts_of_paragraph(
            one.row, one.actor, one.now, paragraph=said.paragraph.number, base=said.wording.revision, text=""
        )
        verdict = rules.may_write(one.actor, known, one.now)
        if not verdict.allowed:
            panel, form = frame.why_not(verdict, one.row.subject), None
    return page.render(
        request,
        "programmes/paragraph.html",
        {
            **frame.context(one),
            "said": said,
            "number": said.paragraph.number,
            "section": said.paragraph.section,
            "anchor": anchor(said.paragraph.number),
            "form": form,
            "panel": panel,
            "next_version": one.row.version if one.facts.in_work else one.row.version + 1,
        },
        block="form",
        status=status,
    )


def _merge_page(request: HttpRequest, one: frame.Seen, said: queries.Said, form: Any, panel: Any) -> HttpResponse:
    """This will show both texts and a proposal that loses neither."""
    mine, base = form.cleaned_data["text"], form.cleaned_data["base"]
    start = queries.wording_at(one.row, said.paragraph.number, base)
    side = side_of(one.actor, one.row.party_code)
    my_code = code_of(side, one.row.party_code) if side else ""
    start_text = start.text if start else ""
    merged = merging.merge(start_text, said.text, mine, their_code=said.wording.party, my_code=my_code)
    names = people.persons([said.wording.person_id] if said.wording.person_id else [])
    who = names.get(said.wording.person_id or 0)
    return page.render(
        request,
        "programmes/merge.html",
        {
            **frame.context(one),
            "number": said.paragraph.number,
            "slug": said.paragraph.slug,
            "panel": panel,
            "who": who.name if who else "",
            "at": said.wording.at,
            "theirs": runs(compare(start_text, said.text)),
            "mine": runs(compare(start_text, mine)),
            "settled": merged.settled,
            "form": forms.Text(of=_ids(said), initial={"base": said.wording.revision, "text": merged.text}),
        },
        block="form",
        status=CONFLICT,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def insert(request: HttpRequest, party: str, period: str, section: int) -> HttpResponse:
    """This will put a new paragraph into a section."""
    one = frame.seen(request, party, period)
    found = next((part for part in queries.text(one.row, version=one.version) if part.section.number == section), None)
    if found is None:
        raise Http404
    places: list[tuple[str, Any]] = [("", _("at the end of the section"))]
    places += [
        (said.paragraph.number, _("after %(number)s") % {"number": said.paragraph.number}) for said in found.paragraphs
    ]
    form = forms.Insert(request.POST if request.method == "POST" else None, places=places)
    panel, status = None, 200
    known = queries.facts_of_section(one.row, one.actor, one.now, section=section)
    verdict = rules.may_insert(one.actor, known, one.now)
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.insert(one.row, one.actor, one.now, section=section, **form.cleaned_data)
        except Refused as refusal:
            panel, status = page.panel_of(refusal), CONFLICT
        else:
            messages.success(request, _("Saved."))
            return page.done(request, f"{one.url('text')}{anchor(event.paragraph)}")
    elif request.method == "POST":
        status = UNPROCESSABLE
    elif not verdict.allowed:
        panel = frame.why_not(verdict, one.row.subject)
    return page.render(
        request,
        "programmes/insert.html",
        {
            **frame.context(one),
            "section": found.section,
            "guidance": guidance(one, found.section.code),
            "form": form if verdict.allowed or request.method == "POST" else None,
            "panel": panel,
            "next_version": one.row.version if one.facts.in_work else one.row.version + 1,
        },
        block="form",
        status=status,
    )


@require_POST
def resolve(request: HttpRequest, party: str, period: str, paragraph: str) -> HttpResponse:
    """This will settle one choice between brackets."""
    one = frame.seen(request, party, period)
    said = _found(one, paragraph)
    try:
        base, choice = int(request.POST["base"]), int(request.POST["choice"])
        keep = None if request.POST["keep"] == "none" else int(request.POST["keep"])
    except (KeyError, ValueError) as error:
        raise Http404 from error
    number = said.paragraph.number
    if base == said.wording.revision:
        open_ones = brackets.choices(said.text)
        if not 0 <= choice < len(open_ones) or not (keep is None or 0 <= keep < len(open_ones[choice].alternatives)):
            raise Http404
    actions.resolve(one.row, one.actor, one.now, paragraph=number, base=base, choice=choice, keep=keep)
    messages.success(request, _("Settled."))
    return page.done(request, f"{one.url('text')}{anchor(number)}")


@require_POST
def agree(request: HttpRequest, party: str, period: str, paragraph: str) -> HttpResponse:
    """This will bind the reader's side to one paragraph."""
    one = frame.seen(request, party, period)
    said = _found(one, paragraph)
    revision = whole(request.POST.get("base", "")) or 0
    actions.agree_paragraph(one.row, one.actor, one.now, paragraph=said.paragraph.number, base=revision)
    messages.success(request, _("Agreed."))
    return page.done(request, f"{one.url('text')}{anchor(said.paragraph.number)}")


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, party: str, period: str, paragraph: str) -> HttpResponse:
    """This will reopen an agreed paragraph, for a reason."""
    one = frame.seen(request, party, period)
    said = _found(one, paragraph)
    form = forms.Reason(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.reopen_paragraph(
            one.row, one.actor, one.now, paragraph=said.paragraph.number, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Reopened."))
        return page.done(request, f"{one.url('text')}{anchor(said.paragraph.number)}")
    known = queries.facts_of_paragraph(one.row, one.actor, one.now, paragraph=said.paragraph.number)
    verdict = rules.may_reopen_paragraph(one.actor, known, one.now)
    panel = frame.why_not(verdict, one.row.subject)
    return page.render(
        request,
        "programmes/reopen.html",
        {**frame.context(one), "said": said, "form": form if verdict.allowed else None, "panel": panel},
        status=UNPROCESSABLE if request.method == "POST" else 200,
    )


@require_safe
def wordings(request: HttpRequest, party: str, period: str, paragraph: str) -> HttpResponse:
    """This will show every wording that a paragraph has had, each against the one before."""
    one = frame.seen(request, party, period)
    number = number_of(paragraph)
    found = queries.wordings(one.row, number)
    if not found:
        raise Http404
    names = people.persons({row.person_id for row in found if row.person_id})
    own_names = parties.names(get_language() or "en")
    before = [*found[1:], None]
    return page.render(
        request,
        "programmes/wordings.html",
        {
            **frame.context(one),
            "number": number,
            "anchor": anchor(number),
            "wordings": [
                {
                    "row": row,
                    "who": names[row.person_id].name if row.person_id in names else "",
                    "party": own_names.get(
                        row.party, str(labels.SIDES[Side.STAFF]) if row.party == "IS" else row.party
                    ),
                    "runs": runs(compare(old.text if old else "", row.text)),
                }
                for row, old in zip(found, before, strict=True)
            ],
        },
    )


# -- sections ----------------------------------------------------------------------------------------------------------


@once.repeatable
@require_POST
def lock(request: HttpRequest, party: str, period: str, section: int) -> HttpResponse:
    """This will take a section, or renew it; a page that is at work asks for it now and then."""
    one = _with_section(request, party, period, section)
    actions.lock(one.row, one.actor, one.now, section=section)
    return HttpResponse(status=204) if page.wants_fragment(request) else page.done(request, one.url("text"))


@require_POST
def release(request: HttpRequest, party: str, period: str, section: int) -> HttpResponse:
    """This will let a section go."""
    one = _with_section(request, party, period, section)
    actions.release(one.row, one.actor, one.now, section=section)
    messages.success(request, _("Section %(number)s is free.") % {"number": section})
    return page.done(request, f"{one.url('text')}#s-{section}")


@require_POST
def ask_release(request: HttpRequest, party: str, period: str, section: int) -> HttpResponse:
    """This will ask the holder of a section to let it go."""
    one = _with_section(request, party, period, section)
    event = actions.ask_release(one.row, one.actor, one.now, section=section)
    messages.success(request, _("Asked for section %(number)s.") % {"number": event.section})
    return page.done(request, f"{one.url('text')}#s-{section}")


def _with_section(request: HttpRequest, party: str, period: str, section: int) -> frame.Seen:
    one = frame.seen(request, party, period)
    if all(row.number != section for row in queries.sections(one.row)):
        raise Http404
    return one
