"""What people may send about nominations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comity.core.calendar import brussels_day
from comity.menu.rules import Clearance
from comity.nominations.queries import Filters, PersonInput
from comity.nominations.rules import State
from comity.web.nominations import labels
from comity.web.numbers import whole

PREFIX = "p"
MOST = 20
YOUNGEST_YEARS, OLDEST_YEARS = 16, 100
RANKS = [*(f"OF-{number}" for number in range(1, 11)), *(f"OR-{number}" for number in range(1, 10))]
TRAVEL = ("phone", "position", "passport_number", "passport_until", "needs")


class Day(forms.DateField):
    """A day, from the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        """This will take days as browsers send them."""
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class Person(forms.Form):
    """One person: what they are, which is sealed, and what they bring."""

    family_name = forms.CharField(label=labels.PERSON["family_name"], max_length=80)
    given_names = forms.CharField(label=labels.PERSON["given_names"], max_length=80)
    born_on = Day(label=labels.PERSON["born_on"])
    email = forms.EmailField(label=labels.PERSON["email"], max_length=120)
    rank = forms.ChoiceField(
        label=_("Rank"),
        choices=[("", "—"), *((rank, rank) for rank in RANKS)],
        required=False,
        help_text=_("For a civilian, the rank that is equivalent."),
    )
    language_profile = forms.CharField(
        label=_("Language profile"),
        max_length=4,
        required=False,
        validators=[RegexValidator(r"^[0-5]{4}$", _("Write four digits from 0 to 5, such as 3332."))],
        help_text=_("STANAG 6001: listening, speaking, reading, writing."),
    )
    clearance = forms.ChoiceField(
        label=_("Security clearance"), choices=[(level.value, word) for level, word in labels.CLEARANCES.items()]
    )
    courses = forms.MultipleChoiceField(
        label=_("Completed before"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    position = forms.CharField(label=labels.PERSON["position"], max_length=120, required=False)
    phone = forms.CharField(label=labels.PERSON["phone"], max_length=40, required=False)
    passport_number = forms.CharField(label=labels.PERSON["passport_number"], max_length=40, required=False)
    passport_until = Day(label=labels.PERSON["passport_until"], required=False)
    needs = forms.CharField(label=labels.PERSON["needs"], max_length=400, required=False)

    def __init__(
        self, *args: Any, now: datetime, courses: Iterable[tuple[str, str]] = (), wanted: Any = None, **kwargs: Any
    ) -> None:
        """This will ask only for the prerequisites that the activity has, and say what it asks for."""
        super().__init__(*args, **kwargs)
        self.today = brussels_day(now)
        offered = list(courses)
        if offered:
            self.fields["courses"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["courses"]
        if wanted is not None and wanted.language_profile:
            self.fields["language_profile"].required = True
            text = _("The course asks for %(profile)s: listening, speaking, reading, writing (STANAG 6001).")
            self.fields["language_profile"].help_text = text % {"profile": wanted.language_profile}
        if wanted is not None and (wanted.rank_from or wanted.rank_to):
            self.fields["rank"].required = True
            text = _("The course is for %(first)s to %(last)s; for a civilian, the rank that is equivalent.")
            ranks = {"first": wanted.rank_from or "OR-1", "last": wanted.rank_to or "OF-10"}
            self.fields["rank"].help_text = text % ranks

    def clean_born_on(self) -> date:
        """This will refuse days of birth on which nobody who may come was born."""
        born: date = self.cleaned_data["born_on"]
        age = self.today.year - born.year - ((self.today.month, self.today.day) < (born.month, born.day))
        if not YOUNGEST_YEARS <= age <= OLDEST_YEARS:
            raise forms.ValidationError(_("This day of birth cannot be right."))
        return born

    def person(self) -> PersonInput:
        """This will give the person as the house takes one."""
        sent = dict(self.cleaned_data)
        sent["clearance"] = Clearance(sent["clearance"])
        sent["courses"] = frozenset(sent.get("courses") or ())
        return PersonInput(**sent)


class People:
    """Several people in one form. Rows are added and taken away by buttons, with or without scripts."""

    def __init__(self, sent: QueryDict | None, **options: Any) -> None:
        """This will read as many rows as were sent, at least one."""
        self.sent, self.options = sent, options
        count = _count(sent)
        self.asks_for_rows = bool(sent and ("add" in sent or "remove" in sent))
        if sent is None:
            self.forms = [self._blank(0, {})]
        elif self.asks_for_rows:
            kept = [index for index in range(count) if str(index) != sent.get("remove")]
            rows = [self._typed(index) for index in kept] + ([{}] if "add" in sent and len(kept) < MOST else [])
            self.forms = [self._blank(index, typed) for index, typed in enumerate(rows or [{}])]
        else:
            self.forms = [Person(sent, prefix=f"{PREFIX}-{index}", **options) for index in range(count)]

    def _blank(self, index: int, typed: dict[str, Any]) -> Person:
        return Person(prefix=f"{PREFIX}-{index}", initial=typed, **self.options)

    def _typed(self, index: int) -> dict[str, Any]:
        """This will keep what was typed into a row, right or wrong."""
        sent = self.sent or QueryDict()
        found: dict[str, Any] = {
            name: sent.get(f"{PREFIX}-{index}-{name}", "") for name in Person.base_fields if name != "courses"
        }
        return {**found, "courses": sent.getlist(f"{PREFIX}-{index}-courses")}

    def is_valid(self) -> bool:
        """This will tell whether every row is right."""
        right = [form.is_valid() for form in self.forms]
        return all(right)

    def people(self) -> list[PersonInput]:
        """This will give the people, in the order of the rows."""
        return [form.person() for form in self.forms]

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """This will list what is wrong: where, which field, and how to put it right."""
        return [
            (bound.id_for_label, f"{index}. {bound.label}", str(line))
            for index, form in enumerate(self.forms, 1)
            if form.is_bound
            for bound in form
            for line in bound.errors
        ]

    @property
    def is_full(self) -> bool:
        """This will tell whether no further row may be added."""
        return len(self.forms) >= MOST


def _count(sent: QueryDict | None) -> int:
    if sent is None:
        return 1
    try:
        return min(MOST, max(1, int(sent.get("rows", "1"))))
    except ValueError:
        return 1


class Decline(forms.Form):
    """Why the host does not take a name."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The party reads it. Name what would have to be different."),
    )


def read_filters(sent: QueryDict) -> tuple[Filters, list[str]]:
    """This will read the filters of one's own list, and name the values that make no sense: the list is then empty."""
    wrong: list[str] = []
    states: list[State] = []
    for value in sent.getlist("state"):
        try:
            states.append(State(value))
        except ValueError:
            wrong.append(value[:40])
    number = whole(sent.get("page", "1"), digits=4)
    if not number:
        wrong.append(sent.get("page", "")[:40])
    return Filters(tuple(dict.fromkeys(states)), sent.get("q", "").strip()[:16], page=number or 1), wrong
