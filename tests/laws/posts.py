"""Who may do what by a form, written a second time in plain Python: for every address that takes one, its doers.

Whoever is outside the circle of a thing (access_matrix.py) finds nothing; whoever sees it and is not named here is
refused or told that the form cannot be read, and nothing is written.
"""

from __future__ import annotations

from tests.laws.access_matrix import (
    ARCADIA,
    DREVANIA,
    NAME_XA,
    NOBODY,
    PLAN_XA,
    SIGNED_IN,
    STAFF,
    TEXT_XA,
)

JANA, HENRIK, MIRA, OSKAR, CLAIRE = (frozenset({key}) for key in ("jana", "henrik", "mira", "oskar", "claire"))
BELMORA = frozenset({"basma"})
DRAFTERS = JANA | HENRIK | MIRA
BOTH_SIDES = ARCADIA | JANA

# What every form of the town would find in it: each takes what it knows.
SENT: dict[str, object] = {
    **dict.fromkeys(("text", "reason", "note", "answer", "summary", "title", "title_en", "title_fr"), "A text."),
    **dict.fromkeys(("name", "name_en", "name_fr", "meeting", "ways", "measure"), "N"),
    **dict.fromkeys(("version", "base", "section", "goal", "person", "person_id", "old", "row", "lines"), "1"),
    **dict.fromkeys(("choice", "keep"), "0"),
    **dict.fromkeys(("on", "since_on", "until_on", "ends_on"), "2026-12-20"),
    "party": "XA",
    "community": "framework:md",
    "tool": "parp",
    "to": ["XB"],
    "decision": "PO(2026)0001",
    "areas": ["defence"],
    "area": "defence",
    "activity": "PCM-0001",
    "kind": "course",
    "query": "",
    "first_year": "2040",
    "years": "2",
    "language": "en",
    "source": "template",
    "percent": "10",
    "verdict": "keep",
    "state": "open",
    "disposition": "accepted",
    "purpose": "pending",
    "confirmed": "yes",
    "at": "10:00",
    "level": "unclassified",
    "email": "new@example.test",
    "role": "mission_officer",
    "locale": "en",
    "time_zone": "Europe/Brussels",
    "density": "standard",
}

