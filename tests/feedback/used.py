"""A world in which every tool and mechanism was used once, with money in the books for some."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from comity.core.actor import FLOW, Actor, Role
from comity.education import actions as education
from comity.education.models import Recognition
from comity.engagement import actions as engagement
from comity.engagement.models import Cooperation, Dialogue
from comity.engagement.rules import Level, Objective
from comity.ledger import actions as ledger
from comity.ledger.models import Line
from comity.operations.models import Contributor, Operation
from comity.science import queries as science
from comity.science.models import Application, Call, Grant
from comity.trust_funds.models import Fund
from tests import factories
from tests.education import cast as schooling
from tests.education import rounds, supports
from tests.trust_funds import made

NOW, TODAY = factories.NOW, factories.NOW.date()


def officer() -> Actor:
    """Who keeps the books."""
    return factories.actor_of(factories.staff(Role.RESOURCES_OFFICER))


def line(code: str, currency: str = "EUR", minor: int = 100_000_00) -> Line:
    """A line of this year."""
    values: Any = {"title_en": code, "title_fr": code, "office": "", "period": "2026", "currency": currency}
    ledger.open_line(factories.party("IS"), officer(), NOW, code=code, minor=minor, **values)
    return Line.objects.get(code=code)


def set_aside(row: Line, subject: str, minor: int) -> None:
    """Money for a subject."""
    ledger.commit(row, officer(), NOW, purpose="other", subject_ref=subject, original=minor, label="")


def fund() -> Fund:
    """A fund for Arcadia that runs, with 400 euros set aside for it."""
    people = made.cast()
    row = made.running(people)
    books = Line.objects.get(code=row.code)
    ledger.sign(books, people.rosa, NOW, contribution=1)
    ledger.receive(books, people.rosa, NOW, contribution=1, original=1000_00)
    set_aside(books, row.subject, 400_00)
    return row


def grant(party: str = "XA", code: str = "SPS-2024") -> Grant:
    """A grant that runs, lodged by a partner two years ago."""
    call = Call.objects.create(
        code=code, title_en="Seas", title_fr="Mers", kinds=["MYP"], priorities=["energy"],
        opens_on=TODAY - timedelta(days=800), closes_on=TODAY - timedelta(days=700), audience=["signed-in"],
    )  # fmt: skip
    inner = [*science.nations(NOW), f"party:{party}"]
    application = Application.objects.create(
        call=call, party=factories.party(party), kind="MYP", title="Quiet seas", state="awarded",
        begun_at=NOW - timedelta(days=750), submitted_at=NOW - timedelta(days=720), audience=inner,
    )  # fmt: skip
    return Grant.objects.create(
        application=application, decision="PO(2025)0001", letter="SPS-L(2025)0001", audience=inner,
        starts_on=TODAY - timedelta(days=300), ends_on=TODAY + timedelta(days=300),
    )  # fmt: skip


def operation(party: str = "XA") -> Operation:
    """An operation to which a partner contributes, and one that a nation left two years ago."""
    row = Operation.objects.create(code="OP-X", name_en="X", name_fr="X", planned_on=TODAY, audience=["public"])
    values = {"operation": row, "interested_at": NOW, "accepted_by": "PO(2026)0002", "audience": ["staff", "allies"]}
    Contributor.objects.create(party=party, stage="partner", since_on=TODAY - timedelta(days=90), **values)
    long_ago = TODAY - timedelta(days=700)
    Contributor.objects.create(party="XB", stage="withdrawn", since_on=long_ago, until_on=long_ago, **values)
    return row


def mechanisms() -> dict[str, Any]:
    """A school supported, a centre recognised, a need stated, two reviews of integrity, a dialogue, and staff talks.

    Arcadia's review is handed in; Belmora's is a draft that nobody else may know of.
    """
    people = schooling.cast()
    support = supports.asked(people)
    centre = supports.school("XE")
    applied = education.apply(centre, people.estmark, NOW, case="We teach.")
    row = Recognition.objects.get(pk=applied.recognition_id)
    education.assess(row, people.desk, NOW, findings="Sound.")
    education.recognise(row, FLOW, NOW, decision="PO(2026)0003")
    return {"people": people, "support": support, "centre": row, **_outside(), **_reviews(people)}


def _reviews(people: schooling.Cast) -> dict[str, Any]:
    schooling.needed(people.belmora)
    return {"draft": rounds.opened(people.belmora), "review": rounds.handed_in(people.arcadia)}


def _outside() -> dict[str, Any]:
    ally = factories.actor_of(factories.account("FR", Role.DELEGATE))
    desk = factories.actor_of(factories.staff(Role.DESK_OFFICER))
    nation, league = factories.party("XF", belongs=()), factories.party("XOLS", belongs=(), kind="organisation")
    opened = engagement.propose(nation, ally, NOW, areas=["emerging"], purpose="Sea lanes.")
    dialogue = Dialogue.objects.get(pk=opened.dialogue_id)
    engagement.begin(dialogue, FLOW, NOW, decision="PO(2026)0001")
    engagement.set_up(league, desk, NOW, aims="To train together.")
    record = Cooperation.objects.get()
    engagement.record_talks(
        record, desk, NOW, held_on=TODAY, level=next(iter(Level)), objectives=[next(iter(Objective))], subjects="Aid"
    )
    return {"dialogue": dialogue, "record": record}
