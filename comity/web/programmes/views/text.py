"""The text: read with its comments beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core.actor import Side
from comity.core.calendar import brussels_day
from comity.parties import queries as parties
from comity.people import queries as people
from comity.policy import pack
from comity.programmes import queries
from comity.programmes.rules import brackets, talk
from comity.programmes.rules import text as rules
from comity.web import page
from comity.web.programmes import forms, frame, labels


def anchor(number: str) -> str:
    """This will write the place of a paragraph on the page."""
    return f"#p-{number.replace(' ', '-').replace('.', '-')}" if number else ""


def number_of(slug: str) -> str:
    """This will read the number of a paragraph from its address: 3.2-bis."""
    return slug.replace("-", " ", 1)


# -- reading -----------------------------------------------------------------------------------------------------------


@require_safe
def text(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will show the text with sections at its start and comments at its end."""
    return show(request, frame.seen(request, party, period))


def show(
    request: HttpRequest, one: frame.Seen, *, comment: Any = None, panel: Any = None, status: int = 200
) -> HttpResponse:
    """This will write the page of the text, with a comment that was typed. Its queries do not grow with the text."""
    said = queries.text(one.row, version=one.version)
    leases = queries.leases(one.row, one.now)
    sent, own = queries.comments(one.row), queries.remarks(one.row)
    names = _names(sent, own)
    offices = people.offices([found.person_id for found in sent], brussels_day(one.now)) if sent else {}
    may_comment = talk.may_comment(one.actor, one.facts, one.now).allowed
    form = comment or (comment_form(one, said, about=request.GET.get("about", "")) if may_comment else None)
    return page.render(
        request,
        "programmes/text.html",
        {
            **frame.context(one, "text"),
            "sections": [_section(one, section, leases.get(section.section.number)) for section in said],
            "comments": comments_shown(one, sent, names, offices),
            "remarks": remarks_shown(own, names),
            "pending": sum(1 for remark in own if remark.purpose == talk.Remark.PENDING),
            "unanswered": sum(1 for found in sent if not found.disposition),
            "comment_form": form,
            "panel": panel,
            "is_empty": all(section.is_empty for section in said),
        },
        status=status,
    )


def _section(one: frame.Seen, found: queries.SectionText, lock: Any) -> dict[str, Any]:
    locale = get_language() or "en"
    lease = queries.lease_of(lock)
    free = rules.is_free(one.actor, found.section.number, lease, one.now).allowed
    return {
        "section": found.section,
        "title": found.section.title_in(locale),
        "guidance": guidance(one, found.section.code),
        "paragraphs": [_paragraph(one, said, is_free=free) for said in found.paragraphs],
        "lock": lock,
        "is_own": lock is not None and lock.person_id == one.actor.person_id,
        "may_insert": one.holds_pen and free,
        "is_empty": found.is_empty,
    }


def guidance(one: frame.Seen, code: str) -> str:
    """This will say what a section of this type is for."""
    template = pack(one.row.pack).programme_type(one.row.type)
    found = next((section for section in template.sections if section.code == code), None)
    return found.guidance.in_(get_language() or "en") if found else ""


def _paragraph(one: frame.Seen, said: queries.Said, *, is_free: bool) -> dict[str, Any]:
    row = said.paragraph
    return {
        "row": row,
        "number": row.number,
        "slug": row.slug,
        "anchor": anchor(row.number)[1:],
        "parts": _parts(said.text),
        "has_brackets": said.has_brackets,
        "is_closed": row.is_closed,
        "agreed": [
            str(labels.SIDES[side]) if side is Side.STAFF else one.row.party.name_in(get_language() or "en")
            for side in (Side.PARTNER, Side.STAFF)
            if (row.partner_agreed if side is Side.PARTNER else row.staff_agreed) == row.revision
        ],
        "may_edit": one.holds_pen and is_free and not row.is_closed,
        "may_agree": _may_agree(one, said),
        "may_reopen": row.is_closed and one.side is not None and one.facts.state.value in ("draft", "joint_review"),
        "is_new": said.wording.version == one.row.version and one.facts.in_work,
    }


