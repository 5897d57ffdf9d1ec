"""The forms of activities and courses: the same readers as for files, so that a cell and a field mean the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.menu import exporting, rules
from comity.menu import queries as menu
from comity.menu.importing import words
from comity.policy import pack
from comity.web.menu import labels

# Fields that take the whole width.
LONG = frozenset(
    {
        "title_en", "title_fr", "aim_en", "aim_fr", "codes", "areas", "objectives", "open_to", "open_to_note", "note",
        "prerequisites_note", "seats_reserved", "invited", "reason", "course", "topic", "tool", "provider",
    }
)  # fmt: skip


class Read(forms.CharField):
    """A field whose text is read as the cell of a file is."""

    def __init__(self, read: Callable[[str], Any], **more: Any) -> None:
        """This will remember how the text is read."""
        super().__init__(required=False, **more)
        self.read = read

    def clean(self, value: Any) -> Any:
        """This will read the text, or say what is wrong with it."""
        text = super().clean(value)
        try:
            return self.read(text)
        except words.Wrong as wrong:
            said = labels.problem(wrong.kind)
            raise forms.ValidationError(f"{said} ({wrong.value})" if wrong.value else said) from None


def _choices(table: Mapping[Any, Any], *, empty: bool = True) -> list[tuple[str, Any]]:
    found = [(str(key.value), word) for key, word in table.items()]
    return [("", "—"), *found] if empty else found


def _long(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


def _short(label: Any, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class CourseForm(forms.Form):
    """What a provider says of a course."""

    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (
            gettext_lazy("What it is"),
            ("title_en", "title_fr", "kind", "provider", "aim_en", "aim_fr", "level", "codes"),
        ),
        (gettext_lazy("What it serves"), ("areas", "objectives", "topic", "tool")),
        (gettext_lazy("Where and how"), ("place_city", "place_nation", "delivery", "languages", "duration_days")),
        (
            gettext_lazy("Who may come"),
            (
                "open_to",
                "invited",
                "open_to_note",
                "rank_from",
                "rank_to",
                "language_profile",
                "clearance",
                "prerequisites",
                "prerequisites_note",
            ),
        ),
        (gettext_lazy("Cost"), ("fee", "fee_currency", "fee_basis", "payer")),
        (gettext_lazy("Contact"), ("contact_name", "contact_email", "contact_phone", "note")),
    )

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    title_en = _short(gettext_lazy("Title in English"), 240)
    title_fr = _short(gettext_lazy("Title in French"), 240)
    kind = forms.ChoiceField(label=gettext_lazy("Type"), choices=_choices(labels.KINDS, empty=False))
    provider = forms.ChoiceField(label=gettext_lazy("Provider"))
    aim_en = _long(gettext_lazy("Aim in English"))
    aim_fr = _long(gettext_lazy("Aim in French"))
    level = _short(gettext_lazy("Level"), 40)
    codes = Read(
        words.codes,
        label=gettext_lazy("Outside codes"),
        help_text=gettext_lazy("Scheme and code, separated by semicolons: etoc:ETE-MW-3834; provider/NSO:M5-32"),
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Priority areas (P§5)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Outside the eight areas the Council has to decide (P§6)."),
    )
    objectives = forms.MultipleChoiceField(
        label=gettext_lazy("Objectives (P§4)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topic = forms.ChoiceField(label=gettext_lazy("Area of cooperation"), required=False)
    tool = forms.ChoiceField(
        label=gettext_lazy("Tool"),
        help_text=gettext_lazy("An activity of IPAP or PARP is open beyond the EAPC/PfP by decision only (P§13)."),
    )
    place_city = _short(gettext_lazy("City"), 80)
    place_nation = Read(
        lambda text: text.upper(),
        label=gettext_lazy("Nation"),
        max_length=3,
        help_text=gettext_lazy("Code of two letters"),
    )
    delivery = forms.ChoiceField(label=gettext_lazy("Delivery"), required=False, choices=_choices(labels.DELIVERIES))
    languages = Read(
        words.languages,
        label=gettext_lazy("Working languages"),
        help_text=gettext_lazy("Codes, such as en, fr"),
    )
    duration_days = forms.IntegerField(
        label=gettext_lazy("Duration in days"), required=False, min_value=1, max_value=words.MOST_DAYS
    )
    open_to = forms.MultipleChoiceField(
        label=gettext_lazy("Open to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    invited = Read(
        words.parts,
        label=gettext_lazy("Invited one by one"),
        help_text=gettext_lazy("Codes of nations or organisations, separated by semicolons"),
    )
    open_to_note = _short(gettext_lazy("Others"), 160)
    rank_from = Read(
        words.rank, label=gettext_lazy("Lowest rank"), help_text=gettext_lazy("OR-1 to OR-9, OF-1 to OF-10")
    )
    rank_to = Read(words.rank, label=gettext_lazy("Highest rank"))
    language_profile = Read(
        words.profile,
        label=gettext_lazy("Language profile (STANAG 6001)"),
        help_text=gettext_lazy("Listening, speaking, reading, writing: 3332"),
    )
    clearance = forms.ChoiceField(label=gettext_lazy("Clearance"), choices=_choices(labels.CLEARANCES, empty=False))
    prerequisites = Read(
        words.parts,
        label=gettext_lazy("Courses that come first"),
        help_text=gettext_lazy("Codes of courses, separated by semicolons"),
    )
    prerequisites_note = _short(gettext_lazy("Other prerequisites"), 240)
    fee = Read(
        words.amount, label=gettext_lazy("Fee"), help_text=gettext_lazy("0 if there is none; empty if not known")
    )
    fee_currency = _short(gettext_lazy("Currency"), 3)
    fee_basis = forms.ChoiceField(label=gettext_lazy("Fee counted"), required=False, choices=_choices(labels.BASES))
    payer = forms.ChoiceField(label=gettext_lazy("Who pays"), required=False, choices=_choices(labels.PAYERS))
    contact_name = _short(gettext_lazy("Contact"), 120)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    contact_phone = _short(gettext_lazy("Telephone"), 40)
    note = _long(gettext_lazy("Remarks"))

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Mapping[str, Any] | None = None,
        providers: Sequence[tuple[str, str]],
        locale: str,
        **more: Any,
    ) -> None:
        """This will offer the choices in the reader's language."""
        first = {"open_to": list(rules.ALL_OF_THEM), "fee_currency": "EUR", "tool": rules.MENU_TOOL, "version": 0}
        super().__init__(data, initial={**first, **(initial or {})}, **more)
        loaded = pack()
        choices: dict[str, list[tuple[str, Any]]] = {
            "provider": list(providers),
            "areas": [(code, one.name.in_(locale)) for code, one in menu.all_areas().items()],
            "objectives": [(code, one.name.in_(locale)) for code, one in loaded.objectives.items()],
            "topic": [("", "—"), *((code, one.name.in_(locale)) for code, one in loaded.topics.items())],
            "tool": [(code, one.name.in_(locale)) for code, one in loaded.tools.items() if one.in_pack],
            "open_to": [(word, labels.reach(word, locale)) for word in rules.ALL_OF_THEM],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """This will ask for a title in one language at least."""
        found = super().clean() or {}
        if not found.get("title_en") and not found.get("title_fr"):
            self.add_error("title_en", _("Give a title in English, in French or in both."))
        return found

    def groups(self) -> list[tuple[Any, list[tuple[bool, list[Any]]]]]:
        """This will give the fields in their groups, in runs of short ones that stand side by side and of long ones."""
        found = []
        for legend, names in self.GROUPS:
            bound = [self[name] for name in names if name in self.fields]
            runs = [(short, list(run)) for short, run in groupby(bound, key=lambda one: one.name not in LONG)]
            if runs:
                found.append((legend, runs))
        return found

    def given(self) -> dict[str, Any]:
        """This will give what was sent as the house names it."""
        data = self.cleaned_data
        found = {name: data[name] for name in rules.EDITABLE if name in data and name not in {"fee_minor", "open_to"}}
        found["fee_minor"] = data["fee"]
        found["fee_currency"] = data["fee_currency"] or "EUR"
        invited = [f"party:{code.upper().removeprefix('PARTY:')}" for code in data["invited"]]
        found["open_to"] = [*data["open_to"], *(word for word in invited if rules.is_reach(word))] or list(
            rules.ALL_OF_THEM
        )
        return found

    def has_changed_from(self, initial: Mapping[str, Any], name: str) -> bool:
        """This will tell whether a field that is no column of its own now says something else."""
        return bool(self[name].value() != initial.get(name, ""))

    def against(self, initial: Mapping[str, Any]) -> list[dict[str, str]]:
        """This will set what was typed beside what others have entered meanwhile, where they differ."""
        found = []
        for name, field in self.fields.items():
            mine, theirs = self[name].value(), initial.get(name, "")
            if name != "version" and _said(mine) != _said(theirs):
                found.append({"label": str(field.label), "mine": _said(mine), "theirs": _said(theirs)})
        return found


class OfferForm(CourseForm):
    """What a provider says of a dated activity."""

    GROUPS = (
        (
            gettext_lazy("What it is"),
            ("title_en", "title_fr", "kind", "provider", "course", "aim_en", "aim_fr", "level", "codes"),
        ),
        (
            gettext_lazy("When and where"),
            ("start_on", "end_on", "nominate_by", "place_city", "place_nation", "delivery", "languages"),
        ),
        (gettext_lazy("Seats"), ("seats_total", "seats_minimum", "seats_reserved")),
        *CourseForm.GROUPS[1:2],
        *CourseForm.GROUPS[3:],
        (gettext_lazy("Why it changes"), ("reason",)),
    )

    course = forms.ChoiceField(label=gettext_lazy("Course"), required=False)
    start_on = _day(gettext_lazy("First day"))
    end_on = _day(gettext_lazy("Last day"))
    nominate_by = _day(
        gettext_lazy("Nominations until"),
        help_text=gettext_lazy("Empty: six weeks before the start, or the working day before (W-10)"),
    )
    seats_total = forms.IntegerField(
        label=gettext_lazy("Seats in all"), required=False, min_value=0, max_value=words.MOST_SEATS
    )
    seats_minimum = forms.IntegerField(
        label=gettext_lazy("Fewest to run"), required=False, min_value=0, max_value=words.MOST_SEATS
    )
    seats_reserved = Read(
        words.shares,
        label=gettext_lazy("Reserved seats"),
        help_text=gettext_lazy("For whom, how many, until when: eapc-pfp=5@2027-01-10; party:XA=2"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Those concerned will read it."),
    )

    def __init__(
        self, data: Any = None, *, courses: Iterable[Any], reason_for: bool = False, locale: str, **more: Any
    ) -> None:
        """This will offer the courses of the catalogue, and ask for a reason only where others have read before."""
        super().__init__(data, locale=locale, **more)
        offered = [("", "—"), *((one.code, f"{one.code} {one.title_in(locale)}") for one in courses)]
        self.fields["course"].choices = offered  # type: ignore[attr-defined]
        if not reason_for:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """This will ask for dates in their order."""
        found = super().clean()
        start, end, deadline = found.get("start_on"), found.get("end_on"), found.get("nominate_by")
        if start and end and end < start:
            self.add_error("end_on", _("The last day lies before the first."))
        if start and deadline and deadline >= start:
            self.add_error("nominate_by", _("Nominations close before the activity starts."))
        return found

    def given(self) -> dict[str, Any]:
        """This will give what was sent as the house names it."""
        data = self.cleaned_data
        found = super().given()
        found |= {name: data[name] for name in ("start_on", "end_on", "nominate_by", "seats_total")}
        found["seats_minimum"] = data["seats_minimum"] or 0
        found["nominate_by_chosen"] = data["nominate_by"] is not None
        if data["nominate_by"] is None:
            found["nominate_by"] = rules.nominate_by(data["start_on"])
        return found


def initial_of(row: Any, *, shares: Iterable[Any] = (), codes: Iterable[Any] = ()) -> dict[str, Any]:
    """This will fill a form with what is kept."""
    found = {name: getattr(row, name) for name in rules.EDITABLE}
    found |= {
        "version": row.version,
        "provider": row.provider_id or "",
        "fee": "" if row.fee_minor is None else f"{row.fee_minor / 100:.2f}",
        "languages": ", ".join(row.languages),
        "prerequisites": "; ".join(row.prerequisites),
        "open_to": [word for word in row.open_to if not word.startswith("party:")],
        "invited": "; ".join(word.removeprefix("party:") for word in row.open_to if word.startswith("party:")),
        "codes": "; ".join(sorted(exporting.written_code(code) for code in codes)),
        "seats_reserved": "; ".join(sorted(exporting.written_share(share) for share in shares)),
    }
    if hasattr(row, "start_on"):
        found |= {
            "start_on": row.start_on,
            "end_on": row.end_on,
            "nominate_by": row.nominate_by if row.nominate_by_chosen else None,
            "seats_total": row.seats_total,
            "seats_minimum": row.seats_minimum or None,
            "course": row.course.code if row.course else "",
        }
    else:
        found["course"] = row.code
        found["version"] = row.version
    return found


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return str(value)
