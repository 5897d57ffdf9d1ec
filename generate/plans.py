"""An action plan for each partner, in force, with two hundred actions for its goals, half of them reported on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from comity.core import audience, refs
from comity.core.actor import Side
from comity.core.calendar import brussels_day
from comity.parties import queries as parties
from comity.parties.models import ToolAccess
from comity.policy import pack
from comity.programmes.models import ActionReport, Goal, GoalCarried, PlannedAction, Programme, Section, Version
from comity.programmes.rules.life import State
from comity.programmes.rules.plans import ActionState
from generate.parties import Partner

KIND = "IPAP"
ACTIONS = 200
DECISION = "PO(2026)8000"
HOME = "eapc-pfp"
LEADS = ("Ministry of Defence", "Ministry of Foreign Affairs", "Parliament", "Civil protection agency")
STEPS = ("Publish the plan", "Train the staff", "Pass the law", "Inspect the registries", "Report to parliament")


def write(partners: Sequence[Partner], random: Random, now: datetime) -> None:
    """This will write the plans, and open the type to partners beyond the EAPC/PfP as a decision would (P§13)."""
    allied, day = parties.resolve_audience([audience.ALLIES], now), brussels_day(now)
    ToolAccess.objects.bulk_create(
        ToolAccess(party=one.row, tool=KIND, opened_on=day, decision=DECISION, audience=["signed-in"])
        for one in partners
        if one.framework != HOME
    )
    for partner in partners:
        _plan(partner, sorted({audience.STAFF, audience.party(partner.code), *allied}), random, now)


def _plan(partner: Partner, readers: list[str], random: Random, now: datetime) -> None:
    year, begun_at = brussels_day(now).year, now - timedelta(days=280)
    row = Programme.objects.create(
        code=f"{partner.code}/{KIND.lower()}/{refs.period(year, year + 1)}",
        party_id=partner.row.pk,
        party_code=partner.code,
        type=KIND,
        pack=pack().version,
        first_year=year,
        last_year=year + 1,
        begun_by=Side.PARTNER,
        begun_at=begun_at,
        state=State.IN_FORCE,
        pen=Side.STAFF,
        pen_since=begun_at,
        version=1,
        shared_version=1,
        approved_version=1,
        submitted_at=begun_at,
        decision=DECISION,
        in_force_on=date(year, 3, 1),
        ends_on=date(year + 1, 12, 31),
        audience=readers,
    )
    Version.objects.create(
        programme=row, number=1, side=Side.PARTNER, begun_at=begun_at, shared_at=begun_at, digest="0" * 64,
        audience=readers,
    )  # fmt: skip
    sections = Section.objects.bulk_create(
        Section(
            programme=row,
            number=number,
            code=one.code,
            title_en=one.title.en,
            title_fr=one.title.fr,
            is_required=one.required,
            audience=readers,
        )
        for number, one in enumerate(pack().programme_type(KIND).sections, start=1)
    )
    goals = list(Goal.objects.filter(party_id=partner.row.pk))
    GoalCarried.objects.bulk_create(
        GoalCarried(programme=row, goal=goal, place=place, version=1, audience=readers)
        for place, goal in enumerate(goals, start=1)
    )
    PlannedAction.objects.bulk_create(
        PlannedAction(
            programme=row,
            number=number,
            version=1,
            goal=random.choice(goals),
            chapter=random.choice(sections).code,
            title=f"{random.choice(STEPS)} ({number})",
            due_on=date(year, 1, 1) + timedelta(days=random.randrange(730)),
            lead=random.choice(LEADS),
            audience=readers,
        )
        for number in range(1, ACTIONS + 1)
    )
    ActionReport.objects.bulk_create(
        ActionReport(
            programme=row,
            number=number,
            state=random.choice((ActionState.UNDER_WAY, ActionState.DONE)),
            side=Side.PARTNER,
            person_id=0,
            at=now - timedelta(days=random.randrange(200)),
            audience=readers,
        )
        for number in random.sample(range(1, ACTIONS + 1), ACTIONS // 2)
    )
