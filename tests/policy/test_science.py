"""What the pack says of grants for scientific cooperation (P§14): limits that can be kept, weights that add up."""

from __future__ import annotations

import pytest

from comity.policy import pack


@pytest.mark.parametrize("code", ["MYP", "ARW", "ASI", "ATC"])
def test_a_kind_of_grant_has_limits_that_can_be_kept(code: str) -> None:
    kind = pack().science.kinds[code]
    assert 0 < kind.shortest <= kind.longest
    assert 0 < kind.least <= kind.most
    headings = pack().science.headings_of(code)
    assert sum(one.most_percent for one in headings) >= 100, "a whole budget fits under the headings"
    assert kind.name.in_("fr") != kind.name.in_("en")


def test_half_of_a_project_may_be_equipment_and_no_workshop_buys_any() -> None:
    science = pack().science
    assert science.headings["equipment"].most_percent == 50
    assert "equipment" not in {one.code for one in science.headings_of("ARW")}


def test_the_weights_of_the_criteria_add_up_and_every_heading_serves_a_kind_that_there_is() -> None:
    science = pack().science
    assert sum(one.weight for one in science.criteria.values()) == 100
    assert all(set(one.kinds) <= set(science.kinds) for one in science.headings.values())
    assert science.priorities
