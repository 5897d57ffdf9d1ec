"""Keeping missions, contact point embassies and providers: who may, what is refused, and what loading leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import Actor, Role, Side
from comity.core.verdict import Verdict
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Refusal
from comity.parties import actions, rules
from comity.parties.loading import put_embassy, put_provider
from comity.parties.loading.reading import End
from comity.parties.models import ContactPointEmbassy, Mission, Party, Provider
from comity.parties.rules import MandateInput, MissionInput, PresenceFacts, ProviderInput
from tests import factories

NOW = factories.NOW
DAY = factories.DAY
STAFF = Actor(name="J", account_id=2, person_id=2, side=Side.STAFF, party="IS", roles=frozenset({Role.DESK_OFFICER}))
MANAGER = replace(STAFF, roles=frozenset({Role.MENU_MANAGER}))
OFFICER = Actor(
    name="A", account_id=3, person_id=3, side=Side.PARTNER, party="XA", roles=frozenset({Role.MISSION_OFFICER})
)
AUDITOR = replace(STAFF, roles=frozenset({Role.AUDITOR}))
MISSION = MissionInput(name_en="Mission of Arcadia", name_fr="Mission d'Arcadie", since_on=DAY, source="note 12")
MANDATE = MandateInput(since_on=DAY, mode="sole", source="note 13")
SCHOOL = ProviderInput(kind="ptec", name_en="Staff School", since_on=DAY, source="note 14")

days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.sampled_from([STAFF, MANAGER, OFFICER, AUDITOR]), days, days, st.sampled_from(["", "  ", "wrong"]))
def test_nobody_but_the_keepers_and_never_without_a_reason_or_against_the_calendar(
    actor: Actor, since: date | None, until: date | None, reason: str
) -> None:
    facts = PresenceFacts(party="XA", since_on=since, until_on=until, reason=reason)
    found: Callable[[Verdict], set[str]] = lambda verdict: set(verdict.codes)  # noqa: E731
    asked = found(rules.may_keep(actor, facts, NOW))
    if actor is not STAFF:
        assert asked == {"parties.not_keeper"}
        assert (found(rules.may_list(actor, facts, NOW)) == {"parties.not_keeper"}) == (actor is not MANAGER)
        return
    wanted = {"parties.reason_missing"} if not reason.strip() else set()
    wanted |= {"parties.days_reversed"} if since and until and until <= since else set()
    assert asked == wanted
    assert "parties.reason_missing" not in rules.may_keep(actor, replace(facts, is_new=True), NOW).codes


@pytest.fixture
def arcadia(db: None) -> Party:
    factories.party("FR", belongs=("allies",))
    return factories.party("XA")


def counts() -> list[int]:
    return [model.objects.count() for model in (Mission, ContactPointEmbassy, Provider, Entry)]


def test_a_mission_is_entered_corrected_and_ended_and_each_is_in_the_history_of_the_nation(arcadia: Party) -> None:
    actions.enter_mission(arcadia, STAFF, NOW, asked=MISSION)
    row = Mission.objects.get()
    assert (row.audience, row.is_kept) == (["signed-in"], True)
    told = actions.correct_mission(row, STAFF, NOW, asked=replace(MISSION, phone="+32 2"), reason="They moved.")
    assert (told.fields, told.reason) == (("phone",), "They moved.")
    actions.end_mission(row, STAFF, NOW, until_on=date(2026, 7, 1), reason="It closed.")
    row.refresh_from_db()
    assert (row.phone, row.until_on) == ("+32 2", date(2026, 7, 1))
    entries = Entry.objects.order_by("pk").values_list("verb", "about")
    assert list(entries) == [(f"parties.{verb}_mission", "party:XA") for verb in ("enter", "correct", "end")]


@pytest.mark.parametrize(
    ("actor", "asked", "code"),
    [
        (OFFICER, MISSION, "parties.not_keeper"),
        (MANAGER, MISSION, "parties.not_keeper"),
        (STAFF, replace(MISSION, until_on=DAY), "parties.days_reversed"),
        (STAFF, replace(MISSION, until_on=DAY - timedelta(days=1)), "parties.days_reversed"),
    ],
)
def test_what_is_refused_changes_nothing(arcadia: Party, actor: Actor, asked: MissionInput, code: str) -> None:
    before = counts()
    with pytest.raises(Refused):
        actions.enter_mission(arcadia, actor, NOW, asked=asked)
    assert [one["code"] for one in Refusal.objects.get().reasons] == [code]
    assert counts() == before


def test_two_missions_do_not_stand_side_by_side(arcadia: Party) -> None:
    actions.enter_mission(arcadia, STAFF, NOW, asked=MISSION)
    before = counts()
    with pytest.raises(Refused):
        actions.enter_mission(arcadia, STAFF, NOW, asked=replace(MISSION, since_on=DAY + timedelta(days=100)))
    assert Refusal.objects.get().reasons[0]["code"] == "parties.presence_overlaps"
    with pytest.raises(Refused):
        actions.correct_mission(Mission.objects.get(), STAFF, NOW, asked=MISSION, reason=" ")
    assert Refusal.objects.latest("pk").reasons[0]["code"] == "parties.reason_missing"
    assert counts() == before


def test_a_mandate_is_one_of_an_ally_in_a_partners_capital(arcadia: Party) -> None:
    actions.enter_embassy(arcadia, STAFF, NOW, ally="FR", asked=MANDATE)
    row = ContactPointEmbassy.objects.get()
    assert (row.host.code, row.ally.code, row.audience) == ("XA", "FR", ["public"])
    factories.party("XB")
    for ally, host in (("XB", arcadia), ("FR", Party.objects.get(code="FR")), ("nobody", arcadia)):
        with pytest.raises(Refused):
            actions.enter_embassy(host, STAFF, NOW, ally=ally, asked=MANDATE)
        assert Refusal.objects.latest("pk").reasons[0]["code"] == "parties.embassy_not_of_ally"
    actions.correct_embassy(row, STAFF, NOW, asked=replace(MANDATE, mode="joint"), reason="Two serve.")
    actions.end_embassy(row, STAFF, NOW, until_on=date(2026, 6, 1), reason="Rotation.")
    row.refresh_from_db()
    assert (row.mode, row.until_on) == ("joint", date(2026, 6, 1))


def test_a_provider_is_listed_once_and_also_by_the_menu_manager(arcadia: Party) -> None:
    actions.list_provider(arcadia, MANAGER, NOW, code="SCHOOL", asked=SCHOOL)
    with pytest.raises(Refused):
        actions.list_provider(arcadia, MANAGER, NOW, code="SCHOOL", asked=SCHOOL)
    assert Refusal.objects.get().reasons[0]["code"] == "parties.provider_known"
    row = Provider.objects.get()
    actions.correct_provider(row, STAFF, NOW, asked=replace(SCHOOL, city="Thelis"), reason="It has a seat now.")
    actions.end_provider(row, STAFF, NOW, until_on=date(2026, 6, 1), reason="It closed.")
    row.refresh_from_db()
    assert (row.city, row.until_on, row.code) == ("Thelis", date(2026, 6, 1), "SCHOOL")
    assert set(Entry.objects.values_list("about", flat=True)) == {"party:XA"}


def test_what_the_staff_keep_outweighs_public_facts_that_are_loaded_later(arcadia: Party) -> None:
    actions.enter_embassy(arcadia, STAFF, NOW, ally="FR", asked=MANDATE)
    actions.list_provider(arcadia, STAFF, NOW, code="SCHOOL", asked=SCHOOL)
    france = Party.objects.get(code="FR")
    put_embassy(arcadia, france, since=End(DAY - timedelta(days=400)), until=End(), source="a list")
    put_provider("SCHOOL", party=france, kind="coe", name_en="Another")
    assert ContactPointEmbassy.objects.get().source == "note 13"
    assert Provider.objects.get().name_en == "Staff School"
