"""Pages of the kit with invented content, for pictures, for axe and for the eye: components, not the product."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

import comity.web
from comity.core.actor import ANONYMOUS, Actor, Role, Side
from comity.web.assets import vendor_path
from comity.web.drawings import PLACES, Bar, Goal, Line, Mark, Marker, Part
from comity.web.jinja import environment

TEMPLATES = Path(comity.web.__file__).parent / "templates"
HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 8, 48, tzinfo=UTC)
PAGES = ("menu", "today", "decision", "activity", "form", "drawings", "empty", "error", "refused", "guest")

MISSION = Actor("Aïssata Diallo", 1, 1, "XA", Side.PARTNER, frozenset({Role.MISSION_OFFICER}))
DESK = Actor("Jana Novák", 3, 3, "IS", Side.STAFF, frozenset({Role.DESK_OFFICER}))
AREAS = {
    "interop": ("Interoperability", "accent"),
    "reform": ("Defence reform and capacity", "info"),
    "emerging": ("Emerging challenges", "plum"),
    "civil": ("Civil emergency planning", "olive"),
    "proliferation": ("Counter-proliferation", "clay"),
    "operations": ("Operations", "ink"),
}
_ROWS: tuple[tuple[str, str, str, str, date, date, str, int, int, date, str, str], ...] = (
    (
        "PCM-0012",
        "Staff Officers’ Orientation Course",
        "Course · Oberammergau, DE · EN",
        "interop",
        date(2027, 1, 12),
        date(2027, 1, 23),
        "EAPC MD ICI Global",
        14,
        24,
        date(2026, 12, 11),
        "Open",
        "success",
    ),
    (
        "PCM-0047",
        "Cyber Defence: Incident Handling for Ministries",
        "Workshop · Tallinn, EE · EN",
        "emerging",
        date(2027, 1, 19),
        date(2027, 1, 21),
        "EAPC MD ICI",
        18,
        20,
        date(2026, 11, 28),
        "Closes in 4 days",
        "warning",
    ),
    (
        "PCM-0113",
        "Women, Peace and Security — Gender Adviser Training (UNSCR 1325)",
        "Course · Kungsängen, SE · EN",
        "reform",
        date(2027, 2, 1),
        date(2027, 2, 12),
        "EAPC MD ICI Global",
        9,
        30,
        date(2027, 1, 4),
        "Open",
        "success",
    ),
    (
        "PCM-0131",
        "Planification civile d’urgence : gestion des inondations",
        "Seminar · Bruxelles, BE · FR",
        "civil",
        date(2027, 2, 9),
        date(2027, 2, 11),
        "EAPC MD",
        6,
        40,
        date(2027, 1, 8),
        "Open",
        "success",
    ),
    (
        "PCM-0158",
        "Building Integrity in Defence Procurement",
        "Course · Shrivenham, UK · EN",
        "reform",
        date(2027, 2, 15),
        date(2027, 2, 19),
        "EAPC MD ICI Global",
        22,
        22,
        date(2027, 1, 11),
        "Full · 3 waiting",
        "neutral",
    ),
    (
        "PCM-0186",
        "Maritime Interdiction & Counter-Piracy, Boarding Phase",
        "Exercise · Souda Bay, GR · EN",
        "emerging",
        date(2027, 2, 22),
        date(2027, 3, 5),
        "EAPC MD ICI",
        31,
        60,
        date(2027, 1, 18),
        "Open",
        "success",
    ),
    (
        "PCM-0204",
        "CBRN First Responders — Table-Top",
        "Exercise · Vyškov, CZ · EN",
        "proliferation",
        date(2027, 3, 1),
        date(2027, 3, 3),
        "EAPC MD",
        8,
        16,
        date(2027, 1, 25),
        "Needs decision",
        "info",
    ),
    (
        "PCM-0219",
        "Defence Education Enhancement: Curriculum Design",
        "Expert visit · On request · EN / FR",
        "reform",
        date(2027, 3, 8),
        date(2027, 3, 12),
        "EAPC MD ICI Global",
        3,
        6,
        date(2027, 2, 1),
        "Open",
        "success",
    ),
    (
        "PCM-0240",
        "Law of Armed Conflict for Senior Leaders",
        "Course · Sanremo, IT · EN / FR",
        "operations",
        date(2027, 3, 10),
        date(2027, 3, 14),
        "EAPC MD ICI Global",
        17,
        35,
        date(2027, 2, 1),
        "Open",
        "success",
    ),
    (
        "PCM-0262",
        "Energy Security and Critical Infrastructure",
        "Seminar · Vilnius, LT · EN",
        "emerging",
        date(2027, 3, 16),
        date(2027, 3, 17),
        "EAPC Global",
        12,
        45,
        date(2027, 2, 5),
        "Open",
        "success",
    ),
)


def _shell(actor: Actor, here: str, *, role: str) -> dict[str, Any]:
    code = translation.get_language() or "en"
    places = (
        ("today", "Today", 5),
        ("menu", "Menu", 0),
        ("programmes", "Programmes", 0),
        ("decisions", "Decisions", 2),
    )
    partner = actor.side is Side.PARTNER
    acting = {
        "party_name": "Arcadia",
        "title": role,
        "sentence": "The Menu shows what is open to Arcadia (§12–13); 988 activities not open to you are hidden.",
        "switch_url": "/en/hats/",
        "is_staff": False,
    }
    return {
        "actor": actor,
        "now": NOW,
        "demo": True,
        "csrf_input": "",
        "nav": [{"label": label, "url": f"/en/{key}/", "current": key == here, "badge": n} for key, label, n in places],
        "acting": acting if partner else None,
        "languages": [
            {"code": "en", "label": "English", "url": "/en/", "current": code == "en"},
            {"code": "fr", "label": "Français", "url": "/fr/", "current": code == "fr"},
        ],
        "account_menu": [
            {"label": "Settings", "url": "/en/settings/", "icon": "settings"},
            {"label": "Sign out", "url": "/en/sign-out/", "method": "post", "icon": "log-out"},
        ],
        "footer": [
            {"label": "Policy", "url": "/en/policy/"},
            {"label": "Nations", "url": "/en/nations/"},
            {"label": "Help", "url": "/en/help/"},
        ],
    }


def _rows() -> list[dict[str, Any]]:
    keys = ("code", "title", "sub", "area", "start", "end", "open_to", "taken", "seats", "by", "status", "tone")
    rows: list[dict[str, Any]] = [dict(zip(keys, row, strict=True)) for row in _ROWS]
    for row in rows:
        row["area_word"], row["area_tone"] = AREAS[row["area"]]
        row["open_to"] = row["open_to"].split()
    return rows


PANEL: dict[str, Any] = {
    "title": "Not added: this activity is not open to Arcadia yet",
    "facts": [
        {"label": "Activity", "value": "EOD Level 3+ (PCM-0455)", "url": "/en/menu/PCM-0455/"},
        {"label": "Belongs to", "value": "Planning and Review Process", "url": "/en/policy/#p13"},
        {"label": "Arcadia takes part in", "value": "Mediterranean Dialogue, since 1995", "url": "/en/nations/XA/"},
    ],
    "ground": {
        "kind": "paragraph",
        "label": "Partnership policy, §13",
        "text": "Outside the EAPC/PfP the Process is opened to one partner at a time, if the Council so decides.",
        "url": "/en/policy/#p13",
        "official_text": "",
    },
    "unblock": "The Council. Your desk officer prepares the file.",
    "contact": {
        "office": "",
        "mail": "",
        "people": [{"name": "Jana Novák", "title": "Desk officer", "mail": "jana@is.demo.invalid"}],
    },
    "usual_time": "3–6 weeks, then 3 days under silence",
    "next": {"label": "Ask Jana Novák to open the case", "url": "/en/requests/new/?item=PCM-0455", "method": "get"},
    "alternative": {"label": "See 14 similar activities open today", "url": "/en/menu/?area=interop"},
    "number": "R-2026-04417",
}
RULE_PANEL: dict[str, Any] = {
    **PANEL,
    "title": "Not nominated: all 22 seats are taken",
    "facts": [{"label": "Seats", "value": "22 of 22, 3 waiting", "url": "/en/menu/PCM-0158/"}],
    "ground": {
        "kind": "rule",
        "label": "Working rule W-44, set by the host, 3 Nov 2026",
        "text": "Seats go in the order in which complete nominations arrive.",
        "url": "/en/policy/rules/#w44",
    },
    "also": ["The candidate has no English at level 3 on file."],
}


class Nomination(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Family name, given name", help_text="As in the passport.")
    born = forms.DateField(label="Born on", widget=forms.DateInput(attrs={"type": "date"}))
    level = forms.ChoiceField(label="Level of English", choices=[("2", "Level 2"), ("3", "Level 3")])
    mode = forms.ChoiceField(
        label="Takes part", choices=[("site", "On site"), ("line", "By video")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="Needs", choices=[("v", "Visa letter"), ("s", "Step-free access")], widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(label="Why this person", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    paper = forms.FileField(label="Letter", required=False)
    agreed = forms.BooleanField(label="The person agrees to the transfer of these data", help_text="§14")


def _drawings() -> dict[str, Any]:
    """Give the data of a plan, a budget and a map; the figures are invented."""
    goals = [
        Goal(
            "Goal 1 · Democratic control of the defence sector",
            (
                Bar("Building Integrity in Procurement (PCM-0158)", date(2027, 2, 15), date(2027, 2, 19)),
                Bar(
                    "DEEP curriculum design, 3 visits (PCM-0219)", date(2026, 11, 1), date(2027, 9, 30), url="/en/menu/"
                ),
            ),
        ),
        Goal(
            "Goal 2 · Interoperability of declared units",
            (
                Bar(
                    "OCC self-evaluation level 1 (PCM-0301)",
                    date(2027, 3, 27),
                    date(2027, 4, 4),
                    "proposed",
                    "proposed",
                ),
                Bar("EOD level 3+ (PCM-0455)", date(2027, 5, 14), date(2027, 6, 2), "refused", "refused"),
            ),
        ),
    ]
    marks = [Mark(date(2026, 11, 24), "today", "today"), Mark(date(2027, 6, 14), "mid-term review (§15)")]
    budget = [
        Line("Arcadia", (Part("2", 40, "Spent"), Part("5", 25, "Committed"), Part("free", 20, "Free")), "€85,000"),
        Line("Belmora", (Part("2", 10, "Spent"), Part("5", 52, "Committed"), Part("free", 8, "Free")), "€70,000"),
    ]
    frameworks = {"MD": "DZ EG IL JO MR MA TN", "ICI": "BH KW QA AE", "GLOBAL": "AF AU CO IQ JP KR MN NZ PK"}
    held = {code: name.lower() for name, codes in frameworks.items() for code in codes.split()}
    markers = [
        Marker(code, code, x, y, held.get(code, "eapc"), 3 + 7 * (i % 9), f"/en/nations/{code}/")
        for i, (code, (x, y)) in enumerate(PLACES.items())
    ]
    return {
        "goals": goals,
        "marks": marks,
        "budget": budget,
        "markers": markers,
        "start": date(2026, 7, 1),
        "end": date(2028, 6, 30),
    }


def context(name: str) -> dict[str, Any]:
    """Give what the page of that name needs."""
    if name == "menu":
        filters = [
            {"value": key, "label": words, "count": 58 + 31 * i, "checked": key in {"interop", "reform"}}
            for i, (key, (words, _)) in enumerate(AREAS.items())
        ]
        types = [
            {"value": t.lower(), "label": t, "count": n, "checked": False}
            for t, n in (("Course", 611), ("Workshop", 248), ("Exercise", 137), ("Seminar", 219), ("Expert visit", 312))
        ]
        links = [{"number": n, "url": f"?page={n}", "current": n == 1} for n in (1, 2, 3)]
        paging: dict[str, Any] = {
            "number": 1,
            "pages": 31,
            "previous_url": None,
            "next_url": "?page=2",
            "first": 1,
            "last": 20,
            "total": 616,
        }
        paging["links"] = [*links, None, {"number": 31, "url": "?page=31", "current": False}]
        return {
            **_shell(MISSION, "menu", role="Mission of Arcadia"),
            "rows": _rows(),
            "areas": filters,
            "types": types,
            "paging": paging,
        }
    silence = {
        "opened_at": NOW - timedelta(hours=36),
        "ends_at": NOW + timedelta(hours=38),
        "reminder_at": NOW + timedelta(hours=14),
    }
    agenda = [
        {"on": date(2026, 11, 24), "label": "Silence expires: PARP to Cassovia", "tone": "amber"},
        {"on": date(2026, 11, 26), "label": "Silence expires: Menu 2027 addendum", "tone": "amber"},
        {"on": date(2026, 11, 27), "label": "Partnerships committee"},
        {
            "on": date(2026, 11, 28),
            "label": "Nominations close: PCM-0047",
            "tone": "accent",
            "url": "/en/menu/PCM-0047/",
        },
        {
            "on": date(2026, 12, 3),
            "label": "Nominations close: PCM-0288",
            "tone": "accent",
            "url": "/en/menu/PCM-0288/",
        },
    ]
    history = [
        {
            "at": NOW - timedelta(hours=2),
            "who": "Henrik Voss, Council secretariat",
            "what": "Question answered",
            "url": "/en/",
        },
        {
            "at": NOW - timedelta(hours=36),
            "who": "Henrik Voss, Council secretariat",
            "what": "Put under silence",
            "ground": "W-31",
        },
        {
            "at": NOW - timedelta(days=4),
            "who": "Jana Novák, International Staff",
            "what": "File complete",
            "note": "Both language versions attached.",
        },
    ]
    if name == "guest":
        nobody = {"actor": ANONYMOUS, "nav": [], "acting": None, "sign_in_url": "/en/account/login/"}
        return {**_shell(DESK, "", role=""), **nobody}
    if name == "drawings":
        return {**_shell(DESK, "programmes", role="Desk officer"), **_drawings()}
    if name == "form":
        return {
            **_shell(MISSION, "menu", role="Mission of Arcadia"),
            "form": Nomination({"mode": "site", "level": "9"}),
        }
    marking = {} if name == "today" else {"marking": "UNCLASSIFIED, releasable to EAPC/PfP"}
    desk = _shell(DESK, "today" if name == "today" else "decisions", role="Desk officer")
    return {
        **desk,
        **marking,
        "silence": silence,
        "agenda": agenda,
        "history": history,
        "panel": PANEL,
        "rule_panel": RULE_PANEL,
        "back_url": "/en/",
    }


def gallery_environment() -> Environment:
    """Make the product's environment, with the gallery's templates and addresses that need no collected files."""
    env = environment(loader=ChoiceLoader([FileSystemLoader(HERE / "templates"), FileSystemLoader(TEMPLATES)]))
    env.globals["static"] = lambda path: f"/static/{path}"
    env.globals["vendor"] = lambda name, file: f"/static/{vendor_path(name, file)}"
    return env


def render(name: str, *, scheme: str = "light", language: str = "en", density: str = "standard") -> str:
    """Write one page of the gallery."""
    with translation.override(language):
        cookies = {"comity_scheme": scheme, "comity_density": density}
        full = {**context(name), "cookies": cookies, "request": None}
        template = {"error": "errors/offline.html", "refused": "refusals/refused.html", "guest": "errors/404.html"}.get(
            name, f"gallery/{name}.html"
        )
        return gallery_environment().get_template(template).render(full)


def refusal() -> str:
    """Write the panel alone, as htmx gets it in answer to a refused act."""
    with translation.override("en"):
        return str(gallery_environment().from_string("{{ ui.refusal(panel) }}").render(panel=PANEL))
