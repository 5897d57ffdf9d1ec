"""What may be asked of the recognition of training centres."""

from __future__ import annotations

from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.tasks import Task
from comity.education import rules
from comity.education.models import Recognition
from comity.kernel.rows import Columns, Row
from comity.parties import queries as parties

_TO_ASSESS = Columns(
    lambda: (
        Recognition.objects.filter(state=rules.CentreState.APPLIED)
        .order_by("pk")
        .values_list("pk", "provider__name_en", "applied_at")
    )
)


def recognitions() -> list[Recognition]:
    """This will list applications and recognitions that the reader may see, the latest first. One query."""
    return list(Recognition.objects.select_related("provider").order_by("-applied_at", "-pk"))


def recognition(pk: int) -> Recognition | None:
    """This will find one application with its centre."""
    return Recognition.objects.filter(pk=pk).select_related("provider").first()


def recognised(code: str, day: date) -> Recognition | None:
    """This will find the recognition of a centre that holds on a day, the one that lasts longest."""
    found = Recognition.objects.filter(provider__code=code, state=rules.CentreState.RECOGNISED)
    return found.filter(since_on__lte=day, until_on__gt=day).order_by("-until_on").first()


def facts_of_application(row: Row, actor: Actor, now: datetime, **_: object) -> rules.ApplicationFacts:
    """This will show the rules a centre for which a nation wants to apply. The row is the provider's."""
    day, code = brussels_day(now), row.subject.removeprefix("provider:")
    provider, held = parties.provider(code), recognised(code, day)
    party = provider.party.code if provider else ""
    return rules.ApplicationFacts(
        party=party,
        is_suspended=parties.standing(party, day).is_suspended,
        is_running=Recognition.objects.filter(provider__code=code, state__in=rules.RUNNING).exists(),
        until_on=held.until_on if held else None,
    )


def facts_of_recognition(
    row: Recognition, actor: Actor, now: datetime, *, decision: str = "", findings: str | None = None, **_: object
) -> rules.RecognitionFacts:
    """This will show the rules an application, with what is now said of it."""
    return rules.RecognitionFacts(row.party_id, rules.CentreState(row.state), decision, findings)


def readers(party: str, now: datetime) -> list[str]:
    """This will name who reads an application until the Council has decided: the nation, the staff and the Allies."""
    return sorted({*parties.resolve_audience([audience.STAFF, audience.ALLIES], now), audience.party(party)})


def waiting_centres(actor: Actor, now: datetime) -> list[Task]:
    """This will list applications for the desk to assess, and for a nation recognitions that end soon. One query."""
    day = brussels_day(now)
    if actor.has(rules.DESK):
        return [_task("education.assess", "W-226", *row) for row in _TO_ASSESS.rows()]
    if not actor.party or not actor.has(*rules.SPEAKERS):
        return []
    mine = Recognition.objects.filter(party__code=actor.party).select_related("provider").order_by("pk")
    rows = list(mine)
    busy = {one.provider_id for one in rows if one.state in rules.RUNNING}
    lasting = {one.provider_id: one for one in sorted(rows, key=lambda one: one.until_on or date.min) if one.until_on}
    return [
        _task("education.renew", "W-227", one.pk, one.provider.name_en, one.applied_at)
        for code, one in lasting.items()
        if code not in busy and one.until_on and rules.renewal_from(one.until_on) <= day < one.until_on
    ]


def _task(kind: str, ground: str, pk: int, centre: str, applied_at: datetime) -> Task:
    return Task(kind=kind, ref=str(pk), title=centre, since_at=applied_at, ground=ground, params={"centre": centre})
