"""What an activity's and a course's page say: facts in words, why one can or cannot nominate, what may be done."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comity.core.actor import Side
from comity.core.calendar import brussels_day
from comity.menu import queries, rules
from comity.parties import queries as parties
from comity.policy import pack
from comity.programmes import queries as programmes
from comity.web import page
from comity.web.addresses import reverse
from comity.web.menu import acts, labels
from comity.web.middleware import Asked
from comity.web.register import subjects
from comity.web.typography import days, number, short_day


def of_activity(request: Asked, row: Any, tab: str) -> dict[str, Any]:
    """This will gather what the page of an activity shows on one of its tabs."""
    locale, actor, now = get_language() or "en", request.actor, request.now
    standing = queries.standing_of(actor, now)
    known = queries.facts_of(row, actor, now)
    verdict = rules.eligibility(known, standing, now)
    full = rules.room(known, standing, now)
    names = parties.names(locale)
    state, tone = labels.STATES[rules.State(row.state)]
    nominates = standing.side in {Side.PARTNER, Side.ALLY, Side.ORGANISATION}
    return {
        "row": row,
        "title": row.title_in(locale),
        "title_language": row.title_language(locale),
        "kind": labels.KINDS.get(rules.Kind(row.kind), row.kind),
        "state": state,
        "tone": tone,
        "over": known.state in {rules.State.HELD, rules.State.REPORTED},
        "banner": _banner(row, known, locale),
        "facts": facts(row, known, names, locale),
        "shares": _shares(row, known, standing, names, locale, now),
        "free": None
        if row.seats_total is None
        else rules.seats_free(row.seats_total, row.seats_given, known.shares, standing, brussels_day(now)),
        "codes": [(labels.SCHEMES[rules.Scheme(code.scheme)], code) for code in queries.codes(row)],
        "aim": row.aim_in(locale),
        "nominates": nominates,
        "verdict": verdict,
        "full": full,
        "is_full": not full.allowed,
        "nominate_url": address("nominations:nominate", row.code),
        "why_url": reverse("menu:why_not", args=[row.code]),
        "acts": acts.possible(row, actor, now, known),
        "is_inside": _is_inside(actor, row),
        "tab": tab,
        "tabs": _tabs(row),
        "uses": _uses(row) if tab == "programmes" else [],
        "steps": _steps(known.state),
        "agenda": _agenda(row, known),
        "closes_at": rules.closes_at(row.nominate_by) if row.nominate_by and known.state in rules.RUNNING else None,
        "answers_for": names.get(row.party_id or "", ""),
        "seen_by": _seen_by(row, locale) if _is_inside(actor, row) else "",
    }


def why_not(request: Asked, row: Any) -> dict[str, Any]:
    """This will gather what an activity's page shows, and every obstacle to nominating, explained."""
    told = of_activity(request, row, "overview")
    return {
        **told,
        "panels": page.panels(told["verdict"], about=row.subject),
        "full_panels": page.panels(told["full"], about=row.subject),
    }


