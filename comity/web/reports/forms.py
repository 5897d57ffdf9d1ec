"""Which day a report is of, and what people send about the review of tools."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.feedback.rules import ToolVerdict
from comity.web.nations.forms import Since1949
from comity.web.reports import labels

LONGEST = 10_000


class AsOf(forms.Form):
    """The day as of which the tables are read."""

    on = Since1949(label=_("As of"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """This will remember the last day that can be reported on."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        """This will refuse days to come (W-254)."""
        day: date | None = self.cleaned_data["on"]
        if day and day > self.today:
            raise forms.ValidationError(_("A report is of a day that has begun (W-254): give today or an earlier day."))
        return day

    @property
    def day(self) -> date:
        """This will give the day asked for, or today where none or a wrong one was given."""
        return (self.cleaned_data.get("on") if self.is_valid() else None) or self.today


class Propose(forms.Form):
    """What is proposed for a tool, and why."""

    verdict = forms.TypedChoiceField(
        label=_("Verdict"),
        choices=[(verdict.value, label) for verdict, label in labels.VERDICTS.items()],
        coerce=ToolVerdict,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The Council decides on what you write here."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    change = forms.CharField(
        label=_("What is to change"),
        help_text=_("Only for a change; everybody may read it once the Council has agreed."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class Account(forms.Form):
    """What a discarded tool has freed."""

    freed = forms.CharField(
        label=_("What it has freed, and for what that was used"),
        help_text=_("Everybody may read it. Sums of money stand beside it, for the staff and the Allies."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
