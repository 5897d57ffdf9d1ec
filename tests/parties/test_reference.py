"""The public facts, on any day from 1949 on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from comity.core.actor import Side
from comity.kernel.models import Entry
from comity.kernel.register import canonical
from comity.parties import queries, rules
from comity.parties.loading import load_reference, put_party, put_standing, reading
from comity.parties.models import Party, Provider, StaffFile, Standing, ToolUse

pytestmark = pytest.mark.django_db

APRIL_2011 = date(2011, 4, 15)
TODAY = date(2026, 11, 24)
FRAMEWORKS = ("eapc-pfp", "md", "ici", "global")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """The public facts, loaded once for all tests of this file and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_reference()
        transaction.set_rollback(True)


@pytest.fixture
def facts(loaded: dict[str, int], db: None) -> dict[str, int]:
    """What the first loading changed; what a test changes afterwards is taken back by itself."""
    return loaded


def in_frameworks(day: date) -> dict[str, int]:
    return {code: len(queries.members(f"framework:{code}", day)) for code in FRAMEWORKS}


def test_twelve_founders_from_the_day_the_treaty_came_into_force(facts: object) -> None:
    assert queries.members("allies", date(1949, 8, 23)) == ()
    founders = queries.members("allies", date(1949, 8, 24))
    assert founders == ("BE", "CA", "DK", "FR", "GB", "ISL", "IT", "LU", "NL", "NO", "PT", "US")


NUMBER_OF_ALLIES = {
    date(1952, 2, 18): 14,
    date(1955, 5, 6): 15,
    date(1982, 5, 30): 16,
    date(1999, 3, 12): 19,
    date(2004, 3, 29): 26,
    date(2009, 4, 1): 28,
    APRIL_2011: 28,
    date(2017, 6, 5): 29,
    date(2020, 3, 27): 30,
    date(2023, 4, 4): 31,
    date(2024, 3, 6): 31,
    TODAY: 32,
}


def test_the_number_of_allies(facts: object) -> None:
    assert {day: len(queries.members("allies", day)) for day in NUMBER_OF_ALLIES} == NUMBER_OF_ALLIES


def test_partners_by_framework_in_april_2011_and_today(facts: object) -> None:
    assert in_frameworks(APRIL_2011) == {"eapc-pfp": 22, "md": 7, "ici": 4, "global": 7}
    assert in_frameworks(TODAY) == {"eapc-pfp": 18, "md": 7, "ici": 4, "global": 9}
    assert len(queries.members("partners", TODAY)) == 38
    assert len(queries.active_members("partners", TODAY)) == 35


def test_the_snapshots_agree_with_the_columns_of_the_file(facts: object) -> None:
    for day, column, status in ((APRIL_2011, "frameworks_2011_04", "status_2011_04"), (TODAY, "frameworks", "status")):
        for row in reading.rows("nations.csv"):
            found = queries.standing(reading.code_of(row["iso2"]), day)
            names = {"EAPC_PFP": "eapc-pfp", "MD": "md", "ICI": "ici", "GLOBAL": "global"}
            assert found.frameworks == {names[word] for word in row[column].split(";") if word}, row["iso2"]
            side = {"ally": Side.ALLY, "partner": Side.PARTNER, "none": Side.NONE}[row[status]]
            assert found.side is side, row["iso2"]


def test_malta_was_in_the_partnership_for_peace_twice(facts: object) -> None:
    expected = {
        date(1995, 4, 25): Side.NONE,
        date(1995, 4, 26): Side.PARTNER,
        date(1996, 10, 26): Side.PARTNER,
        date(1996, 10, 27): Side.NONE,
        date(2008, 4, 2): Side.NONE,
        date(2008, 4, 3): Side.PARTNER,
        TODAY: Side.PARTNER,
    }
    assert {day: queries.standing("MT", day).side for day in expected} == expected
    epochs = [row.epoch for row in queries.standing_rows("MT") if row.community == "framework:eapc-pfp"]
    assert epochs == sorted(epochs)
    assert epochs[0] < epochs[1], "who returns does not read what was released in the meantime"


@pytest.mark.parametrize(("code", "day"), [("FI", date(2023, 4, 4)), ("SE", date(2024, 3, 7))])
def test_finland_and_sweden_changed_sides_on_one_day(facts: object, code: str, day: date) -> None:
    before = queries.standing(code, date.fromordinal(day.toordinal() - 1))
    after = queries.standing(code, day)
    assert (before.side, before.frameworks) == (Side.PARTNER, frozenset({"eapc-pfp"}))
    assert (after.side, after.frameworks) == (Side.ALLY, frozenset())


