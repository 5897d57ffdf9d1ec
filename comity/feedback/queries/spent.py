"""For whom and for what the money of the books was used: of each subject the share, the party, the areas (W-58)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.education import queries as education
from comity.feedback import rules
from comity.feedback.rules import Share
from comity.ledger import queries as ledger
from comity.ledger.rules import Position
from comity.nominations import queries as nominations
from comity.science import queries as science
from comity.trust_funds import queries as trust_funds

FUNDS = ("fund", "trust_fund")

type Serves = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Used:
    """Money used for a subject, with its share, and the party and the areas behind it as far as they are known."""

    position: Position
    share: Share = Share.OTHER
    party: str = ""
    areas: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


def attributed(used: Iterable[ledger.UsedOn], serves: Mapping[str, Serves]) -> list[Used]:
    """This will tell of each sum to which share it belongs, for whom it was used, and what it serves.

    `serves` gives areas and objectives by activity; a trust fund serves its own area. Four queries at most.
    """
    found = list(used)
    refs: dict[str, list[str]] = defaultdict(list)
    for one in found:
        kind, _, ref = one.subject_ref.partition(":")
        refs[kind].append(ref)
    codes = [ref for kind in FUNDS for ref in refs.get(kind, ())]
    funds = trust_funds.spent_for(codes) if codes else {}
    whose = _parties(refs)
    made = []
    for one in found:
        kind, _, ref = one.subject_ref.partition(":")
        areas, objectives = serves.get(rules.activity_of(one.subject_ref), ((), ()))
        party = whose.get((kind, ref), "")
        if kind in FUNDS and ref in funds:
            party, area = funds[ref]
            areas = (area,)
        made.append(Used(one.position, rules.share_of(one.subject_ref), party, areas, objectives))
    return made


def _parties(refs: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    """This will tell for whom each thing is that is no trust fund, by its kind and reference."""
    found = {("party", ref): ref for ref in refs.get("party", ())}
    found |= {("programme", ref): ref.partition("/")[0] for ref in refs.get("programme", ())}
    if names := refs.get("nomination"):
        found |= {("nomination", ref): party for ref, party in nominations.parties_of(names).items()}
    for kind, ask in (("grant", science.granted_to), ("school-support", education.supported)):
        pks = [int(ref) for ref in refs.get(kind, ()) if ref.isdecimal()]
        if pks:
            found |= {(kind, str(pk)): party for pk, party in ask(pks).items()}
    return found
