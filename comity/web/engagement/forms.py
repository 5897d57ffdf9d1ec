"""What people send about dialogues and organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.engagement.rules import Level, Objective, Outcome
from comity.policy import pack
from comity.web.engagement import labels
from comity.web.people.forms import Day

LONGEST = 10_000

type Choices = Sequence[tuple[str, Any]]


def _areas() -> list[tuple[str, str]]:
    locale = get_language() or "en"
    return [(area.code, area.name.in_(locale)) for area in pack().areas.values()]


def _text(label: Any, *, rows: int = 4, required: bool = False, help_text: Any = "") -> forms.CharField:
    """This will ask for a text of some length."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, help_text=help_text)


class Propose(forms.Form):
    """With which nation, on what and to which end."""

    party = forms.ChoiceField(label=_("Nation"), help_text=_("Nations that are neither Allies nor in a framework."))
    areas = forms.MultipleChoiceField(
        label=_("Priority areas"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The dialogue keeps to what you choose here."),
    )
    purpose = _text(_("Purpose"), required=True, help_text=_("The Council decides on what you write here."))

    def __init__(self, *args: Any, nations: Choices, **kwargs: Any) -> None:
        """This will offer the nations outside the frameworks and the areas of the policy."""
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", "—"), *nations]  # type: ignore[attr-defined]
        self.fields["areas"].choices = _areas()  # type: ignore[attr-defined]


class Contact(forms.Form):
    """One contact: when, where, on what."""

    held_on = Day(label=_("Held on"))
    area = forms.ChoiceField(label=_("Priority area"))
    subject = forms.CharField(label=_("Subject"), max_length=240)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    summary = _text(_("What was said"), help_text=_("Read by the staff and the Allies."))
    is_warning = forms.BooleanField(label=_("May help to avert a crisis"), required=False)

    def __init__(self, *args: Any, areas: Sequence[str], **kwargs: Any) -> None:
        """This will offer the areas of the dialogue."""
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [pair for pair in _areas() if pair[0] in areas]  # type: ignore[attr-defined]


class Path(forms.Form):
    """Where a dialogue may lead."""

    towards = forms.ChoiceField(label=_("It may lead to"))
    path = _text(_("How"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the frameworks and the types of programme."""
        super().__init__(*args, **kwargs)
        locale = get_language() or "en"
        found: Choices = [(one.code, one.name.in_(locale)) for one in pack().frameworks.values()]
        kinds: Choices = [(one.code, one.name.in_(locale)) for one in pack().programme_types.values()]
        self.fields["towards"].choices = [  # type: ignore[attr-defined]
            (_("Frameworks"), found),
            (_("Programmes"), kinds),
        ]


class Close(forms.Form):
    """With what a dialogue ends, and why."""

    outcome = forms.TypedChoiceField(
        label=_("Outcome"), choices=[(o.value, label) for o, label in labels.OUTCOMES.items()], coerce=Outcome
    )
    reason = _text(_("Reason"), required=True)


class SetUp(forms.Form):
    """For which organisation a record is kept, and what it is for."""

    party = forms.ChoiceField(label=_("Organisation"))
    aims = _text(_("What the cooperation is for"))

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        """This will offer the organisations that have no record yet."""
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", "—"), *organisations]  # type: ignore[attr-defined]


_OBJECTIVES = [(one.value, label) for one, label in labels.OBJECTIVES.items()]


class Talks(forms.Form):
    """Staff talks that were held."""

    held_on = Day(label=_("Held on"))
    level = forms.TypedChoiceField(
        label=_("Level"), choices=[(one.value, label) for one, label in labels.LEVELS.items()], coerce=Level
    )
    objectives = forms.TypedMultipleChoiceField(
        label=_("Objectives served"),
        choices=_OBJECTIVES,
        coerce=Objective,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    subjects = forms.CharField(label=_("Subjects"), max_length=240)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    summary = _text(_("What was said"), help_text=_("Read by the staff, the Allies and the organisation."))
    next_on = Day(label=_("Next talks"), required=False)


class Joint(forms.Form):
    """Something that is done together."""

    title_en = forms.CharField(label=_("Title in English"), max_length=240)
    title_fr = forms.CharField(label=_("Title in French"), max_length=240)
    objective = forms.TypedChoiceField(label=_("Objective served"), choices=_OBJECTIVES, coerce=Objective)
    start_on = Day(label=_("First day"))
    end_on = Day(label=_("Last day"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    activity = forms.RegexField(
        r"^[A-Z]{2,8}-\d{1,8}$",
        label=_("On the menu as"),
        required=False,
        help_text=_("A code such as PCM-0455, if it stands there."),
        error_messages={"invalid": _("Write a code such as PCM-0455, or nothing.")},
    )


class Agreement(forms.Form):
    """An agreement that was signed."""

    title_en = forms.CharField(label=_("Title in English"), max_length=240)
    title_fr = forms.CharField(label=_("Title in French"), max_length=240)
    reference = forms.CharField(label=_("Reference"), max_length=80, required=False)
    signed_on = Day(label=_("Signed on"))
    in_force_on = Day(label=_("In force from"), required=False)
    ends_on = Day(label=_("Ends on"), required=False)


class End(forms.Form):
    """From which day on an agreement holds no longer, and why."""

    ends_on = Day(label=_("Ends on"))
    reason = _text(_("Reason"), required=True)
