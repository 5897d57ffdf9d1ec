"""What people may send about decisions. Only the shape is checked here; whether it may be done, the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.core.calendar import at_brussels, brussels
from comity.decisions import queries, rules
from comity.policy import pack
from comity.web.decisions import effects, labels

LONGEST = 20_000
MOST_LINES = 60


def _text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "", longest: int = LONGEST) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        help_text=help_text,
    )


class Moment(forms.Form):
    """A moment at the seat, to the minute, in Brussels time."""

    on = forms.DateField(
        label=_("Day"), input_formats=["%Y-%m-%d"], widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=_("Hour, Brussels time"),
        widget=forms.TimeInput(attrs={"type": "time", "step": "60"}, format="%H:%M"),
    )
    answers = "ends_at"

    def clean(self) -> dict[str, Any]:
        """This will put day and hour together."""
        cleaned = super().clean() or {}
        day, hour = cleaned.pop("on", None), cleaned.pop("at", None)
        if isinstance(day, date) and isinstance(hour, time):
            if not date(2000, 1, 1) <= day <= date(2100, 12, 31):
                self.add_error("on", _("Give a day from 2000 to 2100."))
            else:
                cleaned[self.answers] = at_brussels(day, hour.hour, hour.minute)
        return cleaned


def initial_moment(moment: datetime) -> dict[str, object]:
    """This will fill in a moment as the two fields want it."""
    local = brussels(moment)
    return {"on": local.date(), "at": local.time().replace(second=0, microsecond=0)}


class Open(Moment):
    """Until when silence runs."""


class Extend(Moment):
    """A later end, and why."""

    reason = _text(_("Reason"), help_text=_("All who take part will read it."))


class Lines(forms.Form):
    """Which paragraphs are meant."""

    lines = forms.TypedMultipleChoiceField(
        label=_("Paragraphs"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """This will offer the paragraphs that are open."""
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = list(choices)  # type: ignore[attr-defined]


class Break(Lines):
    """An objection: why, to what, and what would be acceptable instead."""

    reason = _text(_("Reason"), rows=5, help_text=_("Your letter. Allies and the staff read it."))
    amendment = _text(
        _("Proposed amendment"), required=False, rows=4, help_text=_("The wording to which you could agree.")
    )
    field_order: Sequence[str] = ("lines", "reason", "amendment")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will say what it means to tick some paragraphs, or none."""
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        field.label = _("Paragraphs to which you object")
        field.help_text = _("Tick none to object to all. What you do not tick goes on without you.")
        if len(field.choices) <= 1:  # type: ignore[attr-defined]
            del self.fields["lines"]


class Say(forms.Form):
    """A letter that does not break silence."""

    text = _text(_("Text"), rows=5)


class Answer(forms.Form):
    """The answer to a question."""

    answer = _text(_("Answer"), rows=4)


class Reason(forms.Form):
    """Why something is done."""

    reason = _text(_("Reason"), rows=3)


class Nothing(forms.Form):
    """An act that needs no more than a yes."""


class Meeting(Lines):
    """What a meeting decided."""

    meeting = forms.CharField(
        label=_("Decision sheet of the meeting"), max_length=60, help_text=_("Such as C-DS(2026)0041.")
    )
    field_order = ("meeting", "lines")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will say what it means to tick none."""
        super().__init__(*args, **kwargs)
        self.fields["lines"].label = _("Paragraphs agreed")
        self.fields["lines"].help_text = _("Tick none if the meeting agreed all of them.")


class Record(Moment, Break):
    """A letter that came by another way, with the time stamped on it."""

    answers = "received_at"
    party = forms.ChoiceField(label=_("Delegation"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, word) for kind, (word, _tone) in labels.LETTERS.items()]
    )
    field_order: Sequence[str] = ("party", "kind", "on", "at", "lines", "reason", "amendment")

    def __init__(self, *args: Any, parties: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer those who may write."""
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = list(parties)  # type: ignore[attr-defined]
        self.fields["on"].label = _("Day of receipt")
        self.fields["at"].label = _("Hour of receipt, Brussels time")

    def clean(self) -> dict[str, Any]:
        """This will give the kind as the rules know it; only an objection names paragraphs."""
        cleaned = super().clean()
        if "kind" in cleaned:
            cleaned["kind"] = rules.LetterKind(cleaned["kind"])
            if cleaned["kind"] is not rules.LetterKind.OBJECTION:
                cleaned["lines"] = []
        return cleaned


