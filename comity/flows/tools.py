"""The yearly review of tools before the Council: drafted when proposed, carried out when decided (P§15)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from comity import policy
from comity.core.actor import FLOW
from comity.core.money import Money
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.decisions.events import DecisionLapsed, DecisionWithdrawn, LineAgreed
from comity.decisions.rules import Effect, LineState, LineText, Verb
from comity.feedback import actions, queries
from comity.feedback.events import ToolDecided, ToolVerdictProposed
from comity.feedback.rules import ToolEvidence, ToolState, ToolVerdict
from comity.flows.missing import Missing
from comity.parties import actions as parties
from comity.parties import queries as party_queries
from comity.policy.loader import pack

REVIEW = "tool_review:"
TEXTS = {
    ToolVerdict.KEEP: (
        "that the tool “{}” be kept as it is",
        "de maintenir l'outil « {} » en l'état",
    ),
    ToolVerdict.CHANGE: (
        "that the tool “{}” be changed as the note says",
        "de modifier l'outil « {} » comme l'indique la note",
    ),
    ToolVerdict.DISCARD: (
        "that the tool “{}” be discarded: it is closed to new use, and what was begun under it runs to its end",
        "de supprimer l'outil « {} » : il est fermé à tout nouvel usage, et ce qui a été entamé va à son terme",
    ),
}

# What the tables say, and what it cost, in the two languages of the Council.
EVIDENCE = {
    "en": (
        (
            "Evidence from {since} to {until}: open to {open_to} partners, used by {users}; used {acts} times, "
            "{running} open on the last day."
        ),
        "Set aside: {}.",
    ),
    "fr": (
        (
            "Éléments de preuve du {since} au {until} : ouvert à {open_to} partenaires, utilisé par {users} ; "
            "utilisations : {acts}, en cours le dernier jour : {running}."
        ),
        "Mis de côté : {}.",
    ),
}
NOTHING = {"en": "nothing", "fr": "rien"}


def draft_for_council(event: ToolVerdictProposed, now: datetime) -> None:
    """This will draft the item by which the Council decides on a tool (W-248)."""
    row, format_ = queries.tool_review(event.review_id), decision_queries.format_(decision_queries.AT_ALLIES)
    if row is None or format_ is None:
        return
    name, verdict = pack().tool(row.tool).name, ToolVerdict(row.verdict)
    said = [part for part in (row.reason, row.change) if part]
    evidence = queries.read_evidence(row.evidence)
    notes = {language: "\n\n".join([*said, *_evidence(evidence, language)]) for language in ("en", "fr")}
    text_en, text_fr = TEXTS[verdict]
    decisions.draft(
        format_,
        FLOW,
        now,
        title_en=f"Review of tools {row.year}: {name.en}",
        title_fr=f"Examen des outils {row.year} : {name.fr}",
        note_en=notes["en"],
        note_fr=notes["fr"],
        lines=[
            LineText(
                verb=Verb.AGREED,
                text_en=text_en.format(name.en),
                text_fr=text_fr.format(name.fr),
                effect=Effect.REVIEW_TOOL,
                effect_about=f"{row.subject}@{verdict}",
            )
        ],
        about=row.subject,
    )


def _evidence(found: ToolEvidence | None, language: str) -> list[str]:
    """This will put the evidence into two sentences, so that whoever decides has it before them (W-246)."""
    if found is None:
        return []
    used, cost = EVIDENCE[language]
    sums = ", ".join(str(policy.money(Money(minor, currency), language)) for currency, minor in found.cost)
    values = {name: "–" if value is None else value for name, value in asdict(found).items()}
    values |= {name: f"{day:%d.%m.%Y}" for name, day in (("since", found.since), ("until", found.until))}
    return [" ".join((used.format(**values), cost.format(sums or NOTHING[language])))]


def decide(event: LineAgreed, now: datetime) -> None:
    """This will record what the Council has decided on a tool."""
    row, verdict = _row(event.effect_about)
    if row is None:
        raise Missing
    actions.decide_tool(row, FLOW, now, verdict=verdict, decision=event.symbol)


def close(event: ToolDecided, now: datetime) -> None:
    """This will close a discarded tool to new use by any partner (W-249)."""
    staff = party_queries.party(queries.STAFF)
    if event.verdict == ToolVerdict.DISCARD and staff is not None:
        parties.close_tool(staff, FLOW, now, tool=event.tool, decision=event.decision)


def give_back(event: DecisionWithdrawn | DecisionLapsed, now: datetime) -> None:
    """This will open reviews again whose item before the Council is over."""
    item = decision_queries.item(event.symbol)
    for line in item.lines.all() if item else ():
        if line.effect != Effect.REVIEW_TOOL or line.state == LineState.AGREED:
            continue
        row, _verdict = _row(line.effect_about)
        if row is not None and row.state == ToolState.PROPOSED:
            actions.give_back_tool(row, FLOW, now, decision=event.symbol)


def _row(about: str) -> tuple[Any, ToolVerdict]:
    pk, _, verdict = about.removeprefix(REVIEW).partition("@")
    return queries.tool_review(int(pk)), ToolVerdict(verdict)
