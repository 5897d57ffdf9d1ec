"""Who is told about an integrity review: the partner, the desk, and each expert, and nobody else (W-232 to W-234)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Role, Side
from comity.core.calendar import brussels_day
from comity.education import events, queries
from comity.flows.notices import letters
from comity.people import queries as people

STAFF = "IS"
SPEAKERS = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR)


def handed_in(event: events.IntegrityHandedIn, now: datetime) -> None:
    """This will tell the desk that a self-assessment waits for its experts."""
    _post("handed_in", event.review_id, now, _desk(now), page="peers/")


def expert_named(event: events.ExpertNamed, now: datetime) -> None:
    """This will ask the partner whether it accepts an expert."""
    _post("expert_named", event.review_id, now, _mission(event.party, now), page="peers/", key=str(event.expert_id))


def expert_accepted(event: events.ExpertAccepted, now: datetime) -> None:
    """This will tell the expert, as a person, that the review is open to them."""
    row = queries.integrity_expert(event.expert_id)
    found = _experts([row], now) if row else []
    _post("expert_accepted", event.review_id, now, found, readers=_person_and_staff)


def visit_set(event: events.VisitSet, now: datetime) -> None:
    """This will tell the partner and the experts on which days the visit takes place."""
    days = {"first": event.from_on, "last": event.until_on}
    key = f"{event.from_on}:{event.until_on}"
    _post("visit_set", event.review_id, now, _mission(event.party, now), page="peers/", key=key, **days)
    rows = queries.accepted_experts(event.review_id)
    _post(
        "visit_set",
        event.review_id,
        now,
        _experts(rows, now),
        page="peers/",
        key=key,
        readers=_person_and_staff,
        **days,
    )


def handed_over(event: events.FindingsHandedOver, now: datetime) -> None:
    """This will tell the partner that it may read the findings."""
    _post("handed_over", event.review_id, now, _mission(event.party, now), page="peers/")


def plan_agreed(event: events.PlanAgreed, now: datetime) -> None:
    """This will tell the other side that the plan waits for it alone, or both that it binds."""
    if event.by_both:
        both = [*_mission(event.party, now), *_desk(now)]
        _post("plan_binds", event.review_id, now, both, page="plan/", key=now.isoformat())
    else:
        _post("plan_agreed", event.review_id, now, _others(event, now), page="plan/", key=now.isoformat())


def plan_reopened(event: events.PlanReopened, now: datetime) -> None:
    """This will tell the other side that an agreed plan is open again, and why."""
    to = _others(event, now)
    _post("plan_reopened", event.review_id, now, to, page="plan/", key=now.isoformat(), reason=event.reason)


def _others(event: events.PlanAgreed | events.PlanReopened, now: datetime) -> list[Any]:
    return _desk(now) if event.side == Side.PARTNER else _mission(event.party, now)


def _desk(now: datetime) -> list[Any]:
    return people.holders(STAFF, Role.DESK_OFFICER, on=brussels_day(now))


def _mission(party: str, now: datetime) -> list[Any]:
    return people.holders(party, *SPEAKERS, on=brussels_day(now))


def _experts(rows: Iterable[Any], now: datetime) -> list[Any]:
    """This will find the appointment under which each expert is written to."""
    wanted = [(one.person_id, one.nation) for one in rows]
    found = people.offices([person_id for person_id, _nation in wanted], brussels_day(now))
    return [found[key] for key in wanted if key in found]


def _person_and_staff(appointment: Any) -> tuple[str, ...]:
    """This will keep a letter to an expert from the expert's own nation."""
    return (audience.STAFF, audience.person(appointment.person_id))


def _post(
    template: str,
    review_id: int,
    now: datetime,
    to: Iterable[Any],
    *,
    page: str = "",
    key: str = "",
    readers: Any = letters.party_and_staff,
    **more: object,
) -> None:
    row = queries.integrity_review(review_id)
    if row is None:
        return

    def said(locale: str) -> dict[str, object]:
        path = f"/{locale}/education/integrity/{row.pk}/{page}"
        return {"party": row.party.name_in(locale), "round": row.round, "path": path, **more}

    letters.post(f"education/{template}", f"integrity:{template}:{review_id}:{key}", now, to, said, readers=readers)
