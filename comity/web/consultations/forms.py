"""What people send: a request, a text, a session, a task, a concern, a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.consultations.rules import Occasion, State
from comity.core.calendar import at_brussels
from comity.web.consultations import labels

LONG = 4_000
Choices = list[tuple[str, Any]]


def _text(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "", most: int = LONG) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write something here.")},
    )


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Write a day, such as 2026-11-24.")},
    )


class Listed(forms.Form):
    """How a list of consultations is narrowed. What cannot be read is left out."""

    q = forms.CharField(required=False, max_length=120)
    state = forms.MultipleChoiceField(required=False, choices=[(state.value, "") for state in State])

    def narrowed(self) -> dict[str, Any]:
        """This will give what was asked for, as far as it can be read."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        return {"words": found.get("q", ""), "states": tuple(found.get("state", ()))}


class Request(forms.Form):
    """A consultation as a sentence with blanks. Whether it may be asked for, the rule says."""

    subject = forms.CharField(
        label=_("on"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 40}),
        help_text=_("The subject, in your language."),
    )
    participants = forms.MultipleChoiceField(
        label=_("and these partners"), required=False, widget=forms.CheckboxSelectMultiple
    )
    framework = forms.ChoiceField(label=_("or all members of"), required=False)
    occasion = forms.ChoiceField(
        label=_("occasioned by"), choices=[(one.value, label) for one, label in labels.OCCASIONS.items()]
    )
    event = forms.CharField(label=_("namely"), required=False, max_length=200)
    area = forms.ChoiceField(label=_("in the area of"), required=False)
    wanted_on = _day(_("about"), required=False)
    body = forms.ChoiceField(label=_("in the"))
    aim = _text(_("What it should lead to"), required=False, rows=3)
    elsewhere = _text(
        _("Where else the matter is dealt with"),
        required=False,
        rows=2,
        help_text=_("Other organisations, talks or courts, if there are any."),
    )
    concern = forms.ChoiceField(label=_("It follows from the concern"), required=False)
    declared = forms.BooleanField(
        label=_("This consultation does not duplicate the settlement of a conflict in another forum."), required=False
    )

    def __init__(
        self,
        *args: Any,
        partners: Choices,
        frameworks: Choices,
        areas: Choices,
        bodies: Choices,
        concerns: Choices,
        **kwargs: Any,
    ) -> None:
        """This will offer what can be named today."""
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("participants", partners),
            ("framework", [("", _("no framework")), *frameworks]),
            ("area", [*areas, ("", _("another, which the Council would have to open"))]),
            ("body", bodies),
            ("concern", [("", _("no concern")), *concerns]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not concerns:
            del self.fields["concern"]

    @property
    def said(self) -> dict[str, Any]:
        """This will give what was written, for the verb, once the form is valid."""
        return {**self.cleaned_data, "occasion": Occasion(self.cleaned_data["occasion"])}


class Check(forms.Form):
    """The staff's check."""

    subject_en = forms.CharField(label=_("The subject in English"), max_length=200)
    subject_fr = forms.CharField(label=_("The subject in French"), max_length=200)
    finding = _text(
        _("What the check found"),
        help_text=_("Which other forums deal with it, and why this consultation duplicates none. Allies read it."),
    )


class Reason(forms.Form):
    """Why."""

    reason = _text(_("Reason"), help_text=_("Those concerned read it."))


class Both(forms.Form):
    """A text in both languages."""

    text_en = _text(_("Text in English"), rows=6)
    text_fr = _text(_("Text in French"), rows=6)


class Note(forms.Form):
    """A remark that may be empty."""

    note = _text(_("Note"), required=False, rows=3, help_text=_("Allies and the staff read it."))


class Done(forms.Form):
    """What was done."""

    note = _text(_("What was done"), rows=3)


class Nothing(forms.Form):
    """Nothing has to be said."""


class Plan(forms.Form):
    """A session: day, time, place, agenda; and a reason where a framework meets on that day."""

    on = _day(_("Day"))
    at = forms.TimeField(
        label=_("Time in Brussels"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Write a time, such as 15:00.")},
    )
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=15, max_value=600, initial=90)
    place = forms.CharField(label=_("Place"), max_length=160)
    agenda = _text(_("Agenda"), help_text=_("One point a line."))
    reason = _text(_("Where a framework meets that day: why the session takes nothing from it"), required=False, rows=2)

    def clean_agenda(self) -> list[str]:
        """This will take the points of the agenda, line by line."""
        points = [line.strip() for line in self.cleaned_data["agenda"].splitlines() if line.strip()]
        if any(len(point) > 240 for point in points):  # noqa: PLR2004 - as long as the database keeps it
            raise forms.ValidationError(_("A point has at most 240 signs."))
        return points

    @property
    def starts_at(self) -> datetime:
        """This will give the moment at which the session starts, once the form is valid."""
        at = self.cleaned_data["at"]
        return at_brussels(self.cleaned_data["on"], at.hour, at.minute)


class FollowUp(forms.Form):
    """Something to do by a day."""

    text = _text(_("What is to be done"), rows=3)
    owner = forms.ChoiceField(label=_("By whom"))
    due_on = _day(_("By which day"))

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        """This will offer those to whom it may be given."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class Release(forms.Form):
    """To whom a record is released."""

    to = forms.MultipleChoiceField(
        label=_("Release to"),
        choices=[("partners", _("All partners")), ("public", _("Everybody"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )


class Meeting(forms.Form):
    """A meeting of a framework."""

    framework = forms.ChoiceField(label=_("Framework"))
    on = _day(_("Day"))
    title_en = forms.CharField(label=_("Title in English"), max_length=160)
    title_fr = forms.CharField(label=_("Title in French"), max_length=160)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)

    def __init__(self, *args: Any, frameworks: Choices, **kwargs: Any) -> None:
        """This will offer the frameworks."""
        super().__init__(*args, **kwargs)
        self.fields["framework"].choices = frameworks  # type: ignore[attr-defined]


class Concern(forms.Form):
    """A concern."""

    title = forms.CharField(
        label=_("In one line"), max_length=200, error_messages={"required": _("Say it in one line.")}
    )
    text = _text(_("What you see, and what you fear"), rows=8)
    areas = forms.MultipleChoiceField(
        label=_("Areas that it touches"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        """This will offer the priority areas."""
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = areas  # type: ignore[attr-defined]


class Answer(forms.Form):
    """An answer to a concern."""

    text = _text(_("The answer"), rows=8, help_text=_("The partner and Allies read it."))


class Upload(forms.Form):
    """A file with an alert, and the nations that it concerns."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("One alert in the Common Alerting Protocol 1.2, as XML."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    parties = forms.MultipleChoiceField(
        label=_("Partners that it concerns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Besides those that the alert names by country code."),
    )

    def __init__(self, *args: Any, partners: Choices, **kwargs: Any) -> None:
        """This will offer the partners."""
        super().__init__(*args, **kwargs)
        self.fields["parties"].choices = partners  # type: ignore[attr-defined]


class Alerts(forms.Form):
    """How alerts are narrowed. What cannot be read is left out."""

    party = forms.CharField(required=False, max_length=16)
    area = forms.CharField(required=False, max_length=80)
    everything = forms.BooleanField(required=False)

    def narrowed(self) -> dict[str, Any]:
        """This will give what was asked for, as far as it can be read."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        return {
            "party": found.get("party", ""),
            "area": found.get("area", ""),
            "everything": bool(found.get("everything", False)),
        }
