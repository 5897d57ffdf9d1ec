"""What a person sends about a programme, read and checked for form only; whether it may be done, the rules say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.policy import Pack, pack
from comity.policy.model import Area
from comity.programmes.rules import ENTRY, Disposition, GoalState, talk
from comity.web import typography
from comity.web.programmes import labels

LONG = 20_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Note(forms.Form):
    """A word to the other side that goes with the version."""

    note = forms.CharField(label=_("A note to the other side"), required=False, max_length=2_000, widget=_area(3))

    def inputs(self) -> dict[str, Any]:
        """This will give what the action is called with."""
        return dict(self.cleaned_data)


class Agreement(Note):
    """The version that was on the screen."""

    note = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Reason(Note):
    """Why something is taken back or opened again."""

    note = None  # type: ignore[assignment]
    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=_area(3))


class Summary(Note):
    """What a review has found."""

    note = None  # type: ignore[assignment]
    summary = forms.CharField(label=_("What the review has found"), max_length=4_000, widget=_area(5))


class Begin(forms.Form):
    """For which partner, for which years, from what."""

    party = forms.ChoiceField(label=_("Partner"))
    kind = forms.ChoiceField(label=_("Type"), required=False)
    first_year = forms.IntegerField(label=_("First year"), min_value=2011, max_value=2100)
    years = forms.TypedChoiceField(label=_("How many years"), coerce=int, choices=[(n, str(n)) for n in (1, 2, 3, 4)])
    language = forms.ChoiceField(label=_("Language of the text"), choices=[("en", _("English")), ("fr", _("French"))])
    source = forms.ChoiceField(label=_("Start from"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, parties: list[tuple[str, str]], sources: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """This will offer the partners and the beginnings that there are."""
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties  # type: ignore[attr-defined]
        self.fields["source"].choices = sources  # type: ignore[attr-defined]
        locale = get_language() or "en"
        kinds = [
            (kind.code, typography.labelled(kind.abbreviation.in_(locale), kind.name.in_(locale), locale))
            for kind in pack().programme_types.values()
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        """This will take the entry-level programme where no type is named (P§13)."""
        return self.cleaned_data["kind"] or ENTRY.upper()


class Text(forms.Form):
    """A wording of a paragraph, and the revision from which the writer started."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    text = forms.CharField(label=_("Text"), max_length=LONG, widget=_area(6), strip=True)

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        """This will name its fields after the paragraph, since several may be open on one page."""
        super().__init__(*args, **{"auto_id": f"{of}_%s", **kwargs})

    def clean_base(self) -> int:
        """This will count a missing revision as none."""
        return self.cleaned_data["base"] or 0


class Insert(forms.Form):
    """A new paragraph."""

    text = forms.CharField(label=_("New paragraph"), max_length=LONG, widget=_area(5))
    after = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, places: list[tuple[str, Any]], **kwargs: Any) -> None:
        """This will offer the places in the section."""
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = places  # type: ignore[attr-defined]


class Comment(forms.Form):
    """A comment, on a paragraph or on the whole, to be sent or to stay inside."""

    paragraph = forms.ChoiceField(label=_("On"), required=False)
    text = forms.CharField(label=_("Comment"), max_length=4_000, widget=_area(3))
    purpose = forms.ChoiceField(
        label=_("For whom"),
        choices=[("pending", _("the other side, when we send")), ("internal", _("only my own side"))],
        initial="pending",
    )

    def __init__(self, *args: Any, places: list[tuple[str, Any]], **kwargs: Any) -> None:
        """This will offer the paragraphs."""
        super().__init__(*args, **{"auto_id": "comment_%s", **kwargs})
        self.fields["paragraph"].choices = places  # type: ignore[attr-defined]


class Answer(forms.Form):
    """What becomes of a comment."""

    disposition = forms.ChoiceField(
        label=_("Answer"), choices=[(one.value, word) for one, (word, _tone) in labels.DISPOSITIONS.items()]
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=2_000, widget=_area(2))

    def clean_disposition(self) -> Disposition:
        """This will read the answer."""
        return Disposition(self.cleaned_data["disposition"])

    def clean(self) -> dict[str, Any]:
        """This will ask for the reason where one is needed, and keep what was typed."""
        data = super().clean() or self.cleaned_data
        if data.get("disposition") in talk.REASONED and not data.get("reason"):
            self.add_error("reason", _("Say why: a comment that is not accepted is answered with a reason."))
        return data


class Goal(forms.Form):
    """A goal: ends, ways and how one will see that it is reached."""

    title = forms.CharField(label=_("Goal"), max_length=200, help_text=_("What is to be reached, in one line."))
    areas = forms.MultipleChoiceField(
        label=_("Priority areas"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("At least one.")
    )
    objectives = forms.MultipleChoiceField(
        label=_("Strategic objectives"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ways = forms.CharField(label=_("How it is to be reached"), required=False, max_length=4_000, widget=_area(3))
    measure = forms.CharField(
        label=_("How one will see that it is reached"), required=False, max_length=2_000, widget=_area(2)
    )

    def __init__(self, *args: Any, loaded: Pack, areas: Mapping[str, Area], **kwargs: Any) -> None:
        """This will offer the areas that are open and the objectives of the policy."""
        super().__init__(*args, **kwargs)
        locale = get_language() or "en"
        for name, table in (("areas", areas), ("objectives", loaded.objectives)):
            choices = [(one.code, one.name.in_(locale)) for one in table.values()]
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class Choose(forms.Form):
    """An activity for a goal."""

    activity = forms.CharField(label=_("Activity"), max_length=16, widget=forms.HiddenInput)
    goal = forms.ChoiceField(label=_("Goal"), required=False)

    def __init__(self, *args: Any, goals: list[tuple[Any, Any]], **kwargs: Any) -> None:
        """This will offer the goals of the programme."""
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = goals  # type: ignore[attr-defined]

    def clean_goal(self) -> int:
        """This will read the number of the goal; none counts as 0, which the rule refuses."""
        return int(self.cleaned_data["goal"] or 0)


class Progress(forms.Form):
    """How far a goal has come."""

    percent = forms.IntegerField(label=_("Reached so far, in per cent"), min_value=0, max_value=100)
    state = forms.ChoiceField(
        label=_("State"), choices=[(one.value, word) for one, (word, _tone) in labels.GOAL_STATES.items()]
    )
    note = forms.CharField(label=_("What was done"), required=False, max_length=2_000, widget=_area(3))

    def clean_state(self) -> GoalState:
        """This will read the state."""
        return GoalState(self.cleaned_data["state"])
