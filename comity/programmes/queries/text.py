"""The text as it stood in a version, what changed between two, and who is at work on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from comity.programmes.models import Lock, Paragraph, Programme, Section, Tick, Version, Wording
from comity.programmes.rules import brackets
from comity.programmes.rules.comparison import Run, compare


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph with the wording that it had in a version."""

    paragraph: Paragraph
    wording: Wording

    @property
    def text(self) -> str:
        """This will give what it said."""
        return self.wording.text

    @property
    def has_brackets(self) -> bool:
        """This will tell whether anything in it is bracketed."""
        return brackets.are_open(self.text)


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section with its paragraphs in order, without those that were deleted."""

    section: Section
    paragraphs: tuple[Said, ...]

    @property
    def is_empty(self) -> bool:
        """This will tell whether nothing has been written in it."""
        return not any(one.text.strip() for one in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that differs between two versions."""

    paragraph: Paragraph
    runs: tuple[Run, ...]
    is_new: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """A section with what differs in it between two versions."""

    section: Section
    changes: tuple[Change, ...]


def sections(programme: Programme) -> list[Section]:
    """This will list the sections of a programme in order."""
    return list(programme.sections.all())


def text(programme: Programme, *, version: int | None = None) -> tuple[SectionText, ...]:
    """This will give the text of a version, or the latest that the reader may see. Two queries."""
    by_section: dict[int, list[Said]] = {}
    for one in _said(programme, version):
        if not one.wording.is_deleted:
            by_section.setdefault(one.paragraph.section_id, []).append(one)
    return tuple(
        SectionText(section, tuple(sorted(by_section.get(section.pk, ()), key=lambda one: one.paragraph.place)))
        for section in sections(programme)
    )


def changes(programme: Programme, old: int, new: int) -> tuple[SectionChanges, ...]:
    """This will tell what differs between two versions, section by section, and leave out what does not."""
    before = {one.paragraph.pk: one for one in _said(programme, old)}
    found: dict[int, list[Change]] = {}
    for one in sorted(_said(programme, new), key=lambda one: one.paragraph.place):
        was = before.get(one.paragraph.pk)
        old_text = "" if was is None else was.text
        if old_text == one.text:
            continue
        change = Change(
            one.paragraph,
            compare(old_text, one.text),
            is_new=was is None or was.wording.is_deleted,
            is_gone=one.wording.is_deleted,
        )
        found.setdefault(one.paragraph.section_id, []).append(change)
    return tuple(
        SectionChanges(section, tuple(found[section.pk])) for section in sections(programme) if section.pk in found
    )


def wording(programme: Programme, number: str, *, version: int | None = None) -> Said | None:
    """This will find a paragraph by its number, with its wording in a version."""
    found = Wording.objects.filter(paragraph__programme=programme, paragraph__number=number)
    if version is not None:
        found = found.filter(version__lte=version)
    last = found.select_related("paragraph", "paragraph__section").order_by("-revision").first()
    return Said(last.paragraph, last) if last else None


def wording_at(programme: Programme, number: str, revision: int) -> Wording | None:
    """This will find the wording from which somebody started."""
    return Wording.objects.filter(paragraph__programme=programme, paragraph__number=number, revision=revision).first()


def wordings(programme: Programme, number: str) -> list[Wording]:
    """This will list every wording of a paragraph that the reader may see, the latest first."""
    found = Wording.objects.filter(paragraph__programme=programme, paragraph__number=number)
    return list(found.order_by("-revision"))


def versions(programme: Programme) -> list[Version]:
    """This will list the versions that the reader may see, the latest first."""
    return list(programme.versions.order_by("-number"))


def leases(programme: Programme, now: datetime) -> dict[int, Lock]:
    """This will give, by number of section, who is editing it now. The other side sees nothing."""
    found = Lock.objects.filter(section__programme=programme, expires_at__gt=now).select_related("section")
    return {lock.section.number: lock for lock in found}


def reviewed(programme: Programme, person_id: int | None, version: int) -> frozenset[int]:
    """This will list the numbers of the sections that a person has reviewed in a version."""
    found = Tick.objects.filter(section__programme=programme, person_id=person_id or 0, version=version)
    return frozenset(found.values_list("section__number", flat=True))


def _said(programme: Programme, version: int | None) -> Iterable[Said]:
    found = Wording.objects.filter(paragraph__programme=programme)
    if version is not None:
        found = found.filter(version__lte=version)
    latest = found.order_by("paragraph_id", "-revision").distinct("paragraph_id").select_related("paragraph")
    return [Said(one.paragraph, one) for one in latest]