def test_the_suspended_stay_listed(facts: object) -> None:
    for code, framework, day in (
        ("BY", "eapc-pfp", date(2021, 11, 1)),
        ("RU", "eapc-pfp", date(2014, 4, 1)),
        ("AF", "global", date(2021, 8, 1)),
    ):
        before = queries.standing(code, date.fromordinal(day.toordinal() - 1))
        assert not before.is_suspended
        after = queries.standing(code, day)
        assert (after.side, after.frameworks, after.is_suspended) == (Side.PARTNER, frozenset({framework}), True)
        assert after.communities == frozenset()
        assert after.tools_open == frozenset()


def test_epochs_are_given_in_the_order_of_joining(facts: object) -> None:
    for community in ("allies", "partners", *(f"framework:{code}" for code in FRAMEWORKS)):
        rows = list(Standing.objects.filter(community=community).order_by("since_on"))
        numbered = rules.epochs_in_order(row.since_on for row in rows)
        assert [row.epoch for row in rows] == [numbered[row.since_on] for row in rows]


def test_days_known_only_to_the_month_or_by_a_list_say_so(facts: object) -> None:
    assert {row.since_precision for row in queries.standing_rows("DZ")} == {"month"}
    assert {(row.since_on, row.since_precision) for row in queries.standing_rows("JP")} == {(date(2011, 4, 1), "by")}
    assert {row.since_precision for row in queries.standing_rows("CO")} == {"year"}
    assert {row.since_precision for row in queries.standing_rows("GE")} == {"day"}


def test_general_knowledge_is_unconfirmed_and_what_was_read_is_not(facts: object) -> None:
    assert not queries.standing_rows("FR")[0].is_confirmed
    assert queries.standing_rows("DZ")[0].is_confirmed
    montenegro = {row.community: row.is_confirmed for row in queries.standing_rows("ME")}
    assert montenegro == {"framework:eapc-pfp": True, "partners": True, "allies": False}


def test_contact_point_embassies_keep_joint_mandates_and_their_ends(facts: object) -> None:
    in_georgia = [row for row in queries.embassies_in("GE") if row.since_on == date(2023, 1, 1)]
    assert {(row.ally.code, row.mode, row.until_on) for row in in_georgia} == {
        ("RO", "joint", date(2025, 1, 1)),
        ("GB", "joint", date(2025, 1, 1)),
    }
    assert [row.mandate_number for row in queries.embassies_of("RO") if row.host.code == "AZ"] == [4, 3, 2, 1]
    in_finland = next(row for row in queries.embassies_in("FI") if row.ally.code == "RO")
    assert (in_finland.since_on, in_finland.until_on) == (None, date(2023, 4, 5))


def test_providers_are_found_by_code_abbreviation_and_name(facts: object) -> None:
    assert (
        queries.provider("NSO") == queries.provider_named("NATO School Oberammergau") == queries.provider_named("nso")
    )
    assert queries.provider_named("C2 COE") == queries.provider("C2-COE")
    assert queries.provider_named("") is None
    assert queries.provider_named("Nowhere School") is None
    assert queries.provider_named("NATO HQ").party.code == "IS"  # type: ignore[union-attr]
    assert {row.kind for row in queries.providers(kind="coe")} == {"coe"}
    assert {row.party.code for row in queries.providers(party="SE")} == {"SE"}
    early = {row.code for row in queries.providers(on=date(1999, 1, 1))}
    assert "MPSOTC" not in early
    assert "MPSOTC" in {row.code for row in queries.providers(on=date(2000, 5, 19))}


def test_every_provider_of_the_sample_of_courses_that_names_one_school_is_listed(facts: object) -> None:
    for said in (
        "NSO",
        "NDC",
        "MPSOTC",
        "NATO HQ",
        "CCOE",
        "PSOTC",
        "SWEDINT",
        "EOD COE",
        "C-IED COE",
        "HQ SACT",
        "NATO DEEP",
        "SWISSINT",
        "JFC Brunssum",
    ):
        assert queries.provider_named(said), said


