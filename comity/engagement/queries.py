"""What may be asked of dialogues and of cooperation with organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Prefetch, Q

from comity.core import audience
from comity.core.actor import Actor, Role, Side
from comity.core.calendar import brussels_day
from comity.core.tasks import Task
from comity.core.uses import Use
from comity.engagement import rules
from comity.engagement.models import RUNNING, Agreement, Contact, Cooperation, Dialogue, Joint, Talks
from comity.kernel.rows import Columns, Row
from comity.parties import queries as parties
from comity.parties.rules import Kind

_MOST = 20
_OPEN = Columns(
    lambda: (
        Dialogue.objects.filter(state=rules.State.OPEN, begun_on__isnull=False)
        .annotate(last_on=Max("contacts__held_on"))
        .order_by("-proposed_at", "-pk")
        .values_list("pk", "party_id", "proposed_at", "begun_on", "last_on")
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation with which there is a record, and when each objective was last served."""

    cooperation: Cooperation
    talks: int
    agreements: int
    latest: dict[rules.Objective, date]


# -- dialogues ---------------------------------------------------------------------------------------------------------


def dialogues() -> list[Any]:
    """This will list the dialogues that the reader may see, those that run first; `last_on` is the latest contact."""
    found = Dialogue.objects.annotate(last_on=Max("contacts__held_on")).order_by("-proposed_at", "-pk")
    return sorted(found, key=lambda one: one.state not in RUNNING)


def dialogue(pk: int) -> Dialogue | None:
    """This will find a dialogue with its contacts, the latest first. Two queries."""
    latest = Prefetch("contacts", Contact.objects.order_by("-held_on", "-pk"))
    return Dialogue.objects.filter(pk=pk).prefetch_related(latest).first()


def proposed() -> list[Dialogue]:
    """This will list the dialogues on which the Council is to decide."""
    return list(Dialogue.objects.filter(state=rules.State.PROPOSED).order_by("pk"))


def running_with(party: str) -> Dialogue | None:
    """This will find the dialogue with a nation that is proposed or open."""
    return Dialogue.objects.filter(party_id=party, state__in=RUNNING).first()


def beyond_frameworks(day: date) -> list[str]:
    """This will list the nations that are neither Allies nor partners on a day, and with which no dialogue runs."""
    nations = [line.code for line in parties.parties(on=day, kind=Kind.NATION) if line.standing.side is Side.NONE]
    running = set(Dialogue.objects.filter(state__in=RUNNING).values_list("party__code", flat=True))
    return [code for code in nations if code not in running]


# -- organisations -----------------------------------------------------------------------------------------------------


def cooperations(day: date) -> list[Line]:
    """This will list the records of cooperation with how each objective was served. Four queries."""
    talks: dict[int, list[Talks]] = defaultdict(list)
    for one in Talks.objects.only("cooperation_id", "held_on", "objectives"):
        talks[one.cooperation_id].append(one)
    joint: dict[int, list[Joint]] = defaultdict(list)
    for planned in Joint.objects.only("cooperation_id", "start_on", "objective"):
        joint[planned.cooperation_id].append(planned)
    agreed: dict[int, int] = defaultdict(int)
    for owner in Agreement.objects.filter(ends_on__isnull=True).values_list("cooperation_id", flat=True):
        agreed[owner] += 1
    return [
        Line(row, len(talks[row.pk]), agreed[row.pk], latest(talks[row.pk], joint[row.pk], day))
        for row in Cooperation.objects.order_by("organisation")
    ]


def cooperation(organisation: str) -> Cooperation | None:
    """This will find the record of an organisation with talks, joint activities and agreements. Four queries."""
    return (
        Cooperation.objects.filter(organisation__code=organisation)
        .prefetch_related(
            Prefetch("talks", Talks.objects.order_by("-held_on", "-pk")),
            Prefetch("joint", Joint.objects.order_by("-start_on", "-pk")),
            Prefetch("agreements", Agreement.objects.order_by("-signed_on", "-pk")),
        )
        .first()
    )


def agreement(organisation: str, pk: int) -> Agreement | None:
    """This will find one agreement with an organisation."""
    return Agreement.objects.filter(cooperation__organisation__code=organisation, pk=pk).first()


def without_record(day: date) -> list[str]:
    """This will list the organisations for which there is no record yet."""
    known = set(Cooperation.objects.values_list("organisation__code", flat=True))
    return [line.code for line in parties.parties(on=day, kind=Kind.ORGANISATION) if line.code not in known]


def latest(talks: Iterable[Talks], joint: Iterable[Joint], day: date) -> dict[rules.Objective, date]:
    """This will tell when each objective was last served by a day, by talks or by something done together."""
    served = [(rules.Objective(name), one.held_on) for one in talks for name in one.objectives]
    served += [(rules.Objective(one.objective), one.start_on) for one in joint]
    found: dict[rules.Objective, date] = {}
    for objective, on in served:
        if on > day:
            continue
        found[objective] = max(on, found.get(objective, on))
    return found


def dialogues_between(since: date, until: date) -> list[Use]:
    """This will list the dialogues that were open between two days, each as used by its nation. One query."""
    found = Dialogue.objects.filter(begun_on__lte=until).filter(Q(over_on__isnull=True) | Q(over_on__gte=since))
    return [
        Use(f"dialogue:{pk}", frozenset({str(party)}), over_on is None or over_on > until)
        for pk, party, over_on in found.values_list("pk", "party_id", "over_on")
    ]


