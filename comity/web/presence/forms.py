"""What people send about contact point embassies and missions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.core.calendar import at_brussels
from comity.web.people.forms import Day
from comity.web.presence import labels

LONGEST = 10_000

type Choices = Sequence[tuple[str, Any]]


def text(label: Any, *, rows: int = 4, required: bool = False, help_text: Any = "") -> forms.CharField:
    """This will ask for a text of some length."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, help_text=help_text)


class Nothing(forms.Form):
    """Nothing has to be said."""


class Open(forms.Form):
    """A round: from which year on, for which nations, until when."""

    first_year = forms.IntegerField(
        label=_("First year"),
        min_value=1992,
        max_value=2100,
        help_text=_("Mandates begin on 1 January and last two years."),
    )
    hosts = forms.MultipleChoiceField(
        label=_("Nations"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Where embassies are sought."),
    )
    on = Day(label=_("Bids are taken until"))
    at = forms.TimeField(
        label=_("Hour, Brussels time"),
        widget=forms.TimeInput(attrs={"type": "time", "step": "60"}, format="%H:%M"),
    )
    note = text(_("Note to Allies"))

    def __init__(self, *args: Any, hosts: Choices, **kwargs: Any) -> None:
        """This will offer the partners."""
        super().__init__(*args, **kwargs)
        self.fields["hosts"].choices = hosts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """This will put day and hour together, and write the year as the day on which mandates begin."""
        cleaned = super().clean() or {}
        day, hour, year = cleaned.pop("on", None), cleaned.pop("at", None), cleaned.pop("first_year", None)
        if isinstance(day, date) and isinstance(hour, time) and not date(2000, 1, 1) <= day <= date(2100, 12, 31):
            self.add_error("on", _("Give a day from 2000 to 2100."))
        elif isinstance(day, date) and isinstance(hour, time):
            cleaned["closes_at"] = at_brussels(day, hour.hour, hour.minute)
        if isinstance(year, int):
            cleaned["since_on"] = date(year, 1, 1)
        return cleaned


class Bid(forms.Form):
    """A bid: in which nation, with whom, and what the embassy offers."""

    host = forms.ChoiceField(label=_("Nation"))
    others = forms.MultipleChoiceField(
        label=_("Together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them agrees for itself before the round closes."),
    )
    offer = text(_("What the embassy offers"), required=False, help_text=_("Staff, languages, experience, plans."))

    def __init__(self, *args: Any, hosts: Choices, allies: Choices, **kwargs: Any) -> None:
        """This will offer the nations of the round and the other Allies."""
        super().__init__(*args, **kwargs)
        self.fields["host"].choices = [("", "—"), *hosts]  # type: ignore[attr-defined]
        self.fields["others"].choices = allies  # type: ignore[attr-defined]


class CallOff(forms.Form):
    """Why a round ends without more mandates."""

    reason = text(_("Reason"), required=False)


class OpenFile(forms.Form):
    """The change of embassies for which a file is opened."""

    change = forms.ChoiceField(label=_("Change of embassies"))

    def __init__(self, *args: Any, changes: Choices, **kwargs: Any) -> None:
        """This will offer the changes without a file."""
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [("", "—"), *changes]  # type: ignore[attr-defined]


class FileEntry(forms.Form):
    """One thing that the next embassy should know."""

    part = forms.ChoiceField(
        label=_("Sort of entry"), choices=[(part.value, label) for part, label in labels.PARTS.items()]
    )
    title = forms.CharField(label=_("Who or what"), max_length=240, required=False)
    details = text(_("Details"), help_text=_("How to reach them, what was agreed, what is still open."))


class AskMore(forms.Form):
    """What is missing in a file."""

    missing = text(_("What is missing"), required=False)


class Log(forms.Form):
    """What an embassy did as a contact point."""

    host = forms.ChoiceField(label=_("Nation"))
    held_on = Day(label=_("Held on"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, label) for kind, label in labels.DEEDS.items()])
    subject = forms.CharField(label=_("Subject"), max_length=240, required=False)
    summary = text(_("What was done"), help_text=_("Read by the staff, the Allies and the nation."))
    reached = forms.IntegerField(label=_("People reached"), required=False, min_value=0, max_value=1_000_000)

    def __init__(self, *args: Any, hosts: Choices, **kwargs: Any) -> None:
        """This will offer the nations where the embassy serves or has served."""
        super().__init__(*args, **kwargs)
        self.fields["host"].choices = hosts  # type: ignore[attr-defined]


class Notify(forms.Form):
    """Whom a mission notifies, in which role and by which letter."""

    party = forms.ChoiceField(label=_("Mission of"))
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"))
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    title_fr = forms.CharField(label=_("Title in French"), max_length=160, required=False)
    locale = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    other_posts = forms.CharField(
        label=_("Other posts"), max_length=240, required=False, help_text=_("Such as a post at the embassy.")
    )
    letter = forms.CharField(label=_("Reference of the letter"), max_length=80, required=False)
    letter_on = Day(label=_("Day of the letter"))

    def __init__(self, *args: Any, parties: Choices, roles: Choices, **kwargs: Any) -> None:
        """This will offer the missions for which one speaks, and the roles that partners have."""
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties  # type: ignore[attr-defined]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class Accept(forms.Form):
    """By which letter somebody is accepted."""

    reply = forms.CharField(label=_("Reference of the answer"), max_length=80, required=False)


class Decline(forms.Form):
    """Why somebody is declined."""

    reason = text(_("Reason"), required=False)
