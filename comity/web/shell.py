"""What stands round every page: who acts for whom, where one can go, in which language."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from comity.core.actor import ANONYMOUS
from comity.web.addresses import reverse
from comity.web.once import Proof

PLACES = (
    ("today", _("Today"), "today:today"),
    ("menu", _("Menu"), "menu:menu"),
    ("programmes", _("Programmes"), "programmes:programmes"),
    ("decisions", _("Decisions"), "decisions:decisions"),
    ("consultations", _("Consultations"), "consultations:consultations"),
    ("resources", _("Resources"), "resources:home"),
)
FOOTER = (
    (_("Nations"), "nations:nations"),
    (_("Organisations"), "engagement:organisations"),
    (_("Operations"), "operations:operations"),
    (_("Reports"), "reports:overview"),
    (_("Contact points"), "presence:mandates"),
    (_("Science"), "science:calls"),
    (_("Education"), "education:needs"),
    (_("Trust funds"), "trust_funds:funds"),
    (_("Documents"), "documents:documents"),
    (_("Policy"), "policy:policy"),
    (_("Register"), "register:register"),
    (_("Help"), "help:help"),
)
# For those who read the books (W-120).
MONEY = (pgettext_lazy("place", "Money"), "money:lines")
NAMES_OF_LANGUAGES = {"en": "English", "fr": "Français"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """This will give every template what the frame round the page needs."""
    actor = getattr(request, "actor", ANONYMOUS)
    visitor = getattr(request, "visitor", None)
    locale = get_language() or "en"
    here = request.path.split("/")[2] if request.path.count("/") > 1 else ""
    return {
        "home_url": reverse("today:home") if actor.is_signed_in else f"/{locale}/",
        "find_url": reverse("find:find"),
        "sign_in_url": "" if actor.is_signed_in else reverse("account_login"),
        "account_menu": _account_menu() if actor.is_signed_in else [],
        "footer": [
            {"label": label, "url": reverse(name)}
            for label, name in (*FOOTER, *([MONEY] if actor.is_staff or actor.is_ally else []))
        ],
        "messages": get_messages(request),
        "actor": actor,
        "visitor": visitor,
        "now": getattr(request, "now", None),
        "locale": locale,
        "demo": settings.DEMO,
        "nav": [
            {"key": key, "label": label, "url": reverse(name), "current": here == key, "badge": 0}
            for key, label, name in PLACES
        ]
        if actor.is_signed_in
        else [],
        "badges_url": f"{reverse('today:badges')}?here={quote(here)}" if actor.is_signed_in else "",
        "acting": _acting(visitor, locale),
        "languages": [
            {"code": code, "label": label, "url": _same_page_in(request, code), "current": code == locale}
            for code, label in NAMES_OF_LANGUAGES.items()
        ],
        "csrf_input": csrf_input(request),
    }


def _account_menu() -> list[dict[str, Any]]:
    """This will list what stands behind the reader's name."""
    return [
        {"label": _("My settings"), "url": reverse("people:settings"), "icon": "settings"},
        {"label": _("People of my party"), "url": reverse("people:people"), "icon": "users"},
        {"label": _("Password"), "url": reverse("account_change_password"), "icon": "lock"},
        {"label": _("Second factor"), "url": reverse("mfa_index"), "icon": "shield-check"},
        {"label": _("Sign out"), "url": reverse("account_logout"), "icon": "log-out", "method": "post"},
    ]


def _acting(visitor: Any, locale: str) -> dict[str, Any] | None:
    """This will say for whom the reader acts, and where to change hats."""
    if visitor is None or visitor.hat is None:
        return None
    return {
        "party_name": visitor.hat.name_in(locale),
        "is_staff": visitor.hat.actor.is_staff,
        "title": visitor.hat.title_in(locale),
        "deputy_for": visitor.hat.actor.deputy_for,
        "sentence": "",
        "switch_url": reverse("people:hats") if len(visitor.hats) > 1 else "",
    }


def _same_page_in(request: HttpRequest, code: str) -> str:
    """This will give the address of the page in hand in another language, filters included."""
    _, first, rest = f"{request.get_full_path()}//".split("/", 2)
    return f"/{code}/{rest.removesuffix('//')}" if first in NAMES_OF_LANGUAGES else f"/{code}/"


def csrf_input(request: HttpRequest) -> Proof:
    """This will write the hidden fields that prove that a form was ours, and that it is sent once (W-76)."""
    return Proof(get_token(request))