def worked_between(since: date, until: date) -> list[Use]:
    """This will list staff talks with organisations and what was done together between two days. Two queries."""
    talks = Talks.objects.filter(held_on__gte=since, held_on__lte=until)
    joint = Joint.objects.filter(start_on__lte=until, end_on__gte=since)
    whose = "cooperation__organisation_id"
    return [
        *(Use(f"talks:{pk}", frozenset({code}), is_open=False) for pk, code in talks.values_list("pk", whose)),
        *(
            Use(f"joint:{pk}", frozenset({code}), end_on > until)
            for pk, code, end_on in joint.values_list("pk", whose, "end_on")
        ),
    ]


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_proposal(
    row: Row, actor: Actor, now: datetime, *, areas: Sequence[str] = (), purpose: str = "", **_: object
) -> rules.ProposalFacts:
    """This will show the rules a nation with which somebody wants to engage. The row is the party's."""
    code = row.subject.removeprefix("party:")
    stands = parties.standing(code, brussels_day(now))
    party = parties.party(code)
    return rules.ProposalFacts(
        party=code,
        is_nation=party is not None and party.kind == Kind.NATION,
        is_arranged=stands.side is not Side.NONE,
        areas=tuple(areas),
        purpose=purpose,
        running=running_with(code) is not None,
    )


def facts_of(
    row: Dialogue, actor: Actor, now: datetime, *, decision: str = "", reason: str | None = None, **_: object
) -> rules.DialogueFacts:
    """This will show the rules a dialogue, with the decision or the reason now given."""
    return rules.DialogueFacts(row.party_id, rules.State(row.state), tuple(row.areas), decision, reason)


def facts_of_contact(
    row: Dialogue, actor: Actor, now: datetime, *, area: str, held_on: date, **_: object
) -> rules.ContactFacts:
    """This will show the rules a dialogue and a contact that is to be entered."""
    return rules.ContactFacts(row.party_id, rules.State(row.state), tuple(row.areas), area, held_on)


def facts_of_path(row: Dialogue, actor: Actor, now: datetime, *, towards: str, **_: object) -> rules.PathFacts:
    """This will show the rules a dialogue and where it may lead."""
    return rules.PathFacts(row.party_id, rules.State(row.state), towards)


def facts_of_set_up(row: Row, actor: Actor, now: datetime, **_: object) -> rules.SetUpFacts:
    """This will show the rules a party for which a record is to be opened. The row is the party's."""
    code = row.subject.removeprefix("party:")
    party = parties.party(code)
    return rules.SetUpFacts(
        party=code,
        is_organisation=party is not None and party.kind == Kind.ORGANISATION,
        exists=Cooperation.objects.filter(organisation__code=code).exists(),
    )


def facts_of_talks(
    row: Cooperation,
    actor: Actor,
    now: datetime,
    *,
    held_on: date,
    objectives: Sequence[rules.Objective],
    next_on: date | None = None,
    **_: object,
) -> rules.TalksFacts:
    """This will show the rules talks that are to be entered."""
    return rules.TalksFacts(row.organisation_id, held_on, tuple(objectives), next_on)


def facts_of_joint(
    row: Cooperation, actor: Actor, now: datetime, *, start_on: date, end_on: date, **_: object
) -> rules.JointFacts:
    """This will show the rules something that is to be planned."""
    return rules.JointFacts(row.organisation_id, start_on, end_on)


def facts_of_signing(
    row: Cooperation,
    actor: Actor,
    now: datetime,
    *,
    signed_on: date,
    in_force_on: date | None = None,
    ends_on: date | None = None,
    **_: object,
) -> rules.AgreementFacts:
    """This will show the rules an agreement that is to be entered."""
    return rules.AgreementFacts(row.organisation_id, signed_on, in_force_on, ends_on)


def facts_of_agreement(
    row: Agreement, actor: Actor, now: datetime, *, ends_on: date, reason: str | None = None, **_: object
) -> rules.AgreementFacts:
    """This will show the rules an agreement and the end that is now given to it."""
    return rules.AgreementFacts(
        row.cooperation.organisation_id, row.signed_on, row.in_force_on, ends_on, row.ends_on, reason
    )


# -- what waits --------------------------------------------------------------------------------------------------------


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will remind the desk of open dialogues in which nothing has happened for long (W-236). One query."""
    if not actor.has(Role.DESK_OFFICER):
        return []
    day = brussels_day(now)
    return [
        Task(
            kind="engagement.quiet",
            ref=str(pk),
            title=party,
            since_at=proposed_at,
            ground="W-236",
            params={"party": party},
        )
        for pk, party, proposed_at, begun_on, last_on in _OPEN.rows()
        if rules.is_quiet(begun_on, last_on, day)
    ][:_MOST]


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§9 and P§10, as far as the reader may see it. Two queries."""
    return {
        "engagement.dialogues": Dialogue.objects.filter(state=rules.State.OPEN).count(),
        "engagement.cooperations": Cooperation.objects.count(),
    }


def inner_circle(now: datetime) -> list[str]:
    """This will name who reads of dialogues: the staff and the Allies of the day."""
    return parties.resolve_audience([audience.STAFF, audience.ALLIES], now)
