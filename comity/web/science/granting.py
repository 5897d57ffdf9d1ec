"""What people send about grants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.web.people.forms import Day
from comity.web.science import asking
from comity.web.science.forms import text

MOST_EUROS = 10_000_000


def _euros(label: Any, *, least: int = 1, help_text: Any = "") -> forms.IntegerField:
    """This will ask for a sum in whole euros."""
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_EUROS, help_text=help_text)


class Milestone(forms.Form):
    """What is to be reached, and by when."""

    title = forms.CharField(label=_("What is to be reached"), max_length=240)
    on = Day(label=_("Due on"))


class Evidence(forms.Form):
    """What shows that a milestone is met."""

    evidence = text(_("What shows it"), required=True)


class AskPayment(forms.Form):
    """How much is asked for, under which heading, for what."""

    heading = forms.ChoiceField(label=_("Heading"))
    euros = _euros(_("Sum in euros"))
    purpose = text(_("For what"), required=True, help_text=_("Name the invoices or receipts that you keep."))

    def __init__(self, *args: Any, headings: Iterable[str], **kwargs: Any) -> None:
        """This will offer the headings of the budget."""
        super().__init__(*args, **kwargs)
        self.fields["heading"].choices = [  # type: ignore[attr-defined]
            (code, asking.heading(code)) for code in headings
        ]


class Report(forms.Form):
    """What was done since the last report, and what was spent so far."""

    summary = text(_("What was done and what comes next"), rows=8, required=True)
    spent = _euros(_("Spent so far, in euros"), least=0)


class Property(forms.Form):
    """Something that was bought."""

    name = forms.CharField(label=_("What it is"), max_length=240)
    mark = forms.CharField(label=_("Its number or mark"), max_length=80)
    place = forms.CharField(label=_("Where it stands"), max_length=240)
    euros = _euros(_("Price in euros"))
    on = Day(label=_("Bought on"))


class Close(forms.Form):
    """With what a grant ends."""

    summary = text(
        _("What became of it"),
        rows=6,
        required=True,
        help_text=_("Results, their use by the end-users, and who keeps what was bought."),
    )
