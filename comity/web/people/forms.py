"""What people may send about people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.core.actor import Role, Side
from comity.people import rules
from comity.web.people import labels

DENSITIES = (("comfortable", _("Comfortable")), ("standard", _("Standard")), ("compact", _("Compact")))
LONGEST_NOTES = 10_000


class Day(forms.DateField):
    """A day, from the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        """This will take days as browsers send them."""
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class Appoint(forms.Form):
    """Whom a party appoints, as what, from when to when."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The address with which the person signs in. A new address makes a new account.")
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"))
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    title_fr = forms.CharField(label=_("Title in French"), max_length=160, required=False)
    locale = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    since_on = Day(label=_("First day"))
    until_on = Day(label=_("Day of the end"), required=False, help_text=_("On this day the person no longer acts."))

    def __init__(self, *args: Any, side: Side, **kwargs: Any) -> None:
        """This will offer the roles that the party has."""
        super().__init__(*args, **kwargs)
        roles = sorted(rules.ROLES_OF[side], key=lambda role: list(Role).index(role))
        self.fields["role"].choices = [(role.value, labels.role(role)) for role in roles]  # type: ignore[attr-defined]


class End(forms.Form):
    """From which day on somebody no longer acts."""

    ends_on = Day(
        label=_("Day of the end"), help_text=_("On this day the person no longer acts. Open sessions end at once.")
    )


def colleagues(appointments: Iterable[Any], *, but: int) -> list[tuple[str, str]]:
    """This will list the people of a party, each once, without one of them."""
    found = {one.person_id: one.name for one in appointments if one.person_id != but}
    return [("", ""), *((str(pk), name) for pk, name in sorted(found.items(), key=lambda pair: pair[1]))]


class Deputise(forms.Form):
    """Who acts in somebody's place, from when to when."""

    person = forms.TypedChoiceField(label=_("Deputy"), coerce=int)
    since_on = Day(label=_("First day"))
    until_on = Day(label=_("Day of the end"), required=False, help_text=_("On this day the deputy no longer acts."))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer the colleagues."""
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class HandOver(forms.Form):
    """Who follows, from which day on, and what they should know."""

    person = forms.TypedChoiceField(label=_("Successor"), coerce=int)
    on = Day(label=_("First day of the successor"))
    notes = forms.CharField(
        label=_("Notes for the successor"),
        required=False,
        max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Only your party reads them. They stand on the successor's page Today for 30 days."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer the colleagues."""
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class Settings(forms.Form):
    """How the system shows itself to somebody."""

    locale = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone],
        help_text=_("Deadlines are given in Brussels time; your own time stands beside them."),
    )
    density = forms.ChoiceField(label=_("Rows"), choices=DENSITIES, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(label=_("Keyboard shortcuts of a single key"), required=False)
    digest_mail = forms.BooleanField(label=_("A daily mail with what needs me"), required=False)
    weekly_mail = forms.BooleanField(label=_("A weekly mail with what has changed"), required=False)


class Hat(forms.Form):
    """For which party somebody wants to act."""

    party = forms.CharField(max_length=16)


def today(day: date) -> dict[str, str]:
    """This will begin a form with the day in hand."""
    return {"since_on": day.isoformat(), "ends_on": day.isoformat(), "on": day.isoformat()}


class NewKey(forms.Form):
    """What a key is for."""

    name = forms.CharField(
        label=_("Name of the program"), max_length=80, help_text=_("As you will know it again in the list.")
    )
