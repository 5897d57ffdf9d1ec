"""Addresses: the language first, then the subject."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from comity.web.people import display

SUBJECTS = {
    "today": "today/",
    # What stands below the menu comes before it, since the menu takes every other word for a code.
    "nominations": "menu/",
    "feedback": "menu/",
    "menu": "menu/",
    "programmes": "programmes/",
    "decisions": "decisions/",
    "resources": "resources/",
    "consultations": "consultations/",
    "money": "money/",
    "nations": "nations/",
    "people": "people/",
    "policy": "policy/",
    "refusals": "refusals/",
    "engagement": "engagement/",
    "operations": "operations/",
    "reports": "reports/",
    "presence": "presence/",
    "science": "science/",
    "education": "education/",
    "trust_funds": "trust-funds/",
    "register": "register/",
    "documents": "documents/",
    "help": "help/",
    "find": "find/",
    "public": "",
}

urlpatterns = [
    path("api/", include("comity.api.urls")),
    *i18n_patterns(
        path("account/", include("comity.web.people.sign_in")),
        path("display/", display.choose, name="display"),
        *(path(prefix, include(f"comity.web.{subject}.urls")) for subject, prefix in SUBJECTS.items()),
        prefix_default_language=True,
    ),
]

handler400 = "comity.web.errors.bad_request"
handler403 = "comity.web.errors.forbidden"
handler404 = "comity.web.errors.not_found"
handler500 = "comity.web.errors.fault"
