"""What people send about an activity: marks and a text, or a decision with its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.policy import pack
from comity.web.feedback import labels

MOST_WORDS = 4_000


class ReportForm(forms.Form):
    """The questions of one kind of respondent, each with a mark from 1 to 5, and a text."""

    def __init__(self, respondent: str, *args: Any, **kwargs: Any) -> None:
        """This will ask what the policy pack asks of the respondent."""
        super().__init__(*args, **kwargs)
        self.questions = [question.code for question in pack().form(respondent).questions]
        for question in pack().form(respondent).questions:
            self.fields[question.code] = forms.TypedChoiceField(
                label=question.text.in_(get_language() or "en"),
                choices=labels.MARKS,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a mark from 1 to 5.")},
            )
        self.fields["text"] = forms.CharField(
            label=_("What should be kept, what changed?"),
            required=False,
            max_length=MOST_WORDS,
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    @property
    def marks(self) -> dict[str, int]:
        """This will give the marks, once the form is valid."""
        return {code: int(self.cleaned_data[code]) for code in self.questions}


class DecisionForm(forms.Form):
    """A decision on a pruning proposal, in writing."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("keep", _("Keep it on the menu")), ("prune", _("Take it off the menu"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The provider and the programmes that use it read it."),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why.")},
    )
    replacement = forms.RegexField(
        r"^[A-Z]{2,8}-\d{1,8}$",
        label=_("What takes its place"),
        help_text=_("The code of another activity, such as PCM-0455."),
        required=False,
        error_messages={"invalid": _("Write a code such as PCM-0455, or nothing.")},
    )
