"""What people may ask, and what is answered."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4_000


class Ask(forms.Form):
    """A request to the staff."""

    about = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)
    refusal = forms.RegexField(r"^R-\d{4}-\d{5,}$", required=False, max_length=24, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What you ask for"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The first line is the title. Your party and the staff read it."),
    )


class Answer(forms.Form):
    """An answer to a request."""

    text = forms.CharField(label=_("Your answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))
