"""Letters about consultations: each can be written in both languages, with nothing left open."""

from __future__ import annotations

import pytest
from django.template import loader
from django.utils import translation

KNOWN = {
    "code": "2026-001",
    "title": "Protection of cables",
    "paper": "AC-2026-0001",
    "at": "18 Dec 2026, 10:00",
    "due": "20 Dec 2026",
    "site": "https://comity.test",
    "path": "/en/consultations/2026-001/",
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["recorded", "sent_back", "convened", "follow_up", "cancelled"])
def test_a_letter_names_the_consultation_and_leads_to_it(name: str, language: str) -> None:
    with translation.override(language):
        text = loader.render_to_string(f"mail/consultations/{name}.txt", KNOWN)
    assert "2026-001" in text.splitlines()[0]
    assert "Protection of cables" in text
    assert "https://comity.test/en/consultations/2026-001/" in text
    assert ("Consultation 2026-001" in text) or ("consultation 2026-001" in text)
