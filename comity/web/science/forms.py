"""What people send about calls, applications and reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.policy import pack
from comity.science.rules import HIGHEST, LOWEST
from comity.web.page import locale
from comity.web.people.forms import Day
from comity.web.science import asking

LONGEST = 10_000
MOST_LINES, LONGEST_LINE = 20, 240

type Choices = Sequence[tuple[str, Any]]


def text(label: Any, *, rows: int = 4, required: bool = False, help_text: Any = "") -> forms.CharField:
    """This will ask for a text of some length."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, help_text=help_text)


class Lines(forms.CharField):
    """Several short things, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[str]:
        """This will take the lines that are not empty."""
        found = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found):
            raise forms.ValidationError(_("At most 20 lines of 240 characters."), code="lines")
        return found


class Confirm(forms.Form):
    """Nothing but the button."""


class Publish(forms.Form):
    """A call: for what, on what, until when."""

    title_en = forms.CharField(label=_("Title in English"), max_length=240)
    title_fr = forms.CharField(label=_("Title in French"), max_length=240)
    kinds = forms.MultipleChoiceField(label=_("Kinds of grant"), widget=forms.CheckboxSelectMultiple)
    priorities = forms.MultipleChoiceField(label=_("Key priorities"), widget=forms.CheckboxSelectMultiple)
    closes_on = Day(label=_("Last day to apply"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the kinds and priorities of the policy."""
        super().__init__(*args, **kwargs)
        science = pack().science
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (one.code, one.name.in_(locale())) for one in science.kinds.values()
        ]
        self.fields["priorities"].choices = [  # type: ignore[attr-defined]
            (one.code, one.name.in_(locale())) for one in science.priorities.values()
        ]


class Begin(forms.Form):
    """For which kind of grant one applies."""

    kind = forms.ChoiceField(label=_("Kind of grant"))

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        """This will offer the kinds that the call covers."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, asking.kind(code)) for code in kinds]  # type: ignore[attr-defined]


_ALLY, _PARTNER = "ally", "partner"
_DIRECTOR = ("name", "institution", "nation", "email")


class Write(forms.Form):
    """The draft of an application: every part may wait until it is lodged."""

    title = forms.CharField(
        label=_("Title"), max_length=240, required=False, help_text=_("Understandable for non-experts.")
    )
    summary = text(_("Summary"), rows=6)
    priority = forms.ChoiceField(label=_("Key priority"), required=False)
    length = forms.IntegerField(label=_("Length"), min_value=0, max_value=400, required=False)
    end_users = Lines(label=_("End-users"), required=False, help_text=_("Who will use the results; one a line."))
    collaborators = Lines(label=_("Collaborators"), required=False, help_text=_("Who else takes part; one a line."))

    def __init__(
        self, *args: Any, kind: str, priorities: Sequence[str], nations: Mapping[str, Choices], **kwargs: Any
    ) -> None:
        """This will offer the priorities of the call, the headings of the kind, and both sides' nations."""
        super().__init__(*args, **kwargs)
        self.fields["priority"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((code, asking.priority(code)) for code in priorities),
        ]
        self.headings = [one.code for one in pack().science.headings_of(kind)]
        for one in pack().science.headings_of(kind):
            self.fields[f"budget_{one.code}"] = forms.IntegerField(
                label=_("%(heading)s, in euros") % {"heading": one.name.in_(locale())},
                min_value=0,
                max_value=10_000_000,
                required=False,
                help_text=_("At most %(percent)s per cent of the sum.") % {"percent": one.most_percent},
            )
        for side, said in ((_ALLY, _("Co-director of an Ally")), (_PARTNER, _("Co-director of a partner"))):
            for name, field in (
                ("name", forms.CharField(max_length=120, required=False)),
                ("institution", forms.CharField(max_length=240, required=False)),
                ("nation", forms.ChoiceField(choices=[("", "—"), *nations[side]], required=False)),
                ("email", forms.EmailField(required=False)),
            ):
                field.label = _("%(who)s: %(what)s") % {"who": said, "what": DIRECTOR_PARTS[name]}
                self.fields[f"{side}_{name}"] = field

    def clean(self) -> dict[str, Any]:
        """This will ask that a co-director who is named is named whole."""
        sent = dict(super().clean() or {})
        for side in (_ALLY, _PARTNER):
            given = [name for name in _DIRECTOR if sent.get(f"{side}_{name}")]
            for name in _DIRECTOR:
                if given and name not in given and f"{side}_{name}" not in self.errors:
                    self.add_error(f"{side}_{name}", _("A co-director is named whole, or not at all."))
        return sent

    def parts(self) -> dict[str, Any]:
        """This will give what was sent as the act takes it."""
        sent = self.cleaned_data
        budget = {code: sent[f"budget_{code}"] for code in self.headings if sent[f"budget_{code}"]}
        directors = [
            {name: sent[f"{side}_{name}"] for name in _DIRECTOR} for side in (_ALLY, _PARTNER) if sent[f"{side}_name"]
        ]
        plain = {name: sent[name] for name in ("title", "summary", "priority", "end_users", "collaborators")}
        return {**plain, "length": sent["length"] or 0, "budget": budget, "directors": directors}