def facts(row: Any, known: rules.ActivityFacts | None, names: dict[str, str], locale: str) -> list[dict[str, Any]]:
    """This will list the facts of a course or an activity that are known, in the order of the page."""
    found = [
        (_("Dates"), _dates(row, locale) if known else ""),
        (_("Place"), labels.place(row.place_city, row.place_nation, row.delivery)),
        (_("Delivery"), labels.DELIVERIES.get(row.delivery, "")),
        (_("Working language"), ", ".join(str(labels.LANGUAGES.get(code, code)) for code in row.languages)),
        (_("Provider"), _provider(row, names)),
        (_("Level"), row.level),
        (_("Certification"), row.certification),
        (_("Area of cooperation"), pack().topic(row.topic).name.in_(locale) if row.topic else row.discipline),
        (_("Open to"), _open_to(row, names, locale)),
        (_("Tool"), pack().tool(row.tool).name.in_(locale) if row.tool != rules.MENU_TOOL else ""),
        (_("Ranks"), _ranks(row)),
        (_("Language profile (STANAG 6001)"), row.language_profile),
        (_("Clearance"), labels.CLEARANCES[rules.Clearance(row.clearance)] if row.clearance != "none" else ""),
        (_("Prerequisites"), "; ".join([*row.prerequisites, *filter(None, [row.prerequisites_note])])),
        (_("Fee"), _fee(row, locale)),
        (_("Who pays"), labels.PAYERS.get(row.payer, "")),
        (_("Seats as published"), getattr(row, "seats_note", "")),
        (_("Contact"), " · ".join(filter(None, [row.contact_name, row.contact_email, row.contact_phone]))),
        (_("Objectives (P§4)"), "; ".join(pack().objective(code).name.in_(locale) for code in row.objectives)),
        (_("Decision"), getattr(row, "decision", "")),
        (_("Source"), " · ".join(filter(None, [row.source, row.as_of]))),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def of_course(request: Asked, row: Any) -> dict[str, Any]:
    """This will gather what the page of a course shows."""
    locale = get_language() or "en"
    names = parties.names(locale)
    known = queries.facts_of_course(row, request.actor, request.now, reason="-")
    return {
        "row": row,
        "title": row.title_in(locale),
        "aim": row.aim_in(locale),
        "kind": labels.KINDS.get(rules.Kind(row.kind), row.kind),
        "facts": facts(row, None, names, locale),
        "codes": [(labels.SCHEMES[rules.Scheme(code.scheme)], code) for code in queries.codes(row)],
        "activities": [own_row(one, locale) for one in queries.activities_of_course(row)],
        "may_change": rules.may_change_course(request.actor, known, request.now).allowed,
        "may_retire": rules.may_retire_course(request.actor, known, request.now).allowed,
    }


def own_row(row: Any, locale: str) -> dict[str, Any]:
    """This will put one activity into the words of a provider's own list."""
    state, tone = labels.STATES[rules.State(row.state)]
    missing = rules.missing(vars(row)) if row.state in rules.BEFORE else ()
    return {
        "row": row,
        "title": row.title_in(locale),
        "kind": labels.KINDS.get(rules.Kind(row.kind), row.kind),
        "place": labels.place(row.place_city, row.place_nation, row.delivery),
        "dates": _dates(row, locale),
        "state": state,
        "tone": tone,
        "missing": [pack().term("field", name).in_(locale) for name in missing],
    }


def address(name: str, *args: object) -> str:
    """This will give the address of a page of another subject, or nothing while it is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _uses(row: Any) -> list[dict[str, str]]:
    """This will name the programmes that use an activity, as far as the reader may see them."""
    return [
        {"name": str(use.programme), "url": subjects.address(use.programme.subject), "goal": use.goal}
        for use in programmes.programmes_using(row.code)
    ]


def _tabs(row: Any) -> list[dict[str, Any]]:
    people = address("nominations:nominees", row.code)
    over = rules.State(row.state) in {rules.State.HELD, rules.State.REPORTED, rules.State.RETIRED}
    reports = address("feedback:results", row.code) if over else ""
    return [
        {"key": "overview", "label": _("Overview"), "url": reverse("menu:activity", args=[row.code])},
        *([{"key": "people", "label": _("People"), "url": people}] if people else []),
        {"key": "programmes", "label": _("Programmes"), "url": reverse("menu:tab", args=[row.code, "programmes"])},
        *([{"key": "reports", "label": _("Reports"), "url": reports}] if reports else []),
        {"key": "history", "label": _("History"), "url": reverse("menu:tab", args=[row.code, "history"])},
    ]


def _steps(state: rules.State) -> dict[str, Any]:
    path = [rules.State.OFFERED, rules.State.SCREENED, rules.State.AGREED, rules.State.PUBLISHED, rules.State.HELD]
    path.append(rules.State.REPORTED)
    if state is rules.State.CHANGED:
        state = rules.State.PUBLISHED
    items = [{"key": one.value, "label": labels.STATES[one][0]} for one in path]
    return {"items": items, "current": state.value, "shown": state in path}


def _agenda(row: Any, known: rules.ActivityFacts) -> list[dict[str, Any]]:
    found = []
    if row.nominate_by and known.state in rules.RUNNING:
        found.append({"on": row.nominate_by, "label": _("Nominations close"), "tone": "amber"})
    if row.start_on:
        found.append({"on": row.start_on, "label": _("Starts"), "tone": "accent"})
    if row.end_on and row.end_on != row.start_on:
        found.append({"on": row.end_on, "label": _("Ends"), "tone": "accent"})
    return found


def _banner(row: Any, known: rules.ActivityFacts, locale: str) -> dict[str, str] | None:
    """This will say what befell an activity, with the reason, before anything else is read."""
    changed = ", ".join(dict.fromkeys(str(labels.FIELDS.get(name, name)) for name in row.changed_fields))
    match known.state:
        case rules.State.CANCELLED:
            title = _("This activity does not take place")
        case rules.State.POSTPONED:
            title = _("This activity is postponed; new dates will follow")
        case rules.State.RETIRED:
            title = _("This activity has been retired")
        case rules.State.CHANGED:
            title = _("The provider has changed: %(fields)s") % {"fields": changed or _("details")}
        case _:
            return None
    if row.changed_at:
        title = f"{title} ({short_day(row.changed_at, locale)})"
    tone = "info" if known.state is rules.State.CHANGED else "warning"
    return {"title": title, "text": row.reason, "tone": tone, "replacement": known.replaced_by}


def _shares(
    row: Any,
    known: rules.ActivityFacts,
    standing: rules.Standing,
    names: dict[str, str],
    locale: str,
    now: datetime,
) -> list[dict[str, Any]]:
    today = brussels_day(now)
    return [
        {
            "holder": labels.reach(share.holder, locale, names),
            "seats": share.seats,
            "given": share.given,
            "until": share.until_on,
            "is_over": share.until_on is not None and today > share.until_on,
            "is_mine": share.holder in standing.reaches,
        }
        for share in known.shares
    ]


def _dates(row: Any, locale: str) -> str:
    exact = len(row.starts or row.ends) == len("2027-01-12") or not (row.starts or row.ends)
    if row.start_on and exact:
        return days(row.start_on, row.end_on, locale)
    if row.end_on and exact:
        return _("until %(day)s") % {"day": short_day(row.end_on, locale)}
    return " – ".join(part for part in (row.starts, row.ends) if part) or _("not yet fixed")


def _provider(row: Any, names: dict[str, str]) -> str:
    party = names.get(row.party_id or "", "")
    return f"{row.provider_name} ({party})" if party and row.provider_name else row.provider_name or party


def _open_to(row: Any, names: dict[str, str], locale: str) -> str:
    words = [labels.reach(word, locale, names) for word in row.open_to]
    return ", ".join([*words, *filter(None, [row.open_to_note])])


def _ranks(row: Any) -> str:
    if not (row.rank_from or row.rank_to):
        return ""
    return _("%(lowest)s to %(highest)s, or the civilian equivalent") % {
        "lowest": row.rank_from or "OR-1",
        "highest": row.rank_to or "OF-10",
    }


def _fee(row: Any, locale: str) -> str:
    if row.fee_minor is None:
        return ""
    if not row.fee_minor:
        return _("none")
    amount = Decimal(row.fee_minor) / 100
    written = number(amount if amount % 1 else int(amount), locale)
    return f"{row.fee_currency} {written} {labels.BASES.get(row.fee_basis, '')}".strip()


def _seen_by(row: Any, locale: str) -> str:
    """This will say to the provider and the staff who sees the activity."""
    if row.state in rules.BEFORE:
        return _("Only its provider and the staff see this offer.")
    if "public" in row.audience:
        return _("Everybody sees it, also without signing in.")
    return ngettext("%(num)s community sees it.", "%(num)s communities see it.", len(row.audience)) % {
        "num": len(row.audience)
    }


def _is_inside(actor: Any, row: Any) -> bool:
    return bool(actor.is_staff or (row.party_id is not None and actor.acts_for(row.party_id)))
