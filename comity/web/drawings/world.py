"""The map: land alone, one marker for each capital. It draws no border, because any line would take a side.

Projection: Equal Earth (Šavrič, Patterson, Jenny 2018). The outline comes from world-atlas, without its countries.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from comity.web.assets import land
from comity.web.drawings.svg import element, join, picture, text

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_RIGHT_EDGE = 2.7066299836960748
_TOP_EDGE = 1.3173627591574133
SHAPES = {"eapc": "circle", "md": "diamond", "ici": "square", "global": "triangle"}


@dataclass(frozen=True, slots=True)
class Marker:
    """A place on the map: framework (its shape and class), how many, what it is called, where it leads.

    Units: degrees.
    """

    code: str
    name: str
    longitude: float
    latitude: float
    framework: str
    count: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world, by its corners. Units: degrees."""

    west: float
    south: float
    east: float
    north: float


WORLD = Frame(-180, -57, 180, 84)
NEIGHBOURHOOD = Frame(-20, 10, 80, 66)


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """This will project a place; x grows eastward and y northward. Units: degrees in, radii out."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = math.radians(longitude) * math.cos(theta) / (_M * slope)
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return x, y


@dataclass(frozen=True, slots=True)
class View:
    """How a frame of the world fills a drawing of that width."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """This will give the place on the drawing."""
        x, y = equal_earth(longitude, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, x: float, y: float) -> bool:
        """This will tell whether a place lies on the drawing."""
        return 0 <= x <= self.width and 0 <= y <= self.height


def view_of(frame: Frame, width: float) -> View:
    """This will fit a frame into a width."""
    middle = (frame.south + frame.north) / 2
    edges = [equal_earth(side, lat) for side in (frame.west, frame.east) for lat in (frame.south, middle, frame.north)]
    edges += [equal_earth(side, 0) for side in (frame.west, frame.east) if frame.south < 0 < frame.north]
    left, right = min(x for x, _ in edges), max(x for x, _ in edges)
    bottom, top = min(y for _, y in edges), max(y for _, y in edges)
    scale = width / (right - left)
    return View(left, top, scale, width, (top - bottom) * scale)


@cache
def _outline(frame: Frame, width: float) -> str:
    view = view_of(frame, width)
    pieces = []
    margin = 40.0
    for ring in land():
        points = [view.place(x, y) for x, y in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if max(xs) < -margin or min(xs) > view.width + margin or max(ys) < -margin or min(ys) > view.height + margin:
            continue
        pieces.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    return "".join(pieces)


def sign(framework: str, x: float, y: float, size: float) -> Markup:
    """This will draw a framework's marker: its shape says what its colour says."""
    paint = f"d-sign d-{framework}"
    match SHAPES.get(framework, "circle"):
        case "diamond":
            d = f"M{x:.1f} {y - size:.1f}L{x + size:.1f} {y:.1f}L{x:.1f} {y + size:.1f}L{x - size:.1f} {y:.1f}Z"
        case "square":
            s = size * 0.85
            d = f"M{x - s:.1f} {y - s:.1f}h{2 * s:.1f}v{2 * s:.1f}h{-2 * s:.1f}Z"
        case "triangle":
            d = f"M{x:.1f} {y - size:.1f}L{x + size:.1f} {y + size * 0.8:.1f}H{x - size:.1f}Z"
        case _:
            return element("circle", cx=x, cy=y, r=size * 0.9, class_=paint)
    return element("path", d=d, class_=paint)


type Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A marker with its place and size on the drawing."""

    marker: Marker
    x: float
    y: float
    size: float

    @property
    def box(self) -> Box:
        """This will give the room that the marker takes."""
        return (self.x - self.size, self.y - self.size, self.x + self.size, self.y + self.size)


@dataclass(frozen=True, slots=True)
class Label:
    """A code beside its marker: where its words start, stand or end, and the room that they take."""

    x: float
    y: float
    anchor: str
    box: Box


def _beside(spot: Spot) -> tuple[Label, ...]:
    """This will list the places for a code: right, left, above, below."""
    wide = 9.0 * len(spot.marker.code)
    places = (
        (spot.x + spot.size + 4, spot.y + 4, "start", 0.0),
        (spot.x - spot.size - 4, spot.y + 4, "end", wide),
        (spot.x, spot.y - spot.size - 4, "middle", wide / 2),
        (spot.x, spot.y + spot.size + 14, "middle", wide / 2),
    )
    return tuple(Label(x, y, how, (x - back, y - 11, x - back + wide, y + 1)) for x, y, how, back in places)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _labels(spots: Sequence[Spot], width: float) -> Iterable[Markup]:
    """This will put each code beside its marker, on the side where no other marker or code lies."""
    taken = [spot.box for spot in spots]
    for spot in spots:
        places = _beside(spot)
        free = (
            place
            for place in places
            if place.box[0] >= 0 and place.box[2] <= width and not any(_meet(place.box, box) for box in taken)
        )
        label = next(free, places[0])
        taken.append(label.box)
        yield text(spot.marker.code, x=label.x, y=label.y, text_anchor=label.anchor, class_="d-strong")


def world_map(
    markers: Sequence[Marker],
    *,
    title: str,
    description: str,
    frame: Frame = WORLD,
    width: float = 960.0,
    labelled: bool = False,
) -> Markup:
    """This will draw the land and the markers; a marker with an address is a link. A list of the same stands below."""
    view = view_of(frame, width)
    most = max((marker.count for marker in markers), default=0)
    spots = []
    for marker in sorted(markers, key=lambda one: -one.count):
        x, y = view.place(marker.longitude, marker.latitude)
        if view.holds(x, y):
            size = 4.5 + 4.5 * math.sqrt(marker.count / most) if most else 5.5
            spots.append(Spot(marker, x, y, size))
    drawn = [element("path", d=_outline(frame, width), class_="d-land")]
    for spot in spots:
        marker = spot.marker
        shape = element("g", element("title", marker.name), sign(marker.framework, spot.x, spot.y, spot.size))
        drawn.append(
            element("a", shape, href=marker.url, aria_label=marker.name, class_="d-link") if marker.url else shape
        )
    if labelled:
        drawn.extend(_labels(spots, view.width))
    clip = f"clip-{round(frame.west)}-{round(frame.north)}-{round(width)}"
    box = element("rect", x="0", y="0", width=view.width, height=view.height)
    body = element("clipPath", box, id=clip) + element("g", join(drawn), clip_path=f"url(#{clip})")
    return picture(
        body,
        title=title,
        description=description,
        class_="d-map",
        viewBox=f"0 0 {view.width:.0f} {view.height:.0f}",
        width=round(view.width),
        height=round(view.height),
    )