_PROGRAMME = "/programmes/XA/{period}/"
_PLAN = "/programmes/XA/{plan}/"
_GOALS = "/programmes/XA/{goals}/"
# Who does something by what is sent. An address that is not named here does nothing for anybody with these words.
DOERS: dict[str, frozenset[str]] = {
    "/consultations/{sea}/accept/": ARCADIA | BELMORA,
    "/consultations/{cables}/follow-ups/1/": ARCADIA | JANA | HENRIK,
    "/consultations/concerns/raise/": ARCADIA | BELMORA,
    "/consultations/concerns/{concern}/answer/": JANA | HENRIK,
    "/decisions/{silent}/reservation/": CLAIRE,
    "/decisions/{silent}/break-silence/": CLAIRE,
    "/decisions/{silent}/answer/1/": DRAFTERS,
    "/decisions/{silent}/extend/": HENRIK,
    "/decisions/{draft}/withdraw/": HENRIK,
    "/decisions/{draft}/open-silence/": HENRIK,
    "/decisions/{broken}/revise/": DRAFTERS,
    "/display/": SIGNED_IN,
    "/help/ask/": SIGNED_IN,
    "/help/requests/{request}/": DRAFTERS | OSKAR,
    "/reports/tools/{tool_review}/propose/": MIRA,
    "/menu/{offer}/screen/": JANA | MIRA,
    "/menu/{course}/cancel/": DREVANIA | MIRA,
    "/menu/courses/{template}/retire/": JANA | MIRA,
    "/menu/subscribe/": SIGNED_IN,
    "/menu/views/": SIGNED_IN,
    "/menu/views/{view}/forget/": ARCADIA,
    "/menu/nominate/": SIGNED_IN,
    "/menu/{course}/nominees/1/withdraw/": ARCADIA,
    "/menu/{course}/nominees/5/confirm/": BELMORA,
    "/menu/{course}/nominees/attendance/": DREVANIA | MIRA,
    "/menu/{course}/nominees/receive/": DREVANIA | MIRA,
    "/nations/XA/change/join/": HENRIK,
    "/nations/XA/change/suspend/": HENRIK,
    "/nations/XA/name/": OSKAR,
    "/nations/XA/note/": STAFF,
    "/people/appointments/{appointment}/deputise/": OSKAR,
    "/people/appointments/{appointment}/end/": OSKAR,
    "/people/appointments/{appointment}/hand-over/": OSKAR,
    "/people/hats/": ARCADIA,
    "/menu/offer/": SIGNED_IN - HENRIK,
    "/operations/units/new/": ARCADIA | JANA,
    "/operations/OP-HARBOUR/interest/": BELMORA,
    "/operations/contributors/{contributor}/withdraw/": ARCADIA | JANA,
    "/operations/drafts/{harbour}/comment/": ARCADIA,
    "/engagement/organisations/XOLS/agreement/{paper}/end/": JANA,
    "/presence/bidding/{bidding}/call-off/": JANA,
    "/presence/missions/{posting}/decline/": JANA,
    "/education/matches/{match}/decline/": BELMORA | CLAIRE | JANA,
    "/education/integrity/open/": ARCADIA,
    "/education/integrity/{assessed}/withdraw/": BELMORA,
    "/education/integrity/{planned}/plan/reopen/": ARCADIA | JANA,
    "/education/integrity/experts/{peer}/accept/": BELMORA,
    "/education/integrity/experts/{peer}/turn-down/": BELMORA,
    "/education/schools/{school}/end/": BELMORA,
    "/education/schools/{school_plan}/end/": ARCADIA,
    "/education/schools/{school}/reopen/": BELMORA | JANA,
    "/education/schools/{school}/events/{school_event}/drop/": BELMORA | JANA,
    "/presence/bids/{bid}/withdraw/": CLAIRE,
    "/science/alike/{twin}/": JANA,
    "/trust-funds/{trust_idea}/do/lead/": CLAIRE,
    "/trust-funds/{trust_idea}/do/drop/": JANA,
    "/science/payments/{payment}/approve/": JANA,
    "/science/payments/{payment}/refuse/": JANA,
    "/science/grants/{grant}/milestone/": ARCADIA | JANA,
    "/nations/XA/presence/mission/{mission}/end/": JANA | HENRIK,
    "/people/settings/": SIGNED_IN,
    "/programmes/begin/": ARCADIA | JANA,
    "/account/2fa/totp/activate/": SIGNED_IN,
    "/people/keys/": SIGNED_IN,
    _PROGRAMME + "withdraw/": ARCADIA,
    _PROGRAMME + "comments/{comment}/answer/": ARCADIA,
    _PROGRAMME + "goals/add/": ARCADIA,
    _PROGRAMME + "sections/1/insert/": ARCADIA,
    _PROGRAMME + "text/1.1/": ARCADIA,
    _PROGRAMME + "comments/": BOTH_SIDES,
    _PROGRAMME + "activities/{course}/drop/": ARCADIA,
    _PROGRAMME + "goals/1/drop/": ARCADIA,
    _PROGRAMME + "sections/1/lock/": ARCADIA,
    _PROGRAMME + "sections/1/reviewed/": BOTH_SIDES,
    _PROGRAMME + "text/1.1/agree/": BOTH_SIDES,
    _PROGRAMME + "text/1.1/edit/": ARCADIA,
    _GOALS + "talks/show/": JANA,
    _PLAN + "actions/6/help/": CLAIRE,
    _PLAN + "actions/5/help/{help}/accept/": ARCADIA,
    _PLAN + "actions/5/help/{help}/end/": ARCADIA | CLAIRE,
    _PLAN + "assessments/1/draft/": JANA,
    _PLAN + "assessments/1/share/": JANA,
}

# Addresses that show nothing and take forms: who sees the thing on which the form acts.
SEEN_BY: dict[str, frozenset[str]] = {
    "/menu/views/{view}/forget/": ARCADIA,
    "/menu/{course}/nominees/receive/": NAME_XA,
    "/presence/bids/{bid}/join/": CLAIRE | STAFF,
    "/presence/bids/{bid}/withdraw/": CLAIRE | STAFF,
    "/people/keys/1/end/": NOBODY,  # nobody in the demonstration has made a key
    "/menu/drafts/1/discard/": NOBODY,  # the demonstration keeps no draft of an offer
    "/resources/rounds/{round}/activities/{course}/leave-out/": CLAIRE | STAFF,
    "/nations/XA/note/": NOBODY,  # nobody has opened a file on Arcadia yet
    _GOALS + "surveys/open/": TEXT_XA,
    _GOALS + "surveys/{survey}/hand-in/": TEXT_XA,
    _GOALS + "talks/show/": TEXT_XA,
    _PLAN + "actions/report/": PLAN_XA,
    _PLAN + "actions/5/drop/": PLAN_XA,
    _PLAN + "actions/6/help/": PLAN_XA,
    _PLAN + "actions/5/help/{help}/accept/": PLAN_XA,
    _PLAN + "actions/5/help/{help}/end/": PLAN_XA,
    _PLAN + "assessments/1/share/": PLAN_XA,
    _PROGRAMME + "comments/{comment}/drop/": NOBODY,  # it is sent, so nobody has it to take back
    _PROGRAMME + "text/1.1/resolve/": NOBODY,  # it has no brackets
}
# What a reader may ask for whatever they see, and get nowhere: names that they do not see are not among those received.
LED_BACK = {"/menu/{course}/nominees/receive/": BELMORA | CLAIRE}


def circle(path: str, known: frozenset[str], *, is_only_sent: bool) -> frozenset[str]:
    """This will name who sees the thing on which a form acts."""
    if path in SEEN_BY:
        return SEEN_BY[path]
    return TEXT_XA if is_only_sent and path.startswith(_PROGRAMME) else known