DIRECTOR_PARTS = {
    "name": _("name"),
    "institution": _("institution"),
    "nation": _("nation"),
    "email": _("e-mail"),
}


def as_kept(row: Any, partners: Sequence[str]) -> dict[str, Any]:
    """This will show a draft as it was kept; co-directors by their side."""
    kept = {
        "title": row.title,
        "summary": row.summary,
        "priority": row.priority,
        "length": row.length or None,
        "end_users": "\n".join(row.end_users),
        "collaborators": "\n".join(row.collaborators),
        **{f"budget_{code}": sum_ for code, sum_ in row.budget.items()},
    }
    for one in row.directors.all():
        side = _PARTNER if one.nation in partners else _ALLY
        kept |= {f"{side}_{name}": getattr(one, name) for name in _DIRECTOR}
    return kept


class Reason(forms.Form):
    """What the desk says of an application, in writing."""

    reason = text(_("Reason"), required=True, help_text=_("Read by the staff and by the mission that applied."))


class Settle(forms.Form):
    """Whether two alike applications are the same, and why."""

    is_same = forms.TypedChoiceField(
        label=_("Are they the same work?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = text(_("Reason"), required=True, help_text=_("Read by the staff alone."))


class Assign(forms.Form):
    """Who is asked to judge an application."""

    reviewer = forms.TypedChoiceField(label=_("Reviewer"), coerce=int)

    def __init__(self, *args: Any, reviewers: Choices, **kwargs: Any) -> None:
        """This will offer those who are listed."""
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].choices = [("", "—"), *reviewers]  # type: ignore[attr-defined]


class ListReviewer(forms.Form):
    """Who is listed, and what may stand in the way."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("The person’s address as it is known here."))
    name = forms.CharField(label=_("Name"), max_length=120)
    institution = forms.CharField(label=_("Institution"), max_length=240)
    nation = forms.ChoiceField(label=_("Nation"))

    def __init__(self, *args: Any, nations: Choices, **kwargs: Any) -> None:
        """This will offer all nations."""
        super().__init__(*args, **kwargs)
        self.fields["nation"].choices = [("", "—"), *nations]  # type: ignore[attr-defined]


class Score(forms.Form):
    """Marks for every criterion, and remarks."""

    remarks = text(_("Remarks"), rows=6, help_text=_("Read by the staff and by you, never by the applicants."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will ask for a mark under each criterion."""
        super().__init__(*args, **kwargs)
        marks = [(str(mark), str(mark)) for mark in range(LOWEST, HIGHEST + 1)]
        asked = {
            f"mark_{one.code}": forms.TypedChoiceField(
                label=one.name.in_(locale()),
                choices=[("", "—"), *marks],
                coerce=int,
                empty_value=None,
                required=False,
                help_text=_("Weight: %(percent)s per cent.") % {"percent": one.weight},
            )
            for one in pack().science.criteria.values()
        }
        self.fields = {**asked, **self.fields}

    def scores(self) -> dict[str, int]:
        """This will give the marks that were given."""
        given = {code: self.cleaned_data[f"mark_{code}"] for code in pack().science.criteria}
        return {code: mark for code, mark in given.items() if mark is not None}


class Recuse(forms.Form):
    """Why somebody cannot judge an application."""

    reason = text(
        _("What stands between you and this application"),
        required=True,
        help_text=_("Read by the staff alone. From then on you read nothing of the application."),
    )