class Release(forms.Form):
    """Who may read a decision from now on."""

    to = forms.MultipleChoiceField(label=_("Release to"), widget=forms.CheckboxSelectMultiple())

    def __init__(self, *args: Any, parties: Iterable[tuple[str, str]], locale: str, **kwargs: Any) -> None:
        """This will offer communities and single partners."""
        super().__init__(*args, **kwargs)
        frameworks = [(f"framework:{code}", one.name.in_(locale)) for code, one in pack().frameworks.items()]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("partners", _("All partners")),
            *frameworks,
            *((f"party:{code}", name) for code, name in parties),
            ("public", _("The public")),
        ]


class Text(forms.Form):
    """Titles, note and ground of an item."""

    title_en = forms.CharField(label=_("Title in English"), max_length=240)
    title_fr = forms.CharField(label=_("Title in French"), max_length=240, required=False)
    ground = forms.ChoiceField(
        label=_("Paragraph of the policy that asks for the decision"), required=False, choices=[("", "–")]
    )
    note_en = _text(_("Covering note in English"), required=False, rows=5)
    note_fr = _text(_("Covering note in French"), required=False, rows=5)
    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1, max_value=1_000_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the paragraphs of the policy."""
        super().__init__(*args, **kwargs)
        numbers = [(f"P§{number}", f"§{number}") for number in range(1, 19) if f"P§{number}" in pack().clauses]
        self.fields["ground"].choices = [("", "–"), *numbers]  # type: ignore[attr-defined]


class Draft(Text):
    """A new item, with the format in which it is to be decided."""

    format = forms.TypedChoiceField(label=_("To be decided by"), coerce=int)
    field_order = ("format", "title_en", "title_fr", "ground", "note_en", "note_fr")

    def __init__(self, *args: Any, formats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """This will offer the formats that hold today."""
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = list(formats)  # type: ignore[attr-defined]


class Line(forms.Form):
    """One operative paragraph."""

    verb = forms.ChoiceField(
        label=_("The body"), choices=[(verb.value, word) for verb, word in labels.VERBS_OF_LINES.items()]
    )
    text_en = _text(_("What, in English"), required=False, rows=2, help_text=_("Such as “the opening of … to …”."))
    text_fr = _text(_("What, in French"), required=False, rows=2, help_text=_("Such as “l'ouverture de … à …”."))
    follows = forms.ChoiceField(label=_("What follows once it is agreed"), required=False)

    def __init__(self, *args: Any, follows: effects.Choices, **kwargs: Any) -> None:
        """This will offer what a decision can bring about."""
        super().__init__(*args, **kwargs)
        self.fields["follows"].choices = follows  # type: ignore[attr-defined]


LinesOfText = forms.formset_factory(Line, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True)


def line_texts(sent: Iterable[dict[str, Any]]) -> list[rules.LineText]:
    """This will take the paragraphs that were filled in."""
    return [
        rules.LineText(
            rules.Verb(one["verb"]),
            one.get("text_en", ""),
            one.get("text_fr", ""),
            *effects.read(one.get("follows", "")),
        )
        for one in sent
        if one and (one.get("text_en", "").strip() or one.get("text_fr", "").strip())
    ]


class Listed(forms.Form):
    """Which items are shown."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    state = forms.MultipleChoiceField(
        label=_("State"), required=False, choices=[(s.value, word) for s, (word, _tone) in labels.STATES.items()]
    )
    body = forms.ChoiceField(label=_("Body"), required=False, choices=[("", "")])
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the bodies of the policy."""
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", ""), *((code, code) for code in pack().bodies)]  # type: ignore[attr-defined]

    def wanted(self) -> queries.Wanted:
        """This will give what was asked for; what cannot be read is left out."""
        sent = self.cleaned_data if self.is_valid() else {}
        return queries.Wanted(states=tuple(sent.get("state", ())), body=sent.get("body", ""), words=sent.get("q", ""))
