"""What people send about money."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.core.money import CURRENCIES, Money, read_amount
from comity.ledger import rules
from comity.ledger.rules import Kind
from comity.web.money import labels

MOST_WORDS = 2_000
_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def decimal_mark() -> str:
    """This will tell with which mark the reader's language writes a fraction."""
    return "," if (get_language() or "en").startswith("fr") else "."


def as_typed(money: Money) -> str:
    """This will write an amount as the reader would type it."""
    return str(money.amount).replace(".", decimal_mark())


class CurrencyField(forms.CharField):
    """A currency by its three letters."""

    def __init__(self, **more: Any) -> None:
        """This will ask for three letters."""
        super().__init__(
            **{
                "label": _("Currency"),
                "help_text": _("Three letters, such as EUR."),
                "max_length": 3,
                "widget": forms.TextInput(attrs={"size": 4, "autocomplete": "off"}),
                **more,
            }
        )

    def clean(self, value: Any) -> str:
        """This will take a code of ISO 4217 in capitals."""
        code = str(super().clean(value)).upper()
        if code and code not in CURRENCIES:
            raise ValidationError(_("No currency has this code."), code="currency")
        return code


class Sums(forms.Form):
    """A form with one amount, read in the currency that the form names or is given."""

    currency_given = "EUR"

    def read(self, name: str) -> Money | None:
        """This will read the amount of a field; nothing, with an error at the field, if it is none."""
        text = self.cleaned_data.get(name) or ""
        if not text:
            return None
        currency = self.cleaned_data.get("currency") or self.currency_given
        try:
            return read_amount(text, currency, decimal_mark=decimal_mark())
        except (ValueError, InvalidOperation):
            self.add_error(name, _("Write an amount with the digits of its currency, such as 1234.56."))
            return None

    def clean(self) -> dict[str, Any]:
        """This will put the amount, in minor units, beside the other values."""
        cleaned = super().clean() or self.cleaned_data
        if "sum" in self.fields:
            found = self.read("sum")
            cleaned["minor"] = found.minor if found else None
        return cleaned


def sum_field(label: Any, **more: Any) -> forms.CharField:
    """This will make the field of an amount."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 16})
    return forms.CharField(label=label, max_length=30, widget=widget, **more)


def reason_field(help_text: Any = "") -> forms.CharField:
    """This will make the field of a reason."""
    return forms.CharField(
        label=_("Reason"),
        help_text=help_text or _("Whoever reads the statement reads it."),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LineForm(Sums):
    """A new line."""

    code = forms.CharField(
        label=_("Code"), help_text=_("Capital letters, figures and dashes, such as TRAVEL-2027."), max_length=24
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, labels.KINDS[kind]) for kind in Kind],
        initial=Kind.BUDGET.value,
        help_text=_("A fund begins empty and is filled by contributions."),
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=160)
    title_fr = forms.CharField(label=_("Title in French"), max_length=160)
    office = forms.CharField(label=_("Office that owns it"), max_length=120, required=False)
    period = forms.CharField(
        label=_("Period"), help_text=_("A year or several, such as 2027 or 2027-28."), max_length=7
    )
    currency = CurrencyField(initial="EUR")
    sum = sum_field(_("Amount"), required=False)

    def clean_code(self) -> str:
        """This will take a code in capitals."""
        code = str(self.cleaned_data["code"]).strip().upper()
        if not rules.is_code(code):
            raise ValidationError(_("Write capital letters, figures and dashes, such as TRAVEL-2027."), code="code")
        return code

    def clean_period(self) -> str:
        """This will take a period of years."""
        period = str(self.cleaned_data["period"]).strip().replace("–", "-").replace("/", "-")
        if rules.days_of(period) is None:
            raise ValidationError(_("Write a year or several, such as 2027 or 2027-28."), code="period")
        return period

    def clean(self) -> dict[str, Any]:
        """This will ask for an amount where the line is no fund, and for none where it is."""
        cleaned = super().clean()
        if cleaned.get("kind") == Kind.FUND and cleaned.get("minor"):
            self.add_error("sum", _("A fund begins empty: leave the amount out."))
        if cleaned.get("kind") == Kind.BUDGET and cleaned.get("minor") is None and "sum" not in self.errors:
            self.add_error("sum", _("Write the amount."))
        return cleaned


class ReviseForm(Sums):
    """A new amount with its reason."""

    sum = sum_field(_("New amount"))
    reason = reason_field()


class ReasonForm(Sums):
    """A reason alone."""

    reason = reason_field()


class CommitForm(Sums):
    """What is set aside, for what."""

    sum = sum_field(_("Amount"))
    currency = CurrencyField(
        required=False, help_text=_("Another one than the line’s is converted at the latest recorded rate.")
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=list(labels.PURPOSES.items()), initial="other")
    subject_ref = forms.CharField(
        label=_("What it is for"), help_text=_("A reference such as activity:PCM-0455."), max_length=80
    )
    label = forms.CharField(label=_("In words"), max_length=200, required=False)


class PartForm(Sums):
    """A part of a commitment or contribution; all that is left if nothing is written."""

    sum = sum_field(_("Amount"), required=False, help_text=_("Nothing means all that is left."))
    reason = reason_field(_("Optional here; it stands on the statement."))


class StepForm(Sums):
    """A part of a contribution; all that is left if nothing is written."""

    sum = sum_field(_("Amount"), required=False, help_text=_("Nothing means all that is left."))


class InvoiceForm(Sums):
    """An invoice."""

    supplier = forms.CharField(label=_("Supplier"), max_length=160)
    invoice = forms.CharField(label=_("Invoice number"), max_length=60)
    invoiced_on = forms.DateField(label=_("Date of the invoice"), widget=_DATE)
    sum = sum_field(_("Amount"))


class PledgeForm(Sums):
    """A pledge."""

    contributor = forms.CharField(
        label=_("Contributor"), help_text=_("The code of a nation or organisation, such as FR."), max_length=32
    )
    sum = sum_field(_("Amount"))
    currency = CurrencyField(required=False)
    earmark = forms.CharField(label=_("Earmarked for"), max_length=200, required=False)


class RateForm(forms.Form):
    """A rate as its source publishes it: so much of a currency for one unit of the base."""

    base = CurrencyField(label=_("One unit of"), initial="EUR")
    currency = CurrencyField(label=_("is worth, in"), help_text=_("Three letters, such as USD."))
    rate = forms.CharField(
        label=_("Rate"),
        help_text=_("As published, such as 1.0852."),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12}),
    )
    on = forms.DateField(label=_("On"), widget=_DATE)
    source = forms.CharField(label=_("Source"), max_length=120, help_text=_("Who publishes it."))

    def clean_rate(self) -> Decimal:
        """This will take a positive figure with either mark."""
        text = str(self.cleaned_data["rate"]).strip().replace(",", ".")
        try:
            found = Decimal(text)
        except InvalidOperation:
            found = Decimal(0)
        if not found.is_finite() or not 0 < found < Decimal(10) ** 9 or -int(found.as_tuple().exponent) > 8:  # noqa: PLR2004
            raise ValidationError(_("Write a figure above zero with at most eight decimals."), code="rate")
        return found
