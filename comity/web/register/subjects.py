"""Subjects of the register and their pages: "activity:PCM-0455" is shown at /menu/PCM-0455/.

One table, used by the register, the history of a thing, refusals and what changed since the last visit.
"""

from __future__ import annotations

from collections.abc import Callable

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from comity.core import refs
from comity.programmes.rules import place_of
from comity.web.addresses import reverse


def _programme(ref: str) -> tuple[str, ...]:
    """This will take party and place from "XA/ipcp/2027-28"."""
    return ref.partition("/")[0], place_of(ref)


def _assessment(ref: str) -> tuple[str, ...]:
    """This will take party, place and number or year from "XA/ipap/2027-28/1"."""
    code, _slash, number = ref.rpartition("/")
    return *_programme(code), number


# kind: (what it is called, its page, what of the reference goes into the address)
SUBJECTS: dict[str, tuple[object, str, Callable[[str], tuple[str, ...]]]] = {
    "activity": (_("Activity"), "menu:activity", lambda ref: (ref,)),
    "course": (_("Course"), "menu:course", lambda ref: (ref,)),
    "programme": (_("Programme"), "programmes:programme", _programme),
    "survey": (_("Survey of a partner"), "programmes:survey", _assessment),
    "programme-assessment": (_("Assessment of a programme"), "programmes:assessment", _assessment),
    "decision": (_("Decision"), "decisions:decision", lambda ref: (refs.slug_of_paper(ref),)),
    "consultation": (_("Consultation"), "consultations:consultation", lambda ref: (ref,)),
    "concern": (_("Concern"), "consultations:concern", lambda ref: (ref,)),
    "alert": (_("Public alert"), "", lambda ref: (ref,)),
    "framework": (_("Framework"), "", lambda ref: (ref,)),
    "paper": (_("Paper"), "documents:paper", lambda ref: (refs.slug_of_paper(ref),)),
    "party": (_("Nation or organisation"), "nations:nation", lambda ref: (ref,)),
    "provider": (_("Provider"), "nations:provider", lambda ref: (ref,)),
    "appointment": (_("Appointment"), "people:appointment", lambda ref: (ref,)),
    "request": (_("Request"), "help:request", lambda ref: (ref,)),
    "fund": (_("Trust fund"), "trust_funds:fund", lambda ref: (ref,)),
    "dialogue": (_("Dialogue"), "engagement:dialogue", lambda ref: (ref,)),
    "bidding": (_("Round of bids"), "presence:bidding", lambda ref: (ref,)),
    "succession": (_("Hand-over file"), "presence:file", lambda ref: (ref,)),
    "logline": (_("Entry of the log"), "presence:log", lambda _ref: ()),
    "accreditation": (_("Accreditation"), "presence:accreditation", lambda ref: (ref,)),
    "bid": (_("Bid"), "", lambda ref: (ref,)),
    "call": (_("Call for grants"), "science:call", lambda ref: (ref,)),
    "application": (_("Application for a grant"), "science:application", lambda ref: (ref,)),
    "review": (_("Review of an application"), "science:review", lambda ref: (ref,)),
    "grant": (_("Grant"), "science:grant", lambda ref: (ref,)),
    "milestone": (_("Milestone"), "", lambda ref: (ref,)),
    "payment": (_("Request for payment"), "", lambda ref: (ref,)),
    "progressreport": (_("Report on progress"), "", lambda ref: (ref,)),
    "reviewer": (_("Reviewer"), "", lambda ref: (ref,)),
    "twin": (_("Alike applications"), "", lambda ref: (ref,)),
    "recognition": (_("Recognition of a centre"), "education:centre", lambda ref: (ref,)),
    "school-support": (_("Support of a school"), "education:school", lambda ref: (ref,)),
    "need": (_("Need"), "education:need", lambda ref: (ref,)),
    "offer": (_("Offer of help"), "education:offer", lambda ref: (ref,)),
    "integrity": (_("Integrity review"), "education:integrity", lambda ref: (ref,)),
    "integrityexpert": (_("Expert of an integrity review"), "", lambda ref: (ref,)),
    "finding": (_("Finding"), "", lambda ref: (ref,)),
    "measure": (_("Measure"), "", lambda ref: (ref,)),
    "match": (_("Match"), "", lambda ref: (ref,)),
    "cooperation": (_("Cooperation"), "", lambda ref: (ref,)),
    "tool_review": (_("Review of a tool"), "reports:tool", lambda ref: (ref,)),
    "operation": (_("Operation"), "operations:operation", lambda ref: (ref,)),
    "contributor": (_("Contributor"), "operations:contributor", lambda ref: (ref,)),
    "operation-draft": (_("Draft under comment"), "operations:draft", lambda ref: (ref,)),
    "operation-comment": (_("Comment on a draft"), "", lambda ref: (ref,)),
    "unit": (_("Unit"), "operations:unit", lambda ref: (ref,)),
    "line": (_("Budget line"), "money:line", lambda ref: (ref,)),
    "rate": (_("Rate"), "money:rates", lambda _ref: ()),
    "person": (_("Person"), "", lambda ref: (ref,)),
    "report": (_("Report"), "", lambda ref: (ref,)),
    "settings": (_("Allocation settings"), "resources:settings", lambda ref: (ref,)),
    "assessment": (_("Assessment"), "resources:scores_of", lambda ref: tuple(ref.split("/"))),
    "run": (_("Trial"), "resources:trial", lambda ref: tuple(ref.rsplit("/", 1))),
    "round": (_("Round of allocation"), "resources:round", lambda ref: (ref,)),
    "nomination": (_("Nomination"), "nominations:nomination", lambda ref: tuple(ref.split("/"))),
}


def kind_of(about: str) -> str:
    """This will give the kind of a subject."""
    return about.partition(":")[0]


def name(about: str) -> str:
    """This will write a subject for people: its reference alone where that says enough."""
    kind, _, ref = about.partition(":")
    if kind in {"activity", "decision", "paper"}:
        return ref
    known = SUBJECTS.get(kind)
    return f"{known[0]} {ref}" if known else about


def called(text: str) -> list[str]:
    """This will list what a reader may mean by "PCM-0455" or "Nomination PCM-0455/1", as the pages write it."""
    words = text.split()
    return [f"{kind}:{words[-1]}" for kind in SUBJECTS] if words else []


def address(about: str) -> str:
    """This will give the address of a subject's page, or nothing if it has none of its own."""
    kind, _, ref = about.partition(":")
    known = SUBJECTS.get(kind)
    if known is None or not known[1]:
        return ""
    try:
        return reverse(known[1], args=known[2](ref))
    except (NoReverseMatch, ValueError):  # a reference that does not fit its address has no page
        return ""
