"""What the pack of 2011 holds, and what the loader refuses to read."""

from __future__ import annotations

import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from comity.policy import PolicyError, UnknownError, diff, number, pack, paragraph, rule, step_kinds, versions
from comity.policy.comparison import Kind
from comity.policy.loader import load, load_refusals
from comity.policy.model import Area, Framework, Nature, Opening
from comity.policy.programme_types import Party

PACK = Path(str(files("comity.policy"))) / "packs" / "2011"
PAGE = {"light": "#ffffff", "dark": "#14181d"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the pack in which a test may plant a fault."""
    return Path(shutil.copytree(PACK, tmp_path / "2011"))


def _replace(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


def test_it_holds_the_whole_policy() -> None:
    loaded = pack()
    assert versions() == ("2011",)
    assert [clause.number for clause in loaded.paragraphs] == list(range(1, 19))
    assert len(loaded.objectives) == 8
    assert len(loaded.areas) == 8
    assert len(loaded.considerations) == 7
    assert set(loaded.frameworks) == {"eapc-pfp", "md", "ici", "global"}
    assert [n for c in loaded.chapters for n in range(c.first, c.last + 1)] == list(range(1, 19))


def test_parts_of_paragraphs_are_found_by_their_own_reference() -> None:
    assert paragraph("P§7").parts[:3] == ("P§7a", "P§7a(i)", "P§7b")
    assert paragraph("P§7c(v)").parent == "P§7"
    assert paragraph("P§7c(v)").anchor == "p7c-v"
    assert paragraph("P§13").anchor == "p13"
    assert rule("W-12").anchor == "w-12"
    with pytest.raises(UnknownError, match="P§19"):
        paragraph("P§19")


def test_every_paragraph_says_what_it_asks_of_whom() -> None:
    assert [clause.ref for clause in pack().clauses.values() if not clause.duties] == []
    natures = {duty.nature for clause in pack().clauses.values() for duty in clause.duties}
    assert natures == set(Nature)
    keys = [(clause.ref, duty.key) for clause in pack().clauses.values() for duty in clause.duties]
    assert len(keys) == len(set(keys))


def test_every_carrier_carries_something() -> None:
    used = {key for clause in pack().clauses.values() for duty in clause.duties for key in duty.carried_by}
    assert set(pack().carriers) == used


@pytest.mark.parametrize(
    ("tool", "frameworks", "opening"),
    [
        ("IPCP", [], Opening.OPEN),
        ("IPCP", ["global"], Opening.OPEN),
        ("IPAP", ["eapc-pfp"], Opening.OPEN),
        ("IPAP", ["md"], Opening.BY_COUNCIL),
        ("PARP", [], Opening.BY_COUNCIL),
        ("PARP", ["md", "eapc-pfp"], Opening.OPEN),
        ("ITPP", [], Opening.CLOSED),
    ],
)
def test_a_tool_is_open_as_the_policy_says(tool: str, frameworks: list[str], opening: Opening) -> None:
    assert pack().tool(tool).opening_for(frameworks) is opening


def test_what_came_later_is_named_but_not_part_of_the_pack() -> None:
    assert [tool.code for tool in pack().tools.values() if not tool.in_pack] == ["ITPP"]


def test_a_body_bears_the_name_of_its_day() -> None:
    committee = pack().body("partnership-committee")
    assert committee.name_on(date(2011, 4, 15)).abbreviation.en == "PPC"
    assert committee.name_on(date(2026, 1, 1)).abbreviation.en == "PCSC"
    assert committee.name_on(date(1990, 1, 1)).abbreviation.en == "PPC"


def test_allies_sit_in_every_format() -> None:
    assert all("allies" in form.communities for form in pack().formats.values())
    assert pack().format("eapc").communities == ("allies", "framework:eapc-pfp")


def test_the_entry_level_programme_is_written_by_both_sides_and_approved_by_the_council() -> None:
    ipcp = pack().programme_type("IPCP")
    assert set(ipcp.agreed_by) == {Party.PARTNER, Party.STAFF}
    assert Party.PARTNER in ipcp.opened_by
    assert ipcp.approved_by == "council"
    assert len({section.code for section in ipcp.sections}) == len(ipcp.sections) >= 5
    assert max(review.after_months for review in ipcp.reviews) == 12 * ipcp.years


def test_every_area_of_cooperation_serves_a_priority_area_and_every_priority_area_is_served() -> None:
    served = [area for topic in pack().topics.values() for area in topic.areas]
    assert set(served) == set(pack().areas)
    assert all(topic.areas for topic in pack().topics.values())


@pytest.mark.parametrize(
    "word", ["ETE", "ete", "Education, training and doctrine", "education", "LGL (no longer active)"]
)
def test_an_area_of_cooperation_is_found_by_what_catalogues_call_it(word: str) -> None:
    assert pack().topic_named(word) is not None


def test_no_word_means_two_areas_of_cooperation() -> None:
    for topic in pack().topics.values():
        for word in (topic.code, topic.name.en, topic.name.fr, *topic.aliases):
            assert pack().topic_named(word) is topic, word
    assert pack().topic_named("unheard of") is None


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_marks_can_be_seen_and_told_apart_without_colour() -> None:
    marked: list[Area | Framework] = [*pack().areas.values(), *pack().frameworks.values()]
    for thing in marked:
        assert _contrast(thing.colour, PAGE["light"]) >= 3, thing.code
        assert _contrast(thing.colour_dark, PAGE["dark"]) >= 3, thing.code
    assert len({area.pattern for area in pack().areas.values()}) == 8
    assert len({framework.shape for framework in pack().frameworks.values()}) == 4


def test_contrast_is_measured_as_everybody_measures_it() -> None:
    assert round(_contrast("#000000", "#ffffff"), 1) == 21.0
    assert _contrast("#cccccc", "#ffffff") < 3


def test_a_number_is_fixed_by_a_working_rule() -> None:
    assert number("menu.deadline_weeks") == 6
    assert "6\u00a0weeks" in rule("W-10").text.en.replace(" ", "\u00a0")
    with pytest.raises(UnknownError, match="no working rule fixes"):
        number("menu.nothing")
    with pytest.raises(UnknownError):
        number("nominations.deadline_weeks")


def test_a_changed_number_changes_the_sentence(copy: Path) -> None:
    _replace(copy / "rules" / "menu.toml", "deadline_weeks = 6", "deadline_weeks = 1")
    changed = load(copy)
    assert changed.number("menu.deadline_weeks") == 1
    assert "une semaine" in changed.rule("W-10").text.fr


def test_what_leads_on_from_refusals_is_a_kind_of_page() -> None:
    assert "activity" in step_kinds()


def test_a_pack_compares_with_itself_and_with_a_change(copy: Path) -> None:
    _replace(copy / "rules" / "menu.toml", "deadline_weeks = 6", "deadline_weeks = 8")
    _replace(copy / "areas.toml", 'code = "regional"', 'code = "neighbours"')
    changes = {(c.part, c.code): c.kind for c in diff(pack(), load(copy))}
    assert diff(pack(), load(PACK)) == ()
    assert changes == {
        ("objectives", "regional"): Kind.REMOVED,
        ("objectives", "neighbours"): Kind.ADDED,
        ("rules", "W-10"): Kind.CHANGED,
    }


@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        ("pack.toml", 'version = "2011"', "", "version is missing"),
        ("pack.toml", 'version = "2011"', "version = 2011", "must be a str"),
        ("pack.toml", 'version = "2011"', 'version = "2011"\nmood = "fine"', "unknown mood"),
        ("pack.toml", "effective_on = 2011-04-15", "effective_on = 2011-04-15T00:00:00", "a day without a time"),
        ("pack.toml", "effective_on = 2011-04-15", "effective_on = spring", "pack.toml"),
        ("areas.toml", 'fr = "Sécurité et stabilité"', 'fr = " "', "fr is empty"),
        ("areas.toml", 'code = "regional"', 'code = "security"', "stands twice"),
        ("areas.toml", "judged = true", "judged = 1", "must be a bool"),
        ("topics.toml", '"interoperability"', '"togetherness"', "no togetherness"),
        ("paragraphs.toml", '"menu.partner_offers"', '"menu.magic"', "no menu.magic"),
        ("paragraphs.toml", 'who = "allies-and-partners"', 'who = "everybody"', "no everybody"),
        ("tools.toml", 'ground = "P§13"', 'ground = "P§31"', "no P§31"),
        ("programmes.toml", "years = 2", "years = true", "must be a int"),
        ("rules/menu.toml", 'number = "W-10"', 'number = "W-40"', "outside the numbers of menu"),
        ("rules/menu.toml", 'number = "W-11"', 'number = "W-10"', "stands twice"),
        ("rules/menu.toml", 'owner = "menu-manager"', 'owner = "nobody"', "is not in owners.toml"),
        ("rules/menu.toml", "deadline_weeks = 6", "deadline_days = 6", "the text names"),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_place(copy: Path, file: str, before: str, after: str, says: str) -> None:
    _replace(copy / file, before, after)
    with pytest.raises(PolicyError, match=says):
        load(copy)


def test_an_absent_pack_is_named() -> None:
    with pytest.raises(PolicyError, match="1949"):
        pack("1949")


REFUSAL = """
["menu.late"]
ground = "W-10"
title = { en = "Late", fr = "Tard" }
facts = { en = "Since {on:day}.", fr = "Depuis le {on:day}." }
unblock = { en = "You.", fr = "Vous." }
"""


def test_a_refusal_is_read_from_the_file_of_its_house(tmp_path: Path) -> None:
    (tmp_path / "menu.toml").write_text(REFUSAL, "utf-8")
    found = load_refusals(tmp_path)["menu.late"]
    assert (found.house, found.ground, found.next, found.usual_time) == ("menu", "W-10", None, None)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("Depuis le {on:day}.", "Depuis peu.", "different facts"),
        ("Since {on:day}.", "Since {on:day.", "unmatched|expected"),
        ("Since {on:day}.", "Since {on.year}.", "may stand in a sentence"),
        ("Since {on:day}.", "Since {on!r}.", "may stand in a sentence"),
        ('ground = "W-10"', "", "ground is missing"),
        ('ground = "W-10"', 'ground = "W-10"\nmood = "fine"', "unknown mood"),
    ],
)
def test_a_fault_in_a_refusal_is_named(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in REFUSAL
    (tmp_path / "menu.toml").write_text(REFUSAL.replace(before, after), "utf-8")
    with pytest.raises(PolicyError, match=says):
        load_refusals(tmp_path)


def test_two_houses_cannot_explain_the_same_code(tmp_path: Path) -> None:
    for house in ("menu", "people"):
        (tmp_path / f"{house}.toml").write_text(REFUSAL, "utf-8")
    with pytest.raises(PolicyError, match=r"also in menu\.toml"):
        load_refusals(tmp_path)
