"""What the pages of one integrity review have in common, and what people send about it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from comity.core.actor import Actor
from comity.documents import queries as documents
from comity.education import queries, rules
from comity.education.rules import IntegrityState, MeasureState
from comity.parties import queries as parties
from comity.policy import pack
from comity.web import page
from comity.web.education import asking, labels
from comity.web.education.forms import text as words
from comity.web.page import asked, locale
from comity.web.people.forms import Day

MOST = 4_000
STEPS = tuple(one for one in IntegrityState if one is not IntegrityState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Seen:
    """A review that somebody looks at, with what its rules are shown and what nations are called."""

    actor: Actor
    now: datetime
    row: Any
    names: dict[str, str]
    facts: rules.IntegrityFacts

    @property
    def title(self) -> str:
        """This will name the review."""
        return title(self.row, self.names)


def seen(request: HttpRequest, pk: int) -> Seen:
    """This will find a review, or answer that there is none."""
    actor, now = asked(request)
    row = queries.integrity_review(pk)
    if row is None:
        raise Http404
    return Seen(actor, now, row, parties.names(locale()), queries.facts_of_integrity(row, actor, now))


def title(row: Any, names: dict[str, str]) -> str:
    """This will name a review by partner and round."""
    return gettext("%(party)s, round %(round)s") % {"party": names.get(row.party_id, row.party_id), "round": row.round}


def frame(one: Seen, tab: str, rows: Collection[Any] = ()) -> dict[str, Any]:
    """This will give what every page of a review shows; `rows` are what else is on it, for the marking."""
    word, tone = labels.INTEGRITY[IntegrityState(one.row.state)]
    return {
        "review": one.row,
        "title": one.title,
        "word": word,
        "tone": tone,
        "steps": [{"key": state.value, "label": labels.INTEGRITY[state][0]} for state in STEPS],
        "tab": tab,
        "parts": [
            {"key": key, "label": label, "url": page.address(f"education:{name}", one.row.pk)}
            for key, label, name in (
                ("overview", gettext("Overview"), "integrity"),
                ("answers", gettext("Self-assessment"), "integrity_answers"),
                ("peers", gettext("Peer review"), "integrity_peers"),
                ("plan", gettext("Action plan"), "integrity_plan"),
            )
        ],
        "marking": documents.marking_of([one.row, *rows], locale()),
    }


def context(row: Any, name: str, title_of_act: str, label: str) -> dict[str, Any]:
    """This will name a form about a review and lead back to the page of it called `name`."""
    here = page.address(f"education:{name}", row.pk)
    names = parties.names(locale())
    trail = [
        asking.trail(gettext("Integrity reviews"), "education:integrities"),
        {"label": title(row, names), "url": here},
    ]
    return {"title": title_of_act, "label": label, "back": here, "trail": trail}


def area(code: str) -> str:
    """This will name an area of the questionnaire; one that is no longer asked is given by its code."""
    found = pack().integrity.areas.get(code)
    return found.name.in_(locale()) if found else code


def level(code: str) -> str:
    """This will give the words of a level; one that is no longer used is given by its code."""
    found = pack().integrity.levels.get(code)
    return found.name.in_(locale()) if found else code


def is_late(measure: Any, day: date) -> bool:
    """This will tell whether the deadline of a measure that is not over has come."""
    return MeasureState(measure.state) in rules.OPEN_MEASURES and measure.due_on <= day


def stamp(level_code: str, evidence: str) -> str:
    """This will give a short mark of an answer, by which a form knows what it was written upon."""
    return hashlib.sha256(f"{level_code}\n{evidence}".encode()).hexdigest()[:16]


def _areas() -> list[tuple[str, str]]:
    here = get_language() or "en"
    return [(one.code, one.name.in_(here)) for one in pack().integrity.areas.values()]


class Answers(forms.Form):
    """For each statement a level, what shows it, and a tick that an answer carried over still holds.

    Each carries a mark of the answer that it was written upon, so that what a colleague wrote meanwhile is not lost.
    """

    def __init__(self, data: Any = None, *, answered: Collection[queries.Answered]) -> None:
        """This will offer the statements with what they hold now."""
        super().__init__(data, auto_id="q_%s")
        here = get_language() or "en"
        levels = [("", _("Choose")), *((one.code, one.name.in_(here)) for one in pack().integrity.levels.values())]
        self.answered = tuple(answered)
        for one in self.answered:
            code = one.question.code
            self.fields[f"level_{code}"] = forms.ChoiceField(
                label=_("How far it is"), choices=levels, required=False, initial=one.level
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("What shows it"),
                required=False,
                max_length=MOST,
                initial=one.evidence,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )
            self.fields[f"ok_{code}"] = forms.BooleanField(label=_("It still holds"), required=False)
            self.fields[f"upon_{code}"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def _typed(self, code: str) -> tuple[str, str]:
        data = self.cleaned_data
        evidence = str(data.get(f"text_{code}", "")).replace("\r\n", "\n").strip()
        return str(data.get(f"level_{code}", "")), evidence

    def _is_written(self, code: str) -> bool:
        return stamp(*self._typed(code)) != self.cleaned_data.get(f"upon_{code}")

    def clean(self) -> dict[str, Any]:
        """This will stop where somebody else has answered the same statement meanwhile."""
        data = super().clean() or self.cleaned_data
        for one in self.answered:
            code, there = one.question.code, (one.level, one.evidence)
            is_behind = data.get(f"upon_{code}") != stamp(*there)
            if is_behind and self._is_written(code) and self._typed(code) != there:
                meanwhile = gettext("A colleague has answered meanwhile: %(level)s. %(text)s Keep what is right.")
                self.add_error(f"text_{code}", meanwhile % {"level": level(one.level) or "–", "text": one.evidence})
        return data

    def kept(self) -> dict[str, tuple[str, str]]:
        """This will give the answers that were written otherwise, or ticked as still right."""
        ticked = {one.question.code for one in self.answered if self.cleaned_data[f"ok_{one.question.code}"]}
        return {
            one.question.code: self._typed(one.question.code)
            for one in self.answered
            if self._is_written(one.question.code)
            or (one.question.code in ticked and self._typed(one.question.code) == (one.level, one.evidence))
        }


class Share(forms.Form):
    """Which Allies read a review."""

    to = forms.MultipleChoiceField(
        label=_("Allies that may read it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Whoever is not chosen reads it no longer. No other partner can be chosen."),
    )

    def __init__(self, *args: Any, allies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """This will offer the Allies."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(allies)  # type: ignore[attr-defined]


