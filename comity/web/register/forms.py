"""What one may ask the register for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

# Days of which each has a day before and after it.
KEPT = (MinValueValidator(date(1949, 1, 1)), MaxValueValidator(date(2100, 12, 31)))


class Wanted(forms.Form):
    """Filters of the register; what is left empty filters nothing."""

    party = forms.ChoiceField(label=_("Party"), required=False)
    who = forms.CharField(label=_("Who"), required=False, max_length=120)
    verb = forms.ChoiceField(label=_("Act"), required=False)
    about = forms.CharField(label=_("About"), required=False, max_length=160)
    since = forms.DateField(label=_("From"), required=False, input_formats=["%Y-%m-%d"], validators=KEPT)
    until = forms.DateField(label=_("Until"), required=False, input_formats=["%Y-%m-%d"], validators=KEPT)

    def __init__(self, *args: Any, parties: dict[str, str], verbs: dict[str, str], **kwargs: Any) -> None:
        """This will offer the parties and verbs that there are."""
        super().__init__(*args, **kwargs)
        by_name = sorted(parties.items(), key=lambda pair: pair[1].casefold())
        self.fields["party"].choices = [("", _("All parties")), *by_name]  # type: ignore[attr-defined]
        self.fields["verb"].choices = [("", _("All acts")), *verbs.items()]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """This will give what was asked for and can be understood."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def options(self, name: str) -> list[dict[str, Any]]:
        """This will list what one may choose, as the filter component takes it."""
        choices: list[tuple[Any, Any]] = self.fields[name].choices  # type: ignore[attr-defined]
        return [{"value": value, "label": label} for value, label in choices]
