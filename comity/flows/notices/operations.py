"""Who is told about operations: the mission of a contributor, and those who may comment on a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.operations import events, queries
from comity.people import queries as people

type Said = Callable[[str], Mapping[str, object]]
SPEAKERS = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER)


def recognised(event: events.ContributorRecognised, now: datetime) -> None:
    """This will tell a nation that it may make an offer."""
    _way("recognised", event, now)


def accepted(event: events.ContributorAccepted, now: datetime) -> None:
    """This will tell a nation that it takes part."""
    _way("accepted", event, now)


def declined(event: events.ContributorDeclined, now: datetime) -> None:
    """This will tell a nation that the Council has not agreed; it does not say who objected."""
    _way("declined", event, now)


def circulated(event: events.DraftCirculated, now: datetime) -> None:
    """This will ask the operational partners for their comments."""
    row = queries.draft(event.draft_id)
    if row is None:
        return
    to = [one.party for one in queries.taking_part(row.operation)]

    def said(locale: str) -> Mapping[str, object]:
        path = f"/{locale}/operations/drafts/{row.pk}/"
        return {"code": event.code, "title": row.title_in(locale), "due": event.closes_at, "path": path}

    _post("circulated", str(event.draft_id), now, to, said)


def answered(event: events.CommentAnswered, now: datetime) -> None:
    """This will tell a partner how its comment was taken up."""

    def said(locale: str) -> Mapping[str, object]:
        return {"code": event.code, "path": f"/{locale}/operations/drafts/{event.draft_id}/"}

    _post("answered", f"{event.comment_id}:{now.isoformat()}", now, [event.party], said)


def _way(
    template: str,
    event: events.ContributorRecognised | events.ContributorAccepted | events.ContributorDeclined,
    now: datetime,
) -> None:
    def said(locale: str) -> Mapping[str, object]:
        path = f"/{locale}/operations/contributors/{event.contributor_id}/"
        return {"code": event.code, "decision": event.decision, "path": path}

    _post(template, str(event.contributor_id), now, [event.party], said)


def _post(
    template: str, key: str, now: datetime, to: Iterable[str], said: Callable[[str], Mapping[str, object]]
) -> None:
    found = people.holders_of(list(to), *SPEAKERS, on=brussels_day(now))
    letters.post(f"operations/{template}", f"operations:{template}:{key}", now, found, said)
