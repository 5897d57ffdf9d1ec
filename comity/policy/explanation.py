"""Explaining a refusal to a person: the sentences of the catalogue filled with the facts of the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from comity.core.verdict import Reason
from comity.policy.edition import Pack, UnknownError
from comity.policy.loader import CURRENT, pack, refusal
from comity.policy.model import Refusal, Step
from comity.policy.text import Text, typeset
from comity.policy.wording import Names, WordingError, fill, gaps


class GroundKind(StrEnum):
    """Where a refusal stands: in the policy, or in a working rule where the policy is silent."""

    PARAGRAPH = "paragraph"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground of a refusal, ready to show. `anchor` is its place on the policy page."""

    ref: str
    kind: GroundKind
    label: str
    text: str
    anchor: str
    number: int
    owner: str
    set_on: date | None


@dataclass(frozen=True, slots=True)
class Way:
    """A way on, ready to show; the web turns `to` and the facts of the case into an address."""

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The five parts of a refusal in the order in which they are always shown."""

    code: str
    title: str
    facts: str
    ground: Ground
    unblock: str
    contact: str
    usual_time: str | None
    next: Way | None
    alternative: Way | None
    params: Mapping[str, object]


def explain(reason: Reason, locale: str, names: Names | None = None, *, version: str = CURRENT) -> Explanation:
    """This will explain one obstacle in the reader's language.

    `names` answers for kinds of name that the policy does not hold, such as ("party", "XA"); else the code is shown.
    Raises: UnknownError for a code without an explanation; WordingError, with the code, if a fact is missing.
    """
    found, loaded = refusal(reason.code), pack(version)
    known = named_by(loaded, names)

    def say(text: Text) -> str:
        return fill(text.in_(locale), reason.params, locale, known)

    try:
        return Explanation(
            code=found.code,
            title=say(found.title),
            facts=say(found.facts),
            ground=ground(found.ground, locale, version=version),
            unblock=say(found.unblock),
            contact=found.contact,
            usual_time=say(found.usual_time) if found.usual_time else None,
            next=_way(found.next, say),
            alternative=_way(found.alternative, say),
            params=reason.params,
        )
    except WordingError as error:
        msg = f"{found.code}: {error}"
        raise WordingError(msg) from error


def facts_named(found: Refusal) -> dict[str, str]:
    """This will list the facts that a rule must give with the code, each with its kind."""
    return {name: kind for text in found.texts for name, kind in gaps(text.en).items()}


@lru_cache(maxsize=1024)
def ground(ref: str, locale: str, *, version: str = CURRENT) -> Ground:
    """This will show a paragraph or a working rule as the ground of something.

    Raises: UnknownError if the pack holds neither.
    """
    loaded = pack(version)
    if ref.startswith("W-"):
        rule = loaded.rule(ref)
        label = Text(
            en=f"Working rule {ref}, set by: {rule.owner_name.en}, {{on:day}}",
            fr=f"Règle de travail {ref}, fixée par : {rule.owner_name.fr}, le {{on:day}}",
        )
        return Ground(
            ref=ref,
            kind=GroundKind.RULE,
            label=fill(label.in_(locale), {"on": rule.set_on}, locale, named_by(loaded)),
            text=rule.text.in_(locale),
            anchor=rule.anchor,
            number=int(ref.removeprefix("W-")),
            owner=rule.owner_name.in_(locale),
            set_on=rule.set_on,
        )
    clause = loaded.clause(ref)
    place = ref.removeprefix("P§")
    label = Text(en=f"Partnership policy, paragraph {place}", fr=f"Politique de partenariat, paragraphe {place}")
    return Ground(
        ref=ref,
        kind=GroundKind.PARAGRAPH,
        label=typeset(label.in_(locale), locale),
        text=clause.summary.in_(locale),
        anchor=clause.anchor,
        number=clause.number,
        owner="",
        set_on=None,
    )


def named_by(loaded: Pack, others: Names | None = None) -> Names:
    """This will answer for the names that the pack holds, ask `others` for the rest, and else repeat the code."""
    tables: dict[str, Callable[[str], Text]] = {
        "framework": lambda code: loaded.framework(code).name,
        "tool": lambda code: loaded.tool(code).name,
        "area": lambda code: loaded.area(code).name,
        "objective": lambda code: loaded.objective(code).name,
        "topic": lambda code: loaded.topic(code).name,
        "consideration": lambda code: loaded.considerations[code].name,
        "programme": lambda code: loaded.programme_type(code).name,
        "body": lambda code: loaded.body(code).names[-1].name,
        "format": lambda code: _format_label(loaded, code),
    }
    terms = {term.kind for term in loaded.terms.values()}

    def name(kind: str, value: str) -> Text | str:
        if kind in tables:
            return tables[kind](value)
        if kind in terms:
            return loaded.term(kind, value)
        return others(kind, value) if others else value

    return name


def _format_label(loaded: Pack, value: str) -> Text:
    """This will name a format, written "eapc", or "at-allies/28" where the label counts the Allies."""
    code, _, count = value.partition("/")
    label = loaded.format(code).label
    facts = {"count": count} if count else {}

    def no_names(kind: str, name: str) -> str:
        msg = f"a format's label looks up no {kind} {name!r}"
        raise UnknownError(msg)

    return Text(fill(label.en, facts, "en", no_names), fill(label.fr, facts, "fr", no_names))


def _way(step: Step | None, say: Callable[[Text], str]) -> Way | None:
    return Way(say(step.label), step.to) if step else None
