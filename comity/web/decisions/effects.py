"""What an operative paragraph can bring about, as a list to choose from: each thing as it stands today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comity.core.calendar import brussels_day
from comity.decisions.rules import Effect
from comity.education import queries as education
from comity.engagement import queries as engagement
from comity.feedback import queries as feedback
from comity.menu import queries as menu
from comity.operations import queries as operations
from comity.parties import queries as parties
from comity.policy import pack
from comity.programmes import queries as programmes
from comity.programmes.rules import State
from comity.resources import queries as resources
from comity.science import queries as science
from comity.trust_funds import queries as trust_funds
from comity.web import typography
from comity.web.decisions import labels

type Choices = list[tuple[Any, Any]]
SIGN = "="
# What follows from an effect once it is agreed, where it is the same for all.
GAINED = {
    Effect.OPEN_AREA: gettext_lazy("Activities and goals may name it from then on."),
    Effect.SET_UP_FUND: gettext_lazy("The fund is launched and published, and contributions are asked for."),
    Effect.BEGIN_DIALOGUE: gettext_lazy("Contacts may be held from then on."),
    Effect.RECOGNISE_CENTRE: gettext_lazy("It is then listed as recognised, for some years."),
    Effect.CONFER_MANDATE: gettext_lazy("The embassies are then listed with the nation."),
    Effect.AWARD_GRANT: gettext_lazy("The award letter is then filed, and the money set aside."),
    Effect.APPROVE_PROGRAMME: gettext_lazy("Its goals and activities are then carried out."),
    Effect.CONCLUDE_ASSESSMENT: gettext_lazy("It then counts as agreed; the next one may be planned."),
    Effect.ADOPT_SETTINGS: gettext_lazy("Partners can then be assessed by these anchors and weights."),
    Effect.AGREE_MENU: gettext_lazy("It can then be published."),
}


def value(effect: str, about: str) -> str:
    """This will write an effect and what it is about as one choice."""
    return f"{effect}{SIGN}{about}" if effect else ""


def read(chosen: str) -> tuple[Effect, str]:
    """This will part a choice into the effect and what it is about."""
    effect, _sign, about = chosen.partition(SIGN)
    return Effect(effect), about


def choices(now: datetime, locale: str, *, kept: Iterable[tuple[str, str]] = ()) -> Choices:
    """This will list what a decision can bring about today; `kept` are effects that paragraphs have already."""
    day, names = brussels_day(now), parties.names(locale)
    agreed = [line.programme for line in programmes.programmes(states=(State.AGREED,))]
    tools = sorted(parties.tools_to_open(day), key=lambda pair: (pair[1].code, names.get(pair[0], pair[0])))
    groups: dict[Effect, list[tuple[str, str]]] = {
        Effect.APPROVE_PROGRAMME: [(f"programme:{row.code}", programmes.title(row, locale)) for row in agreed],
        Effect.CONCLUDE_ASSESSMENT: [
            (row.subject, f"{programmes.title(row.programme, locale)}, {row.number}")
            for row in programmes.assessments_to_conclude()
        ],
        Effect.OPEN_TOOL: [
            (
                f"{party}:{tool.code}",
                typography.labelled(tool.abbreviation.in_(locale), names.get(party, party), locale),
            )
            for party, tool in tools
        ],
        Effect.AGREE_MENU: [
            (f"activity:{row.code}", f"{row.code} {row.title_in(locale)}"[:120]) for row in menu.to_agree()
        ],
        Effect.BEGIN_DIALOGUE: [(row.subject, names.get(row.party_id, row.party_id)) for row in engagement.proposed()],
        Effect.REVIEW_TOOL: [
            (f"{row.subject}@{row.verdict}", f"{pack().tool(row.tool).name.in_(locale)} {row.year}")
            for row in feedback.proposed_tools()
        ],
        Effect.SET_UP_FUND: [
            (row.subject, f"{row.code} {row.title_in(locale)}"[:120]) for row in trust_funds.to_decide()
        ],
        Effect.AWARD_GRANT: [(row.subject, f"{row.call.code} {row.title}"[:120]) for row in science.to_award()],
        Effect.OPEN_AREA: [(f"area:{area.code}", area.name.in_(locale)) for area in menu.areas_to_open()],
        Effect.ADOPT_SETTINGS: [
            (f"{row.subject}@{row.sha256}", f"{row.period}, {row.sha256[:12]}") for row in resources.settings_to_adopt()
        ],
    }
    listed = {value(effect, about) for effect, found in groups.items() for about, _name in found}
    already = [
        (value(effect, about), in_words(effect, about, names, locale))
        for effect, about in dict.fromkeys(kept)
        if effect and value(effect, about) not in listed
    ]
    made: Choices = [("", labels.EFFECTS[Effect.NONE])]
    if already:
        made.append((_("As written now"), already))
    made += [
        (labels.EFFECTS[effect], [(value(effect, about), name) for about, name in found])
        for effect, found in groups.items()
        if found
    ]
    return made


def in_words(effect: str, about: str, names: Mapping[str, str], locale: str) -> str:
    """This will say what an effect is, in a sentence; nothing for a paragraph that brings about nothing elsewhere."""
    say = _SENTENCES.get(Effect(effect))
    return say(about, names, locale) if say else ""


def _tool(about: str, names: Mapping[str, str], locale: str) -> str:
    code, _sign, tool = about.partition(":")
    return _("Opens to %(party)s: %(tool)s.") % {
        "party": names.get(code, code),
        "tool": pack().tool(tool).name.in_(locale) if tool in pack().tools else tool,
    }


def _programme(about: str, names: Mapping[str, str], locale: str) -> str:
    party, _sign, rest = about.removeprefix("programme:").partition("/")
    kind, _sign, period = rest.partition("/")
    return _("Brings into force: %(kind)s of %(party)s, %(period)s.") % {
        "kind": kind.upper(),
        "party": names.get(party, party),
        "period": period,
    }


def _menu(about: str, names: Mapping[str, str], locale: str) -> str:
    return _("Agrees for the menu: %(code)s.") % {"code": about.removeprefix("activity:")}


def _area(about: str, names: Mapping[str, str], locale: str) -> str:
    code, further = about.removeprefix("area:"), pack().further_areas
    return _("Opens the area: %(area)s.") % {"area": further[code].name.in_(locale) if code in further else code}


def _settings(about: str, names: Mapping[str, str], locale: str) -> str:
    period, _sign, sha256 = about.removeprefix("settings:").partition("@")
    return _("Adopts the allocation settings of %(period)s, fingerprint %(hash)s.") % {
        "period": period,
        "hash": sha256[:12],
    }


def _scenario(about: str, names: Mapping[str, str], locale: str) -> str:
    code, _sign, sha256 = about.removeprefix("round:").partition("@")
    return _("Adopts an allocation for round %(code)s, fingerprint %(hash)s.") % {"code": code, "hash": sha256[:12]}


def _subject(about: str, names: Mapping[str, str], locale: str) -> str:
    return _("Approves the subject of consultation %(code)s.") % {"code": about.removeprefix("consultation:")}


def _participant(about: str, names: Mapping[str, str], locale: str) -> str:
    code, _sign, party = about.removeprefix("consultation:").partition(":")
    return _("Approves for consultation %(code)s: %(party)s.") % {"code": code, "party": names.get(party, party)}


def _dialogue(about: str, names: Mapping[str, str], locale: str) -> str:
    found = engagement.dialogue(int(about.removeprefix("dialogue:")))
    nation = names.get(found.party_id, found.party_id) if found else about
    return _("Opens a dialogue: %(party)s.") % {"party": nation}


def _mandate(about: str, names: Mapping[str, str], locale: str) -> str:
    _pk, host, allies = about.removeprefix("bid:").split(":")
    return _("Gives a mandate of contact point embassy in %(host)s: %(allies)s.") % {
        "host": names.get(host, host),
        "allies": ", ".join(names.get(one, one) for one in allies.split("+")),
    }


def _recognition(about: str, names: Mapping[str, str], locale: str) -> str:
    said = _("Recognises as a potential contributor to %(code)s: %(party)s.")
    return said % _contributor(about, names)


def _acceptance(about: str, names: Mapping[str, str], locale: str) -> str:
    return _("Accepts the contribution to %(code)s of: %(party)s.") % _contributor(about, names)


def _contributor(about: str, names: Mapping[str, str]) -> dict[str, str]:
    row = operations.contributor(int(about.removeprefix("contributor:")))
    return (
        {"code": row.operation.code, "party": names.get(row.party, row.party)} if row else {"code": "", "party": about}
    )


def _assessment(about: str, names: Mapping[str, str], locale: str) -> str:
    return _("Agrees to assessment %(code)s.") % {"code": about.removeprefix("programme-assessment:")}


def _review(about: str, names: Mapping[str, str], locale: str) -> str:
    number, _sign, verdict = about.removeprefix("tool_review:").partition("@")
    found = feedback.tool_review(int(number))
    return f"{labels.VERDICTS[verdict]} {pack().tool(found.tool).name.in_(locale)}." if found else ""


def _fund(about: str, names: Mapping[str, str], locale: str) -> str:
    return _("Sets up the trust fund %(code)s.") % {"code": about.partition(":")[2]}


def _grant(about: str, names: Mapping[str, str], locale: str) -> str:
    found = science.application(int(about.removeprefix("application:")))
    return _("Awards a grant: %(title)s.") % {"title": found.title if found else about}


def _centre(about: str, names: Mapping[str, str], locale: str) -> str:
    found = education.recognition(int(about.removeprefix("recognition:")))
    name = found.provider.name_in(locale) if found else about
    return _("Recognises a training centre: %(name)s.") % {"name": name}


_SENTENCES: dict[Effect, Callable[[str, Mapping[str, str], str], str]] = {
    Effect.OPEN_TOOL: _tool,
    Effect.APPROVE_PROGRAMME: _programme,
    Effect.AGREE_MENU: _menu,
    Effect.OPEN_AREA: _area,
    Effect.ADOPT_SETTINGS: _settings,
    Effect.ADOPT_SCENARIO: _scenario,
    Effect.AGREE_CONSULTATION: _subject,
    Effect.AGREE_PARTICIPANT: _participant,
    Effect.BEGIN_DIALOGUE: _dialogue,
    Effect.CONFER_MANDATE: _mandate,
    Effect.CONCLUDE_ASSESSMENT: _assessment,
    Effect.REVIEW_TOOL: _review,
    Effect.SET_UP_FUND: _fund,
    Effect.AWARD_GRANT: _grant,
    Effect.RECOGNISE_CENTRE: _centre,
    Effect.RECOGNISE_CONTRIBUTOR: _recognition,
    Effect.ACCEPT_CONTRIBUTOR: _acceptance,
}


def gains(lines: Iterable[Any], names: Mapping[str, str], now: datetime) -> dict[int, str]:
    """This will say what paragraphs would add if they were agreed now, in numbers. Two queries at most."""
    found: dict[int, str] = {}
    day = brussels_day(now)
    openings = {line.number: line.effect_about.partition(":") for line in lines if line.effect == Effect.OPEN_TOOL}
    if openings:
        coming = menu.coming_under({tool for _code, _sign, tool in openings.values()}, day)
        stands = parties.standings([code for code, _sign, _tool in openings.values()], day)
        for number, (code, _sign, tool) in openings.items():
            of = stands[code].frameworks if code in stands else frozenset()
            count = sum(1 for under, open_to in coming if under == tool and not of.isdisjoint(open_to))
            said = ngettext(
                "%(party)s gains one activity of the menu.", "%(party)s gains %(count)s activities of the menu.", count
            )
            found[number] = said % {"party": names.get(code, code), "count": count}
    found |= {line.number: str(GAINED[line.effect]) for line in lines if line.effect in GAINED}
    said_of = _said_of()
    found |= {line.number: said_of[line.effect] for line in lines if line.effect in said_of}
    return found


def _said_of() -> dict[str, str]:
    """This will say what follows from an effect, whatever it is about."""
    return {
        Effect.OPEN_AREA: _("Activities and goals may name it from then on."),
        Effect.BEGIN_DIALOGUE: _("Contacts may be held from then on."),
        Effect.CONFER_MANDATE: _("The embassies are then listed with the nation."),
        Effect.REVIEW_TOOL: _("What is discarded is closed to new use; all else runs on."),
        Effect.APPROVE_PROGRAMME: _("Its goals and activities are then carried out."),
        Effect.ADOPT_SETTINGS: _("Partners can then be assessed by these anchors and weights."),
        Effect.AGREE_MENU: _("It can then be published."),
    }
