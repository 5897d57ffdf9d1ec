"""What people send about settings and scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.policy import pack
from comity.resources import queries
from comity.resources.rules import Capacity, Limit
from comity.web.resources import labels

PERIOD = r"\d{4}(?:-\d{2})?"
LEVELS = ("0", "50", "100")
MOST_WORDS = 4_000
MOST_TYPED = 1_000_000  # beyond this a number is not added up


class Begin(forms.Form):
    """The cycle for which settings are begun."""

    period = forms.RegexField(
        rf"^{PERIOD}$",
        label=_("Cycle"),
        help_text=_("A year or two, such as 2027 or 2027-28."),
        error_messages={"invalid": _("Write a year or two, such as 2027 or 2027-28.")},
    )


class Write(forms.Form):
    """Everything of the settings but the weights."""

    floor_percent = forms.IntegerField(
        label=_("Floor, in per cent"),
        min_value=0,
        max_value=100,
        help_text=_("Of what each partner could have at best, every partner gets this much where that is possible."),
    )
    keeping = forms.DecimalField(
        label=_("Keeping bonus, in typical seats"),
        min_value=0,
        max_value=40,
        decimal_places=2,
        help_text=_("1: a confirmed seat is withdrawn only for a gain of more than one typical seat."),
    )
    capacity = forms.ChoiceField(
        label=_("Direction of the capacity to pay"),
        choices=[(one.value, word) for one, word in labels.CAPACITY.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will ask for three anchors of each consideration in both languages."""
        super().__init__(*args, **kwargs)
        for code in pack().considerations:
            for level in LEVELS:
                for language in ("en", "fr"):
                    self.fields[f"{code}-{level}-{language}"] = forms.CharField(
                        label=f"{level} ({language})",
                        required=False,
                        max_length=400,
                        widget=forms.Textarea(attrs={"rows": 2}),
                    )

    @property
    def groups(self) -> list[dict[str, Any]]:
        """This will give the fields of the anchors, consideration by consideration."""
        return [
            {
                "name": one.name.in_(get_language() or "en"),
                "fields": [self[f"{one.code}-{level}-{language}"] for level in LEVELS for language in ("en", "fr")],
            }
            for one in pack().considerations.values()
        ]

    @staticmethod
    def starting(row: Any) -> dict[str, Any]:
        """This will give what stands in the form before anything is changed."""
        found: dict[str, Any] = {
            "floor_percent": row.floor_percent,
            "keeping": Decimal(row.keeping_hundredths) / 100,
            "capacity": row.capacity,
        }
        for code, anchors in row.anchors.items():
            for level, words in zip(LEVELS, anchors, strict=True):
                found |= {f"{code}-{level}-{language}": words[language] for language in ("en", "fr")}
        return found

    def given(self) -> dict[str, Any]:
        """This will give what was sent, as the house takes it."""
        sent = self.cleaned_data
        return {
            "floor_percent": sent["floor_percent"],
            "keeping_hundredths": int(sent["keeping"] * 100),
            "capacity": Capacity(sent["capacity"]),
            "anchors": {
                code: [
                    {language: sent[f"{code}-{level}-{language}"].strip() for language in ("en", "fr")}
                    for level in LEVELS
                ]
                for code in pack().considerations
            },
        }


class Points(forms.Form):
    """What an Ally spends on each consideration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will ask about each consideration on which partners are assessed."""
        super().__init__(*args, **kwargs)
        for code in queries.considerations():
            one = pack().considerations[code]
            self.fields[code] = forms.IntegerField(
                label=one.name.in_(get_language() or "en"),
                help_text=one.question.in_(get_language() or "en"),
                min_value=0,
                max_value=100,
            )

    def given(self) -> dict[str, int]:
        """This will give the points as the house takes them."""
        return {code: int(self.cleaned_data[code]) for code in queries.considerations()}


class Score(forms.Form):
    """How a partner stands on one consideration."""

    value = forms.IntegerField(label=_("Score, from 0 to 100"), min_value=0, max_value=100)
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What others can check: papers, figures with their source and date."),
    )
    review_on = forms.DateField(
        label=_("To be reviewed on"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, anchors: Mapping[str, str], **kwargs: Any) -> None:
        """This will remind of what 0, 50 and 100 mean."""
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = " · ".join(f"{level}: {words}" for level, words in anchors.items())


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=["%Y-%m-%d"], widget=widget, **more)


class Plan(forms.Form):
    """The days of a round."""

    wishes_until = _day(_("Wishes close on"), help_text=_("Last day on which partners put their names in order."))
    since_on = _day(_("First day of the period"), help_text=_("Activities that begin from this day on."))
    until_on = _day(_("Last day of the period"))


