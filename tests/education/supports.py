"""Supports of schools at each stage of their life, as the tests need them."""

from __future__ import annotations

from datetime import date

from comity.education import actions
from comity.education.models import SchoolSupport
from comity.education.rules import Responsible, SupportArea, SupportMark, academic_year
from comity.parties.models import Provider
from tests import factories
from tests.education.cast import NOW, TODAY, Cast

THIS_YEAR = academic_year(TODAY)
DUE = date(THIS_YEAR + 1, 3, 1)


def school(code: str = "XA") -> Provider:
    """A school for which a party answers."""
    return Provider.objects.create(
        code=f"S{code}", party=factories.party(code), kind="other", name_en=f"School {code}", audience=["public"]
    )


def fresh(row: SchoolSupport) -> SchoolSupport:
    """The row as it is kept now."""
    return SchoolSupport.objects.get(pk=row.pk)


def asked(people: Cast, code: str = "XA") -> SchoolSupport:
    """A support that a partner has asked for."""
    actor = {"XA": people.arcadia, "XB": people.belmora, "XE": people.estmark}[code]
    made = actions.ask_support(school(code), actor, NOW, case="Teach better.", from_year=THIS_YEAR, years=2)
    return SchoolSupport.objects.get(pk=made.support_id)


def planned(people: Cast, code: str = "XA", responsible: Responsible = Responsible.CONTRIBUTORS) -> SchoolSupport:
    """A support whose plan has one objective with one event."""
    row = asked(people, code)
    actions.assess_school(row, people.desk, NOW, visited_on=TODAY, findings={SupportArea.FACULTY: "Lectures alone."})
    aim = actions.add_objective(row, people.desk, NOW, area=SupportArea.FACULTY, title="Seminars")
    actions.plan_event(
        row,
        people.desk,
        NOW,
        objective=aim.objective_id,
        title="Workshop on seminars",
        responsible=responsible,
        due_on=DUE,
    )
    return fresh(row)


def agreed(people: Cast, code: str = "XA", responsible: Responsible = Responsible.CONTRIBUTORS) -> SchoolSupport:
    """A support to whose plan both sides have agreed."""
    row = planned(people, code, responsible)
    partner = {"XA": people.arcadia, "XB": people.belmora, "XE": people.estmark}[code]
    for actor in (people.desk, partner):
        actions.agree_school_plan(row, actor, NOW, version=row.version)
    return fresh(row)


def event_of(row: SchoolSupport) -> int:
    """The number of the only event of a plan."""
    found: int = row.objectives.get().events.get().pk
    return found


def marked(row: SchoolSupport) -> dict[int, SupportMark]:
    """A mark for each objective."""
    return {one.pk: SupportMark.ON_TRACK for one in row.objectives.all()}
