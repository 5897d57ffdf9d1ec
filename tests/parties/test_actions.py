"""What is done about parties: given, when, then; and after a refusal nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comity.core.actor import Actor, Role, Side
from comity.kernel import outbox
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Message, Refusal
from comity.kernel.scope import reading
from comity.parties import actions, queries
from comity.parties.events import PartyJoined, PartyLeft, ToolOpened
from comity.parties.models import ContactPointEmbassy, Party, StaffFile, StaffNote, Standing, Suspension, ToolAccess
from comity.policy import UnknownError
from tests import factories

pytestmark = pytest.mark.django_db

NOW = factories.NOW
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
DECISION = "PO(2026)0188"
SECRETARY = Actor(
    name="H", account_id=1, person_id=1, side=Side.STAFF, party="IS", roles=frozenset({Role.COUNCIL_SECRETARY})
)
DESK = Actor(name="J", account_id=2, person_id=2, side=Side.STAFF, party="IS", roles=frozenset({Role.DESK_OFFICER}))
ADMINISTRATOR = Actor(
    name="N", account_id=4, person_id=4, side=Side.STAFF, party="IS", roles=frozenset({Role.ADMINISTRATOR})
)
OFFICER = Actor(
    name="A", account_id=3, person_id=3, side=Side.PARTNER, party="XB", roles=frozenset({Role.MISSION_OFFICER})
)


def outsider(code: str = "XZ") -> Party:
    return factories.party(code, belongs=())


def file_of(party: Party) -> StaffFile:
    return StaffFile.objects.get_or_create(party=party, defaults={"audience": ["staff"]})[0]


def counts() -> list[int]:
    return [model.objects.count() for model in (Party, Standing, Suspension, ToolAccess, StaffNote, Entry)]


def stand(party: Party, day: date = TODAY) -> dict[str, tuple[int, date | None]]:
    return {row.community: (row.epoch, row.until_on) for row in queries.standing_rows(party.code)}


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Nothing changes, and the refusal is kept."""
    before, kept = counts(), Refusal.objects.count()
    with pytest.raises(Refused) as raised:
        yield
    assert code in raised.value.verdict.codes
    assert counts() == before
    assert Refusal.objects.count() == kept + 1


def test_the_first_framework_makes_a_nation_a_partner_in_new_epochs_of_both() -> None:
    factories.party("XB")
    event = actions.join(outsider(), SECRETARY, NOW, community="framework:md", decision=DECISION)
    assert event == PartyJoined("XZ", "framework:md", 2, TODAY, DECISION, also_began=("partners",))
    assert stand(outsider()) == {"partners": (2, None), "framework:md": (2, None)}
    assert queries.standing("XZ", TODAY).communities == {"partners.2", "framework:md.2"}
    assert queries.standing("XB", TODAY).communities == {"partners.1", "partners.2", "framework:md.1", "framework:md.2"}
    assert queries.standing("XZ", TODAY - timedelta(days=1)).side is Side.NONE


def test_a_second_framework_begins_no_second_partnership() -> None:
    event = actions.join(factories.party("XB"), SECRETARY, NOW, community="framework:ici", decision=DECISION)
    assert event.also_began == ()


def test_an_ally_is_a_partner_no_more() -> None:
    party = factories.party("XB")
    actions.join(party, SECRETARY, NOW, community="invitees", decision=DECISION)
    event = actions.join(party, SECRETARY, NOW, community="allies", decision="PO(2027)0001", since_on=TOMORROW)
    assert set(event.also_ended) == {"partners", "framework:md", "invitees"}
    assert queries.standing("XB", TODAY).side is Side.PARTNER
    assert queries.standing("XB", TODAY).is_invitee
    assert queries.standing("XB", TOMORROW).side is Side.ALLY
    assert queries.standing("XB", TOMORROW).frameworks == frozenset()
    assert {row.until_decision for row in queries.standing_rows("XB") if row.until_on} == {"PO(2027)0001"}


def test_who_leaves_the_last_framework_is_no_partner_and_may_return_in_a_new_epoch() -> None:
    party = factories.party("XB")
    event = actions.leave(party, SECRETARY, NOW, community="framework:md", decision=DECISION)
    assert event == PartyLeft("XB", "framework:md", TODAY, DECISION, also_ended=("partners",))
    assert queries.standing("XB", TODAY).side is Side.NONE
    assert queries.standing("XB", TODAY - timedelta(days=1)).side is Side.PARTNER
    later = NOW + timedelta(days=30)
    actions.join(party, SECRETARY, later, community="framework:md", decision=DECISION)
    assert queries.standing("XB", later.date()).communities == {"partners.2", "framework:md.2"}