class Cover(forms.Form):
    """Which activities a round covers, and from which line they are paid."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of activity in these days"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    line = forms.ChoiceField(label=_("Paid from"), choices=())
    delegation = forms.IntegerField(
        label=_("Seats that one partner may hold in an activity"), required=False, min_value=1, max_value=1_000
    )

    def __init__(
        self, *args: Any, kinds: Iterable[tuple[str, str]], lines: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        """This will offer what lies in the days of the round, and the lines of its currency."""
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined]


class Money(forms.Form):
    """Money of a line for a round."""

    line = forms.ChoiceField(label=_("Budget line"), choices=())
    amount = forms.IntegerField(label=_("Amount, in whole units"), min_value=0, max_value=1_000_000_000)

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer the lines of the currency of the round."""
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """This will give what was sent, in minor units."""
        return {"line": self.cleaned_data["line"], "minor": self.cleaned_data["amount"] * 100}


class Quota(forms.Form):
    """A limit for a partner or a framework; left empty it is lifted."""

    limit = forms.ChoiceField(
        label=_("What is limited"), choices=[(one.value, word) for one, word in labels.LIMITS.items()]
    )
    about = forms.ChoiceField(label=_("Of whom"), choices=())
    value = forms.IntegerField(
        label=_("At most"),
        required=False,
        min_value=0,
        max_value=1_000_000_000,
        help_text=_("Seats, or money in whole units. Empty: no limit."),
    )

    def __init__(self, *args: Any, about: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer partners and frameworks."""
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = list(about)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """This will give what was sent, money in minor units."""
        limit, value = Limit(self.cleaned_data["limit"]), self.cleaned_data["value"]
        if value is not None and limit is not Limit.PARTNER_SEATS:
            value *= 100
        return {"limit": limit, "about": self.cleaned_data["about"], "value": value}


class Weights(forms.Form):
    """Other weights for a trial, in per cent; what stood in the form before is sent with it."""

    before = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, weights: Mapping[str, int], **kwargs: Any) -> None:
        """This will begin with some weights. Units: per mille."""
        super().__init__(*args, **kwargs)
        codes = queries.considerations()
        self.fields["before"].initial = " ".join(str(weights.get(code, 0)) for code in codes)
        for code in codes:
            self.fields[code] = forms.DecimalField(
                label=pack().considerations[code].name.in_(get_language() or "en"),
                min_value=0,
                max_value=100,
                decimal_places=1,
                initial=_percent(weights.get(code, 0)),
                widget=forms.NumberInput(attrs={"step": "any", "data-weight": "", "inputmode": "decimal"}),
            )

    def given(self) -> dict[str, int]:
        """This will give the weights per mille."""
        return {code: int(self.cleaned_data[code] * 10) for code in queries.considerations()}

    def changed_weights(self) -> list[str]:
        """This will name the weights that are no longer what they were when the form was shown."""
        codes = queries.considerations()
        before = dict(zip(codes, self.cleaned_data["before"].split(), strict=False))
        return [code for code, weight in self.given().items() if before.get(code) != str(weight)]

    def total(self) -> Decimal:
        """This will add up what stands in the form, as far as it is numbers. Units: per cent."""
        return sum((_number(self[code].value()) for code in queries.considerations()), Decimal(0))

    def facts(self) -> list[dict[str, str]]:
        """This will name each field with what was typed, for a refusal that is about all of them."""
        return [
            {"label": str(self[code].label), "value": f"{self[code].value()} %", "url": f"#{self[code].id_for_label}"}
            for code in queries.considerations()
        ]


def _percent(weight: int) -> Decimal:
    """This will write a weight per mille in per cent, without a nought behind the point."""
    return Decimal(weight) / 10 if weight % 10 else Decimal(weight // 10)


def _number(typed: object) -> Decimal:
    """This will read a number as far as it is one."""
    try:
        found = Decimal(str(typed))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and abs(found) < MOST_TYPED else Decimal(0)


class Override(forms.Form):
    """A seat given or denied against the plan."""

    ref = forms.RegexField(
        r"^[A-Z]{2,8}-\d{1,8}/\d{1,6}$",
        label=_("Request"),
        help_text=_("Activity and number, such as PCM-0455/7."),
        error_messages={"invalid": _("Write activity and number, such as PCM-0455/7.")},
    )
    gives = forms.ChoiceField(
        label=_("What is decided"),
        choices=[("yes", _("Give a seat")), ("no", _("Deny a seat"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Staff and Allies read it; it is counted on every sheet."),
    )

    def given(self) -> dict[str, Any]:
        """This will give what was sent, as the house takes it."""
        sent = self.cleaned_data
        return {"ref": sent["ref"], "gives": sent["gives"] == "yes", "reason": sent["reason"]}
