"""What people send about operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.operations.rules import Arranged, Level, Phase, Uptake
from comity.web.operations import labels
from comity.web.people.forms import Day

LONGEST = 20_000
DECISION = r"^[A-Z][A-Z-]*\(\d{4}\)\d{4,6}$"


def _text(label: Any, *, rows: int = 5, required: bool = True, help_text: Any = "") -> forms.CharField:
    """This will ask for a text of some length."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, help_text=help_text)


class Wanted(forms.Form):
    """How the list of operations is narrowed."""

    q = forms.CharField(label=_("Name or code"), max_length=100, required=False)
    phase = forms.TypedChoiceField(
        label=_("Phase"),
        required=False,
        choices=[("", _("All")), *((phase.value, label) for phase, (label, _tone) in labels.PHASES.items())],
        coerce=Phase,
        empty_value=None,
    )


class Plan(forms.Form):
    """An operation that is entered."""

    code = forms.RegexField(
        r"^OP-[A-Z0-9]{2,20}$",
        label=_("Code"),
        help_text=_("Such as OP-HARBOUR: OP, a dash, capitals and digits."),
        error_messages={"invalid": _("Write a code such as OP-HARBOUR.")},
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    name_fr = forms.CharField(label=_("Name in French"), max_length=120)
    purpose = _text(_("Purpose"), required=False, help_text=_("Read by all who have signed in."))


class EnterPhase(forms.Form):
    """Into which phase, and on which decision."""

    to = forms.TypedChoiceField(
        label=_("Next phase"),
        choices=[(phase.value, label) for phase, (label, _tone) in labels.PHASES.items()],
        coerce=Phase,
    )
    decision = forms.RegexField(
        DECISION,
        label=_("Decision of the Council"),
        help_text=_("Its symbol, such as PO(2026)0102."),
        error_messages={"invalid": _("Write a symbol such as PO(2026)0102.")},
    )


class Circulate(forms.Form):
    """A draft, and until when one may comment."""

    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    title_fr = forms.CharField(label=_("Title in French"), max_length=200)
    text_en = _text(_("Text in English"), rows=8)
    text_fr = _text(_("Text in French"), rows=8)
    closes_on = Day(
        label=_("Comments until"),
        help_text=_("The end of that day at the seat. The Allies’ silence cannot open before."),
    )


class Link(forms.Form):
    """Which consultation."""

    consultation = forms.RegexField(
        r"^\d{4}-\d{3,6}$",
        label=_("Consultation"),
        help_text=_("Its code, such as 2026-014. Whoever reads it today will read here that it is named."),
        error_messages={"invalid": _("Write a code such as 2026-014.")},
    )


class Words(forms.Form):
    """A text alone: an offer, a comment, a reason."""

    text = _text("")

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        """This will say what the text is."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, help_text


class Assess(forms.Form):
    """What was found of an offer."""

    text = _text(_("Assessment of the offer"), help_text=_("Read by the staff, the Allies and the nation."))
    is_suitable = forms.BooleanField(label=_("The offer is suitable"), required=False)


class Sign(forms.Form):
    """One of the three arrangements."""

    kind = forms.TypedChoiceField(
        label=_("Arrangement"),
        choices=[(kind.value, label) for kind, label in labels.ARRANGED.items()],
        coerce=Arranged,
    )
    reference = forms.CharField(label=_("Reference"), max_length=120)
    signed_on = Day(label=_("Signed on"))


class Answer(forms.Form):
    """How a comment was taken up."""

    uptake = forms.TypedChoiceField(
        label=_("How it was taken up"),
        choices=[(one.value, label) for one, (label, _tone) in labels.UPTAKES.items()],
        coerce=Uptake,
    )
    text = _text(_("How and why"), help_text=_("Read by whoever commented, the staff and the Allies."))


class Unit(forms.Form):
    """A unit of a partner."""

    party = forms.ChoiceField(label=_("Nation"))
    name = forms.CharField(label=_("Name of the unit"), max_length=120)
    kind = forms.CharField(label=_("Kind"), max_length=120, required=False)

    def __init__(self, *args: Any, nations: list[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer the nations whose units the reader may enter."""
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = nations  # type: ignore[attr-defined]


class Evaluate(forms.Form):
    """An evaluation that was held."""

    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[(level.value, label) for level, label in labels.LEVELS.items()],
        coerce=lambda value: Level(int(value)),
    )
    on = Day(label=_("Held on"))
    valid_until = Day(label=_("Valid until"))
    remarks = _text(_("Remarks"), required=False)
