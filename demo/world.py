"""The demonstration as a whole: in which order it is played."""

from __future__ import annotations

from datetime import timedelta

from comity.decisions.loading import load_bodies
from comity.kernel import clock, heartbeat, register
from comity.kernel.models import Message
from comity.kernel.progress import Progress, unheard
from comity.kernel.scope import as_system
from comity.parties import actions as parties
from comity.people.models import Account
from demo import (
    activities,
    allocations,
    education,
    engagement,
    funds,
    integrity,
    money,
    operations,
    people,
    plans,
    presence,
    reports,
    schools,
    science,
    seats,
    talks,
    texts,
    tools,
)

STEPS = (
    "nations and people",
    "activities",
    "programmes",
    "names and seats",
    "decisions",
    "consultations",
    "resources",
    "register",
)


def load(progress: Progress = unheard) -> None:
    """This will play the demonstration once; where it was played before, nothing happens."""
    with as_system():
        if Account.objects.filter(demo_order__isnull=False).exists():
            return
    now = clock.now()
    done = iter(range(1, len(STEPS) + 1))
    with as_system(), register.in_order():
        heartbeat.record(now - timedelta(days=400), now)
        load_bodies()
        people.settle(now)
        cast = people.cast(now)
        progress(STEPS[0], next(done), len(STEPS))
        activities.put_on_menu(cast, now)
        progress(STEPS[1], next(done), len(STEPS))
        texts.write_programmes(cast, now)
        plans.write_plans(cast, now)
        plans.write_round(cast, now)
        progress(STEPS[2], next(done), len(STEPS))
        seats.fill_seats(cast, now)
        progress(STEPS[3], next(done), len(STEPS))
        texts.write_decisions(cast, now)
        parties.suspend(
            people.party("XE"),
            cast["henrik"],
            now - timedelta(days=20),
            decision="PO(2026)0102",
            note="Suspended by the Council in the demonstration. · Suspension par le Conseil, dans la démonstration.",
        )
        progress(STEPS[4], next(done), len(STEPS))
        engagement.engage(cast, now)
        presence.serve(cast, now)
        education.exchange(cast, now)
        integrity.review(cast, now)
        operations.operate(cast, now)
        talks.consult(cast, now)
        money.keep(cast, now)
        reports.record(cast, now)
        tools.review(cast, now)
        funds.set_up(cast, now)
        progress(STEPS[5], next(done), len(STEPS))
        allocations.decide(cast, now)
        allocations.allocate(cast, now)
        science.cooperate(cast, now)
        schools.support(cast, now)
        progress(STEPS[6], next(done), len(STEPS))
    with as_system():
        # What was written to people in the played weeks has long been read.
        Message.objects.filter(sent_at__isnull=True).update(sent_at=now)
        register.seal()
        progress(STEPS[7], next(done), len(STEPS))