def test_a_joining_to_come_stands_above_one_that_comes_sooner() -> None:
    late = actions.join(
        outsider("XY"), SECRETARY, NOW, community="framework:md", decision=DECISION, since_on=date(2027, 6, 1)
    )
    soon = actions.join(
        outsider("XZ"), SECRETARY, NOW, community="framework:md", decision=DECISION, since_on=date(2027, 1, 1)
    )
    assert (late.epoch, soon.epoch) == (1, 1)
    assert stand(outsider("XY"))["framework:md"] == (2, None)


def test_a_joining_of_the_past_reads_nothing_from_before_today() -> None:
    factories.party("XB")
    actions.join(outsider(), SECRETARY, NOW, community="framework:md", decision=DECISION, since_on=date(2020, 1, 1))
    assert queries.standing("XZ", TODAY).communities == {"framework:md.2", "partners.2"}


def test_a_framework_that_the_policy_does_not_know_is_a_mistake() -> None:
    with pytest.raises(UnknownError):
        actions.join(outsider(), SECRETARY, NOW, community="framework:nowhere", decision=DECISION)
    assert stand(outsider()) == {}


def test_suspended_reads_and_acts_no_more_and_resumes() -> None:
    party = factories.party("XB")
    actions.suspend(party, SECRETARY, NOW, decision=DECISION, note="by decision of the Council")
    found = queries.standing("XB", TODAY)
    assert (found.side, found.is_suspended, found.communities) == (Side.PARTNER, True, frozenset())
    assert queries.members("framework:md", TODAY) == ("XB",)
    assert queries.active_members("framework:md", TODAY) == ()
    actions.resume(party, SECRETARY, NOW + timedelta(days=10), decision="PO(2026)0200")
    after = queries.standing("XB", TODAY + timedelta(days=10))
    assert (after.is_suspended, after.communities) == (False, frozenset({"partners.1", "framework:md.1"}))
    assert queries.standing("XB", TODAY + timedelta(days=9)).is_suspended


def test_the_council_opens_a_tool_to_a_partner_beyond_the_frameworks() -> None:
    party = factories.party("XB")
    assert "PARP" not in queries.tools_open("XB", TODAY)
    event = actions.open_tool(party, SECRETARY, NOW, tool="PARP", decision=DECISION)
    assert event == ToolOpened("XB", "PARP", TODAY, DECISION)
    assert "PARP" in queries.tools_open("XB", TODAY)
    assert "PARP" not in queries.tools_open("XB", TODAY - timedelta(days=1))
    entry = Entry.objects.get(verb="parties.open_tool")
    assert (entry.about, entry.details["decision"]) == ("party:XB", DECISION)


def test_before_the_policy_took_effect_no_tool_of_it_was_open() -> None:
    party = outsider()
    Standing.objects.create(
        party=party, community="partners", epoch=1, since_on=date(1999, 1, 1), source="t", audience=["public"]
    )
    assert queries.tools_open("XZ", date(2011, 4, 14)) == frozenset()
    assert "IPCP" in queries.tools_open("XZ", date(2011, 4, 15))


def test_the_deployer_names_a_nation_and_takes_the_name_back() -> None:
    party = factories.party("XB")
    actions.name(party, ADMINISTRATOR, NOW, name_en="Belmora (the)", name_fr="Belmore")
    assert (queries.names("en")["XB"], queries.names("fr")["XB"]) == ("Belmora (the)", "Belmore")
    actions.name(party, ADMINISTRATOR, NOW, name_en="", name_fr=" ")
    assert queries.names("fr")["XB"] == "Belmora"


