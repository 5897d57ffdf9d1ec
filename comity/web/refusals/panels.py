"""The five parts of a refusal, ready for the panel: sentences from the policy pack, ways turned into addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity import policy
from comity.core.verdict import Reason, Verdict
from comity.kernel import official
from comity.parties import queries as parties
from comity.programmes.rules import place_of
from comity.web.addresses import reverse
from comity.web.refusals import contacts
from comity.web.register import subjects

# Where a way on leads, by the name that the catalogue of refusals gives to it: the view, and what its address takes
# from the facts of the case, or a word as it stands after "=". "subject" leads to the thing itself, "form" to the form
# that was sent and stands below the panel as typed; see `_address`.
OWN = frozenset({"subject", "form"})
WAYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "activity": ("menu:activity", ("code",)),
    "activity.edit": ("menu:edit", ("code",)),
    "activity.replacement": ("menu:activity", ("replacement",)),
    "alerts": ("consultations:alerts", ()),
    "biddings": ("presence:biddings", ()),
    "concern": ("consultations:concern", ("code",)),
    "concerns": ("consultations:concerns", ()),
    "consultation": ("consultations:consultation", ("code",)),
    "consultation.calendar": ("consultations:calendar", ()),
    "consultation.inform": ("consultations:act", ("code", "path")),
    "consultation.request": ("consultations:request", ()),
    "consultations": ("consultations:consultations", ()),
    "decision": ("decisions:decision", ("slug",)),
    "decision.break_silence": ("decisions:break_silence", ("slug",)),
    "decision.edit": ("decisions:edit", ("slug",)),
    "decision.extend": ("decisions:extend", ("slug",)),
    "decision.open_silence": ("decisions:open_silence", ("slug",)),
    "decision.prepare": ("decisions:prepare", ()),
    "decision.record": ("decisions:record", ("slug",)),
    "decision.revise": ("decisions:revise", ("slug",)),
    "decisions": ("decisions:decisions", ()),
    "education.centres": ("education:centres", ()),
    "education.integrity": ("education:integrities", ()),
    "education.needs": ("education:needs", ()),
    "education.offers": ("education:offers", ()),
    "education.schools": ("education:schools", ()),
    "education.school_events": ("education:school_events", ()),
    "mandates": ("presence:mandates", ()),
    "contact_log": ("presence:log", ()),
    "files": ("presence:files", ()),
    "missions": ("presence:missions", ()),
    "menu": ("menu:menu", ()),
    "menu.import": ("menu:import", ()),
    "menu.language": ("menu:menu", ()),
    "menu.search": ("menu:menu", ()),
    "menu.similar": ("menu:menu", ()),
    "dialogues": ("engagement:dialogues", ()),
    "money": ("money:lines", ()),
    "money.import": ("money:import", ()),
    "money.line": ("money:line", ("line",)),
    "money.rates": ("money:rates", ()),
    "nation": ("nations:nation", ("party",)),
    "nation.standing": ("nations:nation", ("party", "=standing")),
    "nation.tools": ("nations:nation", ("party", "=programmes")),
    "nominate": ("nominations:nominate", ("code",)),
    "nominees": ("nominations:nominees", ("code",)),
    "operation": ("operations:operation", ("operation",)),
    "operations": ("operations:operations", ()),
    "units": ("operations:units", ()),
    "organisations": ("engagement:organisations", ()),
    "people": ("people:people", ()),
    "people.appoint": ("people:appoint", ()),
    "people.deputise": ("people:people", ()),
    "people.hats": ("people:hats", ()),
    "people.keys": ("people:keys", ()),
    "policy": ("policy:policy", ()),
    "programme": ("programmes:programme", ("party", "period")),
    "programme.activities": ("programmes:activities", ("party", "period")),
    "programme.ask_pen": ("programmes:step", ("party", "period", "=ask-for-pen")),
    "programme.ask_release": ("programmes:text", ("party", "period")),
    "programme.changes": ("programmes:changes", ("party", "period")),
    "programme.goals": ("programmes:activities", ("party", "period")),
    "programme.open": ("programmes:open", ()),
    "programme.send_back": ("programmes:step", ("party", "period", "=send-back")),
    "programme.actions": ("programmes:actions", ("party", "period")),
    "programme.assessments": ("programmes:assessments", ("party", "period")),
    "programme.surveys": ("programmes:surveys", ("party", "period")),
    "programme.talks": ("programmes:talks", ("party", "period")),
    "programme.types": ("programmes:types", ()),
    "programme.text": ("programmes:text", ("party", "period")),
    "programmes": ("programmes:programmes", ()),
    "pruning": ("feedback:pruning", ()),
    "report": ("feedback:report", ("code",)),
    "reports": ("feedback:reports", ()),
    "trust_fund.agreement": ("trust_funds:act", ("fund", "=agreement")),
    "trust_fund.books": ("money:line", ("fund",)),
    "trust_fund.money": ("trust_funds:tab", ("fund", "=money")),
    "trust_fund.phase": ("trust_funds:act", ("fund", "=phase")),
    "trust_fund.phases": ("trust_funds:tab", ("fund", "=phases")),
    "request": ("help:ask", ()),  # filled in with the refusal and its subject
    "resources": ("resources:home", ()),
    "round": ("resources:round", ("round",)),
    "round.cover": ("resources:cover", ("round",)),
    "round.money": ("resources:endow", ("round",)),
    "round.trials": ("resources:trials", ("round",)),
    "scores": ("resources:scores_of", ("period", "party")),
    "settings": ("resources:settings", ("period",)),
    "settings.edit": ("resources:edit", ("period",)),
    "tools": ("reports:tools", ()),
}
# What a list is narrowed to, in the same way: the name of its filter, and the fact or word that it takes.
FILTERS: dict[str, tuple[str, str]] = {
    "menu.language": ("topic", "=language"),
    "menu.search": ("q", "prerequisite"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader meets the panel: the address of the form that was sent, and the page one goes back to."""

    form: str = ""
    back: str = ""


