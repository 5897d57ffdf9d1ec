"""Partners on the map and in lists by framework. No border is drawn: any line would take a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from comity.core.words import plain
from comity.parties.queries import PartyLine
from comity.policy import pack
from comity.web.drawings import Marker
from comity.web.nations import labels

COARSE = Decimal("0.5")  # degrees: a marker stands for the nation, not for a place in it


@dataclass(frozen=True, slots=True)
class Group:
    """The members of one framework, in alphabetical order."""

    code: str
    sign: str
    abbreviation: str
    name: str
    lines: tuple[PartyLine, ...]


def groups(lines: Sequence[PartyLine], locale: str) -> list[Group]:
    """This will group the partners among the parties by framework, in the order of the policy."""
    found = []
    for code, framework in pack().frameworks.items():
        members = [line for line in lines if line.standing.is_partner and code in line.standing.frameworks]
        members.sort(key=lambda line: plain(line.party.name_in(locale)))
        found.append(
            Group(
                code=code,
                sign=labels.sign(code),
                abbreviation=framework.abbreviation.in_(locale),
                name=framework.name.in_(locale),
                lines=tuple(members),
            )
        )
    return found


def markers(lines: Sequence[PartyLine], locale: str) -> list[Marker]:
    """This will give one marker for each partner whose place is known, with its first framework's shape."""
    found = []
    for line in lines:
        of = labels.in_order(line.standing.frameworks)
        party = line.party
        if not line.standing.is_partner or not of or party.latitude is None or party.longitude is None:
            continue
        found.append(
            Marker(
                code=party.code,
                name=f"{party.name_in(locale)} ({', '.join(labels.framework(code) for code in of)})",
                longitude=_coarse(party.longitude),
                latitude=_coarse(party.latitude),
                framework=labels.sign(of[0]),
                url=reverse("nations:nation", args=[party.code]),
            )
        )
    return found


def _coarse(degrees: Decimal) -> float:
    return float((degrees / COARSE).to_integral_value() * COARSE)
