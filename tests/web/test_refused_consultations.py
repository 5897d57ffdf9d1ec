"""Refusals of consultations, concerns and alerts as somebody meets them: through the pages, each code at least once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comity.consultations import actions
from comity.consultations.models import Concern, Consultation, FollowUp, Session
from comity.core.calendar import brussels_day
from comity.kernel import clock
from comity.parties.models import Suspension
from tests import factories
from tests.consultations import alerts, formats
from tests.consultations.formats import NOW, TOLD, WORDED
from tests.web.refused import Case, Scene, each_refuses
from tests.web.test_consultations import ASKED

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
AFTER = NOW + 20 * DAY  # sessions are held two weeks from NOW
LATER = brussels_day(AFTER) + 30 * DAY
STAGES = ("requested", "checked", "invited", "accepted", "planned", "held", "recorded")


@dataclass(frozen=True, slots=True)
class World:
    """The people, a consultation at each stage, and a concern of Arcadia."""

    people: formats.Cast
    rows: dict[str, Consultation]
    concern: Concern

    def session(self, stage: str) -> Session:
        """The one session of a consultation."""
        return self.rows[stage].sessions.get()


def suspended(_world: World) -> None:
    since = brussels_day(NOW)
    Suspension.objects.create(party=factories.party("XB"), since_on=since, source="tests", audience=["public"])


def session_called(world: World) -> None:
    """The session of the consultation that is planned is convened, and takes place next month."""
    actions.inform(world.rows["planned"], world.people.jana, NOW, **TOLD)
    Session.objects.filter(pk=world.session("planned").pk).update(starts_at=AFTER + 30 * DAY)
    actions.convene(world.session("planned"), world.people.jana, NOW)


def session_without_guests(world: World) -> None:
    """A session is planned and all others are told, but nobody has answered yet."""
    row = world.rows["invited"]
    actions.inform(row, world.people.jana, NOW, **TOLD)
    starts_at = AFTER + 30 * DAY
    actions.plan(row, world.people.jana, NOW, starts_at=starts_at, place="Room 5", agenda=["What each of us sees"])


def framework_meets(world: World) -> None:
    meeting: dict[str, Any] = {name: MEETING[name] for name in ("framework", "title_en", "title_fr")}
    actions.enter_meeting(factories.party("IS"), world.people.jana, NOW, on=LATER, **meeting)


def released(world: World) -> None:
    actions.release_record(world.session("recorded"), world.people.henrik, AFTER, to=["partners"])


def task_given(world: World) -> None:
    row = world.rows["recorded"]
    actions.add_follow_up(row, world.people.jana, AFTER, text="Send the map.", owner="FR", due_on=LATER)


def task_done(world: World) -> None:
    task_given(world)
    actions.complete(FollowUp.objects.get(), world.people.claire, AFTER, note="Sent.")


def concern_withdrawn(world: World) -> None:
    actions.withdraw_concern(world.concern, world.people.aissata, NOW)


PLAN = {
    "on": LATER.isoformat(),
    "at": "15:00",
    "minutes": "90",
    "place": "Room 5",
    "agenda": "What we see",
    "reason": "",
}
MEETING = {"framework": "md", "on": LATER.isoformat(), "title_en": "MD ambassadors", "title_fr": "Ambassadeurs du DM"}
TASK = {"text": "Send the map.", "owner": "FR"}
NOTE = {"note": "Sent by post."}
RELEASE = {"to": ["partners"]}
CASES = (
    Case("consultations.not_requester", "jana", "request/", ASKED),
    Case("consultations.incomplete", "aissata", "request/", {**ASKED, "subject": " ", "aim": "To compare."}),
    Case("consultations.not_declared", "aissata", "request/", {**ASKED, "declared": "", "aim": "To compare."}),
    Case("consultations.suspended", "aissata", "request/", ASKED, suspended),
    Case("consultations.not_yours", "claire", "{requested}/revise/", {**ASKED, "aim": "To compare."}),
    Case("consultations.not_yours", "claire", "{requested}/withdraw/", {}),
    Case("consultations.not_in_state", "aissata", "{checked}/revise/", {**ASKED, "aim": "To compare."}),
    Case("consultations.not_in_state", "jana", "{requested}/close/", {}),
    Case("consultations.not_staff", "claire", "{requested}/check/", WORDED),
    Case("consultations.not_approved", "jana", "{requested}/invite/", TOLD),
    Case("consultations.not_approved", "jana", "{requested}/plan/", PLAN),
    Case("consultations.nobody_to_invite", "jana", "{invited}/invite/", TOLD),
    Case("consultations.not_invited", "claire", "{invited}/accept/", {"note": ""}),
    Case("consultations.answered_so", "aissata", "{accepted}/accept/", {"note": "We come with two."}),
    Case("consultations.convened_already", "aissata", "{held}/decline/", {"note": "We are ill."}),
    Case("consultations.date_past", "jana", "{accepted}/plan/", {**PLAN, "on": "2026-01-05"}),
    Case("consultations.clashes", "jana", "{accepted}/plan/", PLAN, framework_meets),
    Case("consultations.not_informed", "jana", "{planned}/sessions/1/convene/", {}),
    Case("consultations.nobody_comes", "jana", "{invited}/sessions/1/convene/", {}, session_without_guests),
    Case("consultations.session_not_so", "jana", "{planned}/sessions/1/record/", TOLD),
    Case("consultations.not_started", "jana", "{planned}/sessions/1/hold/", {}, session_called),
    Case("consultations.not_secretariat", "jana", "{recorded}/sessions/1/release/", RELEASE),
    Case("consultations.not_wider", "henrik", "{recorded}/sessions/1/release/", RELEASE, released),
    Case("consultations.due_past", "jana", "{recorded}/follow-up/", {**TASK, "due_on": "2026-01-05"}),
    Case("consultations.not_owner", "aissata", "{recorded}/follow-ups/1/", NOTE, task_given),
    Case("consultations.done_already", "jana", "{recorded}/follow-ups/1/", NOTE, task_done),
    Case("consultations.follow_ups_open", "jana", "{recorded}/close/", {}, task_given),
    Case("consultations.meeting_known", "jana", "calendar/meeting/", MEETING, framework_meets),
    Case("consultations.not_staff", "aissata", "calendar/meeting/", MEETING),
    Case("consultations.concern_not_partner", "claire", "concerns/{concern}/withdraw/", {}),
    Case("consultations.concern_over", "jana", "concerns/{concern}/answer/", {"text": "We see it."}, concern_withdrawn),
)


def test_refusals_of_consultations(
    sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = formats.cast()
    made = {stage: getattr(formats, stage)(people) for stage in STAGES}
    rows = {stage: row.consultation if isinstance(row, Session) else row for stage, row in made.items()}
    world = World(people, {stage: formats.fresh(row) for stage, row in rows.items()}, formats.concern(people))
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    clients = {name: sign_in(Client(), account) for name, account in people.accounts.items()}
    gaps = {stage: row.code for stage, row in rows.items()} | {"concern": world.concern.code}
    scene = Scene("consultations/", clients, gaps, world)
    each_refuses(CASES, scene, subtests)
    file = {"file": SimpleUploadedFile("alert.xml", alerts.cap())}
    assert clients["jana"].post("/en/consultations/alerts/import/", file).status_code == 302
    again = {"file": SimpleUploadedFile("alert.xml", alerts.cap())}
    each_refuses((Case("consultations.alert_known", "jana", "alerts/import/", again),), scene, subtests)
