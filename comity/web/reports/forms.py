"""Which day a report is of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.web.nations.forms import Since1949


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