def test_what_carries_out_the_policy_is_counted_in_one_question(
    facts: object, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(1):
        found = queries.carried(datetime(2026, 11, 24, tzinfo=UTC))
    assert found["parties.standing"] == 32 + 38
    assert found["parties.frameworks"] == 18 + 7 + 4 + 9
    assert found["parties.missions"] == 0
    assert found["parties.providers"] == len(queries.providers(on=TODAY))


def test_tools_used_in_the_past_are_history(facts: object) -> None:
    used = {(row.tool, row.since_on) for row in queries.tool_uses("GE")}
    assert ("IPAP", date(2004, 10, 29)) in used
    assert ToolUse.objects.count() == len(reading.rows("programmes.csv")) - 1, "one row is of no nation"


def test_organisations_have_codes_that_are_no_nations(facts: object) -> None:
    organisations = queries.parties(on=TODAY, kind=rules.Kind.ORGANISATION)
    assert len(organisations) == 16
    assert {line.standing.side for line in organisations} == {Side.ORGANISATION}
    assert queries.party("ORG-AU").name_in("fr") == "Union africaine"  # type: ignore[union-attr]
    assert queries.party("AU").name_in("en") == "Australia"  # type: ignore[union-attr]
    assert set(queries.cooperations()) == {line.code for line in organisations}


def test_iceland_and_the_international_staff_do_not_share_a_code(facts: object) -> None:
    assert queries.party("ISL").name_in("fr") == "Islande"  # type: ignore[union-attr]
    assert queries.party("IS").kind == "staff"  # type: ignore[union-attr]


def test_every_nation_has_a_place_and_a_file_that_only_the_staff_may_read(facts: object) -> None:
    assert Party.objects.filter(kind="nation", latitude__isnull=True).count() == 0
    assert StaffFile.objects.count() == Party.objects.count()
    assert {tuple(row.audience) for row in StaffFile.objects.all()} == {("staff",)}


def test_loading_again_changes_nothing_and_says_so(facts: dict[str, int]) -> None:
    before = snapshot()
    assert facts["party"] == 100
    assert load_reference() == {}
    assert snapshot() == before
    assert Entry.objects.filter(verb="parties.load_reference").count() == 1


def snapshot() -> bytes:
    return canonical(
        [
            list(map(str, row))
            for model in (Party, Standing, Provider)
            for row in model.objects.order_by("pk").values_list()
        ]
    )


def test_loading_again_puts_a_fact_right_and_leaves_decisions_and_names_alone(facts: object) -> None:
    Party.objects.filter(code="FR").update(capital="Lyon", given_name_en="French Republic")
    Standing.objects.filter(party__code="DZ", community="framework:md").update(since_on=date(1999, 1, 1))
    Standing.objects.filter(party__code="MR", community="framework:md").update(
        until_on=date(2026, 1, 1), until_decision="PO(2025)0001"
    )
    epoch = Standing.objects.get(party__code="DZ", community="framework:md").epoch
    changed = load_reference()
    assert changed == {"party": 1, "standing": 1}
    france = Party.objects.get(code="FR")
    assert (france.capital, france.given_name_en) == ("Paris", "French Republic")
    algeria = Standing.objects.get(party__code="DZ", community="framework:md")
    assert (algeria.since_on, algeria.epoch) == (date(2000, 3, 1), epoch)
    assert Standing.objects.get(party__code="MR", community="framework:md").until_on == date(2026, 1, 1)


def test_a_decision_outweighs_the_source(facts: object) -> None:
    Standing.objects.filter(party__code="QA").delete()
    qatar = Party.objects.get(code="QA")
    put_standing(qatar, "framework:ici", since_on=date(2020, 1, 1), source="", decision="PO(2019)0001")
    load_reference()
    rows = [(row.community, row.since_on) for row in queries.standing_rows("QA")]
    assert rows == [("partners", date(2005, 2, 1)), ("framework:ici", date(2020, 1, 1))]


def test_a_made_up_party_is_left_alone_and_reads_nothing_from_before(facts: object) -> None:
    current = queries.epochs(TODAY)["framework:md"]
    belmora = put_party("XB", kind=rules.Kind.NATION, name_en="Belmora", name_fr="Belmora", is_fictional=True)
    for _ in range(2):
        put_standing(belmora, "framework:md", since_on=date(2001, 1, 1), source="invented for the demonstration")
    load_reference()
    assert [row.epoch for row in queries.standing_rows("XB")] == [current + 1]


def test_ends_of_times_are_read_to_the_day_month_and_year() -> None:
    assert reading.since("2006-03") == reading.End(date(2006, 3, 1), rules.Precision.MONTH)
    assert reading.until("2008-12") == reading.End(date(2009, 1, 1), rules.Precision.MONTH)
    assert reading.until("2008") == reading.End(date(2009, 1, 1), rules.Precision.YEAR)
    assert reading.until("2010-12-31") == reading.End(date(2011, 1, 1), rules.Precision.DAY)
    assert reading.since("") == reading.End()
    with pytest.raises(ValueError, match="not a day"):
        reading.since("2006-03-01-02")


def test_the_readme_names_every_file() -> None:
    folder = Path(reading.__file__).parents[2] / "reference"
    readme = (folder / "README.md").read_text("utf-8")
    assert all(path.name in readme for path in folder.glob("*.csv"))
