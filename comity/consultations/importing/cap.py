"""Reading one alert: every problem is told with the element and the line where it stands.

Elements of other namespaces, such as a signature, are passed over: an alert is shown as its sender's word, not as
proven.
Source: OASIS Common Alerting Protocol 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from comity.consultations.rules import AlertKind

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MOST_BYTES = 1_000_000
MOST_INFOS = 40
MOST_AREAS = 200
MOST_DEPTH = 40
_ID = re.compile(r"^[^\s,<&]+$")
_REFERENCE = re.compile(r"^[^\s,<&]+,[^\s,<&]+,\S+$")
_COUNTRY = re.compile(r"^iso[ _-]?3166(-1)?(-alpha-?2)?$", re.IGNORECASE)
ENUMERATIONS = {
    "status": ("Actual", "Exercise", "System", "Test", "Draft"),
    "msgType": ("Alert", "Update", "Cancel", "Ack", "Error"),
    "scope": ("Public", "Restricted", "Private"),
    "category": (
        *("Geo", "Met", "Safety", "Security", "Rescue", "Fire"),
        *("Health", "Env", "Transport", "Infra", "CBRNE", "Other"),
    ),
    "urgency": ("Immediate", "Expected", "Future", "Past", "Unknown"),
    "severity": ("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
    "certainty": ("Observed", "Likely", "Possible", "Unlikely", "Unknown"),
}
# Elements of the protocol by the element in which they stand. What is not here and bears its namespace is an error.
CHILDREN = {
    "alert": frozenset(
        [
            "identifier",
            "sender",
            "sent",
            "status",
            "msgType",
            "source",
            "scope",
            "restriction",
            "addresses",
            "code",
            "note",
            "references",
            "incidents",
            "info",
        ]
    ),
    "info": frozenset(
        [
            "language",
            "category",
            "event",
            "responseType",
            "urgency",
            "severity",
            "certainty",
            "audience",
            "eventCode",
            "effective",
            "onset",
            "expires",
            "senderName",
            "headline",
            "description",
            "instruction",
            "web",
            "contact",
            "parameter",
            "resource",
            "area",
        ]
    ),
    "area": frozenset(["areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling"]),
    "geocode": frozenset({"valueName", "value"}),
    "eventCode": frozenset({"valueName", "value"}),
    "parameter": frozenset({"valueName", "value"}),
    "resource": frozenset(["resourceDesc", "mimeType", "size", "uri", "derefUri", "digest"]),
}
LENGTHS = {
    "identifier": 200,
    "sender": 200,
    "source": 200,
    "event": 200,
    "headline": 240,
    "areaDesc": 240,
    "language": 16,
    "web": 400,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: what (a code), where, and the value that stands there."""

    code: str
    element: str
    line: int
    value: str = ""

    def __str__(self) -> str:
        """This will write the problem for the command line."""
        said = WORDS[self.code].format(value=self.value)
        return f"line {self.line}, <{self.element}>: {said}"


WORDS = {
    "not_xml": "the file is not well-formed XML ({value})",
    "forbidden": "document types and entities are not taken",
    "too_large": "the file is larger than {value} bytes",
    "not_cap": "the root is not an alert of the Common Alerting Protocol 1.2",
    "unknown": "the protocol has no such element here",
    "missing": "this element is missing",
    "twice": "this element may stand here only once",
    "empty": "this element is empty",
    "value": "{value!r} is not one of the values of the protocol",
    "moment": "{value!r} is not a date and time with its zone, such as 2026-11-24T09:00:00+01:00",
    "identifier": "{value!r} holds a blank, a comma or a sign that is not taken",
    "reference": "{value!r} is not written as sender,identifier,sent",
    "no_reference": "an update or a cancellation names the alert to which it refers",
    "not_actual": "the status is {value}: only actual alerts are brought in",
    "not_public": "the scope is {value}: only public alerts are brought in",
    "not_alert": "the message is of type {value}: only alerts, updates and cancellations are brought in",
    "too_long": "the text is longer than {value} signs",
    "too_many": "there are more than {value} of them",
}


