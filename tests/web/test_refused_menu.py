"""Refusals of the menu as somebody meets them: through the pages, each code at least once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.kernel import clock, held
from comity.menu.models import Activity, Course, SeatShare
from comity.menu.queries import CodeInput
from comity.menu.rules import Scheme, State
from comity.parties.models import Suspension
from tests import factories
from tests.menu import make
from tests.web.refused import Case, Scene, each_refuses
from tests.web.test_menu import form_of
from tests.web.test_nominations import row as person

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = brussels_day(NOW)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class World:
    """A published activity of Arcadia's centre, another one, a course of the catalogue, and who manages the menu."""

    activity: Activity
    other: Activity
    course: Course
    manager: int


def changes(**fields: Any) -> Callable[[World], None]:
    """The activity as it stands when somebody asks."""

    def change(world: World) -> None:
        Activity.objects.filter(pk=world.activity.pk).update(**fields)

    return change


def replaced(world: World) -> None:
    changes(state=State.RETIRED, replaced_by=world.other)(world)


def kept_for_allies(world: World) -> None:
    """Of five seats kept for Allies, three are given."""
    SeatShare.objects.create(activity=world.activity, holder="allies", seats=5, given=3, audience=["public"])
    changes(seats_reserved=5, seats_given=3)(world)


def course_retired(world: World) -> None:
    Course.objects.filter(pk=world.course.pk).update(retired_at=NOW)


def suspended(_world: World) -> None:
    Suspension.objects.create(party=factories.party("XA"), since_on=TODAY - DAY, source="tests", audience=["public"])


def looked_at(world: World) -> dict[str, object]:
    """A file that had no problem when it was looked at, and has one by the time it is confirmed."""
    return {"held": held.hold("menu.csv", b"title_en;area\nFlood relief;fishing\n", world.manager, NOW)}


ONE = {**person(), "rows": "1"}
REASON = {"reason": "We wish it."}
GONE = {"reason": "Nobody comes any more.", "replacement": "PCM-9999"}


def cases(offer: dict[str, Any], edit: dict[str, Any]) -> tuple[Case, ...]:
    """The cases, with the forms as they stand on the pages of an offer and of a change."""
    return (
        Case("menu.not_menu_manager", "officer", "import/", {}),
        Case("menu.not_menu_manager", "director", "{pcm}/retire/", REASON),
        Case("menu.not_provider", "officer", "{pcm}/cancel/", REASON),
        Case("menu.not_provider", "officer", "{pcm}/cancel/"),
        Case("menu.wrong_state", "manager", "{pcm}/screen/", {"note": "Good."}),
        Case(
            "menu.incomplete", "manager", "{pcm}/publish/", {}, changes(state=State.AGREED, published_at=None, payer="")
        ),
        Case(
            "menu.starts_too_soon",
            "manager",
            "{pcm}/publish/",
            {},
            changes(state=State.AGREED, published_at=None, start_on=TODAY),
        ),
        Case("menu.too_late_to_change", "director", "{pcm}/cancel/", REASON, changes(start_on=TODAY + 7 * DAY)),
        Case("menu.not_over", "director", "{pcm}/hold/", {}),
        Case("menu.has_nominees", "manager", "{pcm}/retire/", {**GONE, "replacement": ""}, changes(waiting=2)),
        Case("menu.replacement_unfit", "manager", "{pcm}/retire/", GONE),
        Case("menu.seats_below_given", "director", "{pcm}/edit/", {**edit, "seats_total": "1"}, changes(seats_given=2)),
        Case("menu.seats_disagree", "director", "{pcm}/edit/", {**edit, "seats_reserved": "allies=2"}, kept_for_allies),
        Case("menu.code_taken", "director", "{pcm}/edit/", {**edit, "codes": "etoc:ETE-MW-3834"}),
        Case("menu.code_taken", "director", "offer/", {**offer, "codes": "etoc:ETE-MW-3834"}),
        Case("menu.seats_do_not_add_up", "director", "offer/", {**offer, "seats_total": "3", "seats_minimum": "4"}),
        Case("menu.suspended", "director", "offer/", offer, suspended),
        Case("menu.course_retired", "manager", "courses/{course}/retire/", REASON, course_retired),
        Case("menu.replacement_unfit", "manager", "courses/{course}/retire/", GONE),
        Case("menu.no_party", "manager", "{pcm}/why/"),
        Case("menu.full", "officer", "{pcm}/why/", None, changes(seats_given=20, waiting=1)),
        Case("menu.not_open_to_framework", "officer", "{pcm}/nominate/", ONE, changes(open_to=["eapc-pfp"])),
        Case("menu.not_invited", "officer", "{pcm}/nominate/", ONE, changes(open_to=["party:FR"])),
        Case("menu.tool_not_opened", "officer", "{pcm}/nominate/", ONE, changes(tool="IPAP")),
        Case("menu.deadline_passed", "officer", "{pcm}/nominate/", ONE, changes(nominate_by=TODAY - DAY)),
        Case("menu.unpublished", "officer", "{pcm}/nominate/", ONE, changes(state=State.SCREENED, published_at=None)),
        Case("menu.postponed", "officer", "{pcm}/nominate/", ONE, changes(state=State.POSTPONED)),
        Case("menu.cancelled", "officer", "{pcm}/nominate/", ONE, changes(state=State.CANCELLED)),
        Case("menu.over", "officer", "{pcm}/nominate/", ONE, changes(state=State.HELD)),
        Case("menu.discarded", "officer", "{pcm}/nominate/", ONE, changes(state=State.RETIRED)),
        Case("menu.replaced", "officer", "{pcm}/nominate/", ONE, replaced),
    )


def test_refusals_of_the_menu(sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests) -> None:
    for code in ("XB", "XC"):
        factories.party(code)
    start = TODAY + 90 * DAY
    activity = make.published(start_on=start, end_on=start + 4 * DAY)
    other = make.published(party="XC", start_on=start, end_on=start, codes=(CodeInput(Scheme.ETOC, "ETE-MW-3834"),))
    accounts = {
        "manager": factories.staff(Role.MENU_MANAGER),
        "director": factories.account("XA", Role.COURSE_DIRECTOR),
        "officer": factories.account("XB", Role.MISSION_OFFICER),
    }
    clients = {name: sign_in(Client(), account) for name, account in accounts.items()}
    world = World(activity, other, make.course(), accounts["manager"].person_id)
    gaps = {"pcm": activity.code, "course": world.course.code}
    offer = form_of(clients["director"].get("/en/menu/offer/")) | {"title_en": "Flood relief", "provider": "TXA"}
    edit = form_of(clients["director"].get(f"/en/menu/{activity.code}/edit/")) | {"reason": "We wish it."}
    scene = Scene("menu/", clients, gaps, world)
    each_refuses(cases(offer, edit), scene, subtests)
    word = looked_at(world)
    each_refuses((Case("menu.import_has_problems", "manager", "import/", word),), scene, subtests)
