"""Drawings: well-formed, without style, named, true to their numbers, and a map that takes no side."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import comity.web
from comity.web.assets import VENDOR, land
from comity.web.drawings import (
    NEIGHBOURHOOD,
    PLACES,
    Bar,
    Goal,
    Line,
    Mark,
    Marker,
    Part,
    clock_bar,
    gantt,
    meter_bar,
    money_bar,
    printed,
    stacked_bars,
    step_strip,
    world_map,
)
from comity.web.drawings.printed import PAINTS
from comity.web.drawings.svg import StyleAttributeError, element
from comity.web.drawings.world import equal_earth, view_of

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
HOSTILE = '<script>alert("x")</script>'


def clock(now: datetime = NOON, **more: object) -> Markup:
    facts = {"opened_at": NOON - timedelta(days=1), "ends_at": NOON + timedelta(days=1), "reminder_at": NOON}
    words = {"now_word": "now", "reminder_word": HOSTILE, "title": "Silence", "description": HOSTILE}
    return clock_bar(now=now, **{**facts, **words, **more})  # type: ignore[arg-type]


def plan() -> Markup:
    bar = Bar(HOSTILE, date(2027, 1, 1), date(2027, 3, 1), "refused", "refused", "/en/menu/?a=1&b=2")
    marks = [Mark(date(2027, 1, 15), "today", "today"), Mark(date(2027, 2, 1), "review")]
    return gantt(
        [Goal("One", (bar,))],
        start_on=date(2026, 7, 1),
        end_on=date(2028, 6, 30),
        marks=marks,
        title="Plan",
        description=HOSTILE,
    )


def budget() -> Markup:
    line = Line(HOSTILE, (Part("2", 40, "Spent"), Part("free", 60, "Free")), "100")
    return stacked_bars([line], whole=100, title="Budget", description="d", limit=90, limit_word="ceiling")


def world() -> Markup:
    markers = [Marker(code, HOSTILE, x, y, "md", 3, "/en/") for code, (x, y) in PLACES.items()]
    return world_map(markers, title="Partners", description="d", frame=NEIGHBOURHOOD, labelled=True)


def steps() -> Markup:
    return step_strip(["Draft", HOSTILE, "Agreed"], 1, title="Steps", description="d")


DRAWINGS: dict[str, Callable[[], Markup]] = {
    "clock": clock,
    "gantt": plan,
    "bars": budget,
    "map": world,
    "steps": steps,
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_well_formed_named_and_without_style(name: str) -> None:
    drawn = DRAWINGS[name]()
    root = ET.fromstring(drawn)  # noqa: S314 - our own text
    children = {child.tag for child in root}
    assert {"title", "desc"} <= children
    named = {one.attrib["id"] for one in root.iter() if "id" in one.attrib}
    assert {root.attrib["aria-labelledby"], root.attrib["aria-describedby"]} <= named
    assert all("style" not in one.attrib for one in root.iter())
    assert not any(re.search(r"fill|stroke$", key) for one in root.iter() for key in one.attrib), "colour by class"
    assert "<script" not in drawn
    assert root.attrib["role"] == ("group" if any(one.tag == "a" for one in root.iter()) else "img")


def test_style_is_refused() -> None:
    with pytest.raises(StyleAttributeError):
        element("rect", style="fill:red")


def share_gone(drawn: str) -> float:
    found = re.search(r'width="([\d.]+)%" height="10" rx="5" class="d-clock-gone"', drawn)
    assert found
    return float(found.group(1))


@given(st.integers(-5000, 5000), st.integers(0, 3000))
def test_the_clock_never_runs_backward_nor_over_its_ends(minutes: int, later: int) -> None:
    first = share_gone(clock(NOON + timedelta(minutes=minutes)))
    second = share_gone(clock(NOON + timedelta(minutes=minutes + later)))
    assert 0 <= first <= second <= 100


def test_the_reminder_stands_only_between_the_ends() -> None:
    assert "d-clock-reminder" in clock()
    assert "d-clock-reminder" not in clock(reminder_at=NOON + timedelta(days=2))
    assert "d-clock-reminder" not in clock(reminder_at=None)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_meter_shows_a_share(value: float, whole: float) -> None:
    found = re.search(r'width="([\d.]+)%" height="4" rx="2" class="d-meter ', meter_bar(value, whole))
    assert found
    assert 0 <= float(found.group(1)) <= 100


def test_parts_of_a_bar_have_the_lengths_of_their_values() -> None:
    widths = [float(w) for w in re.findall(r'width="([\d.]+)" height="20" class="d-part', budget())]
    assert widths[1] == pytest.approx(1.5 * widths[0])


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_equal_earth_keeps_north_up_and_east_right(longitude: float, latitude: float) -> None:
    x, y = equal_earth(longitude, latitude)
    assert abs(x) <= 2.7067
    assert abs(y) <= 1.3174
    assert x * longitude >= 0
    assert y * latitude >= 0


def test_equal_earth_keeps_areas() -> None:
    def area(south: float, north: float) -> float:
        steps, total = 200, 0.0
        for i in range(steps):
            low = south + (north - south) * i / steps
            high = south + (north - south) * (i + 1) / steps
            width = equal_earth(1, (low + high) / 2)[0] * 2
            total += width * (equal_earth(0, high)[1] - equal_earth(0, low)[1])
        return total

    assert area(0, 30) == pytest.approx(area(-30, 0))
    assert area(0, 30) == pytest.approx(area(30, 90), rel=1e-3)  # half of a hemisphere lies south of 30 degrees


def test_the_land_stays_within_the_date_line_and_each_ring_is_closed() -> None:
    for ring in land():
        assert ring[0] == ring[-1]
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
        assert all(abs(a[0] - b[0]) <= 180 or abs(a[1]) == 90 for a, b in pairwise(ring))


def test_nothing_of_any_country_is_installed() -> None:
    held = json.loads((VENDOR / "assets.json").read_text("utf-8"))["files"]
    assert not [name for name in held if "countr" in name]


def test_each_shape_stands_for_one_framework() -> None:
    drawn = world_map([Marker(k, k, 10, 10, k, 1) for k in ("eapc", "md", "ici", "global")], title="t", description="d")
    shapes = re.findall(r'<(?:circle|path)[^>]*class="d-sign d-(\w+)"', drawn)
    assert sorted(shapes) == ["eapc", "global", "ici", "md"]
    assert len(set(re.findall(r'd="(M[^"]+)" class="d-sign', drawn))) == 3


def test_every_marker_lies_on_the_world() -> None:
    view = view_of(NEIGHBOURHOOD, 960)
    assert view.holds(*view.place(35, 32))
    assert not view.holds(*view.place(-100, 40))


def test_a_printed_drawing_stands_alone_in_the_colours_of_the_pages() -> None:
    sheet = (Path(comity.web.__file__).parent / "static" / "comity.css").read_text("utf-8")
    on_pages = dict(re.findall(r"(--c-[\w]+): (?:light-dark\()?(#[0-9a-f]{6})", sheet))
    assert {name: on_pages[name] for name in PAINTS} == PAINTS
    drawn = printed(stacked_bars([Line("a", (Part("1", 1, "b"),))], whole=1, title="Bars & more", description="Said."))
    assert (drawn.title, drawn.description) == ("Bars & more", "Said.")
    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in drawn.svg
    with pytest.raises(ValueError, match="ornament"):
        printed(money_bar((("paid", 1),)))