def test_a_note_is_read_by_the_staff_alone_and_so_is_its_entry() -> None:
    party = factories.party("XB")
    actions.note(file_of(party), DESK, NOW, text="They prefer Tuesdays.")
    entry = Entry.objects.get(verb="parties.note")
    assert (entry.about, entry.audience) == ("party:XB", ["staff"])
    assert "Tuesdays" not in str(entry.details)
    with reading({"public", "signed-in", "staff"}):
        assert [note.text for note in queries.staff_notes("XB")] == ["They prefer Tuesdays."]
        assert queries.staff_file("XB") is not None
    for communities in ({"public"}, {"public", "signed-in", "party:XB"}, {"signed-in", "allies.1"}):
        with reading(communities):
            assert queries.staff_notes("XB") == []
            assert queries.staff_file("XB") is None
            assert Entry.objects.filter(verb="parties.note").count() == 0
    StaffNote.objects.update(audience=["public"])
    with reading({"public"}):
        assert StaffNote.objects.count() == 1, "the wall is all that hides it: a wrong label would show it"


# -- refused -----------------------------------------------------------------------------------------------------------

REFUSED: dict[str, Callable[[], object]] = {
    "parties.not_council_secretary": lambda: actions.join(
        outsider(), DESK, NOW, community="framework:md", decision=DECISION
    ),
    "parties.decision_missing": lambda: actions.suspend(factories.party("XB"), SECRETARY, NOW, decision="  "),
    "parties.not_a_nation": lambda: actions.join(
        factories.party("ORG-UN", kind="organisation"), SECRETARY, NOW, community="framework:md", decision=DECISION
    ),
    "parties.is_an_ally": lambda: actions.join(
        factories.party("FR"), SECRETARY, NOW, community="framework:md", decision=DECISION
    ),
    "parties.standings_overlap": lambda: actions.join(
        factories.party("XB"), SECRETARY, NOW, community="framework:md", decision=DECISION
    ),
    "parties.does_not_belong": lambda: actions.leave(
        factories.party("XB"), SECRETARY, NOW, community="framework:ici", decision=DECISION
    ),
    "parties.not_a_partner": lambda: actions.suspend(factories.party("FR"), SECRETARY, NOW, decision=DECISION),
    "parties.not_suspended": lambda: actions.resume(factories.party("XB"), SECRETARY, NOW, decision=DECISION),
    "parties.tool_needs_decision": lambda: actions.open_tool(
        factories.party("XB"), SECRETARY, NOW, tool="PARP", decision=""
    ),
    "parties.tool_already_open": lambda: actions.open_tool(
        factories.party("XA"), SECRETARY, NOW, tool="PARP", decision=DECISION
    ),
    "parties.tool_not_offered": lambda: actions.open_tool(
        factories.party("XB"), SECRETARY, NOW, tool="ITPP", decision=DECISION
    ),
    "parties.not_administrator": lambda: actions.name(
        factories.party("XB"), OFFICER, NOW, name_en="Grand Belmora", name_fr="Belmora"
    ),
    "parties.not_on_the_file": lambda: actions.note(
        file_of(factories.party("XB")), ADMINISTRATOR, NOW, text="Not for me to write."
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_act_changes_nothing_and_is_kept(code: str) -> None:
    for made in ("XA", "XB", "FR"):
        factories.party(made)
    outsider()
    factories.party("ORG-UN", kind="organisation")
    file_of(factories.party("XB"))
    with refused(code):
        REFUSED[code]()


def test_a_suspended_partner_is_not_suspended_twice_and_nothing_is_opened_to_it() -> None:
    party = factories.party("XB")
    actions.suspend(party, SECRETARY, NOW, decision=DECISION)
    with refused("parties.suspensions_overlap"):
        actions.suspend(party, SECRETARY, NOW, decision=DECISION, since_on=TOMORROW)
    with refused("parties.is_suspended"):
        actions.open_tool(party, SECRETARY, NOW, tool="PARP", decision=DECISION)


def test_a_tool_is_opened_once() -> None:
    party = factories.party("XB")
    actions.open_tool(party, SECRETARY, NOW, tool="PARP", decision=DECISION)
    with refused("parties.tool_already_open"):
        actions.open_tool(party, SECRETARY, NOW, tool="PARP", decision="PO(2026)0300")


def test_a_refusal_is_kept_for_the_party_that_asked_and_the_staff() -> None:
    party = factories.party("XB")
    with refused("parties.not_administrator"):
        actions.name(party, OFFICER, NOW, name_en="x", name_fr="x")
    assert Refusal.objects.get().audience == ["party:XB", "staff"]


# -- what the database refuses by itself -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"since_on": date(2026, 5, 1), "until_on": None},
        {"since_on": date(2030, 1, 1), "until_on": date(2030, 1, 1), "community": "framework:ici"},
        {"since_on": date(2030, 1, 1), "until_on": None, "community": "friends"},
        {"since_on": date(2030, 1, 1), "until_on": None, "community": "framework:ici", "source": ""},
        {"since_on": date(2030, 1, 1), "until_on": None, "community": "framework:ici", "epoch": 0},
        {"since_on": date(2030, 1, 1), "until_on": None, "community": "framework:ici", "audience": []},
    ],
)
def test_the_database_refuses_a_standing_that_cannot_be(wrong: dict[str, object]) -> None:
    party = factories.party("XB")
    fields = {"party": party, "community": "framework:md", "epoch": 9, "source": "t", "audience": ["public"], **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(**fields)


def test_the_database_refuses_an_embassy_in_ones_own_capital_and_two_mandates_at_once() -> None:
    host, ally = factories.party("XB"), factories.party("FR")
    fields = {
        "host": host,
        "ally": ally,
        "since_on": date(2025, 1, 1),
        "until_on": date(2027, 1, 1),
        "audience": ["public"],
    }
    ContactPointEmbassy.objects.create(**fields)
    for wrong in ({"ally": host}, {"since_on": date(2026, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactPointEmbassy.objects.create(**{**fields, **wrong})


# -- audiences ---------------------------------------------------------------------------------------------------------


def test_audiences_are_resolved_to_the_epoch_that_runs() -> None:
    factories.party("XB")
    factories.party("FR")
    asked = ["public", "staff", "party:XB", "allies", "partners", "framework:md", "framework:ici"]
    assert queries.resolve_audience(asked, NOW) == [
        "allies.1",
        "framework:ici.0",
        "framework:md.1",
        "partners.1",
        "party:XB",
        "public",
        "staff",
    ]
    actions.join(outsider(), SECRETARY, NOW, community="framework:md", decision=DECISION, since_on=TOMORROW)
    assert queries.resolve_audience(["framework:md"], NOW) == ["framework:md.1"]
    assert queries.resolve_audience(["framework:md"], NOW + timedelta(days=1)) == ["framework:md.2"]


def test_the_day_turns_in_brussels() -> None:
    factories.party("XB")
    actions.join(outsider(), SECRETARY, NOW, community="framework:md", decision=DECISION, since_on=date(2026, 12, 1))
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert queries.resolve_audience(["framework:md"], late) == ["framework:md.2"]


def test_standing_is_one_question_for_any_number_of_parties(django_assert_num_queries: Callable[..., object]) -> None:
    for code in ("XA", "XB", "XC", "FR"):
        factories.party(code)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(queries.standings(None, TODAY)) == 4
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert queries.standing("nobody", TODAY).side is Side.NONE


# -- who is told -------------------------------------------------------------------------------------------------------


def test_the_party_is_told_once_in_its_own_language(mailoutbox: list[Any]) -> None:
    party = factories.party("XB")
    factories.account("XB", Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, email="officer@xb.test", locale="fr")
    factories.account("XA", Role.MISSION_OFFICER, email="officer@xa.test")
    actions.open_tool(party, SECRETARY, NOW, tool="PARP", decision=DECISION)
    actions.suspend(party, SECRETARY, NOW, decision=DECISION)
    actions.resume(party, SECRETARY, NOW, decision=DECISION, until_on=TOMORROW)
    actions.leave(party, SECRETARY, NOW, community="framework:md", decision=DECISION)
    actions.join(party, SECRETARY, NOW, community="framework:ici", decision=DECISION, since_on=TOMORROW)
    assert {tuple(message.audience) for message in Message.objects.all()} == {("staff", "party:XB")}
    assert outbox.deliver(NOW) == 5
    assert {tuple(mail.to) for mail in mailoutbox} == {("officer@xb.test",)}
    subjects = [mail.subject.replace("\u202f", " ").replace("’", "'") for mail in mailoutbox]
    assert subjects[:3] == [
        "Ouvert (Belmora) : Processus de planification et d'examen",
        "Statut suspendu : Belmora",
        "Suspension levée : Belmora",
    ]
    first = mailoutbox[0].body.replace("\xa0", " ")
    assert "Par décision PO(2026)0188" in first
    assert "à compter du 24 novembre 2026" in first
    assert "/fr/nations/XB/programmes/" in first
