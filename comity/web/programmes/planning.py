"""What a person sends about actions, help and assessments, read and checked for form only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from comity.programmes import queries
from comity.programmes.rules.plans import ActionState, Planned
from comity.web.programmes import frame, labels

MOST = 300
CELLS = 4


def chapters_of(row: Any) -> dict[str, str]:
    """This will name the chapters of a programme by their codes. One query."""
    locale = get_language() or "en"
    return {one.code: f"{one.number}. {one.title_in(locale)}" for one in row.sections.all()}


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _area(label: Any, rows: int, *, required: bool = True, longest: int = 4_000, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class _ForGoal(forms.Form):
    """The goal and the chapter that actions belong to."""

    goal = forms.TypedChoiceField(label=_("Goal"), coerce=int)
    chapter = forms.ChoiceField(label=_("Chapter"))

    def __init__(self, *args: Any, of: frame.Seen, **kwargs: Any) -> None:
        """This will offer the goals and chapters of the programme."""
        super().__init__(*args, **kwargs)
        found = [one.goal for one in queries.goals(of.row, version=of.version)]
        self.fields["goal"].choices = [(goal.number, goal.title) for goal in found]  # type: ignore[attr-defined]
        self.fields["chapter"].choices = list(chapters_of(of.row).items())  # type: ignore[attr-defined]


class Action(_ForGoal):
    """One action."""

    title = forms.CharField(label=_("Action"), max_length=240)
    due_on = _day(_("Due on"))
    lead = forms.CharField(label=_("Who leads in the capital"), max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        """This will put it together as the rules know it."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            names = ("goal", "chapter", "title", "due_on", "lead")
            data["planned"] = (Planned(**{name: data[name] for name in names}),)
        return data


class ManyActions(_ForGoal):
    """Many actions for one goal and chapter: a line for each, as it comes from a spreadsheet."""

    lines = _area(
        _("Actions, a line for each"),
        10,
        longest=100_000,
        help_text=_(
            "Day; action; who leads. Written as 2027-06-30; Publish the plan; Ministry of Defence. Lines copied from a"
            " spreadsheet are read as they are."
        ),
    )

    def clean_lines(self) -> tuple[tuple[date, str, str], ...]:
        """This will read the lines and say of each wrong one what is wrong with it."""
        found, wrong = [], []
        lines = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        for number, line in enumerate(lines, start=1):
            cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split(";"))]
            try:
                due_on = date.fromisoformat(cells[0])
            except ValueError:
                wrong.append(_now("Line %(number)s does not begin with a day such as 2027-06-30.") % {"number": number})
                continue
            if not 2 <= len(cells) < CELLS or not cells[1] or len(cells[1]) > 240:  # noqa: PLR2004
                wrong.append(_now("Line %(number)s names no action, or has too much in it.") % {"number": number})
                continue
            found.append((due_on, cells[1], cells[2][:160] if len(cells) > 2 else ""))  # noqa: PLR2004
        if len(lines) > MOST:
            wrong = [_now("Send %(most)s lines at most at once.") % {"most": MOST}]
        if wrong:
            raise forms.ValidationError(wrong)
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """This will put them together as the rules know them."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            data["planned"] = tuple(
                Planned(data["goal"], data["chapter"], title, due_on, lead) for due_on, title, lead in data["lines"]
            )
        return data


class Carry(forms.Form):
    """Which unfinished actions of the plan before come along, and by when they are to be done now."""

    numbers = forms.TypedMultipleChoiceField(
        label=_("Unfinished actions"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    due_on = _day(_("New day for all of them"))

    def __init__(self, *args: Any, former: queries.Former, **kwargs: Any) -> None:
        """This will offer what is left over; the rule says why of anything else that is sent."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["numbers"]
        field.choices = [(line.number, f"{line.number} {line.row.title}") for line in former.lines]
        field.widget.choices = [(line.number, f"{line.number} {line.row.title}") for line in former.left]

    def clean_numbers(self) -> tuple[int, ...]:
        """This will take each action once."""
        return tuple(sorted(set(self.cleaned_data["numbers"])))


class Report(forms.Form):
    """How far the chosen actions are."""

    number = forms.TypedMultipleChoiceField(label=_("Actions"), coerce=int, widget=forms.CheckboxSelectMultiple)
    state = forms.ChoiceField(
        label=_("How far they are"), choices=[(one.value, word) for one, (word, _t) in labels.ACTION_STATES.items()]
    )
    note = forms.CharField(label=_("What was done"), required=False, max_length=2_000)

    def __init__(self, *args: Any, numbers: Collection[int] = (), **kwargs: Any) -> None:
        """This will take the actions that there are."""
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]

    def clean_number(self) -> tuple[int, ...]:
        """This will take each action once."""
        return tuple(sorted(set(self.cleaned_data["number"])))

    def clean_state(self) -> ActionState:
        """This will read the state."""
        return ActionState(self.cleaned_data["state"])


class OfferHelp(forms.Form):
    """What an Ally offers."""

    text = _area(_("What your nation offers"), 3, longest=2_000)


class Mission(forms.Form):
    """When a mission goes to the capital, and who goes."""

    from_on = _day(_("First day of the mission"))
    until_on = _day(_("Last day of the mission"))
    team = _area(_("Who goes, and whom they meet"), 3, required=False)


class NoMission(forms.Form):
    """An assessment without a mission."""

    team = _area(_("Who writes it"), 2, required=False)


class Draft(forms.Form):
    """The draft of an assessment: the whole, and a word on each goal."""

    text = _area(_("What the assessment finds"), 10, longest=20_000)

    def __init__(self, *args: Any, goals: Collection[Any], **kwargs: Any) -> None:
        """This will offer a field for each goal."""
        super().__init__(*args, **kwargs)
        self.numbers = [goal.number for goal in goals]
        for goal in goals:
            label = _now("On goal %(number)s: %(title)s") % {"number": goal.number, "title": goal.title}
            self.fields[f"goal_{goal.number}"] = _area(label, 2, required=False, longest=2_000)

    def words(self) -> dict[int, str]:
        """This will give what was written on each goal."""
        return {number: self.cleaned_data[f"goal_{number}"] for number in self.numbers}


class Discussion(forms.Form):
    """When and where a draft was discussed, and what was said."""

    held_on = _day(_("Held on"))
    held_in = forms.CharField(label=_("In which format"), max_length=80, required=False)
    summary = _area(_("What was said"), 5, required=False)
