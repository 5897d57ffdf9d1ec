"""What people may send about papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.documents.rules import Level
from comity.web.documents import labels


class Attach(forms.Form):
    """A file, and how its sender says it is marked."""

    file = forms.FileField(
        label=_("File"),
        max_length=160,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
        help_text=_("PDF or Word (docx), without macros."),
    )
    level = forms.ChoiceField(
        label=_("Marking of the file"), choices=[(level.value, word) for level, word in labels.LEVELS.items()]
    )

    def clean_level(self) -> Level:
        """This will give the level as the rules know it."""
        return Level(self.cleaned_data["level"])


class Listed(forms.Form):
    """Which page of the list is shown."""

    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def number(self) -> int:
        """This will give the page asked for, or the first."""
        sent: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return int(sent.get("page") or 1)


class Version(forms.Form):
    """Which version of a paper is meant."""

    version = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def number(self) -> int | None:
        """This will give the version asked for; None means the newest."""
        return self.cleaned_data.get("version") if self.is_valid() else None
