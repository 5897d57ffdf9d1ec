"""What people may send about nations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.core import audience
from comity.parties import rules
from comity.policy import pack
from comity.web.nations import labels
from comity.web.people.forms import Day

FIRST_DAY = date(1949, 1, 1)
LAST_DAY = date(2100, 12, 31)
LONGEST_NOTE = 10_000
STATES = ("ally", "partner", "suspended", "none")


class Since1949(Day):
    """A day on which there was an Alliance."""

    def clean(self, value: Any) -> date | None:
        """This will refuse days before 1949 and days too far off."""
        day: date | None = super().clean(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Give a day from 1949 to 2100."))
        return day


class Listed(forms.Form):
    """Which nations are shown, and on which day."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    on = Since1949(label=_("On which day"), required=False)
    state = forms.MultipleChoiceField(label=_("Standing"), choices=[(one, one) for one in STATES], required=False)
    framework = forms.MultipleChoiceField(label=_("Framework"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the frameworks of the policy."""
        super().__init__(*args, **kwargs)
        self.fields["framework"].choices = [(code, code) for code in pack().frameworks]  # type: ignore[attr-defined]


class ListedProviders(forms.Form):
    """Which providers are shown, and on which day."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    on = Since1949(label=_("On which day"), required=False)
    kind = forms.MultipleChoiceField(
        label=_("Kind"), choices=[(kind, kind) for kind in labels.PROVIDER_KINDS], required=False
    )


class OnADay(forms.Form):
    """On which day a nation is looked at."""

    on = Since1949(label=_("On which day"), required=False)


class Decided(forms.Form):
    """A change that rests on a decision of the Council."""

    decision = forms.CharField(
        label=_("Decision of the Council"),
        max_length=40,
        required=False,
        help_text=_("The symbol of the paper, such as PO(2026)0188."),
    )


class Join(Decided):
    """What a nation joins, from which day on."""

    community = forms.ChoiceField(label=_("Joins"))
    since_on = Since1949(label=_("First day"))
    field_order = ("community", "since_on", "decision")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the Alliance, the invitees and the frameworks; being a partner follows from a framework."""
        super().__init__(*args, **kwargs)
        known = [
            *(audience.framework(code) for code in pack().frameworks),
            audience.PARTNERS,
            rules.INVITEES,
            audience.ALLIES,
        ]
        self.fields["community"].choices = _named(known)  # type: ignore[attr-defined]


class Leave(Decided):
    """What a nation leaves, and from which day on it no longer belongs."""

    community = forms.ChoiceField(label=_("Leaves"))
    until_on = Since1949(label=_("First day on which it no longer belongs"))
    field_order = ("community", "until_on", "decision")

    def __init__(self, *args: Any, held: Iterable[str], **kwargs: Any) -> None:
        """This will offer what the nation belongs to."""
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = _named(held)  # type: ignore[attr-defined]


class Suspend(Decided):
    """From which day on a partner's standing is suspended."""

    since_on = Since1949(label=_("First day"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    field_order = ("since_on", "decision", "note")


class Resume(Decided):
    """From which day on a suspension no longer holds."""

    until_on = Since1949(label=_("First day on which it is no longer suspended"))
    field_order = ("until_on", "decision")


class OpenTool(Decided):
    """Which tool the Council opens to a partner."""

    tool = forms.ChoiceField(label=_("Tool"))
    field_order = ("tool", "decision")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the tools that the policy leaves to the Council."""
        super().__init__(*args, **kwargs)
        by_council = [tool.code for tool in pack().tools.values() if tool.in_pack and tool.frameworks]
        self.fields["tool"].choices = [(code, labels.tool(code)) for code in by_council]  # type: ignore[attr-defined]


class Name(forms.Form):
    """How the organisation names a party; empty means the public name."""

    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    name_fr = forms.CharField(label=_("Name in French"), max_length=160, required=False)


class Note(forms.Form):
    """A note for the staff's file."""

    text = forms.CharField(
        label=_("New note"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


class Present(forms.Form):
    """A line about who is present where: from when to when, by which source; on correcting, why."""

    since_on = Since1949(label=_("First day"), required=False, help_text=_("Empty where it is not known."))
    until_on = Since1949(
        label=_("First day on which it no longer holds"), required=False, help_text=_("Empty while it lasts.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=400, help_text=_("The letter, note or paper in which it was read.")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    reason = forms.CharField(
        label=_("Reason for the correction"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("It is entered in the history and read by those who see the nation."),
    )

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        """This will ask for a reason only where something is corrected."""
        super().__init__(*args, **kwargs)
        if not correcting:
            del self.fields["reason"]


class PresentMission(Present):
    """A mission at the seat, and how it is reached."""

    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    name_fr = forms.CharField(label=_("Name in French"), max_length=160)
    address = forms.CharField(label=_("Address"), max_length=240, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    field_order = ("name_en", "name_fr", "address", "email", "phone")


class PresentEmbassy(Present):
    """The mandate of an Ally's embassy; whose it is never changes, another Ally's is another mandate."""

    ally = forms.ChoiceField(label=_("Embassy of"))
    mode = forms.ChoiceField(label=_("How"), required=False, choices=list(labels.MODES.items()))
    mandate_number = forms.IntegerField(label=_("Number of the mandate"), required=False, min_value=1, max_value=99)
    decision = forms.CharField(label=_("Decision of the Council"), max_length=40, required=False)
    field_order = ("ally", "since_on", "until_on", "mode", "mandate_number", "decision")

    def __init__(
        self, *args: Any, allies: Sequence[tuple[str, str]] = (), correcting: bool = False, **more: Any
    ) -> None:
        """This will offer the Allies where a mandate is entered."""
        super().__init__(*args, correcting=correcting, **more)
        if correcting:
            del self.fields["ally"]
        else:
            self.fields["ally"].choices = allies  # type: ignore[attr-defined]


class PresentProvider(Present):
    """A provider with the party that answers for it; its code never changes."""

    code = forms.RegexField(
        r"^[A-Z0-9][A-Z0-9-]{1,30}$",
        label=_("Code"),
        help_text=_("Capitals, digits and hyphens, such as MED-SCHOOL; it never changes."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(labels.PROVIDER_KINDS.items()))
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    name_fr = forms.CharField(label=_("Name in French"), max_length=160, required=False)
    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=32, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    field_order = ("code", "kind", "name_en", "name_fr", "abbreviation", "city")

    def __init__(self, *args: Any, correcting: bool = False, **more: Any) -> None:
        """This will ask for a code only where a provider is listed anew."""
        super().__init__(*args, correcting=correcting, **more)
        if correcting:
            del self.fields["code"]


class EndPresence(forms.Form):
    """From which day on a line no longer holds, and why."""

    until_on = Since1949(label=_("First day on which it no longer holds"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("It is entered in the history and read by those who see the nation."),
    )


def _named(communities: Iterable[str]) -> Sequence[tuple[str, str]]:
    return [(code, labels.community(code)) for code in communities]
