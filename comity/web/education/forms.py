"""What people send about education, training and capacity building."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.education.rules import Field
from comity.policy import pack
from comity.web.education import labels
from comity.web.people.forms import Day

LONGEST = 10_000
MOST_PEOPLE = 100_000

_FIELDS = [(one.value, label) for one, label in labels.FIELDS.items()]


def text(label: Any, *, required: bool = False, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """This will ask for a text of some length."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, help_text=help_text)


def people(label: Any, help_text: Any = "") -> forms.IntegerField:
    """This will ask how many people."""
    return forms.IntegerField(label=label, max_value=MOST_PEOPLE, min_value=0, help_text=help_text)


class Need(forms.Form):
    """What a partner needs."""

    field = forms.TypedChoiceField(label=_("Field of work"), choices=_FIELDS, coerce=Field)
    title = forms.CharField(label=_("What is needed"), max_length=160)
    people = people(_("For how many people"))
    by_on = Day(label=_("Needed by"))
    text = text(_("More about it"), help_text=_("Read by all who have signed in."))


class Offer(forms.Form):
    """What an Ally or a partner offers."""

    field = forms.TypedChoiceField(label=_("Field of work"), choices=_FIELDS, coerce=Field)
    title = forms.CharField(label=_("What is offered"), max_length=160)
    people = people(_("For how many people"), _("What is agreed is taken from this number."))
    until_on = Day(label=_("Open until"))
    frameworks = forms.MultipleChoiceField(
        label=_("For partners in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose none to offer it to all partners."),
    )
    text = text(_("More about it"), help_text=_("Read by all who have signed in."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the frameworks of the policy."""
        super().__init__(*args, **kwargs)
        locale = get_language() or "en"
        self.fields["frameworks"].choices = [  # type: ignore[attr-defined]
            (one.code, one.name.in_(locale)) for one in pack().frameworks.values()
        ]


class Match(forms.Form):
    """Which offer would meet a need, and for how many people."""

    offer = forms.TypedChoiceField(
        label=_("What is offered"), coerce=int, help_text=_("Open offers that fit the need.")
    )
    people = people(_("For how many people"))
    note = text(_("Note to both sides"), rows=3)

    def __init__(self, *args: Any, offers: Sequence[tuple[Any, Any]], **kwargs: Any) -> None:
        """This will offer what fits."""
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = list(offers)  # type: ignore[attr-defined]


class Nothing(forms.Form):
    """Nothing but the button."""


class Reason(forms.Form):
    """Why."""

    reason = text(_("Reason"), required=True)


class Confirm(forms.Form):
    """What was done."""

    people = people(_("How many people were trained or helped"))
    done_on = Day(label=_("Done on"), help_text=_("The last day of what was done."))


class Application(forms.Form):
    """For which centre, and what speaks for it."""

    centre = forms.ChoiceField(label=_("Training centre"), help_text=_("Those for which your nation answers."))
    case = text(_("What speaks for it"), required=True, help_text=_("Courses, teachers, visitors from other nations."))

    def __init__(self, *args: Any, centres: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer the centres of a nation."""
        super().__init__(*args, **kwargs)
        self.fields["centre"].choices = list(centres)  # type: ignore[attr-defined]


class Findings(forms.Form):
    """What an assessment found."""

    findings = text(_("What the assessment found"), required=True, help_text=_("The Council reads it as the note."))
