"""The types of programme: chapters, cycle, who drafts and agrees, and to whom each is open by which decision (P§13)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.parties import queries as parties
from comity.policy import Pack, pack
from comity.policy.model import Opening
from comity.policy.programme_types import ProgrammeType
from comity.web import page
from comity.web.page import asked, locale
from comity.web.programmes import labels
from comity.web.register import subjects

PREPARES = (Role.DESK_OFFICER, Role.MENU_MANAGER, Role.COUNCIL_SECRETARY)


@require_safe
def types(request: HttpRequest) -> HttpResponse:
    """This will show each type as the policy pack has it, and where each partner stands to it. Three queries."""
    actor, now = asked(request)
    day, loaded, names = brussels_day(now), pack(), parties.names(locale())
    stands = parties.standings(None, day)
    opened = {(one.party.code, one.tool): one for one in parties.tools_opened()}
    shown = [one for one in stands.values() if one.is_partner and (not actor.is_partner or actor.acts_for(one.code))]
    rows = sorted(shown, key=lambda one: names.get(one.code, one.code))
    return page.render(
        request,
        "programmes/types.html",
        {
            "types": [
                {**_type(loaded, kind), "partners": [_partner(one, kind, opened, names, loaded) for one in rows]}
                for kind in loaded.programme_types.values()
            ],
            "prepares": actor.is_staff and actor.has(*PREPARES),
        },
    )


def _type(loaded: Pack, kind: ProgrammeType) -> dict[str, Any]:
    tool = loaded.tool(kind.tool)
    steps = [str(labels.ASSESSMENT_STEPS[step]) for step in kind.assessment]
    return {
        "code": kind.code,
        "name": kind.name.in_(locale()),
        "abbreviation": kind.abbreviation.in_(locale()),
        "purpose": tool.purpose.in_(locale()),
        "ground": kind.ground,
        "chapters": [section.title.in_(locale()) for section in kind.sections],
        "years": kind.years,
        "begins_in": labels.PARITIES[kind.begins_in],
        "drafted_by": [str(labels.PACK_SIDES[side]) for side in kind.drafted_by],
        "agreed_by": [str(labels.PACK_SIDES[side]) for side in kind.agreed_by],
        "talks": [str(labels.TALKS[one]) for one in kind.talks],
        "assessment": [f"{number}. {step}" for number, step in enumerate(steps, start=1)],
        "assessed_in": labels.PARITIES[kind.assessed_in] if kind.assessment else "",
        "questions": len(kind.survey),
        "frameworks": [loaded.framework(code).name.in_(locale()) for code in tool.frameworks],
        "by_council": tool.beyond is Opening.BY_COUNCIL and bool(tool.frameworks),
    }


def _partner(stands: Any, kind: ProgrammeType, opened: dict[Any, Any], names: Any, loaded: Pack) -> dict[str, Any]:
    """This will say where a partner stands to a type: by the policy, by a decision, or not yet."""
    decided = opened.get((stands.code, kind.tool))
    is_open = kind.tool in stands.tools_open
    if stands.is_suspended:
        word, tone = _("suspended"), "neutral"
    elif decided is not None:
        word, tone = _("opened by the Council"), "accent"
    elif is_open:
        word, tone = _("open by the policy"), "success"
    else:
        word, tone = _("not open"), "neutral"
    return {
        "code": stands.code,
        "name": names.get(stands.code, stands.code),
        "frameworks": [loaded.framework(code).name.in_(locale()) for code in sorted(stands.frameworks)],
        "word": word,
        "tone": tone,
        "is_open": is_open,
        "decision": decided.decision if decided else "",
        "decision_url": subjects.address(f"decision:{decided.decision}") if decided else "",
        "since": decided.opened_on if decided else None,
    }
