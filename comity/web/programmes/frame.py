"""What stands round every page of a programme: title, seals of the two sides, steps, tabs, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comity.core import refs
from comity.core.actor import Actor, Side
from comity.core.verdict import Verdict
from comity.decisions import queries as decisions
from comity.documents import queries as documents
from comity.policy import pack
from comity.policy.programme_types import ProgrammeType
from comity.programmes import queries
from comity.programmes.rules import Facts, State, life
from comity.web import typography
from comity.web.programmes import labels
from comity.web.programmes.steps import STEPS, Step, verdict_of
from comity.web.refusals import panels

TABS = (
    ("text", gettext_lazy("Text")),
    ("activities", gettext_lazy("Goals and activities")),
    ("actions", gettext_lazy("Actions")),
    ("surveys", gettext_lazy("Survey")),
    ("talks", gettext_lazy("Talks")),
    ("report", gettext_lazy("Report")),
    ("assessments", gettext_lazy("Assessments")),
    ("timeline", gettext_lazy("Timeline")),
    ("changes", gettext_lazy("Changes")),
    ("history", gettext_lazy("History")),
    ("documents", gettext_lazy("Documents")),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A programme as somebody looks at it now."""

    row: Any
    actor: Actor
    now: datetime
    facts: Facts
    side: Side | None
    version: int

    @property
    def at(self) -> list[str]:
        """This will give what the programme's addresses begin with."""
        return [self.row.party_code, self.row.place]

    def url(self, name: str, *more: object) -> str:
        """This will give the address of one of the programme's pages."""
        return reverse(f"programmes:{name}", args=[*self.at, *more])

    @property
    def holds_pen(self) -> bool:
        """This will tell whether the reader's side may change the text now."""
        return life.may_change(self.actor, self.facts, self.now).allowed


def found(party: str, period: str) -> Any:
    """This will find a programme, or answer as if there were none."""
    row = queries.programme_at(party, period)
    if row is None:
        raise Http404
    return row


def seen(request: HttpRequest, party: str, period: str) -> Seen:
    """This will look at a programme as the reader may see it. Two queries."""
    row = found(party, period)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now: datetime = request.now  # type: ignore[attr-defined]
    facts = queries.facts_of(row, actor, now)
    return Seen(row, actor, now, facts, life.side_of(actor, row.party_code), queries.seen_version(row, actor))


def context(one: Seen, tab: str = "") -> dict[str, Any]:
    """This will give a template what it needs to write the frame. One query for the agreements."""
    row, locale = one.row, get_language() or "en"
    kind = pack(row.pack).programme_type(row.type)
    word, tone = labels.STATES[State(row.state)]
    return {
        "programme": row,
        "seen": one,
        "facts": one.facts,
        "side": one.side,
        "party_name": row.party.name_in(locale),
        "title": typography.typeset(
            typography.labelled(row.party.name_in(locale), f"{kind.abbreviation.in_(locale)} {row.period}", locale),
            locale,
        ),
        "kind_name": kind.name.in_(locale),
        "version": one.version,
        "word": word,
        "tone": tone,
        "seals": _seals(one),
        "steps": _steps(one),
        "step": labels.STEP_OF.get(State(row.state), ""),
        "turn": _turn(one),
        "offers": offers(one),
        "tab": tab,
        "tabs": [{"key": key, "label": label, "url": one.url(key)} for key, label in TABS if key not in _without(kind)],
        "marking": documents.marking(row.audience, locale),
        "decision_url": _decision(row.decision, one.actor),
    }


def _without(kind: ProgrammeType) -> set[str]:
    """This will name the tabs that a type does without: what it has, the policy pack says."""
    has = {
        "actions": kind.has_actions,
        "assessments": bool(kind.assessment),
        "surveys": bool(kind.survey),
        "talks": bool(kind.talks),
    }
    return {key for key, there in has.items() if not there}


def why_not(verdict: Verdict, about: str = "") -> dict[str, Any] | None:
    """This will explain an unfavourable verdict in one panel, before anybody tries."""
    return None if verdict.allowed else panels.one_of(panels.panels(verdict, about=about))


