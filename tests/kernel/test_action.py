"""The gate: refuse and change nothing, or change, enter and let follow, all or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from comity.core.actor import Actor, Role, Side
from comity.core.verdict import ALLOWED, Verdict, refuse
from comity.kernel import bus
from comity.kernel.action import ACTIONS, Gone, Refused, action
from comity.kernel.models import Entry, Refusal
from comity.kernel.scope import reading
from comity.parties.models import Party

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SECRETARY = Actor(name="S", account_id=1, person_id=7, party="IS", side=Side.STAFF, roles=frozenset({Role.AUDITOR}))


@dataclass(frozen=True, slots=True)
class Facts:
    name: str
    wanted: str


@dataclass(frozen=True, slots=True)
class PartyRenamed:
    code: str
    name: str


def facts_of(party: Party, actor: Actor, now: datetime, *, name: str = "") -> Facts:
    return Facts(party.name_en, name)


def may_rename(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    return refuse("test.same_name", name=facts.name) if facts.name == facts.wanted else ALLOWED


@action(may=may_rename, facts=facts_of, constraints={"parties_party_audience": "test.no_audience"})
def rename(party: Party, actor: Actor, now: datetime, *, name: str) -> PartyRenamed:
    party.name_en = name
    if name == "nobody":
        party.audience = []
    party.save()
    if name == "twice":
        Party.objects.create(code=party.code, kind="nation", name_en="", name_fr="", audience=["public"])
    return PartyRenamed(party.code, name)


@pytest.fixture
def arcadia() -> Party:
    return Party.objects.create(code="XA", kind="nation", name_en="Arcadia", name_fr="Arcadie", audience=["public"])


@pytest.fixture(autouse=True)
def bus_as_it_was() -> Iterator[None]:
    before = dict(bus._table)
    yield
    bus.wire(before)
    ACTIONS.pop("kernel.rename", None)


def test_what_is_allowed_changes_is_entered_and_followed(arcadia: Party) -> None:
    seen: list[object] = []
    bus.wire({PartyRenamed: (lambda event, now: seen.append((event, now)),)})
    event = rename(arcadia, SECRETARY, NOW, name="Arcadia and Isles")
    arcadia.refresh_from_db()
    entry = Entry.objects.get()
    assert arcadia.name_en == "Arcadia and Isles"
    assert (entry.about, entry.event, entry.party, entry.person_id) == ("party:XA", "PartyRenamed", "IS", 7)
    assert entry.details == {"code": "XA", "name": "Arcadia and Isles"}
    assert entry.audience == ["public"]
    assert seen == [(event, NOW)]


def test_what_is_refused_changes_nothing_but_leaves_the_refusal(arcadia: Party) -> None:
    with pytest.raises(Refused) as caught:
        rename(arcadia, SECRETARY, NOW, name="Arcadia")
    refusal = Refusal.objects.get()
    assert caught.value.refusal == refusal
    assert caught.value.verdict.codes == ("test.same_name",)
    assert refusal.reasons == [{"code": "test.same_name", "params": {"name": "Arcadia"}}]
    assert refusal.number == f"R-2026-{refusal.pk:05d}"
    assert set(refusal.audience) == {"staff", "party:IS"}
    assert not Entry.objects.exists()


def test_a_foreseen_constraint_is_a_refusal_and_an_unforeseen_one_is_a_fault(arcadia: Party) -> None:
    with pytest.raises(Refused) as caught:
        rename(arcadia, SECRETARY, NOW, name="nobody")
    assert caught.value.verdict.codes == ("test.no_audience",)
    arcadia.refresh_from_db()
    assert arcadia.name_en == "Arcadia"
    with pytest.raises(IntegrityError):
        rename(arcadia, SECRETARY, NOW, name="twice")
    arcadia.refresh_from_db()
    assert arcadia.name_en == "Arcadia"
    assert not Entry.objects.exists()


def test_a_follow_up_that_fails_undoes_the_act(arcadia: Party) -> None:
    def fail(event: PartyRenamed, now: datetime) -> None:
        raise ZeroDivisionError

    bus.wire({PartyRenamed: (fail,)})
    with pytest.raises(ZeroDivisionError):
        rename(arcadia, SECRETARY, NOW, name="New")
    arcadia.refresh_from_db()
    assert arcadia.name_en == "Arcadia"
    assert not Entry.objects.exists()


def test_the_rule_is_asked_about_the_row_as_it_is_now_not_as_it_was_shown(arcadia: Party) -> None:
    Party.objects.filter(pk=arcadia.pk).update(name_en="Changed meanwhile")
    with pytest.raises(Refused):
        rename(arcadia, SECRETARY, NOW, name="Changed meanwhile")


def test_a_row_that_has_gone_is_said_to_be_gone(arcadia: Party) -> None:
    Party.objects.filter(pk=arcadia.pk).delete()
    with pytest.raises(Gone, match="party:XA"):
        rename(arcadia, SECRETARY, NOW, name="New")


def test_a_reader_acts_through_the_gate_and_is_a_reader_again_afterwards(arcadia: Party) -> None:
    with reading({"public"}):
        rename(arcadia, SECRETARY, NOW, name="New")
        assert Party.objects.get().name_en == "New"
        assert not Refusal.objects.exists()
        with pytest.raises(Refused):
            rename(arcadia, SECRETARY, NOW, name="New")
        assert not Refusal.objects.exists(), "the public reads no refusals"
