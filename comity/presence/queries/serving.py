"""Embassies at work: hand-over files, the log, and the facts that the rules are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Prefetch

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.kernel.rows import Row
from comity.presence import rules
from comity.presence.models import FileEntry, LogLine, Succession
from comity.presence.queries.mandates import Mandate, mandates


@dataclass(frozen=True, slots=True)
class Change:
    """Embassies that change in a nation, without a hand-over file so far."""

    host: str
    outgoing: tuple[str, ...]
    incoming: tuple[str, ...]
    on: date


# -- hand-over files ---------------------------------------------------------------------------------------------------


def files() -> list[Succession]:
    """This will list the hand-over files that the reader may see, the latest first, with how much is `inside`."""
    return list(Succession.objects.annotate(inside=Count("entries")).order_by("-on", "host_id"))


def file(pk: int) -> Succession | None:
    """This will find a hand-over file with its entries, by part. Two queries."""
    entries = Prefetch("entries", FileEntry.objects.order_by("part", "pk"))
    return Succession.objects.filter(pk=pk).prefetch_related(entries).first()


def files_running_in(host: str) -> list[Succession]:
    """This will list the files of a nation that nobody has taken over yet. Runs as the system."""
    return list(Succession.objects.filter(host__code=host).exclude(state=rules.FileState.TAKEN).order_by("pk"))


def changes(day: date) -> list[Change]:
    """This will list the changes of embassies from a day on for which there is no file. Two queries."""
    known = set(Succession.objects.values_list("host__code", "on"))
    by_host: dict[str, list[Mandate]] = {}
    for one in mandates():
        by_host.setdefault(one.host, []).append(one)
    found = []
    for host, held in by_host.items():
        for after in held:
            if after.since_on is None or after.since_on < day or (host, after.since_on) in known:
                continue
            leaving = leaving_for(held, after.allies, after.since_on)
            if leaving:
                found.append(Change(host, leaving, after.allies, after.since_on))
    return found


def leaving_for(held: Sequence[Mandate], coming: Sequence[str], on: date) -> tuple[str, ...]:
    """This will name the Allies whose mandates end on a day or have just ended, and that do not go on."""
    serving = {ally for one in held if one.until_on == on for ally in one.allies}
    return tuple(sorted(serving - set(coming)))


def serving(host: str, day: date) -> set[str]:
    """This will name the Allies whose embassies serve in a nation on a day. One query."""
    return {ally for one in mandates(host) if one.runs(day) for ally in one.allies}


# -- the log -----------------------------------------------------------------------------------------------------------


def log_lines(*, host: str = "", kind: str = "", limit: int | None = None) -> list[LogLine]:
    """This will list what was logged, as far as the reader may see it, the latest first."""
    found = LogLine.objects.all()
    if host:
        found = found.filter(host__code=host)
    if kind:
        found = found.filter(kind=kind)
    return list(found.order_by("-held_on", "-pk")[:limit])


def hosts_logged() -> set[str]:
    """This will name the nations for which anything was logged, as far as the reader may see it. One query."""
    return set(LogLine.objects.values_list("host__code", flat=True).distinct())


def last_logged() -> dict[tuple[str, str], date]:
    """This will give, by nation and Ally, the day of what was logged last. One query."""
    found = LogLine.objects.values_list("host__code", "by").annotate(last=Max("held_on"))
    return {(host, by): last for host, by, last in found}


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_file_opening(
    row: Row, actor: Actor, now: datetime, *, outgoing: Sequence[str], incoming: Sequence[str], on: date, **_: object
) -> rules.FileOpeningFacts:
    """This will show the rules a change of embassies. The row is the nation's."""
    code = row.subject.removeprefix("party:")
    exists = Succession.objects.filter(host__code=code, on=on).exists()
    return rules.FileOpeningFacts(code, tuple(outgoing), tuple(incoming), exists)


def facts_of_file(
    row: Succession, actor: Actor, now: datetime, *, title: str | None = None, missing: str | None = None, **_: object
) -> rules.FileFacts:
    """This will show the rules a hand-over file, with what is now written."""
    return rules.FileFacts(
        state=rules.FileState(row.state),
        outgoing=tuple(row.outgoing),
        incoming=tuple(row.incoming),
        entries=row.entries.count(),
        text=missing if title is None else title,
    )


def facts_of_log(
    row: Row, actor: Actor, now: datetime, *, held_on: date, subject: str = "-", **_: object
) -> rules.LogFacts:
    """This will show the rules something that was done in a nation. The row is the nation's."""
    code = row.subject.removeprefix("party:")
    there = serving(code, held_on)
    serves = bool(there) if actor.has(Role.DESK_OFFICER) else actor.party in there
    return rules.LogFacts(code, held_on, serves, subject)


def places_of(actor: Actor, now: datetime) -> list[str]:
    """This will list the nations where somebody may log: where the Ally's embassy serves or has served. One query."""
    day = brussels_day(now)
    desk = actor.has(Role.DESK_OFFICER)
    held = [one for one in mandates() if not one.is_coming(day)]
    return sorted({one.host for one in held if desk or actor.party in one.allies})
