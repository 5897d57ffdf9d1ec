"""What people send about trust funds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.policy import number, pack
from comity.trust_funds.rules import Paper, Part, Purpose, State
from comity.web.money.forms import CurrencyField, Sums, sum_field
from comity.web.people.forms import Day
from comity.web.trust_funds import labels

LONGEST, MOST_LETTERS = 10_000, 100

type Choices = Sequence[tuple[str, Any]]


def text(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    """This will ask for a text of some length."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, help_text=help_text)


def title(label: Any, longest: int = 160) -> forms.CharField:
    """This will ask for a title."""
    return forms.CharField(label=label, max_length=longest)


def narrowed(asked: QueryDict) -> dict[str, Any]:
    """This will read which funds of the list are asked for; whatever is unknown is left out."""
    words = asked.get("q", "").strip().replace("\x00", "")[:MOST_LETTERS]
    states = [State(one) for one in asked.getlist("state") if one in list(State)]
    purposes = [Purpose(one) for one in asked.getlist("purpose") if one in list(Purpose)]
    return {"words": words, "states": states, "purposes": purposes}


class Suggest(forms.Form):
    """An idea: for whom, what for, and who was asked."""

    host = forms.ChoiceField(label=_("Host"), help_text=_("The partner in whose favour the work is done."))
    title_en = title(_("Title in English"))
    title_fr = title(_("Title in French"))
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=[(one.value, word) for one, word in labels.PURPOSES.items()]
    )
    area = forms.ChoiceField(label=_("Priority area"))
    aim_en = text(_("Aim in English"), help_text=_("Published once the fund is set up."))
    aim_fr = text(_("Aim in French"), help_text=_("Published once the fund is set up."))
    others = text(
        _("Organisations that were asked"),
        help_text=_("So that nothing is done twice. Read by the sides and the Allies."),
    )
    currency = CurrencyField(initial="EUR")

    def __init__(self, *args: Any, hosts: Choices, **kwargs: Any) -> None:
        """This will offer the partners and the areas of the policy."""
        super().__init__(*args, **kwargs)
        locale = get_language() or "en"
        areas = [(area.code, area.name.in_(locale)) for area in pack().areas.values()]
        self.fields["host"].choices = [("", "—"), *hosts]  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class Nothing(forms.Form):
    """An act that needs nothing but to be confirmed."""


class Study(forms.Form):
    """Who carries the work out, and what its study has found."""

    agent = title(_("Executing agent"), 120)
    studied_on = Day(label=_("Study made on"))
    study = text(_("What the study has found"))


class Phase(Sums):
    """A phase with its cost and its length."""

    title_en = title(_("Title in English"))
    title_fr = title(_("Title in French"))
    sum = sum_field(_("Cost"))
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=240)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        """This will read the cost in the currency of the fund."""
        super().__init__(*args, **kwargs)
        self.currency_given = currency
        self.fields["sum"].help_text = currency


class Propose(forms.Form):
    """The ten parts of a proposal, and when a phase may start."""

    threshold = forms.IntegerField(
        label=_("Start of a phase, in percent pledged"), help_text=_("Which share of its cost has to be pledged first.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will ask for each part."""
        super().__init__(*args, **kwargs)
        self.fields["threshold"].initial = number("trust_funds.threshold")
        for part, (label, help_text) in labels.PARTS.items():
            self.fields[part.value] = text(label, required=False, help_text=help_text)

    def values(self) -> dict[str, Any]:
        """This will give the parts and the threshold as the act takes them."""
        parts = {part.value: self.cleaned_data.get(part.value, "") for part in Part}
        return {"parts": parts, "threshold": self.cleaned_data["threshold"]}


class Reason(forms.Form):
    """Why."""

    reason = text(_("Reason"), required=False)


class Agreement(forms.Form):
    """Which agreement was signed, when, and with whom."""

    paper = forms.TypedChoiceField(
        label=_("Agreement"), choices=[(one.value, word) for one, word in labels.PAPERS.items()], coerce=Paper
    )
    contributor = forms.ChoiceField(
        label=_("Contributor"), required=False, help_text=_("For the financial agreement; its pledges are then signed.")
    )
    signed_on = Day(label=_("Signed on"))
    reference = forms.CharField(label=_("Reference"), max_length=80, required=False)

    def __init__(self, *args: Any, contributors: Choices, **kwargs: Any) -> None:
        """This will offer those who have pledged."""
        super().__init__(*args, **kwargs)
        self.fields["contributor"].choices = [("", "—"), *contributors]  # type: ignore[attr-defined]


class Milestone(forms.Form):
    """What has to be reached in a phase, and by when."""

    phase = forms.TypedChoiceField(label=_("Phase"), coerce=int)
    title_en = title(_("Title in English"))
    title_fr = title(_("Title in French"))
    due_on = Day(label=_("Due on"))

    def __init__(self, *args: Any, phases: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """This will offer the phases of the fund."""
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = list(phases)  # type: ignore[attr-defined]


class Reach(forms.Form):
    """When a milestone was reached, and by what one sees it."""

    on = Day(label=_("Reached on"))
    evidence = text(
        _("Evidence"), required=False, help_text=_("Published: counts, papers, photographs, and where they are.")
    )


class Verify(forms.Form):
    """When a milestone was verified, and what was found."""

    on = Day(label=_("Verified on"))
    finding = text(_("What was found"), help_text=_("Published."))


class Counter(forms.Form):
    """A kind of result, and how much of it is wanted."""

    title_en = title(_("What is counted, in English"), 120)
    title_fr = title(_("What is counted, in French"), 120)
    target = forms.IntegerField(label=_("Target"), max_value=10**12)


class Count(forms.Form):
    """How many more, who counted, when."""

    amount = forms.IntegerField(
        label=_("How many"),
        min_value=-(10**12),
        max_value=10**12,
        help_text=_("A negative amount takes back what was counted wrongly."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=240, required=False, help_text=_("Who has counted, and where it is written.")
    )
    on = Day(label=_("Counted on"))


class Close(forms.Form):
    """When the fund was audited, and its final report."""

    audited_on = Day(label=_("Audited on"))
    report = text(_("Final report"), rows=6, required=False, help_text=_("Published: what became of the money."))
