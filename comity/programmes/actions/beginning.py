"""How a programme begins: from the type's template, or from the programme before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from comity.core import audience, refs
from comity.core.actor import Actor, Side
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.policy import pack
from comity.programmes import queries
from comity.programmes.events import ProgrammeBegun
from comity.programmes.models import GoalCarried, Paragraph, Programme, Section, Version, Wording
from comity.programmes.rules.goals import GoalState
from comity.programmes.rules.life import first_pen, may_begin, side_of
from comity.programmes.rules.numbering import STEP


def _filed(party: Row, event: ProgrammeBegun) -> tuple[str, Iterable[str]]:
    """This will keep the entry for those who may see the draft: its partner, and the staff if they write."""
    begun = queries.programme_of(event.programme)
    return f"programme:{event.programme}", begun.audience if begun else ()


@action(
    may=may_begin,
    facts=queries.facts_of_beginning,
    constraints={
        "programmes_programme_once": "programmes.period_taken",
        "programmes_programme_code": "programmes.period_taken",
    },
    filed=_filed,
)
def begin(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    kind: str,
    first_year: int,
    last_year: int,
    language: str = "en",
    follows: str = "",
) -> ProgrammeBegun:
    """This will begin a partner's programme with the sections of its type.

    With `follows`, the code of an earlier programme, its text and its open goals come along.
    """
    code = party.subject.removeprefix("party:")
    template = pack().programme_type(kind)
    side = side_of(actor, code) or Side.STAFF
    before = queries.programme_of(follows) if follows else None
    own = audience.party(code)
    pen = first_pen(side, [one.value for one in template.drafted_by])
    is_inside = side is pen is Side.PARTNER
    programme = Programme.objects.create(
        code=f"{code}/{kind.lower()}/{refs.period(first_year, last_year)}",
        party_id=party.pk,
        party_code=code,
        type=kind,
        pack=pack().version,
        first_year=first_year,
        last_year=last_year,
        language=language,
        begun_by=side,
        begun_at=now,
        follows=before,
        pen=pen,
        pen_since=now,
        audience=[own] if is_inside else [own, audience.STAFF],
    )
    Version.objects.create(programme=programme, number=1, side=pen, begun_at=now, audience=programme.working)
    sections = Section.objects.bulk_create(
        Section(
            programme=programme,
            number=number,
            code=one.code,
            title_en=one.title.en,
            title_fr=one.title.fr,
            is_required=one.required,
            audience=programme.audience,
        )
        for number, one in enumerate(template.sections, start=1)
    )
    if before is not None and before.party_code == code:
        _copy_text(before, programme, sections, actor, now)
        _carry_goals(before, programme)
    return ProgrammeBegun(programme.code, code, kind, side)


def _copy_text(before: Programme, programme: Programme, sections: list[Section], actor: Actor, now: datetime) -> None:
    """This will take over the text that both sides saw last, renumbered without gaps, for both to go on from."""
    by_code = {section.code: section for section in sections}
    version = before.approved_version or before.shared_version
    for old in queries.text(before, version=version):
        section = by_code.get(old.section.code)
        if section is None:
            continue
        paragraphs = Paragraph.objects.bulk_create(
            Paragraph(
                programme=programme,
                section=section,
                number=f"{section.number}.{count}",
                place=count * STEP,
                audience=programme.working,
            )
            for count, _ in enumerate(old.paragraphs, start=1)
        )
        Wording.objects.bulk_create(
            Wording(
                paragraph=paragraph,
                revision=1,
                version=1,
                text=said.text,
                party=actor.party or "",
                person_id=actor.person_id,
                at=now,
                audience=programme.working,
            )
            for paragraph, said in zip(paragraphs, old.paragraphs, strict=True)
        )


def _carry_goals(before: Programme, programme: Programme) -> None:
    """This will carry the goals that are still open into the new programme."""
    version = before.approved_version or before.shared_version
    still_open = [one for one in queries.goals(before, version=version) if one.goal.state == GoalState.OPEN]
    GoalCarried.objects.bulk_create(
        GoalCarried(programme=programme, goal=one.goal, place=place, version=1, audience=programme.working)
        for place, one in enumerate(still_open, start=1)
    )
