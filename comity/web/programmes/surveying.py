"""What a partner sends in answer to a survey, and what the desk records of talks, read and checked for form only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from comity.policy.programme_types import Talks
from comity.programmes import queries
from comity.web.programmes import labels

MOST = 10_000
WHOLE = 100
DIGITS = 12


class Answers(forms.Form):
    """A field for each question, and a tick that an answer carried over still holds."""

    def __init__(self, data: Any = None, *, answered: Collection[queries.Answered]) -> None:
        """This will offer the questions with what they hold now."""
        super().__init__(data, initial={one.question.code: one.text for one in answered}, auto_id="q_%s")
        self.answered, locale = tuple(answered), get_language() or "en"
        for one in self.answered:
            is_text = one.question.unit == "text"
            self.fields[one.question.code] = forms.CharField(
                label=one.question.title.in_(locale),
                required=False,
                max_length=MOST,
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}) if is_text else forms.TextInput(),
            )
            self.fields[f"ok_{one.question.code}"] = forms.BooleanField(
                label=_("It still holds"), required=False, initial=one.is_confirmed
            )

    def clean(self) -> dict[str, Any]:
        """This will take whole numbers where a number is asked, and shares of a hundred where a share is."""
        data = super().clean() or self.cleaned_data
        for one in self.answered:
            text = str(data.get(one.question.code, "")).replace("\u00a0", "").replace(" ", "")
            if one.question.unit == "text" or not text:
                continue
            if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
                self.add_error(one.question.code, _now("Write a whole number."))
            elif one.question.unit == "percent" and int(text) > WHOLE:
                self.add_error(one.question.code, _now("Write a share of at most 100."))
            else:
                data[one.question.code] = text
        return data

    def kept(self) -> dict[str, str]:
        """This will give the answers that were written otherwise or ticked as still right."""
        data = self.cleaned_data
        return {
            code: data[code]
            for one in self.answered
            for code in (one.question.code,)
            if data[code].strip() != one.text or data[f"ok_{code}"]
        }


class TalksHeld(forms.Form):
    """Which talks were held, when, and what was said."""

    kind = forms.ChoiceField(label=_("Talks"), choices=[(kind.value, word) for kind, word in labels.TALKS.items()])
    held_on = forms.DateField(
        label=_("Held on"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    summary = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def clean_kind(self) -> Talks:
        """This will read which talks they were."""
        return Talks(self.cleaned_data["kind"])
