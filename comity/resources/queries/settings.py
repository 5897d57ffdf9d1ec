"""Settings, points and scores, and the facts about them that rules are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.parties import queries as parties
from comity.policy import pack
from comity.resources import rules
from comity.resources.models import Points, Score, Settings

COUNCIL = ("allies", "staff")


def council(now: datetime) -> list[str]:
    """This will resolve who reads scores, weights and trials: the staff and the Allies."""
    return parties.resolve_audience(COUNCIL, now)


def considerations() -> list[str]:
    """This will list the considerations on which partners are assessed, in the order of P§16."""
    return [one.code for one in pack().considerations.values() if one.of == "partner"]


def proposed_anchors() -> dict[str, list[dict[str, str]]]:
    """This will give the anchors that the policy pack proposes: what 0, 50 and 100 mean."""
    return {
        one.code: [{"en": text.en, "fr": text.fr} for text in one.anchors] for one in pack().considerations.values()
    }


def settings(period: str) -> Settings | None:
    """This will find the settings of a cycle, if the reader may see them."""
    return Settings.objects.filter(period=period).first()


def settings_in_force() -> list[Settings]:
    """This will list settings that are in force, the newest cycle first."""
    return list(Settings.objects.filter(state=rules.SettingsState.IN_FORCE).order_by("-period"))


def settings_to_adopt() -> list[Settings]:
    """This will list settings on which the Council has to decide, if the reader may see them."""
    return list(Settings.objects.filter(state=rules.SettingsState.WITH_COUNCIL).order_by("period"))


def all_settings() -> list[Settings]:
    """This will list all settings that the reader may see, the newest cycle first."""
    return list(Settings.objects.order_by("-period"))


def points_of(row: Settings, party: str) -> Points | None:
    """This will find what one Ally spent, if the reader may see it."""
    return Points.objects.filter(settings=row, party_id=party).first()


def points(row: Settings) -> list[Points]:
    """This will list what Allies spent, as far as the reader may see it."""
    return list(Points.objects.filter(settings=row).order_by("party_id"))


def score(row: Settings, party: str, consideration: str) -> Score | None:
    """This will find one score, if the reader may see it."""
    return Score.objects.filter(settings=row, party_id=party, consideration=consideration).first()


def scores_of(row: Settings, party: str) -> dict[str, Score]:
    """This will give the scores of one partner by consideration. One query."""
    return {one.consideration: one for one in Score.objects.filter(settings=row, party_id=party)}


def assessed(now: datetime) -> list[str]:
    """This will list the parties that are assessed: the partners of today, suspended ones among them."""
    return sorted(parties.members("partners", brussels_day(now)))


@dataclass(frozen=True)
class Sheet:
    """All scores of a cycle: by partner and consideration, with what follows from them under its weights."""

    row: Settings
    parties: list[str]
    scores: Mapping[str, Mapping[str, Score]]

    @cached_property
    def values(self) -> dict[str, dict[str, int]]:
        """The partners of whom every consideration is assessed, with their scores."""
        return {
            party: {code: one.value for code, one in found.items()}
            for party, found in self.scores.items()
            if set(found) >= set(considerations())
        }

    @property
    def capacity(self) -> rules.Capacity:
        """Which way the capacity to finance cuts."""
        return rules.Capacity(self.row.capacity)

    @cached_property
    def totals(self) -> dict[str, int]:
        """The score of each partner. Units: hundred thousandths."""
        return {party: rules.score(found, self.row.weights, self.capacity) for party, found in self.values.items()}

    @cached_property
    def bands(self) -> dict[str, rules.Band]:
        """The third in which each partner stands."""
        return rules.bands(self.totals)

    @cached_property
    def stability(self) -> dict[str, rules.Stability]:
        """For each consideration, between which weights nobody changes third."""
        return {
            code: rules.stability(self.values, self.row.weights, self.capacity, code)
            for code in considerations()
            if code in rules.in_effect(self.row.weights, self.capacity)
        }

    def missing(self, party: str) -> list[str]:
        """This will list the considerations on which a partner is not yet assessed."""
        return [code for code in considerations() if code not in self.scores.get(party, {})]


def sheet(row: Settings, now: datetime) -> Sheet:
    """This will read all scores of a cycle. Two queries."""
    found: dict[str, dict[str, Score]] = {}
    for one in Score.objects.filter(settings=row).order_by("party_id", "consideration"):
        found.setdefault(one.party_id, {})[one.consideration] = one
    return Sheet(row, sorted({*assessed(now), *found}), found)


# -- facts -----------------------------------------------------------------------------------------------------------


def content(row: Settings) -> dict[str, object]:
    """This will give what the Council decides on: everything that a score depends on."""
    return {
        "period": row.period,
        "weights": row.weights,
        "anchors": row.anchors,
        "floor_percent": row.floor_percent,
        "keeping_hundredths": row.keeping_hundredths,
        "capacity": row.capacity,
    }


def facts_of_draft(row: Any, actor: Actor, now: datetime, *, period: str, **_: object) -> rules.DraftFacts:
    """This will show the rules a cycle for which somebody wants to begin settings."""
    return rules.DraftFacts(period, Settings.objects.filter(period=period).exists())


def facts_of_settings(
    row: Settings,
    actor: Actor,
    now: datetime,
    *,
    points: Mapping[str, int] | None = None,
    sha256: str | None = None,
    party: str | None = None,
    consideration: str = "",
    evidence: str | None = None,
    review_on: date | None = None,
    **_: object,
) -> rules.SettingsFacts:
    """This will show the rules settings and what is asked of them."""
    known = considerations()
    return rules.SettingsFacts(
        period=row.period,
        state=rules.SettingsState(row.state),
        sha256=row.sha256,
        asked=sha256,
        missing=tuple(code for code in pack().considerations if not _is_written(row.anchors.get(code))),
        points=points,
        known=frozenset(known),
        scored=(party, consideration) if party and consideration in known else None,
        is_partner=party is None or party in parties.members("partners", brussels_day(now)),
        evidence=evidence,
        review_on=review_on,
    )


def _is_written(anchors: Any) -> bool:
    return bool(anchors) and len(anchors) == len(("0", "50", "100")) and all(a["en"] and a["fr"] for a in anchors)
