"""The policy in our own words, paragraph by paragraph, with what in the system carries it out."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comity.core.actor import Actor
from comity.kernel import official
from comity.policy import pack, refusals
from comity.policy import trace as thread
from comity.policy.model import Chapter, Clause, Duty, Nature
from comity.web import page
from comity.web.policy import numbers

HOUSES = {
    "kernel": _("The ground: audience, time, register"),
    "people": _("People and who acts for whom"),
    "parties": _("Nations and organisations"),
    "documents": _("Papers"),
    "decisions": _("Decisions"),
    "menu": _("Menu"),
    "programmes": _("Programmes"),
    "nominations": _("Nominations and seats"),
    "science": _("Scientific cooperation"),
    "feedback": _("Reports and pruning"),
    "operations": _("Operations"),
    "engagement": _("Wider engagement and organisations"),
    "education": _("Education, training and capacity building"),
    "presence": _("Contact point embassies and missions"),
    "trust_funds": _("Trust funds"),
    "consultations": _("Consultations and early warning"),
    "ledger": _("The books"),
    "resources": _("Resources"),
}
NATURES = {Nature.DUTY: _("Duty"), Nature.RIGHT: _("Right"), Nature.PRINCIPLE: _("Principle")}


@page.public
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """This will show every paragraph, its duties and rights, what carries them out, and the working rules."""
    actor, now = page.asked(request)
    locale = get_language() or "en"
    current = pack()
    counted = numbers.live(now)
    return page.render(
        request,
        "policy/policy.html",
        {
            "pack": current,
            "chapters": [
                {"chapter": chapter, "clauses": [_told(clause, locale, actor, counted) for clause in _clauses(chapter)]}
                for chapter in current.chapters
            ],
            "owned": _rules_by_house(locale),
            "official": official.paragraphs(),
            "total": _coverage(),
        },
    )


@page.public
@require_safe
def trace(request: HttpRequest) -> HttpResponse:
    """This will give the same as data: paragraph, duties, carriers, rules of refusal that cite it."""
    return JsonResponse({"pack": pack().version, "paragraphs": _trace()}, json_dumps_params={"ensure_ascii": False})


def _clauses(chapter: Chapter) -> list[Clause]:
    """This will list the paragraphs of a chapter, each followed by its parts."""
    found: list[Clause] = []
    for clause in pack().paragraphs:
        if chapter.first <= clause.number <= chapter.last:
            found += [clause, *_parts(clause)]
    return found


def _parts(clause: Clause) -> list[Clause]:
    parts = [pack().clause(ref) for ref in clause.parts]
    return [one for part in parts for one in (part, *_parts(part))]


def _told(clause: Clause, locale: str, actor: Actor, counted: dict[str, int]) -> dict[str, Any]:
    """This will put a paragraph into the words of the page."""
    return {
        "clause": clause,
        "is_part": clause.parent is not None,
        "heading": clause.heading.in_(locale),
        "summary": clause.summary.in_(locale),
        "duties": [_duty(clause.ref, duty, locale, actor, counted) for duty in clause.duties],
        "cited_by": [refusal.title.in_(locale) for refusal in refusals().values() if refusal.ground == clause.ref],
    }


def _duty(ref: str, duty: Duty, locale: str, actor: Actor, counted: dict[str, int]) -> dict[str, Any]:
    """This will tell of one duty what carries it out: places, rules and tests, or why there is no rule."""
    line = thread().of(ref, duty.key)
    return {
        "nature": NATURES[duty.nature],
        "text": duty.text.in_(locale),
        "carriers": [_carrier(key, locale, actor, counted) for key in duty.carried_by],
        "rules": line.rules,
        "tests": line.tests,
        "reason": line.reason.in_(locale) if line.reason else "",
    }


def _carrier(key: str, locale: str, actor: Actor, counted: dict[str, int]) -> dict[str, Any]:
    carrier = pack().carriers[key]
    return {
        "name": carrier.name.in_(locale),
        "url": numbers.address(carrier.place, actor),
        "number": counted.get(key),
    }


def _rules_by_house(locale: str) -> list[dict[str, Any]]:
    """This will list the working rules by the house that they govern."""
    houses: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for rule in pack().rules.values():
        houses[rule.house].append(
            {
                "number": rule.number,
                "anchor": rule.anchor,
                "text": rule.text.in_(locale),
                "owner": rule.owner_name.in_(locale),
                "set_on": rule.set_on,
            }
        )
    return [{"house": HOUSES[house], "rules": rules} for house, rules in houses.items()]


def _coverage() -> dict[str, int]:
    """This will count what the policy asks and grants, and how much of it something in the system carries out."""
    duties = [duty for clause in pack().clauses.values() for duty in clause.duties]
    return {"all": len(duties), "carried": sum(bool(duty.carried_by) for duty in duties)}


def _trace() -> list[dict[str, Any]]:
    return [
        {
            "ref": clause.ref,
            "duties": [_thread(clause.ref, duty) for duty in clause.duties],
            "sentences": thread().sentences[clause.ref],
            "statements": [
                {"sentences": list(one.sentences), "reason": one.reason.en}
                for one in thread().statements
                if one.ref == clause.ref
            ],
            "refusals": sorted(code for code, refusal in refusals().items() if refusal.ground == clause.ref),
        }
        for clause in pack().clauses.values()
    ]


def _thread(ref: str, duty: Duty) -> dict[str, Any]:
    """This will give one duty as data, from its sentences to the tests that show it."""
    line = thread().of(ref, duty.key)
    return {
        "key": duty.key,
        "nature": duty.nature.value,
        "who": duty.who,
        "carried_by": list(duty.carried_by),
        "sentences": list(line.sentences),
        "rules": list(line.rules),
        "tests": list(line.tests),
        "reason": line.reason.en if line.reason else None,
    }
