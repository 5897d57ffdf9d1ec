"""One edition of the policy as a whole, and how a thing in it is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity.policy.model import (
    Area,
    Body,
    Carrier,
    Chapter,
    Clause,
    Consideration,
    Contact,
    Form,
    Format,
    Framework,
    Integrity,
    Objective,
    Rule,
    Science,
    Term,
    Tool,
    Topic,
)
from comity.policy.programme_types import ProgrammeType
from comity.policy.text import Text


class UnknownError(LookupError):
    """The pack holds nothing under that name."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of the policy as data."""

    version: str
    title: Text
    effective_on: date
    unranked: Text
    unweighted: Text
    other_areas: Text
    chapters: tuple[Chapter, ...]
    clauses: Mapping[str, Clause]
    carriers: Mapping[str, Carrier]
    objectives: Mapping[str, Objective]
    areas: Mapping[str, Area]
    further_areas: Mapping[str, Area]
    topics: Mapping[str, Topic]
    frameworks: Mapping[str, Framework]
    tools: Mapping[str, Tool]
    considerations: Mapping[str, Consideration]
    bodies: Mapping[str, Body]
    formats: Mapping[str, Format]
    programme_types: Mapping[str, ProgrammeType]
    forms: Mapping[str, Form]
    terms: Mapping[tuple[str, str], Term]
    science: Science
    integrity: Integrity
    owners: Mapping[str, Text]
    contacts: Mapping[str, Contact]
    rules: Mapping[str, Rule]

    @property
    def paragraphs(self) -> tuple[Clause, ...]:
        """This will list the numbered paragraphs in order, without their parts."""
        return tuple(clause for clause in self.clauses.values() if clause.parent is None)

    def clause(self, ref: str) -> Clause:
        """This will find a paragraph or a part of one by its reference, as P§7 or P§7c(v)."""
        return _found(self.clauses, ref, "paragraph")

    def rule(self, number: str) -> Rule:
        """This will find a working rule by its number, as W-12."""
        return _found(self.rules, number, "working rule")

    def form(self, respondent: str) -> Form:
        """This will find what a kind of respondent is asked after an activity."""
        return _found(self.forms, respondent, "form")

    def area(self, code: str) -> Area:
        """This will find a priority area by its code, or one that the Council may open besides (P§6)."""
        return _found(self.areas, code, "priority area") if code in self.areas else self.further_area(code)

    def further_area(self, code: str) -> Area:
        """This will find an area outside the eight that the Council may open (P§6)."""
        return _found(self.further_areas, code, "area of cooperation")

    def objective(self, code: str) -> Objective:
        """This will find a strategic objective by its code."""
        return _found(self.objectives, code, "objective")

    def topic(self, code: str) -> Topic:
        """This will find an area of cooperation by its code."""
        return _found(self.topics, code, "area of cooperation")

    def topic_named(self, word: str) -> Topic | None:
        """This will find an area of cooperation by its code, a name in either language or an alias, in any case."""
        wanted = word.strip().casefold()
        return next((topic for topic in self.topics.values() if wanted in _words(topic)), None)

    def framework(self, code: str) -> Framework:
        """This will find a framework by its code."""
        return _found(self.frameworks, code, "framework")

    def tool(self, code: str) -> Tool:
        """This will find a tool by its code."""
        return _found(self.tools, code, "tool")

    def body(self, code: str) -> Body:
        """This will find a body by its code."""
        return _found(self.bodies, code, "body")

    def format(self, code: str) -> Format:
        """This will find a format by its code."""
        return _found(self.formats, code, "format")

    def programme_type(self, code: str) -> ProgrammeType:
        """This will find a type of programme by its code."""
        return _found(self.programme_types, code, "programme type")

    def term(self, kind: str, code: str) -> Text:
        """This will give the name of a word of the trade, as ("verb", "agreed")."""
        return _found(self.terms, (kind, code), "term").name

    def number(self, key: str) -> int:
        """This will give a number that a working rule of a house fixes, as "nominations.deadline_weeks"."""
        house, _, name = key.partition(".")
        for rule in self.rules.values():
            if rule.house == house and name in rule.numbers:
                return rule.numbers[name]
        msg = f"no working rule fixes {key!r}"
        raise UnknownError(msg)


def _words(topic: Topic) -> set[str]:
    return {word.casefold() for word in (topic.code, topic.name.en, topic.name.fr, *topic.aliases)}


def _found[K, V](table: Mapping[K, V], key: K, what: str) -> V:
    try:
        return table[key]
    except KeyError:
        msg = f"no {what} {key!r} in the policy pack"
        raise UnknownError(msg) from None