class NameExpert(forms.Form):
    """Whom the desk names."""

    email = forms.EmailField(
        label=_("E-mail of the expert"),
        help_text=_("Somebody of another nation or of the staff. The partner accepts or turns down each expert."),
    )


class Visit(forms.Form):
    """The days of the visit."""

    from_on = Day(label=_("First day"))
    until_on = Day(label=_("Last day"))


class Finding(forms.Form):
    """What was found in one area."""

    area = forms.ChoiceField(label=_("Area"))
    text = words(_("What was found"), required=True)
    advice = words(_("What is advised"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the areas of the questionnaire."""
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = _areas()  # type: ignore[attr-defined]


class Comment(forms.Form):
    """What the partner thinks of a finding."""

    comment = words(_("Your comment"), required=True)


class ChangeMeasure(forms.Form):
    """What a measure says."""

    text = words(_("What is done"), required=True)
    office = forms.CharField(label=_("Office in charge"), max_length=160)
    due_on = Day(label=_("Deadline"))


class AddMeasure(ChangeMeasure):
    """A measure with its area."""

    area = forms.ChoiceField(label=_("Area"))
    field_order = ("area",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """This will offer the areas of the questionnaire."""
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = _areas()  # type: ignore[attr-defined]


class ReportMeasure(forms.Form):
    """How far a measure is."""

    state = forms.TypedChoiceField(
        label=_("How far it is"),
        choices=[(one.value, labels.MEASURES[one][0]) for one in (MeasureState.UNDER_WAY, MeasureState.DONE)],
        coerce=MeasureState,
    )
    note = words(_("In a few words"), required=True)