def offers(one: Seen) -> list[dict[str, Any]]:
    """This will list what the reader's side can do in this state: as a button, or with the reason why not."""
    found: list[dict[str, Any]] = []
    for step in STEPS.values():
        if not step.is_offered(one.facts, one.side, one.actor):
            continue
        verdict = verdict_of(step, one.actor, one.facts, one.now)
        label = step.label_for(one.facts)
        found.append(
            {
                "label": label,
                "why": step.why,
                "url": one.url("step", step.slug),
                "allowed": verdict.allowed,
                "primary": step.is_primary and verdict.allowed and not any(other["primary"] for other in found),
                "tone": step.tone,
            }
        )
    return sorted(found, key=lambda offer: not offer["primary"])


def offered(step: Step, one: Seen) -> bool:
    """This will tell whether a step is among those that the page shows."""
    return step.is_offered(one.facts, one.side, one.actor)


def _seals(one: Seen) -> list[dict[str, Any]]:
    """This will say where each side stands, and to which version."""
    given = queries.agreements(one.row)
    party = one.row.party.name_in(get_language() or "en")
    names = {Side.PARTNER: party, Side.STAFF: str(labels.SIDES[Side.STAFF])}
    return [{"party": names[side], **_seal(one, side, given.get(side))} for side in life.SIDES]


def _seal(one: Seen, side: Side, last: Any) -> dict[str, Any]:
    facts, row = one.facts, one.row
    if agreed := facts.agreed_by(side):
        since = typography.short_day(last.agreed_at, get_language() or "en") if last else ""
        return {"word": _("agreed to v%(number)s") % {"number": agreed}, "tone": "success", "note": since}
    note = ""
    if last is not None and last.lapse:
        note = _("v%(number)s %(why)s") % {"number": last.version, "why": labels.LAPSES[last.lapse]}
    if facts.state in (State.CLOSED, State.WITHDRAWN, State.IN_FORCE, State.UNDER_REVIEW):
        return {"word": _("no agreement"), "tone": "neutral", "note": note}
    if facts.pen is side:
        if facts.state is State.SUBMITTED:
            return {
                "word": _("has received v%(number)s") % {"number": row.shared_version},
                "tone": "info",
                "note": note,
            }
        if facts.in_work:
            return {"word": _("writing v%(number)s") % {"number": row.version}, "tone": "warning", "note": note}
        return {"word": _("reviewing v%(number)s") % {"number": row.version}, "tone": "info", "note": note}
    if row.shared_version == 0:
        return {"word": _("has not seen it yet"), "tone": "neutral", "note": note}
    return {"word": _("has seen v%(number)s") % {"number": row.shared_version}, "tone": "neutral", "note": note}


def _steps(one: Seen) -> list[dict[str, Any]]:
    """This will write the six steps, the day of those that are done beside them."""
    row, language = one.row, get_language() or "en"
    days = {
        "draft": row.begun_at,
        "review": row.submitted_at,
        "agreed": row.agreed_at,
        "approved": row.in_force_on,
    }
    return [
        {"key": key, "label": label, "note": typography.short_day(days[key], language) if days.get(key) else ""}
        for key, label in labels.STEPS
    ]


def _turn(one: Seen) -> dict[str, Any]:
    """This will say whose turn it is, since when, and by when."""
    side = life.turn(one.facts)
    row = one.row
    if side is None:
        return {}
    name = row.party.name_in(get_language() or "en") if side is Side.PARTNER else str(labels.SIDES[side])
    waits = one.facts.state in (State.SUBMITTED, State.JOINT_REVIEW)
    return {
        "name": name,
        "is_own": side is one.side,
        "since": row.put_to_council_at if side is Side.ALLY else row.pen_since,
        "due_on": row.comments_due_on if waits else None,
        "asked_at": row.pen_asked_at,
    }


def _decision(symbol: str, actor: Actor) -> str:
    """This will give the address of the decision, if the reader finds it there: to partners it has to be released."""
    if not symbol or (actor.is_partner and decisions.bare(symbol) is None):
        return ""
    try:
        return reverse("decisions:decision", args=[refs.slug_of_paper(symbol)])
    except (ValueError, LookupError):
        return ""
