"""Support of schools as acts: what changes, who reads it, what waits on whom, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import Actor
from comity.education import actions, queries
from comity.education.models import SchoolContribution, SchoolFinding, SchoolObjective, SchoolReview, SchoolSupport
from comity.education.rules import EventState, Responsible, SupportArea, SupportState, span
from comity.kernel.action import Refused
from comity.kernel.models import Entry
from comity.kernel.scope import reading
from comity.parties.models import Suspension
from tests import factories
from tests.education.cast import NOW, TODAY, Cast, cast, refused
from tests.education.supports import DUE, THIS_YEAR, agreed, asked, event_of, fresh, marked, planned, school

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=3 * 365)
SPAN = span(THIS_YEAR, 1)


@pytest.fixture
def people() -> Cast:
    return cast()


def refused_at(at: datetime, verb: Any, row: Any, actor: Actor, **said: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        verb(row, actor, at, **said)
    return refusal.value.verdict.codes


def kinds(actor: Actor, now: datetime = NOW) -> list[str]:
    return [task.kind for task in queries.waiting(actor, now)]


def test_a_request_and_its_findings_are_read_by_the_partner_the_staff_and_the_allies(people: Cast) -> None:
    row = asked(people)
    assert kinds(people.desk) == ["education.assess_school"]
    actions.assess_school(
        row,
        people.desk,
        NOW,
        visited_on=TODAY,
        findings={SupportArea.FACULTY: " Lectures alone. ", SupportArea.QUALITY: " "},
    )
    found = SchoolFinding.objects.get()
    assert (found.area, found.text, fresh(row).state) == ("faculty", "Lectures alone.", SupportState.PLANNING)
    for reader in (people.arcadia, people.france, people.desk):
        with reading(reader.communities):
            assert SchoolFinding.objects.count() == SchoolSupport.objects.count() == 1
    with reading(people.estmark.communities):
        assert not SchoolSupport.objects.exists()


def test_both_sides_agree_to_the_version_that_they_have_read(people: Cast) -> None:
    row = planned(people)
    actions.agree_school_plan(row, people.desk, NOW, version=row.version)
    assert kinds(people.arcadia) == ["education.agree_school_plan"]
    assert refused(actions.agree_school_plan, row, people.desk, version=row.version) == ("education.plan_agreed",)
    actions.add_objective(row, people.arcadia, NOW, area=SupportArea.QUALITY, title="Marks that can be compared")
    assert fresh(row).agreed == []
    assert refused(actions.agree_school_plan, row, people.arcadia, version=row.version) == ("education.plan_changed",)
    newest = fresh(row).version
    assert refused(actions.agree_school_plan, row, people.arcadia, version=newest) == ("education.objective_bare",)
    bare = SchoolObjective.objects.latest("pk")
    actions.drop_objective(row, people.arcadia, NOW, objective=bare.pk)
    newest = fresh(row).version
    actions.agree_school_plan(row, people.arcadia, NOW, version=newest)
    assert kinds(people.desk) == ["education.agree_school_plan"]
    actions.agree_school_plan(row, people.desk, NOW, version=newest)
    after = fresh(row)
    assert (after.state, after.agreed_on, after.audience) == (SupportState.RUNNING, TODAY, ["signed-in"])
    with reading(people.estmark.communities):
        assert SchoolObjective.objects.count() == 1
        assert not SchoolFinding.objects.exists()


def test_what_partners_give_to_a_school_is_counted_as_what_allies_give(people: Cast) -> None:
    row = agreed(people)
    event = event_of(row)
    for giver in (people.france, people.estmark, people.belmora):
        actions.contribute(row, giver, NOW, event=event, teachers=2)
    assert refused(actions.contribute, row, people.france, event=event, teachers=1) == (
        "education.contributes_already",
    )
    actions.take_back(row, people.belmora, NOW, event=event)
    late = NOW + timedelta(days=200)
    assert kinds(people.arcadia, late) == ["education.report_event"]
    actions.report_event(row, people.arcadia, late, event=event, held_on=DUE, people=12, came=["FR", "XE", "XZ"])
    assert kinds(people.arcadia, late) == []
    given = {one.party: (one.events, one.teachers, one.helped) for one in queries.contributions(TODAY)}
    assert given == {"FR": (1, 2, 1), "XE": (1, 2, 1)}
    assert SchoolContribution.objects.filter(given=True).count() == 2
    verbs = list(Entry.objects.filter(about=row.subject).order_by("pk").values_list("verb", flat=True))
    assert (verbs[0], verbs[-1], len(verbs)) == ("education.ask_support", "education.report_event", 11)


def test_each_year_is_reviewed_and_the_support_closes_with_what_lasts(people: Cast) -> None:
    row = agreed(people, responsible=Responsible.SCHOOL)
    review: dict[str, Any] = {"marks": marked(row), "text": "A good year."}
    assert refused(actions.review_year, row, people.desk, year=THIS_YEAR, **review) == ("education.year_runs",)
    assert kinds(people.desk, AFTER) == ["education.review_year"]
    assert refused_at(AFTER, actions.review_year, row, people.desk, year=THIS_YEAR, **review) == (
        "education.year_unreported",
    )
    actions.report_event(row, people.arcadia, AFTER, event=event_of(row), held_on=DUE, people=9)
    unmarked = refused_at(AFTER, actions.review_year, row, people.desk, year=THIS_YEAR, marks={}, text="Good.")
    assert unmarked == ("education.marks_missing",)
    for year in (THIS_YEAR, THIS_YEAR + 1):
        actions.review_year(row, people.desk, AFTER, year=year, **review)
        again = refused_at(AFTER, actions.review_year, row, people.desk, year=year, **review)
        assert again == ("education.year_reviewed",)
        left = refused_at(AFTER, actions.close_support, row, people.desk, lasting=" ")
        assert left == (("education.years_unreviewed" if year == THIS_YEAR else "education.words_missing"),)
    with reading(people.estmark.communities):
        assert not SchoolReview.objects.exists()
        assert not Entry.objects.filter(verb="education.review_year").exists()
    with reading(people.france.communities):
        assert SchoolReview.objects.count() == 2
    assert kinds(people.desk, AFTER) == ["education.close_support"]
    actions.close_support(row, people.desk, AFTER, lasting="Two teachers train the others.")
    assert (fresh(row).state, kinds(people.desk, AFTER)) == (SupportState.CLOSED, [])


def test_a_plan_is_taken_into_work_again_and_its_events_stay_in_its_years(people: Cast) -> None:
    row = agreed(people)
    assert refused(actions.plan_event, row, people.desk, **event(row)) == ("education.support_stage",)
    actions.reopen_school_plan(row, people.arcadia, NOW, reason="A third year is needed.")
    assert (fresh(row).state, fresh(row).agreed) == (SupportState.PLANNING, [])
    assert refused(actions.contribute, row, people.france, event=event_of(row), teachers=1) == (
        "education.support_stage",
    )
    assert refused(actions.plan_event, row, people.desk, **event(row, due_on=SPAN[0] - timedelta(days=1))) == (
        "education.outside_plan",
    )
    assert refused(actions.set_years, row, people.desk, from_year=THIS_YEAR + 1, years=2) == ("education.outside_plan",)
    assert refused(actions.set_years, row, people.desk, from_year=THIS_YEAR, years=9) == ("education.years_outside",)
    actions.set_years(row, people.desk, NOW, from_year=THIS_YEAR, years=3)
    assert refused(actions.drop_objective, row, people.desk, objective=row.objectives.get().pk) == (
        "education.objective_in_use",
    )
    actions.drop_event(row, people.desk, NOW, event=event_of(row), reason="No room.")
    after = fresh(row)
    assert (after.years, after.objectives.get().events.get().state) == (3, EventState.DROPPED)
    assert refused(actions.agree_school_plan, row, people.desk, version=after.version) == ("education.objective_bare",)


def event(row: SchoolSupport, **more: Any) -> dict[str, Any]:
    values = {"objective": row.objectives.get().pk, "title": "More", "responsible": Responsible.SCHOOL, "due_on": DUE}
    return {**values, **more}


def test_a_refusal_changes_nothing(people: Cast) -> None:
    centre = school("XE")
    wish: dict[str, Any] = {"case": "Ours.", "from_year": THIS_YEAR, "years": 2}
    assert refused(actions.ask_support, centre, people.arcadia, **wish) == ("education.not_own_school",)
    assert refused(actions.ask_support, centre, people.estmark, **{**wish, "years": 1}) == ("education.years_outside",)
    actions.ask_support(centre, people.estmark, NOW, **wish)
    assert refused(actions.ask_support, centre, people.estmark, **wish) == ("education.support_runs",)
    row = asked(people)
    found = {SupportArea.FACULTY: "Lectures."}
    ahead = TODAY + timedelta(days=1)
    assert refused(actions.assess_school, row, people.arcadia, visited_on=TODAY, findings=found) == (
        "education.not_support_desk",
    )
    assert refused(actions.assess_school, row, people.desk, visited_on=ahead, findings={}) == (
        "education.day_ahead",
        "education.words_missing",
    )
    assert refused(actions.add_objective, row, people.desk, area=SupportArea.FACULTY, title="Seminars") == (
        "education.support_stage",
    )
    assert fresh(row).state == SupportState.REQUESTED
    actions.turn_support_down(row, people.desk, NOW, reason="Not now.")
    assert (fresh(row).state, fresh(row).reason) == (SupportState.TURNED_DOWN, "Not now.")
    assert refused(actions.end_support, row, people.arcadia, reason="Enough.") == ("education.support_stage",)


def test_refusals_about_events(people: Cast) -> None:
    row = agreed(people)
    one = event_of(row)
    assert refused(actions.contribute, row, people.desk, event=one, teachers=1) == ("education.not_helper",)
    assert refused(actions.contribute, row, people.arcadia, event=one, teachers=1) == ("education.own_event",)
    assert refused(actions.contribute, row, people.france, event=one, teachers=0) == ("education.count_missing",)
    assert refused(actions.contribute, row, people.france, event=999, teachers=1) == ("education.support_stage",)
    assert refused(actions.take_back, row, people.france, event=one) == ("education.not_contributed",)
    assert refused(actions.drop_event, row, people.france, event=one, reason="No.") == ("education.not_planner",)
    report: dict[str, Any] = {"event": one, "held_on": TODAY, "people": 5}
    assert refused(actions.report_event, row, people.desk, **report) == ("education.not_own_school",)
    assert refused(actions.report_event, row, people.arcadia, **report, came=["FR"]) == ("education.nobody_came",)
    actions.contribute(row, people.estmark, NOW, event=one, teachers=1)
    Suspension.objects.create(party=factories.party("XE"), since_on=TODAY, decision="PO", audience=["public"])
    assert refused(actions.contribute, row, people.estmark, event=one, teachers=1) == ("education.suspended",)
    actions.end_support(row, people.arcadia, NOW, reason="The school closes.")
    assert refused(actions.report_event, row, people.arcadia, **report) == ("education.support_stage",)


def test_a_plan_without_objectives_is_agreed_by_nobody(people: Cast) -> None:
    row = asked(people)
    actions.assess_school(row, people.desk, NOW, visited_on=TODAY, findings={SupportArea.FACULTY: "Lectures."})
    assert refused(actions.agree_school_plan, row, people.desk, version=1) == ("education.objective_missing",)
    assert refused(actions.drop_objective, row, people.desk, objective=1) == ("education.objective_missing",)
    values = {"objective": 1, "title": "More", "responsible": Responsible.SCHOOL, "due_on": DUE}
    assert refused(actions.plan_event, row, people.desk, **values) == ("education.objective_missing",)


def test_the_database_keeps_one_support_for_a_school_and_no_end_without_words(people: Cast) -> None:
    row = agreed(people)
    with pytest.raises(IntegrityError, match="education_support_running"), transaction.atomic():
        SchoolSupport.objects.create(
            provider_id=row.provider_id,
            party_id="XA",
            case="Twice.",
            asked_at=NOW,
            from_year=THIS_YEAR,
            years=2,
            audience=["staff"],
        )
    with pytest.raises(IntegrityError, match="education_support_lasting"), transaction.atomic():
        SchoolSupport.objects.filter(pk=row.pk).update(state=SupportState.CLOSED)
    with pytest.raises(IntegrityError, match="education_support_agreed"), transaction.atomic():
        SchoolSupport.objects.filter(pk=row.pk).update(agreed_on=None)
    with pytest.raises(IntegrityError, match="education_event_held"), transaction.atomic():
        row.objectives.get().events.update(state=EventState.HELD)
