"""What people send about the support of schools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.education.rules import Responsible, SupportArea, SupportMark, year_name
from comity.policy import number
from comity.web.education import labels
from comity.web.education.forms import MOST_PEOPLE, people, text
from comity.web.people.forms import Day

_AREAS = [(one.value, label) for one, label in labels.SUPPORT_AREAS.items()]


class Years(forms.Form):
    """Which academic years a plan covers."""

    from_year = forms.TypedChoiceField(label=_("From the academic year"), coerce=int)
    years = forms.IntegerField(label=_("For how many academic years"), min_value=1, max_value=MOST_PEOPLE)

    def __init__(self, *args: Any, first: int, **kwargs: Any) -> None:
        """This will offer the years from the first on."""
        super().__init__(*args, **kwargs)
        offered = range(first, first + number("education.most_years") + 1)
        self.fields["from_year"].choices = [  # type: ignore[attr-defined]
            (year, year_name(year)) for year in offered
        ]


class AskSupport(Years):
    """For which school, for what and for which years."""

    school = forms.ChoiceField(label=_("School"), help_text=_("Schools for which your nation answers."))
    case = text(_("What is asked for and why"), required=True)
    field_order = ("school", "case", "from_year", "years")

    def __init__(self, *args: Any, schools: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer the schools of a nation."""
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = list(schools)  # type: ignore[attr-defined]


class Visit(forms.Form):
    """What a visit to the school has found, by area."""

    visited_on = Day(label=_("Visited on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will ask for a text for each area."""
        super().__init__(*args, **kwargs)
        for value, label in _AREAS:
            self.fields[value] = text(label)

    def clean(self) -> dict[str, Any]:
        """This will bring the findings together by area."""
        sent = super().clean() or {}
        return {
            "visited_on": sent.get("visited_on"),
            "findings": {area: sent.get(area.value, "") for area in SupportArea},
        }


class Objective(forms.Form):
    """What is to become better."""

    area = forms.TypedChoiceField(label=_("Area"), choices=_AREAS, coerce=SupportArea)
    title = forms.CharField(label=_("What will be better"), max_length=240)
    measure = text(_("How one will see it"), rows=2)


class Event(forms.Form):
    """What leads to an objective, by when, and who is responsible."""

    objective = forms.TypedChoiceField(label=_("Objective"), coerce=int)
    title = forms.CharField(label=_("Event"), max_length=240)
    responsible = forms.TypedChoiceField(
        label=_("Responsible"),
        choices=[(one.value, label) for one, label in labels.RESPONSIBLE.items()],
        coerce=Responsible,
        help_text=_("Allies and partners promise teachers once the plan is agreed."),
    )
    due_on = Day(label=_("To be held by"))

    def __init__(self, *args: Any, objectives: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """This will offer the objectives of the plan."""
        super().__init__(*args, **kwargs)
        self.fields["objective"].choices = list(objectives)  # type: ignore[attr-defined]


class Agree(forms.Form):
    """To which version of the plan; nothing else but the button."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Contribute(forms.Form):
    """With how many teachers."""

    teachers = people(_("How many teachers"))
    text = text(_("Who they are and what they bring"), rows=3, help_text=_("Read by all who have signed in."))


class Report(forms.Form):
    """When an event was held, for how many people, and who came."""

    held_on = Day(label=_("It was held on"), help_text=_("The last day of what was done."))
    people = people(_("How many people took part"))
    came = forms.MultipleChoiceField(
        label=_("Who has come"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of those that promised teachers. Only who came is counted."),
    )
    report = text(_("What came of it"), help_text=_("Read by all who have signed in."))

    def __init__(self, *args: Any, promised: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer those that promised, or not ask where nobody did."""
        super().__init__(*args, **kwargs)
        if promised:
            self.fields["came"].choices = list(promised)  # type: ignore[attr-defined]
        else:
            del self.fields["came"]


class Review(forms.Form):
    """How far each objective has come in a year."""

    def __init__(self, *args: Any, objectives: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """This will ask for a mark of each objective, and for a text."""
        super().__init__(*args, **kwargs)
        self.objectives = [key for key, _title in objectives]
        for key, title in objectives:
            self.fields[f"mark_{key}"] = forms.TypedChoiceField(
                label=title,
                choices=[(one.value, label) for one, (label, _tone) in labels.SUPPORT_MARKS.items()],
                widget=forms.RadioSelect,
                coerce=SupportMark,
            )
        self.fields["text"] = text(
            _("The year in words"), required=True, help_text=_("Read by the partner, the staff and the Allies.")
        )

    def clean(self) -> dict[str, Any]:
        """This will bring the marks together by objective."""
        sent = super().clean() or {}
        marks = {key: sent[f"mark_{key}"] for key in self.objectives if f"mark_{key}" in sent}
        return {"marks": marks, "text": sent.get("text", "")}


class Lasting(forms.Form):
    """What lasts."""

    lasting = text(
        _("What lasts"),
        required=True,
        help_text=_("What the school does by itself from now on."),
    )
