"""The calendar: sessions, what was told of others, meetings of the frameworks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from comity.consultations import rules
from comity.consultations.models import Consultation, Meeting, Session, Transparency
from comity.core.calendar import at_brussels, brussels_day, end_of_day
from comity.core.uses import Use


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day of the calendar: a session, a notice of one elsewhere, or a framework's meeting.

    `kind` is session, notice or meeting; `ref` is the code of the consultation, or of the framework that meets.
    """

    kind: str
    on: date
    ref: str
    title_en: str
    title_fr: str
    number: int = 0
    starts_at: datetime | None = None
    minutes: int = 0
    place: str = ""

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


def meetings(first: date, last: date) -> list[Meeting]:
    """This will list the meetings of frameworks between two days that the reader may see."""
    return list(Meeting.objects.filter(on__gte=first, on__lte=last).order_by("on", "framework", "pk"))


def entries(first: date, last: date) -> list[Entry]:
    """This will list what stands in the calendar between two days, by day. Three queries, whatever their number."""
    held = (
        Session.objects.filter(starts_at__gte=at_brussels(first, 0), starts_at__lt=end_of_day(last))
        .exclude(state=rules.SessionState.CANCELLED)
        .select_related("consultation")
    )
    found = [
        Entry(
            "session",
            brussels_day(one.starts_at),
            one.consultation.code,
            one.consultation.title_in("en"),
            one.consultation.title_in("fr"),
            one.number,
            one.starts_at,
            one.minutes,
            one.place,
        )
        for one in held
    ]
    told = Transparency.objects.filter(sent_at__isnull=False, planned_on__gte=first, planned_on__lte=last)
    own = {entry.ref for entry in found}
    found += [
        Entry("notice", one.planned_on, one.code, one.subject_en, one.subject_fr)
        for one in told
        if one.planned_on and one.code not in own
    ]
    found += [
        Entry("meeting", one.on, one.framework, one.title_en, one.title_fr, place=one.place)
        for one in meetings(first, last)
    ]
    return sorted(
        found, key=lambda one: (one.on, one.starts_at is None, one.starts_at or at_brussels(one.on, 0), one.ref)
    )


def held_between(since: date, until: date) -> list[Use]:
    """This will list the sessions held between two days, and the formats still agreed on the last. Three queries.

    A session is used by the partners that had accepted to come; a format that is agreed was not used by that alone.
    """
    ends = end_of_day(until)
    found = Session.objects.filter(held_at__gte=at_brussels(since, 0), held_at__lt=ends)
    sessions = found.select_related("consultation").prefetch_related("consultation__participants")
    agreed = Consultation.objects.filter(agreed_at__lt=ends).exclude(state=rules.State.WITHDRAWN)
    still = agreed.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=ends)).values_list("code", flat=True)
    return [
        *(Use(f"session:{one.pk}", _came(one), is_open=False) for one in sessions),
        *(Use(f"consultation:{code}", frozenset(), is_open=True, ran=False) for code in still),
    ]


def _came(session: Session) -> frozenset[str]:
    came = (one.party for one in session.consultation.participants.all() if one.answer == rules.Answer.ACCEPTED)
    return frozenset(came)