def _may_agree(one: frame.Seen, said: queries.Said) -> bool:
    row = said.paragraph
    known = rules.ParagraphFacts(
        programme=one.facts,
        section=0,
        paragraph=row.number,
        revision=row.revision,
        shared_revision=row.shared_revision,
        partner_agreed=row.partner_agreed,
        staff_agreed=row.staff_agreed,
        base=said.wording.revision,
        has_brackets=said.has_brackets,
    )
    return rules.may_agree_paragraph(one.actor, known, one.now).allowed


def _parts(text: str) -> list[dict[str, Any]]:
    """This will cut a text into words that stand and choices that are open, for the page."""
    if not brackets.are_balanced(text):
        return [{"text": text}]
    return [
        {"text": part} if isinstance(part, str) else {"choice": part, "number": number}
        for number, part in _counted(brackets.parts(text))
    ]


def _counted(parts: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    count = -1
    for part in parts:
        count += not isinstance(part, str)
        yield count, part


def _names(sent: Iterable[Any], own: Iterable[Any]) -> dict[int, str]:
    """This will name those who commented, as far as the reader may know them. One query."""
    ids = {one.person_id for one in (*sent, *own)} | {one.answered_by_id for one in sent if one.answered_by_id}
    return {pk: person.name for pk, person in people.persons(ids).items()}


def _office(held: Any) -> str:
    """This will name the office that somebody holds: by its own title, or by the role."""
    if held is None:
        return ""
    locale = get_language() or "en"
    titles = (held.title_fr, held.title_en) if locale == "fr" else (held.title_en, held.title_fr)
    return titles[0] or titles[1] or pack().term("role", held.role).in_(locale)


def comments_shown(
    one: frame.Seen,
    sent: list[Any],
    names: dict[int, str] | None = None,
    offices: Mapping[tuple[int, str], Any] | None = None,
) -> list[dict[str, Any]]:
    """This will prepare comments that were sent for the page: with name and office as far as the reader may know."""
    known = _names(sent, ()) if names is None else names
    own_names = parties.names(get_language() or "en") if sent else {}
    return [
        {
            "pk": found.pk,
            "number": found.paragraph.number if found.paragraph else "",
            "anchor": anchor(found.paragraph.number) if found.paragraph else "",
            "who": known.get(found.person_id, ""),
            "office": _office((offices or {}).get((found.person_id, found.party))),
            "party": own_names.get(found.party, found.party),
            "at": found.sent_at,
            "text": found.text,
            "about": f"v{found.version}" if found.version != one.row.shared_version else "",
            "disposition": labels.DISPOSITIONS[found.disposition] if found.disposition else None,
            "reason": found.reason,
            "answered_by": known.get(found.answered_by_id or 0, ""),
            "may_answer": not found.disposition
            and one.side is not None
            and one.side.value != found.side
            and one.facts.state in rules.DISCUSSED,
        }
        for found in sent
    ]


def remarks_shown(own: list[Any], names: dict[int, str] | None = None) -> list[dict[str, Any]]:
    """This will prepare comments that were not sent for the page."""
    known = _names((), own) if names is None else names
    return [
        {
            "pk": remark.pk,
            "number": remark.paragraph.number if remark.paragraph else "",
            "anchor": anchor(remark.paragraph.number) if remark.paragraph else "",
            "who": known.get(remark.person_id, ""),
            "at": remark.at,
            "text": remark.text,
            "is_pending": remark.purpose == talk.Remark.PENDING,
        }
        for remark in own
    ]


def comment_form(
    one: frame.Seen, said: tuple[queries.SectionText, ...], *, data: Any = None, about: str = ""
) -> forms.Comment:
    """This will make the form for a comment, with the paragraphs that there are."""
    places: list[tuple[str, Any]] = [("", _("the whole programme"))]
    places += [(p.paragraph.number, p.paragraph.number) for section in said for p in section.paragraphs]
    return forms.Comment(data, places=places, initial={"paragraph": about, "purpose": "pending"})