class AlertProblems(Exception):
    """A file that cannot be brought in, with everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        """This will carry the problems in the order of their lines."""
        self.problems = sorted(problems, key=lambda one: one.line)
        super().__init__("\n".join(str(one) for one in self.problems))


@dataclass(frozen=True, slots=True)
class ReadAlert:
    """An alert that was read without a fault. `infos` are the fields of its blocks, `countries` those it names."""

    identifier: str
    sender: str
    sent: datetime
    kind: AlertKind
    source: str
    note: str
    refers_to: tuple[str, ...]
    infos: tuple[dict[str, Any], ...]
    countries: tuple[str, ...]


@dataclass(slots=True)
class _Element:
    """An element of the file with its line."""

    name: str
    line: int
    own: bool = True
    text: str = ""
    children: list[_Element] = field(default_factory=list)

    def all(self, name: str) -> list[_Element]:
        return [child for child in self.children if child.own and child.name == name]


def read(content: bytes) -> ReadAlert:
    """This will read one alert.

    Raises: AlertProblems, with every problem that was found.
    """
    if len(content) > MOST_BYTES:
        raise AlertProblems([Problem("too_large", "alert", 1, str(MOST_BYTES))])
    return _Reader().read(_parse(content))


class _Tree(ContentHandler):
    """Makes the elements of a file, each with the line on which it begins."""

    def __init__(self) -> None:
        super().__init__()
        self.root: _Element | None = None
        self.open: list[_Element] = []

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:  # noqa: N802
        line = self._locator.getLineNumber() or 1  # type: ignore[attr-defined]
        made = _Element(name[1], line, own=name[0] == NAMESPACE)
        if self.open:
            self.open[-1].children.append(made)
        else:
            self.root = made
        self.open.append(made)
        if len(self.open) > MOST_DEPTH:
            raise AlertProblems([Problem("too_many", made.name, line, str(MOST_DEPTH))])

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802
        self.open.pop()

    def characters(self, content: str) -> None:
        if self.open:
            self.open[-1].text += content


def _parse(content: bytes) -> _Element:
    tree = _Tree()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, 1)
    parser.setContentHandler(tree)
    try:
        parser.parse(BytesIO(content))
    except SAXParseException as error:
        where = tree.open[-1].name if tree.open else "alert"
        raise AlertProblems([Problem("not_xml", where, error.getLineNumber() or 1, error.getMessage())]) from error
    except DefusedXmlException as error:
        raise AlertProblems([Problem("forbidden", "alert", 1)]) from error
    if tree.root is None or not tree.root.own or tree.root.name != "alert":
        raise AlertProblems([Problem("not_cap", tree.root.name if tree.root else "alert", 1)])
    return tree.root


class _Reader:
    """Reads the elements of an alert and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, root: _Element) -> ReadAlert:
        self.known(root)
        kind = self.one_of(root, "msgType")
        status, scope = self.one_of(root, "status"), self.one_of(root, "scope")
        identifier, sender = self.name(root, "identifier"), self.name(root, "sender")
        sent = self.moment(root, "sent", required=True)
        for wanted, value, code, name in (
            (("Actual",), status, "not_actual", "status"),
            (("Public",), scope, "not_public", "scope"),
            (tuple(one.value for one in AlertKind), kind, "not_alert", "msgType"),
        ):
            if value and value not in wanted:
                self.wrong(code, root.all(name)[0], value)
        refers_to = self.references(root, kind)
        blocks = root.all("info")
        if len(blocks) > MOST_INFOS:
            self.wrong("too_many", blocks[MOST_INFOS], str(MOST_INFOS))
        if not blocks and kind != AlertKind.CANCEL:
            self.problems.append(Problem("missing", "info", root.line))
        infos = tuple(self.info(block) for block in blocks[:MOST_INFOS])
        source, note = self.text(root, "source"), self.text(root, "note")
        countries = tuple(sorted({code for block in blocks for code in _countries(block)}))
        if self.problems or sent is None:
            raise AlertProblems(self.problems)
        return ReadAlert(identifier, sender, sent, AlertKind(kind), source, note, refers_to, infos, countries)

    def info(self, block: _Element) -> dict[str, Any]:
        self.known(block)
        areas = block.all("area")
        if len(areas) > MOST_AREAS:
            self.wrong("too_many", areas[MOST_AREAS], str(MOST_AREAS))
        for area in areas[:MOST_AREAS]:
            self.known(area)
        categories = [self.valued(one) for one in block.all("category")]
        if not categories:
            self.problems.append(Problem("missing", "category", block.line))
        return {
            "language": self.text(block, "language") or "en-US",
            "categories": [one for one in categories if one],
            "event": self.text(block, "event", required=True),
            "urgency": self.one_of(block, "urgency"),
            "severity": self.one_of(block, "severity"),
            "certainty": self.one_of(block, "certainty"),
            "headline": self.text(block, "headline"),
            "description": self.text(block, "description"),
            "instruction": self.text(block, "instruction"),
            "web": _safe(self.text(block, "web")),
            "effective_at": self.moment(block, "effective"),
            "expires_at": self.moment(block, "expires"),
            "areas": [self.text(area, "areaDesc", required=True) for area in areas[:MOST_AREAS]],
        }

    # -- single elements -----------------------------------------------------------------------------------------------

    def known(self, parent: _Element) -> None:
        for child in parent.children:
            if child.own and child.name not in CHILDREN.get(parent.name, frozenset()):
                self.wrong("unknown", child)
            elif child.own and child.name in CHILDREN and child.name not in {"info", "area"}:
                self.known(child)

    def single(self, parent: _Element, name: str, *, required: bool = False) -> _Element | None:
        found = parent.all(name)
        if len(found) > 1:
            self.wrong("twice", found[1])
        if not found and required:
            self.problems.append(Problem("missing", name, parent.line))
        return found[0] if found else None

    def text(self, parent: _Element, name: str, *, required: bool = False) -> str:
        found = self.single(parent, name, required=required)
        if found is None:
            return ""
        said = found.text.strip()
        if required and not said:
            self.wrong("empty", found)
        if name in LENGTHS and len(said) > LENGTHS[name]:
            self.wrong("too_long", found, str(LENGTHS[name]))
        return said.replace("\x00", "")

    def name(self, parent: _Element, name: str) -> str:
        said = self.text(parent, name, required=True)
        if said and not _ID.match(said):
            self.wrong("identifier", parent.all(name)[0], said[:80])
        return said

    def one_of(self, parent: _Element, name: str) -> str:
        found = self.single(parent, name, required=True)
        return self.valued(found) if found is not None else ""

    def valued(self, found: _Element) -> str:
        said = found.text.strip()
        if said not in ENUMERATIONS[found.name]:
            self.wrong("value", found, said[:80])
            return ""
        return said

    def moment(self, parent: _Element, name: str, *, required: bool = False) -> datetime | None:
        said = self.text(parent, name, required=required)
        if not said:
            return None
        if (moment := _moment(said)) is None:
            self.wrong("moment", parent.all(name)[0], said[:80])
        return moment

    def references(self, root: _Element, kind: str) -> tuple[str, ...]:
        found = self.single(root, "references")
        named = tuple(found.text.split()) if found is not None else ()
        for one in named:
            if not _REFERENCE.match(one) or _moment(one.split(",", 2)[2]) is None:
                self.wrong("reference", found or root, one[:80])
        if kind in {AlertKind.UPDATE, AlertKind.CANCEL} and not named:
            self.problems.append(Problem("no_reference", "references", found.line if found else root.line))
        return named

    def wrong(self, code: str, element: _Element, value: str = "") -> None:
        self.problems.append(Problem(code, element.name, element.line, value))


def _moment(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _safe(address: str) -> str:
    """This will keep an address only if it leads to the web."""
    return address if address.startswith(("https://", "http://")) else ""


def _countries(block: _Element) -> Iterator[str]:
    """This will give the countries that an alert names by their ISO 3166-1 code."""
    for area in block.all("area"):
        for code in area.all("geocode"):
            names = [one.text.strip() for one in code.all("valueName")]
            if names and _COUNTRY.match(names[0]):
                yield from (one.text.strip().upper() for one in code.all("value"))