NOWHERE = Place()


def panel(
    reason: Reason,
    *,
    number: str = "",
    about: str = "",
    place: Place = NOWHERE,
    facts: object = (),
    names: policy.Names | None = None,
    book: contacts.Book | None = None,
    texts: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """This will put one obstacle into the five parts of the panel (ux 6). `about` is the subject of the act.

    `place` serves where the subject has no page of its own. `book` holds whom one may ask, and `texts` the official
    text of paragraphs, as far as they were looked up.
    """
    locale = get_language() or "en"
    names = names or naming(locale)
    told = policy.explain(reason, locale, names)
    known = {**_facts_of(about), **told.params}
    is_paragraph = told.ground.kind is policy.GroundKind.PARAGRAPH
    onward = _way(told.next, known, about, number, place)
    return {
        "code": told.code,
        "title": told.title,
        "text": told.facts,
        "facts": list(facts) if isinstance(facts, (list, tuple)) else [],
        "ground": {
            "kind": told.ground.kind.value,
            "label": told.ground.label,
            "text": told.ground.text,
            "url": f"/{locale}/policy/#{told.ground.anchor}",
            "official_text": (texts or {}).get(told.ground.number, "") if is_paragraph else "",
        },
        "unblock": told.unblock,
        "contact": contacts.of(told.contact, known, book) if book is not None else None,
        "usual_time": told.usual_time or "",
        "next": onward,
        "alternative": _way(told.alternative, known, about, number, place) or _back(about, names, onward),
        "number": number,
    }


def panels(verdict: Verdict, *, number: str = "", about: str = "", place: Place = NOWHERE) -> list[dict[str, Any]]:
    """This will explain every obstacle of a verdict, the weightiest first, with whom to ask and the official text.

    Three queries at most, however many obstacles there are.
    """
    names = naming(get_language() or "en")
    facts = _facts_of(about) if verdict.reasons else {}
    known = [(policy.refusal(reason.code), {**facts, **reason.params}) for reason in verdict.reasons]
    book = contacts.book((found.contact, params) for found, params in known)
    grounds = {found.ground for found, _params in known if not found.ground.startswith("W-")}
    texts = official.of({policy.paragraph(ground).number for ground in grounds})
    return [
        panel(reason, number=number, about=about, place=place, names=names, book=book, texts=texts)
        for reason in verdict.reasons
    ]


def one_of(explained: list[dict[str, Any]]) -> dict[str, Any]:
    """This will give the panel of the weightiest obstacle, with what else would stand in the way.

    Raises: IndexError if there is no obstacle.
    """
    first, *others = explained
    return {**first, "also": [other["title"] for other in others]}


def kept_below(panel: dict[str, Any], form: str) -> dict[str, Any]:
    """This will not send a reader away from the form in which a way on lies: it stands below the panel as typed."""
    for name in ("next", "alternative"):
        if (way := panel.get(name)) and way["url"] == form:
            panel = {**panel, name: None, "kept": panel.get("kept") or way["label"]}
    return panel


def naming(locale: str) -> policy.Names:
    """This will answer for names that the policy pack does not hold: those of parties. One query, however often."""
    names: dict[str, str] = {}

    def name(kind: str, value: str) -> str:
        if kind == "party":
            if not names:
                names.update(parties.names(locale))
            return names.get(value, value)
        return value

    return name


def _facts_of(about: str) -> dict[str, object]:
    """This will take from the subject what addresses need: code, party, period, slug."""
    kind, _sign, ref = about.partition(":")
    if kind == "programme":
        return {"party": ref.partition("/")[0], "period": place_of(ref)}
    if kind in {"programme-assessment", "survey"}:
        code = ref.rpartition("/")[0]
        return {"party": ref.partition("/")[0], "period": place_of(code)}
    if kind == "round":
        return {"round": ref, "period": ref.rpartition("-")[0]}
    if kind in {"party", "operation", "fund"}:
        return {kind: ref}
    if kind == "decision":
        return {"slug": subjects.address(about).rstrip("/").rpartition("/")[2]}
    return {"code": ref, "path": "inform"} if kind == "consultation" else {"code": ref}


def _way(
    way: policy.Way | None, facts: Mapping[str, object], about: str, number: str, place: Place
) -> dict[str, str] | None:
    """This will turn a way into a button, if the page exists to which it leads."""
    if way is None or not (address := _address(way.to, facts, about, place)):
        return None
    if way.to == "request":
        address = f"{address}?{urlencode({'about': about, 'refusal': number})}"
    return {"label": way.label, "url": address}


def _address(to: str, facts: Mapping[str, object], about: str, place: Place) -> str:
    own = subjects.address(about) or place.back
    if to in OWN:
        return place.form if to == "form" and place.form else own
    name, wanted = WAYS[to]
    try:
        address = reverse(name, args=[_named(key, facts) for key in wanted])
        narrowed = {FILTERS[to][0]: _named(FILTERS[to][1], facts)} if to in FILTERS else {}
    except (NoReverseMatch, KeyError):  # the facts of this case do not name the page
        return own
    return f"{address}?{urlencode(narrowed)}" if narrowed else address


def _named(key: str, facts: Mapping[str, object]) -> str:
    """This will give what an address takes: a word as it stands after "=", a fact, or the first of several."""
    if key.startswith("="):
        return key[1:]
    value = facts[key]
    return str(value[0] if isinstance(value, (list, tuple)) and value else value)


def _back(about: str, names: policy.Names, onward: Mapping[str, str] | None) -> dict[str, str] | None:
    """This will lead to the thing itself where the catalogue names no other way, and none leads there already."""
    address = subjects.address(about)
    if not address or (onward is not None and onward["url"] == address):
        return None
    kind, _sign, ref = about.partition(":")
    thing = names(kind, ref) if kind == "party" else subjects.name(about)
    return {"label": _("Back to %(thing)s") % {"thing": thing}, "url": address}
